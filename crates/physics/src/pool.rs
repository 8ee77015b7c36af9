//! A pool on a floor: how far it spreads, how cold it gets, how fast it is gone.
//!
//! Evaporation takes heat that only the air, the room's radiation and the floor can give back, so a volatile pool cools
//! until both are equal: 1 m² of ether in a room at 20 °C stands at about −13 °C. [`steady_surface`] finds that
//! balance; [`step`] moves a pool with its own heat content towards it.

use crate::constants::{AIR_DENSITY, AIR_HEAT_CAPACITY, AIR_PRANDTL, ATMOSPHERE, GAS_CONSTANT, STEFAN_BOLTZMANN};
use crate::evaporation::{driving_force, mackay_matsugu, pool_diameter, surface_fraction};
use crate::vapour::{Vapour, VapourPressure};
use hazdrill_units::{
    CubicMetres, JoulesPerKg, JoulesPerKgK, Kelvin, KgPerS, Kilograms, Metres, MetresPerSecond, SimDuration,
    SquareMetres, VolumeFraction, WattsPerM2K, maths,
};

/// Emissivity of a liquid surface and of the room around it (nearly all liquids and building materials: 0.9 to 0.97).
pub const SURFACE_EMISSIVITY: f64 = 0.95;

/// A liquid that evaporates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Liquid {
    /// Its vapour.
    pub vapour: Vapour,
    /// Its vapour pressure.
    pub vapour_pressure: VapourPressure,
    /// Heat of vaporisation at the temperature of the pool.
    pub heat_of_vaporisation: JoulesPerKg,
    /// Heat capacity of the liquid.
    pub heat_capacity: JoulesPerKgK,
}

/// What surrounds a pool. The floor and the walls have the temperature of the air.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surroundings {
    /// Temperature of air, walls and floor.
    pub air_temperature: Kelvin,
    /// Speed of the air over the pool.
    pub air_speed: MetresPerSecond,
    /// Area of the pool.
    pub area: SquareMetres,
    /// Heat transfer from the floor: 0 for an insulating floor, about 10 for concrete after a few minutes.
    pub floor_coefficient: WattsPerM2K,
    /// Emissivity for the radiation of the room, 0 to 1: [`SURFACE_EMISSIVITY`], or 0 to leave radiation out.
    pub emissivity: f64,
    /// Vapour already in the air that blows over the pool.
    pub air_fraction: VolumeFraction,
}

/// The state of a pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pool {
    /// Mass of liquid.
    pub mass: Kilograms,
    /// Its temperature, the same throughout.
    pub temperature: Kelvin,
}

/// What a pool has given off, and how it stands afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evaporated {
    /// Mass that became vapour.
    pub mass: Kilograms,
    /// Temperature of the pool afterwards.
    pub temperature: Kelvin,
    /// Volume fraction of vapour in the mixture that drains off the pool: the mean of the film of air over it.
    pub film_fraction: VolumeFraction,
}

/// Temperature and evaporation of a surface at rest with its surroundings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SteadySurface {
    /// Temperature of the surface.
    pub temperature: Kelvin,
    /// Evaporation from the whole pool.
    pub rate: KgPerS,
}

/// Area of a pool that has spread as thin as it can, or to the walls: A = min(V / depth, floor).
///
/// V volume of liquid; the least depth is set by surface tension and the roughness of the floor: about 1 mm on smooth
/// tiles (judgement), 5 mm on concrete and 10 mm on gravel (TNO Yellow Book, CPR 14E). Spreads within seconds, here at
/// once.
pub fn spread_area(volume: CubicMetres, least_depth: Metres, floor: SquareMetres) -> SquareMetres {
    if volume.value() <= 0.0 {
        return SquareMetres::new(0.0);
    }
    // Written so that a depth of zero covers the whole floor.
    SquareMetres::new((volume.value() / least_depth.value().max(f64::MIN_POSITIVE)).min(floor.value()))
}

