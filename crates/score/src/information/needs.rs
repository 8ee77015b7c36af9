//! What never arrived: facts that the procedures of a seat wait for, that were true, and that nobody told it.
//!
//! Told late and never told are two things: what arrived late has an age and stands among the ages. What a step waits for
//! counts as missing only while the step was never begun: where another condition opened it, nothing was missing.

use super::News;
use crate::moment::seconds;
use crate::readings::key_of;
use crate::truth::{Change, Truth};
use crate::view::View;
use crate::waits::step_path;
use hazdrill_model::{Condition, Scenario, Value};
use hazdrill_record::{EventId, Happening as H};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// As many are listed.
const LISTED: usize = 200;

/// What was so for less than this, milliseconds, could hardly have been told in time. Judgement, unverified.
const LASTING_MS: i64 = 5 * 60_000;

/// A fact that a seat needed, that was true, and that it never learned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeverArrived {
    /// The seat.
    pub seat: String,
    /// The fact, as its procedures name it: without a subject where any will do.
    pub fact: String,
    /// Since when it was true, seconds.
    pub true_since_s: f64,
    /// The event that made it so.
    pub event: EventId,
    /// Steps that waited for it and were never begun, `procedure/step`.
    pub steps: Vec<String>,
    /// The other seat that knew it first, and could have told it; none where nobody knew.
    pub known_by: Option<String>,
    /// The event by which that seat learned it.
    pub known: Option<EventId>,
}

/// What a step waits for.
#[derive(Clone, Copy)]
struct Need<'a> {
    fact: &'a str,
    asked: Asked<'a>,
    procedure: &'a str,
    step: &'a str,
}

/// Which values fulfil a need.
#[derive(Clone, Copy)]
enum Asked<'a> {
    /// Any; of a flag, that it is set.
    Known,
    Believed {
        is: Option<&'a Value>,
        above: Option<f64>,
        below: Option<f64>,
    },
}

impl Need<'_> {
    fn is_met_by(&self, fact: &str, value: &Value) -> bool {
        let same_subject = self.fact == fact || (!self.fact.contains(':') && self.fact == key_of(fact));
        same_subject
            && match self.asked {
                Asked::Known => *value != Value::Flag(false),
                Asked::Believed { is, above, below } => {
                    let number = |limit: Option<f64>, holds: fn(f64, f64) -> bool| {
                        limit.is_none_or(|limit| matches!(value, Value::Number(n) if holds(*n, limit)))
                    };
                    is.is_none_or(|is| is == value) && number(above, |n, l| n > l) && number(below, |n, l| n < l)
                }
            }
    }
}

/// Reads what never arrived.
pub(super) fn read(view: &View<'_>, truth: &Truth, news: &[News<'_>]) -> Vec<NeverArrived> {
    let Some(scenario) = view.scenario else { return Vec::new() };
    let begun = begun(view);
    // By the key of the fact: a need is met by few of all facts.
    let mut learned: BTreeMap<&str, Vec<&News<'_>>> = BTreeMap::new();
    for item in news {
        learned.entry(key_of(&item.learned.fact)).or_default().push(item);
    }
    let mut true_facts: BTreeMap<&str, Vec<(&str, &[Change])>> = BTreeMap::new();
    for (fact, changes) in truth.iter() {
        true_facts.entry(key_of(fact)).or_default().push((fact, changes));
    }
    let end = view.events.iter().filter_map(|e| e.t_ms).max().unwrap_or(0);
    let mut missing: BTreeMap<(String, &str), NeverArrived> = BTreeMap::new();
    for (seat, need) in needs(scenario) {
        if begun.contains(&(seat.as_str(), need.procedure, need.step)) {
            continue;
        }
        let known = learned.get(key_of(need.fact)).map_or(&[][..], Vec::as_slice);
        let mut who_knew = known
            .iter()
            .filter(|item| item.learned.value.as_ref().is_some_and(|value| need.is_met_by(&item.learned.fact, value)));
        if who_knew.clone().any(|item| item.seat == seat) {
            continue;
        }
        let so = true_facts.get(key_of(need.fact)).map_or(&[][..], Vec::as_slice);
        let became = so.iter().filter_map(|(fact, changes)| lasting(&need, fact, changes, end));
        let Some((event, since)) = became.min() else { continue };
        let first = who_knew.next();
        let row = missing.entry((seat.clone(), need.fact)).or_insert_with(|| NeverArrived {
            seat,
            fact: need.fact.to_owned(),
            true_since_s: seconds(since),
            event,
            steps: Vec::new(),
            known_by: first.map(|item| item.seat.to_owned()),
            known: first.map(|item| item.event.seq),
        });
        row.steps.push(step_path(need.procedure, need.step));
    }
    let mut missing: Vec<NeverArrived> = missing.into_values().collect();
    // Those that held up most steps first.
    missing.sort_by(|a, b| b.steps.len().cmp(&a.steps.len()).then(a.event.cmp(&b.event)));
    missing.truncate(LISTED);
    missing
}

