//! Writes a record, line by line, each chained to the one before.

use crate::event::Event;
use crate::line::{EMPTY_HASH, EndReason, chain_hash_of, put_hash};
use serde::Serialize;
use std::io::{self, Write};

/// The schema of the header.
pub const SCHEMA: &str = "hazdrill/record/1";

/// The first line: all that a re-run needs.
#[derive(Clone, Debug, Serialize)]
pub struct Header<'a, O: Serialize, S: Serialize> {
    /// Version of the engine.
    pub engine: &'a str,
    /// The seed.
    pub seed: u64,
    /// What was overridden, and how.
    pub overrides: O,
    /// The scenario as it ran, with packs and overrides merged in.
    pub scenario: S,
}

/// The last line, but for its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Why the drill ended.
    pub end: EndReason,
    /// When, milliseconds.
    pub t_ms: i64,
    /// How many events the record holds.
    pub events: u64,
}

/// Writes a record to `out`.
pub struct Writer<W: Write> {
    out: W,
    hash: String,
    /// The line that is being written: kept, so that a record of many lines does not ask for memory at each.
    line: Vec<u8>,
}

/// An event as a line without its hash: what byte-identity of two runs means.
pub fn event_line(event: &Event) -> String {
    serde_json::to_string(event).expect("an event holds nothing that JSON cannot")
}

impl<W: Write> Writer<W> {
    /// Begins a record with its header.
    pub fn begin<O: Serialize, S: Serialize>(out: W, header: &Header<'_, O, S>) -> io::Result<Self> {
        #[derive(Serialize)]
        struct Line<'a, O, S> {
            schema: &'a str,
            engine: &'a str,
            seed: u64,
            overrides: &'a O,
            scenario: &'a S,
        }
        let mut writer = Self { out, hash: EMPTY_HASH.to_owned(), line: Vec::new() };
        let Header { engine, seed, overrides, scenario } = header;
        let line = Line { schema: SCHEMA, engine, seed: *seed, overrides, scenario };
        writer.line(&line)?;
        Ok(writer)
    }

    /// Writes one event.
    pub fn event(&mut self, event: &Event) -> io::Result<()> {
        self.line(event)
    }

    /// Ends the record; gives its closing hash and what it was written to.
    pub fn finish(mut self, closing: Closing) -> io::Result<(String, W)> {
        #[derive(Serialize)]
        struct Line {
            end: EndReason,
            t_ms: i64,
            events: u64,
        }
        let Closing { end, t_ms, events } = closing;
        self.line(&Line { end, t_ms, events })?;
        self.out.flush()?;
        Ok((self.hash, self.out))
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)?;
        self.hash = chain_hash_of(&self.hash, &self.line);
        put_hash(&mut self.line, &self.hash);
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }
}
