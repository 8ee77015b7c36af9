//! How fast a pool evaporates into moving air when its surface temperature is known.
//!
//! [`rate`] with the coefficient of Mackay and Matsugu is the model of the engine; the others stand beside it for
//! comparison. All of them over-predict a volatile spill 2 to 11 times when they are fed the temperature of the room:
//! the pool cools, and [`crate::pool`] finds by how much.

use crate::constants::{ATMOSPHERE, GAS_CONSTANT};
use crate::vapour::Vapour;
use hazdrill_units::{Kelvin, KgPerMol, KgPerS, Metres, MetresPerSecond, Pascals, SquareMetres, VolumeFraction, maths};

/// Air speed below which free convection over the pool does the work that the wind no longer does, m/s.
///
/// Judgement: a cold heavy vapour drains off its pool at a few cm/s.
pub const FREE_CONVECTION_SPEED: f64 = 0.05;

/// The largest fraction of vapour at a surface: at the boiling point diffusion through air has no limit, only heat has.
const NEARLY_PURE: f64 = 1.0 - 1e-6;

/// Diameter of the circle with the area of the pool: d = √(4 A / π).
pub fn pool_diameter(area: SquareMetres) -> Metres {
    Metres::new(maths::sqrt(4.0 * area.value().max(0.0) / core::f64::consts::PI))
}

/// Mass transfer coefficient: k = 0.00482 u^0.78 d^−0.11 Sc^−0.67 (Mackay & Matsugu 1973, in SI).
///
/// u air speed, m/s (never below [`FREE_CONVECTION_SPEED`]); d diameter of the pool, m; Sc Schmidt number.
/// Fitted to pools of 1 to 2 m in 2 to 7 m/s; error 40 %. A pool of no size gives zero.
pub fn mackay_matsugu(air_speed: MetresPerSecond, diameter: Metres, schmidt: f64) -> MetresPerSecond {
    coefficient(0.00482, [0.78, -0.11, -0.67], air_speed, diameter, schmidt)
}

/// Mass transfer coefficient: k = 0.0048 u^(7/9) d^(−1/9) Sc^(−2/3) (Kawamura & Mackay 1987). Symbols as in [`mackay_matsugu`].
pub fn kawamura_mackay(air_speed: MetresPerSecond, diameter: Metres, schmidt: f64) -> MetresPerSecond {
    coefficient(0.0048, [7.0 / 9.0, -1.0 / 9.0, -2.0 / 3.0], air_speed, diameter, schmidt)
}

fn coefficient(factor: f64, powers: [f64; 3], air_speed: MetresPerSecond, d: Metres, schmidt: f64) -> MetresPerSecond {
    if d.value() <= 0.0 {
        return MetresPerSecond::new(0.0);
    }
    let u = air_speed.value().max(FREE_CONVECTION_SPEED);
    let logarithm = powers[0] * maths::ln(u) + powers[1] * maths::ln(d.value()) + powers[2] * maths::ln(schmidt);
    MetresPerSecond::new(factor * maths::exp(logarithm))
}

/// Volume fraction of vapour just above a surface: y = Pv / P, below 1.
pub fn surface_fraction(vapour_pressure: Pascals) -> VolumeFraction {
    VolumeFraction::new((vapour_pressure.value() / ATMOSPHERE).min(NEARLY_PURE))
}

/// ln((1 − y_air) / (1 − y_surface)): the driving force of evaporation with Stefan flow, zero when the air is full.
pub(crate) fn driving_force(surface: VolumeFraction, air: VolumeFraction) -> f64 {
    if air >= surface {
        return 0.0;
    }
    maths::ln_1p((surface.value() - air.value()) / (1.0 - surface.value()))
}

