//! The rubrics and clocks that the binary carries, for `list` and `explain`.

use crate::lang::{pick, say};
use hazdrill_model::{Basis, Clock, Formula, Lang, Measure, Rubric, Scale};
use hazdrill_report::duration;
use hazdrill_scenario::builtin_standards;

/// Every rubric: id, name, how many items.
pub(crate) fn list(lang: Lang) -> Vec<Vec<String>> {
    let row = |(id, rubric): (&hazdrill_model::Id, &Rubric)| {
        let n = rubric.items.len();
        vec![id.to_string(), rubric.name.get(lang).to_owned(), say!(lang, "{n} 条", "{n} items")]
    };
    builtin_standards().rubrics.iter().map(row).collect()
}

/// Every clock: id, name, limit.
pub(crate) fn clocks(lang: Lang) -> Vec<Vec<String>> {
    let row = |(id, clock): (&hazdrill_model::Id, &Clock)| {
        vec![id.to_string(), clock.name.get(lang).to_owned(), limit(lang, clock)]
    };
    builtin_standards().clocks.iter().map(row).collect()
}

/// The words that can be explained here.
pub(crate) fn names() -> impl Iterator<Item = String> {
    let standards = builtin_standards();
    let ids: Vec<String> = standards.rubrics.keys().chain(standards.clocks.keys()).map(ToString::to_string).collect();
    ids.into_iter().chain(Measure::ALL.iter().map(|measure| measure.word().to_owned()))
}

/// A heading and what there is to say about the rubric, clock or count `word`.
pub(crate) fn explain(lang: Lang, word: &str) -> Option<(String, Vec<String>)> {
    let standards = builtin_standards();
    if let Some(rubric) = standards.rubrics.get(word) {
        let name = rubric.name.get(lang);
        return Some((say!(lang, "评估表 {word}：{name}", "rubric {word}: {name}"), about_rubric(lang, rubric)));
    }
    if let Some(clock) = standards.clocks.get(word) {
        let name = clock.name.get(lang);
        let mut lines = vec![limit(lang, clock)];
        if let Some(form) = clock.contents.as_ref().and_then(|form| standards.forms.get(form)) {
            let parts: Vec<&str> = form.elements.iter().map(|element| element.name.get(lang)).collect();
            let parts = parts.join(pick(lang, "；", "; "));
            lines.push(say!(lang, "内容：{parts}", "Contents: {parts}"));
        }
        if let Some(since) = clock.in_force.as_ref().map(hazdrill_model::Date::as_str) {
            lines.push(say!(lang, "{since} 起施行", "In force since {since}"));
        }
        lines.push(basis(lang, &clock.source));
        return Some((say!(lang, "法定时限 {word}：{name}", "clock {word}: {name}"), lines));
    }
    let measure = Measure::ALL.iter().find(|measure| measure.word() == word)?;
    let name = measure.name();
    let name = name.get(lang);
    let line = say!(
        lang,
        "评估表可写 at_least(metric: {word}, n: …)、at_most(metric: {word}, n: …)",
        "A rubric may ask at_least(metric: {word}, n: …), at_most(metric: {word}, n: …)"
    );
    Some((say!(lang, "计数 {word}：{name}", "count {word}: {name}"), vec![line]))
}

fn about_rubric(lang: Lang, rubric: &Rubric) -> Vec<String> {
    let scale = match rubric.scale {
        Scale::YesNo => pick(lang, "是/否/未评估", "yes, no, not judged"),
        Scale::Points => pick(lang, "得分", "points"),
        Scale::Rated => pick(lang, "分档", "bands"),
    };
    let mut lines = vec![say!(lang, "答案：{scale}", "Answers: {scale}"), basis(lang, &rubric.source)];
    for cap in &rubric.caps {
        let band = rubric.bands.iter().find(|band| band.id == cap.at_most);
        let (reason, band) = (cap.reason.get(lang), band.map_or(cap.at_most.as_str(), |band| band.name.get(lang)));
        let basis = basis(lang, &cap.source);
        lines.push(say!(
            lang,
            "封顶：{reason}，最高评为{band}。{basis}",
            "Cap: no better than {band} where {reason}. {basis}"
        ));
    }
    for (id, class) in &rubric.classes {
        let (name, clause) = (class.name.get(lang), class.clause.as_deref().unwrap_or(""));
        lines.push(format!("{clause} {name}").trim().to_owned());
        for (item_id, item) in rubric.items.iter().filter(|(_, item)| item.class == *id) {
            let text = item.text.get(lang);
            let by_hand = match item.judge {
                Formula::ByHand(_) => pick(lang, "（人工评估）", " (by hand)"),
                _ => "",
            };
            lines.push(format!("  {item_id}  {text}{by_hand}"));
        }
    }
    lines
}

fn limit(lang: Lang, clock: &Clock) -> String {
    match (clock.limit, clock.days) {
        (Some(limit), _) => {
            let limit = duration(lang, limit.ms());
            say!(lang, "时限 {limit}", "Limit {limit}")
        }
        (None, Some(days)) => say!(lang, "时限 {days} 日", "Limit {days} days"),
        (None, None) => pick(lang, "法条没有规定分钟数", "The law names no minutes").to_owned(),
    }
}

fn basis(lang: Lang, source: &Basis) -> String {
    let mark = if source.is_verified() { "" } else { pick(lang, "【未核实】", "[unverified] ") };
    let text = source.without_mark(lang);
    say!(lang, "依据：{mark}{text}", "Basis: {mark}{text}")
}
