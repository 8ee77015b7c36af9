//! The evaluation report 演练评估报告: seven chapters and annexes.

mod analysis;
mod annexes;
mod conduct;

pub(super) use annexes::{form, form_columns};

use super::case::{Case, OfficeError, Run};
use super::page::Doc;
use super::problems::{self, Field, Problem};
use super::standing;
use super::text::{blank, date, pick};
use super::{Document, rows};
use crate::say::say;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let run = case.run(Document::Assessment)?;
    let mut doc = Doc::new(case.lang(), &head(case));
    let problems = problems::problems(case, &run);
    cover(&mut doc, case);
    doc.new_page();
    doc.contents();
    doc.new_page();
    basics(&mut doc, case, &run);
    process(&mut doc, case, &run);
    analysis::chapter(&mut doc, case, &run);
    merits(&mut doc, case, &run);
    faults(&mut doc, case, &problems);
    advice(&mut doc, case, &problems);
    conclusion(&mut doc, case, &run);
    annexes::chapter(&mut doc, case, &run, &problems);
    Ok(doc)
}

fn head(case: &Case<'_>) -> String {
    let title = Document::Assessment.title(case.lang());
    format!("{title} · {}", case.drill())
}

fn cover(doc: &mut Doc, case: &Case<'_>) {
    let lang = case.lang();
    for _ in 0..5 {
        doc.cover("");
    }
    doc.title(case.drill());
    doc.title(Document::Assessment.title(lang));
    for _ in 0..6 {
        doc.cover("");
    }
    let day = date(case.names).unwrap_or_else(|| blank(lang));
    doc.cover(say!(lang, "演练日期：{day}", "Day of the drill: {day}"));
    doc.cover(pick(lang, "评估单位：（待填）", "Evaluated by: (to be filled in)"));
    doc.cover(pick(lang, "报告日期：（待填）", "Date of the report: (to be filled in)"));
}

fn basics(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("演练基本情况", "The drill"));
    doc.heading(2, t("基本信息", "Basic facts"));
    doc.table(t("演练基本信息", "Basic facts"), &[("", 20), ("", 80)], standing::facts(case));
    doc.heading(2, t("演练目的", "Aims"));
    let aims = case.names.scenario().map_or(&[][..], |s| s.aims.as_slice());
    if aims.is_empty() {
        doc.text(t("记录未载明演练目的。", "The record states no aims."));
    }
    for (aim, n) in aims.iter().zip(1..) {
        let aim = aim.get(lang);
        doc.item(n, say!(lang, "{aim}。", "{aim}."));
    }
    doc.heading(2, t("主要经过", "Course"));
    doc.text(standing::ending(case, run));
    let columns = [(t("阶段", "Stage"), 40), (t("进入时间", "Entered at"), 30), (t("事件", "Event"), 30)];
    doc.table(t("演练阶段", "Stages"), &columns, standing::stages(case, run));
    doc.note(t(
        "阶段由记录判读；未列出的阶段没有进入。",
        "Stages are read from the record; a stage that is not listed was not entered.",
    ));
}

fn process(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("评估过程", "How it was evaluated"));
    doc.heading(2, t("评估依据", "Basis"));
    doc.text(t(
        "本次评估参照《生产安全事故应急条例》（国务院令第708号）第二十七条、《生产安全事故应急演练评估规范》（AQ/T 9009—2015）的评估内容进行；各时限指标的依据逐项列于表中，未与原文核对的注明“【未核实】”。不声明符合任何标准。",
        "The evaluation follows State Council Decree 708, art. 27, and the classes of AQ/T 9009-2015. Each time target names its own basis; what was not checked against its text is marked [unverified]. No conformity with a standard is claimed.",
    ));
    doc.heading(2, t("评估方法", "Method"));
    doc.text(t(
        "采用记录评估：只依据演练记录中的事件及其时间、行动人和起因判读，不作推测。已发生、发生但时刻不详、未发生三种情况分别表述。",
        "The record alone was read: events with their times, actors and causes. What happened, what happened at an unknown minute and what never happened are kept apart.",
    ));
    doc.heading(2, t("评估指标与计分", "Targets and score"));
    doc.text(standing::how_scored(lang));
    doc.heading(2, t("数据来源", "Data"));
    doc.table(t("数据来源", "Data"), &[("", 20), ("", 80)], standing::data_source(case, run));
    doc.heading(2, t("评估人员", "Evaluators"));
    let columns = [
        (t("姓名", "Name"), 20),
        (t("单位", "Organisation"), 30),
        (t("职务职称", "Title"), 20),
        (t("评估分工", "Task"), 30),
    ];
    doc.table(t("评估人员（待填）", "Evaluators (to be filled in)"), &columns, vec![vec![String::new(); 4]; 3]);
}

