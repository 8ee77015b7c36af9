//! Rules over the plan: steps, orders, injects, command and crews.

use super::{Category, Draft, Rule, figure, of_plan, practice, rule};
use crate::conformity::StepGap;
use crate::crews::RequestKind;
use crate::evaluation::Evaluation;
use crate::failures::Lapse;
use crate::injects::{InjectOutcome, InjectState};
use crate::metric::words;
use crate::naming::{Naming, both, lasting_s, list, percent};
use crate::span::{LEAST, MOST, SpanState};
use hazdrill_model::{Basis, Text};
use std::collections::{BTreeMap, BTreeSet};

/// So many orders without a case of double command tell of one commander. Judgement, unverified.
const ORDERS_LEAST: u64 = 5;
/// A drill in which so large a share of the steps that came up was done follows its plan. Judgement, unverified.
const CONFORMS: f64 = 0.95;
const CONFORMS_LEAST: u64 = 20;
/// Crews are short from so many task-seconds on. Judgement, unverified.
const SHORT_S: f64 = 300.0;

pub(super) const RULES: &[Rule] = &[
    rule("step-forgotten", words("步骤被遗漏", "a step was forgotten"), forgotten),
    rule("step-missing", words("步骤条件成立却没有开始", "a step was ready and never begun"), missing),
    rule("step-out-of-order", words("步骤先后颠倒", "a step came before one that has to be done first"), out_of_order),
    rule(
        "step-by-others",
        words("步骤由非责任岗位实施", "a step was done by somebody whose task it is not"),
        by_others,
    ),
    rule("order-refused", words("指令无法执行", "an order could not be carried out"), refused),
    rule(
        "double-command",
        words("同一队伍同时接到两人的命令", "one crew had orders of two people at once"),
        double_command,
    ),
    rule(
        "inject-not-answered",
        words("导调注入后预期行动超时或没有发生", "the act that an inject expects came late or never"),
        not_answered,
    ),
    rule(
        "span-too-wide",
        words("15 分钟内直接向指挥员报告的超过 7 方", "more than 7 direct reports to a commander in 15 min"),
        too_wide,
    ),
    rule(
        "span-too-narrow",
        words(
            "任期内每 15 分钟直接向指挥员报告的都不足 3 方",
            "fewer than 3 direct reports to a commander in every 15 min",
        ),
        too_narrow,
    ),
    rule(
        "crews-short",
        words(
            "等人手的任务超出空闲队伍，累计 5 任务·分钟以上",
            "tasks waited beyond all free crews for 5 task-minutes or more",
        ),
        short,
    ),
    rule("job-done-twice", words("同一作业重复实施", "the same job was done twice"), twice),
    rule("request-not-filled", words("命令或询问没有下文", "an order or a question came to nothing"), not_filled),
    rule(
        "plan-followed",
        words("出现的步骤（20 步以上）完成 95% 以上", "95 % of the steps that came up (20 or more) were done"),
        followed,
    ),
    rule("injects-answered", words("全部导调注入按时应对", "every inject was answered in time"), answered),
    rule(
        "one-command",
        words("5 次以上下达队伍的交接中没有多头指挥", "no double command over 5 or more orders to crews"),
        one_command,
    ),
    rule("span-kept", words("指挥幅度各时段均为 3 至 7", "the span of control was 3 to 7 in every window"), span_kept),
];

