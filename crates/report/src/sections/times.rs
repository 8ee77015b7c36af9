//! Time targets, telling intervals, stages and stamps.

use super::{Column, Grid, Section};
use crate::digest::took;
use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::pick;
use crate::summary;
use hazdrill_score::{Moment, Part, PartState, Stamp};

use Column::{Figures, Words};

/// Every target: how long it took, how long it may take, what it is worth, on what it rests.
pub(super) fn targets(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let heads = match lang {
        hazdrill_model::Lang::Zh => ["指标", "实际", "时限", "结果", "得分", "权重", "证据", "依据"],
        hazdrill_model::Lang::En => ["target", "actual", "limit", "result", "value", "weight", "evidence", "basis"],
    };
    let columns = [Words, Figures, Figures, Words, Figures, Figures, Words, Words];
    let order: Vec<&str> = source.evaluation.stamps.iter().map(|(id, _)| id).collect();
    let place = |path: &str| order.iter().position(|stamp| Some(*stamp) == path.split('.').next());
    let mut parts: Vec<(usize, &Part)> = source.evaluation.score.parts.iter().enumerate().collect();
    parts.sort_by_key(|(_, part)| (place(&part.to), place(&part.from)));
    let none = || Rich::of("–");
    let row = |(at, part): (usize, &Part)| {
        let pointer = |field: &str| format!("/score/parts/{at}/{field}");
        vec![
            Rich::of(part.name.get(lang)),
            took(source, at, part).unwrap_or_else(none),
            Rich::new().figure(crate::digest::limit(source, at, part)),
            Rich::of(state(part.state)).text(part.state.name().get(lang)),
            part.value.map_or_else(none, |value| {
                let percent = (value * 100.0).floor();
                Rich::new().figure(Figure::number(pointer("value"), value).written(format!("{percent}%")))
            }),
            Rich::new().figure(Figure::number(pointer("weight"), part.weight)),
            Rich::new().events(&part.evidence),
            Rich::of(summary::source(lang, &part.source, part.verified)),
        ]
    };
    Section {
        id: "targets".to_owned(),
        title: pick(lang, "时限指标与评分依据", "Time targets and how they score").to_owned(),
        about: pick(
            lang,
            "得分按时限线性递减；【未核实】的依据未对照原文，只作演练内部参考。",
            "A value falls linearly after its limit. A basis marked [unverified] was not checked against its text.",
        )
        .to_owned(),
        grid: Grid { heads: heads.into_iter().zip(columns).collect(), rows: parts.into_iter().map(row).collect() },
    }
}

/// A mark beside the word for a result, so that it does not rest on colour.
fn state(state: PartState) -> &'static str {
    match state {
        PartState::Kept => "✓ ",
        PartState::Late | PartState::Never => "✗ ",
        PartState::NotApplicable | PartState::Unknown => "– ",
    }
}

/// The intervals that tell most.
pub(super) fn intervals(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let heads = match lang {
        hazdrill_model::Lang::Zh => ["时段", "实际", "时限", "偏差", "证据"],
        hazdrill_model::Lang::En => ["interval", "actual", "limit", "deviation", "evidence"],
    };
    let columns = [Words, Figures, Figures, Figures, Words];
    let rows = source.evaluation.intervals.iter().enumerate().map(|(at, interval)| {
        let pointer = |field: &str| format!("/intervals/{at}/{field}");
        let against = interval.against(&source.evaluation.stamps);
        let time = |field: &str, s: Option<f64>, words: Option<String>| {
            let figure = s.zip(words).map(|(s, words)| Figure::number(pointer(field), s).written(words));
            figure.map(|figure| Rich::new().figure(figure))
        };
        let none = || Rich::of("–");
        let ended = || interval.state.map_or_else(none, |state| Rich::of(state.name().get(lang)));
        let actual = time("actual_s", interval.actual_s, against.took(lang)).unwrap_or_else(ended);
        let deviation = time("deviation_s", interval.deviation_s, against.over(lang)).unwrap_or_else(none);
        vec![
            Rich::of(interval.name.get(lang)),
            actual,
            time("target_s", interval.target_s, against.limit(lang)).unwrap_or_else(none),
            deviation,
            Rich::new().events(&interval.evidence),
        ]
    });
    Section {
        id: "intervals".to_owned(),
        title: pick(lang, "最说明问题的时段", "The intervals that tell most").to_owned(),
        about: pick(lang, "失分多的在前。", "Those that cost most come first.").to_owned(),
        grid: Grid { heads: heads.into_iter().zip(columns).collect(), rows: rows.collect() },
    }
}

