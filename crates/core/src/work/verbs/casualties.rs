//! `rescue`, `triage`, `treat`, `decontaminate`, `transport`: what is done for those who are hurt.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::{Id, Purpose};
use crate::minds::{Deed, Doing};
use crate::people::{Colour, Harm, worsen_wake};
use crate::places::BodyKind;
use hazdrill_model::fact::key;
use hazdrill_model::{Dist, Value};
use hazdrill_record::happening::{Decontaminated, Delivered, Found, Queued, Rescued, Treated, Triaged, TurnedAway};
use hazdrill_record::{EventId, Word};
use hazdrill_units::{SimDuration, TICK};

/// A hospital that must first wash its casualties, or find beds for them elsewhere, takes them over so much later: a
/// judgement, unverified.
const HELD_UP: SimDuration = SimDuration::from_ms(20 * 60_000);

/// Those at a place whom nobody carries. A crew of whom nobody is left is nobody.
fn lying_at<'a>(works: &'a Works<'_, '_>, at: Id) -> impl Iterator<Item = Id> + 'a {
    let is_somebody = |id: &Id| works.body(*id).carried.is_none() && works.body(*id).kind != BodyKind::Crew(0);
    works.there(at).filter(is_somebody)
}

/// Whether somebody does not come out alone.
fn needs_help(works: &Works, who: Id) -> bool {
    works.health(who).needs_carrying() || works.body(who).trapped.is_some()
}

/// One search of a place: whoever is found is taken along; nobody, and the place is known to be empty.
pub(super) fn search(works: &mut Works, who: Id, doing: &Doing, at: Id, to: Id) -> Outcome {
    let mut found: Vec<Id> = lying_at(works, at).filter(|id| needs_help(works, *id)).collect();
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
    let trapped = works.learning.lore.facts.key(key::TRAPPED, Some(at));
    if found.is_empty() {
        let event = works.learning.journal.event(Found { who: Vec::new() }).by(who).at(at).because(doing.because);
        let searched = works.learning.lore.facts.key(key::SEARCHED, Some(at));
        learn_by_act(works, who, searched, Value::Flag(true), "own_act", event);
        let lying = works.learning.lore.facts.key(key::INJURED, Some(at));
        learn_by_act(works, who, lying, Value::Number(0.0), "own_act", event);
        learn_by_act(works, who, trapped, Value::Flag(false), "own_act", event);
        return Outcome::Done(event);
    }
    let words = words(works, &found);
    let event = works.learning.journal.event(Found { who: words }).by(who).at(at).because(doing.because);
    for id in &found {
        if works.body(*id).trapped.is_some() {
            learn_by_act(works, *id, trapped, Value::Flag(false), "own_act", event);
        }
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
            let total = works.learning.lore.facts.key(key::RESCUED, None);
            let before = works.number(who, total);
            learn_by_act(works, who, total, Value::Number(before + carried.len() as f64), "own_act", event);
            works.show(here, event);
            Outcome::Again(event)
        }
    }
}

/// What stands between the arrival at a hospital and its taking over: its own time for it, room that must first be made
/// where nobody has told it, casualties who must first be washed, beds that must be found elsewhere. Gives the time, and
/// the event that holds the crew up, or that brought it here.
pub(in super::super) fn at_the_door(works: &mut Works, who: Id, doing: &Doing) -> (SimDuration, EventId) {
    let (here, now) = (works.body(who).place, works.now());
    let arrived = works.body(who).because.unwrap_or(doing.because);
    let Some(hospital) = works.ground.sites.hospitals.get(&here).cloned() else {
        return (SimDuration::ZERO, doing.because);
    };
    if !matches!(doing.deed, Deed::Transport { to, .. } if to == here) {
        return (SimDuration::ZERO, doing.because);
    }
    let carried = works.body(who).passengers.clone();
    let key = [works.learning.lore.names.word(who).clone(), works.learning.lore.names.word(here).clone()];
    let draw = |works: &Works, dist: Option<&Dist>, nth: u64| {
        dist.map_or(SimDuration::ZERO, |dist| works.luck.duration(dist, Purpose::Work, &[&key[0], &key[1]], nth))
    };
    let nth = u64::from(works.body(who).journeys) << 1;
    let room = draw(works, hospital.unready.as_ref(), nth | 1);
    let mut state = works.site_mut(here).expect("every hospital is a site");
    let ready = *state.ready.get_or_insert(now + room);
    let full = state.taken + carried.len() as u32 > hospital.beds;
    let mut time = draw(works, hospital.hand_over.as_ref(), nth);
    let mut because = doing.because;
    let waits = ready.since(now);
    if waits > SimDuration::ZERO {
        time = time + waits;
        let queued = Queued { who: words(works, &carried), minutes: waits.seconds() / 60.0 };
        because = works.learning.journal.event(queued).by(who).at(here).because_later_of(doing.because, arrived);
    }
    let unwashed: Vec<Id> = carried.iter().copied().filter(|id| works.health(*id).contaminated).collect();
    for (reason, held) in [("contaminated", unwashed), ("full", if full { carried } else { Vec::new() })] {
        if !held.is_empty() {
            time = time + HELD_UP;
            let away = TurnedAway { who: words(works, &held), reason: reason.into() };
            because = works.learning.journal.event(away).by(who).at(here).because_later_of(because, arrived);
        }
    }
    (time, because)
}

