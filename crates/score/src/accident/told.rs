//! What was declared, believed and reported of the casualties, beside the truth of that moment.

use super::course::{Belief, level_of};
use super::{CasualtyBelief, CasualtyReport, Course, LevelCall, LevelVerdict};
use crate::ledger::{Index, same_fact};
use crate::moment::seconds;
use hazdrill_model::{FactRef, Value};
use hazdrill_record::{EventId, Happening as H, Told};

impl Course<'_> {
    pub(super) fn levels(&self, index: &Index<'_>) -> Vec<LevelCall> {
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

    pub(super) fn told_beliefs(&self) -> Vec<CasualtyBelief> {
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

/// Whether the message carries one of these facts, and the sum of the numbers that it gives for them.
fn carried(facts: &[FactRef], with: &[Told]) -> (bool, Option<f64>) {
    let told = || with.iter().filter(|told| facts.iter().any(|fact| same_fact(fact, &told.fact)));
    let numbers = told().filter_map(|told| match told.value {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    });
    (told().next().is_some(), numbers.reduce(|a, b| a + b))
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
