//! The site: rooms, doors, vessels, detectors and sources with their figures, in the words of the models. Static.

use super::drift::Surroundings;
use super::horizon::Horizon;
use super::switching::{BreakerData, breakers};
use crate::kernel::{Id, Kind, Names};
use crate::places::Map;
use bevy_ecs::prelude::*;
use hazdrill_model::{Dist, Place, Ratio, Room, Scenario, Substance, VentilationMode};
use hazdrill_physics::contents_fire::Contents;
use hazdrill_physics::deflagration::Flame;
use hazdrill_physics::detector::Sensor;
use hazdrill_physics::ignition::FlammableRange;
use hazdrill_physics::layered;
use hazdrill_physics::pool::Liquid;
use hazdrill_physics::pool_fire::{Foam, Fuel};
use hazdrill_physics::vapour::{Vapour, VapourPressure};
use hazdrill_record::EventId;
use hazdrill_units::{
    CubicMetresPerSecond, Joules, JoulesPerKg, Kelvin, KgPerM3, KgPerS, Metres, Pascals, PerSecond, SimDuration,
    SimTime, SquareMetres, VolumeFraction, Watts, WattsPerM2K,
};
use serde::{Deserialize, Serialize};

/// The vapour that spreads, with its limits.
#[derive(Clone, Debug)]
pub(crate) struct SubstanceData {
    pub(crate) id: Id,
    pub(crate) liquid: Liquid,
    pub(crate) liquid_density: KgPerM3,
    pub(crate) range: FlammableRange,
    pub(crate) heat_of_combustion: JoulesPerKg,
    pub(crate) odour: f64,
    pub(crate) idlh: f64,
    pub(crate) flame: Flame,
    pub(crate) fuel: Fuel,
    pub(crate) foam: Foam,
    pub(crate) soot: f64,
    pub(crate) carbon_monoxide: f64,
    pub(crate) narcosis: Option<NarcosisData>,
}

/// How the vapour numbs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NarcosisData {
    pub(crate) uptake: SimDuration,
    pub(crate) dizzy: f64,
    pub(crate) unconscious: f64,
    pub(crate) deadly: f64,
}

#[derive(Clone, Debug)]
pub(crate) struct RoomData {
    pub(crate) id: Id,
    /// Geometry and controls as the model wants them; inflow and ventilation are filled in at each step.
    pub(crate) layered: layered::Room,
    pub(crate) volume_m3: f64,
    pub(crate) normal: PerSecond,
    pub(crate) emergency: PerSecond,
    pub(crate) floor_heat: WattsPerM2K,
    pub(crate) pool_depth: Metres,
    /// Rooms behind its doors.
    pub(crate) neighbours: Vec<Id>,
    /// Places behind its doors, in the order of names.
    pub(crate) exits: Vec<Id>,
    /// Windows: area, and the pressure at which they give way.
    pub(crate) windows: Option<(SquareMetres, Pascals)>,
    /// What it holds that burns.
    pub(crate) contents: Option<ContentsData>,
    /// Detectors whose first alarm switches the emergency exhaust on.
    pub(crate) interlock: Vec<Id>,
    /// Probability that its dampers fail.
    pub(crate) dampers_fail: f64,
    /// Places within earshot of an explosion.
    pub(crate) earshot: Vec<Id>,
}

/// The contents of a room as fuel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContentsData {
    pub(crate) fuel: Contents,
    pub(crate) heat_of_combustion: JoulesPerKg,
    pub(crate) soot: f64,
    pub(crate) carbon_monoxide: f64,
}

#[derive(Clone, Debug)]
pub(crate) struct VesselData {
    pub(crate) id: Id,
    pub(crate) room: usize,
    pub(crate) holds_kg: f64,
    pub(crate) bursts: Option<Dist>,
    pub(crate) bursts_at: Option<Pascals>,
    pub(crate) cross_section: SquareMetres,
    pub(crate) liquid_density: KgPerM3,
}

#[derive(Clone, Debug)]
pub(crate) struct DetectorData {
    pub(crate) id: Id,
    pub(crate) room: usize,
    pub(crate) height: Metres,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) sensor: Sensor,
    pub(crate) fails: Ratio,
    pub(crate) horn: Vec<Id>,
    pub(crate) panel: Option<Id>,
}

#[derive(Clone, Debug)]
pub(crate) struct IgnitionData {
    pub(crate) id: Id,
    pub(crate) room: usize,
    pub(crate) height: Metres,
    pub(crate) rate: PerSecond,
    pub(crate) electric: bool,
}

