//! The grade of the accident by its casualties, beside what the seats believed, reported and declared at the time.
//!
//! The truth is in the events `injured` and `died`; what somebody believed is in `learned`; what they did with it is in the
//! reports and in the declared levels. A drill knows no losses in money: the grade is that of the casualties alone.

use crate::casualties::Tally;
use crate::ledger::{Index, same_fact};
use crate::moment::{Moment, seconds};
use crate::view::View;
use hazdrill_model::{AccidentScale, Basis, FactRef, Id, Text, Value};
use hazdrill_record::{Event, EventId, Happening as H, Told};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many beliefs, reports and levels an evaluation carries at most, of each.
const KEPT: usize = 60;

/// The accident by its casualties.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Accident {
    /// Dead, by the end.
    pub dead: u64,
    /// Seriously injured by the end, acute poisoning among them; the dead are not counted again.
    pub serious: u64,
    /// The grade that they make; none where nobody died and nobody was seriously injured.
    pub grade: Option<GradeName>,
    /// When each grade was reached, the lowest first; a grade that was passed over is reached with the next.
    pub reached: Vec<Reached>,
    /// The response level that belongs to the grade; for no grade the lowest.
    pub level: String,
    /// The highest level in force at the end of the record; none where none was activated.
    pub active: Option<String>,
    /// How that compares with the level that belongs to the grade; none where none was activated.
    pub verdict: Option<LevelVerdict>,
    /// How long after the casualties first asked for it a level so high was in force, seconds; below zero where it was
    /// before; null where it never was, nobody was hurt, or a minute is unknown.
    pub delay_s: Option<f64>,
    /// Every declaration of a level, beside the truth of that moment.
    pub levels: Vec<LevelCall>,
    /// What seats came to believe of the casualties: whenever their belief of dead or seriously injured changed.
    pub beliefs: Vec<CasualtyBelief>,
    /// Declarations that carried casualties: reports upward, activations, words to the public.
    pub reports: Vec<CasualtyReport>,
    /// How many beliefs, reports and levels are left out here.
    pub left_out: u64,
    /// What the grade of the law counts and a drill does not simulate.
    pub not_counted: Text,
    /// Law and clause.
    pub source: Basis,
    /// Whether that was checked against the primary text.
    pub verified: bool,
    /// The rule by which a level belongs to a grade.
    pub levels_source: Basis,
    /// Whether that was checked against the primary text.
    pub levels_verified: bool,
}

/// A grade with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradeName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// When a grade was reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reached {
    /// The grade.
    pub grade: String,
    /// When; null at an unknown minute.
    pub s: Option<f64>,
    /// By which casualty.
    pub event: EventId,
}

/// How a level compares with the one that the casualties ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelVerdict {
    /// As it should be.
    Right,
    /// Too low.
    TooLow,
    /// Too high.
    TooHigh,
}

/// A level that somebody declared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelCall {
    /// Whether it came into force; else it was proposed.
    pub active: bool,
    /// The level.
    pub level: String,
    /// Who.
    pub by: Option<String>,
    /// When.
    pub s: Option<f64>,
    /// The event.
    pub event: EventId,
    /// The level that the true casualties asked for at that moment.
    pub asked_for: String,
    /// How the two compare; none for a word that is no level.
    pub verdict: Option<LevelVerdict>,
    /// What the one who declared it believed then: dead, seriously injured.
    pub believed: [Option<f64>; 2],
    /// The truth then: dead, seriously injured.
    pub truth: [u64; 2],
}

/// What a seat came to believe.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CasualtyBelief {
    /// Who.
    pub who: String,
    /// Dead; null where they had heard of none.
    pub dead: Option<f64>,
    /// Seriously injured.
    pub serious: Option<f64>,
    /// The grade that these make.
    pub grade: Option<String>,
    /// When.
    pub s: Option<f64>,
    /// The event.
    pub event: EventId,
    /// The truth then: dead, seriously injured.
    pub truth: [u64; 2],
}

