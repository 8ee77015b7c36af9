//! Breakers: who throws one cuts the power of one room or of a whole floor, and may light what it stands in.

use crate::{Id, Ratio, Source, Text};
use hazdrill_units::Metres;
use serde::{Deserialize, Serialize};

/// A breaker or a switch: it makes the electric sources of ignition of its rooms dead, and is one itself while it is
/// thrown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breaker {
    /// Name.
    pub name: Text,
    /// Rooms whose power it cuts: one, or a floor.
    pub cuts: Vec<Id>,
    /// Height of its contacts above the floor.
    pub height: Metres,
    /// Probability that throwing it in a flammable mixture lights the mixture.
    pub ignites: Ratio,
    /// Where the figures come from.
    pub source: Source,
}
