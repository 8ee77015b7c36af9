//! From a scenario to a world: names, static figures, entities with their first state.

use crate::control::{Control, Watched, at_start, draw_releases};
use crate::ending::Ending;
use crate::ground::Ground;
use crate::hazard::{
    Accounts, Damage, DetectorState, FireState, Grid, Haze, IgnitionState, LeakStage, ReleaseData, Releases,
    RoomControls, RoomState, Scratch, Shock, Site, Switching, VesselState, Water, Wind,
};
use crate::kernel::accept_baseline;
use crate::kernel::{Agenda, Class, Clock, Due, Id, Index, Kind, Log, Luck, Names, Plugin, Registry, Stateful};
use crate::minds::{Appeared, Facts, Hands, Lore, Mind, Plans, Senses, StepState, Steps, Stimuli, Unrest};
use crate::people::{Bystanders, Fallen, Health};
use crate::places::{
    Barred, Body, BodyKind, Found, Hose, Kit, Map, Presence, Riders, Roads, SiteState, Sites, Transport,
};
use crate::relay::Relay;
use crate::seats::Pending;
use crate::talk::{ChannelInfo, Channels, Line, Talk};
use bevy_ecs::error::FallbackErrorHandler;
use bevy_ecs::prelude::*;
use hazdrill_model::{Channel, Checked, Place, Protection, Scenario, Skill};
use hazdrill_record::Word;
use hazdrill_units::{CubicMetres, CubicMetresPerSecond, SimDuration, SimTime};
use std::collections::{BTreeMap, BTreeSet};

/// Registers the state of every feature of the engine.
pub(crate) fn register(world: &mut World) {
    world
        .resource_of::<Agenda>(Class::Kernel, "agenda")
        .resource_of::<Clock>(Class::Kernel, "clock")
        .resource_of::<Pending>(Class::Kernel, "pending_orders")
        .resource_of::<Ending>(Class::Kernel, "ending")
        .resource_of::<Unrest>(Class::Mind, "unrest")
        .resource_of::<Relay>(Class::Message, "relay")
        .resource_of::<Stimuli>(Class::Truth, "stimuli")
        .resource_of::<Grid>(Class::Truth, "grid")
        .resource_of::<Accounts>(Class::Truth, "accounts")
        .resource_of::<Barred>(Class::Truth, "barred")
        .resource_of::<Switching>(Class::Truth, "switching")
        .resource_of::<Haze>(Class::Truth, "haze")
        .resource_of::<Wind>(Class::Truth, "wind")
        .resource_of::<Water>(Class::Truth, "water")
        .resource_of::<Bystanders>(Class::Truth, "bystanders")
        .resource_of::<Watched>(Class::Kernel, "watched")
        .mind::<Mind>("mind")
        .mind::<Steps>("steps")
        .mind::<Hands>("hands")
        .truth::<Senses>("senses")
        .truth::<Talk>("talk")
        .truth::<Body>("body")
        .truth::<Transport>("transport")
        .truth::<Roads>("roads")
        .truth::<Line>("lines")
        .truth::<RoomState>("room_state")
        .truth::<RoomControls>("room_controls")
        .truth::<VesselState>("vessels")
        .truth::<DetectorState>("detectors")
        .truth::<IgnitionState>("ignition")
        .truth::<FireState>("fires")
        .truth::<Damage>("damage")
        .truth::<Health>("injuries")
        .truth::<SiteState>("sites_state")
        .derived::<Id>(Class::Kernel, "id", None)
        .derived::<Due>(Class::Kernel, "due", None)
        .derived::<Log>(Class::Kernel, "log", None)
        .derived::<Luck>(Class::Kernel, "luck", None)
        .derived::<Names>(Class::Kernel, "names", None)
        .derived::<Index>(Class::Kernel, "index", None)
        .derived::<Facts>(Class::Kernel, "facts", None)
        .derived::<Lore>(Class::Mind, "lore", None)
        .derived::<Registry>(Class::Kernel, "registry", None)
        .derived::<Ground>(Class::Truth, "ground", None)
        .derived::<Site>(Class::Truth, "site", None)
        .derived::<Releases>(Class::Truth, "releases", None)
        .derived::<Scratch>(Class::Truth, "scratch", None)
        .derived::<Control>(Class::Truth, "control", None)
        .truth::<Kit>("kit")
        .derived::<Presence>(Class::Truth, "presence", Some(Presence::rebuild))
        .message::<Appeared>("appeared")
        .message::<Fallen>("fallen")
        .message::<Shock>("shock");
}

