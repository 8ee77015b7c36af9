//! Rules over time targets, stages and the delays on the critical paths.

use super::{Category, Cost, Draft, Rule, figure, practice, rule};
use crate::critical::{Delay, TimeKind};
use crate::evaluation::Evaluation;
use crate::metric::words;
use crate::naming::{Naming, both, lasting_s};
use crate::score::{Part, PartState};
use hazdrill_model::{TargetKind, Text};

/// A delay on a critical path is a problem from this on, seconds. Judgement, unverified.
const DELAY_S: f64 = 300.0;
/// A target is kept well with this share of its limit to spare.
const TO_SPARE: f64 = 0.2;

pub(super) const RULES: &[Rule] = &[
    rule(
        "legal-limit-broken",
        words("法定时限未达标", "limits of law missed"),
        words("法定时限超时或未完成", "a limit in law was passed or never met"),
        |e, _| missed(e, true),
    ),
    rule(
        "target-missed",
        words("时限指标未达标", "time targets missed"),
        words("非法定时限超时或未完成", "another time target was passed or never met"),
        |e, _| missed(e, false),
    ),
    rule(
        "delay-on-critical-path",
        words("关键路径上的延误", "delays on the critical path"),
        words("关键路径上的延误合计 5 分钟以上", "a delay of 5 min or more in all on a critical path"),
        delayed,
    ),
    rule(
        "target-kept-well",
        words("时限指标用时短", "targets kept well within their limits"),
        words("时限指标用时不超过时限的 80%", "a time target kept with a fifth of its limit to spare"),
        kept_well,
    ),
    rule(
        "rescue-before-headquarters",
        words("救援先于指挥部展开", "rescue did not wait for the headquarters"),
        words("现场指挥部成立前已有救援行动", "rescue before there was a headquarters"),
        early_rescue,
    ),
];

/// The organisation responsible for a target: whose stamp stops the clock. An alarm is received by one and owed by another:
/// by whose stamp starts the clock, else by whoever delayed it on the critical path.
fn responsible(part: &Part, delay: Option<&Delay>) -> Option<String> {
    let of = |path: &str| path.split_once('.').map(|(_, organisation)| organisation.to_owned());
    let stops = of(&part.to).filter(|_| !part.to.starts_with("t3_alarm"));
    stops.or_else(|| of(&part.from)).or_else(|| delay.and_then(|delay| delay.organisation.clone()))
}

fn missed(e: &Evaluation, legal: bool) -> Vec<Draft> {
    let missed = e.score.parts.iter().filter(|part| (part.kind == TargetKind::Legal) == legal);
    let mut missed: Vec<&Part> =
        missed.filter(|part| matches!(part.state, PartState::Late | PartState::Never)).collect();
    let lost = |part: &Part| part.weight * (1.0 - part.value.unwrap_or(0.0));
    missed.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
    missed.into_iter().map(|part| of_part(e, part, legal)).collect()
}

fn of_part(e: &Evaluation, part: &Part, legal: bool) -> Draft {
    let against = part.against(&e.stamps);
    let (name, limit) = (part.name.clone(), against.limit_text());
    let fact = if part.actual.is_some() {
        both!(
            "“{name}”实际用时 {actual}，时限 {limit}",
            "'{name}' took {actual}; the limit is {limit}",
            name = name,
            actual = against.took_text(),
            limit = limit
        )
    } else {
        both!(
            "“{name}”应在 {limit}内完成，记录中始终没有完成",
            "'{name}' was due within {limit} and never came",
            name = name,
            limit = limit
        )
    };
    let mut numbers = vec![figure("时限", "limit", part.target, "s")];
    numbers.extend(part.actual.map(|actual| figure("实际", "actual", actual, "s")));
    numbers.extend(part.actual.map(|actual| figure("超出", "over", actual - part.target, "s")));
    let cost = part.weight * (1.0 - part.value.unwrap_or(0.0));
    numbers.push(figure("失分权重", "marks lost by weight", cost, ""));
    // The longest delay within this target's own clock is its cause.
    let cause = e.delays.iter().find(|delay| delay.target.as_ref().is_some_and(|target| target.id == part.id));
    Draft {
        what: both!("“{name}”", "'{name}'", name = name),
        fact,
        effect: if legal {
            Text::new("违反法定时限，属不合规情形", "a limit in law was broken")
        } else {
            Text::new("后续环节相应推迟，该项指标失分", "what follows came later by as much; marks were lost")
        },
        cause: cause.map_or_else(
            || {
                Text::new(
                    "关键路径上没有单独成因，逐事件查看证据",
                    "no single cause on the critical path; see the events",
                )
            },
            |delay| delay.words.clone(),
        ),
        basis: part.source.clone(),
        organisation: responsible(part, cause),
        category: Category::Mechanism,
        numbers,
        evidence: part.evidence.clone(),
        measure: Some(Text::new(
            "对照时限梳理流程，专项训练后复测",
            "go through the steps against the limit, train them, and measure again",
        )),
        weight: if legal { 3 } else { 2 },
        cost: match (part.state, part.actual, part.evidence.last()) {
            (PartState::Late, Some(actual), Some(event)) => Cost::Spent { event: *event, s: actual - part.target },
            _ => Cost::None,
        },
    }
}

fn delayed(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    e.delays.iter().filter(|delay| delay.s >= DELAY_S).map(|delay| of_delay(delay, naming)).collect()
}

