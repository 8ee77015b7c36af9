//! The order of one step: the only place where it stands.
//!
//! Features export systems; here they are put into the sets, which run one after the other, on one thread. A set has one
//! system where its parts read and write the same things: to fetch those costs more than most instants do with them.
//!
//! Most instants concern one or two sets, and only those run: the wakes that are due say which, and each set says what
//! it has given later ones to do. An embedder's systems run at every instant, whatever the engine does.

use crate::control::{self, Control, Watched};
use crate::ending::open;
use crate::hazard::{self, Grid, Haze, Shock, Site};
use crate::invariants::check_invariants;
use crate::kernel::{Log, Set, Sets};
use crate::minds::{self, Appeared, Unrest};
use crate::people::{self, Bystanders, Fallen};
use crate::places;
use crate::relay::Relay;
use crate::seats::inject_orders;
use crate::talk;
use crate::work;
use bevy_ecs::message::Messages;
use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{
    IntoScheduleConfigs, LogLevel, ScheduleBuildSettings, ScheduleConfigs, ScheduleLabel, SingleThreadedExecutor,
};
use bevy_ecs::system::{BoxedSystem, ScheduleSystem, SystemAccess};
use hazdrill_units::{SimDuration, SimTime};

/// The schedule of an embedder's systems in one set.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct SetSchedule(pub Set);

/// Systems of an embedder, each in the set where it belongs; within a set they run after those of the engine.
pub struct Extra {
    /// The set.
    pub set: Set,
    /// The systems.
    pub systems: ScheduleConfigs<ScheduleSystem>,
}

/// How the schedules are built: for tests, which must find no difference (law 1).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ways {
    /// Reorders what an embedder's schedules leave open; they must leave nothing open.
    pub(crate) shuffle: Option<u64>,
    /// Skips nothing: every system runs at every instant.
    pub(crate) eager: bool,
}

/// All systems of a step.
pub(crate) struct Step {
    open: BoxedSystem<In<SimTime>, Option<Opened>>,
    parts: Vec<Part>,
    /// Asked where systems that do not say it themselves may have given other sets something to do.
    stirred: BoxedSystem<(), Sets>,
    clear: BoxedSystem,
    /// An embedder has systems.
    extended: bool,
    eager: bool,
}

/// An instant that has begun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opened {
    /// The instant.
    pub(crate) now: SimTime,
    /// The sets that have something to do so far.
    pub(crate) due: Sets,
}

/// What runs in one set.
struct Part {
    set: Set,
    /// The engine's systems, in their order. Each gives the sets to which it has given something to do.
    engine: Vec<BoxedSystem<(), Sets>>,
    /// What the engine's systems read and write.
    access: Vec<SystemAccess>,
    /// The embedder's systems.
    extra: Option<Schedule>,
}

/// What a system reads and writes.
pub struct Reach<'a> {
    /// The system.
    pub name: String,
    /// What it reads and writes.
    pub access: &'a SystemAccess,
}

const FETCHED: &str = "what a step needs is in every world of a drill";

impl Step {
    /// Puts the systems of the engine and of an embedder into their sets.
    pub(crate) fn build(world: &mut World, extra: Vec<Extra>, ways: Ways) -> Self {
        let mut parts: Vec<Part> = Set::ALL.into_iter().map(|set| Part::of_engine(set, world)).collect();
        let extended = !extra.is_empty();
        for (n, Extra { set, systems }) in extra.into_iter().enumerate() {
            let schedule = parts[set as usize].extra.get_or_insert_with(|| Schedule::new(SetSchedule(set)));
            // Those that were added earlier run earlier.
            schedule.add_systems(systems.in_set(Slot(n)));
            schedule.configure_sets((0..n).map(Slot).fold(Slot(n).into_configs(), IntoScheduleConfigs::after));
        }
        for schedule in parts.iter_mut().filter_map(|part| part.extra.as_mut()) {
            initialize(schedule, world, ways);
        }
        let mut step = Self {
            open: Box::new(IntoSystem::into_system(open)),
            parts,
            stirred: telling(stirred),
            clear: Box::new(IntoSystem::into_system(clear)),
            extended,
            eager: ways.eager,
        };
        step.open.initialize(world);
        step.stirred.initialize(world);
        step.clear.initialize(world);
        step
    }

    /// Runs all that is due at the next instant, unless the drill has ended or that instant lies after `limit`; gives the
    /// instant.
    pub(crate) fn run(&mut self, world: &mut World, limit: SimTime) -> Option<SimTime> {
        let Opened { now, mut due } = self.open.run(limit, world).expect(FETCHED)?;
        if self.extended {
            // What an embedder's last systems left.
            due |= self.stirred.run((), world).expect(FETCHED);
        }
        for part in &mut self.parts {
            if self.eager || due.contains(part.set) {
                for system in &mut part.engine {
                    due |= system.run((), world).expect(FETCHED);
                }
            }
            if let Some(extra) = &mut part.extra {
                extra.run(world);
                due |= self.stirred.run((), world).expect(FETCHED);
            }
        }
        // Messages are written before `Sense`; where one was, it or `Exposure` has run.
        if self.extended || due.contains(Set::Exposure) || due.contains(Set::Sense) {
            self.clear.run((), world).expect(FETCHED);
        }
        Some(now)
    }