/// What all drills of a scenario begin with: whatever does not depend on the seed.
struct Beginning {
    lore: Lore,
    ground: Ground,
    site: Site,
    releases: Releases,
    control: Control,
    ending: Ending,
    agenda: Agenda,
    actors: Vec<Actor>,
}

impl Beginning {
    fn of(scenario: &Scenario) -> Self {
        let names = names(scenario);
        let facts = Facts::of(scenario);
        let plans = Plans::compile(scenario, &names, &facts);
        let ground = Ground {
            map: Map::of(scenario, &names),
            riders: Riders::of(scenario, &names),
            channels: channels(scenario, &names, &facts),
            sites: Sites::of(scenario, &names),
        };
        Self {
            site: Site::of(scenario, &names, &ground.map),
            releases: releases(scenario, &names),
            control: Control::of(scenario, &names),
            ending: Ending::of(scenario),
            agenda: at_start(scenario, &names),
            actors: actors(scenario, &names, &plans),
            lore: Lore { names, facts, plans },
            ground,
        }
    }
}

/// Builds the world of a scenario.
pub(crate) fn build(scenario: &Checked, seed: u64, plugins: &[Plugin]) -> World {
    let beginning = scenario.derived(Beginning::of);
    let mut world = World::new();
    world.insert_resource(FallbackErrorHandler(bevy_ecs::error::panic));
    accept_baseline(&mut world);
    register(&mut world);
    let luck = Luck::new(seed);
    let (mut control, mut agenda) = (beginning.control.clone(), beginning.agenda.clone());
    let names = &beginning.lore.names;
    draw_releases(scenario, names, &luck, &mut control, &mut agenda);
    world.insert_resource(luck);
    world.insert_resource(beginning.lore.clone());
    world.insert_resource(beginning.ground.clone());
    world.insert_resource(beginning.site.clone());
    world.insert_resource(beginning.releases.clone());
    world.insert_resource(control);
    world.insert_resource(beginning.ending.clone());
    world.insert_resource(agenda);
    world.insert_resource(names.clone());
    world.insert_resource(beginning.lore.facts.clone());
    world.insert_resource(Log::new(names.clone()));
    world.init_resource::<Scratch>();
    world.init_resource::<Due>();
    world.init_resource::<Clock>();
    world.init_resource::<Pending>();
    world.init_resource::<Unrest>();
    world.init_resource::<Relay>();
    world.init_resource::<Stimuli>();
    world.init_resource::<Grid>();
    world.init_resource::<Accounts>();
    world.init_resource::<Barred>();
    world.init_resource::<Switching>();
    world.init_resource::<Haze>();
    world.init_resource::<Water>();
    let weather = &scenario.weather;
    let wind = Wind { from_deg: weather.from.value(), speed_m_s: weather.wind.value(), because: None };
    world.insert_resource(wind);
    world.init_resource::<Bystanders>();
    world.init_resource::<Watched>();
    spawn_hazard(&mut world, scenario, names);
    world.spawn_batch(beginning.actors.iter().cloned());
    for plugin in plugins {
        plugin(&mut world);
    }
    Index::rebuild(&mut world);
    Presence::rebuild(&mut world);
    world
}

fn names(scenario: &Scenario) -> Names {
    let mut names = Names::default();
    let words = |ids: Vec<&hazdrill_model::Id>| ids.into_iter().map(hazdrill_model::Id::shared).collect::<Vec<Word>>();
    let rooms = || scenario.places.values().filter_map(Place::room);
    names.add(Kind::Actor, scenario.actors().into_iter().map(Word::from));
    names.add(Kind::Member, members(scenario));
    names.add(Kind::Place, words(scenario.places.keys().collect()));
    names.add(Kind::Road, words(scenario.roads.keys().collect()));
    names.add(Kind::Channel, words(scenario.channels.keys().collect()));
    names.add(Kind::Substance, words(scenario.substances.keys().collect()));
    names.add(Kind::Release, words(scenario.releases.keys().collect()));
    names.add(Kind::Inject, words(scenario.injects.keys().collect()));
    names.add(Kind::Vessel, words(rooms().flat_map(|r| r.vessels.keys()).collect()));
    names.add(Kind::Detector, words(rooms().flat_map(|r| r.detectors.keys()).collect()));
    names.add(Kind::Ignition, words(rooms().flat_map(|r| r.ignition.keys()).collect()));
    names.add(Kind::Ignition, words(scenario.places.values().flat_map(|p| p.breakers().keys()).collect()));
    names.add(Kind::Other, [Word::from("hazard-grid")]);
    names
}