/// The hospital takes casualties over.
fn deliver(works: &mut Works, who: Id, hospital: Id, carried: &[Id], because: EventId) -> EventId {
    let arrived = works.body(who).because.unwrap_or(because);
    let beds = works.ground.sites.hospitals.get(&hospital).map_or(0, |data| data.beds);
    let taken = works.site_mut(hospital).map_or(0, |mut state| {
        state.taken += carried.len() as u32;
        state.taken
    });
    let delivered = Delivered { who: words(works, carried), beds_left: beds.saturating_sub(taken) };
    let event = works.learning.journal.event(delivered).by(who).at(hospital).because_later_of(because, arrived);
    for id in carried {
        let mut health = works.health_mut(*id);
        health.in_hospital = true;
        health.contaminated = false;
        if health.harm == Harm::Serious {
            let t = works.now() + TICK;
            works.learning.agenda.at(t, worsen_wake(*id));
        }
        works.lay_down_work(*id, hospital, event);
        learn_found(works, who, *id, hospital, event);
    }
    let total = works.learning.lore.facts.key(key::DELIVERED, None);
    let before = works.number(who, total);
    learn_by_act(works, who, total, Value::Number(before + carried.len() as f64), "own_act", event);
    event
}

/// The next casualty without a tag gets one.
pub(super) fn triage(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    let waits = |id: &Id| works.health(*id).is_casualty() && works.health(*id).tag.is_none();
    let next = lying_at(works, at).find(|id| waits(id) && works.body(*id).kind == BodyKind::Person);
    let Some(casualty) = next else { return Outcome::Done(doing.because) };
    let colour = works.health(casualty).colour(works.now());
    works.health_mut(casualty).tag = Some(colour);
    let triaged = Triaged { who: works.learning.lore.names.word(casualty).clone(), colour: colour.word().into() };
    let event = works.learning.journal.event(triaged).by(who).at(at).because(doing.because);
    learn_found(works, who, casualty, at, event);
    let fact = match colour {
        Colour::Red => key::TRIAGE_RED,
        Colour::Yellow => key::TRIAGE_YELLOW,
        Colour::Green => key::TRIAGE_GREEN,
        Colour::Black => key::TRIAGE_BLACK,
    };
    let count = works.learning.lore.facts.key(fact, None);
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
    let treated = Treated { who: works.learning.lore.names.word(casualty).clone() };
    Outcome::Again(works.learning.journal.event(treated).by(who).at(at).because(doing.because))
}

/// The next person who carries the substance is washed.
pub(super) fn decontaminate(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    // A crew in its own air strips on its own; one of it who is hurt cannot.
    let needs = |id: &Id| works.health(*id).is_casualty() || !works.body(*id).protection.has_own_air();
    let next = lying_at(works, at).find(|id| works.health(*id).contaminated && needs(id));
    let Some(person) = next else { return Outcome::Done(doing.because) };
    works.health_mut(person).contaminated = false;
    let washed = Decontaminated { who: works.learning.lore.names.word(person).clone() };
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
    let found = works.learning.lore.facts.key(key::PERSON_FOUND, Some(casualty));
    let place = Value::Word(works.learning.lore.names.word(at).clone());
    learn_by_act(works, who, found, place, "own_act", because);
}

fn words(works: &Works, ids: &[Id]) -> Vec<Word> {
    ids.iter().map(|id| works.learning.lore.names.word(*id).clone()).collect()
}
