//! Rooms with a floor layer: how a heavy vapour spreads through a building.
//!
//! Each room has two zones, each well mixed: a layer on the floor and the air above. A spill of a heavy vapour feeds
//! the layer, and what happens to it is a balance of four things:
//!
//! - **it is fed** by the mixture that drains off the pool, which lifts the interface by its own volume;
//! - **it deepens** by diffusion ([`deepened_by_diffusion`]), which needs no wind: 13 cm in ten minutes for ether;
//! - **it is carried off** from above by the stirred air of the room ([`erosion_speed`]), the less the heavier it is;
//!   stirring comes from above, so the interface falls and the layer stays rich, as in a stratified tank with a grid
//!   above (Turner 1973, *Buoyancy Effects in Fluids*, ch. 9);
//! - **it leaves** through a low exhaust, as far as that reaches it ([`drawdown_limit`]), and under doors as a gravity
//!   current.
//!
//! The depth is a state of the room, not a parameter, since it decides whether 2.5 L of ether can explode: spread over
//! the height of a laboratory they cannot. Once the layer is no richer than the air above it vanishes; then the room is
//! the well-mixed one of [`crate::room::well_mixed`]. A gas lighter than air is mixed into the upper zone.
//!
//! Left out: the cold of fresh vapour (10–20 % more weight), heat plumes, wind on windows, air that fills a room faster
//! than it leaks. Expect a factor 2 in concentrations.

mod cell;
mod door;
mod laws;
mod profile;

pub use laws::{FRICTION_VELOCITY_RATIO, deepened_by_diffusion, drawdown_limit, erosion_speed};
pub use profile::{Cloud, Profile};

use crate::vapour::Vapour;
use cell::{Cell, Driven};
use door::Opening;
use hazdrill_units::{
    CubicMetresPerSecond, Kelvin, KgPerS, Kilograms, Metres, MetresPerSecond, SimDuration, SquareMetres, VolumeFraction,
};

/// A room, and what acts on it during one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Floor area.
    pub floor_area: SquareMetres,
    /// Height.
    pub height: Metres,
    /// Temperature of the air.
    pub temperature: Kelvin,
    /// Speed of the air near the floor: 0.05 to 0.1 m/s in a quiet room, 0.2 to 0.3 in a well-ventilated one.
    pub air_speed: MetresPerSecond,
    /// Clean air in, room air out.
    pub ventilation: CubicMetresPerSecond,
    /// Share of the exhaust that is drawn near the floor, 0 to 1.
    pub low_exhaust_share: f64,
    /// Vapour from pools and leaks.
    pub inflow: KgPerS,
    /// Volume fraction of vapour in the mixture that a source gives off: a pool's film, or 1 for a leak of gas.
    pub inflow_fraction: VolumeFraction,
}

/// The vapour in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoomAir {
    /// Vapour in the floor layer.
    pub layer: Kilograms,
    /// Vapour in the air above.
    pub upper: Kilograms,
    /// Depth of the layer; 0 stands for the least depth.
    pub layer_depth: Metres,
}

impl RoomAir {
    /// All vapour in the room.
    pub fn total(&self) -> Kilograms {
        Kilograms::new(self.layer.value() + self.upper.value())
    }

    /// Takes away what burns, from the layer first, and tells how much it was: never more than there is.
    pub fn burn(&mut self, mass: Kilograms) -> Kilograms {
        let from_layer = mass.value().min(self.layer.value());
        let from_upper = (mass.value() - from_layer).min(self.upper.value());
        self.layer = Kilograms::new(self.layer.value() - from_layer);
        self.upper = Kilograms::new(self.upper.value() - from_upper);
        Kilograms::new(from_layer + from_upper)
    }
}

/// A door or another opening that reaches down to the floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Door {
    /// Index of the room on one side.
    pub a: usize,
    /// Index of the room on the other side; `None` is outdoors.
    pub b: Option<usize>,
    /// Width.
    pub width: Metres,
    /// Height.
    pub height: Metres,
    /// How far it stands open, 0 to 1. The gaps around a shut door are a share of about 0.01.
    pub open: f64,
}

/// Vapour that left the rooms during a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Departed {
    /// Through the ventilation.
    pub vented: Kilograms,
    /// Through doors to the outdoors.
    pub outdoors: Kilograms,
}

/// Working memory of [`advance`], kept by the caller so that a step allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    cells: Vec<Cell>,
    openings: Vec<Opening>,
}

impl Scratch {
    /// How the air of a room stands at the end of the last [`advance`]; as [`Profile::of`] would tell it.
    ///
    /// # Panics
    /// When that had no such room.
    pub fn profile(&self, room: usize) -> Profile {
        Profile::of_cell(&self.cells[room])
    }
}

/// The longest substep while a source feeds a room, s. Every move is bounded, so this is for accuracy only.
const LONGEST_FED: f64 = 6.0;
/// The longest substep while vapour only thins out, s.
const LONGEST_UNFED: f64 = 20.0;