/// The name of everybody who belongs to a crew.
fn members(scenario: &Scenario) -> impl Iterator<Item = Word> + '_ {
    let crews = scenario
        .organisations
        .iter()
        .flat_map(|(id, organisation)| organisation.crews.iter().map(move |crew| (id, crew)));
    crews.flat_map(|(id, (crew, data))| (1..=data.people).map(move |n| format!("{id}/{crew}.{n}").into()))
}

fn channels(scenario: &Scenario, names: &Names, facts: &Facts) -> Channels {
    let list = scenario
        .channels
        .values()
        .map(|channel| {
            let place = |id: &hazdrill_model::Id| names.known(Kind::Place, id);
            let (from, reaches) = match channel {
                Channel::Speakers(s) => (Some(place(&s.from)), s.reaches.iter().map(place).collect()),
                Channel::Calls(_) | Channel::Net(_) | Channel::Voice(_) => (None, Vec::new()),
            };
            ChannelInfo { channel: channel.clone(), from, reaches }
        })
        .collect();
    let mut hears = vec![Vec::new(); names.count(Kind::Actor)];
    let mut reports = vec![Vec::new(); names.count(Kind::Actor)];
    let ids = |list: &[hazdrill_model::Id]| list.iter().map(|c| names.known(Kind::Channel, c)).collect::<Vec<_>>();
    let rank = |address: &str| names.known(Kind::Actor, address).rank as usize;
    for (id, organisation) in &scenario.organisations {
        for (post, data) in &organisation.posts {
            hears[rank(&format!("{id}/{post}"))] = ids(&data.hears);
        }
        for (crew, data) in &organisation.crews {
            hears[rank(&format!("{id}/{crew}"))] = ids(&data.hears);
            reports[rank(&format!("{id}/{crew}"))] = ids(&data.reports);
        }
    }
    for (id, group) in &scenario.people {
        for n in 1..=group.count {
            hears[rank(&format!("{}/{id}.{n}", group.of))] = ids(&group.hears);
        }
    }
    let mut withheld = vec![Vec::new(); names.count(Kind::Actor)];
    for (id, organisation) in &scenario.organisations {
        for (post, data) in &organisation.posts {
            withheld[rank(&format!("{id}/{post}"))] = data.withholds.iter().map(|f| facts.row(f.key())).collect();
        }
    }
    let mut outside_orders = vec![hazdrill_model::OutsideOrders::Take; names.count(Kind::Actor)];
    for (id, organisation) in &scenario.organisations {
        for (crew, data) in &organisation.crews {
            outside_orders[rank(&format!("{id}/{crew}"))] = data.outside_orders;
        }
    }
    Channels {
        list,
        hears: hears.into(),
        reports: reports.into(),
        withheld: withheld.into(),
        outside_orders: outside_orders.into(),
    }
}

fn releases(scenario: &Scenario, names: &Names) -> Releases {
    let data = scenario
        .releases
        .values()
        .map(|r| ReleaseData { vessel: names.known(Kind::Vessel, &r.vessel), how: r.how.clone() });
    Releases(data.collect())
}

fn spawn_hazard(world: &mut World, scenario: &Scenario, names: &Names) {
    for (id, place) in &scenario.places {
        let place_id = names.known(Kind::Place, id);
        let Some(room) = place.room() else {
            world.spawn((place_id, SiteState::default()));
            continue;
        };
        let mode = room.ventilation.starts;
        let state = RoomState {
            layer_kg: 0.0,
            upper_kg: 0.0,
            depth_m: 0.0,
            pool_kg: 0.0,
            pool_k: room.temperature.unwrap_or(scenario.weather.temperature).value(),
            wet_m2: 0.0,
            floor_fraction: 0.0,
            breath_fraction: 0.0,
            mean_fraction: 0.0,
            band: 0,
            mode,
            because: None,
        };
        let controls = RoomControls { mode, mode_because: None, power: true, dampers_failed: false };
        world.spawn((place_id, state, controls, FireState::default(), Damage::default()));
        for (vessel, data) in &room.vessels {
            let density = scenario.substances[&data.substance].liquid_density.is.value();
            let state = VesselState {
                holds_kg: data.holds.value() * density,
                head_m: data.level.value(),
                released_kg: 0.0,
                how: None,
                stage: LeakStage::Tight,
                shut_by: None,
            };
            world.spawn((names.known(Kind::Vessel, vessel), state));
        }
        for detector in room.detectors.keys() {
            world.spawn((names.known(Kind::Detector, detector), DetectorState::default()));
        }
        for (source, data) in &room.ignition {
            let state = IgnitionState { live: data.live, fraction: 0.0, borne: 0.0, bears: None, ignitions: 0 };
            world.spawn((names.known(Kind::Ignition, source), state));
        }
    }
    for (id, road) in &scenario.roads {
        world.spawn((names.known(Kind::Road, id), Roads { open: road.open, because: None, drive: road.drive.clone() }));
    }
    for id in names.ids(Kind::Channel) {
        world.spawn((id, Line { taken_until: SimTime::ZERO, silenced: None }));
    }
}

