//! A pool that burns: how fast, how high the flame, how hot for whoever stands by, how warm the room, and what foam does.

use crate::constants::AIR_DENSITY;
use hazdrill_units::{
    CubicMetresPerM2S, CubicMetresPerSecond, JoulesPerKg, JoulesPerKgK, KgPerM2S, KgPerM3, KgPerS, Metres, PerMetre,
    SimDuration, SquareMetres, Watts, WattsPerM2, WattsPerM2K, maths,
};

/// A thin spill burns at a fifth of the rate of a deep pool (`unverified`): see [`thin_spill_share`].
pub const THIN_SPILL: f64 = 0.2;

/// Burning rate of a spill of little depth over that of a deep pool: [`THIN_SPILL`] up to 1 mm, 1 from 3 mm on, a straight
/// line between.
///
/// A thin film loses its heat to the floor and lets radiation through. Measured spills on concrete burn at a fifth while
/// less than 1 to 2 mm deep (Gottuk & White, SFPE handbook, `unverified`); the upper end is a judgement. Error: a factor 2
/// between floors and fuels.
pub fn thin_spill_share(depth: Metres) -> f64 {
    const THIN_M: f64 = 0.001;
    const DEEP_M: f64 = 0.003;
    let deep = ((depth.value() - THIN_M) / (DEEP_M - THIN_M)).clamp(0.0, 1.0);
    THIN_SPILL + (1.0 - THIN_SPILL) * deep
}

/// Heat that a kilogram of air gives with nearly any fuel: 3.0 MJ/kg, 13.1 MJ/kg of oxygen (Huggett 1980) times 0.23
/// (`unverified`).
pub const HEAT_PER_AIR: JoulesPerKg = JoulesPerKg::new(3.0e6);

/// A liquid as fuel of a pool fire.
///
/// Babrauskas 1983 as tabled in the SFPE handbook (`unverified`); diethyl ether: 0.085 kg/(m² s), 0.7 1/m, 34.2 MJ/kg;
/// acetone 0.041, 1.9, 25.8. Alcohols move by a factor 1.3 to 2 between editions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fuel {
    /// Burning rate of a very large pool, m''∞.
    pub greatest_flux: KgPerM2S,
    /// kβ: how soon a pool is large.
    pub extinction: PerMetre,
    /// Lower heat of combustion.
    pub heat_of_combustion: JoulesPerKg,
}

/// Fuel that a heat release uses up: m' = Q / ΔHc.
///
/// In a room short of air the pool gives off more than this; the rest burns outside the door.
pub fn consumption(fuel: &Fuel, heat_release: Watts) -> KgPerS {
    let heat = fuel.heat_of_combustion.value();
    KgPerS::new(if heat > 0.0 { heat_release.value() / heat } else { 0.0 })
}

/// Diameter of the round pool with this area: D = √(4A/π).
pub fn diameter(area: SquareMetres) -> Metres {
    Metres::new(maths::sqrt(4.0 / core::f64::consts::PI * area.value().max(0.0)))
}

/// Burning rate per area: m'' = m''∞ (1 − e^(−kβ D)).
///
/// D diameter, m, from 0.2 up (smaller pools burn by convection, and faster than this); liquid deeper than a few
/// millimetres (else times [`thin_spill_share`]), in still air. Babrauskas 1983. Error: 30 %, alcohols a factor 2.
pub fn burning_flux(fuel: &Fuel, diameter: Metres) -> KgPerM2S {
    let share = -maths::exp_m1(-fuel.extinction.value() * diameter.value());
    KgPerM2S::new(fuel.greatest_flux.value() * share)
}

/// Heat release of a pool in the open: Q = m'' A ΔHc.
pub fn heat_release(fuel: &Fuel, area: SquareMetres) -> Watts {
    let flux = burning_flux(fuel, diameter(area)).value();
    Watts::new(flux * area.value() * fuel.heat_of_combustion.value())
}

/// Mean height of the flame above the pool: L = 0.235 Q^(2/5) − 1.02 D, with Q in kW; at least 0.
///
/// Heskestad 1983; for pools in the open, Q/D from 7 to 700 kW^(2/5)/m. Error: 15 %. A flame higher than the room bends
/// along the ceiling.
pub fn flame_height(heat_release: Watts, diameter: Metres) -> Metres {
    let kilowatts = heat_release.value() / 1e3;
    Metres::new((0.235 * maths::pow(kilowatts, 0.4) - 1.02 * diameter.value()).max(0.0))
}

