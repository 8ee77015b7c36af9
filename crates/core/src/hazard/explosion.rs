//! Explosions: what burns at once presses on its room and the next, and breaks what is weak.

use super::site::{RoomData, Site, SubstanceData};
use crate::kernel::{Id, Luck, Names, Purpose};
use bevy_ecs::prelude::*;
use hazdrill_physics::blast_harm::door_jams;
use hazdrill_physics::explosion::{Cloud, Enclosure, Explosion, Neighbour, Window, in_room, transmitted};
use hazdrill_record::EventId;
use hazdrill_units::{CubicMetres, Kilograms, Metres, Pascals, SquareMetres};
use serde::{Deserialize, Serialize};

/// Below this nothing breaks and nobody is hurt: a flash fire, not an explosion. Typical glass breaks at 1.03 kPa
/// (Clancey's table).
pub(super) const EXPLODES_FROM: Pascals = Pascals::new(1_000.0);
/// From here on detectors, horns, lights and cables of the room are dead: a judgement, unverified.
pub(super) const DEVICES_DIE_AT: Pascals = Pascals::new(3_000.0);
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
    /// Share of the room that the flame fills; 0 next door.
    pub flame_share: f64,
    /// Depth of the layer that burnt.
    pub layer: Metres,
    /// The event.
    pub because: EventId,
}

/// What a burnt mass of vapour does to its room.
pub(super) fn explode(data: &RoomData, substance: &SubstanceData, burnt: Kilograms, windows_gone: bool) -> Explosion {
    let cloud = Cloud {
        vapour: substance.liquid.vapour,
        flame: substance.flame,
        mass: burnt,
        temperature: data.layered.temperature,
        turbulence: TURBULENCE,
    };
    let windows = windows(data, windows_gone);
    let room = Enclosure { volume: CubicMetres::new(data.volume_m3), surface: surface(data), windows: &windows };
    in_room(&cloud, &room)
}

/// What gives way: the windows, at once where they are gone; doors as far as they stand open.
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

/// Share of a room that the flame of a burnt mass fills, from its volume at stoichiometric mixture and its expansion.
pub(super) fn flame_share(data: &RoomData, substance: &SubstanceData, burnt: Kilograms) -> f64 {
    let pure = burnt.value() / substance.liquid.vapour.density(data.layered.temperature).value();
    let flame = &substance.flame;
    (pure / flame.stoichiometric.value() * flame.expansion / data.volume_m3).clamp(0.0, 1.0)
}

/// Pressure that passes the doors of an exploding room: the neighbour, and its peak.
pub(super) fn next_door(site: &Site, room: usize, explosion: &Explosion) -> Vec<(usize, Pascals)> {
    let doors = site.doors.iter().filter_map(|door| {
        let other = if door.a == room {
            door.b?
        } else if door.b == Some(room) {
            door.a
        } else {
            return None;
        };
        // A closed door that is pressed open lets through as much as one that stands open.
        Some((other, SquareMetres::new(door.width.value() * door.height.value())))
    });
    let pass = doors.map(|(other, opening)| {
        let data = &site.rooms[other];
        let windows = windows(data, false);
        let neighbour = Neighbour { volume: CubicMetres::new(data.volume_m3), opening, windows: &windows };
        (other, transmitted(explosion.peak, explosion.pulse, &neighbour))
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
