//! Invariants that hold at the end of every step. A breach is a bug of the engine and ends it with a message.

use crate::hazard::{Accounts, FireState, RoomState, Site, VesselState, Water};
use crate::kernel::{Due, Id, Index, Set, Wake};
use crate::places::{Body, Presence};
use bevy_ecs::prelude::*;

/// The share of what was released by which the balance may be off: rounding.
const BALANCE: f64 = 1e-9;

/// Masses are finite, never negative, and none is lost; nobody who moved is in two places,
/// or carries somebody whom another carries.
pub(crate) fn check_invariants(
    due: Res<Due>,
    site: Res<Site>,
    index: Res<Index>,
    accounts: Res<Accounts>,
    water: Res<Water>,
    presence: Res<Presence>,
    rooms: Query<&RoomState>,
    fires: Query<&FireState>,
    vessels: Query<&VesselState>,
    bodies: Query<&Body>,
) {
    if due.any(Set::Hazard, Wake::Grid) {
        let released: f64 = site.vessels.iter().map(|v| state(&vessels, &index, v.id).released_kg).sum();
        assert!(
            (released - accounts.released_kg).abs() <= BALANCE * released,
            "vessels and accounts disagree: {released} kg, {accounts:?}"
        );
        let mut found = accounts.vented_kg + accounts.outdoors_kg + accounts.burnt_kg + accounts.absorbed_kg;
        // In any order: nothing comes of the sum but whether it agrees.
        for room in &rooms {
            for kg in [room.pool_kg, room.layer_kg, room.upper_kg] {
                assert!(kg.is_finite() && kg >= 0.0, "a mass in a room is {kg} kg: {room:?}");
                found += kg;
            }
        }
        assert!(
            (released - found).abs() <= BALANCE * released,
            "{released} kg were released and {found} kg are accounted for"
        );
        check_water(&water, site.pool_m3);
        for data in &site.rooms {
            let given = state(&fires, &index, data.id).contents_j;
            let load = data.contents.map_or(0.0, |contents| contents.fuel.load.value());
            assert!((0.0..=load).contains(&given), "contents that hold {load} J gave {given} J in {:?}", data.id);
        }
    }
    for (who, _) in due.of(Set::Travel, Wake::Leg) {
        let Some(entity) = index.get(who) else { continue };
        let Ok(body) = bodies.get(entity) else { continue };
        let places = presence.places_of(who);
        assert_eq!(places, usize::from(!body.is_driving()), "{who:?} is in {places} places");
        for passenger in &body.passengers {
            let carried =
                index.get(*passenger).and_then(|entity| bodies.get(entity).ok()).and_then(|body| body.carried);
            assert_eq!(carried, Some(who), "{who:?} carries {passenger:?}, whom {carried:?} carries");
        }
    }
}

/// Water is lost or held, and no pool holds more than it can.
fn check_water(water: &Water, pool_m3: f64) {
    let Water { applied_m3, lost_m3, held_m3, .. } = *water;
    assert!(
        lost_m3 >= 0.0
            && held_m3 >= 0.0
            && held_m3 <= pool_m3
            && (applied_m3 - lost_m3 - held_m3).abs() <= BALANCE * applied_m3,
        "{applied_m3} m3 of water were applied, {lost_m3} are lost and {held_m3} held in {pool_m3}"
    );
}

fn state<'a, C: Component>(query: &'a Query<&C>, index: &Index, id: Id) -> &'a C {
    query.get(index.entity(id)).expect("everything of the site has a state")
}
