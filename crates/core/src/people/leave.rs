//! The one door out of the play: hurt, dead, in a hospital, or taken out by drill control.

use crate::kernel::Id;
use crate::minds::{Hands, Learning};
use crate::talk::Talk;
use bevy_ecs::prelude::*;
use hazdrill_record::EventId;
use hazdrill_record::happening::PostEmpty;

/// Takes somebody out of the play who is at `place`: nothing in hand is finished, the talk under way ends, and nobody
/// answers. Whoever is out already goes out no second time.
pub(crate) fn leave_play(
    (who, place): (Id, Id),
    reason: &'static str,
    because: EventId,
    hands: &mut Hands,
    talks: &mut Query<&'static mut Talk>,
    learning: &mut Learning,
) {
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
