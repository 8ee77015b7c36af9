//! The evaluation as tables: how it ended, stages, stamps, targets, the longest waits, people, the score.

use crate::names::Names;
use crate::say::{duration, exercise, list, say};
use crate::table::{Align, Table};
use crate::word;
use hazdrill_model::Lang;
use hazdrill_score::{Casualties, Evaluation, Moment, Part, PartState, Stamp, Wait, WaitKind};
use hazdrill_units::SimTime;

/// How many waits are shown.
const WAITS: usize = 3;

/// The lines of an evaluation, no wider than `width` columns.
pub fn summary(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let mut lines = vec![ended(names, evaluation)];
    let mut section = |title: &str, table: Vec<String>| {
        if !table.is_empty() {
            lines.push(String::new());
            lines.push(format!("{}{title}", exercise_head(lang)));
            lines.extend(table.into_iter().map(|line| format!("  {line}")));
        }
    };
    let width = width.saturating_sub(2);
    section(pick(lang, "阶段", "Stages"), stages(names, evaluation, width));
    section(pick(lang, "关键时刻", "Key moments"), stamps(names, evaluation, width));
    section(pick(lang, "时限指标", "Time targets"), targets(lang, evaluation, width));
    section(pick(lang, "最长等待", "Longest waits"), waits(names, evaluation, width));
    lines.push(String::new());
    lines.push(people(lang, evaluation.casualties));
    lines.push(total(lang, evaluation));
    lines
}

fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The mark before a title, with the blank that English needs.
fn exercise_head(lang: Lang) -> String {
    let mark = exercise(lang);
    say!(lang, "{mark}", "{mark} ")
}