/// A declaration that carried casualties.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CasualtyReport {
    /// The fact that was declared.
    pub fact: String,
    /// Who.
    pub by: Option<String>,
    /// When.
    pub s: Option<f64>,
    /// The event.
    pub event: EventId,
    /// Dead as told; null where it was told as unknown or not at all.
    pub dead: Option<f64>,
    /// Seriously injured as told.
    pub serious: Option<f64>,
    /// What the one who declared it believed then: dead, seriously injured.
    pub believed: [Option<f64>; 2],
    /// The truth then: dead, seriously injured.
    pub truth: [u64; 2],
    /// Told less than the truth then (`too_low`), more, or the same; none where neither number was told.
    pub verdict: Option<LevelVerdict>,
}

/// Casualties in the course of time.
pub(crate) struct Course<'a> {
    scale: &'a AccidentScale,
    /// After each casualty: dead, seriously injured.
    truth: Vec<(Moment, [u64; 2])>,
    /// Each change of belief.
    beliefs: Vec<Belief<'a>>,
    /// The places in `beliefs` of each seat.
    of_seat: BTreeMap<&'a str, Vec<usize>>,
}

struct Belief<'a> {
    at: Moment,
    who: &'a str,
    counts: [Option<f64>; 2],
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

    fn true_grade(&self, counts: [u64; 2]) -> Option<usize> {
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

    fn believed_grade(&self, counts: [Option<f64>; 2]) -> Option<usize> {
        self.grade(counts[0].unwrap_or(0.0), counts[1].unwrap_or(0.0))
    }

    /// The truth just after the event `event`.
    fn truth_at(&self, event: EventId) -> [u64; 2] {
        let after = self.truth.partition_point(|(at, _)| at.event <= event);
        after.checked_sub(1).map_or([0, 0], |last| self.truth[last].1)
    }

    fn level_name(&self, place: usize) -> String {
        self.scale.grades.get(place).map_or_else(String::new, |g| g.level.clone())
    }

    fn compare(&self, level: &str, asked_for: usize) -> Option<LevelVerdict> {
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
    fn active_level(&self, event: &Event) -> Option<usize> {
        let H::Declared(declared) = &event.what else { return None };
        let Some(Value::Word(level)) = &declared.value else { return None };
        let is_active = same_fact(&self.scale.active, &declared.fact);
        self.scale.grades.iter().position(|g| is_active && g.level == **level)
    }

    /// All that is to be said of it.
    pub(crate) fn evaluate(&self, index: &Index<'_>) -> Accident {
        let scale = self.scale;
        let [dead, serious] = self.truth.last().map_or([0, 0], |(_, counts)| *counts);
        let grade = self.true_grade([dead, serious]);
        let asked_for = level_of(grade);
        let mut levels = self.levels(index);
        let active = index.of_kind("declared").iter().filter_map(|e| self.active_level(e)).max();
        let verdict = active.and_then(|place| self.compare(&self.level_name(place), asked_for));
        let delay = self.level_delays(index).last().and_then(|(at, met)| at.ms_until((*met)?));
        let (mut beliefs, mut reports) = (self.told_beliefs(), self.reports(index));
        let beyond = |n: usize| n.saturating_sub(KEPT) as u64;
        let left_out = beyond(beliefs.len()) + beyond(reports.len()) + beyond(levels.len());
        beliefs.truncate(KEPT);
        reports.truncate(KEPT);
        levels.truncate(KEPT);
        Accident {
            dead,
            serious,
            grade: grade.map(|place| GradeName {
                id: scale.grades[place].id.to_string(),
                name: scale.grades[place].name.clone(),
            }),
            reached: self.all_reached(),
            level: self.level_name(asked_for),
            active: active.map(|place| self.level_name(place)),
            verdict,
            delay_s: delay.map(seconds),
            levels,
            beliefs,
            reports,
            left_out,
            not_counted: scale.not_counted.clone(),
            source: scale.source.clone(),
            verified: scale.source.is_verified(),
            levels_source: scale.levels_source.clone(),
            levels_verified: scale.levels_source.is_verified(),
        }
    }

    fn all_reached(&self) -> Vec<Reached> {
        let reached = |grade: &hazdrill_model::AccidentGrade| {
            self.reached(&grade.id).map(|at| Reached { grade: grade.id.to_string(), s: at.s(), event: at.event })
        };
        self.scale.grades.iter().filter_map(reached).collect()
    }

    fn levels(&self, index: &Index<'_>) -> Vec<LevelCall> {
        let mut calls = Vec::new();
        for event in index.of_kind("declared") {
            let H::Declared(declared) = &event.what else { continue };
            let is_active = same_fact(&self.scale.active, &declared.fact);
            if !is_active && !same_fact(&self.scale.proposed, &declared.fact) {
                continue;
            }
            let Some(Value::Word(level)) = &declared.value else { continue };
            let truth = self.truth_at(event.seq);
            let asked_for = level_of(self.true_grade(truth));
            calls.push(LevelCall {
                active: is_active,
                level: level.to_string(),
                by: event.actor.as_deref().map(str::to_owned),
                s: event.t_ms.map(seconds),
                event: event.seq,
                asked_for: self.level_name(asked_for),
                verdict: self.compare(level, asked_for),
                believed: self.belief_of(event.actor.as_deref(), event.seq),
                truth,
            });
        }
        calls
    }

    /// What `who` believed before the event `event`.
    fn belief_of(&self, who: Option<&str>, event: EventId) -> [Option<f64>; 2] {
        let own = who.and_then(|who| self.of_seat.get(who)).map_or(&[][..], Vec::as_slice);
        let before = own.partition_point(|place| self.beliefs[*place].at.event < event);
        before.checked_sub(1).map_or([None, None], |last| self.beliefs[own[last]].counts)
    }

    fn told_beliefs(&self) -> Vec<CasualtyBelief> {
        let told = |b: &Belief<'_>| CasualtyBelief {
            who: b.who.to_owned(),
            dead: b.counts[0],
            serious: b.counts[1],
            grade: self.believed_grade(b.counts).map(|place| self.scale.grades[place].id.to_string()),
            s: b.at.s(),
            event: b.at.event,
            truth: self.truth_at(b.at.event),
        };
        self.beliefs.iter().map(told).collect()
    }

    pub(crate) fn reports(&self, index: &Index<'_>) -> Vec<CasualtyReport> {
        let mut reports = Vec::new();
        for event in index.of_kind("declared") {
            let H::Declared(declared) = &event.what else { continue };
            let told =
                [&self.scale.believed_dead, &self.scale.believed_serious].map(|facts| carried(facts, &declared.with));
            if told.iter().all(|(is_told, _)| !is_told) {
                continue;
            }
            let numbers = told.map(|(_, number)| number);
            let truth = self.truth_at(event.seq);
            reports.push(CasualtyReport {
                fact: declared.fact.to_string(),
                by: event.actor.as_deref().map(str::to_owned),
                s: event.t_ms.map(seconds),
                event: event.seq,
                dead: numbers[0],
                serious: numbers[1],
                believed: self.belief_of(event.actor.as_deref(), event.seq),
                truth,
                verdict: against_truth(numbers, truth),
            });
        }
        reports
    }
}

