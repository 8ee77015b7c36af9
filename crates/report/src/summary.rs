//! The evaluation as tables: how it ended, stages, stamps, targets, intervals, waits, hand-offs, people, the score.

pub(crate) mod coordination;
pub(crate) mod findings;
mod intervals;
pub(crate) mod law;
pub(crate) mod rubrics;

use crate::names::Names;
use crate::say::{duration, list, ms, pick, say};
use crate::story::Story;
use crate::table::{Align, Table};
use crate::word;
use hazdrill_model::{Basis, Lang};
use hazdrill_score::{Casualties, CrowdOutcome, Evaluation, Moment, Note, Part, PartState, Stamp, Wait, WaitKind};
use hazdrill_units::SimTime;

/// How many waits are shown.
const WAITS: usize = 3;
/// How many events are named as evidence.
const EVENTS: usize = 4;

/// The end of a run, no wider than `width` columns: how it ended, stages, the ten intervals that tell most, the three
/// longest waits, people, the grade.
pub fn summary(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let inner = width.saturating_sub(2);
    let sections = [
        (pick(lang, "阶段", "Stages"), stages(names, evaluation, inner)),
        (pick(lang, "关键时段", "Telling intervals"), intervals::table(lang, evaluation, inner)),
        (pick(lang, "最长等待", "Longest waits"), waits(names, evaluation, inner)),
    ];
    lines(names, evaluation, sections)
}

/// How much of clocks and rubrics is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What was not kept or answered no, and how many of each.
    Failed,
    /// Every clock and every item.
    Everything,
}

/// The whole evaluation, no wider than `width` columns: besides what [`summary`] shows, every stamp, every target, the
/// hand-offs between organisations, the response to injects, what was forgotten, refused or commanded twice, clocks of
/// law, the grade of the accident, rubrics, what delayed us, and the findings in short.
pub fn full_summary(names: &Names<'_>, evaluation: &Evaluation, width: usize, detail: Detail) -> Vec<String> {
    let lang = names.lang();
    let inner = width.saturating_sub(2);
    let sections = [
        (pick(lang, "阶段", "Stages"), stages(names, evaluation, inner)),
        (pick(lang, "关键时刻", "Key moments"), stamps(names, evaluation, inner)),
        (pick(lang, "时限指标", "Time targets"), targets(lang, evaluation, inner)),
        (pick(lang, "关键时段", "Telling intervals"), intervals::table(lang, evaluation, inner)),
        (pick(lang, "交接时延", "Hand-offs"), coordination::handoffs(names, evaluation, inner)),
        (pick(lang, "导调注入", "Injects"), coordination::injects(names, evaluation, inner)),
        (pick(lang, "失误", "Failures"), coordination::failures(names, evaluation, inner)),
        (pick(lang, "最长等待", "Longest waits"), waits(names, evaluation, inner)),
        (pick(lang, "法定时限与义务", "Clocks and duties of law"), law::clocks(names, evaluation, inner, detail)),
        (pick(lang, "事故等级与响应级别", "Grade and response level"), law::accident(names, evaluation, inner)),
        (pick(lang, "评估表", "Rubrics"), rubrics::table(lang, evaluation, inner, detail)),
        (pick(lang, "延误在哪里", "What delayed us"), findings::delays(lang, evaluation, inner)),
        (pick(lang, "评估发现", "Findings"), findings::findings(lang, evaluation, inner)),
        (pick(lang, "结论", "Conclusion"), vec![findings::conclusion(lang, evaluation)]),
    ];
    lines(names, evaluation, sections)
}