/// Evaporation with the correction for high volatility: E = A k (M P / R T) ln((1 − y_air) / (1 − y_surface)).
///
/// A area of the pool, m²; k mass transfer coefficient, m/s; M molar mass, kg/mol; P 101 325 Pa; T temperature of the
/// surface, K; y volume fractions of vapour at the surface and in the air above. In clean air this is the usual
/// E = A k M Pv / (R T) times −(P/Pv) ln(1 − Pv/P). Never negative: condensation is left out.
pub fn rate(
    vapour: &Vapour,
    coefficient: MetresPerSecond,
    area: SquareMetres,
    temperature: Kelvin,
    surface: VolumeFraction,
    air: VolumeFraction,
) -> KgPerS {
    KgPerS::new(coefficient.value() * area.value() * vapour.density(temperature).value() * driving_force(surface, air))
}

/// Evaporation without correction, into clean air: E = A k M Pv / (R T). Symbols as in [`rate`].
///
/// Valid for Pv below a tenth of the atmosphere; too low by a third for ether at 20 °C.
pub fn uncorrected_rate(
    vapour: &Vapour,
    coefficient: MetresPerSecond,
    area: SquareMetres,
    temperature: Kelvin,
    vapour_pressure: Pascals,
) -> KgPerS {
    let concentration = vapour.molar_mass.value() * vapour_pressure.value() / (GAS_CONSTANT * temperature.value());
    KgPerS::new(area.value() * coefficient.value() * concentration)
}

/// Evaporation by the rule of the US risk management programme: E(lb/min) = 0.284 u^0.78 M^(2/3) A Pv / (82.05 T).
///
/// In its own units u is m/s, M g/mol, A ft², Pv mmHg, T K (EPA 550-B-99-009, appendix D). For comparison.
pub fn epa_rmp_rate(
    molar_mass: KgPerMol,
    air_speed: MetresPerSecond,
    area: SquareMetres,
    temperature: Kelvin,
    vapour_pressure: Pascals,
) -> KgPerS {
    const SQUARE_FEET: f64 = 1.0 / 0.092_903_04;
    const MILLIMETRES_OF_MERCURY: f64 = 1.0 / 133.322_387_415;
    const POUNDS_PER_MINUTE: f64 = 0.453_592_37 / 60.0;
    let numerator = 0.284
        * maths::pow(air_speed.value(), 0.78)
        * maths::pow(molar_mass.value() * 1e3, 2.0 / 3.0)
        * (area.value() * SQUARE_FEET)
        * (vapour_pressure.value() * MILLIMETRES_OF_MERCURY);
    KgPerS::new(numerator / (82.05 * temperature.value()) * POUNDS_PER_MINUTE)
}

