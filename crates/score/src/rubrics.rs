//! Rubrics against a record: every item with its answer, why, and on what evidence.

use crate::clocks::ClockOutcome;
use crate::evaluation::Evaluation;
use crate::formula::{Answered, Judge, Verdict};
use crate::ledger::Ledger;
use crate::metric::{Words, words};
use crate::moment::{Moment, seconds};
use crate::reason::Reason;
use hazdrill_model::{Band, Basis, Id, Item, Rubric, Scale, Text};
use hazdrill_record::EventId;
use serde::Serialize;

/// What came of one rubric.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RubricOutcome {
    /// The rubric.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// How an item is answered.
    pub scale: Scale,
    /// 0 to 100: the weighted mean of the items that were answered yes or no; none where none was.
    pub total: Option<f64>,
    /// The band of the total, where the rubric has bands; no better than its caps allow.
    pub grade: Option<BandName>,
    /// The band that the total alone would give, where a cap keeps the grade below it.
    pub by_total: Option<BandName>,
    /// The caps that hold, the strictest first, whether or not they lower the grade.
    pub caps: Vec<CapOutcome>,
    /// How many items were answered how.
    pub counts: Counts,
    /// The classes in the order of their ids.
    pub classes: Vec<ClassOutcome>,
    /// The items in the order of their ids.
    pub items: Vec<ItemOutcome>,
    /// The standard or plan that it follows.
    pub source: Basis,
    /// Whether that was checked against the primary text.
    pub verified: bool,
}

/// A band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BandName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// A cap that holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CapOutcome {
    /// The best band that can be reached.
    pub at_most: BandName,
    /// Why.
    pub reason: Text,
    /// The events on which that rests.
    pub evidence: Vec<EventId>,
    /// Standard, plan or judgement.
    pub source: Basis,
    /// Whether that was checked against the primary text.
    pub verified: bool,
}

/// How many items were answered how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Yes.
    pub yes: u64,
    /// No.
    pub no: u64,
    /// There was nothing to do.
    pub not_applicable: u64,
    /// It hangs on a minute that nobody knows.
    pub unknown: u64,
    /// A record cannot tell.
    pub not_judged: u64,
}

/// What came of one class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassOutcome {
    /// The class.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its number in the standard.
    pub clause: Option<String>,
    /// 0 to 100, as the total, of its items alone.
    pub total: Option<f64>,
    /// How many of its items were answered how.
    pub counts: Counts,
}

/// What came of one item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemOutcome {
    /// The item.
    pub id: String,
    /// Its class.
    pub class: String,
    /// The question.
    pub text: Text,
    /// The answer.
    pub answer: Answer,
    /// 0 to 1; none where it is not counted.
    pub value: Option<f64>,
    /// The band of the value, on the scale `rated`.
    pub rating: Option<String>,
    /// Its weight.
    pub weight: f64,
    /// How long it took, seconds, where a limit was asked about.
    pub took_s: Option<f64>,
    /// Between which moments that was.
    #[serde(skip)]
    pub ends: Option<(Moment, Moment)>,
    /// Whether it was met before its clock began: then nobody had to hurry, and the time is below zero.
    pub met_before_start: bool,
    /// That limit, seconds.
    pub limit_s: Option<f64>,
    /// Why, where the answer does not say it all.
    pub reason: Option<Reason>,
    /// The events on which the answer rests.
    pub evidence: Vec<EventId>,
    /// Standard, law or plan.
    pub source: Basis,
    /// Whether it was checked against the primary text.
    pub verified: bool,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// There was nothing to do.
    NotApplicable,
    /// It hangs on a minute that nobody knows.
    Unknown,
    /// A record cannot tell: a person has to.
    NotJudged,
}

impl Answer {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Yes => words("是", "yes"),
            Self::No => words("否", "no"),
            Self::NotApplicable => words("不适用", "not applicable"),
            Self::Unknown => words("时刻未知", "minute unknown"),
            Self::NotJudged => words("未评估", "not judged"),
        }
    }
}

impl Counts {
    fn add(&mut self, answer: Answer) {
        *match answer {
            Answer::Yes => &mut self.yes,
            Answer::No => &mut self.no,
            Answer::NotApplicable => &mut self.not_applicable,
            Answer::Unknown => &mut self.unknown,
            Answer::NotJudged => &mut self.not_judged,
        } += 1;
    }

    fn of<'a>(items: impl Iterator<Item = &'a ItemOutcome>) -> Self {
        let mut counts = Self::default();
        items.for_each(|item| counts.add(item.answer));
        counts
    }
}

/// Judges by every rubric, in the order of their ids.
pub(crate) fn read(ledger: &Ledger<'_>, evaluation: &Evaluation, clocks: &[ClockOutcome]) -> Vec<RubricOutcome> {
    let rubrics = ledger.standards.rubrics.iter();
    rubrics.map(|(id, rubric)| outcome(id, rubric, Judge::new(ledger, evaluation, clocks, rubric))).collect()
}

