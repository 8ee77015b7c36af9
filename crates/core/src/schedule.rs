//! The order of one step: the only place where it stands.
//!
//! Features export systems; here they are chained. One thread, every ambiguity an error.

use crate::control;
use crate::drill::{clear_due, inject_orders};
use crate::hazard::{self, Shock};
use crate::invariants::check_invariants;
use crate::kernel::{Agenda, Clock, Due, Set, clear_messages};
use crate::minds::{self, Appeared, Begin};
use crate::people;
use crate::places::{self, SetOut};
use crate::talk::{self, TalkEnded};
use crate::work;
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

/// Builds the schedule. `shuffle` reorders what the graph leaves open; it must leave nothing open (law 1).
pub(crate) fn build(world: &mut World, extra: Vec<Extra>, shuffle: Option<u64>) -> Schedule {
    let mut schedule = Schedule::new(StepSchedule);
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        hierarchy_detection: LogLevel::Error,
        shuffle_seed: shuffle,
        ..ScheduleBuildSettings::default()
    });
    for pair in Set::ALL.windows(2) {
        schedule.configure_sets(pair[1].after(pair[0]));
    }
    schedule.add_systems(
        (take_due, inject_orders, control::inject, hazard::open_releases)
            .chain()
            .in_set(Engine(Set::Injects))
            .in_set(Set::Injects),
    );
    schedule.add_systems(hazard::advance.in_set(Engine(Set::Hazard)).in_set(Set::Hazard));
    schedule.add_systems((people::strike, people::expose).chain().in_set(Engine(Set::Exposure)).in_set(Set::Exposure));
    schedule
        .add_systems((minds::take_notice, minds::look_around).chain().in_set(Engine(Set::Sense)).in_set(Set::Sense));
    schedule.add_systems(talk::carry_talks.in_set(Engine(Set::Communicate)).in_set(Set::Communicate));
    schedule.add_systems(
        (minds::weigh_conditions, minds::choose_acts).chain().in_set(Engine(Set::Decide)).in_set(Set::Decide),
    );
    schedule.add_systems(
        (work::end_talks, work::go_on_with_tasks, work::begin_tasks, work::end_without_hand_over)
            .chain()
            .in_set(Engine(Set::Work))
            .in_set(Set::Work),
    );
    schedule.add_systems((places::set_out, places::end_legs, places::run_low).chain().in_set(Engine(Set::Travel)).in_set(Set::Travel));
    schedule.add_systems(people::worsen.in_set(Engine(Set::Health)).in_set(Set::Health));
    schedule.add_systems(control::watch.in_set(Engine(Set::Command)).in_set(Set::Command));
    let check = (
        check_invariants,
        clear_messages::<Appeared>,
        clear_messages::<Begin>,
        clear_messages::<SetOut>,
        clear_messages::<Shock>,
        clear_messages::<TalkEnded>,
        clear_due,
    );
    schedule.add_systems(check.chain().in_set(Engine(Set::Check)).in_set(Set::Check));
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
