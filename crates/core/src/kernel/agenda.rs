//! The agenda: what is to happen, when, in one total order.
//!
//! A wake names a set of the step, a thing and a kind of work. Wakes of one instant run in one pass of the schedule.
//! What must act on an earlier set of the step goes into the agenda at a *later* instant, so cause never runs backwards
//! within an instant and no fixpoint is needed.

use super::names::Id;
use bevy_ecs::prelude::*;
use hazdrill_units::{SimTime, TICK};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The sets of one step, in their order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Set {
    /// Releases, injects and orders from seats.
    Injects,
    /// Physics, on its own grid.
    Hazard,
    /// What the hazard does to people where they are.
    Exposure,
    /// What people and panels can notice.
    Sense,
    /// Messages under way.
    Communicate,
    /// Procedures on beliefs.
    Decide,
    /// Tasks.
    Work,
    /// People and crews on their way.
    Travel,
    /// Injuries and treatment.
    Health,
    /// Posts, levels, headquarters.
    Command,
    /// The only place where entities and components come and go.
    Commit,
    /// Invariants.
    Check,
}

impl Set {
    /// All sets in order.
    pub const ALL: [Self; 12] = [
        Self::Injects,
        Self::Hazard,
        Self::Exposure,
        Self::Sense,
        Self::Communicate,
        Self::Decide,
        Self::Work,
        Self::Travel,
        Self::Health,
        Self::Command,
        Self::Commit,
        Self::Check,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Some of the sets of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sets(u16);

impl Sets {
    /// No set.
    pub const NONE: Self = Self(0);

    /// `set`, if `holds`.
    pub fn when(holds: bool, set: Set) -> Self {
        if holds { Self(set.bit()) } else { Self::NONE }
    }

    /// Whether `set` is among them.
    pub fn contains(self, set: Set) -> bool {
        self.0 & set.bit() != 0
    }
}

impl From<Set> for Sets {
    fn from(set: Set) -> Self {
        Self(set.bit())
    }
}

impl core::ops::BitOr for Sets {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl core::ops::BitOrAssign for Sets {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What a wake is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Wake {
    /// A release begins.
    Release,
    /// An inject happens.
    Inject,
    /// An order from a seat; the detail is its number.
    Order,
    /// The next point of the hazard's grid.
    Grid,
    /// Somebody came into a place, or something appeared in it.
    Look,
    /// Somebody takes notice; the detail names the stimulus.
    Notice,
    /// The next stage of a talk; the detail is the talk's serial number.
    Talk,
    /// A mind has something new; conditions that watch it are weighed.
    Weigh,
    /// A timer of a step; the detail is the step.
    Timer,
    /// The next stage of a task; the detail is the task's serial number.
    Task,
    /// A casualty gets worse.
    Worsen,
    /// One of a crew has fallen: those who are there see it.
    Fell,
    /// A vessel bursts in a fire.
    Burst,
    /// Drill control looks whether an inject is due.
    Watch,
    /// The drill ends, unless it has ended before.
    End,
    /// The air of a crew runs low.
    Air,
    /// The end of a leg; the detail is the journey's serial number.
    Leg,
    /// Somebody who is trapped looks again whether a way is free.
    Trapped,
    /// Nothing: a wake that no system answers.
    Idle,
    /// A wake of an embedder's own.
    Custom(u16),
}

/// A wake without its instant. The order of the fields is the order of wakes within an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WakeKey {
    /// The set that answers it.
    pub set: Set,
    /// Whom it wakes.
    pub id: Id,
    /// What for.
    pub wake: Wake,
    /// A detail that tells wakes of one kind apart.
    pub detail: u32,
}

impl Ord for WakeKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let first = |key: &Self| u64::from(key.set as u8) << 48 | key.id.packed();
        let rest = || self.wake.cmp(&other.wake).then(self.detail.cmp(&other.detail));
        first(self).cmp(&first(other)).then_with(rest)
    }
}

impl PartialOrd for WakeKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The simulated clock.
#[derive(Resource, Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Clock {
    /// The instant of the step that runs, or ran last.
    pub now: SimTime,
    /// How many steps have run.
    pub steps: u64,
}

/// The future event list.
#[derive(Resource, Clone, Debug, Default, Serialize, Deserialize)]
pub struct Agenda {
    queue: BTreeSet<(SimTime, WakeKey)>,
    now: Option<SimTime>,
}

impl Agenda {
    /// Puts a wake at `t`, which must lie after the present instant. The same wake at the same instant merges.
    pub fn at(&mut self, t: SimTime, key: WakeKey) {
        assert!(self.now.is_none_or(|now| t > now), "a wake at {t:?} is not after the present instant: {key:?}");
        self.queue.insert((t, key));
    }

