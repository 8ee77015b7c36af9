//! One room, perfectly mixed.
//!
//! Dishonest for a heavy vapour: it thins 2.5 L of ether in 100 m³ to a third of its lower flammable limit at once. Use
//! it as a bound and for what is well mixed (smoke detectors' test gas, the air outdoors drifting in).

use hazdrill_units::{CubicMetres, CubicMetresPerSecond, SimDuration, VolumeFraction, maths};

/// Fraction of vapour after `time`: y(t) = y₀ e^(−Qt/V) + (G/Q)(1 − e^(−Qt/V)); G t / V without ventilation.
///
/// G inflow of vapour, m³/s; Q ventilation with clean air, m³/s; V volume, m³. Exact for G much smaller than Q; at
/// most 1. A room of no volume is at its steady state, G/Q.
pub fn fraction_after(
    start: VolumeFraction,
    inflow: CubicMetresPerSecond,
    ventilation: CubicMetresPerSecond,
    volume: CubicMetres,
    time: SimDuration,
) -> VolumeFraction {
    let (g, q, v) = (inflow.value(), ventilation.value(), volume.value().max(f64::MIN_POSITIVE));
    let changes = q * time.seconds() / v;
    let gone = -maths::exp_m1(-changes);
    let added = if q > 0.0 { g / q * gone } else { g * time.seconds() / v };
    VolumeFraction::new((start.value() * (1.0 - gone) + added).min(1.0))
}

/// Time in which ventilation thins the air from one fraction to a lower one: t = (V/Q) ln(y₀/y).
///
/// `None` when it never happens: no ventilation, or a target of zero. Zero when the target is not lower.
pub fn time_to_thin(
    from: VolumeFraction,
    to: VolumeFraction,
    ventilation: CubicMetresPerSecond,
    volume: CubicMetres,
) -> Option<SimDuration> {
    if from <= to {
        return Some(SimDuration::ZERO);
    }
    if ventilation.value() <= 0.0 || to.value() <= 0.0 {
        return None;
    }
    let changes = maths::ln(from.value() / to.value());
    Some(SimDuration::from_seconds(volume.value() / ventilation.value() * changes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;
    use proptest::prelude::*;

    const ROOM: CubicMetres = CubicMetres::new(100.0);
    const CLEAN: VolumeFraction = VolumeFraction::new(0.0);

    fn air_changes(per_hour: f64) -> CubicMetresPerSecond {
        CubicMetresPerSecond::new(per_hour * 100.0 / 3600.0)
    }

    /// hazdrill reference 3.2: 0.5 g/s of ether (1.623e-4 m³/s) into 100 m³; air changes → steady vol %, vol % at 600 s.
    /// The steady 0.2912 % at 2 changes is a misprint for 0.2921 %: 1.623e-4 / 0.05556.
    #[test]
    fn published_reference_3_2_ether_in_a_mixed_room() {
        let inflow = CubicMetresPerSecond::new(1.623e-4);
        for (ach, steady, at_600) in [(2.0, 0.2921, 0.0828), (6.0, 0.0973, 0.0615), (10.0, 0.0584, 0.0474)] {
            let percent = |seconds: f64| {
                let time = SimDuration::from_seconds(seconds);
                fraction_after(CLEAN, inflow, air_changes(ach), ROOM, time).value() * 100.0
            };
            assert_near(percent(1e5), steady, 1e-4);
            assert_near(percent(600.0), at_600, 1e-4);
        }
    }

    /// hazdrill reference 3.2: 2 % → 0.34 % takes 637.9 s at 10 air changes an hour and 1063.2 s at 6.
    #[test]
    fn published_reference_3_2_decay() {
        for (ach, seconds) in [(10.0, 637.9), (6.0, 1063.2)] {
            let time = time_to_thin(VolumeFraction::new(0.02), VolumeFraction::new(0.0034), air_changes(ach), ROOM);
            assert_near(time.unwrap().seconds(), seconds, 0.06);
        }
        assert_eq!(time_to_thin(VolumeFraction::new(0.02), CLEAN, air_changes(6.0), ROOM), None);
    }

    proptest! {
        #[test]
        fn two_half_steps_are_one_step(
            start in 0.0..0.1_f64, g in 0.0..1e-3_f64, q in 0.0..1.0_f64, v in 10.0..1e4_f64, half_ms in 0..100_000_i64,
        ) {
            let half = SimDuration::from_ms(half_ms);
            let go = |y: f64, time| {
                let (g, q) = (CubicMetresPerSecond::new(g), CubicMetresPerSecond::new(q));
                fraction_after(VolumeFraction::new(y), g, q, CubicMetres::new(v), time).value()
            };
            prop_assert!((go(go(start, half), half) - go(start, half + half)).abs() < 1e-14);
        }
    }
}
