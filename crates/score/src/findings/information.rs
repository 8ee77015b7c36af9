//! Rules over what people knew: what never reached them, what reached them late, what they believed and was not so.

use super::{Category, Draft, Rule, figure, of_plan, practice, rule};
use crate::evaluation::Evaluation;
use crate::information::{FactAge, FalseBelief, NeverArrived};
use crate::metric::words;
use crate::naming::{Naming, both, lasting_s};
use hazdrill_model::Text;
use hazdrill_model::fact::key;

/// News is old from this on, seconds, at nine in ten of its receivers. Judgement, unverified.
const OLD_S: f64 = 1800.0;
/// News that so many seats had within this, seconds, went fast. Judgement, unverified.
const FAST_S: f64 = 120.0;
const FAST_SEATS: u64 = 5;
/// A belief was wrong for long from this on, seconds. Judgement, unverified.
const WRONG_S: f64 = 600.0;

/// Facts on which people act at once: a wrong one hurts.
const VITAL: &[&str] = &[
    key::FIRE,
    key::PEOPLE_MISSING,
    key::INJURED,
    key::LEAK_STOPPED,
    key::LEAK_PLACE,
    key::LEAK_SUBSTANCE,
    key::WIND,
    key::COMMANDER,
    key::LEVEL_ACTIVE,
];

pub(super) const RULES: &[Rule] = &[
    rule(
        "never-told",
        words(
            "岗位程序需要、实际已成立、别人已知而始终没有告知的事项",
            "a fact that a seat needed, that was true and that others knew, and that never reached it",
        ),
        never_told,
    ),
    rule(
        "told-late",
        words(
            "某类信息到达时九成不超过的时间在 30 分钟以上",
            "news of one class was 30 min old or more at nine in ten",
        ),
        told_late,
    ),
    rule(
        "wrong-belief",
        words("对关键事项的错误认识达到 10 分钟", "a wrong belief of a vital fact lasted 10 min or more"),
        wrong_belief,
    ),
    rule(
        "told-fast",
        words("至少 5 个岗位在 2 分钟内获知（九成）", "five seats or more had news within 2 min (nine in ten)"),
        told_fast,
    ),
];

fn never_told(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let Some(information) = &e.information else { return Vec::new() };
    let told = information.never_arrived.iter().filter_map(|item| Some((item, item.known_by.as_deref()?, item.known?)));
    let of = |(item, knew, known): (&NeverArrived, &str, u64)| {
        let (seat, fact, knew) = (naming.actor(&item.seat), naming.fact(&item.fact), naming.actor(knew));
        let step = item.steps.first().map_or("", String::as_str);
        let basis = naming.step(&item.seat, step).and_then(|step| step.basis.as_ref());
        Draft {
            title: both!("{seat}始终不知道“{fact}”", "{seat} never heard of '{fact}'", seat = seat, fact = fact),
            fact: both!(
                "“{fact}”自{since}起成立，{knew}已经知道，{seat}始终没有获知",
                "'{fact}' was so from {since} on and {knew} knew it; {seat} never heard",
                fact = fact,
                since = lasting_s(item.true_since_s),
                knew = knew,
                seat = seat
            ),
            effect: both!(
                "{n} 个步骤没有开始，如“{step}”",
                "{n} step(s) were never begun, as '{step}'",
                n = item.steps.len(),
                step = naming.task(&item.seat, step)
            ),
            cause: both!("{knew}没有告知，或通报没有到达", "{knew} did not tell it, or it did not arrive", knew = knew),
            basis: of_plan(basis),
            organisation: item.known_by.as_deref().map(|knew| crate::view::organisation_of(knew).to_owned()),
            category: Category::Mechanism,
            numbers: vec![
                figure("未开始的步骤", "steps not begun", item.steps.len() as f64, ""),
                figure("成立时刻", "true since", item.true_since_s, "s"),
            ],
            evidence: vec![item.event, known],
            proposal: Some(both!(
                "把“{fact}”列入通报模板，明确由谁告知{seat}",
                "put '{fact}' on the form for reports and say who tells {seat}",
                fact = fact,
                seat = seat
            )),
            weight: 2,
        }
    };
    told.map(of).collect()
}

fn by_age(e: &Evaluation) -> impl Iterator<Item = (&FactAge, f64)> {
    let ages = e.information.iter().flat_map(|information| &information.by_fact);
    ages.filter_map(|age| Some((age, age.age.p90_s?)))
}

