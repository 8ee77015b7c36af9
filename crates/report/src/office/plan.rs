//! The plan of work 演练工作方案.

use super::case::{Case, OfficeError};
use super::page::Doc;
use super::rows::{self, Row};
use super::text::pick;
use super::{Document, findings, standing, workbook};
use crate::say::say;
use crate::verb;
use hazdrill_model::Scenario;
use std::collections::BTreeMap;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let scenario = case.scenario(Document::Plan)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let drill = case.drill();
    let title = Document::Plan.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {drill}"));
    doc.title(&[&drill, title]);
    doc.heading(1, t("演练目的", "Aims"));
    standing::aims(&mut doc, lang, scenario);
    doc.heading(1, t("演练依据", "Basis"));
    doc.text(t(
        "《中华人民共和国突发事件应对法》《生产安全事故应急条例》（国务院令第708号）第八条，参照《生产安全事故应急演练基本规范》（AQ/T 9007）【未核实】，以及参演单位应急预案（由组织单位列明）。",
        "Emergency Response Law; State Council Decree 708, art. 8; after AQ/T 9007 [unverified]; the plans of the organisations (the organiser names them).",
    ));
    doc.heading(1, t("演练概况", "The drill"));
    doc.table(t("演练概况", "The drill"), &[("", 20), ("", 80)], standing::facts(case));
    organisation(&mut doc, case);
    situation(&mut doc, case, scenario);
    duties(&mut doc, case, scenario);
    doc.heading(1, t("演练程序", "How it runs"));
    for (step, n) in [
        t("现场检查：确认人员到位，通信、装备、记录和安全措施完好。", "Check: people in place; communication, equipment, recording and safety in order."),
        t("情况简介：说明情景、规则和安全要求。", "Briefing: the scenario, the rules, safety."),
        t("启动：总指挥宣布演练开始。", "Start: the head of the drill declares it begun."),
        t("执行：参演人员按所掌握的情况和处置程序行动，导调人员按主事件清单注入。", "Play: players act on what they know and by their procedures; drill control puts in what the list of events says."),
        t("记录：记录人员和推演系统同步记录。", "Recording: by recorders and by the simulator."),
        t("中断：出现真实险情时，任何人可喊停，总指挥宣布中断。", "Stop: in real danger anybody calls a halt, and the head of the drill stops it."),
        t("结束：险情解除或到达时限，总指挥宣布结束，随即点评。", "End: at the all-clear or the time limit the head declares it over; remarks follow."),
    ]
    .into_iter()
    .zip(1..)
    {
        doc.item(n, step);
    }
    doc.heading(1, t("主事件清单", "Master list of events"));
    let injects: Vec<Row> = rows::injects(case).into_iter().map(|row| row.into_iter().take(6).collect()).collect();
    doc.table(t("导调注入", "Injects"), &workbook::msel_columns(case)[..6], injects);
    safety(&mut doc, case);
    doc.heading(1, t("评估与总结", "Evaluation"));
    doc.text(t(
        "评估按《演练评估方案》进行。演练结束后编写演练记录、评估报告和总结报告，建立整改台账，按规定报送并归档。",
        "By the evaluation plan. After the drill: log, evaluation report, summary, list of measures; report to the department, file.",
    ));
    doc.heading(1, t("经费与保障", "Money and support"));
    doc.text(t("由组织单位填写。", "The organiser fills this in."));
    doc.text("");
    standing::signatures(
        &mut doc,
        &[
            t("编制人（签字）", "Written by (signature)"),
            t("批准人（签字）", "Approved by (signature)"),
            t("日期", "Date"),
        ],
    );
    Ok(doc)
}

fn organisation(doc: &mut Doc, case: &Case<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("组织机构", "Organisation"));
    doc.heading(2, t("演练组织机构", "Who runs it"));
    let columns =
        [(t("机构", "Group"), 22), (t("职责", "Task"), 48), (t("人员（待填）", "People (to be filled in)"), 30)];
    let groups = [
        (
            t("领导小组", "Steering group"),
            t("批准方案，决定启动、中断和结束", "approves the plan; decides start, stop and end"),
        ),
        (
            t("策划与导调组", "Planning and control"),
            t("编制情景，注入事件，掌握进度", "writes the scenario, puts in events, keeps the pace"),
        ),
        (t("宣传组", "Publicity"), t("对外说明属演练，避免误解", "says outside that it is an exercise")),
        (
            t("保障组", "Support"),
            t("场地、装备、通信、医疗和安全", "ground, equipment, communication, medical help, safety"),
        ),
        (t("评估组", "Evaluation"), t("观察、记录、点评和评估", "watches, records, remarks, evaluates")),
    ];
    let rows = groups.map(|(group, task)| vec![group.to_owned(), task.to_owned(), String::new()]);
    doc.table(t("演练组织机构", "Who runs the drill"), &columns, rows.into());
    doc.heading(2, t("参演单位", "Who takes part"));
    doc.table(t("参演单位", "Participants"), &standing::participant_columns(case), standing::participants(case));
}

