//! Casualties in the course of time: what was true after each, what each seat believed, which grade and level that makes.

use super::LevelVerdict;
use crate::casualties::Tally;
use crate::ledger::{Index, same_fact};
use crate::moment::Moment;
use crate::view::View;
use hazdrill_model::{AccidentScale, FactRef, Id, Value};
use hazdrill_record::{Event, EventId, Happening as H};
use std::collections::{BTreeMap, BTreeSet};

/// Casualties in the course of time.
pub(crate) struct Course<'a> {
    pub(super) scale: &'a AccidentScale,
    /// After each casualty: dead, seriously injured.
    pub(super) truth: Vec<(Moment, [u64; 2])>,
    /// Each change of belief.
    pub(super) beliefs: Vec<Belief<'a>>,
    /// The places in `beliefs` of each seat.
    pub(super) of_seat: BTreeMap<&'a str, Vec<usize>>,
}

/// A change of what a seat believed: dead, seriously injured.
pub(super) struct Belief<'a> {
    pub(super) at: Moment,
    pub(super) who: &'a str,
    pub(super) counts: [Option<f64>; 2],
}

impl<'a> Course<'a> {
    pub(crate) fn new(scale: &'a AccidentScale, index: &Index<'a>) -> Self {
        let beliefs = beliefs(scale, index);
        let mut of_seat: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
        for (place, belief) in beliefs.iter().enumerate() {
            of_seat.entry(belief.who).or_default().push(place);
        }
        Self { scale, truth: truth(scale, index.view), beliefs, of_seat }
    }

    /// How high a grade the numbers make, as its place in the scale.
    fn grade(&self, dead: f64, serious: f64) -> Option<usize> {
        self.scale.grades.iter().rposition(|g| dead >= f64::from(g.dead) || serious >= f64::from(g.serious))
    }

    pub(super) fn true_grade(&self, counts: [u64; 2]) -> Option<usize> {
        self.grade(counts[0] as f64, counts[1] as f64)
    }

    fn place(&self, grade: &Id) -> Option<usize> {
        self.scale.grades.iter().position(|g| g.id == *grade)
    }

    /// Whether true casualties ever reached `grade`; an unknown one is never reached. Somebody who dies is no longer among
    /// the seriously injured, so that the grade of the end may be lower.
    pub(crate) fn is_reached(&self, grade: &Id) -> bool {
        self.reached(grade).is_some()
    }

    /// When true casualties reached `grade`.
    pub(crate) fn reached(&self, grade: &Id) -> Option<Moment> {
        let place = self.place(grade)?;
        self.truth.iter().find(|(_, counts)| self.true_grade(*counts) >= Some(place)).map(|(at, _)| *at)
    }

    /// When somebody of those first believed casualties of `grade`.
    pub(crate) fn believed(&self, grade: &Id, who: impl Fn(&str) -> bool) -> Option<Moment> {
        let place = self.place(grade)?;
        let fits = |b: &&Belief<'_>| who(b.who) && self.believed_grade(b.counts) >= Some(place);
        self.beliefs.iter().find(fits).map(|b| b.at)
    }

    pub(super) fn believed_grade(&self, counts: [Option<f64>; 2]) -> Option<usize> {
        self.grade(counts[0].unwrap_or(0.0), counts[1].unwrap_or(0.0))
    }

    /// The truth just after the event `event`.
    pub(super) fn truth_at(&self, event: EventId) -> [u64; 2] {
        let after = self.truth.partition_point(|(at, _)| at.event <= event);
        after.checked_sub(1).map_or([0, 0], |last| self.truth[last].1)
    }

    pub(super) fn level_name(&self, place: usize) -> String {
        self.scale.grades.get(place).map_or_else(String::new, |g| g.level.clone())
    }

    pub(super) fn compare(&self, level: &str, asked_for: usize) -> Option<LevelVerdict> {
        let place = self.scale.grades.iter().position(|g| g.level == level)?;
        Some(match place.cmp(&asked_for) {
            core::cmp::Ordering::Less => LevelVerdict::TooLow,
            core::cmp::Ordering::Equal => LevelVerdict::Right,
            core::cmp::Ordering::Greater => LevelVerdict::TooHigh,
        })
    }

    /// For each time that the casualties asked for a higher level: when that was, and when a level so high was first in
    /// force.
    pub(crate) fn level_delays(&self, index: &Index<'_>) -> Vec<(Moment, Option<Moment>)> {
        let mut highest = None;
        let mut asked = Vec::new();
        for (at, counts) in &self.truth {
            let grade = self.true_grade(*counts);
            if grade > highest {
                highest = grade;
                asked.push((*at, level_of(grade)));
            }
        }
        let high_enough = |place: usize| {
            index
                .of_kind("declared")
                .iter()
                .find(|event| self.active_level(event) >= Some(place))
                .map(|e| Moment::of(e))
        };
        asked.into_iter().map(|(at, place)| (at, high_enough(place))).collect()
    }

    /// The level that an event puts in force, as its place in the scale.
    pub(super) fn active_level(&self, event: &Event) -> Option<usize> {
        let H::Declared(declared) = &event.what else { return None };
        let Some(Value::Word(level)) = &declared.value else { return None };
        let is_active = same_fact(&self.scale.active, &declared.fact);
        self.scale.grades.iter().position(|g| is_active && g.level == **level)
    }
}

/// The level that a grade asks for; without a grade the lowest.
pub(super) fn level_of(grade: Option<usize>) -> usize {
    grade.unwrap_or(0)
}

fn truth(scale: &AccidentScale, view: &View<'_>) -> Vec<(Moment, [u64; 2])> {
    let mut tally = Tally::default();
    let mut course = Vec::new();
    for event in view.events {
        let is_poisoning = match &event.what {
            H::Injured(injured) => scale.poisoning.iter().any(|by| **by == *injured.by),
            H::Died(_) => false,
            _ => continue,
        };
        tally.add(view, event, is_poisoning);
        let [_, serious, dead] = tally.sums();
        course.push((Moment::of(event), [dead, serious]));
    }
    course
}

fn beliefs<'a>(scale: &AccidentScale, index: &Index<'a>) -> Vec<Belief<'a>> {
    let facts = || scale.believed_dead.iter().chain(&scale.believed_serious);
    let keys: BTreeSet<&str> = facts().map(FactRef::key).collect();
    let mut events: Vec<&'a Event> = keys.into_iter().flat_map(|key| index.learned(key)).copied().collect();
    events.sort_by_key(|event| event.seq);
    let mut held: BTreeMap<&'a str, BTreeMap<&'a str, f64>> = BTreeMap::new();
    let mut last: BTreeMap<&'a str, [Option<f64>; 2]> = BTreeMap::new();
    let mut found = Vec::new();
    for event in events {
        let (Some(who), H::Learned(learned)) = (event.actor.as_deref(), &event.what) else { continue };
        let Some(Value::Number(n)) = learned.value else { continue };
        let own = held.entry(who).or_default();
        own.insert(&learned.fact, n);
        let sum = |facts: &[FactRef]| {
            let known = own.iter().filter(|(fact, _)| facts.iter().any(|f| same_fact(f, fact))).map(|(_, n)| *n);
            known.reduce(|a, b| a + b)
        };
        let counts = [sum(&scale.believed_dead), sum(&scale.believed_serious)];
        if counts != [None, None] && last.insert(who, counts) != Some(counts) {
            found.push(Belief { at: Moment::of(event), who, counts });
        }
    }
    found
}
