//! Rules over command: orders, injects, span of control.

use super::{Category, Cost, Draft, Rule, figure, practice, rule};
use crate::evaluation::Evaluation;
use crate::failures::Lapse;
use crate::injects::{InjectOutcome, InjectState};
use crate::metric::words;
use crate::naming::{Naming, Told, both, list};
use crate::span::{LEAST, MOST, SpanState};
use hazdrill_model::{Basis, Text, verb_name};
use std::collections::{BTreeMap, BTreeSet};

/// So many orders without a case of double command tell of one commander. Judgement, unverified.
const ORDERS_LEAST: u64 = 5;

pub(super) const RULES: &[Rule] = &[
    rule(
        "order-refused",
        words("指令无法执行", "orders that could not be carried out"),
        words("指令无法执行", "an order could not be carried out"),
        refused,
    ),
    rule(
        "double-command",
        words("队伍受多头指挥", "crews with two commanders"),
        words("同一队伍同时接到两人的命令", "one crew had orders of two people at once"),
        double_command,
    ),
    rule(
        "inject-not-answered",
        words("突发情况未按时应对", "turns of events not answered in time"),
        words("导调注入后预期行动超时或没有发生", "the act that an inject expects came late or never"),
        not_answered,
    ),
    rule(
        "span-too-wide",
        words("指挥幅度过宽", "a span of control too wide"),
        words("15 分钟内直接向指挥员报告的超过 7 方", "more than 7 direct reports to a commander in 15 min"),
        too_wide,
    ),
    rule(
        "span-too-narrow",
        words("指挥没有落到队伍", "command in name only"),
        words(
            "任期内每 15 分钟直接向指挥员报告的都不足 3 方",
            "fewer than 3 direct reports to a commander in every 15 min",
        ),
        too_narrow,
    ),
    rule(
        "injects-answered",
        words("导调注入均按时应对", "every inject was answered in time"),
        words("全部导调注入按时应对", "every inject was answered in time"),
        answered,
    ),
    rule(
        "one-command",
        words("没有多头指挥", "one commander at a time"),
        words("5 次以上下达队伍的交接中没有多头指挥", "no double command over 5 or more orders to crews"),
        one_command,
    ),
    rule(
        "span-kept",
        words("指挥幅度适当", "a fitting span of control"),
        words("指挥幅度各时段均为 3 至 7", "the span of control was 3 to 7 in every window"),
        span_kept,
    ),
];

fn refused(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let mut groups: BTreeMap<(&str, &str), Vec<&Lapse>> = BTreeMap::new();
    for lapse in e.failures.iter().flat_map(|failures| &failures.refused) {
        let organisation = crate::view::organisation_of(lapse.actor.as_deref().unwrap_or_default());
        groups.entry((organisation, &lapse.what)).or_default().push(lapse);
    }
    let of = |((organisation, what), lapses): ((&str, &str), Vec<&Lapse>)| {
        let (who, task) = (naming.organisation(organisation), naming.task(organisation, what));
        let actors: BTreeSet<&str> = lapses.iter().filter_map(|lapse| lapse.actor.as_deref()).collect();
        let actors: Vec<Text> = actors.into_iter().map(|actor| naming.actor(actor)).collect();
        Draft {
            what: both!("{who}“{task}”", "{who}: {task}", who = who, task = task),
            fact: both!(
                "{actors}的“{task}”有 {n} 次无法执行",
                "{actors} could not do it ({task}), {n} time(s)",
                actors = list(&actors),
                task = task,
                n = lapses.len()
            ),
            effect: Text::new("指令落空，时间已耗费", "an order came to nothing, and time was spent"),
            cause: Text::new(
                "下达时条件不具备，原因见各事件",
                "it could not be done there and then; the events say why",
            ),
            basis: practice(
                "指令应与现场、能力和装备相符（估计）",
                "orders fit the scene, skills and equipment (judgement)",
            ),
            organisation: Some(organisation.to_owned()),
            category: Category::Mechanism,
            numbers: vec![figure("无法执行", "refused", lapses.len() as f64, "")],
            evidence: lapses.iter().map(|lapse| lapse.event).collect(),
            measure: Some(Text::new(
                "下达前先核对现场情况、队伍能力和装备",
                "before ordering it, ask how things stand and what the crew can do",
            )),
            weight: 1,
            cost: Cost::None,
        }
    };
    groups.into_iter().map(of).collect()
}

