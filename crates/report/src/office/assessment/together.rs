//! Section 3.6: hand-offs, information, network, critical paths, what delayed us.

use crate::fact;
use crate::names::Names;
use crate::office::case::{Case, Run};
use crate::office::page::Doc;
use crate::office::rows::{Row, none};
use crate::office::text::{events, ms, pick};
use crate::say::{duration, number, say};
use hazdrill_score::{CriticalPath, Delay, Goal, HandoffPair, Information, Network, TimeKind};

/// How many rows a table of the report shows; the workbook has them all.
const ROWS: usize = 12;

pub(super) fn section(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("协同分析", "Working together"));
    doc.heading(3, t("任务交接", "Hand-offs"));
    handoffs(doc, case, run);
    doc.heading(3, t("信息", "Information"));
    match &run.evaluation.information {
        Some(information) => news(doc, case, information),
        None => doc.text(t("记录未显示。", "The record does not show it.")),
    }
    doc.heading(3, t("通报网络", "Network of messages"));
    match &run.evaluation.network {
        Some(network) => links(doc, case, network),
        None => doc.text(t("记录未显示。", "The record does not show it.")),
    }
    doc.heading(3, t("关键路径与主要延误", "Critical paths, and what delayed us"));
    paths(doc, case, &run.evaluation.critical_paths);
    delays(doc, case, &run.evaluation.delays);
}

