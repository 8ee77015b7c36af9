//! `rescue`, `triage`, `treat`, `decontaminate`, `transport`: what is done for those who are hurt.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::Id;
use crate::minds::{Deed, Doing};
use crate::people::{Colour, Harm, worsen_wake};
use crate::places::BodyKind;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::happening::{Decontaminated, Delivered, Found, Rescued, Treated, Triaged, TurnedAway};
use hazdrill_record::{EventId, Word};
use hazdrill_units::{SimDuration, TICK};

/// A hospital that must first wash its casualties, or find beds for them, begins to treat them so much later: a
/// judgement, unverified.
const HELD_UP: SimDuration = SimDuration::from_ms(20 * 60_000);

/// Those at a place whom nobody carries.
fn lying_at<'a>(works: &'a Works<'_, '_>, at: Id) -> impl Iterator<Item = Id> + 'a {
    works.there(at).filter(|id| works.body(*id).carried.is_none())
}

/// One search of a place: whoever is found is taken along; nobody, and the place is known to be empty.
pub(super) fn search(works: &mut Works, who: Id, doing: &Doing, at: Id, to: Id) -> Outcome {
    let mut found: Vec<Id> = lying_at(works, at).filter(|id| works.health(*id).needs_carrying()).collect();
    // The living first, then the dead; two carry one.
    found.sort_by_key(|id| (works.health(*id).harm == Harm::Dead, *id));
    let pairs = match works.body(who).kind {
        BodyKind::Person => 1,
        BodyKind::Crew(people) => (people / 2).max(1),
    };
    let mut carried = 0;
    found.retain(|id| {
        let lies = works.health(*id).lies;
        carried += u32::from(lies);
        !lies || carried <= pairs
    });
    if found.is_empty() {
        let event = works.learning.journal.event(Found { who: Vec::new() }).by(who).at(at).because(doing.because);
        let searched = works.learning.facts.key(key::SEARCHED, Some(at));
        learn_by_act(works, who, searched, Value::Flag(true), "own_act", event);
        let lying = works.learning.facts.key(key::INJURED, Some(at));
        learn_by_act(works, who, lying, Value::Number(0.0), "own_act", event);
        return Outcome::Done(event);
    }
    let words = words(works, &found);
    let event = works.learning.journal.event(Found { who: words }).by(who).at(at).because(doing.because);
    for id in &found {
        works.pick_up(who, *id);
        learn_found(works, who, *id, at, event);
    }
    works.show(at, event);
    Outcome::Carry { to, event }
}

/// Those who were carried are set down: outside, or in a hospital.
pub(in super::super) fn set_down(works: &mut Works, who: Id, doing: &Doing) -> Outcome {
    let here = works.body(who).place;
    let carried = works.put_down(who);
    if carried.is_empty() {
        return Outcome::Done(doing.because);
    }
    match doing.deed {
        Deed::Transport { to, .. } if to == here => Outcome::Done(deliver(works, who, here, &carried, doing.because)),
        Deed::Transport { .. } => {
            works.show(here, doing.because);
            Outcome::Refused("no_way")
        }
        _ => {
            let rescued = Rescued { who: words(works, &carried) };
            let arrived = works.body(who).because.unwrap_or(doing.because);
            let event = works.learning.journal.event(rescued).by(who).at(here).because_later_of(doing.because, arrived);
            let total = works.learning.facts.key(key::RESCUED, None);
            let before = works.number(who, total);
            learn_by_act(works, who, total, Value::Number(before + carried.len() as f64), "own_act", event);
            works.show(here, event);
            Outcome::Again(event)
        }
    }
}

fn deliver(works: &mut Works, who: Id, hospital: Id, carried: &[Id], because: EventId) -> EventId {
    let arrived = works.body(who).because.unwrap_or(because);
    let beds = works.take_beds(hospital, carried.len() as u32);
    let delivered = Delivered { who: words(works, carried), beds_left: beds.unwrap_or(0) };
    let event = works.learning.journal.event(delivered).by(who).at(hospital).because_later_of(because, arrived);
    let unwashed: Vec<Id> = carried.iter().copied().filter(|id| works.health(*id).contaminated).collect();
    for (reason, held) in
        [("full", if beds.is_none() { carried.to_vec() } else { Vec::new() }), ("contaminated", unwashed)]
    {
        if !held.is_empty() {
            let away = TurnedAway { who: words(works, &held), reason: reason.into() };
            works.learning.journal.event(away).at(hospital).because(event);
        }
    }
    for id in carried {
        let held_up = beds.is_none() || works.health(*id).contaminated;
        let mut health = works.health_mut(*id);
        health.in_hospital = true;
        let serious = health.harm == Harm::Serious;
        health.stable = health.stable.filter(|_| !held_up);
        if serious {
            let t = works.now() + if held_up { HELD_UP } else { TICK };
            works.learning.agenda.at(t, worsen_wake(*id));
        }
        works.lay_down_work(*id, hospital, event);
        learn_found(works, who, *id, hospital, event);
    }
    let total = works.learning.facts.key(key::DELIVERED, None);
    let before = works.number(who, total);
    learn_by_act(works, who, total, Value::Number(before + carried.len() as f64), "own_act", event);
    event
}