/// How it ended, the sections that are not empty, people, the grade.
fn lines<const N: usize>(
    names: &Names<'_>,
    evaluation: &Evaluation,
    sections: [(&'static str, Vec<String>); N],
) -> Vec<String> {
    let lang = names.lang();
    let mut lines = vec![ended(names, evaluation)];
    for (title, table) in sections {
        if !table.is_empty() {
            lines.push(String::new());
            lines.push(format!("{}{title}", head_mark(names)));
            lines.extend(table.into_iter().map(|line| format!("  {line}")));
        }
    }
    lines.push(String::new());
    lines.push(people(lang, evaluation.casualties));
    lines.extend(explosions(lang, evaluation));
    lines.extend(cloud(names, evaluation));
    lines.extend(crowds(names, evaluation));
    lines.extend(trapped(names, evaluation));
    lines.extend(waste_water(lang, evaluation));
    lines.extend(before_headquarters(names, evaluation));
    lines.extend(law::in_short(lang, evaluation));
    lines.push(total(names, evaluation));
    lines
}

/// The mark before a title, with the blank that English needs.
fn head_mark(names: &Names<'_>) -> String {
    let mark = names.mark();
    say!(names.lang(), "{mark}", "{mark} ")
}

fn ended(names: &Names<'_>, evaluation: &Evaluation) -> String {
    let lang = names.lang();
    let mark = head_mark(names);
    let n = evaluation.events;
    let (Some(end), Some(s)) = (evaluation.end_reason, evaluation.ended_at_s) else {
        // The timeline of a real incident ends where its author stopped: nothing is missing.
        if evaluation.notes.contains(&Note::Timeline) {
            return say!(lang, "{mark}手工整理的时间线，共 {n} 条", "{mark}Timeline typed by hand, {n} events");
        }
        return say!(lang, "{mark}记录没有结尾，共 {n} 条", "{mark}The record has no end, {n} events");
    };
    let (clock, since) = (names.clock(Some(ms(s))), SimTime::from_ms(ms(s)));
    let why = hazdrill_score::ending(end).get(lang);
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
    let mut reached: Vec<(&str, String, Moment)> = Vec::new();
    for (id, stamp) in evaluation.stamps.iter() {
        match stamp {
            Stamp::Once(moment) => reached.extend(moment.map(|moment| (id, String::new(), moment))),
            Stamp::Each(each) => {
                let of = |(organisation, moment): (&String, &Option<Moment>)| {
                    moment.map(|moment| (id, names.organisation(organisation), moment))
                };
                reached.extend(each.iter().filter_map(of));
            }
        }
    }
    // As they came; what nobody knows the minute of stands at the end.
    reached.sort_by_key(|(_, _, moment)| (moment.t_ms.is_none(), moment.t_ms, moment.event));
    for (id, whose, moment) in reached {
        let name = hazdrill_score::explain(id).map_or(id, |metric| metric.name.get(lang));
        table.row([name.to_owned(), names.clock(moment.t_ms), format!("#{}", moment.event), whose]);
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
    // In the order of a drill: by the stamp that stops the clock, then by the one that starts it.
    let order: Vec<&str> = evaluation.stamps.iter().map(|(id, _)| id).collect();
    let place = |path: &str| {
        let id = path.split('.').next().unwrap_or(path);
        order.iter().position(|stamp| *stamp == id)
    };
    let mut parts: Vec<&Part> = evaluation.score.parts.iter().collect();
    parts.sort_by_key(|part| (place(&part.to), place(&part.from)));
    for part in parts {
        let against = part.against(&evaluation.stamps);
        let actual = against.took(lang).unwrap_or_else(|| "-".to_owned());
        let limit = against.limit(lang).unwrap_or_default();
        table.row([
            part.name.get(lang).to_owned(),
            actual,
            limit,
            outcome(lang, part),
            source(lang, &part.source, part.verified),
        ]);
    }
    table.lines()
}

pub(crate) fn outcome(lang: Lang, part: &Part) -> String {
    let name = part.state.name().get(lang).to_owned();
    match (part.state, part.value) {
        // How late matters: marks fall with the time.
        (PartState::Late, Some(value)) => {
            let share = (value * 100.0).floor();
            say!(lang, "{name}，得 {share}%", "{name}, {share} %")
        }
        _ => name,
    }
}

/// The source of a target, with the mark where nobody checked it against the primary text.
pub(crate) fn source(lang: Lang, source: &Basis, verified: bool) -> String {
    let text = source.without_mark(lang);
    if verified {
        return text.to_owned();
    }
    say!(lang, "【未核实】{text}", "[unverified] {text}").trim_end().to_owned()
}

fn waits(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let mut table = Table::new(width, &[("", Align::Right), ("", Align::Left), ("", Align::Left)]);
    for wait in evaluation.waits.iter().take(WAITS) {
        table.row([duration(lang, ms(wait.s)), format!("#{}", wait.event), waited(names, wait)]);
    }
    table.lines()
}

/// Who waited for what, and what stood in the way.
pub(crate) fn waited(names: &Names<'_>, wait: &Wait) -> String {
    let lang = names.lang();
    let who = wait.actor.as_deref().map_or_else(String::new, |actor| names.actor(actor));
    let to = names.actors(wait.to.iter().map(String::as_str));
    let act = |what: &str| {
        let (procedure, step) = what.split_once('/').unwrap_or(("", what));
        match names.step(wait.actor.as_deref(), procedure, step) {
            Some(step) => crate::verb::brief(names, &step.act, wait.actor.as_deref()),
            None => crate::verb::name(lang, step),
        }
    };
    match wait.kind {
        WaitKind::Hands => {
            let wanted = act(&wait.what);
            match wait.behind.as_deref().map(act) {
                Some(busy) => {
                    say!(lang, "{who} 先{busy}，才腾出手{wanted}", "{who} had to {busy} before they could {wanted}")
                }
                None => say!(lang, "{who} 腾不出手{wanted}", "{who} had no hands free to {wanted}"),
            }
        }
        WaitKind::ToSend => {
            let by = Story::new(names, &[]).by_channel(&wait.what);
            match wait.hindered_by.as_deref().map(|reason| word::reason(lang, reason)) {
                Some(why) => say!(lang, "{who} {by}联系 {to}，起先{why}", "{who} to {to} {by}, at first: {why}"),
                None => say!(lang, "{who} {by}联系 {to}，等接通", "{who} to {to} {by}, getting through"),
            }
        }
        WaitKind::Transmission => {
            let by = Story::new(names, &[]).by_channel(&wait.what);
            say!(lang, "{who} {by}向 {to} 通报所用时间", "{who} to {to} {by}, telling it all")
        }
    }
}

pub(crate) fn people(lang: Lang, casualties: Casualties) -> String {
    let Casualties { exposed, slight, serious, dead, rescued, delivered, protected: _ } = casualties;
    let counts = [("dead", dead), ("serious", serious), ("slight", slight), ("exposed", exposed)];
    let more = [("rescued", rescued), ("delivered", delivered)];
    let told = counts.into_iter().chain(more).map(|(id, count)| {
        let name = hazdrill_score::explain(id).map_or(id, |metric| metric.name.get(lang));
        match count {
            Some(n) => {
                let short = name.trim_end_matches("人数");
                say!(lang, "{short} {n} 人", "{name} {n}")
            }
            None => say!(lang, "{name} 不详", "{name} unknown"),
        }
    });
    let known = [exposed, slight, serious, dead, rescued, delivered];
    if known.iter().all(|count| *count == Some(0)) {
        return say!(lang, "人员：无人受伤，无人死亡", "People: nobody hurt, nobody dead");
    }
    let told = list(lang, told);
    say!(lang, "人员：{told}", "People: {told}")
}

fn explosions(lang: Lang, evaluation: &Evaluation) -> Option<String> {
    let n = evaluation.explosions;
    let events = events(lang, &evaluation.explosion_events);
    (n > 0).then(|| say!(lang, "爆炸：{n} 次（{events}）", "Explosions: {n} ({events})"))
}

/// Whom smoke and vapour reached outside.
pub(crate) fn cloud(names: &Names<'_>, evaluation: &Evaluation) -> Option<String> {
    let lang = names.lang();
    let cloud = evaluation.cloud.as_ref().filter(|cloud| cloud.people > 0)?;
    let (n, bystanders) = (cloud.people, cloud.bystanders);
    let first: Vec<u64> = cloud.reached.iter().map(|reach| reach.event).collect();
    let events = events(lang, &first);
    Some(say!(
        lang,
        "烟气波及室外人员：{n} 人，其中居民和围观群众 {bystanders} 人（{events}）",
        "Smoke or vapour reached {n} people outside, {bystanders} of them neighbours and onlookers ({events})"
    ))
}

/// Whoever was trapped, where, and for how long.
pub(crate) fn trapped(names: &Names<'_>, evaluation: &Evaluation) -> Option<String> {
    let lang = names.lang();
    let all = evaluation.trapped.as_ref().filter(|all| !all.is_empty())?;
    let n = all.len();
    let mut places: Vec<&str> = all.iter().map(|one| &*one.place).collect();
    places.sort_unstable();
    places.dedup();
    let places = list(lang, places.into_iter().map(|place| names.place(place)));
    let longest = match all.iter().filter_map(|one| one.for_s).max_by(f64::total_cmp) {
        Some(s) => {
            let longest = duration(lang, ms(s));
            say!(lang, "，最长 {longest}", ", the longest for {longest}")
        }
        None => String::new(),
    };
    let left = match all.iter().filter(|one| one.for_s.is_none()).count() {
        0 => String::new(),
        left => say!(lang, "，结束时仍有 {left} 人（队）被困", ", {left} still trapped at the end"),
    };
    let mut ids: Vec<u64> = all.iter().flat_map(|one| one.events.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let events = events(lang, &ids);
    Some(say!(
        lang,
        "被困：{places}，共 {n} 人（队）{longest}{left}（{events}）",
        "Trapped: {n} people or crews at {places}{longest}{left} ({events})"
    ))
}

/// Where the water of the lines went.
pub(crate) fn waste_water(lang: Lang, evaluation: &Evaluation) -> Option<String> {
    let water = evaluation.waste_water.as_ref().filter(|water| water.lost_m3 + water.held_m3 > 0.0)?;
    let (lost, held) = (crate::say::number(water.lost_m3), crate::say::number(water.held_m3));
    let events = events(lang, &water.events);
    Some(say!(
        lang,
        "消防废水：流入雨水管网 {lost} 立方米，事故池收集 {held} 立方米（{events}）",
        "Waste water: {lost} m3 lost to the drains, {held} m3 held ({events})"
    ))
}

/// What came of each crowd.
pub(crate) fn crowds(names: &Names<'_>, evaluation: &Evaluation) -> Vec<String> {
    let lang = names.lang();
    let line = |crowd: &CrowdOutcome| {
        let place = crowd.place.as_deref().map_or_else(String::new, |place| names.place(place));
        let n = crowd.people.map_or_else(|| "?".to_owned(), |n| n.to_string());
        let held = match crowd.held_after_s {
            Some(s) => {
                let (after, back) = (duration(lang, ms(s)), crate::say::number(crowd.back_m));
                say!(lang, "{after}后退到警戒线外（后退 {back} 米）", "held after {after}, {back} m back")
            }
            None => say!(lang, "始终未控制", "never held"),
        };
        let reached = if crowd.reached {
            say!(lang, "被烟气波及", "reached by smoke or vapour")
        } else {
            say!(lang, "未被烟气波及", "not reached")
        };
        let events = events(lang, &crowd.events);
        say!(
            lang,
            "{place}围观群众 {n} 人：{held}，{reached}（{events}）",
            "Crowd of {n} at {place}: {held}, {reached} ({events})"
        )
    };
    evaluation.cloud.iter().flat_map(|cloud| &cloud.crowds).map(line).collect()
}

/// Rescue begins before anybody commands it; the reader has to see that it was not forgotten in the stages.
pub(crate) fn before_headquarters(names: &Names<'_>, evaluation: &Evaluation) -> Option<String> {
    let lang = names.lang();
    let before = evaluation.before_headquarters.as_ref().filter(|before| before.acts > 0)?;
    let (n, clock, events) = (before.acts, names.clock(before.first_s.map(ms)), events(lang, &before.events));
    Some(match before.headquarters {
        Some(_) => say!(
            lang,
            "现场指挥部成立前已有救援行动：{n} 次，最早 {clock}（{events}）",
            "Rescue before the headquarters: {n} acts, the first at {clock} ({events})"
        ),
        None => say!(
            lang,
            "没有现场指挥部时的救援行动：{n} 次，最早 {clock}（{events}）",
            "Rescue without any headquarters: {n} acts, the first at {clock} ({events})"
        ),
    })
}

/// Numbers of events: the first few, and how many more.
fn events(lang: Lang, events: &[u64]) -> String {
    let shown = list(lang, events.iter().take(EVENTS).map(|event| format!("#{event}")));
    match events.len().saturating_sub(EVENTS) {
        0 => shown,
        more => say!(lang, "{shown} 等，另 {more} 条", "{shown} and {more} more"),
    }
}

fn total(names: &Names<'_>, evaluation: &Evaluation) -> String {
    let (lang, mark) = (names.lang(), head_mark(names));
    match graded(lang, evaluation) {
        Some(Graded { total, grade, capped }) => {
            let capped = capped.map_or_else(String::new, |why| say!(lang, "（{why}）", " ({why})"));
            say!(lang, "{mark}得分 {total}，等级：{grade}{capped}", "{mark}Score {total}, {grade}{capped}")
        }
        None => say!(lang, "{mark}没有可计分的指标", "{mark}No target counts: no score"),
    }
}

/// What a drill is worth, as it is suggested to whoever has to confirm it.
pub(crate) struct Graded {
    /// The score, cut to a decimal.
    pub(crate) total: String,
    pub(crate) grade: &'static str,
    /// Why the grade is below that of the score.
    pub(crate) capped: Option<String>,
}

/// The suggested grade; none where no target counts.
pub(crate) fn graded(lang: Lang, evaluation: &Evaluation) -> Option<Graded> {
    let conclusion = &evaluation.findings.conclusion;
    let (total, grade) = conclusion.total.zip(conclusion.grade)?;
    let (name, total) = (grade.name().get(lang), crate::say::number(hazdrill_score::floored(total)));
    let capped = conclusion.by_total.map(|reached| {
        let binding = conclusion.caps.iter().filter(|cap| cap.at_most == grade);
        let mark =
            if binding.clone().all(|cap| cap.verified) { "" } else { pick(lang, "【未核实】", " [unverified]") };
        let why = list(lang, binding.map(|cap| cap.reason.get(lang).to_owned()));
        let reached = reached.name().get(lang);
        say!(
            lang,
            "按得分为{reached}；{why}，最高评为{name}{mark}",
            "the score alone would be {reached}; no better than {name}: {why}{mark}"
        )
    });
    Some(Graded { total, grade: name, capped })
}