fn forgotten(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let lapses = e.failures.iter().flat_map(|failures| &failures.forgotten);
    let of = |lapse: &Lapse| {
        let actor = lapse.actor.as_deref().unwrap_or_default();
        let basis = naming.step(actor, &lapse.what).and_then(|step| step.basis.as_ref());
        let (who, task) = (naming.actor(actor), naming.task(actor, &lapse.what));
        Draft {
            title: both!("{who}遗漏“{task}”", "{who} forgot '{task}'", who = who, task = task),
            fact: both!(
                "{who}在应当“{task}”时遗漏 1 次",
                "{who} forgot '{task}' once when its time came",
                who = who,
                task = task
            ),
            effect: Text::new("该步骤推迟或没有实施", "the step came later or not at all"),
            cause: Text::new(
                "压力下遗忘，没有检查表或他人提醒",
                "forgotten under pressure, without a list or a reminder",
            ),
            basis: of_plan(basis),
            organisation: lapse.actor.as_deref().map(|actor| crate::view::organisation_of(actor).to_owned()),
            category: Category::Training,
            numbers: vec![figure("遗漏", "forgotten", 1.0, "")],
            evidence: vec![lapse.event],
            proposal: Some(both!(
                "为{who}制作处置卡（检查表）并演练“{task}”",
                "give {who} a checklist and practise '{task}'",
                who = who,
                task = task
            )),
            weight: 2,
        }
    };
    lapses.map(of).collect()
}

fn missing(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let gaps = e.conformity.iter().flat_map(|conformity| &conformity.missing);
    let of = |gap: &StepGap| {
        let (who, task) = (naming.actor(&gap.seat), naming.task(&gap.seat, &gap.step));
        let ready = gap.ready_s.unwrap_or_default();
        Draft {
            title: both!("{who}没有“{task}”", "{who} never began to '{task}'", who = who, task = task),
            fact: both!(
                "“{task}”的条件成立了{time}，{who}始终没有开始",
                "'{task}' was ready for {time} and {who} never began it",
                task = task,
                time = lasting_s(ready),
                who = who
            ),
            effect: Text::new("程序要求的行动缺失", "an act that the procedure asks for is missing"),
            cause: Text::new(
                "人手被占用，或没有意识到条件已成立",
                "hands were busy, or nobody saw that its time had come",
            ),
            basis: of_plan(naming.step(&gap.seat, &gap.step).and_then(|step| step.basis.as_ref())),
            organisation: Some(crate::view::organisation_of(&gap.seat).to_owned()),
            category: Category::Training,
            numbers: vec![figure("条件成立", "ready", ready, "s")],
            evidence: gap.event.into_iter().collect(),
            proposal: Some(both!(
                "明确“{task}”的触发信号和替补人员",
                "say what calls for '{task}', and who stands in",
                task = task
            )),
            weight: 2,
        }
    };
    gaps.map(of).collect()
}

fn out_of_order(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let all = e.conformity.iter().flat_map(|conformity| &conformity.wrong_order);
    all.map(|wrong| {
        let (who, task) = (naming.actor(&wrong.seat), naming.task(&wrong.seat, &wrong.step));
        Draft {
            title: both!("{who}步骤颠倒", "{who}: steps out of order", who = who),
            fact: both!(
                "{who}先做了“{task}”，而应先完成 1 个步骤：{first}",
                "{who} did '{task}' before 1 step that comes first: {first}",
                who = who,
                task = task,
                first = naming.task(&wrong.seat, &wrong.first)
            ),
            effect: Text::new(
                "前提不具备时行动，可能无效或危险",
                "acting before its condition may be vain or dangerous",
            ),
            cause: Text::new("不熟悉程序的先后要求", "the order of the procedure was not known"),
            basis: of_plan(naming.step(&wrong.seat, &wrong.step).and_then(|step| step.basis.as_ref())),
            organisation: Some(crate::view::organisation_of(&wrong.seat).to_owned()),
            category: Category::Training,
            numbers: vec![figure("颠倒的步骤", "steps out of order", 1.0, "")],
            evidence: std::iter::once(wrong.event).chain(wrong.first_done).collect(),
            proposal: Some(both!(
                "{who}按程序先后开展桌面推演",
                "{who}: go through the order of the steps at the table",
                who = who
            )),
            weight: 2,
        }
    })
    .collect()
}

