//! What leaves a building and drifts: a plume on the ground, thickened by the wake of the building.
//!
//! A plume is steady: it holds for the rate and the wind of the moment, and says nothing of the minute that it takes to
//! arrive. Its gas is as heavy as air (what an exhaust gives off is thin) and does not rise: for the smoke of a fire that
//! burns fiercely in a light wind this is an upper bound at the ground, by a factor 10 and more; for what seeps out of a
//! building it is the usual assumption.

use hazdrill_units::{Metres, MetresPerSecond, SquareMetres, maths};

/// Winds below this wander; a plume is reckoned with this speed then.
const LEAST_WIND: f64 = 0.5;

/// How strongly the air is stirred, Pasquill's classes; in a town E and F are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stability {
    /// Unstable: a light wind by day.
    B,
    /// Slightly unstable.
    C,
    /// Neutral: a strong wind, or an overcast sky.
    D,
    /// Stable: a light wind by night.
    F,
}

/// Pasquill's class for a wind at 10 m: by day, with the slight sun of a winter's day, below 2 m/s B, below 5 C, else D; by
/// night, with some cloud, below 3 m/s stable, else D.
///
/// Pasquill 1961, after the table in Turner's workbook (`unverified`): one column of it for the day, one for the night.
pub fn stability(wind: MetresPerSecond, by_night: bool) -> Stability {
    match (by_night, wind.value()) {
        (false, u) if u < 2.0 => Stability::B,
        (false, u) if u < 5.0 => Stability::C,
        (true, u) if u < 3.0 => Stability::F,
        _ => Stability::D,
    }
}

/// Where somebody stands to a source, seen along the wind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Downwind {
    /// Along the wind, m; negative upwind.
    pub along: f64,
    /// Across it, m.
    pub across: f64,
}

impl Downwind {
    /// A place by its bearing and distance from the source, in a wind that comes from a direction; degrees clockwise
    /// from north.
    pub fn of(bearing_deg: f64, distance: Metres, wind_from_deg: f64) -> Self {
        const PER_DEGREE: f64 = core::f64::consts::PI / 180.0;
        // The wind blows towards the opposite of where it comes from.
        let angle = (bearing_deg - wind_from_deg - 180.0) * PER_DEGREE;
        Self { along: distance.value() * maths::cos(angle), across: distance.value() * maths::sin(angle) }
    }
}

/// Concentration at the ground over the rate of the source, s/m³: χ/Q = e^(−y²/2Σy²) / (π U Σy Σz),
/// Σ² = σ² + A/2π.
///
/// y across the wind, m; U wind, m/s, at least 0.5; σy, σz spread at the distance x along it, m: Briggs 1973 for towns,
/// σy 0.32 x (B), 0.22 (C), 0.16 (D), 0.11 (F) times (1 + 0.0004 x)^(−1/2), σz 0.24 x (1 + 0.001 x)^(1/2), 0.20 x,
/// 0.14 x (1 + 0.0003 x)^(−1/2), 0.08 x (1 + 0.0015 x)^(−1/2). A area of the building across the wind, m²: its wake
/// spreads what it gives off over A/2 (Gifford 1968 with c = 1/2, `unverified`). Zero upwind. Valid from some tens of
/// metres to 10 km for a release of some minutes; error: a factor 3, in calms more.
pub fn dilution(place: Downwind, wind: MetresPerSecond, stability: Stability, building: SquareMetres) -> f64 {
    let x = place.along;
    if x <= 0.0 {
        return 0.0;
    }
    let (y, z) = spread(x, stability);
    let wake = building.value() / (2.0 * core::f64::consts::PI);
    let (across, up) = (y * y + wake, z * z + wake);
    let aside = place.across * place.across / (2.0 * across);
    let speed = wind.value().max(LEAST_WIND);
    maths::exp(-aside) / (core::f64::consts::PI * speed * maths::sqrt(across * up))
}

/// σy and σz, m, at x m: Briggs, towns.
fn spread(x: f64, stability: Stability) -> (f64, f64) {
    let y = x / maths::sqrt(1.0 + 0.0004 * x);
    match stability {
        Stability::B => (0.32 * y, 0.24 * x * maths::sqrt(1.0 + 0.001 * x)),
        Stability::C => (0.22 * y, 0.20 * x),
        Stability::D => (0.16 * y, 0.14 * x / maths::sqrt(1.0 + 0.0003 * x)),
        Stability::F => (0.11 * y, 0.08 * x / maths::sqrt(1.0 + 0.0015 * x)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    const POINT: SquareMetres = SquareMetres::new(0.0);

    fn ahead(x: f64) -> Downwind {
        Downwind { along: x, across: 0.0 }
    }

    /// 100 m downwind in class D: σy 15.689, σz 13.795; 1/(π U σy σz) = 7.353e-4 at 2 m/s.
    #[test]
    fn a_plume_follows_briggs() {
        let at = |area| dilution(ahead(100.0), MetresPerSecond::new(2.0), Stability::D, area);
        assert_close(at(POINT), 7.353e-4, 1e-3);
        // A building of 30 by 18 m adds 85.9 m² to both squares.
        assert_close(at(SquareMetres::new(540.0)), 5.255e-4, 1e-3);
    }

    /// Right behind the building the wake alone decides: 2 / (U A).
    #[test]
    fn in_the_wake_the_building_decides() {
        let near = dilution(ahead(1e-6), MetresPerSecond::new(1.0), Stability::F, SquareMetres::new(500.0));
        assert_close(near, 2.0 / 500.0, 1e-6);
    }

    #[test]
    fn the_wind_says_where_downwind_is() {
        // A north-easter blows to the south-west.
        let there = Downwind::of(225.0, Metres::new(100.0), 45.0);
        assert_near(there.along, 100.0, 1e-9);
        assert_near(there.across, 0.0, 1e-9);
        let upwind = Downwind::of(45.0, Metres::new(100.0), 45.0);
        assert_near(upwind.along, -100.0, 1e-9);
        let beside = Downwind::of(315.0, Metres::new(100.0), 45.0);
        assert_near(beside.along, 0.0, 1e-9);
        assert_near(beside.across.abs(), 100.0, 1e-9);
    }

    #[test]
    fn classes_follow_wind_and_hour() {
        let class = |u: f64, night| stability(MetresPerSecond::new(u), night);
        assert_eq!(
            [class(1.0, false), class(3.0, false), class(6.0, false)],
            [Stability::B, Stability::C, Stability::D]
        );
        assert_eq!([class(1.0, true), class(4.0, true)], [Stability::F, Stability::D]);
    }

    proptest! {
        #[test]
        fn farther_aside_and_windier_is_thinner(
            x in 1.0..5_000.0_f64, y in 0.0..500.0_f64, more in 1.0..1_000.0_f64, u in 0.5..20.0_f64, area in 0.0..2_000.0_f64,
        ) {
            let at = |along, across, u: f64| {
                dilution(Downwind { along, across }, MetresPerSecond::new(u), Stability::D, SquareMetres::new(area))
            };
            let here = at(x, y, u);
            prop_assert!(here.is_finite() && here >= 0.0);
            prop_assert!(at(x, y + more, u) <= here && at(x, y, u + more) <= here);
            prop_assert!(at(x + more, 0.0, u) <= at(x, 0.0, u));
            prop_assert!(at(-x, y, u) <= 0.0);
        }
    }
}
