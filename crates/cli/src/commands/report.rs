//! `hazdrill report`: writes the documents of a record, or those that a scenario needs before its drill.

use crate::args::Report;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::{files, load, record_file, standards};
use hazdrill_model::Lang;
use hazdrill_report::office::{Filed, OfficeError};
use hazdrill_report::{KINDS, Kind, Made, Names, Source};
use hazdrill_scenario::builtin_scenarios;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes the documents that were asked for, all of them where none was named: of a record, beside it or into another
/// folder; of a scenario, what its drill needs beforehand.
pub(crate) fn run(console: &mut Console, args: &Report) -> Result<Outcome, Failure> {
    let lang = console.lang;
    if let Some(name) = scenario_named(&args.record) {
        return before(console, args, &name);
    }
    let path = &*record_file::named(&args.record);
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        let path = path.display();
        return Err(Failure::Input(say!(
            lang,
            "错误：{path} 是时间线，只有记录才能写成报告\n建议：用 hazdrill score {path} 打分；报告请给出推演写出的 record.jsonl。",
            "error: {path} is a timeline, and only a record can be reported\nhelp: score it with hazdrill score {path}; for a report give the record.jsonl of a run.",
        )));
    }
    let file = record_file::read(console, path)?;
    let evaluation = hazdrill_score::evaluate(&file.record);
    let evaluation = standards::judged(evaluation, file.scenario.as_ref(), &file.record.events);
    let names = Names::new(file.scenario.as_ref(), lang);
    let engine = file.record.header.as_ref().map(|header| header.engine.as_str());
    let source = Source { names: &names, events: &file.record.events, evaluation: &evaluation, engine };
    let kinds = wanted(&args.kinds);
    let record = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let beside = [Filed::new(&record, files::read(lang, path)?.as_bytes())];
    // All documents are made before the first is written: what cannot be made leaves nothing behind.
    let made = hazdrill_report::make(&kinds, &source, &beside).map_err(|e| cannot_make(lang, &e))?;
    let folder = folder(lang, args, path)?;
    write(console, &folder, made)
}

/// Writes what a drill needs before it: the plan, the cards, by what it will be judged.
fn before(console: &mut Console, args: &Report, name: &str) -> Result<Outcome, Failure> {
    let lang = console.lang;
    let checked = load::named(console, name)?;
    let asked = wanted(&args.kinds);
    if let Some(kind) = asked.iter().find(|kind| !args.kinds.is_empty() && !kind.is_before()) {
        let id = kind.id;
        return Err(Failure::Input(say!(
            lang,
            "错误：{id} 须依据一次演练的记录\n建议：先用 hazdrill run {name} 推演，再给出它的 record.jsonl；演练前可用 --kinds docx,xlsx。",
            "error: {id} needs the record of a drill\nhelp: run hazdrill run {name} first and give its record.jsonl; before the drill use --kinds docx,xlsx.",
        )));
    }
    let names = Names::new(Some(checked.scenario()), lang);
    let made = hazdrill_report::make_before(&asked, &names).map_err(|e| cannot_make(lang, &e))?;
    let folder = args.out.clone().unwrap_or_else(|| Path::new("out").join(checked.id.as_str()));
    files::make_folder(lang, &folder)?;
    write(console, &folder, made)
}

/// The scenario that is meant, where it is one and no record: a `.ron` file, a folder with a `scenario.ron` and no record,
/// a built-in name that is no file.
fn scenario_named(operand: &Path) -> Option<String> {
    let name = operand.to_str()?;
    let is_file = operand.extension().is_some_and(|e| e.eq_ignore_ascii_case("ron"));
    let is_folder = operand.join("scenario.ron").is_file() && !operand.join("record.jsonl").is_file();
    let is_built_in = !operand.exists() && builtin_scenarios().iter().any(|built_in| built_in.name == name);
    (is_file || is_folder || is_built_in).then(|| name.to_owned())
}

fn cannot_make(lang: Lang, error: &OfficeError) -> Failure {
    let text = error.text(lang);
    Failure::Input(say!(lang, "错误：{text}", "error: {text}"))
}

fn write(console: &mut Console, folder: &Path, made: Vec<Made>) -> Result<Outcome, Failure> {
    for Made { name, about, bytes } in made {
        let path = folder.join(name);
        files::write_whole(console.lang, &path, |out| out.write_all(&bytes))?;
        let path = path.display();
        console.line(&format!("{path}  {about}"))?;
    }
    Ok(Outcome::Done)
}

/// The kinds that were named, in the order of the table; every kind where none was.
fn wanted(kinds: &[String]) -> Vec<&'static Kind> {
    KINDS.iter().filter(|kind| kinds.is_empty() || kinds.iter().any(|named| named == kind.id)).collect()
}

/// The folder for the documents: that of the record, or the one asked for, unless it holds another drill.
fn folder(lang: Lang, args: &Report, record: &Path) -> Result<PathBuf, Failure> {
    let beside = || record.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    let folder = args.out.clone().unwrap_or_else(beside);
    files::make_folder(lang, &folder)?;
    let there = files::first_line(lang, &folder.join("record.jsonl"))?;
    if !args.force && there.is_some() && there != files::first_line(lang, record)? && args.out.is_some() {
        let path = folder.display();
        return Err(Failure::Input(say!(
            lang,
            "错误：{path} 里是另一次演练的记录\n建议：用 --out 换一个文件夹，或用 --force 写在那里。",
            "error: {path} holds the record of another drill\nhelp: take another folder with --out, or write there with --force.",
        )));
    }
    Ok(folder)
}

/// The words of `--kinds`, for help.
pub(crate) fn kinds(lang: Lang) -> String {
    let all: Vec<&str> = KINDS.iter().map(|kind| kind.id).collect();
    all.join(pick(lang, "、", ", "))
}
