//! What bars a way on foot: a jammed door, or a room full of flames; and what somebody has found to be barred.
//!
//! Nobody knows a bar before they stand before it: a way leads through every door until it is tried, and through every room
//! until its flames are seen from next door.

use crate::kernel::Id;
use bevy_ecs::prelude::*;
use hazdrill_record::EventId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A door, by the two places that it joins, the smaller first.
type Door = (Id, Id);

fn door(a: Id, b: Id) -> Door {
    (a.min(b), a.max(b))
}

/// Whether something bars a way now, and the event since which it does or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// It bars the way.
    pub shut: bool,
    /// The event that shut or opened it last.
    pub because: EventId,
}

/// What kind of thing bars a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// A jammed door.
    Door,
    /// The flames of the next room.
    Flames,
}

impl Barrier {
    /// The word of the record.
    pub fn word(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Flames => "flames",
        }
    }
}

/// How somebody gets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passes {
    /// Forces jammed doors.
    pub doors: bool,
    /// Is protected against flames.
    pub flames: bool,
}

/// What truly bars ways.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Barred {
    doors: BTreeMap<Door, Bar>,
    flames: BTreeMap<Id, Bar>,
}

impl Barred {
    /// Jams the door between two places.
    pub fn jam(&mut self, a: Id, b: Id, because: EventId) {
        self.doors.insert(door(a, b), Bar { shut: true, because });
    }

    /// Forces the door between two places; tells whether it was jammed.
    pub fn force(&mut self, a: Id, b: Id, because: EventId) -> bool {
        let jammed = self.doors.get_mut(&door(a, b)).filter(|bar| bar.shut);
        jammed.map(|bar| *bar = Bar { shut: false, because }).is_some()
    }

    /// The flames of a room fill it, or no longer do.
    pub fn fill(&mut self, room: Id, flames: bool, because: EventId) {
        if flames || self.is_aflame(room) {
            self.flames.insert(room, Bar { shut: flames, because });
        }
    }

    /// Whether flames fill a room.
    pub fn is_aflame(&self, room: Id) -> bool {
        self.flames.get(&room).is_some_and(|bar| bar.shut)
    }

    /// What bars the way from one place to the next.
    fn between(&self, from: Id, to: Id, passes: Passes) -> Option<(Barrier, Bar)> {
        let jammed = self.doors.get(&door(from, to)).filter(|bar| bar.shut && !passes.doors);
        let aflame = self.flames.get(&to).filter(|bar| bar.shut && !passes.flames);
        jammed.map(|bar| (Barrier::Door, *bar)).or(aflame.map(|bar| (Barrier::Flames, *bar)))
    }
}

/// What somebody has found to be shut, with the event that shut it; they take other ways until they see that it is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Closed roads.
    pub roads: BTreeSet<Id>,
    doors: BTreeMap<Door, EventId>,
    rooms: BTreeMap<Id, EventId>,
    /// The last event that opened something of it.
    pub opened: Option<EventId>,
}

impl Found {
    /// Whether no footway has been found to be barred.
    pub fn no_bars(&self) -> bool {
        self.doors.is_empty() && self.rooms.is_empty()
    }

    /// Tries the way from one place to the next; tells whether it is open.
    pub fn tries(&mut self, from: Id, to: Id, barred: &Barred, passes: Passes) -> bool {
        match barred.between(from, to, passes) {
            None => return true,
            Some((Barrier::Door, bar)) => self.doors.insert(door(from, to), bar.because),
            Some((Barrier::Flames, bar)) => self.rooms.insert(to, bar.because),
        };
        false
    }

    /// Looks at what is next to a place: forgets what is open there.
    pub fn look(&mut self, here: Id, is_next: impl Fn(Id) -> bool, barred: &Barred) {
        let Self { doors, rooms, opened, .. } = self;
        let mut stays_shut = |bar: Option<&Bar>| {
            let open = bar.filter(|bar| !bar.shut);
            *opened = (*opened).max(open.map(|bar| bar.because));
            open.is_none()
        };
        doors.retain(|door, _| (door.0 != here && door.1 != here) || stays_shut(barred.doors.get(door)));
        rooms.retain(|room, _| (*room != here && !is_next(*room)) || stays_shut(barred.flames.get(room)));
    }

    /// Whether a step leads through nothing that was found to be shut.
    pub fn lets_pass(&self, from: Id, to: Id) -> bool {
        !self.doors.contains_key(&door(from, to)) && !self.rooms.contains_key(&from) && !self.rooms.contains_key(&to)
    }

    /// What bars the way, with the event that shut it: of several the last.
    pub fn last(&self) -> Option<(Barrier, EventId)> {
        let doors = self.doors.values().map(|because| (*because, Barrier::Door));
        let rooms = self.rooms.values().map(|because| (*because, Barrier::Flames));
        doors.chain(rooms).max_by_key(|(because, _)| *because).map(|(because, barrier)| (barrier, because))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kind;

    const NOTHING: Passes = Passes { doors: false, flames: false };

    fn places() -> [Id; 3] {
        [0, 1, 2].map(|rank| Id { kind: Kind::Place, rank })
    }

    #[test]
    fn a_bar_is_found_when_it_is_tried_and_forgotten_when_it_is_seen_to_be_open() {
        let [here, next, far] = places();
        let (mut barred, mut found) = (Barred::default(), Found::default());
        barred.jam(next, here, 7);
        barred.fill(far, true, 9);
        assert!(found.no_bars() && found.lets_pass(here, next), "nobody knows of it before");
        assert!(!found.tries(here, next, &barred, NOTHING) && !found.tries(next, far, &barred, NOTHING));
        assert_eq!(found.last(), Some((Barrier::Flames, 9)));
        assert!(!found.lets_pass(here, next) && !found.lets_pass(next, far) && !found.lets_pass(far, next));
        barred.fill(far, false, 11);
        found.look(here, |place| place == next, &barred);
        assert!(!found.lets_pass(next, far), "who does not see it does not know");
        assert_eq!(found.opened, None);
        assert!(barred.force(here, next, 12) && !barred.force(here, next, 13), "forced once");
        found.look(next, |place| place != next, &barred);
        assert!(found.no_bars() && found.opened == Some(12), "{found:?}");
    }

    #[test]
    fn whoever_can_get_through_finds_no_bar() {
        let [here, next, _] = places();
        let (mut barred, mut found) = (Barred::default(), Found::default());
        barred.jam(here, next, 1);
        barred.fill(next, true, 2);
        assert!(!found.tries(here, next, &barred, Passes { doors: true, flames: false }));
        assert!(!found.tries(here, next, &barred, Passes { doors: false, flames: true }));
        assert!(found.tries(here, next, &barred, Passes { doors: true, flames: true }));
    }
}
