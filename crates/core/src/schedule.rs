//! The order of one step: the only place where it stands.
//!
//! Features export systems; here they are put into the sets, which run one after the other. One thread, every ambiguity
//! an error. A set has one system where its parts read and write the same things: to fetch those costs more than most
//! instants do with them.
//!
//! Most instants concern one or two sets. Each set has a schedule of its own, so that those of the others cost nothing:
//! the wakes that are due say most of it, and a condition the rest, from messages and from what waits to be weighed. An
//! embedder's systems run at every instant, whatever the engine does.

use crate::control::{self, Control, Watched};
use crate::drill::inject_orders;
use crate::hazard::{self, Shock};
use crate::invariants::check_invariants;
use crate::kernel::{Agenda, Clock, Due, Log, Set};
use crate::minds::{self, Appeared, Begin, Dirty, Restless};
use crate::people;
use crate::places::{self, SetOut};
use crate::talk::{self, TalkEnded};
use crate::work;
use bevy_ecs::message::Messages;
use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{
    BoxedCondition, IntoScheduleConfigs, LogLevel, ScheduleBuildSettings, ScheduleConfigs, ScheduleLabel,
    SingleThreadedExecutor,
};
use bevy_ecs::system::{BoxedSystem, ScheduleSystem};

/// The schedule of one set.
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
    /// Reorders what the graphs leave open; they must leave nothing open.
    pub(crate) shuffle: Option<u64>,
    /// Skips nothing: every system runs at every instant.
    pub(crate) eager: bool,
}

/// All systems of a step.
pub(crate) struct Step {
    take_due: BoxedSystem<(), u16>,
    parts: Vec<Part>,
    clear: BoxedSystem,
    eager: bool,
}

/// What runs in one set.
struct Part {
    set: Set,
    /// The engine's systems.
    engine: Option<Schedule>,
    /// Bits of the sets whose wakes let them run.
    woken_by: u16,
    /// What else lets them run; asked when one of the sets has run that can bring it about.
    or: Option<Or>,
    /// The embedder's systems.
    extra: Option<Schedule>,
}

struct Or {
    /// Bits of those sets; [`EARLIER_STEPS`] among them where an earlier step can have left something.
    after: u16,
    condition: BoxedCondition,
}

/// A bit beside those of the sets.
const EARLIER_STEPS: u16 = 1 << 15;

impl Step {
    /// Puts the systems of the engine and of an embedder into their sets.
    pub(crate) fn build(world: &mut World, extra: Vec<Extra>, ways: Ways) -> Self {
        let mut parts: Vec<Part> = Set::ALL.into_iter().map(|set| Part::of_engine(set, world)).collect();
        for (n, Extra { set, systems }) in extra.into_iter().enumerate() {
            let schedule = parts[set as usize].extra.get_or_insert_with(|| Schedule::new(SetSchedule(set)));
            // Those that were added earlier run earlier.
            schedule.add_systems(systems.in_set(Slot(n)));
            schedule.configure_sets((0..n).map(Slot).fold(Slot(n).into_configs(), IntoScheduleConfigs::after));
        }
        for part in &mut parts {
            for schedule in part.engine.iter_mut().chain(&mut part.extra) {
                initialize(schedule, world, ways);
            }
            if let Some(or) = &mut part.or {
                or.condition.initialize(world);
            }
        }
        let mut take_due: BoxedSystem<(), u16> = Box::new(IntoSystem::into_system(take_due));
        let mut clear: BoxedSystem = Box::new(IntoSystem::into_system(clear_step));
        take_due.initialize(world);
        clear.initialize(world);
        Self { take_due, parts, clear, eager: ways.eager }
    }

    /// Runs all that is due at the next instant.
    pub(crate) fn run(&mut self, world: &mut World) {
        const FETCHED: &str = "what a step needs is in every world of a drill";
        let woken = self.take_due.run((), world).expect(FETCHED);
        let mut ran = EARLIER_STEPS;
        for part in &mut self.parts {
            let due = self.eager || woken & part.woken_by != 0;
            let or = part.or.as_mut().filter(|or| !due && or.after & ran != 0);
            let runs = due || or.is_some_and(|or| or.condition.run_readonly((), world).expect(FETCHED));
            if let Some(engine) = part.engine.as_mut().filter(|_| runs) {
                engine.run(world);
                ran |= part.set.bit();
            }
            if part.set == Set::Check {
                self.clear.run((), world).expect(FETCHED);
            }
            if let Some(extra) = &mut part.extra {
                extra.run(world);
                // Whatever an embedder's systems do, the sets after them see.
                ran = u16::MAX;
            }
        }
    }

    /// The schedules of a set: the engine's, then an embedder's.
    pub(crate) fn schedules_of(&self, set: Set) -> impl Iterator<Item = &Schedule> {
        let part = &self.parts[set as usize];
        part.engine.iter().chain(&part.extra)
    }
}

