//! What leaves the building drifts with the wind: what of it reaches the places under the open sky.
//!
//! Worked out again only when the wind has turned or what leaves has changed by a fifth; how much reaches a place is one
//! product then.

use super::advance::Hazard;
use super::haze::Wind;
use super::site::SubstanceData;
use crate::kernel::{Id, Kind, Names};
use hazdrill_model::fact::key;
use hazdrill_model::{Place, Scenario, Value};
use hazdrill_physics::plume::{Downwind, Stability, dilution, stability};
use hazdrill_physics::smoke::{SOOT_EXTINCTION, extinction};
use hazdrill_record::EventId;
use hazdrill_record::happening::Became;
use hazdrill_units::{
    CubicMetres, KgPerM3, Kilograms, Metres, MetresPerSecond, SimDuration, SquareMetres, VolumeFraction,
};

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
    bearing_deg: f64,
    distance: Metres,
}

/// What decides how it drifts. Static.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    places: Vec<OutsideData>,
    building: SquareMetres,
    stability: Stability,
}

impl Surroundings {
    /// The surroundings of a scenario that describes them.
    pub(super) fn of(scenario: &Scenario, names: &Names) -> Option<Self> {
        let building = scenario.building.as_ref()?.across;
        let places = scenario.places.iter().filter_map(|(id, place)| match place {
            Place::Site(site) => site.from_building.as_ref().map(|lies| OutsideData {
                id: names.known(Kind::Place, id),
                bearing_deg: lies.bearing.value(),
                distance: lies.distance,
            }),
            Place::Room(_) => None,
        });
        let hour = scenario.starts.seconds_of_day() / 3600;
        let by_night = !(7..18).contains(&hour);
        let stability = stability(scenario.weather.wind, by_night);
        Some(Self { places: places.collect(), building, stability })
    }
}

impl Surroundings {
    /// How much of what leaves reaches each place in a wind.
    fn dilutions(&self, wind: &Wind) -> Vec<(Id, f64)> {
        let speed = MetresPerSecond::new(wind.speed_m_s);
        let reaches = |place: &OutsideData| {
            let there = Downwind::of(place.bearing_deg, place.distance, wind.from_deg);
            (place.id, dilution(there, speed, self.stability, self.building))
        };
        self.places.iter().map(reaches).collect()
    }
}

impl Hazard<'_, '_> {
    /// Lets what left the building in this step drift.
    pub(super) fn drift(&mut self, vapour_kg: f64, dt: SimDuration, substance: &SubstanceData) {
        if self.site.surroundings.is_none() {
            return;
        }
        let leaves = [vapour_kg, self.scratch.soot_out_kg].map(|kg| kg / dt.seconds());
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
            self.haze.drifting = [0.0; 2];
            self.reach([0.0; 2], &[because], substance);
        }
    }

    /// What reaches each place, and whether it is noticed there.
    fn reach(&mut self, [vapour, soot]: [f64; 2], causes: &[EventId], substance: &SubstanceData) {
        let Some(around) = &self.site.surroundings else { return };
        let air = self.site.outdoors;
        let held = self.scratch.dilutions.take().filter(|(wind, _)| *wind == *self.wind);
        let (wind, dilutions) = held.unwrap_or_else(|| (*self.wind, around.dilutions(&self.wind)));
        let cube = CubicMetres::new(1.0);
        for &(place, dilution) in &dilutions {
            let kg = Kilograms::new(vapour * dilution);
            let fraction: VolumeFraction = substance.liquid.vapour.fraction(kg, cube, air);
            let k = extinction(KgPerM3::new(soot * dilution), SOOT_EXTINCTION).value();
            set(&mut self.haze.vapour, place, fraction.value());
            set(&mut self.haze.smoke, place, k);
            let (smelled, smoked) = (self.haze.smells.contains(&place), self.haze.smoky.contains(&place));
            let smells = fraction.value() >= substance.odour * if smelled { CLEARS } else { 1.0 };
            if smells != smelled {
                self.smell_changes(place, smells, causes);
            }
            let smokes = k >= HAZY * if smoked { CLEARS } else { 1.0 };
            if smokes != smoked {
                self.smoke_changes(place, smokes, causes);
            }
        }
        self.scratch.dilutions = Some((wind, dilutions));
    }

    fn smell_changes(&mut self, place: Id, smells: bool, causes: &[EventId]) {
        let because = self.became(key::ODOUR, place, smells, causes);
        if smells {
            self.haze.smells.insert(place);
        } else {
            self.haze.smells.remove(&place);
        }
        self.offers.odour(place, smells, because);
    }

    /// A place has become smoky, or clear.
    pub(super) fn smoke_changes(&mut self, place: Id, smokes: bool, causes: &[EventId]) {
        let because = self.became(key::SMOKE, place, smokes, causes);
        if smokes {
            self.haze.smoky.insert(place);
        } else {
            self.haze.smoky.remove(&place);
        }
        self.offers.smoke(place, smokes, because);
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