/// The event by which a need was met in truth for a while, and since when.
fn lasting(need: &Need<'_>, fact: &str, changes: &[Change], end: i64) -> Option<(EventId, i64)> {
    let mut since: Option<&Change> = None;
    for change in changes {
        let meets = need.is_met_by(fact, &change.value);
        match since {
            Some(begin) if change.t_ms.saturating_sub(begin.t_ms) >= LASTING_MS => break,
            Some(_) if meets => {}
            _ => since = Some(change).filter(|_| meets),
        }
    }
    let begin = since.filter(|begin| end.saturating_sub(begin.t_ms) >= LASTING_MS)?;
    Some((begin.event?, begin.t_ms))
}

/// Steps that their seats began, or forgot: what they waited for was there.
fn begun<'a>(view: &View<'a>) -> BTreeSet<(&'a str, &'a str, &'a str)> {
    let step = |event: &'a hazdrill_record::Event| {
        let (procedure, step) = match &event.what {
            H::Started(s) => (&s.procedure, &s.step),
            H::Done(s) => (&s.procedure, &s.step),
            H::Failed(s) => (&s.procedure, &s.step),
            H::Forgotten(s) => (&s.procedure, &s.step),
            _ => return None,
        };
        Some((event.actor.as_deref()?, &**procedure, &**step))
    };
    view.events.iter().filter_map(step).collect()
}

/// What the posts and crews of a scenario wait for; members of groups are no seats.
fn needs(scenario: &Scenario) -> Vec<(String, Need<'_>)> {
    let mut all = Vec::new();
    for (id, organisation) in &scenario.organisations {
        for (procedure, steps) in &organisation.procedures {
            for step in steps {
                let by = step.by.as_str();
                if !organisation.posts.contains_key(by) && !organisation.crews.contains_key(by) {
                    continue;
                }
                let mut waits_for = Vec::new();
                collect(&step.when, &mut waits_for);
                all.extend(
                    waits_for
                        .into_iter()
                        .map(|(fact, asked)| (format!("{id}/{by}"), Need { fact, asked, procedure, step: &step.step })),
                );
            }
        }
    }
    all
}

/// The facts that a condition waits for: what must be so, not what must not.
fn collect<'a>(condition: &'a Condition, facts: &mut Vec<(&'a str, Asked<'a>)>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| collect(part, facts)),
        Condition::Waited { since, .. } => collect(since, facts),
        Condition::Knows(fact) => facts.push((fact.as_str(), Asked::Known)),
        Condition::Believes { fact, is, above, below } => {
            facts.push((fact.as_str(), Asked::Believed { is: is.as_ref(), above: *above, below: *below }));
        }
        Condition::Not(_) | Condition::Done(_) | Condition::Failed(_) | Condition::Arrived(_) | Condition::Here(_) => {}
    }
}