/// Air through broken windows, m/s of their area: half of it in, half out, at a light wind; a judgement.
const DRAUGHT_M_S: f64 = 0.1;

/// An explosion is heard so far along footways, m: a judgement.
const EARSHOT_METRES: f64 = 500.0;

/// All static figures of the hazard.
#[derive(Resource, Clone, Debug, Default)]
pub struct Site {
    pub(crate) substance: Option<SubstanceData>,
    pub(crate) outdoors: Kelvin,
    pub(crate) rooms: Vec<RoomData>,
    pub(crate) doors: Vec<layered::Door>,
    pub(crate) vessels: Vec<VesselData>,
    pub(crate) detectors: Vec<DetectorData>,
    pub(crate) sources: Vec<IgnitionData>,
    /// Those that cut least first.
    pub(crate) breakers: Vec<BreakerData>,
    /// Places of accident pools, and what they hold together, m³: without end where there is none.
    pub(crate) pools: Vec<Id>,
    pub(crate) pool_m3: f64,
    /// What decides how it drifts outdoors.
    pub(super) surroundings: Option<Surroundings>,
}

/// The grid of the hazard.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The last grid point; none while nothing has been released.
    pub last: Option<SimTime>,
    /// Whether a next point is on the agenda.
    pub running: bool,
    /// That point, unless something is switched before.
    pub next: Option<SimTime>,
    /// How long the rooms have been as they are now, and nobody has breathed yet what that is.
    pub unbreathed: SimDuration,
    /// The greatest volume fraction of vapour at breathing height in any room.
    pub breath_fraction: f64,
    /// Whether a room burns or smokes.
    pub burns: bool,
}

/// Where all that was released is: closes to rounding.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Accounts {
    /// Left the vessels, kg.
    pub released_kg: f64,
    /// Drawn off by the ventilation, kg.
    pub vented_kg: f64,
    /// Through doors into the open, kg.
    pub outdoors_kg: f64,
    /// Burnt, kg.
    pub burnt_kg: f64,
    /// Taken up, kg.
    pub absorbed_kg: f64,
    /// The event that last fed the hazard.
    pub because: Option<EventId>,
}

/// A room within a grid step: what its parts would otherwise look up again and again.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "findings that hold or not, each by itself")]
pub(crate) struct RoomNow {
    /// Liquid on the floor, kg.
    pub(super) pool_kg: f64,
    /// Floor that was wet at the start of the step, m².
    pub(super) was_wet_m2: f64,
    /// Whether liquid ran out in it when the vessels were last asked.
    pub(super) fed: bool,
    /// Whether there was vapour at the start of the step.
    pub(super) had_vapour: bool,
    /// Whether electric power is on.
    pub(super) power: bool,
    /// Whether it burns.
    pub(super) flames: bool,
    /// Whether its windows are gone.
    pub(super) windows_gone: bool,
    /// Smoke, kg.
    pub(super) soot_kg: f64,
    /// Carbon monoxide, kg.
    pub(super) monoxide_kg: f64,
    /// Heat of the fire whose smoke it is, J.
    pub(super) smoke_j: f64,
    /// The cause of what is in it.
    pub(super) because: Option<EventId>,
}

/// Working memory of a grid step.
#[derive(Resource, Debug, Default)]
pub struct Scratch {
    pub(crate) rooms: Vec<layered::Room>,
    pub(crate) air: Vec<layered::RoomAir>,
    /// How the air of each room stands at the end of the step.
    pub(crate) profiles: Vec<layered::Profile>,
    /// What else a step keeps of each room.
    pub(crate) now: Vec<RoomNow>,
    /// Whether a room burns or smokes at the start of the step.
    pub(crate) burns: bool,
    /// Whether a pool burns at the start of the step.
    pub(crate) flames: bool,
    /// Whether controls have changed that the step takes over.
    pub(crate) switched: bool,
    /// Soot that has left the building in the step, kg.
    pub(crate) soot_out_kg: f64,
    /// Carbon monoxide that has left the building in the step, kg.
    pub(crate) monoxide_out_kg: f64,
    pub(crate) layered: layered::Scratch,
    /// How far ahead the state at the end of the step can see.
    pub(crate) horizon: Horizon,
}

