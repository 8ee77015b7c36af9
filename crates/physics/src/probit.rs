//! Probits: how a dose becomes a probability, the common form of every law of harm.

use hazdrill_units::maths;

/// A law of harm: Y = a + b ln D, P = Φ(Y − 5).
///
/// D is a dose in the unit that the law names; Φ the standard normal distribution. The 5 keeps Y positive in tables
/// (Bliss 1934; Finney, Probit Analysis, 1971). Half of the exposed are harmed at Y = 5; b says how alike they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probit {
    /// a, without unit once D has its unit.
    pub a: f64,
    /// b, positive: more dose, more harm.
    pub b: f64,
}

impl Probit {
    /// Y of a dose; −∞ for no dose, which gives a probability of zero.
    pub fn at(&self, dose: f64) -> f64 {
        if dose > 0.0 { self.a + self.b * maths::ln(dose) } else { f64::NEG_INFINITY }
    }

    /// Probability of harm from a dose, 0 to 1.
    pub fn probability(&self, dose: f64) -> f64 {
        probability(self.at(dose))
    }

    /// Dose that harms half of the exposed: ln D = (5 − a) / b.
    pub fn median_dose(&self) -> f64 {
        maths::exp((5.0 - self.a) / self.b)
    }
}

/// P = Φ(Y − 5). −∞ gives 0 and +∞ gives 1.
pub fn probability(probit: f64) -> f64 {
    maths::normal_cdf(probit - 5.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;
    use proptest::prelude::*;

    /// Finney's table of probits: 1 % is 2.67, 10 % 3.72, 50 % 5.00, 80 % 5.84, 99 % 7.33.
    #[test]
    fn published_finney_table() {
        for (percent, probit) in [(1.0, 2.67), (10.0, 3.72), (50.0, 5.0), (80.0, 5.84), (99.0, 7.33)] {
            assert_near(100.0 * probability(probit), percent, 0.1);
        }
        assert_near(probability(f64::NEG_INFINITY), 0.0, 0.0);
        assert_near(probability(f64::INFINITY), 1.0, 0.0);
    }

    proptest! {
        #[test]
        fn more_dose_more_harm(a in -80.0..20.0_f64, b in 0.1..10.0_f64, dose in 0.0..1e12_f64, more in 0.0..1e12_f64) {
            let law = Probit { a, b };
            let (less, greater) = (law.probability(dose), law.probability(dose + more));
            prop_assert!((0.0..=1.0).contains(&less) && (less..=1.0).contains(&greater));
        }

        #[test]
        fn the_median_dose_harms_half(a in -80.0..20.0_f64, b in 0.5..10.0_f64) {
            let law = Probit { a, b };
            prop_assert!((law.probability(law.median_dose()) - 0.5).abs() < 1e-9);
        }
    }
}