/// The stages that were entered.
pub(super) fn stages(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let heads = match lang {
        hazdrill_model::Lang::Zh => ["阶段", "进入时刻", "开始后", "证据"],
        hazdrill_model::Lang::En => ["stage", "entered", "since the start", "evidence"],
    };
    let rows = source.evaluation.stages.iter().enumerate().map(|(at, stage)| {
        let name = hazdrill_score::explain(stage.id).map_or(stage.id, |metric| metric.name.get(lang));
        let since = stage.entered_at_s.map_or_else(Rich::new, |s| {
            Rich::new().figure(Figure::time(lang, format!("/stages/{at}/entered_at_s"), s))
        });
        let clock = source.names.clock(stage.entered_at_s.map(crate::say::ms));
        vec![Rich::of(name), Rich::of(clock), since, Rich::new().event(stage.entered_by)]
    });
    Section {
        id: "stages".to_owned(),
        title: pick(lang, "阶段", "Stages").to_owned(),
        about: pick(lang, "没有进入的阶段不列。", "A stage that was never entered is left out.").to_owned(),
        grid: Grid { heads: heads.into_iter().zip([Words, Figures, Figures, Words]).collect(), rows: rows.collect() },
    }
}

/// Every stamp that was reached, as they came; those of organisations each by itself.
pub(super) fn stamps(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let heads = match lang {
        hazdrill_model::Lang::Zh => ["时刻", "", "何时", "开始后", "证据"],
        hazdrill_model::Lang::En => ["stamp", "", "when", "since the start", "evidence"],
    };
    let mut reached: Vec<(String, &str, String, Moment)> = Vec::new();
    for (id, stamp) in source.evaluation.stamps.iter() {
        match stamp {
            Stamp::Once(moment) => {
                reached.extend(moment.map(|moment| (format!("/stamps/{id}/s"), id, String::new(), moment)));
            }
            Stamp::Each(each) => {
                for (organisation, moment) in each {
                    let Some(moment) = moment else { continue };
                    let name = source.names.organisation(organisation);
                    reached.push((format!("/stamps/{id}/{organisation}/s"), id, name, *moment));
                }
            }
        }
    }
    reached.sort_by_key(|(_, _, _, moment)| (moment.t_ms.is_none(), moment.t_ms, moment.event));
    let rows = reached.into_iter().map(|(at, id, whose, moment)| {
        let name = hazdrill_score::explain(id).map_or(id, |metric| metric.name.get(lang));
        let since = moment.s().map_or_else(Rich::new, |s| Rich::new().figure(Figure::time(lang, at, s)));
        let clock = source.names.clock(moment.t_ms);
        vec![Rich::of(name), Rich::of(whose), Rich::of(clock), since, Rich::new().event(moment.event)]
    });
    Section {
        id: "stamps".to_owned(),
        title: pick(lang, "关键时刻", "Key moments").to_owned(),
        about: pick(
            lang,
            "按发生先后；没有列出的时刻在记录中没有发生。",
            "As they came; what is not listed never happened in this record.",
        )
        .to_owned(),
        grid: Grid {
            heads: heads.into_iter().zip([Words, Words, Figures, Figures, Words]).collect(),
            rows: rows.collect(),
        },
    }
}
