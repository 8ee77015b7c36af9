//! Blocks of neighbours and hospitals. Static figures, and what has become of them.

use super::position::Position;
use crate::kernel::{Id, Kind, Names};
use bevy_ecs::prelude::*;
use hazdrill_model::{Block, Dist, Hospital, Place, Scenario};
use hazdrill_units::{Metres, PerSecond, SimDuration, SimTime, maths};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A block of neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockData {
    /// Doors to knock at.
    pub homes: u32,
    /// People.
    pub people: u32,
    /// Share who cannot walk by themselves.
    pub need_help: f64,
    /// Share who are in the open while nobody tells them to go in.
    pub outdoors: f64,
    /// Air changes of the homes with windows and doors shut.
    pub infiltration: PerSecond,
}

/// A hospital.
#[derive(Clone, Debug, PartialEq)]
pub struct HospitalData {
    /// Casualties that it can take.
    pub beds: u32,
    /// Handing over one load.
    pub hand_over: Option<Dist>,
    /// Making room where nobody has told it before.
    pub unready: Option<Dist>,
}

/// The sites of the scenario. Static.
#[derive(Clone, Debug, Default)]
pub struct Sites {
    /// Blocks of neighbours.
    pub blocks: BTreeMap<Id, BlockData>,
    /// Hospitals.
    pub hospitals: BTreeMap<Id, HospitalData>,
    /// Where places lie from the building. What is not here is the building, or near it.
    pub lie: BTreeMap<Id, Position>,
    /// Where the wind comes from by the forecast of the day, degrees.
    pub forecast_deg: f64,
}

/// What a crew brings: static.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kit {
    /// Stretcher places.
    pub carries: u32,
    /// Lines that it can lay.
    pub hose: Hose,
    /// Working time of the breathing apparatus.
    pub air: Option<SimDuration>,
}

/// What the lines of a crew can bring to bear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hose {
    /// Foam solution, m³/s.
    pub foam_m3_s: f64,
    /// How much of it there is, m³; none: as much as is asked for.
    pub stock_m3: Option<f64>,
    /// Water beside it, m³/s.
    pub water_m3_s: f64,
}

impl Hose {
    /// Whether nothing comes out of it.
    pub fn is_dry(&self) -> bool {
        self.foam_m3_s + self.water_m3_s <= 0.0
    }
}

/// The state of a hospital, or of a block of neighbours.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteState {
    /// Casualties that the hospital has taken.
    pub taken: u32,
    /// From when on it is ready for more; none while nobody has told it.
    pub ready: Option<SimTime>,
    /// Doors that were knocked at to keep people in, and to lead them away.
    pub knocked: [u32; 2],
}

impl Sites {
    pub(crate) fn of(scenario: &Scenario, names: &Names) -> Self {
        let mut sites = Self { forecast_deg: scenario.weather.from.value(), ..Self::default() };
        for (id, place) in &scenario.places {
            let Place::Site(site) = place else { continue };
            let place = names.known(Kind::Place, id);
            if let Some(from) = &site.from_building {
                sites.lie.insert(place, Position::of(from));
            }
            if let Some(block) = &site.block {
                let Block { homes, people, infiltration, .. } = *block;
                let (need_help, outdoors) = (block.need_help.value(), block.outdoors.value());
                let data = BlockData { homes, people, need_help, outdoors, infiltration };
                sites.blocks.insert(place, data);
            }
            if let Some(hospital) = &site.hospital {
                let Hospital { beds, hand_over, unready, .. } = hospital.clone();
                sites.hospitals.insert(place, HospitalData { beds, hand_over, unready });
            }
        }
        sites
    }

    /// Blocks to which a wind from `wind_deg` blows from a place: within a distance, and within so much to either side.
    pub fn downwind(&self, from: Id, wind_deg: f64, within: Metres, either_side_deg: f64) -> Vec<Id> {
        let seen = |place| self.lie.get(&place).copied().unwrap_or(Position::INSIDE).downwind(wind_deg);
        let source = seen(from);
        let edge = maths::cos(either_side_deg * (core::f64::consts::PI / 180.0));
        let reached = |block: &Id| {
            let block = seen(*block);
            let (along, across) = (block.along - source.along, block.across - source.across);
            let distance = maths::hypot(along, across);
            // A hair more: a block that lies on the edge of the area is in it.
            distance <= within.value() + 1e-6 && along >= distance * edge - 1e-6
        };
        self.blocks.keys().copied().filter(|block| self.lie.contains_key(block) && reached(block)).collect()
    }
}

/// A crew takes a street of a block in hand at once: one part in so many of its doors.
const STREETS: u32 = 20;

impl BlockData {
    /// Doors that a crew knocks at before it looks what is left to do.
    pub fn doors_at_once(&self) -> u32 {
        self.homes.div_ceil(STREETS).max(1)
    }
}

impl SiteState {
    /// How many people of a block are in the open and how many at home: whoever was told stays in, whoever was led away is
    /// neither.
    pub fn where_they_are(&self, block: &BlockData) -> [u32; 2] {
        let share = |knocked: u32| f64::from(knocked) / f64::from(block.homes.max(1));
        let here = f64::from(block.people) * (1.0 - share(self.knocked[1])).max(0.0);
        let outdoors = (here * block.outdoors * (1.0 - share(self.knocked[0])).max(0.0)).round() as u32;
        [outdoors, (here.round() as u32).saturating_sub(outdoors)]
    }

    /// Doors of a block that nobody has knocked at, to keep people in or to lead them `away`.
    pub fn doors_left(&self, block: &BlockData, away: bool) -> u32 {
        block.homes.saturating_sub(self.knocked[usize::from(away)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hazdrill_model::FromBuilding;
    use hazdrill_units::Degrees;

    #[test]
    fn a_block_is_downwind_of_the_place_that_one_believes_and_of_no_other() {
        let [south_west, west, far, unknown, drains] = [0, 1, 2, 3, 4].map(|rank| Id { kind: Kind::Place, rank });
        let block =
            BlockData { homes: 10, people: 30, need_help: 0.0, outdoors: 0.0, infiltration: PerSecond::new(0.0) };
        let at = |bearing, distance| {
            Position::of(&FromBuilding { bearing: Degrees::new(bearing), distance: Metres::new(distance) })
        };
        let sites = Sites {
            blocks: [south_west, west, far, unknown].map(|id| (id, block)).into(),
            lie: BTreeMap::from([
                (south_west, at(225.0, 250.0)),
                (west, at(270.0, 480.0)),
                (far, at(225.0, 900.0)),
                (drains, at(225.0, 300.0)),
            ]),
            ..Sites::default()
        };
        let told = |from, wind, side| sites.downwind(from, wind, Metres::new(500.0), side);
        let building = Id { kind: Kind::Place, rank: 9 };
        assert_eq!(told(building, 45.0, 30.0), [south_west], "a wind from the north-east");
        assert_eq!(told(building, 90.0, 30.0), [west], "from the east");
        assert_eq!(told(building, 67.5, 22.5), [south_west, west], "both on the edge");
        assert_eq!(told(building, 225.0, 30.0), [], "nobody lives downwind");
        assert_eq!(told(building, 225.0, 180.0), [south_west, west], "all round");
        assert_eq!(told(drains, 225.0, 30.0), [south_west], "of a place beyond it the block is downwind");
    }
}
