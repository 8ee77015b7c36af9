//! Beliefs, and the one way in which they change.

use super::beliefs::Beliefs;
use super::lore::Lore;
use super::unrest::Unrest;
use crate::kernel::{Agenda, Id, Index, Journal, Kind, Names, Set, Sets, Wake, WakeKey};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::{FactRef, FactSubject, FactType, Scenario, Value, fact};
use hazdrill_record::happening::Learned;
use hazdrill_record::{EventId, Word};
use hazdrill_units::SimTime;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A fact with its subject, interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FactKey {
    /// Row of [`Facts`].
    pub fact: u16,
    /// What it is about.
    pub subject: Option<Id>,
}

impl FactKey {
    /// Fact and subject as one number, in the order of facts and then of subjects; none comes first.
    pub(super) fn packed(self) -> u64 {
        // Kinds from 1, so that they differ from none.
        let subject = self.subject.map_or(0, |id| id.packed() + (1 << 32));
        u64::from(self.fact) << 48 | subject
    }
}

/// One fact of the list.
#[derive(Clone, Debug)]
pub struct FactInfo {
    /// Its key.
    pub key: Word,
    /// Type of its value.
    pub value: FactType,
    /// Kind of its subject.
    pub subject: Option<Kind>,
    /// Whether it can only be told or noted.
    pub told_only: bool,
}

/// All facts of a drill: the closed list, then the scenario's own.
#[derive(Resource, Clone, Debug, Default)]
pub struct Facts {
    rows: Arc<[FactInfo]>,
    /// Rows in the order of their keys.
    by_key: Arc<[u16]>,
    /// What records call each fact, by row and by rank of its subject: a table that depends on the scenario alone, filled
    /// as it is asked for.
    texts: Arc<[OnceLock<Box<[OnceLock<Word>]>>]>,
}

impl Facts {
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let closed = fact::FACTS.iter().map(|def| FactInfo {
            key: def.key.into(),
            value: def.value,
            subject: match def.subject {
                FactSubject::None => None,
                FactSubject::Place => Some(Kind::Place),
                FactSubject::Crew | FactSubject::Person => Some(Kind::Actor),
                FactSubject::Road => Some(Kind::Road),
            },
            told_only: false,
        });
        let own = scenario.facts.iter().map(|(key, told)| FactInfo {
            key: key.as_str().into(),
            value: told.value,
            subject: None,
            told_only: true,
        });
        let rows: Vec<FactInfo> = closed.chain(own).collect();
        let mut by_key: Vec<u16> = (0..rows.len() as u16).collect();
        // Stable: of two rows with one key the first is found first.
        by_key.sort_by_key(|row| &rows[usize::from(*row)].key);
        by_key.dedup_by_key(|row| &rows[usize::from(*row)].key);
        let texts = rows.iter().map(|_| OnceLock::new()).collect();
        Self { rows: rows.into(), by_key: by_key.into(), texts }
    }

    /// The row of `key`, a fact that the checks of the scenario have promised.
    pub fn row(&self, key: &str) -> u16 {
        self.find(key).unwrap_or_else(|| panic!("`{key}` is no fact: the checks of the scenario let it pass"))
    }

    /// The row of `key`, if there is such a fact.
    pub fn find(&self, key: &str) -> Option<u16> {
        self.by_key.binary_search_by(|row| (*self.info(*row).key).cmp(key)).ok().map(|at| self.by_key[at])
    }

    /// The fact of a row.
    pub fn info(&self, row: u16) -> &FactInfo {
        &self.rows[usize::from(row)]
    }

    /// A fact of the closed list about `subject`.
    pub fn key(&self, key: &str, subject: Option<Id>) -> FactKey {
        FactKey { fact: self.row(key), subject }
    }

    /// The fact as scenarios and records write it.
    pub fn text(&self, key: FactKey, names: &Names) -> Word {
        let info = self.info(key.fact);
        match key.subject {
            None => info.key.clone(),
            Some(subject) if info.subject == Some(subject.kind) => {
                let empty = || (0..names.count(subject.kind)).map(|_| OnceLock::new()).collect();
                let texts = self.texts[usize::from(key.fact)].get_or_init(empty);
                texts[subject.rank as usize].get_or_init(|| about(&info.key, names.word(subject))).clone()
            }
            Some(subject) => about(&info.key, names.word(subject)),
        }
    }

    /// The subject that a scenario's `fact:subject` names; crews without an organisation are those of `organisation`,
    /// or else the only ones of that name.
    pub(crate) fn subject(&self, fact: &FactRef, organisation: Option<&str>, names: &Names) -> Option<Id> {
        let subject = fact.subject()?;
        match self.info(self.row(fact.key())).subject? {
            Kind::Actor => actor_named(subject, organisation, names),
            kind => names.id(kind, subject),
        }
    }
}

