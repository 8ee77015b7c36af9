//! Rules over hand-offs, the network of messages and channels.

use super::{Category, Cost, Draft, Rule, figure, of_plan, practice, rule};
use crate::evaluation::Evaluation;
use crate::handoffs::{Handoff, HandoffPair};
use crate::metric::words;
use crate::naming::{Naming, both, lasting_s, list, percent};
use crate::network::PlanState;
use hazdrill_model::Text;

/// A hand-off is slow from this on, seconds. Judgement, unverified.
const SLOW_S: f64 = 600.0;
/// Hand-offs of a pair are quick with a median up to this, over so many. Judgement, unverified.
const QUICK_S: f64 = 60.0;
const QUICK_LEAST: u64 = 3;
/// Share of tries that failed, from which on a network of channels is poor, over so many tries. Judgement, unverified.
const FAILED_SHARE: f64 = 0.2;
const TRIES_LEAST: u64 = 20;
/// Somebody through whom so much of the traffic leads is a bottleneck. Judgement, unverified.
const BROKER: f64 = 0.5;

pub(super) const RULES: &[Rule] = &[
    rule(
        "hand-off-slow",
        words("单位之间交接慢", "slow hand-offs between organisations"),
        words("单位之间的交接达到 10 分钟", "a hand-off between two organisations took 10 min or more"),
        slow,
    ),
    rule(
        "planned-link-failed",
        words("程序规定的联系没有接通", "links of the plan that failed"),
        words("按程序应有的联系做了尝试但没有通到", "a link of the plan was tried and nothing arrived"),
        link_failed,
    ),
    rule(
        "left-out",
        words("有单位没有接到通报", "organisations that heard from nobody"),
        words("有单位始终没有收到其他单位的通报", "an organisation never heard from any other"),
        left_out,
    ),
    rule(
        "bottleneck",
        words("信息集中于一处", "everything goes through one"),
        words("一半以上的最短联系都经过同一单位", "half of the shortest ways lead through one organisation"),
        bottleneck,
    ),
    rule(
        "calls-fail",
        words("通信不畅", "channels fail"),
        words("20 次以上呼叫中两成以上未通", "a fifth of the calls, of 20 or more, failed"),
        calls_fail,
    ),
    rule(
        "hand-off-quick",
        words("单位之间交接快", "quick hand-offs between organisations"),
        words(
            "两单位间至少 3 次交接，中位数不超过 1 分钟",
            "three or more hand-offs of a pair with a median within 1 min",
        ),
        quick,
    ),
];

fn between(e: &Evaluation) -> impl Iterator<Item = &HandoffPair> {
    e.handoffs.iter().filter(|pair| pair.from != pair.to)
}

fn slow(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let mut worst: Vec<(&HandoffPair, &Handoff)> = between(e)
        .filter_map(|pair| Some((pair, pair.messages.iter().max_by(|a, b| a.s.total_cmp(&b.s))?)))
        .filter(|(_, worst)| worst.s >= SLOW_S)
        .collect();
    worst.sort_by(|a, b| b.1.s.total_cmp(&a.1.s));
    let of = |(pair, worst): (&HandoffPair, &Handoff)| {
        let (from, to) = (naming.organisation(&pair.from), naming.organisation(&pair.to));
        let parts = [
            (worst.to_send_s, "发出前等待", "waiting to be sent", &pair.from),
            (worst.transmission_s, "通报用时", "telling", &pair.from),
            (worst.to_read_s, "等待阅读", "waiting to be read", &pair.to),
            (worst.deciding_s, "研判决定", "deciding", &pair.to),
            (worst.hands_s, "等人手", "waiting for hands", &pair.to),
        ];
        // The later of equals: what lies nearer to the act.
        let (s, zh, en, owner) = parts.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or(parts[0]);
        Draft {
            what: both!("{from}至{to}", "{from} to {to}", from = from, to = to),
            fact: both!(
                "{sender}的通报到{receiver}开始行动用了 {time}",
                "from the word of {sender} to the act of {receiver} it took {time}",
                sender = naming.actor(&worst.sender),
                receiver = naming.actor(&worst.receiver),
                time = lasting_s(worst.s)
            ),
            effect: both!(
                "“{task}”推迟",
                "'{task}' came later by as much",
                task = naming.task(&worst.receiver, &worst.task)
            ),
            cause: both!("其中{kind} {time}", "{time} of it {kind}", kind = Text::new(zh, en), time = lasting_s(s)),
            basis: practice("单位间交接不超过10分钟（估计）", "a hand-off within 10 min (judgement)"),
            organisation: Some(owner.clone()),
            category: Category::Mechanism,
            numbers: vec![
                figure("交接总时延", "hand-off", worst.s, "s"),
                figure("最长一段", "its longest part", s, "s"),
                figure("该组交接次数", "hand-offs of the pair", pair.total.n as f64, ""),
            ],
            evidence: worst.said.into_iter().chain([worst.heard, worst.started]).collect(),
            measure: Some(Text::new(
                "双方约定直通联络人和复诵确认，紧急通报优先处理",
                "name each other a contact, read back what is urgent, and act on it first",
            )),
            weight: 2,
            cost: Cost::Spent { event: worst.started, s: worst.s },
        }
    };
    worst.into_iter().map(of).collect()
}

