//! `hazdrill compare`: a league table of several records, and what made one later than the first.

use crate::args::Format;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::say;
use crate::record_file::{self, RecordFile};
use crate::timeline_file;
use hazdrill_report::comparison;
use hazdrill_score::{Entry, Evaluation, compare};
use std::path::{Path, PathBuf};

/// Compares the records at `paths`, the others with the first.
pub(crate) fn run(console: &mut Console, paths: &[PathBuf], format: Format) -> Result<Outcome, Failure> {
    let mut read: Vec<(String, RecordFile, Evaluation)> = Vec::new();
    for path in paths {
        let file = record(console, path)?;
        let evaluation = hazdrill_score::evaluate(&file.record);
        read.push((label(path), file, evaluation));
    }
    let entries: Vec<Entry<'_>> = read
        .iter()
        .map(|(label, file, evaluation)| Entry {
            label,
            scenario: file.scenario.as_ref(),
            events: &file.record.events,
            evaluation,
        })
        .collect();
    let compared = compare(&entries);
    match format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&compared).expect("a comparison holds nothing that JSON cannot");
            console.line(&json)?;
        }
        Format::Text => console.lines(comparison(console.lang, &compared, Console::width()))?,
    }
    Ok(Outcome::Done)
}

/// A record; a timeline has no causes by which a difference could be explained.
fn record(console: &Console, path: &Path) -> Result<RecordFile, Failure> {
    let lang = console.lang;
    if timeline_file::is_one(path) {
        let path = path.display();
        return Err(Failure::Input(say!(
            lang,
            "错误：{path} 是时间线，没有起因，无法比较\n建议：请给出推演写出的 record.jsonl；时间线用 hazdrill score 评估。",
            "error: {path} is a timeline: it tells no causes, so it cannot be compared\nhelp: give the record.jsonl of a run; hazdrill score evaluates a timeline."
        )));
    }
    record_file::read(console, path)
}

/// What a record is called: its folder, since the file of every run has the same name; else the file.
fn label(path: &Path) -> String {
    let file = record_file::named(path);
    let is_usual = file.file_name().is_some_and(|name| name == "record.jsonl");
    let named = if is_usual { file.parent().and_then(Path::file_name) } else { file.file_stem() };
    named.map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned())
}
