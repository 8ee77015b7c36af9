//! Findings: what went well, what did not and why, what to change. Each comes from one rule over the evaluation, with its
//! numbers and its events; where a rule finds nothing there is no finding, and no praise stands without a number.
//!
//! A rule is a function and a row of [`RULES`]. It reads the [`Evaluation`] and nothing else, so whatever the evaluation
//! learns to tell (a clock, a rubric) can be judged by a further row. All cases of one rule are one finding ([`fold`]);
//! findings are ranked by what they cost ([`Consequence`]).

mod clocks;
mod command;
mod conclusion;
mod consequence;
mod fold;
mod information;
mod people;
mod plan;
mod resources;
mod talk;
mod targets;

pub use conclusion::{Conclusion, ConclusionCap};
pub use consequence::Consequence;

use crate::evaluation::Evaluation;
use crate::metric::{Metric, OWN, Words, words};
use crate::naming::Naming;
use hazdrill_model::{Basis, Text};
use hazdrill_record::EventId;
use serde::Serialize;

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

/// A strength or a problem: all that one rule found. Where it found several cases, fact, effect, cause and basis are those
/// of the gravest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// In a few words, with the number of cases where there are several.
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
    /// The events it rests on, at most 20, those of the gravest case before those of others.
    pub evidence: Vec<EventId>,
    /// What to change; empty for a strength.
    pub proposal: Text,
    /// What it cost: problems are ranked by this first.
    pub consequence: Consequence,
    /// How long it held up a critical path, seconds: the cases of this consequence together; none where it lies on none.
    pub lost_s: Option<f64>,
    /// How grave: 3 law broken or people harmed, 2 an aim hurt, 1 a fault without effect on the aims; of a strength how weighty.
    pub weight: u8,
    /// Every case, the gravest first; at most 100.
    pub cases: Vec<Case>,
}

/// One case of a finding: who, what, on what evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case {
    /// Who and what, in a few words; empty where the title says it all.
    pub what: Text,
    /// What happened.
    pub fact: Text,
    /// What came of it.
    pub effect: Text,
    /// Why, as far as the record shows.
    pub cause: Text,
    /// By what it is judged.
    pub basis: Basis,
    /// Whether that was checked against the primary text.
    pub verified: bool,
    /// The organisation responsible.
    pub organisation: Option<String>,
    /// The numbers it rests on.
    pub numbers: Vec<Figure>,
    /// The events it rests on, at most 20.
    pub evidence: Vec<EventId>,
    /// What it cost.
    pub consequence: Consequence,
    /// How long it held up a critical path, seconds; none where it lies on none.
    pub lost_s: Option<f64>,
}

impl Finding {
    /// The events of the gravest case: what the fact rests on.
    pub fn proof(&self) -> &[EventId] {
        self.cases.first().map_or(&self.evidence, |case| &case.evidence)
    }

    /// The organisations responsible for its cases, each once, that of the gravest case first.
    pub fn organisations(&self) -> Vec<&str> {
        crate::naming::once(self.cases.iter().filter_map(|case| case.organisation.as_deref()))
    }
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

/// What to change: one measure of one organisation, for all that it answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The measure, in words that hold for all that it answers.
    pub measure: Text,
    /// The measure, and for what.
    pub text: Text,
    /// What it answers, in a few words: cases of the problems; empty where their titles say it all.
    pub what: Text,
    /// Where it belongs.
    pub category: Category,
    /// Who is responsible.
    pub organisation: Option<String>,
    /// The problems that it answers, as their places in `problems`.
    pub problems: Vec<usize>,
    /// The events that it rests on, at most 20.
    pub evidence: Vec<EventId>,
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

/// A rule: what it finds and from which number on, in words; and how it finds.
pub(crate) struct Rule {
    /// Its name is the title of the finding.
    pub(crate) metric: Metric,
    find: fn(&Evaluation, Naming<'_>) -> Vec<Draft>,
}

const fn rule(id: &'static str, name: Words, about: Words, find: fn(&Evaluation, Naming<'_>) -> Vec<Draft>) -> Rule {
    Rule { metric: Metric { id, name, definition: about, unit: "", source: OWN, rows: &[] }, find }
}

/// The rules of findings, in words.
pub fn rules() -> impl Iterator<Item = &'static Metric> {
    RULES.iter().copied().flatten().map(|rule| &rule.metric)
}

/// A case as its rule finds it.
pub(crate) struct Draft {
    /// Who and what; empty where the title says it all.
    what: Text,
    fact: Text,
    effect: Text,
    cause: Text,
    basis: Basis,
    organisation: Option<String>,
    category: Category,
    numbers: Vec<Figure>,
    evidence: Vec<EventId>,
    /// What to change, in words that hold for every such case; none for a strength.
    measure: Option<Text>,
    weight: u8,
    cost: Cost,
}

/// What a case cost, as its rule sees it.
#[derive(Clone, Copy)]
pub(crate) enum Cost {
    /// Nothing that a rule can tell.
    None,
    /// Somebody died.
    Death,
    /// Somebody was seriously injured, or breathed what injures.
    Injury,
    /// So many seconds up to this event: lost where the event lies on a critical path.
    Spent {
        /// The event that ended it.
        event: EventId,
        /// How long.
        s: f64,
    },
}

/// Every rule; findings that cost the same stand in this order.
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
    let paths = consequence::Paths::new(evaluation);
    let (mut problems, mut strengths) = (Vec::new(), Vec::new());
    for rule in RULES.iter().copied().flatten() {
        // No finding without a number, and none that nobody can look up.
        let found = (rule.find)(evaluation, naming).into_iter();
        let (bad, good): (Vec<Draft>, Vec<Draft>) = found
            .filter(|draft| !draft.numbers.is_empty() && !draft.evidence.is_empty())
            .partition(|draft| draft.measure.is_some());
        problems.extend(fold::fold(&rule.metric, bad, &paths));
        strengths.extend(fold::fold(&rule.metric, good, &paths));
    }
    fold::rank(&mut problems);
    strengths.sort_by_key(|(strength, _)| std::cmp::Reverse(strength.weight));
    Findings {
        proposals: fold::proposals(&problems),
        problems: problems.into_iter().map(|(problem, _)| problem).collect(),
        strengths: strengths.into_iter().map(|(strength, _)| strength).collect(),
        conclusion: conclusion::read(evaluation),
    }
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
