//! Places and roads: measures, connections, and whether people can get where they must.

use super::figures::{SHORTEST_ACT, at_least, dist, list, positive, short_list, source, text, within};
use super::names::Names;
use super::path::{Findings, Path};
use super::{Problem, Thing};
use crate::{Breaker, Contents, Detector, Door, Id, Place, Room, Site, Vessel};
use hazdrill_units::{SimDuration, TICK};
use std::collections::BTreeMap;

/// Times in which a fire grows to 1 MW, s: from that of a stack of foam to that of a smouldering pile.
const GROWTH_S: [f64; 2] = [10.0, 7_200.0];

pub(super) fn check(names: &Names<'_>, out: &mut Findings) {
    let root = Path::ROOT;
    let places = root.key("places");
    for (id, place) in &names.scenario.places {
        let path = places.key(id);
        match place {
            Place::Room(room) => self::room(names, &path, room, out),
            Place::Site(site) => self::site(&path, site, out),
        }
        let breakers = path.key("breakers");
        for (id, breaker) in place.breakers() {
            self::breaker(names, &breakers.key(id), breaker, place.room(), out);
        }
        for (kind, other, _) in connections(place) {
            let path = path.key(kind);
            let here = path.key(other);
            if other == id {
                out.add(&here, Problem::LeadsToItself { place: id.to_string() });
            } else if names.known(&here, Thing::Place, other, out)
                && let Some(twin) = twin(names, id, other)
            {
                let first = places.key(other).key(twin).key(id).to_string();
                out.add(&here, Problem::ConnectionTwice { place: other.to_string(), first });
            }
        }
    }
    let roads = root.key("roads");
    for (id, road) in &names.scenario.roads {
        let path = roads.key(id);
        text(&path.key("name"), &road.name, out);
        source(&path.key("source"), &road.source, out);
        positive(&path.key("length"), road.length.value(), out);
        dist(&path.key("drive"), &road.drive, SHORTEST_ACT, out);
        names.known(&path.key("from"), Thing::Place, &road.from, out);
        names.known(&path.key("to"), Thing::Place, &road.to, out);
        if road.from == road.to {
            out.add(&path.key("to"), Problem::LeadsToItself { place: road.to.to_string() });
        }
    }
}

/// The ways out that stand in a place: the field, the place on the other side, the walk.
fn connections(place: &Place) -> Vec<(&'static str, &Id, f64)> {
    match place {
        Place::Room(room) => room.doors.iter().map(|(id, door)| ("doors", id, door.walk.value())).collect(),
        Place::Site(site) => site.paths.iter().map(|(id, length)| ("paths", id, length.value())).collect(),
    }
}

