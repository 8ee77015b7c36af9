//! Where things are: rooms with air, doors, vessels and detectors; open sites; roads between them.

use crate::{Breaker, Contents, Dist, Id, Ratio, Source, Text};
use hazdrill_units::{
    CubicMetres, Degrees, Kelvin, Metres, MetresPerSecond, Pascals, PerSecond, SimDuration, SquareMetres, WattsPerM2K,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A place where somebody or something can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Place {
    /// Indoors, with its own air.
    Room(Room),
    /// Outdoors, or a building whose air does not matter: a gate, a station, an assembly point.
    Site(Site),
}

impl Place {
    /// The name.
    pub fn name(&self) -> &Text {
        match self {
            Self::Room(room) => &room.name,
            Self::Site(site) => &site.name,
        }
    }
    /// The breakers that stand in it.
    pub fn breakers(&self) -> &BTreeMap<Id, Breaker> {
        match self {
            Self::Room(room) => &room.breakers,
            Self::Site(site) => &site.breakers,
        }
    }
    /// The room, if it is one.
    pub fn room(&self) -> Option<&Room> {
        match self {
            Self::Room(room) => Some(room),
            Self::Site(_) => None,
        }
    }
}

/// An open place. Vapour that reaches it is lost in the open air.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Name.
    pub name: Text,
    /// Footpaths to other places and their length; each is walked both ways.
    #[serde(default)]
    pub paths: BTreeMap<Id, Metres>,
    /// Homes and people of a block of neighbours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<Block>,
    /// Beds of a hospital.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hospital: Option<Hospital>,
    /// Breakers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub breakers: BTreeMap<Id, Breaker>,
    /// The accident pool 事故池 into which waste water runs once it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accident_pool: Option<AccidentPool>,
    /// Where it lies; what drifts does not reach a site of which it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_building: Option<FromBuilding>,
}

/// A pool that takes the water of a fire instead of the drains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccidentPool {
    /// What it holds before it runs over.
    pub holds: CubicMetres,
    /// Where the figure comes from.
    pub source: Source,
}

/// Where a site lies, seen from the building in which it leaks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromBuilding {
    /// Direction, degrees clockwise from north.
    pub bearing: Degrees,
    /// Distance.
    pub distance: Metres,
}

/// Neighbours who are told and led away home by home. They are counted, and have no minds of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Homes, class rooms, workshops: doors to knock at.
    pub homes: u32,
    /// People.
    pub people: u32,
    /// Share of them who cannot walk by themselves.
    pub need_help: Ratio,
    /// Share of them who are in the open while nobody tells them to go in; none where it is not given.
    #[serde(default)]
    pub outdoors: Ratio,
    /// Air changes of their homes with windows and doors shut: how fast what stands outside comes in. Their air stays as it
    /// is where it is not given.
    #[serde(default = "airtight")]
    pub infiltration: PerSecond,
    /// Where the figures come from.
    pub source: Source,
}

/// A hospital that takes casualties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hospital {
    /// Casualties that it can take in all.
    pub beds: u32,
    /// Of them, how many severely injured at once.
    pub resuscitation: u32,
    /// Handing over one load of casualties at its door; at once where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_over: Option<Dist>,
    /// How long it takes to make room once casualties stand at the door of a hospital that nobody has told
    /// (`hospital.ready`); no time where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unready: Option<Dist>,
    /// Where the figures come from.
    pub source: Source,
}

/// A room: its air is a floor layer and an upper zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Name.
    pub name: Text,
    /// Floor area.
    pub floor: SquareMetres,
    /// Clear height.
    pub height: Metres,
    /// Temperature of air and floor; the outdoor one where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperature: Option<Kelvin>,
    /// Speed of the air over the floor, which drives evaporation and mixing.
    pub air_speed: MetresPerSecond,
    /// Heat that the floor gives to a cold pool.
    pub floor_heat: WattsPerM2K,
    /// Least depth of a pool on this floor: how far a spill spreads.
    pub pool_depth: Metres,
    /// Ventilation.
    pub ventilation: Ventilation,
    /// Doors, by the place on their other side. A door stands in one of the two rooms that it joins.
    #[serde(default)]
    pub doors: BTreeMap<Id, Door>,
    /// Vessels.
    #[serde(default)]
    pub vessels: BTreeMap<Id, Vessel>,
    /// Gas detectors.
    #[serde(default)]
    pub detectors: BTreeMap<Id, Detector>,
    /// Things that can ignite a flammable mixture.
    #[serde(default)]
    pub ignition: BTreeMap<Id, IgnitionSource>,
    /// Breakers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub breakers: BTreeMap<Id, Breaker>,
    /// Windows and light walls, which give way to an explosion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<Windows>,
    /// What it holds that burns; nothing but spilled liquid where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Contents>,
    /// Where the figures of this room come from.
    pub source: Source,
}

