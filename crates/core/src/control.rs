//! Drill control: injects and releases that come at a time, after an event, or when something becomes true.

use crate::hazard::{FireState, RoomState, Site, Wind};
use crate::kernel::{Agenda, Clock, Due, Id, Index, Kind, Log, Luck, Names, Purpose, Root, Set, Wake, WakeKey};
use crate::minds::{Phase, Stimulus, StimulusKind};
use crate::people::{Bystanders, Harm, Harms, Health};
use crate::places::Roads;
use crate::talk::Line;
use bevy_ecs::prelude::*;
use hazdrill_model::fact::key;
use hazdrill_model::{Place, Scenario, Truth, Value, Verb, When};
use hazdrill_record::happening::{ChannelRestored, ChannelSilenced, Injected, RoadClosed, RoadOpened, WindTurned};
use hazdrill_record::{Event, EventId, Word};
use hazdrill_units::{SimDuration, SimTime, TICK};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What drill control has prepared. Static.
#[derive(Resource, Clone, Debug, Default)]
pub struct Control {
    /// The act of each inject, by rank.
    acts: Vec<Verb>,
    /// What waits for an event or a truth: the inject or release, and for what.
    waits: Vec<(Id, Awaited)>,
    /// Places under the open sky.
    outdoors: Vec<Id>,
}

/// What an inject or release waits for.
#[derive(Clone, Debug)]
enum Awaited {
    Event { kind: Word, by: Option<Word>, wait: SimDuration },
    Vapour { room: Id, percent: f64 },
    Burns(Id),
    Hurt(u32),
}

/// How far the record has been watched, and what has come of it.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watched {
    seen: EventId,
    due: BTreeSet<Id>,
}

impl Watched {
    /// Whether the record has gone on since it was watched last.
    pub(crate) fn is_behind(&self, log: &Log) -> bool {
        log.last() > self.seen
    }
}

impl Control {
    /// Whether anything waits for more than an event.
    pub(crate) fn awaits_truths(&self) -> bool {
        self.waits.iter().any(|(_, awaited)| !matches!(awaited, Awaited::Event { .. }))
    }

    pub(crate) fn of(scenario: &Scenario, names: &Names) -> Self {
        let mut control = Self { acts: scenario.injects.values().map(|i| i.act.clone()).collect(), ..Self::default() };
        for (id, when) in from_outside(scenario, names) {
            let room = |room: &hazdrill_model::Id| names.known(Kind::Place, room);
            let awaited = match when {
                When::At(_) => continue,
                When::After { event, by, wait } => Awaited::Event {
                    kind: event.as_str().into(),
                    by: by.as_ref().map(|by| format!("{by}/").into()),
                    wait: *wait,
                },
                When::When(Truth::VapourAbove { room: id, percent }) => {
                    Awaited::Vapour { room: room(id), percent: *percent }
                }
                When::When(Truth::Burns(id)) => Awaited::Burns(room(id)),
                When::When(Truth::Hurt(count)) => Awaited::Hurt(*count),
            };
            control.waits.push((id, awaited));
        }
        let sites = scenario.places.iter().filter(|(_, place)| matches!(place, Place::Site(_)));
        control.outdoors = sites.map(|(id, _)| names.known(Kind::Place, id)).collect();
        control
    }
}

/// Everything that comes from outside, with its time: releases, then injects.
fn from_outside<'a>(scenario: &'a Scenario, names: &'a Names) -> impl Iterator<Item = (Id, &'a When)> {
    let releases = scenario.releases.iter().map(|(id, r)| (names.known(Kind::Release, id), &r.when));
    let injects = scenario.injects.iter().map(|(id, i)| (names.known(Kind::Inject, id), &i.when));
    releases.chain(injects)
}

/// Takes away the releases with a weight that luck does not pick.
pub(crate) fn draw_releases(
    scenario: &Scenario,
    names: &Names,
    luck: &Luck,
    control: &mut Control,
    agenda: &mut Agenda,
) {
    if scenario.releases.values().all(|release| release.weight.is_none()) {
        return;
    }
    let drawn = drawn(scenario, luck);
    for (id, release) in &scenario.releases {
        if release.weight.is_none() || drawn == Some(&**id) {
            continue;
        }
        let id = names.known(Kind::Release, id);
        if let When::At(t) = release.when {
            agenda.cancel(SimTime::ZERO + t, begins(id));
        }
        control.waits.retain(|(waiting, _)| *waiting != id);
    }
}

