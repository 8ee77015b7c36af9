//! Smoke: how much a fire makes, how it fills a room, how far one sees and walks in it, and what its gas does.

use crate::constants::{AIR_DENSITY, AIR_HEAT_CAPACITY};
use crate::room::doorway::counterflow;
use crate::vapour::Vapour;
use hazdrill_units::{
    CubicMetres, CubicMetresPerSecond, Joules, Kelvin, KgPerM3, KgPerMol, KgPerS, Kilograms, Metres, PerMetre,
    SimDuration, SquareMetresPerKg, SquareMetresPerSecond, VolumeFraction, maths,
};

/// Extinction of light by soot of flaming fires: 8700 m²/kg ± 1100 (Mulholland & Croarkin 2000, `unverified`).
pub const SOOT_EXTINCTION: SquareMetresPerKg = SquareMetresPerKg::new(8700.0);
/// Carbon monoxide; its diffusivity plays no part here.
pub const CARBON_MONOXIDE: Vapour =
    Vapour { molar_mass: KgPerMol::new(0.028_01), diffusivity: SquareMetresPerSecond::new(2e-5) };
/// K of a sign that shines: visibility is K over extinction. Jin 1978: 5 to 10 (`unverified`).
pub const SHINING_SIGN: f64 = 8.0;
/// K of a wall or a sign that only reflects. Jin 1978: 2 to 4 (`unverified`).
pub const REFLECTING_SIGN: f64 = 3.0;

/// What a fuel gives off when it burns, as shares of the burnt mass.
///
/// Ether and its like with enough air: soot 0.01 to 0.02, carbon monoxide 0.004 to 0.01; short of air, carbon monoxide
/// up to 0.2 to 0.3 (all `unverified`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yields {
    /// kg of soot per kg of fuel.
    pub soot: f64,
    /// kg of carbon monoxide per kg of fuel, with enough air.
    pub carbon_monoxide: f64,
    /// kg of carbon monoxide per kg of fuel that burns with half of the air it needs, or less.
    pub carbon_monoxide_starved: f64,
}

impl Yields {
    /// Soot that a fire makes: Y m'.
    pub fn soot_rate(&self, burning: KgPerS) -> KgPerS {
        KgPerS::new(self.soot * burning.value())
    }

    /// Carbon monoxide that a fire makes.
    ///
    /// `air` is the share of the air that the fuel needs, [`crate::pool_fire::ventilation_limit`] over the heat release
    /// in the open: 1 and more gives the yield of a well-fed fire, 0.5 and less
    /// that of a starved one, in between a straight line. Shape after the equivalence-ratio plots of Gottuk & Lattimer
    /// (SFPE handbook, `unverified`); error: a factor 2.
    pub fn carbon_monoxide_rate(&self, burning: KgPerS, air: f64) -> KgPerS {
        let starved = (2.0 * (1.0 - air)).clamp(0.0, 1.0);
        let share = self.carbon_monoxide + (self.carbon_monoxide_starved - self.carbon_monoxide) * starved;
        KgPerS::new(share * burning.value())
    }
}

/// A room that changes its air.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MixedRoom {
    /// Volume.
    pub volume: CubicMetres,
    /// Air that leaves with what is in it, and is replaced by clean air.
    pub exchange: CubicMetresPerSecond,
}

/// Mass of soot, or of a gas, in a well-mixed room after a time with a steady source:
/// m(t) = m₀ e^(−n t) + S (1 − e^(−n t)) / n, n = Q/V.
///
/// S source, kg/s; Q exchange, m³/s; V volume, m³. Exact, so a time may be cut anywhere. Smoke is taken as spread over
/// the whole room: over-estimates what a crawling person meets and under-estimates the layer under the ceiling.
pub fn mass_after(mass: Kilograms, source: KgPerS, room: &MixedRoom, dt: SimDuration) -> Kilograms {
    let t = dt.seconds();
    let turned = room.exchange.value() / room.volume.value().max(f64::MIN_POSITIVE) * t;
    let gone = -maths::exp_m1(-turned);
    // (1 − e^(−x)) / x tends to 1 for an airtight room.
    let kept = if turned > 0.0 { gone / turned } else { 1.0 };
    Kilograms::new(mass.value() * (1.0 - gone) + source.value() * t * kept)
}

