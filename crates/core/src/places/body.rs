//! Bodies: where each actor truly is.

use super::barred::{Found, Passes};
use crate::kernel::Id;
use bevy_ecs::prelude::*;
use hazdrill_model::{Protection, Skill};
use hazdrill_record::EventId;
use hazdrill_units::SimTime;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One person, or a crew that moves as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyKind {
    /// A person.
    Person,
    /// A crew of so many.
    Crew(u32),
}

/// A leg of a journey: from the place of the body to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// The place at its end.
    pub to: Id,
    /// The road, if it is driven.
    pub road: Option<Id>,
    /// When it ends.
    pub ends: SimTime,
}

/// A journey under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Journey {
    /// Where it leads.
    pub to: Id,
    /// Where it began.
    pub from: Id,
    /// The leg under way.
    pub leg: Leg,
    /// The event of setting out.
    pub because: EventId,
    /// Whether any of it is driven.
    pub drives: bool,
    /// Number of the journey: wakes of older ones are void.
    pub serial: u32,
}

/// Somebody who cannot get where they want to go, since every way is barred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trapped {
    /// Where they want to go.
    pub goal: Id,
    /// The event of it.
    pub because: EventId,
}

/// Where an actor is.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The place; while a leg lasts, the one that it leaves.
    pub place: Id,
    /// On the way.
    pub journey: Option<Journey>,
    /// Person or crew.
    pub kind: BodyKind,
    /// The crew with which this person rides.
    pub rides: Option<Id>,
    /// Protection worn in the hot zone.
    pub protection: Protection,
    /// Skills.
    pub skills: Vec<Skill>,
    /// Number of the last journey.
    pub journeys: u32,
    /// How often each road was driven.
    pub drives: BTreeMap<Id, u32>,
    /// How often the crew turned out.
    pub turnouts: u32,
    /// Roads, doors and rooms found to be shut.
    pub found: Found,
    /// Cannot get out of the place.
    pub trapped: Option<Trapped>,
    /// The event by which the body last reached its place.
    pub because: Option<EventId>,
    /// Has breathed a dangerous concentration.
    pub exposed: bool,
    /// Has stood in what drifts from the building.
    pub reached: bool,
    /// When a crew that breathes own air went into a building.
    pub inside_since: Option<SimTime>,
    /// Those whom this body carries or leads.
    pub passengers: Vec<Id>,
    /// Who carries or leads this body.
    pub carried: Option<Id>,
}

impl Body {
    /// What bars the way of others and not of this body: who can rescue forces a door, and who breathes own air and wears
    /// turnout gear passes flames.
    pub fn passes(&self) -> Passes {
        Passes { doors: self.skills.contains(&Skill::Rescue), flames: self.protection.has_own_air() }
    }
    /// Whether the body is on a road, and so in no place.
    pub fn is_driving(&self) -> bool {
        self.journey.as_ref().is_some_and(|j| j.leg.road.is_some())
    }
    /// Whether it is a person whom a crew drives: only crews drive.
    pub fn is_passenger(&self) -> bool {
        self.kind == BodyKind::Person && self.is_driving()
    }
    /// Whether the body is at `place` and not on a road.
    pub fn is_at(&self, place: Id) -> bool {
        self.place == place && !self.is_driving() && self.carried.is_none()
    }
}

/// Who is at each place, in the order of names: derived from the bodies.
#[derive(Resource, Debug, Default)]
pub struct Presence {
    /// By rank of the place.
    at: Vec<BTreeSet<Id>>,
    /// In how many of them each one is.
    places: BTreeMap<Id, usize>,
}

impl Presence {
    /// Finds everybody anew.
    pub(crate) fn rebuild(world: &mut World) {
        let mut presence = Self::default();
        let mut query = world.query::<(&Id, &Body)>();
        let driving: BTreeSet<Id> = query.iter(world).filter(|(_, b)| b.is_driving()).map(|(id, _)| *id).collect();
        for (id, body) in query.iter(world) {
            let driven = body.carried.is_some_and(|carrier| driving.contains(&carrier));
            if !body.is_driving() && !driven {
                presence.enter(*id, body.place);
            }
        }
        world.insert_resource(presence);
    }

    /// Everybody at a place.
    pub fn at(&self, place: Id) -> impl Iterator<Item = Id> + '_ {
        self.at.get(place.rank as usize).into_iter().flatten().copied()
    }

    /// In how many places somebody is.
    pub fn places_of(&self, who: Id) -> usize {
        self.places.get(&who).copied().unwrap_or(0)
    }

    pub(crate) fn enter(&mut self, who: Id, place: Id) {
        let rank = place.rank as usize;
        if self.at.len() <= rank {
            self.at.resize(rank + 1, BTreeSet::new());
        }
        if self.at[rank].insert(who) {
            *self.places.entry(who).or_default() += 1;
        }
    }

    pub(crate) fn leave(&mut self, who: Id, place: Id) {
        let was_there = self.at.get_mut(place.rank as usize).is_some_and(|there| there.remove(&who));
        if let Some(places) = self.places.get_mut(&who).filter(|_| was_there) {
            *places -= 1;
        }
    }
}
