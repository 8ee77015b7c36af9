//! How each stamp is read from a record. What each is, in words, stands in the table of `stamps.rs`.

use crate::moment::{First, Moment, Scope};
use crate::view::{View, Who, organisation_of};
use hazdrill_model::fact::key;
use hazdrill_model::{Channel, Place, Step, Value, Verb};
use hazdrill_record::{Event, Happening as H};
use std::collections::{BTreeMap, BTreeSet};

/// The fact that the plan of action is approved.
pub(crate) const PLAN_APPROVED: &str = "plan.approved";

/// The fact that a laboratory's result is there.
const MONITORING_RESULT: &str = "monitoring.result";

/// Facts that tell of the incident.
fn is_of_the_incident(fact: &str) -> bool {
    const OF_THE_INCIDENT: &[&str] = &[
        key::ODOUR,
        key::LEAK_PLACE,
        key::LEAK_SUBSTANCE,
        key::LEAK_AMOUNT,
        key::VAPOUR,
        key::ALARM,
        key::IGNITION,
        key::EXPLOSION,
        key::FIRE,
        key::SMOKE,
    ];
    OF_THE_INCIDENT.contains(&key_of(fact))
}

pub(crate) fn release(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::LeakStarted(_)))
}

pub(crate) fn detection(view: &View<'_>) -> Option<Moment> {
    view.first(|e| match &e.what {
        H::DetectorAlarmed(_) => true,
        H::Learned(l) => l.from.is_none() && is_of_the_incident(&l.fact),
        _ => false,
    })
}

pub(crate) fn scene_report(view: &View<'_>) -> Option<Moment> {
    let unit = view.unit?;
    let leak_place = view.leak_place();
    let is_head = |e: &Event| {
        let Some(actor) = e.actor.as_deref().filter(|_| view.is_by_unit(e)) else { return false };
        match view.who(actor) {
            Some(who @ Who::Post(..)) => Some(who.start().as_str()) != leak_place,
            Some(_) => false,
            None => view.scenario.is_none() && (leak_place.is_none() || e.place.as_deref() != leak_place),
        }
    };
    let is_inside = |e: &Event, from: &str| organisation_of(from) == unit && e.actor.as_deref() != Some(from);
    if !view.events.iter().any(|e| matches!(e.what, H::Learned(_))) {
        return view.first(|e| matches!(&e.what, H::Heard(h) if is_inside(e, &h.from)) && is_head(e));
    }
    let mut first = First::default();
    for event in view.events {
        let H::Learned(learned) = &event.what else { continue };
        let told = learned.from.as_deref().is_some_and(|from| is_inside(event, from));
        if told && is_of_the_incident(&learned.fact) && is_head(event) {
            // The message itself is better evidence than what came of it.
            let heard = event.causes.iter().filter_map(|c| view.event(*c)).find(|e| matches!(e.what, H::Heard(_)));
            first.offer(Moment { t_ms: event.t_ms, event: heard.unwrap_or(event).seq });
        }
    }
    first.moment()
}

pub(crate) fn alarm(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    view.first_each(|e| match &e.what {
        H::Heard(heard) if view.is_from_outside(e) && Some(organisation_of(&heard.from)) != e.organisation() => {
            e.organisation()
        }
        _ => None,
    })
}

pub(crate) fn dispatch(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    view.first_each(|e| if matches!(e.what, H::Dispatched(_)) { e.organisation() } else { None })
}

fn is_crew(view: &View<'_>, event: &Event) -> bool {
    event.actor.as_deref().is_some_and(|actor| matches!(view.who(actor), Some(Who::Crew(..))))
}

pub(crate) fn turnout(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    view.first_each(|e| match &e.what {
        H::Left(left) if left.drives || is_crew(view, e) => e.organisation(),
        H::Left(_) if view.scenario.is_none() && view.is_from_outside(e) => e.organisation(),
        _ => None,
    })
}

pub(crate) fn arrival(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    let has_crews = |organisation: &str| {
        view.scenario.and_then(|s| s.organisations.get(organisation)).is_some_and(|o| !o.crews.is_empty())
    };
    view.first_each(|e| match &e.what {
        H::Arrived(arrived) if arrived.drives => {
            e.organisation().filter(|organisation| is_crew(view, e) || !has_crews(organisation))
        }
        H::Arrived(_) if view.scenario.is_none() && view.is_from_outside(e) => e.organisation(),
        _ => None,
    })
}

