//! The contents of a room on fire: how they grow, by the air that they get, and what a stream leaves of them.

use super::fire::{OUT_SHARE, falls};
use super::site::ContentsData;
use hazdrill_physics::contents_fire::{burning_floor, time_to_control};
use hazdrill_units::{CubicMetresPerSecond, Joules, SimDuration, SquareMetres, Watts};
use serde::{Deserialize, Serialize};

/// Contents that burn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BurningContents {
    /// How long the fire has grown, s: less than it has burnt where it was short of air or under a stream.
    pub grown_s: f64,
    /// Share of them that burns: less under a stream.
    pub share: f64,
}

/// A step of burning contents.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ContentsStep {
    /// Heat release, W.
    pub(super) heat_w: f64,
    /// What it would be without a stream, W.
    pub(super) free_w: f64,
    /// What it would be without a stream and with enough air, W.
    pub(super) wanted_w: f64,
    /// Floor on which they burn, m².
    pub(super) floor_m2: f64,
}

impl BurningContents {
    /// The first flame that holds.
    pub(super) fn lit() -> Self {
        Self { grown_s: 0.0, share: 1.0 }
    }

    /// Whether a stream has put them out in this step: what is left of them is wet, and is not lit again.
    pub(super) fn goes_out(&mut self) -> bool {
        let out = self.share > 0.0 && self.share < OUT_SHARE;
        if out {
            self.share = 0.0;
        }
        out
    }

    /// Lets them burn for `dt`, of which so much has been given before, with air for a heat release.
    ///
    /// A fire that gets half of the air it wants spreads half as fast, and so does one that a stream has driven back by half:
    /// it spreads by its heat; a judgement.
    pub(super) fn burn(
        &mut self,
        contents: &ContentsData,
        floor: SquareMetres,
        given: Joules,
        air: Watts,
        stream: Option<CubicMetresPerSecond>,
        dt: SimDuration,
    ) -> ContentsStep {
        let fuel = &contents.fuel;
        // As it is in the middle of the step.
        let at = self.grown_s + 0.5 * dt.seconds();
        let wanted_w = fuel.heat_release(at, given, Watts::MAX).value();
        let free_w = fuel.heat_release(at, given, air).value();
        let burning = burning_floor(fuel.grown(at), fuel, floor);
        if let Some(time) = stream.and_then(|stream| time_to_control(stream, Watts::new(free_w), burning)) {
            self.share *= falls(time, dt);
        }
        let breathes = if wanted_w > 0.0 { free_w / wanted_w } else { 0.0 };
        self.grown_s += dt.seconds() * breathes * self.share;
        ContentsStep { heat_w: free_w * self.share, free_w, wanted_w, floor_m2: burning.value() * self.share }
    }
}
