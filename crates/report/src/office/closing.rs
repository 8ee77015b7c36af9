//! The organiser's summary 演练总结报告.

use super::case::{Case, OfficeError};
use super::page::Doc;
use super::text::{date, pick};
use super::{Document, findings, rows, standing};
use crate::say::{list, say};

/// How many merits and problems a summary names.
const NAMED: usize = 5;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let run = case.run(Document::Closing)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let drill = case.drill();
    let title = Document::Closing.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {drill}"));
    doc.title(&[&drill, title]);
    doc.heading(1, t("演练概况", "The drill"));
    doc.text(overview(case));
    doc.text(standing::ending(case, &run));
    doc.heading(1, t("组织与参演", "Who took part"));
    doc.table(t("参演单位", "Participants"), &standing::participant_columns(case), standing::participants(case));
    doc.heading(1, t("演练经过", "Course"));
    let columns =
        [(t("时间", "Time"), 24), (t("节点", "Node"), 34), (t("单位", "Organisation"), 26), (t("事件", "Event"), 16)];
    doc.table(t("演练经过", "Course"), &columns, rows::moments(case, &run));
    doc.heading(1, t("达标情况", "What was met"));
    let found = &run.evaluation.findings;
    if found.strengths.is_empty() {
        doc.text(t("按评估规则，记录中没有可列的优点。", "By its rules the evaluation finds none."));
    }
    for (strength, n) in found.strengths.iter().take(NAMED).zip(1..) {
        let fact = findings::fact(case, strength);
        doc.item(n, say!(lang, "{fact}。", "{fact}."));
    }
    doc.heading(1, t("存在问题", "Problems"));
    if found.problems.is_empty() {
        doc.text(t("按评估规则，记录中未发现问题。", "By its rules the evaluation finds none."));
    }
    for (problem, n) in found.problems.iter().take(NAMED).zip(1..) {
        let (title, fact) = (findings::capital(problem.title.get(lang)), findings::fact(case, problem));
        doc.item(n, say!(lang, "{title}：{fact}。", "{title}: {fact}."));
    }
    if found.problems.len() > NAMED {
        let more = found.problems.len() - NAMED;
        doc.text(say!(lang, "另有问题{more}项，见《演练评估报告》。", "{more} more stand in the evaluation report."));
    }
    doc.heading(1, t("下一步工作", "What comes next"));
    for (proposal, n) in found.proposals.iter().take(NAMED).zip(1..) {
        let (field, text) = (proposal.category.name().get(lang), findings::bare(proposal.text.get(lang)));
        let field = findings::capital(field);
        doc.item(n, say!(lang, "{field}：{text}。", "{field}: {text}."));
    }
    doc.text(t(
        "整改责任单位、时限和验收见整改台账；演练情况按规定报送县级主管部门。",
        "Who mends what by when stands in the list of measures; the drill is reported to the county department as the law asks.",
    ));
    doc.text("");
    standing::signatures(
        &mut doc,
        &[t("组织单位（盖章）", "Organiser (seal)"), t("负责人（签字）", "Head (signature)"), t("日期", "Date")],
    );
    standing::made_from_data(&mut doc, case);
    Ok(doc)
}

fn overview(case: &Case<'_>) -> String {
    let (names, lang) = (case.names, case.lang());
    let drill = case.drill();
    let Some(scenario) = names.scenario() else {
        return say!(
            lang,
            "{drill}已结束。记录不含情景，时间、地点和参演单位不详。",
            "{drill} is over. The record carries no scenario: time, place and participants are unknown."
        );
    };
    let (day, units) = (date(names).unwrap_or_default(), scenario.organisations.len());
    let who = list(lang, scenario.organisations.keys().map(|id| names.organisation(id)));
    let accident = standing::accident(case, scenario);
    say!(
        lang,
        "{day}开展{drill}，模拟事故为：{accident}。{who}等{units}个单位参演。",
        "{drill} was held on {day}. Simulated: {accident}. {units} organisations took part: {who}."
    )
}