impl Site {
    pub(crate) fn of(scenario: &Scenario, names: &Names, map: &Map) -> Self {
        let mut site = Self { outdoors: scenario.weather.temperature, ..Self::default() };
        site.substance = spreading_substance(scenario, names);
        let density = site.substance.as_ref().map_or(KgPerM3::new(1000.0), |s| s.liquid_density);
        let rooms: Vec<(&hazdrill_model::Id, &Room)> =
            scenario.places.iter().filter_map(|(id, place)| place.room().map(|room| (id, room))).collect();
        let index = |id: &str| rooms.iter().position(|(room, _)| &***room == id);
        for (n, (id, room)) in rooms.iter().enumerate() {
            let place = names.known(Kind::Place, id);
            let temperature = room.temperature.unwrap_or(scenario.weather.temperature);
            let behind: Vec<Id> = room.doors.keys().map(|to| names.known(Kind::Place, to)).collect();
            site.rooms.push(room_data(place, room, temperature, behind, names));
            for (to, door) in &room.doors {
                site.doors.push(layered::Door {
                    a: n,
                    b: index(to),
                    width: door.width,
                    height: door.height,
                    open: door.open.value(),
                });
            }
            for (vessel, data) in &room.vessels {
                let id = names.known(Kind::Vessel, vessel);
                let holds = data.holds.value();
                let cross_section = SquareMetres::new(holds / data.level.value().max(1e-6));
                site.vessels.push(VesselData {
                    id,
                    room: n,
                    holds_kg: holds * density.value(),
                    bursts: data.bursts.clone(),
                    bursts_at: data.bursts_at,
                    cross_section,
                    liquid_density: density,
                });
            }
            for (detector, data) in &room.detectors {
                site.detectors.push(DetectorData {
                    id: names.known(Kind::Detector, detector),
                    room: n,
                    height: data.height,
                    low: data.low_alarm,
                    high: data.high_alarm,
                    sensor: Sensor { t90: data.t90, response: data.response },
                    fails: data.fails,
                    horn: data.horn.iter().map(|p| names.known(Kind::Place, p)).collect(),
                    panel: data.panel.as_ref().map(|p| names.known(Kind::Place, p)),
                });
            }
            for (source, data) in &room.ignition {
                site.sources.push(IgnitionData {
                    id: names.known(Kind::Ignition, source),
                    room: n,
                    height: data.height,
                    rate: data.rate,
                    electric: data.electric,
                });
            }
        }
        site.breakers = breakers(scenario, names, |place| site.room(place));
        site.surroundings = Surroundings::of(scenario, names);
        site.add_pools(scenario, names);
        site.connect();
        for room in &mut site.rooms {
            room.earshot = map.within(room.id, EARSHOT_METRES);
        }
        site
    }

    fn add_pools(&mut self, scenario: &Scenario, names: &Names) {
        let pool = |place: &Place| match place {
            Place::Site(site) => site.accident_pool.as_ref().map(|pool| pool.holds.value()),
            Place::Room(_) => None,
        };
        let pools: Vec<(Id, f64)> = scenario
            .places
            .iter()
            .filter_map(|(id, place)| Some((names.known(Kind::Place, id), pool(place)?)))
            .collect();
        self.pool_m3 = if pools.is_empty() { f64::INFINITY } else { pools.iter().map(|(_, m3)| m3).sum() };
        self.pools = pools.into_iter().map(|(id, _)| id).collect();
    }

    /// Gives every room the rooms behind the doors that stand in others.
    fn connect(&mut self) {
        for door in &self.doors {
            if let Some(b) = door.b {
                let a = self.rooms[door.a].id;
                if !self.rooms[b].neighbours.contains(&a) {
                    self.rooms[b].neighbours.push(a);
                    self.rooms[b].exits.push(a);
                }
            }
        }
        for room in &mut self.rooms {
            room.neighbours.sort_unstable();
            room.exits.sort_unstable();
        }
        self.vessels.sort_by_key(|v| v.id);
        self.detectors.sort_by_key(|d| d.id);
        self.sources.sort_by_key(|s| s.id);
    }

    /// The index of a room.
    pub(crate) fn room(&self, place: Id) -> Option<usize> {
        self.rooms.iter().position(|r| r.id == place)
    }

    /// The doors of a room, each with the room behind it; none behind one that leads outdoors.
    pub(super) fn doors_of(&self, room: usize) -> impl Iterator<Item = (&layered::Door, Option<usize>)> {
        self.doors.iter().filter_map(move |door| {
            if door.a == room { Some((door, door.b)) } else { (door.b == Some(room)).then_some((door, Some(door.a))) }
        })
    }

