//! Findings: what went well, what did not and why, what to change. Each comes from one rule over the evaluation, with its
//! numbers and its events; where a rule finds nothing there is no finding, and no praise stands without a number.
//!
//! A rule is a function and a row of [`RULES`]. It reads the [`Evaluation`] and nothing else, so whatever the evaluation
//! learns to tell (a clock, a rubric) can be judged by a further row.

mod clocks;
mod command;
mod information;
mod people;
mod plan;
mod resources;
mod talk;
mod targets;

use crate::evaluation::Evaluation;
use crate::metric::{Metric, OWN, Words, words};
use crate::naming::Naming;
use crate::score::Grade;
use hazdrill_model::{Basis, Text};
use hazdrill_record::EventId;
use serde::Serialize;

/// As many events are named as evidence of one finding.
const EVENTS: usize = 20;
/// As many findings of one rule are listed, the gravest first.
const OF_ONE_RULE: usize = 8;

/// Strengths, problems and what follows from them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Findings {
    /// What went well, each with its number; the weightiest first.
    pub strengths: Vec<Finding>,
    /// What did not; the gravest first.
    pub problems: Vec<Finding>,
    /// What to change: the proposals of the problems, each once, in the order of the gravest.
    pub proposals: Vec<Proposal>,
    /// The conclusion that the score suggests.
    pub conclusion: Conclusion,
}

/// One strength or problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// In a few words.
    pub title: Text,
    /// What happened.
    pub fact: Text,
    /// What came of it; for a strength, what it was good for.
    pub effect: Text,
    /// Why, as far as the record shows.
    pub cause: Text,
    /// Law, standard, plan or practice by which it is judged.
    pub basis: Basis,
    /// Whether that was checked against the primary text.
    pub verified: bool,
    /// The organisation responsible; none where it is no single one.
    pub organisation: Option<String>,
    /// Where it belongs in the list of things to put right (整改台账).
    pub category: Category,
    /// The numbers it rests on; never empty.
    pub numbers: Vec<Figure>,
    /// The events it rests on, at most 20.
    pub evidence: Vec<EventId>,
    /// What to change; empty for a strength.
    pub proposal: Text,
    /// How grave: 3 law broken or people harmed, 2 an aim hurt, 1 a fault without effect on the aims; of a strength how weighty.
    pub weight: u8,
}

/// A number of a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What it is, in words.
    pub name: Text,
    /// The number.
    pub value: f64,
    /// Its unit; empty for a count.
    pub unit: &'static str,
}

/// What to change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The measure.
    pub text: Text,
    /// Where it belongs.
    pub category: Category,
    /// Who is responsible.
    pub organisation: Option<String>,
    /// The problems that it answers, as their places in `problems`.
    pub problems: Vec<usize>,
}

/// Where a problem belongs in the list of things to put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// The plan (预案).
    Plan,
    /// The way of working together (机制).
    Mechanism,
    /// Teams and staff (队伍).
    Teams,
    /// Equipment and supplies (装备物资).
    Equipment,
    /// Training (培训演练).
    Training,
}

impl Category {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Plan => words("预案", "plan"),
            Self::Mechanism => words("机制", "mechanism"),
            Self::Teams => words("队伍", "teams"),
            Self::Equipment => words("装备物资", "equipment"),
            Self::Training => words("培训演练", "training"),
        }
    }
}

/// What the score suggests as the conclusion of the evaluation. A person has to confirm it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conclusion {
    /// The grade of the score; none where nothing was judged.
    pub grade: Option<Grade>,
    /// Its number.
    pub total: Option<f64>,
    /// Always true: no machine concludes an evaluation.
    pub to_be_confirmed: bool,
    /// In words, with the mark 待人工确认.
    pub words: Text,
}

/// A rule: what it finds and from which number on, in words; and how it finds.
pub(crate) struct Rule {
    pub(crate) metric: Metric,
    find: fn(&Evaluation, Naming<'_>) -> Vec<Draft>,
}

const fn rule(id: &'static str, about: Words, find: fn(&Evaluation, Naming<'_>) -> Vec<Draft>) -> Rule {
    let name = words("发现规则", "rule of findings");
    Rule { metric: Metric { id, name, definition: about, unit: "", source: OWN, rows: &[] }, find }
}

