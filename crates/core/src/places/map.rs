//! The map: which places are joined by doors, paths and roads, and the shortest way over them. Static.

use crate::kernel::{Id, Kind, Names};
use bevy_ecs::prelude::*;
use hazdrill_model::{Place, Scenario};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::{Arc, OnceLock};

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

/// Shortest distances from one place to each place, by rank; none where no way leads.
type Distances = Vec<Option<u64>>;

/// Ways of one kind out of each place, by rank.
#[derive(Debug, Default)]
struct Ways {
    out_of: Vec<Vec<Step>>,
    /// Distances to each goal while nothing is blocked, each worked out when it is first asked for: a table that depends
    /// on the scenario alone, so it is no state.
    to_goal: Vec<OnceLock<Distances>>,
}

impl Ways {
    fn between(places: usize) -> Self {
        Self { out_of: vec![Vec::new(); places], to_goal: (0..places).map(|_| OnceLock::new()).collect() }
    }

    fn join(&mut self, a: Id, b: Id, road: Option<Id>, cost: u64) {
        self.out_of[a.rank as usize].push(Step { to: b, road, cost });
        self.out_of[b.rank as usize].push(Step { to: a, road, cost });
    }

    fn out_of(&self, place: Id) -> &[Step] {
        &self.out_of[place.rank as usize]
    }

    /// Shortest distances from `from` while nothing is blocked. Every way is two-way, so they are distances to it, too.
    fn open_distances(&self, from: Id) -> &Distances {
        self.to_goal[from.rank as usize].get_or_init(|| self.distances(from, &Blocked::default()))
    }

    fn distances(&self, from: Id, blocked: &Blocked) -> Distances {
        let mut best = vec![None; self.out_of.len()];
        best[from.rank as usize] = Some(0);
        let mut heap = BinaryHeap::from([Reverse((0_u64, from))]);
        while let Some(Reverse((cost, place))) = heap.pop() {
            if best[place.rank as usize].is_some_and(|known| known < cost) {
                continue;
            }
            for step in self.out_of(place).iter().filter(|s| blocked.lets_pass(place, s)) {
                let reached = cost + step.cost;
                let known = &mut best[step.to.rank as usize];
                if known.is_none_or(|known| reached < known) {
                    *known = Some(reached);
                    heap.push(Reverse((reached, step.to)));
                }
            }
        }
        best
    }

    /// The first piece of the shortest way while nothing is blocked.
    fn first_step(&self, from: Id, to: Id) -> Option<Step> {
        self.first_step_by(from, self.open_distances(to), &Blocked::default())
    }

    /// The first piece of the shortest way that passes nothing blocked.
    ///
    /// What is blocked makes no way shorter. So the shortest of all ways, if nothing on it is blocked, is the one.
    fn first_step_around(&self, from: Id, to: Id, blocked: &Blocked) -> Option<Step> {
        let first = self.first_step(from, to)?;
        let (mut here, mut step) = (from, first);
        while blocked.lets_pass(here, &step) {
            here = step.to;
            if here == to {
                return Some(first);
            }
            step = self.first_step(here, to)?;
        }
        self.first_step_by(from, &self.distances(to, blocked), blocked)
    }

    /// The first piece of the shortest way; of ways as short, the one over the smaller name.
    fn first_step_by(&self, from: Id, to_goal: &Distances, blocked: &Blocked) -> Option<Step> {
        self.out_of(from)
            .iter()
            .filter(|s| blocked.lets_pass(from, s))
            .filter_map(|s| to_goal[s.to.rank as usize].map(|rest| (rest + s.cost, s.to, s)))
            .min_by_key(|(cost, to, _)| (*cost, *to))
            .map(|(_, _, s)| *s)
    }
}

/// All ways.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// Footways: doors and paths.
    feet: Arc<Ways>,
    /// Roads.
    wheels: Arc<Ways>,
    /// Rooms.
    indoors: Arc<BTreeSet<Id>>,
}

impl Map {
    pub(crate) fn of(scenario: &Scenario, names: &Names) -> Self {
        let places = names.count(Kind::Place);
        let (mut feet, mut wheels, mut indoors) = (Ways::between(places), Ways::between(places), BTreeSet::new());
        for (id, place) in &scenario.places {
            let here = names.known(Kind::Place, id);
            if place.room().is_some() {
                indoors.insert(here);
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
                feet.join(here, there, None, cost);
            }
        }
        for (id, road) in &scenario.roads {
            let (a, b) = (names.known(Kind::Place, &road.from), names.known(Kind::Place, &road.to));
            let road_id = names.known(Kind::Road, id);
            let cost = road.drive.typical().ms().max(1) as u64;
            wheels.join(a, b, Some(road_id), cost);
        }
        Self { feet: feet.into(), wheels: wheels.into(), indoors: indoors.into() }
    }

    /// Places within so many metres on foot, in the order of names; the place itself among them.
    pub(crate) fn within(&self, from: Id, metres: f64) -> Vec<Id> {
        let limit = (metres * 1000.0) as u64;
        self.reached_from(from).filter(|(_, cost)| *cost <= limit).map(|(place, _)| place).collect()
    }

    /// Places that can be reached on foot, in the order of names, with the way in millimetres.
    fn reached_from(&self, from: Id) -> impl Iterator<Item = (Id, u64)> + '_ {
        let distances = self.feet.open_distances(from).iter().zip(0..);
        distances.filter_map(|(cost, rank)| cost.map(|cost| (Id { kind: Kind::Place, rank }, cost)))
    }

    /// The last place before `goal` on the shortest way from `from`; `goal` itself for one who stands in it and can go
    /// nowhere else.
    pub fn doorstep(&self, from: Id, goal: Id) -> Id {
        if from == goal {
            return self.feet.out_of(goal).iter().min_by_key(|s| (s.cost, s.to)).map_or(goal, |s| s.to);
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
        if jams.is_empty() {
            return self.on_foot(from, to);
        }
        self.feet.first_step_around(from, to, &Blocked { roads: None, doors: Some(jams) })
    }

    /// The first piece of the shortest way on foot.
    pub fn on_foot(&self, from: Id, to: Id) -> Option<Step> {
        self.feet.first_step(from, to)
    }

    /// The first piece of the quickest way on wheels, over roads that are not believed to be closed.
    pub fn on_wheels(&self, from: Id, to: Id, closed: &BTreeSet<Id>) -> Option<Step> {
        if closed.is_empty() {
            return self.wheels.first_step(from, to);
        }
        self.wheels.first_step_around(from, to, &Blocked { roads: Some(closed), doors: None })
    }

    /// The place on a road from which `place` is nearest on foot; `place` itself where a road leads there.
    pub fn road_head(&self, place: Id) -> Option<Id> {
        self.reached_from(place)
            .filter(|(p, _)| !self.wheels.out_of(*p).is_empty())
            .min_by_key(|(p, cost)| (*cost, *p))
            .map(|(p, _)| p)
    }
}
