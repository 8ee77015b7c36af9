//! Orders that are given up half-way: who called the crew back, or what was more urgent, and who still has to be told.
//!
//! Whoever ordered a task waits for its end. A crew that lays a task down says so in the record at once, and to the
//! orderer when it reports next.

use super::decide::{Hands, Ordered};
use crate::kernel::{Id, Journal};
use hazdrill_record::happening::Failed;
use hazdrill_record::{EventId, Word};
use serde::{Deserialize, Serialize};

/// The reason where a crew was called back.
pub(crate) const WITHDRAWN: &str = "withdrawn";
/// The reason where a task gave way to an urgent one.
pub(crate) const GAVE_WAY: &str = "gave_way";

/// A task that was given up and whose orderer does not know it yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owed {
    /// Who ordered it.
    pub to: Id,
    /// The orderer's step and attempt.
    pub step: Option<(u16, u32)>,
    /// The verb.
    pub verb: Word,
    /// Why it was given up.
    pub reason: Word,
    /// Whether the report is being given now; it is owed until it has come through.
    pub on_the_air: bool,
}

impl Hands {
    /// Whether something is owed to `to`.
    pub(crate) fn owes(&self, to: Option<Id>) -> bool {
        self.owed.iter().any(|owed| Some(owed.to) == to)
    }

    /// A report is over: what it said is owed no more, if it came through.
    pub(crate) fn reported(&mut self, came_through: bool) {
        self.owed.retain(|owed| !(owed.on_the_air && came_through));
        self.owed.iter_mut().for_each(|owed| owed.on_the_air = false);
    }

    /// An order that is given again is not given up any more.
    pub(crate) fn ordered_again(&mut self, order: &Ordered) {
        let number = |step: Option<(u16, u32)>| step.map(|(number, _)| number);
        self.owed.retain(|owed| Some(owed.to) != order.by || number(owed.step) != number(order.step));
    }
}

/// Writes down that `who`, who is `here`, gives an order up, and keeps in mind to report it. Causes are the event that
/// ended it and the one by which it was heard or begun.
pub(crate) fn give_up(
    who: Id,
    here: Id,
    order: &Ordered,
    reason: &str,
    causes: [EventId; 2],
    hands: &mut Hands,
    journal: &mut Journal,
) -> EventId {
    let verb: Word = order.deed.word().into();
    let failed = Failed {
        procedure: order.procedure.clone(),
        step: order.step_name.clone(),
        verb: verb.clone(),
        reason: reason.into(),
    };
    let [because, begun] = causes;
    let event = journal.event(failed).by(who).at(here).because_later_of(because, begun);
    if let Some(to) = order.by.filter(|_| order.reports) {
        hands.owed.push(Owed { to, step: order.step, verb, reason: reason.into(), on_the_air: false });
    }
    event
}
