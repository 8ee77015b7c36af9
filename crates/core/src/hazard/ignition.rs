//! Sources of ignition: a Poisson process in the time during which the mixture around them is flammable.

use bevy_ecs::prelude::*;
use hazdrill_units::maths;
use serde::{Deserialize, Serialize};

/// The state of a source of ignition at the last grid point.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IgnitionState {
    /// Live: hot, or switched on.
    pub live: bool,
    /// The volume fraction of vapour at it.
    pub fraction: f64,
    /// Expected ignitions in the flammable time so far, since the last ignition.
    pub borne: f64,
    /// How many it bears until it ignites: drawn when the mixture around it is flammable for the first time since the last
    /// ignition.
    pub bears: Option<f64>,
    /// Ignitions so far.
    pub ignitions: u32,
}

impl IgnitionState {
    /// Adds flammable time; true when the source ignites.
    ///
    /// One draw decides how much a source bears: it ignites when the expected number of ignitions passes −ln u. So a
    /// longer flammable time never makes an ignition rarer, and the grid's steps do not matter.
    pub(super) fn bear(&mut self, expected: f64, luck: impl FnOnce() -> f64) -> bool {
        let bears = *self.bears.get_or_insert_with(|| -maths::ln(luck()));
        self.borne += expected;
        if self.borne < bears {
            return false;
        }
        self.ignitions += 1;
        self.borne = 0.0;
        self.bears = None;
        true
    }

    /// Expected ignitions until it ignites.
    pub(super) fn left(&self) -> f64 {
        self.bears.map_or(f64::INFINITY, |bears| bears - self.borne)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignitions_follow_the_poisson_law() {
        let ignited = |expected: f64| {
            let n = 100_000;
            let hits = (0..n).filter(|i| {
                let mut state = IgnitionState { live: true, fraction: 0.0, borne: 0.0, bears: None, ignitions: 0 };
                state.bear(expected, || (f64::from(*i) + 0.5) / f64::from(n))
            });
            hits.count() as f64 / f64::from(n)
        };
        // P = 1 - e^(-omega t): omega 0.0023/s, 60 and 300 s (explosion-fire table, 3.3).
        for (seconds, p) in [(60.0, 0.1289), (300.0, 0.4984)] {
            assert!((ignited(0.0023 * seconds) - p).abs() < 1e-4, "P({seconds} s) = {}", ignited(0.0023 * seconds));
        }
    }
}
