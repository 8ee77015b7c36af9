//! The one door out of the play: hurt, dead, in a hospital, or taken out by drill control.

use crate::kernel::Id;
use crate::minds::{Hands, Learning, look_wake};
use crate::places::Body;
use crate::talk::Talk;
use bevy_ecs::prelude::*;
use hazdrill_record::EventId;
use hazdrill_record::happening::PostEmpty;

/// Takes somebody out of the play who is at `place`: whom they carried is set down, nothing in hand is finished, the talk
/// under way ends, and nobody answers. Whoever is out already goes out no second time.
pub(crate) fn leave_play(
    (who, place): (Id, Id),
    reason: &'static str,
    because: EventId,
    bodies: &mut Query<&mut Body>,
    hands: &mut Query<&mut Hands>,
    talks: &mut Query<&mut Talk>,
    learning: &mut Learning,
) {
    set_down(who, bodies, learning);
    let mut hands = hands.get_mut(learning.index.entity(who)).expect("every actor has hands");
    if hands.out.is_some() {
        return;
    }
    let event = learning.journal.event(PostEmpty { reason: reason.into() }).by(who).at(place).because(because);
    hands.fall(event);
    let mut talk = talks.get_mut(learning.index.entity(who)).expect("every actor can talk");
    talk.serial += 1;
    let Some(talking) = talk.leads.take() else { return };
    // Whoever had the line to this one is not engaged by it any more.
    for other in talking.engages() {
        let mut other = talks.get_mut(learning.index.entity(*other)).expect("every actor can talk");
        if other.engaged == Some(who) {
            other.engaged = None;
        }
    }
}

/// Sets everybody down whom an actor carries, to look around; gives them.
pub(crate) fn set_down(carrier: Id, bodies: &mut Query<&mut Body>, learning: &mut Learning) -> Vec<Id> {
    let mut body = bodies.get_mut(learning.index.entity(carrier)).expect("every actor has a body");
    let carried = core::mem::take(&mut body.passengers);
    for id in &carried {
        bodies.get_mut(learning.index.entity(*id)).expect("every actor has a body").carried = None;
        learning.agenda.next_tick(look_wake(*id));
    }
    carried
}
