//! A record or a timeline as clocks and rubrics see it: where their marks are found.
//!
//! Four answers are kept apart: it happened at a known minute, it happened at an unknown one, it never happened, and this
//! source cannot show it. A timeline's silence is the last of these: its author wrote down what somebody told.

use crate::accident::Course;
use crate::moment::{First, Moment, Stamps, path_of};
use crate::readings::{declares, key_of};
use crate::reason::Reason;
use crate::timeline::TimelineRecord;
use crate::view::{View, organisation_of};
use hazdrill_model::{FactRef, Id, Mark, Reading, Role, Standards, Value};
use hazdrill_record::{EndReason, Event, Happening as H};
use std::collections::{BTreeMap, BTreeSet};

/// What was found of a mark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found {
    /// It happened, at a minute that is known or not.
    At(Moment),
    /// It never happened.
    Never,
    /// It cannot be told, or could not happen.
    Absent(Reason),
}

/// Where the marks are looked for.
pub(crate) enum Source<'a> {
    /// The events of a record.
    Record(Index<'a>),
    /// The rows of a timeline.
    Timeline(&'a TimelineRecord),
}

/// The events of a record by what clocks and rubrics ask for.
pub(crate) struct Index<'a> {
    pub(crate) view: &'a View<'a>,
    kinds: BTreeMap<&'a str, Vec<&'a Event>>,
    learned: BTreeMap<&'a str, Vec<&'a Event>>,
    /// `heard` by the organisation of who heard it: most events of a record are of this kind.
    heard: BTreeMap<&'a str, Vec<&'a Event>>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(view: &'a View<'a>) -> Self {
        let mut index = Self { view, kinds: BTreeMap::new(), learned: BTreeMap::new(), heard: BTreeMap::new() };
        for event in view.events {
            match &event.what {
                H::Learned(l) => index.learned.entry(key_of(&l.fact)).or_default().push(event),
                H::Heard(_) => index.heard.entry(event.organisation().unwrap_or("")).or_default().push(event),
                what => index.kinds.entry(what.kind()).or_default().push(event),
            }
        }
        index
    }

    /// Events of one kind other than `learned` and `heard`, in order.
    pub(crate) fn of_kind(&self, kind: &str) -> &[&'a Event] {
        self.kinds.get(kind).map_or(&[], Vec::as_slice)
    }

    /// What the organisations of `role` heard, in order.
    fn heard_by(&self, role: Option<&Role>) -> Vec<&'a Event> {
        let of = |organisation: &str| self.heard.get(organisation).into_iter().flatten().copied();
        let mut all: Vec<&'a Event> = match role {
            None => Vec::new(),
            Some(Role::Unit) => self.view.unit.into_iter().flat_map(of).collect(),
            Some(Role::Seats(seats)) => {
                let organisations: BTreeSet<&str> = seats.iter().map(|seat| organisation_of(seat)).collect();
                organisations.into_iter().flat_map(of).collect()
            }
            Some(Role::Outside | Role::Anybody) => self.heard.values().flatten().copied().collect(),
        };
        all.sort_by_key(|event| event.seq);
        all
    }

    /// The `learned` events of one fact, in order.
    pub(crate) fn learned(&self, key: &str) -> &[&'a Event] {
        self.learned.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Where a record ends, as far as it goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    /// The last instant that it speaks of, milliseconds.
    pub(crate) ms: Option<i64>,
    /// Whether it was cut short: interrupted, or written by the engine and without a closing line.
    pub(crate) is_cut: bool,
}

impl End {
    pub(crate) fn new(
        ended_at_ms: Option<i64>,
        reason: Option<EndReason>,
        has_header: bool,
        last: Option<i64>,
    ) -> Self {
        let is_cut = match reason {
            Some(reason) => reason == EndReason::Interrupted,
            None => has_header,
        };
        Self { ms: ended_at_ms.or(last), is_cut }
    }
}

/// A source with what is needed to look into it.
pub(crate) struct Ledger<'a> {
    pub(crate) stamps: &'a Stamps,
    pub(crate) standards: &'a Standards,
    pub(crate) source: Source<'a>,
    /// Casualties in the course of time, true and believed; none for a timeline, or without a scale of grades.
    pub(crate) course: Option<Course<'a>>,
    pub(crate) end: End,
    /// The day of the drill, `YYYY-MM-DD`.
    pub(crate) day: Option<String>,
}

impl<'a> Ledger<'a> {
    /// The first that fits and whose minute is known; without one the first that fits.
    pub(crate) fn find(&self, mark: &Mark) -> Found {
        match self.all(mark) {
            Err(reason) => Found::Absent(reason),
            Ok(all) => {
                let mut first = First::default();
                for moment in all {
                    first.offer(moment);
                }
                first.moment().map_or(Found::Never, Found::At)
            }
        }
    }

