//! What passes through an open door: the layers run to where they are lower, and the air above exchanges.

use super::Door;
use super::cell::{Cell, exchange};
use super::laws::sill_flow_per_root;
use crate::room::doorway;
use hazdrill_units::{Metres, maths};

/// An open door between two cells, in metres.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    pub(crate) a: usize,
    pub(crate) b: usize,
    width: f64,
    height: f64,
}

/// How the layer of a room presses at a door.
struct Pressing {
    /// Reduced gravity, m/s².
    gravity: f64,
    /// Its depth at the door, m: no higher than the door.
    depth: f64,
}

impl Pressing {
    /// Its buoyancy g′h, m²/s².
    fn head(&self) -> f64 {
        self.gravity * self.depth
    }
}

impl Opening {
    /// `None` for a door that lets nothing through.
    pub(crate) fn new(door: &Door, outdoors: usize) -> Option<Self> {
        let opening = Self {
            a: door.a,
            b: door.b.unwrap_or(outdoors),
            width: door.width.value() * door.open.clamp(0.0, 1.0),
            height: door.height.value(),
        };
        (opening.width > 0.0 && opening.height > 0.0 && opening.a != opening.b).then_some(opening)
    }

    pub(crate) fn pass(&self, a: &mut Cell, b: &mut Cell, seconds: f64) {
        if a.is_clean() && b.is_clean() {
            return;
        }
        // A trace has no weight to press with.
        if !(a.trace && b.trace) {
            let (from_a, from_b) = (self.pressing(a), self.pressing(b));
            if from_a.head() >= from_b.head() {
                self.run(a, b, &from_a, from_a.head() - from_b.head(), seconds);
            } else {
                self.run(b, a, &from_b, from_b.head() - from_a.head(), seconds);
            }
        }
        self.exchange_above(a, b, seconds);
    }

    fn pressing(&self, cell: &Cell) -> Pressing {
        Pressing { gravity: cell.reduced_gravity(), depth: cell.depth().min(self.height) }
    }

    /// The layer runs out below and as much air comes back above. The driving head falls as the volume runs, so its
    /// square root falls in a straight line, as in a tank: the volume never passes the one that makes both sides equal.
    fn run(&self, from: &mut Cell, to: &mut Cell, pressing: &Pressing, head: f64, seconds: f64) {
        if head <= 0.0 {
            return;
        }
        let flow_per_root = self.width * sill_flow_per_root(pressing.depth);
        let head_per_volume = pressing.gravity * (1.0 / from.area + 1.0 / to.area);
        let root = maths::sqrt(head);
        let time_to_level = 2.0 * root / (flow_per_root * head_per_volume);
        let t = seconds.min(time_to_level);
        let volume = flow_per_root * t * (root - 0.25 * flow_per_root * head_per_volume * t);
        let mass = from.draw_layer(volume);
        to.pour(volume, mass);
        from.upper += to.draw_upper(volume);
    }

    /// Counterflow of the upper zones, driven by their difference of density, above the deeper layer.
    fn exchange_above(&self, a: &mut Cell, b: &mut Cell, seconds: f64) {
        let height = self.height - a.depth().max(b.depth());
        if height <= 0.0 {
            return;
        }
        let (rho_a, rho_b) = (a.upper_density(), b.upper_density());
        let difference = (rho_a - rho_b) / (0.5 * (rho_a + rho_b));
        let flow = doorway::counterflow(Metres::new(self.width), Metres::new(height), difference).value();
        let (a_volume, b_volume) = (a.upper_volume(), b.upper_volume());
        exchange(&mut a.upper, a_volume, &mut b.upper, b_volume, flow * seconds);
    }
}