    /// Air that is drawn through a room in a mode; without dampers the emergency exhaust draws no more than the normal
    /// one, and the wind goes through where the windows are gone.
    pub(crate) fn ventilation(
        &self,
        room: usize,
        mode: VentilationMode,
        dampers_failed: bool,
        windows_gone: bool,
    ) -> CubicMetresPerSecond {
        let data = &self.rooms[room];
        let mode = if mode == VentilationMode::Emergency && dampers_failed { VentilationMode::Normal } else { mode };
        let draught = data.windows.filter(|_| windows_gone).map_or(0.0, |(area, _)| area.value() * DRAUGHT_M_S);
        let changes = match mode {
            VentilationMode::Off => 0.0,
            VentilationMode::Normal => data.normal.value(),
            VentilationMode::Emergency => data.emergency.value(),
        };
        CubicMetresPerSecond::new(changes * data.volume_m3 + draught)
    }
}

fn room_data(id: Id, room: &Room, temperature: Kelvin, neighbours: Vec<Id>, names: &Names) -> RoomData {
    RoomData {
        id,
        layered: layered::Room {
            floor_area: room.floor,
            height: room.height,
            temperature,
            air_speed: room.air_speed,
            ventilation: CubicMetresPerSecond::new(0.0),
            low_exhaust_share: room.ventilation.low_extract.value(),
            inflow: KgPerS::new(0.0),
            inflow_fraction: VolumeFraction::new(1.0),
        },
        volume_m3: room.floor.value() * room.height.value(),
        normal: room.ventilation.normal,
        emergency: room.ventilation.emergency,
        floor_heat: room.floor_heat,
        pool_depth: room.pool_depth,
        exits: neighbours.clone(),
        neighbours,
        windows: room.windows.as_ref().map(|w| (w.area, w.give_way)),
        contents: room.contents.as_ref().map(|contents| contents_data(room, contents)),
        interlock: room.ventilation.interlock.iter().map(|d| names.known(Kind::Detector, d)).collect(),
        dampers_fail: room.ventilation.fails.value(),
        earshot: Vec::new(),
    }
}

fn contents_data(room: &Room, contents: &hazdrill_model::Contents) -> ContentsData {
    let floor = room.floor.value();
    ContentsData {
        fuel: Contents {
            load: Joules::new(contents.load.value() * floor),
            growth: contents.growth,
            greatest: Watts::new(contents.release.value() * floor),
        },
        heat_of_combustion: contents.heat_of_combustion,
        soot: contents.soot,
        carbon_monoxide: contents.carbon_monoxide,
    }
}

/// The substance of the vessels that are released; the checks of the scenario promise that it is one.
fn spreading_substance(scenario: &Scenario, names: &Names) -> Option<SubstanceData> {
    let vessel = &scenario.releases.values().next()?.vessel;
    let rooms = scenario.places.values().filter_map(Place::room);
    let id = rooms.flat_map(|r| &r.vessels).find(|(name, _)| *name == vessel).map(|(_, v)| &v.substance)?;
    let substance: &Substance = scenario.substances.get(id)?;
    let vapour = Vapour { molar_mass: substance.molar_mass.is, diffusivity: substance.diffusivity_in_air.is };
    let fit = substance.vapour_pressure.is;
    let vapour_pressure = VapourPressure { a: fit.a, b: fit.b, c: fit.c, from: fit.from, to: fit.to };
    Some(SubstanceData {
        id: names.known(Kind::Substance, id),
        liquid: Liquid {
            vapour,
            vapour_pressure,
            heat_of_vaporisation: substance.heat_of_vaporisation.is,
            heat_capacity: substance.liquid_heat_capacity.is,
        },
        liquid_density: substance.liquid_density.is,
        range: FlammableRange { lower: substance.lower_flammable_limit.is, upper: substance.upper_flammable_limit.is },
        heat_of_combustion: substance.heat_of_combustion.is,
        odour: substance.odour_threshold.is.value(),
        idlh: substance.idlh.is.value(),
        flame: Flame {
            stoichiometric: substance.flame.stoichiometric.is,
            expansion: substance.flame.expansion.is,
            burning_velocity: substance.flame.burning_velocity.is,
        },
        fuel: Fuel {
            greatest_flux: substance.flame.mass_flux.is,
            extinction: substance.flame.growth.is,
            heat_of_combustion: substance.heat_of_combustion.is,
        },
        foam: Foam::for_prescribed_rate(substance.flame.foam.is),
        soot: substance.flame.soot.is,
        carbon_monoxide: substance.flame.carbon_monoxide.is,
        narcosis: substance.narcosis.as_ref().map(|n| NarcosisData {
            uptake: n.uptake.is,
            dizzy: n.dizzy.is.value(),
            unconscious: n.unconscious.is.value(),
            deadly: n.deadly.is.value(),
        }),
    })
}
