//! Trapped: somebody in a building whose every way out is barred. They stay, may call for help, and look again and again
//! whether a way is free; or somebody brings them out.

use super::body::{Body, Trapped};
use super::travel::{Travelling, WAY_FREE, task_wake};
use crate::kernel::{Due, Id, Set, Wake, WakeKey};
use crate::minds::{Learning, Phase};
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::EventId;
use hazdrill_record::happening::{self, WayFree};
use hazdrill_units::SimDuration;

/// Who is trapped looks so often whether a way is free: a judgement, unverified.
const LOOKS_EVERY: SimDuration = SimDuration::from_ms(10_000);

fn look_later(who: Id, learning: &mut Learning) {
    let t = learning.now() + LOOKS_EVERY;
    learning.agenda.at(t, WakeKey { set: Set::Travel, id: who, wake: Wake::Trapped, detail: 0 });
}

impl Travelling<'_, '_> {
    /// Lets somebody see what is next to a place: what they had found barred there and is open now.
    pub(super) fn look_at_bars(&mut self, who: Id, place: Id, learning: &Learning) {
        if self.body(who, learning).found.no_bars() {
            return;
        }
        let (mut body, _) = self.bodies.get_mut(learning.index.entity(who)).expect("every actor has a body");
        let map = &self.ground.map;
        body.found.look(place, |room| map.is_next(place, room), &self.barred);
    }
}

/// Traps somebody who found no way to `goal`, if no way leads out of the building either; tells whether they are.
pub(super) fn trap(who: Id, goal: Id, because: EventId, travelling: &mut Travelling, learning: &mut Learning) -> bool {
    let body = travelling.body(who, learning);
    let place = body.place;
    let Some((barrier, shut)) = body.found.last() else { return false };
    if travelling.ground.map.leads_out(place, &body.found) {
        return false;
    }
    if let Some(trapped) = &mut travelling.body_mut(who, learning).trapped {
        trapped.goal = goal;
        return true;
    }
    let trapped = happening::Trapped { by: barrier.word().into(), to: learning.lore.names.word(goal).clone() };
    let event = learning.journal.event(trapped).by(who).at(place).because_later_of(because, shut);
    travelling.body_mut(who, learning).trapped = Some(Trapped { goal, because: event });
    look_later(who, learning);
    believe(who, place, true, event, learning);
    true
}

/// Lets those look again who are trapped.
pub(super) fn look_again(due: &Due, travelling: &mut Travelling, learning: &mut Learning) {
    let trapped: Vec<Id> = due.of(Set::Travel, Wake::Trapped).map(|(who, _)| who).collect();
    for who in trapped {
        let body = travelling.body(who, learning);
        let (Some(Trapped { goal, because }), place) = (body.trapped, body.place) else { continue };
        if super::travel::first_open_step(who, goal, place, because, travelling, learning) {
            set_free(who, travelling, learning);
            learning.agenda.next_tick(task_wake(who, WAY_FREE));
        } else {
            look_later(who, learning);
        }
    }
}

/// Somebody has found a way: if they were trapped, they no longer are.
pub(super) fn set_free(who: Id, travelling: &mut Travelling, learning: &mut Learning) {
    let Some(trapped) = travelling.body_mut(who, learning).trapped.take() else { return };
    let Body { place, found, .. } = travelling.body(who, learning);
    let (place, opened) = (*place, found.opened);
    let event = learning.journal.event(WayFree {}).by(who).at(place);
    let event = event.because_later_of(opened.unwrap_or(trapped.because), trapped.because);
    believe(who, place, false, event, learning);
}

/// Somebody knows of themselves that they are trapped, or that they are so no more.
fn believe(who: Id, place: Id, trapped: bool, because: EventId, learning: &mut Learning) {
    let fact = (learning.lore.facts.key(key::TRAPPED, Some(place)), Value::Flag(trapped));
    learning.find_out(who, fact, "own_act", because, Phase::After);
}