fn quick(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let is_quick = |pair: &&HandoffPair| {
        pair.total.n >= QUICK_LEAST && pair.total.median_s.is_some_and(|median| median <= QUICK_S)
    };
    let of = |pair: &HandoffPair| Draft {
        what: both!(
            "{from}至{to}",
            "{from} to {to}",
            from = naming.organisation(&pair.from),
            to = naming.organisation(&pair.to)
        ),
        fact: both!(
            "{n} 次交接，中位数 {median}",
            "{n} hand-offs with a median of {median}",
            n = pair.total.n,
            median = lasting_s(pair.total.median_s.unwrap_or_default())
        ),
        effect: Text::new("通报很快变成行动", "what was told soon became work"),
        cause: Text::default(),
        basis: practice("交接中位数不超过1分钟（估计）", "a median within 1 min (judgement)"),
        organisation: Some(pair.to.clone()),
        category: Category::Mechanism,
        numbers: vec![
            figure("交接次数", "hand-offs", pair.total.n as f64, ""),
            figure("中位数", "median", pair.total.median_s.unwrap_or_default(), "s"),
        ],
        evidence: pair.messages.iter().map(|message| message.started).collect(),
        measure: None,
        weight: 1,
        cost: Cost::None,
    };
    between(e).filter(is_quick).map(of).collect()
}

fn link_failed(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let Some(network) = &e.network else { return Vec::new() };
    let failed = network.planned.iter().filter(|link| link.state == PlanState::Failed);
    let of = |link: &crate::network::PlannedLink| {
        let (from, to) = (naming.actor(&link.link.from), naming.actor(&link.link.to));
        Draft {
            what: both!("{from}至{to}", "{from} to {to}", from = from, to = to),
            fact: both!(
                "程序要求{from}联系{to}，尝试后 0 条到达",
                "the procedures have {from} speak to {to}: it was tried, and 0 messages arrived",
                from = from,
                to = to
            ),
            effect: both!("{to}没有从这一渠道得到信息", "{to} heard nothing this way", to = to),
            cause: Text::new(
                "呼叫未通、通报丢失，或步骤没有做完",
                "calls failed, messages were lost, or the step was not finished",
            ),
            basis: of_plan(None),
            organisation: Some(crate::view::organisation_of(&link.link.from).to_owned()),
            category: Category::Mechanism,
            numbers: vec![figure("到达", "arrived", 0.0, "")],
            evidence: link.tried.into_iter().collect(),
            measure: Some(Text::new(
                "增加备用通信方式，演练未通时的替代路径",
                "provide a second channel, and practise what to do when nobody answers",
            )),
            weight: 1,
            cost: Cost::None,
        }
    };
    failed.map(of).collect()
}

