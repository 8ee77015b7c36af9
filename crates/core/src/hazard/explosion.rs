//! Explosions: what burns at once presses on its room and the next, and breaks what is weak.

use super::site::{RoomData, Site, SubstanceData};
use crate::kernel::{Id, Luck, Names, Purpose};
use bevy_ecs::prelude::*;
use hazdrill_physics::blast_harm::door_jams;
use hazdrill_physics::explosion::{Cloud, Enclosure, Explosion, Neighbour, Window, in_all, in_room, transmitted};
use hazdrill_physics::fireball;
use hazdrill_physics::layered::Door;
use hazdrill_record::EventId;
use hazdrill_units::{CubicMetres, Kilograms, Metres, Pascals, SquareMetres};
use serde::{Deserialize, Serialize};

/// Below this nothing breaks and nobody is hurt: a flash fire, not an explosion. Typical glass breaks at 1.03 kPa
/// (Clancey's table).
pub(super) const EXPLODES_FROM: Pascals = Pascals::new(1_000.0);
/// From here on detectors, horns, lights and cables of the room are dead: a judgement, unverified.
pub(super) const DEVICES_DIE_AT: Pascals = Pascals::new(3_000.0);
/// A closed inner door is pressed open: where half of them jam or are thrown (`blast_harm::door_jams`), unverified.
const DOOR_GIVES_WAY: Pascals = Pascals::new(7_000.0);
/// How much faster than a smooth flame vapour burns in a furnished room; 1.5 to 3, unverified.
const TURBULENCE: f64 = 2.0;

/// What an explosion has broken in a room.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Damage {
    /// The windows are gone: the wind goes through.
    pub windows: bool,
    /// Detectors, horns, lights and cables are dead.
    pub devices: bool,
    /// How often vapour has exploded here.
    pub explosions: u32,
}

/// Pressure and flame that reach the people of a room in this step.
#[derive(Message, Clone, Copy, Debug)]
pub struct Shock {
    /// The room.
    pub room: Id,
    /// Peak overpressure.
    pub peak: Pascals,
    /// How high the burning gas stands over the floor; 0 next door.
    pub flame: Metres,
    /// The event.
    pub because: EventId,
}

fn cloud(data: &RoomData, substance: &SubstanceData, burnt: Kilograms) -> Cloud {
    Cloud {
        vapour: substance.liquid.vapour,
        flame: substance.flame,
        mass: burnt,
        temperature: data.layered.temperature,
        turbulence: TURBULENCE,
    }
}

/// What a burnt mass of vapour does to its room: its windows and doors relieve it, its doors no further than to what fills
/// the rooms behind them as well.
pub(super) fn explode(
    site: &Site,
    room: usize,
    substance: &SubstanceData,
    burnt: Kilograms,
    windows_gone: bool,
) -> Explosion {
    let data = &site.rooms[room];
    let cloud = cloud(data, substance, burnt);
    let panes = windows(data, windows_gone);
    let (doors, behind) = doors(site, room);
    let all = [panes.clone(), doors].concat();
    let within = |windows: &[Window]| {
        let room = Enclosure { volume: CubicMetres::new(data.volume_m3), surface: surface(data), windows };
        in_room(&cloud, &room)
    };
    let (shut, relieved) = (within(&panes), within(&all));
    let shared = in_all(&cloud, CubicMetres::new(data.volume_m3 + behind)).value();
    let peak = shut.peak.value().min(relieved.peak.value().max(shared));
    Explosion { peak: Pascals::new(peak), ..relieved }
}

/// The doors of a room, as far as they stand open and as far as they give way, and the volume of the rooms behind them.
fn doors(site: &Site, room: usize) -> (Vec<Window>, f64) {
    let mut doors = Vec::new();
    let mut behind = Vec::new();
    for (door, other) in site.doors_of(room) {
        let area = door.width.value() * door.height.value();
        let part = |share: f64, gives_way_at| Window { area: SquareMetres::new(share * area), gives_way_at };
        doors.push(part(door.open, Pascals::new(0.0)));
        doors.push(part((1.0 - door.open).max(0.0), DOOR_GIVES_WAY));
        behind.extend(other);
    }
    behind.sort_unstable();
    behind.dedup();
    (doors, behind.iter().map(|n| site.rooms[*n].volume_m3).sum())
}

