//! `dispatch`: forces are ordered out.

use super::super::task::Works;
use crate::kernel::Id;
use hazdrill_record::EventId;
use hazdrill_record::happening::Dispatched;

/// Writes down that crews were ordered out; the crews themselves know it from the message.
pub(super) fn dispatched(works: &mut Works, who: Id, crews: &[Id], to: Id, said: EventId) -> EventId {
    let names = &works.learning.names;
    let event =
        Dispatched { crews: crews.iter().map(|c| names.word(*c).clone()).collect(), to: names.word(to).clone() };
    let here = works.body(who).place;
    works.learning.journal.event(event).by(who).at(here).because(said)
}
