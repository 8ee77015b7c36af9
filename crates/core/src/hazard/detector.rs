//! Gas detectors: a lag, an alarm, and a chance of being dead when needed.

use bevy_ecs::prelude::*;
use hazdrill_record::EventId;
use serde::{Deserialize, Serialize};

/// The state of a detector at the last grid point.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DetectorState {
    /// Its reading, percent of LFL.
    pub reading: f64,
    /// The true fraction at its head, percent of LFL.
    pub truth: f64,
    /// Alarms given: 0, 1 low, 2 high. They latch.
    pub alarms: u8,
    /// Found dead when needed.
    pub dead: bool,
    /// The event of the last alarm.
    pub because: Option<EventId>,
}
