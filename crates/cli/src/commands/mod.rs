//! The commands: a module each.

mod check;
mod compare;
mod explain;
mod list;
mod replay;
pub(crate) mod report;
mod run;
mod score;
mod verify;

use crate::args::Request;
use crate::console::Console;
use crate::failure::{Failure, Outcome};

/// Does what was asked for.
pub(crate) fn run(console: &mut Console, request: Request) -> Result<Outcome, Failure> {
    match request {
        Request::Run(run) => run::run(console, &run),
        Request::Check { scenarios, deny_warnings, format } => check::run(console, &scenarios, deny_warnings, format),
        Request::Score { record, rubric, format } => score::run(console, &record, rubric.as_deref(), format),
        Request::Report(args) => report::run(console, &args),
        Request::Compare { records, format } => compare::run(console, &records, format),
        Request::Replay { record, verify: true, resume_every, .. } => verify::run(console, &record, resume_every),
        Request::Replay { record, why: Some(event), .. } => replay::why(console, &record, event),
        Request::Replay { record, detail, .. } => replay::run(console, &record, detail),
        Request::List { what } => list::run(console, what.as_deref()),
        Request::Explain { word } => explain::run(console, &word),
    }
}
