//! One room while it is advanced: two zones, and what moves between them, in from a source and out by the exhaust.
//!
//! All that goes on within one room is solved together ([`Cell::live`]): with the flows of the middle of the step held,
//! the layer's volume changes in a straight line until it is at its least, and its concentration tends exponentially to
//! that of what flows in. A thin layer over a source with the exhaust on renews itself within seconds: sources first and
//! flushing afterwards would need steps far shorter than that.
//!
//! What passes a door is a *move*: a volume of mixture and its vapour together, never more than there is. So every mass
//! stays above zero whatever the length of the step, and what leaves one place is the same number that arrives at another.

use super::laws::{FRICTION_VELOCITY_RATIO, drawdown_limit, erosion_speed, reduced_gravity};
use super::{Room, RoomAir};
use crate::vapour::Vapour;
use hazdrill_units::{Kilograms, Metres, MetresPerSecond, maths};

/// The least depth of a floor layer, m: the head of a gravity current of evaporating liquid (a few cm), below which
/// diffusion thickens a layer within half a minute.
pub(crate) const LEAST_DEPTH: f64 = 0.02;

/// Volume fraction below which a vapour has no weight: 2 cm of it are carried off by air of 0.1 m/s as if they were air,
/// since their Richardson number g′h/u*² is 0.04 for ether.
const TRACE: f64 = 5e-6;

/// What acts on a room from outside during a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Driven {
    /// Vapour from sources, kg/s.
    pub(crate) source: f64,
    /// Volume fraction of vapour in the mixture that they give off.
    pub(crate) source_fraction: f64,
    /// Air drawn through, m³/s.
    pub(crate) ventilation: f64,
    /// Share of it that is drawn near the floor.
    pub(crate) low_share: f64,
    /// By which the square of a layer's depth grows, m²/s: π D.
    pub(crate) diffusion: f64,
}

/// Flows within a room, m³/s.
struct Flows {
    /// Pure vapour into the layer.
    pure: f64,
    /// Air from above into the layer: what sources mix in, and what diffusion reaches.
    drawn_in: f64,
    /// Off the top of the layer into the air above.
    eroded: f64,
    /// Out of the layer into the exhaust.
    exhaust: f64,
}

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
    /// Whether it held a mere [`TRACE`] when the substep began.
    pub(crate) trace: bool,
    thinnest: f64,
    deepest: f64,
    /// Density of the pure vapour, kg/m³.
    pub(crate) vapour_density: f64,
    friction_velocity: f64,
}

