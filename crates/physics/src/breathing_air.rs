//! Self-contained breathing apparatus: how long the air lasts, and when to turn round.

use crate::constants::ATMOSPHERE;
use hazdrill_units::{CubicMetres, CubicMetresPerSecond, Pascals, SimDuration};

/// Pressure at which the whistle sounds: 5.5 ± 0.5 MPa (Chinese fire-service and trade pages).
pub const WHISTLE: Pascals = Pascals::new(5.5e6);
/// Pressure of a full bottle: 30 MPa; 26 to 28 MPa on the gauge counts as full (the same pages).
pub const FULL: Pascals = Pascals::new(30e6);
/// Volume of the usual bottle: 6.8 L (the same pages).
pub const BOTTLE: CubicMetres = CubicMetres::new(6.8e-3);
/// Hard work in a suit ends after 20 min for heat, even with air left (the same pages).
pub const HEAT_LIMIT: SimDuration = SimDuration::from_ms(20 * 60_000);

/// How hard a wearer works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Standing, walking slowly, watching.
    Light,
    /// Walking with equipment, searching, plugging.
    Work,
    /// Climbing, carrying a person.
    Heavy,
}

impl Effort {
    /// Air that a wearer breathes: 30, 45 (40 to 50), 70 (60 to 80) L/min (classes `unverified`).
    pub fn air(self) -> CubicMetresPerSecond {
        const LITRE_PER_MINUTE: f64 = 1.0 / 60_000.0;
        CubicMetresPerSecond::new(
            LITRE_PER_MINUTE
                * match self {
                    Self::Light => 30.0,
                    Self::Work => 45.0,
                    Self::Heavy => 70.0,
                },
        )
    }
}

/// A bottle on a back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bottle {
    /// Volume of the bottle.
    pub volume: CubicMetres,
    /// Pressure on its gauge.
    pub pressure: Pascals,
}

impl Bottle {
    /// Pressure after breathing for a time: p − Q P₀ t / V, not below zero.
    ///
    /// Q air breathed, m³/s at the pressure P₀ of one atmosphere; V volume of the bottle. Boyle's law; real air at
    /// 30 MPa is about 10 % less than that, so a bottle near full lasts up to 10 % shorter.
    pub fn pressure_after(&self, air: CubicMetresPerSecond, time: SimDuration) -> Pascals {
        let left = self.pressure.value() - self.fall_per_second(air) * time.seconds();
        Pascals::new(left.max(0.0))
    }

    /// Time until the gauge falls to a pressure: (p − p') V / (Q P₀), at most [`SimDuration::MAX`]; none if it is there.
    ///
    /// With the whistle as p' this is the work time that a table of control uses.
    pub fn time_to(&self, pressure: Pascals, air: CubicMetresPerSecond) -> SimDuration {
        let above = (self.pressure.value() - pressure.value()).max(0.0);
        // Without a breath nothing falls: 0 / 0 must not arise for a bottle that is there already.
        if above > 0.0 { SimDuration::from_seconds(above / self.fall_per_second(air)) } else { SimDuration::ZERO }
    }

    /// Time until the whistle.
    pub fn work_time(&self, air: CubicMetresPerSecond) -> SimDuration {
        self.time_to(WHISTLE, air)
    }

    /// Fall of the pressure, Pa/s; without end in a bottle of no volume.
    fn fall_per_second(&self, air: CubicMetresPerSecond) -> f64 {
        air.value() * ATMOSPHERE / self.volume.value().max(f64::MIN_POSITIVE)
    }
}

