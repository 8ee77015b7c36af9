//! Chapter 3 of the evaluation report: what the record shows of preparation, conduct, seats, aims, times, working together,
//! harm and cost.

use super::conduct;
use crate::names::Names;
use crate::office::case::{Case, Run};
use crate::office::page::Doc;
use crate::office::rows::{self, Row, counted, none, second_of};
use crate::office::text::{events, ms, pick};
use crate::say::{duration, say};
use crate::story::Story;
use crate::summary::waited;
use hazdrill_record::Event;
use hazdrill_score::HandoffPair;

/// How many rows a table of the report shows; the workbook has them all.
const PAIRS: usize = 15;
/// How many links of the chain of causes are told.
const LINKS: usize = 25;

pub(super) fn chapter(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    doc.heading(1, pick(case.lang(), "演练情况分析", "What the record shows"));
    preparation(doc, case);
    conduct_by_class(doc, case, run);
    seats(doc, case, run);
    aims(doc, case, run);
    times(doc, case, run);
    together(doc, case, run);
    harm(doc, case, run);
    cost(doc, case);
}

fn preparation(doc: &mut Doc, case: &Case<'_>) {
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
    let rows: Vec<Row> = vec![
        vec![
            "A.1-1".to_owned(),
            t("演练策划与设计", "Planning and design").to_owned(),
            say!(
                lang,
                "情景载明目的{aims}项、参演单位{units}个、处置步骤{steps}项、导调注入{injects}项（其中{expected}项写明预期行动）、时限指标{targets}项（其中{verified}项依据已与原文核对）",
                "aims {aims}, organisations {units}, steps of procedures {steps}, injects {injects} ({expected} with an expected action), time targets {targets} ({verified} with a checked basis)"
            ),
            String::new(),
        ],
        vec![
            "A.1-2".to_owned(),
            t("演练文件编制", "Documents").to_owned(),
            t(
                "工作方案、脚本、评估方案、观摩手册由情景生成，是否下发由评估人员核实",
                "plan, script, evaluation plan and visitors' guide are made from the scenario; whether they went out, evaluators find out",
            )
            .to_owned(),
            String::new(),
        ],
        vec![
            "A.1-3".to_owned(),
            t("演练保障", "Support").to_owned(),
            t("记录不含保障情况，由评估人员现场核实", "the record does not tell; evaluators see for themselves").to_owned(),
            String::new(),
        ],
    ];
    let columns = [
        (t("编号", "No."), 10),
        (t("内容", "Class"), 20),
        (t("情况", "What there is"), 50),
        (t("评估人员意见", "Evaluators"), 20),
    ];
    doc.table(t("演练准备情况", "Preparation"), &columns, rows);
}

fn conduct_by_class(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("演练实施", "Conduct"));
    let columns = [
        (t("编号", "No."), 11),
        (t("内容", "Class"), 19),
        (t("记录判读", "From the record"), 25),
        (t("未达标项", "Missed"), 30),
        (t("评估人员意见", "Evaluators"), 15),
    ];
    doc.table(t("演练实施情况", "Conduct by class"), &columns, conduct::rows(case, run));
    doc.note(t(
        "内容分类参照 AQ/T 9009—2015 附录，用语为本系统自拟。",
        "Classes after the annex of AQ/T 9009-2015, in our own words.",
    ));
}

