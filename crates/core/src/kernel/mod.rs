//! What every feature stands on: names, clock, agenda, luck, journal, and the registry of state.

mod agenda;
mod journal;
mod luck;
mod names;
mod registry;

pub use agenda::{Agenda, Clock, Due, Set, Sets, Wake, WakeKey};
pub use journal::{Journal, Log, Root, Why};
pub use luck::{Draw, Luck, Purpose, sample};
pub use names::{Id, Index, Kind, Names};
pub use registry::{Class, Plugin, Registry, Save, SaveError, Stateful, clear_messages};
pub(crate) use registry::{accept_baseline, load, save};
