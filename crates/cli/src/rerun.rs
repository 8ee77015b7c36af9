//! A drill from its header: how a run is stepped, and how its record is written. `run` and `replay --verify` share it, so
//! that they cannot differ.

use hazdrill_core::Drill;
use hazdrill_model::{Checked, Scenario};
use hazdrill_record::{Closing, EndReason, Event, Header, Writer};
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