/// What distinguishes one actor from another at the start.
struct Start<'a> {
    address: String,
    at: &'a hazdrill_model::Id,
    kind: BodyKind,
    rides: Option<Id>,
    protection: Protection,
    skills: &'a [Skill],
    handles: &'a [hazdrill_model::Id],
    turnout: Option<hazdrill_model::Dist>,
    kit: Kit,
}

/// An actor as it is at the start.
type Actor = (Id, Mind, Steps, Hands, Body, Senses, Transport, Talk, Health, Kit);

fn actors(scenario: &Scenario, names: &Names, plans: &Plans) -> Vec<Actor> {
    let mut actors = Vec::new();
    for (id, organisation) in &scenario.organisations {
        let habit = &organisation.habit;
        let mut starts = Vec::new();
        for (post, data) in &organisation.posts {
            let rides = data.rides.as_ref().map(|crew| names.known(Kind::Actor, &format!("{id}/{crew}")));
            starts.push(Start {
                address: format!("{id}/{post}"),
                at: data.at.as_ref().unwrap_or(&organisation.base),
                kind: BodyKind::Person,
                rides,
                protection: Protection::None,
                skills: &data.skills,
                handles: &data.handles,
                turnout: None,
                kit: Kit::default(),
            });
        }
        for (crew, data) in &organisation.crews {
            starts.push(Start {
                address: format!("{id}/{crew}"),
                at: data.at.as_ref().unwrap_or(&organisation.base),
                kind: BodyKind::Crew(data.people),
                rides: None,
                protection: data.protection,
                skills: &data.skills,
                handles: &[],
                turnout: Some(data.turnout.clone()),
                kit: Kit {
                    carries: data.carries,
                    hose: Hose {
                        foam_m3_s: data.foam.map_or(0.0, CubicMetresPerSecond::value),
                        stock_m3: data.foam_stock.map(CubicMetres::value),
                        water_m3_s: data.water.map_or(0.0, CubicMetresPerSecond::value),
                    },
                    air: data.air,
                },
            });
        }
        for (group, data) in scenario.people.iter().filter(|(_, g)| g.of == *id) {
            for n in 1..=data.count {
                starts.push(Start {
                    address: format!("{id}/{group}.{n}"),
                    at: &data.at,
                    kind: BodyKind::Person,
                    rides: None,
                    protection: Protection::None,
                    skills: &data.skills,
                    handles: &data.handles,
                    turnout: None,
                    kit: Kit::default(),
                });
            }
        }
        actors.extend(starts.into_iter().map(|start| actor(names, plans, habit, start)));
    }
    actors
}

fn actor(names: &Names, plans: &Plans, habit: &hazdrill_model::Habit, start: Start) -> Actor {
    let id = names.known(Kind::Actor, &start.address);
    let place = names.known(Kind::Place, start.at);
    let body = Body {
        place,
        journey: None,
        kind: start.kind,
        rides: start.rides,
        protection: start.protection,
        skills: start.skills.to_vec(),
        journeys: 0,
        drives: BTreeMap::new(),
        turnouts: 0,
        found: Found::default(),
        trapped: None,
        because: None,
        exposed: false,
        reached: false,
        inside_since: None,
        passengers: Vec::new(),
        carried: None,
    };
    let senses = Senses {
        notices: habit.notices.clone(),
        handles: start.handles.iter().map(|s| names.known(Kind::Substance, s)).collect(),
        noticed: BTreeSet::new(),
    };
    let steps = Steps(vec![StepState::default(); plans.of(id).steps.len()]);
    let transport = Transport { walks_m_s: habit.walks.value().max(0.01), turnout: start.turnout };
    let (mind, health) = (Mind::at(place), Health::default());
    (id, mind, steps, Hands::default(), body, senses, transport, Talk::default(), health, start.kit)
}

/// The seats of a drill: posts and crews that an order can address.
pub(crate) fn seat(names: &Names, seat: &str) -> Option<Id> {
    names.id(Kind::Actor, seat)
}

/// The verb that takes a seat.
pub(crate) const TAKE_SEAT: &str = "take_seat";

/// The longest that a drill may last.
pub(crate) fn limit(scenario: &Scenario) -> SimTime {
    SimTime::ZERO + scenario.limit.min(SimDuration::MAX)
}
