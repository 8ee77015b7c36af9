//! Blocks of neighbours and hospitals. Static figures, and what has become of them.

use crate::kernel::{Id, Kind, Names};
use bevy_ecs::prelude::*;
use hazdrill_model::{Place, Scenario};
use hazdrill_units::SimDuration;
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
}

/// The sites of the scenario. Static.
#[derive(Resource, Clone, Debug, Default)]
pub struct Sites {
    /// Blocks of neighbours.
    pub blocks: BTreeMap<Id, BlockData>,
    /// Beds of each hospital.
    pub hospitals: BTreeMap<Id, u32>,
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

/// How many casualties a hospital has taken.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken(pub u32);

impl Sites {
    pub(crate) fn of(scenario: &Scenario, names: &Names) -> Self {
        let mut sites = Self::default();
        for (id, place) in &scenario.places {
            let Place::Site(site) = place else { continue };
            let place = names.known(Kind::Place, id);
            if let Some(block) = &site.block {
                let data = BlockData { homes: block.homes, people: block.people, need_help: block.need_help.value() };
                sites.blocks.insert(place, data);
            }
            if let Some(hospital) = &site.hospital {
                sites.hospitals.insert(place, hospital.beds);
            }
        }
        sites
    }
}
