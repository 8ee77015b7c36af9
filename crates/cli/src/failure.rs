//! How a command ends, and the exit codes of the contract.

use std::process::ExitCode;

/// A command that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 0: done.
    Done,
    /// 1: an expectation was not met, a warning was denied, a record differs.
    Disappointed,
}

/// A command that could not do its work. The text is in the user's language and ready for stderr.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// 2: wrong usage, or an input that cannot be loaded.
    Input(String),
    /// 3: a file could not be read or written.
    File(String),
}

impl Failure {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Input(text) | Self::File(text) => text,
        }
    }

    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(2),
            Self::File(_) => ExitCode::from(3),
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Disappointed => Self::from(1),
        }
    }
}
