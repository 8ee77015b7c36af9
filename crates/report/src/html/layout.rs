//! Where things stand on the map of the replay. A scenario gives areas and lengths but no coordinates, so rooms are laid
//! out along the room with most doors, and sites as a tree from the building outwards: the same every time, and no name
//! over another.

use hazdrill_model::{Id, Place, Scenario};
use hazdrill_units::maths;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A place as it is drawn, in the units of the map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Size of a room; 0 for a site, which is a point.
    pub(super) w: f64,
    pub(super) h: f64,
}

/// What joins two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkKind {
    Door,
    Path,
    Road,
}

/// A line between two places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) kind: LinkKind,
    pub(super) a: String,
    pub(super) b: String,
    /// The road.
    pub(super) road: Option<String>,
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
}

/// The map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Map {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) spots: BTreeMap<String, Spot>,
    pub(super) links: Vec<Link>,
    /// Headings of its parts: where, and which.
    pub(super) parts: Vec<(f64, f64, Part)>,
}

/// A part of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Building,
    Near,
    Town,
}

const MARGIN: f64 = 14.0;
const HEAD: f64 = 26.0;
/// Farther than this from the building, on foot and by road, is the town.
const NEAR_M: f64 = 1000.0;
const ROW: f64 = 29.0;
const COLUMN: f64 = 156.0;
const ROOM_H: f64 = 92.0;
const HUB_H: f64 = 62.0;
/// Room for the clock and the wind under the plan of the building.
const PANEL_H: f64 = 190.0;

/// Lays a scenario out.
pub(super) fn map(scenario: &Scenario) -> Map {
    let mut map = Map::default();
    let graph = Graph::new(scenario);
    map.parts.push((MARGIN, 18.0, Part::Building));
    let (plan_w, plan_h) = rooms(scenario, &graph, &mut map.spots);
    let far = graph.distances();
    let is_near = |id: &str| far.get(id).is_some_and(|m| *m <= NEAR_M);
    let mut x = (MARGIN + plan_w + 34.0).max(420.0);
    let mut height = HEAD + plan_h + PANEL_H;
    for (part, near) in [(Part::Near, true), (Part::Town, false)] {
        let ids: Vec<&str> = graph.sites.iter().copied().filter(|id| is_near(id) == near).collect();
        if ids.is_empty() {
            continue;
        }
        map.parts.push((x, 18.0, part));
        let (w, h) = tree(&graph, &ids, x + 10.0, &far, &mut map.spots);
        x += w + 20.0;
        height = height.max(HEAD + h);
    }
    map.width = x;
    map.height = height + MARGIN;
    // A town of few rows stands as high as the rest.
    links(scenario, &mut map);
    map
}

