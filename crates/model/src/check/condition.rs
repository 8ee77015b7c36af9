//! Conditions: that what they name exists, and that they need a cause.

use super::figures::{at_least, list};
use super::names::{Names, Own};
use super::path::{Findings, Path};
use super::{Problem, Thing};
use crate::{Condition, FactRef, FactType, Id, Value, fact, limits};
use hazdrill_units::TICK;

/// Whose condition it is.
pub(super) struct Mind<'a, 'n> {
    pub(super) names: &'n Names<'a>,
    pub(super) own: &'n Own<'a>,
    pub(super) by: &'n Id,
}

pub(super) fn check(mind: &Mind<'_, '_>, path: &Path<'_>, condition: &Condition, out: &mut Findings) {
    if walk(mind, path, condition, 1, out) && could_hold_unprovoked(condition) {
        out.add(path, Problem::HoldsUnprovoked);
    }
}

/// Whether the condition could hold for somebody who knows nothing, has done nothing and waited for nothing.
fn could_hold_unprovoked(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(could_hold_unprovoked),
        Condition::Any(parts) => parts.iter().any(could_hold_unprovoked),
        Condition::Waited { since, .. } => could_hold_unprovoked(since),
        // To be somewhere is no event: nobody can say what caused the decision.
        Condition::Not(_) | Condition::Here(_) => true,
        Condition::Knows(_)
        | Condition::Believes { .. }
        | Condition::Done(_)
        | Condition::Failed(_)
        | Condition::Arrived(_) => false,
    }
}

/// False where the condition is too deep to be looked at.
fn walk(mind: &Mind<'_, '_>, path: &Path<'_>, condition: &Condition, depth: usize, out: &mut Findings) -> bool {
    if depth > limits::CONDITION_DEPTH {
        out.add(path, Problem::TooDeep { limit: limits::CONDITION_DEPTH });
        return false;
    }
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            list(path, parts, out);
            let mut fine = !parts.is_empty();
            for (index, part) in parts.iter().enumerate() {
                fine &= walk(mind, &path.index(index), part, depth + 1, out);
            }
            return fine;
        }
        Condition::Not(inner) => return walk(mind, path, inner, depth + 1, out),
        Condition::Waited { time, since } => {
            at_least(&path.key("time"), *time, TICK, out);
            return walk(mind, &path.key("since"), since, depth + 1, out);
        }
        Condition::Knows(fact) => {
            mind.names.fact(path, fact, out);
        }
        Condition::Believes { fact, is, above, below } => {
            believes(mind.names, path, fact, is.as_ref(), *above, *below, out);
        }
        Condition::Done(step) | Condition::Failed(step) => own_step(mind, path, step, out),
        Condition::Arrived(crew) => _ = mind.names.known(path, Thing::Crew, crew, out),
        Condition::Here(place) => _ = mind.names.known(path, Thing::Place, place, out),
    }
    true
}

fn own_step(mind: &Mind<'_, '_>, path: &Path<'_>, step: &Id, out: &mut Findings) {
    match mind.own.steps.get(&**step) {
        None => out.add(path, mind.own.unknown(Thing::Step, step)),
        Some(found) if found.by != *mind.by => {
            out.add(path, Problem::StepOfAnother { step: step.to_string(), by: found.by.to_string() });
        }
        Some(_) => {}
    }
}

fn believes(
    names: &Names<'_>,
    path: &Path<'_>,
    fact: &FactRef,
    is: Option<&Value>,
    above: Option<f64>,
    below: Option<f64>,
    out: &mut Findings,
) {
    let kind = names.fact(&path.key("fact"), fact, out);
    let bounds = above.is_some() || below.is_some();
    match (is, bounds) {
        (None, false) => out.add(path, Problem::NothingToCompare),
        (Some(_), true) => out.add(path, Problem::IsBesideBounds),
        _ => {}
    }
    for (key, bound) in [("above", above), ("below", below)] {
        let Some(bound) = bound else { continue };
        super::figures::within(&path.key(key), bound, f64::MIN, f64::MAX, out);
        if kind.is_some_and(|kind| kind != FactType::Number) {
            out.add(&path.key(key), Problem::NotANumber { fact: fact.to_string() });
        }
    }
    if let (Some(above), Some(below)) = (above, below) {
        out.add_if(above >= below, &path.key("above"), || Problem::EmptyRange { above, below });
    }
    if let (Some(is), Some(kind)) = (is, kind) {
        value(names, &path.key("is"), fact, kind, is, out);
    }
}

/// Holds a value to the type of its fact, and a name to what exists.
pub(super) fn value(
    names: &Names<'_>,
    path: &Path<'_>,
    fact: &FactRef,
    kind: FactType,
    value: &Value,
    out: &mut Findings,
) {
    match (kind, value) {
        (FactType::Flag, Value::Flag(_)) => {}
        (FactType::Number, Value::Number(n)) => super::figures::within(path, *n, f64::MIN, f64::MAX, out),
        (FactType::Text, Value::Word(word)) => match fact.key() {
            key if fact::is_place(key) => _ = names.known(path, Thing::Place, word, out),
            fact::key::LEAK_SUBSTANCE => _ = names.known(path, Thing::Substance, word, out),
            _ => {}
        },
        _ => out.add(path, Problem::WrongValue { fact: fact.to_string(), takes: kind }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows() -> Condition {
        FactRef::new("odour").map(Condition::Knows).unwrap()
    }

    fn not(inner: Condition) -> Condition {
        Condition::Not(Box::new(inner))
    }

    #[test]
    fn a_decision_needs_something_known_done_or_seen() {
        let here = || Id::new("gate").map(Condition::Here).unwrap();
        let waited = |since| Condition::Waited { time: TICK, since: Box::new(since) };
        for (condition, could) in [
            (knows(), false),
            (not(knows()), true),
            (here(), true),
            (Condition::All(vec![not(knows()), knows()]), false),
            (Condition::All(vec![not(knows()), here()]), true),
            (Condition::Any(vec![not(knows()), knows()]), true),
            (Condition::Any(vec![knows(), knows()]), false),
            (waited(knows()), false),
            (waited(not(knows())), true),
            (not(not(knows())), true),
        ] {
            assert_eq!(could_hold_unprovoked(&condition), could, "{condition:?}");
        }
    }
}
