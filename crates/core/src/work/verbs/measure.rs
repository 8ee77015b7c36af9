//! `measure`: a meter at a place, and what it and the eyes give there.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::Id;
use crate::minds::{Doing, Pattern};
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::happening::{Measured, Told};

/// Measures what was asked for, where the meter is; a meter reads no further than 100 % of LFL.
pub(super) fn measure(works: &mut Works, who: Id, doing: &Doing, facts: &[Pattern], at: Id) -> Outcome {
    let mut found = Vec::new();
    for pattern in facts {
        let info = works.learning.lore.facts.info(pattern.fact).key.clone();
        let value = match &*info {
            key::VAPOUR => Some((Some(at), Value::Number(works.controls.percent_lfl(at)))),
            key::LEAK_SUBSTANCE => works.controls.substance_at(at).map(|s| (None, word(works, s))),
            key::LEAK_PLACE => works.controls.leaks(at).then(|| (None, word(works, at))),
            key::LEAK_STOPPED => works.controls.stopped(at).map(|stopped| (None, Value::Flag(stopped))),
            key::LEAK_AMOUNT => works.controls.amount(at).map(|kg| (None, Value::Number(kg))),
            key::WATER_HELD => works.controls.water_held(at).map(|m3| (None, Value::Number(m3))),
            key::VENTILATION => Some((Some(at), Value::Flag(works.controls.is_emergency_ventilated(at)))),
            _ => None,
        };
        if let Some((subject, value)) = value {
            found.push((works.learning.lore.facts.key(&info, subject), value));
        }
    }
    let told = |(key, value): &(_, Value)| Told {
        fact: works.learning.lore.facts.text(*key, &works.learning.lore.names),
        value: Some(value.clone()),
    };
    let measured = Measured { facts: found.iter().map(told).collect() };
    let cause = works.controls.last_change(at).unwrap_or(doing.because);
    let event = works.learning.journal.event(measured).by(who).at(at).because_all(&ordered(doing.because, cause));
    for (key, value) in found {
        learn_by_act(works, who, key, value, "instrument", event);
    }
    Outcome::Done(event)
}

/// The act itself binds: the meter shows what is there whenever it is read.
fn ordered(act: u64, truth: u64) -> Vec<u64> {
    if act == truth { vec![act] } else { vec![act, truth] }
}

fn word(works: &Works, id: Id) -> Value {
    Value::Word(works.learning.lore.names.word(id).clone())
}
