//! `dispatch`, `withdraw`: forces are ordered out, and called back.

use super::super::task::Works;
use crate::kernel::Id;
use crate::places::BodyKind;
use hazdrill_record::happening::{Dispatched, WithdrawalSignalled, Withdrawn};
use hazdrill_record::{EventId, Word};

/// Writes down that crews were ordered out; the crews themselves know it from the message.
pub(super) fn dispatched(works: &mut Works, who: Id, crews: &[Id], to: Id, said: EventId) -> EventId {
    let event = Dispatched { crews: words(works, crews), to: works.learning.lore.names.word(to).clone() };
    let here = works.body(who).place;
    works.learning.journal.event(event).by(who).at(here).because(said)
}

/// Writes down that crews were called back.
pub(super) fn called_back(works: &mut Works, who: Id, crews: &[Id], to: Id, said: EventId) -> EventId {
    let event = WithdrawalSignalled { crews: words(works, crews), to: works.learning.lore.names.word(to).clone() };
    let here = works.body(who).place;
    works.learning.journal.event(event).by(who).at(here).because(said)
}

/// Writes down that a crew that was called back is where it was called to.
pub(super) fn withdrawn(works: &mut Works, who: Id, because: EventId) -> EventId {
    let body = works.body(who);
    let (here, people) = match body.kind {
        BodyKind::Crew(people) => (body.place, people),
        BodyKind::Person => (body.place, 1),
    };
    works.learning.journal.event(Withdrawn { people }).by(who).at(here).because(because)
}

fn words(works: &Works, crews: &[Id]) -> Vec<Word> {
    crews.iter().map(|crew| works.learning.lore.names.word(*crew).clone()).collect()
}
