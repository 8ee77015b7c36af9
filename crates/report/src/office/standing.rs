//! Passages that stand in more than one document: what drill it is, who takes part, what the data are, who signs.

use super::case::{Case, Run};
use super::page::Doc;
use super::rows::{Row, none, stamp_name};
use super::text::{blank, date, minute, ms, pick};
use crate::condition;
use crate::say::{duration, list, number, say};
use crate::summary::{Graded, graded};
use crate::word;
use hazdrill_model::{Lang, Outflow, Scenario};
use hazdrill_score::{Evaluation, Note};

/// The aims of the drill, one a line.
pub(super) fn aims(doc: &mut Doc, lang: Lang, scenario: &Scenario) {
    for (aim, n) in scenario.aims.iter().zip(1..) {
        let aim = aim.get(lang);
        doc.item(n, say!(lang, "{aim}。", "{aim}."));
    }
}

/// What drill it is, as a form of two columns.
pub(super) fn facts(case: &Case<'_>) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let mut rows = vec![vec![t("演练名称", "Drill"), case.drill()], vec![t("组织单位", "Organiser"), blank(lang)]];
    let Some(scenario) = names.scenario() else {
        rows.push(vec![t("演练情景", "Scenario"), t("记录不含情景，下列各项无从得知", "the record carries none")]);
        return rows;
    };
    let units = list(lang, scenario.organisations.keys().map(|id| names.organisation(id)));
    let day = date(names).unwrap_or_else(none);
    let clock = minute(names, Some(0));
    rows.extend([
        vec![t("参演单位", "Participants"), units],
        vec![
            t("演练形式", "Form"),
            scenario.kind.as_ref().map_or_else(|| blank(lang), |kind| kind.get(lang).to_owned()),
        ],
        vec![t("演练时间", "Time"), say!(lang, "{day}{clock}（北京时间）", "{day}, {clock} (UTC+8)")],
        vec![t("演练地点", "Place"), places(case, scenario)],
        vec![t("模拟事故", "Simulated accident"), accident(case, scenario)],
        vec![t("气象条件", "Weather"), weather(case, scenario)],
    ]);
    if let Some(observers) = &scenario.observers {
        let (n, at) = (observers.count, names.place(&observers.at));
        rows.push(vec![t("观摩人员", "Observers"), say!(lang, "{n}人，位于{at}", "{n}, at {at}")]);
    }
    rows
}

/// The places of the releases.
fn places(case: &Case<'_>, scenario: &Scenario) -> String {
    let of_vessel = |vessel: &str| {
        let holds = |place: &hazdrill_model::Place| place.room().is_some_and(|room| room.vessels.contains_key(vessel));
        scenario.places.iter().find(|(_, place)| holds(place)).map(|(id, _)| case.names.place(id))
    };
    let mut places: Vec<String> = scenario.releases.values().filter_map(|r| of_vessel(&r.vessel)).collect();
    places.dedup();
    list(case.lang(), places)
}

/// What leaks from what, when and how.
pub(super) fn accident(case: &Case<'_>, scenario: &Scenario) -> String {
    let (names, lang) = (case.names, case.lang());
    let told = scenario.releases.values().map(|release| {
        let (when, vessel) = (condition::when(names, &release.when), names.vessel(&release.vessel));
        let how = match &release.how {
            Outflow::Spill { over } => {
                let over = duration(lang, over.ms());
                say!(lang, "在{over}内全部洒出", "spills within {over}")
            }
            Outflow::Hole { .. } => say!(lang, "从开口处持续流出", "runs out of an opening"),
        };
        let unverified = if release.source.is_verified() { "" } else { pick(lang, "【未核实】", " [unverified]") };
        say!(lang, "{when}，{vessel}{how}{unverified}", "{when}: {vessel} {how}{unverified}")
    });
    told.collect::<Vec<_>>().join(pick(lang, "；", "; "))
}

