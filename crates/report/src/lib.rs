//! Words for people: a record as sentences, an evaluation as tables, in Chinese and English.
//!
//! Nothing here runs a drill or scores it. A sentence is made from an event, the event that bound it, and the names that
//! the scenario gives to its people and places. Whatever leaves for people says that it is an exercise (law 10).
//!
//! - [`Names`]: what the scenario calls its people, places and things.
//! - [`fact`], [`verb`], [`word`]: the closed lists in words; [`condition`]: when a step is taken.
//! - [`Story`]: one event as one sentence, with its cause.
//! - [`Milestones`]: the few lines of a run that tell it.
//! - [`summary()`]: the end of a run as tables; [`full_summary()`]: the whole evaluation.
//! - [`office`]: the documents that an office files, as Word and Excel files.
//! - [`KINDS`]: the documents that are made of a record: a page, Markdown, a narration, JSON, Word and Excel files.
//! - [`comparison()`]: several drills side by side.
//! - [`Table`]: columns that stay straight under double-width characters.

pub mod condition;
pub mod fact;
pub mod office;
pub mod verb;
pub mod word;

mod because;
mod chain;
mod compare;
mod digest;
mod document;
mod html;
mod json;
mod md;
mod milestones;
mod names;
mod narration;
mod review;
mod rich;
mod say;
mod sections;
mod story;
mod summary;
mod table;

pub use compare::comparison;
pub use document::{KINDS, Kind, Made, Source, Write, find, make, make_before};
pub use json::object;
pub use milestones::{DEFAULT_LINES, Milestones};
pub use names::Names;
pub use say::{duration, exercise, number, pick};
pub use story::Story;
pub use summary::{Detail, full_summary, summary};
pub use table::{Align, Table, wrap};
