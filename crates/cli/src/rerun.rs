//! A drill from its header: how a run is stepped, and how its record is written. `run` and `replay --verify` share it, so
//! that they cannot differ.

use hazdrill_core::Drill;
use hazdrill_model::{Checked, Scenario};
use hazdrill_record::{Closing, EndReason, Event, Happening, Header, Writer};
use hazdrill_units::SimTime;
use std::io::{self, Write};

/// What makes a drill: the first line of its record.
#[derive(Clone, Copy)]
pub(crate) struct Identity<'a> {
    pub(crate) checked: &'a Checked,
    pub(crate) seed: u64,
    pub(crate) overrides: &'a serde_json::Value,
}

impl Identity<'_> {
    fn header(&self) -> Header<'_, &serde_json::Value, &Scenario> {
        Header {
            engine: hazdrill_core::VERSION,
            seed: self.seed,
            overrides: self.overrides,
            scenario: self.checked.scenario(),
        }
    }

    /// The first line of the record, without its end.
    pub(crate) fn first_line(&self) -> Vec<u8> {
        let mut line = Vec::new();
        Writer::begin(&mut line, &self.header()).expect("memory takes what is written to it");
        line.pop();
        line
    }

    /// Writes the whole record; gives its closing hash.
    pub(crate) fn write(&self, events: &[Event], closing: Closing, out: impl Write) -> io::Result<String> {
        let mut writer = Writer::begin(out, &self.header())?;
        for event in events {
            writer.event(event)?;
        }
        writer.finish(closing).map(|(hash, _)| hash)
    }
}

/// The closing line of a drill that was stepped up to `until`.
pub(crate) fn closing(drill: &Drill, until: SimTime) -> Closing {
    let events = drill.event_count();
    match drill.ended() {
        Some(end) => Closing { end, t_ms: drill.now().ms(), events },
        // Not over yet: the instant that was asked for is its limit.
        None => Closing { end: EndReason::Limit, t_ms: until.ms(), events },
    }
}

/// What a record that stands in the way has and the drill about to be run would not write again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// Other orders from seats.
    Orders,
    /// It ends at another instant.
    End,
    /// It cannot be read to its end.
    Unread,
}

/// Whether the record `text` holds something that `engine`, which has its orders and stands at its start, would not
/// write again when it is stepped up to `until`; its header is the same. A drill is a function of its header and its
/// orders, so to compare these and the end is to compare all. A run that was interrupted is only the beginning of this
/// one.
pub(crate) fn would_lose(text: &str, engine: &Drill, until: Option<SimTime>) -> Option<Lost> {
    let Ok(record) = hazdrill_record::read(text) else { return Some(Lost::Unread) };
    let Some(closing) = record.closing else { return Some(Lost::Unread) };
    let given = record.events.iter().filter_map(|event| match &event.what {
        Happening::Order(order) => Some((event.t_ms?, event.actor.clone()?, order.order.clone())),
        _ => None,
    });
    let awaited = engine.orders_to_come().into_iter().map(|(at, seat, order)| (at.ms(), seat, order));
    // What was to come after its end cannot stand in it.
    let awaited = awaited.filter(|(t_ms, ..)| *t_ms <= closing.t_ms);
    // Orders to one seat come in the order in which they were given, whatever stands between them.
    let sorted = |mut orders: Vec<(i64, hazdrill_record::Word, serde_json::Value)>| {
        orders.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        orders
    };
    if sorted(given.collect()) != sorted(awaited.collect()) {
        return Some(Lost::Orders);
    }
    let until = until.map_or(i64::MAX, SimTime::ms);
    let own_limit = (SimTime::ZERO + engine.scenario().limit).ms();
    let same_end = match closing.end {
        EndReason::Limit if closing.t_ms < own_limit => closing.t_ms == until,
        EndReason::Limit | EndReason::Interrupted | EndReason::AllClear | EndReason::Stuck => closing.t_ms <= until,
    };
    (!same_end).then_some(Lost::End)
}
