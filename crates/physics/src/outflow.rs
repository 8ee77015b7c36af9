//! Liquid that runs out of an open upright vessel through a hole or an open tap.

use crate::constants::GRAVITY;
use hazdrill_units::{KgPerM3, KgPerS, Kilograms, Metres, SimDuration, SquareMetres, maths};

/// Discharge coefficient of a sharp-edged hole for liquids (Perry's Chemical Engineers' Handbook: 0.60 to 0.62).
pub const SHARP_EDGED_HOLE: f64 = 0.61;

/// An upright vessel of constant cross-section, open to the air, with a hole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vessel {
    /// Cross-section of the liquid, seen from above.
    pub cross_section: SquareMetres,
    /// Area of the hole.
    pub hole: SquareMetres,
    /// Discharge coefficient of the hole, 0 to 1.
    pub discharge_coefficient: f64,
    /// Density of the liquid.
    pub liquid_density: KgPerM3,
}

/// What a vessel has lost, and what still drives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outflow {
    /// Mass that ran out.
    pub mass: Kilograms,
    /// Height of the liquid above the hole afterwards.
    pub head: Metres,
}

/// Flow at one head: ṁ = ρ Cd a √(2 g h) (Torricelli 1643, with a discharge coefficient).
///
/// ρ liquid density, kg/m³; a area of the hole, m²; h height of the liquid above the hole, m.
/// Valid for turbulent flow (Reynolds number of the hole above 10⁴); error of Cd 3 %.
pub fn rate(vessel: &Vessel, head: Metres) -> KgPerS {
    let effective_hole = vessel.discharge_coefficient * vessel.hole.value();
    let speed = maths::sqrt(2.0 * GRAVITY * head.value().max(0.0));
    KgPerS::new(vessel.liquid_density.value() * effective_hole * speed)
}

/// Mass that runs out within `dt`, and the head after it: exact, so two half steps equal one whole.
///
/// The square root of the head falls in a straight line, √h(t) = √h₀ − (Cd a / A) √(g/2) t, until it is zero.
/// A cross-section of the vessel, m²; the other symbols as in [`rate`].
/// Valid for a hole much smaller than the vessel (a/A < 0.1); a vessel of no cross-section holds nothing.
pub fn run_out(vessel: &Vessel, head: Metres, dt: SimDuration) -> Outflow {
    let (area, before) = (vessel.cross_section.value(), head.value().max(0.0));
    if area <= 0.0 {
        return Outflow { mass: Kilograms::new(0.0), head };
    }
    let root_rate = vessel.discharge_coefficient * vessel.hole.value() / area * maths::sqrt(GRAVITY / 2.0);
    let root_before = maths::sqrt(before);
    let root_fall = (root_rate * dt.seconds()).min(root_before);
    let root_after = root_before - root_fall;
    // h₀ − h as a product: the difference of two squares would lose the last drops to rounding.
    let fall = root_fall * (root_before + root_after);
    Outflow {
        mass: Kilograms::new(vessel.liquid_density.value() * area * fall),
        head: Metres::new(root_after * root_after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    fn vessel(cross_section: f64, hole: f64) -> Vessel {
        Vessel {
            cross_section: SquareMetres::new(cross_section),
            hole: SquareMetres::new(hole),
            discharge_coefficient: SHARP_EDGED_HOLE,
            liquid_density: KgPerM3::new(713.592),
        }
    }

    /// Textbook draining time of an upright tank, t = (A / (Cd a)) √(2h/g): A 1 m², a 1e-3 m², h 1 m, Cd 0.61 → 740.3 s.
    #[test]
    fn published_torricelli_draining_time() {
        let tank = vessel(1.0, 1e-3);
        assert!(run_out(&tank, Metres::new(1.0), SimDuration::from_seconds(740.2)).head.value() > 0.0);
        let empty = run_out(&tank, Metres::new(1.0), SimDuration::from_seconds(740.4));
        assert_near(empty.head.value(), 0.0, 0.0);
        assert_close(empty.mass.value(), 713.592, 1e-12);
    }

    #[test]
    fn a_short_time_gives_the_rate() {
        let (tank, head) = (vessel(0.07, 2e-5), Metres::new(0.3));
        let out = run_out(&tank, head, SimDuration::from_ms(1));
        assert_close(out.mass.value() * 1000.0, rate(&tank, head).value(), 1e-6);
    }

    proptest! {
        #[test]
        fn two_half_steps_are_one_step(
            area in 1e-4..1e3_f64, hole in 0.0..1e-2_f64, head in 0.0..100.0_f64, half_ms in 0..2_000_000_i64,
        ) {
            let (tank, half) = (vessel(area, hole), SimDuration::from_ms(half_ms));
            let once = run_out(&tank, Metres::new(head), half + half);
            let first = run_out(&tank, Metres::new(head), half);
            let second = run_out(&tank, first.head, half);
            let held = 713.592 * area * head;
            prop_assert!((first.mass.value() + second.mass.value() - once.mass.value()).abs() <= 1e-12 * held);
            prop_assert!((second.head.value() - once.head.value()).abs() <= 1e-12 * head);
        }

        #[test]
        fn what_runs_out_is_what_the_vessel_loses(
            area in 0.0..1e8_f64, hole in 0.0..1e8_f64, head in 0.0..1e6_f64, ms in 0..604_800_000_i64,
        ) {
            let out = run_out(&vessel(area, hole), Metres::new(head), SimDuration::from_ms(ms));
            let held = 713.592 * area * head;
            prop_assert!(out.mass.value() >= 0.0 && out.head.value() >= 0.0 && out.head.value() <= head);
            prop_assert!((held - out.mass.value() - 713.592 * area * out.head.value()).abs() <= 1e-12 * held);
        }
    }
}
