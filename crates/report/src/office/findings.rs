//! Findings of the evaluation as sentences of documents. What is found is decided by its rules, not here.

use super::case::{Case, Run};
use super::rows::{Row, is_judged, none};
use super::text::{events, pick};
use crate::say::say;
use crate::summary::findings::{cost, effect, rule};
use crate::summary::source;
use hazdrill_score::{Category, Finding, Part, PartState, Proposal};

/// Where measures belong, in the order of a report.
pub(super) const CATEGORIES: [Category; 5] =
    [Category::Plan, Category::Mechanism, Category::Teams, Category::Equipment, Category::Training];

/// The fact of a finding with its events, without a stop.
pub(super) fn fact(case: &Case<'_>, finding: &Finding) -> String {
    let lang = case.lang();
    let text = capital(bare(finding.fact.get(lang)));
    if finding.proof().is_empty() {
        return text;
    }
    let evidence = events(lang, finding.proof());
    say!(lang, "{text}（{evidence}）", "{text} ({evidence})")
}

/// The fact of the gravest case alone, with the first of its events, without a stop: where a line has to do.
pub(super) fn gravest(case: &Case<'_>, finding: &Finding) -> String {
    let (lang, fact) = (case.lang(), finding.cases.first().map_or(&finding.fact, |case| &case.fact));
    let proof = finding.proof();
    let (text, evidence) = (capital(bare(fact.get(lang))), events(lang, &proof[..proof.len().min(2)]));
    say!(lang, "{text}（{evidence}）", "{text} ({evidence})")
}

/// A sentence without its stop.
pub(super) fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['。', '.', '；', ';'])
}

/// A sentence begins with a capital, in the language that has them.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The basis of a finding, with the mark where nobody checked it.
pub(super) fn basis(case: &Case<'_>, finding: &Finding) -> String {
    source(case.lang(), &finding.basis, finding.verified)
}

/// The columns of [`rows`].
pub(super) fn columns(case: &Case<'_>) -> [(&'static str, usize); 5] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("序号", "No."), 8),
        (t("问题", "Problem"), 44),
        (t("影响", "Effect"), 22),
        (t("责任单位", "Who"), 14),
        (t("依据", "Basis"), 22),
    ]
}

/// The problems from place `from` on, as rows: number, title with its fact, effect, who, basis.
pub(super) fn rows(case: &Case<'_>, from: usize) -> Vec<Row> {
    let lang = case.lang();
    let problems = case.run.map_or(&[][..], |run| run.evaluation.findings.problems.as_slice());
    let row = |(problem, n): (&Finding, usize)| {
        let (title, fact) = (capital(problem.title.get(lang)), fact(case, problem));
        vec![
            n.to_string(),
            say!(lang, "{title}：{fact}", "{title}: {fact}"),
            effect(lang, problem),
            who(case, problem),
            basis(case, problem),
        ]
    };
    problems.iter().zip(1..).skip(from).map(row).collect()
}

/// The organisations responsible for a problem.
fn who(case: &Case<'_>, problem: &Finding) -> String {
    let all = problem.organisations().into_iter().map(|id| case.names.organisation(id));
    let all = crate::say::list(case.lang(), all);
    if all.is_empty() { none() } else { all }
}

/// The columns of [`cases`].
pub(super) fn case_columns(case: &Case<'_>) -> [(&'static str, usize); 5] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("问题", "Problem"), 20),
        (t("谁、什么", "Who, what"), 22),
        (t("事实", "Fact"), 36),
        (t("后果", "Cost"), 12),
        (t("责任单位", "Who mends it"), 14),
    ]
}

/// Every case of the problems that have several: problem, who and what, fact with its events, cost, who has to act.
pub(super) fn cases(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let lang = case.lang();
    let mut rows = Vec::new();
    for (problem, n) in run.evaluation.findings.problems.iter().zip(1..).filter(|(p, _)| p.cases.len() > 1) {
        let name = rule(lang, problem);
        for one in &problem.cases {
            let (fact, evidence) = (bare(one.fact.get(lang)), events(lang, &one.evidence));
            rows.push(vec![
                format!("{n} {name}"),
                one.what.get(lang).to_owned(),
                say!(lang, "{fact}（{evidence}）", "{fact} ({evidence})"),
                cost(lang, one.consequence, one.lost_s),
                one.organisation.as_ref().map_or_else(none, |organisation| case.names.organisation(organisation)),
            ]);
        }
    }
    rows
}

/// What a proposal answers: the problems with their numbers, which cases of them, on what events.
pub(super) fn answered(case: &Case<'_>, proposal: &Proposal, problems: &[&Finding]) -> String {
    let lang = case.lang();
    let named = proposal.problems.iter().zip(problems).map(|(at, problem)| {
        let name = rule(lang, problem);
        let (n, name) = (at + 1, capital(name));
        say!(lang, "{name}（问题{n}）", "{name} (problem {n})")
    });
    let named = crate::say::list(lang, named);
    let (what, evidence) = (proposal.what.get(lang), events(lang, &proposal.evidence));
    if what.is_empty() {
        say!(lang, "{named}（{evidence}）", "{named} ({evidence})")
    } else {
        say!(lang, "{named}：{what}（{evidence}）", "{named}: {what} ({evidence})")
    }
}

/// Targets missed, by what they cost.
pub(super) fn missed<'a>(run: &Run<'a>) -> Vec<&'a Part> {
    let lost = |part: &Part| part.weight * (1.0 - part.value.unwrap_or(1.0));
    let late = |part: &&Part| is_judged(part) && part.state != PartState::Kept;
    let mut parts: Vec<&Part> = run.evaluation.score.parts.iter().filter(late).collect();
    parts.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
    parts
}
