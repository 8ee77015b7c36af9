//! A record on disk, and why it cannot be read in words.

use crate::console::Console;
use crate::failure::Failure;
use crate::files;
use crate::lang::{pick, say};
use hazdrill_model::{Lang, Scenario};
use hazdrill_record::{ReadError, ReadProblem, Record};
use serde_json::Value;
use std::borrow::Cow;
use std::path::Path;

/// A record with its scenario.
pub(crate) struct RecordFile {
    pub(crate) record: Record,
    /// The scenario of its header, where it has one that this version reads.
    pub(crate) scenario: Option<Scenario>,
}

/// The record that is meant: a file, or the one in a folder of results.
pub(crate) fn named(path: &Path) -> Cow<'_, Path> {
    if path.is_dir() { Cow::Owned(path.join("record.jsonl")) } else { Cow::Borrowed(path) }
}

/// Reads the record at `path`, a file or a folder of results.
pub(crate) fn read(console: &Console, path: &Path) -> Result<RecordFile, Failure> {
    let lang = console.lang;
    let path = &*named(path);
    let text = files::read(lang, path)?;
    match hazdrill_record::read(&text) {
        Ok(record) => {
            let scenario = record.header.as_ref().and_then(|h| scenario_of(&h.scenario));
            Ok(RecordFile { record, scenario })
        }
        Err(error) => Err(Failure::Input(unreadable(lang, path, &error))),
    }
}

/// The scenario that a header holds.
pub(crate) fn scenario_of(json: &Value) -> Option<Scenario> {
    serde_json::from_value(json.clone()).ok()
}

/// Why a record cannot be read: file, line, what is wrong there.
pub(crate) fn unreadable(lang: Lang, path: &Path, error: &ReadError) -> String {
    let (path, line, what) = (path.display(), error.line, problem(lang, &error.problem));
    let mut text = say!(lang, "错误：{path} 第 {line} 行：{what}", "error: {path}, line {line}: {what}");
    let cure = match &error.problem {
        ReadProblem::Empty | ReadProblem::Malformed(_) => Some(pick(
            lang,
            "\n建议：请给出推演写出的 record.jsonl，或扩展名为 .csv 的时间线。",
            "\nhelp: give the record.jsonl of a run, or a timeline with the extension .csv.",
        )),
        ReadProblem::CutOff | ReadProblem::WrongHash | ReadProblem::MissingHash => Some(pick(
            lang,
            "\n建议：用同一场景、种子和指令重新推演一次，可得到原来的记录。",
            "\nhelp: run the same scenario, seed and orders again: that gives the record as it was.",
        )),
        _ => None,
    };
    text.push_str(cure.unwrap_or(""));
    text
}

/// What is wrong with a line of a record.
pub(crate) fn problem(lang: Lang, problem: &ReadProblem) -> String {
    match problem {
        ReadProblem::Empty => pick(lang, "文件是空的", "there is nothing in it").to_owned(),
        ReadProblem::Malformed(detail) => {
            say!(lang, "不是记录的一行（{detail}）", "this is no line of a record ({detail})")
        }
        ReadProblem::CutOff => {
            pick(lang, "这一行没有写完，文件被截断了", "this line stops in its middle: the file was cut off").to_owned()
        }
        ReadProblem::UnknownSchema(schema) => {
            say!(lang, "不认识的记录格式 {schema}", "unknown format of record, {schema}")
        }
        ReadProblem::WrongHash => pick(
            lang,
            "哈希链断了：这一行或上一行被改动过",
            "the hash chain is broken: this line, or the one before, was changed",
        )
        .to_owned(),
        ReadProblem::MissingHash => {
            pick(lang, "别的行有哈希，这一行没有", "other lines carry a hash and this one does not").to_owned()
        }
        ReadProblem::WrongNumber { expected, found } => {
            say!(lang, "事件应是第 {expected} 号，写的是 {found}", "event {expected} is expected, {found} stands there")
        }
        ReadProblem::WrongCause(cause) => {
            say!(lang, "起因 {cause} 不在它之前", "its cause {cause} does not come before it")
        }
        ReadProblem::AfterTheEnd => {
            pick(lang, "结尾行之后还有内容", "something stands after the closing line").to_owned()
        }
        ReadProblem::WrongCount { said, found } => {
            say!(
                lang,
                "结尾行说有 {said} 个事件，实有 {found} 个",
                "the closing line says {said} events, there are {found}"
            )
        }
        ReadProblem::TimeRunsBack => pick(lang, "时间倒退了", "time runs backwards").to_owned(),
    }
}

/// Whether the problem is a broken chain, and not a file that is no record.
pub(crate) fn is_broken_chain(problem: &ReadProblem) -> bool {
    matches!(problem, ReadProblem::WrongHash | ReadProblem::MissingHash | ReadProblem::CutOff)
}
