//! How far ahead the hazard can see: the length of the next step of its grid.
//!
//! A step is one second while something is about to happen and ten while nothing is; which of them, the hazard's own
//! state alone decides. Every quantity that has thresholds is followed at the rate of the last step to the nearest one
//! ahead of it; the next step goes half of the shortest of these ways, so that a rate that doubles meanwhile still meets
//! the threshold at a fine step.

use hazdrill_units::SimDuration;

/// The step while something is about to happen.
pub(super) const FINE: SimDuration = SimDuration::from_ms(1_000);
/// The step while nothing is. The model of the air divides it as it needs; only switches and passers-by wait for its end.
pub(super) const COARSE: SimDuration = SimDuration::from_ms(10_000);
/// The share of an ignition that a coarse step may carry: with more, the second in which it comes matters.
const SHARE_OF_IGNITION: f64 = 1e-3;

/// The shortest time until something could pass a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Horizon {
    seconds: f64,
}

impl Default for Horizon {
    fn default() -> Self {
        Self { seconds: f64::INFINITY }
    }
}

impl Horizon {
    /// Something goes on that must not be left alone for longer than a fine step.
    pub(super) fn stay(&mut self) {
        self.seconds = 0.0;
    }

    /// A quantity went from `before` to `now` within `dt`, and passing `threshold` matters.
    pub(super) fn watch(&mut self, before: f64, now: f64, dt: SimDuration, threshold: f64) {
        let (left, change) = (threshold - now, now - before);
        if left * change > 0.0 {
            self.seconds = self.seconds.min(left / change * dt.seconds());
        }
    }

    /// A source in a flammable mixture ignites at `rate` a second, and will do so after `left` more ignitions expected.
    pub(super) fn watch_source(&mut self, rate: f64, left: f64) {
        if rate > 0.0 {
            self.seconds = self.seconds.min(left.min(2.0 * SHARE_OF_IGNITION) / rate);
        }
    }

    /// The next step: whole seconds, since controls are taken at its end.
    pub(super) fn step(self) -> SimDuration {
        let seconds = (0.5 * self.seconds).floor();
        if seconds >= COARSE.seconds() { COARSE } else { FINE * (seconds as i64).max(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: SimDuration = SimDuration::from_ms(1_000);

    fn after(watch: impl FnOnce(&mut Horizon)) -> i64 {
        let mut horizon = Horizon::default();
        watch(&mut horizon);
        horizon.step().ms()
    }

    #[test]
    fn the_step_shortens_on_the_way_to_a_threshold() {
        assert_eq!(after(|_| ()), 10_000, "nothing to see");
        assert_eq!(after(|h| h.watch(10.0, 10.0, STEP, 11.0)), 10_000, "at rest");
        assert_eq!(after(|h| h.watch(9.0, 8.0, STEP, 11.0)), 10_000, "on the way off");
        assert_eq!(after(|h| h.watch(9.0, 10.0, STEP, 20.0)), 5_000, "half of ten seconds");
        assert_eq!(after(|h| h.watch(9.0, 10.0, STEP, 10.5)), 1_000, "near");
        assert_eq!(after(|h| h.watch(21.0, 20.0, STEP, 12.0)), 4_000, "from above");
        assert_eq!(after(Horizon::stay), 1_000);
    }

    #[test]
    fn the_step_shortens_before_an_ignition() {
        // 0.1 an hour carries 3e-4 of one in ten seconds; 0.5 a minute carries 8e-2.
        assert_eq!(after(|h| h.watch_source(0.1 / 3600.0, 0.5)), 10_000);
        assert_eq!(after(|h| h.watch_source(0.5 / 60.0, 0.5)), 1_000);
        assert_eq!(after(|h| h.watch_source(0.1 / 3600.0, 1e-4)), 1_000, "its hour has come: 3.6 s are left");
    }
}