fn ms(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

fn ended(names: &Names<'_>, evaluation: &Evaluation) -> String {
    let lang = names.lang();
    let mark = exercise_head(lang);
    let n = evaluation.events;
    let (Some(end), Some(s)) = (evaluation.end_reason, evaluation.ended_at_s) else {
        return say!(lang, "{mark}记录没有结尾，共 {n} 条", "{mark}The record has no end, {n} events");
    };
    let (clock, since, why) = (names.clock(Some(ms(s))), SimTime::from_ms(ms(s)), word::ending(lang, end));
    say!(
        lang,
        "{mark}{clock}（{since}）结束：{why}，记录 {n} 条",
        "{mark}Ended at {clock} ({since}): {why}, {n} events"
    )
}

fn stages(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let mut table = Table::new(width, &[("", Align::Left), ("", Align::Left), ("", Align::Left)]);
    for stage in &evaluation.stages {
        let name = hazdrill_score::explain(stage.id).map_or(stage.id, |metric| metric.name.get(lang));
        let clock = names.clock(stage.entered_at_s.map(ms));
        table.row([name.to_owned(), clock, format!("#{}", stage.entered_by)]);
    }
    table.lines()
}

fn stamps(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let mut table = Table::new(width, &[("", Align::Left), ("", Align::Left), ("", Align::Left), ("", Align::Left)]);
    let mut row = |id: &str, whose: String, moment: Moment| {
        let name = hazdrill_score::explain(id).map_or(id, |metric| metric.name.get(lang));
        table.row([name.to_owned(), names.clock(moment.t_ms), format!("#{}", moment.event), whose]);
    };
    for (id, stamp) in evaluation.stamps.iter() {
        match stamp {
            Stamp::Once(Some(moment)) => row(id, String::new(), *moment),
            Stamp::Once(None) => {}
            Stamp::Each(each) => {
                for (organisation, moment) in each {
                    if let Some(moment) = moment {
                        row(id, names.organisation(organisation), *moment);
                    }
                }
            }
        }
    }
    table.lines()
}

fn targets(lang: Lang, evaluation: &Evaluation, width: usize) -> Vec<String> {
    if evaluation.score.parts.is_empty() {
        return Vec::new();
    }
    let heads = match lang {
        Lang::Zh => ["指标", "实际", "时限", "结果", "依据"],
        Lang::En => ["target", "actual", "limit", "result", "basis"],
    };
    let aligns = [Align::Left, Align::Right, Align::Right, Align::Left, Align::Left];
    let heads: Vec<(&str, Align)> = heads.into_iter().zip(aligns).collect();
    let mut table = Table::new(width, &heads);
    for part in &evaluation.score.parts {
        let actual = part.actual.map_or_else(|| "-".to_owned(), |s| duration_signed(lang, s));
        let limit = duration(lang, ms(part.target));
        table.row([part.name.get(lang).to_owned(), actual, limit, outcome(lang, part), source(lang, part)]);
    }
    table.lines()
}

fn duration_signed(lang: Lang, seconds: f64) -> String {
    if seconds < 0.0 { format!("-{}", duration(lang, ms(-seconds))) } else { duration(lang, ms(seconds)) }
}

fn outcome(lang: Lang, part: &Part) -> String {
    let name = part.state.name().get(lang).to_owned();
    match (part.state, part.value) {
        // How late matters: marks fall with the time.
        (PartState::Late, Some(value)) => {
            let share = (value * 100.0).round();
            say!(lang, "{name}，得 {share}%", "{name}, {share} %")
        }
        _ => name,
    }
}

/// The source of a target; the mark says it all where nobody checked it against the primary text.
fn source(lang: Lang, part: &Part) -> String {
    if part.verified {
        return part.source.clone();
    }
    let text = part.source.trim_start().trim_start_matches("unverified").trim_start_matches([':', ' ']);
    say!(lang, "【未核实】{text}", "[unverified] {text}").trim_end().to_owned()
}

fn waits(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let mut table = Table::new(width, &[("", Align::Right), ("", Align::Left), ("", Align::Left), ("", Align::Left)]);
    for wait in evaluation.waits.iter().take(WAITS) {
        let long = duration(lang, ms(wait.s));
        table.row([long, format!("#{}", wait.event), wait.kind.name().get(lang).to_owned(), waited(names, wait)]);
    }
    table.lines()
}

fn waited(names: &Names<'_>, wait: &Wait) -> String {
    let lang = names.lang();
    let who = wait.actor.as_deref().map_or_else(String::new, |actor| names.actor(actor));
    let to = names.actors(wait.to.iter().map(String::as_str));
    match wait.kind {
        WaitKind::Hands => {
            let (procedure, step) = wait.what.split_once('/').unwrap_or(("", &wait.what));
            let act = match names.step(wait.actor.as_deref(), procedure, step) {
                Some(step) => crate::verb::brief(names, &step.act, wait.actor.as_deref()),
                None => crate::verb::name(lang, step),
            };
            say!(lang, "{who} 要{act}", "{who}: {act}")
        }
        WaitKind::ToSend | WaitKind::Transmission => {
            let channel = names.channel(&wait.what);
            say!(lang, "{who} 对 {to}（{channel}）", "{who} to {to} ({channel})")
        }
    }
}

fn people(lang: Lang, casualties: Casualties) -> String {
    let Casualties { exposed, slight, serious, dead, rescued, delivered, protected: _ } = casualties;
    let counts = [("exposed", exposed), ("slight", slight), ("serious", serious), ("dead", dead)];
    let more = [("rescued", rescued), ("delivered", delivered)];
    let told = counts.into_iter().chain(more).map(|(id, count)| {
        let name = hazdrill_score::explain(id).map_or(id, |metric| metric.name.get(lang));
        match count {
            Some(n) => format!("{name} {n}"),
            None => say!(lang, "{name} 不详", "{name} unknown"),
        }
    });
    let told = list(lang, told);
    say!(lang, "人员：{told}", "People: {told}")
}

fn total(lang: Lang, evaluation: &Evaluation) -> String {
    let mark = exercise_head(lang);
    match (evaluation.score.total, evaluation.score.grade) {
        (Some(total), Some(grade)) => {
            let (total, grade) = (crate::say::number(total), grade.name().get(lang));
            say!(lang, "{mark}得分 {total}，等级：{grade}", "{mark}Score {total}, {grade}")
        }
        _ => say!(lang, "{mark}没有可计分的指标", "{mark}No target counts: no score"),
    }
}
