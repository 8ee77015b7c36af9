//! Rubrics as tables.

use super::{Detail, events, pick, source};
use crate::say::{list, number, say};
use crate::table::{Align, Table};
use hazdrill_model::{Lang, Scale};
use hazdrill_score::{Answer, Counts, Evaluation, ItemOutcome, RubricOutcome, floored};

/// Every rubric with its total and counts; its items with the answer, why, on what it rests. Without `detail` only those
/// answered no.
pub(super) fn table(lang: Lang, evaluation: &Evaluation, width: usize, detail: Detail) -> Vec<String> {
    let mut lines = Vec::new();
    for rubric in &evaluation.rubrics {
        lines.push(head(lang, rubric));
        let shown = |item: &&ItemOutcome| detail == Detail::Everything || item.answer == Answer::No;
        let mut table = Table::new(width.saturating_sub(2), &[("", Align::Left); 5]);
        let items: Vec<&ItemOutcome> = rubric.items.iter().filter(shown).collect();
        for item in &items {
            // What is shown of every rubric is kept short: one that was asked for shows what each item rests on.
            let mut cells = row(lang, rubric, item);
            if detail == Detail::Failed {
                cells[4].clear();
            }
            table.row(cells);
        }
        if !items.is_empty() {
            // A table without heads begins with an empty line for them.
            lines.extend(table.lines().into_iter().filter(|line| !line.is_empty()).map(|line| format!("  {line}")));
        }
    }
    lines
}

pub(crate) fn head(lang: Lang, rubric: &RubricOutcome) -> String {
    let (name, id) = (rubric.name.get(lang), &rubric.id);
    let mark = if rubric.verified { "" } else { pick(lang, "【未核实】", "[unverified] ") };
    let total = match (rubric.total, &rubric.grade) {
        (Some(total), Some(grade)) if rubric.by_total.is_some() => {
            let (total, grade) = (number(floored(total)), grade.name.get(lang));
            let by_total = rubric.by_total.as_ref().map_or("", |band| band.name.get(lang));
            let binding = rubric.caps.iter().filter(|cap| Some(&cap.at_most) == rubric.grade.as_ref());
            let why = list(lang, binding.map(|cap| cap.reason.get(lang).to_owned()));
            say!(
                lang,
                "{total}，按得分为{by_total}；{why}，最高评为{grade}",
                "{total}, which alone would be {by_total}; no better than {grade}: {why}"
            )
        }
        (Some(total), Some(grade)) => {
            let (total, grade) = (number(floored(total)), grade.name.get(lang));
            say!(lang, "{total}，{grade}", "{total}, {grade}")
        }
        (Some(total), None) => number(floored(total)),
        (None, _) => say!(lang, "没有可计分的条目", "no item counts"),
    };
    let counts = counts(lang, rubric.counts);
    say!(lang, "{mark}{name}（{id}）：{total}；{counts}", "{mark}{name} ({id}): {total}; {counts}")
}

fn counts(lang: Lang, counts: Counts) -> String {
    let Counts { yes, no, not_applicable, unknown, not_judged } = counts;
    let all = [
        (Answer::Yes, yes),
        (Answer::No, no),
        (Answer::NotApplicable, not_applicable),
        (Answer::Unknown, unknown),
        (Answer::NotJudged, not_judged),
    ];
    let told = all.into_iter().filter(|(_, n)| *n > 0).map(|(answer, n)| {
        let name = answer.name().get(lang);
        say!(lang, "{name} {n}", "{name} {n}")
    });
    list(lang, told.collect::<Vec<_>>())
}

fn row(lang: Lang, rubric: &RubricOutcome, item: &ItemOutcome) -> [String; 5] {
    let clause = rubric.classes.iter().find(|class| class.id == item.class).and_then(|class| class.clause.clone());
    [
        clause.unwrap_or_else(|| item.id.clone()),
        answer(lang, rubric, item),
        text(lang, item),
        events(lang, &item.evidence),
        source(lang, &item.source, item.verified),
    ]
}

pub(crate) fn answer(lang: Lang, rubric: &RubricOutcome, item: &ItemOutcome) -> String {
    let said = item.answer.name().get(lang).to_owned();
    match (rubric.scale, &item.rating, item.value) {
        (Scale::Rated, Some(band), _) => band.to_uppercase(),
        (Scale::Points, _, Some(value)) => {
            let (got, of) = (number(value * item.weight), number(item.weight));
            say!(lang, "{got}/{of} 分", "{got}/{of}")
        }
        _ => said,
    }
}

/// The question, how long it took, and why it was answered so.
pub(crate) fn text(lang: Lang, item: &ItemOutcome) -> String {
    let mut parts = Vec::new();
    if let Some(told) = item.against().took(lang) {
        parts.push(if item.met_before_start { told } else { say!(lang, "用时 {told}", "took {told}") });
    }
    let is_yes = item.answer == Answer::Yes;
    parts.extend(item.reason.iter().filter(|_| !is_yes).map(|reason| reason.text(lang)));
    let (text, parts) = (item.text.get(lang), parts.join(pick(lang, "，", ", ")));
    if parts.is_empty() { text.to_owned() } else { say!(lang, "{text}（{parts}）", "{text} ({parts})") }
}
