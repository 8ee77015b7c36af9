//! `declare`, `make`, `evacuate`: what is so because somebody says so, and work whose result is a fact.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::{Id, Kind};
use crate::minds::{Claim, Deed, Doing, Errand, FactKey, Pattern, Sector, Spot};
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::happening::{AreaChosen, AreaEvacuated, Declared, Made, Told};
use hazdrill_record::{EndReason, EventId};
use hazdrill_units::Metres;

/// Says something that is so from now on; the document carries what its author believes, the unknown as unknown.
pub(super) fn declare(
    works: &mut Works,
    who: Id,
    doing: &Doing,
    fact: FactKey,
    value: &Claim,
    with: &[Pattern],
) -> Outcome {
    Outcome::Done(said(works, who, doing.because, fact, value, with))
}

/// Says it of the blocks that its author believes to lie downwind, and has not said it of before.
pub(super) fn declare_for_blocks(
    works: &mut Works,
    who: Id,
    doing: &Doing,
    (fact, value, with): (FactKey, &Claim, &[Pattern]),
    area: Sector,
) -> Outcome {
    let Some(around) = believed_release(works, who) else { return Outcome::Refused("nothing_believed") };
    let wind = Pattern { fact: works.learning.lore.facts.row(key::WIND), subject: None };
    let mind = works.learning.mind(who);
    let believed = wind.newest(mind).and_then(|(_, belief)| match belief.value {
        Value::Number(deg) => Some((deg, belief.as_of.ms())),
        _ => None,
    });
    let from_deg = believed.map_or(works.ground.sites.forecast_deg, |(deg, _)| deg);
    let of = |block: &Id| FactKey { subject: Some(*block), ..fact };
    let unsaid = |block: &Id| mind.belief(of(block)).is_none_or(|belief| belief.value == Value::Flag(false));
    let all = works.ground.sites.downwind(around, from_deg, Metres::new(area.within_m), area.either_side_deg);
    let said_before = Pattern { fact: fact.fact, subject: None }.matches(mind).next().is_some();
    let new: Vec<Id> = all.iter().copied().filter(unsaid).collect();
    if new.is_empty() && said_before {
        return Outcome::Done(doing.because);
    }
    let names = &works.learning.lore.names;
    let chosen = AreaChosen {
        fact: works.learning.lore.facts.text(fact, names),
        around: names.word(around).clone(),
        wind_from_deg: from_deg,
        wind_as_of_ms: believed.map(|(_, as_of_ms)| as_of_ms),
        within_m: area.within_m,
        either_side_deg: area.either_side_deg,
        blocks: all.iter().map(|block| names.word(*block).clone()).collect(),
    };
    let here = works.body(who).place;
    let mut event = works.learning.journal.event(chosen).by(who).at(here).because(doing.because);
    for block in new {
        event = said(works, who, event, of(&block), value, with);
    }
    Outcome::Done(event)
}

/// Where one believes that it came from: the leak, or else a fire or a bang.
fn believed_release(works: &Works, who: Id) -> Option<Id> {
    let mind = works.learning.mind(who);
    let of = |fact: &str| Pattern { fact: works.learning.lore.facts.row(fact), subject: None };
    let leak = of(key::LEAK_PLACE).newest(mind).and_then(|(_, belief)| match &belief.value {
        Value::Word(word) => works.learning.lore.names.id(Kind::Place, word),
        _ => None,
    });
    leak.or_else(|| {
        let seen = [key::FIRE, key::EXPLOSION].map(|fact| of(fact).newest(mind).and_then(|(key, _)| key.subject));
        seen.into_iter().flatten().next()
    })
}

/// Says one thing; gives the event of it.
fn said(works: &mut Works, who: Id, because: EventId, fact: FactKey, value: &Claim, with: &[Pattern]) -> EventId {
    let Claim::Value(value) = value else { panic!("a believed value is resolved before the deed begins") };
    let mut told = Vec::new();
    for pattern in with {
        let mind = works.learning.mind(who);
        let known: Vec<(FactKey, Value)> =
            pattern.matches(mind).map(|(key, belief)| (key, belief.value.clone())).collect();
        let text = |key: FactKey| works.learning.lore.facts.text(key, &works.learning.lore.names);
        if known.is_empty() {
            told.push(Told { fact: text(FactKey { fact: pattern.fact, subject: pattern.subject }), value: None });
        }
        told.extend(known.into_iter().map(|(key, value)| Told { fact: text(key), value: Some(value) }));
    }
    let name = works.learning.lore.facts.text(fact, &works.learning.lore.names);
    let here = works.body(who).place;
    let over = &*name == key::HANDED_OVER;
    let declared = Declared { fact: name, value: Some(value.clone()), with: told };
    let event = works.learning.journal.event(declared).by(who).at(here).because(because);
    learn_by_act(works, who, fact, value.clone(), "own_act", event);
    if over && works.ending.cleared {
        works.ending.reason = Some(EndReason::AllClear);
    }
    event
}

/// Work is done whose result is a fact.
pub(super) fn make(works: &mut Works, who: Id, doing: &Doing, fact: FactKey, at: Id) -> Outcome {
    let made = Made { fact: works.learning.lore.facts.text(fact, &works.learning.lore.names) };
    let event = works.learning.journal.event(made).by(who).at(at).because(doing.because);
    learn_by_act(works, who, fact, Value::Flag(true), "own_act", event);
    if fact.fact == works.learning.lore.facts.row(key::WATER_CONTAINED)
        && let Some(water) = works.controls.contain_water(event)
    {
        works.learning.journal.event(water).at(at).because(event);
    }
    if fact.fact == works.learning.lore.facts.row(key::HOSPITAL_READY) {
        let now = works.now();
        if let Some(mut hospital) = works.site_mut(fact.subject.unwrap_or(at)) {
            hospital.ready = Some(hospital.ready.map_or(now, |ready| ready.min(now)));
        }
    }
    Outcome::Done(event)
}

/// A street of a block has been knocked at. Crews share the doors that are left; the block is told when none is.
pub(super) fn evacuate(works: &mut Works, who: Id, doing: &Doing, area: Id, then: &[Id], to: Option<Id>) -> Outcome {
    let Some(block) = works.ground.sites.blocks.get(&area).copied() else { return Outcome::Refused("no_block") };
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
    let fact = works.learning.lore.facts.key(key::EVACUATED, Some(area));
    // Whoever comes to a door that another has knocked at finds the block told.
    let event = if before > 0 {
        let names = &works.learning.lore.names;
        let to = to.map_or_else(|| "".into(), |to| names.word(to).clone());
        let evacuated = AreaEvacuated { area: names.word(area).clone(), people: block.people, to };
        works.learning.journal.event(evacuated).by(who).at(area).because(doing.because)
    } else {
        doing.because
    };
    learn_by_act(works, who, fact, Value::Flag(true), "own_act", event);
    match then {
        [] => Outcome::Done(event),
        [next, rest @ ..] => {
            Outcome::Onward { deed: Deed::Evacuate { area: Spot::Place(*next), then: rest.to_vec(), to }, event }
        }
    }
}