    /// What the systems of a set read and write: the engine's, then an embedder's.
    pub(crate) fn reaches(&self, set: Set) -> impl Iterator<Item = Reach<'_>> {
        let part = &self.parts[set as usize];
        let reach =
            |(system, access): (&'_ BoxedSystem<(), Sets>, _)| Reach { name: system.name().to_string(), access };
        let of_extra = |extra| Schedule::systems_with_access(extra).expect("the schedule is built");
        let extra = part.extra.iter().flat_map(of_extra);
        let extra =
            extra.map(|(_, system)| Reach { name: system.system().name().to_string(), access: system.access() });
        part.engine.iter().zip(&part.access).map(reach).chain(extra)
    }
}

impl Part {
    /// The engine's systems of a set.
    fn of_engine(set: Set, world: &mut World) -> Self {
        let mut engine = match set {
            Set::Injects => {
                vec![quiet(inject_orders), quiet(control::inject), telling(hazard::open_releases), telling(stirred)]
            }
            Set::Hazard => vec![quiet(hazard::advance), telling(exposed), telling(stirred)],
            Set::Exposure => vec![quiet(people::expose), telling(stirred)],
            Set::Sense => vec![telling(minds::sense)],
            Set::Communicate => vec![telling(talk::carry_talks)],
            Set::Decide => vec![telling(minds::decide)],
            Set::Work => vec![telling(work::work)],
            Set::Travel => vec![telling(places::travel)],
            Set::Health => vec![quiet(people::worsen), telling(stirred)],
            // Few scenarios wait for a truth.
            Set::Command if world.resource::<Control>().awaits_truths() => {
                vec![quiet(control::watch_truths), quiet(control::watch_events)]
            }
            Set::Command => vec![quiet(control::watch_events)],
            Set::Commit => vec![quiet(people::part_from_crews)],
            Set::Check => vec![quiet(check_invariants)],
        };
        let access = engine.iter_mut().map(|system| system.initialize(world)).collect();
        Self { set, engine, access, extra: None }
    }
}

/// A system that says to which sets it has given something to do.
fn telling<M>(system: impl IntoSystem<(), Sets, M>) -> BoxedSystem<(), Sets> {
    Box::new(IntoSystem::into_system(system))
}

/// A system that does not say it, or that gives nothing to do.
fn quiet<M: 'static>(system: impl IntoSystem<(), (), M>) -> BoxedSystem<(), Sets> {
    telling(system.map(|()| Sets::NONE))
}

fn initialize(schedule: &mut Schedule, world: &mut World, ways: Ways) {
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        hierarchy_detection: LogLevel::Error,
        shuffle_seed: ways.shuffle,
        ..ScheduleBuildSettings::default()
    });
    schedule
        .initialize(world)
        .unwrap_or_else(|e| panic!("the schedule is ambiguous: {}", e.to_string(schedule.graph(), world)));
}

/// The place of an embedder's systems within a set.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
struct Slot(usize);

/// The sets for which earlier ones have left something.
fn stirred(
    log: Res<Log>,
    unrest: Res<Unrest>,
    relay: Res<Relay>,
    watched: Res<Watched>,
    appeared: Res<Messages<Appeared>>,
    fallen: Res<Messages<Fallen>>,
) -> Sets {
    Sets::when(!appeared.is_empty(), Set::Sense)
        | Sets::when(!unrest.is_calm(), Set::Decide)
        | Sets::when(!unrest.begun.is_empty() || !relay.ended.is_empty(), Set::Work)
        | Sets::when(!relay.set_out.is_empty(), Set::Travel)
        | Sets::when(watched.is_behind(&log), Set::Command)
        | Sets::when(!fallen.is_empty(), Set::Commit)
}

/// Lets people be exposed to what the hazard has come to. To fetch all that exposure needs costs more than most points of the
/// grid, at which the air does nothing to anybody.
fn exposed(
    mut grid: ResMut<Grid>,
    site: Res<Site>,
    haze: Res<Haze>,
    bystanders: Res<Bystanders>,
    shocks: Res<Messages<Shock>>,
) -> Sets {
    let exposed = people::anybody_is_exposed(&grid, &site, &haze, &bystanders, &shocks);
    if !exposed {
        // The time is over without anybody who breathes it.
        grid.unbreathed = SimDuration::ZERO;
    }
    Sets::when(exposed, Set::Exposure)
}

/// Clears the messages of a step, whoever has read them. Without it a save would find one unread, and say so.
fn clear(mut appeared: ResMut<Messages<Appeared>>, mut shocks: ResMut<Messages<Shock>>) {
    appeared.clear();
    shocks.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Class, Registry};
    use bevy_ecs::component::ComponentId;

    /// Law 2: what is asked decides who may act, so it reads no truth either.
    #[test]
    fn who_may_act_is_asked_of_no_truth() {
        let mut world = World::new();
        crate::world::register(&mut world);
        let access = IntoSystem::into_system(stirred).initialize(&mut world);
        let set = access.to_filtered_access_set();
        let access = set.combined_access();
        assert!(!access.has_read_all() && !access.has_any_write(), "it reads what it names, no more");
        let all: Vec<_> = (0..world.components().len()).map(ComponentId::new).filter(|c| access.has_read(*c)).collect();
        assert!(!all.is_empty(), "it reads something");
        let registry = world.resource::<Registry>();
        for component in all {
            let (class, name) = registry.class_of(&world, component).expect("what it reads is registered");
            assert_ne!(class, Class::Truth, "it reads the truth `{name}`");
        }
    }
}