/// Whom a name without an organisation means: one of `organisation`, else the first of that name.
pub(super) fn actor_named(name: &str, organisation: Option<&str>, names: &Names) -> Option<Id> {
    let own = organisation.and_then(|o| names.id(Kind::Actor, &format!("{o}/{name}")));
    let is_it = |id: &Id| names.word(*id).strip_suffix(name).is_some_and(|rest| rest.ends_with('/'));
    own.or_else(|| names.ids(Kind::Actor).find(is_it))
}

/// A fact with its subject. A crew is named without its organisation: `crew.at:engine-1`.
fn about(fact: &str, subject: &str) -> Word {
    let short = subject.rsplit_once('/').map_or(subject, |(_, short)| short);
    format!("{fact}:{short}").into()
}

/// What one person believes of one fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Belief {
    /// The value.
    pub value: Value,
    /// The instant that the value speaks of.
    pub as_of: SimTime,
    /// When the person came to believe it, or heard it again with a newer instant.
    pub learned: SimTime,
    /// Who noticed it first hand.
    pub origin: Id,
    /// How many tellings lie between.
    pub hops: u8,
    /// The event by which it was learned.
    pub because: EventId,
}

/// How a step of one's own ended last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// When it was done, and the event.
    pub done: Option<(SimTime, EventId)>,
    /// When it was given up, and the event.
    pub failed: Option<(SimTime, EventId)>,
}

/// A mind.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mind {
    /// Where the person is, as they know.
    pub here: Id,
    /// Since when, and the event; none at the start.
    pub here_since: (SimTime, Option<EventId>),
    /// What they believe.
    pub beliefs: Beliefs,
    /// How their own steps ended, by the number of the step in their plan.
    pub outcomes: BTreeMap<u16, Outcome>,
}

impl Mind {
    pub(crate) fn at(here: Id) -> Self {
        Self { here, here_since: (SimTime::ZERO, None), beliefs: Beliefs::default(), outcomes: BTreeMap::new() }
    }

    /// The belief about a fact.
    pub fn belief(&self, key: FactKey) -> Option<&Belief> {
        self.beliefs.get(key)
    }
}

/// Something that may be learned.
#[derive(Clone, Debug)]
pub struct News {
    /// The fact.
    pub key: FactKey,
    /// Its value.
    pub value: Value,
    /// The instant that it speaks of.
    pub as_of: SimTime,
    /// Who noticed it first hand.
    pub origin: Id,
    /// How many tellings lie between.
    pub hops: u8,
}

/// How news came.
#[derive(Clone, Debug)]
pub struct Channelled {
    /// Who told it; none where it was noticed.
    pub from: Option<Id>,
    /// The channel or the sense.
    pub channel: Word,
}

/// On which side of `Decide` in the step something is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before: it is weighed in this instant.
    Before,
    /// After: it is weighed at the next instant.
    After,
}

/// Changes minds, writes that down, and wakes the conditions that watch.
#[derive(SystemParam)]
pub struct Learning<'w, 's> {
    /// All minds.
    pub minds: Query<'w, 's, &'static mut Mind>,
    /// Where entities are.
    pub index: Res<'w, Index>,
    /// Names, facts, plans.
    pub lore: Res<'w, Lore>,
    /// The journal.
    pub journal: Journal<'w>,
    /// The agenda.
    pub agenda: ResMut<'w, Agenda>,
    /// What has to be decided.
    pub unrest: ResMut<'w, Unrest>,
}

impl Learning<'_, '_> {
    /// The present instant.
    pub fn now(&self) -> SimTime {
        self.agenda.now()
    }

