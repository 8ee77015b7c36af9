//! Rules over what people knew: what never reached them, what reached them late, what they believed and was not so.

use super::{Category, Cost, Draft, Figure, Rule, figure, of_plan, practice, rule};
use crate::evaluation::Evaluation;
use crate::information::{FactAge, FalseBelief, NeverArrived};
use crate::metric::words;
use crate::naming::{Naming, both, lasting_s, list};
use hazdrill_model::fact::key;
use hazdrill_model::{Text, Value};
use std::collections::{BTreeMap, BTreeSet};

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
        words("需要的信息没有传到", "news that was needed and never arrived"),
        words(
            "岗位程序需要、实际已成立、别人已知而始终没有告知的事项",
            "a fact that a seat needed, that was true and that others knew, and that never reached it",
        ),
        never_told,
    ),
    rule(
        "told-late",
        words("信息传得慢", "news that travelled slowly"),
        words(
            "某类信息到达时九成不超过的时间在 30 分钟以上",
            "news of one class was 30 min old or more at nine in ten",
        ),
        told_late,
    ),
    rule(
        "wrong-belief",
        words("对关键事项认识有误", "wrong about what matters"),
        words("对关键事项的错误认识达到 10 分钟", "a wrong belief of a vital fact lasted 10 min or more"),
        wrong_belief,
    ),
    rule(
        "told-fast",
        words("信息传得快", "news that travelled fast"),
        words("至少 5 个岗位在 2 分钟内获知（九成）", "five seats or more had news within 2 min (nine in ten)"),
        told_fast,
    ),
];

fn never_told(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let mut facts: BTreeMap<&str, Vec<(&NeverArrived, &str, u64)>> = BTreeMap::new();
    for item in e.information.iter().flat_map(|information| &information.never_arrived) {
        // What nobody knew nobody could tell.
        if let (Some(knew), Some(known)) = (item.known_by.as_deref(), item.known) {
            facts.entry(&item.fact).or_default().push((item, knew, known));
        }
    }
    let mut facts: Vec<_> = facts.into_iter().collect();
    facts.sort_by_key(|(_, items)| std::cmp::Reverse(items.iter().map(|(item, ..)| item.steps.len()).sum::<usize>()));
    let of = |(fact, items): (&str, Vec<(&NeverArrived, &str, u64)>)| {
        let (first, knew, known) = *items.first()?;
        let step = first.steps.first().map_or("", String::as_str);
        let steps: usize = items.iter().map(|(item, ..)| item.steps.len()).sum();
        let basis = naming.step(&first.seat, step).and_then(|step| step.basis.as_ref());
        let seats: Vec<Text> = items.iter().map(|(item, ..)| naming.actor(&item.seat)).collect();
        let (name, knew_name, seats) = (naming.fact(fact), naming.actor(knew), list(&seats));
        Some(Draft {
            what: both!("{seats}“{fact}”", "{seats}: '{fact}'", seats = seats, fact = name),
            fact: both!(
                "“{fact}”自开始后 {since}起成立，{knew}已经知道，{n} 个需要它的岗位始终没有获知：{seats}",
                "'{fact}' was so from {since} after the start on and {knew} knew it; {n} seat(s) that needed it never heard: {seats}",
                fact = name,
                since = lasting_s(first.true_since_s),
                knew = knew_name,
                n = items.len(),
                seats = seats
            ),
            effect: both!(
                "{n} 个步骤没有开始，如“{step}”",
                "{n} step(s) were never begun, as '{step}'",
                n = steps,
                step = naming.task(&first.seat, step)
            ),
            cause: both!(
                "{knew}没有告知，或通报没有到达",
                "{knew} did not tell it, or it did not arrive",
                knew = knew_name
            ),
            basis: of_plan(basis),
            organisation: Some(crate::view::organisation_of(knew).to_owned()),
            category: Category::Mechanism,
            numbers: vec![
                figure("没有获知的岗位", "seats that never heard", items.len() as f64, ""),
                figure("未开始的步骤", "steps not begun", steps as f64, ""),
                figure("成立时刻", "true since", first.true_since_s, "s"),
            ],
            evidence: vec![first.event, known],
            measure: Some(Text::new(
                "列入通报模板，明确由谁告知谁",
                "put it on the form for reports, and say who tells whom",
            )),
            weight: 2,
            cost: Cost::None,
        })
    };
    facts.into_iter().filter_map(of).collect()
}

