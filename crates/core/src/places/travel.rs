//! Travel: journeys on foot and on wheels, leg by leg.
//!
//! A leg ends at its own wake. On foot it lasts as long as the way is at the walking speed; on wheels the road's
//! distribution says. A driver learns that a road is closed on reaching it, and seeks another way.

use super::barred::Barred;
use super::body::{Body, BodyKind, Journey, Leg, Presence};
use super::map::Step;
use super::sites::Kit;
use crate::ground::Ground;
use crate::hazard::Haze;
use crate::kernel::{Due, Id, Kind, Luck, Purpose, Set, Sets, Wake, WakeKey};
use crate::minds::{Channelled, Learning, News, Phase, look_wake};
use crate::relay::Relay;
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::fact::key;
use hazdrill_model::{Dist, Value};
use hazdrill_record::EventId;
use hazdrill_record::happening::{AirLow, Arrived, Blocked, Left};
use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};

/// What forcing a jammed door takes: a judgement, unverified.
const FORCING_A_DOOR: SimDuration = SimDuration::from_ms(60_000);

/// Who works hard turns round after 20 min, or two thirds of the air, whichever comes first: the rest is for the way out.
fn turn_round(air: SimDuration) -> SimDuration {
    let two_thirds = SimDuration::from_ms(air.ms() * 2 / 3);
    two_thirds.min(hazdrill_physics::breathing_air::HEAT_LIMIT).max(hazdrill_units::TICK)
}

/// The wake of a crew whose air runs low.
fn air_wake(who: Id) -> WakeKey {
    WakeKey { set: Set::Travel, id: who, wake: Wake::Air, detail: 0 }
}

/// Tells crews that are still inside that their air runs low.
fn run_low(due: &Due, travelling: &Travelling, learning: &mut Learning) {
    let crews: Vec<Id> = due.of(Set::Travel, Wake::Air).map(|(id, _)| id).collect();
    for who in crews {
        let now = learning.now();
        let body = travelling.body(who, learning);
        let Some(since) = body.inside_since else { continue };
        let air = travelling.kit.get(learning.index.entity(who)).ok().and_then(|kit| kit.air).unwrap_or_default();
        // It came out and went in again in between: a later wake is its own.
        if now.since(since) < turn_round(air) {
            continue;
        }
        let (place, because) = (body.place, body.because);
        let Some(because) = because else { continue };
        let low = AirLow { minutes: now.since(since).seconds() / 60.0 };
        let event = learning.journal.event(low).by(who).at(place).because(because);
        let fact = (learning.lore.facts.key(key::AIR_LOW, None), Value::Flag(true));
        learning.find_out(who, fact, "instrument", event, Phase::After);
    }
}

/// How an actor moves: static, from the scenario.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transport {
    /// Walking speed, m/s.
    pub walks_m_s: f64,
    /// From the order to leaving the base; crews only.
    pub turnout: Option<Dist>,
}

/// The state of a road.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Roads {
    /// Whether it is open.
    pub open: bool,
    /// The event that closed or opened it last.
    pub because: Option<EventId>,
    /// How long a drive takes.
    pub drive: Dist,
}

/// Everything that travel reads and writes beside minds.
#[derive(SystemParam)]
pub struct Travelling<'w, 's> {
    /// Where everybody is.
    pub bodies: Query<'w, 's, (&'static mut Body, &'static Transport)>,
    /// Roads.
    pub roads: Query<'w, 's, &'static Roads>,
    /// Who is where.
    pub presence: ResMut<'w, Presence>,
    /// The map, and who rides with whom.
    pub ground: Res<'w, Ground>,
    /// Luck.
    pub luck: Res<'w, Luck>,
    pub(super) barred: ResMut<'w, Barred>,
    haze: Res<'w, Haze>,
    kit: Query<'w, 's, &'static Kit>,
}

impl Travelling<'_, '_> {
    /// Those who ride with `crew` and are with it now.
    pub fn riders_with(&self, crew: Id, learning: &Learning) -> Vec<Id> {
        let place = self.body(crew, learning).place;
        let is_with = |id: &Id| {
            let body = self.body(*id, learning);
            body.is_at(place) && body.journey.is_none()
        };
        self.ground.riders.with(crew).iter().copied().filter(is_with).collect()
    }

    /// Those who are driven by `crew` now.
    fn driven_by(&self, crew: Id, learning: &Learning) -> Vec<Id> {
        self.ground.riders.with(crew).iter().copied().filter(|id| self.body(*id, learning).is_driving()).collect()
    }

