//! Clocks of law and the grade of the accident as tables.

use super::{Detail, events, ms, pick, source};
use crate::names::Names;
use crate::say::{duration, list, number, say};
use crate::table::{Align, Table};
use crate::word;
use hazdrill_model::Lang;
use hazdrill_score::{
    Accident, ClockOutcome, ClockState, ElementOutcome, ElementState, Evaluation, FormOutcome, LevelVerdict,
};

/// How many beliefs and reports are shown.
const SHOWN: usize = 8;

/// The clocks: each with what was owed, how long it took and how long it may take, what was missing, the clause. Without
/// `detail` those that were kept, or where nothing was owed, are only counted.
pub(super) fn clocks(names: &Names<'_>, evaluation: &Evaluation, width: usize, detail: Detail) -> Vec<String> {
    let lang = names.lang();
    if evaluation.clocks.is_empty() {
        return Vec::new();
    }
    let heads = match lang {
        Lang::Zh => ["结果", "用时", "时限", "义务", "证据", "依据"],
        Lang::En => ["result", "took", "limit", "duty", "evidence", "basis"],
    };
    let aligns = [Align::Left, Align::Right, Align::Right, Align::Left, Align::Left, Align::Left];
    let heads: Vec<(&str, Align)> = heads.into_iter().zip(aligns).collect();
    let mut table = Table::new(width, &heads);
    let shown: Vec<&ClockOutcome> = evaluation.clocks.iter().filter(|clock| is_shown(clock, detail)).collect();
    for clock in &shown {
        let none = || "-".to_owned();
        table.row([
            result(lang, clock),
            clock.against().took(lang).unwrap_or_else(none),
            clock.against().limit(lang).unwrap_or_else(none),
            duty(lang, clock),
            events(lang, &clock.evidence),
            source(lang, &clock.source, clock.verified),
        ]);
    }
    let mut lines = vec![counts(lang, evaluation)];
    if !shown.is_empty() {
        lines.extend(table.lines());
    }
    lines
}

fn is_shown(clock: &ClockOutcome, detail: Detail) -> bool {
    let is_incomplete = clock.contents.as_ref().is_some_and(|form| form.complete == Some(false));
    let is_timed = clock.limit_s.is_some() && clock.state == ClockState::Kept;
    detail == Detail::Everything
        || is_incomplete
        || is_timed
        || matches!(clock.state, ClockState::Late | ClockState::Never | ClockState::Unknown)
}

pub(crate) fn result(lang: Lang, clock: &ClockOutcome) -> String {
    let state = clock.state.name().get(lang);
    match (&clock.state, &clock.reason) {
        (ClockState::NotApplicable | ClockState::NotJudged, Some(reason)) => {
            let why = reason.text(lang);
            say!(lang, "{state}：{why}", "{state}: {why}")
        }
        _ => state.to_owned(),
    }
}

/// What was owed, and what the report lacked.
pub(crate) fn duty(lang: Lang, clock: &ClockOutcome) -> String {
    let name = clock.name.get(lang);
    match clock.contents.as_ref().map(|form| lacks(lang, form)).filter(|text| !text.is_empty()) {
        Some(lacks) => say!(lang, "{name}（{lacks}）", "{name} ({lacks})"),
        None => name.to_owned(),
    }
}

