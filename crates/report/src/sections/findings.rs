//! What went well, what did not and why, what to change.
//!
//! The first lists hold what a reader takes in; the rest and every single case stand in tables that are folded away.

use super::Column::Words;
use super::{Grid, Section, heads};
use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{list, pick, say};
use crate::summary::{self, findings as told};
use hazdrill_score::{Case, Finding, Proposal};

/// As many events are named beside a finding; the data has them all.
const EVENTS: usize = 6;
/// As many problems, and as many proposals, stand in the first list.
pub(crate) const FIRST: usize = 12;

/// The gravest problems: fact, effect, cause, basis, who has to act.
pub(super) fn problems(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let all = source.evaluation.findings.problems.len();
    let shown = all.min(FIRST);
    let about = say!(
        lang,
        "每条出自一条明确的规则和记录中的事件；先列造成伤亡、推迟救治的，再列延长处置的、违反法定要求的，其余在后。此处列出 {shown} 条，共 {all} 条；同类情形归为一条，逐例见后表。",
        "Each comes from one rule and from events of the record. First what killed, hurt or delayed care, then what prolonged the response, then breaches of law, then the rest. {shown} of {all} stand here; cases of one kind are one problem, and each case stands in a table below."
    );
    section(source, "problems", pick(lang, "存在问题", "Problems"), about, 0..shown)
}

/// The problems that the first list leaves out.
pub(super) fn more_problems(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let all = source.evaluation.findings.problems.len();
    let title = pick(lang, "其余问题", "Further problems");
    section(source, "more-problems", title, String::new(), all.min(FIRST)..all)
}

fn section(source: &Source<'_>, id: &str, title: &str, about: String, which: std::ops::Range<usize>) -> Section {
    let lang = source.lang();
    let row = |at: usize| {
        let finding = &source.evaluation.findings.problems[at];
        vec![
            with_numbers(source, "problems", at, finding),
            Rich::of(told::effect(lang, finding)),
            Rich::of(finding.cause.get(lang)),
            Rich::of(finding.category.name().get(lang)),
            Rich::of(list(lang, finding.organisations().into_iter().map(|id| source.names.organisation(id)))),
            Rich::of(summary::source(lang, &finding.basis, finding.verified)),
        ]
    };
    Section {
        id: id.to_owned(),
        title: title.to_owned(),
        about,
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("事实", "fact", Words),
                    ("影响", "effect", Words),
                    ("原因", "cause", Words),
                    ("类别", "sort", Words),
                    ("责任单位", "responsible", Words),
                    ("依据", "basis", Words),
                ],
            ),
            rows: which.map(row).collect(),
        },
    }
}

/// Every case of the problems that have several.
pub(super) fn cases(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let problems = source.evaluation.findings.problems.iter().zip(1..).filter(|(problem, _)| problem.cases.len() > 1);
    let row = |problem: &Finding, n: usize, case: &Case| {
        let organisation = case.organisation.as_deref().map_or_else(String::new, |id| source.names.organisation(id));
        let name = told::rule(lang, problem);
        vec![
            Rich::of(format!("{n} {name}")),
            Rich::of(case.what.get(lang)),
            Rich::of(case.fact.get(lang)).text(" ").events(&case.evidence),
            Rich::of(told::cost(lang, case.consequence, case.lost_s)),
            Rich::of(organisation),
            Rich::of(summary::source(lang, &case.basis, case.verified)),
        ]
    };
    let rows = problems.flat_map(|(problem, n)| problem.cases.iter().map(move |case| (problem, n, case)));
    Section {
        id: "cases".to_owned(),
        title: pick(lang, "问题逐例", "Problems case by case").to_owned(),
        about: pick(
            lang,
            "序号为问题在上表中的次序；每例各有证据。",
            "The number is the place of the problem in the lists above; each case has its own evidence.",
        )
        .to_owned(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("问题", "problem", Words),
                    ("谁、什么", "who, what", Words),
                    ("事实", "fact", Words),
                    ("后果", "cost", Words),
                    ("责任单位", "responsible", Words),
                    ("依据", "basis", Words),
                ],
            ),
            rows: rows.map(|(problem, n, case)| row(problem, n, case)).collect(),
        },
    }
}

