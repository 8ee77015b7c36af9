//! What leaves the building drifts with the wind: what of it reaches the places under the open sky.
//!
//! Worked out again only when the wind has turned or what leaves has changed by a fifth; how much reaches a place is one
//! product then.

use super::advance::Hazard;
use super::haze::{Drifted, Haze, Wind};
use super::site::{Site, SubstanceData};
use crate::kernel::{Id, Kind, Names};
use crate::places::Position;
use hazdrill_model::fact::key;
use hazdrill_model::{Place, Scenario, Value};
use hazdrill_physics::plume::{Stability, dilution, stability};
use hazdrill_physics::smoke::{CARBON_MONOXIDE, SOOT_EXTINCTION, extinction};
use hazdrill_record::EventId;
use hazdrill_record::happening::Became;
use hazdrill_units::{CubicMetres, Kelvin, KgPerM3, Kilograms, MetresPerSecond, SimDuration, SquareMetres};

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
    at: Position,
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
    fn drifted(&self, leaves: [f64; 3], wind: &Wind, at: &Position, substance: &SubstanceData) -> Drifted {
        let dilution =
            dilution(at.downwind(wind.from_deg), MetresPerSecond::new(wind.speed_m_s), self.stability, self.building);
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
            Place::Site(site) => site
                .from_building
                .as_ref()
                .map(|lies| OutsideData { id: names.known(Kind::Place, id), at: Position::of(lies) }),
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
    pub(crate) fn drifted(&self, haze: &Haze, wind: &Wind, at: &Position) -> Drifted {
        match (&self.surroundings, &self.substance) {
            (Some(around), Some(substance)) => around.drifted(haze.drifting, wind, at, substance),
            _ => Drifted::default(),
        }
    }

    /// Where a place lies, if the scenario says so; a room is in the building.
    pub(crate) fn position(&self, place: Id) -> Option<Position> {
        if self.room(place).is_some() {
            return Some(Position::INSIDE);
        }
        self.surroundings.as_ref()?.places.iter().find(|p| p.id == place).map(|p| p.at)
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
            around.places.iter().map(|p| (p.id, around.drifted(leaves, &self.wind, &p.at, substance))).collect();
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