fn by_others(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let all = e.conformity.iter().flat_map(|conformity| &conformity.wrong_owner);
    all.map(|wrong| {
        let (owner, actor) = (naming.actor(&wrong.owner), naming.actor(&wrong.actor));
        let task = naming.task(&wrong.owner, &wrong.step);
        Draft {
            title: both!("“{task}”由{actor}代办", "'{task}' was done by {actor}", task = task, actor = actor),
            fact: both!(
                "“{task}”是{owner}的职责，由{actor}实施 1 次",
                "'{task}' is the task of {owner}; {actor} did it once",
                task = task,
                owner = owner,
                actor = actor
            ),
            effect: Text::new(
                "职责不清，可能重复或遗漏",
                "it is unclear whose task it is; it may be done twice or not at all",
            ),
            cause: both!(
                "{owner}缺位或职责不明",
                "{owner} was not there, or it was not clear whose task it is",
                owner = owner
            ),
            basis: of_plan(naming.step(&wrong.owner, &wrong.step).and_then(|step| step.basis.as_ref())),
            organisation: Some(crate::view::organisation_of(&wrong.owner).to_owned()),
            category: Category::Plan,
            numbers: vec![figure("代办", "by others", 1.0, "")],
            evidence: vec![wrong.event],
            proposal: Some(both!(
                "在预案中明确“{task}”的责任人和替补",
                "name in the plan who does '{task}' and who stands in",
                task = task
            )),
            weight: 1,
        }
    })
    .collect()
}

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
            title: both!("{who}的“{task}”无法执行", "{who} could not: {task}", who = who, task = task),
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
            proposal: Some(both!(
                "{who}下达“{task}”前先核对现场情况、队伍能力和装备",
                "{who}: before ordering this ({task}), ask how things stand and what the crew can do",
                who = who,
                task = task
            )),
            weight: 1,
        }
    };
    groups.into_iter().map(of).collect()
}

fn double_command(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let all = e.failures.iter().flat_map(|failures| &failures.double_command);
    all.map(|double| {
        let (crew, a, b) =
            (naming.actor(&double.crew), naming.actor(&double.first_by), naming.actor(&double.second_by));
        Draft {
            title: both!("{crew}受多头指挥", "{crew} had two commanders", crew = crew),
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
            cause: Text::new("指挥关系没有统一", "nobody had settled who commands"),
            basis: super::law(
                "《生产安全事故应急条例》第二十条、第二十一条：现场指挥部实行总指挥负责制",
                "State Council Decree 708 art. 20 and 21: one commander on the scene",
            ),
            organisation: Some(crate::view::organisation_of(&double.second_by).to_owned()),
            category: Category::Mechanism,
            numbers: vec![figure("同时在手的命令", "orders at once", 2.0, "")],
            evidence: vec![double.first, double.second],
            proposal: Some(both!(
                "明确{crew}只听命于一人，其他单位经指挥员转达",
                "let {crew} take orders of one person; others go through the commander",
                crew = crew
            )),
            weight: 2,
        }
    })
    .collect()
}

fn expecting(e: &Evaluation) -> impl Iterator<Item = &InjectOutcome> {
    e.injects.iter().filter(|inject| inject.expected.is_some() && inject.state != InjectState::NotInjected)
}

fn not_answered(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let missed = expecting(e).filter(|inject| matches!(inject.state, InjectState::Late | InjectState::Never));
    let of = |inject: &InjectOutcome| {
        let expected = inject.expected.as_ref()?;
        let id = inject.id.as_str();
        let what = expected.what.clone().unwrap_or_else(|| Text::new(&expected.step, &expected.step));
        let limit = lasting_s(expected.within_s);
        let fact = match inject.took_s {
            Some(took) => both!(
                "注入“{id}”后{took}才“{what}”，应在{limit}内",
                "after the inject '{id}' it took {took} to '{what}'; it was due within {limit}",
                id = id,
                took = lasting_s(took),
                what = what,
                limit = limit
            ),
            None => both!(
                "注入“{id}”后应在{limit}内“{what}”，没有发生",
                "after the inject '{id}', '{what}' was due within {limit} and never came",
                id = id,
                limit = limit,
                what = what
            ),
        };
        let mut numbers = vec![figure("期限", "limit", expected.within_s, "s")];
        numbers.extend(inject.took_s.map(|took| figure("实际", "actual", took, "s")));
        Some(Draft {
            title: both!(
                "{who}未按时应对“{id}”",
                "{who} did not answer '{id}' in time",
                who = naming.organisation(&expected.by),
                id = id
            ),
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
            proposal: Some(both!(
                "{who}针对此类情况开展专项训练",
                "{who}: train for turns of this kind",
                who = naming.organisation(&expected.by)
            )),
            weight: 2,
        })
    };
    missed.filter_map(of).collect()
}

