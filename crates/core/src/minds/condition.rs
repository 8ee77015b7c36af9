//! Conditions over a mind: whether one holds, since when, because of what, and when a timer in it will turn.

use super::belief::{Belief, FactKey, Mind};
use crate::kernel::{Id, Why};
use hazdrill_model::Value;
use hazdrill_record::EventId;
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
        let wanted = self.subject;
        mind.about(self.fact).filter(move |(key, _)| wanted.is_none() || key.subject == wanted)
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
    match cond {
        Cond::All(all) => {
            let mut whole = Holds { since: SimTime::ZERO, why: Why::new() };
            let mut fails = false;
            for one in all {
                match weigh(one, mind, now, turns) {
                    Some(part) if !fails => {
                        whole.since = whole.since.max(part.since);
                        whole.why.extend(part.why);
                    }
                    Some(_) => {}
                    None => fails = true,
                }
            }
            whole.why.sort_unstable_by(|a, b| b.cmp(a));
            whole.why.dedup();
            (!fails).then_some(whole)
        }
        Cond::Any(any) => any
            .iter()
            .filter_map(|one| weigh(one, mind, now, turns))
            .reduce(|best, next| if next.since < best.since { next } else { best }),
        Cond::Not(one) => match weigh(one, mind, now, turns) {
            Some(_) => None,
            None => Some(Holds { since: SimTime::ZERO, why: Why::new() }),
        },
        Cond::Believes(pattern, test) => pattern
            .matches(mind)
            .filter(|(_, belief)| test.passes(&belief.value))
            .min_by_key(|(_, belief)| (belief.learned, belief.because))
            .map(|(_, belief)| since(belief.learned, belief.because)),
        Cond::Done(step) => mind.outcomes.get(step).and_then(|o| o.done).map(|(t, event)| since(t, event)),
        Cond::Failed(step) => mind.outcomes.get(step).and_then(|o| o.failed).map(|(t, event)| since(t, event)),
        Cond::Here(place) => (mind.here == *place)
            .then(|| Holds { since: mind.here_since.0, why: mind.here_since.1.into_iter().collect() }),
        Cond::Waited(time, armed_by) => {
            let armed = weigh(armed_by, mind, now, turns)?;
            let ripe = armed.since + *time;
            if now >= ripe {
                Some(Holds { since: ripe, why: armed.why })
            } else {
                *turns = Some(turns.map_or(ripe, |t| t.min(ripe)));
                None
            }
        }
        Cond::Never => None,
    }
}

fn since(since: SimTime, event: EventId) -> Holds {
    Holds { since, why: vec![event] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kind;

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
