//! One room while it is advanced: two zones, and the moves of volume and vapour between them.
//!
//! A *move* takes a volume of mixture and its vapour together, never more than there is. Where a zone is flushed (it
//! loses mixture and is refilled with other air within the move) the share that leaves is 1 − e^(−volume/zone), exact
//! for a flow that is constant within the substep. So every mass stays above zero whatever the length of the step, and
//! what leaves one place is the same number that arrives at another.

use super::laws::{FRICTION_VELOCITY_RATIO, drawdown_limit, erosion_speed, reduced_gravity};
use super::{Room, RoomAir};
use crate::vapour::Vapour;
use hazdrill_units::{Kilograms, Metres, MetresPerSecond, maths};

/// The least depth of a floor layer, m: the head of a gravity current of evaporating liquid (a few cm), below which
/// diffusion thickens a layer within half a minute.
pub(crate) const LEAST_DEPTH: f64 = 0.02;

/// A room with what does not change within one step worked out beforehand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    /// Vapour in the floor layer, kg.
    pub(crate) layer: f64,
    /// Vapour above it, kg.
    pub(crate) upper: f64,
    /// Volume of the layer, m³.
    pub(crate) layer_volume: f64,
    /// Volume of the room, m³.
    pub(crate) volume: f64,
    /// Floor area, m².
    pub(crate) area: f64,
    /// 1/T, 1/K: the density of air here, up to a factor that is the same everywhere.
    pub(crate) air_density_scale: f64,
    /// M/M_air − 1.
    pub(crate) excess_density: f64,
    thinnest: f64,
    deepest: f64,
    vapour_density: f64,
    friction_velocity: f64,
}

impl Cell {
    pub(crate) fn new(room: &Room, air: &RoomAir, vapour: &Vapour) -> Self {
        // A room without floor or height cannot hold anything; a cubic millimetre keeps every quotient finite.
        let (area, height) = (room.floor_area.value().max(1e-6), room.height.value().max(1e-3));
        let volume = area * height;
        let (thinnest, deepest) = (area * LEAST_DEPTH.min(0.1 * height), 0.9 * volume);
        Self {
            layer: air.layer.value(),
            upper: air.upper.value(),
            layer_volume: (area * air.layer_depth.value()).max(thinnest).min(deepest),
            volume,
            area,
            air_density_scale: 1.0 / room.temperature.value(),
            excess_density: vapour.relative_density() - 1.0,
            thinnest,
            deepest,
            vapour_density: vapour.density(room.temperature).value(),
            friction_velocity: FRICTION_VELOCITY_RATIO * room.air_speed.value(),
        }
    }

    pub(crate) fn air(&self) -> RoomAir {
        RoomAir {
            layer: Kilograms::new(self.layer),
            upper: Kilograms::new(self.upper),
            layer_depth: Metres::new(self.depth()),
        }
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.layer + self.upper <= 0.0
    }

    pub(crate) fn depth(&self) -> f64 {
        self.layer_volume / self.area
    }

    pub(crate) fn upper_volume(&self) -> f64 {
        self.volume - self.layer_volume
    }

    pub(crate) fn layer_fraction(&self) -> f64 {
        (self.layer / (self.vapour_density * self.layer_volume)).min(1.0)
    }

    pub(crate) fn upper_fraction(&self) -> f64 {
        (self.upper / (self.vapour_density * self.upper_volume())).min(1.0)
    }

    /// Reduced gravity of the layer, m/s².
    pub(crate) fn reduced_gravity(&self) -> f64 {
        reduced_gravity(self.excess_density, self.layer_fraction(), self.upper_fraction())
    }

    /// Density of the upper zone, in the units of `air_density_scale`.
    pub(crate) fn upper_density(&self) -> f64 {
        self.air_density_scale * (1.0 + self.excess_density * self.upper_fraction())
    }

    /// Vapour arrives, mixed with air of the upper zone to the fraction of its source. A heavy mixture spreads under the
    /// room's air and lifts the layer by its volume; a light one rises.
    pub(crate) fn release(&mut self, mass: f64, source_fraction: f64) {
        if mass <= 0.0 {
            return;
        }
        if self.excess_density <= 0.0 {
            self.upper += mass;
            return;
        }
        let pure = mass / self.vapour_density;
        let mixture = pure / source_fraction.max(self.layer_fraction()).clamp(1e-3, 1.0);
        let along = self.draw_upper(mixture - pure);
        self.pour(mixture, mass + along);
    }

