//! What an overpressure does to people, glass and doors.
//!
//! Laws from measurement and experience stand first; the judgements that a drill needs beside them (`glass wounds`,
//! `door jams`) are marked `unverified` and last.

use crate::probit::{self, Probit};
use hazdrill_units::{Metres, PascalSeconds, Pascals, SimDuration, maths};

/// A burst eardrum: Y = −15.6 + 1.93 ln p, p in Pa. Half at 43.5 kPa. Eisenberg 1975 (`unverified`).
pub const EARDRUM: Probit = Probit { a: -15.6, b: 1.93 };
/// Death from bleeding of the lung: Y = −77.1 + 6.91 ln p, p in Pa. Half at 144 kPa. Eisenberg, as in Sandia's HyRAM.
pub const LUNG: Probit = Probit { a: -77.1, b: 6.91 };
/// Death indoors and outdoors by all that a blast does: Y = 5.13 + 1.37 ln p, p in bar. HSE, as in Sandia's HyRAM.
pub const HSE_PER_BAR: Probit = Probit { a: 5.13, b: 1.37 };
/// Breakage of window glass: Y = −18.1 + 2.79 ln p, p in Pa. 4 % at 2.07 kPa, where Clancey's table has 10 %; half at
/// 3.9 kPa, 94 % at 6.9, where "windows are usually shattered". Eisenberg 1975 (`unverified`).
pub const GLASS: Probit = Probit { a: -18.1, b: 2.79 };

/// Probability of a burst eardrum.
pub fn eardrum(peak: Pascals) -> f64 {
    EARDRUM.probability(peak.value())
}

/// Probability to die from bleeding of the lung.
pub fn lung(peak: Pascals) -> f64 {
    LUNG.probability(peak.value())
}

/// Probability to die by all that a blast does, HSE's law for the public: flying and falling things included.
pub fn death_of_all_causes(peak: Pascals) -> f64 {
    HSE_PER_BAR.probability(peak.value() / 1e5)
}

/// Probability that a pane of ordinary window glass breaks.
pub fn glass_breaks(peak: Pascals) -> f64 {
    GLASS.probability(peak.value())
}

/// Impulse of a pressure that rises at once and falls in a straight line: i = p t / 2.
pub fn impulse(peak: Pascals, pulse: SimDuration) -> PascalSeconds {
    PascalSeconds::new(0.5 * peak.value() * pulse.seconds())
}

/// Probability to die of the skull's impact against something: Y = 5 − 8.49 ln(2430/p + 4×10⁸/(p i)).
///
/// p overpressure, Pa; i impulse, Pa s. TNO Green Book, as in Sandia's HyRAM.
pub fn head_impact(peak: Pascals, impulse: PascalSeconds) -> f64 {
    probit::probability(head_impact_probit(peak, impulse))
}

/// Probability that a building collapses: Y = 5 − 0.22 ln((40000/p)^7.4 + (460/i)^11.3).
///
/// p overpressure, Pa; i impulse, Pa s. TNO Green Book, as in Sandia's HyRAM.
pub fn collapse(peak: Pascals, impulse: PascalSeconds) -> f64 {
    probit::probability(collapse_probit(peak, impulse))
}

fn head_impact_probit(peak: Pascals, impulse: PascalSeconds) -> f64 {
    let (p, i) = (peak.value(), impulse.value());
    // A zero of either sign does no harm; −0 would make the logarithm of −∞.
    if p <= 0.0 || i <= 0.0 { f64::NEG_INFINITY } else { 5.0 - 8.49 * maths::ln(2430.0 / p + 4e8 / (p * i)) }
}

fn collapse_probit(peak: Pascals, impulse: PascalSeconds) -> f64 {
    let (p, i) = (peak.value(), impulse.value());
    if p <= 0.0 || i <= 0.0 {
        return f64::NEG_INFINITY;
    }
    5.0 - 0.22 * maths::ln(maths::pow(40_000.0 / p, 7.4) + maths::pow(460.0 / i, 11.3))
}

