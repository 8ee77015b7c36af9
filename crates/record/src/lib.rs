//! What *happened*: the events of a drill with their causes, and the record that holds them.
//!
//! A record is JSON Lines: a header with the resolved scenario, one line per event, a closing line, each line chained to
//! the one before by its hash. It is complete: it alone is enough to run the drill again, to verify it and to score it.
//!
//! A kind of event is added in one place, [`mod@happening`].

pub mod happening;

mod event;
mod line;
mod reader;
mod writer;

pub use event::{Causes, Event, EventId};
pub use happening::{Happening, KindDef, Task, Told, Word};
pub use line::{EMPTY_HASH, EndReason, chain_hash};
pub use reader::{ReadError, ReadProblem, Record, RecordHeader, read};
pub use writer::{Closing, Header, SCHEMA, Writer, event_line};
