//! Simulated time in whole milliseconds.

use crate::quantity::{Unit, deserialize_quantity};
use core::fmt;
use core::ops::{Add, AddAssign, Mul, Sub};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The smallest step of simulated time: what must happen "later" happens at least this much later.
pub const TICK: SimDuration = SimDuration(1);

/// An instant: milliseconds since the start of the drill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SimTime(i64);

/// A length of time in milliseconds, zero or more; at most [`SimDuration::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimDuration(i64);

impl SimTime {
    /// The start of the drill.
    pub const ZERO: Self = Self(0);

    /// The instant `ms` milliseconds after the start.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the start.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Seconds since the start.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// Time since `earlier`; zero where `earlier` lies after `self`.
    pub fn since(self, earlier: Self) -> SimDuration {
        SimDuration((self.0 - earlier.0).max(0))
    }
}

impl SimDuration {
    /// No time.
    pub const ZERO: Self = Self(0);
    /// Seven days, the longest time that a scenario may name.
    pub const MAX: Self = Self(7 * 24 * 3_600_000);
    pub(crate) const UNITS: &'static [Unit] = &[
        Unit::scaled("s", 1.0),
        Unit::scaled("ms", 1e-3),
        Unit::scaled("min", 60.0),
        Unit::scaled("h", 3600.0),
        Unit::scaled("d", 86400.0),
    ];

    /// A length of `ms` milliseconds; a negative number counts as zero.
    pub const fn from_ms(ms: i64) -> Self {
        Self(if ms < 0 { 0 } else { ms })
    }

    /// A length of `seconds`, to the nearest millisecond, held between zero and [`SimDuration::MAX`].
    pub fn from_seconds(seconds: f64) -> Self {
        let ms = (seconds * 1000.0).round();
        // `clamp` would pass NaN on; a duration is never NaN.
        if ms >= Self::MAX.0 as f64 {
            Self::MAX
        } else if ms > 0.0 {
            Self(ms as i64)
        } else {
            Self(0)
        }
    }

    /// Milliseconds.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Seconds.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl Add<SimDuration> for SimTime {
    type Output = Self;
    fn add(self, rhs: SimDuration) -> Self {
        Self(self.0 + rhs.0)
    }
}

impl AddAssign<SimDuration> for SimTime {
    fn add_assign(&mut self, rhs: SimDuration) {
        self.0 += rhs.0;
    }
}

impl Sub for SimTime {
    type Output = SimDuration;
    fn sub(self, rhs: Self) -> SimDuration {
        self.since(rhs)
    }
}

impl Add for SimDuration {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        Self(self.0 + rhs.0)
    }
}

impl Mul<i64> for SimDuration {
    type Output = Self;
    fn mul(self, rhs: i64) -> Self {
        Self::from_ms(self.0.saturating_mul(rhs))
    }
}

impl fmt::Display for SimTime {
    /// `+00:12:35`: hours, minutes and whole seconds since the start.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.0 / 1000;
        write!(f, "+{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

impl Serialize for SimDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_variant("duration", 0, "s", &self.seconds())
    }
}

impl<'de> Deserialize<'de> for SimDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_quantity(deserializer, "duration", Self::UNITS, DURATION_NAMES, 0.0, Self::MAX.seconds())
            .map(Self::from_seconds)
    }
}

const DURATION_NAMES: &[&str] = &["s", "ms", "min", "h", "d"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_written_with_its_unit() {
        let read = |text: &str| ron::from_str::<SimDuration>(text);
        assert_eq!(read("min(5)"), Ok(SimDuration::from_ms(300_000)));
        assert_eq!(read("h(1.5)"), Ok(SimDuration::from_ms(5_400_000)));
        for bad in ["4", "s(-1)", "s(NaN)", "h(1e9)", "hour(1)", "s()"] {
            assert!(read(bad).is_err(), "`{bad}` must not load as a duration");
        }
    }

    #[test]
    fn json_keeps_every_millisecond() {
        for ms in [0, 1, 333, 59_999, 604_800_000] {
            let json = serde_json::to_string(&SimDuration::from_ms(ms)).unwrap();
            assert_eq!(serde_json::from_str::<SimDuration>(&json).unwrap().ms(), ms, "{json}");
        }
    }

    #[test]
    fn time_prints_as_the_contract_says() {
        assert_eq!(SimTime::from_ms(755_999).to_string(), "+00:12:35");
    }
}
