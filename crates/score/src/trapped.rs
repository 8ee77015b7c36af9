//! Whoever found every way out of the building barred, until when, and how it ended.

use crate::moment::seconds;
use crate::view::View;
use hazdrill_record::{EventId, Happening, Word};
use serde::Serialize;
use std::collections::BTreeMap;

/// How it ended that somebody was trapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrappedUntil {
    /// A way was free again.
    WayFree,
    /// Somebody found them and brought them out.
    Found,
    /// They fell where they were.
    Fell,
}

/// Somebody who was trapped. A crew counts as one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trapped {
    /// Who.
    pub who: Word,
    /// Where.
    pub place: Word,
    /// By what: `door` or `flames`.
    pub by: Word,
    /// Since when.
    pub since_s: f64,
    /// For how long; none where it did not end before the record did.
    pub for_s: Option<f64>,
    /// How it ended.
    pub until: Option<TrappedUntil>,
    /// The event by which they were trapped, and that which ended it.
    pub events: Vec<EventId>,
}

/// Reads them from a record, in the order of its events.
pub(crate) fn read(view: &View<'_>) -> Vec<Trapped> {
    let mut all: Vec<Trapped> = Vec::new();
    let mut inside: BTreeMap<&str, usize> = BTreeMap::new();
    for event in view.events {
        let Some(t) = event.t_ms.map(seconds) else { continue };
        let actor = event.actor.as_deref();
        let (who, until): (Vec<&str>, _) = match &event.what {
            Happening::Trapped(trapped) => {
                let (Some(who), Some(place)) = (&event.actor, &event.place) else { continue };
                inside.insert(who, all.len());
                all.push(Trapped {
                    who: who.clone(),
                    place: place.clone(),
                    by: trapped.by.clone(),
                    since_s: t,
                    for_s: None,
                    until: None,
                    events: vec![event.seq],
                });
                continue;
            }
            Happening::WayFree(_) => (actor.into_iter().collect(), TrappedUntil::WayFree),
            Happening::Found(found) => (found.who.iter().map(|who| &**who).collect(), TrappedUntil::Found),
            Happening::Injured(injured) if !injured.walks => (actor.into_iter().collect(), TrappedUntil::Fell),
            Happening::Died(_) => (actor.into_iter().collect(), TrappedUntil::Fell),
            _ => continue,
        };
        for who in who {
            let Some(trapped) = inside.remove(who).map(|n| &mut all[n]) else { continue };
            trapped.for_s = Some(t - trapped.since_s);
            trapped.until = Some(until);
            trapped.events.push(event.seq);
        }
    }
    all
}