/// Of the releases with a weight, the one that luck picks.
fn drawn<'a>(scenario: &'a Scenario, luck: &Luck) -> Option<&'a str> {
    let weighted = || scenario.releases.iter().filter_map(|(id, release)| Some((id, release.weight?)));
    let all: f64 = weighted().map(|(_, weight)| weight).sum();
    let mut left = luck.unit(Purpose::Release, &[], 0) * all;
    let mut last = None;
    for (id, weight) in weighted().filter(|(_, weight)| *weight > 0.0) {
        last = Some(&**id);
        if left < weight {
            break;
        }
        left -= weight;
    }
    last
}

/// The wake by which an inject or a release begins.
pub(crate) fn begins(id: Id) -> WakeKey {
    let wake = if id.kind == Kind::Release { Wake::Release } else { Wake::Inject };
    WakeKey { set: Set::Injects, id, wake, detail: 0 }
}

/// Looks what has happened since the last step, and puts on the agenda what waited for it.
pub(crate) fn watch_events(
    control: Res<Control>,
    log: Res<Log>,
    mut watched: ResMut<Watched>,
    mut agenda: ResMut<Agenda>,
) {
    let seen = core::mem::replace(&mut watched.seen, log.last());
    if watched.due.len() == control.waits.len() {
        return;
    }
    let now = agenda.now();
    let events = log.since(seen);
    for (id, awaited) in &control.waits {
        let Awaited::Event { kind, by, wait } = awaited else { continue };
        let is_it = |e: &Event| {
            e.what.kind() == &**kind
                && by.as_ref().is_none_or(|by| e.actor.as_ref().is_some_and(|a| a.starts_with(&**by)))
        };
        if !watched.due.contains(id) && events.iter().any(is_it) {
            watched.due.insert(*id);
            agenda.at(now + (*wait).max(TICK), begins(*id));
        }
    }
}

/// Looks whether a truth is so now that something waits for; before the events are looked at.
pub(crate) fn watch_truths(
    control: Res<Control>,
    log: Res<Log>,
    clock: Res<Clock>,
    site: Res<Site>,
    index: Res<Index>,
    due: Res<Due>,
    rooms: Query<(&RoomState, &FireState)>,
    health: Query<&Health>,
    mut watched: ResMut<Watched>,
    mut agenda: ResMut<Agenda>,
) {
    if !watched.is_behind(&log) && !due.any(Set::Hazard, Wake::Grid) {
        return;
    }
    let room = |room: &Id| rooms.get(index.entity(*room)).ok();
    for (id, awaited) in &control.waits {
        if watched.due.contains(id) {
            continue;
        }
        let is_so = match awaited {
            Awaited::Event { .. } => false,
            Awaited::Vapour { room: id, percent } => {
                let lower = site.substance.as_ref().map_or(f64::INFINITY, |s| s.range.lower.value());
                room(id).is_some_and(|(r, _)| 100.0 * r.floor_fraction / lower > *percent)
            }
            Awaited::Burns(id) => room(id).is_some_and(|(_, f)| f.burning.is_some()),
            Awaited::Hurt(count) => {
                // Who has parted from a crew is a person of their own.
                let with_crew = |h: &Health| h.members.values().filter(|harm| **harm == Harm::Slight).count();
                let hurt = health.iter().map(|h| match h.members.len() {
                    0 => usize::from(h.harm != Harm::None),
                    _ => with_crew(h),
                });
                hurt.sum::<usize>() >= *count as usize
            }
        };
        if is_so {
            watched.due.insert(*id);
            agenda.at(clock.now + TICK, begins(*id));
        }
    }
}

