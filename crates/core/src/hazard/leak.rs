//! Vessels and what comes out of them.

use super::site::VesselData;
use bevy_ecs::prelude::*;
use hazdrill_model::Outflow;
use hazdrill_physics::outflow::{self, Vessel};
use hazdrill_record::EventId;
use hazdrill_units::{Metres, SimDuration};
use serde::{Deserialize, Serialize};

/// Where a leak stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeakStage {
    /// Tight.
    Tight,
    /// Leaking since this event.
    Leaking(EventId),
    /// Stopped by this event.
    Stopped(EventId),
}

/// The state of a vessel at the last grid point.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VesselState {
    /// Liquid in it, kg.
    pub holds_kg: f64,
    /// Liquid above the outlet, m.
    pub head_m: f64,
    /// What has come out, kg.
    pub released_kg: f64,
    /// How it comes out.
    pub how: Option<Outflow>,
    /// Where the leak stands.
    pub stage: LeakStage,
    /// The act that shut it; taken at the next grid point.
    pub shut_by: Option<EventId>,
}

impl VesselState {
    /// Lets liquid run out for `dt`; gives what came out, kg.
    pub(super) fn run_out(&mut self, data: &VesselData, dt: SimDuration) -> f64 {
        let Some(how) = &self.how else { return 0.0 };
        let out = match how {
            Outflow::Spill { over } => {
                let share = dt.seconds() / over.seconds().max(dt.seconds());
                (data.holds_kg * share).min(self.holds_kg)
            }
            Outflow::Hole { area, discharge } => {
                let vessel = Vessel {
                    cross_section: data.cross_section,
                    hole: *area,
                    discharge_coefficient: discharge.value(),
                    liquid_density: data.liquid_density,
                };
                let out = outflow::run_out(&vessel, Metres::new(self.head_m), dt);
                self.head_m = out.head.value();
                out.mass.value().min(self.holds_kg)
            }
        };
        self.holds_kg -= out;
        self.released_kg += out;
        out
    }

    /// Whether nothing more can come out, to a millionth of what it held.
    pub(super) fn is_empty(&self, data: &VesselData) -> bool {
        self.holds_kg <= data.holds_kg * 1e-6
    }
}
