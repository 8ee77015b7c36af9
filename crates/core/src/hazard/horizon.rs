//! How far ahead the hazard can see: the length of the next step of its grid.
//!
//! The hazard's own state alone decides it. Every quantity that has thresholds is followed at the rate of the last step
//! to the nearest one ahead of it; the next step goes half of the shortest of these ways, so that a rate that doubles
//! meanwhile still meets the threshold at a fine step. No step is longer than what goes on in the rooms allows. What work
//! switches does not wait for the end of a long step: it ends at the next full second then.

use hazdrill_units::SimDuration;

/// The shortest step, and the one in which thresholds are passed.
pub(super) const FINE: SimDuration = SimDuration::from_ms(1_000);
/// The longest while a room burns: a small pool changes within seconds.
pub(super) const FLAMES: SimDuration = SimDuration::from_ms(3_000);
/// The longest while the air of a room is dangerous: somebody may walk through it, some 9 m at 1.3 m/s.
pub(super) const PASSED: SimDuration = SimDuration::from_ms(6_000);
/// The longest for which the flow of smoke through a door is taken as steady: it is the less, the thinner the smoke.
pub(super) const SMOKES: SimDuration = SimDuration::from_ms(4_000);
/// The longest while something runs out: for the accuracy of what it feeds.
pub(super) const ACTIVE: SimDuration = SimDuration::from_ms(8_000);
/// The longest while liquid evaporates somewhere, something smokes, or vapour is above the lowest band.
pub(super) const COARSE: SimDuration = SimDuration::from_ms(12_000);
/// The longest while a residue of vapour thins out.
pub(super) const RESIDUE: SimDuration = SimDuration::from_ms(60_000);

/// The shortest time until something could pass a threshold, and the longest step that is allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Horizon {
    seconds: f64,
    longest: SimDuration,
}

impl Default for Horizon {
    fn default() -> Self {
        Self { seconds: f64::INFINITY, longest: RESIDUE }
    }
}

impl Horizon {
    /// Something goes on that must not be left alone for longer than `longest`.
    pub(super) fn at_most(&mut self, longest: SimDuration) {
        self.longest = self.longest.min(longest);
    }

    /// A quantity went from `before` to `now` within `dt`, and passing `threshold` matters.
    pub(super) fn watch(&mut self, before: f64, now: f64, dt: SimDuration, threshold: f64) {
        let (left, change) = (threshold - now, now - before);
        if left * change > 0.0 {
            self.seconds = self.seconds.min(left / change * dt.seconds());
        }
    }

    /// As [`Horizon::watch`], of several thresholds in rising order.
    pub(super) fn watch_all(&mut self, before: f64, now: f64, dt: SimDuration, thresholds: &[f64]) {
        let nearest = if now > before {
            thresholds.iter().find(|threshold| **threshold > now)
        } else {
            thresholds.iter().rev().find(|threshold| **threshold < now)
        };
        if let Some(threshold) = nearest {
            self.watch(before, now, dt, *threshold);
        }
    }

    /// A source in a flammable mixture ignites at `rate` a second, and will do so after `left` more ignitions expected.
    pub(super) fn watch_source(&mut self, rate: f64, left: f64) {
        if rate > 0.0 {
            self.seconds = self.seconds.min(left / rate);
        }
    }

    /// The next step: whole seconds, since controls are taken at its end.
    pub(super) fn step(self) -> SimDuration {
        let seconds = (0.5 * self.seconds).floor();
        if seconds >= self.longest.seconds() { self.longest } else { FINE * (seconds as i64).max(1) }
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
        assert_eq!(after(|_| ()), 60_000, "nothing to see");
        assert_eq!(after(|h| h.watch(10.0, 10.0, STEP, 11.0)), 60_000, "at rest");
        assert_eq!(after(|h| h.watch(9.0, 8.0, STEP, 11.0)), 60_000, "on the way off");
        assert_eq!(after(|h| h.watch(9.0, 10.0, STEP, 20.0)), 5_000, "half of ten seconds");
        assert_eq!(after(|h| h.watch(9.0, 10.0, STEP, 10.5)), 1_000, "near");
        assert_eq!(after(|h| h.watch(21.0, 20.0, STEP, 12.0)), 4_000, "from above");
        assert_eq!(after(|h| h.at_most(FINE)), 1_000);
        assert_eq!(after(|h| h.watch_all(9.0, 10.0, STEP, &[2.0, 20.0, 30.0])), 5_000, "the next above");
        assert_eq!(after(|h| h.watch_all(21.0, 20.0, STEP, &[2.0, 12.0, 30.0])), 4_000, "the next below");
        assert_eq!(after(|h| h.watch_all(3.0, 2.0, STEP, &[2.0, 12.0])), 60_000, "below the last");
    }

    #[test]
    fn the_shortest_of_what_is_allowed_counts() {
        let both = after(|h| {
            h.at_most(COARSE);
            h.at_most(ACTIVE);
        });
        assert_eq!(both, 8_000);
    }

    #[test]
    fn the_step_shortens_before_an_ignition() {
        // 0.5 a minute: half an ignition is a minute away, of which the step goes half.
        assert_eq!(after(|h| h.watch_source(0.5 / 60.0, 0.5)), 30_000);
        assert_eq!(after(|h| h.watch_source(0.1 / 3600.0, 1e-4)), 1_000, "its hour has come: 3.6 s are left");
    }
}
