//! Vapour pressure, and the densities and fractions of vapour in air, all as ideal gases at one atmosphere.

use crate::constants::{AIR_MOLAR_MASS, AIR_VISCOSITY, ATMOSPHERE, GAS_CONSTANT};
use hazdrill_units::{
    CubicMetres, Kelvin, KgPerM3, KgPerMol, Kilograms, Pascals, SquareMetresPerSecond, VolumeFraction, maths,
};

/// What the air knows of a substance: how heavy its vapour is and how fast it diffuses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vapour {
    /// Molar mass.
    pub molar_mass: KgPerMol,
    /// Diffusivity in air, near 20 °C.
    pub diffusivity: SquareMetresPerSecond,
}

impl Vapour {
    /// Density of the pure vapour as an ideal gas at one atmosphere: ρ = P M / (R T).
    ///
    /// Error: below 2 % for ether at 20 °C; an associating vapour (acetic acid, HF) is up to twice as heavy.
    pub fn density(&self, temperature: Kelvin) -> KgPerM3 {
        ideal_gas_density(self.molar_mass.value(), temperature)
    }

    /// Density of the pure vapour over that of air at the same temperature: M / M_air.
    pub fn relative_density(&self) -> f64 {
        self.molar_mass.value() / AIR_MOLAR_MASS
    }

    /// Density of a mixture over that of clean air at the same temperature: 1 + y (M / M_air − 1).
    ///
    /// y: volume fraction of vapour. Exact for ideal gases.
    pub fn mixture_density_ratio(&self, fraction: VolumeFraction) -> f64 {
        1.0 + fraction.value() * (self.relative_density() - 1.0)
    }

    /// Mass of vapour in a volume of mixture: m = y ρ V.
    pub fn mass(&self, fraction: VolumeFraction, volume: CubicMetres, temperature: Kelvin) -> Kilograms {
        Kilograms::new(fraction.value() * self.density(temperature).value() * volume.value())
    }

    /// Volume fraction of a mass of vapour in a volume of mixture: y = m / (ρ V), at most 1; zero in an empty volume.
    pub fn fraction(&self, mass: Kilograms, volume: CubicMetres, temperature: Kelvin) -> VolumeFraction {
        let pure = self.density(temperature).value() * volume.value();
        VolumeFraction::new(if pure > 0.0 { (mass.value() / pure).min(1.0) } else { 0.0 })
    }

    /// Schmidt number of the vapour in air: Sc = ν / D.
    pub fn schmidt(&self) -> f64 {
        // A substance without a diffusivity (0 is in the range of the quantity) hardly evaporates, but not never.
        AIR_VISCOSITY / self.diffusivity.value().max(1e-7)
    }
}

/// Density of clean dry air as an ideal gas at one atmosphere: ρ = P M / (R T).
pub fn air_density(temperature: Kelvin) -> KgPerM3 {
    ideal_gas_density(AIR_MOLAR_MASS, temperature)
}

fn ideal_gas_density(molar_mass: f64, temperature: Kelvin) -> KgPerM3 {
    KgPerM3::new(ATMOSPHERE * molar_mass / (GAS_CONSTANT * temperature.value()))
}

/// Vapour pressure of a liquid by the equation of Antoine: ln P = A − B / (T + C), P in Pa, T in K.
///
/// Valid from `from` to `to`, with the error of the fit. Outside, ln P goes on as a straight line in 1/T with the slope
/// at the nearer end (Clausius–Clapeyron at constant heat of vaporisation), so that the curve stays smooth, rising and
/// finite at every temperature: a pool on a cold floor is often below the range of a fit, and Antoine's own
/// extrapolation has a pole at T = −C.
///
/// Requires B > 0 and `from` + C > 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VapourPressure {
    /// A, the logarithm of a pressure in Pa.
    pub a: f64,
    /// B, K.
    pub b: f64,
    /// C, K.
    pub c: f64,
    /// Lower end of the fit.
    pub from: Kelvin,
    /// Upper end of the fit.
    pub to: Kelvin,
}

impl VapourPressure {
    /// Temperature at which the liquid has this pressure, T = B / (A − ln P) − C; within the range of the fit.
    pub fn boils_at(&self, pressure: Pascals) -> Kelvin {
        let t = self.b / (self.a - maths::ln(pressure.value().max(1.0))).max(1e-9) - self.c;
        Kelvin::new(t.clamp(self.from.value(), self.to.value()))
    }

