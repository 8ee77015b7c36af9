//! Conditions over a mind: whether one holds, since when, because of what, and when a timer in it will turn.

use super::belief::{Belief, FactKey, Mind};
use crate::kernel::{Id, Why};
use hazdrill_model::Value;
use hazdrill_units::{SimDuration, SimTime};
use serde::{Deserialize, Serialize};

/// A fact, about one subject or about any.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// Row of the list of facts.
    pub fact: u16,
    /// The subject; `None` means any.
    pub subject: Option<Id>,
}

impl Pattern {
    /// The beliefs that match.
    pub fn matches<'a>(&self, mind: &'a Mind) -> impl Iterator<Item = (FactKey, &'a Belief)> + use<'a> {
        let Self { fact, subject } = *self;
        mind.beliefs
            .starting_at(FactKey { fact, subject })
            .take_while(move |(key, _)| key.fact == fact && (subject.is_none() || key.subject == subject))
    }

    /// The belief that matches and is newest.
    pub fn newest<'a>(&self, mind: &'a Mind) -> Option<(FactKey, &'a Belief)> {
        self.matches(mind).max_by_key(|(key, belief)| (belief.as_of, core::cmp::Reverse(*key)))
    }
}

/// A test of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Anything but a flag that is believed not to be set.
    Known,
    /// Equal.
    Is(Value),
    /// A number above.
    Above(f64),
    /// A number below.
    Below(f64),
}

impl Test {
    fn passes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Known, value) => *value != Value::Flag(false),
            (Self::Is(wanted), value) => wanted == value,
            (Self::Above(limit), Value::Number(n)) => n > limit,
            (Self::Below(limit), Value::Number(n)) => n < limit,
            (Self::Above(_) | Self::Below(_), _) => false,
        }
    }
}

/// A condition, compiled for one actor.
#[derive(Clone, Debug, PartialEq)]
pub enum Cond {
    /// Every one.
    All(Vec<Cond>),
    /// At least one.
    Any(Vec<Cond>),
    /// Not.
    Not(Box<Cond>),
    /// A belief that passes a test.
    Believes(Pattern, Test),
    /// A step of one's own is done.
    Done(u16),
    /// A step of one's own was given up.
    Failed(u16),
    /// One's own place.
    Here(Id),
    /// A time since another condition turned true.
    Waited(SimDuration, Box<Cond>),
    /// Never: it asks after a step that somebody else takes.
    Never,
}

impl Cond {
    fn has_timer(&self) -> bool {
        match self {
            Self::All(all) | Self::Any(all) => all.iter().any(Self::has_timer),
            Self::Not(one) => one.has_timer(),
            Self::Waited(..) => true,
            Self::Believes(..) | Self::Done(_) | Self::Failed(_) | Self::Here(_) | Self::Never => false,
        }
    }
}

/// Why and since when a condition holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Holds {
    /// Since when.
    pub since: SimTime,
    /// Because of what, the binding event first.
    pub why: Why,
}

/// Weighs a condition. `turns` is lowered to the earliest later instant at which a timer in it may change the answer.
pub fn weigh(cond: &Cond, mind: &Mind, now: SimTime, turns: &mut Option<SimTime>) -> Option<Holds> {
    let since = holds_since(cond, mind, now, turns)?;
    let mut why = Why::new();
    add_causes(cond, mind, now, &mut why);
    why.sort_unstable_by(|a, b| b.cmp(a));
    why.dedup();
    Some(Holds { since, why })
}

/// Since when a condition holds; none where it does not. `turns` as for [`weigh`], which costs more.
pub(super) fn holds_since(cond: &Cond, mind: &Mind, now: SimTime, turns: &mut Option<SimTime>) -> Option<SimTime> {
    match cond {
        Cond::All(all) => {
            let mut whole = Some(SimTime::ZERO);
            for one in all {
                // Where one does not hold, the rest matters for its timers only.
                if whole.is_none() && !one.has_timer() {
                    continue;
                }
                let part = holds_since(one, mind, now, turns);
                whole = whole.zip(part).map(|(whole, part)| whole.max(part));
            }
            whole
        }
        Cond::Any(any) => any.iter().filter_map(|one| holds_since(one, mind, now, turns)).min(),
        Cond::Not(one) => holds_since(one, mind, now, turns).is_none().then_some(SimTime::ZERO),
        Cond::Believes(pattern, test) => first_belief(*pattern, test, mind).map(|belief| belief.learned),
        Cond::Done(step) => mind.outcomes.get(step).and_then(|o| o.done).map(|(t, _)| t),
        Cond::Failed(step) => mind.outcomes.get(step).and_then(|o| o.failed).map(|(t, _)| t),
        Cond::Here(place) => (mind.here == *place).then_some(mind.here_since.0),
        Cond::Waited(time, armed_by) => {
            let ripe = holds_since(armed_by, mind, now, turns)? + *time;
            if now >= ripe {
                return Some(ripe);
            }
            *turns = Some(turns.map_or(ripe, |t| t.min(ripe)));
            None
        }
        Cond::Never => None,
    }
}

/// What a condition lacks that does not hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lack {
    /// A belief that is not there, or is another.
    Belief(Pattern),
    /// A belief that is there and should not be.
    Contrary(Pattern),
    /// A step of one's own.
    Step(u16),
    /// Only time.
    Time,
}

