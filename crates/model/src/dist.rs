//! Distributions of durations, as a scenario writes them. The engine draws from them by inverse CDF.

use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};

/// How long something takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Dist {
    /// Always the same: `fixed(s(30))`.
    Fixed(SimDuration),
    /// Evenly between two values.
    Uniform {
        /// The shortest.
        from: SimDuration,
        /// The longest; not below `from`.
        to: SimDuration,
    },
    /// Log-normal: half of all draws lie below the median; `spread` is the standard deviation of the logarithm (0 to 2).
    Lognormal {
        /// The median.
        median: SimDuration,
        /// Standard deviation of the natural logarithm.
        spread: f64,
    },
    /// Triangular, for figures known as "typical, from low to high".
    Triangular {
        /// The shortest.
        low: SimDuration,
        /// The most frequent; between `low` and `high`.
        typical: SimDuration,
        /// The longest.
        high: SimDuration,
    },
}

impl Dist {
    /// The shortest duration that the loader can promise: the lower end, or the median where there is no lower end.
    pub fn shortest(&self) -> SimDuration {
        match self {
            Self::Fixed(d) => *d,
            Self::Uniform { from, .. } => *from,
            Self::Lognormal { median, .. } => *median,
            Self::Triangular { low, .. } => *low,
        }
    }

    /// A central value (median, middle or most frequent): what a planner expects.
    pub fn typical(&self) -> SimDuration {
        match self {
            Self::Fixed(d) => *d,
            Self::Uniform { from, to } => SimDuration::from_ms(i64::midpoint(from.ms(), to.ms())),
            Self::Lognormal { median, .. } => *median,
            Self::Triangular { typical, .. } => *typical,
        }
    }
}