/// Heat flux at a distance from the middle of the fire: q = χ Q / (4π R²).
///
/// χ share of the heat that is radiated: measured 0.21 for methanol, 0.26 ethanol, 0.31 acetone (MaCFP); 0.3 for ether.
/// R at least 2.5 diameters; nearer it is up to a factor 2 too high at the front of the flame and too low beside it.
/// Smoke between takes away more.
pub fn radiation(heat_release: Watts, radiated: f64, distance: Metres) -> WattsPerM2 {
    let sphere = 4.0 * core::f64::consts::PI * distance.value() * distance.value();
    WattsPerM2::new((radiated * heat_release.value() / sphere.max(f64::MIN_POSITIVE)).min(WattsPerM2::MAX.value()))
}

/// A doorway or a window through which a fire breathes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opening {
    /// Free area.
    pub area: SquareMetres,
    /// Height.
    pub height: Metres,
}

/// A room that holds a fire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compartment<'a> {
    /// Area of walls, floor and ceiling without the openings.
    pub surface: SquareMetres,
    /// What leads outside or into other rooms.
    pub openings: &'a [Opening],
    /// Heat transfer into the walls, h_k: see [`wall_coefficient`].
    pub wall_coefficient: WattsPerM2K,
    /// Air that fans bring in.
    pub supply: CubicMetresPerSecond,
}

impl Compartment<'_> {
    /// ΣA√H, m^(5/2): how well the room breathes.
    fn ventilation_factor(&self) -> f64 {
        self.openings.iter().map(|opening| opening.area.value() * maths::sqrt(opening.height.value())).sum()
    }
}

/// Greatest heat release that the air can feed: (0.5 ΣA√H + ρ V') 3.0 MJ/kg.
///
/// 0.5 A√H kg/s flows through an opening of A m² and H m once the room is hot (Kawagoe 1958, `unverified`); V' m³/s supplied by fans,
/// ρ 1.2 kg/m³. The air already in the room comes on top for a while: 3.6 MJ/m³. Error: 20 % for a hot room; in a cool
/// one less flows. What the pool gives beyond this burns outside the door or leaves as smoke.
pub fn ventilation_limit(room: &Compartment<'_>) -> Watts {
    let air = 0.5 * room.ventilation_factor() + AIR_DENSITY * room.supply.value();
    Watts::new(air * HEAT_PER_AIR.value())
}

/// Heat release of a pool in a room: that in the open, at most what the air can feed.
pub fn heat_release_in(fuel: &Fuel, area: SquareMetres, room: &Compartment<'_>) -> Watts {
    Watts::new(heat_release(fuel, area).value().min(ventilation_limit(room).value()))
}

/// Rise of temperature of the hot layer under the ceiling, K: ΔT = 6.85 (Q² / (ΣA√H · A_T h_k))^(1/3), Q and h_k in kW.
///
/// McCaffrey, Quintiere & Harkleroad 1981. Valid up to 600 K, before flashover, with at least one opening; error 15 %.
/// A room without any opening has no steady state: held at 1200 K, as is a greater value, for flames are no hotter.
pub fn hot_layer_rise_k(heat_release: Watts, room: &Compartment<'_>) -> f64 {
    const FLAME_RISE_K: f64 = 1200.0;
    let kilowatts = heat_release.value() / 1e3;
    if kilowatts <= 0.0 {
        return 0.0;
    }
    let loss = room.ventilation_factor() * room.surface.value() * room.wall_coefficient.value() / 1e3;
    (6.85 * maths::cbrt(kilowatts * kilowatts / loss.max(f64::MIN_POSITIVE))).min(FLAME_RISE_K)
}

/// What the walls of a room are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wall {
    /// Thermal conductivity, W/(m K): concrete 1.6; brick 0.7, plasterboard 0.2 (`unverified`).
    pub conductivity_w_m_k: f64,
    /// Density: concrete 2400 kg/m³.
    pub density: KgPerM3,
    /// Heat capacity: concrete 750 J/(kg K).
    pub heat_capacity: JoulesPerKgK,
}

