//! What heat does to people: thermal dose, burns, share of the body burnt, and what that means for life.

use crate::probit::Probit;
use core::ops::{Add, AddAssign};
use hazdrill_units::{Metres, SimDuration, WattsPerM2, maths};

/// Death by heat on bare skin: Y = −38.48 + 2.56 ln V. Eisenberg 1975, as in Sandia's HyRAM.
pub const EISENBERG: Probit = Probit { a: -38.48, b: 2.56 };
/// Death by the infrared of hydrocarbon fires: Y = −36.38 + 2.56 ln V. Tsao & Perry 1979, as in Sandia's HyRAM.
pub const TSAO_PERRY: Probit = Probit { a: -36.38, b: 2.56 };
/// Death, average clothing: Y = −37.23 + 2.56 ln V. TNO Green Book, as in Sandia's HyRAM.
pub const TNO: Probit = Probit { a: -37.23, b: 2.56 };
/// Death with a share of the body covered, of half the dose: Y = −29.02 + 1.99 ln(V/2). Lees 1994, as in HyRAM.
pub const LEES_HALF_DOSE: Probit = Probit { a: -29.02, b: 1.99 };
/// Burns of the first degree on bare skin: Y = −39.83 + 3.02 ln V. TNO Green Book (`unverified`).
pub const FIRST_DEGREE: Probit = Probit { a: -39.83, b: 3.02 };
/// Burns of the second degree on bare skin: Y = −43.14 + 3.02 ln V. TNO Green Book (`unverified`).
pub const SECOND_DEGREE: Probit = Probit { a: -43.14, b: 3.02 };

/// Heat flux at which pain begins within 20 s (`unverified`).
pub const PAIN: WattsPerM2 = WattsPerM2::new(4e3);
/// Heat flux that people without protection stand for minutes, and beyond which no way is one for them: the limit of
/// ISO 13571 and PD 7974-6 for a way out (`unverified`).
pub const TENABLE: WattsPerM2 = WattsPerM2::new(2.5e3);
/// Heat flux in which firefighters in turnout gear can work for minutes (`unverified`).
pub const FIREFIGHTERS_LIMIT: WattsPerM2 = WattsPerM2::new(5e3);
/// Heat flux inside the flame of a burning layer of vapour (`unverified`: 80 of 60 to 120 kW/m²).
pub const IN_FLAME: WattsPerM2 = WattsPerM2::new(80e3);

/// Thermal dose, V = ∫ q^(4/3) dt in (W/m²)^(4/3) s: the common measure of every law of burns here.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct ThermalDose(f64);

impl ThermalDose {
    /// No heat.
    pub const ZERO: Self = Self(0.0);

    /// A dose in (W/m²)^(4/3) s.
    pub const fn new(value: f64) -> Self {
        Self(value)
    }

    /// The dose in (W/m²)^(4/3) s.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// Dose of a steady flux for a time: V = q^(4/3) t.
    ///
    /// Doses of parts add up to the dose of the whole. Valid for 2 to 200 kW/m² and up to some minutes; at less than
    /// 1.5 kW/m² the skin loses heat as fast as it gains it, so leave such a flux out.
    pub fn of(flux: WattsPerM2, time: SimDuration) -> Self {
        // The cube root of the fourth power, not pow(q, 4/3): exact where the root is.
        let q = flux.value();
        Self(q * maths::cbrt(q) * time.seconds())
    }

    /// Probability to die, by the law for average clothing ([`TNO`]).
    pub fn death(self) -> f64 {
        TNO.probability(self.0)
    }

    /// Probability to die by Lees' law, which takes half the dose.
    pub fn death_lees(self) -> f64 {
        LEES_HALF_DOSE.probability(0.5 * self.0)
    }

    /// Probability that bare skin has a burn of the first degree or worse.
    pub fn first_degree(self) -> f64 {
        FIRST_DEGREE.probability(self.0)
    }

    /// Probability that bare skin has a burn of the second degree or worse; also the share of the exposed skin.
    pub fn second_degree(self) -> f64 {
        SECOND_DEGREE.probability(self.0)
    }
}

