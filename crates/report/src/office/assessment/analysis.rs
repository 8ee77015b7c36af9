//! Chapter 3 of the evaluation report: what the record shows of preparation, conduct, seats, aims, times, working together,
//! harm and cost.

use super::together;
use crate::office::case::{Case, Run};
use crate::office::form;
use crate::office::page::Doc;
use crate::office::rows::{self, Row, none};
use crate::office::standing;
use crate::office::text::{events, ms, pick};
use crate::say::{duration, say};
use crate::summary::source;
use crate::word;
use hazdrill_score::{Accident, ClockOutcome};

pub(super) fn chapter(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    doc.heading(1, pick(case.lang(), "演练情况分析", "What the record shows"));
    preparation(doc, case, run);
    conduct(doc, case, run);
    seats(doc, case, run);
    aims(doc, case, run);
    times(doc, case, run);
    together::section(doc, case, run);
    harm(doc, case, run);
    cost(doc, case);
}

fn preparation(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("演练准备", "Preparation"));
    let Some(scenario) = case.names.scenario() else {
        doc.text(t("记录不含情景，准备情况无从判读。", "The record carries no scenario: preparation cannot be read."));
        return;
    };
    let (aims, injects) = (scenario.aims.len(), scenario.injects.len());
    let expected = scenario.injects.values().filter(|inject| inject.answer.is_some()).count();
    let steps: usize = scenario.organisations.values().flat_map(|o| o.procedures.values()).map(Vec::len).sum();
    let (units, targets) = (scenario.organisations.len(), scenario.targets.len());
    let verified = scenario.targets.values().filter(|target| target.source.is_verified()).count();
    doc.text(say!(
        lang,
        "情景载明目的{aims}项、参演单位{units}个、处置步骤{steps}项、导调注入{injects}项（其中{expected}项写明预期行动）、时限指标{targets}项（其中{verified}项依据已与原文核对）。",
        "The scenario states {aims} aims, {units} organisations, {steps} steps of procedures, {injects} injects ({expected} with an expected action) and {targets} time targets ({verified} with a checked basis)."
    ));
    match form::rubric(run) {
        Some(rubric) => {
            let caption = t("演练准备情况（3类）", "Preparation in 3 classes");
            doc.table(caption, &form::class_columns(case), form::classes(case, rubric, "A.1"));
        }
        None => doc.text(form::absent(lang)),
    }
}

fn conduct(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("演练实施", "Conduct"));
    match form::rubric(run) {
        Some(rubric) => {
            let caption = t("演练实施情况（13类）", "Conduct in 13 classes");
            doc.table(caption, &form::class_columns(case), form::classes(case, rubric, "A.2"));
            let source = source(lang, &rubric.source, rubric.verified);
            doc.note(say!(
                lang,
                "依据：{source}。“待评”由评估人员现场判定；逐项结果见附件评估表。",
                "After: {source}. What is open the evaluators judge; each item stands in the annex."
            ));
        }
        None => doc.text(form::absent(lang)),
    }
    if let Some(conformity) = &run.evaluation.conformity {
        let (due, done) = (conformity.due, conformity.done);
        let (missing, forgotten) = (conformity.missing.len(), conformity.forgotten.len());
        let (order, owner) = (conformity.wrong_order.len(), conformity.wrong_owner.len());
        doc.text(say!(
            lang,
            "处置程序中应做步骤{due}项，已做{done}项；条件具备而未着手{missing}项，遗漏{forgotten}项，次序颠倒{order}项，非本岗位代做{owner}项。",
            "Of {due} steps that came up {done} were done; {missing} were ready and never begun, {forgotten} forgotten, {order} out of order, {owner} done by somebody else."
        ));
    }
}

fn seats(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("各席位表现", "Seats"));
    let (failing, others): (Vec<rows::Seat>, Vec<rows::Seat>) =
        rows::seats(run).into_iter().partition(rows::Seat::failed);
    if failing.is_empty() {
        doc.text(t("各席位的任务没有未成、遗漏或被拒。", "No seat failed, forgot or was refused anything."));
    } else {
        let rows = failing.iter().map(|seat| rows::seat(case, seat)).collect();
        doc.table(t("有任务未成的席位", "Seats that failed in something"), &rows::seat_columns(case), rows);
    }
    let n = others.len();
    doc.note(say!(
        lang,
        "“发出”“收到”为通报次数；同一群体的人员合计。其余{n}个席位和队伍没有未成、遗漏或被拒的任务，见数据表“席位”。",
        "Sent and heard are messages; people of one group count together. The other {n} seats and crews failed in nothing; the workbook has them under Seats."
    ));
}