fn handoffs(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let all = run.evaluation.handoff_totals.all;
    let time = |s: f64| duration(lang, ms(s));
    let (n, to_send, sent) = (all.received, time(all.to_send_s), time(all.transmission_s));
    let (to_read, deciding, hands) = (time(all.to_read_s), time(all.deciding_s), time(all.hands_s));
    doc.text(say!(
        lang,
        "通报引起任务{n}次，合计用时：等发出{to_send}，接通传递{sent}，等读取{to_read}，判断决定{deciding}，等人手{hands}。",
        "{n} messages caused work. Together they took: waiting to send {to_send}, transmission {sent}, waiting to be read {to_read}, deciding {deciding}, waiting for hands {hands}."
    ));
    let between = |pair: &&HandoffPair| pair.from != pair.to && pair.total.n > 0;
    let mut pairs: Vec<&HandoffPair> = run.evaluation.handoffs.iter().filter(between).collect();
    let longest = |pair: &HandoffPair| pair.total.worst_s.unwrap_or(0.0);
    pairs.sort_by(|a, b| longest(b).total_cmp(&longest(a)));
    let shown: Vec<Row> = pairs.iter().take(ROWS).map(|pair| handoff(case.names, pair)).collect();
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
    if pairs.len() > ROWS {
        let more = pairs.len() - ROWS;
        doc.note(say!(lang, "另有{more}对单位，见数据表“交接矩阵”。", "{more} more pairs stand in the workbook."));
    }
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

fn news(doc: &mut Doc, case: &Case<'_>, information: &Information) {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en);
    let time = |s: Option<f64>| s.map_or_else(none, |s| duration(lang, ms(s)));
    // The oldest news first.
    let mut ages: Vec<_> = information.by_fact.iter().filter(|age| age.age.n > 0).collect();
    ages.sort_by(|a, b| b.age.median_s.unwrap_or(0.0).total_cmp(&a.age.median_s.unwrap_or(0.0)));
    let row = |age: &&hazdrill_score::FactAge| {
        vec![
            fact::name(names, &age.fact),
            age.seats.to_string(),
            time(age.age.median_s),
            time(age.age.worst_s),
            age.age.worst.map_or_else(none, |event| format!("#{event}")),
        ]
    };
    let columns = [
        (t("信息", "Fact"), 34),
        (t("获知席位", "Seats"), 14),
        (t("中位", "Median"), 18),
        (t("最长", "Longest"), 18),
        (t("证据", "Evidence"), 16),
    ];
    doc.table(
        t("从事实成立到席位获知（中位长者在前）", "From being true to being known, the oldest first"),
        &columns,
        ages.iter().take(ROWS).map(row).collect(),
    );
    let row = |missing: &hazdrill_score::NeverArrived| {
        let known = missing.known_by.as_ref().map_or_else(none, |who| names.actor(who));
        let known = missing
            .known
            .map_or_else(|| known.clone(), |event| say!(lang, "{known}（#{event}）", "{known} (#{event})"));
        vec![names.actor(&missing.seat), fact::name(names, &missing.fact), known, format!("#{}", missing.event)]
    };
    let columns = [
        (t("席位", "Seat"), 28),
        (t("未获知的信息", "What never reached it"), 32),
        (t("当时掌握者", "Who knew"), 26),
        (t("证据", "Evidence"), 14),
    ];
    let all = &information.never_arrived;
    doc.table(
        t("需要而始终未到达的信息", "What was needed and never arrived"),
        &columns,
        all.iter().take(ROWS).map(row).collect(),
    );
    if all.len() > ROWS {
        let more = all.len() - ROWS;
        doc.note(say!(lang, "另有{more}项，见评估数据。", "{more} more stand in the data of the evaluation."));
    }
}

fn links(doc: &mut Doc, case: &Case<'_>, network: &Network) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let (messages, internal, lost) = (network.messages, network.internal, network.lost);
    let (misheard, failed) = (network.misheard, network.calls_failed);
    doc.text(say!(
        lang,
        "收到通报{messages}次（单位内部{internal}次），未收到{lost}次，误听{misheard}次，呼叫未通{failed}次。",
        "Messages heard: {messages} ({internal} within an organisation); not received: {lost}; misheard: {misheard}; calls failed: {failed}."
    ));
    let (planned, used, in_vain) = (network.planned_total, network.planned_used, network.planned_failed);
    let unplanned = network.unplanned_total;
    doc.text(say!(
        lang,
        "处置程序预定的联系{planned}条，实际使用{used}条，尝试未成{in_vain}条；程序之外的联系{unplanned}条。",
        "Links that procedures foresee: {planned}; used: {used}; tried in vain: {in_vain}; links besides: {unplanned}."
    ));
    let graph = &network.organisations;
    let ratio = |value: Option<f64>| value.map_or_else(none, number);
    let (n, links, density, reciprocity) = (graph.n, graph.links, ratio(graph.density), ratio(graph.reciprocity));
    doc.text(say!(
        lang,
        "单位间网络：{n}个单位，有向联系{links}条，密度{density}，互通比例{reciprocity}。",
        "Between organisations: {n} nodes, {links} links, density {density}, reciprocity {reciprocity}."
    ));
    let row = |node: &hazdrill_score::Node| {
        vec![
            case.names.organisation(&node.id),
            node.degree_in.to_string(),
            node.degree_out.to_string(),
            node.messages_in.to_string(),
            node.messages_out.to_string(),
            number(node.betweenness),
        ]
    };
    let columns = [
        (t("单位", "Organisation"), 30),
        (t("来自单位", "From"), 13),
        (t("通向单位", "To"), 13),
        (t("收到", "Heard"), 13),
        (t("发出", "Sent"), 13),
        (t("中介度", "Betweenness"), 18),
    ];
    doc.table(t("单位间通报网络", "Network between organisations"), &columns, graph.nodes.iter().map(row).collect());
}

fn paths(doc: &mut Doc, case: &Case<'_>, paths: &[CriticalPath]) {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en);
    if paths.is_empty() {
        doc.text(t("记录中没有可以追溯的终点。", "The record has no end from which to look back."));
        return;
    }
    for path in paths {
        let (goal, n) = (goal(lang, path.goal), path.events.len());
        let (root, end) = (path.root, path.event);
        let took = path.s.map_or_else(|| t("不详", "unknown").to_owned(), |s| duration(lang, ms(s)));
        doc.text(say!(
            lang,
            "至“{goal}”（#{end}）的关键路径起于#{root}，共{n}个事件，用时{took}。",
            "The critical path to \"{goal}\" (#{end}) begins with #{root}, has {n} events and took {took}."
        ));
        let rows = path.by_organisation.iter().map(|(organisation, kinds)| {
            let who = if organisation == "-" {
                t("（无人）", "(nobody)").to_owned()
            } else {
                names.organisation(organisation)
            };
            let total: i64 = kinds.values().sum();
            // The longest first; equals in the order of their kinds.
            let mut parts: Vec<(&TimeKind, &i64)> = kinds.iter().filter(|(_, ms)| **ms >= 500).collect();
            parts.sort_by(|a, b| b.1.cmp(a.1));
            let told = parts.into_iter().map(|(kind, ms)| format!("{} {}", kind.name().get(lang), duration(lang, *ms)));
            vec![who, duration(lang, total), told.collect::<Vec<_>>().join(t("；", "; "))]
        });
        let columns = [(t("单位", "Organisation"), 26), (t("用时", "Time"), 18), (t("构成", "Parts"), 56)];
        doc.table(&say!(lang, "至“{goal}”的用时构成", "Where the time to \"{goal}\" went"), &columns, rows.collect());
    }
}

fn goal(lang: hazdrill_model::Lang, goal: Goal) -> &'static str {
    match goal {
        Goal::LastCasualty => pick(lang, "最后一名伤员送达医院", "last casualty in hospital"),
        Goal::HazardEnd => pick(lang, "险情消除", "end of the hazard"),
        Goal::AllClear => pick(lang, "险情解除", "all-clear"),
    }
}

fn delays(doc: &mut Doc, case: &Case<'_>, delays: &[Delay]) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let row = |delay: &Delay| {
        vec![
            delay.words.get(lang).to_owned(),
            duration(lang, ms(delay.s)),
            delay.times.to_string(),
            events(lang, &delay.events),
        ]
    };
    let columns = [
        (t("延误", "Delay"), 50),
        (t("合计", "In all"), 17),
        (t("段数", "Stretches"), 10),
        (t("证据", "Evidence"), 23),
    ];
    doc.table(t("关键路径上的主要延误", "What delayed us"), &columns, delays.iter().map(row).collect());
}
