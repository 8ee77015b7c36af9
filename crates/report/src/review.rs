//! The timeline of a real drill or incident in words: it looks back on a case, it is no exercise.
//!
//! Whether a timeline is one of a drill or of an incident, its file does not say; so its mark fits both.

use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{pick, say};
use crate::sections::{Column, Grid, Section};
use hazdrill_model::Lang;
use hazdrill_score::timeline::{Row, TimelineRecord};

/// The mark on everything that tells of a timeline.
pub(crate) fn mark(lang: Lang) -> &'static str {
    pick(lang, "【案例复盘】", "[CASE REVIEW]")
}

/// The clock at the first row, seconds of its day, from the first row that has both.
pub(crate) fn starts_s(timeline: &TimelineRecord) -> Option<i64> {
    let start = |row: &Row| Some((seconds_of_day(&row.clock)? - row.t_ms?.div_euclid(1000)).rem_euclid(86_400));
    timeline.rows.iter().find_map(start)
}

/// Whether no clock was typed to the second: then none may be shown.
pub(crate) fn has_minutes_only(timeline: &TimelineRecord) -> bool {
    let time = |row: &Row| row.clock.split_once('T').map_or(0, |(_, time)| time.split(':').count());
    timeline.rows.iter().all(|row| time(row) <= 2)
}

/// `2020-07-08T21:10[:30]` as seconds of its day.
fn seconds_of_day(clock: &str) -> Option<i64> {
    let (_, time) = clock.split_once('T')?;
    let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
    let (h, min) = (parts.next()??, parts.next()??);
    let s = parts.next().unwrap_or(Some(0))?;
    let is_time = (0..24).contains(&h) && (0..60).contains(&min) && (0..60).contains(&s);
    is_time.then_some(h * 3600 + min * 60 + s)
}

/// The day of the first row that has one: `2020-07-08`.
pub(crate) fn day(timeline: &TimelineRecord) -> Option<&str> {
    timeline.rows.iter().find_map(|row| Some(row.clock.split_once('T')?.0).filter(|day| !day.is_empty()))
}

/// A role in the language; none where it was typed in one only.
pub(crate) fn role<'t>(timeline: &'t TimelineRecord, lang: Lang, id: &str) -> Option<&'t str> {
    let zh = |row: &'t Row| {
        let both = [(&row.from, &row.from_zh), (&row.to, &row.to_zh)];
        both.into_iter().find(|(role, zh)| *role == id && !zh.is_empty()).map(|(_, zh)| zh.as_str())
    };
    match lang {
        Lang::Zh => timeline.rows.iter().find_map(zh),
        Lang::En => None,
    }
}

/// A channel in the language; as it was typed where it is none of the usual words.
pub(crate) fn channel(lang: Lang, typed: &str) -> &str {
    const USUAL: [(&str, &str); 10] = [
        ("phone", "电话"),
        ("radio", "电台"),
        ("face", "当面"),
        ("paper", "书面"),
        ("sight", "目视"),
        ("broadcast", "广播"),
        ("siren", "警报"),
        ("media", "媒体"),
        ("vehicle", "车辆"),
        ("data", "数据传输"),
    ];
    match lang {
        Lang::Zh => USUAL.iter().find(|(word, _)| *word == typed).map_or(typed, |(_, zh)| *zh),
        Lang::En => typed,
    }
}

/// Who told or did it, to whom: `消防 → 医院`.
pub(crate) fn who(source: &Source<'_>, row: &Row) -> String {
    let names = source.names;
    match (row.from.is_empty(), row.to.is_empty()) {
        (true, true) => "–".to_owned(),
        (false, true) => names.actor(&row.from),
        (true, false) => format!("→ {}", names.actor(&row.to)),
        (false, false) => format!("{} → {}", names.actor(&row.from), names.actor(&row.to)),
    }
}

/// A section of judgements with what the timeline can decide; none where it decides nothing. Most duties and items ask for
/// what no timeline tells, and a table of them says nothing.
pub(crate) fn decided(lang: Lang, mut section: Section) -> Option<Section> {
    let is_decided = |cell: &Rich| cell.plain().starts_with(['✓', '✗']);
    let all = section.grid.rows.len();
    section.grid.rows.retain(|row| row.iter().any(is_decided));
    let n = section.grid.rows.len();
    let left_out = all - n;
    if left_out > 0 {
        section.about = say!(
            lang,
            "时间线可以判读的{n}项；另有{left_out}项时间线没有反映或不适用，见评估数据。",
            "What the timeline decides: {n}. The other {left_out} it does not show, or they do not apply: see evaluation.json."
        );
    }
    (n > 0).then_some(section)
}

