//! Unrest: which minds have something to weigh, to choose or to begin.

use crate::kernel::Id;
use bevy_ecs::prelude::*;
use serde::{Deserialize, Serialize};

/// What `Decide` has to look at, and what it has decided.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unrest {
    /// Steps whose condition must be weighed, in the order in which they came.
    steps: Vec<(Id, u16)>,
    /// Actors who may have something to begin, in the order in which they came.
    actors: Vec<Id>,
    /// Actors who have taken a task in hand, which `Work` begins in this instant.
    pub(crate) begun: Vec<Id>,
}

impl Unrest {
    /// Adds steps of an actor.
    pub fn weigh(&mut self, who: Id, steps: &[u16]) {
        self.steps.extend(steps.iter().map(|step| (who, *step)));
    }

    /// Adds an actor.
    pub fn rouse(&mut self, who: Id) {
        self.actors.push(who);
    }

    /// Takes all steps, in the order of names, each once.
    pub(super) fn take_steps(&mut self) -> Vec<(Id, u16)> {
        in_order(&mut self.steps)
    }

    /// Takes all actors, in the order of names, each once.
    pub(super) fn take_actors(&mut self) -> Vec<Id> {
        in_order(&mut self.actors)
    }

    /// Whether there is nothing to decide.
    pub fn is_calm(&self) -> bool {
        self.steps.is_empty() && self.actors.is_empty()
    }
}

fn in_order<T: Ord>(list: &mut Vec<T>) -> Vec<T> {
    let mut all = core::mem::take(list);
    all.sort_unstable();
    all.dedup();
    all
}
