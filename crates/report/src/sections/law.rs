//! Clocks and duties of law; the grade of the accident beside the levels that were declared.

use super::Column::{Figures, Words};
use super::{Grid, Section, heads};
use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{pick, say};
use crate::summary::{self, law};
use hazdrill_score::{ClockOutcome, ClockState};

/// Every clock.
pub(super) fn clocks(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let mut clocks: Vec<(usize, &ClockOutcome)> = source.evaluation.clocks.iter().enumerate().collect();
    // What was not met comes first, what was not owed last.
    clocks.sort_by_key(|(_, clock)| match clock.state {
        ClockState::Never | ClockState::Late => 0,
        ClockState::Kept => 1,
        ClockState::Unknown => 2,
        ClockState::NotJudged => 3,
        ClockState::NotApplicable => 4,
    });
    let row = |(at, clock): (usize, &ClockOutcome)| {
        let pointer = |field: &str| format!("/clocks/{at}/{field}");
        let against = clock.against();
        let shown = |field: &str, s: Option<f64>, words: Option<String>| {
            let figure = s.zip(words).map(|(s, words)| Figure::number(pointer(field), s).written(words));
            figure.map_or_else(|| Rich::of("–"), |figure| Rich::new().figure(figure))
        };
        let mark = match clock.state {
            ClockState::Kept => "✓ ",
            ClockState::Late | ClockState::Never => "✗ ",
            _ => "– ",
        };
        vec![
            Rich::of(law::duty(lang, clock)),
            Rich::of(format!("{mark}{}", law::result(lang, clock))),
            shown("took_s", clock.took_s, against.took(lang)),
            shown("limit_s", clock.limit_s, against.limit(lang)),
            Rich::new().events(&clock.evidence),
            Rich::of(summary::source(lang, &clock.source, clock.verified)),
        ]
    };
    Section {
        id: "clocks".to_owned(),
        title: pick(lang, "法定时限与义务", "Clocks and duties of law").to_owned(),
        about: law::counts(lang, source.evaluation),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("义务", "duty", Words),
                    ("结果", "result", Words),
                    ("用时", "took", Figures),
                    ("时限", "limit", Figures),
                    ("证据", "evidence", Words),
                    ("依据", "basis", Words),
                ],
            ),
            rows: clocks.into_iter().map(row).collect(),
        },
    }
}

/// The levels that were declared, and what was reported of casualties, beside the truth then.
pub(super) fn accident(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let mut rows = Vec::new();
    let mut about = String::new();
    if let Some(accident) = &source.evaluation.accident {
        let basis = summary::source(lang, &accident.source, accident.verified);
        let (grade, not_counted) = (law::grade(lang, accident), accident.not_counted.get(lang));
        about = say!(lang, "{grade}。依据：{basis}；{not_counted}", "{grade}. Basis: {basis}; {not_counted}");
        let who = |by: Option<&str>| Rich::of(by.map_or_else(|| "–".to_owned(), |by| names.actor(by)));
        let clock = |s: Option<f64>| Rich::of(names.clock(s.map(crate::say::ms)));
        for call in &accident.levels {
            let (level, asked) = (&call.level, &call.asked_for);
            let what = if call.active {
                say!(lang, "启动{level}级", "level {level} activated")
            } else {
                say!(lang, "建议{level}级", "level {level} proposed")
            };
            let against = call.verdict.map_or_else(String::new, |verdict| {
                let verdict = law::verdict(lang, verdict);
                say!(lang, "当时应为{asked}级，{verdict}", "{asked} was due then, {verdict}")
            });
            let event = Rich::new().event(call.event);
            rows.push(vec![clock(call.s), who(call.by.as_deref()), Rich::of(what), Rich::of(against), event]);
        }
        for report in &accident.reports {
            let (told, fact) =
                (law::counted(lang, report.dead, report.serious), crate::fact::name(names, &report.fact));
            let what = say!(lang, "{fact}：{told}", "{fact}: {told}");
            let (truth, event) = (law::truth(lang, report.truth), Rich::new().event(report.event));
            rows.push(vec![clock(report.s), who(report.by.as_deref()), Rich::of(what), Rich::of(truth), event]);
        }
    }
    Section {
        id: "accident".to_owned(),
        title: pick(lang, "事故等级与响应级别", "Grade of the accident and level of response").to_owned(),
        about,
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("何时", "when", Figures),
                    ("谁", "who", Words),
                    ("宣布、报告了什么", "declared or reported", Words),
                    ("当时实情", "the truth then", Words),
                    ("证据", "evidence", Words),
                ],
            ),
            rows,
        },
    }
}