fn answered(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let all: Vec<&InjectOutcome> = expecting(e).collect();
    if all.is_empty() || all.iter().any(|inject| inject.state != InjectState::Came) {
        return Vec::new();
    }
    vec![Draft {
        title: Text::new("导调注入均按时应对", "every inject was answered in time"),
        fact: both!("{n} 个注入全部按时应对", "all {n} injects were answered in time", n = all.len()),
        effect: Text::new("突发情况得到及时处置", "turns of events were met"),
        cause: Text::default(),
        basis: Basis::Each(Text::new("本场景的预期行动", "what this scenario expects")),
        organisation: None,
        category: Category::Training,
        numbers: vec![figure("按时应对", "in time", all.len() as f64, "")],
        evidence: all.iter().flat_map(|inject| inject.event.into_iter().chain(inject.action)).collect(),
        proposal: None,
        weight: 2,
    }]
}

fn span_basis() -> Basis {
    practice("现场指挥幅度3至7（事故指挥系统惯例）", "span of control 3 to 7 (practice of the incident command system)")
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
            title: both!("{who}指挥幅度过宽", "{who} commanded too many", who = who),
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
            proposal: Some(both!(
                "{who}下设工作组，由组长汇总报告",
                "{who}: form groups whose leaders report",
                who = who
            )),
            weight: 1,
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
                title: both!("{who}指挥没有落到队伍", "{who} hardly commanded anybody", who = who),
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
                proposal: Some(both!("明确各队伍向{who}报告的要求", "have the crews report to {who}", who = who)),
                weight: 1,
            }
        })
        .collect()
}

fn span_kept(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    e.span_of_control
        .iter()
        .filter_map(|span| {
            let full: Vec<_> = span.windows.iter().filter(|window| window.state != SpanState::Partial).collect();
            let kept = !full.is_empty() && full.iter().all(|window| window.state == SpanState::Within);
            let who = naming.actor(&span.commander);
            kept.then(|| Draft {
                title: both!("{who}指挥幅度适当", "{who} commanded a fitting number", who = who),
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
                proposal: None,
                weight: 1,
            })
        })
        .collect()
}

fn short(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(crews) = e.crews.as_ref().filter(|crews| crews.shortfall_s >= SHORT_S) else { return Vec::new() };
    vec![Draft {
        title: Text::new("队伍不足", "too few crews"),
        fact: both!(
            "等人手的任务超出空闲队伍，累计{time}（任务·时间）",
            "tasks waited beyond all free crews for {time} (task-time)",
            time = lasting_s(crews.shortfall_s)
        ),
        effect: Text::new("任务排队，处置推迟", "tasks queued, and handling came later"),
        cause: both!("任务等待合计{all}", "tasks waited {all} in all", all = lasting_s(crews.waiting_s)),
        basis: practice("队伍缺口不超过5任务·分钟（估计）", "no more than 5 task-minutes (judgement)"),
        organisation: None,
        category: Category::Teams,
        numbers: vec![
            figure("缺口", "shortfall", crews.shortfall_s, "s"),
            figure("等待合计", "waiting in all", crews.waiting_s, "s"),
        ],
        evidence: crews.waited.clone(),
        proposal: Some(Text::new(
            "按高峰需求增调队伍，或提前请求增援",
            "call further crews for the peak, and call them early",
        )),
        weight: 2,
    }]
}