/// Heat transfer into a thick wall: h_k = √(kρc / t).
///
/// k conductivity, ρ density, c heat capacity; t time since the fire began, at least 1 s. McCaffrey et al. 1981, before
/// the heat has come through the wall (hours for concrete, minutes for plasterboard).
pub fn wall_coefficient(wall: &Wall, since_start: SimDuration) -> WattsPerM2K {
    let inertia = wall.conductivity_w_m_k.max(0.0) * wall.density.value() * wall.heat_capacity.value();
    WattsPerM2K::new(maths::sqrt(inertia / since_start.seconds().max(1.0)))
}

/// Heat release at which a room flashes over: Q = 7.8 A_T + 378 ΣA√H, in kW, m², m^(5/2).
///
/// Thomas 1981 (`unverified`); error: 30 %.
pub fn flashover(room: &Compartment<'_>) -> Watts {
    Watts::new(1e3 * (7.8 * room.surface.value() + 378.0 * room.ventilation_factor()))
}

/// How a foam fights a fuel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foam {
    /// Least application rate at which the foam gains on the fire: 2.4 L/(min m²) on petrol; half the rate that is
    /// prescribed, 4.1 for hydrocarbons and 8.1 for polar solvents; 6.5 for ether (`unverified`).
    pub critical_rate: CubicMetresPerM2S,
    /// Depth of solution that covers the pool once the critical rate is met, a in t = a / (q − q_crit).
    pub cover: Metres,
}

impl Foam {
    /// A foam that controls a fire in 45 s at twice the prescribed rate, when that is `prescribed` and the critical rate
    /// 0.6 of it: a = 45 s (2 − 0.6) q.
    ///
    /// 30 to 60 s at twice the rate is the usual result of tests (`unverified`); petrol has 2.4 to 4.1, a share of 0.6.
    pub fn for_prescribed_rate(prescribed: CubicMetresPerM2S) -> Self {
        const CRITICAL_SHARE: f64 = 0.6;
        const SECONDS_AT_TWICE: f64 = 45.0;
        let rate = prescribed.value();
        Self {
            critical_rate: CubicMetresPerM2S::new(CRITICAL_SHARE * rate),
            cover: Metres::new(SECONDS_AT_TWICE * (2.0 - CRITICAL_SHARE) * rate),
        }
    }