/// Ways between places, with their lengths.
struct Graph<'a> {
    rooms: Vec<&'a str>,
    sites: Vec<&'a str>,
    /// Neighbours with the length of the way, in the order of their ids.
    ways: BTreeMap<&'a str, BTreeMap<&'a str, f64>>,
    /// Doors between rooms.
    doors: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Graph<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let mut graph = Self { rooms: Vec::new(), sites: Vec::new(), ways: BTreeMap::new(), doors: BTreeMap::new() };
        let is_room = |id: &Id| matches!(scenario.places.get(id), Some(Place::Room(_)));
        let mut join = |a: &'a str, b: &'a str, m: f64| {
            for (one, other) in [(a, b), (b, a)] {
                let length = graph.ways.entry(one).or_default().entry(other).or_insert(m);
                *length = length.min(m);
            }
        };
        let mut doors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (id, place) in &scenario.places {
            match place {
                Place::Room(room) => {
                    graph.rooms.push(id);
                    for (other, door) in &room.doors {
                        join(id, other, door.walk.value());
                        if is_room(other) {
                            doors.entry(id).or_default().insert(other);
                            doors.entry(other).or_default().insert(id);
                        }
                    }
                }
                Place::Site(site) => {
                    graph.sites.push(id);
                    for (other, m) in &site.paths {
                        join(id, other, m.value());
                    }
                }
            }
        }
        for road in scenario.roads.values() {
            join(&road.from, &road.to, road.length.value());
        }
        graph.doors = doors;
        graph
    }

    /// How far each place is from the nearest room; without rooms, from the first site.
    fn distances(&self) -> BTreeMap<&'a str, f64> {
        let mut far: BTreeMap<&str, f64> = self.rooms.iter().map(|room| (*room, 0.0)).collect();
        if far.is_empty() {
            far.extend(self.sites.first().map(|site| (*site, 0.0)));
        }
        // As many rounds as a way can have corners; a scenario has few places.
        for _ in 0..self.ways.len() {
            let mut changed = false;
            for (place, ways) in &self.ways {
                let Some(here) = far.get(place).copied() else { continue };
                for (other, m) in ways {
                    if far.get(other).is_none_or(|there| here + m < *there) {
                        far.insert(other, here + m);
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        far
    }
}

/// The plan of each building: how wide and high they are together.
fn rooms(scenario: &Scenario, graph: &Graph<'_>, spots: &mut BTreeMap<String, Spot>) -> (f64, f64) {
    let mut left: BTreeSet<&str> = graph.rooms.iter().copied().collect();
    let (mut y, mut widest) = (HEAD, 0.0_f64);
    while let Some(start) = left.first().copied() {
        let building = reach(start, &graph.doors);
        left.retain(|room| !building.contains(room));
        let degree = |room: &str| graph.doors.get(room).map_or(0, BTreeSet::len);
        // Of equals the first id.
        let Some(hub) = building.iter().rev().copied().max_by_key(|room| degree(room)) else { break };
        let width = |room: &str| {
            let area = scenario.places.get(room).and_then(Place::room).map_or(20.0, |room| room.floor.value());
            (46.0 + 9.0 * maths::sqrt(area.max(0.0))).clamp(78.0, 150.0)
        };
        let [above, below] = sides(&building, hub, &graph.doors, &width);
        let row = |rooms: &[&str], y: f64, spots: &mut BTreeMap<String, Spot>| {
            let mut x = MARGIN;
            for room in rooms {
                spots.insert((*room).to_owned(), Spot { x, y, w: width(room), h: ROOM_H });
                x += width(room);
            }
            x - MARGIN
        };
        let is_alone = building.len() == 1;
        let up = row(&above, y, spots);
        let hub_y = if above.is_empty() { y } else { y + ROOM_H };
        let hub_h = if is_alone { HUB_H + 8.0 } else { HUB_H };
        let down = row(&below, hub_y + hub_h, spots);
        let hub_w = if is_alone { width(hub).max(110.0) } else { up.max(down).max(160.0) };
        spots.insert(hub.to_owned(), Spot { x: MARGIN, y: hub_y, w: hub_w, h: hub_h });
        y = hub_y + hub_h + if below.is_empty() { 0.0 } else { ROOM_H } + 16.0;
        widest = widest.max(hub_w);
    }
    (widest, y - HEAD)
}

/// What hangs together with `start`.
fn reach<'a>(start: &'a str, doors: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let (mut found, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(room) = open.pop() {
        for next in doors.get(room).into_iter().flatten() {
            if found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

/// The rooms above and below the hub, those with a door between them beside each other.
fn sides<'a>(
    building: &BTreeSet<&'a str>,
    hub: &str,
    doors: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    width: &dyn Fn(&str) -> f64,
) -> [Vec<&'a str>; 2] {
    let mut left: BTreeSet<&str> = building.iter().copied().filter(|room| *room != hub).collect();
    let mut groups: Vec<Vec<&str>> = Vec::new();
    while let Some(start) = left.pop_first() {
        let (mut group, mut open) = (Vec::new(), vec![start]);
        while let Some(room) = open.pop() {
            group.push(room);
            for next in doors.get(room).into_iter().flatten() {
                if left.remove(next) {
                    open.push(next);
                }
            }
        }
        groups.push(group);
    }
    let whole = |group: &[&str]| group.iter().map(|room| width(room)).sum::<f64>();
    // The longest first, each to the side that is shorter.
    groups.sort_by(|a, b| whole(b).total_cmp(&whole(a)));
    let mut sides = [Vec::new(), Vec::new()];
    for group in groups {
        let side = usize::from(whole(&sides[0]) > whole(&sides[1]));
        sides[side].extend(group);
    }
    sides
}

/// Sites as a tree from left to right: how wide and high it is.
fn tree(
    graph: &Graph<'_>,
    ids: &[&str],
    left: f64,
    far: &BTreeMap<&str, f64>,
    spots: &mut BTreeMap<String, Spot>,
) -> (f64, f64) {
    let inside: BTreeSet<&str> = ids.iter().copied().collect();
    // Roots are those that are nearest from outside the part; what nothing leads to is a root of its own.
    let is_root = |id: &str| {
        graph
            .ways
            .get(id)
            .is_none_or(|ways| ways.keys().any(|other| !inside.contains(other) && far.get(other) < far.get(id)))
    };
    let mut roots: Vec<&str> = ids.iter().copied().filter(|id| is_root(id)).collect();
    let mut children: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = roots.iter().copied().collect();
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open: VecDeque<(&str, usize)> = roots.iter().map(|root| (*root, 0)).collect();
    let mut rest = ids.iter();
    loop {
        while let Some((place, level)) = open.pop_front() {
            depth.insert(place, level);
            for next in graph.ways.get(place).into_iter().flat_map(BTreeMap::keys) {
                if let Some(next) = inside.get(next).filter(|next| seen.insert(next)) {
                    children.entry(place).or_default().push(next);
                    open.push_back((next, level + 1));
                }
            }
        }
        let Some(next) = rest.find(|id| !seen.contains(*id)) else { break };
        seen.insert(next);
        roots.push(next);
        open.push_back((next, 0));
    }
    let mut row = 0.0;
    for root in &roots {
        place_tree(root, &children, &depth, left, &mut row, spots);
    }
    let deepest = depth.values().max().copied().unwrap_or(0);
    // The last column has nothing behind it to make room for long names.
    ((deepest + 1) as f64 * COLUMN + 30.0, row * ROW + 10.0)
}

/// Puts a site in the middle of those behind it, each of which has a row of its own.
fn place_tree(
    id: &str,
    children: &BTreeMap<&str, Vec<&str>>,
    depth: &BTreeMap<&str, usize>,
    left: f64,
    row: &mut f64,
    spots: &mut BTreeMap<String, Spot>,
) -> f64 {
    let x = left + depth.get(id).copied().unwrap_or(0) as f64 * COLUMN;
    let behind = children.get(id).map_or(&[][..], Vec::as_slice);
    let rows: Vec<f64> = behind.iter().map(|next| place_tree(next, children, depth, left, row, spots)).collect();
    let y = if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        f64::midpoint(*first, *last)
    } else {
        *row += 1.0;
        HEAD + (*row - 1.0) * ROW + 14.0
    };
    spots.insert(id.to_owned(), Spot { x, y, w: 0.0, h: 0.0 });
    y
}

/// Doors, paths and roads as lines.
fn links(scenario: &Scenario, map: &mut Map) {
    let spot = |id: &str| map.spots.get(id);
    let mut links = Vec::new();
    let mut join = |kind, a: &str, b: &str, road: Option<&Id>| {
        let (Some(one), Some(other)) = (spot(a), spot(b)) else { return };
        let (from, to) = ends(one, other);
        let road = road.map(ToString::to_string);
        links.push(Link { kind, a: a.to_owned(), b: b.to_owned(), road, from, to });
    };
    for (id, place) in &scenario.places {
        match place {
            Place::Room(room) => room.doors.keys().for_each(|other| join(LinkKind::Door, id, other, None)),
            Place::Site(site) => site.paths.keys().for_each(|other| join(LinkKind::Path, id, other, None)),
        }
    }
    for (id, road) in &scenario.roads {
        join(LinkKind::Road, &road.from, &road.to, Some(id));
    }
    map.links = links;
}

/// The ends of a line: for rooms that touch, in the middle of the wall between them.
fn ends(a: &Spot, b: &Spot) -> ((f64, f64), (f64, f64)) {
    let middle = |spot: &Spot| (spot.x + spot.w / 2.0, spot.y + spot.h / 2.0);
    if a.w > 0.0 && b.w > 0.0 {
        let (left, right) = (a.x.max(b.x), (a.x + a.w).min(b.x + b.w));
        let (top, bottom) = (a.y.max(b.y), (a.y + a.h).min(b.y + b.h));
        if right - left > 1.0 && (bottom - top).abs() < 1.0 {
            let x = f64::midpoint(left, right);
            return ((x - 12.0, top), (x + 12.0, top));
        }
        if bottom - top > 1.0 && (right - left).abs() < 1.0 {
            let y = f64::midpoint(top, bottom);
            return ((left, y - 12.0), (left, y + 12.0));
        }
    }
    // From the wall that looks to the other.
    let wall = |spot: &Spot, to: (f64, f64)| (to.0.clamp(spot.x, spot.x + spot.w), spot.y + spot.h / 2.0);
    (wall(a, middle(b)), wall(b, middle(a)))
}