/// Rise of temperature of air that carries smoke: ΔT = (1 − λ) E / (V ρ cp), at most that of a hot layer, 600 K.
///
/// E heat of the fire whose smoke it is, J; V volume, m³; λ share of the heat that walls and radiation take, 0.6 to 0.9
/// (Cooper 1982, ASET; `unverified`), 0.8 here; air 1.2 kg/m³, 1006 J/(kg K). The heat goes where the smoke goes: where the
/// smoke is thinned tenfold, so is the heat. Smoke that has stood for long is cooler than this.
pub fn rise_k(heat: Joules, volume: CubicMetres) -> f64 {
    const LOST: f64 = 0.8;
    const HOT_LAYER_K: f64 = 600.0;
    let air = volume.value().max(f64::MIN_POSITIVE) * AIR_DENSITY * AIR_HEAT_CAPACITY;
    ((1.0 - LOST) * heat.value() / air).min(HOT_LAYER_K)
}

/// Flow each way through an opening between two rooms of different temperature: [`counterflow`] with Δρ/ρ̄ = 2 (T₁ − T₂) /
/// (T₁ + T₂).
pub fn opening_flow(width: Metres, height: Metres, a: Kelvin, b: Kelvin) -> CubicMetresPerSecond {
    let (a, b) = (a.value(), b.value());
    counterflow(width, height, 2.0 * (a - b) / (a + b))
}

/// Share of what is in a well-mixed room that is still there after a time without a source: e^(−n t). Symbols as in
/// [`mass_after`].
pub fn kept_share(room: &MixedRoom, dt: SimDuration) -> f64 {
    maths::exp(-room.exchange.value() / room.volume.value().max(f64::MIN_POSITIVE) * dt.seconds())
}

/// Share of the difference of two rooms' densities that an exchange levels in a time: 1 − e^(−Q t/V*),
/// V* = V_a V_b/(V_a + V_b).
///
/// Exact for two well-mixed rooms and a steady flow Q each way.
pub fn levelled_share(volumes: [CubicMetres; 2], flow: CubicMetresPerSecond, time: SimDuration) -> f64 {
    let [va, vb] = volumes.map(|v| v.value().max(f64::MIN_POSITIVE));
    -maths::exp_m1(-flow.value() * time.seconds() * (va + vb) / (va * vb))
}

/// Mass that an exchange takes from `a` to `b` in a time: (m_a V_b − m_b V_a)/(V_a + V_b) times [`levelled_share`]; never
/// more than there is.
pub fn passed(
    a: Kilograms,
    b: Kilograms,
    volumes: [CubicMetres; 2],
    flow: CubicMetresPerSecond,
    time: SimDuration,
) -> f64 {
    levelled(a.value(), b.value(), volumes, levelled_share(volumes, flow, time))
}

/// As [`passed`], where the share that is levelled is known, and of anything that smoke carries: soot, gas, heat.
pub fn levelled(a: f64, b: f64, volumes: [CubicMetres; 2], share: f64) -> f64 {
    let [va, vb] = volumes.map(|v| v.value().max(f64::MIN_POSITIVE));
    let both = va + vb;
    share * (a * (vb / both) - b * (va / both))
}

/// Density of soot in a room: m / V.
pub fn density(soot: Kilograms, volume: CubicMetres) -> KgPerM3 {
    KgPerM3::new(soot.value() / volume.value().max(f64::MIN_POSITIVE))
}

/// Extinction of light along a path: k = α ρ.
pub fn extinction(soot: KgPerM3, specific: SquareMetresPerKg) -> PerMetre {
    PerMetre::new((soot.value() * specific.value()).min(PerMetre::MAX.value()))
}

/// How far one sees: K / k, at most [`Metres::MAX`].
///
/// K [`SHINING_SIGN`] or [`REFLECTING_SIGN`]. Jin 1978, for extinctions up to 1 1/m in smoke that does not sting; in
/// stinging smoke above 0.25 1/m the eyes close and one sees less. Error: 30 %.
pub fn visibility(extinction: PerMetre, sign: f64) -> Metres {
    let k = extinction.value();
    Metres::new(if k > 0.0 { (sign / k).min(Metres::MAX.value()) } else { Metres::MAX.value() })
}

