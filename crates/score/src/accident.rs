//! The grade of the accident by its casualties, beside what the seats believed, reported and declared at the time.
//!
//! The truth is in the events `injured` and `died`; what somebody believed is in `learned`; what they did with it is in the
//! reports and in the declared levels. A drill knows no losses in money: the grade is that of the casualties alone.

mod course;
mod told;

pub(crate) use course::Course;

use crate::ledger::Index;
use crate::moment::seconds;
use course::level_of;
use hazdrill_model::{Basis, Text};
use hazdrill_record::EventId;
use serde::Serialize;

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

impl CasualtyReport {
    /// Whether fewer were told than the one who told them believed: that is no error but a false report.
    pub fn is_understated(&self) -> bool {
        let pairs = [self.dead, self.serious].into_iter().zip(self.believed);
        pairs.into_iter().any(|(told, believed)| told.zip(believed).is_some_and(|(told, believed)| told < believed))
    }
}

impl Course<'_> {
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
}
