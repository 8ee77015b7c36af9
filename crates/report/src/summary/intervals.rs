//! The ten intervals that tell most: how long, how long they may be, by how much they missed it, on what this rests.

use super::{events, source};
use crate::table::{Align, Table};
use hazdrill_model::Lang;
use hazdrill_score::{Evaluation, Interval, PartState};

/// The table; empty where nothing is known.
pub(super) fn table(lang: Lang, evaluation: &Evaluation, width: usize) -> Vec<String> {
    if evaluation.intervals.is_empty() {
        return Vec::new();
    }
    let heads = match lang {
        Lang::Zh => ["时段", "实际", "时限", "偏差", "证据", "依据"],
        Lang::En => ["interval", "actual", "limit", "deviation", "evidence", "basis"],
    };
    let aligns = [Align::Left, Align::Right, Align::Right, Align::Right, Align::Left, Align::Left];
    let heads: Vec<(&str, Align)> = heads.into_iter().zip(aligns).collect();
    let mut table = Table::new(width, &heads);
    for interval in &evaluation.intervals {
        table.row(row(lang, evaluation, interval));
    }
    table.lines()
}

fn row(lang: Lang, evaluation: &Evaluation, interval: &Interval) -> [String; 6] {
    let none = || "-".to_owned();
    let against = interval.against(&evaluation.stamps);
    let shown = match (against.took(lang), interval.state) {
        (Some(took), _) => took,
        (None, Some(state @ (PartState::Never | PartState::Unknown))) => state.name().get(lang).to_owned(),
        (None, _) => none(),
    };
    let basis = interval.source.as_ref().zip(interval.verified);
    [
        interval.name.get(lang).to_owned(),
        shown,
        against.limit(lang).unwrap_or_else(none),
        against.over(lang).unwrap_or_else(none),
        events(lang, &interval.evidence),
        basis.map_or_else(none, |(text, verified)| source(lang, text, verified)),
    ]
}
