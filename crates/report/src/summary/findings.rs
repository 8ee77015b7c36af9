//! What delayed us and what was found, in short. The whole of it stands in the JSON of an evaluation.

use super::{EVENTS, ms, pick};
use crate::say::{duration, say};
use crate::table::{Align, Table};
use hazdrill_model::Lang;
use hazdrill_score::{Delay, Evaluation, Finding};

/// As many problems are told.
const PROBLEMS: usize = 8;
/// As many strengths are told.
const STRENGTHS: usize = 5;

/// The ten delays that cost most on the critical paths: how long, against which target, in words, events.
pub(super) fn delays(lang: Lang, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let mut table = Table::new(width, &[("", Align::Right), ("", Align::Left)]);
    for delay in &evaluation.delays {
        table.row([duration(lang, ms(delay.s)), format!("{}{}", delay.words.get(lang), against(lang, delay))]);
    }
    table.lines()
}

/// The target behind a delay, and its events.
fn against(lang: Lang, delay: &Delay) -> String {
    let events: Vec<String> = delay.events.iter().take(EVENTS).map(|event| format!("#{event}")).collect();
    let events = crate::say::list(lang, events);
    match &delay.target {
        Some(target) => {
            let limit = duration(lang, ms(target.limit_s));
            let own = || pick(lang, "本步骤时限", "limit of the step").to_owned();
            let name = target.name.as_ref().map_or_else(own, |name| name.get(lang).to_owned());
            let mark = if target.verified { "" } else { pick(lang, "【未核实】", "[unverified] ") };
            say!(lang, "（{events}；{mark}{name} {limit}）", " ({events}; {mark}{name} {limit})")
        }
        None => say!(lang, "（{events}）", " ({events})"),
    }
}

/// Problems, then strengths: title, fact, events, basis.
pub(super) fn findings(lang: Lang, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let findings = &evaluation.findings;
    let mut table = Table::new(width, &[("", Align::Left), ("", Align::Left)]);
    let rows = [
        (pick(lang, "问题", "problem"), &findings.problems, PROBLEMS),
        (pick(lang, "优点", "strength"), &findings.strengths, STRENGTHS),
    ];
    for (kind, list, most) in rows {
        for finding in list.iter().take(most) {
            table.row([kind.to_owned(), told(lang, finding)]);
        }
        if let Some(more) = list.len().checked_sub(most).filter(|more| *more > 0) {
            table.row([kind.to_owned(), say!(lang, "另有 {more} 条，见 JSON", "{more} more, see the JSON")]);
        }
    }
    table.lines()
}

fn told(lang: Lang, finding: &Finding) -> String {
    let events: Vec<String> = finding.evidence.iter().take(EVENTS).map(|event| format!("#{event}")).collect();
    let events = crate::say::list(lang, events);
    let mark = if finding.verified { "" } else { pick(lang, "【未核实】", "[unverified] ") };
    let (fact, basis) = (finding.fact.get(lang), finding.basis.without_mark(lang));
    say!(lang, "{fact}（{events}；{mark}{basis}）", "{fact} ({events}; {mark}{basis})")
}

/// The conclusion that the score suggests, which a person has to confirm.
pub(super) fn conclusion(lang: Lang, evaluation: &Evaluation) -> String {
    let words = evaluation.findings.conclusion.words.get(lang);
    say!(lang, "结论建议：{words}", "Suggested conclusion: {words}")
}
