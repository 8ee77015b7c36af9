//! The report of a drill to the county department 演练情况报送表: one page, as 生产安全事故应急条例 art. 8 asks for.

use super::case::{Case, OfficeError, Run};
use super::page::Doc;
use super::rows::Row;
use super::text::{blank, date, minute, pick};
use super::{Document, findings, rows, standing};
use crate::say::{list, say};

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let run = case.run(Document::Filing)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let title = Document::Filing.title(lang);
    let mut doc = Doc::new(case.names, title);
    doc.title(&[title]);
    doc.form(&[("", 22), ("", 78)], form(case, &run));
    doc.note(t(
        "依据：《生产安全事故应急条例》第八条，危险物品生产、经营、储存、运输单位至少每半年组织一次演练，并将演练情况报送县级以上主管部门。本表数据来自演练记录，单位信息、签章由填报单位填写。",
        "Basis: State Council Decree 708, art. 8: units that make, trade, store or carry hazardous chemicals drill at least every half year and report it to the county department. The figures come from the record; the unit fills in who it is and signs.",
    ));
    standing::signatures(
        &mut doc,
        &[
            t("填报人（签字）", "Filled in by (signature)"),
            t("负责人（签字、盖章）", "Head (signature, seal)"),
            t("日期", "Date"),
        ],
    );
    Ok(doc)
}

fn form(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let scenario = names.scenario();
    let unknown = || t("不详", "unknown");
    let units = scenario.map(|s| {
        let (n, who) = (s.organisations.len(), list(lang, s.organisations.keys().map(|id| names.organisation(id))));
        say!(lang, "{n}个：{who}", "{n}: {who}")
    });
    let time = date(names).map(|day| {
        let clock = minute(names, Some(0));
        say!(lang, "{day}{clock}开始（北京时间）", "{day}, from {clock} (UTC+8)")
    });
    let judged = run.evaluation.score.parts.iter().filter(|part| rows::is_judged(part)).count();
    let missed = findings::missed(run).len();
    let kept = judged - missed;
    let result = say!(
        lang,
        "可判定时限指标{judged}项，达标{kept}项，未达标{missed}项",
        "time targets judged {judged}, kept {kept}, missed {missed}"
    );
    let grade = standing::grade(case, run);
    let problems = &run.evaluation.findings.problems;
    let n = problems.len();
    let first = problems.first().map_or_else(String::new, |problem| {
        let fact = findings::fact(case, problem);
        say!(lang, "；首要问题：{fact}", "; first: {fact}")
    });
    vec![
        vec![t("填报单位", "Unit"), blank(lang)],
        vec![t("单位地址、联系人", "Address, contact"), blank(lang)],
        vec![t("演练名称", "Drill"), case.drill()],
        vec![t("演练时间", "Time"), time.unwrap_or_else(unknown)],
        vec![
            t("演练形式", "Form"),
            scenario.and_then(|s| s.kind.as_ref()).map_or_else(unknown, |kind| kind.get(lang).to_owned()),
        ],
        vec![t("模拟事故", "Simulated accident"), scenario.map_or_else(unknown, |s| standing::accident(case, s))],
        vec![t("参演单位", "Participants"), units.unwrap_or_else(unknown)],
        vec![t("演练过程", "Course"), standing::ending(case, run)],
        vec![t("评估结果", "Result"), format!("{result}{}{grade}", t("；", "; "))],
        vec![
            t("问题与整改", "Problems and measures"),
            say!(lang, "问题{n}项{first}；整改情况见台账", "problems: {n}{first}; measures stand in the list"),
        ],
        vec![t("主管部门意见", "Department"), String::new()],
    ]
}