/// What gives way to pressure first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// Their area.
    pub area: SquareMetres,
    /// Overpressure at which they give way; a fire breaks them as well.
    pub give_way: Pascals,
}

/// How a room is ventilated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ventilation {
    /// Air changes in normal running.
    pub normal: PerSecond,
    /// Air changes of the emergency exhaust.
    pub emergency: PerSecond,
    /// How it runs at the start.
    pub starts: VentilationMode,
    /// Share of the exhaust that is drawn from the floor layer; the rest comes from the upper zone.
    pub low_extract: Ratio,
    /// Detectors whose first alarm switches the emergency exhaust on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interlock: Vec<Id>,
    /// Probability that its dampers fail: then the emergency exhaust draws no more than the normal one.
    #[serde(default)]
    pub fails: Ratio,
}

/// The running of a room's ventilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VentilationMode {
    /// Off.
    Off,
    /// Normal.
    Normal,
    /// Emergency exhaust.
    Emergency,
}

impl VentilationMode {
    /// The word, as scenarios and records write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Normal => "normal",
            Self::Emergency => "emergency",
        }
    }
}

/// A door, and how far it stands open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// Clear width.
    pub width: Metres,
    /// Clear height.
    pub height: Metres,
    /// Mean share of the opening that is open: 0 shut and tight, 1 wide open.
    pub open: Ratio,
    /// Walk from the middle of one place to the middle of the other.
    pub walk: Metres,
}

/// A vessel with liquid: an upright cylinder, open to the air, with its outlet at the bottom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vessel {
    /// Name.
    pub name: Text,
    /// What is in it.
    pub substance: Id,
    /// Liquid in it at the start.
    pub holds: CubicMetres,
    /// Height of the liquid above the outlet at the start.
    pub level: Metres,
    /// How long it stands a fire in its room before it bursts and spills the rest; for ever where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bursts: Option<Dist>,
    /// Absolute pressure at which it bursts: what flashes then burns at once, in a ball that comes out of the doors and
    /// windows of its room. None where it is not given: it spills and no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bursts_at: Option<Pascals>,
}

/// A combustible-gas detector: a first-order lag, and a chance that it is dead when needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detector {
    /// Name.
    pub name: Text,
    /// Height of the head above the floor.
    pub height: Metres,
    /// First alarm, percent of LFL.
    pub low_alarm: f64,
    /// Second alarm, percent of LFL.
    pub high_alarm: f64,
    /// Time to 90 % of a step.
    pub t90: SimDuration,
    /// Reading for a true 1 % of LFL: 1 where the head is calibrated on the substance.
    pub response: f64,
    /// Probability of failure on demand.
    pub fails: Ratio,
    /// Places where its horn is heard.
    #[serde(default)]
    pub horn: Vec<Id>,
    /// The place where its panel shows the alarm and the reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<Id>,
    /// Where the figures come from.
    pub source: Source,
}

/// Something that can ignite a flammable mixture at its height.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IgnitionSource {
    /// Name.
    pub name: Text,
    /// Whether it is live at the start.
    pub live: bool,
    /// Whether cutting the room's power makes it dead.
    pub electric: bool,
    /// Height above the floor.
    pub height: Metres,
    /// Ignitions per time in a flammable mixture.
    pub rate: PerSecond,
    /// Where the rate comes from.
    pub source: Source,
}

/// A road for vehicles between two places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Road {
    /// Name.
    pub name: Text,
    /// One end.
    pub from: Id,
    /// The other end; the road is driven both ways.
    pub to: Id,
    /// Length.
    pub length: Metres,
    /// Time that a vehicle takes.
    pub drive: Dist,
    /// Whether it is open at the start.
    #[serde(default = "open")]
    pub open: bool,
    /// Where the figures come from.
    pub source: Source,
}

const fn airtight() -> PerSecond {
    PerSecond::new(0.0)
}

const fn open() -> bool {
    true
}