fn aims(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("目标达成", "Objectives"));
    let mut all: Vec<Row> = Vec::new();
    if let Some(scenario) = case.names.scenario() {
        for unmet in hazdrill_score::unmet(&scenario.expect, run.events, run.evaluation) {
            let text = unmet.text(lang);
            all.push(vec![
                text,
                t("情景预期", "expected by the scenario").to_owned(),
                none(),
                t("未达成", "not met").to_owned(),
            ]);
        }
    }
    for outcome in &run.evaluation.injects {
        let Some(expected) = &outcome.expected else { continue };
        let what = expected.what.as_ref().map_or_else(|| expected.step.clone(), |what| what.get(lang).to_owned());
        let by = case.names.organisation(&expected.by);
        let within = duration(lang, ms(expected.within_s));
        let evidence: Vec<u64> = [outcome.event, outcome.action].into_iter().flatten().collect();
        all.push(vec![
            what,
            say!(lang, "注入后{within}内由{by}行动", "{by} acts within {within} of the inject"),
            if evidence.is_empty() { none() } else { events(lang, &evidence) },
            outcome.state.name().get(lang).to_owned(),
        ]);
    }
    let columns = [
        (t("目标", "Objective"), 38),
        (t("标准", "Standard"), 28),
        (t("证据", "Evidence"), 18),
        (t("结论", "Conclusion"), 16),
    ];
    doc.table(t("目标达成情况", "Objectives"), &columns, all);
    doc.note(t(
        "列出情景中未达成的预期和各项导调注入的预期行动；时限目标见“时效分析”。演练目的是否达到由评估组综合判定。",
        "Shown are expectations of the scenario that were not met, and the action that each inject expects; for times see the next section. Whether the aims were met, the evaluators judge.",
    ));
}

fn times(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("时效分析", "Times"));
    let all: Vec<Row> = rows::parts(run).into_iter().map(|part| rows::target(case, run, part)).collect();
    if all.is_empty() {
        doc.text(t("没有时限指标可供判定。", "There is no time target to judge by."));
    } else {
        let columns = [
            (t("节点", "Node"), 16),
            (t("时限", "Target"), 9),
            (t("实际", "Actual"), 11),
            (t("偏差", "Deviation"), 12),
            (t("结论", "Result"), 10),
            (t("证据", "Evidence"), 10),
            (t("依据", "Basis"), 32),
        ];
        doc.table(t("时效分析", "Times"), &columns, all);
    }
    if !run.evaluation.clocks.is_empty() {
        let columns = standing::clock_columns(case);
        let (shown, others): (Vec<&ClockOutcome>, Vec<&ClockOutcome>) =
            run.evaluation.clocks.iter().partition(|clock| rows::is_telling(clock));
        if !shown.is_empty() {
            let clocks = shown.into_iter().map(|clock| rows::clock(case, clock)).collect();
            doc.table(t("法定义务与时限", "Duties and limits of law"), &columns, clocks);
        }
        let n = others.len();
        doc.note(say!(
            lang,
            "表中为未按时履行和有时限的义务；其余{n}项（立即履行的、不适用的、未评估的）及依据见数据表“法定义务”。",
            "The table has the duties that were not kept in time and those with a limit; the other {n} (met at once, not applicable, not judged) stand in the workbook under Duties of law."
        ));
    }
    doc.note(t(
        "各单位、各环节的关键时刻及其事件编号见数据表“时间轴”。",
        "The key moments of each organisation, with their events, stand in the workbook under Time axis.",
    ));
}

fn harm(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("后果与可避免损失", "Harm, and what could have been avoided"));
    let columns = [(t("类别", "Kind"), 60), (t("人数", "People"), 40)];
    doc.table(t("模拟伤亡", "Simulated casualties"), &columns, rows::casualties(case, run));
    if let Some(accident) = &run.evaluation.accident {
        grade(doc, case, accident);
    }
    let n = run.evaluation.explosions;
    let evidence = events(lang, &run.evaluation.explosion_events);
    if n > 0 {
        doc.text(say!(lang, "模拟爆炸{n}次（{evidence}）。", "Simulated explosions: {n} ({evidence})."));
    } else {
        doc.text(t("记录中没有爆炸。", "The record has no explosion."));
    }
    doc.text(t(
        "可避免损失须以同一情景的多次推演与参照处置比较得出，单次记录不能断定，本报告不作估计。",
        "What could have been avoided takes many runs of the scenario against a reference; one record cannot tell, and no estimate is made here.",
    ));
}

/// The grade of the accident by its casualties, and the level that was in force.
fn grade(doc: &mut Doc, case: &Case<'_>, accident: &Accident) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let none = || t("未达到最低等级", "none, since nobody died or was seriously injured");
    let grade = accident.grade.as_ref().map_or_else(none, |grade| grade.name.get(lang).to_owned());
    let (dead, serious, asked) = (accident.dead, accident.serious, word::level(lang, &accident.level));
    let active = accident.active.as_ref().map_or_else(|| t("未启动", "none"), |level| word::level(lang, level));
    doc.text(say!(
        lang,
        "按模拟死亡{dead}人、重伤（含急性中毒）{serious}人计，事故等级为：{grade}；相应响应级别为{asked}，结束时生效的最高级别为：{active}。",
        "By {dead} dead and {serious} seriously injured (acute poisoning among them) the grade of the accident is: {grade}. It asks for {asked}; in force at the end: {active}."
    ));
}

fn cost(doc: &mut Doc, case: &Case<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("演练费用", "Cost"));
    doc.text(t("记录不含费用，由组织单位填写。", "The record has no cost; the organiser fills it in."));
    let columns = [(t("项目", "Item"), 50), (t("金额（元）", "Amount (CNY)"), 25), (t("备注", "Remark"), 25)];
    doc.table(t("演练费用（待填）", "Cost (to be filled in)"), &columns, vec![vec![String::new(); 3]; 3]);
}