    /// The body of an actor.
    pub fn body(&self, who: Id, learning: &Learning) -> &Body {
        self.bodies.get(learning.index.entity(who)).expect("every actor has a body").0
    }

    pub(super) fn body_mut(&mut self, who: Id, learning: &Learning) -> Mut<'_, Body> {
        self.bodies.get_mut(learning.index.entity(who)).expect("every actor has a body").0
    }

    /// Lets `who` set out for `goal`; false where no way leads there. Somebody already on a leg ends it first.
    pub fn set_out(&mut self, who: Id, goal: Id, because: EventId, learning: &mut Learning) -> bool {
        let (place, under_way) = {
            let body = self.body(who, learning);
            (body.journey.as_ref().map_or(body.place, |j| j.leg.to), body.journey.clone())
        };
        if let Some(mut journey) = under_way {
            // The leg under way ends as it began; the rest of the journey leads elsewhere.
            journey.to = goal;
            journey.because = because;
            let reachable = place == goal || self.next_step(who, place, goal, learning).is_some();
            self.body_mut(who, learning).journey = Some(journey);
            return reachable;
        }
        let Some(step) = self.next_step(who, place, goal, learning) else { return false };
        let drives = step.road.is_some();
        let left = Left { to: learning.lore.names.word(goal).clone(), drives };
        let event = learning.journal.event(left).by(who).at(place).because(because);
        let riders = if drives { self.riders_with(who, learning) } else { Vec::new() };
        self.begin_leg(who, goal, place, step, event, learning);
        for rider in riders {
            let place = self.body(rider, learning).place;
            self.presence.leave(rider, place);
            let (leg, serial) = {
                let journey = self.body(who, learning).journey.as_ref().expect("the crew has just set out");
                (journey.leg, journey.serial)
            };
            let mut body = self.body_mut(rider, learning);
            body.journeys += 1;
            // The crew's wake carries the riders along; they have none of their own.
            body.journey = Some(Journey { to: goal, from: place, leg, because: event, drives: true, serial });
        }
        true
    }

    /// The next piece of the way of `who`, around all that they have found to be shut.
    fn next_step(&self, who: Id, from: Id, goal: Id, learning: &Learning) -> Option<Step> {
        let body = self.body(who, learning);
        let on_foot = self.ground.map.on_foot_around(from, goal, &body.found);
        if on_foot.is_some() {
            return on_foot;
        }
        matches!(body.kind, BodyKind::Crew(_)).then(|| self.ground.map.on_wheels(from, goal, &body.found)).flatten()
    }

    fn begin_leg(&mut self, who: Id, goal: Id, from: Id, step: Step, because: EventId, learning: &mut Learning) {
        let mut time = self.leg_time(who, from, step, learning);
        if step.road.is_none() && self.barred.force(from, step.to, because) {
            time = time + FORCING_A_DOOR;
        }
        let ends = learning.now() + time;
        let mut body = self.body_mut(who, learning);
        let origin = body.journey.as_ref().map_or(from, |j| j.from);
        body.journeys += 1;
        let serial = body.journeys;
        let leg = Leg { to: step.to, road: step.road, ends };
        body.journey = Some(Journey { to: goal, from: origin, leg, because, drives: step.road.is_some(), serial });
        if step.road.is_some() {
            self.presence.leave(who, from);
            self.take_along(who, None, learning);
        }
        learning.agenda.at(ends, WakeKey { set: Set::Travel, id: who, wake: Wake::Leg, detail: serial });
    }

    fn leg_time(&mut self, who: Id, from: Id, step: Step, learning: &Learning) -> SimDuration {
        let Some(road) = step.road else {
            let walks = self.bodies.get(learning.index.entity(who)).expect("every actor has a body").1.walks_m_s;
            let metres = step.cost as f64 / 1000.0;
            // Half blind one feels one's way: the thicker smoke of both ends decides.
            let share = self.haze.walking_share(from).min(self.haze.walking_share(step.to));
            return SimDuration::from_seconds(metres / (walks * share)).max(hazdrill_units::TICK);
        };
        let nth = {
            let mut body = self.body_mut(who, learning);
            let nth = body.drives.entry(road).or_default();
            *nth += 1;
            u64::from(*nth - 1)
        };
        let drive = &self.roads.get(learning.index.entity(road)).expect("every road has a state").drive;
        let key = [learning.lore.names.word(who), learning.lore.names.word(road)];
        self.luck.duration(drive, Purpose::Drive, &key, nth)
    }

    /// A crew with breathing apparatus starts on its air when it goes in, and changes bottles when it comes out.
    fn breathe(&mut self, who: Id, place: Id, learning: &mut Learning) {
        let Some(air) = self.kit.get(learning.index.entity(who)).ok().and_then(|kit| kit.air) else { return };
        let (now, indoors) = (learning.now(), self.ground.map.is_indoors(place));
        let mut body = self.body_mut(who, learning);
        match (body.inside_since, indoors) {
            (None, true) => {
                body.inside_since = Some(now);
                learning.agenda.at(now + turn_round(air), air_wake(who));
            }
            (Some(_), false) => {
                body.inside_since = None;
                let key = learning.lore.facts.key(key::AIR_LOW, None);
                if let Some(because) = learning.mind(who).belief(key).map(|belief| belief.because) {
                    learning.find_out(who, (key, Value::Flag(false)), "instrument", because, Phase::After);
                }
            }
            _ => {}
        }
    }

    /// Lets those who are carried go where their carrier goes.
    fn take_along(&mut self, who: Id, to: Option<Id>, learning: &mut Learning) {
        for passenger in self.body(who, learning).passengers.clone() {
            let old = self.body(passenger, learning).place;
            self.presence.leave(passenger, old);
            let Some(place) = to else { continue };
            self.body_mut(passenger, learning).place = place;
            self.presence.enter(passenger, place);
            learning.moved(passenger, place, None);
        }
    }

    /// Moves `who` to the end of the leg; gives the journey.
    fn arrive(&mut self, who: Id, learning: &mut Learning) -> Option<Journey> {
        let mut body = self.body_mut(who, learning);
        let journey = body.journey.take()?;
        let (old, new) = (body.place, journey.leg.to);
        body.place = new;
        self.presence.leave(who, old);
        self.presence.enter(who, new);
        learning.agenda.next_tick(look_wake(who));
        self.take_along(who, Some(new), learning);
        self.breathe(who, new, learning);
        Some(journey)
    }

    /// Whether a step is open; who finds it shut takes another way, and learns of a road that it is closed.
    fn finds_open(&mut self, who: Id, step: Step, place: Id, because: EventId, learning: &mut Learning) -> bool {
        let Some(road) = step.road else {
            let (mut body, _) = self.bodies.get_mut(learning.index.entity(who)).expect("every actor has a body");
            let passes = body.passes();
            return body.found.tries(place, step.to, &self.barred, passes);
        };
        let state = self.roads.get(learning.index.entity(road)).expect("every road has a state");
        if state.open {
            return true;
        }
        let closed_by = state.because.unwrap_or(because);
        self.body_mut(who, learning).found.roads.insert(road);
        let blocked = Blocked { road: learning.lore.names.word(road).clone() };
        let event = learning.journal.event(blocked).by(who).at(place).because_later_of(because, closed_by);
        let fact = (learning.lore.facts.key(key::ROAD_OPEN, Some(road)), Value::Flag(false));
        learning.find_out(who, fact, "sight", event, Phase::After);
        false
    }
}