fn double_command(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let all = e.failures.iter().flat_map(|failures| &failures.double_command);
    all.map(|double| {
        let (crew, a, b) =
            (naming.actor(&double.crew), naming.actor(&double.first_by), naming.actor(&double.second_by));
        let across = double.across().map(|(one, other)| (naming.organisation(one), naming.organisation(other)));
        let what = match across.clone() {
            Some((one, other)) => {
                both!("{crew}（{one}、{other}）", "{crew} ({one}, {other})", crew = crew, one = one, other = other)
            }
            None => crew.clone(),
        };
        let cause = match across {
            Some(_) => Text::new(
                "两个单位各自向同一队伍下令，没有先归到一人指挥",
                "two organisations gave orders to one crew before the command was in one hand",
            ),
            None => Text::new("指挥关系没有统一", "nobody had settled who commands"),
        };
        Draft {
            what,
            fact: both!(
                "{crew}在执行{a}的命令时又接到{b}的命令，共 2 条命令在手",
                "{crew} had 2 orders at once: of {a}, and before it was done of {b}",
                crew = crew,
                a = a,
                b = b
            ),
            effect: Text::new(
                "队伍无所适从，可能放下更急的任务",
                "a crew does not know whom to follow, and may drop what is urgent",
            ),
            cause,
            basis: super::law(
                "《生产安全事故应急条例》第二十条、第二十一条：现场指挥部实行总指挥负责制",
                "State Council Decree 708 art. 20 and 21: one commander on the scene",
            ),
            organisation: Some(crate::view::organisation_of(&double.second_by).to_owned()),
            category: Category::Mechanism,
            numbers: vec![
                figure("同时在手的命令", "orders at once", 2.0, ""),
                figure("下令的单位", "organisations that ordered", double.organisations.len() as f64, ""),
            ],
            evidence: vec![double.first, double.second],
            measure: Some(Text::new(
                "明确队伍只听命于一人，其他单位经指挥员转达",
                "let a crew take orders of one person; others go through the commander",
            )),
            weight: 2,
            cost: Cost::None,
        }
    })
    .collect()
}

fn not_answered(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let missed = expecting(e).filter(|inject| matches!(inject.state, InjectState::Late | InjectState::Never));
    let of = |inject: &InjectOutcome| {
        let expected = inject.expected.as_ref()?;
        let id = verb_name(&inject.verb).map_or_else(|| inject.id.told(), |name| Text::new(name.zh, name.en));
        let what = expected.what.clone().unwrap_or_else(|| Text::new(&expected.step, &expected.step));
        let limit = inject.against().limit_text();
        let fact = if inject.took_s.is_some() {
            both!(
                "注入“{id}”后过了 {took}才“{what}”，应在 {limit}内",
                "after the inject '{id}' it took {took} to '{what}'; it was due within {limit}",
                id = id,
                took = inject.against().took_text(),
                what = what,
                limit = limit
            )
        } else {
            both!(
                "注入“{id}”后应在 {limit}内“{what}”，没有发生",
                "after the inject '{id}', '{what}' was due within {limit} and never came",
                id = id,
                limit = limit,
                what = what
            )
        };
        let mut numbers = vec![figure("期限", "limit", expected.within_s, "s")];
        numbers.extend(inject.took_s.map(|took| figure("实际", "actual", took, "s")));
        Some(Draft {
            what: both!("{who}“{id}”", "{who}: '{id}'", who = naming.organisation(&expected.by), id = id),
            fact,
            effect: Text::new("突发情况没有得到及时处置", "a turn of events was not met in time"),
            cause: match inject.earlier {
                Some(event) => both!("该步骤此前已做过（#{n}）", "the step had been done before (#{n})", n = event),
                None => Text::new("没有获知，或没有人手", "nobody had heard, or nobody was free"),
            },
            basis: Basis::Each(Text::new("本场景的预期行动", "what this scenario expects")),
            organisation: Some(expected.by.clone()),
            category: Category::Training,
            numbers,
            evidence: inject.event.into_iter().chain(inject.action).collect(),
            measure: Some(Text::new("针对此类情况开展专项训练", "train for turns of this kind")),
            weight: 2,
            cost: match (inject.action, inject.late_s) {
                (Some(event), Some(s)) => Cost::Spent { event, s },
                _ => Cost::None,
            },
        })
    };
    missed.filter_map(of).collect()
}

fn too_wide(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let wide = e.span_of_control.iter().filter_map(|span| {
        let above: Vec<_> = span.windows.iter().filter(|window| window.state == SpanState::Above).collect();
        let most = above.iter().map(|window| window.reports).max()?;
        Some((span, above, most))
    });
    wide.map(|(span, above, most)| {
        let who = naming.actor(&span.commander);
        Draft {
            what: who.clone(),
            fact: both!(
                "{who}在 {n} 个 15 分钟时段内直接对接超过 {limit} 方，最多 {most} 方",
                "in {n} quarter(s) of an hour {who} dealt with more than {limit} directly, at most {most}",
                who = who,
                n = above.len(),
                limit = MOST,
                most = most
            ),
            effect: Text::new("指挥员疲于应付，决策推迟", "a commander is kept busy, and decisions wait"),
            cause: Text::new("没有分组或没有启用副指挥", "no groups were formed, or no deputy was used"),
            basis: span_basis(),
            organisation: Some(crate::view::organisation_of(&span.commander).to_owned()),
            category: Category::Mechanism,
            numbers: vec![
                figure("最多直接对接", "most at once", most as f64, ""),
                figure("超出的时段", "windows above", above.len() as f64, ""),
            ],
            evidence: above.iter().flat_map(|window| window.events.iter().copied()).collect(),
            measure: Some(Text::new("下设工作组，由组长汇总报告", "form groups whose leaders report")),
            weight: 1,
            cost: Cost::None,
        }
    })
    .collect()
}

