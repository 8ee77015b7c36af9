//! Lore: what everybody knows from training, and what the engine knows of words. Static, one resource: whatever concerns a
//! mind reads all of it, and to fetch a resource costs more than most systems do with it.

use super::belief::Facts;
use super::plan::Plans;
use crate::kernel::Names;
use bevy_ecs::prelude::*;

/// Names, facts and plans of a scenario.
#[derive(Resource, Clone, Debug)]
pub struct Lore {
    /// All names.
    pub names: Names,
    /// The list of facts.
    pub facts: Facts,
    /// The plan of every actor.
    pub plans: Plans,
}
