//! `hazdrill report`: writes the documents of a record, or those that a scenario needs before its drill.

use crate::args::Report;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::{files, load, pdf, record_file, standards, timeline_file};
use hazdrill_model::Lang;
use hazdrill_report::office::{Filed, OfficeError};
use hazdrill_report::{KINDS, Kind, Made, Names, Source};
use hazdrill_scenario::{builtin_scenarios, builtin_standards};
use std::path::{Path, PathBuf};

/// Writes the documents that were asked for, all of them where none was named: of a record, beside it or into another
/// folder; of a scenario, what its drill needs beforehand.
pub(crate) fn run(console: &mut Console, args: &Report) -> Result<Outcome, Failure> {
    let lang = console.lang;
    if let Some(name) = scenario_named(&args.record) {
        return before(console, args, &name);
    }
    let path = &*record_file::named(&args.record);
    if timeline_file::is_one(path) {
        return of_timeline(console, args, path);
    }
    let file = record_file::read(console, path)?;
    let evaluation = hazdrill_score::evaluate(&file.record);
    let evaluation = standards::judged(evaluation, file.scenario.as_ref(), &file.record.events);
    let names = Names::new(file.scenario.as_ref(), lang);
    let engine = file.record.header.as_ref().map(|header| header.engine.as_str());
    let source = Source { names: &names, events: &file.record.events, evaluation: &evaluation, engine };
    let kinds = wanted(&args.kinds);
    // All documents are made before the first is written: what cannot be made leaves nothing behind.
    let made = make(args, &kinds, &source, path)?;
    let folder = folder(lang, args, path)?;
    write(console, &folder, made)
}

/// Makes the documents of a record or timeline, which stands at `path`.
fn make(args: &Report, kinds: &[&Kind], source: &Source<'_>, path: &Path) -> Result<Vec<Made>, Failure> {
    let lang = source.lang();
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut beside = vec![Filed::new(&name, files::read(lang, path)?.as_bytes())];
    let of = |kinds: &[&Kind], beside: &[Filed]| {
        hazdrill_report::make(kinds, source, beside).map_err(|e| cannot_make(lang, &e))
    };
    if !wants_pdf(args) {
        return of(kinds, &beside);
    }
    // The page is made once, to be printed and, where it was asked for, to be kept.
    let is_page = |kind: &&Kind| kind.id == PAGE;
    let page: Vec<&Kind> = KINDS.iter().filter(is_page).collect();
    let mut first = of(&page, &[])?;
    first.extend(first.first().map(|page| printed(source, &page.bytes)).transpose()?);
    if !kinds.iter().any(is_page) {
        first.remove(0);
    }
    beside.extend(first.iter().map(|made| Filed::new(&made.name, &made.bytes)));
    let others: Vec<&Kind> = kinds.iter().copied().filter(|kind| !is_page(kind)).collect();
    first.extend(of(&others, &beside)?);
    Ok(first)
}

/// The kind that is printed as PDF.
const PAGE: &str = "html";

fn wants_pdf(args: &Report) -> bool {
    args.kinds.iter().any(|kind| kind == pdf::KIND)
}

/// The page, printed.
fn printed(source: &Source<'_>, page: &[u8]) -> Result<Made, Failure> {
    let lang = source.lang();
    let [year, month, day, hour, min] = source.names.starts().unwrap_or([2000, 1, 1, 0, 0]);
    let made = format!("{year:04}{month:02}{day:02}{hour:02}{min:02}00");
    let bytes = pdf::print(lang, page, &made)?;
    Ok(Made { name: pdf::NAME.to_owned(), about: pdf::about(lang).to_owned(), bytes })
}

/// Writes what the timeline of a real drill or incident can tell, into a folder named after it.
fn of_timeline(console: &mut Console, args: &Report, path: &Path) -> Result<Outcome, Failure> {
    let lang = console.lang;
    let kinds = wanted(&args.kinds);
    if let Some(kind) = kinds.iter().find(|kind| !args.kinds.is_empty() && !kind.of_timeline) {
        let (id, path) = (kind.id, path.display());
        let can: Vec<&str> = KINDS.iter().filter(|kind| kind.of_timeline).map(|kind| kind.id).collect();
        let can = can.join(",");
        return Err(Failure::Input(say!(
            lang,
            "错误：{id} 须依据推演的记录，{path} 是时间线\n建议：时间线可用 --kinds {can}。",
            "error: {id} needs the record of a run, and {path} is a timeline\nhelp: of a timeline there are --kinds {can}.",
        )));
    }
    let kinds: Vec<&Kind> = kinds.into_iter().filter(|kind| kind.of_timeline).collect();
    let timeline = timeline_file::read(lang, path)?;
    let evaluation = timeline.evaluate_by(&builtin_standards());
    let names = Names::of_timeline(&timeline, lang);
    let source = Source { names: &names, events: &[], evaluation: &evaluation, engine: None };
    let made = make(args, &kinds, &source, path)?;
    let folder = args.out.clone().unwrap_or_else(|| Path::new("out").join(&timeline.name));
    if !args.force && files::first_line(lang, &folder.join("record.jsonl"))?.is_some() {
        return Err(another_drill(lang, &folder));
    }
    write(console, &folder, made)
}

/// Writes what a drill needs before it: the plan, the cards, by what it will be judged.
fn before(console: &mut Console, args: &Report, name: &str) -> Result<Outcome, Failure> {
    let lang = console.lang;
    let checked = load::named(console, name)?;
    let asked = wanted(&args.kinds);
    let of_a_record = asked.iter().find(|kind| !args.kinds.is_empty() && !kind.is_before()).map(|kind| kind.id);
    if let Some(id) = of_a_record.or_else(|| wants_pdf(args).then_some(pdf::KIND)) {
        return Err(Failure::Input(say!(
            lang,
            "错误：{id} 须依据一次演练的记录\n建议：先用 hazdrill run {name} 推演，再给出它的 record.jsonl；演练前可用 --kinds docx,xlsx。",
            "error: {id} needs the record of a drill\nhelp: run hazdrill run {name} first and give its record.jsonl; before the drill use --kinds docx,xlsx.",
        )));
    }
    let names = Names::new(Some(checked.scenario()), lang);
    let made = hazdrill_report::make_before(&asked, &names).map_err(|e| cannot_make(lang, &e))?;
    let folder = args.out.clone().unwrap_or_else(|| Path::new("out").join(checked.id.as_str()));
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
    let set: Vec<(&str, &[u8])> = made.iter().map(|made| (made.name.as_str(), made.bytes.as_slice())).collect();
    files::write_all_whole(console.lang, folder, &set)?;
    for Made { name, about, .. } in made {
        let path = folder.join(name);
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
    let there = files::first_line(lang, &folder.join("record.jsonl"))?;
    if !args.force && there.is_some() && there != files::first_line(lang, record)? && args.out.is_some() {
        return Err(another_drill(lang, &folder));
    }
    Ok(folder)
}

fn another_drill(lang: Lang, folder: &Path) -> Failure {
    let path = folder.display();
    Failure::Input(say!(
        lang,
        "错误：{path} 里是另一次演练的记录\n建议：用 --out 换一个文件夹，或用 --force 写在那里。",
        "error: {path} holds the record of another drill\nhelp: take another folder with --out, or write there with --force.",
    ))
}

/// The kinds that are written where none is named, for help.
pub(crate) fn kinds(lang: Lang) -> String {
    let all: Vec<&str> = KINDS.iter().map(|kind| kind.id).collect();
    all.join(pick(lang, "、", ", "))
}
