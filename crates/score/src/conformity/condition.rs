//! A condition over what a seat believed, replayed from its events.

use hazdrill_model::fact::key;
use hazdrill_model::{Condition, FactRef, Id, Step, Value};
use hazdrill_record::{Event, EventId, Happening as H};
use std::collections::{BTreeMap, BTreeSet};

/// What one seat believed, had finished, and where it was, as far as its events show; and the steps that it never began.
pub(super) struct Mind<'a> {
    beliefs: BTreeMap<&'a str, &'a Value>,
    done: BTreeSet<&'a str>,
    failed: BTreeSet<&'a str>,
    place: &'a str,
    /// Whether the holder can act: not hurt, not taken out of the play.
    out: bool,
    steps: Vec<Open<'a>>,
    /// Steps by the key of a fact that their conditions name.
    by_fact: BTreeMap<&'a str, Vec<usize>>,
    /// Steps whose conditions name anything else.
    others: Vec<usize>,
}

/// A step that was never begun.
struct Open<'a> {
    procedure: &'a Id,
    step: &'a Step,
    /// Since when its condition holds, and by which event.
    since: Option<(i64, Option<EventId>)>,
    /// Since when each `waited` within it has its condition, in the order in which they stand.
    timers: Vec<Option<i64>>,
    longest: Option<(i64, i64, Option<EventId>)>,
}

impl<'a> Mind<'a> {
    pub(super) fn new(place: &'a str, steps: &[(&'a Id, &'a Step)]) -> Self {
        let mut by_fact: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut others = Vec::new();
        for (at, (_, step)) in steps.iter().enumerate() {
            let mut facts = BTreeSet::new();
            if names(&step.when, &mut facts) {
                others.push(at);
            }
            for fact in facts {
                by_fact.entry(fact).or_default().push(at);
            }
        }
        let open = |(procedure, step): &(&'a Id, &'a Step)| Open {
            procedure,
            step,
            since: None,
            timers: vec![None; timers(&step.when)],
            longest: None,
        };
        Self {
            beliefs: BTreeMap::new(),
            done: BTreeSet::new(),
            failed: BTreeSet::new(),
            place,
            out: false,
            steps: steps.iter().map(open).collect(),
            by_fact,
            others,
        }
    }

    /// Takes in an event of this seat.
    pub(super) fn take(&mut self, event: &'a Event, t: i64) {
        let touched = match &event.what {
            H::Learned(learned) => {
                let Some(value) = &learned.value else { return };
                let fact = &*learned.fact;
                self.by_fact.get(crate::readings::key_of(fact)).cloned().inspect(|steps| {
                    // A timer may have run out before this changes anything.
                    for step in steps {
                        self.weigh(*step, t, None);
                    }
                    self.beliefs.insert(fact, value);
                })
            }
            H::Done(done) => self.done.insert(&done.step).then(|| self.others.clone()),
            H::Failed(failed) => self.failed.insert(&failed.step).then(|| self.others.clone()),
            H::Arrived(_) | H::Left(_) => {
                self.place = if matches!(event.what, H::Left(_)) { "" } else { event.place.as_deref().unwrap_or("") };
                Some(self.others.clone())
            }
            H::PostEmpty(_) | H::Died(_) => {
                self.out = true;
                Some((0..self.steps.len()).collect())
            }
            _ => None,
        };
        for step in touched.unwrap_or_default() {
            self.weigh(step, t, Some(event.seq));
        }
    }

    /// Weighs a step at an instant; `event` is what changed.
    fn weigh(&mut self, step: usize, t: i64, event: Option<EventId>) {
        let mut timers = std::mem::take(&mut self.steps[step].timers);
        let condition = &self.steps[step].step.when;
        let holds = !self.out && self.holds(condition, t, &mut timers.iter_mut());
        let open = &mut self.steps[step];
        open.timers = timers;
        match (holds, open.since) {
            (true, None) => open.since = Some((t, event)),
            (false, Some(_)) => open.close(t),
            _ => {}
        }
    }

