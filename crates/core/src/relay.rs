//! What one set of a step hands on to a later one, to be taken there in the same step.

use crate::places::SetOut;
use crate::talk::TalkEnded;
use bevy_ecs::prelude::*;
use serde::{Deserialize, Serialize};

/// Hand-overs within a step; empty between steps.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Relay {
    /// From `Communicate` to `Work`: talks that have ended.
    pub(crate) ended: Vec<TalkEnded>,
    /// From `Work` to `Travel`: journeys asked for.
    pub(crate) set_out: Vec<SetOut>,
}