    /// Everything that fits, in the order of the record.
    pub(crate) fn all(&self, mark: &Mark) -> Result<Vec<Moment>, Reason> {
        match mark {
            Mark::At(reading) => self.stamp(reading),
            Mark::First(marks) => {
                let mut all = Vec::new();
                let mut reason = None;
                for mark in marks {
                    match self.all(mark) {
                        Ok(found) => all.extend(found),
                        Err(absent) => reason = reason.or(Some(absent)),
                    }
                }
                all.sort_by_key(|moment: &Moment| moment.event);
                // What one of them cannot show may have come first, or may never have come.
                match reason {
                    Some(reason) if all.is_empty() => Err(reason),
                    _ => Ok(all),
                }
            }
            Mark::Last(marks) => {
                let mut last: Option<Moment> = None;
                for mark in marks {
                    match self.find(mark) {
                        Found::At(moment) => last = Some(last.map_or(moment, |last| last.later(moment))),
                        Found::Never => return Ok(Vec::new()),
                        Found::Absent(reason) => return Err(reason),
                    }
                }
                Ok(last.into_iter().collect())
            }
            Mark::After { what, than } => {
                let all = self.all(what)?;
                match self.find(than) {
                    Found::At(than) => Ok(all.into_iter().filter(|moment| moment.event > than.event).collect()),
                    Found::Never => Ok(Vec::new()),
                    Found::Absent(reason) => Err(reason),
                }
            }
            _ => match &self.source {
                Source::Record(index) => self.in_record(index, mark),
                Source::Timeline(timeline) => self.in_timeline(timeline, mark),
            },
        }
    }

    fn stamp(&self, reading: &Reading) -> Result<Vec<Moment>, Reason> {
        let (path, found) = (path_of(reading), self.stamps.at(reading));
        if found.is_some() {
            return Ok(found.into_iter().collect());
        }
        match &self.source {
            Source::Timeline(_) => return Err(Reason::NotTold),
            Source::Record(index) => {
                if let Some((_, organisation)) = path.split_once('.')
                    && index.view.scenario.is_some()
                    && !index.view.organisations.contains(organisation)
                {
                    return Err(Reason::NobodyPlays { role: organisation.to_owned() });
                }
            }
        }
        if self.stamps.could_come(&path) { Ok(Vec::new()) } else { Err(Reason::NothingToDo) }
    }

    fn in_record(&self, index: &Index<'a>, mark: &Mark) -> Result<Vec<Moment>, Reason> {
        let pick = |events: &[&Event], fits: &dyn Fn(&Event) -> bool| {
            events.iter().filter(|e| fits(e)).map(|e| Moment::of(e)).collect::<Vec<_>>()
        };
        let by = |role: &Id, event: &Event| event.actor.as_deref().is_some_and(|actor| self.plays(role, actor));
        let role = |id: &Id| self.standards.roles.get(id);
        Ok(match mark {
            Mark::Happens(kind) => pick(index.of_kind(kind.word()), &|_| true),
            Mark::Declared(fact) => pick(index.of_kind("declared"), &|e| declares(e, fact.key())),
            Mark::DeclaredAs { fact, is } => pick(
                index.of_kind("declared"),
                &|e| matches!(&e.what, H::Declared(d) if same_fact(fact, &d.fact) && d.value.as_ref() == Some(is)),
            ),
            Mark::Made(fact) => {
                pick(index.of_kind("made"), &|e| matches!(&e.what, H::Made(m) if same_fact(fact, &m.fact)))
            }
            Mark::Heard { from, by: whom } => {
                self.played(index, from)?;
                self.played(index, whom)?;
                let (from, whom) = (role(from), role(whom));
                pick(&index.heard_by(whom), &|e| match (&e.what, e.actor.as_deref()) {
                    (H::Heard(heard), Some(actor)) => {
                        actor != &*heard.from && self.is(whom, actor) && self.is(from, &heard.from)
                    }
                    _ => false,
                })
            }
            Mark::Learned { by: whom, fact } => {
                self.played(index, whom)?;
                pick(index.learned(fact.key()), &|e| {
                    by(whom, e)
                        && matches!(&e.what, H::Learned(l)
                            if same_fact(fact, &l.fact) && l.value.is_some() && l.value != Some(Value::Flag(false)))
                })
            }
            Mark::Believed { by: whom, fact, above } => {
                self.played(index, whom)?;
                pick(index.learned(fact.key()), &|e| {
                    by(whom, e)
                        && matches!(&e.what, H::Learned(l)
                            if same_fact(fact, &l.fact) && matches!(l.value, Some(Value::Number(n)) if n > *above))
                })
            }
            Mark::Did { by: whom, verb } => {
                self.played(index, whom)?;
                pick(index.of_kind("done"), &|e| {
                    by(whom, e) && matches!(&e.what, H::Done(d) if &*d.verb == verb.word())
                })
            }
            Mark::Graded(grade) => {
                let course = self.course.as_ref().ok_or(Reason::NotTold)?;
                course.reached(grade).into_iter().collect()
            }
            Mark::BelievedGrade { by: whom, grade } => {
                self.played(index, whom)?;
                let course = self.course.as_ref().ok_or(Reason::NotTold)?;
                course.believed(grade, |actor| self.plays(whom, actor)).into_iter().collect()
            }
            Mark::At(_) | Mark::First(_) | Mark::Last(_) | Mark::After { .. } => Vec::new(),
        })
    }

