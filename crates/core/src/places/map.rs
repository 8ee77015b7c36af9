//! The map: which places are joined by doors, paths and roads, and the shortest way over them. Static.

use crate::kernel::{Id, Kind, Names};
use bevy_ecs::prelude::*;
use hazdrill_model::{Place, Scenario};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// The next piece of a way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The place at its end.
    pub to: Id,
    /// The road, if it is driven.
    pub road: Option<Id>,
    /// Metres on foot, or typical milliseconds on wheels.
    pub cost: u64,
}

/// Doors that are jammed: the two places that each joins, the smaller first.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Jams(BTreeSet<(Id, Id)>);

impl Jams {
    /// Jams the door between two places.
    pub fn jam(&mut self, a: Id, b: Id) {
        self.0.insert((a.min(b), a.max(b)));
    }
    /// Forces the door between two places; tells whether it was jammed.
    pub fn force(&mut self, a: Id, b: Id) -> bool {
        self.0.remove(&(a.min(b), a.max(b)))
    }
    /// Whether the door between two places is jammed.
    pub fn blocks(&self, a: Id, b: Id) -> bool {
        self.0.contains(&(a.min(b), a.max(b)))
    }
    /// Whether no door is jammed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What cannot be passed.
#[derive(Clone, Copy, Debug, Default)]
struct Blocked<'a> {
    roads: Option<&'a BTreeSet<Id>>,
    doors: Option<&'a Jams>,
}

impl Blocked<'_> {
    fn lets_pass(&self, from: Id, step: &Step) -> bool {
        let road = step.road.zip(self.roads).is_some_and(|(road, closed)| closed.contains(&road));
        !road && !self.doors.is_some_and(|jams| jams.blocks(from, step.to))
    }
}

/// All ways.
#[derive(Resource, Debug, Default)]
pub struct Map {
    /// Footways out of each place: doors and paths.
    feet: BTreeMap<Id, Vec<Step>>,
    /// Roads out of each place.
    wheels: BTreeMap<Id, Vec<Step>>,
    /// Rooms.
    indoors: BTreeSet<Id>,
}

impl Map {
    pub(crate) fn of(scenario: &Scenario, names: &Names) -> Self {
        let mut map = Self::default();
        for (id, place) in &scenario.places {
            let here = names.known(Kind::Place, id);
            if place.room().is_some() {
                map.indoors.insert(here);
            }
            let ways: Vec<(Id, f64)> = match place {
                Place::Room(room) => {
                    room.doors.iter().map(|(to, door)| (names.known(Kind::Place, to), door.walk.value())).collect()
                }
                Place::Site(site) => {
                    site.paths.iter().map(|(to, walk)| (names.known(Kind::Place, to), walk.value())).collect()
                }
            };
            for (there, metres) in ways {
                // Millimetres, so that ways of equal length tie exactly and then break by name.
                let cost = (metres * 1000.0).round().max(1.0) as u64;
                map.feet.entry(here).or_default().push(Step { to: there, road: None, cost });
                map.feet.entry(there).or_default().push(Step { to: here, road: None, cost });
            }
        }
        for (id, road) in &scenario.roads {
            let (a, b) = (names.known(Kind::Place, &road.from), names.known(Kind::Place, &road.to));
            let road_id = names.known(Kind::Road, id);
            let cost = road.drive.typical().ms().max(1) as u64;
            map.wheels.entry(a).or_default().push(Step { to: b, road: Some(road_id), cost });
            map.wheels.entry(b).or_default().push(Step { to: a, road: Some(road_id), cost });
        }
        map
    }

    /// Places within so many metres on foot, in the order of names; the place itself among them.
    pub(crate) fn within(&self, from: Id, metres: f64) -> Vec<Id> {
        let limit = (metres * 1000.0) as u64;
        distances(&self.feet, from, &Blocked::default())
            .into_iter()
            .filter(|(_, d)| *d <= limit)
            .map(|(p, _)| p)
            .collect()
    }

    /// The last place before `goal` on the shortest way from `from`; `goal` itself for one who stands in it and can go
    /// nowhere else.
    pub fn doorstep(&self, from: Id, goal: Id) -> Id {
        if from == goal {
            return self.feet.get(&goal).into_iter().flatten().min_by_key(|s| (s.cost, s.to)).map_or(goal, |s| s.to);
        }
        let mut here = from;
        while let Some(step) = self.on_foot(here, goal) {
            if step.to == goal {
                return here;
            }
            here = step.to;
        }
        goal
    }

    /// Whether a place is a room.
    pub fn is_indoors(&self, place: Id) -> bool {
        self.indoors.contains(&place)
    }

    /// The first piece of the shortest way on foot that passes no jammed door.
    pub fn on_foot_around(&self, from: Id, to: Id, jams: &Jams) -> Option<Step> {
        first_step(&self.feet, from, to, &Blocked { roads: None, doors: Some(jams) })
    }

    /// The first piece of the shortest way on foot.
    pub fn on_foot(&self, from: Id, to: Id) -> Option<Step> {
        first_step(&self.feet, from, to, &Blocked::default())
    }

    /// The first piece of the quickest way on wheels, over roads that are not believed to be closed.
    pub fn on_wheels(&self, from: Id, to: Id, closed: &BTreeSet<Id>) -> Option<Step> {
        first_step(&self.wheels, from, to, &Blocked { roads: Some(closed), doors: None })
    }

    /// The place on a road from which `place` is nearest on foot; `place` itself where a road leads there.
    pub fn road_head(&self, place: Id) -> Option<Id> {
        let reached = distances(&self.feet, place, &Blocked::default());
        reached
            .into_iter()
            .filter(|(p, _)| self.wheels.contains_key(p))
            .min_by_key(|(p, cost)| (*cost, *p))
            .map(|(p, _)| p)
    }
}

/// Shortest distances from `from`.
fn distances(ways: &BTreeMap<Id, Vec<Step>>, from: Id, blocked: &Blocked) -> BTreeMap<Id, u64> {
    let mut best = BTreeMap::from([(from, 0)]);
    let mut heap = BinaryHeap::from([Reverse((0_u64, from))]);
    while let Some(Reverse((cost, place))) = heap.pop() {
        if best.get(&place).is_some_and(|known| *known < cost) {
            continue;
        }
        for step in ways.get(&place).into_iter().flatten().filter(|s| blocked.lets_pass(place, s)) {
            let reached = cost + step.cost;
            if best.get(&step.to).is_none_or(|known| reached < *known) {
                best.insert(step.to, reached);
                heap.push(Reverse((reached, step.to)));
            }
        }
    }
    best
}

/// The first piece of the shortest way; of ways as short, the one over the smaller name.
fn first_step(ways: &BTreeMap<Id, Vec<Step>>, from: Id, to: Id, blocked: &Blocked) -> Option<Step> {
    // Every way is two-way, so distances from the goal are distances to it.
    let to_goal = distances(ways, to, blocked);
    ways.get(&from)?
        .iter()
        .filter(|s| blocked.lets_pass(from, s))
        .filter_map(|s| to_goal.get(&s.to).map(|rest| (rest + s.cost, s.to, s)))
        .min_by_key(|(cost, to, _)| (*cost, *to))
        .map(|(_, _, s)| *s)
}
