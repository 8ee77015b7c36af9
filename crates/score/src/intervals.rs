//! The ten intervals that tell most about a drill.
//!
//! The targets of the scenario come first, those that cost most before those that were kept; then intervals that every
//! response has, in their order, where no target spans the same two readings.

use crate::metric::{Words, words};
use crate::moment::{EXPLOSION, FIRST, Stamps, seconds};
use crate::score::{Part, PartState, Score};
use hazdrill_model::{Basis, Text};
use hazdrill_record::EventId;
use serde::Serialize;

/// How many intervals an evaluation lists.
const LISTED: usize = 10;

/// An interval between two readings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The target behind it; for an interval without target, from which reading to which.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The reading at which it begins, as the path of its stamp; `first` in place of an organisation is the earliest of all.
    pub from: String,
    /// The reading at which it ends.
    pub to: String,
    /// How long it was, seconds; none where an end never came or has no known minute.
    pub actual_s: Option<f64>,
    /// Whether its end came before its begin: then the time is below zero.
    pub met_before_start: bool,
    /// How long it may be, seconds; none without a target.
    pub target_s: Option<f64>,
    /// Actual less target, seconds; none where it was met before its clock began.
    pub deviation_s: Option<f64>,
    /// How it came out; without a target `kept` and `late` do not occur, and none means that both ends are known.
    pub state: Option<PartState>,
    /// Law, standard or plan behind the target.
    pub source: Option<Basis>,
    /// Whether the source was checked against the primary text.
    pub verified: Option<bool>,
    /// The events at both ends.
    pub evidence: Vec<EventId>,
}

/// An end of a standard interval.
#[derive(Clone, Copy)]
enum End {
    /// A stamp of the incident.
    Of(&'static str),
    /// The organisation that was first.
    First(&'static str),
    /// The first explosion.
    Explosion,
}
use End::{Explosion, First, Of};

/// Intervals that every response has, in their order.
const STANDARD: &[(Words, End, End)] = &[
    (words("发现至首个组织接警", "detection to first alarm"), Of("t1_detection"), First("t3_alarm")),
    (words("接警至调派", "alarm to dispatch"), First("t3_alarm"), First("t4_dispatch")),
    (words("调派至出动", "dispatch to turnout"), First("t4_dispatch"), First("t5_turnout")),
    (words("出动至到场", "turnout to arrival"), First("t5_turnout"), First("t6_arrival")),
    (words("到场至指挥部成立", "arrival to headquarters"), First("t6_arrival"), Of("t12_headquarters")),
    (words("指挥部成立至方案批准", "headquarters to plan"), Of("t12_headquarters"), Of("t13_plan_approved")),
    (words("发现至疏散指令", "detection to evacuation order"), Of("t1_detection"), Of("t14_evacuation_order")),
    (words("爆炸至首名获救", "explosion to first rescued"), Explosion, Of("t16_first_rescued")),
    (words("首名获救至首名送达", "first rescued to hospital"), Of("t16_first_rescued"), Of("t18_first_at_hospital")),
    (words("发现至泄漏止住", "detection to leak stopped"), Of("t1_detection"), Of("t19_leak_stopped")),
    (words("到场至明火扑灭", "arrival to fire out"), First("t6_arrival"), Of("t19_fire_out")),
    (words("发现至报告县级", "detection to report to county"), Of("t1_detection"), Of("t21_report_county")),
    (words("发现至信息发布", "detection to public release"), Of("t1_detection"), Of("t22_public_release")),
    (words("泄漏至险情解除", "release to all clear"), Of("t0_release"), Of("t23_all_clear")),
];

impl End {
    fn path(self) -> String {
        match self {
            Of(id) => id.to_owned(),
            First(id) => format!("{id}.{FIRST}"),
            Explosion => EXPLOSION.to_owned(),
        }
    }
}

/// The most telling intervals, the most telling first.
pub(crate) fn read(score: &Score, stamps: &Stamps) -> Vec<Interval> {
    // A clock that never started, or had nothing to stop for, tells nothing.
    let mut parts: Vec<&Part> = score.parts.iter().filter(|p| p.state != PartState::NotApplicable).collect();
    // A stable sort: equals stay in the order of their ids.
    parts.sort_by(|a, b| lost(b).total_cmp(&lost(a)).then(used_up(b).total_cmp(&used_up(a))));
    let mut intervals: Vec<Interval> = parts.into_iter().map(of_target).collect();
    for (name, from, to) in STANDARD {
        let Some(interval) = standard(*name, *from, *to, stamps) else { continue };
        let spans = |i: &Interval| i.evidence == interval.evidence && base(&i.to) == base(&interval.to);
        if !intervals.iter().any(spans) {
            intervals.push(interval);
        }
    }
    intervals.truncate(LISTED);
    intervals
}

/// A stamp without its organisation.
fn base(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// Marks that a target cost, weighted.
fn lost(part: &Part) -> f64 {
    part.value.map_or(0.0, |value| part.weight * (1.0 - value))
}

/// The share of its limit that an interval used up; one that never ended used up all there is.
fn used_up(part: &Part) -> f64 {
    match part.actual {
        Some(actual) => actual / part.target.max(0.001),
        None if part.state == PartState::Never => f64::INFINITY,
        None => f64::NEG_INFINITY,
    }
}

fn of_target(part: &Part) -> Interval {
    Interval {
        id: part.id.clone(),
        name: part.name.clone(),
        from: part.from.clone(),
        to: part.to.clone(),
        actual_s: part.actual,
        met_before_start: part.met_before_start,
        target_s: Some(part.target),
        deviation_s: part.actual.filter(|_| !part.met_before_start).map(|actual| actual - part.target),
        state: Some(part.state),
        source: Some(part.source.clone()),
        verified: Some(part.verified),
        evidence: part.evidence.clone(),
    }
}

/// An interval without target; none where it never began, or there was nothing to do.
fn standard(name: Words, from: End, to: End, stamps: &Stamps) -> Option<Interval> {
    let begin = stamps.at_path(&from.path())?;
    let end = stamps.at_path(&to.path());
    if end.is_none() && !stamps.could_come(&to.path()) {
        return None;
    }
    let ms = end.and_then(|end| begin.ms_until(end));
    Some(Interval {
        id: format!("{}-{}", from.path(), to.path()),
        name: Text::new(name.zh, name.en),
        from: from.path(),
        to: to.path(),
        actual_s: ms.map(seconds),
        met_before_start: ms.is_some_and(|ms| ms < 0),
        target_s: None,
        deviation_s: None,
        state: match (end, ms) {
            (None, _) => Some(PartState::Never),
            (Some(_), None) => Some(PartState::Unknown),
            (Some(_), Some(_)) => None,
        },
        source: None,
        verified: None,
        evidence: std::iter::once(begin).chain(end).map(|moment| moment.event).collect(),
    })
}