    /// Puts a wake at the next possible instant.
    pub fn next_tick(&mut self, key: WakeKey) {
        let t = self.now.map_or(SimTime::ZERO, |now| now + TICK);
        self.queue.insert((t, key));
    }

    /// Takes a wake away; tells whether it was there.
    pub fn cancel(&mut self, t: SimTime, key: WakeKey) -> bool {
        self.queue.remove(&(t, key))
    }

    /// The present instant.
    pub fn now(&self) -> SimTime {
        self.now.unwrap_or(SimTime::ZERO)
    }

    /// The next instant at which something is due.
    pub fn next(&self) -> Option<SimTime> {
        self.queue.first().map(|(t, _)| *t)
    }

    /// The wakes of that instant.
    pub(crate) fn next_wakes(&self) -> impl Iterator<Item = &WakeKey> {
        let next = self.next();
        self.queue.iter().take_while(move |(t, _)| Some(*t) == next).map(|(_, key)| key)
    }

    /// Whether a first instant has run.
    pub fn started(&self) -> bool {
        self.now.is_some()
    }

    /// How many wakes are waiting.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether nothing is waiting.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Moves all wakes of the next instant into `due` and sets the clock.
    pub(crate) fn pop(&mut self, clock: &mut Clock, due: &mut Due) -> bool {
        let Some(t) = self.next() else { return false };
        due.clear();
        while self.next() == Some(t)
            && let Some((_, key)) = self.queue.pop_first()
        {
            due.push(key);
        }
        self.now = Some(t);
        clock.now = t;
        clock.steps += 1;
        true
    }
}

/// The wakes of the step that runs, or ran last, in order.
#[derive(Resource, Clone, Debug, Default)]
pub struct Due {
    keys: Vec<WakeKey>,
    /// The sets that have a wake, [`Wake::Idle`] apart.
    woken: Sets,
}

impl Due {
    /// Whom `wake` wakes in `set` now, with the detail.
    pub fn of(&self, set: Set, wake: Wake) -> impl Iterator<Item = (Id, u32)> + '_ {
        self.keys.iter().filter(move |k| k.set == set && k.wake == wake).map(|k| (k.id, k.detail))
    }

    /// Whether anything wakes `set` for `wake`.
    pub fn any(&self, set: Set, wake: Wake) -> bool {
        self.of(set, wake).next().is_some()
    }

    /// Whether anything wakes `set`. Nobody answers [`Wake::Idle`], so it wakes nothing.
    pub fn wakes(&self, set: Set) -> bool {
        self.woken.contains(set)
    }

    /// The sets that something wakes.
    pub(crate) fn woken(&self) -> Sets {
        self.woken
    }

    /// All wakes of the present instant.
    pub fn keys(&self) -> &[WakeKey] {
        &self.keys
    }

    fn push(&mut self, key: WakeKey) {
        self.keys.push(key);
        if key.wake != Wake::Idle {
            self.woken |= key.set.into();
        }
    }

    pub(crate) fn clear(&mut self) {
        self.keys.clear();
        self.woken = Sets::NONE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kind;

    fn key(set: Set, rank: u32) -> WakeKey {
        WakeKey { set, id: Id { kind: Kind::Actor, rank }, wake: Wake::Idle, detail: 0 }
    }

    #[test]
    fn wakes_of_an_instant_come_by_set_then_by_name_and_merge() {
        let mut agenda = Agenda::default();
        let t = SimTime::from_ms(5);
        for k in [key(Set::Work, 1), key(Set::Sense, 9), key(Set::Work, 0), key(Set::Work, 1)] {
            agenda.at(t, k);
        }
        agenda.at(SimTime::from_ms(6), key(Set::Injects, 0));
        let (mut clock, mut due) = (Clock::default(), Due::default());
        assert!(agenda.pop(&mut clock, &mut due));
        assert_eq!(due.keys(), [key(Set::Sense, 9), key(Set::Work, 0), key(Set::Work, 1)]);
        assert_eq!((clock.now, agenda.len()), (t, 1));
        assert!(!due.wakes(Set::Work) && !due.wakes(Set::Sense), "idle wakes wake nothing");
        agenda.at(SimTime::from_ms(6), WakeKey { wake: Wake::Task, ..key(Set::Work, 2) });
        assert!(agenda.pop(&mut clock, &mut due));
        assert!(due.wakes(Set::Work) && !due.wakes(Set::Sense));
    }

    #[test]
    #[should_panic(expected = "not after the present instant")]
    fn nothing_can_be_put_into_the_present_instant() {
        let mut agenda = Agenda::default();
        agenda.at(SimTime::from_ms(5), key(Set::Work, 0));
        agenda.pop(&mut Clock::default(), &mut Due::default());
        agenda.at(SimTime::from_ms(5), key(Set::Check, 0));
    }
}