impl Add for ThermalDose {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        Self(self.0 + rhs.0)
    }
}

impl AddAssign for ThermalDose {
    fn add_assign(&mut self, rhs: Self) {
        self.0 += rhs.0;
    }
}

/// Height of a standing person on whom [`skin_below`] is measured.
const STATURE: f64 = 1.7;
/// Heights, m, and the share of the skin below: the rule of nines on a figure of 1.7 m. Both legs and the groin (37 %)
/// end at 0.85 m, trunk and hanging arms (54 %) at 1.4 m, the rest is head and neck (9 %).
const SKIN_BELOW: [(f64, f64); 4] = [(0.0, 0.0), (0.85, 0.37), (1.4, 0.91), (STATURE, 1.0)];

/// Share of the skin of a standing person below a height, 0 to 1.
///
/// Rule of nines (Wallace 1951) along a standing figure, straight between its joints. For a person lying on the floor
/// everything is low: use 1.
pub fn skin_below(height: Metres) -> f64 {
    let h = height.value();
    SKIN_BELOW.windows(2).find(|joint| h <= joint[1].0).map_or(1.0, |joint| {
        joint[0].1 + (joint[1].1 - joint[0].1) * (h - joint[0].0).max(0.0) / (joint[1].0 - joint[0].0)
    })
}

/// How a person meets a burning layer of vapour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InBurningLayer {
    /// Depth of the layer before it burns.
    pub depth: Metres,
    /// Volume of the burnt gas over that of the unburnt.
    pub expansion: f64,
    /// How long it burns around the person: some 1 to 5 s for a layer of a few decimetres.
    pub time: SimDuration,
    /// Share of the skin that clothing keeps from burning in a brief flame, 0 to 1: 0.5 for working clothes, 0.9 for
    /// turnout gear (`unverified`).
    pub covered: f64,
}

/// Share of the body with burns of the second degree or worse after standing in a burning layer, 0 to 1.
///
/// skin_below(σ^(1/3) d) · P₂(V) · (1 − covered), with V the dose of [`IN_FLAME`] for the time. **Judgement,
/// `unverified`**: burnt gas rises and spreads, so a layer of depth d is taken to reach σ^(1/3) d, twice its depth for
/// ether (σ 8): a layer of 0.2 m burns the shins, one of 0.7 m all but the head. Error: a factor 2.
pub fn share_burnt(person: &InBurningLayer) -> f64 {
    let reach = person.depth.value() * maths::cbrt(person.expansion.max(1.0));
    let dose = ThermalDose::of(IN_FLAME, person.time);
    skin_below(Metres::new(reach)) * dose.second_degree() * (1.0 - person.covered.clamp(0.0, 1.0))
}

/// Chance that ordinary clothing in which a brief flame stands goes on burning: 0.25, of 0.1 to 0.6 (`unverified`).
///
/// Light and loose cloth catches at once, thick trousers hardly (Bhalla, Kale & Mohan, Accident Analysis and Prevention
/// 2000; 32: 407, on dressed dummies lit at the feet). Reports of burnt laboratory workers speak of burning clothes in most
/// of the severe cases. Turnout gear does not go on burning.
pub const CLOTHING_CATCHES: f64 = 0.25;
/// Share of the body that burning clothes burn, median: of 240 casualties 60 % were burnt on less than 20 % and 13 on
/// more than 50 % (Fry & Hinton, Fire Research Note 407, 1959, from its abstract): a log-normal law through both.
const CLOTHES_BURN_MEDIAN: f64 = 0.168;
/// Spread of its logarithm.
const CLOTHES_BURN_SPREAD: f64 = 0.677;

/// Share of the body that burning clothes burn, 0 to 1, of the casualty whom `worse` of all casualties surpass: 0 is the
/// worst, 1 the mildest.
///
/// Log-normal, median 0.168, σ 0.677. Whoever the casualty is and whoever puts out the flames is in it; half of those
/// casualties were children, so it is rather too harsh for people at work. Error: a factor 1.5.
pub fn burnt_by_clothes(worse: f64) -> f64 {
    let q = 1.0 - worse.clamp(0.0, 1.0);
    // The quantile, by halving: the law itself has no inverse in closed form.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle: f64 = 0.5 * (low + high);
        let below = maths::normal_cdf(maths::ln(middle / CLOTHES_BURN_MEDIAN) / CLOTHES_BURN_SPREAD);
        *(if below < q { &mut low } else { &mut high }) = middle;
    }
    low
}

