//! Seats that are played: the orders that they give, and why one is not taken.

use crate::kernel::{Clock, Due, Id, Index, Journal, Root, Set, Wake};
use crate::minds::{Hands, Lore, Ordered, Speaker, Unrest};
use crate::world::TAKE_SEAT;
use bevy_ecs::prelude::*;
use hazdrill_model::{Finding, Verb};
use hazdrill_record::{Word, happening};
use hazdrill_units::SimTime;
use serde::{Deserialize, Serialize};

/// Orders from seats that wait for their instant.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pending {
    next: u32,
    orders: Vec<PendingOrder>,
}

impl Pending {
    /// Adds an order of a seat; gives its number. No verb takes the seat.
    pub(crate) fn add(&mut self, at: SimTime, seat: Id, verb: Option<String>) -> u32 {
        let number = self.next;
        self.next += 1;
        self.orders.push(PendingOrder { number, at, seat, verb });
        number
    }

    /// Orders to come: when, the seat, and the order as its event will hold it.
    pub(crate) fn all(&self) -> impl Iterator<Item = (SimTime, Id, serde_json::Value)> + '_ {
        self.orders.iter().map(|order| (order.at, order.seat, order.data()))
    }
}

/// An order from a seat that waits for its instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct PendingOrder {
    number: u32,
    at: SimTime,
    seat: Id,
    /// The verb as JSON; none takes the seat.
    verb: Option<String>,
}

impl PendingOrder {
    /// The order as its event will hold it.
    fn data(&self) -> serde_json::Value {
        match &self.verb {
            None => TAKE_SEAT.into(),
            Some(json) => serde_json::from_str(json).expect("the order was written by this engine"),
        }
    }
}

/// Why an order from a seat was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum OrderError {
    /// There is no such seat.
    NoSuchSeat(String),
    /// The order names something that the scenario does not have, or breaks another of its rules.
    CannotBe(Finding),
    /// The order of a record is no verb.
    NoVerb(String),
    /// The instant is past.
    Past,
    /// The drill has ended.
    Ended,
}

impl core::fmt::Display for OrderError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NoSuchSeat(seat) => write!(f, "there is no seat `{seat}`"),
            Self::CannotBe(finding) => write!(f, "the order cannot be given: {finding:?}"),
            Self::NoVerb(why) => write!(f, "the order of the record cannot be read: {why}"),
            Self::Past => f.write_str("the instant of the order is past"),
            Self::Ended => f.write_str("the drill has ended"),
        }
    }
}

impl core::error::Error for OrderError {}

/// Takes the orders of seats whose instant has come.
pub(crate) fn inject_orders(
    due: Res<Due>,
    index: Res<Index>,
    clock: Res<Clock>,
    lore: Res<Lore>,
    mut pending: ResMut<Pending>,
    mut hands: Query<&mut Hands>,
    mut unrest: ResMut<Unrest>,
    mut journal: Journal,
) {
    for (seat, number) in due.of(Set::Injects, Wake::Order) {
        let Some(at) = pending.orders.iter().position(|order| order.number == number) else { continue };
        let order = pending.orders.remove(at);
        let mut hands = hands.get_mut(index.entity(seat)).expect("every actor has hands");
        hands.played = true;
        let json = order.verb.as_deref();
        let verb: Option<Verb> =
            json.map(|json| serde_json::from_str(json).expect("the order was written by this engine"));
        let word = verb.as_ref().map_or(TAKE_SEAT, Verb::word).into();
        let event = journal.event(happening::Order { verb: word, order: order.data() }).by(seat).root(Root::Order);
        let Some(verb) = verb else { continue };
        let Lore { names, facts, plans } = &*lore;
        let organisation = names.word(seat).split('/').next().unwrap_or_default().to_owned();
        let speaker = Speaker { names, facts, groups: &plans.groups, organisation: &organisation };
        let urgent = matches!(verb, Verb::Withdraw { .. });
        let ordered = Ordered {
            deed: speaker.deed(&verb),
            by: None,
            step: None,
            procedure: Word::from(""),
            step_name: verb.word().into(),
            work: None,
            reports: false,
            urgent,
            since: clock.now,
            because: event,
        };
        hands.inbox.push(ordered);
        unrest.rouse(seat);
    }
}