fn weather(case: &Case<'_>, scenario: &Scenario) -> String {
    let (lang, weather) = (case.lang(), &scenario.weather);
    let wind = word::wind(lang, weather.from.value());
    let (speed, temperature) = (number(weather.wind.value()), number(weather.temperature.value() - 273.15));
    let unverified = if weather.source.is_verified() { "" } else { pick(lang, "【未核实】", " [unverified]") };
    say!(lang, "{wind}{speed}米/秒，气温{temperature}℃{unverified}", "{wind} {speed} m/s, {temperature} °C{unverified}")
}

/// Who takes part: organisation, posts, crews, place.
pub(super) fn participants(case: &Case<'_>) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let all = names.scenario().into_iter().flat_map(|s| &s.organisations);
    all.map(|(id, organisation)| {
        let posts = list(lang, organisation.posts.keys().map(|post| names.actor(&format!("{id}/{post}"))));
        let crews = list(
            lang,
            organisation.crews.iter().map(|(crew, data)| {
                let (name, n) = (names.actor(&format!("{id}/{crew}")), data.people);
                say!(lang, "{name}（{n}人）", "{name} ({n})")
            }),
        );
        let or_none = |text: String| if text.is_empty() { none() } else { text };
        vec![names.organisation(id), or_none(posts), or_none(crews), names.place(&organisation.base)]
    })
    .collect()
}

/// The heads of [`participants`].
pub(super) fn participant_columns(case: &Case<'_>) -> [(&'static str, usize); 4] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("单位", "Organisation"), 20),
        (t("岗位", "Posts"), 38),
        (t("队伍（人数）", "Crews (people)"), 38),
        (t("集结地点", "Base"), 18),
    ]
}

/// From what the figures come: versions and fingerprints.
pub(super) fn data_source(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let unknown = || t("不详", "unknown");
    let of = run.evaluation;
    let overrides = match &of.overrides {
        serde_json::Value::Null => unknown(),
        serde_json::Value::Object(map) if map.is_empty() => t("无", "none"),
        other => other.to_string(),
    };
    let notes = notes(case, of);
    if run.timeline.is_some() {
        return vec![
            vec![t("时间线", "Timeline"), of.scenario.clone().unwrap_or_else(unknown)],
            vec![t("条数", "Rows"), of.events.to_string()],
            vec![t("使用限制", "Limits"), notes.join(pick(lang, "；", "; "))],
        ];
    }
    let mut rows = vec![
        vec![t("推演引擎", "Engine"), run.engine.map_or_else(unknown, |version| format!("hazdrill {version}"))],
        vec![t("情景代号", "Scenario"), of.scenario.clone().unwrap_or_else(unknown)],
        vec![t("情景指纹", "Scenario, BLAKE3"), case.scenario_hash().unwrap_or_else(unknown)],
        vec![t("随机种子", "Seed"), of.seed.map_or_else(unknown, |seed| seed.to_string())],
        vec![t("改动参数", "Overrides"), overrides],
        vec![t("记录指纹", "Record, BLAKE3"), of.record_hash.clone().unwrap_or_else(unknown)],
        vec![t("记录条数", "Events"), of.events.to_string()],
    ];
    if !notes.is_empty() {
        rows.push(vec![t("使用限制", "Limits"), notes.join(pick(lang, "；", "; "))]);
    }
    rows
}

/// What limits the evaluation, in words.
fn notes(case: &Case<'_>, evaluation: &Evaluation) -> Vec<String> {
    let text = |note: &Note| match note {
        Note::NoHeader => ("记录没有文件头，不含情景和时限指标", "the record has no header: no scenario, no targets"),
        Note::ScenarioUnreadable { .. } => {
            ("记录中的情景无法读取，没有时限指标", "the scenario in the record cannot be read: no targets")
        }
        Note::NoEnd => ("记录没有结尾，此后情况不详", "the record breaks off: what came after is unknown"),
        Note::Unchained => {
            ("记录没有哈希链，不能证明未被改动", "no chain of hashes: nobody can tell whether it was changed")
        }
        Note::Timeline => ("依据手工整理的时间线，没有时限指标", "a timeline typed by hand: no targets"),
        #[allow(unreachable_patterns, reason = "a note that is new to this file is told by the evaluation itself")]
        _ => ("另有说明，见评估数据", "see the evaluation"),
    };
    evaluation.notes.iter().map(|note| pick(case.lang(), text(note).0, text(note).1).to_owned()).collect()
}