pub(crate) fn size_up(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::Measured(_)) && view.is_from_outside(e))
}

pub(crate) fn identified(view: &View<'_>) -> Option<Moment> {
    let is_substance = |fact: &str| key_of(fact) == key::LEAK_SUBSTANCE;
    view.first(|e| matches!(&e.what, H::Learned(l) if is_substance(&l.fact)) && view.is_from_outside(e))
}

pub(crate) fn cordon(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::CordonClosed(_)))
}

pub(crate) fn first_commander(view: &View<'_>) -> Option<Moment> {
    declared(view, key::COMMANDER).or_else(|| commander_arrives(view))
}

fn commander_arrives(view: &View<'_>) -> Option<Moment> {
    view.first(|e| {
        let drives = matches!(&e.what, H::Arrived(arrived) if arrived.drives) && view.is_from_outside(e);
        let Some(actor) = e.actor.as_deref().filter(|_| drives) else { return false };
        match view.who(actor) {
            Some(Who::Post(..)) => true,
            Some(Who::Crew(organisation, _)) => {
                let crew = actor.split_once('/').map_or("", |(_, crew)| crew);
                organisation.posts.values().any(|p| p.rides.as_ref().is_some_and(|r| r.as_str() == crew))
            }
            _ => false,
        }
    })
}

pub(crate) fn evacuation_order(view: &View<'_>) -> Option<Moment> {
    let is_public = |channel: &str| match view.scenario {
        Some(scenario) => matches!(scenario.channels.get(channel), Some(Channel::Speakers(_))),
        None => channel == "broadcast",
    };
    let has_neighbours = view
        .scenario
        .is_some_and(|s| s.places.values().any(|place| matches!(place, Place::Site(site) if site.block.is_some())));
    view.first(|e| match &e.what {
        H::Said(said) => !has_neighbours && is_public(&said.channel),
        _ => declares(e, key::EVACUATION),
    })
}

pub(crate) fn evacuated_50(view: &View<'_>) -> Option<Moment> {
    evacuated(view, 50)
}

pub(crate) fn evacuated_90(view: &View<'_>) -> Option<Moment> {
    evacuated(view, 90)
}

pub(crate) fn evacuated_100(view: &View<'_>) -> Option<Moment> {
    if view.people_inside() > 0 {
        return evacuated(view, 100);
    }
    let all_there = |e: &Event| matches!(&e.what, H::HeadCounted(c) if c.missing.is_empty() && c.counted >= c.listed && c.listed > 0);
    view.first(all_there)
}

/// When `percent` of those who start in the building had arrived outdoors once.
fn evacuated(view: &View<'_>, percent: u64) -> Option<Moment> {
    let needed = u128::from(view.people_inside()) * u128::from(percent);
    if needed == 0 {
        return None;
    }
    let mut out = BTreeSet::new();
    for event in view.events {
        let Some(place) = event.place.as_deref() else { continue };
        let who: Vec<&str> = match &event.what {
            H::Arrived(_) => event.actor.as_deref().into_iter().collect(),
            H::Rescued(rescued) => rescued.who.iter().map(|word| &**word).collect(),
            H::Delivered(delivered) => delivered.who.iter().map(|word| &**word).collect(),
            _ => continue,
        };
        if !view.is_site(place) {
            continue;
        }
        let was_inside = |actor: &&str| match view.who(actor) {
            Some(who @ (Who::Post(..) | Who::Member(_))) => view.building.contains(who.start().as_str()),
            _ => false,
        };
        let before = out.len();
        out.extend(who.into_iter().filter(was_inside));
        if out.len() > before && out.len() as u128 * 100 >= needed {
            return Some(Moment::of(event));
        }
    }
    None
}

pub(crate) fn leak_stopped(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::LeakStopped(_)))
}

/// Organisations whose work it is to monitor: a procedure of theirs makes a result of it.
fn monitors<'a>(view: &View<'a>) -> BTreeSet<&'a str> {
    let makes = |step: &Step| matches!(&step.act, Verb::Make { fact, .. } if fact.key() == MONITORING_RESULT);
    let all = view.scenario.into_iter().flat_map(|s| &s.organisations);
    all.filter(|(_, o)| o.procedures.values().flatten().any(makes)).map(|(id, _)| id.as_str()).collect()
}