/// Where a person stands to a window when its glass comes in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BehindGlass {
    /// Distance from the pane.
    pub distance: Metres,
    /// Share of the body that faces the pane uncovered, 0 to 1: 1 in the open, 0.3 behind a bench, 0 behind a wall.
    pub uncovered: f64,
}

/// Probability that glass wounds a person near a window: P = P_glass(p) · u · e^(−(d/d₀)²), d₀ = 3 m √(p / 5 kPa).
///
/// p overpressure on the pane; P_glass [`glass_breaks`]; u share of the body uncovered; d distance, m. **Judgement,
/// `unverified`**: fragments leave at some 10 m/s at 5 kPa and 25 at 20 kPa, hence with the square root of the pressure,
/// and from sill height such a fragment flies 3 to 4 m before it is on the floor. Whoever stands in the room of the
/// explosion sees the glass go outwards: this is for those outside, and in rooms that the pressure enters. After Tianjin
/// 2015 most of the wounded had glass wounds. Error: a factor 3.
pub fn glass_wounds(peak: Pascals, person: &BehindGlass) -> f64 {
    let reach = 3.0 * maths::sqrt(peak.value().max(0.0) / 5e3);
    if reach <= 0.0 {
        return 0.0;
    }
    let share = person.distance.value() / reach;
    glass_breaks(peak) * person.uncovered.clamp(0.0, 1.0) * maths::exp(-share * share)
}

/// Share of those wounded by glass whose wounds are serious: Φ(ln(p / 20 kPa) / 0.8).
///
/// **Judgement, `unverified`**: at 5 kPa (10 m/s) cuts, 4 % deep; at 20 kPa (25 m/s) half have a deep wound or one of
/// the eye.
pub fn glass_wound_is_serious(peak: Pascals) -> f64 {
    log_normal(peak, 20e3, 0.8)
}

/// Probability that thrown things wound a person in a room that the pressure enters: Φ(ln(p / 12 kPa) / 0.6).
///
/// Ceiling panels, bottles, shelves, doors, and falls: whoever stands in a room at 12 kPa, where walls of light blocks
/// begin to fail (Clancey's table: 13.8 kPa), is hurt in every second case. **Judgement, `unverified`.** It gives 1 % at
/// 3 kPa, 38 % at 10, 99 % at 50. Error: a factor 2 in the pressure.
pub fn debris_wounds(peak: Pascals) -> f64 {
    log_normal(peak, 12e3, 0.6)
}

/// Share of those wounded by thrown things whose wounds are serious: Φ(ln(p / 25 kPa) / 0.8).
///
/// **Judgement, `unverified`**: 13 % at 10 kPa, half at 25, 81 % at 50.
pub fn debris_wound_is_serious(peak: Pascals) -> f64 {
    log_normal(peak, 25e3, 0.8)
}

/// Probability that a door jams in its frame, or is thrown into the way, so that it must be forced: Φ(ln(p/7 kPa)/0.5).
///
/// **Judgement, `unverified`**, after Clancey's table: some window frames go at 3.4 to 6.9 kPa, houses are uninhabitable
/// at 6.9, walls partly collapse at 13.8. It gives 8 % at 3.4 kPa, half at 7, 91 % at 13.8. For a closed inner door; an
/// open one swings. Error: a factor 2 in the pressure.
pub fn door_jams(peak: Pascals) -> f64 {
    log_normal(peak, 7e3, 0.5)
}

