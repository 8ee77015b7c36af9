//! The journal: every event gets its number and its causes here, and cannot be written without them (law 4).

use super::names::{Id, Names};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_record::{Causes, Event, EventId, Happening};
use hazdrill_units::SimTime;

/// The events of the drill since its start, or since the save from which it goes on.
#[derive(Resource, Debug)]
pub struct Log {
    base: EventId,
    events: Vec<Event>,
    /// The instant of the step that writes, and the number of the last event before it.
    now: SimTime,
    before: EventId,
    names: Names,
}

impl Log {
    /// An empty log of things with these names.
    pub(crate) fn new(names: Names) -> Self {
        Self { base: 0, events: Vec::new(), now: SimTime::ZERO, before: 0, names }
    }
    /// Lets go of the events held here and goes on after event number `base`.
    pub(crate) fn go_on_after(&mut self, base: EventId) {
        self.base = base;
        self.events.clear();
    }
    /// Events that are written from here on happen now.
    pub(crate) fn open(&mut self, now: SimTime) {
        self.now = now;
        self.before = self.last();
    }
    /// The instant of the step that writes, or wrote last.
    pub(crate) fn now(&self) -> SimTime {
        self.now
    }
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }
    /// Whether this step has written any.
    pub(crate) fn has_grown(&self) -> bool {
        self.last() > self.before
    }
    /// The events held here.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
    /// The number of the last event; 0 before the first.
    pub fn last(&self) -> EventId {
        self.base + self.events.len() as u64
    }
    /// The number of the last event before those held here.
    pub fn base(&self) -> EventId {
        self.base
    }
    /// The events after number `seen` that are held here.
    pub fn since(&self, seen: EventId) -> &[Event] {
        let first = seen.saturating_sub(self.base) as usize;
        self.events.get(first..).unwrap_or(&[])
    }
}

/// Causes of something: numbers of events, the binding one first.
pub type Why = Vec<EventId>;

/// What may happen without a cause inside the drill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// The release.
    Release,
    /// An inject of drill control.
    Inject,
    /// An order from a seat.
    Order,
    /// The weather.
    Weather,
}

/// Writes events. Systems emit in the order of semantic ids.
#[derive(SystemParam)]
pub struct Journal<'w> {
    log: ResMut<'w, Log>,
}

/// An event without its causes; it is written when a cause is given.
#[must_use = "an event is written when its cause is given"]
pub struct Draft<'a, 'w> {
    journal: &'a mut Journal<'w>,
    what: Happening,
    actor: Option<Id>,
    place: Option<Id>,
}

impl<'w> Journal<'w> {
    /// Whether this step has written any event so far.
    pub(crate) fn has_grown(&self) -> bool {
        self.log.has_grown()
    }

    /// Begins an event.
    pub fn event(&mut self, what: impl Into<Happening>) -> Draft<'_, 'w> {
        Draft { journal: self, what: what.into(), actor: None, place: None }
    }
}

impl Draft<'_, '_> {
    /// Who acts.
    pub fn by(mut self, actor: Id) -> Self {
        self.actor = Some(actor);
        self
    }

    /// Where.
    pub fn at(mut self, place: Id) -> Self {
        self.place = Some(place);
        self
    }

    /// Writes it, because of one event.
    pub fn because(self, cause: EventId) -> EventId {
        self.write(Causes::from_slice(&[cause]))
    }

    /// Writes it, because of `why`, the binding cause first; there must be one.
    pub fn because_all(self, why: &[EventId]) -> EventId {
        assert!(!why.is_empty(), "`{}` has no cause", self.what.kind());
        self.write(Causes::from_slice(why))
    }

    /// Writes it, because of both; the later one binds.
    pub fn because_later_of(self, a: EventId, b: EventId) -> EventId {
        let mut causes = Causes::from([a.max(b), a.min(b)]);
        causes.dedup();
        self.write(causes)
    }

    /// Writes it without a cause inside the drill.
    pub fn root(self, _root: Root) -> EventId {
        self.write(Causes::new())
    }

    fn write(self, causes: Causes) -> EventId {
        let Self { journal, what, actor, place } = self;
        let log = &mut *journal.log;
        let seq = log.last() + 1;
        assert!(
            causes.iter().all(|c| (1..seq).contains(c)),
            "`{}` has a cause that did not happen: {causes:?}",
            what.kind()
        );
        let word = |id: Option<Id>| id.map(|id| log.names.word(id).clone());
        let (actor, place) = (word(actor), word(place));
        log.events.push(Event { seq, t_ms: Some(log.now.ms()), actor, place, what, causes });
        seq
    }
}