fn seats(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("各席位表现", "Seats"));
    let row = |seat: rows::Seat| {
        vec![
            case.names.actor(&seat.actor),
            seat.begun.to_string(),
            seat.done.to_string(),
            counted(case, &seat.failed),
            counted(case, &seat.forgotten),
            counted(case, &seat.refused),
            seat.sent.to_string(),
            seat.received.to_string(),
        ]
    };
    let columns = [
        (t("席位或队伍", "Seat or crew"), 24),
        (t("任务", "Tasks"), 9),
        (t("完成", "Done"), 9),
        (t("未成", "Failed"), 16),
        (t("遗漏", "Forgotten"), 14),
        (t("被拒", "Refused"), 14),
        (t("发出", "Sent"), 9),
        (t("收到", "Received"), 11),
    ];
    let all: Vec<Row> = rows::seats(run).into_iter().map(row).collect();
    doc.table(t("各席位任务与通报", "Tasks and messages by seat"), &columns, all);
    doc.note(t(
        "“发出”“收到”为通报次数；同一群体的人员合计。",
        "Sent and received are messages; people of one group count together.",
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
            (t("节点", "Node"), 17),
            (t("时限", "Target"), 12),
            (t("实际", "Actual"), 12),
            (t("偏差", "Deviation"), 13),
            (t("结论", "Result"), 12),
            (t("证据", "Evidence"), 12),
            (t("依据", "Basis"), 22),
        ];
        doc.table(t("时效分析", "Times"), &columns, all);
    }
    let columns =
        [(t("时间", "Time"), 24), (t("节点", "Node"), 34), (t("单位", "Organisation"), 26), (t("事件", "Event"), 16)];
    doc.table(t("关键时刻", "Key moments"), &columns, rows::moments(case, run));
}

fn together(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("协同分析", "Working together"));
    if run.timeline.is_some() {
        doc.text(t("时间线不含通报和任务，协同情况无从判读。", "A timeline tells of no messages and tasks."));
        return;
    }
    doc.heading(3, t("任务交接", "Hand-offs"));
    let between = |pair: &&HandoffPair| pair.from != pair.to && pair.total.n > 0;
    let mut pairs: Vec<&HandoffPair> = run.evaluation.handoffs.iter().filter(between).collect();
    let longest = |pair: &HandoffPair| pair.total.worst_s.unwrap_or(0.0);
    pairs.sort_by(|a, b| longest(b).total_cmp(&longest(a)));
    let shown: Vec<Row> = pairs.iter().take(PAIRS).map(|pair| handoff(case.names, pair)).collect();
    let columns = [
        (t("自", "From"), 18),
        (t("至", "To"), 18),
        (t("次数", "Times"), 8),
        (t("中位", "Median"), 13),
        (t("90%以内", "90 %"), 13),
        (t("最长", "Longest"), 14),
        (t("证据", "Evidence"), 16),
    ];
    doc.table(
        t("单位间任务交接用时（最长者在前）", "Hand-offs between organisations, the longest first"),
        &columns,
        shown,
    );
    if pairs.len() > PAIRS {
        let more = pairs.len() - PAIRS;
        doc.note(say!(lang, "另有{more}对单位，见数据表“交接矩阵”。", "{more} more pairs stand in the workbook."));
    }
    doc.heading(3, t("信息网络", "Messages"));
    network(doc, case, run);
    doc.heading(3, t("主要等待", "Longest waits"));
    let waits = run
        .evaluation
        .waits
        .iter()
        .map(|wait| vec![duration(lang, ms(wait.s)), waited(case.names, wait), format!("#{}", wait.event)]);
    let columns = [(t("用时", "Time"), 18), (t("情况", "Who waited for what"), 66), (t("事件", "Event"), 16)];
    doc.table(t("主要等待", "Longest waits"), &columns, waits.collect());
    doc.heading(3, t("关键路径", "Critical path"));
    path(doc, case, run);
}

fn handoff(names: &Names<'_>, pair: &HandoffPair) -> Row {
    let lang = names.lang();
    let time = |s: Option<f64>| s.map_or_else(none, |s| duration(lang, ms(s)));
    vec![
        names.organisation(&pair.from),
        names.organisation(&pair.to),
        pair.total.n.to_string(),
        time(pair.total.median_s),
        time(pair.total.p90_s),
        time(pair.total.worst_s),
        pair.total.worst.map_or_else(none, |event| format!("#{event}")),
    ]
}

