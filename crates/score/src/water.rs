//! Where the water of the foam attacks went.

use crate::moment::seconds;
use crate::view::View;
use hazdrill_record::{EventId, Happening};
use serde::Serialize;

/// Cubic metres of foam solution that ran off: into the drains, or into the accident pool.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WasteWater {
    /// Into the drains, m³.
    pub lost_m3: f64,
    /// Held, m³.
    pub held_m3: f64,
    /// When it was held first; none where nobody held it, or at an unknown minute.
    pub contained_s: Option<f64>,
    /// Whether the accident pool ran over.
    pub overflowed: bool,
    /// The events.
    pub events: Vec<EventId>,
}

/// Reads it from a record: the last event has the sums.
pub(crate) fn read(view: &View<'_>) -> WasteWater {
    let mut all = WasteWater::default();
    for event in view.events {
        let Happening::WasteWater(water) = &event.what else { continue };
        (all.lost_m3, all.held_m3) = (water.lost_m3, water.held_m3);
        match &*water.state {
            "contained" => all.contained_s = all.contained_s.or(event.t_ms.map(seconds)),
            "full" => all.overflowed = true,
            _ => {}
        }
        all.events.push(event.seq);
    }
    all
}
