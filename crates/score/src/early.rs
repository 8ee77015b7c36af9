//! Rescue before there is a headquarters: it begins long before anybody commands it, and an evaluation has to show that.

use crate::moment::{Moment, Stamps, seconds};
use crate::view::View;
use hazdrill_record::{EventId, Happening as H};
use serde::Serialize;

/// What was done for people before the headquarters was declared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BeforeHeadquarters {
    /// The event that declared the headquarters; none where nobody did: then all that was done counts as before.
    pub headquarters: Option<EventId>,
    /// When the first of it was done; none where nothing was, or at an unknown minute.
    pub first_s: Option<f64>,
    /// How many acts: rescued, triaged, treated, decontaminated, delivered, area evacuated.
    pub acts: u64,
    /// Their events.
    pub events: Vec<EventId>,
}

/// Counts what was done for people before the headquarters.
pub(crate) fn read(view: &View<'_>, stamps: &Stamps) -> BeforeHeadquarters {
    let headquarters = stamps.get("t12_headquarters").map(|moment| moment.event);
    let acts: Vec<Moment> = view
        .events
        .iter()
        .filter(|e| headquarters.is_none_or(|headquarters| e.seq < headquarters))
        .filter(|e| {
            matches!(
                e.what,
                H::Rescued(_)
                    | H::Triaged(_)
                    | H::Treated(_)
                    | H::Decontaminated(_)
                    | H::Delivered(_)
                    | H::AreaEvacuated(_)
            )
        })
        .map(Moment::of)
        .collect();
    BeforeHeadquarters {
        headquarters,
        first_s: acts.iter().find_map(|moment| moment.t_ms).map(seconds),
        acts: acts.len() as u64,
        events: acts.into_iter().map(|moment| moment.event).collect(),
    }
}
