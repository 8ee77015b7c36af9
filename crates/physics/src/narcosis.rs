//! Narcosis by ether: what the blood has taken up, what it does to a person, and how it wears off.
//!
//! The level is written as the concentration in air with which the body would be in equilibrium. Whoever is narcotised
//! stands inside the flammable range: 19,000 ppm is above the lower limit of 17,000.

use hazdrill_units::{SimDuration, VolumeFraction, maths};

/// Time constant of uptake and of recovery at rest: 15 min, of 10 to 20 (`unverified`).
///
/// Ether is very soluble in blood, so minutes pass before the brain follows the air. Heavy breathing shortens it.
pub const TIME_CONSTANT: SimDuration = SimDuration::from_ms(15 * 60_000);

/// What ether does to a person, from nothing to danger of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing that others would see; the smell is strong.
    Clear,
    /// Some are dizzy: judgement and gait suffer.
    Dizzy,
    /// From the lowest anaesthetic level: confused, cannot help himself, follows simple words.
    Drowsy,
    /// Unconscious, breathing by himself; must be carried.
    Unconscious,
    /// Breathing fails.
    InDanger,
}

impl Stage {
    /// Every stage, from the least.
    pub const ALL: [Self; 5] = [Self::Clear, Self::Dizzy, Self::Drowsy, Self::Unconscious, Self::InDanger];

    /// Level in the body from which the stage begins.
    ///
    /// NIOSH IDLH documentation (1994) with the authors it cites: dizziness in some at equilibrium with 2,000 ppm;
    /// lowest anaesthetic limit 19,000; danger of life above 75,000. It gives "unconscious in 30 to 40 min" for
    /// 35,000 ppm breathed; with [`TIME_CONSTANT`] the body then stands at 30,300 to 32,600 ppm: 31,600 after 35 min.
    /// Error: a factor 1.5 between persons.
    pub const fn from(self) -> VolumeFraction {
        VolumeFraction::new(match self {
            Self::Clear => 0.0,
            Self::Dizzy => 0.002,
            Self::Drowsy => 0.019,
            Self::Unconscious => 0.0316,
            Self::InDanger => 0.075,
        })
    }

    /// The stage of a person with this level in the body.
    pub fn of(level: VolumeFraction) -> Self {
        Self::ALL.into_iter().rev().find(|stage| level >= stage.from()).unwrap_or(Self::Clear)
    }
}

/// Level in the body after breathing a steady concentration: e(t) = c + (e₀ − c) e^(−t/τ).
///
/// e level as equivalent volume fraction, c fraction breathed, τ time constant, s. First-order uptake towards
/// equilibrium; exact, so a time may be cut anywhere. Recovery is the same with c = 0. The real body has fast and slow
/// tissues: the first minutes of uptake are faster, the tail of recovery slower. Error: that of τ, 40 %.
pub fn level_after(
    level: VolumeFraction,
    breathed: VolumeFraction,
    time_constant: SimDuration,
    dt: SimDuration,
) -> VolumeFraction {
    let (e, c) = (level.value(), breathed.value());
    if time_constant.ms() == 0 {
        return if dt.ms() == 0 { level } else { breathed };
    }
    // The share still missing first, so that a short time keeps its digits.
    VolumeFraction::new(e - (c - e) * maths::exp_m1(-dt.seconds() / time_constant.seconds()))
}