/// Share of a log-normal strength that a pressure exceeds.
fn log_normal(peak: Pascals, median: f64, spread: f64) -> f64 {
    if peak.value() > 0.0 { maths::normal_cdf(maths::ln(peak.value() / median) / spread) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_near;
    use proptest::prelude::*;

    fn kpa(kilopascals: f64) -> Pascals {
        Pascals::new(1e3 * kilopascals)
    }

    /// HyRAM's own unit tests: 1e5 Pa → Eisenberg 2.4543150, HSE 5.13; with 1e4 Pa s head 12.2786003, collapse
    /// 6.4917213.
    #[test]
    fn published_hyram_overpressure_probits() {
        let (peak, impulse) = (Pascals::new(1e5), PascalSeconds::new(1e4));
        assert_near(LUNG.at(peak.value()), 2.454_315_0, 5e-8);
        assert_near(HSE_PER_BAR.at(peak.value() / 1e5), 5.13, 1e-12);
        assert_near(head_impact_probit(peak, impulse), 12.278_600_3, 5e-8);
        assert_near(collapse_probit(peak, impulse), 6.491_721_3, 5e-8);
        assert_near(death_of_all_causes(peak), probit::probability(5.13), 1e-15);
    }

    /// Pressures that harm half: eardrum 43.5 kPa, lung 144 kPa, glass 3.9 kPa; and Clancey's bands for glass.
    #[test]
    fn half_are_harmed_at_the_median() {
        for (law, kilopascals) in [(EARDRUM, 43.5), (LUNG, 144.6), (GLASS, 3.95)] {
            assert_near(law.median_dose() / 1e3, kilopascals, 0.01 * kilopascals);
        }
        assert!(glass_breaks(kpa(1.03)) < 0.01, "typical glass begins to break");
        assert!((0.01..=0.2).contains(&glass_breaks(kpa(2.07))), "10 % of windows");
        assert!(glass_breaks(kpa(6.9)) > 0.9, "usually shattered");
    }

    /// The figures that the documentation of the judgements promises.
    #[test]
    fn judgements_keep_their_word() {
        for (pressure, jams) in [(3.4, 0.08), (7.0, 0.5), (13.8, 0.91)] {
            assert_near(door_jams(kpa(pressure)), jams, 0.01);
        }
        for (pressure, serious) in [(5.0, 0.04), (20.0, 0.5)] {
            assert_near(glass_wound_is_serious(kpa(pressure)), serious, 0.005);
        }
        let at = |distance| BehindGlass { distance: Metres::new(distance), uncovered: 1.0 };
        assert!(glass_wounds(kpa(5.0), &at(1.0)) > 0.6 && glass_wounds(kpa(5.0), &at(8.0)) < 0.001);
        assert_near(glass_wounds(kpa(50.0), &BehindGlass { uncovered: 0.0, ..at(1.0) }), 0.0, 0.0);
    }

    #[test]
    fn no_pressure_no_harm() {
        let (none, no_impulse) = (Pascals::new(0.0), PascalSeconds::new(0.0));
        let near = BehindGlass { distance: Metres::new(0.0), uncovered: 1.0 };
        for harm in [
            eardrum(none),
            lung(none),
            death_of_all_causes(none),
            glass_breaks(none),
            head_impact(none, no_impulse),
            collapse(none, no_impulse),
            glass_wounds(none, &near),
            glass_wound_is_serious(none),
            door_jams(none),
        ] {
            assert_near(harm, 0.0, 0.0);
        }
        assert_near(impulse(kpa(10.0), SimDuration::from_ms(160)).value(), 800.0, 1e-9);
    }

    proptest! {
        #[test]
        fn more_pressure_more_harm(p in 0.0..1e6_f64, more in 0.0..1e6_f64, i in 0.0..1e6_f64, d in 0.0..50.0_f64) {
            let (low, high, i) = (Pascals::new(p), Pascals::new(p + more), PascalSeconds::new(i));
            let person = BehindGlass { distance: Metres::new(d), uncovered: 0.7 };
            for (less, greater) in [
                (eardrum(low), eardrum(high)),
                (lung(low), lung(high)),
                (death_of_all_causes(low), death_of_all_causes(high)),
                (glass_breaks(low), glass_breaks(high)),
                (head_impact(low, i), head_impact(high, i)),
                (collapse(low, i), collapse(high, i)),
                (glass_wounds(low, &person), glass_wounds(high, &person)),
                (glass_wound_is_serious(low), glass_wound_is_serious(high)),
                (door_jams(low), door_jams(high)),
            ] {
                prop_assert!((0.0..=1.0).contains(&less) && less <= greater + 1e-12 && greater <= 1.0);
            }
        }
    }
}
