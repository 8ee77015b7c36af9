//! What delayed us and what was found, in short. The whole of it stands in the JSON of an evaluation.

use super::{EVENTS, ms, pick};
use crate::say::{duration, say};
use crate::table::{Align, Table};
use hazdrill_model::Lang;
use hazdrill_score::{Consequence, Delay, Evaluation, Finding};

/// As many problems are told.
const PROBLEMS: usize = 10;
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
            table.row([
                kind.to_owned(),
                say!(
                    lang,
                    "另有 {more} 条，见 hazdrill report 或 --format json",
                    "{more} more: see hazdrill report or --format json"
                ),
            ]);
        }
    }
    table.lines()
}

fn told(lang: Lang, finding: &Finding) -> String {
    let events: Vec<String> = finding.proof().iter().take(EVENTS).map(|event| format!("#{event}")).collect();
    let events = crate::say::list(lang, events);
    let mark = if finding.verified { "" } else { pick(lang, "【未核实】", "[unverified] ") };
    let (title, fact, basis) = (finding.title.get(lang), finding.fact.get(lang), finding.basis.without_mark(lang));
    let cost = cost(lang, finding.consequence, finding.lost_s);
    let cost = if cost.is_empty() { cost } else { say!(lang, "【{cost}】", "[{cost}] ") };
    say!(lang, "{cost}{title}：{fact}（{events}；{mark}{basis}）", "{cost}{title}: {fact} ({events}; {mark}{basis})")
}

/// What the rule of a finding is called: its title without the number of cases.
pub(crate) fn rule(lang: Lang, finding: &Finding) -> &'static str {
    hazdrill_score::explain(finding.rule).map_or(finding.rule, |rule| rule.name.get(lang))
}

/// What a problem cost; nothing where that cannot be shown.
pub(crate) fn cost(lang: Lang, consequence: Consequence, lost_s: Option<f64>) -> String {
    let name = consequence.name().get(lang);
    match lost_s {
        Some(s) => {
            let time = duration(lang, ms(s));
            say!(lang, "{name}，{time}", "{name}, {time}")
        }
        None if consequence == Consequence::Other => String::new(),
        None => name.to_owned(),
    }
}

/// What came of a problem: what it cost, and in words.
pub(crate) fn effect(lang: Lang, finding: &Finding) -> String {
    let (cost, effect) = (cost(lang, finding.consequence, finding.lost_s), finding.effect.get(lang));
    if cost.is_empty() { effect.to_owned() } else { say!(lang, "{cost}：{effect}", "{cost}: {effect}") }
}

/// The conclusion that the score suggests, which a person has to confirm.
pub(super) fn conclusion(lang: Lang, evaluation: &Evaluation) -> String {
    let words = evaluation.findings.conclusion.words.get(lang);
    say!(lang, "结论建议：{words}", "Suggested conclusion: {words}")
}
