//! A substance: one row of data, each figure with its source.

use crate::{Figure, Text};
use hazdrill_units::{
    Joules, JoulesPerKg, JoulesPerKgK, Kelvin, KgPerM3, KgPerMol, SquareMetresPerSecond, VolumeFraction,
};
use serde::{Deserialize, Serialize};

/// A liquid whose vapour burns, with what the models need to know of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Substance {
    /// Name.
    pub name: Text,
    /// CAS number.
    pub cas: String,
    /// UN number.
    pub un: u32,
    /// Molar mass.
    pub molar_mass: Figure<KgPerMol>,
    /// Density of the liquid at 20 °C.
    pub liquid_density: Figure<KgPerM3>,
    /// Vapour pressure.
    pub vapour_pressure: Figure<VapourPressureFit>,
    /// Heat of vaporisation.
    pub heat_of_vaporisation: Figure<JoulesPerKg>,
    /// Specific heat of the liquid.
    pub liquid_heat_capacity: Figure<JoulesPerKgK>,
    /// Diffusivity of the vapour in air at 25 °C.
    pub diffusivity_in_air: Figure<SquareMetresPerSecond>,
    /// Lower flammable limit, LFL.
    pub lower_flammable_limit: Figure<VolumeFraction>,
    /// Upper flammable limit, UFL.
    pub upper_flammable_limit: Figure<VolumeFraction>,
    /// Lower heat of combustion.
    pub heat_of_combustion: Figure<JoulesPerKg>,
    /// Autoignition temperature.
    pub autoignition: Figure<Kelvin>,
    /// Minimum ignition energy.
    pub minimum_ignition_energy: Figure<Joules>,
    /// What the nose detects.
    pub odour_threshold: Figure<VolumeFraction>,
    /// Immediately dangerous to life or health, IDLH.
    pub idlh: Figure<VolumeFraction>,
}

/// Three-parameter vapour pressure: ln(P/Pa) = a − b / (T/K + c), valid from `from` to `to`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VapourPressureFit {
    /// Constant a.
    pub a: f64,
    /// Constant b, K.
    pub b: f64,
    /// Constant c, K.
    pub c: f64,
    /// Lowest temperature of the fit.
    pub from: Kelvin,
    /// Highest temperature of the fit.
    pub to: Kelvin,
}