/// The next casualty without a tag gets one.
pub(super) fn triage(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    let next = lying_at(works, at).find(|id| works.health(*id).is_casualty() && works.health(*id).tag.is_none());
    let Some(casualty) = next else { return Outcome::Done(doing.because) };
    let colour = works.health(casualty).colour(works.now());
    works.health_mut(casualty).tag = Some(colour);
    let triaged = Triaged { who: works.learning.names.word(casualty).clone(), colour: colour.word().into() };
    let event = works.learning.journal.event(triaged).by(who).at(at).because(doing.because);
    learn_found(works, who, casualty, at, event);
    let fact = match colour {
        Colour::Red => key::TRIAGE_RED,
        Colour::Yellow => key::TRIAGE_YELLOW,
        Colour::Green => key::TRIAGE_GREEN,
        Colour::Black => key::TRIAGE_BLACK,
    };
    let count = works.learning.facts.key(fact, None);
    let before = works.number(who, count);
    learn_by_act(works, who, count, Value::Number(before + 1.0), "own_act", event);
    Outcome::Again(event)
}

/// The worst casualty who is not stable yet becomes so.
pub(super) fn treat(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    let now = works.now();
    let hurt = lying_at(works, at).filter(|id| {
        let health = works.health(*id);
        health.harm == Harm::Serious && health.stable.is_none() && !health.in_hospital
    });
    let worst = hurt.min_by(|a, b| {
        let rpm = |id: &Id| works.health(*id).rpm_at(now);
        rpm(a).total_cmp(&rpm(b)).then(a.cmp(b))
    });
    let Some(casualty) = worst else { return Outcome::Done(doing.because) };
    works.health_mut(casualty).stable = Some(now);
    let treated = Treated { who: works.learning.names.word(casualty).clone() };
    Outcome::Again(works.learning.journal.event(treated).by(who).at(at).because(doing.because))
}

/// The next person who carries the substance is washed.
pub(super) fn decontaminate(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    let next =
        lying_at(works, at).find(|id| works.health(*id).contaminated && !works.body(*id).protection.has_own_air());
    let Some(person) = next else { return Outcome::Done(doing.because) };
    works.health_mut(person).contaminated = false;
    let washed = Decontaminated { who: works.learning.names.word(person).clone() };
    Outcome::Again(works.learning.journal.event(washed).by(who).at(at).because(doing.because))
}

/// Casualties are loaded, the reddest first; none, and the crew stays.
pub(super) fn load(works: &mut Works, who: Id, doing: &Doing, at: Id, to: Id) -> Outcome {
    let mut waiting: Vec<Id> = lying_at(works, at)
        .filter(|id| {
            let health = works.health(*id);
            health.is_casualty() && health.harm != Harm::Dead && !matches!(works.body(*id).kind, BodyKind::Crew(_))
        })
        .collect();
    let now = works.now();
    waiting.sort_by_key(|id| {
        let health = works.health(*id);
        (health.tag.unwrap_or_else(|| health.colour(now)), *id)
    });
    waiting.truncate(works.carries(who).max(1) as usize);
    if waiting.is_empty() {
        return Outcome::Refused("nobody_to_carry");
    }
    for id in &waiting {
        works.pick_up(who, *id);
    }
    works.show(at, doing.because);
    Outcome::Carry { to, event: doing.because }
}

fn learn_found(works: &mut Works, who: Id, casualty: Id, at: Id, because: EventId) {
    let found = works.learning.facts.key(key::PERSON_FOUND, Some(casualty));
    let place = Value::Word(works.learning.names.word(at).clone());
    learn_by_act(works, who, found, place, "own_act", because);
}

fn words(works: &Works, ids: &[Id]) -> Vec<Word> {
    ids.iter().map(|id| works.learning.names.word(*id).clone()).collect()
}