/// Temperature at which the heat that reaches the surface equals the heat that evaporation takes:
/// h (Ta − T) + ε σ (Ta⁴ − T⁴) + U (Ta − T) = L E(T).
///
/// h = k ρ c (Sc/Pr)^(2/3) W/(m² K) is the convection that goes with the mass transfer coefficient k of
/// [`mackay_matsugu`] (Chilton & Colburn 1934); ρ, c density and heat capacity of air; Ta air temperature, K; ε
/// emissivity; U floor coefficient, W/(m² K); L heat of vaporisation, J/kg; E as in [`crate::evaporation::rate`],
/// kg/(m² s). Without radiation and floor the temperature does not depend on the wind. Error: that of k, 40 %, on the
/// rate; a few K on the temperature.
pub fn steady_surface(liquid: &Liquid, around: &Surroundings) -> SteadySurface {
    let balance = Balance::new(liquid, around);
    let temperature = balance.solve(0.0, around.air_temperature.value());
    SteadySurface { temperature: Kelvin::new(temperature), rate: KgPerS::new(balance.evaporation(temperature)) }
}

/// Evaporation of a pool within `dt`.
///
/// Solves m c (T' − T) / dt = q(T') − L E(T') for the new temperature T', with q and E as in [`steady_surface`]: an
/// implicit step, stable for any length, which tends to the steady surface as the pool thins (m → 0). The pool gives no
/// more than it has.
pub fn step(pool: &Pool, liquid: &Liquid, around: &Surroundings, dt: SimDuration) -> Evaporated {
    let balance = Balance::new(liquid, around);
    let (mass, seconds) = (pool.mass.value(), dt.seconds());
    if mass <= 0.0 || seconds <= 0.0 {
        let none = Kilograms::new(0.0);
        return Evaporated { mass: none, temperature: pool.temperature, film_fraction: around.air_fraction };
    }
    let inertia = mass * liquid.heat_capacity.value() / seconds;
    let temperature = balance.solve(inertia, pool.temperature.value());
    let surface = balance.surface_fraction(temperature).value().max(around.air_fraction.value());
    Evaporated {
        mass: Kilograms::new((balance.evaporation(temperature) * seconds).min(mass)),
        temperature: Kelvin::new(temperature),
        film_fraction: VolumeFraction::new(0.5 * (surface + around.air_fraction.value())),
    }
}

/// The heat balance of a whole pool as a function of its temperature.
struct Balance<'a> {
    liquid: &'a Liquid,
    around: &'a Surroundings,
    /// A k M P / R, kg K/s: evaporation is this, over T, times the driving force.
    evaporation_scale: f64,
    /// A (h + U), W/K.
    conductance: f64,
    /// A ε σ, W/K⁴.
    radiance: f64,
}

impl<'a> Balance<'a> {
    fn new(liquid: &'a Liquid, around: &'a Surroundings) -> Self {
        let (area, schmidt) = (around.area.value(), liquid.vapour.schmidt());
        let k = mackay_matsugu(around.air_speed, pool_diameter(around.area), schmidt).value();
        let lewis = maths::cbrt(schmidt / AIR_PRANDTL);
        let h = k * AIR_DENSITY * AIR_HEAT_CAPACITY * lewis * lewis;
        Self {
            liquid,
            around,
            evaporation_scale: area * k * liquid.vapour.molar_mass.value() * ATMOSPHERE / GAS_CONSTANT,
            conductance: area * (h + around.floor_coefficient.value()),
            radiance: area * around.emissivity * STEFAN_BOLTZMANN,
        }
    }

    fn surface_fraction(&self, t: f64) -> VolumeFraction {
        surface_fraction(self.liquid.vapour_pressure.at(Kelvin::new(t)))
    }

    /// Evaporation at a surface temperature, kg/s.
    fn evaporation(&self, t: f64) -> f64 {
        self.evaporation_scale / t * driving_force(self.surface_fraction(t), self.around.air_fraction)
    }