    /// A message of a timeline is a row from one role to another. Whatever a timeline does not say it does not deny.
    fn in_timeline(&self, timeline: &TimelineRecord, mark: &Mark) -> Result<Vec<Moment>, Reason> {
        let Mark::Heard { from, by } = mark else { return Err(Reason::NotTold) };
        let fits = |row: &&crate::timeline::Row| {
            !row.from.is_empty() && !row.to.is_empty() && self.plays(from, &row.from) && self.plays(by, &row.to)
        };
        let found: Vec<Moment> = timeline.rows.iter().filter(fits).map(crate::timeline::Row::moment).collect();
        if found.is_empty() { Err(Reason::NotTold) } else { Ok(found) }
    }

    /// Whether `actor` plays the role.
    pub(crate) fn plays(&self, role: &Id, actor: &str) -> bool {
        self.is(self.standards.roles.get(role), actor)
    }

    fn is(&self, role: Option<&Role>, actor: &str) -> bool {
        let is_unit = |actor: &str| match &self.source {
            Source::Record(index) => index.view.unit == Some(organisation_of(actor)),
            Source::Timeline(_) => crate::timeline::is_unit(actor),
        };
        match role {
            Some(Role::Unit) => is_unit(actor),
            Some(Role::Outside) => !is_unit(actor),
            Some(Role::Anybody) => true,
            Some(Role::Seats(seats)) => seats.iter().any(|seat| **seat == *actor || **seat == *organisation_of(actor)),
            None => false,
        }
    }

    /// An error where a scenario shows that nobody plays the role.
    pub(crate) fn is_played(&self, role: &Id) -> Result<(), Reason> {
        match &self.source {
            Source::Record(index) => self.played(index, role),
            Source::Timeline(_) => Ok(()),
        }
    }

    fn played(&self, index: &Index<'_>, role: &Id) -> Result<(), Reason> {
        let view = index.view;
        let is_played = match self.standards.roles.get(role) {
            Some(Role::Unit) => view.unit.is_some(),
            Some(Role::Outside | Role::Anybody) => true,
            // Without a scenario nobody knows who takes part.
            Some(Role::Seats(_)) if view.scenario.is_none() => true,
            Some(Role::Seats(seats)) => seats.iter().any(|seat| view.organisations.contains(organisation_of(seat))),
            None => false,
        };
        if is_played { Ok(()) } else { Err(Reason::NobodyPlays { role: role.to_string() }) }
    }

    /// The organisations or seats that play the role here.
    pub(crate) fn players(&self, role: &Id) -> Vec<String> {
        match (&self.source, self.standards.roles.get(role)) {
            (Source::Record(index), Some(Role::Unit)) => index.view.unit.into_iter().map(str::to_owned).collect(),
            (Source::Record(index), Some(Role::Seats(seats))) => {
                let is_here = |seat: &&hazdrill_model::ActorRef| {
                    index.view.scenario.is_none() || index.view.organisations.contains(organisation_of(seat))
                };
                seats.iter().filter(is_here).map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a time of `limit_ms` from `start` was up when the source ended; `None` where a minute is unknown.
    pub(crate) fn is_up(&self, start: Moment, limit_ms: i64) -> Option<bool> {
        let due = start.t_ms?.saturating_add(limit_ms);
        Some(self.end.ms? >= due)
    }
}

/// Whether a fact of a record is the one that is meant: the same key, and the same subject where one is named.
pub(crate) fn same_fact(meant: &FactRef, found: &str) -> bool {
    if meant.subject().is_some() { meant.as_str() == found } else { meant.key() == key_of(found) }
}
