//! `declare`, `make`, `evacuate`: what is so because somebody says so, and work whose result is a fact.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::Id;
use crate::minds::{Claim, Doing, Errand, FactKey, Pattern};
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::EndReason;
use hazdrill_record::happening::{AreaEvacuated, Declared, Made, Told};

/// Says something that is so from now on; the document carries what its author believes, the unknown as unknown.
pub(super) fn declare(
    works: &mut Works,
    who: Id,
    doing: &Doing,
    fact: FactKey,
    value: &Claim,
    with: &[Pattern],
) -> Outcome {
    let Claim::Value(value) = value else { panic!("a believed value is resolved before the deed begins") };
    let mut told = Vec::new();
    for pattern in with {
        let mind = works.learning.mind(who);
        let known: Vec<(FactKey, Value)> =
            pattern.matches(mind).map(|(key, belief)| (key, belief.value.clone())).collect();
        let text = |key: FactKey| works.learning.facts.text(key, &works.learning.names);
        if known.is_empty() {
            told.push(Told { fact: text(FactKey { fact: pattern.fact, subject: pattern.subject }), value: None });
        }
        told.extend(known.into_iter().map(|(key, value)| Told { fact: text(key), value: Some(value) }));
    }
    let name = works.learning.facts.text(fact, &works.learning.names);
    let here = works.body(who).place;
    let over = &*name == key::HANDED_OVER;
    let declared = Declared { fact: name, value: Some(value.clone()), with: told };
    let event = works.learning.journal.event(declared).by(who).at(here).because(doing.because);
    learn_by_act(works, who, fact, value.clone(), "own_act", event);
    if over && works.ending.cleared {
        works.ending.reason = Some(EndReason::AllClear);
    }
    Outcome::Done(event)
}

/// Work is done whose result is a fact.
pub(super) fn make(works: &mut Works, who: Id, doing: &Doing, fact: FactKey, at: Id) -> Outcome {
    let made = Made { fact: works.learning.facts.text(fact, &works.learning.names) };
    let event = works.learning.journal.event(made).by(who).at(at).because(doing.because);
    learn_by_act(works, who, fact, Value::Flag(true), "own_act", event);
    if fact.fact == works.learning.facts.row(key::WATER_CONTAINED)
        && let Some(water) = works.controls.contain_water(works.learning.now(), event)
    {
        works.learning.journal.event(water).at(at).because(event);
    }
    if fact.fact == works.learning.facts.row(key::HOSPITAL_READY) {
        let now = works.now();
        if let Some(mut hospital) = works.site_mut(fact.subject.unwrap_or(at)) {
            hospital.ready = Some(hospital.ready.map_or(now, |ready| ready.min(now)));
        }
    }
    Outcome::Done(event)
}

/// A street of a block has been knocked at. Crews share the doors that are left; the block is told when none is.
pub(super) fn evacuate(works: &mut Works, who: Id, doing: &Doing, area: Id, to: Option<Id>) -> Outcome {
    let Some(block) = works.sites.blocks.get(&area).copied() else { return Outcome::Refused("no_block") };
    let Some(mut state) = works.site_mut(area) else { return Outcome::Refused("no_block") };
    let away = to.is_some();
    let before = state.doors_left(&block, away);
    // Whoever tells a block with own hands, over its loudspeakers, tells it at once.
    let knocks = if matches!(doing.errand, Errand::Step(_)) { before } else { block.doors_at_once().min(before) };
    state.knocked[usize::from(away)] += knocks;
    let left = state.doors_left(&block, away);
    if left > 0 {
        return Outcome::Again(doing.because);
    }
    let fact = works.learning.facts.key(key::EVACUATED, Some(area));
    // Whoever comes to a door that another has knocked at finds the block told.
    let event = if before > 0 {
        let names = &works.learning.names;
        let to = to.map_or_else(|| "".into(), |to| names.word(to).clone());
        let evacuated = AreaEvacuated { area: names.word(area).clone(), people: block.people, to };
        works.learning.journal.event(evacuated).by(who).at(area).because(doing.because)
    } else {
        doing.because
    };
    learn_by_act(works, who, fact, Value::Flag(true), "own_act", event);
    Outcome::Done(event)
}
