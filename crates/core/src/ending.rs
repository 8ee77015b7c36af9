//! How a drill ends; and how each of its steps begins.

use crate::kernel::{Agenda, Clock, Due, Id, Kind, Log, Names, Set, Sets, Wake};
use crate::minds::Unrest;
use crate::schedule::Opened;
use bevy_ecs::prelude::*;
use hazdrill_model::fact::key;
use hazdrill_model::limits::{EVENTS, INSTANTS_PER_MINUTE};
use hazdrill_model::{Scenario, Verb};
use hazdrill_record::{EndReason, Word};
use hazdrill_units::SimTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the drill ends, once it does.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// The reason; none while it goes on.
    pub reason: Option<EndReason>,
    /// The all-clear was given.
    pub cleared: bool,
    /// The drill ends when the scene has been handed over after that.
    pub awaits_hand_over: bool,
    /// The simulated minute in which instants are counted, and how many it had so far.
    minute: (i64, u32),
    /// Wakes of a minute that has become suspiciously busy, by kind and by whom they wake.
    wakes: BTreeMap<(Wake, Id), u32>,
}

/// Instants before the limit of a minute from which on its wakes are counted: enough to show who turns in place.
const COUNTED_INSTANTS: u32 = 2_000;

/// A kind of wake that came often in the minute in which a drill got stuck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusyWake {
    /// What for.
    pub wake: Wake,
    /// Whom it wakes, by name.
    pub whom: Word,
    /// How often, in the last part of that minute.
    pub times: u32,
}

impl Ending {
    /// How a drill of this scenario can end: with the hand-over, where somebody's procedure has one.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let mut steps = scenario.organisations.values().flat_map(|o| o.procedures.values()).flatten();
        let hands_over = |verb: &Verb| matches!(verb, Verb::Declare { fact, .. } if fact.key() == key::HANDED_OVER);
        Self { awaits_hand_over: steps.any(|step| hands_over(&step.act)), ..Self::default() }
    }

    /// Ends the drill, unless it has ended before.
    pub(crate) fn end(&mut self, reason: EndReason) {
        self.reason = self.reason.or(Some(reason));
    }

    /// Ends a drill that is stuck: too many instants in one simulated minute, or too many events.
    fn guard(&mut self, log: &Log) {
        if self.reason.is_some() || (self.minute.1 <= INSTANTS_PER_MINUTE && log.last() <= EVENTS) {
            return;
        }
        self.reason = Some(EndReason::Stuck);
        let (t_ms, events) = (log.now().ms(), log.last());
        let busiest: Vec<BusyWake> = self.busiest(log.names()).into_iter().take(5).collect();
        tracing::warn!(t_ms, events, ?busiest, "the drill is stuck");
    }

    /// Counts instants; and, in a minute that is about to have too many, what comes up in it, so that it can be told.
    fn count(&mut self, now: SimTime, agenda: &Agenda) {
        let minute = now.ms() / 60_000;
        if self.minute.0 != minute {
            self.minute = (minute, 0);
            self.wakes.clear();
        }
        if self.minute.1 >= INSTANTS_PER_MINUTE - COUNTED_INSTANTS {
            for key in agenda.next_wakes() {
                *self.wakes.entry((key.wake, key.id)).or_default() += 1;
            }
        }
        self.minute.1 += 1;
    }

    /// What a drill that got stuck within one minute was busy with, the most frequent first. Members of a group are
    /// counted together, under the name of the group.
    pub(crate) fn busiest(&self, names: &Names) -> Vec<BusyWake> {
        let mut counted: BTreeMap<(Wake, &str), u32> = BTreeMap::new();
        for (&(wake, id), times) in &self.wakes {
            let name = &**names.word(id);
            let group = name.rsplit_once('.').filter(|_| id.kind == Kind::Actor).map_or(name, |(group, _)| group);
            *counted.entry((wake, group)).or_default() += times;
        }
        let busy = |((wake, whom), times): ((Wake, &str), u32)| BusyWake { wake, whom: whom.into(), times };
        let mut all: Vec<BusyWake> = counted.into_iter().map(busy).collect();
        // Stable: those of one count stay in the order of kinds and names.
        all.sort_by_key(|busy| core::cmp::Reverse(busy.times));
        all
    }
}

/// Opens a step: takes the wakes of the next instant and sets the clock. None once the drill has ended, which it does
/// where no instant up to `limit` is left.
pub(crate) fn open(
    In(limit): In<SimTime>,
    mut agenda: ResMut<Agenda>,
    mut clock: ResMut<Clock>,
    mut due: ResMut<Due>,
    mut log: ResMut<Log>,
    mut ending: ResMut<Ending>,
    unrest: Res<Unrest>,
) -> Option<Opened> {
    ending.guard(&log);
    if ending.reason.is_some() {
        return None;
    }
    let Some(now) = agenda.next().filter(|t| *t <= limit) else {
        ending.end(EndReason::Limit);
        clock.now = clock.now.max(limit);
        return None;
    };
    ending.count(now, &agenda);
    agenda.pop(&mut clock, &mut due);
    log.open(now);
    let woken = due.woken();
    let with = |set: Set, others: &[Set]| {
        let all = others.iter().fold(Sets::NONE, |all, other| all | (*other).into());
        if woken.contains(set) { all } else { Sets::NONE }
    };
    let due = woken
        // What control watches changes at the points of the hazard's grid; and the invariants speak of masses, and of those
        // who moved.
        | with(Set::Hazard, &[Set::Command, Set::Check])
        | with(Set::Travel, &[Set::Check])
        // What was learned late in the step before.
        | Sets::when(!unrest.is_calm(), Set::Decide);
    Some(Opened { now, due })
}
