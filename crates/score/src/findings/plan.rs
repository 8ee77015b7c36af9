//! Rules over the steps of the procedures.

use super::{Category, Cost, Draft, Rule, figure, of_plan, rule};
use crate::conformity::StepGap;
use crate::evaluation::Evaluation;
use crate::failures::Lapse;
use crate::metric::words;
use crate::naming::{Naming, both, lasting_s, percent};
use hazdrill_model::Text;

/// A drill in which so large a share of the steps that came up was done follows its plan. Judgement, unverified.
const CONFORMS: f64 = 0.95;
const CONFORMS_LEAST: u64 = 20;

pub(super) const RULES: &[Rule] = &[
    rule(
        "step-forgotten",
        words("步骤被遗漏", "steps forgotten"),
        words("步骤被遗漏", "a step was forgotten"),
        forgotten,
    ),
    rule(
        "step-missing",
        words("该做的步骤没有做", "steps that were due and never begun"),
        words("步骤条件成立却没有开始", "a step was ready and never begun"),
        missing,
    ),
    rule(
        "step-out-of-order",
        words("步骤先后颠倒", "steps out of order"),
        words("步骤先后颠倒", "a step came before one that has to be done first"),
        out_of_order,
    ),
    rule(
        "step-by-others",
        words("步骤由他人代办", "steps done by others"),
        words("步骤由非责任岗位实施", "a step was done by somebody whose task it is not"),
        by_others,
    ),
    rule(
        "plan-followed",
        words("处置按程序进行", "the plan was followed"),
        words("出现的步骤（20 步以上）完成 95% 以上", "95 % of the steps that came up (20 or more) were done"),
        followed,
    ),
];

fn forgotten(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let lapses = e.failures.iter().flat_map(|failures| &failures.forgotten);
    let of = |lapse: &Lapse| {
        let actor = lapse.actor.as_deref().unwrap_or_default();
        let basis = naming.step(actor, &lapse.what).and_then(|step| step.basis.as_ref());
        let (who, task) = (naming.actor(actor), naming.task(actor, &lapse.what));
        Draft {
            what: both!("{who}“{task}”", "{who}: '{task}'", who = who, task = task),
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
            measure: Some(Text::new("制作岗位处置卡（检查表）并演练", "make a checklist for the post and practise it")),
            weight: 2,
            cost: Cost::None,
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
            what: both!("{who}“{task}”", "{who}: '{task}'", who = who, task = task),
            fact: both!(
                "“{task}”的条件成立了 {time}，{who}始终没有开始",
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
            measure: Some(Text::new("明确触发信号和替补人员", "say what calls for it, and who stands in")),
            weight: 2,
            cost: Cost::None,
        }
    };
    gaps.map(of).collect()
}

fn out_of_order(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let all = e.conformity.iter().flat_map(|conformity| &conformity.wrong_order);
    all.map(|wrong| {
        let (who, task) = (naming.actor(&wrong.seat), naming.task(&wrong.seat, &wrong.step));
        Draft {
            what: both!("{who}“{task}”", "{who}: '{task}'", who = who, task = task),
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
            measure: Some(Text::new("按程序先后开展桌面推演", "go through the order of the steps at the table")),
            weight: 2,
            cost: Cost::None,
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
            what: both!("{actor}代办“{task}”", "'{task}' by {actor}", task = task, actor = actor),
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
            measure: Some(Text::new("在预案中明确责任人和替补", "name in the plan who does it and who stands in")),
            weight: 1,
            cost: Cost::None,
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
        what: Text::default(),
        fact: both!(
            "应做的 {due} 个步骤完成 {done} 个（{share}）",
            "{done} of {due} steps that came up were done ({share})",
            due = conformity.due,
            done = conformity.done,
            share = percent(share)
        ),
        effect: Text::new("程序经得起检验", "the procedures stood the test"),
        cause: Text::default(),
        basis: of_plan(None),
        organisation: None,
        category: Category::Plan,
        numbers: vec![
            figure("应做步骤", "steps that came up", conformity.due as f64, ""),
            figure("完成", "done", conformity.done as f64, ""),
        ],
        evidence: conformity.evidence.clone(),
        measure: None,
        weight: 2,
        cost: Cost::None,
    }]
}
