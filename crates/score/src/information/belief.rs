//! Belief against truth: the intervals in which a seat believed what was not so.

use super::News;
use crate::moment::seconds;
use crate::readings::key_of;
use crate::truth::{Change, Truth, agrees, at_first};
use crate::view::View;
use hazdrill_model::Value;
use hazdrill_record::EventId;
use serde::Serialize;
use std::collections::BTreeMap;

/// As many intervals are listed.
const LISTED: usize = 50;
/// As many rows of totals are listed.
const TOTALS: usize = 200;

/// An interval in which a seat believed of a fact what was not so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FalseBelief {
    /// The seat.
    pub seat: String,
    /// The fact.
    pub fact: String,
    /// What was believed.
    pub believed: Value,
    /// What was so when the interval began.
    pub truth: Option<Value>,
    /// When it began.
    pub from_s: f64,
    /// When it ended: the belief or the truth changed, or the record ended.
    pub until_s: f64,
    /// How long it lasted.
    pub s: f64,
    /// The event by which the seat came to believe it.
    pub learned: EventId,
    /// The event that had made the truth; none where it was so from the start.
    pub became: Option<EventId>,
}

/// How long in all a seat believed of the facts of one class what was not so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FalseTotal {
    /// The class: the key of a fact, without its subject.
    pub fact: String,
    /// The seat.
    pub seat: String,
    /// How long in all, seconds; facts of several subjects are added up.
    pub s: f64,
    /// In how many intervals.
    pub intervals: u64,
    /// The event by which the longest of them was believed.
    pub worst: EventId,
}

struct Wrong<'a> {
    seat: &'a str,
    fact: &'a str,
    believed: &'a Value,
    truth: Option<Value>,
    from: i64,
    until: i64,
    learned: EventId,
    became: Option<EventId>,
}

impl Wrong<'_> {
    fn ms(&self) -> i64 {
        self.until.saturating_sub(self.from)
    }
}

/// Reads the false beliefs of a record and what they come to by fact and seat.
pub(super) fn read(view: &View<'_>, truth: &Truth, news: &[News<'_>]) -> (Vec<FalseBelief>, Vec<FalseTotal>) {
    let Some(end) = view.events.iter().filter_map(|e| e.t_ms).max() else { return (Vec::new(), Vec::new()) };
    let mut beliefs: BTreeMap<(&str, &str), Vec<(i64, &Value, EventId)>> = BTreeMap::new();
    for News { seat, event, learned } in news {
        if let (Some(t), Some(value)) = (event.t_ms, &learned.value) {
            beliefs.entry((seat, &learned.fact)).or_default().push((t, value, event.seq));
        }
    }
    let mut longest: Vec<Wrong<'_>> = Vec::new();
    let mut totals: BTreeMap<(&str, &str), (i64, u64, i64, EventId)> = BTreeMap::new();
    for ((seat, fact), held) in &beliefs {
        let Some(changes) = truth.of(fact) else { continue };
        for (n, (from, believed, learned)) in held.iter().enumerate() {
            let until = held.get(n + 1).map_or(end, |(next, _, _)| *next).max(*from);
            for (truth, from, until, became) in wrong_between(fact, believed, changes, *from, until) {
                let wrong = Wrong { seat, fact, believed, truth, from, until, learned: *learned, became };
                let (sum, intervals, worst, event) = totals.entry((key_of(fact), seat)).or_default();
                *sum = sum.saturating_add(wrong.ms());
                *intervals += 1;
                if wrong.ms() > *worst {
                    (*worst, *event) = (wrong.ms(), wrong.learned);
                }
                let at = longest.partition_point(|other| other.ms() >= wrong.ms());
                if at < LISTED {
                    longest.insert(at, wrong);
                    longest.truncate(LISTED);
                }
            }
        }
    }
    let mut totals: Vec<FalseTotal> = totals
        .into_iter()
        .map(|((fact, seat), (ms, intervals, _, worst))| FalseTotal {
            fact: fact.to_owned(),
            seat: seat.to_owned(),
            s: seconds(ms),
            intervals,
            worst,
        })
        .collect();
    totals.sort_by(|a, b| b.s.total_cmp(&a.s));
    totals.truncate(TOTALS);
    (longest.into_iter().map(listed).collect(), totals)
}

/// When between `from_ms` and `until_ms` what was believed of a fact was not so, in stretches from begin to end: by the rule
/// of the evaluation, so that whoever shows beliefs marks as wrong what counts as wrong.
pub fn wrong_stretches(
    fact: &str,
    believed: &Value,
    changes: &[Change],
    from_ms: i64,
    until_ms: i64,
) -> Vec<(i64, i64)> {
    let stretches = wrong_between(fact, believed, changes, from_ms, until_ms).into_iter();
    stretches.map(|(_, from, until, _)| (from, until)).collect()
}

/// A stretch in which a belief was wrong: the truth at its begin, from, until, the event that made that truth.
type Stretch = (Option<Value>, i64, i64, Option<EventId>);

/// The stretches within `from..until` in which `believed` was not so, neighbours joined.
fn wrong_between(fact: &str, believed: &Value, changes: &[Change], from: i64, until: i64) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let first = changes.partition_point(|change| change.t_ms <= from);
    let mut begin = from;
    for at in first..=changes.len() {
        let end = changes.get(at).map_or(until, |change| change.t_ms.min(until));
        let so = at.checked_sub(1).map(|before| &changes[before]);
        let value = so.map_or_else(|| at_first(fact), |change| Some(change.value.clone()));
        // Where nothing is known of the truth yet, nobody is wrong.
        let is_wrong = value.as_ref().is_some_and(|value| !agrees(fact, believed, value));
        if is_wrong && end > begin {
            match stretches.last_mut() {
                Some(last) if last.2 == begin => last.2 = end,
                _ => stretches.push((value, begin, end, so.and_then(|change| change.event))),
            }
        }
        begin = end;
        if end >= until {
            break;
        }
    }
    stretches
}

fn listed(wrong: Wrong<'_>) -> FalseBelief {
    FalseBelief {
        seat: wrong.seat.to_owned(),
        fact: wrong.fact.to_owned(),
        believed: wrong.believed.clone(),
        s: seconds(wrong.ms()),
        from_s: seconds(wrong.from),
        until_s: seconds(wrong.until),
        truth: wrong.truth,
        learned: wrong.learned,
        became: wrong.became,
    }
}
