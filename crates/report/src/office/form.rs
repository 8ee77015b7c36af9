//! The evaluation form: the items of the checklist with yes or no, why, and evidence. It is the rubric after AQ/T 9009 where
//! the record was judged by it.

use super::case::{Case, Run};
use super::rows::{Row, none};
use super::text::events;
use crate::say::{pick, say};
use crate::summary::source;
use hazdrill_score::{Answer, ClassOutcome, ItemOutcome, RubricOutcome};

/// The rubric whose classes are those of the standard's form.
const FORM: &str = "cn-aqt9009";

/// The rubric of the form; none where the record was not judged by it.
pub(super) fn rubric<'a>(run: &Run<'a>) -> Option<&'a RubricOutcome> {
    run.evaluation.rubrics.iter().find(|rubric| rubric.id == FORM)
}

/// The classes whose number begins so: number, name, yes, no, not judged, what was answered with no.
pub(super) fn classes(case: &Case<'_>, rubric: &RubricOutcome, number: &str) -> Vec<Row> {
    let lang = case.lang();
    let is_one = |class: &&ClassOutcome| class.clause.as_deref().is_some_and(|clause| clause.starts_with(number));
    let row = |class: &ClassOutcome| {
        let failed = rubric.items.iter().filter(|item| item.class == class.id && item.answer == Answer::No);
        let failed: Vec<String> = failed
            .map(|item| {
                let text = item.text.get(lang);
                let evidence = events(lang, &item.evidence);
                if evidence.is_empty() {
                    text.to_owned()
                } else {
                    say!(lang, "{text}（{evidence}）", "{text} ({evidence})")
                }
            })
            .collect();
        let counts = class.counts;
        let open = counts.not_judged + counts.unknown;
        vec![
            class.clause.clone().unwrap_or_else(none),
            class.name.get(lang).to_owned(),
            counts.yes.to_string(),
            counts.no.to_string(),
            open.to_string(),
            if failed.is_empty() { none() } else { failed.join(pick(lang, "；", "; ")) },
        ]
    };
    rubric.classes.iter().filter(is_one).map(row).collect()
}

pub(super) fn class_columns(case: &Case<'_>) -> [(&'static str, usize); 6] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("编号", "No."), 12),
        (t("内容", "Class"), 22),
        (t("是", "Yes"), 8),
        (t("否", "No"), 8),
        (t("待评", "Open"), 9),
        (t("判为“否”的条目", "Answered with no"), 41),
    ]
}

/// Every item: number, class, question, answer, why, evidence, basis.
pub(super) fn items(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let lang = case.lang();
    let Some(rubric) = rubric(run) else { return Vec::new() };
    let class = |item: &ItemOutcome| {
        let class = rubric.classes.iter().find(|class| class.id == item.class);
        class.map_or_else(none, |class| class.name.get(lang).to_owned())
    };
    let row = |(item, n): (&ItemOutcome, usize)| {
        vec![
            n.to_string(),
            class(item),
            item.text.get(lang).to_owned(),
            item.answer.name().get(lang).to_owned(),
            why(case, item),
            if item.evidence.is_empty() { none() } else { events(lang, &item.evidence) },
            source(lang, &item.source, item.verified),
        ]
    };
    rubric.items.iter().zip(1..).map(row).collect()
}

fn why(case: &Case<'_>, item: &ItemOutcome) -> String {
    let lang = case.lang();
    let against = item.against();
    let took = match (against.took(lang), against.limit(lang)) {
        (Some(met), Some(_)) if item.met_before_start => Some(met),
        (Some(took), Some(limit)) => Some(say!(lang, "实际{took}，限{limit}", "took {took} of {limit}")),
        _ => None,
    };
    let reason = item.reason.as_ref().map(|reason| reason.text(lang));
    let parts: Vec<String> = took.into_iter().chain(reason).collect();
    if parts.is_empty() { none() } else { parts.join(pick(lang, "；", "; ")) }
}

pub(super) fn columns(case: &Case<'_>) -> [(&'static str, usize); 7] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("序号", "No."), 7),
        (t("类别", "Class"), 14),
        (t("评估内容", "Question"), 28),
        (t("是/否", "Yes/no"), 9),
        (t("原因", "Why"), 16),
        (t("证据", "Evidence"), 12),
        (t("依据", "Basis"), 20),
    ]
}

/// What stands where the record was not judged by the form.
pub(super) fn absent(lang: hazdrill_model::Lang) -> &'static str {
    pick(
        lang,
        "本记录没有按评估规范检查表判读，由评估人员填写。",
        "The record was not judged by the checklist of the standard; evaluators fill it in.",
    )
}
