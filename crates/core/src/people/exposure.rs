//! Exposure: who breathes what is in the air of a room.

use crate::hazard::{RoomState, Site};
use crate::kernel::{Due, Index, Journal, Set, Wake};
use crate::places::{Body, Presence};
use bevy_ecs::prelude::*;
use hazdrill_record::happening::Exposed;

/// At every point of the hazard's grid: writes down who is in a concentration that is immediately dangerous to life or
/// health (IDLH), the first time.
pub fn expose(
    due: Res<Due>,
    site: Res<Site>,
    index: Res<Index>,
    presence: Res<Presence>,
    rooms: Query<&RoomState>,
    mut bodies: Query<&mut Body>,
    mut journal: Journal,
) {
    if !due.any(Set::Hazard, Wake::Grid) {
        return;
    }
    let Some(substance) = &site.substance else { return };
    for data in &site.rooms {
        let room = rooms.get(index.entity(data.id)).expect("every room has a state");
        let Some(because) = room.because.filter(|_| room.breath_fraction >= substance.idlh) else { continue };
        for who in presence.at(data.id) {
            let mut body = bodies.get_mut(index.entity(who)).expect("every actor has a body");
            if body.exposed {
                continue;
            }
            body.exposed = true;
            let exposed = Exposed { ppm: room.breath_fraction * 1e6, protected: body.protection.has_own_air() };
            let cause = body.because.unwrap_or(because);
            journal.event(exposed).by(who).at(data.id).because_later_of(because, cause);
        }
    }
}