/// Pressure at which to turn round at the latest: the whistle's, and twice what the way in took, so that the way out may
/// take twice as long as the way in.
///
/// A rule of fire services (`unverified`). No more than what was there at the start.
pub fn turn_round_pressure(at_start: Pascals, at_goal: Pascals) -> Pascals {
    let way_in = (at_start.value() - at_goal.value()).max(0.0);
    Pascals::new((WHISTLE.value() + 2.0 * way_in).min(at_start.value()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    const FULL_BOTTLE: Bottle = Bottle { volume: BOTTLE, pressure: FULL };

    fn l_min(litres: f64) -> CubicMetresPerSecond {
        CubicMetresPerSecond::new(litres / 60_000.0)
    }

    /// (p − p_alarm) V / Q with V p in litres of free air: 28 MPa, 6.8 L, 50 L/min gives the "about 30 min practical" of
    /// the service pages; after the whistle 5 to 10 min are left.
    #[test]
    fn published_half_an_hour_of_work() {
        let counted_as_full = Bottle { volume: BOTTLE, pressure: Pascals::new(28e6) };
        let minutes = counted_as_full.work_time(l_min(50.0)).seconds() / 60.0;
        assert_close(minutes, (280.0 - 55.0) * 6.8 / 50.0 / 1.013_25, 1e-6);
        assert_near(minutes, 30.2, 0.05);
        let at_whistle = Bottle { volume: BOTTLE, pressure: WHISTLE };
        for (effort, minutes) in [(Effort::Work, 8.2), (Effort::Heavy, 5.3)] {
            let left = at_whistle.time_to(Pascals::new(0.0), effort.air()).seconds() / 60.0;
            assert_near(left, minutes, 0.05);
            assert!((5.0..=10.0).contains(&left));
        }
    }

    /// 28 MPa at the door, 23 at the casualty: out at 15.5.
    #[test]
    fn turn_round_with_twice_the_way_in() {
        let turn = turn_round_pressure(Pascals::new(28e6), Pascals::new(23e6));
        assert_near(turn.value(), 15.5e6, 1e-6);
        let at_once = turn_round_pressure(Pascals::new(10e6), Pascals::new(2e6));
        assert_near(at_once.value(), 10e6, 0.0);
    }

    #[test]
    fn who_does_not_breathe_empties_nothing() {
        assert_eq!(FULL_BOTTLE.work_time(l_min(0.0)), SimDuration::MAX);
        let empty = Bottle { volume: BOTTLE, pressure: Pascals::new(0.0) };
        assert_eq!(empty.work_time(l_min(0.0)), SimDuration::ZERO);
        assert_eq!(Bottle { volume: CubicMetres::new(0.0), ..FULL_BOTTLE }.work_time(l_min(30.0)), SimDuration::ZERO);
    }

    proptest! {
        #[test]
        fn breathing_in_parts_is_breathing(litres in 0.0..100.0_f64, a in 0..3_600_000_i64, b in 0..3_600_000_i64) {
            let (air, a, b) = (l_min(litres), SimDuration::from_ms(a), SimDuration::from_ms(b));
            let half = Bottle { pressure: FULL_BOTTLE.pressure_after(air, a), ..FULL_BOTTLE };
            let (split, whole) = (half.pressure_after(air, b), FULL_BOTTLE.pressure_after(air, a + b));
            prop_assert!((split.value() - whole.value()).abs() <= 1e-7 && whole <= FULL);
        }

        #[test]
        fn the_time_to_a_pressure_leads_to_it(litres in 1.0..100.0_f64, goal in 0.0..30e6_f64) {
            let (air, goal) = (l_min(litres), Pascals::new(goal));
            let there = FULL_BOTTLE.pressure_after(air, FULL_BOTTLE.time_to(goal, air));
            // The clock counts milliseconds; below 1 L/min a full bottle outlasts it.
            prop_assert!((there.value() - goal.value()).abs() < 25.0 * litres);
        }

        #[test]
        fn harder_work_is_shorter(litres in 0.0..100.0_f64, more in 0.0..100.0_f64) {
            prop_assert!(FULL_BOTTLE.work_time(l_min(litres + more)) <= FULL_BOTTLE.work_time(l_min(litres)));
        }
    }
}