/// Walking speed in smoke over that in clear air: 1 − 0.0807 k, at least 0.1.
///
/// v = v₀ (1 + β k/α), α 0.706 m/s, β −0.057 m²/s, from walks in artificial and wood smoke with extinctions of 2 to 8 1/m
/// (Frantzich & Nilsson 2003, as used by FDS+Evac, whose least share of 0.1 it is). Error: 30 %; many turn back instead.
pub fn walking_share(extinction: PerMetre) -> f64 {
    const ALPHA: f64 = 0.706;
    const BETA: f64 = -0.057;
    const LEAST: f64 = 0.1;
    (1.0 + BETA / ALPHA * extinction.value()).max(LEAST)
}

/// Share of the dose of carbon monoxide that takes the senses, gained in a time: 3.317×10⁻⁵ c^1.036 V t / D.
///
/// c ppm (from a mass in a room by [`crate::vapour::Vapour::fraction`]); V 25 L/min breathed at light work; D 30 % carboxyhaemoglobin, at which half are unconscious; t min. Purser,
/// SFPE handbook (`unverified`), after Stewart 1973. At 1 the person falls; those who carry or climb earlier, children
/// twice as soon. Doses of parts add up. Valid up to about 10,000 ppm and an hour; beyond, the gas that leaves the blood
/// again counts. Error: 30 %. Carbon dioxide (faster breath), hydrogen cyanide and want of oxygen come on top.
pub fn carbon_monoxide_dose(fraction: VolumeFraction, time: SimDuration) -> f64 {
    const LITRES_PER_MINUTE: f64 = 25.0;
    const PERCENT_BLOOD: f64 = 30.0;
    let ppm = 1e6 * fraction.value();
    3.317e-5 * maths::pow(ppm, 1.036) * LITRES_PER_MINUTE / PERCENT_BLOOD * (time.seconds() / 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    const ETHER: Yields = Yields { soot: 0.015, carbon_monoxide: 0.007, carbon_monoxide_starved: 0.25 };

    /// openfire's unit test: K 8, α 37000 m²/kg, 6e-6 kg/m³ → 36.036 m.
    #[test]
    fn published_openfire_visibility() {
        let k = extinction(KgPerM3::new(6e-6), SquareMetresPerKg::new(37_000.0));
        assert_near(visibility(k, SHINING_SIGN).value(), 36.036, 5e-4);
        assert_eq!(visibility(PerMetre::new(0.0), SHINING_SIGN), Metres::MAX);
    }

    /// 1 m² of burning ether (43 g/s) in an airtight 100 m³: after 60 s one sees a reflecting sign at 0.9 m.
    #[test]
    fn a_room_fills_with_smoke() {
        let room = MixedRoom { volume: CubicMetres::new(100.0), exchange: CubicMetresPerSecond::new(0.0) };
        let soot = ETHER.soot_rate(KgPerS::new(0.043));
        let mass = mass_after(Kilograms::new(0.0), soot, &room, SimDuration::from_seconds(60.0));
        assert_close(mass.value(), 0.015 * 0.043 * 60.0, 1e-12);
        let k = extinction(density(mass, room.volume), SOOT_EXTINCTION);
        assert_near(visibility(k, REFLECTING_SIGN).value(), 0.891, 1e-3);
        // With an air change a second, the source over the exchange.
        let open = MixedRoom { exchange: CubicMetresPerSecond::new(100.0), ..room };
        let steady = mass_after(Kilograms::new(0.0), soot, &open, SimDuration::from_seconds(600.0));
        assert_close(steady.value(), soot.value(), 1e-12);
    }

    /// FDS+Evac: α 0.706, β −0.057: 0.919 of the speed at 1 1/m, 0.1 from 11.1 1/m on.
    #[test]
    fn published_frantzich_nilsson_speed() {
        for (k, share) in [(0.0, 1.0), (1.0, 0.919_26), (5.0, 0.596_32), (12.0, 0.1)] {
            assert_near(walking_share(PerMetre::new(k)), share, 1e-5);
        }
    }

    /// 2.764e-5 c^1.036 a minute: 1,600 ppm fell in 17 min, 12,800 in 2; and 100 ppm do not in an hour.
    #[test]
    fn carbon_monoxide_takes_the_senses() {
        let minutes =
            |ppm: f64| 1.0 / carbon_monoxide_dose(VolumeFraction::new(1e-6 * ppm), SimDuration::from_ms(60_000));
        assert_near(minutes(1_600.0), 17.3, 0.1);
        assert_near(minutes(12_800.0), 2.0, 0.05);
        assert!(minutes(100.0) > 60.0);
    }

    /// 67 g of burnt ether per m³, 33.8 MJ/kg, have left 0.2 of their heat in the air: 373 K; a tenth 37 K.
    #[test]
    fn smoke_carries_its_heat() {
        let rise = |burnt: f64| rise_k(Joules::new(33.8e6 * burnt), CubicMetres::new(100.0));
        assert_near(rise(100.0 / 15.0), 373.3, 0.1);
        assert_near(rise(10.0 / 15.0), 37.33, 0.01);
        assert_near(rise(1e3), 600.0, 0.0);
    }

    /// A door of 1 × 2 m between 25 and 20 °C: 0.2304 m³/s each way.
    #[test]
    fn smoke_passes_a_door() {
        let flow = opening_flow(Metres::new(1.0), Metres::new(2.0), Kelvin::new(298.15), Kelvin::new(293.15));
        assert_near(flow.value(), 0.2304, 1e-4);
        let volumes = [CubicMetres::new(30.0), CubicMetres::new(60.0)];
        let (a, b) = (Kilograms::new(0.3), Kilograms::new(0.0));
        let once = passed(a, b, volumes, flow, SimDuration::from_seconds(10.0));
        assert_near(once, 0.021_76, 1e-5);
        // In the end both rooms are equally smoky: 0.1 kg in the small one.
        assert_near(passed(a, b, volumes, flow, SimDuration::from_seconds(1e5)), 0.2, 1e-9);
    }

    #[test]
    fn a_starved_fire_makes_carbon_monoxide() {
        let burning = KgPerS::new(1.0);
        for (air, share) in [(2.0, 0.007), (1.0, 0.007), (0.75, 0.1285), (0.5, 0.25), (0.0, 0.25)] {
            assert_near(ETHER.carbon_monoxide_rate(burning, air).value(), share, 1e-12);
        }
    }

    proptest! {
        #[test]
        fn two_parts_are_one_time(
            mass in 0.0..1.0_f64, source in 0.0..0.1_f64, exchange in 0.0..50.0_f64, volume in 1.0..1e4_f64,
            a in 0..3_600_000_i64, b in 0..3_600_000_i64,
        ) {
            let room = MixedRoom { volume: CubicMetres::new(volume), exchange: CubicMetresPerSecond::new(exchange) };
            let (mass, source) = (Kilograms::new(mass), KgPerS::new(source));
            let (a, b) = (SimDuration::from_ms(a), SimDuration::from_ms(b));
            let split = mass_after(mass_after(mass, source, &room, a), source, &room, b).value();
            let whole = mass_after(mass, source, &room, a + b).value();
            prop_assert!(whole >= 0.0 && (split - whole).abs() <= 1e-12 * (1.0 + whole));
            // Nothing is made of nothing.
            prop_assert!(whole <= (mass.value() + source.value() * (a + b).seconds()) * (1.0 + 1e-12));
        }

        #[test]
        fn thicker_smoke_is_darker_and_slower(k in 0.0..1e5_f64, more in 0.0..1e3_f64) {
            let (thin, thick) = (PerMetre::new(k), PerMetre::new(k + more));
            prop_assert!(visibility(thick, SHINING_SIGN) <= visibility(thin, SHINING_SIGN));
            prop_assert!(walking_share(thick) <= walking_share(thin) && walking_share(thick) >= 0.1);
        }

        #[test]
        fn doses_of_parts_add_up(c in 0.0..=1.0_f64, a in 0..3_600_000_i64, b in 0..3_600_000_i64) {
            let c = VolumeFraction::new(c);
            let (a, b) = (SimDuration::from_ms(a), SimDuration::from_ms(b));
            let parts = carbon_monoxide_dose(c, a) + carbon_monoxide_dose(c, b);
            let whole = carbon_monoxide_dose(c, a + b);
            prop_assert!((parts - whole).abs() <= 1e-12 * whole);
        }
    }
}