/// How it ended, in one sentence.
pub(super) fn ending(case: &Case<'_>, run: &Run<'_>) -> String {
    let (lang, of) = (case.lang(), run.evaluation);
    let n = of.events;
    match (of.end_reason, of.ended_at_s) {
        (Some(end), Some(s)) => {
            let (clock, since) =
                (minute(case.names, Some(ms(s))), hazdrill_score::to_the_second(lang, ms(s).div_euclid(1000)));
            let why = hazdrill_score::ending(end).get(lang);
            say!(
                lang,
                "演练于{clock}结束（起始后{since}），结束方式为{why}，共记录事件{n}条。",
                "The drill ended at {clock} ({since} after its start): {why}; {n} events are recorded."
            )
        }
        _ => say!(
            lang,
            "记录没有结尾，共有事件{n}条，结束时间和方式不详。",
            "The record breaks off after {n} events; when and how it ended is unknown."
        ),
    }
}

/// The stages that were entered: name, clock, event.
pub(super) fn stages(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let row = |stage: &hazdrill_score::Stage| {
        vec![
            stamp_name(case, stage.id),
            minute(case.names, stage.entered_at_s.map(ms)),
            format!("#{}", stage.entered_by),
        ]
    };
    run.evaluation.stages.iter().map(row).collect()
}

/// The grade with its total; that no score could be given where nothing counted.
pub(super) fn grade(case: &Case<'_>, run: &Run<'_>) -> String {
    let lang = case.lang();
    match graded(lang, run.evaluation) {
        Some(Graded { total, grade, capped }) => {
            let capped = capped.map_or_else(String::new, |why| say!(lang, "（{why}）", " ({why})"));
            say!(lang, "得分{total}分，建议等级：{grade}{capped}", "score {total}, proposed grade: {grade}{capped}")
        }
        None => say!(lang, "没有可计分的指标，不提出等级建议", "no target counts: no grade is proposed"),
    }
}

/// That the text was made from data and has to be confirmed.
pub(super) fn made_from_data(doc: &mut Doc, case: &Case<'_>) {
    doc.note(pick(
        case.lang(),
        "说明：本件依据演练记录自动生成，“#数字”为记录中的事件编号，“【未核实】”表示该依据未与原文核对。内容须经有关人员审核确认后使用。",
        "Made from the record of the drill. \"#number\" is an event of the record; [unverified] marks a basis that was not checked against its text. To be checked and confirmed by people before use.",
    ));
}

/// Lines to sign on.
pub(super) fn signatures(doc: &mut Doc, roles: &[&str]) {
    for role in roles {
        doc.sign(role);
    }
}

/// How targets become a score; the exact rule is that of `hazdrill explain score`.
pub(super) fn how_scored(lang: Lang) -> &'static str {
    pick(
        lang,
        "总分为各时限指标得分的加权平均，满分100分。在时限内完成得满分；超过时限的按超时长短线性扣分，达到零分时刻（未另行规定的为时限的两倍）得零分；法定时限超时即得零分。起算后始终未发生的得零分；未起算、时刻不详或无事可做的不计入。总分90分及以上建议为优，75分及以上为良，60分及以上为中，其余为差。",
        "The score is the weighted mean of the time targets, at most 100. Within its limit a target has full marks; beyond it they fall linearly to none at the time where no marks are left (twice the limit unless stated otherwise); a legal limit is kept or broken. What never came after its clock had started has none; what never started, has no known minute or had nothing to do is not counted. From 90 excellent, from 75 good, from 60 fair, else poor.",
    )
}

/// The heads of the duties of law.
pub(super) fn clock_columns(case: &Case<'_>) -> [(&'static str, usize); 7] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("义务", "Duty"), 21),
        (t("义务人", "Owed by"), 14),
        (t("时限", "Limit"), 9),
        (t("实际", "Actual"), 12),
        (t("结论", "Result"), 14),
        (t("证据", "Evidence"), 10),
        (t("依据", "Basis"), 20),
    ]
}
