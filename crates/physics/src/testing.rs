//! Diethyl ether and the comparisons that the tests of this crate share.

use crate::pool::Liquid;
use crate::vapour::{Vapour, VapourPressure};
use hazdrill_units::{JoulesPerKg, JoulesPerKgK, Kelvin, KgPerMol, SquareMetresPerSecond};

/// 20 °C.
pub(crate) const ROOM_TEMPERATURE: Kelvin = Kelvin::new(293.15);

/// Ether vapour: molar mass from `chemicals` 1.5.2; diffusivity 9.62e-6 m²/s as in the worked evaporation tables
/// (Schmidt number 1.57).
pub(crate) const ETHER_VAPOUR: Vapour =
    Vapour { molar_mass: KgPerMol::new(0.074_121_6), diffusivity: SquareMetresPerSecond::new(9.62e-6) };

/// Three-parameter fit to the vapour pressure of thermo 0.6.1 / chemicals 1.5.2 (HEOS_FIT), 1.4 % over its range.
pub(crate) const ETHER_VAPOUR_PRESSURE: VapourPressure =
    VapourPressure { a: 21.135106, b: 2601.109, c: -37.0163, from: Kelvin::new(237.6), to: Kelvin::new(367.6) };

/// Liquid ether: heat of vaporisation 375 kJ/kg as in the worked evaporation tables (near 0 °C; 358 at the boiling
/// point), heat capacity from chemicals 1.5.2.
pub(crate) const ETHER: Liquid = Liquid {
    vapour: ETHER_VAPOUR,
    vapour_pressure: ETHER_VAPOUR_PRESSURE,
    heat_of_vaporisation: JoulesPerKg::new(375e3),
    heat_capacity: JoulesPerKgK::new(2317.08),
};

/// Asserts that `got` lies within `tolerance` of `printed`.
#[track_caller]
pub(crate) fn assert_near(got: f64, printed: f64, tolerance: f64) {
    assert!((got - printed).abs() <= tolerance, "got {got}, printed {printed} ± {tolerance}");
}

/// Asserts that `got` differs from `printed` by no more than the share `tolerance` of it.
#[track_caller]
pub(crate) fn assert_close(got: f64, printed: f64, tolerance: f64) {
    assert_near(got, printed, tolerance * printed.abs());
}