fn situation(doc: &mut Doc, case: &Case<'_>, scenario: &Scenario) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("演练情景", "Scenario"));
    doc.heading(2, t("情景概要", "In short"));
    let accident = standing::accident(case, scenario);
    doc.text(say!(lang, "{accident}。", "{accident}."));
    doc.heading(2, t("人员分布", "People"));
    let columns =
        [(t("人群", "Group"), 34), (t("所属", "Of"), 26), (t("人数", "Number"), 14), (t("位置", "Where"), 26)];
    let people = scenario.people.values().map(|group| {
        vec![
            group.name.get(lang).to_owned(),
            case.names.organisation(&group.of),
            group.count.to_string(),
            case.names.place(&group.at),
        ]
    });
    doc.table(t("人员分布", "People"), &columns, people.collect());
    doc.heading(2, t("演变与后果", "How it goes on"));
    doc.text(t(
        "泄漏之后的演变由物质、通风、火源和各方行动决定，不预设结局；是否燃烧、爆炸以及伤亡由推演给出。",
        "What follows depends on the substance, the air, sources of ignition and what everybody does. No outcome is fixed beforehand.",
    ));
}

/// So many tasks of one kind are told one by one; of more, how many there are.
const TOLD_ONE_BY_ONE: usize = 2;

fn duties(doc: &mut Doc, case: &Case<'_>, scenario: &Scenario) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("参演单位任务", "Tasks"));
    let columns = [(t("单位", "Organisation"), 20), (t("主要任务", "Main tasks"), 80)];
    let rows = scenario.organisations.iter().map(|(id, organisation)| {
        // The same work at several places or by several crews is one task; what is told stands on the cards.
        let mut tasks: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        for step in organisation.procedures.values().flatten() {
            let (word, actor) = (step.act.word(), format!("{id}/{}", step.by));
            if matches!(word, "tell" | "ask" | "note" | "go") {
                continue;
            }
            let acts = tasks.entry(word).or_insert_with(|| {
                order.push(word);
                Vec::new()
            });
            let act = verb::brief(case.names, &step.act, Some(&actor));
            if !acts.contains(&act) {
                acts.push(act);
            }
        }
        let told = order.iter().map(|word| match tasks[word].as_slice() {
            // What is declared or made is a task of its own each time.
            few if few.len() <= TOLD_ONE_BY_ONE || matches!(*word, "declare" | "make") => few.join(t("；", "; ")),
            many => {
                let (name, n) = (verb::name(lang, word), many.len());
                say!(lang, "{name}（{n}项）", "{name} ({n} tasks)")
            }
        });
        vec![case.names.organisation(id), findings::capital(&told.collect::<Vec<_>>().join(t("；", "; ")))]
    });
    doc.table(t("参演单位任务", "Tasks by organisation"), &columns, rows.collect());
    doc.note(t("各岗位的完整处置程序见席位卡。", "The whole procedures of each post stand on the seat cards."));
}

/// What everybody has to know for safety.
fn safety(doc: &mut Doc, case: &Case<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("安全要求", "Safety"));
    for (rule, n) in [
        t(
            "演练中的险情均为模拟，不释放危险化学品，不使用明火。",
            "All danger is simulated: no hazardous substance is released, no open flame used.",
        ),
        t(
            "通话、报告、指令一律以“演练”开头和结尾，不得向演练以外的单位和个人发送。",
            "Calls, reports and orders begin and end with \"exercise\"; none goes to anybody outside the drill.",
        ),
        t(
            "出现真实险情或人员伤病，立即报告“真实情况”，演练即行中断。",
            "Real danger, illness or injury is reported as \"real\"; the drill stops at once.",
        ),
        t(
            "车辆行驶遵守交通规则，进入场地限速，由引导人员指挥。",
            "Vehicles keep the traffic rules and the limits on the ground, and follow the guides.",
        ),
    ]
    .into_iter()
    .zip(1..)
    {
        doc.item(n, rule);
    }
}
