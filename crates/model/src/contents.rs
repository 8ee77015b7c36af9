//! What a room holds that burns: furniture, fittings, paper, plastics. The liquids of its vessels are counted apart.

use crate::Source;
use hazdrill_units::{JoulesPerKg, JoulesPerM2, SimDuration, WattsPerM2};
use serde::{Deserialize, Serialize};

/// The contents of a room as fuel: a pool that burns for a while sets them on fire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// Fire load: all the heat that they can give, by floor.
    pub load: JoulesPerM2,
    /// Time in which a fire of them grows to 1 MW: slow 600 s, medium 300 s, fast 150 s, ultra fast 75 s.
    pub growth: SimDuration,
    /// Heat release by floor once they burn.
    pub release: WattsPerM2,
    /// Heat that a kilogram of them gives.
    pub heat_of_combustion: JoulesPerKg,
    /// Soot, kg per kg burnt.
    pub soot: f64,
    /// Carbon monoxide, kg per kg burnt with enough air.
    pub carbon_monoxide: f64,
    /// Where the figures come from.
    pub source: Source,
}