/// The field of `other` that holds the same connection; told of the later of both only.
fn twin(names: &Names<'_>, id: &Id, other: &Id) -> Option<&'static str> {
    if other >= id {
        return None;
    }
    match names.scenario.places.get(other)? {
        Place::Room(room) => room.doors.contains_key(id).then_some("doors"),
        Place::Site(site) => site.paths.contains_key(id).then_some("paths"),
    }
}

fn site(path: &Path<'_>, site: &Site, out: &mut Findings) {
    text(&path.key("name"), &site.name, out);
    let paths = path.key("paths");
    for (other, length) in &site.paths {
        positive(&paths.key(other), length.value(), out);
    }
    if let Some(block) = &site.block {
        let path = path.key("block");
        positive(&path.key("homes"), f64::from(block.homes), out);
        positive(&path.key("people"), f64::from(block.people), out);
        within(&path.key("infiltration"), block.infiltration.value(), 0.0, 1.0, out);
        source(&path.key("source"), &block.source, out);
    }
    if let Some(pool) = &site.accident_pool {
        let path = path.key("accident_pool");
        positive(&path.key("holds"), pool.holds.value(), out);
        source(&path.key("source"), &pool.source, out);
    }
    if let Some(lies) = &site.from_building {
        positive(&path.key("from_building").key("distance"), lies.distance.value(), out);
    }
    if let Some(hospital) = &site.hospital {
        let path = path.key("hospital");
        positive(&path.key("beds"), f64::from(hospital.beds), out);
        for (key, time) in [("hand_over", &hospital.hand_over), ("unready", &hospital.unready)] {
            if let Some(time) = time {
                dist(&path.key(key), time, SimDuration::ZERO, out);
            }
        }
        source(&path.key("source"), &hospital.source, out);
    }
}

fn room(names: &Names<'_>, path: &Path<'_>, room: &Room, out: &mut Findings) {
    text(&path.key("name"), &room.name, out);
    source(&path.key("source"), &room.source, out);
    positive(&path.key("floor"), room.floor.value(), out);
    positive(&path.key("height"), room.height.value(), out);
    positive(&path.key("air_speed"), room.air_speed.value(), out);
    positive(&path.key("pool_depth"), room.pool_depth.value(), out);
    let doors = path.key("doors");
    for (id, door) in &room.doors {
        self::door(&doors.key(id), door, out);
    }
    let vessels = path.key("vessels");
    for (id, vessel) in &room.vessels {
        self::vessel(names, &vessels.key(id), vessel, out);
    }
    let detectors = path.key("detectors");
    for (id, detector) in &room.detectors {
        self::detector(names, &detectors.key(id), detector, room, out);
    }
    if let Some(windows) = &room.windows {
        let path = path.key("windows");
        positive(&path.key("area"), windows.area.value(), out);
        positive(&path.key("give_way"), windows.give_way.value(), out);
    }
    if let Some(contents) = &room.contents {
        self::contents(&path.key("contents"), contents, out);
    }
    let ventilation = path.key("ventilation");
    let interlock = ventilation.key("interlock");
    if short_list(&interlock, &room.ventilation.interlock, out) {
        names.all_known(&interlock, Thing::Detector, &room.ventilation.interlock, out);
    }
    let ignition = path.key("ignition");
    for (id, spark) in &room.ignition {
        let path = ignition.key(id);
        text(&path.key("name"), &spark.name, out);
        source(&path.key("source"), &spark.source, out);
        mounted(&path.key("height"), spark.height.value(), room, out);
    }
}

/// No fire grows within seconds, and no fuel turns into soot or gas by more than half.
fn contents(path: &Path<'_>, contents: &Contents, out: &mut Findings) {
    positive(&path.key("load"), contents.load.value(), out);
    let [fastest, slowest] = GROWTH_S;
    within(&path.key("growth"), contents.growth.seconds(), fastest, slowest, out);
    positive(&path.key("release"), contents.release.value(), out);
    positive(&path.key("heat_of_combustion"), contents.heat_of_combustion.value(), out);
    for (key, share) in [("soot", contents.soot), ("carbon_monoxide", contents.carbon_monoxide)] {
        within(&path.key(key), share, 0.0, 0.5, out);
    }
    source(&path.key("source"), &contents.source, out);
}

/// Between floor and ceiling, where there is a ceiling.
fn mounted(path: &Path<'_>, height: f64, room: &Room, out: &mut Findings) {
    let ceiling = room.height.value();
    if ceiling > 0.0 {
        within(path, height, 0.0, ceiling, out);
    }
}

fn breaker(names: &Names<'_>, path: &Path<'_>, breaker: &Breaker, room: Option<&Room>, out: &mut Findings) {
    text(&path.key("name"), &breaker.name, out);
    source(&path.key("source"), &breaker.source, out);
    if let Some(room) = room {
        mounted(&path.key("height"), breaker.height.value(), room, out);
    }
    let cuts = path.key("cuts");
    list(&cuts, &breaker.cuts, out);
    for (index, id) in breaker.cuts.iter().enumerate().take(crate::limits::LIST) {
        let path = cuts.index(index);
        if names.known(&path, Thing::Place, id, out) {
            let room = names.scenario.places.get(id).and_then(Place::room).is_some();
            out.add_if(!room, &path, || Problem::NotARoom { place: id.to_string() });
        }
    }
}

fn door(path: &Path<'_>, door: &Door, out: &mut Findings) {
    positive(&path.key("width"), door.width.value(), out);
    positive(&path.key("height"), door.height.value(), out);
    positive(&path.key("walk"), door.walk.value(), out);
}

fn vessel(names: &Names<'_>, path: &Path<'_>, vessel: &Vessel, out: &mut Findings) {
    text(&path.key("name"), &vessel.name, out);
    names.known(&path.key("substance"), Thing::Substance, &vessel.substance, out);
    positive(&path.key("holds"), vessel.holds.value(), out);
    positive(&path.key("level"), vessel.level.value(), out);
    if let Some(bursts) = &vessel.bursts {
        dist(&path.key("bursts"), bursts, SHORTEST_ACT, out);
    }
    if let Some(pressure) = &vessel.bursts_at {
        positive(&path.key("bursts_at"), pressure.value(), out);
    }
}

fn detector(names: &Names<'_>, path: &Path<'_>, detector: &Detector, room: &Room, out: &mut Findings) {
    text(&path.key("name"), &detector.name, out);
    source(&path.key("source"), &detector.source, out);
    mounted(&path.key("height"), detector.height.value(), room, out);
    for (key, alarm) in [("low_alarm", detector.low_alarm), ("high_alarm", detector.high_alarm)] {
        let path = path.key(key);
        positive(&path, alarm, out);
        if alarm > 100.0 {
            out.add(&path, Problem::OutOfRange { found: alarm, lo: 0.0, hi: 100.0 });
        }
    }
    out.add_if(detector.low_alarm > detector.high_alarm, &path.key("low_alarm"), || Problem::WrongOrder {
        low: "low_alarm",
        low_value: detector.low_alarm,
        high: "high_alarm",
        high_value: detector.high_alarm,
        unit: "%LFL",
    });
    positive(&path.key("response"), detector.response, out);
    at_least(&path.key("t90"), detector.t90, TICK, out);
    let horn = path.key("horn");
    if short_list(&horn, &detector.horn, out) {
        names.all_known(&horn, Thing::Place, &detector.horn, out);
    }
    if let Some(panel) = &detector.panel {
        names.known(&path.key("panel"), Thing::Place, panel, out);
    }
}

/// Which places hang together: by foot, and by foot and road.
pub(super) struct Ways<'a> {
    numbers: BTreeMap<&'a str, usize>,
    on_foot: Vec<usize>,
    by_any: Vec<usize>,
}

