//! How a number is spread: every figure is one of the observed ones, so each can be traced to its event.

use hazdrill_record::EventId;
use serde::Serialize;

/// A spread of times. Median and 90 % are nearest-rank: the smallest observed time that at least so large a share of the
/// times does not exceed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    /// How many times.
    pub n: u64,
    /// Median, seconds.
    pub median_s: Option<f64>,
    /// Nine in ten are no longer, seconds.
    pub p90_s: Option<f64>,
    /// The longest, seconds.
    pub worst_s: Option<f64>,
    /// The event of the longest; the first of equals.
    pub worst: Option<EventId>,
}

impl Spread {
    /// The spread of times, each with its event.
    pub(crate) fn of(times: impl Iterator<Item = (f64, EventId)>) -> Self {
        let mut times: Vec<(f64, EventId)> = times.collect();
        times.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let n = times.len();
        let rank = |percent: usize| times.get((n * percent).div_ceil(100).saturating_sub(1)).map(|(s, _)| *s);
        Self {
            n: n as u64,
            median_s: rank(50),
            p90_s: rank(90),
            worst_s: times.last().map(|(s, _)| *s),
            worst: times.last().map(|(_, event)| *event),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_an_observed_one() {
        let of = |times: &[f64]| Spread::of(times.iter().copied().zip(1..));
        assert_eq!(of(&[]), Spread::default());
        let ten = of(&[10.0, 1.0, 9.0, 2.0, 8.0, 3.0, 7.0, 4.0, 6.0, 5.0]);
        assert_eq!((ten.n, ten.median_s, ten.p90_s, ten.worst_s), (10, Some(5.0), Some(9.0), Some(10.0)));
        assert_eq!(ten.worst, Some(1));
        let twice = of(&[3.0, 3.0]);
        assert_eq!((twice.median_s, twice.worst), (Some(3.0), Some(1)), "of equals the first");
        assert_eq!(of(&[4.0]).p90_s, Some(4.0));
    }
}
