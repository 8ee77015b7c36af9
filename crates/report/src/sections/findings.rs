//! What went well, what did not and why, what to change.

use super::Column::Words;
use super::{Grid, Section, heads};
use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{list, pick};
use crate::summary;
use hazdrill_score::Finding;

/// Problems: fact, effect, cause, basis, who has to act.
pub(super) fn problems(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let row = |(at, finding): (usize, &Finding)| {
        let organisation = finding.organisation.as_deref().map_or_else(String::new, |id| source.names.organisation(id));
        vec![
            told(source, "problems", at, finding),
            Rich::of(finding.effect.get(lang)),
            Rich::of(finding.cause.get(lang)),
            Rich::of(finding.category.name().get(lang)),
            Rich::of(organisation),
            Rich::of(summary::source(lang, &finding.basis, finding.verified)),
        ]
    };
    Section {
        id: "problems".to_owned(),
        title: pick(lang, "存在问题", "Problems").to_owned(),
        about: pick(
            lang,
            "每条都出自一条明确的规则和记录中的事件；严重的在前。",
            "Each comes from one rule and from events of the record; the gravest come first.",
        )
        .to_owned(),
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
            rows: source.evaluation.findings.problems.iter().enumerate().map(row).collect(),
        },
    }
}

/// What went well.
pub(super) fn strengths(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let row = |(at, finding): (usize, &Finding)| {
        vec![
            told(source, "strengths", at, finding),
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
fn told(source: &Source<'_>, of: &str, at: usize, finding: &Finding) -> Rich {
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
    text.text(" ").events(&finding.evidence)
}

/// What to change, and which problems that answers.
pub(super) fn proposals(source: &Source<'_>) -> Section {
    let (lang, findings) = (source.lang(), &source.evaluation.findings);
    let row = |proposal: &hazdrill_score::Proposal| {
        let organisation =
            proposal.organisation.as_deref().map_or_else(String::new, |id| source.names.organisation(id));
        let answers = proposal.problems.iter().filter_map(|at| findings.problems.get(*at));
        let answers = list(lang, answers.map(|problem| problem.title.get(lang).to_owned()));
        vec![
            Rich::of(proposal.text.get(lang)),
            Rich::of(proposal.category.name().get(lang)),
            Rich::of(organisation),
            Rich::of(answers),
        ]
    };
    Section {
        id: "proposals".to_owned(),
        title: pick(lang, "改进建议", "What to change").to_owned(),
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
            rows: findings.proposals.iter().map(row).collect(),
        },
    }
}