/// Does what drill control puts in.
pub(crate) fn inject(
    due: Res<Due>,
    control: Res<Control>,
    index: Res<Index>,
    mut roads: Query<&mut Roads>,
    mut lines: Query<&mut Line>,
    mut wind: ResMut<Wind>,
    site: Res<Site>,
    mut bystanders: ResMut<Bystanders>,
    mut harms: Harms,
) {
    let injects: Vec<Id> = due.of(Set::Injects, Wake::Inject).map(|(id, _)| id).collect();
    for inject in injects {
        let act = &control.acts[inject.rank as usize];
        let names = &harms.learning.lore.names;
        let injected = Injected { inject: names.word(inject).clone(), verb: act.word().into() };
        let known = |kind: Kind, id: &str| names.known(kind, id);
        match act {
            Verb::CloseRoad(road) | Verb::OpenRoad(road) => {
                let id = known(Kind::Road, road);
                let word = names.word(id).clone();
                let cause = harms.learning.journal.event(injected).root(Root::Inject);
                let open = matches!(act, Verb::OpenRoad(_));
                let journal = &mut harms.learning.journal;
                let event = if open {
                    journal.event(RoadOpened { road: word }).because(cause)
                } else {
                    journal.event(RoadClosed { road: word }).because(cause)
                };
                let mut state = roads.get_mut(index.entity(id)).expect("every road has a state");
                state.open = open;
                state.because = Some(event);
            }
            Verb::SilenceChannel(channel) | Verb::RestoreChannel(channel) => {
                let id = known(Kind::Channel, channel);
                let word = names.word(id).clone();
                let cause = harms.learning.journal.event(injected).root(Root::Inject);
                let mut line = lines.get_mut(index.entity(id)).expect("every channel has a line");
                let journal = &mut harms.learning.journal;
                line.silenced = if matches!(act, Verb::SilenceChannel(_)) {
                    Some(journal.event(ChannelSilenced { channel: word }).because(cause))
                } else {
                    journal.event(ChannelRestored { channel: word }).because(cause);
                    None
                };
            }
            Verb::TurnWind(from) => {
                let cause = harms.learning.journal.event(injected).root(Root::Inject);
                let turned = WindTurned { from_deg: from.value() };
                let event = harms.learning.journal.event(turned).because(cause);
                wind.from_deg = from.value();
                wind.because = Some(event);
                let fact = (harms.learning.lore.facts.key(key::WIND, None), Value::Number(from.value()));
                for place in &control.outdoors {
                    let stimulus = Stimulus { kind: StimulusKind::Wind, of: *place };
                    harms.offer(*place, stimulus, vec![fact.clone()], event);
                }
            }
            Verb::GatherCrowd { at, people } => {
                let place = known(Kind::Place, at);
                let event = harms.learning.journal.event(injected).at(place).root(Root::Inject);
                bystanders.gather(&site, inject, (place, *people), event, &mut harms.learning.journal);
                let fact = (harms.learning.lore.facts.key(key::CROWD, Some(place)), Value::Flag(true));
                harms.offer(place, Stimulus { kind: StimulusKind::Crowd, of: place }, vec![fact], event);
            }
            Verb::BeginRelease(release) => {
                let release = known(Kind::Release, release);
                let event = harms.learning.journal.event(injected).root(Root::Inject);
                harms.learning.agenda.next_tick(WakeKey { detail: event as u32, ..begins(release) });
            }
            Verb::RemovePost(post) => {
                let who = known(Kind::Actor, post);
                let cause = harms.learning.journal.event(injected).root(Root::Inject);
                harms.fall_out(who, "removed", cause);
            }
            Verb::PressAsks(post) => {
                let who = known(Kind::Actor, post);
                let cause = harms.learning.journal.event(injected).root(Root::Inject);
                let key = harms.learning.lore.facts.key(key::PRESS, None);
                harms.learning.find_out(who, (key, Value::Flag(true)), "hearing", cause, Phase::Before);
            }
            other => panic!("`{}` is no inject: the checks of the scenario let it pass", other.word()),
        }
    }
}

/// What is due by the clock before anything has happened.
pub(crate) fn at_start(scenario: &Scenario, names: &Names) -> Agenda {
    let mut agenda = Agenda::default();
    for (id, when) in from_outside(scenario, names) {
        if let When::At(t) = when {
            agenda.at(SimTime::ZERO + *t, begins(id));
        }
    }
    agenda
}
