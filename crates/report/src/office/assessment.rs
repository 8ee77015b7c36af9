//! The evaluation report 演练评估报告: seven chapters and annexes.

mod analysis;
mod annexes;
mod together;

use super::case::{Case, OfficeError, Run};
use super::findings;
use super::page::Doc;
use super::standing;
use super::text::{blank, date, events, pick};
use super::{Document, front, rows};
use crate::say::say;
use crate::sections::FIRST;
use crate::summary::findings::effect;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let run = case.run(Document::Assessment)?;
    let mut doc = Doc::new(case.names, &head(case));
    cover(&mut doc, case);
    doc.new_page();
    front::page(&mut doc, case, &run);
    doc.new_page();
    doc.contents();
    doc.new_page();
    basics(&mut doc, case, &run);
    process(&mut doc, case, &run);
    analysis::chapter(&mut doc, case, &run);
    merits(&mut doc, case, &run);
    faults(&mut doc, case, &run);
    advice(&mut doc, case, &run);
    conclusion(&mut doc, case, &run);
    annexes::chapter(&mut doc, case, &run);
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
    doc.title(&[&case.drill(), Document::Assessment.title(lang)]);
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
    let strengths = &run.evaluation.findings.strengths;
    if strengths.is_empty() {
        doc.text(pick(
            lang,
            "按评估规则，记录中没有可列的优点。",
            "By its rules the evaluation finds none in the record.",
        ));
    }
    for (finding, n) in strengths.iter().zip(1..) {
        let (fact, effect) = (findings::fact(case, finding), findings::bare(finding.effect.get(lang)));
        doc.item(
            n,
            if effect.is_empty() {
                say!(lang, "{fact}。", "{fact}.")
            } else {
                say!(lang, "{fact}；{effect}。", "{fact}; {effect}.")
            },
        );
    }
}

fn faults(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("存在问题", "Problems"));
    let problems = &run.evaluation.findings.problems;
    if problems.is_empty() {
        doc.text(t("按评估规则，记录中未发现问题。", "By its rules the evaluation finds none in the record."));
    }
    for (problem, n) in problems.iter().take(FIRST).zip(1..) {
        let title = findings::capital(findings::bare(problem.title.get(lang)));
        let (fact, basis) = (findings::fact(case, problem), findings::basis(case, problem));
        doc.item(n, say!(lang, "{title}。{fact}。", "{title}. {fact}."));
        let effect = effect(lang, problem);
        let (effect, cause) = (findings::bare(&effect), findings::bare(problem.cause.get(lang)));
        let mut rest = Vec::new();
        if !effect.is_empty() {
            rest.push(say!(lang, "影响：{effect}。", "Effect: {effect}."));
        }
        rest.push(if cause.is_empty() {
            t("原因：记录未显示，由评估人员核实。", "Cause: the record does not show it; evaluators have to find out.")
                .to_owned()
        } else {
            say!(lang, "原因：{cause}。", "Cause: {cause}.")
        });
        rest.push(say!(lang, "依据：{basis}。", "Basis: {basis}."));
        doc.text(rest.join(t("", " ")));
    }
    if problems.len() > FIRST {
        let (all, more) = (problems.len(), problems.len() - FIRST);
        doc.text(say!(
            lang,
            "以上按后果列出前{FIRST}项，共{all}项；其余{more}项列表如下，同类情形逐例见数据表“问题逐例”。",
            "These are the first {FIRST} of {all} by what they cost. A table has the rest ({more}); each case stands in the workbook."
        ));
        doc.table(t("其余问题", "Further problems"), &findings::columns(case), findings::rows(case, FIRST));
    }
}

/// What to change, by where it belongs: what is advised to several stands once, with their names. Which cases it answers
/// stands in the list of measures.
fn advice(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    doc.heading(1, pick(lang, "改进建议", "Advice"));
    doc.text(pick(
        lang,
        "各条建议针对的情形、证据和责任单位见附件“整改台账”。",
        "Which cases each answers, on what evidence, stands in the list of what has to be mended, in the annex.",
    ));
    for category in findings::CATEGORIES {
        doc.heading(2, findings::capital(category.name().get(lang)));
        let mut advised: Vec<(&str, &[usize], Vec<String>)> = Vec::new();
        for proposal in run.evaluation.findings.proposals.iter().filter(|proposal| proposal.category == category) {
            let (measure, problems) = (proposal.measure.get(lang), proposal.problems.as_slice());
            let who = proposal.organisation.as_ref().map(|organisation| case.names.organisation(organisation));
            match advised.iter_mut().find(|(text, of, _)| *text == measure && *of == problems) {
                Some((_, _, all)) => all.extend(who),
                None => advised.push((measure, problems, who.into_iter().collect())),
            }
        }
        if advised.is_empty() {
            doc.text(pick(lang, "本次记录未提出该方面的建议。", "The record gives no advice on this."));
        }
        for ((measure, problems, who), n) in advised.into_iter().zip(1..) {
            let text = findings::capital(findings::bare(measure));
            let of = crate::say::list(lang, problems.iter().map(|at| (at + 1).to_string()));
            let who = crate::say::list(lang, who);
            doc.item(
                n,
                if who.is_empty() {
                    say!(lang, "{text}（问题{of}）。", "{text} (problem {of}).")
                } else {
                    say!(lang, "{text}：{who}（问题{of}）。", "{text}: {who} (problem {of}).")
                },
            );
        }
    }
}

fn conclusion(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("评估结论", "Conclusion"));
    let judged = run.evaluation.score.parts.iter().filter(|part| rows::is_judged(part)).count();
    let missed = findings::missed(run).len();
    let kept = judged - missed;
    let all = run.evaluation.score.parts.len();
    doc.text(say!(
        lang,
        "本次演练设时限指标{all}项，可判定{judged}项，达标{kept}项，未达标{missed}项。",
        "Of {all} time targets {judged} could be judged: {kept} kept, {missed} missed."
    ));
    let grade = findings::capital(&standing::grade(case, run));
    let words = run.evaluation.findings.conclusion.words.get(lang);
    doc.text(say!(lang, "{grade}。结论建议：{words}。", "{grade}. Proposed conclusion: {words}."));
    for cap in &run.evaluation.findings.conclusion.caps {
        let (reason, at_most) = (cap.reason.get(lang), cap.at_most.name().get(lang));
        let basis = crate::summary::source(lang, &cap.source, cap.verified);
        let evidence = events(lang, &cap.evidence);
        let evidence =
            if cap.evidence.is_empty() { String::new() } else { say!(lang, "（{evidence}）", " ({evidence})") };
        doc.text(say!(
            lang,
            "封顶：{reason}{evidence}，最高评为{at_most}。依据：{basis}。",
            "Cap: {reason}{evidence}, hence no better than {at_most}. Basis: {basis}."
        ));
    }
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