    /// Heat that the pool loses at `t`, W, and its growth with `t`, W/K.
    fn loss(&self, t: f64) -> (f64, f64) {
        let latent = self.liquid.heat_of_vaporisation.value();
        let surface = self.surface_fraction(t);
        let scale = latent * self.evaporation_scale / t;
        let force = driving_force(surface, self.around.air_fraction);
        let force_growth = if force > 0.0 {
            let y = surface.value();
            y / (1.0 - y) * self.liquid.vapour_pressure.log_slope(Kelvin::new(t)) - force / t
        } else {
            0.0
        };
        let air = self.around.air_temperature.value();
        let (t2, air2) = (t * t, air * air);
        let loss = scale * force + self.conductance * (t - air) + self.radiance * (t2 * t2 - air2 * air2);
        (loss, scale * force_growth + self.conductance + 4.0 * self.radiance * t2 * t)
    }

    /// The root of inertia (T − start) + loss(T), which rises with T: Newton's method, kept inside a bracket that
    /// bisection narrows where Newton would leave it.
    fn solve(&self, inertia: f64, start: f64) -> f64 {
        const CLOSE_ENOUGH_K: f64 = 1e-9;
        let (mut low, mut high) = (Kelvin::MIN.value(), start.max(self.around.air_temperature.value()));
        let mut t = start.clamp(low, high);
        for _ in 0..60 {
            let (loss, growth) = self.loss(t);
            let (surplus, slope) = (inertia * (t - start) + loss, inertia + growth);
            if surplus > 0.0 {
                high = t;
            } else {
                low = t;
            }
            // No slope: no heat flows at all, as for a pool of no size.
            if slope <= 0.0 || surplus.abs() <= CLOSE_ENOUGH_K * slope {
                return t;
            }
            let newton = t - surplus / slope;
            t = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        }
        t
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ETHER, ROOM_TEMPERATURE, assert_near};
    use proptest::prelude::*;

    fn around(air_speed: f64, emissivity: f64, floor: f64) -> Surroundings {
        Surroundings {
            air_temperature: ROOM_TEMPERATURE,
            air_speed: MetresPerSecond::new(air_speed),
            area: SquareMetres::new(1.0),
            floor_coefficient: WattsPerM2K::new(floor),
            emissivity,
            air_fraction: VolumeFraction::new(0.0),
        }
    }

    /// hazdrill reference table 3.1, cooling: 1 m² of ether at 20 °C; wind → (K, g/s) adiabatic, with radiation, with
    /// radiation and a floor of 10 W/(m² K). The table's vapour pressure at 20 °C is 58.63 kPa where the fit gives
    /// 58.68, hence 0.02 K and one unit of the last digit.
    #[test]
    fn published_reference_3_1_cooling_of_ether() {
        for (u, rows) in [
            (0.1, [(247.91, 0.144), (267.49, 0.407), (277.53, 0.675)]),
            (0.3, [(247.91, 0.340), (260.00, 0.653), (270.00, 1.089)]),
            (1.0, [(247.91, 0.869), (253.99, 1.215), (261.73, 1.828)]),
        ] {
            for ((kelvin, grams), (emissivity, floor)) in
                rows.into_iter().zip([(0.0, 0.0), (SURFACE_EMISSIVITY, 0.0), (SURFACE_EMISSIVITY, 10.0)])
            {
                let steady = steady_surface(&ETHER, &around(u, emissivity, floor));
                assert_near(steady.temperature.value(), kelvin, 0.021);
                assert_near(steady.rate.value() * 1e3, grams, 1e-3);
            }
        }
    }

    /// hazdrill reference 3.1: 1.784 kg in 1 m² at 0.3 m/s last 1638 s at the steady rate with radiation and floor. A
    /// pool that starts warm evaporates faster at first, so it is gone sooner, but not by more than its own heat allows.
    #[test]
    fn a_dropped_bottle_is_gone_in_half_an_hour() {
        let (around, dt) = (around(0.3, SURFACE_EMISSIVITY, 10.0), SimDuration::from_seconds(1.0));
        let mut pool = Pool { mass: Kilograms::new(1.784), temperature: ROOM_TEMPERATURE };
        let mut seconds = 0.0;
        while pool.mass.value() > 0.0 {
            let out = step(&pool, &ETHER, &around, dt);
            pool = Pool { mass: Kilograms::new(pool.mass.value() - out.mass.value()), temperature: out.temperature };
            seconds += 1.0;
        }
        assert!((1300.0..1638.0).contains(&seconds), "gone after {seconds} s");
    }