fn by_age(e: &Evaluation) -> impl Iterator<Item = (&FactAge, f64)> {
    let ages = e.information.iter().flat_map(|information| &information.by_fact);
    ages.filter_map(|age| Some((age, age.age.p90_s?)))
}

/// The numbers of news that travelled, fast or slowly.
fn numbers(age: &FactAge, p90_s: f64) -> Vec<Figure> {
    vec![figure("九成不超过", "nine in ten within", p90_s, "s"), figure("岗位数", "seats", age.seats as f64, "")]
}

fn told_late(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let mut late: Vec<(&FactAge, f64)> = by_age(e).filter(|(age, p90)| *p90 >= OLD_S && age.seats > 1).collect();
    late.sort_by(|a, b| b.1.total_cmp(&a.1));
    let of = |(age, p90): (&FactAge, f64)| Draft {
        what: both!("“{fact}”", "'{fact}'", fact = naming.fact(&age.fact)),
        fact: both!(
            "“{fact}”由 {n} 个岗位获知，中位数 {median}，九成在 {p90}之内",
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
        numbers: numbers(age, p90),
        evidence: age.age.worst.into_iter().collect(),
        measure: Some(Text::new("一有变化即在指挥信道统一发布", "tell every change on the command channel at once")),
        weight: 1,
        cost: Cost::None,
    };
    late.into_iter().map(of).collect()
}

fn told_fast(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let fast = by_age(e).filter(|(age, p90)| *p90 <= FAST_S && age.seats >= FAST_SEATS);
    let of = |(age, p90): (&FactAge, f64)| Draft {
        what: both!("“{fact}”", "'{fact}'", fact = naming.fact(&age.fact)),
        fact: both!(
            "{n} 个岗位获知“{fact}”，九成在 {p90}之内",
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
        numbers: numbers(age, p90),
        evidence: age.age.worst.into_iter().collect(),
        measure: None,
        weight: 1,
        cost: Cost::None,
    };
    fast.map(of).collect()
}

fn wrong_belief(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    // The longest first: so the first of each fact is the worst.
    let mut facts: Vec<(&str, Vec<&FalseBelief>)> = Vec::new();
    for belief in e.information.iter().flat_map(|information| &information.false_beliefs) {
        if belief.s < WRONG_S || !VITAL.contains(&crate::readings::key_of(&belief.fact)) {
            continue;
        }
        match facts.iter_mut().find(|(fact, _)| *fact == belief.fact) {
            Some((_, beliefs)) => beliefs.push(belief),
            None => facts.push((&belief.fact, vec![belief])),
        }
    }
    facts.into_iter().filter_map(|(fact, beliefs)| of_belief(fact, &beliefs, naming)).collect()
}

fn of_belief(fact: &str, beliefs: &[&FalseBelief], naming: Naming<'_>) -> Option<Draft> {
    let worst = *beliefs.first()?;
    let seats: BTreeSet<&str> = beliefs.iter().map(|belief| belief.seat.as_str()).collect();
    let (seat, name) = (naming.actor(&worst.seat), naming.fact(fact));
    let said = |value: &Value| match value {
        Value::Flag(true) => Text::new("是", "yes"),
        Value::Flag(false) => Text::new("否", "no"),
        Value::Word(word) => naming.value(word),
        Value::Number(n) => Text::new(&n.to_string(), &n.to_string()),
    };
    let truth = worst.truth.as_ref().map_or_else(|| Text::new("不详", "unknown"), said);
    let ends = beliefs.iter().flat_map(|belief| belief.became.into_iter().chain([belief.learned]));
    Some(Draft {
        what: both!("“{fact}”", "'{fact}'", fact = name),
        fact: both!(
            "{n} 个岗位对“{fact}”的认识与实情不符达 10 分钟以上；最久的是{seat}：{time}内认为是 {believed}，实际为 {truth}",
            "{n} seat(s) were wrong about '{fact}' for 10 min or more; longest {seat}: for {time} it believed {believed}, it was {truth}",
            n = seats.len(),
            fact = name,
            seat = seat,
            time = lasting_s(worst.s),
            believed = said(&worst.believed),
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
        organisation: Some(crate::view::organisation_of(&worst.seat).to_owned()).filter(|_| seats.len() == 1),
        category: Category::Mechanism,
        numbers: vec![figure("岗位数", "seats", seats.len() as f64, ""), figure("最久", "the longest", worst.s, "s")],
        evidence: ends.collect(),
        measure: Some(Text::new("定时通报，复诵核对", "report it at fixed times, and read it back")),
        weight: 1,
        cost: Cost::None,
    })
}
