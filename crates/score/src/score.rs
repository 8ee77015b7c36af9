//! Targets and what they are worth together.

use crate::metric::{Words, words};
use crate::moment::{Moment, Stamps, path_of, seconds};
use hazdrill_model::{Basis, Id, Target, TargetKind, Text};
use hazdrill_record::EventId;
use serde::Serialize;
use std::collections::BTreeMap;

/// The score of a drill.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// 0 to 100: the weighted mean of the parts; none where no part counts, because nothing was judged then.
    pub total: Option<f64>,
    /// The grade of the total.
    pub grade: Option<Grade>,
    /// One part for each target, in the order of their ids.
    pub parts: Vec<Part>,
}

/// A score with one decimal. Cut and not rounded: 74.97 is no 75, which would be the next grade.
pub fn floored(total: f64) -> f64 {
    (total * 10.0).floor() / 10.0
}

/// A grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Below 60.
    Poor,
    /// From 60.
    Fair,
    /// From 75.
    Good,
    /// From 90.
    Excellent,
}

impl Grade {
    /// The grade of a total.
    pub fn of(total: f64) -> Self {
        match total {
            t if t >= 90.0 => Self::Excellent,
            t if t >= 75.0 => Self::Good,
            t if t >= 60.0 => Self::Fair,
            _ => Self::Poor,
        }
    }

    /// The grade of this word; none where it is none.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "excellent" => Self::Excellent,
            "good" => Self::Good,
            "fair" => Self::Fair,
            "poor" => Self::Poor,
            _ => return None,
        })
    }

    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Excellent => words("优", "excellent"),
            Self::Good => words("良", "good"),
            Self::Fair => words("中", "fair"),
            Self::Poor => words("差", "poor"),
        }
    }
}

/// What one target came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The target.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// 0 to 1; none where it is not counted.
    pub value: Option<f64>,
    /// Full marks up to this, seconds.
    pub target: f64,
    /// No marks from this on, seconds; for a legal target the limit itself.
    pub zero_at: f64,
    /// How long it took, seconds: below zero where the end came before the start; none where it cannot be told.
    pub actual: Option<f64>,
    /// Whether it was met before its clock began: then nobody had to hurry, and the time is below zero.
    pub met_before_start: bool,
    /// Its weight.
    pub weight: f64,
    /// The events at which the clock started and stopped.
    pub evidence: Vec<EventId>,
    /// How it came out.
    pub state: PartState,
    /// The stamp at which the clock starts, as its path below `stamps`.
    pub from: String,
    /// The stamp at which the clock stops.
    pub to: String,
    /// The kind of rule.
    pub kind: TargetKind,
    /// Law, standard or plan.
    pub source: Basis,
    /// Whether the source was checked against the primary text.
    pub verified: bool,
}

/// How a target came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// Within its limit.
    Kept,
    /// Later than its limit.
    Late,
    /// The clock started and never stopped: no marks.
    Never,
    /// The clock never started, or could not stop because there was nothing to do (nobody hurt, no fire): not counted.
    NotApplicable,
    /// Both happened, at least one at an unknown minute: not counted.
    Unknown,
}

impl PartState {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Kept => words("达标", "kept"),
            Self::Late => words("超时", "late"),
            Self::Never => words("未发生", "never came"),
            Self::NotApplicable => words("不适用", "not applicable"),
            Self::Unknown => words("时刻未知", "minute unknown"),
        }
    }
}

/// The value of a time of `actual_ms` under `target`: 1 up to its limit, falling linearly to 0; a step for a legal one.
pub fn value(target: &Target, actual_ms: i64) -> f64 {
    let (limit, zero_at) = (target.limit.ms(), zero_at_ms(target));
    if actual_ms <= limit {
        1.0
    } else if actual_ms >= zero_at {
        0.0
    } else {
        zero_at.saturating_sub(actual_ms) as f64 / zero_at.saturating_sub(limit) as f64
    }
}

fn zero_at_ms(target: &Target) -> i64 {
    let limit = target.limit.ms();
    match (target.kind, target.zero_at) {
        (TargetKind::Legal, _) => limit,
        (_, Some(zero_at)) => zero_at.ms().max(limit),
        (_, None) => limit.saturating_mul(2),
    }
}

/// Scores the targets of a scenario.
pub(crate) fn read(targets: &BTreeMap<Id, Target>, stamps: &Stamps) -> Score {
    let parts: Vec<Part> = targets.iter().map(|(id, target)| part(id, target, stamps)).collect();
    let total = total(&parts);
    Score { total, grade: total.map(Grade::of), parts }
}

/// The score where there is nothing to judge by.
pub(crate) fn none() -> Score {
    Score { total: None, grade: None, parts: Vec::new() }
}

fn part(id: &Id, target: &Target, stamps: &Stamps) -> Part {
    let (from, to) = (stamps.at(&target.from), stamps.at(&target.to));
    let actual_ms = from.zip(to).and_then(|(from, to)| from.ms_until(to));
    let (state, value) = match (from, to, actual_ms) {
        (None, _, _) => (PartState::NotApplicable, None),
        (Some(_), None, _) if !stamps.could_come(&path_of(&target.to)) => (PartState::NotApplicable, None),
        (Some(_), None, _) => (PartState::Never, Some(0.0)),
        (Some(_), Some(_), None) => (PartState::Unknown, None),
        (Some(_), Some(_), Some(ms)) => {
            let state = if ms <= target.limit.ms() { PartState::Kept } else { PartState::Late };
            (state, Some(value(target, ms)))
        }
    };
    Part {
        id: id.to_string(),
        name: target.name.clone().unwrap_or_else(|| Text::new(id, id)),
        value,
        target: target.limit.seconds(),
        zero_at: seconds(zero_at_ms(target)),
        actual: actual_ms.map(seconds),
        met_before_start: actual_ms.is_some_and(|ms| ms < 0),
        weight: target.weight,
        evidence: [from, to].into_iter().flatten().map(|moment: Moment| moment.event).collect(),
        state,
        from: path_of(&target.from),
        to: path_of(&target.to),
        kind: target.kind,
        source: target.source.clone(),
        verified: target.source.is_verified(),
    }
}

/// The weighted mean of the parts that count. Weights are taken as shares of the largest, so that no sum overflows.
fn total(parts: &[Part]) -> Option<f64> {
    let counted = || {
        let weighs = |part: &&Part| part.weight.is_finite() && part.weight > 0.0;
        parts.iter().filter(weighs).filter_map(|part| part.value.map(|value| (part.weight, value)))
    };
    let largest = counted().map(|(weight, _)| weight).reduce(f64::max)?;
    let (mut sum, mut weights) = (0.0, 0.0);
    for (weight, value) in counted() {
        sum += weight / largest * value;
        weights += weight / largest;
    }
    Some((100.0 * sum / weights).clamp(0.0, 100.0))
}