/// The first sample of those who monitor; without such, of anybody: a fire brigade's meter is no environmental sample.
pub(crate) fn first_sample(view: &View<'_>) -> Option<Moment> {
    let monitors = monitors(view);
    let counts = |e: &Event| monitors.is_empty() || e.organisation().is_some_and(|id| monitors.contains(id));
    view.first(|e| matches!(e.what, H::Measured(_)) && counts(e))
}

/// The first sample of each organisation.
pub(crate) fn samples(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    view.first_each(|e| if matches!(e.what, H::Measured(_)) { e.organisation() } else { None })
}

pub(crate) fn first_result(view: &View<'_>) -> Option<Moment> {
    let sample = first_sample(view);
    let is_result = |e: &Event| matches!(&e.what, H::Made(made) if key_of(&made.fact) == MONITORING_RESULT);
    view.first(|e| is_result(e) && sample.is_none_or(|sample| e.seq > sample.event)).or(sample)
}

pub(crate) fn all_clear(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::AllClear(_)))
}

/// The key of a fact without its subject.
pub(crate) fn key_of(fact: &str) -> &str {
    fact.split_once(':').map_or(fact, |(key, _)| key)
}

/// Whether an event declares the fact; what is declared to be false is taken back, not declared.
pub(crate) fn declares(event: &Event, fact: &str) -> bool {
    matches!(&event.what, H::Declared(d) if key_of(&d.fact) == fact && d.value != Some(Value::Flag(false)))
}

fn declared(view: &View<'_>, fact: &str) -> Option<Moment> {
    view.first(|e| declares(e, fact))
}

macro_rules! declared {
    ($($name:ident = $fact:expr;)+) => {
        $(pub(crate) fn $name(view: &View<'_>) -> Option<Moment> {
            declared(view, $fact)
        })+
    };
}

declared! {
    level_proposed = key::LEVEL_PROPOSED;
    level_activated = key::LEVEL_ACTIVE;
    headquarters = key::HQ_PLACE;
    plan_approved = PLAN_APPROVED;
    report_county = "report.county";
    report_city = "report.city";
    report_province = "report.province";
    public_release = "public.word";
    handed_over = key::HANDED_OVER;
}

pub(crate) fn rescued(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::Rescued(_)))
}

pub(crate) fn triaged(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::Triaged(_)))
}

pub(crate) fn first_delivered(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::Delivered(_)))
}

pub(crate) fn last_delivered(view: &View<'_>) -> Option<Moment> {
    view.events.iter().rev().find(|e| matches!(e.what, H::Delivered(_))).map(Moment::of)
}

/// The first explosion: no stamp of the contract, but a reading of targets.
pub(crate) fn explosion(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::Explosion(_)))
}

/// What there was to do at all.
pub(crate) fn scope(view: &View<'_>) -> Scope {
    let any = |is: fn(&H) -> bool| view.events.iter().any(|e| is(&e.what));
    Scope {
        fire: any(|what| matches!(what, H::FireStarted(_))),
        fallen: any(|what| match what {
            H::Injured(injured) => !injured.walks,
            H::Died(_) | H::Rescued(_) => true,
            _ => false,
        }),
        alive: any(|what| matches!(what, H::Injured(_))),
    }
}

pub(crate) fn fire_controlled(view: &View<'_>) -> Option<Moment> {
    fires(view).0
}

pub(crate) fn fire_out(view: &View<'_>) -> Option<Moment> {
    fires(view).1
}

/// When all fires were under control, and when all were out.
fn fires(view: &View<'_>) -> (Option<Moment>, Option<Moment>) {
    // Which places burn, and whether under control.
    let mut burning: BTreeMap<&str, bool> = BTreeMap::new();
    let (mut was_controlled, mut controlled, mut out) = (false, None, None);
    for event in view.events {
        let place = event.place.as_deref().unwrap_or("");
        match &event.what {
            H::FireStarted(_) => {
                burning.insert(place, false);
                (was_controlled, controlled, out) = (false, None, None);
                continue;
            }
            H::FireControlled(_) => {
                was_controlled = true;
                burning.entry(place).and_modify(|is| *is = true);
            }
            H::FireOut(_) => {
                burning.remove(place);
                if burning.is_empty() {
                    out = out.or(Some(Moment::of(event)));
                }
            }
            _ => continue,
        }
        if was_controlled && burning.values().all(|is| *is) {
            controlled = controlled.or(Some(Moment::of(event)));
        }
    }
    (controlled, out)
}
