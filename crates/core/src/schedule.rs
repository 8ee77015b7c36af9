//! The order of one step: the only place where it stands.
//!
//! Features export systems; here they are chained. One thread, every ambiguity an error. A set has one system where its
//! parts read and write the same things: to fetch those costs more than most instants do with them.
//!
//! Most instants concern one or two sets. The engine's systems of the others are skipped as a whole: each set has a
//! condition that says for what it runs, from the wakes, from messages, and from what waits to be weighed. An embedder's
//! systems run at every instant, whatever the engine does.

use crate::control;
use crate::drill::inject_orders;
use crate::hazard::{self, Shock};
use crate::invariants::check_invariants;
use crate::kernel::{Agenda, Clock, Due, Set};
use crate::minds::{self, Appeared, Begin, Dirty, Restless};
use crate::people::{self, Fallen};
use crate::places::{self, SetOut};
use crate::talk::{self, TalkEnded};
use crate::work;
use bevy_ecs::message::Messages;
use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{IntoScheduleConfigs, LogLevel, ScheduleBuildSettings, ScheduleLabel, SingleThreadedExecutor};
use bevy_ecs::system::ScheduleSystem;

/// The schedule of a step.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct StepSchedule;

/// Systems of an embedder, each in the set where it belongs; within a set they run after those of the engine.
pub struct Extra {
    /// The set.
    pub set: Set,
    /// The systems.
    pub systems: bevy_ecs::schedule::ScheduleConfigs<ScheduleSystem>,
}

/// How the schedule is built: for tests, which must find no difference (law 1).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ways {
    /// Reorders what the graph leaves open; it must leave nothing open.
    pub(crate) shuffle: Option<u64>,
    /// Skips nothing: every system runs at every instant.
    pub(crate) eager: bool,
}

/// Builds the schedule.
pub(crate) fn build(world: &mut World, extra: Vec<Extra>, ways: Ways) -> Schedule {
    let mut schedule = Schedule::new(StepSchedule);
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        hierarchy_detection: LogLevel::Error,
        shuffle_seed: ways.shuffle,
        ..ScheduleBuildSettings::default()
    });
    for pair in Set::ALL.windows(2) {
        schedule.configure_sets(pair[1].after(pair[0]));
    }
    if !ways.eager {
        skip_what_is_not_due(&mut schedule);
    }
    schedule.add_systems(take_due.in_set(Set::Injects).before(Engine(Set::Injects)));
    schedule.add_systems(
        (inject_orders, control::inject, hazard::open_releases)
            .chain()
            .in_set(Engine(Set::Injects))
            .in_set(Set::Injects),
    );
    schedule.add_systems(hazard::advance.in_set(Engine(Set::Hazard)).in_set(Set::Hazard));
    schedule.add_systems(people::expose.in_set(Engine(Set::Exposure)).in_set(Set::Exposure));
    schedule.add_systems(minds::sense.in_set(Engine(Set::Sense)).in_set(Set::Sense));
    schedule.add_systems(talk::carry_talks.in_set(Engine(Set::Communicate)).in_set(Set::Communicate));
    schedule.add_systems(minds::decide.in_set(Engine(Set::Decide)).in_set(Set::Decide));
    schedule.add_systems(work::work.in_set(Engine(Set::Work)).in_set(Set::Work));
    schedule.add_systems(places::travel.in_set(Engine(Set::Travel)).in_set(Set::Travel));
    schedule.add_systems(people::worsen.in_set(Engine(Set::Health)).in_set(Set::Health));
    schedule.add_systems(control::watch.in_set(Engine(Set::Command)).in_set(Set::Command));
    schedule.add_systems(people::part_from_crews.in_set(Engine(Set::Commit)).in_set(Set::Commit));
    let moved = if ways.eager { check_invariants.into_configs() } else { check_invariants.run_if(something_moved) };
    schedule.add_systems((moved, clear_step).chain().in_set(Engine(Set::Check)).in_set(Set::Check));
    let mut last: [Option<Slot>; 12] = [const { None }; 12];
    for (n, Extra { set, systems }) in extra.into_iter().enumerate() {
        let slot = Slot { set, n };
        let mut systems = systems.in_set(slot.clone()).in_set(set);
        systems = match last[set as usize].replace(slot) {
            Some(before) => systems.after(before),
            None => systems.after(Engine(set)),
        };
        schedule.add_systems(systems);
    }
    schedule
        .initialize(world)
        .unwrap_or_else(|e| panic!("the schedule is ambiguous: {}", e.to_string(schedule.graph(), world)));
    schedule
}

