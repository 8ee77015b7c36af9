//! Inject cards 信息条: what drill control hands out, one for each inject.

use super::Document;
use super::case::{Case, OfficeError};
use super::page::Doc;
use super::rows::none;
use super::text::pick;
use crate::say::{duration, exercise, say};
use crate::{condition, verb};
use hazdrill_model::{Inject, Verb};

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let scenario = case.scenario(Document::InjectCards)?;
    let lang = case.lang();
    let title = Document::InjectCards.title(lang);
    let mut doc = Doc::new(lang, &format!("{title} · {}", case.drill()));
    doc.title(&[title]);
    if scenario.injects.is_empty() {
        doc.text(pick(lang, "情景没有设置导调注入。", "The scenario has no injects."));
    }
    for (inject, n) in scenario.injects.values().zip(1..) {
        if n > 1 {
            doc.new_page();
        }
        card(&mut doc, case, inject, n);
    }
    Ok(doc)
}

fn card(doc: &mut Doc, case: &Case<'_>, inject: &Inject, n: usize) {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let mark = exercise(lang);
    doc.heading(1, say!(lang, "{mark}信息条{n}", "{mark} Inject {n}"));
    let answer = inject.answer.as_ref();
    doc.form(
        &[("", 22), ("", 78)],
        vec![
            vec![t("交给", "To"), to(case, inject)],
            vec![t("时机", "When"), condition::when(names, &inject.when)],
            vec![t("内容", "What"), verb::phrase(names, &inject.act, None)],
            vec![t("交付时间", "Handed over at"), String::new()],
            vec![t("接收人", "Received by"), String::new()],
            vec![
                t("预期行动（导调留存）", "Expected (control keeps this)"),
                inject.expect.as_ref().map_or_else(none, |text| text.get(lang).to_owned()),
            ],
            vec![
                t("应对单位与时限（导调留存）", "Who, within (control keeps this)"),
                answer.map_or_else(none, |answer| {
                    let (by, within) = (names.organisation(&answer.by), duration(lang, answer.within.ms()));
                    say!(lang, "{by}，{within}内", "{by}, within {within}")
                }),
            ],
        ],
    );
}

/// Who gets the card: the post that it is about; else drill control makes it so.
fn to(case: &Case<'_>, inject: &Inject) -> String {
    match &inject.act {
        Verb::PressAsks(post) | Verb::RemovePost(post) => case.names.actor(post),
        Verb::Tell { whom, .. } => case.names.actors(whom.iter().map(|who| &**who)),
        _ => pick(case.lang(), "导调人员（改变现场情况）", "drill control (changes the scene)").to_owned(),
    }
}