/// What gives way: the windows, at once where they are gone.
fn windows(data: &RoomData, gone: bool) -> Vec<Window> {
    let glass = data
        .windows
        .map(|(area, gives_way_at)| Window { area, gives_way_at: if gone { Pascals::new(0.0) } else { gives_way_at } });
    glass.into_iter().collect()
}

/// Walls, floor and ceiling of a room as long as wide.
fn surface(data: &RoomData) -> SquareMetres {
    let floor = data.layered.floor_area.value();
    let side = hazdrill_units::maths::sqrt(floor);
    SquareMetres::new(2.0 * floor + 4.0 * side * data.layered.height.value())
}

/// How high the burning gas of a layer stands over the floor: its volume at stoichiometric mixture times its expansion, over
/// the floor; a layer between walls can only rise.
pub(super) fn flame_height(data: &RoomData, substance: &SubstanceData, burnt: Kilograms) -> Metres {
    let pure = burnt.value() / substance.liquid.vapour.density(data.layered.temperature).value();
    let flame = &substance.flame;
    let share = (pure / flame.stoichiometric.value() * flame.expansion / data.volume_m3).clamp(0.0, 1.0);
    Metres::new(share * data.layered.height.value())
}

/// How high the flame of a ball of fire stands in the room where a vessel bursts, and in those behind its open doors. What
/// does not find place in the room goes out through doors and broken windows, by their area; a flame between walls can
/// only rise.
pub(super) fn fireball(
    site: &Site,
    room: usize,
    substance: &SubstanceData,
    burnt: Kilograms,
    windows_gone: bool,
) -> Vec<(usize, Metres)> {
    let data = &site.rooms[room];
    let volume = fireball::flame_volume(&substance.liquid, &substance.flame, burnt, data.layered.temperature).value();
    let height = |n: usize, volume: f64| {
        let there = &site.rooms[n].layered;
        Metres::new((volume / there.floor_area.value()).min(there.height.value()))
    };
    let mut reached = vec![(room, height(room, volume))];
    let outside = if windows_gone { data.windows.map_or(0.0, |(area, _)| area.value()) } else { 0.0 };
    let area = |door: &Door| door.open * door.width.value() * door.height.value();
    let openings: Vec<(Option<usize>, f64)> = site.doors_of(room).map(|(door, other)| (other, area(door))).collect();
    let all = outside + openings.iter().map(|(_, area)| area).sum::<f64>();
    let excess = (volume - data.volume_m3).max(0.0);
    if all > 0.0 && excess > 0.0 {
        reached.extend(openings.into_iter().filter_map(|(other, area)| {
            let other = other?;
            Some((other, height(other, excess * area / all)))
        }));
    }
    reached
}

/// Pressure that passes the doors of an exploding room: the neighbour, and its peak.
pub(super) fn next_door(
    site: &Site,
    room: usize,
    substance: &SubstanceData,
    burnt: Kilograms,
    explosion: &Explosion,
) -> Vec<(usize, Pascals)> {
    let here = &site.rooms[room];
    let cloud = cloud(here, substance, burnt);
    // A closed door that is pressed open lets through as much as one that stands open.
    let area = |door: &Door| SquareMetres::new(door.width.value() * door.height.value());
    let doors = site.doors_of(room).filter_map(|(door, other)| Some((other?, area(door))));
    let pass = doors.map(|(other, opening)| {
        let data = &site.rooms[other];
        let windows = windows(data, false);
        let neighbour = Neighbour { volume: CubicMetres::new(data.volume_m3), opening, windows: &windows };
        let shared = in_all(&cloud, CubicMetres::new(here.volume_m3 + data.volume_m3));
        let passed = transmitted(explosion.peak, explosion.pulse, &neighbour);
        (other, Pascals::new(passed.value().min(shared.value())))
    });
    let mut reached: Vec<(usize, Pascals)> = pass.collect();
    reached.sort_by(|a, b| (site.rooms[a.0].id).cmp(&site.rooms[b.0].id));
    reached.dedup_by_key(|(room, _)| *room);
    reached
}

/// The doors of a room that jam at a pressure: the places on their other side.
pub(super) fn jammed(data: &RoomData, peak: Pascals, nth: u32, luck: &Luck, names: &Names) -> Vec<Id> {
    let p = door_jams(peak);
    let room = names.word(data.id);
    let jams = |to: &Id| luck.unit(Purpose::DoorJams, &[room, names.word(*to)], u64::from(nth)) < p;
    data.exits.iter().copied().filter(jams).collect()
}
