//! Information: how old it was, what never arrived, who believed what was not so.

use super::Column::{Figures, Words};
use super::{Grid, Section, heads};
use crate::document::Source;
use crate::fact;
use crate::rich::{Figure, Rich};
use crate::say::{list, pick};
use hazdrill_score::Information;

/// As many rows as a reader looks through; the rest stands in the data.
const ROWS: usize = 20;

fn of<'a>(source: &Source<'a>) -> Option<&'a Information> {
    source.evaluation.information.as_ref()
}

/// How old the facts of each class were when they reached those who learned them.
pub(super) fn ages(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let ages = of(source).map_or(&[][..], |information| &information.by_fact).iter().enumerate();
    let known = ages.filter(|(_, age)| age.age.n > 0);
    let rows = known.map(|(at, age)| {
        let time = |field: &str, s: Option<f64>| {
            let pointer = format!("/information/by_fact/{at}/age/{field}");
            s.map_or_else(|| Rich::of("–"), |s| Rich::new().figure(Figure::time(lang, pointer, s)))
        };
        vec![
            Rich::of(fact::name(source.names, &age.fact)),
            Rich::new().figure(Figure::count(format!("/information/by_fact/{at}/seats"), age.seats)),
            time("median_s", age.age.median_s),
            time("p90_s", age.age.p90_s),
            time("worst_s", age.age.worst_s),
            age.age.worst.map_or_else(Rich::new, |event| Rich::new().event(event)),
        ]
    });
    Section {
        id: "ages".to_owned(),
        title: pick(lang, "信息时效", "Age of information").to_owned(),
        about: pick(
            lang,
            "从事项成为事实，到各岗位第一次得知，隔了多久。",
            "From a fact becoming true to each seat learning it for the first time.",
        )
        .to_owned(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("事项", "fact", Words),
                    ("岗位数", "seats", Figures),
                    ("中位", "median", Figures),
                    ("90%", "90 %", Figures),
                    ("最久", "longest", Figures),
                    ("最久一次", "the longest", Words),
                ],
            ),
            rows: rows.collect(),
        },
    }
}

/// What a seat needed and never learned.
pub(super) fn never_arrived(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let lost = of(source).map_or(&[][..], |information| &information.never_arrived);
    let rows = lost.iter().take(ROWS).map(|lost| {
        let steps = lost.steps.iter().map(|step| step.rsplit('/').next().unwrap_or(step));
        let steps = list(lang, steps.map(|step| names.act_of(&lost.seat, step)));
        let known = lost.known_by.as_deref().map_or_else(|| Rich::of("–"), |who| Rich::of(names.actor(who)).text(" "));
        let known = lost.known.iter().fold(known, |text, event| text.event(*event));
        vec![
            Rich::of(names.actor(&lost.seat)),
            Rich::of(fact::name(names, &lost.fact)),
            Rich::of(steps),
            known,
            Rich::new().event(lost.event),
        ]
    });
    Section {
        id: "never-arrived".to_owned(),
        title: pick(lang, "需要而没有得到的信息", "Information that was needed and never came").to_owned(),
        about: String::new(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("岗位", "seat", Words),
                    ("事项", "fact", Words),
                    ("用于", "needed for", Words),
                    ("谁知道", "who knew", Words),
                    ("何事成立", "true since", Words),
                ],
            ),
            rows: rows.collect(),
        },
    }
}

/// Beliefs that differed from the truth.
pub(super) fn false_beliefs(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let wrong = of(source).map_or(&[][..], |information| &information.false_beliefs);
    let rows = wrong.iter().take(ROWS).enumerate().map(|(at, wrong)| {
        let became = wrong.became.into_iter();
        let evidence: Vec<u64> = std::iter::once(wrong.learned).chain(became).collect();
        vec![
            Rich::of(names.actor(&wrong.seat)),
            Rich::of(fact::phrase(names, &wrong.fact, Some(&wrong.believed))),
            Rich::of(fact::phrase(names, &wrong.fact, wrong.truth.as_ref())),
            Rich::new().figure(Figure::time(lang, format!("/information/false_beliefs/{at}/s"), wrong.s)),
            Rich::new().events(&evidence),
        ]
    });
    Section {
        id: "false-beliefs".to_owned(),
        title: pick(lang, "与实情不符的认识", "Beliefs that were not so").to_owned(),
        about: pick(lang, "持续最久的在前。", "The longest come first.").to_owned(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("岗位", "seat", Words),
                    ("所认为的", "believed", Words),
                    ("实情", "true", Words),
                    ("持续", "lasted", Figures),
                    ("证据", "evidence", Words),
                ],
            ),
            rows: rows.collect(),
        },
    }
}