fn outcome(id: &Id, rubric: &Rubric, mut judge: Judge<'_>) -> RubricOutcome {
    let items: Vec<ItemOutcome> =
        rubric.items.iter().map(|(id, item)| answered(rubric, id, item, judge.item(id))).collect();
    let total = total(items.iter());
    let caps = caps(rubric, &mut judge);
    let by_total = total.and_then(|total| band(&rubric.bands, total));
    let (grade, by_total) = match caps.first().zip(by_total.as_ref()) {
        Some((cap, reached)) if rank(rubric, &cap.at_most) < rank(rubric, reached) => {
            (Some(cap.at_most.clone()), by_total)
        }
        _ => (by_total, None),
    };
    let class = |(id, class): (&Id, &hazdrill_model::Class)| {
        let own = || items.iter().filter(|item| item.class == **id);
        ClassOutcome {
            id: id.to_string(),
            name: class.name.clone(),
            clause: class.clause.clone(),
            total: self::total(own()),
            counts: Counts::of(own()),
        }
    };
    RubricOutcome {
        id: id.to_string(),
        name: rubric.name.clone(),
        scale: rubric.scale,
        total,
        grade,
        by_total,
        caps,
        counts: Counts::of(items.iter()),
        classes: rubric.classes.iter().map(class).collect(),
        items,
        source: rubric.source.clone(),
        verified: rubric.source.is_verified(),
    }
}

fn answered(rubric: &Rubric, id: &Id, item: &Item, answered: Answered) -> ItemOutcome {
    let rated = (rubric.scale == Scale::Rated).then_some(answered.value).flatten();
    ItemOutcome {
        id: id.to_string(),
        class: item.class.to_string(),
        text: item.text.clone(),
        answer: match answered.verdict {
            Verdict::Yes => Answer::Yes,
            Verdict::No => Answer::No,
            Verdict::NotApplicable => Answer::NotApplicable,
            Verdict::Unknown => Answer::Unknown,
            Verdict::NotJudged => Answer::NotJudged,
        },
        value: answered.value,
        rating: rated.and_then(|value| band(&rubric.bands, 100.0 * value)).map(|band| band.id),
        weight: item.weight,
        took_s: answered.took_ms.map(seconds),
        ends: answered.ends,
        met_before_start: answered.took_ms.is_some_and(|ms| ms < 0),
        limit_s: answered.limit_ms.map(seconds),
        reason: answered.reason,
        evidence: answered.evidence,
        source: item.source.clone(),
        verified: item.source.is_verified(),
    }
}

/// The caps that hold, the strictest first. What cannot be told caps nothing.
fn caps(rubric: &Rubric, judge: &mut Judge<'_>) -> Vec<CapOutcome> {
    let mut held: Vec<CapOutcome> = Vec::new();
    for cap in &rubric.caps {
        let Some(band) = rubric.bands.iter().find(|band| band.id == cap.at_most) else { continue };
        let answered = judge.formula(&cap.when);
        if answered.verdict == Verdict::Yes {
            held.push(CapOutcome {
                at_most: BandName { id: band.id.to_string(), name: band.name.clone() },
                reason: cap.reason.clone(),
                evidence: answered.evidence,
                source: cap.source.clone(),
                verified: cap.source.is_verified(),
            });
        }
    }
    // Stable: equals stay in the order of the rubric.
    held.sort_by(|a, b| rank(rubric, &a.at_most).total_cmp(&rank(rubric, &b.at_most)));
    held
}

/// Where a band stands: from which total on it is reached.
fn rank(rubric: &Rubric, band: &BandName) -> f64 {
    rubric.bands.iter().find(|other| *other.id == *band.id).map_or(0.0, |band| band.from)
}

/// The weighted mean of the items that count. Weights are taken as shares of the largest, so that no sum overflows.
fn total<'a>(items: impl Iterator<Item = &'a ItemOutcome> + Clone) -> Option<f64> {
    let counted = || items.clone().filter(|item| item.weight.is_finite() && item.weight > 0.0 && item.value.is_some());
    let largest = counted().map(|item| item.weight).reduce(f64::max)?;
    let (mut sum, mut weights) = (0.0, 0.0);
    for item in counted() {
        let share = item.weight / largest;
        sum += share * item.value.unwrap_or(0.0);
        weights += share;
    }
    Some((100.0 * sum / weights).clamp(0.0, 100.0))
}

/// The highest band that `total` reaches.
fn band(bands: &[Band], total: f64) -> Option<BandName> {
    let reached = bands.iter().filter(|band| total >= band.from);
    let best = reached.max_by(|a, b| a.from.total_cmp(&b.from))?;
    Some(BandName { id: best.id.to_string(), name: best.name.clone() })
}
