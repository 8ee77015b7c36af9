//! Seat cards 席位卡, one for each post: who you are, whom you know, what you do and when, by what you are measured.

use super::Document;
use super::case::{Case, OfficeError};
use super::page::Doc;
use super::rows::{Row, none};
use super::text::pick;
use crate::say::{duration, list, say};
use crate::summary::source;
use crate::{condition, verb};
use hazdrill_model::{ActorRef, Organisation, Post, Scenario, Step, Verb};
use std::collections::BTreeSet;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let scenario = case.scenario(Document::SeatCards)?;
    let lang = case.lang();
    let title = Document::SeatCards.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {}", case.drill())).card();
    let mut is_first = true;
    for (id, organisation) in &scenario.organisations {
        for (post, data) in &organisation.posts {
            if !is_first {
                doc.new_page();
            }
            is_first = false;
            card(&mut doc, case, scenario, (id, organisation), (post, data));
        }
    }
    if is_first {
        doc.title(&[title]);
        doc.text(pick(lang, "情景中没有岗位。", "The scenario has no posts."));
    }
    Ok(doc)
}

fn card(
    doc: &mut Doc,
    case: &Case<'_>,
    scenario: &Scenario,
    (id, organisation): (&str, &Organisation),
    (post, data): (&str, &Post),
) {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let seat = format!("{id}/{post}");
    let whose = names.organisation(id);
    let name = data.name.get(lang);
    doc.title(&[&say!(lang, "{whose}　{name}", "{name}, {whose}")]);
    let place = names.place(data.at.as_ref().unwrap_or(&organisation.base));
    let channels = list(lang, data.hears.iter().map(|channel| names.channel(channel)));
    let rides = data.rides.as_ref().map(|crew| names.actor(&format!("{id}/{crew}")));
    let skills = data.handles.iter().map(|substance| names.substance(substance));
    let or_none = |text: String| if text.is_empty() { none() } else { text };
    let mine: Vec<&Step> = organisation.procedures.values().flatten().filter(|step| *step.by == *post).collect();
    doc.form(
        &[("", 20), ("", 80)],
        vec![
            vec![t("你是", "You are"), say!(lang, "{whose}　{name}", "{name} of {whose}")],
            vec![t("你在", "You are at"), place],
            vec![t("随队", "You ride with"), rides.unwrap_or_else(none)],
            vec![t("找到你的方式", "You are reached by"), or_none(channels)],
            vec![t("你认得的物质", "You know by sight"), or_none(list(lang, skills))],
            vec![t("你要联系的人", "Whom you tell or ask"), or_none(known(case, id, &mine))],
        ],
    );
    doc.text(t(
        "你只知道别人告诉你的和自己看到、听到、闻到的。不知道的，就说“不清楚”。",
        "You know what others told you and what you see, hear and smell yourself. What you do not know you call unknown.",
    ));
    let steps = mine.iter().zip(1..).map(|(step, n)| -> Row {
        let takes = condition::dist(lang, &step.takes);
        let urgent = if step.urgent { pick(lang, "【紧急】", "[urgent] ") } else { "" };
        let act = verb::phrase(names, &step.act, Some(&seat));
        let limit = step.limit.map_or_else(String::new, |limit| {
            let limit = duration(lang, limit.ms());
            say!(lang, "（{limit}内）", " (within {limit})")
        });
        vec![n.to_string(), condition::condition(names, &step.when, &seat), format!("{urgent}{act}{limit}"), takes]
    });
    let steps: Vec<Row> = steps.collect();
    let columns = [
        (pick(lang, "序号", "No."), 6),
        (pick(lang, "条件", "When"), 40),
        (pick(lang, "你做", "You do"), 40),
        (pick(lang, "用时", "It takes"), 14),
    ];
    if steps.is_empty() {
        doc.text(pick(
            lang,
            "没有须你主动执行的步骤：按指令行动，如实回答询问。",
            "No step is yours to begin: act on orders, and answer what you are asked.",
        ));
    } else {
        doc.named(&say!(lang, "{name}的处置程序", "What {name} does"), &columns, steps);
        doc.note(pick(
            lang,
            "“用时”为情景设定的行动时间，未计接通、行走和等待。",
            "\"It takes\" is the time that the scenario gives to the act, without getting through, walking and waiting.",
        ));
    }
    let targets: Vec<Row> = scenario
        .targets
        .iter()
        .filter(|(_, target)| [&target.from, &target.to].iter().any(|r| hazdrill_score::stamp_of(r).1 == Some(id)))
        .map(|(key, target)| {
            let name = target.name.as_ref().map_or_else(|| key.to_string(), |name| name.get(lang).to_owned());
            let basis = source(lang, &target.source, target.source.is_verified());
            vec![name, duration(lang, target.limit.ms()), basis]
        })
        .collect();
    let columns =
        [(pick(lang, "指标", "Target"), 34), (pick(lang, "时限", "Limit"), 16), (pick(lang, "依据", "Basis"), 50)];
    if !targets.is_empty() {
        doc.named(&say!(lang, "{whose}的时限指标", "Time targets of {whose}"), &columns, targets);
    }
}

/// Whom the steps tell or ask.
fn known(case: &Case<'_>, organisation: &str, steps: &[&Step]) -> String {
    let mut who: BTreeSet<String> = BTreeSet::new();
    let full = |to: &ActorRef| match to.parts() {
        (None, name) if case.names.is_of(organisation, name) => format!("{organisation}/{name}"),
        _ => to.to_string(),
    };
    for step in steps {
        match &step.act {
            Verb::Tell { whom, .. } => who.extend(whom.iter().map(full)),
            Verb::Ask { whom, .. } => {
                who.insert(full(whom));
            }
            _ => {}
        }
    }
    list(case.lang(), who.iter().map(|who| case.names.actor(who)))
}