/// Moves the vapour in a network of rooms on by `dt` and tells what left it.
///
/// In equal substeps: the doors for half of one, in the reverse of their order; what goes on within each room, solved
/// together; the doors for the other half, in their order. So most errors of the division cancel (Strang 1968). What was
/// there and what came in equals what is there and what departed, to rounding; no mass is ever negative. Moves through the
/// layer are those of the module's documentation; upper zones exchange through doors as
/// [`crate::room::doorway::counterflow`] says, also by difference of temperature.
///
/// # Panics
/// When `air` and `rooms` differ in length, or a door names a room that does not exist.
pub fn advance(
    rooms: &[Room],
    air: &mut [RoomAir],
    doors: &[Door],
    outdoor_temperature: Kelvin,
    vapour: &Vapour,
    dt: SimDuration,
    scratch: &mut Scratch,
) -> Departed {
    assert_eq!(rooms.len(), air.len(), "every room has its air");
    let outdoors = rooms.len();
    scratch.cells.clear();
    scratch.cells.extend(rooms.iter().zip(air.iter()).map(|(room, air)| Cell::new(room, air, vapour)));
    scratch.cells.push(outdoor_cell(outdoor_temperature, vapour));
    scratch.openings.clear();
    scratch.openings.extend(doors.iter().filter_map(|door| Opening::new(door, outdoors)));

    let fed = rooms.iter().any(|room| room.inflow.value() > 0.0);
    let substeps = (dt.seconds() / if fed { LONGEST_FED } else { LONGEST_UNFED }).ceil().max(1.0) as u64;
    let seconds = dt.seconds() / substeps as f64;
    let mut outside = doors_pass(scratch, Turn::Back, 0.5 * seconds);
    let mut vented = 0.0;
    for n in 1..=substeps {
        vented += rooms_live(rooms, scratch, vapour, seconds);
        // The second half of this substep and the first of the next are one.
        let (turn, share) = match n {
            _ if n == substeps => (Turn::Forward, 0.5),
            _ if n % 2 == 0 => (Turn::Back, 1.0),
            _ => (Turn::Forward, 1.0),
        };
        outside += doors_pass(scratch, turn, share * seconds);
    }
    for (air, cell) in air.iter_mut().zip(&scratch.cells) {
        *air = cell.air();
    }
    Departed { vented: Kilograms::new(vented), outdoors: Kilograms::new(outside) }
}

/// In which order the doors are passed.
#[derive(Clone, Copy)]
enum Turn {
    Forward,
    Back,
}

/// What goes on within the rooms; gives what was vented, kg.
fn rooms_live(rooms: &[Room], scratch: &mut Scratch, vapour: &Vapour, seconds: f64) -> f64 {
    let mut vented = 0.0;
    for (room, cell) in rooms.iter().zip(&mut scratch.cells) {
        if cell.is_clean() && room.inflow.value() <= 0.0 {
            continue;
        }
        let driven = Driven {
            source: room.inflow.value(),
            source_fraction: room.inflow_fraction.value(),
            ventilation: room.ventilation.value(),
            low_share: room.low_exhaust_share.clamp(0.0, 1.0),
            diffusion: core::f64::consts::PI * vapour.diffusivity.value(),
        };
        vented += cell.live(&driven, seconds);
    }
    vented
}

/// What passes the doors; gives what went outdoors, kg.
fn doors_pass(scratch: &mut Scratch, turn: Turn, seconds: f64) -> f64 {
    let Scratch { cells, openings } = scratch;
    for n in 0..openings.len() {
        let opening = match turn {
            Turn::Forward => &openings[n],
            Turn::Back => &openings[openings.len() - 1 - n],
        };
        pass(opening, cells, seconds);
    }
    cells.last_mut().map_or(0.0, empty)
}

fn pass(opening: &Opening, cells: &mut [Cell], seconds: f64) {
    let both = cells.get_disjoint_mut([opening.a, opening.b]);
    let [a, b] = both.expect("an opening joins two cells that there are");
    opening.pass(a, b, seconds);
}

/// The outdoors as a room so wide that nothing in it can be felt; [`empty`] clears it after every substep.
fn outdoor_cell(temperature: Kelvin, vapour: &Vapour) -> Cell {
    let field = Room {
        floor_area: SquareMetres::new(1e12),
        height: Metres::new(1e3),
        temperature,
        air_speed: MetresPerSecond::new(0.0),
        ventilation: CubicMetresPerSecond::new(0.0),
        low_exhaust_share: 0.0,
        inflow: KgPerS::new(0.0),
        inflow_fraction: VolumeFraction::new(0.0),
    };
    Cell::new(&field, &RoomAir::default(), vapour)
}

fn empty(outdoors: &mut Cell) -> f64 {
    let arrived = outdoors.layer + outdoors.upper;
    (outdoors.layer, outdoors.upper) = (0.0, 0.0);
    arrived
}

#[cfg(test)]
mod tests;