fn network(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let (_, sums) = rows::traffic(run);
    let mut pairs: Vec<((&str, &str), u64)> = sums.into_iter().filter(|((from, to), _)| from != to).collect();
    // The busiest first; equals by name.
    pairs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let total: u64 = pairs.iter().map(|(_, n)| n).sum();
    let n = pairs.len();
    doc.text(say!(
        lang,
        "单位之间送达通报{total}次，涉及有向联系{n}条。",
        "{total} messages between organisations arrived, over {n} directed links."
    ));
    let row = |((from, to), n): &((&str, &str), u64)| {
        vec![case.names.organisation(from), case.names.organisation(to), n.to_string()]
    };
    let columns = [(t("自", "From"), 40), (t("至", "To"), 40), (t("送达次数", "Arrived"), 20)];
    doc.table(
        t("单位间通报（次数多者在前）", "Messages between organisations, the busiest first"),
        &columns,
        pairs.iter().take(PAIRS).map(row).collect(),
    );
}

/// The chain of binding causes of the last that was reached: the last casualty in hospital, else the all-clear.
fn path(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let stamps = &run.evaluation.stamps;
    let ends = ["t18_last_at_hospital", "t23_all_clear", "t19_leak_stopped"];
    let Some((id, end)) = ends.iter().find_map(|id| Some((*id, stamps.get(id)?))) else {
        doc.text(t("记录中没有可以追溯的终点。", "The record has no end from which to look back."));
        return;
    };
    let name = rows::stamp_name(case, id);
    let chain = hazdrill_score::critical_path(run.events, end.event);
    let story = Story::new(case.names, run.events);
    let links: Vec<&Event> = chain.iter().filter_map(|seq| story.event(*seq)).collect();
    let n = links.len();
    let end = end.event;
    doc.text(say!(
        lang,
        "自“{name}”（#{end}）逐一追溯起因，共{n}个环节；用时最长的环节如下。",
        "From \"{name}\" (#{end}) back to the root there are {n} links; those that took longest are:",
    ));
    let pairs = links.iter().zip(links.iter().skip(1));
    let gap = |(before, after): (&&Event, &&Event)| Some(after.t_ms?.saturating_sub(before.t_ms?));
    let gaps = pairs.filter_map(|(before, after)| Some((gap((before, after))?, before.seq, *after)));
    let mut gaps: Vec<(i64, u64, &Event)> = gaps.collect();
    gaps.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    gaps.truncate(LINKS);
    gaps.retain(|(gap, ..)| *gap >= 1000);
    gaps.sort_by_key(|(_, seq, _)| *seq);
    let row = |(gap, before, after): &(i64, u64, &Event)| {
        vec![second_of(case, after), duration(lang, *gap), story.sentence(after), format!("#{before} → #{}", after.seq)]
    };
    let columns =
        [(t("时间", "Time"), 18), (t("用时", "Took"), 16), (t("环节", "Link"), 46), (t("事件", "Events"), 20)];
    doc.table(
        t("关键路径上用时最长的环节", "The longest links of the critical path"),
        &columns,
        gaps.iter().map(row).collect(),
    );
}

fn harm(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("后果与可避免损失", "Harm, and what could have been avoided"));
    let columns = [(t("类别", "Kind"), 60), (t("人数", "People"), 40)];
    doc.table(t("模拟伤亡", "Simulated casualties"), &columns, rows::casualties(case, run));
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

fn cost(doc: &mut Doc, case: &Case<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("演练费用", "Cost"));
    doc.text(t("记录不含费用，由组织单位填写。", "The record has no cost; the organiser fills it in."));
    let columns = [(t("项目", "Item"), 50), (t("金额（元）", "Amount (CNY)"), 25), (t("备注", "Remark"), 25)];
    doc.table(t("演练费用（待填）", "Cost (to be filled in)"), &columns, vec![vec![String::new(); 3]; 3]);
}