/// A finding without what its rule knows.
pub(crate) struct Draft {
    title: Text,
    fact: Text,
    effect: Text,
    cause: Text,
    basis: Basis,
    organisation: Option<String>,
    category: Category,
    numbers: Vec<Figure>,
    evidence: Vec<EventId>,
    /// None for a strength.
    proposal: Option<Text>,
    weight: u8,
}

/// Every rule; findings of equal weight stand in this order.
pub(crate) const RULES: &[&[Rule]] = &[
    clocks::RULES,
    targets::RULES,
    people::RULES,
    talk::RULES,
    information::RULES,
    plan::RULES,
    command::RULES,
    resources::RULES,
];

/// Reads the findings of an evaluation.
pub(crate) fn read(evaluation: &Evaluation, naming: Naming<'_>) -> Findings {
    let mut findings = Findings { conclusion: conclusion(evaluation), ..Findings::default() };
    for rule in RULES.iter().copied().flatten() {
        for draft in (rule.find)(evaluation, naming).into_iter().take(OF_ONE_RULE) {
            let is_strength = draft.proposal.is_none();
            let finding = finding(rule.metric.id, draft);
            // No finding without a number, and none that nobody can look up.
            if finding.numbers.is_empty() || finding.evidence.is_empty() {
                continue;
            }
            if is_strength { &mut findings.strengths } else { &mut findings.problems }.push(finding);
        }
    }
    // Stable: equals stay in the order of the rules.
    findings.problems.sort_by_key(|problem| std::cmp::Reverse(problem.weight));
    findings.strengths.sort_by_key(|strength| std::cmp::Reverse(strength.weight));
    findings.proposals = proposals(&findings.problems);
    findings
}

fn finding(rule: &'static str, draft: Draft) -> Finding {
    let Draft { title, fact, effect, cause, basis, organisation, category, numbers, mut evidence, proposal, weight } =
        draft;
    evidence.sort_unstable();
    evidence.dedup();
    evidence.truncate(EVENTS);
    let verified = basis.is_verified();
    let proposal = proposal.unwrap_or_default();
    Finding {
        rule,
        title,
        fact,
        effect,
        cause,
        basis,
        verified,
        organisation,
        category,
        numbers,
        evidence,
        proposal,
        weight,
    }
}

fn proposals(problems: &[Finding]) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = Vec::new();
    for (at, problem) in problems.iter().enumerate() {
        let same = |p: &&mut Proposal| p.text == problem.proposal && p.organisation == problem.organisation;
        match proposals.iter_mut().find(same) {
            Some(known) => known.problems.push(at),
            None => proposals.push(Proposal {
                text: problem.proposal.clone(),
                category: problem.category,
                organisation: problem.organisation.clone(),
                problems: vec![at],
            }),
        }
    }
    proposals
}

fn conclusion(evaluation: &Evaluation) -> Conclusion {
    let (grade, total) = (evaluation.score.grade, evaluation.score.total);
    let words = match grade.zip(total) {
        Some((grade, total)) => Text {
            zh: format!("{}（得分 {:.1}，待人工确认）", grade.name().zh, floored(total)),
            en: format!("{} (score {:.1}; to be confirmed by a person)", grade.name().en, floored(total)),
        },
        None => {
            Text::new("没有可计指标，结论由评估人员作出（待人工确认）", "nothing was judged; a person has to conclude")
        }
    };
    Conclusion { grade, total, to_be_confirmed: true, words }
}

/// A score with one decimal, never rounded up into the next grade.
pub(crate) fn floored(total: f64) -> f64 {
    (total * 10.0).floor() / 10.0
}

/// A basis of our own that nobody checked.
fn practice(zh: &str, en: &str) -> Basis {
    Basis::Each(Text { zh: format!("未核实：{zh}"), en: format!("unverified: {en}") })
}

/// The text of a decree, read.
fn law(zh: &str, en: &str) -> Basis {
    Basis::Each(Text::new(zh, en))
}

/// The basis of a step in the scenario; else that it stands in the plan.
fn of_plan(basis: Option<&Basis>) -> Basis {
    basis.cloned().unwrap_or_else(|| Basis::Each(Text::new("本场景的程序", "the procedures of this scenario")))
}

fn figure(zh: &str, en: &str, value: f64, unit: &'static str) -> Figure {
    Figure { name: Text::new(zh, en), value, unit }
}
