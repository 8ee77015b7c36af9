//! Several drills side by side as tables: the league, then what each did sooner or later than the first, and why.

use crate::say::{duration, exercise, say};
use crate::table::{Align, Table};
use hazdrill_model::Lang;
use hazdrill_score::{Comparison, Difference, LeagueRow, Moment, StampRow};
use hazdrill_units::SimTime;

/// Differences below this are not shown, seconds: nobody acts on them.
const SHOWN_S: f64 = 60.0;
/// As many reasons are told for one difference.
const REASONS: usize = 3;

/// A comparison, no wider than `width` columns.
pub fn comparison(lang: Lang, comparison: &Comparison, width: usize) -> Vec<String> {
    let inner = width.saturating_sub(2);
    let mut lines = vec![title(lang, &say!(lang, "成绩排序", "League"))];
    lines.extend(indented(league(lang, comparison, inner)));
    if !comparison.same_scenario {
        lines.push(say!(
            lang,
            "注意：各记录不是同一场景，差异不可直接归因",
            "Note: the records are of different scenarios; their differences compare unlike things"
        ));
    }
    let base = comparison.records.first().map_or("", String::as_str);
    for (record, label) in comparison.records.iter().enumerate().skip(1) {
        lines.push(String::new());
        lines.push(title(lang, &say!(lang, "{label} 与 {base} 相比", "{label} against {base}")));
        let table = differences(lang, comparison, record, inner);
        if table.is_empty() {
            lines.push(say!(lang, "  各关键时刻相差不到 1 分", "  no key moment differs by 1 min or more"));
        }
        lines.extend(indented(table));
    }
    lines
}

fn title(lang: Lang, text: &str) -> String {
    let mark = exercise(lang);
    say!(lang, "{mark}{text}", "{mark} {text}")
}

fn indented(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("  {line}"))
}

fn league(lang: Lang, comparison: &Comparison, width: usize) -> Vec<String> {
    let heads = match lang {
        Lang::Zh => ["名次", "总分", "等级", "险情解除", "死亡", "重伤", "轻伤", "送达", "问题", "种子", "记录"],
        Lang::En => [
            "place",
            "score",
            "grade",
            "all clear",
            "dead",
            "serious",
            "slight",
            "delivered",
            "problems",
            "seed",
            "record",
        ],
    };
    let align = |at: usize| if matches!(at, 2 | 10) { Align::Left } else { Align::Right };
    let heads: Vec<(&str, Align)> = heads.into_iter().enumerate().map(|(at, head)| (head, align(at))).collect();
    let mut table = Table::new(width, &heads);
    for row in &comparison.league {
        table.row(league_row(lang, row));
    }
    table.lines()
}

fn league_row(lang: Lang, row: &LeagueRow) -> [String; 11] {
    let count = |n: Option<u64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    [
        row.place.to_string(),
        row.total.map_or_else(|| "-".to_owned(), |total| format!("{:.1}", hazdrill_score::floored(total))),
        row.grade.map_or("-", |grade| grade.name().get(lang)).to_owned(),
        row.all_clear_s.map_or_else(|| "-".to_owned(), since),
        count(row.casualties.dead),
        count(row.casualties.serious),
        count(row.casualties.slight),
        count(row.casualties.delivered),
        row.problems.to_string(),
        count(row.seed),
        row.label.clone(),
    ]
}

/// An instant since the start: records of several scenarios have no clock in common.
fn since(s: f64) -> String {
    SimTime::from_ms(crate::say::ms(s)).to_string()
}

fn differences(lang: Lang, comparison: &Comparison, record: usize, width: usize) -> Vec<String> {
    let heads = match lang {
        Lang::Zh => ["关键时刻", "基准", "本次", "差异", "主要原因"],
        Lang::En => ["key moment", "first", "this one", "difference", "mostly because"],
    };
    let aligns = [Align::Left, Align::Right, Align::Right, Align::Right, Align::Left];
    let heads: Vec<(&str, Align)> = heads.into_iter().zip(aligns).collect();
    let mut table = Table::new(width, &heads);
    let mut empty = true;
    for row in &comparison.stamps {
        let (base, other) = (row.moments.first().copied().flatten(), row.moments.get(record).copied().flatten());
        let difference = row.differences.iter().find(|difference| difference.record == record);
        let is_shown = match difference {
            Some(difference) => difference.s.abs() >= SHOWN_S,
            None => base.is_some() != other.is_some(),
        };
        if is_shown {
            empty = false;
            table.row(difference_row(lang, row, base, other, difference));
        }
    }
    if empty { Vec::new() } else { table.lines() }
}

fn difference_row(
    lang: Lang,
    row: &StampRow,
    base: Option<Moment>,
    other: Option<Moment>,
    difference: Option<&Difference>,
) -> [String; 5] {
    let clock = |moment: Option<Moment>| match moment {
        None => say!(lang, "未发生", "never"),
        Some(moment) => moment.s().map_or_else(|| say!(lang, "时刻不详", "time unknown"), since),
    };
    let (change, because) = match difference {
        None => ("-".to_owned(), String::new()),
        Some(difference) => {
            let time = duration(lang, crate::say::ms(difference.s.abs()));
            let sign = if difference.s < 0.0 { '-' } else { '+' };
            let reasons = difference.reasons.iter().take(REASONS).map(|reason| {
                let words = reason.words.get(lang);
                reason.event.map_or_else(|| words.to_owned(), |event| format!("{words} (#{event})"))
            });
            let separator = if lang == Lang::Zh { "；" } else { "; " };
            (format!("{sign}{time}"), reasons.collect::<Vec<_>>().join(separator))
        }
    };
    [row.name.get(lang).to_owned(), clock(base), clock(other), change, because]
}