/// The level that a grade asks for; without a grade the lowest.
fn level_of(grade: Option<usize>) -> usize {
    grade.unwrap_or(0)
}

/// Whether the message carries one of these facts, and the sum of the numbers that it gives for them.
fn carried(facts: &[FactRef], with: &[Told]) -> (bool, Option<f64>) {
    let told = || with.iter().filter(|told| facts.iter().any(|fact| same_fact(fact, &told.fact)));
    let numbers = told().filter_map(|told| match told.value {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    });
    (told().next().is_some(), numbers.reduce(|a, b| a + b))
}

impl CasualtyReport {
    /// Whether fewer were told than the one who told them believed: that is no error but a false report.
    pub fn is_understated(&self) -> bool {
        let pairs = [self.dead, self.serious].into_iter().zip(self.believed);
        pairs.into_iter().any(|(told, believed)| told.zip(believed).is_some_and(|(told, believed)| told < believed))
    }
}

/// The numbers that were told against the truth: too low where any is, else too high where any is.
fn against_truth(told: [Option<f64>; 2], truth: [u64; 2]) -> Option<LevelVerdict> {
    let pairs = || told.into_iter().zip(truth).filter_map(|(told, truth)| Some((told?, truth as f64)));
    if pairs().next().is_none() {
        None
    } else if pairs().any(|(told, truth)| told < truth) {
        Some(LevelVerdict::TooLow)
    } else if pairs().any(|(told, truth)| told > truth) {
        Some(LevelVerdict::TooHigh)
    } else {
        Some(LevelVerdict::Right)
    }
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
