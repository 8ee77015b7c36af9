//! The documents that are made of a record: one table, a module for each kind.
//!
//! A kind is added in one place: a module with its `KIND`, and its line in [`KINDS`].

use crate::names::Names;
use crate::{html, json, md, narration};
use hazdrill_model::{Lang, Text};
use hazdrill_record::Event;
use hazdrill_score::Evaluation;

/// What a document is made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The words and the language.
    pub names: &'a Names<'a>,
    /// The events, numbered from 1 without gaps.
    pub events: &'a [Event],
    /// The evaluation of the same record.
    pub evaluation: &'a Evaluation,
    /// Version of the engine that wrote the record; none where it does not say.
    pub engine: Option<&'a str>,
}

impl Source<'_> {
    /// The language.
    pub fn lang(&self) -> Lang {
        self.names.lang()
    }

    /// What the drill is called.
    pub fn title(&self) -> String {
        let id = || self.evaluation.scenario.clone().unwrap_or_default();
        self.names.scenario().map_or_else(id, |s| s.name.get(self.lang()).to_owned())
    }
}

/// A kind of document.
pub struct Kind {
    /// The word of `--kinds`.
    pub id: &'static str,
    /// The file.
    pub file: &'static str,
    /// What it is, in both languages.
    pub about: (&'static str, &'static str),
    /// Makes its bytes: the same from the same record, whatever the machine.
    pub write: fn(&Source<'_>) -> Vec<u8>,
}

impl Kind {
    /// What it is.
    pub fn about(&self) -> Text {
        Text::new(self.about.0, self.about.1)
    }
}

/// Every kind, in the order in which they are written.
pub const KINDS: &[Kind] = &[html::KIND, md::KIND, narration::KIND, json::KIND];

/// The kind with the word `id`.
pub fn find(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}
