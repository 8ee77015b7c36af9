//! Waste water: the foam solution that crews bring to bear runs off, into the drains until they are shut, then into the
//! accident pool.
//!
//! All of it is taken to run off, and at once: what the fire boils away and what stays on the floors is left out, and so is
//! what is used elsewhere (cooling, mist, the decontamination lane). Judgement: the sum is right within a factor 2.

use super::advance::Hazard;
use super::control::Controls;
use super::fire::FireState;
use crate::kernel::Id;
use bevy_ecs::prelude::*;
use hazdrill_record::EventId;
use hazdrill_record::happening::WasteWater;
use serde::{Deserialize, Serialize};

/// Where the water of the foam attacks is: closes to rounding.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Water {
    /// What crews have brought to bear, m³.
    pub applied_m3: f64,
    /// What has run into the drains, m³.
    pub lost_m3: f64,
    /// What is held in the accident pool, m³.
    pub held_m3: f64,
    /// The event by which it is held.
    contained: Option<EventId>,
    /// The pool has run over.
    full: bool,
    /// The act by which water flows now.
    flows: Option<EventId>,
}

impl Water {
    /// Lets water run off because of an act.
    pub(super) fn run_off(&mut self, m3: f64, pool_m3: f64, act: EventId) {
        let room = if self.contained.is_some() { (pool_m3 - self.held_m3).max(0.0) } else { 0.0 };
        let held = m3.min(room);
        self.applied_m3 += m3;
        self.held_m3 += held;
        self.lost_m3 += m3 - held;
        self.flows = Some(act);
    }

    fn is_full(&self, pool_m3: f64) -> bool {
        self.contained.is_some() && self.held_m3 >= pool_m3
    }

    fn state(&self, state: &'static str) -> WasteWater {
        WasteWater { state: state.into(), lost_m3: self.lost_m3, held_m3: self.held_m3 }
    }
}

/// Foam that is applied to a fire, m³/s, and the act.
pub(super) fn foam_on(fire: &FireState) -> Option<(f64, EventId)> {
    fire.burning.as_ref().and(fire.foam)
}

impl Hazard<'_, '_> {
    /// Tells that the pool runs over, and that no more water flows.
    pub(super) fn tell_water(&mut self) {
        let Some(act) = self.water.flows else { return };
        if !self.water.full && self.water.is_full(self.site.pool_m3) {
            self.water.full = true;
            self.journal.event(self.water.state("full")).because_later_of(act, self.water.contained.unwrap_or(act));
        }
        let mut fires = self.site.rooms.iter().filter_map(|data| self.fires.get(self.index.entity(data.id)).ok());
        if !fires.any(|(fire, _)| foam_on(fire).is_some()) {
            self.water.flows = None;
            self.journal.event(self.water.state("stopped")).because(act);
        }
    }
}

impl Controls<'_, '_> {
    /// Water is held from now on, because of an event; gives where it went until now, the first time.
    pub fn contain_water(&mut self, because: EventId) -> Option<WasteWater> {
        if self.water.contained.is_some() {
            return None;
        }
        self.water.contained = Some(because);
        Some(self.water.state("contained"))
    }

    /// Foam covers a pool that does not burn: gives where the water went.
    pub fn cover_runs_off(&mut self, place: Id, act: EventId) -> Option<WasteWater> {
        let (m3, pool_m3) = (self.cover_m3(place)?, self.site().pool_m3);
        self.water.run_off(m3, pool_m3, act);
        self.water.flows = None;
        Some(self.water.state("stopped"))
    }

    /// What stands in the accident pool, m³, to a tenth, as it is read off at its edge.
    pub fn water_held(&self, place: Id) -> Option<f64> {
        (self.site().pools.contains(&place)).then(|| (self.water.held_m3 * 10.0).round() / 10.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn water_is_lost_until_it_is_held_and_again_when_the_pool_is_full() {
        let mut water = Water::default();
        water.run_off(3.0, 10.0, 1);
        water.contained = Some(2);
        water.run_off(8.0, 10.0, 1);
        assert!((water.lost_m3 - 3.0).abs() < 1e-12 && (water.held_m3 - 8.0).abs() < 1e-12 && !water.is_full(10.0));
        water.run_off(5.0, 10.0, 1);
        assert!((water.lost_m3 - 6.0).abs() < 1e-12 && (water.held_m3 - 10.0).abs() < 1e-12 && water.is_full(10.0));
        assert!((water.applied_m3 - water.lost_m3 - water.held_m3).abs() < 1e-12);
    }
}
