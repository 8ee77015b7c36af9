//! The documents that are made of a record: one table, a module for each kind.
//!
//! A kind is added in one place: a module with its `KIND`, and its line in [`KINDS`].

use crate::names::Names;
use crate::office::{self, Case, Document, Filed, OfficeError, Run};
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
    /// What it is, in both languages.
    pub about: (&'static str, &'static str),
    /// Whether a timeline of a real drill or incident gives it too.
    pub of_timeline: bool,
    /// How it is made.
    pub write: Write,
}

/// How a kind is made: the same bytes from the same record, whatever the machine.
#[derive(Clone, Copy)]
pub enum Write {
    /// One file of this name, from a record.
    One(&'static str, fn(&Source<'_>) -> Vec<u8>),
    /// Files named in the language, those that the case can fill: before the drill from its scenario, after it from its
    /// record.
    Several(fn(&Case<'_>) -> Result<Vec<Made>, OfficeError>),
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Kind {
    /// What it is.
    pub fn about(&self) -> Text {
        Text::new(self.about.0, self.about.1)
    }

    /// Whether it can be made before the drill, from a scenario alone.
    pub fn is_before(&self) -> bool {
        matches!(self.write, Write::Several(_))
    }
}

/// Makes these kinds from a record, and with the Word documents the list for the archive, which names all files made and
/// those `beside` them: the record itself.
pub fn make(kinds: &[&Kind], source: &Source<'_>, beside: &[Filed]) -> Result<Vec<Made>, OfficeError> {
    let lang = source.lang();
    let Source { names, events, evaluation, engine } = *source;
    let run = Run { events, evaluation, engine, timeline: names.timeline() };
    let case = Case { names, run: Some(run), filed: &[] };
    let mut made = Vec::new();
    for kind in kinds {
        match kind.write {
            Write::One(name, write) => {
                let about = kind.about().get(lang).to_owned();
                made.push(Made { name: name.to_owned(), about, bytes: write(source) });
            }
            Write::Several(write) => made.extend(write(&case)?),
        }
    }
    if kinds.iter().any(|kind| kind.id == office::DOCX.id) {
        let files = made.iter().map(|made| Filed::new(&made.name, &made.bytes));
        let filed: Vec<Filed> = beside.iter().cloned().chain(files).collect();
        made.push(office::file(Document::Archive, &Case { filed: &filed, ..case })?);
    }
    Ok(made)
}

/// Makes what these kinds can tell before the drill, from its scenario alone.
pub fn make_before(kinds: &[&Kind], names: &Names<'_>) -> Result<Vec<Made>, OfficeError> {
    let case = Case { names, run: None, filed: &[] };
    let mut made = Vec::new();
    for kind in kinds {
        if let Write::Several(write) = kind.write {
            made.extend(write(&case)?);
        }
    }
    Ok(made)
}

/// Every kind, in the order in which they are written.
pub const KINDS: &[Kind] = &[html::KIND, md::KIND, narration::KIND, json::KIND, office::XLSX, office::DOCX];

/// The kind with the word `id`.
pub fn find(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}
