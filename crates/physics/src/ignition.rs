//! Whether a mixture can burn, whether something lights it, and how much energy it holds.

use hazdrill_units::{Joules, JoulesPerKg, Kilograms, PerSecond, SimDuration, VolumeFraction, maths};

/// The fractions of vapour between which a mixture with air burns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlammableRange {
    /// Lower flammable limit (LFL).
    pub lower: VolumeFraction,
    /// Upper flammable limit (UFL).
    pub upper: VolumeFraction,
}

impl FlammableRange {
    /// Whether a mixture burns: LFL ≤ y ≤ UFL.
    pub fn contains(&self, fraction: VolumeFraction) -> bool {
        fraction >= self.lower && fraction <= self.upper
    }

    /// What a detector of flammable gas shows: y / LFL, 1 at the limit. Zero for a vapour that does not burn (LFL 0).
    pub fn share_of_lower_limit(&self, fraction: VolumeFraction) -> f64 {
        if self.lower.value() > 0.0 { fraction.value() / self.lower.value() } else { 0.0 }
    }
}

/// Probability that a source lights a flammable mixture around it within `time`: P = 1 − e^(−ωt).
///
/// ω ignitions per second of presence in the mixture. A Poisson source: the time already waited does not matter, so
/// steps may be cut anywhere. Error: a factor 3 in ω.
pub fn probability(rate: PerSecond, time: SimDuration) -> f64 {
    -maths::exp_m1(-rate.value() * time.seconds())
}

/// Probability that the arc of contacts which part under load lights the mixture in which they part: `if_flammable`
/// within the limits, else 0.
///
/// Such an arc sets free some joules, a thousand times what ether needs (0.19 mJ): within the limits only the housing
/// decides, whether the mixture has come in. Where it is tight (increased safety, flameproof) the share is 0, in an open
/// knife switch 1. Limits are taken as sharp; near them more energy is needed than an arc lacks.
pub fn lit_by_an_arc(range: &FlammableRange, fraction: VolumeFraction, if_flammable: f64) -> f64 {
    if range.contains(fraction) { if_flammable.clamp(0.0, 1.0) } else { 0.0 }
}

/// Rate of a source that lights a mixture with a known probability within a known time: ω = −ln(1 − P) / t.
///
/// The TNO Purple Book (CPR 18E, appendix 4.A) gives P in one minute: motor vehicle 0.4, outdoor furnace 0.9, open flame
/// 1, a person at home or at work 0.01. At most [`PerSecond::MAX`], which P = 1 or no time at all gives.
pub fn rate_of(probability: f64, time: SimDuration) -> PerSecond {
    if probability <= 0.0 {
        return PerSecond::new(0.0);
    }
    let exponent = -maths::ln_1p(-probability.min(1.0));
    PerSecond::new((exponent / time.seconds()).min(PerSecond::MAX.value()))
}

/// Heat that a mass of vapour sets free when all of it burns: E = m ΔHc, with the lower heat of combustion.
pub fn energy(mass: Kilograms, heat_of_combustion: JoulesPerKg) -> Joules {
    Joules::new(mass.value() * heat_of_combustion.value())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;
    use proptest::prelude::*;

    /// hazdrill reference 3.3: ω 0.0023/s gives 0.1289, 0.4984, 0.7484 in 60, 300, 600 s; and the Purple Book's
    /// probabilities in one minute there and back.
    #[test]
    fn published_reference_3_3_poisson_source() {
        for (seconds, p) in [(60.0, 0.1289), (300.0, 0.4984), (600.0, 0.7484)] {
            assert_near(probability(PerSecond::new(0.0023), SimDuration::from_seconds(seconds)), p, 1e-4);
        }
        let minute = SimDuration::from_seconds(60.0);
        for in_a_minute in [0.0, 0.01, 0.4, 0.9, 1.0] {
            assert_near(probability(rate_of(in_a_minute, minute), minute), in_a_minute, 1e-12);
        }
    }

    /// Ether, IEC 60079-20-1: 1.7 to 39.2 %. The air over a pool at 20 °C (58 %) is too rich to burn.
    #[test]
    fn ether_burns_between_its_limits() {
        let ether = FlammableRange { lower: VolumeFraction::new(0.017), upper: VolumeFraction::new(0.392) };
        for (y, burns) in [(0.0, false), (0.0169, false), (0.017, true), (0.392, true), (0.58, false)] {
            assert_eq!(ether.contains(VolumeFraction::new(y)), burns, "at {y}");
        }
        assert_near(ether.share_of_lower_limit(VolumeFraction::new(0.0019)), 0.1118, 5e-5);
    }

    #[test]
    fn an_arc_lights_what_is_flammable_and_nothing_else() {
        let ether = FlammableRange { lower: VolumeFraction::new(0.017), upper: VolumeFraction::new(0.392) };
        for (y, p) in [(0.0, 0.0), (0.016, 0.0), (0.017, 0.4), (0.1, 0.4), (0.392, 0.4), (0.5, 0.0)] {
            assert_near(lit_by_an_arc(&ether, VolumeFraction::new(y), 0.4), p, 0.0);
        }
        assert_near(lit_by_an_arc(&ether, VolumeFraction::new(0.1), 1.5), 1.0, 0.0);
    }

    proptest! {
        #[test]
        fn waiting_in_parts_is_waiting(rate in 0.0..1e3_f64, first in 0..100_000_i64, second in 0..100_000_i64) {
            let (rate, first, second) = (PerSecond::new(rate), SimDuration::from_ms(first), SimDuration::from_ms(second));
            let (p1, p2, both) = (probability(rate, first), probability(rate, second), probability(rate, first + second));
            prop_assert!((0.0..=1.0).contains(&both) && (1.0 - (1.0 - p1) * (1.0 - p2) - both).abs() < 1e-12);
        }
    }
}