fn too_narrow(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let judged = |span: &&crate::span::SpanOfControl| {
        let mut full = span.windows.iter().filter(|window| window.state != SpanState::Partial).peekable();
        full.peek().is_some() && full.all(|window| window.state == SpanState::Below)
    };
    e.span_of_control
        .iter()
        .filter(judged)
        .map(|span| {
            let who = naming.actor(&span.commander);
            let most = span.windows.iter().map(|window| window.reports).max().unwrap_or_default();
            Draft {
                what: who.clone(),
                fact: both!(
                    "{who}任期内各时段直接对接都不足 {least} 方，最多 {most} 方",
                    "{who} never dealt with {least} people in a quarter of an hour, at most with {most}",
                    who = who,
                    least = LEAST,
                    most = most
                ),
                effect: Text::new(
                    "指挥职务有名无实，队伍自行其是",
                    "the command is one in name, and crews act by themselves",
                ),
                cause: Text::new(
                    "队伍不向其报告，或指挥层级过多",
                    "crews did not report, or there are too many levels",
                ),
                basis: span_basis(),
                organisation: Some(crate::view::organisation_of(&span.commander).to_owned()),
                category: Category::Mechanism,
                numbers: vec![figure("最多直接对接", "most at once", most as f64, "")],
                evidence: vec![span.declared],
                measure: Some(Text::new("明确各队伍向指挥员报告的要求", "have the crews report to the commander")),
                weight: 1,
                cost: Cost::None,
            }
        })
        .collect()
}

fn answered(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let all: Vec<&InjectOutcome> = expecting(e).collect();
    if all.is_empty() || all.iter().any(|inject| inject.state != InjectState::Came) {
        return Vec::new();
    }
    vec![Draft {
        what: Text::default(),
        fact: both!("{n} 个注入全部按时应对", "all {n} injects were answered in time", n = all.len()),
        effect: Text::new("突发情况得到及时处置", "turns of events were met"),
        cause: Text::default(),
        basis: Basis::Each(Text::new("本场景的预期行动", "what this scenario expects")),
        organisation: None,
        category: Category::Training,
        numbers: vec![figure("按时应对", "in time", all.len() as f64, "")],
        evidence: all.iter().flat_map(|inject| inject.event.into_iter().chain(inject.action)).collect(),
        measure: None,
        weight: 2,
        cost: Cost::None,
    }]
}

fn one_command(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let is_single = e.failures.as_ref().is_some_and(|failures| failures.double_command.is_empty());
    let crews = e.crews.as_ref().map_or(&[][..], |crews| &crews.crews);
    let tasks = crews.iter().map(|crew| crew.tasks).sum::<u64>();
    if !is_single || tasks < ORDERS_LEAST {
        return Vec::new();
    }
    vec![Draft {
        what: Text::default(),
        fact: both!("队伍承担任务 {n} 次，多头指挥 0 次", "{n} tasks of crews, 0 cases of double command", n = tasks),
        effect: Text::new("队伍知道听谁指挥", "the crews knew whom to follow"),
        cause: Text::default(),
        basis: super::law("《生产安全事故应急条例》第二十条、第二十一条", "State Council Decree 708 art. 20 and 21"),
        organisation: None,
        category: Category::Mechanism,
        numbers: vec![
            figure("队伍任务", "tasks of crews", tasks as f64, ""),
            figure("多头指挥", "double command", 0.0, ""),
        ],
        evidence: crews.iter().map(|crew| crew.first).collect(),
        measure: None,
        weight: 1,
        cost: Cost::None,
    }]
}

fn span_kept(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    e.span_of_control
        .iter()
        .filter_map(|span| {
            let full: Vec<_> = span.windows.iter().filter(|window| window.state != SpanState::Partial).collect();
            let kept = !full.is_empty() && full.iter().all(|window| window.state == SpanState::Within);
            let who = naming.actor(&span.commander);
            kept.then(|| Draft {
                what: who.clone(),
                fact: both!(
                    "{n} 个 15 分钟时段内直接对接均为 3 至 7 方",
                    "3 to 7 direct reports in all {n} quarter(s) of an hour",
                    n = full.len()
                ),
                effect: Text::new("指挥员有余力决策", "the commander had time to decide"),
                cause: Text::default(),
                basis: span_basis(),
                organisation: Some(crate::view::organisation_of(&span.commander).to_owned()),
                category: Category::Mechanism,
                numbers: vec![figure("时段", "windows", full.len() as f64, "")],
                evidence: full.iter().flat_map(|window| window.events.iter().copied()).collect(),
                measure: None,
                weight: 1,
                cost: Cost::None,
            })
        })
        .collect()
}

fn expecting(e: &Evaluation) -> impl Iterator<Item = &InjectOutcome> {
    e.injects.iter().filter(|inject| inject.expected.is_some() && inject.state != InjectState::NotInjected)
}

fn span_basis() -> Basis {
    practice("现场指挥幅度3至7（事故指挥系统惯例）", "span of control 3 to 7 (practice of the incident command system)")
}
