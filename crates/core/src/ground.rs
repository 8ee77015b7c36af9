//! The ground on which a drill is played: ways, riders, channels, blocks and hospitals. Static, one resource: to fetch one
//! costs more than most systems do with it.

use crate::places::{Map, Riders, Sites};
use crate::talk::Channels;
use bevy_ecs::prelude::*;

/// What the scenario says of places and of ways between people.
#[derive(Resource, Clone, Debug)]
pub struct Ground {
    /// The map.
    pub map: Map,
    /// Who rides with whom.
    pub riders: Riders,
    /// Channels of the scenario.
    pub channels: Channels,
    /// Blocks and hospitals.
    pub sites: Sites,
}