impl Part {
    /// The engine's systems of a set, and when they run: where a set answers more than its own wakes, what else.
    fn of_engine(set: Set, world: &World) -> Self {
        let systems = match set {
            Set::Injects => Some((inject_orders, control::inject, hazard::open_releases).chain()),
            Set::Hazard => Some(hazard::advance.into_configs()),
            Set::Exposure => Some(people::expose.into_configs()),
            Set::Sense => Some(minds::sense.into_configs()),
            Set::Communicate => Some(talk::carry_talks.into_configs()),
            Set::Decide => Some(minds::decide.into_configs()),
            Set::Work => Some(work::work.into_configs()),
            Set::Travel => Some(places::travel.into_configs()),
            Set::Health => Some(people::worsen.into_configs()),
            // Few scenarios wait for a truth.
            Set::Command if world.resource::<Control>().awaits_truths() => {
                Some((control::watch_truths, control::watch_events).chain())
            }
            Set::Command => Some(control::watch_events.into_configs()),
            Set::Commit => None,
            Set::Check => Some(check_invariants.into_configs()),
        };
        let woken_by = match set {
            // The air that people breathe changes at the points of the hazard's grid, and so does what control watches.
            Set::Exposure | Set::Command => set.bit() | Set::Hazard.bit(),
            // What the invariants speak of has changed.
            Set::Check => Set::Hazard.bit() | Set::Travel.bit(),
            _ => set.bit(),
        };
        let bits = |sets: &[Set]| sets.iter().fold(0, |bits, set| bits | set.bit());
        let or = match set {
            Set::Sense => Some((condition(to_sense), bits(&[Set::Injects, Set::Hazard, Set::Exposure]))),
            Set::Decide => Some((condition(to_decide), u16::MAX)),
            Set::Work => Some((condition(to_work), bits(&[Set::Communicate, Set::Decide]))),
            Set::Travel => Some((condition(to_travel), bits(&[Set::Work]))),
            Set::Command => Some((condition(to_watch), u16::MAX)),
            _ => None,
        };
        let or = or.map(|(condition, after)| Or { after, condition });
        let engine = systems.map(|systems| {
            let mut schedule = Schedule::new(SetSchedule(set));
            schedule.add_systems(systems.in_set(set));
            schedule
        });
        Self { set, engine, woken_by, or, extra: None }
    }
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

fn condition<M>(condition: impl IntoSystem<(), bool, M, System: bevy_ecs::system::ReadOnlySystem>) -> BoxedCondition {
    Box::new(IntoSystem::into_system(condition))
}

fn to_sense(appeared: Res<Messages<Appeared>>) -> bool {
    !appeared.is_empty()
}

fn to_decide(dirty: Res<Dirty>, restless: Res<Restless>) -> bool {
    !dirty.is_empty() || !restless.0.is_empty()
}

fn to_work(ended: Res<Messages<TalkEnded>>, begun: Res<Messages<Begin>>) -> bool {
    !ended.is_empty() || !begun.is_empty()
}

fn to_travel(asked: Res<Messages<SetOut>>) -> bool {
    !asked.is_empty()
}

fn to_watch(log: Res<Log>, watched: Res<Watched>) -> bool {
    watched.is_behind(&log)
}

/// Takes the wakes of the next instant and sets the clock; gives the bits of the sets that they wake.
fn take_due(mut agenda: ResMut<Agenda>, mut clock: ResMut<Clock>, mut due: ResMut<Due>) -> u16 {
    agenda.pop(&mut clock, &mut due);
    due.woken()
}

/// Clears every message and the wakes of the instant: the end of a step. Without it a save would find one unread, and say
/// so.
fn clear_step(
    mut due: ResMut<Due>,
    mut appeared: ResMut<Messages<Appeared>>,
    mut begun: ResMut<Messages<Begin>>,
    mut asked: ResMut<Messages<SetOut>>,
    mut shocks: ResMut<Messages<Shock>>,
    mut ended: ResMut<Messages<TalkEnded>>,
) {
    appeared.clear();
    begun.clear();
    asked.clear();
    shocks.clear();
    ended.clear();
    due.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Class, Registry};
    use bevy_ecs::component::ComponentId;

    /// Law 2: a condition decides who may act, so it reads no truth either.
    #[test]
    fn conditions_read_no_truth() {
        fn reads<M>(world: &mut World, condition: impl IntoSystem<(), bool, M>) -> Vec<(Class, &'static str)> {
            let access = IntoSystem::into_system(condition).initialize(world);
            let set = access.to_filtered_access_set();
            let access = set.combined_access();
            assert!(!access.has_read_all() && !access.has_any_write(), "a condition reads what it names, no more");
            let all = (0..world.components().len()).map(ComponentId::new).filter(|c| access.has_read(*c));
            let registry = world.resource::<Registry>();
            all.map(|c| registry.class_of(world, c).expect("what a condition reads is registered")).collect()
        }
        let mut world = World::new();
        crate::world::register(&mut world);
        let world = &mut world;
        let all = [
            reads(world, to_sense),
            reads(world, to_decide),
            reads(world, to_work),
            reads(world, to_travel),
            reads(world, to_watch),
        ];
        for one in &all {
            assert!(!one.is_empty() && one.iter().all(|(class, _)| *class != Class::Truth), "{one:?}");
        }
    }
}