/// Time until the level reaches `threshold` while breathing a steady concentration: t = τ ln((c − e)/(c − threshold)).
///
/// Upwards where the air holds more than the body, downwards where it holds less. Zero if the level is there; `None` if
/// it moves away from the threshold or tends to it without reaching it, or only after [`SimDuration::MAX`].
pub fn time_to(
    threshold: VolumeFraction,
    level: VolumeFraction,
    breathed: VolumeFraction,
    time_constant: SimDuration,
) -> Option<SimDuration> {
    let (goal, e, c) = (threshold.value(), level.value(), breathed.value());
    if threshold == level {
        return Some(SimDuration::ZERO);
    }
    let passed = if c > e { goal > e && goal < c } else { goal < e && goal > c };
    let seconds = if passed { time_constant.seconds() * maths::ln((c - e) / (c - goal)) } else { f64::INFINITY };
    (seconds <= SimDuration::MAX.seconds()).then(|| SimDuration::from_seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;
    use proptest::prelude::*;

    const NOTHING: VolumeFraction = VolumeFraction::new(0.0);

    fn ppm(ppm: f64) -> VolumeFraction {
        VolumeFraction::new(1e-6 * ppm)
    }

    fn minutes_to(stage: Stage, breathed: VolumeFraction) -> Option<f64> {
        time_to(stage.from(), NOTHING, breathed, TIME_CONSTANT).map(|t| t.seconds() / 60.0)
    }

    /// NIOSH 1994: 35,000 ppm makes unconscious in 30 to 40 min; 60,000 "reasonably fast"; 19,000 never anaesthetises
    /// outright.
    #[test]
    fn published_niosh_35_000_ppm_in_30_to_40_minutes() {
        let slow = minutes_to(Stage::Unconscious, ppm(35_000.0)).unwrap();
        assert!((30.0..=40.0).contains(&slow), "{slow} min");
        assert!(minutes_to(Stage::Unconscious, ppm(60_000.0)).unwrap() < 15.0);
        assert_eq!(minutes_to(Stage::Drowsy, ppm(19_000.0)), None);
        assert_eq!(minutes_to(Stage::Dizzy, ppm(500.0)), None, "the occupational limit harms nobody");
        assert_eq!(minutes_to(Stage::InDanger, ppm(75_000.0)), None);
    }

    #[test]
    fn stages_begin_at_their_levels() {
        for (level, stage) in [
            (0.0, Stage::Clear),
            (1_999.0, Stage::Clear),
            (2_000.0, Stage::Dizzy),
            (19_000.5, Stage::Drowsy),
            (35_000.0, Stage::Unconscious),
            (110_000.0, Stage::InDanger),
        ] {
            assert_eq!(Stage::of(ppm(level)), stage, "at {level} ppm");
        }
    }

    /// Out of the room the level falls by 63 % in a time constant: unconscious at 35,000 ppm, only dizzy after 15 min.
    #[test]
    fn fresh_air_wakes() {
        let later = level_after(ppm(35_000.0), NOTHING, TIME_CONSTANT, TIME_CONSTANT);
        assert_near(later.value(), 0.035 * 0.367_879_441_171_442_3, 1e-15);
        assert_eq!(Stage::of(later), Stage::Dizzy);
        let waking = time_to(Stage::Unconscious.from(), ppm(35_000.0), NOTHING, TIME_CONSTANT).unwrap();
        assert_near(waking.seconds(), 92.0, 1.0);
    }

    proptest! {
        #[test]
        fn two_parts_are_one_breath(
            e in 0.0..=1.0_f64, c in 0.0..=1.0_f64, tau in 0..3_600_000_i64, a in 0..10_000_000_i64, b in 0..10_000_000_i64,
        ) {
            let (e, c, tau) = (VolumeFraction::new(e), VolumeFraction::new(c), SimDuration::from_ms(tau));
            let (a, b) = (SimDuration::from_ms(a), SimDuration::from_ms(b));
            let split = level_after(level_after(e, c, tau, a), c, tau, b);
            prop_assert!((split.value() - level_after(e, c, tau, a + b).value()).abs() < 1e-15);
        }

        #[test]
        fn a_level_stays_between_body_and_air(e in 0.0..=1.0_f64, c in 0.0..=1.0_f64, ms in 0..604_800_000_i64) {
            let after = level_after(VolumeFraction::new(e), VolumeFraction::new(c), TIME_CONSTANT, SimDuration::from_ms(ms));
            prop_assert!(after.value() >= e.min(c) - 1e-16 && after.value() <= e.max(c) + 1e-16);
        }

        #[test]
        fn the_time_to_a_level_leads_to_it(e in 0.0..=0.2_f64, c in 0.0..=0.2_f64, goal in 0.0..=0.2_f64) {
            let (e, c, goal) = (VolumeFraction::new(e), VolumeFraction::new(c), VolumeFraction::new(goal));
            if let Some(time) = time_to(goal, e, c, TIME_CONSTANT) {
                // The clock counts milliseconds.
                prop_assert!((level_after(e, c, TIME_CONSTANT, time).value() - goal.value()).abs() < 2e-7);
            }
        }
    }
}
