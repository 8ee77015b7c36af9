//! The air of a room, what stands on its floor, and how it is switched.

use bevy_ecs::prelude::*;
use hazdrill_model::VentilationMode;
use hazdrill_record::EventId;
use serde::{Deserialize, Serialize};

/// The state of a room's air and floor at the last grid point.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomState {
    /// Vapour in the floor layer, kg.
    pub layer_kg: f64,
    /// Vapour above it, kg.
    pub upper_kg: f64,
    /// Depth of the layer, m.
    pub depth_m: f64,
    /// Liquid on the floor, kg.
    pub pool_kg: f64,
    /// Its temperature, K.
    pub pool_k: f64,
    /// Floor that it wets, m²: it spreads to its least depth and then thins where it lies, until it is gone.
    pub wet_m2: f64,
    /// Volume fraction at the floor.
    pub floor_fraction: f64,
    /// Volume fraction at the height of the mouth.
    pub breath_fraction: f64,
    /// Volume fraction on the average of the room.
    pub mean_fraction: f64,
    /// The band of the floor's fraction: how many of 10, 25, 50 and 100 % of LFL it has passed.
    pub band: u8,
    /// The controls that act since the last grid point.
    pub mode: VentilationMode,
    /// The last event that changed what flows in or out: the cause of every threshold that is crossed.
    pub because: Option<EventId>,
}

/// How a room is switched; the hazard takes it at its next grid point.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomControls {
    /// Ventilation.
    pub mode: VentilationMode,
    /// The event that switched it.
    pub mode_because: Option<EventId>,
    /// Whether electric power is on.
    pub power: bool,
    /// The dampers failed when they were needed.
    pub dampers_failed: bool,
}
