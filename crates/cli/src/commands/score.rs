//! `hazdrill score`: evaluates a record, or the timeline of a real drill or incident.

use crate::args::Format;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::say;
use crate::{files, load, record_file};
use hazdrill_model::Scenario;
use hazdrill_report::{Names, full_summary};
use hazdrill_score::{Evaluation, timeline};
use std::path::Path;

/// Evaluates the record or timeline at `path`, by the targets of `rubric` where one is given.
pub(crate) fn run(
    console: &mut Console,
    path: &Path,
    rubric: Option<&str>,
    format: Format,
) -> Result<Outcome, Failure> {
    let (mut evaluation, scenario) = evaluate(console, path)?;
    if let Some(rubric) = rubric {
        evaluation = evaluation.with_targets(&load::targets(console, rubric)?, scenario.as_ref());
    }
    match format {
        Format::Json => console.line(&hazdrill_report::object(&evaluation))?,
        Format::Text => {
            let names = Names::new(scenario.as_ref(), console.lang);
            console.line(&crate::tell::heading(&names, evaluation.scenario.as_deref(), evaluation.seed))?;
            console.lines(full_summary(&names, &evaluation, Console::width()))?;
        }
    }
    Ok(Outcome::Done)
}

fn evaluate(console: &Console, path: &Path) -> Result<(Evaluation, Option<Scenario>), Failure> {
    let is_timeline = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    if !is_timeline {
        let file = record_file::read(console, path)?;
        return Ok((hazdrill_score::evaluate(&file.record), file.scenario));
    }
    let lang = console.lang;
    let text = files::read(lang, path)?;
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let read = timeline::read(&text, &name).map_err(|problem| {
        let (path, what) = (path.display(), problem.text(lang));
        Failure::Input(say!(lang, "错误：{path}：{what}", "error: {path}: {what}"))
    })?;
    Ok((read.evaluate(), None))
}
