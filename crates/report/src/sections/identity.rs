//! Which record this is, so that the reader can run it again and check every number.

use super::{Column, Grid, Section};
use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{pick, say};
use hazdrill_score::Note;

/// Engine, scenario, seed, overrides, hash.
pub(crate) fn identity(source: &Source<'_>) -> Section {
    let (lang, evaluation) = (source.lang(), source.evaluation);
    let unknown = || Rich::of(pick(lang, "不详", "unknown"));
    let overrides = match &evaluation.overrides {
        serde_json::Value::Null => unknown(),
        serde_json::Value::Object(map) if map.values().all(is_empty) => Rich::of(pick(lang, "无", "none")),
        other => Rich::of(other.to_string()),
    };
    let seed = |seed| Rich::new().figure(Figure::count("/seed", seed));
    let mut rows = vec![
        (pick(lang, "场景", "scenario"), Rich::of(evaluation.scenario.clone().unwrap_or_default())),
        (pick(lang, "种子", "seed"), evaluation.seed.map_or_else(unknown, seed)),
        (pick(lang, "改动", "overrides"), overrides),
        (pick(lang, "引擎版本", "engine"), source.engine.map_or_else(unknown, Rich::of)),
        (pick(lang, "事件数", "events"), Rich::new().figure(Figure::count("/events", evaluation.events))),
        (pick(lang, "记录哈希", "record hash"), evaluation.record_hash.clone().map_or_else(unknown, Rich::of)),
    ];
    for note in &evaluation.notes {
        rows.push((pick(lang, "注意", "note"), Rich::of(told(source, note))));
    }
    let rows = rows.into_iter().map(|(name, value)| vec![Rich::of(name), value]).collect();
    Section {
        id: "identity".to_owned(),
        title: pick(lang, "记录标识", "Which record this is").to_owned(),
        about: pick(
            lang,
            "用同一版本、场景、种子和改动重新推演，得到同一份记录；hazdrill replay --verify 可核对。",
            "The same version, scenario, seed and overrides give the same record again; hazdrill replay --verify checks it.",
        ).to_owned(),
        grid: Grid { heads: vec![("", Column::Words), ("", Column::Words)], rows },
    }
}

fn is_empty(value: &serde_json::Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

fn told(source: &Source<'_>, note: &Note) -> String {
    let lang = source.lang();
    match note {
        Note::NoHeader => {
            say!(lang, "记录没有头部：没有场景，因而没有时限指标", "no header: no scenario, hence no targets")
        }
        Note::ScenarioUnreadable { detail } => {
            say!(
                lang,
                "头部的场景读不懂（{detail}）：没有时限指标",
                "the scenario of the header is unreadable ({detail}): no targets"
            )
        }
        Note::NoEnd => say!(lang, "记录没有结尾", "the record has no end"),
        Note::Unchained => {
            say!(lang, "没有哈希链：无法知道是否被改动", "no chain of hashes: nobody can tell whether it was changed")
        }
        Note::Timeline => say!(lang, "手工整理的时间线", "a timeline typed by hand"),
    }
}
