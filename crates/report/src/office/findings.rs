//! Findings of the evaluation as sentences of documents. What is found is decided by its rules, not here.

use super::case::{Case, Run};
use super::rows::is_judged;
use super::text::events;
use crate::say::say;
use crate::summary::source;
use hazdrill_score::{Category, Finding, Part, PartState};

/// Where measures belong, in the order of a report.
pub(super) const CATEGORIES: [Category; 5] =
    [Category::Plan, Category::Mechanism, Category::Teams, Category::Equipment, Category::Training];

/// The fact of a finding with its events, without a stop.
pub(super) fn fact(case: &Case<'_>, finding: &Finding) -> String {
    let lang = case.lang();
    let text = capital(bare(finding.fact.get(lang)));
    if finding.evidence.is_empty() {
        return text;
    }
    let evidence = events(lang, &finding.evidence);
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

/// The organisation responsible; none where it is no single one.
pub(super) fn unit(case: &Case<'_>, finding: &Finding) -> Option<String> {
    finding.organisation.as_ref().map(|organisation| case.names.organisation(organisation))
}

/// Targets missed, by what they cost.
pub(super) fn missed<'a>(run: &Run<'a>) -> Vec<&'a Part> {
    let lost = |part: &Part| part.weight * (1.0 - part.value.unwrap_or(1.0));
    let late = |part: &&Part| is_judged(part) && part.state != PartState::Kept;
    let mut parts: Vec<&Part> = run.evaluation.score.parts.iter().filter(late).collect();
    parts.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
    parts
}