impl<'a> Ways<'a> {
    pub(super) fn new(names: &Names<'a>) -> Self {
        let places = &names.scenario.places;
        let numbers: BTreeMap<&str, usize> = places.keys().enumerate().map(|(n, id)| (&**id, n)).collect();
        let mut on_foot: Vec<usize> = (0..numbers.len()).collect();
        for (id, place) in places {
            for (_, other, _) in connections(place) {
                if let (Some(&a), Some(&b)) = (numbers.get(&**id), numbers.get(&**other)) {
                    join(&mut on_foot, a, b);
                }
            }
        }
        let mut by_any = on_foot.clone();
        for road in names.scenario.roads.values() {
            if let (Some(&a), Some(&b)) = (numbers.get(&*road.from), numbers.get(&*road.to)) {
                join(&mut by_any, a, b);
            }
        }
        Self { numbers, on_foot, by_any }
    }

    /// Whether `to` can be reached from `from`; true where one of them does not exist, which is told elsewhere.
    pub(super) fn joined(&self, from: &str, to: &str, by_vehicle: bool) -> bool {
        let (Some(&a), Some(&b)) = (self.numbers.get(from), self.numbers.get(to)) else { return true };
        let ways = if by_vehicle { &self.by_any } else { &self.on_foot };
        root(ways, a) == root(ways, b)
    }

    /// Whether a place has any neighbour.
    pub(super) fn has_exit(&self, place: &str) -> bool {
        let Some(&n) = self.numbers.get(place) else { return true };
        let own = root(&self.by_any, n);
        (0..self.by_any.len()).any(|other| other != n && root(&self.by_any, other) == own)
    }
}

fn root(parents: &[usize], mut n: usize) -> usize {
    while parents[n] != n {
        n = parents[n];
    }
    n
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    // The smaller number wins, so that chains stay as short as the order of ids makes them.
    parents[a.max(b)] = a.min(b);
}