    #[test]
    fn a_pool_spreads_to_its_depth_or_to_the_walls() {
        let area = |litres: f64, depth: f64, floor: f64| {
            spread_area(CubicMetres::new(litres * 1e-3), Metres::new(depth), SquareMetres::new(floor)).value()
        };
        assert_near(area(2.5, 0.001, 25.0), 2.5, 1e-12);
        assert_near(area(100.0, 0.001, 25.0), 25.0, 0.0);
        assert_near(area(2.5, 0.0, 25.0), 25.0, 0.0);
        assert_near(area(0.0, 0.0, 25.0), 0.0, 0.0);
    }

    proptest! {
        #[test]
        fn an_adiabatic_surface_does_not_feel_the_wind(u in 0.0..30.0_f64) {
            let t = steady_surface(&ETHER, &around(u, 0.0, 0.0)).temperature.value();
            prop_assert!((t - steady_surface(&ETHER, &around(1.0, 0.0, 0.0)).temperature.value()).abs() < 1e-6);
        }

        #[test]
        fn cooling_never_speeds_evaporation(u in 0.0..30.0_f64, floor in 0.0..1e3_f64, air in 250.0..305.0_f64) {
            let around = Surroundings { air_temperature: Kelvin::new(air), ..around(u, SURFACE_EMISSIVITY, floor) };
            let steady = steady_surface(&ETHER, &around);
            prop_assert!(steady.temperature.value() <= air);
            prop_assert!(steady.rate.value() <= Balance::new(&ETHER, &around).evaporation(air));
        }

        #[test]
        fn a_pool_tends_to_its_steady_surface(
            u in 0.0..5.0_f64, start in 250.0..305.0_f64, floor in 0.0..100.0_f64, ms in 100..60_000_i64,
        ) {
            let around = around(u, SURFACE_EMISSIVITY, floor);
            let mut pool = Pool { mass: Kilograms::new(1.0), temperature: Kelvin::new(start) };
            // An hour: in still air, with radiation alone, a millimetre and a half of ether takes many minutes.
            for _ in 0..=3_600_000 / ms.max(2000) {
                pool.temperature = step(&pool, &ETHER, &around, SimDuration::from_ms(ms.max(2000))).temperature;
            }
            let steady = steady_surface(&ETHER, &around).temperature.value();
            prop_assert!((pool.temperature.value() - steady).abs() < 0.1, "{} against {steady}", pool.temperature.value());
            // A film of liquid has no heat of its own: one step is enough.
            let film = Pool { mass: Kilograms::new(1e-9), temperature: Kelvin::new(start) };
            let out = step(&film, &ETHER, &around, SimDuration::from_ms(ms));
            prop_assert!((out.temperature.value() - steady).abs() < 1e-3);
        }

        #[test]
        fn a_step_is_total(
            mass in 0.0..1e7_f64, t in 100.0..=3000.0_f64, air in 100.0..=3000.0_f64, u in 0.0..=400.0_f64,
            area in prop_oneof![Just(0.0), Just(1e8), 1e-12..1e4_f64], floor in 0.0..=1e5_f64, y in 0.0..=1.0_f64,
            ms in 0..604_800_000_i64,
        ) {
            let around = Surroundings {
                air_temperature: Kelvin::new(air),
                air_speed: MetresPerSecond::new(u),
                area: SquareMetres::new(area),
                floor_coefficient: WattsPerM2K::new(floor),
                emissivity: SURFACE_EMISSIVITY,
                air_fraction: VolumeFraction::new(y),
            };
            let pool = Pool { mass: Kilograms::new(mass), temperature: Kelvin::new(t) };
            let out = step(&pool, &ETHER, &around, SimDuration::from_ms(ms));
            prop_assert!(out.mass.value() >= 0.0 && out.mass.value() <= mass);
            prop_assert!((100.0..=3000.0).contains(&out.temperature.value()));
            prop_assert!((0.0..=1.0).contains(&out.film_fraction.value()));
            prop_assert!(area > 0.0 || out.mass.value() <= 0.0);
        }
    }
}