/// Evaporation by penetration theory, as EPA's Office of Pollution Prevention and Toxics uses it:
/// G(g/s) = 8.24e-8 M^0.835 Pv (1/29 + 1/M)^0.25 v^0.5 A / (T^0.05 d^0.5 P^0.5).
///
/// In its own units M is g/mol, Pv torr, v ft/min, A cm², d cm, P atm (Hummel, Braun & Fehrenbacher 1996).
/// For comparison. A pool of no size gives zero.
pub fn oppt_penetration_rate(
    molar_mass: KgPerMol,
    air_speed: MetresPerSecond,
    area: SquareMetres,
    temperature: Kelvin,
    vapour_pressure: Pascals,
) -> KgPerS {
    const FEET_PER_MINUTE: f64 = 60.0 / 0.3048;
    const TORR: f64 = 760.0 / ATMOSPHERE;
    let (m, diameter_cm) = (molar_mass.value() * 1e3, pool_diameter(area).value() * 100.0);
    if diameter_cm <= 0.0 {
        return KgPerS::new(0.0);
    }
    let grams_per_s = 8.24e-8
        * maths::pow(m, 0.835)
        * (vapour_pressure.value() * TORR)
        * maths::pow(1.0 / 29.0 + 1.0 / m, 0.25)
        * maths::sqrt(air_speed.value() * FEET_PER_MINUTE / diameter_cm)
        * (area.value() * 1e4)
        / maths::pow(temperature.value(), 0.05);
    KgPerS::new(grams_per_s * 1e-3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ETHER_VAPOUR, ROOM_TEMPERATURE, assert_close};
    use proptest::prelude::*;

    const ONE_SQUARE_METRE: SquareMetres = SquareMetres::new(1.0);
    const CLEAN: VolumeFraction = VolumeFraction::new(0.0);

    /// hazdrill reference table 3.1: ether, 1 m², 20 °C held, Sc 1.57, Pv 58.63 kPa; k in m/s, rates in g/s with four
    /// digits: Mackay–Matsugu plain and corrected, Kawamura–Mackay, EPA RMP, OPPT.
    #[test]
    fn published_reference_3_1_isothermal_ether() {
        let pressure = Pascals::new(58_630.0);
        let d = pool_diameter(ONE_SQUARE_METRE);
        for [u, k, plain, corrected, km, rmp, oppt] in [
            [0.1, 0.000584, 1.040, 1.554, 1.043, 1.237, 1.942],
            [0.3, 0.001375, 2.451, 3.661, 2.451, 2.915, 3.364],
            [0.5, 0.002048, 3.651, 5.453, 3.646, 4.342, 4.343],
            [1.0, 0.003516, 6.269, 9.363, 6.251, 7.455, 6.142],
            [3.0, 0.008284, 14.77, 22.06, 14.69, 17.56, 10.64],
        ] {
            let (u, m) = (MetresPerSecond::new(u), ETHER_VAPOUR.molar_mass);
            let mm = mackay_matsugu(u, d, 1.57);
            let grams = |rate: KgPerS| rate.value() * 1e3;
            let uncorrected = |k| uncorrected_rate(&ETHER_VAPOUR, k, ONE_SQUARE_METRE, ROOM_TEMPERATURE, pressure);
            let surface = surface_fraction(pressure);
            assert_close(mm.value(), k, 1e-3);
            assert_close(grams(uncorrected(mm)), plain, 4e-4);
            let with_stefan_flow = rate(&ETHER_VAPOUR, mm, ONE_SQUARE_METRE, ROOM_TEMPERATURE, surface, CLEAN);
            assert_close(grams(with_stefan_flow), corrected, 4e-4);
            assert_close(grams(uncorrected(kawamura_mackay(u, d, 1.57))), km, 4e-4);
            assert_close(grams(epa_rmp_rate(m, u, ONE_SQUARE_METRE, ROOM_TEMPERATURE, pressure)), rmp, 5e-4);
            assert_close(grams(oppt_penetration_rate(m, u, ONE_SQUARE_METRE, ROOM_TEMPERATURE, pressure)), oppt, 4e-4);
        }
    }

    proptest! {
        #[test]
        fn a_fuller_air_slows_evaporation(
            surface in 0.0..=1.0_f64, air in 0.0..=1.0_f64, more in 0.0..=1.0_f64, t in 100.0..3000.0_f64,
        ) {
            let surface = surface_fraction(Pascals::new(surface * ATMOSPHERE));
            let at = |air: f64| {
                let k = MetresPerSecond::new(0.001);
                rate(&ETHER_VAPOUR, k, ONE_SQUARE_METRE, Kelvin::new(t), surface, VolumeFraction::new(air)).value()
            };
            let fuller = air + (1.0 - air) * more;
            prop_assert!(at(air).is_finite() && at(fuller) >= 0.0 && at(fuller) <= at(air));
            prop_assert!(at(surface.value()) <= 0.0);
        }

        #[test]
        fn more_wind_evaporates_more(u in 0.0..399.0_f64, step in 0.1..1.0_f64, d in 0.0..1e4_f64) {
            let at = |u: f64| mackay_matsugu(MetresPerSecond::new(u), Metres::new(d), 1.57).value();
            prop_assert!(at(u).is_finite() && at(u) >= 0.0 && at(u + step) >= at(u));
        }
    }
}