fn merits(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    doc.heading(1, pick(lang, "主要优点", "What went well"));
    let merits = problems::merits(case, run);
    if merits.is_empty() {
        doc.text(pick(
            lang,
            "记录中没有达标的时限指标和按时完成的预期行动。",
            "The record shows no target kept and no expected action in time.",
        ));
    }
    for (merit, n) in merits.iter().zip(1..) {
        doc.item(n, merit);
    }
}

fn faults(doc: &mut Doc, case: &Case<'_>, problems: &[Problem]) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("存在问题", "Problems"));
    if problems.is_empty() {
        doc.text(t("记录中未见问题。", "The record shows none."));
    }
    for (problem, n) in problems.iter().zip(1..) {
        let Problem { fact, effect, cause, basis, .. } = problem;
        doc.item(n, say!(lang, "{fact}。", "{fact}."));
        doc.text(say!(lang, "影响：{effect}。", "Effect: {effect}."));
        doc.text(say!(lang, "原因：{cause}。", "Cause: {cause}."));
        doc.text(say!(lang, "依据：{basis}。", "Basis: {basis}."));
    }
}

fn advice(doc: &mut Doc, case: &Case<'_>, problems: &[Problem]) {
    let lang = case.lang();
    doc.heading(1, pick(lang, "改进建议", "Advice"));
    for field in Field::ALL {
        doc.heading(2, field.name(case));
        let of_field: Vec<(usize, &Problem)> =
            problems.iter().zip(1..).map(|(p, n)| (n, p)).filter(|(_, p)| p.field == field).collect();
        if of_field.is_empty() {
            doc.text(pick(lang, "本次记录未提出该方面的建议。", "The record gives no advice on this."));
        }
        for ((n, problem), at) in of_field.into_iter().zip(1..) {
            let (measure, check) = (&problem.measure, &problem.check);
            doc.item(
                at,
                say!(
                    lang,
                    "{measure}；验收标准：{check}（问题{n}）。",
                    "{measure}; mended when: {check} (problem {n})."
                ),
            );
        }
    }
}

fn conclusion(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("评估结论", "Conclusion"));
    let judged = run.evaluation.score.parts.iter().filter(|part| rows::is_judged(part)).count();
    let missed = problems::missed(run).len();
    let kept = judged - missed;
    let all = run.evaluation.score.parts.len();
    doc.text(say!(
        lang,
        "本次演练设时限指标{all}项，可判定{judged}项，达标{kept}项，未达标{missed}项。",
        "Of {all} time targets {judged} could be judged: {kept} kept, {missed} missed."
    ));
    let grade = standing::grade(case, run);
    doc.text(say!(lang, "{grade}。", "{grade}."));
    doc.text(t(
        "等级参照【未核实】：优，全部内容完成无差错；良，达到目的，差错较少；中，有明显缺陷但不影响目的；差，有重大差错、目的受损、中断或严重超时。等级由评估组确认后生效。",
        "Scale [unverified]: excellent, all done without error; good, aims met with few errors; fair, clear faults that do not harm the aims; poor, grave errors, aims hurt, stopped or badly late. The grade counts when the evaluators have confirmed it.",
    ));
    doc.text("");
    standing::signatures(
        doc,
        &[
            t("确认等级", "Grade confirmed"),
            t("评估组组长（签字）", "Head of evaluators (signature)"),
            t("日期", "Date"),
        ],
    );
    standing::made_from_data(doc, case);
}
