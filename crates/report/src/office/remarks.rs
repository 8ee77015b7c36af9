//! Remarks on the spot 现场点评稿: one page, three good things, three problems, three numbers.

use super::case::{Case, OfficeError, Run};
use super::page::Doc;
use super::text::{events, minute, pick};
use super::{Document, findings, front, rows, standing};
use crate::digest;
use crate::say::say;
use hazdrill_score::{Against, Finding, PartState};

/// Three of each: what is said in three minutes is remembered.
const THREE: usize = 3;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let run = case.run(Document::Remarks)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let title = Document::Remarks.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {}", case.drill())).compact();
    doc.title(&[title]);
    let (people, stop) = (front::counts(case, &run), t("。", "."));
    doc.text(format!("{}{people}{stop}", t("人员：", "People: ")));
    doc.heading(1, t("做得好的三点", "Three things that went well"));
    let found = &run.evaluation.findings;
    three(&mut doc, case, &found.strengths.iter().collect::<Vec<_>>());
    doc.heading(1, t("要改进的三点", "Three problems"));
    three(&mut doc, case, &digest::to_mend(run.evaluation).collect::<Vec<_>>());
    doc.heading(1, t("要记住的三个数", "Three numbers"));
    let numbers = numbers(case, &run);
    for (number, n) in numbers.iter().take(THREE).zip(1..) {
        doc.item(n, number);
    }
    doc.note(t(
        "“#数字”为演练记录中的事件编号。等级须由评估组确认。",
        "\"#number\" is an event of the record. The grade counts when the evaluators have confirmed it.",
    ));
    Ok(doc)
}

fn three(doc: &mut Doc, case: &Case<'_>, findings: &[&Finding]) {
    let lang = case.lang();
    for (finding, n) in findings.iter().take(THREE).zip(1..) {
        let (title, fact) = (findings::capital(finding.title.get(lang)), findings::gravest(case, finding));
        doc.item(n, say!(lang, "{title}：{fact}。", "{title}: {fact}."));
    }
    let n = findings.len();
    if n < THREE {
        doc.text(say!(lang, "记录可证实的共{n}点。", "The record proves {n}."));
    }
}

/// The whole time, the first arrival, the score: what every listener asks.
fn numbers(case: &Case<'_>, run: &Run<'_>) -> Vec<String> {
    let lang = case.lang();
    let stamps = &run.evaluation.stamps;
    let mut numbers = Vec::new();
    if let (Some(from), Some(to)) = (stamps.get("t0_release"), stamps.get("t23_all_clear"))
        && let Some(took) = Against::between(from, to).took(lang)
    {
        let (a, b) = (from.event, to.event);
        numbers.push(say!(
            lang,
            "从泄漏到险情解除：{took}（#{a}、#{b}）。",
            "From the release to the all-clear: {took} (#{a}, #{b})."
        ));
    }
    let worst = findings::missed(run).into_iter().find(|part| part.state == PartState::Late);
    if let Some(part) = worst
        && let Some(took) = part.against(&run.evaluation.stamps).took(lang)
    {
        let limit = part.against(&run.evaluation.stamps).limit(lang).unwrap_or_default();
        let name = part.name.get(lang);
        let evidence = events(lang, &part.evidence);
        numbers.push(say!(
            lang,
            "“{name}”：{took}，时限{limit}（{evidence}）。",
            "\"{name}\": {took}, limit {limit} ({evidence})."
        ));
    }
    let judged = run.evaluation.score.parts.iter().filter(|part| rows::is_judged(part)).count();
    if judged > 0 {
        let (kept, grade) = (judged - findings::missed(run).len(), standing::grade(case, run));
        numbers.push(say!(
            lang,
            "时限指标{judged}项中达标{kept}项，{grade}。",
            "{kept} of {judged} time targets kept; {grade}."
        ));
    }
    if let Some(first) = stamps.first_of("t6_arrival") {
        let (clock, event) = (minute(case.names, first.t_ms), first.event);
        numbers.push(say!(
            lang,
            "首支外部力量到场：{clock}（#{event}）。",
            "The first force was on the scene at {clock} (#{event})."
        ));
    }
    let n = run.evaluation.events;
    numbers.push(say!(lang, "记录事件{n}条。", "Events recorded: {n}."));
    numbers
}