    /// Time until nine tenths of the flames are down: t = a / (q − q_crit), q = flow / area.
    ///
    /// `None` at or below the critical rate, or when it takes more than [`SimDuration::MAX`]: the fire burns the foam as
    /// fast as it comes. The "L curve" of foam tests in its simplest form. Error: a factor 2; foam that does not stand
    /// polar solvents never controls them.
    pub fn time_to_control(&self, flow: CubicMetresPerSecond, area: SquareMetres) -> Option<SimDuration> {
        let beyond = flow.value() - self.critical_rate.value() * area.value();
        let solution = self.cover.value() * area.value();
        let seconds = if solution <= 0.0 { 0.0 } else { solution / beyond };
        (beyond > 0.0 && seconds <= SimDuration::MAX.seconds()).then(|| SimDuration::from_seconds(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    const ETHER: Fuel = Fuel {
        greatest_flux: KgPerM2S::new(0.085),
        extinction: PerMetre::new(0.7),
        heat_of_combustion: JoulesPerKg::new(34.2e6),
    };
    const ACETONE: Fuel = Fuel {
        greatest_flux: KgPerM2S::new(0.041),
        extinction: PerMetre::new(1.9),
        heat_of_combustion: JoulesPerKg::new(25.8e6),
    };

    fn disc(diameter: f64) -> SquareMetres {
        SquareMetres::new(0.25 * core::f64::consts::PI * diameter * diameter)
    }

    fn opening(area: f64, height: f64) -> Opening {
        Opening { area: SquareMetres::new(area), height: Metres::new(height) }
    }

    fn room(openings: &[Opening], surface: f64, kilowatts_per_m2_k: f64) -> Compartment<'_> {
        Compartment {
            surface: SquareMetres::new(surface),
            openings,
            wall_coefficient: WattsPerM2K::new(1e3 * kilowatts_per_m2_k),
            supply: CubicMetresPerSecond::new(0.0),
        }
    }

    fn l_min_m2(litres: f64) -> CubicMetresPerM2S {
        CubicMetresPerM2S::new(litres / 60_000.0)
    }

    /// hazdrill reference 2.1, ether: D m → m'' kg/(m² s), Q kW, L m, flux at 5 m with χ 0.3 in kW/m²; to 0.1 %, the
    /// flux to the digits printed.
    #[test]
    fn published_reference_2_1_ether_pools() {
        for [d, flux, kilowatts, height, at_5_m, digit] in [
            [0.3, 0.01610, 38.9, 0.711, 0.037, 5e-4],
            [0.5, 0.02510, 168.6, 1.317, 0.161, 5e-4],
            [1.0, 0.04279, 1149.4, 2.918, 1.098, 5e-4],
            [2.0, 0.06404, 6880.5, 6.016, 6.57, 5e-3],
            [3.0, 0.07459, 18_032.0, 8.784, 17.2, 5e-2],
        ] {
            assert_close(burning_flux(&ETHER, Metres::new(d)).value(), flux, 1e-3);
            let heat = heat_release(&ETHER, disc(d));
            assert_close(heat.value() / 1e3, kilowatts, 1e-3);
            assert_close(consumption(&ETHER, heat).value(), flux * disc(d).value(), 1e-3);
            assert_close(flame_height(heat, Metres::new(d)).value(), height, 1e-3);
            assert_near(radiation(heat, 0.3, Metres::new(5.0)).value() / 1e3, at_5_m, digit);
        }
    }

    /// NIST pool fires (MaCFP): acetone of 0.301 m burns at 18.3 ± 0.6 g/(m² s); within 5 %.
    #[test]
    fn published_nist_acetone_pool() {
        assert_close(burning_flux(&ACETONE, Metres::new(0.301)).value(), 0.0183, 0.05);
    }

    /// openfire's unit tests: MQH with Q 1000 kW, A 2.5 and 1.5 m², H 2 and 1 m, A_T 75 m², h_k 0.035 → 289.7114284 K;
    /// point source Q 750 kW, R 2.5 m, χ 0.3 → 2.864788976 kW/m².
    #[test]
    fn published_openfire_values() {
        let openings = [opening(2.5, 2.0), opening(1.5, 1.0)];
        assert_near(hot_layer_rise_k(Watts::new(1e6), &room(&openings, 75.0, 0.035)), 289.711_428_4, 1e-6);
        let flux = radiation(Watts::new(750e3), 0.3, Metres::new(2.5));
        assert_near(flux.value() / 1e3, 2.864_788_976, 1e-9);
    }

    /// hazdrill reference 2.3: 1 m ether pool (1149 kW), doorway 2 m² of 2 m, walls 130 m² of concrete after 600 s:
    /// h_k 0.06928 kW/(m² K), 255.4 K; flashover at 2083 kW.
    #[test]
    fn published_reference_2_3_laboratory() {
        let concrete =
            Wall { conductivity_w_m_k: 1.6, density: KgPerM3::new(2400.0), heat_capacity: JoulesPerKgK::new(750.0) };
        let concrete = wall_coefficient(&concrete, SimDuration::from_seconds(600.0));
        assert_close(concrete.value() / 1e3, 0.06928, 1e-4);
        let door = [opening(2.0, 2.0)];
        let laboratory = Compartment { wall_coefficient: concrete, ..room(&door, 130.0, 0.0) };
        assert_close(hot_layer_rise_k(Watts::new(1149e3), &laboratory), 255.4, 1e-3);
        assert_close(flashover(&laboratory).value() / 1e3, 2083.0, 1e-3);
    }

    /// A doorway of 2 m² and 2 m feeds 0.5·2·√2 kg/s of air, 4.24 MW: the ether pool of 2 m (6.88 MW) is held to it.
    #[test]
    fn a_large_pool_burns_what_the_doorway_feeds() {
        let door = [opening(2.0, 2.0)];
        let laboratory = room(&door, 130.0, 0.07);
        assert_close(ventilation_limit(&laboratory).value(), 4.243e6, 1e-3);
        assert_close(heat_release_in(&ETHER, disc(2.0), &laboratory).value(), 4.243e6, 1e-3);
        assert_close(heat_release_in(&ETHER, disc(1.0), &laboratory).value(), 1.1494e6, 1e-3);
        let fan = Compartment { supply: CubicMetresPerSecond::new(0.28), ..room(&[], 130.0, 0.07) };
        assert_close(ventilation_limit(&fan).value(), 1.008e6, 1e-9);
    }

    /// 8.5 m² of ether 0.7 mm deep burn at a fifth of 0.0764 kg/(m² s): 0.5 kg/m² are gone within 33 s.
    #[test]
    fn a_thin_film_burns_slowly_and_is_soon_gone() {
        for (millimetres, share) in [(0.0, 0.2), (0.7, 0.2), (1.0, 0.2), (2.0, 0.6), (3.0, 1.0), (50.0, 1.0)] {
            assert_close(thin_spill_share(Metres::new(1e-3 * millimetres)), share, 1e-12);
        }
        let film = THIN_SPILL * burning_flux(&ETHER, diameter(SquareMetres::new(8.5))).value();
        assert_near(713.592 * 0.7e-3 / film, 32.7, 0.1);
    }

    /// Ether at 6.5 L/(min m²): 4 m² need 26 L/min by the rule, and twice that controls them in 45 s; 15 L/min (below
    /// 3.9 L/(min m²)) never do.
    #[test]
    fn foam_gains_only_above_the_critical_rate() {
        let foam = Foam::for_prescribed_rate(l_min_m2(6.5));
        let spill = SquareMetres::new(4.0);
        let after = |litres: f64| foam.time_to_control(CubicMetresPerSecond::new(litres / 60_000.0), spill);
        assert_eq!(after(52.0), Some(SimDuration::from_ms(45_000)));
        assert_near(after(26.0).unwrap().seconds(), 157.5, 1e-3);
        assert_eq!(after(15.0), None);
    }

    proptest! {
        #[test]
        fn a_larger_pool_burns_harder(area in 0.0..1e4_f64, more in 0.0..100.0_f64) {
            let (small, large) = (SquareMetres::new(area), SquareMetres::new(area + more));
            prop_assert!(heat_release(&ETHER, small) <= heat_release(&ETHER, large));
            prop_assert!(burning_flux(&ETHER, diameter(large)) <= ETHER.greatest_flux);
            prop_assert!(flame_height(heat_release(&ETHER, large), diameter(large)).value().is_finite());
        }

        #[test]
        fn a_room_never_burns_more_than_it_breathes(area in 0.0..1e4_f64, door in 0.0..50.0_f64, height in 0.0..10.0_f64) {
            let openings = [opening(door, height)];
            let room = room(&openings, 130.0, 0.07);
            let heat = heat_release_in(&ETHER, SquareMetres::new(area), &room);
            prop_assert!(heat <= ventilation_limit(&room) && heat <= heat_release(&ETHER, SquareMetres::new(area)));
            let rise = hot_layer_rise_k(heat, &room);
            prop_assert!((0.0..=1200.0).contains(&rise));
            prop_assert!(hot_layer_rise_k(Watts::new(1.1 * heat.value()), &room) >= rise);
        }

        #[test]
        fn farther_is_cooler(q in 0.0..1e9_f64, r in 0.0..1e3_f64, more in 0.0..1e3_f64) {
            let at = |r: f64| radiation(Watts::new(q), 0.3, Metres::new(r));
            prop_assert!(at(r + more) <= at(r) && at(r) <= WattsPerM2::MAX);
        }

        #[test]
        fn more_foam_is_faster(litres in 0.0..500.0_f64, more in 0.0..500.0_f64, area in 0.0..100.0_f64) {
            let foam = Foam::for_prescribed_rate(l_min_m2(6.5));
            let after = |litres: f64| {
                foam.time_to_control(CubicMetresPerSecond::new(litres / 60_000.0), SquareMetres::new(area))
            };
            if let Some(slow) = after(litres) {
                prop_assert!(after(litres + more).is_some_and(|fast| fast <= slow));
            }
        }
    }
}