fn lacks(lang: Lang, form: &FormOutcome) -> String {
    let of = |state: ElementState, zh: &str, en: &str| {
        let fits = |e: &&ElementOutcome| e.state == state && !e.optional;
        let named: Vec<String> = form.elements.iter().filter(fits).map(|e| e.name.get(lang).to_owned()).collect();
        let named = list(lang, named);
        (!named.is_empty()).then(|| match lang {
            Lang::Zh => format!("{zh}：{named}"),
            Lang::En => format!("{en}: {named}"),
        })
    };
    let parts = [of(ElementState::Missing, "缺", "missing"), of(ElementState::Unknown, "不明", "unknown")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(pick(lang, "；", "; "))
}

/// How many clocks came out how.
pub(crate) fn counts(lang: Lang, evaluation: &Evaluation) -> String {
    let states = [
        ClockState::Kept,
        ClockState::Late,
        ClockState::Never,
        ClockState::Unknown,
        ClockState::NotApplicable,
        ClockState::NotJudged,
    ];
    let told = states.into_iter().filter_map(|state| {
        let n = evaluation.clocks.iter().filter(|clock| clock.state == state).count();
        let name = state.name().get(lang);
        (n > 0).then(|| say!(lang, "{name} {n}", "{name} {n}"))
    });
    list(lang, told.collect::<Vec<_>>())
}

/// Grade and clocks in two lines, for the end of a run.
pub(super) fn in_short(lang: Lang, evaluation: &Evaluation) -> Vec<String> {
    let mut lines: Vec<String> = evaluation.accident.iter().map(|accident| grade(lang, accident)).collect();
    if !evaluation.clocks.is_empty() {
        let counts = counts(lang, evaluation);
        lines.push(say!(lang, "法定时限与义务：{counts}", "Clocks and duties of law: {counts}"));
    }
    lines
}

/// The grade with the level that was in force beside the one that belongs to it.
pub(crate) fn grade(lang: Lang, accident: &Accident) -> String {
    let grade = match &accident.grade {
        Some(grade) => grade.name.get(lang).to_owned(),
        None => say!(lang, "无死亡、重伤，不定级", "none (nobody died or was seriously injured)"),
    };
    let level = level(lang, accident);
    say!(lang, "事故等级（按伤亡）：{grade}；{level}", "Grade of the accident, by casualties: {grade}; {level}")
}

fn level(lang: Lang, accident: &Accident) -> String {
    let due = word::level(lang, &accident.level);
    let Some(active) = &accident.active else {
        return say!(lang, "未启动响应", "no level was activated");
    };
    let active = word::level(lang, active);
    match accident.verdict {
        Some(verdict) => {
            let verdict = self::verdict(lang, verdict);
            say!(lang, "启动{active}响应（对应{due}），{verdict}", "{active} was active where {due} is due: {verdict}")
        }
        None => say!(lang, "启动{active}响应", "{active} active"),
    }
}

pub(crate) fn verdict(lang: Lang, verdict: LevelVerdict) -> &'static str {
    match verdict {
        LevelVerdict::Right => pick(lang, "相符", "right"),
        LevelVerdict::TooLow => pick(lang, "偏低", "too low"),
        LevelVerdict::TooHigh => pick(lang, "偏高", "too high"),
    }
}

/// The grade, each declared level, and what was believed and reported at the time.
pub(super) fn accident(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let Some(accident) = &evaluation.accident else { return Vec::new() };
    let lang = names.lang();
    let mut lines = vec![grade(lang, accident)];
    if let Some(delay) = accident.delay_s {
        let (time, is_before) = (duration(lang, ms(delay.abs())), delay < 0.0);
        lines.push(if is_before {
            say!(
                lang,
                "伤亡达到该等级之前 {time}，相应级别已经启动",
                "A level that suits was active {time} before the casualties asked for it"
            )
        } else {
            say!(
                lang,
                "伤亡达到该等级后 {time} 启动相应级别",
                "A level that suits was active {time} after the casualties asked for it"
            )
        });
    }
    let (not_counted, basis) = (accident.not_counted.get(lang), source(lang, &accident.source, accident.verified));
    lines.push(say!(lang, "依据：{basis}；{not_counted}", "Basis: {basis}; {not_counted}"));
    let mut table = Table::new(width, &[("", Align::Left); 4]);
    let who = |by: &Option<String>| by.as_deref().map_or_else(|| "-".to_owned(), |by| names.actor(by));
    let clock = |s: Option<f64>| names.clock(s.map(ms));
    for call in &accident.levels {
        let (level, asked) = (word::level(lang, &call.level), word::level(lang, &call.asked_for));
        let what = if call.active {
            say!(lang, "启动{level}响应", "{level} activated")
        } else {
            say!(lang, "建议{level}响应", "{level} proposed")
        };
        let against = call.verdict.map_or_else(String::new, |v| {
            let verdict = verdict(lang, v);
            say!(lang, "当时应为{asked}，{verdict}", "{asked} was due then, {verdict}")
        });
        table.row([clock(call.s), who(&call.by), format!("{what} #{}", call.event), against]);
    }
    for belief in accident.beliefs.iter().take(SHOWN) {
        let what = counted(lang, belief.dead, belief.serious);
        let what = say!(lang, "获知{what}", "believed {what}");
        let who = names.actor(&belief.who);
        table.row([clock(belief.s), who, format!("{what} #{}", belief.event), truth(lang, belief.truth)]);
    }
    for report in accident.reports.iter().take(SHOWN) {
        let (what, fact) = (counted(lang, report.dead, report.serious), crate::fact::name(names, &report.fact));
        let what = say!(lang, "{fact}：{what}", "{fact}: {what}");
        table.row([clock(report.s), who(&report.by), format!("{what} #{}", report.event), truth(lang, report.truth)]);
    }
    lines.extend(table.lines());
    lines
}

pub(crate) fn counted(lang: Lang, dead: Option<f64>, serious: Option<f64>) -> String {
    let shown = |n: Option<f64>| n.map_or_else(|| say!(lang, "不详", "unknown"), number);
    let (dead, serious) = (shown(dead), shown(serious));
    say!(lang, "死亡 {dead}、重伤 {serious}", "dead {dead}, serious {serious}")
}

pub(crate) fn truth(lang: Lang, [dead, serious]: [u64; 2]) -> String {
    say!(lang, "当时实为死亡 {dead}、重伤 {serious}", "the truth then: dead {dead}, serious {serious}")
}