    /// The sets to which what was learned and written gives something to do.
    pub(crate) fn stirs(&self) -> Sets {
        Sets::when(!self.unrest.is_calm(), Set::Decide) | Sets::when(self.journal.has_grown(), Set::Command)
    }

    /// The mind of an actor.
    pub fn mind(&self, who: Id) -> &Mind {
        self.minds.get(self.index.entity(who)).expect("every actor has a mind")
    }

    /// Lets somebody find something out for themselves, now: by a sense, an instrument, or what they do.
    pub fn find_out(
        &mut self,
        who: Id,
        (key, value): (FactKey, Value),
        channel: impl Into<Word>,
        cause: EventId,
        phase: Phase,
    ) {
        let news = News { key, value, as_of: self.now(), origin: who, hops: 0 };
        self.learn(who, news, Channelled { from: None, channel: channel.into() }, cause, phase);
    }

    /// Offers news to a mind. It is adopted if it is newer, or as new and told through fewer mouths, or so and of the
    /// smaller origin; or of the same rank and another value: then the later telling puts the earlier one right, which
    /// may have been misheard. Gives the event, if the mind changed or somebody watches the fact.
    pub fn learn(&mut self, who: Id, news: News, how: Channelled, cause: EventId, phase: Phase) -> Option<EventId> {
        let now = self.agenda.now();
        let News { key, value, as_of, origin, hops } = news;
        let mut mind = self.minds.get_mut(self.index.entity(who)).expect("every actor has a mind");
        let place = mind.beliefs.find(key);
        let known = place.ok().map(|at| mind.beliefs.at(at));
        let rank = |as_of: SimTime, hops: u8, origin: Id| (core::cmp::Reverse(as_of), hops, origin);
        let changed = known.is_none_or(|k| k.value != value);
        if known.is_some_and(|k| match rank(k.as_of, k.hops, k.origin).cmp(&rank(as_of, hops, origin)) {
            Ordering::Less => true,
            Ordering::Equal => !changed,
            Ordering::Greater => false,
        }) {
            return None;
        }
        let watched = self.lore.plans.of(who).watchers_of_fact(key.fact);
        let because = if changed || !watched.is_empty() {
            let data = Learned {
                fact: self.lore.facts.text(key, &self.lore.names),
                value: Some(value.clone()),
                as_of_ms: as_of.ms(),
                from: how.from.map(|id| self.lore.names.word(id).clone()),
                channel: how.channel,
            };
            let here = mind.here;
            Some(self.journal.event(data).by(who).at(here).because(cause))
        } else {
            None
        };
        let event = because.unwrap_or_else(|| known.map_or(cause, |k| k.because));
        mind.beliefs.put(place, key, Belief { value, as_of, learned: now, origin, hops, because: event });
        self.unrest.weigh(who, watched);
        if phase == Phase::After && !watched.is_empty() {
            self.agenda.next_tick(weigh_wake(who));
        }
        because
    }

    /// Notes that a person is somewhere else now.
    pub fn moved(&mut self, who: Id, place: Id, because: Option<EventId>) {
        let now = self.agenda.now();
        let mut mind = self.minds.get_mut(self.index.entity(who)).expect("every actor has a mind");
        mind.here = place;
        mind.here_since = (now, because.or(mind.here_since.1));
        let watched = self.lore.plans.of(who).watchers_of_place();
        if !watched.is_empty() {
            self.unrest.weigh(who, watched);
            self.agenda.next_tick(weigh_wake(who));
        }
    }

    /// Notes how a step ended.
    pub fn ended(&mut self, who: Id, step: u16, event: EventId, done: bool, phase: Phase) {
        let now = self.agenda.now();
        let mut mind = self.minds.get_mut(self.index.entity(who)).expect("every actor has a mind");
        let outcome = mind.outcomes.entry(step).or_default();
        if done {
            outcome.done = Some((now, event));
        } else {
            outcome.failed = Some((now, event));
        }
        let watched = self.lore.plans.of(who).watchers_of_step(step);
        self.unrest.weigh(who, watched);
        if phase == Phase::After {
            self.agenda.next_tick(weigh_wake(who));
        }
    }
}

/// The wake of somebody who has something new to think about.
pub(crate) fn weigh_wake(who: Id) -> WakeKey {
    WakeKey { set: Set::Decide, id: who, wake: Wake::Weigh, detail: 0 }
}