    /// Ends the replay; gives the steps that were ready, each with its longest time.
    pub(super) fn finish(&mut self, end: i64) -> Vec<(&'a Id, &'a Id, (i64, i64, Option<EventId>))> {
        let mut ready = Vec::new();
        for at in 0..self.steps.len() {
            if self.steps[at].since.is_some() {
                self.steps[at].close(end);
            }
            if let Open { procedure, step, longest: Some(longest), .. } = &self.steps[at] {
                ready.push((*procedure, &step.step, *longest));
            }
        }
        ready
    }

    /// Whether a condition holds; `timers` are those of its `waited` parts, in order.
    fn holds<'t>(&self, condition: &Condition, t: i64, timers: &mut impl Iterator<Item = &'t mut Option<i64>>) -> bool {
        match condition {
            // Every part is weighed, so that every timer has its turn.
            Condition::All(parts) => {
                let mut all = true;
                for part in parts {
                    all &= self.holds(part, t, timers);
                }
                all
            }
            Condition::Any(parts) => {
                let mut any = false;
                for part in parts {
                    any |= self.holds(part, t, timers);
                }
                any
            }
            Condition::Not(part) => !self.holds(part, t, timers),
            Condition::Knows(fact) => self.matching(fact).any(|value| *value != Value::Flag(false)),
            Condition::Believes { fact, is, above, below } => self.matching(fact).any(|value| {
                let number = |limit: Option<f64>, holds: fn(f64, f64) -> bool| {
                    limit.is_none_or(|limit| matches!(value, Value::Number(n) if holds(*n, limit)))
                };
                is.as_ref().is_none_or(|is| is == value) && number(*above, |n, l| n > l) && number(*below, |n, l| n < l)
            }),
            Condition::Done(step) => self.done.contains(step.as_str()),
            Condition::Failed(step) => self.failed.contains(step.as_str()),
            Condition::Arrived(crew) => self.beliefs.contains_key(format!("{}:{crew}", key::CREW_AT).as_str()),
            Condition::Here(place) => self.place == place.as_str(),
            Condition::Waited { time, since } => {
                let Some(slot) = timers.next() else { return false };
                let mut begun = *slot;
                let holds = self.holds(since, t, timers);
                begun = if holds { begun.or(Some(t)) } else { None };
                *slot = begun;
                begun.is_some_and(|begun| t.saturating_sub(begun) >= time.ms())
            }
        }
    }

    fn matching<'s>(&'s self, fact: &'s FactRef) -> impl Iterator<Item = &'a Value> + 's {
        let exact = fact.subject().map(|_| fact.as_str());
        let range = self.beliefs.range(fact.key()..).take_while(move |(known, _)| known.starts_with(fact.key()));
        let fits =
            move |known: &str| exact.map_or_else(|| crate::readings::key_of(known) == fact.key(), |e| e == known);
        range.filter(move |(known, _)| fits(known)).map(|(_, value)| *value)
    }
}

impl Open<'_> {
    fn close(&mut self, t: i64) {
        let Some((since, event)) = self.since.take() else { return };
        let ms = t.saturating_sub(since).max(0);
        if self.longest.is_none_or(|(_, longest, _)| ms > longest) {
            self.longest = Some((since, ms, event));
        }
    }
}

/// How many `waited` a condition has.
fn timers(condition: &Condition) -> usize {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(timers).sum(),
        Condition::Not(part) => timers(part),
        Condition::Waited { since, .. } => 1 + timers(since),
        _ => 0,
    }
}

/// Collects the keys of the facts that a condition names; true where it names anything else.
fn names<'a>(condition: &'a Condition, facts: &mut BTreeSet<&'a str>) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            let mut other = false;
            for part in parts {
                other |= names(part, facts);
            }
            other
        }
        Condition::Not(part) => names(part, facts),
        Condition::Waited { since, .. } => names(since, facts),
        Condition::Knows(fact) | Condition::Believes { fact, .. } => {
            facts.insert(fact.key());
            false
        }
        Condition::Arrived(_) => {
            facts.insert(key::CREW_AT);
            false
        }
        Condition::Done(_) | Condition::Failed(_) | Condition::Here(_) => true,
    }
}
