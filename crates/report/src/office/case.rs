//! What documents are made from, and why one of them cannot be made.

use super::{Document, Stage};
use crate::names::Names;
use crate::say::say;
use hazdrill_model::Lang;
use hazdrill_record::{Event, Record};
use hazdrill_score::{Evaluation, timeline::TimelineRecord};

/// A drill for its documents: its names, and its run where it was run.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The scenario and the language.
    pub names: &'a Names<'a>,
    /// The run; none before the drill.
    pub run: Option<Run<'a>>,
    /// The files that the list for the archive shows.
    pub filed: &'a [Filed],
}

/// A run: its events and their evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The events of the record.
    pub events: &'a [Event],
    /// Their evaluation.
    pub evaluation: &'a Evaluation,
    /// Version of the engine that ran it; none where the record does not say.
    pub engine: Option<&'a str>,
    /// The rows of a real drill or incident, where the record is a timeline and has no events.
    pub timeline: Option<&'a TimelineRecord>,
}

impl<'a> Run<'a> {
    /// The run of a record.
    pub fn new(record: &'a Record, evaluation: &'a Evaluation) -> Self {
        let engine = record.header.as_ref().map(|header| header.engine.as_str());
        Self { events: &record.events, evaluation, engine, timeline: None }
    }

    /// The run of a timeline.
    pub fn of_timeline(timeline: &'a TimelineRecord, evaluation: &'a Evaluation) -> Self {
        Self { events: &[], evaluation, engine: None, timeline: Some(timeline) }
    }
}

/// A file as the archive lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// BLAKE3 of its content, hexadecimal.
    pub hash: String,
}

impl Filed {
    /// The entry of a file.
    pub fn new(name: &str, content: &[u8]) -> Self {
        let hash = blake3::hash(content).to_hex().to_string();
        Self { name: name.to_owned(), bytes: content.len() as u64, hash }
    }
}

/// Why a document was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeError {
    /// It tells what happened, and nothing has.
    NoRun(Document),
    /// It tells of a simulated drill, and this is the timeline of a real one or of an incident.
    NoDrill(Document),
    /// It tells of a timeline, and this is no timeline.
    NoTimeline(Document),
    /// It tells what is planned, and the record carries no scenario.
    NoScenario(Document),
    /// The file could not be put together.
    Package {
        /// Which; none for the workbook.
        document: Option<Document>,
        /// What the writer of the format says.
        detail: String,
    },
}

impl OfficeError {
    /// One sentence for people.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::NoRun(document) => {
                let title = document.title(lang);
                say!(lang, "{title}须依据一次演练的记录编写", "{title}: it needs the record of a drill")
            }
            Self::NoDrill(document) => {
                let title = document.title(lang);
                say!(
                    lang,
                    "{title}只用于推演的记录，时间线请用应急处置评估报告和应急处置记录",
                    "{title}: it is for the record of a run; of a timeline there are the evaluation and the log of the response"
                )
            }
            Self::NoTimeline(document) => {
                let title = document.title(lang);
                say!(lang, "{title}须依据时间线编写", "{title}: it needs a timeline")
            }
            Self::NoScenario(document) => {
                let title = document.title(lang);
                say!(
                    lang,
                    "{title}须依据演练情景编写，而这份记录不含可读的情景",
                    "{title}: it needs the scenario, and this record carries none that can be read"
                )
            }
            Self::Package { document, detail } => {
                let title = document.map_or("", |document| document.title(lang));
                say!(lang, "{title}无法生成：{detail}", "{title} could not be put together: {detail}")
            }
        }
    }
}

impl Case<'_> {
    /// The language.
    pub(super) fn lang(&self) -> Lang {
        self.names.lang()
    }

    /// What the drill is called.
    pub(super) fn drill(&self) -> String {
        let lang = self.lang();
        let named = self.names.scenario().map(|s| s.name.get(lang)).filter(|name| !name.is_empty());
        let id = || self.run.and_then(|run| run.evaluation.scenario.as_deref());
        named.or_else(id).map_or_else(|| say!(lang, "应急演练", "Emergency drill"), str::to_owned)
    }

    /// The fingerprint of the scenario as it stands in the record; none where there is no scenario.
    pub(super) fn scenario_hash(&self) -> Option<String> {
        let json = serde_json::to_vec(self.names.scenario()?).ok()?;
        Some(blake3::hash(&json).to_hex().to_string())
    }

    /// Year, month, day, hour and minute at which the drill or case starts.
    pub(super) fn starts(&self) -> Option<[u16; 5]> {
        self.names.starts()
    }
}

impl<'a> Case<'a> {
    /// Whether a document of that stage can be written.
    pub(super) fn can(&self, stage: Stage) -> bool {
        let is_timeline = self.run.is_some_and(|run| run.timeline.is_some());
        match stage {
            Stage::Before => self.names.scenario().is_some(),
            Stage::After => self.run.is_some() && !is_timeline,
            Stage::Case => is_timeline,
            Stage::Either => self.run.is_some(),
        }
    }

    /// The run, or the reason why `document` cannot do without, or is not for one of that sort.
    pub(super) fn run(&self, document: Document) -> Result<Run<'a>, OfficeError> {
        let run = self.run.ok_or(OfficeError::NoRun(document))?;
        match (document.stage(), run.timeline) {
            (Stage::After, Some(_)) => Err(OfficeError::NoDrill(document)),
            (Stage::Case, None) => Err(OfficeError::NoTimeline(document)),
            _ => Ok(run),
        }
    }

    /// The scenario, or the reason why `document` cannot do without.
    pub(super) fn scenario(&self, document: Document) -> Result<&'a hazdrill_model::Scenario, OfficeError> {
        self.names.scenario().ok_or(OfficeError::NoScenario(document))
    }

    /// The instant that a file gives as its making: the start of the drill, since the same record has to give the same
    /// bytes.
    pub(super) fn created(&self) -> String {
        let [y, m, d, h, min] = self.starts().unwrap_or([2000, 1, 1, 0, 0]);
        format!("{y:04}-{m:02}-{d:02}T{h:02}:{min:02}:00Z")
    }
}