/// Collects what keeps a condition from holding: of alternatives, what the first of the file lacks.
pub fn lacks(cond: &Cond, mind: &Mind, now: SimTime, out: &mut Vec<Lack>) {
    if holds_since(cond, mind, now, &mut None).is_some() {
        return;
    }
    match cond {
        Cond::All(all) => all.iter().for_each(|one| lacks(one, mind, now, out)),
        Cond::Any(any) => any.iter().take(1).for_each(|one| lacks(one, mind, now, out)),
        Cond::Not(one) => contraries(one, out),
        Cond::Believes(pattern, _) => out.push(Lack::Belief(*pattern)),
        Cond::Done(step) | Cond::Failed(step) => out.push(Lack::Step(*step)),
        Cond::Waited(_, armed_by) => {
            let before = out.len();
            lacks(armed_by, mind, now, out);
            if out.len() == before {
                out.push(Lack::Time);
            }
        }
        Cond::Here(_) | Cond::Never => {}
    }
}

fn contraries(cond: &Cond, out: &mut Vec<Lack>) {
    match cond {
        Cond::All(all) | Cond::Any(all) => all.iter().for_each(|one| contraries(one, out)),
        Cond::Not(one) | Cond::Waited(_, one) => contraries(one, out),
        Cond::Believes(pattern, _) => out.push(Lack::Contrary(*pattern)),
        Cond::Done(_) | Cond::Failed(_) | Cond::Here(_) | Cond::Never => {}
    }
}

/// Adds the causes of a condition that holds: of alternatives, those of the one that has held longest.
fn add_causes(cond: &Cond, mind: &Mind, now: SimTime, why: &mut Why) {
    match cond {
        Cond::All(all) => all.iter().for_each(|one| add_causes(one, mind, now, why)),
        Cond::Any(any) => {
            let holding = any.iter().filter_map(|one| holds_since(one, mind, now, &mut None).map(|t| (t, one)));
            // Of several, the first of the file.
            if let Some((_, first)) = holding.min_by_key(|(t, _)| *t) {
                add_causes(first, mind, now, why);
            }
        }
        Cond::Believes(pattern, test) => why.extend(first_belief(*pattern, test, mind).map(|belief| belief.because)),
        Cond::Done(step) => why.extend(mind.outcomes.get(step).and_then(|o| o.done).map(|(_, event)| event)),
        Cond::Failed(step) => why.extend(mind.outcomes.get(step).and_then(|o| o.failed).map(|(_, event)| event)),
        Cond::Here(_) => why.extend(mind.here_since.1),
        Cond::Waited(_, armed_by) => add_causes(armed_by, mind, now, why),
        Cond::Not(_) | Cond::Never => {}
    }
}

/// The belief that passed a test first.
fn first_belief<'a>(pattern: Pattern, test: &Test, mind: &'a Mind) -> Option<&'a Belief> {
    let passing = pattern.matches(mind).map(|(_, belief)| belief).filter(|belief| test.passes(&belief.value));
    passing.min_by_key(|belief| (belief.learned, belief.because))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kind;
    use hazdrill_record::EventId;

    const ME: Id = Id { kind: Kind::Actor, rank: 0 };
    const LAB: Id = Id { kind: Kind::Place, rank: 0 };

    fn mind(beliefs: &[(u16, Option<Id>, Value, i64, EventId)]) -> Mind {
        let mut mind = Mind::at(LAB);
        for (fact, subject, value, learned, because) in beliefs {
            let learned = SimTime::from_ms(*learned);
            let belief =
                Belief { value: value.clone(), as_of: learned, learned, origin: ME, hops: 0, because: *because };
            mind.beliefs.insert(FactKey { fact: *fact, subject: *subject }, belief);
        }
        mind
    }

    fn knows(fact: u16) -> Cond {
        Cond::Believes(Pattern { fact, subject: None }, Test::Known)
    }

    fn at(cond: &Cond, mind: &Mind, now: i64) -> (Option<Holds>, Option<SimTime>) {
        let mut turns = None;
        (weigh(cond, mind, SimTime::from_ms(now), &mut turns), turns)
    }

    #[test]
    fn all_names_every_cause_with_the_newest_first() {
        let mind = mind(&[(0, None, Value::Flag(true), 10, 4), (1, None, Value::Number(3.0), 20, 9)]);
        let (holds, _) = at(&Cond::All(vec![knows(0), knows(1), Cond::Not(Box::new(knows(2)))]), &mind, 30);
        assert_eq!(holds, Some(Holds { since: SimTime::from_ms(20), why: vec![9, 4] }));
    }

    #[test]
    fn any_takes_the_branch_that_turned_true_first() {
        let mind = mind(&[(0, None, Value::Flag(true), 50, 7), (1, Some(LAB), Value::Number(3.0), 20, 9)]);
        let (holds, _) = at(&Cond::Any(vec![knows(0), knows(1)]), &mind, 60);
        assert_eq!(holds.map(|h| h.why), Some(vec![9]));
    }

    #[test]
    fn a_flag_believed_false_is_not_known() {
        let mind = mind(&[(0, None, Value::Flag(false), 10, 4)]);
        assert_eq!(at(&knows(0), &mind, 20).0, None);
    }

    #[test]
    fn a_timer_says_when_it_turns_and_its_cause_is_what_armed_it() {
        let mind = mind(&[(0, None, Value::Flag(true), 10, 4)]);
        let cond = Cond::Waited(SimDuration::from_ms(100), Box::new(knows(0)));
        assert_eq!(at(&cond, &mind, 20), (None, Some(SimTime::from_ms(110))));
        assert_eq!(at(&cond, &mind, 110).0, Some(Holds { since: SimTime::from_ms(110), why: vec![4] }));
    }
}
