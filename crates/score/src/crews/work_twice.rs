//! The same job done twice: effort that two spent on what was already done.

use crate::view::View;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// As many are listed.
const LISTED: usize = 100;

/// A job that was done again by somebody else although nothing had undone it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoneTwice {
    /// What was done, as the kind of its event or the verb: `power_cut`, `ventilation_switched`, `cordon_closed`,
    /// `made`, `area_evacuated`, `rescue` (a search).
    pub job: String,
    /// Where, or of what: the place, the fact, the block.
    pub subject: String,
    /// Who did it first.
    pub first_by: String,
    /// The event.
    pub first: EventId,
    /// Who did it again.
    pub second_by: String,
    /// The event.
    pub second: EventId,
}

/// Reads what was done twice.
pub(super) fn read(view: &View<'_>) -> Vec<DoneTwice> {
    // Who last did each job.
    let mut done: BTreeMap<(&str, &str), (&str, EventId)> = BTreeMap::new();
    let mut twice = Vec::new();
    for event in view.events {
        let Some(actor) = event.actor.as_deref() else { continue };
        let Some((job, subject)) = job(event) else { continue };
        if let H::VentilationSwitched(to) = &event.what
            && &*to.mode != "emergency"
        {
            // Switched back: whoever switches on again does it for the first time.
            done.remove(&(job, subject));
            continue;
        }
        match done.insert((job, subject), (actor, event.seq)) {
            Some((first_by, first)) if first_by != actor && twice.len() < LISTED => twice.push(DoneTwice {
                job: job.to_owned(),
                subject: subject.to_owned(),
                first_by: first_by.to_owned(),
                first,
                second_by: actor.to_owned(),
                second: event.seq,
            }),
            _ => {}
        }
    }
    twice
}

/// The job that an event finishes, and what it was done to. Measuring and counting again is no waste.
fn job(event: &Event) -> Option<(&str, &str)> {
    let place = event.place.as_deref();
    match &event.what {
        H::PowerCut(_) => Some(("power_cut", place?)),
        H::VentilationSwitched(_) => Some(("ventilation_switched", place?)),
        H::CordonClosed(cordon) => Some(("cordon_closed", &cordon.around)),
        H::Made(made) => Some(("made", &made.fact)),
        H::AreaEvacuated(area) => Some(("area_evacuated", &area.area)),
        // A search that found nobody: the room was empty or had been searched.
        H::Found(found) if found.who.is_empty() => Some(("rescue", place?)),
        _ => None,
    }
}
