//! Rules over crews: too few, the same job twice, requests that came to nothing.

use super::{Category, Cost, Draft, Rule, figure, practice, rule};
use crate::crews::RequestKind;
use crate::evaluation::Evaluation;
use crate::metric::words;
use crate::naming::{Naming, both, lasting_s};
use hazdrill_model::Text;

/// Crews are short from so many task-seconds on. Judgement, unverified.
const SHORT_S: f64 = 300.0;

pub(super) const RULES: &[Rule] = &[
    rule(
        "crews-short",
        words("队伍不足", "too few crews"),
        words(
            "等人手的任务超出空闲队伍，累计 5 任务·分钟以上",
            "tasks waited beyond all free crews for 5 task-minutes or more",
        ),
        short,
    ),
    rule(
        "job-done-twice",
        words("同一作业重复实施", "the same job done twice"),
        words("同一作业重复实施", "the same job was done twice"),
        twice,
    ),
    rule(
        "request-not-filled",
        words("命令、询问没有下文", "orders and questions that came to nothing"),
        words("命令或询问没有下文", "an order or a question came to nothing"),
        not_filled,
    ),
];

fn short(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(crews) = e.crews.as_ref().filter(|crews| crews.shortfall_s >= SHORT_S) else { return Vec::new() };
    vec![Draft {
        what: Text::default(),
        fact: both!(
            "等人手的任务超出空闲队伍，累计 {time}（任务·时间）",
            "tasks waited beyond all free crews for {time} (task-time)",
            time = lasting_s(crews.shortfall_s)
        ),
        effect: Text::new("任务排队，处置推迟", "tasks queued, and handling came later"),
        cause: both!("任务等待合计 {all}", "tasks waited {all} in all", all = lasting_s(crews.waiting_s)),
        basis: practice("队伍缺口不超过5任务·分钟（估计）", "no more than 5 task-minutes (judgement)"),
        organisation: None,
        category: Category::Teams,
        numbers: vec![
            figure("缺口", "shortfall", crews.shortfall_s, "s"),
            figure("等待合计", "waiting in all", crews.waiting_s, "s"),
        ],
        evidence: crews.waited.clone(),
        measure: Some(Text::new(
            "按高峰需求增调队伍，或提前请求增援",
            "call further crews for the peak, and call them early",
        )),
        weight: 2,
        cost: Cost::None,
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
            what: both!("{b}“{job}”（{subject}）", "{b}: {job} ({subject})", b = b, job = job, subject = subject),
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
            measure: Some(Text::new(
                "在指挥部设置任务板，完成情况实时标注",
                "keep a board of tasks at the headquarters and mark what is done",
            )),
            weight: 1,
            cost: Cost::None,
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
            what: both!("{by}对{of}的{kind}", "{kind} of {by} to {of}", by = by, of = of, kind = kind),
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
            measure: Some(Text::new("收到即复，完成即报", "confirm what is heard, report what is done")),
            weight: 1,
            cost: Cost::None,
        }
    })
    .collect()
}