/// A burnt patient as a burn centre counts them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burnt {
    /// Age in years.
    pub age_years: f64,
    /// Share of the body with burns of the second degree or worse, 0 to 1.
    pub share: f64,
    /// Whether the airways are burnt too.
    pub airways: Airways,
}

/// Whether hot or toxic gas has harmed the airways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Airways {
    /// They have not been harmed.
    Sound,
    /// Inhalation injury.
    Injured,
}

/// Revised Baux score: age + percent of the body burnt + 17 for injured airways.
///
/// Osler, Glance & Hosmer, J Trauma 2010; 68: 690, on 39,888 patients of the US national burn repository.
pub fn revised_baux(patient: &Burnt) -> f64 {
    let airways = match patient.airways {
        Airways::Sound => 0.0,
        Airways::Injured => 17.0,
    };
    patient.age_years + 100.0 * patient.share + airways
}

/// Probability to die in a burn centre: 1 / (1 + e^(8.8163 − 0.0775 B)), B the revised Baux score.
///
/// Osler et al. 2010 (the coefficients `unverified`). Half die at 114. Someone without burns does not die of them.
pub fn burn_mortality(patient: &Burnt) -> f64 {
    if patient.share <= 0.0 && patient.airways == Airways::Sound {
        return 0.0;
    }
    1.0 / (1.0 + maths::exp(8.8163 - 0.0775 * revised_baux(patient)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    /// HyRAM's own unit tests: q 5, t 30 → V 256.4963920; V 1e7 → Eisenberg 2.7823249, Tsao–Perry 4.8823249,
    /// TNO 4.0323249, Lees 1.6756475.
    #[test]
    fn published_hyram_thermal_probits() {
        let dose = ThermalDose::of(WattsPerM2::new(5.0), SimDuration::from_seconds(30.0));
        assert_near(dose.value(), 256.496_392_0, 5e-8);
        for (law, y) in [(EISENBERG, 2.782_324_9), (TSAO_PERRY, 4.882_324_9), (TNO, 4.032_324_9)] {
            assert_near(law.at(1e7), y, 5e-8);
        }
        assert_near(LEES_HALF_DOSE.at(0.5 * 1e7), 1.675_647_5, 5e-8);
        let dose = ThermalDose::new(1e7);
        assert_near(dose.death(), TNO.probability(1e7), 0.0);
        assert_near(dose.death_lees(), LEES_HALF_DOSE.probability(5e6), 0.0);
    }

    /// Second-degree burns need three times the dose of first-degree ones: e^((43.14 − 39.83)/3.02) = 2.99.
    #[test]
    fn degrees_of_burns() {
        assert_close(SECOND_DEGREE.median_dose() / FIRST_DEGREE.median_dose(), 2.99, 1e-3);
        // Pain at 4 kW/m² in 20 s leaves no second degree on most; 10 s in flames does on nearly all.
        assert!(ThermalDose::of(PAIN, SimDuration::from_seconds(20.0)).second_degree() < 0.01);
        assert!(ThermalDose::of(IN_FLAME, SimDuration::from_seconds(10.0)).second_degree() > 0.99);
    }

    #[test]
    fn skin_by_the_rule_of_nines() {
        for (height, share) in
            [(0.0, 0.0), (0.425, 0.185), (0.85, 0.37), (1.125, 0.64), (1.4, 0.91), (1.7, 1.0), (4.0, 1.0)]
        {
            assert_near(skin_below(Metres::new(height)), share, 1e-12);
        }
    }

    /// 0.2 m of ether in air, 3 s, shirt and trousers: legs to 0.4 m, half of it kept off by the cloth.
    #[test]
    fn a_shallow_layer_burns_the_shins() {
        let person = InBurningLayer {
            depth: Metres::new(0.2),
            expansion: 8.0,
            time: SimDuration::from_seconds(3.0),
            covered: 0.5,
        };
        let bare = ThermalDose::of(IN_FLAME, person.time).second_degree();
        assert_close(share_burnt(&person), 0.5 * bare * 0.37 * 0.4 / 0.85, 1e-12);
        assert!((0.03..0.09).contains(&share_burnt(&person)), "{}", share_burnt(&person));
    }

    /// Fry & Hinton 1959: 60 % below a fifth of the body, 13 of 240 above half of it.
    #[test]
    fn published_burns_of_clothing() {
        assert_near(burnt_by_clothes(0.4), 0.2, 0.002);
        assert_near(burnt_by_clothes(13.0 / 240.0), 0.5, 0.005);
        assert_near(burnt_by_clothes(0.5), CLOTHES_BURN_MEDIAN, 1e-6);
        assert!(burnt_by_clothes(0.0) <= 1.0 && burnt_by_clothes(1.0) >= 0.0);
    }

    /// Age 40, 30 %, airways: 87. Half die at 8.8163 / 0.0775 = 113.8.
    #[test]
    fn published_revised_baux() {
        let patient = Burnt { age_years: 40.0, share: 0.3, airways: Airways::Injured };
        assert_near(revised_baux(&patient), 87.0, 1e-12);
        assert_near(burn_mortality(&patient), 0.112, 5e-4);
        let even = Burnt { age_years: 8.8163 / 0.0775 - 50.0, share: 0.5, airways: Airways::Sound };
        assert_near(burn_mortality(&even), 0.5, 1e-12);
        assert_near(burn_mortality(&Burnt { share: 0.0, ..even }), 0.0, 0.0);
    }

    proptest! {
        #[test]
        fn doses_of_parts_add_up(q in 0.0..200e3_f64, a in 0..600_000_i64, b in 0..600_000_i64) {
            let (q, a, b) = (WattsPerM2::new(q), SimDuration::from_ms(a), SimDuration::from_ms(b));
            let (parts, whole) = (ThermalDose::of(q, a) + ThermalDose::of(q, b), ThermalDose::of(q, a + b));
            prop_assert!((parts.value() - whole.value()).abs() <= 1e-12 * whole.value());
        }

        #[test]
        fn more_heat_more_harm(v in 0.0..1e9_f64, more in 0.0..1e9_f64) {
            let (low, high) = (ThermalDose::new(v), ThermalDose::new(v + more));
            for law in [ThermalDose::death, ThermalDose::death_lees, ThermalDose::first_degree, ThermalDose::second_degree] {
                prop_assert!((0.0..=1.0).contains(&law(low)) && law(low) <= law(high));
            }
            prop_assert!(low.second_degree() <= low.first_degree());
        }

        #[test]
        fn a_deeper_or_longer_fire_burns_more(depth in 0.0..3.0_f64, more in 0.0..1.0_f64, ms in 0..20_000_i64, covered in 0.0..=1.0_f64) {
            let person = InBurningLayer { depth: Metres::new(depth), expansion: 8.0, time: SimDuration::from_ms(ms), covered };
            let share = share_burnt(&person);
            prop_assert!((0.0..=1.0).contains(&share));
            let deeper = InBurningLayer { depth: Metres::new(depth + more), ..person };
            let longer = InBurningLayer { time: person.time + person.time, ..person };
            prop_assert!(share_burnt(&deeper) >= share - 1e-12 && share_burnt(&longer) >= share);
        }

        #[test]
        fn the_score_orders_the_patients(age in 0.0..110.0_f64, share in 0.0..0.9_f64, more in 0.0..0.1_f64) {
            let patient = Burnt { age_years: age, share, airways: Airways::Sound };
            let chance = burn_mortality(&patient);
            prop_assert!((0.0..=1.0).contains(&chance));
            let worse = Burnt { share: share + more, ..patient };
            let choked = Burnt { airways: Airways::Injured, ..patient };
            prop_assert!(burn_mortality(&worse) >= chance && burn_mortality(&choked) >= chance);
        }
    }
}