fn told_late(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let mut late: Vec<(&FactAge, f64)> = by_age(e).filter(|(age, p90)| *p90 >= OLD_S && age.seats > 1).collect();
    late.sort_by(|a, b| b.1.total_cmp(&a.1));
    let of = |(age, p90): (&FactAge, f64)| Draft {
        title: both!("“{fact}”传得慢", "'{fact}' travelled slowly", fact = naming.fact(&age.fact)),
        fact: both!(
            "“{fact}”由 {n} 个岗位获知，中位数{median}，九成在{p90}之内",
            "'{fact}' reached {n} seats: median {median}, nine in ten within {p90}",
            fact = naming.fact(&age.fact),
            n = age.seats,
            median = lasting_s(age.age.median_s.unwrap_or_default()),
            p90 = lasting_s(p90)
        ),
        effect: Text::new("各单位在一段时间内按旧情况行动", "for that time people acted on what was no longer so"),
        cause: Text::new("没有统一发布，逐级逐个转告", "nobody told all at once; it went from one to the next"),
        basis: practice("重要情况30分钟内传到（估计）", "important news within 30 min (judgement)"),
        organisation: None,
        category: Category::Mechanism,
        numbers: vec![
            figure("九成不超过", "nine in ten within", p90, "s"),
            figure("岗位数", "seats", age.seats as f64, ""),
        ],
        evidence: age.age.worst.into_iter().collect(),
        proposal: Some(both!(
            "“{fact}”一有变化即在指挥信道统一发布",
            "tell every change of '{fact}' on the command channel at once",
            fact = naming.fact(&age.fact)
        )),
        weight: 1,
    };
    late.into_iter().map(of).collect()
}

fn told_fast(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let fast = by_age(e).filter(|(age, p90)| *p90 <= FAST_S && age.seats >= FAST_SEATS);
    let of = |(age, p90): (&FactAge, f64)| Draft {
        title: both!("“{fact}”传得快", "'{fact}' travelled fast", fact = naming.fact(&age.fact)),
        fact: both!(
            "{n} 个岗位获知“{fact}”，九成在{p90}之内",
            "{n} seats had '{fact}', nine in ten within {p90}",
            n = age.seats,
            fact = naming.fact(&age.fact),
            p90 = lasting_s(p90)
        ),
        effect: Text::new("各单位依据同一情况行动", "all acted on the same picture"),
        cause: Text::default(),
        basis: practice("2分钟内传到（估计）", "within 2 min (judgement)"),
        organisation: None,
        category: Category::Mechanism,
        numbers: vec![
            figure("九成不超过", "nine in ten within", p90, "s"),
            figure("岗位数", "seats", age.seats as f64, ""),
        ],
        evidence: age.age.worst.into_iter().collect(),
        proposal: None,
        weight: 1,
    };
    fast.map(of).collect()
}

fn wrong_belief(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let Some(information) = &e.information else { return Vec::new() };
    let is_vital =
        |belief: &&FalseBelief| belief.s >= WRONG_S && VITAL.contains(&crate::readings::key_of(&belief.fact));
    let of = |belief: &FalseBelief| {
        let (seat, fact) = (naming.actor(&belief.seat), naming.fact(&belief.fact));
        let said = |value: &hazdrill_model::Value| match value {
            hazdrill_model::Value::Flag(true) => Text::new("是", "yes"),
            hazdrill_model::Value::Flag(false) => Text::new("否", "no"),
            hazdrill_model::Value::Word(word) => naming.value(word),
            hazdrill_model::Value::Number(n) => Text::new(&n.to_string(), &n.to_string()),
        };
        let truth = belief.truth.as_ref().map_or_else(|| Text::new("不详", "unknown"), said);
        Draft {
            title: both!("{seat}对“{fact}”认识有误", "{seat} was wrong about '{fact}'", seat = seat, fact = fact),
            fact: both!(
                "{time}内{seat}认为“{fact}”为{believed}，实际为{truth}",
                "for {time} {seat} believed '{fact}' to be {believed}; it was {truth}",
                time = lasting_s(belief.s),
                seat = seat,
                fact = fact,
                believed = said(&belief.believed),
                truth = truth
            ),
            effect: Text::new("可能据此作出错误决定", "what was decided on it may have been wrong"),
            cause: Text::new(
                "情况变化后没有人更正，或传递中有误",
                "nobody corrected it when it changed, or it was passed on wrong",
            ),
            basis: practice(
                "对关键事项的错误认识不超过10分钟（估计）",
                "no wrong belief of a vital fact for 10 min (judgement)",
            ),
            organisation: Some(crate::view::organisation_of(&belief.seat).to_owned()),
            category: Category::Mechanism,
            numbers: vec![figure("持续", "lasted", belief.s, "s")],
            evidence: belief.became.into_iter().chain([belief.learned]).collect(),
            proposal: Some(both!(
                "对“{fact}”实行定时通报和复诵核对",
                "report '{fact}' at fixed times and read it back",
                fact = fact
            )),
            weight: 1,
        }
    };
    information.false_beliefs.iter().filter(is_vital).map(of).collect()
}
