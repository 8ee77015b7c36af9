//! Where everybody was and when they were on the way: what the map of the replay moves.

use hazdrill_model::Scenario;
use hazdrill_record::{Event, Happening};
use std::collections::BTreeMap;

/// Somebody is at a place from an instant on, or on the way to it from `from_ms` to `to_ms`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) from_ms: i64,
    /// When they are there; the same as `from_ms` where the way is not known.
    pub(super) to_ms: i64,
    pub(super) from: String,
    pub(super) to: String,
}

/// Where each actor of a scenario is at the start.
pub(super) fn starts(scenario: &Scenario) -> BTreeMap<String, String> {
    let mut starts = BTreeMap::new();
    for (id, organisation) in &scenario.organisations {
        let posts = organisation.posts.iter().map(|(post, p)| (post, p.at.as_ref()));
        let crews = organisation.crews.iter().map(|(crew, c)| (crew, c.at.as_ref()));
        for (name, at) in posts.chain(crews) {
            starts.insert(format!("{id}/{name}"), at.unwrap_or(&organisation.base).to_string());
        }
    }
    for (id, group) in &scenario.people {
        for n in 1..=group.count {
            starts.insert(format!("{}/{id}.{n}", group.of), group.at.to_string());
        }
    }
    starts
}

/// The moves of each actor, in the order of time.
///
/// An event says where its actor was; departures and arrivals say it with the way. Who rides with a crew moves with it;
/// who is carried is where they are set down.
pub(super) fn moves(scenario: Option<&Scenario>, events: &[Event]) -> BTreeMap<String, Vec<Move>> {
    let mut at: BTreeMap<String, String> = scenario.map_or_else(BTreeMap::new, starts);
    let riders = scenario.map_or_else(BTreeMap::new, riders);
    let mut moves: BTreeMap<String, Vec<Move>> = BTreeMap::new();
    let mut put = |who: &str, from_ms: i64, to_ms: i64, from: &str, to: &str| {
        moves.entry(who.to_owned()).or_default().push(Move {
            from_ms,
            to_ms,
            from: from.to_owned(),
            to: to.to_owned(),
        });
    };
    // On the way since, from where, where to.
    let mut away: BTreeMap<String, (i64, String, String)> = BTreeMap::new();
    for event in events {
        let Some(t_ms) = event.t_ms else { continue };
        let place = event.place.as_deref();
        let set_down = match &event.what {
            Happening::Rescued(out) => Some(&out.who),
            Happening::Delivered(there) => Some(&there.who),
            _ => None,
        };
        for who in set_down.into_iter().flatten() {
            let Some(place) = place else { continue };
            let before = at.insert(who.to_string(), place.to_owned()).unwrap_or_else(|| place.to_owned());
            put(who, t_ms, t_ms, &before, place);
        }
        let (Some(actor), Some(place)) = (event.actor.as_deref(), place) else { continue };
        let aboard = |at: &BTreeMap<String, String>, from: &str| -> Vec<String> {
            let with = riders.get(actor).into_iter().flatten();
            with.filter(|who| at.get(*who).is_some_and(|there| there == from)).cloned().collect()
        };
        match &event.what {
            Happening::Left(left) => {
                let with = if left.drives { aboard(&at, place) } else { Vec::new() };
                for who in with.into_iter().chain([actor.to_owned()]) {
                    away.insert(who.clone(), (t_ms, place.to_owned(), left.to.to_string()));
                    at.insert(who, place.to_owned());
                }
            }
            Happening::Arrived(arrived) => {
                let with = riders.get(actor).into_iter().flatten();
                let with = with.filter(|who| arrived.drives && away.contains_key(*who)).cloned();
                let with: Vec<String> = with.chain([actor.to_owned()]).collect();
                for who in with {
                    let left = away.remove(&who).map(|(since, from, _)| (since, from));
                    let (since, from) = left.unwrap_or((t_ms, arrived.from.to_string()));
                    put(&who, since, t_ms, &from, place);
                    at.insert(who, place.to_owned());
                }
            }
            // Seen somewhere else than was thought: the record does not tell the way.
            _ if !away.contains_key(actor) && at.get(actor).is_some_and(|there| there != place) => {
                let before = at.insert(actor.to_owned(), place.to_owned()).unwrap_or_default();
                put(actor, t_ms, t_ms, &before, place);
            }
            _ => {
                at.entry(actor.to_owned()).or_insert_with(|| {
                    put(actor, t_ms, t_ms, place, place);
                    place.to_owned()
                });
            }
        }
    }
    // Still on the way when the record ends.
    let end_ms = events.iter().rev().find_map(|event| event.t_ms).unwrap_or(0);
    for (who, (since, from, to)) in away {
        put(&who, since, end_ms.max(since), &from, &to);
    }
    moves
}

/// The posts that travel with a crew.
fn riders(scenario: &Scenario) -> BTreeMap<String, Vec<String>> {
    let mut riders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, organisation) in &scenario.organisations {
        for (post, data) in &organisation.posts {
            if let Some(crew) = &data.rides {
                riders.entry(format!("{id}/{crew}")).or_default().push(format!("{id}/{post}"));
            }
        }
    }
    riders
}
