//! `hazdrill report`: writes the documents of a record.

use crate::args::Report;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::{files, record_file, standards};
use hazdrill_model::Lang;
use hazdrill_report::{KINDS, Kind, Names, Source};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes the documents that were asked for, all of them where none was named, beside the record or into another folder.
pub(crate) fn run(console: &mut Console, args: &Report) -> Result<Outcome, Failure> {
    let lang = console.lang;
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
    // All documents are made before the first is written: what cannot be made leaves nothing behind.
    let documents: Vec<(&Kind, Vec<u8>)> = wanted(&args.kinds).map(|kind| (kind, (kind.write)(&source))).collect();
    let folder = folder(lang, args, path)?;
    for (kind, bytes) in documents {
        let path = folder.join(kind.file);
        files::write_whole(lang, &path, |out| out.write_all(&bytes))?;
        let (path, about) = (path.display(), kind.about());
        let about = about.get(lang);
        console.line(&say!(lang, "{path}  {about}", "{path}  {about}"))?;
    }
    Ok(Outcome::Done)
}

/// The kinds that were named, in the order of the table; every kind where none was.
fn wanted(kinds: &[String]) -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().filter(|kind| kinds.is_empty() || kinds.iter().any(|named| named == kind.id))
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