fn twice(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let all = e.crews.iter().flat_map(|crews| &crews.done_twice);
    all.map(|twice| {
        let (a, b) = (naming.actor(&twice.first_by), naming.actor(&twice.second_by));
        let job = hazdrill_record::happening::find(&twice.job)
            .map_or_else(|| naming.task(&twice.first_by, &twice.job), |kind| Text::new(kind.zh, kind.en));
        let subject = naming.fact(&twice.subject);
        let subject = if subject.en == twice.subject { naming.place(&twice.subject) } else { subject };
        Draft {
            title: both!("“{job}”重复实施", "done twice: {job}", job = job),
            fact: both!(
                "{a}做过“{job}”（{subject}），{b}又做了 1 次",
                "{a} had done it ({job}, {subject}) and {b} did it once more",
                a = a,
                job = job,
                subject = subject,
                b = b
            ),
            effect: Text::new("力量浪费，他处可能缺人", "effort was wasted that may have been missing elsewhere"),
            cause: Text::new("完成情况没有通报", "nobody told that it was done"),
            basis: practice(
                "完成即通报，避免重复（估计）",
                "tell what is done, so that nobody does it again (judgement)",
            ),
            organisation: Some(crate::view::organisation_of(&twice.second_by).to_owned()),
            category: Category::Mechanism,
            numbers: vec![figure("重复", "again", 1.0, "")],
            evidence: vec![twice.first, twice.second],
            proposal: Some(Text::new(
                "在指挥部设置任务板，完成情况实时标注",
                "keep a board of tasks at the headquarters and mark what is done",
            )),
            weight: 1,
        }
    })
    .collect()
}

fn not_filled(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let all = e.crews.iter().flat_map(|crews| &crews.never_filled);
    all.map(|request| {
        let (by, of) = (naming.actor(&request.by), naming.actor(&request.of));
        let kind = match request.kind {
            RequestKind::Order => Text::new("命令", "order"),
            RequestKind::Question => Text::new("询问", "question"),
        };
        Draft {
            title: both!("{by}的{kind}没有下文", "{kind} of {by} came to nothing", by = by, kind = kind),
            fact: both!(
                "{by}对{of}的 1 条{kind}没有得到执行或答复",
                "1 {kind} of {by} to {of} was neither carried out nor answered",
                by = by,
                of = of,
                kind = kind
            ),
            effect: Text::new("要求落空", "what was wanted did not come"),
            cause: Text::new(
                "对方人手不足、没有理会或没有回报",
                "nobody was free, nobody took it up, or nobody reported back",
            ),
            basis: practice("命令和询问都要有回音（估计）", "every order and question gets an answer (judgement)"),
            organisation: Some(crate::view::organisation_of(&request.of).to_owned()),
            category: Category::Mechanism,
            numbers: vec![figure("没有下文", "unanswered", 1.0, "")],
            evidence: vec![request.event],
            proposal: Some(both!(
                "{of}收到即复，完成即报",
                "{of}: confirm what is heard, report what is done",
                of = of
            )),
            weight: 1,
        }
    })
    .collect()
}

fn followed(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(conformity) = &e.conformity else { return Vec::new() };
    let share = conformity.share.unwrap_or_default();
    let faults = conformity.wrong_order.len() + conformity.wrong_owner.len();
    if conformity.due < CONFORMS_LEAST || share < CONFORMS || faults > 0 {
        return Vec::new();
    }
    vec![Draft {
        title: Text::new("处置按程序进行", "the plan was followed"),
        fact: both!(
            "应做的 {due} 个步骤完成 {done} 个（{share}）",
            "{done} of {due} steps that came up were done ({share})",
            due = conformity.due,
            done = conformity.done,
            share = percent(share)
        ),
        effect: Text::new("程序经得起检验", "the procedures stood the test"),
        cause: Text::default(),
        basis: Basis::Each(Text::new("本场景的程序", "the procedures of this scenario")),
        organisation: None,
        category: Category::Plan,
        numbers: vec![
            figure("应做步骤", "steps that came up", conformity.due as f64, ""),
            figure("完成", "done", conformity.done as f64, ""),
        ],
        evidence: conformity.evidence.clone(),
        proposal: None,
        weight: 2,
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
        title: Text::new("没有多头指挥", "one commander at a time"),
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
        proposal: None,
        weight: 1,
    }]
}