    /// Vapour pressure at `temperature`, at most [`Pascals::MAX`].
    pub fn at(&self, temperature: Kelvin) -> Pascals {
        let (anchor, t) = (self.nearest_fitted(temperature), temperature.value());
        let mut ln_p = self.a - self.b / (anchor + self.c);
        if (anchor - t).abs() > 0.0 {
            ln_p += self.slope_in_reciprocal(anchor) * (1.0 / t - 1.0 / anchor);
        }
        Pascals::new(maths::exp(ln_p).min(Pascals::MAX.value()))
    }

    /// d ln P / dT, 1/K: relative growth of the vapour pressure with temperature.
    pub(crate) fn log_slope(&self, temperature: Kelvin) -> f64 {
        let t = temperature.value();
        -self.slope_in_reciprocal(self.nearest_fitted(temperature)) / (t * t)
    }

    fn nearest_fitted(&self, temperature: Kelvin) -> f64 {
        temperature.value().min(self.to.value()).max(self.from.value())
    }

    /// d ln P / d(1/T), K, at a temperature inside the fit.
    fn slope_in_reciprocal(&self, t: f64) -> f64 {
        let share = t / (t + self.c);
        -self.b * share * share
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ETHER_VAPOUR, ETHER_VAPOUR_PRESSURE, ROOM_TEMPERATURE, assert_close, assert_near};
    use proptest::prelude::*;

    /// The fit's own check values (table of vapour pressures, chemicals 1.5.2): 58678.4 Pa at 293.15 K and
    /// 100942.5 Pa at the normal boiling point, 307.604 K (to the digits of the coefficients).
    #[test]
    fn published_chemicals_1_5_2_ether_vapour_pressure() {
        assert_near(ETHER_VAPOUR_PRESSURE.at(ROOM_TEMPERATURE).value(), 58_678.4, 0.05);
        assert_near(ETHER_VAPOUR_PRESSURE.at(Kelvin::new(307.604)).value(), 100_942.5, 2.0);
    }

    /// Ether at 293.15 K: ρ 3.081 kg/m³; 2.5 L (1.784 kg) make 0.579 m³ of vapour, 0.58 % of 100 m³.
    #[test]
    fn published_ether_in_a_laboratory() {
        assert_near(ETHER_VAPOUR.density(ROOM_TEMPERATURE).value(), 3.081, 5e-4);
        let mean = ETHER_VAPOUR.fraction(Kilograms::new(1.784), CubicMetres::new(100.0), ROOM_TEMPERATURE);
        assert_near(mean.value(), 0.00579, 5e-6);
        // Lower flammable limit 1.7 %: 52 382 mg/m³.
        let limit = ETHER_VAPOUR.mass(VolumeFraction::new(0.017), CubicMetres::new(1.0), ROOM_TEMPERATURE);
        assert_close(limit.value(), 0.052_382, 1e-4);
    }

    /// US Standard Atmosphere 1976 at sea level: 288.15 K, 1.2250 kg/m³.
    #[test]
    fn published_standard_atmosphere_density() {
        assert_near(air_density(Kelvin::new(288.15)).value(), 1.2250, 5e-5);
    }

    proptest! {
        #[test]
        fn vapour_pressure_rises_and_stays_finite(t in 100.0..2400.0_f64, step in 0.1..10.0_f64) {
            let (low, high) = (ETHER_VAPOUR_PRESSURE.at(Kelvin::new(t)), ETHER_VAPOUR_PRESSURE.at(Kelvin::new(t + step)));
            prop_assert!(low.value() > 0.0 && high > low && high <= Pascals::MAX);
        }

        #[test]
        fn the_slope_is_the_derivative(t in 105.0..2400.0_f64) {
            let ln_p = |t: f64| maths::ln(ETHER_VAPOUR_PRESSURE.at(Kelvin::new(t)).value());
            let numeric = (ln_p(t + 1e-3) - ln_p(t - 1e-3)) / 2e-3;
            prop_assert!((numeric - ETHER_VAPOUR_PRESSURE.log_slope(Kelvin::new(t))).abs() < 1e-5 * numeric);
        }

        #[test]
        fn mass_and_fraction_are_inverse(y in 0.0..=1.0_f64, volume in 1e-6..1e7_f64, t in 100.0..3000.0_f64) {
            let (volume, t) = (CubicMetres::new(volume), Kelvin::new(t));
            let back = ETHER_VAPOUR.fraction(ETHER_VAPOUR.mass(VolumeFraction::new(y), volume, t), volume, t);
            prop_assert!((back.value() - y).abs() < 1e-14);
        }
    }
}