/// What went well.
pub(super) fn strengths(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let row = |(at, finding): (usize, &Finding)| {
        vec![
            with_numbers(source, "strengths", at, finding),
            Rich::of(finding.effect.get(lang)),
            Rich::of(summary::source(lang, &finding.basis, finding.verified)),
        ]
    };
    Section {
        id: "strengths".to_owned(),
        title: pick(lang, "主要优点", "Strengths").to_owned(),
        about: String::new(),
        grid: Grid {
            heads: heads(lang, &[("事实", "fact", Words), ("作用", "effect", Words), ("依据", "basis", Words)]),
            rows: source.evaluation.findings.strengths.iter().enumerate().map(row).collect(),
        },
    }
}

/// The title, the fact, the numbers and the evidence of a finding.
fn with_numbers(source: &Source<'_>, of: &str, at: usize, finding: &Finding) -> Rich {
    let lang = source.lang();
    let mut text = Rich::of(finding.title.get(lang)).text(pick(lang, "：", ": ")).text(finding.fact.get(lang));
    for (n, number) in finding.numbers.iter().enumerate() {
        let pointer = format!("/findings/{of}/{at}/numbers/{n}/value");
        let figure = match number.unit {
            "s" => Figure::time(lang, pointer, number.value),
            "" => Figure::number(pointer, number.value),
            unit => {
                let figure = Figure::number(pointer, number.value);
                let written = format!("{} {unit}", figure.text);
                figure.written(written)
            }
        };
        let name = number.name.get(lang);
        let separator = if n == 0 { pick(lang, "（", " (") } else { pick(lang, "，", ", ") };
        text = text.text(format!("{separator}{name} ")).figure(figure);
    }
    if !finding.numbers.is_empty() {
        text = text.text(pick(lang, "）", ")"));
    }
    let proof = finding.proof();
    let text = text.text(" ").events(&proof[..proof.len().min(EVENTS)]);
    match proof.len().saturating_sub(EVENTS) {
        0 => text,
        more => text.text(say!(lang, " 等，另 {more} 条", " and {more} more")),
    }
}

/// What to change first, and which problems that answers.
pub(super) fn proposals(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let all = source.evaluation.findings.proposals.len();
    proposed(source, "proposals", pick(lang, "改进建议", "What to change"), 0..all.min(FIRST))
}

/// The proposals that the first list leaves out.
pub(super) fn more_proposals(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let all = source.evaluation.findings.proposals.len();
    proposed(source, "more-proposals", pick(lang, "其余建议", "Further proposals"), all.min(FIRST)..all)
}

fn proposed(source: &Source<'_>, id: &str, title: &str, which: std::ops::Range<usize>) -> Section {
    let (lang, findings) = (source.lang(), &source.evaluation.findings);
    let row = |proposal: &Proposal| {
        let organisation =
            proposal.organisation.as_deref().map_or_else(String::new, |id| source.names.organisation(id));
        let answers = proposal.problems.iter().filter_map(|at| Some((at + 1, findings.problems.get(*at)?)));
        let answers = list(
            lang,
            answers.map(|(n, problem)| {
                let name = told::rule(lang, problem);
                format!("{n} {name}")
            }),
        );
        vec![
            Rich::of(proposal.text.get(lang)),
            Rich::of(proposal.category.name().get(lang)),
            Rich::of(organisation),
            Rich::of(answers),
        ]
    };
    Section {
        id: id.to_owned(),
        title: title.to_owned(),
        about: String::new(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("措施", "measure", Words),
                    ("类别", "sort", Words),
                    ("责任单位", "responsible", Words),
                    ("针对的问题", "answers", Words),
                ],
            ),
            rows: findings.proposals[which].iter().map(row).collect(),
        },
    }
}
