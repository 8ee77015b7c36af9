//! A substance: one row of data, each figure with its source.

use crate::{Figure, Text};
use hazdrill_units::{
    CubicMetresPerM2S, Joules, JoulesPerKg, JoulesPerKgK, Kelvin, KgPerM2S, KgPerM3, KgPerMol, MetresPerSecond,
    PerMetre, SimDuration, SquareMetresPerSecond, VolumeFraction,
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
    /// How it explodes and burns.
    pub flame: FlameFigures,
    /// How it numbs those who breathe it; not at all where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narcosis: Option<Narcosis>,
}

/// How a vapour explodes, and how a pool of the liquid burns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlameFigures {
    /// Laminar burning velocity of the stoichiometric mixture.
    pub burning_velocity: Figure<MetresPerSecond>,
    /// Volume of burnt gas over unburnt, at constant pressure.
    pub expansion: Figure<f64>,
    /// Vapour in the stoichiometric mixture with air.
    pub stoichiometric: Figure<VolumeFraction>,
    /// Mass flux of a wide burning pool.
    pub mass_flux: Figure<KgPerM2S>,
    /// How that grows with the diameter: the product kβ.
    pub growth: Figure<PerMetre>,
    /// Foam solution that is prescribed for a fire of it.
    pub foam: Figure<CubicMetresPerM2S>,
    /// Soot, kg per kg burnt.
    pub soot: Figure<f64>,
    /// Carbon monoxide, kg per kg burnt.
    pub carbon_monoxide: Figure<f64>,
}

/// How a vapour numbs: the body takes it up towards balance with the air.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narcosis {
    /// Time constant of the uptake at rest.
    pub uptake: Figure<SimDuration>,
    /// At balance with this, most are dizzy.
    pub dizzy: Figure<VolumeFraction>,
    /// At balance with this, most are unconscious.
    pub unconscious: Figure<VolumeFraction>,
    /// At balance with this, life is in danger.
    pub deadly: Figure<VolumeFraction>,
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
