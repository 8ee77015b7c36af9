//! Whether an injured person lives: the RPM score, how it falls untreated, and what chance it leaves.
//!
//! Sacco, Navin, Fiedler, Waddell, Long & Buckman, Acad Emerg Med 2005; 12: 759 ("Precise formulation and
//! evidence-based application of resource-constrained triage"): survival by score from 76,459 patients with blunt
//! injuries; deterioration from a Delphi poll of experts. Both tables are taken from two public simulators that code
//! them alike, not from the paper itself (`unverified` to that extent).
//!
//! **Burns, poisoning and narcosis are an extension**: the figures stem from blunt injury. A narcotised person who is
//! carried into fresh air mends by himself, which no table here knows.

use hazdrill_units::SimDuration;

/// Survival by RPM score 0 to 12 under treatment (Sacco et al. 2005).
const SURVIVAL: [f64; 13] = [0.052, 0.089, 0.15, 0.23, 0.35, 0.49, 0.63, 0.75, 0.84, 0.90, 0.94, 0.97, 0.98];

/// Score after 30, 60 … 360 min without treatment, a row for each starting score (Delphi poll, Sacco et al. 2005).
const UNTREATED: [[u8; 12]; 13] = [
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    [6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0],
    [8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0],
    [9, 8, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0],
    [10, 9, 9, 8, 8, 7, 6, 6, 5, 5, 4, 4],
    [11, 11, 10, 10, 9, 8, 8, 7, 7, 6, 6, 5],
    [12, 12, 11, 11, 10, 10, 10, 10, 9, 9, 8, 8],
];

/// Minutes between the columns of [`UNTREATED`].
const COLUMN_MINUTES: f64 = 30.0;

/// The score of respiration, pulse and motor response, 0 (none) to 12 (normal); between whole scores while it falls.
///
/// Coding of each part, 0 to 4 (`unverified`): breaths per minute 0, 1–9, ≥ 36, 25–35, 10–24; beats per minute 0, 1–40,
/// 41–60, ≥ 121, 61–120; motor response none, extension or flexion, withdraws, localises, obeys.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Rpm(f64);

impl Rpm {
    /// Nobody hurt: 12.
    pub const NORMAL: Self = Self(12.0);
    /// No breath, no pulse, no response: 0.
    pub const NONE: Self = Self(0.0);

    /// A score; `None` outside 0 to 12.
    pub fn new(score: f64) -> Option<Self> {
        (0.0..=12.0).contains(&score).then_some(Self(score))
    }

    /// The score, 0 to 12.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// Probability to live when treatment starts at this score, straight between whole scores.
    pub fn survival(self) -> f64 {
        self.between(|row| SURVIVAL[row])
    }

    /// The score after a wait without treatment.
    ///
    /// Straight lines in time between the columns of the Delphi table, and between its rows for a score that is not
    /// whole. Beyond six hours, the end of the table, the score stays: an optimistic reading, for the table has a
    /// patient of 10 still falling. Only the score at the time of injury may be given, for the table counts from
    /// there: two waits one after the other are not one long wait.
    #[must_use]
    pub fn untreated(self, wait: SimDuration) -> Self {
        let columns = wait.seconds() / 60.0 / COLUMN_MINUTES;
        Self(self.between(|row| {
            let column = |n: usize| f64::from(if n == 0 { row_score(row) } else { UNTREATED[row][n.min(12) - 1] });
            let whole = columns.min(12.0).floor();
            // At most 12.
            let n = whole as usize;
            column(n) + (column(n + 1) - column(n)) * (columns.min(12.0) - whole)
        }))
    }

    /// Straight line between the values of the two whole scores around this one.
    fn between(self, value: impl Fn(usize) -> f64) -> f64 {
        // At most 12, by `new`.
        let row = self.0.floor() as usize;
        let (low, high) = (value(row), value((row + 1).min(12)));
        low + (high - low) * (self.0 - self.0.floor())
    }
}