/// The whole timeline as a table: it is short, and every number of an event leads to its row.
pub(crate) fn course(source: &Source<'_>, timeline: &TimelineRecord) -> Section {
    let lang = source.lang();
    let row = |row: &Row| {
        let sure = pick(
            lang,
            if row.sourced { "有来源" } else { "未核实" },
            if row.sourced { "sourced" } else { "unverified" },
        );
        vec![
            Rich::new().event(row.seq),
            Rich::of(source.names.clock(row.t_ms)),
            Rich::of(who(source, row)),
            Rich::of(row.gist(lang)),
            Rich::of(sure),
        ]
    };
    let heads = match lang {
        Lang::Zh => ["号", "何时", "谁", "发生了什么", "依据"],
        Lang::En => ["row", "when", "who", "what happened", "basis"],
    };
    let columns = [Column::Words; 5];
    Section {
        id: "evidence".to_owned(),
        title: pick(lang, "时间线全文", "The whole timeline").to_owned(),
        about: pick(
            lang,
            "按发生先后。“时刻不详”：确有其事，没有来源说明是哪一分钟。",
            "In the order in which it happened. \"time unknown\": it did happen, and no source gives the minute.",
        )
        .to_owned(),
        grid: Grid { heads: heads.into_iter().zip(columns).collect(), rows: timeline.rows.iter().map(row).collect() },
    }
}

/// What happened, in a few sentences: what every reader asks of first.
pub(crate) fn happened(source: &Source<'_>, timeline: &TimelineRecord) -> Vec<Rich> {
    const ASKED_FIRST: [&str; 8] = [
        "t0_release",
        "t1_detection",
        "t3_alarm",
        "t6_arrival",
        "t16_first_rescued",
        "t19_leak_stopped",
        "t19_fire_out",
        "t23_all_clear",
    ];
    let (lang, evaluation) = (source.lang(), source.evaluation);
    let stamp = |id: &&str| evaluation.stamps.get(id).or_else(|| evaluation.stamps.first_of(id));
    let mut rows: Vec<u64> = ASKED_FIRST.iter().filter_map(stamp).map(|moment| moment.event).collect();
    rows.extend(&evaluation.explosion_events);
    rows.sort_unstable();
    rows.dedup();
    let told = |seq: u64| {
        let row = timeline.row(seq)?;
        let (clock, gist) = (source.names.clock(row.t_ms), row.gist(lang));
        Some(Rich::of(format!("{clock} {gist} ")).event(seq).text(pick(lang, "。", ".")))
    };
    rows.into_iter().filter_map(told).collect()
}

/// Which timeline this is, and how much of it is known.
pub(crate) fn identity(source: &Source<'_>, timeline: &TimelineRecord) -> Section {
    let lang = source.lang();
    let count = |n: usize| Rich::of(n.to_string());
    let known = timeline.rows.iter().filter(|row| row.t_ms.is_some()).count();
    let sourced = timeline.rows.iter().filter(|row| row.sourced).count();
    let rows = vec![
        (pick(lang, "时间线", "timeline"), Rich::of(timeline.name.clone())),
        (pick(lang, "条数", "rows"), Rich::new().figure(Figure::count("/events", source.evaluation.events))),
        (pick(lang, "时刻已知", "with a known minute"), count(known)),
        (pick(lang, "有来源", "with a source"), count(sourced)),
        (
            pick(lang, "使用限制", "limits"),
            Rich::of(pick(
                lang,
                "手工整理；没有时限指标、伤亡人数和通报的去向，也没有哈希链可以证明未被改动",
                "typed by hand: no time targets, no casualties, no fate of messages, no chain of hashes",
            )),
        ),
    ];
    Section {
        id: "identity".to_owned(),
        title: pick(lang, "数据来源", "Where this comes from").to_owned(),
        about: say!(
            lang,
            "依据人工整理的时间线复盘，由 hazdrill score 同一套代码判读。",
            "A look back on a timeline typed by hand, read by the code of hazdrill score."
        ),
        grid: Grid {
            heads: vec![("", Column::Words), ("", Column::Words)],
            rows: rows.into_iter().map(|(name, value)| vec![Rich::of(name), value]).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Names;
    use hazdrill_score::timeline::read;

    fn timeline(rows: &str) -> TimelineRecord {
        read(&format!("seq,offset_s,clock,from,to,kind,what,from_zh\n{rows}"), "t").unwrap()
    }

    #[test]
    fn a_clock_is_as_exact_as_it_was_typed() {
        // The first row has no clock of its own, the second comes after midnight.
        let minutes = timeline("1,0,,a,,other,x,甲\n2,1800,2020-07-09T00:10,a,,other,x,\n3,,,b,,other,x,\n");
        let names = Names::of_timeline(&minutes, Lang::Zh);
        assert_eq!(names.clock(Some(0)), "23:40");
        assert_eq!(names.clock(Some(1_800_000)), "第2天 00:10");
        assert_eq!((names.clock(None).as_str(), names.actor("a").as_str()), ("时刻不详", "甲"));
        assert_eq!(names.actor("b"), "b");
        let seconds = timeline("1,0,2020-07-09T00:10:00,a,,other,x,\n");
        assert_eq!(Names::of_timeline(&seconds, Lang::En).clock(Some(60_000)), "00:11:00");
        let none = timeline("1,0,,a,,other,x,\n");
        assert_eq!(Names::of_timeline(&none, Lang::En).clock(Some(60_000)), "+00:01:00");
    }

    #[test]
    fn what_is_no_clock_is_none() {
        for clock in ["", "21:10", "2020-07-08T25:00", "2020-07-08Tx:10", "2020-07-08T21"] {
            assert_eq!(seconds_of_day(clock), None, "{clock}");
        }
        assert_eq!(seconds_of_day("2020-07-08T21:10:05"), Some(76_205));
    }
}
