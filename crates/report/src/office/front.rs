//! What stands first in the documents of a run: the harm, when what happened, the longest delays, the duties of law that were
//! not kept, the conclusion. It is the first page of `digest.rs` in official words.

use super::case::{Case, Run};
use super::findings::{bare, capital};
use super::page::Doc;
use super::text::pick;
use super::{rows, standing};
use crate::digest;
use crate::document::Source;
use crate::rich::Rich;
use crate::say::{list, say};

fn source<'a>(case: &Case<'a>, run: &Run<'a>) -> Source<'a> {
    Source { names: case.names, events: run.events, evaluation: run.evaluation, engine: run.engine }
}

/// A line of the first page as a sentence without its stop.
fn plain(line: &Rich) -> String {
    capital(bare(&line.plain())).trim_end().to_owned()
}

/// The page that a head of a bureau reads in one minute, as a form: it fits on a page in both languages.
pub(super) fn page(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let (lang, source) = (case.lang(), source(case, run));
    let t = |zh, en| pick(lang, zh, en);
    let lines = |lines: Vec<Rich>| lines.iter().map(plain).collect::<Vec<_>>();
    let passages = [
        (t("人员", "People"), vec![people(case, run)]),
        (t("时间", "Times"), vec![times(case, run)]),
        (t("最长的延误", "Longest delays"), lines(digest::delays(&source))),
        (t("法定义务", "Duties of law"), lines(digest::law(&source))),
        (t("首要问题", "First to be mended"), lines(digest::findings(&source))),
        (t("结论", "Conclusion"), vec![conclusion(case, run)]),
    ];
    let mut rows = Vec::new();
    for (name, lines) in passages {
        for (line, at) in lines.into_iter().zip(0..) {
            rows.push(vec![if at == 0 { name.to_owned() } else { String::new() }, line]);
        }
    }
    doc.title(&[t("评估摘要", "Summary")]);
    doc.form(&[("", 16), ("", 84)], rows);
}

/// The dead and the seriously hurt by name, then the other counts.
pub(super) fn people(case: &Case<'_>, run: &Run<'_>) -> String {
    let (lang, counts) = (case.lang(), run.evaluation.casualties);
    let harmed = digest::harmed(&source(case, run)).iter().map(plain).collect::<Vec<_>>();
    let others = [("slight", counts.slight), ("exposed", counts.exposed), ("delivered", counts.delivered)];
    let others = others.into_iter().filter_map(|(id, n)| {
        let (name, n) = (rows::stamp_name(case, id), n.filter(|n| *n > 0)?);
        let short = name.trim_end_matches("人数");
        Some(say!(lang, "{short} {n} 人", "{n} {name}"))
    });
    let others = list(lang, others);
    let all: Vec<String> = harmed.into_iter().chain((!others.is_empty()).then_some(others)).collect();
    all.join(pick(lang, "。", ". "))
}

/// How many died and were hurt, in one line: what is said aloud names nobody.
pub(super) fn counts(case: &Case<'_>, run: &Run<'_>) -> String {
    let (lang, counts) = (case.lang(), run.evaluation.casualties);
    let all = [("dead", counts.dead), ("serious", counts.serious), ("slight", counts.slight)];
    let told = all.into_iter().filter_map(|(id, n)| {
        let (name, n) = (rows::stamp_name(case, id), n.filter(|n| *n > 0)?);
        Some(say!(lang, "{name} {n} 人", "{n} {name}"))
    });
    let told = list(lang, told);
    if told.is_empty() { pick(lang, "无人伤亡", "nobody was hurt").to_owned() } else { told }
}

/// The key times in one sentence.
pub(super) fn times(case: &Case<'_>, run: &Run<'_>) -> String {
    let lang = case.lang();
    let each = digest::key_times(&source(case, run)).into_iter().map(|key| {
        let (name, when) = (key.name, key.when.words());
        let when = when.trim();
        match key.since {
            Some(since) => say!(lang, "{name} {when}（泄漏后{since}）", "{name} {when} ({since} after the release)"),
            None => say!(lang, "{name} {when}", "{name} {when}"),
        }
    });
    list(lang, each)
}

/// The grade that is suggested, with the word that a person has to confirm it.
pub(super) fn conclusion(case: &Case<'_>, run: &Run<'_>) -> String {
    let (lang, grade) = (case.lang(), standing::grade(case, run));
    say!(lang, "{grade}；待人工确认", "{grade}; to be confirmed by a person")
}
