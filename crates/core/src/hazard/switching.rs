//! Breakers: whose power they cut, and whether throwing one lights the vapour in which it stands.

use super::advance::Hazard;
use super::horizon::FINE;
use super::site::{Site, SubstanceData};
use crate::kernel::{Id, Kind, Names, Purpose};
use bevy_ecs::prelude::*;
use hazdrill_model::{Ratio, Scenario};
use hazdrill_physics::ignition::lit_by_an_arc;
use hazdrill_record::EventId;
use hazdrill_units::Metres;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A breaker. Static.
#[derive(Clone, Debug)]
pub(crate) struct BreakerData {
    pub(crate) id: Id,
    /// Where it stands.
    pub(crate) place: Id,
    /// The room in which it stands; none under the open sky.
    pub(crate) room: Option<usize>,
    pub(crate) height: Metres,
    pub(crate) ignites: Ratio,
    /// Rooms whose power it cuts, in the order of names.
    pub(crate) cuts: Vec<Id>,
}

/// Breakers that were thrown in vapour.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Switching {
    /// Arcs that the hazard meets at its next grid point: which breaker, and the act.
    arcs: Vec<(Id, EventId)>,
    /// How often each was thrown in vapour.
    thrown: BTreeMap<Id, u32>,
}

impl Switching {
    /// A breaker is thrown where vapour stands.
    pub(super) fn spark(&mut self, breaker: Id, because: EventId) {
        self.arcs.push((breaker, because));
    }
}

/// What one throw cuts.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// The breaker; none where power is cut from far off.
    pub breaker: Option<Id>,
    /// The rooms, in the order of names.
    pub rooms: Vec<Id>,
}

/// The breakers of a scenario, those that cut least first, then in the order of names.
pub(super) fn breakers(scenario: &Scenario, names: &Names, room: impl Fn(Id) -> Option<usize>) -> Vec<BreakerData> {
    let mut all = Vec::new();
    for (place, data) in &scenario.places {
        let place = names.known(Kind::Place, place);
        for (id, breaker) in data.breakers() {
            let mut cuts: Vec<Id> = breaker.cuts.iter().map(|room| names.known(Kind::Place, room)).collect();
            cuts.sort_unstable();
            cuts.dedup();
            all.push(BreakerData {
                id: names.known(Kind::Ignition, id),
                place,
                room: room(place),
                height: breaker.height,
                ignites: breaker.ignites,
                cuts,
            });
        }
    }
    all.sort_by_key(|b| (b.cuts.len(), b.id));
    all
}

impl Site {
    /// The breaker that cuts the power of a room with the fewest others: the one at `from`, or wherever it is.
    pub(super) fn breaker(&self, of: Id, from: Option<Id>) -> Option<&BreakerData> {
        self.breakers.iter().find(|b| b.cuts.contains(&of) && from.is_none_or(|from| b.place == from))
    }
}

impl Hazard<'_, '_> {
    /// Lets the arcs since the last grid point light what they were struck in.
    pub(super) fn strike_arcs(&mut self, substance: &SubstanceData) {
        for (breaker, act) in core::mem::take(&mut self.switching.arcs) {
            let Some(data) = self.site.breakers.iter().find(|b| b.id == breaker) else { continue };
            let Some(room) = data.room else { continue };
            let fraction = self.scratch.profiles[room].at(data.height);
            let nth = self.switching.thrown.entry(breaker).or_default();
            let key = [self.names.word(breaker)];
            let chance = lit_by_an_arc(&substance.range, fraction, data.ignites.value());
            let lit = self.luck.happens(chance, Purpose::Arc, &key, u64::from(*nth));
            *nth += 1;
            if lit {
                self.scratch.horizon.at_most(FINE);
                self.light(room, breaker, Some(act), substance);
            }
        }
    }
}
