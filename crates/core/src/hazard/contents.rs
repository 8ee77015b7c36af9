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

#[cfg(test)]
mod tests {
    use super::*;
    use hazdrill_physics::contents_fire::Contents;
    use hazdrill_units::JoulesPerKg;

    const STEP: SimDuration = SimDuration::from_ms(2_000);
    const FLOOR: SquareMetres = SquareMetres::new(60.0);
    /// A laboratory: 48 GJ, 24 MW at most, fast.
    const LABORATORY: ContentsData = ContentsData {
        fuel: Contents { load: Joules::new(48e9), growth: SimDuration::from_ms(150_000), greatest: Watts::new(24e6) },
        heat_of_combustion: JoulesPerKg::new(20e6),
        soot: 0.04,
        carbon_monoxide: 0.02,
    };

    /// Share of the load that is gone when the fire is out, and after how many minutes, with a stream from a minute on.
    fn burns(litres_a_minute: f64, from_minute: f64, air: Watts) -> (f64, f64) {
        let (mut fire, mut given, mut minutes) = (BurningContents::lit(), 0.0, 0.0);
        while fire.share > 0.0 && !LABORATORY.fuel.is_used_up(Joules::new(given)) {
            let stream = CubicMetresPerSecond::new(litres_a_minute / 60_000.0);
            let stream = (minutes >= from_minute && litres_a_minute > 0.0).then_some(stream);
            given += fire.burn(&LABORATORY, FLOOR, Joules::new(given), air, stream, STEP).heat_w * STEP.seconds();
            minutes += STEP.seconds() / 60.0;
            fire.goes_out();
        }
        (given / LABORATORY.fuel.load.value(), minutes)
    }

    /// One line after four minutes keeps the laboratory; after fifteen it has grown beyond one line, and two save most of it;
    /// without any it is burnt out within the hour, and later where the air is short.
    #[test]
    fn a_fire_that_is_met_early_stays_small_and_one_that_nobody_meets_burns_out() {
        let (early, one_late, two_late) =
            (burns(800.0, 4.0, Watts::MAX), burns(800.0, 15.0, Watts::MAX), burns(1600.0, 15.0, Watts::MAX));
        let (never, starved) = (burns(0.0, 0.0, Watts::MAX), burns(0.0, 0.0, Watts::new(6e6)));
        let all = (early, one_late, two_late, never, starved);
        assert!(early.0 < 0.01 && early.1 < 6.0, "{all:?}");
        assert!(two_late.0 < 0.5 && two_late.1 < 25.0, "{all:?}");
        assert!(one_late.0 > 0.7 && one_late.1 < never.1, "{all:?}");
        assert!(never.0 > 0.99 && (40.0..60.0).contains(&never.1), "{all:?}");
        assert!(starved.0 > 0.99 && starved.1 > 2.0 * never.1, "{all:?}");
    }
}
