//! Sheltering in place: a building that breathes slowly what passes outside.

use hazdrill_units::{PerSecond, SimDuration, VolumeFraction, maths};

/// Fraction indoors after `time` of a constant fraction outdoors: dC/dt = λ (C_out − C), exactly.
///
/// λ infiltration, 1/s: 0.25 per hour for a tight modern house, 1 per hour for a leaky one; for one air the sum of
/// natural and forced air changes. Valid for a gas that neither settles nor sticks to walls.
pub fn indoors_after(
    start: VolumeFraction,
    outdoors: VolumeFraction,
    infiltration: PerSecond,
    time: SimDuration,
) -> VolumeFraction {
    let renewed = -maths::exp_m1(-infiltration.value() * time.seconds());
    VolumeFraction::new(start.value() + (outdoors.value() - start.value()) * renewed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;

    /// hazdrill reference 3.2 (model and pulse of the public building-infiltration example of A. Farrell): a unit pulse
    /// of 15 h and of 1 h; infiltration per hour → indoors at the end of each, and 5 h after the long one.
    #[test]
    fn published_reference_3_2_unit_pulse() {
        for [per_hour, after_15_h, after_1_h, five_hours_later] in
            [[0.25, 0.97648, 0.2212, 0.2798], [0.5, 0.99945, 0.3935, 0.0820], [1.0, 1.0000, 0.6321, 0.0067]]
        {
            let go = |start: f64, out: f64, hours: f64| {
                let (rate, time) = (PerSecond::new(per_hour / 3600.0), SimDuration::from_seconds(hours * 3600.0));
                indoors_after(VolumeFraction::new(start), VolumeFraction::new(out), rate, time).value()
            };
            assert_near(go(0.0, 1.0, 15.0), after_15_h, 5.1e-6);
            assert_near(go(0.0, 1.0, 1.0), after_1_h, 5e-5);
            assert_near(go(go(0.0, 1.0, 15.0), 0.0, 5.0), five_hours_later, 5e-5);
        }
    }

    #[test]
    fn a_tight_house_keeps_its_air() {
        let start = VolumeFraction::new(0.3);
        let later = indoors_after(start, VolumeFraction::new(1.0), PerSecond::new(0.0), SimDuration::MAX);
        assert_eq!(later, start);
    }
}