impl Cell {
    pub(crate) fn new(room: &Room, air: &RoomAir, vapour: &Vapour) -> Self {
        // A room without floor or height cannot hold anything; a cubic millimetre keeps every quotient finite.
        let (area, height) = (room.floor_area.value().max(1e-6), room.height.value().max(1e-3));
        let volume = area * height;
        let (thinnest, deepest) = (area * LEAST_DEPTH.min(0.1 * height), 0.9 * volume);
        let mut cell = Self {
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
            trace: false,
        };
        cell.trace = cell.is_a_trace();
        cell
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

    /// All that goes on within the room for a time; gives the vapour that the exhaust has drawn off, kg.
    ///
    /// The flows are those of the middle of the step, found by half a step with those of its start: an error of second
    /// order in the length of the step.
    pub(crate) fn live(&mut self, driven: &Driven, seconds: f64) -> f64 {
        self.trace = driven.source <= 0.0 && self.is_a_trace();
        if self.trace {
            return self.thin_out(driven, seconds);
        }
        let mut middle = *self;
        middle.flow(driven, &self.flows(driven), 0.5 * seconds);
        let drawn = self.flow(driven, &middle.flows(driven), seconds);
        if self.layer_fraction() <= self.upper_fraction() && self.excess_density > 0.0 {
            // A layer that is no denser than the air above has no interface.
            self.overturn();
        }
        drawn
    }

    /// Whether the stirred air of the room holds so little that its weight does nothing.
    fn is_a_trace(&self) -> bool {
        let richest = self.layer_fraction().max(self.upper_fraction());
        richest < TRACE && self.friction_velocity > 0.0
    }

    /// A trace is carried off the floor as if it were air, and drawn off with the air above.
    fn thin_out(&mut self, driven: &Driven, seconds: f64) -> f64 {
        let speed = erosion_speed(MetresPerSecond::new(self.friction_velocity), 0.0).value();
        let volume = speed * self.area * seconds;
        let slab = volume.min(self.layer_volume - self.thinnest).max(0.0);
        let taken = self.layer * (slab / self.layer_volume);
        self.layer -= taken;
        self.upper += taken;
        self.layer_volume -= slab;
        let (below, above) = (self.layer_volume, self.upper_volume());
        exchange(&mut self.layer, below, &mut self.upper, above, volume - slab);
        self.draw_upper(driven.ventilation * seconds)
    }

    /// The flows in the room as it stands.
    fn flows(&self, driven: &Driven) -> Flows {
        let (fraction, depth, gravity) = (self.layer_fraction(), self.depth(), self.reduced_gravity());
        let erosion = erosion_speed(MetresPerSecond::new(self.friction_velocity), gravity * depth).value();
        let reach = drawdown_limit(gravity, Metres::new(depth)).value();
        // A heavy mixture spreads under the room's air and lifts the layer by its volume; a light vapour rises.
        let (pure, along) = if self.excess_density > 0.0 {
            let pure = driven.source / self.vapour_density;
            let mixture = pure / driven.source_fraction.max(fraction).clamp(1e-3, 1.0);
            (pure, mixture - pure)
        } else {
            (0.0, 0.0)
        };
        Flows {
            pure,
            drawn_in: along + 0.5 * self.area * driven.diffusion / depth,
            eroded: erosion * self.area,
            exhaust: (driven.ventilation * driven.low_share).min(reach),
        }
    }

    /// Lets steady flows go on for a time; gives the vapour that the exhaust has drawn off, kg.
    fn flow(&mut self, driven: &Driven, flows: &Flows, seconds: f64) -> f64 {
        let source = driven.source * seconds;
        let (pure, drawn_in) = (flows.pure * seconds, flows.drawn_in * seconds);
        let (eroded, low) = (flows.eroded * seconds, flows.exhaust * seconds);
        let high = (driven.ventilation - flows.exhaust).max(0.0) * seconds;
        let (inflow, outflow) = (pure + drawn_in, eroded + low);
        // What the layer would lose beyond its least depth is replaced by air from above, once it is that thin.
        let after = self.layer_volume + inflow - outflow;
        let replaced = (self.thinnest - after).max(0.0);
        let thinning = if replaced > 0.0 { (self.layer_volume - self.thinnest) / (outflow - inflow) } else { 1.0 };

        let from_above = drawn_in + replaced + high;
        let flushed = from_above / self.upper_volume();
        let taken = self.upper * gone_share(flushed);
        let per_volume = if from_above > 0.0 { taken / from_above } else { 0.0 };
        let into_layer = if flows.pure > 0.0 { source } else { 0.0 };
        let in_flowing = into_layer + per_volume * drawn_in;

        let held = self.layer + in_flowing + per_volume * replaced;
        let mut concentration = self.layer / self.layer_volume;
        if inflow > 0.0 {
            let renewals = inflow * thinning * mean_reciprocal(self.layer_volume, after.max(self.thinnest));
            concentration += (in_flowing / inflow - concentration) * gone_share(renewals);
        }
        let time_left = 1.0 - thinning;
        if time_left > 0.0 {
            let arriving = (in_flowing * time_left + per_volume * replaced) / (outflow * time_left);
            concentration += (arriving - concentration) * gone_share(outflow * time_left / self.thinnest);
        }
        let risen = after.max(self.thinnest);
        let stays = if outflow > 0.0 { (concentration * risen).min(held) } else { held };
        let left = held - stays;
        let (up, out) = if outflow > 0.0 { (left * (eroded / outflow), left * (low / outflow)) } else { (0.0, 0.0) };
        // What comes up meanwhile is flushed as well, for half the time on the average.
        let rises = up + source - into_layer;
        let lost = rises * (1.0 - kept_on_average(flushed));
        let back = if from_above > 0.0 { (drawn_in + replaced) / from_above } else { 0.0 };
        self.upper = (self.upper - taken) + (rises - lost);
        self.layer = stays + lost * back;
        let spill = self.layer * ((risen - self.deepest).max(0.0) / risen);
        self.layer -= spill;
        self.upper += spill;
        self.layer_volume = risen.min(self.deepest);
        out + per_volume * high + lost * (1.0 - back)
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
        let flushed = self.layer * gone_share(rest / self.layer_volume);
        let refill = self.draw_upper(rest);
        self.layer += refill - flushed;
        taken + flushed
    }

    /// Takes a volume out of the upper zone, which other air replaces.
    pub(crate) fn draw_upper(&mut self, volume: f64) -> f64 {
        let taken = self.upper * gone_share(volume / self.upper_volume());
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

    fn overturn(&mut self) {
        let all = self.layer + self.upper;
        self.layer_volume = self.thinnest;
        let below = all * (self.layer_volume / self.volume);
        self.upper = all - below;
        self.layer = below;
    }
}

/// Turnovers up to which the first six terms of the series of 1 − e^(−n) are all that its 53 bits hold: the next is
/// 2e-16 of it. Nearly all moves of a step are that small, and the series costs a fifth of the exponential.
const FEW_TURNOVERS: f64 = 0.01;

/// Share of a zone's vapour that has left after so many turnovers: 1 − e^(−n).
fn gone_share(turnovers: f64) -> f64 {
    if turnovers < FEW_TURNOVERS { turnovers * kept_on_average_of_few(turnovers) } else { -maths::exp_m1(-turnovers) }
}

/// Share that is still there, on the average, of what came in evenly during so many turnovers: (1 − e^(−n))/n.
fn kept_on_average(turnovers: f64) -> f64 {
    if turnovers < FEW_TURNOVERS { kept_on_average_of_few(turnovers) } else { -maths::exp_m1(-turnovers) / turnovers }
}

/// The series of (1 − e^(−n))/n.
fn kept_on_average_of_few(n: f64) -> f64 {
    1.0 - n * (0.5 - n * (1.0 / 6.0 - n * (1.0 / 24.0 - n * (1.0 / 120.0 - n / 720.0))))
}

/// Mean of 1/V while V goes from `a` to `b` in a straight line: ln(b/a)/(b − a).
fn mean_reciprocal(a: f64, b: f64) -> f64 {
    let middle = 0.5 * (a + b);
    // Simpson's rule is exact to 1e-9 for a change by a twentieth.
    if (b - a).abs() < 0.05 * middle { (1.0 / a + 4.0 / middle + 1.0 / b) / 6.0 } else { maths::ln(b / a) / (b - a) }
}

/// Two zones exchange equal volumes: exactly, towards equal concentrations.
pub(crate) fn exchange(a: &mut f64, a_volume: f64, b: &mut f64, b_volume: f64, volume: f64) {
    let both = a_volume + b_volume;
    let reduced_volume = a_volume * (b_volume / both);
    let excess = *a * (b_volume / both) - *b * (a_volume / both);
    let moved = excess * gone_share(volume / reduced_volume);
    *a -= moved;
    *b += moved;
}