/// Journeys asked for by tasks in this step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOut {
    /// Who.
    pub who: Id,
    /// Where to.
    pub goal: Id,
    /// The event behind it.
    pub because: EventId,
}

/// The set `Travel`: those set out who were asked to, legs end, and air runs low.
pub fn travel(due: Res<Due>, mut relay: ResMut<Relay>, mut travelling: Travelling, mut learning: Learning) -> Sets {
    set_out(core::mem::take(&mut relay.set_out), &mut travelling, &mut learning);
    end_legs(&due, &mut travelling, &mut learning);
    super::trapped::look_again(&due, &mut travelling, &mut learning);
    run_low(&due, &travelling, &mut learning);
    learning.stirs()
}

/// Lets those set out whose task begins with a way.
fn set_out(asked: Vec<SetOut>, travelling: &mut Travelling, learning: &mut Learning) {
    for SetOut { who, goal, because } in asked {
        let body = travelling.body(who, learning);
        let (place, moving) = (body.place, body.journey.is_some());
        // Whoever is carried goes where the carrier goes, and a passenger where the vehicle goes: no wake of their own
        // would ever end a journey of theirs.
        let taken = body.carried.is_some() || body.is_passenger();
        let open = !taken && (moving || first_open_step(who, goal, place, because, travelling, learning));
        if !open || !travelling.set_out(who, goal, because, learning) {
            let trapped = !taken && !moving && super::trapped::trap(who, goal, because, travelling, learning);
            learning.agenda.next_tick(task_wake(who, if trapped { BARRED } else { NO_WAY }));
        } else {
            super::trapped::set_free(who, travelling, learning);
        }
    }
}

