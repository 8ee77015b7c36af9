//! What leaves the building drifts with the wind: what of it reaches the places under the open sky.
//!
//! Worked out again only when the wind has turned or what leaves has changed by a fifth; how much reaches a place is one
//! product then.

use super::advance::Hazard;
use super::haze::{Drifted, Haze, Wind};
use super::site::{Site, SubstanceData};
use crate::kernel::{Id, Kind, Names};
use hazdrill_model::fact::key;
use hazdrill_model::{Place, Scenario, Value};
use hazdrill_physics::plume::{Downwind, Stability, dilution, stability};
use hazdrill_physics::smoke::{CARBON_MONOXIDE, SOOT_EXTINCTION, extinction};
use hazdrill_record::EventId;
use hazdrill_record::happening::Became;
use hazdrill_units::{
    CubicMetres, Kelvin, KgPerM3, Kilograms, Metres, MetresPerSecond, SimDuration, SquareMetres, maths,
};
use serde::{Deserialize, Serialize};

/// A change of what leaves that matters: within the error of the model nobody could tell a smaller one.
const CHANGES_BY: f64 = 0.2;
/// A smell is gone below this share of its threshold, smoke below this share of its own.
const CLEARS: f64 = 0.5;
/// Extinction from which smoke is seen and smelled under the open sky, 1/m: one sees a wall at 300 m; a judgement.
const HAZY: f64 = 0.01;

/// A place under the open sky, from the building. Static.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutsideData {
    id: Id,
    spot: Spot,
}

/// Where somebody stands outside, seen from the building.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Spot {
    /// Direction, degrees clockwise from north.
    bearing_deg: f64,
    /// Distance, m.
    distance_m: f64,
}

impl Spot {
    /// Distance from the building, m, at which somebody who goes straight away from it is out of a circle; none for one who
    /// is not in it.
    pub(crate) fn out_of(&self, middle: &Self, radius_m: f64) -> Option<f64> {
        const PER_DEGREE: f64 = core::f64::consts::PI / 180.0;
        let angle = (self.bearing_deg - middle.bearing_deg) * PER_DEGREE;
        let (along, aside) = (middle.distance_m * maths::cos(angle), middle.distance_m * maths::sin(angle));
        let half = maths::sqrt((radius_m * radius_m - aside * aside).max(0.0));
        ((along - half)..(along + half)).contains(&self.distance_m).then_some(along + half)
    }

    /// The same, nearer to the building or farther from it.
    pub(crate) fn at(self, distance_m: f64) -> Self {
        Self { distance_m, ..self }
    }

    /// Distance from the building, m.
    pub(crate) fn distance_m(&self) -> f64 {
        self.distance_m
    }
}

/// What decides how it drifts. Static.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    places: Vec<OutsideData>,
    building: SquareMetres,
    outdoors: Kelvin,
    stability: Stability,
}

impl Surroundings {
    /// What of that which leaves the building, kg/s of vapour, soot and carbon monoxide, stands in the air of a place.
    fn drifted(&self, leaves: [f64; 3], wind: &Wind, at: &Spot, substance: &SubstanceData) -> Drifted {
        let there = Downwind::of(at.bearing_deg, Metres::new(at.distance_m), wind.from_deg);
        let dilution = dilution(there, MetresPerSecond::new(wind.speed_m_s), self.stability, self.building);
        let [vapour, soot, monoxide] = leaves.map(|kg_s| kg_s * dilution);
        let (cube, air) = (CubicMetres::new(1.0), self.outdoors);
        Drifted {
            vapour: substance.liquid.vapour.fraction(Kilograms::new(vapour), cube, air).value(),
            smoke: extinction(KgPerM3::new(soot), SOOT_EXTINCTION).value(),
            monoxide: CARBON_MONOXIDE.fraction(Kilograms::new(monoxide), cube, air).value(),
        }
    }

    /// The surroundings of a scenario that describes them.
    pub(super) fn of(scenario: &Scenario, names: &Names) -> Option<Self> {
        let building = scenario.building.as_ref()?.across;
        let places = scenario.places.iter().filter_map(|(id, place)| match place {
            Place::Site(site) => site.from_building.as_ref().map(|lies| OutsideData {
                id: names.known(Kind::Place, id),
                spot: Spot { bearing_deg: lies.bearing.value(), distance_m: lies.distance.value() },
            }),
            Place::Room(_) => None,
        });
        let hour = scenario.starts.seconds_of_day() / 3600;
        let by_night = !(7..18).contains(&hour);
        let stability = stability(scenario.weather.wind, by_night);
        let outdoors = scenario.weather.temperature;
        Some(Self { places: places.collect(), building, outdoors, stability })
    }
}

impl Site {
    /// What has drifted to a spot outside, by what left the building last.
    pub(crate) fn drifted(&self, haze: &Haze, wind: &Wind, at: &Spot) -> Drifted {
        match (&self.surroundings, &self.substance) {
            (Some(around), Some(substance)) => around.drifted(haze.drifting, wind, at, substance),
            _ => Drifted::default(),
        }
    }

    /// Where a place lies, if the scenario says so; a room is in the building.
    pub(crate) fn spot(&self, place: Id) -> Option<Spot> {
        if self.room(place).is_some() {
            return Some(Spot { bearing_deg: 0.0, distance_m: 0.0 });
        }
        self.surroundings.as_ref()?.places.iter().find(|p| p.id == place).map(|p| p.spot)
    }

