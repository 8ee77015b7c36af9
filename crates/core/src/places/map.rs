//! The map: which places are joined by doors, paths and roads, and the shortest way over them. Static.

use super::barred::Found;
use crate::kernel::{Id, Kind, Names};
use hazdrill_model::{Place, Scenario};
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

/// What somebody has found to be shut, if that plays a part.
type Around<'a> = Option<&'a Found>;

fn lets_pass(around: Around, from: Id, step: &Step) -> bool {
    let Some(found) = around else { return true };
    match step.road {
        Some(road) => !found.roads.contains(&road),
        None => found.lets_pass(from, step.to),
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
        self.to_goal[from.rank as usize].get_or_init(|| self.distances(from, None))
    }

    fn distances(&self, from: Id, around: Around) -> Distances {
        let mut best = vec![None; self.out_of.len()];
        best[from.rank as usize] = Some(0);
        let mut heap = BinaryHeap::from([Reverse((0_u64, from))]);
        while let Some(Reverse((cost, place))) = heap.pop() {
            if best[place.rank as usize].is_some_and(|known| known < cost) {
                continue;
            }
            for step in self.out_of(place).iter().filter(|s| lets_pass(around, place, s)) {
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
        self.first_step_by(from, self.open_distances(to), None)
    }

    /// The first piece of the shortest way that passes nothing blocked.
    ///
    /// What is blocked makes no way shorter. So the shortest of all ways, if nothing on it is blocked, is the one.
    fn first_step_around(&self, from: Id, to: Id, around: Around) -> Option<Step> {
        let first = self.first_step(from, to)?;
        let (mut here, mut step) = (from, first);
        while lets_pass(around, here, &step) {
            here = step.to;
            if here == to {
                return Some(first);
            }
            step = self.first_step(here, to)?;
        }
        self.first_step_by(from, &self.distances(to, around), around)
    }

    /// The first piece of the shortest way; of ways as short, the one over the smaller name.
    fn first_step_by(&self, from: Id, to_goal: &Distances, around: Around) -> Option<Step> {
        self.out_of(from)
            .iter()
            .filter(|s| lets_pass(around, from, s))
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

    /// Whether a footway leads straight from one place to the other.
    pub fn is_next(&self, from: Id, to: Id) -> bool {
        self.feet.out_of(from).iter().any(|step| step.to == to)
    }

    /// Whether one gets out of the building by ways that were not found to be barred.
    pub fn leads_out(&self, from: Id, found: &Found) -> bool {
        let reached = self.feet.distances(from, Some(found));
        let outdoors = |rank| !self.is_indoors(Id { kind: Kind::Place, rank });
        reached.iter().zip(0..).any(|(cost, rank)| cost.is_some() && outdoors(rank))
    }

    /// The first piece of the shortest way on foot that passes nothing found to be barred.
    pub fn on_foot_around(&self, from: Id, to: Id, found: &Found) -> Option<Step> {
        if found.no_bars() {
            return self.on_foot(from, to);
        }
        self.feet.first_step_around(from, to, Some(found))
    }

    /// The first piece of the shortest way on foot.
    pub fn on_foot(&self, from: Id, to: Id) -> Option<Step> {
        self.feet.first_step(from, to)
    }

    /// The first piece of the quickest way on wheels, over roads that were not found to be closed.
    pub fn on_wheels(&self, from: Id, to: Id, found: &Found) -> Option<Step> {
        if found.roads.is_empty() {
            return self.wheels.first_step(from, to);
        }
        self.wheels.first_step_around(from, to, Some(found))
    }

    /// The place on a road from which `place` is nearest on foot; `place` itself where a road leads there.
    pub fn road_head(&self, place: Id) -> Option<Id> {
        self.reached_from(place)
            .filter(|(p, _)| !self.wheels.out_of(*p).is_empty())
            .min_by_key(|(p, cost)| (*cost, *p))
            .map(|(p, _)| p)
    }
}
