//! What the loader has to say: data first, words in two languages later.
//!
//! A [`Diagnostic`] holds a problem with its arguments and its place. [`code`](Diagnostic::code) gives its number, the
//! module `words` its sentences, and `render` a picture of the place with a caret. Each of them matches over every
//! problem, so that the compiler proves both languages complete.

mod code;
mod explain;
mod json;
mod render;
mod words;

pub use code::Code;
pub use explain::explain;
pub use render::render;

use crate::overrides::OverrideProblem;
use crate::source::Span;
use crate::syntax::SyntaxProblem;
use crate::tree_de::TypeProblem;
use hazdrill_model::check::Problem as CheckProblem;
use hazdrill_model::{Lang, Severity};

/// Something that is wrong, or that somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What.
    pub problem: Problem,
    /// How bad.
    pub severity: Severity,
    /// Where in the text; none where there is no text.
    pub place: Option<Span>,
    /// The other place that belongs to it: the first of two, the bracket that is not closed.
    pub other: Option<Span>,
    /// Where in the scenario: `channels.telephone.lost`. Empty for a problem of the text itself.
    pub path: String,
    /// The law, standard or plan that the node serves.
    pub clause: Option<String>,
}

/// What can be wrong, by the stage that notices it.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A file or pack.
    File(FileProblem),
    /// The text is not RON.
    Syntax(SyntaxProblem),
    /// A value does not fit its place.
    Type(TypeProblem),
    /// An override cannot be applied.
    Override(OverrideProblem),
    /// A rule across fields, or a limit.
    Check(CheckProblem),
}

/// A file or pack cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub enum FileProblem {
    /// There is no such file, folder or built-in scenario.
    NotFound {
        /// What was asked for.
        name: String,
        /// The built-in scenarios; none where a file was asked for that is no scenario.
        candidates: Vec<String>,
    },
    /// More bytes than the loader reads.
    TooLarge {
        /// How many there are.
        bytes: u64,
        /// How many there may be, with all packs.
        limit: u64,
    },
    /// Not text in UTF-8.
    NotUtf8,
    /// The system does not let us read it.
    Unreadable {
        /// What.
        name: String,
        /// The kind of the system's reason.
        kind: std::io::ErrorKind,
        /// The system's reason in its own words, for a kind without words of ours.
        reason: String,
    },
    /// There is no such pack, neither beside the scenario nor built in.
    PackMissing {
        /// The pack.
        name: String,
        /// The built-in packs.
        candidates: Vec<String>,
    },
    /// A pack that uses itself.
    PackCycle {
        /// From the pack back to itself.
        chain: Vec<String>,
    },
    /// A file that stands in place of a built-in pack of the same name, where something is missing.
    PackReplaces {
        /// The pack.
        name: String,
    },
    /// A pack outside the scenario's folder.
    PackOutside {
        /// The pack.
        name: String,
    },
    /// More packs than the loader reads.
    TooManyPacks {
        /// How many there may be.
        limit: usize,
    },
}

impl Diagnostic {
    pub(crate) fn new(problem: Problem, place: Option<Span>) -> Self {
        let severity = match &problem {
            Problem::Check(problem) => problem.severity(),
            Problem::File(FileProblem::PackReplaces { .. }) => Severity::Warning,
            _ => Severity::Error,
        };
        let place = place.filter(|span| span.is_somewhere());
        Self { problem, severity, place, other: None, path: String::new(), clause: None }
    }

    pub(crate) fn with_path(mut self, path: String) -> Self {
        self.path = path;
        self
    }

    /// Its number.
    pub fn code(&self) -> Code {
        Code::of(&self.problem)
    }

    /// Whether it says that something is not there: a field, a thing that is named.
    pub(crate) fn is_of_something_missing(&self) -> bool {
        matches!(self.code(), Code::MissingField | Code::UnknownName)
    }

    /// Whether the scenario does not run because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether the system did not let us read a file: exit code 3, not 2.
    pub fn is_unreadable_file(&self) -> bool {
        matches!(self.problem, Problem::File(FileProblem::Unreadable { .. }))
    }

    /// The sentence that says it, without place and help.
    pub fn message(&self, lang: Lang) -> String {
        words::say(self, lang).title
    }

    /// What to do about it, where there is something to say.
    pub fn help(&self, lang: Lang) -> Option<String> {
        words::say(self, lang).help
    }
}