    /// What goes on between the zones: a layer that is no denser than the air above has no interface and overturns; a
    /// denser one deepens by diffusion from below and is carried off by the stirred air from above.
    pub(crate) fn stir(&mut self, diffused_depth_squared: f64, seconds: f64) {
        if self.layer_fraction() <= self.upper_fraction() && self.excess_density > 0.0 {
            self.overturn();
            return;
        }
        let depth = self.depth();
        self.deepen(self.area * (maths::sqrt(depth * depth + diffused_depth_squared) - depth));
        let buoyancy = self.reduced_gravity() * self.depth();
        let speed = erosion_speed(MetresPerSecond::new(self.friction_velocity), buoyancy).value();
        self.erode(speed * self.area * seconds);
    }

    /// Fresh air comes in above; the exhaust takes from the layer what it can reach of it and the rest from above.
    /// Returns the vapour that left.
    pub(crate) fn ventilate(&mut self, volume: f64, low_share: f64, seconds: f64) -> f64 {
        if volume <= 0.0 {
            return 0.0;
        }
        let reach = drawdown_limit(self.reduced_gravity(), Metres::new(self.depth())).value() * seconds;
        let low = (volume * low_share).min(reach);
        self.draw_layer(low) + self.draw_upper(volume - low)
    }

    /// Takes a volume out of the layer: the layer thins, and at its least depth is flushed with air from above.
    pub(crate) fn draw_layer(&mut self, volume: f64) -> f64 {
        let slab = volume.min(self.layer_volume - self.thinnest).max(0.0);
        let taken = self.layer * (slab / self.layer_volume);
        self.layer -= taken;
        self.layer_volume -= slab;
        let rest = volume - slab;
        if rest <= 0.0 {
            return taken;
        }
        let flushed = self.layer * flushed_share(rest, self.layer_volume);
        let refill = self.draw_upper(rest);
        self.layer += refill - flushed;
        taken + flushed
    }

    /// Takes a volume out of the upper zone, which other air replaces.
    pub(crate) fn draw_upper(&mut self, volume: f64) -> f64 {
        let taken = self.upper * flushed_share(volume, self.upper_volume());
        self.upper -= taken;
        taken
    }

    /// Adds a mixture to the layer, which rises; beyond its greatest depth it spills into the upper zone.
    pub(crate) fn pour(&mut self, volume: f64, mass: f64) {
        self.layer += mass;
        let risen = self.layer_volume + volume;
        let spill = self.layer * ((risen - self.deepest).max(0.0) / risen);
        self.layer -= spill;
        self.upper += spill;
        self.layer_volume = risen.min(self.deepest);
    }

    /// Moves the interface up through the air above.
    fn deepen(&mut self, volume: f64) {
        let slab = volume.min(self.deepest - self.layer_volume).max(0.0);
        let taken = self.upper * (slab / self.upper_volume());
        self.upper -= taken;
        self.layer += taken;
        self.layer_volume += slab;
    }

    /// Carries a volume off the top of the layer; at its least depth the zones exchange it instead.
    fn erode(&mut self, volume: f64) {
        let slab = volume.min(self.layer_volume - self.thinnest).max(0.0);
        let taken = self.layer * (slab / self.layer_volume);
        self.layer -= taken;
        self.upper += taken;
        self.layer_volume -= slab;
        if volume > slab {
            let (below, above) = (self.layer_volume, self.upper_volume());
            exchange(&mut self.layer, below, &mut self.upper, above, volume - slab);
        }
    }

    fn overturn(&mut self) {
        let all = self.layer + self.upper;
        self.layer_volume = self.thinnest;
        let below = all * (self.layer_volume / self.volume);
        self.upper = all - below;
        self.layer = below;
    }
}

/// Share of a zone's vapour that has left when `volume` has flowed through it: 1 − e^(−volume/zone).
fn flushed_share(volume: f64, zone: f64) -> f64 {
    let turnovers = volume / zone;
    // Below 1e-4 the square term is exact to 1e-13; most moves of most rooms are that small.
    if turnovers < 1e-4 { turnovers * (1.0 - 0.5 * turnovers) } else { -maths::exp_m1(-turnovers) }
}

/// Two zones exchange equal volumes: exactly, towards equal concentrations.
pub(crate) fn exchange(a: &mut f64, a_volume: f64, b: &mut f64, b_volume: f64, volume: f64) {
    let both = a_volume + b_volume;
    let reduced_volume = a_volume * (b_volume / both);
    let excess = *a * (b_volume / both) - *b * (a_volume / both);
    let moved = excess * flushed_share(volume, reduced_volume);
    *a -= moved;
    *b += moved;
}