/// The whole score whose row this is.
fn row_score(row: usize) -> u8 {
    u8::try_from(row).unwrap_or(12)
}

/// How long a casualty went without treatment: from the injury until treatment, or until now if none came.
///
/// Treatment halts the fall: neither the table nor this crate lets a score rise again, or fall under treatment.
pub fn untreated_time(since_injury: SimDuration, until_treatment: Option<SimDuration>) -> SimDuration {
    until_treatment.map_or(since_injury, |treated| treated.min(since_injury))
}

/// Probability to live of a casualty whose first treatment starts after a wait.
pub fn survival_after(at_injury: Rpm, wait: SimDuration) -> f64 {
    at_injury.untreated(wait).survival()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;
    use proptest::prelude::*;

    fn minutes(minutes: f64) -> SimDuration {
        SimDuration::from_seconds(60.0 * minutes)
    }

    fn rpm(score: f64) -> Rpm {
        Rpm::new(score).expect("a score from 0 to 12")
    }

    /// Sacco et al. 2005, rows of RPM 8 and 12: the first column is 30 min after the injury, not the injury.
    #[test]
    fn published_sacco_rows() {
        for (start, row) in [
            (8.0, [8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0]),
            (12.0, [12.0, 12.0, 11.0, 11.0, 10.0, 10.0, 10.0, 10.0, 9.0, 9.0, 8.0, 8.0]),
        ] {
            for (column, score) in (1..).zip(row) {
                assert_near(rpm(start).untreated(minutes(30.0 * f64::from(column))).value(), score, 1e-12);
            }
        }
    }

    /// Score 7 after 45 min: half way between 6 and 5; it lives with (0.63 + 0.49) / 2.
    #[test]
    fn between_the_columns() {
        assert_near(rpm(7.0).untreated(minutes(45.0)).value(), 5.5, 1e-12);
        assert_near(survival_after(rpm(7.0), minutes(45.0)), 0.56, 1e-12);
        assert_near(rpm(7.0).untreated(minutes(15.0)).value(), 6.5, 1e-12);
        assert_near(rpm(7.5).untreated(minutes(30.0)).value(), 7.0, 1e-12);
        assert_near(survival_after(Rpm::NORMAL, SimDuration::ZERO), 0.98, 0.0);
        assert_near(survival_after(rpm(10.0), minutes(1000.0)), 0.35, 1e-12);
    }

    #[test]
    fn treatment_halts_the_fall() {
        assert_eq!(untreated_time(minutes(90.0), Some(minutes(20.0))), minutes(20.0));
        assert_eq!(untreated_time(minutes(10.0), Some(minutes(20.0))), minutes(10.0), "treatment has not come yet");
        assert_eq!(untreated_time(minutes(90.0), None), minutes(90.0));
    }

    #[test]
    fn only_scores_from_0_to_12() {
        for bad in [-0.1, 12.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Rpm::new(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn waiting_never_helps(score in 0.0..=12.0_f64, wait in 0..604_800_000_i64, more in 0..604_800_000_i64) {
            let (soon, late) = (SimDuration::from_ms(wait), SimDuration::from_ms(wait + more));
            let start = rpm(score);
            prop_assert!(start.untreated(soon) <= start && start.untreated(late) <= start.untreated(soon));
            prop_assert!(survival_after(start, late) <= survival_after(start, soon) + 1e-15);
            prop_assert!((0.052..=0.98).contains(&survival_after(start, late)));
        }

        #[test]
        fn the_less_hurt_stay_less_hurt(low in 0.0..=12.0_f64, high in 0.0..=12.0_f64, wait in 0..604_800_000_i64) {
            let (low, high, wait) = (low.min(high), low.max(high), SimDuration::from_ms(wait));
            prop_assert!(rpm(low).untreated(wait).value() <= rpm(high).untreated(wait).value() + 1e-12);
        }
    }
}