/// Gives the engine's systems of each set the condition under which they run. A set whose systems answer wakes of their
/// own set needs `due_in`; what else they answer is a further term of a condition below.
fn skip_what_is_not_due(schedule: &mut Schedule) {
    schedule.configure_sets((
        Engine(Set::Injects).run_if(due_in(Set::Injects)),
        Engine(Set::Hazard).run_if(due_in(Set::Hazard)),
        Engine(Set::Exposure).run_if(to_expose),
        Engine(Set::Sense).run_if(to_sense),
        Engine(Set::Communicate).run_if(due_in(Set::Communicate)),
        Engine(Set::Decide).run_if(to_decide),
        Engine(Set::Work).run_if(to_work),
        Engine(Set::Travel).run_if(to_travel),
        Engine(Set::Health).run_if(due_in(Set::Health)),
        Engine(Set::Commit).run_if(somebody_fell),
    ));
}

/// Whether something wakes a set.
fn due_in(set: Set) -> impl FnMut(Res<Due>) -> bool + Clone {
    move |due| due.wakes(set)
}

/// The air that people breathe changes at the points of the hazard's grid.
fn to_expose(due: Res<Due>) -> bool {
    due.wakes(Set::Exposure) || due.wakes(Set::Hazard)
}

fn to_sense(due: Res<Due>, appeared: Res<Messages<Appeared>>) -> bool {
    due.wakes(Set::Sense) || !appeared.is_empty()
}

fn to_decide(due: Res<Due>, dirty: Res<Dirty>, restless: Res<Restless>) -> bool {
    due.wakes(Set::Decide) || !dirty.is_empty() || !restless.0.is_empty()
}

fn to_work(due: Res<Due>, ended: Res<Messages<TalkEnded>>, begun: Res<Messages<Begin>>) -> bool {
    due.wakes(Set::Work) || !ended.is_empty() || !begun.is_empty()
}

fn to_travel(due: Res<Due>, asked: Res<Messages<SetOut>>) -> bool {
    due.wakes(Set::Travel) || !asked.is_empty()
}

fn somebody_fell(fallen: Res<Messages<Fallen>>) -> bool {
    !fallen.is_empty()
}

/// What the invariants speak of has changed.
fn something_moved(due: Res<Due>) -> bool {
    due.wakes(Set::Hazard) || due.wakes(Set::Travel)
}

/// The place of an embedder's systems within a set.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
struct Slot {
    set: Set,
    n: usize,
}

/// The engine's own systems of a set.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
struct Engine(Set);

/// Takes the wakes of the next instant and sets the clock.
fn take_due(mut agenda: ResMut<Agenda>, mut clock: ResMut<Clock>, mut due: ResMut<Due>) {
    agenda.pop(&mut clock, &mut due);
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
            reads(world, due_in(Set::Work)),
            reads(world, to_expose),
            reads(world, to_sense),
            reads(world, to_decide),
            reads(world, to_work),
            reads(world, to_travel),
            reads(world, something_moved),
        ];
        // Who fell in this step is a message: it decides nothing but that the fallen get a body.
        assert!(reads(world, somebody_fell).iter().all(|(class, _)| *class == Class::Message));
        for one in &all {
            assert!(one.contains(&(Class::Kernel, "due")), "{one:?}");
            assert!(one.iter().all(|(class, _)| *class != Class::Truth), "{one:?}");
        }
    }
}
