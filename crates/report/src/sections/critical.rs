//! The critical paths: what bound the course of the drill, whose time it was, what delayed us, who had time to spare.

use super::Column::{Figures, Words};
use super::{Grid, Section, heads};
use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{duration, pick, say};
use hazdrill_score::{CriticalPath, Delay, Goal, TimeKind};

/// How a goal is called.
pub(crate) fn goal(source: &Source<'_>, goal: Goal) -> &'static str {
    let lang = source.lang();
    match goal {
        Goal::LastCasualty => pick(lang, "最后一名伤员送达医院", "the last casualty at a hospital"),
        Goal::HazardEnd => pick(lang, "险情控制（火灭或泄漏止住）", "the end of the hazard (fire out, leak stopped)"),
        Goal::AllClear => pick(lang, "险情解除", "the all-clear"),
    }
}

/// What delayed us.
pub(super) fn delays(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let row = |(at, delay): (usize, &Delay)| {
        let pointer = |field: &str| format!("/delays/{at}/{field}");
        let target = delay.target.as_ref().map_or_else(Rich::new, |target| {
            let name = target.name.as_ref().map_or("", |name| name.get(lang));
            let limit = Figure::time(lang, pointer("target/limit_s"), target.limit_s);
            let kept = if target.kept { "✓" } else { "✗" };
            Rich::of(format!("{kept} {name} ")).figure(limit)
        });
        vec![
            Rich::new().figure(Figure::time(lang, pointer("s"), delay.s)),
            Rich::of(delay.words.get(lang)),
            Rich::of(delay.kind.name().get(lang)),
            Rich::new().figure(Figure::count(pointer("times"), delay.times)),
            target,
            Rich::new().events(&delay.events),
        ]
    };
    Section {
        id: "delays".to_owned(),
        title: pick(lang, "什么拖住了我们", "What delayed us").to_owned(),
        about: pick(
            lang,
            "关键路径上花时间最多的延误，同一延误合并计算；不在关键路径上的等待不影响结束时刻。",
            "The delays on the critical paths that cost most, the same delay added up; a wait off the critical path moved no end.",
        )
        .to_owned(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("合计", "in all", Figures),
                    ("延误", "delay", Words),
                    ("时间性质", "kind of time", Words),
                    ("段数", "times", Figures),
                    ("相关时限", "limit", Words),
                    ("证据", "evidence", Words),
                ],
            ),
            rows: source.evaluation.delays.iter().enumerate().map(row).collect(),
        },
    }
}

/// Each critical path by owner and kind of time.
pub(super) fn paths(source: &Source<'_>) -> Vec<Section> {
    source.evaluation.critical_paths.iter().enumerate().map(|(at, path)| by_owner(source, at, path)).collect()
}

fn by_owner(source: &Source<'_>, at: usize, path: &CriticalPath) -> Section {
    let lang = source.lang();
    let kinds: Vec<TimeKind> = TimeKind::ALL
        .into_iter()
        .filter(|kind| path.by_organisation.values().any(|of| of.contains_key(kind)))
        .collect();
    let mut columns = vec![(pick(lang, "谁的时间", "whose time"), Words)];
    columns.extend(kinds.iter().map(|kind| (kind.name().get(lang), Figures)));
    let row = |(owner, of): (&String, &std::collections::BTreeMap<TimeKind, i64>)| {
        let name = match owner.as_str() {
            "-" => pick(lang, "无主（险情本身）", "nobody's (the hazard)").to_owned(),
            id => source.names.organisation(id),
        };
        let cell = |kind: &TimeKind| {
            let Some(ms) = of.get(kind) else { return Rich::of("–") };
            let pointer = format!("/critical_paths/{at}/by_organisation/{owner}/{}", word(*kind));
            Rich::new().figure(Figure::number(pointer, *ms as f64).written(duration(lang, *ms)))
        };
        std::iter::once(Rich::of(name)).chain(kinds.iter().map(cell)).collect()
    };
    let rows = path.by_organisation.iter().map(row).collect();
    let goal = goal(source, path.goal);
    let whole = path.ms.map_or_else(String::new, |ms| duration(lang, ms));
    let (from, until) = (clock(source, path.root), clock(source, path.event));
    Section {
        id: format!("path-{}", path.stamp),
        title: say!(lang, "关键路径：到{goal}", "Critical path to {goal}"),
        about: say!(
            lang,
            "自 {from} 到 {until}，共 {whole}；一段接一段，各段之和等于全长。",
            "From {from} to {until}, {whole} in all; one stretch after the other, they add up to the whole."
        ),
        grid: Grid { heads: columns, rows },
    }
}

/// When an event was.
fn clock(source: &Source<'_>, event: u64) -> String {
    let index = event.checked_sub(1).and_then(|index| usize::try_from(index).ok());
    source.names.clock(index.and_then(|index| source.events.get(index)).and_then(|event| event.t_ms))
}

/// A kind of time as the evaluation writes it.
pub(crate) fn word(kind: TimeKind) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How much later each organisation could have acted.
pub(super) fn slack(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let mut rows = Vec::new();
    for (at, path) in source.evaluation.critical_paths.iter().enumerate() {
        for (n, slack) in path.slack.iter().enumerate() {
            let pointer = |field: &str| format!("/critical_paths/{at}/slack/{n}/{field}");
            let own = |s| Rich::new().figure(Figure::time(lang, pointer("s"), s));
            rows.push(vec![
                Rich::of(source.names.organisation(&slack.organisation)),
                Rich::of(goal(source, path.goal)),
                Rich::new().figure(Figure::time(lang, pointer("least_s"), slack.least_s)),
                slack.s.map_or_else(|| Rich::of("–"), own),
                Rich::new().figure(Figure::count(pointer("acts"), slack.acts)),
                Rich::new().events(&[slack.tightest, slack.last_act]),
            ]);
        }
    }
    Section {
        id: "slack".to_owned(),
        title: pick(lang, "各单位的余地", "Slack of each organisation").to_owned(),
        about: pick(
            lang,
            "再晚多久也不会推迟目标；最紧的为 0 即在关键路径上。按记录下来的用时计算。",
            "How much later without moving the goal; 0 stands on the critical path. Reckoned with the durations as recorded.",
        )
        .to_owned(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("单位", "organisation", Words),
                    ("目标", "goal", Words),
                    ("最紧的行动", "tightest act", Figures),
                    ("最后的行动", "last act", Figures),
                    ("行动数", "acts", Figures),
                    ("证据", "evidence", Words),
                ],
            ),
            rows,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_time_has_the_word_of_the_evaluation() {
        assert_eq!(word(TimeKind::ToSend), "to_send");
        assert!(TimeKind::ALL.into_iter().all(|kind| !word(kind).is_empty()));
    }
}