fn of_delay(delay: &Delay, naming: Naming<'_>) -> Draft {
    let who = delay.actor.as_deref().map_or_else(|| Text::new("有关单位", "those concerned"), |id| naming.actor(id));
    let kind = Text::new(delay.kind.name().zh, delay.kind.name().en);
    let (category, measure) = remedy(delay.kind);
    let basis = match &delay.target {
        Some(target) if target.basis.is_some() => target.basis.clone(),
        _ => None,
    };
    Draft {
        what: both!("{who}{kind}", "{who}: {kind}", who = who, kind = kind),
        fact: delay.words.clone(),
        effect: both!(
            "关键路径上累计 {time}，终点随之推迟",
            "{time} on the critical path: the goal came later by as much",
            time = lasting_s(delay.s)
        ),
        cause: both!("{kind}，共 {n} 次", "{kind}, {n} time(s)", kind = kind, n = delay.times),
        basis: basis.unwrap_or_else(|| {
            practice("关键路径延误超过5分钟（估计）", "a delay of 5 min on the critical path (judgement)")
        }),
        organisation: delay.organisation.clone(),
        category,
        numbers: vec![figure("延误", "delay", delay.s, "s"), figure("次数", "times", delay.times as f64, "")],
        evidence: delay.events.clone(),
        measure: Some(measure),
        weight: 2,
        cost: delay.events.last().map_or(Cost::None, |event| Cost::Spent { event: *event, s: delay.s }),
    }
}

/// What helps against each kind of delay.
fn remedy(kind: TimeKind) -> (Category, Text) {
    match kind {
        TimeKind::Noticing => (
            Category::Equipment,
            Text::new(
                "核查所在场所的探测报警布设和响应，缩短发现时间",
                "check the detectors there and how alarms are answered",
            ),
        ),
        TimeKind::ToSend | TimeKind::Transmitting => (
            Category::Mechanism,
            Text::new(
                "增设专线或群组通报渠道，使用报告模板，避免逐个拨号",
                "give them a line of their own or a group call, and a form for reports, instead of one call after another",
            ),
        ),
        TimeKind::ToRead => (
            Category::Mechanism,
            Text::new("紧急信息改用须即时确认的渠道", "send urgent word by a channel that asks for an answer"),
        ),
        TimeKind::Deciding => (
            Category::Plan,
            Text::new(
                "在预案中明确触发条件和授权，压缩等候",
                "state in the plan when they may act, and shorten what has to be waited for",
            ),
        ),
        TimeKind::Hands => (
            Category::Teams,
            Text::new(
                "配备助手或分流任务，紧急事项设优先级",
                "give them a deputy or take tasks off them; mark what is urgent",
            ),
        ),
        _ => (Category::Training, Text::new("针对该环节开展计时训练", "train this step against the clock")),
    }
}

fn kept_well(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let used = |part: &Part| part.actual.map_or(1.0, |actual| actual / part.target.max(0.001));
    // What was done before its clock began is no merit of speed.
    let well = |part: &&Part| {
        part.state == PartState::Kept && part.actual.is_some_and(|a| a >= 0.0) && used(part) <= 1.0 - TO_SPARE
    };
    let mut kept: Vec<&Part> = e.score.parts.iter().filter(well).collect();
    kept.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(used(a).total_cmp(&used(b))));
    let of = |part: &Part| Draft {
        what: both!("“{name}”", "'{name}'", name = part.name.clone()),
        fact: both!(
            "“{name}”用时 {actual}，时限 {limit}",
            "'{name}' took {actual} of {limit}",
            name = part.name.clone(),
            actual = part.against(&e.stamps).took_text(),
            limit = part.against(&e.stamps).limit_text()
        ),
        effect: both!("比时限提前 {time}", "{time} before the limit", time = part.against(&e.stamps).spare_text()),
        cause: Text::default(),
        basis: part.source.clone(),
        organisation: responsible(part, None),
        category: Category::Training,
        numbers: vec![
            figure("实际", "actual", part.actual.unwrap_or_default(), "s"),
            figure("时限", "limit", part.target, "s"),
        ],
        evidence: part.evidence.clone(),
        measure: None,
        cost: Cost::None,
        weight: if part.kind == TargetKind::Legal { 3 } else { 2 },
    };
    kept.into_iter().map(of).collect()
}

fn early_rescue(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(before) = e.before_headquarters.as_ref().filter(|b| b.acts > 0 && b.headquarters.is_some()) else {
        return Vec::new();
    };
    let mut numbers = vec![figure("救援行动", "acts of rescue", before.acts as f64, "")];
    numbers.extend(before.first_s.map(|s| figure("首次行动时刻", "first of them at", s, "s")));
    vec![Draft {
        what: Text::default(),
        fact: both!(
            "现场指挥部成立前已有救援行动 {n} 次",
            "{n} acts of rescue before the headquarters was declared",
            n = before.acts
        ),
        effect: Text::new("先期处置没有等待指挥机构", "nobody waited for a headquarters to be saved"),
        cause: Text::default(),
        basis: practice("先期处置不等待指挥部（估计）", "first action does not wait for a headquarters (judgement)"),
        organisation: None,
        category: Category::Training,
        numbers,
        evidence: before.events.clone(),
        measure: None,
        weight: 2,
        cost: Cost::None,
    }]
}