fn left_out(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let Some(network) = e.network.as_ref().filter(|network| network.organisations.n > 2) else { return Vec::new() };
    let unheard: Vec<&str> =
        network.organisations.nodes.iter().filter(|node| node.degree_in == 0).map(|node| node.id.as_str()).collect();
    // Where nobody told anybody there is nothing to be left out of.
    if unheard.is_empty() || network.organisations.links == 0 {
        return Vec::new();
    }
    let names: Vec<Text> = unheard.iter().map(|id| naming.organisation(id)).collect();
    vec![Draft {
        what: list(&names),
        fact: both!(
            "{n} 个单位始终没有收到其他单位的通报：{who}",
            "{n} organisation(s) never heard a message of another: {who}",
            n = unheard.len(),
            who = list(&names)
        ),
        effect: Text::new("这些单位没有被纳入联动", "they took no part in joint action"),
        cause: Text::new("没有单位通知它们，或通报没有到达", "nobody told them, or nothing arrived"),
        basis: practice("有关单位都应接到通报（估计）", "every organisation concerned is told (judgement)"),
        organisation: None,
        category: Category::Mechanism,
        numbers: vec![
            figure("未接到通报的单位", "organisations untold", unheard.len() as f64, ""),
            figure("单位总数", "organisations", network.organisations.n as f64, ""),
        ],
        // What never happened has no event: the last message that did go round stands for it.
        evidence: network.organisations.nodes.iter().filter_map(|node| node.last).max().into_iter().collect(),
        measure: Some(Text::new(
            "在预案中列明通知顺序和责任人，用群组通报代替逐个通知",
            "list in the plan who tells whom, and tell a group at once",
        )),
        weight: 2,
        cost: Cost::None,
    }]
}

fn bottleneck(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let Some(network) = &e.network else { return Vec::new() };
    let nodes = network.organisations.nodes.iter().filter(|node| node.betweenness >= BROKER);
    nodes
        .map(|node| Draft {
            what: naming.organisation(&node.id),
            fact: both!(
                "其他单位之间 {share} 的最短联系要经过{who}",
                "{share} of the shortest ways between the others lead through {who}",
                share = percent(node.betweenness),
                who = naming.organisation(&node.id)
            ),
            effect: Text::new("一处繁忙或中断，全局信息受阻", "when it is busy or silent, nobody hears"),
            cause: both!(
                "收 {n} 条、发 {m} 条",
                "{n} messages in, {m} out",
                n = node.messages_in,
                m = node.messages_out
            ),
            basis: practice("中介中心度 0.5（估计）", "betweenness of 0.5 (judgement)"),
            organisation: Some(node.id.clone()),
            category: Category::Mechanism,
            numbers: vec![figure("中介中心度", "betweenness", node.betweenness, "")],
            evidence: node.last.into_iter().collect(),
            measure: Some(Text::new(
                "增加不经过该单位的直接联系和公共信息渠道",
                "add direct links and a common channel that go round it",
            )),
            weight: 1,
            cost: Cost::None,
        })
        .collect()
}

fn calls_fail(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(network) = &e.network else { return Vec::new() };
    let tries = network.messages + network.calls_failed + network.lost;
    let failed = network.calls_failed + network.lost;
    let share = failed as f64 / tries.max(1) as f64;
    if tries < TRIES_LEAST || share < FAILED_SHARE {
        return Vec::new();
    }
    vec![Draft {
        what: Text::default(),
        fact: both!(
            "通报 {tries} 次，其中 {failed} 次未通或丢失（{share}）",
            "{failed} of {tries} tries failed or were lost ({share})",
            tries = tries,
            failed = failed,
            share = percent(share)
        ),
        effect: Text::new(
            "信息晚到或不到，重拨占用人手",
            "news came late or not at all, and redialling kept people busy",
        ),
        cause: Text::new("占线、无人应答、信号丢失", "lines engaged, nobody answering, messages lost"),
        basis: practice("未通比例不超过20%（估计）", "no more than 20 % of the calls fail (judgement)"),
        organisation: None,
        category: Category::Equipment,
        numbers: vec![
            figure("未通或丢失", "failed or lost", failed as f64, ""),
            figure("通报次数", "tries", tries as f64, ""),
        ],
        evidence: network.failed_events.clone(),
        measure: Some(Text::new(
            "开通联合指挥信道，减少逐个拨号，备用电台随车",
            "open a joint command channel instead of single calls, and carry spare radios",
        )),
        weight: 1,
        cost: Cost::None,
    }]
}
