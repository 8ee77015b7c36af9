//! A gas detector: a sensor that follows the air with a lag and answers other gases with a factor.

use hazdrill_units::{SimDuration, maths};

/// What a detector's sensor is like. Readings may be in any unit (% LFL, ppm), all in the same one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensor {
    /// Time to 90 % of a step: 10 to 30 s for a catalytic head, 5 to 10 s for infrared.
    pub t90: SimDuration,
    /// What it shows over what is there: its cross-sensitivity to a gas that it was not calibrated for. Ether on a
    /// methane head: about 0.4.
    pub response: f64,
}

/// True values at the start and the end of a step, with a straight line between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ramp {
    /// Value at the start.
    pub from: f64,
    /// Value at the end.
    pub to: f64,
}

impl Sensor {
    /// Time constant of the first-order lag, s: τ = T90 / ln 10.
    pub fn time_constant_s(&self) -> f64 {
        self.t90.seconds() / core::f64::consts::LN_10
    }

    /// Reading after `dt` of a true value that changes in a straight line: τ r' = κ x − r, exactly.
    ///
    /// r(t) = κ (x(t) − s τ) + (r₀ − κ (x₀ − s τ)) e^(−t/τ); κ response, x true value, s its slope. Two half steps equal
    /// one. Valid for a sensor whose lag is one film or one cell; a sampling line adds a dead time of its own.
    pub fn reading_after(&self, reading: f64, truth: Ramp, dt: SimDuration) -> f64 {
        self.reading_at(reading, truth, dt.seconds(), dt.seconds())
    }

    /// When, within `dt`, the reading first stands at `threshold` or above; `None` if it does not.
    ///
    /// The reading is that of [`Sensor::reading_after`]; found by bisection to below the millisecond of the clock.
    /// A reading that rises and falls back below the threshold within one step is missed.
    pub fn alarm_after(&self, reading: f64, truth: Ramp, dt: SimDuration, threshold: f64) -> Option<SimDuration> {
        if reading >= threshold {
            return Some(SimDuration::ZERO);
        }
        if self.reading_after(reading, truth, dt) < threshold {
            return None;
        }
        let (mut below, mut above) = (0.0, dt.seconds());
        while above - below > 1e-5 {
            let middle = 0.5 * (below + above);
            if self.reading_at(reading, truth, dt.seconds(), middle) < threshold {
                below = middle;
            } else {
                above = middle;
            }
        }
        Some(SimDuration::from_seconds(above))
    }

    /// Reading `t` seconds into a ramp of `length` seconds.
    fn reading_at(&self, reading: f64, truth: Ramp, length: f64, t: f64) -> f64 {
        let tau = self.time_constant_s();
        if length <= 0.0 {
            return reading;
        }
        let slope = self.response * (truth.to - truth.from) / length;
        let start = self.response * truth.from;
        if tau <= 0.0 {
            return start + slope * t;
        }
        // e − 1 of a small exponent, so that a step much shorter than the lag keeps its digits.
        let caught_up = -maths::exp_m1(-t / tau);
        reading + (start - reading) * caught_up + slope * (t - tau * caught_up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;
    use proptest::prelude::*;

    const T90_30_S: Sensor = Sensor { t90: SimDuration::from_ms(30_000), response: 1.0 };

    /// hazdrill reference 3.4: τ 13.029 s; ramps of 0.1, 0.5 and 1 %LEL/s alarm at 20 %LEL after 213.03, 52.80, 31.90 s.
    #[test]
    fn published_reference_3_4_ramps() {
        assert_near(T90_30_S.time_constant_s(), 13.029, 5e-4);
        for (per_second, seconds) in [(0.1, 213.03), (0.5, 52.80), (1.0, 31.90)] {
            let ramp = Ramp { from: 0.0, to: per_second * 300.0 };
            let alarm = T90_30_S.alarm_after(0.0, ramp, SimDuration::from_seconds(300.0), 20.0);
            assert_near(alarm.unwrap().seconds(), seconds, 0.01);
        }
    }

    /// hazdrill reference 3.4: a step to 60 %LEL alarms at 20 % after 5.283 s and at 40 % after 14.314 s.
    #[test]
    fn published_reference_3_4_steps() {
        let step = Ramp { from: 60.0, to: 60.0 };
        for (threshold, seconds) in [(20.0, 5.283), (40.0, 14.314)] {
            let alarm = T90_30_S.alarm_after(0.0, step, SimDuration::from_seconds(60.0), threshold);
            assert_near(alarm.unwrap().seconds(), seconds, 0.01);
        }
        assert_eq!(T90_30_S.alarm_after(0.0, step, SimDuration::from_seconds(60.0), 60.0), None);
    }

    /// A catalytic head calibrated on methane shows 40 % of the truth for ether, and so alarms late or never.
    #[test]
    fn a_head_calibrated_on_another_gas_reads_low() {
        let on_methane = Sensor { response: 0.4, ..T90_30_S };
        let step = Ramp { from: 25.0, to: 25.0 };
        assert_near(on_methane.reading_after(0.0, step, SimDuration::from_seconds(600.0)), 10.0, 1e-9);
        assert_eq!(on_methane.alarm_after(0.0, step, SimDuration::from_seconds(600.0), 20.0), None);
    }

    proptest! {
        #[test]
        fn two_half_steps_are_one_step(
            reading in 0.0..100.0_f64, from in 0.0..100.0_f64, to in 0.0..100.0_f64, half_ms in 0..200_000_i64,
        ) {
            let (half, middle) = (SimDuration::from_ms(half_ms), 0.5 * (from + to));
            let first = T90_30_S.reading_after(reading, Ramp { from, to: middle }, half);
            let second = T90_30_S.reading_after(first, Ramp { from: middle, to }, half);
            let whole = T90_30_S.reading_after(reading, Ramp { from, to }, half + half);
            prop_assert!((second - whole).abs() < 1e-10);
        }

        #[test]
        fn a_reading_stays_between_what_was_and_what_is(
            t90_ms in 0..600_000_i64, reading in 0.0..1.0_f64, from in 0.0..1.0_f64, to in 0.0..1.0_f64, ms in 0..10_000_000_i64,
        ) {
            let sensor = Sensor { t90: SimDuration::from_ms(t90_ms), response: 1.0 };
            let after = sensor.reading_after(reading, Ramp { from, to }, SimDuration::from_ms(ms));
            let (low, high) = (reading.min(from).min(to), reading.max(from).max(to));
            prop_assert!(after >= low - 1e-12 && after <= high + 1e-12, "{after} outside {low} … {high}");
        }
    }
}