/// Tries the first pieces of the way until one is open; false where none is.
pub(super) fn first_open_step(
    who: Id,
    goal: Id,
    place: Id,
    because: EventId,
    travelling: &mut Travelling,
    learning: &mut Learning,
) -> bool {
    travelling.look_at_bars(who, place, learning);
    while let Some(step) = travelling.next_step(who, place, goal, learning) {
        if travelling.finds_open(who, step, place, because, learning) {
            return true;
        }
    }
    place == goal
}

/// The detail of a task's wake that says: no way leads there. Serial numbers of tasks stay far below it.
pub(crate) const NO_WAY: u32 = u32::MAX;
/// The detail of a task's wake that says: the journey has ended.
pub(crate) const ARRIVED: u32 = u32::MAX - 1;
/// The detail of a task's wake that says: every way is barred, and the actor waits.
pub(crate) const BARRED: u32 = u32::MAX - 2;
/// The detail of a task's wake that says: a way is free again.
pub(crate) const WAY_FREE: u32 = u32::MAX - 3;

pub(crate) fn task_wake(who: Id, detail: u32) -> WakeKey {
    WakeKey { set: Set::Work, id: who, wake: Wake::Task, detail }
}

/// Ends legs, begins the next ones, and lets those arrive who are there.
fn end_legs(due: &Due, travelling: &mut Travelling, learning: &mut Learning) {
    let ends: Vec<(Id, u32)> = due.of(Set::Travel, Wake::Leg).filter(|(id, _)| id.kind == Kind::Actor).collect();
    for (who, serial) in ends {
        if travelling.body(who, learning).journey.as_ref().is_none_or(|j| j.serial != serial) {
            continue;
        }
        let riders = travelling.driven_by(who, learning);
        let Some(journey) = travelling.arrive(who, learning) else { continue };
        for rider in &riders {
            travelling.arrive(*rider, learning);
        }
        let place = journey.leg.to;
        if place == journey.to {
            finish(who, &journey, &riders, travelling, learning);
        } else {
            go_on(who, &journey, &riders, travelling, learning);
        }
    }
}

fn go_on(who: Id, journey: &Journey, riders: &[Id], travelling: &mut Travelling, learning: &mut Learning) {
    let place = journey.leg.to;
    for one in riders.iter().chain([&who]) {
        learning.moved(*one, place, None);
    }
    if !first_open_step(who, journey.to, place, journey.because, travelling, learning) {
        let trapped = super::trapped::trap(who, journey.to, journey.because, travelling, learning);
        learning.agenda.next_tick(task_wake(who, if trapped { BARRED } else { NO_WAY }));
        return;
    }
    let step = travelling.next_step(who, place, journey.to, learning).expect("an open way was just found");
    travelling.begin_leg(who, journey.to, place, step, journey.because, learning);
    let (leg, serial) = {
        let mut body = travelling.body_mut(who, learning);
        let next = body.journey.as_mut().expect("the next leg has just begun");
        next.from = journey.from;
        next.drives = journey.drives || next.drives;
        (next.leg, next.serial)
    };
    if leg.road.is_some() {
        for rider in riders {
            travelling.presence.leave(*rider, place);
            let journey = Journey { leg, serial, ..journey.clone() };
            travelling.body_mut(*rider, learning).journey = Some(journey);
        }
    }
}

fn finish(who: Id, journey: &Journey, riders: &[Id], travelling: &mut Travelling, learning: &mut Learning) {
    let place = journey.leg.to;
    let arrived = Arrived { from: learning.lore.names.word(journey.from).clone(), drives: journey.drives };
    let event = learning.journal.event(arrived).by(who).at(place).because(journey.because);
    travelling.body_mut(who, learning).because = Some(event);
    let crew_at = matches!(travelling.body(who, learning).kind, BodyKind::Crew(_))
        .then(|| learning.lore.facts.key(key::CREW_AT, Some(who)));
    let word = learning.lore.names.word(place).clone();
    for one in [who].iter().chain(riders) {
        learning.moved(*one, place, Some(event));
        travelling.body_mut(*one, learning).because = Some(event);
        if let Some(key) = crew_at {
            let news = News { key, value: Value::Word(word.clone()), as_of: learning.now(), origin: who, hops: 0 };
            learning.learn(*one, news, Channelled { from: None, channel: "own_act".into() }, event, Phase::After);
        }
    }
    learning.agenda.next_tick(task_wake(who, ARRIVED));
}
