//! What a nose, a detector or a flame finds in a layered room: fractions by zone and by height, and the part that burns.

use super::cell::Cell;
use super::{Room, RoomAir};
use crate::ignition::FlammableRange;
use crate::vapour::Vapour;
use hazdrill_units::{CubicMetres, Kilograms, Metres, VolumeFraction, maths};

/// How the vapour in a room stands from floor to ceiling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    /// Volume fraction in the layer, at the floor.
    pub layer: VolumeFraction,
    /// Volume fraction in the air above the layer.
    pub upper: VolumeFraction,
    /// Volume fraction on the average of the room.
    pub mean: VolumeFraction,
    /// Depth of the layer, m.
    depth: f64,
    /// Height of the room, m.
    ceiling: f64,
    /// Floor area, m².
    area: f64,
    /// Density of the pure vapour, kg/m³.
    vapour_density: f64,
    /// All vapour, kg.
    total: f64,
}

/// The part of a room's air that can burn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cloud {
    /// Vapour in it.
    pub mass: Kilograms,
    /// Its volume.
    pub volume: CubicMetres,
    /// Its lower edge above the floor: zero unless the air below is too rich.
    pub bottom: Metres,
    /// Its upper edge above the floor.
    pub top: Metres,
}

impl Profile {
    /// The profile of a room.
    pub fn of(room: &Room, air: &RoomAir, vapour: &Vapour) -> Self {
        Self::of_cell(&Cell::new(room, air, vapour))
    }

    pub(super) fn of_cell(cell: &Cell) -> Self {
        let total = cell.layer + cell.upper;
        Self {
            layer: VolumeFraction::new(cell.layer_fraction()),
            upper: VolumeFraction::new(cell.upper_fraction()),
            mean: VolumeFraction::new((total / (cell.vapour_density * cell.volume)).min(1.0)),
            depth: cell.depth(),
            ceiling: cell.volume / cell.area,
            area: cell.area,
            vapour_density: cell.vapour_density,
            total,
        }
    }

    /// Fraction at a height z above the floor: y = y_upper + (y_layer − y_upper) e^(−(π/4)(z/h)²).
    ///
    /// h depth of the layer, m. The profile of a vapour that diffuses up from the floor; the layer's vapour is spread
    /// over it without loss, as long as the ceiling is three depths away or more.
    pub fn at(&self, height: Metres) -> VolumeFraction {
        let (layer, upper) = (self.layer.value(), self.upper.value());
        let z = height.value() / self.depth;
        VolumeFraction::new(upper + (layer - upper) * maths::exp(-core::f64::consts::FRAC_PI_4 * z * z))
    }

    /// The part that burns: between the heights at which [`Profile::at`] passes the limits; empty where nothing can.
    ///
    /// Its vapour is the integral of the profile, an error function. Exact for the profile; never more than the room
    /// holds.
    pub fn flammable(&self, range: &FlammableRange) -> Cloud {
        let bottom = self.height_of(range.upper);
        let top = self.height_of(range.lower).max(bottom);
        let (excess, upper) = (self.layer.value() - self.upper.value(), self.upper.value());
        let scale = 0.5 * maths::sqrt(core::f64::consts::PI) / self.depth;
        let shares = maths::erf(scale * top) - maths::erf(scale * bottom);
        let pure_height = excess * self.depth * shares + upper * (top - bottom);
        let mass = self.vapour_density * self.area * pure_height;
        Cloud {
            mass: Kilograms::new(mass.max(0.0).min(self.total)),
            volume: CubicMetres::new(self.area * (top - bottom)),
            bottom: Metres::new(bottom),
            top: Metres::new(top),
        }
    }

    /// Height above which the fraction lies below `fraction`: 0 to the ceiling.
    fn height_of(&self, fraction: VolumeFraction) -> f64 {
        if self.upper >= fraction {
            return self.ceiling;
        }
        if self.layer <= fraction {
            return 0.0;
        }
        let share = (self.layer.value() - self.upper.value()) / (fraction.value() - self.upper.value());
        let z = self.depth * maths::sqrt(maths::ln(share) / core::f64::consts::FRAC_PI_4);
        z.min(self.ceiling)
    }
}
