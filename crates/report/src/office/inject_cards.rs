//! Inject cards 信息条, one page for each inject: above, what the player is handed, if anybody is; below the line along which
//! the page is cut, what drill control keeps. What is expected of a player is never on the player's half.

use super::Document;
use super::case::{Case, OfficeError};
use super::page::Doc;
use super::rows::none;
use super::text::pick;
use crate::say::{duration, say};
use crate::{condition, verb};
use hazdrill_model::{Inject, Verb};

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let scenario = case.scenario(Document::InjectCards)?;
    let lang = case.lang();
    let title = Document::InjectCards.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {}", case.drill())).card();
    if scenario.injects.is_empty() {
        doc.title(&[title]);
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
    let mark = names.mark();
    let whom = player(case, inject);
    if let Some(whom) = &whom {
        doc.title(&[&say!(lang, "{mark}信息条{n}", "{mark} Inject {n}")]);
        doc.text(say!(lang, "交给：{whom}", "To: {whom}"));
        let told = told(case, inject);
        doc.text(say!(lang, "内容：{told}。", "{told}."));
        doc.text("");
        doc.note(t(
            "- - - - - - - - - - 沿此线裁开，上半交接收人，下半由导调人员留存 - - - - - - - - - -",
            "- - - - - cut here: the upper half goes to the player, the lower stays with control - - - - -",
        ));
        doc.text("");
    }
    doc.title(&[&say!(lang, "{mark}信息条{n}（导调留存）", "{mark} Inject {n} (drill control)")]);
    let answer = inject.answer.as_ref();
    doc.form(
        &[("", 24), ("", 76)],
        vec![
            vec![
                t("交给", "To"),
                whom.unwrap_or_else(|| t("无：由导调人员改变现场情况", "nobody: control changes the scene")),
            ],
            vec![t("时机", "When"), condition::when(names, &inject.when)],
            vec![t("导调动作", "What control does"), verb::phrase(names, &inject.act, None)],
            vec![t("预期行动", "Expected"), inject.expect.as_ref().map_or_else(none, |text| text.get(lang).to_owned())],
            vec![
                t("应对单位与时限", "Who, within"),
                answer.map_or_else(none, |answer| {
                    let (by, within) = (names.organisation(&answer.by), duration(lang, answer.within.ms()));
                    say!(lang, "{by}，{within}内", "{by}, within {within}")
                }),
            ],
            vec![t("交付（实施）时间", "Handed over (done) at"), String::new()],
            vec![t("接收人（签字）", "Received by (signature)"), String::new()],
            vec![t("实际行动及时间", "What was done, when"), String::new()],
        ],
    );
}

/// The player whom it is handed; none where drill control changes the scene.
fn player(case: &Case<'_>, inject: &Inject) -> Option<String> {
    match &inject.act {
        Verb::PressAsks(post) | Verb::RemovePost(post) => Some(case.names.actor(post)),
        Verb::Tell { whom, .. } => Some(case.names.actors(whom.iter().map(|who| &**who))),
        _ => None,
    }
}

/// What the player reads: what happens to them, not what drill control does.
fn told(case: &Case<'_>, inject: &Inject) -> String {
    let lang = case.lang();
    match &inject.act {
        Verb::PressAsks(_) => say!(
            lang,
            "记者向你提问，请按你的职责和掌握的情况处理",
            "The press asks you. Do what your post has to do, with what you know"
        ),
        Verb::RemovePost(_) => say!(
            lang,
            "你从现在起不能履职，请放下手中工作，到导调人员处",
            "From now on you are out of the play: put down what you are doing and come to drill control"
        ),
        act => verb::phrase(case.names, act, None),
    }
}
