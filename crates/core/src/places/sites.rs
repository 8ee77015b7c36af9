//! Blocks of neighbours and hospitals. Static figures, and what has become of them.

use crate::kernel::{Id, Kind, Names};
use bevy_ecs::prelude::*;
use hazdrill_model::{Block, Dist, Hospital, Place, Scenario};
use hazdrill_units::{PerSecond, SimDuration, SimTime};
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
}

/// What a crew brings: static.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kit {
    /// Stretcher places.
    pub carries: u32,
    /// Foam solution that it can apply, m³/s.
    pub foam_m3_s: f64,
    /// Working time of the breathing apparatus.
    pub air: Option<SimDuration>,
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
        let mut sites = Self::default();
        for (id, place) in &scenario.places {
            let Place::Site(site) = place else { continue };
            let place = names.known(Kind::Place, id);
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