    /// Whether one sees or smells what has drifted, or has come in.
    pub(crate) fn is_noticed(&self, air: &Drifted) -> bool {
        let smells = self.substance.as_ref().is_some_and(|substance| air.vapour >= substance.odour);
        smells || air.smoke >= HAZY
    }
}

impl Hazard<'_, '_> {
    /// Lets what left the building in this step drift.
    pub(super) fn drift(&mut self, vapour_kg: f64, dt: SimDuration, substance: &SubstanceData) {
        if self.site.surroundings.is_none() {
            return;
        }
        let leaves = [vapour_kg, self.scratch.soot_out_kg, self.scratch.monoxide_out_kg].map(|kg| kg / dt.seconds());
        let same = |(now, before): (f64, f64)| (now - before).abs() <= CHANGES_BY * before;
        let turned = self.haze.wind_deg.is_some_and(|deg| deg.to_bits() != self.wind.from_deg.to_bits());
        if !turned && leaves.into_iter().zip(self.haze.drifting).all(same) {
            return;
        }
        self.haze.drifting = leaves;
        self.haze.wind_deg = Some(self.wind.from_deg);
        let Some(source) = self.accounts.because else { return };
        let causes = match self.wind.because.filter(|_| turned) {
            Some(wind) => vec![wind, source],
            None => vec![source],
        };
        self.reach(leaves, &causes, substance);
    }

    /// Nothing drifts any more.
    pub(super) fn clear_the_air(&mut self, substance: &SubstanceData) {
        let drifts = self.haze.drifting.iter().any(|kg_s| *kg_s != 0.0);
        if let (true, Some(because)) = (drifts, self.accounts.because) {
            self.haze.drifting = [0.0; 3];
            self.reach([0.0; 3], &[because], substance);
        }
    }

    /// What reaches each place, and whether it is noticed there.
    fn reach(&mut self, leaves: [f64; 3], causes: &[EventId], substance: &SubstanceData) {
        let Some(around) = &self.site.surroundings else { return };
        let reached: Vec<(Id, Drifted)> =
            around.places.iter().map(|p| (p.id, around.drifted(leaves, &self.wind, &p.spot, substance))).collect();
        for (place, air) in reached {
            set(&mut self.haze.vapour, place, air.vapour);
            set(&mut self.haze.smoke, place, air.smoke);
            set(&mut self.haze.monoxide, place, air.monoxide);
            let (smelled, smoked) = (self.haze.smells.contains(&place), self.haze.smoky.contains(&place));
            let smells = air.vapour >= substance.odour * if smelled { CLEARS } else { 1.0 };
            let smokes = air.smoke >= HAZY * if smoked { CLEARS } else { 1.0 };
            let mut since = None;
            if smells != smelled {
                since = Some(self.smell_changes(place, smells, causes));
            }
            if smokes != smoked {
                since = Some(self.smoke_changes(place, smokes, causes));
            }
            match since {
                Some(event) if smells || smokes => _ = self.haze.noticed.entry(place).or_insert(event),
                Some(_) => _ = self.haze.noticed.remove(&place),
                None => {}
            }
        }
    }

    fn smell_changes(&mut self, place: Id, smells: bool, causes: &[EventId]) -> EventId {
        let because = self.became(key::ODOUR, place, smells, causes);
        if smells {
            self.haze.smells.insert(place);
        } else {
            self.haze.smells.remove(&place);
        }
        self.offers.odour(place, smells, because);
        because
    }

    /// A place has become smoky, or clear.
    pub(super) fn smoke_changes(&mut self, place: Id, smokes: bool, causes: &[EventId]) -> EventId {
        let because = self.became(key::SMOKE, place, smokes, causes);
        if smokes {
            self.haze.smoky.insert(place);
        } else {
            self.haze.smoky.remove(&place);
        }
        self.offers.smoke(place, smokes, because);
        because
    }

    fn became(&mut self, fact: &str, place: Id, is: bool, causes: &[EventId]) -> EventId {
        let became = Became { fact: format!("{fact}:{}", self.names.word(place)).into(), value: Some(Value::Flag(is)) };
        self.journal.event(became).at(place).because_all(causes)
    }
}

fn set(map: &mut std::collections::BTreeMap<Id, f64>, place: Id, value: f64) {
    if value > 0.0 {
        map.insert(place, value);
    } else {
        map.remove(&place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gate 120 m off, a line 100 m around it: whoever stands there goes back to 220 m; whoever is beyond it stays.
    #[test]
    fn a_cordon_moves_those_within_it_to_its_line() {
        let gate = Spot { bearing_deg: 60.0, distance_m: 120.0 };
        let line = |spot: Spot, radius| spot.out_of(&gate, radius);
        assert!(line(gate, 100.0).is_some_and(|m| (m - 220.0).abs() < 1e-9));
        assert_eq!(line(gate.at(230.0), 100.0), None);
        assert_eq!(line(gate.at(10.0), 100.0), None, "nearer to the building than the line");
        let building = Spot { bearing_deg: 0.0, distance_m: 0.0 };
        assert!(gate.out_of(&building, 300.0).is_some_and(|m| (m - 300.0).abs() < 1e-9));
        assert_eq!(gate.out_of(&building, 50.0), None);
        // Aside of the way that it goes, a circle is left sooner.
        let aside = Spot { bearing_deg: 80.0, distance_m: 120.0 };
        assert!(line(aside, 100.0).is_some_and(|m| (150.0..220.0).contains(&m)), "{:?}", line(aside, 100.0));
    }
}
