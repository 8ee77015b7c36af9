//! Rows that more than one document shows: targets, key moments, messages, seats, injects.

use super::case::{Case, Run};
use super::text::{events, ms, pick, second};
use crate::milestones::{Milestone, Milestones};
use crate::names::Names;
use crate::say::{duration, list, say};
use crate::story::Story;
use crate::summary::{outcome, source};
use crate::{condition, verb};
use hazdrill_record::{Event, EventId, Happening, Word};
use hazdrill_score::{ClockOutcome, ClockState, ElementState, Handoff, InjectOutcome, Part, PartState, Stamp};
use std::collections::{BTreeMap, BTreeSet};

/// A row of words.
pub(super) type Row = Vec<String>;

/// What stands where there is nothing to say.
pub(super) fn none() -> String {
    "—".to_owned()
}

/// A time target: node, limit, actual, deviation, result, evidence, basis.
pub(super) fn target(case: &Case<'_>, run: &Run<'_>, part: &Part) -> Row {
    let (lang, against) = (case.lang(), part.against(&run.evaluation.stamps));
    vec![
        part.name.get(lang).to_owned(),
        against.limit(lang).unwrap_or_else(none),
        against.took(lang).unwrap_or_else(none),
        against.over(lang).unwrap_or_else(none),
        outcome(lang, part),
        if part.evidence.is_empty() { none() } else { events(lang, &part.evidence) },
        source(lang, &part.source, part.verified),
    ]
}

/// The targets in the order of a drill: by the stamp that stops the clock.
pub(super) fn parts<'a>(run: &Run<'a>) -> Vec<&'a Part> {
    let order: Vec<&str> = run.evaluation.stamps.iter().map(|(id, _)| id).collect();
    let place = |path: &str| {
        let id = path.split('.').next().unwrap_or(path);
        order.iter().position(|stamp| *stamp == id)
    };
    let mut parts: Vec<&Part> = run.evaluation.score.parts.iter().collect();
    parts.sort_by_key(|part| (place(&part.to), place(&part.from)));
    parts
}

/// A clock of law: what was owed, by whom, limit, time, result, evidence, basis.
pub(super) fn clock(case: &Case<'_>, clock: &ClockOutcome) -> Row {
    let (names, lang) = (case.names, case.lang());
    let who = if clock.who.is_empty() { none() } else { list(lang, clock.who.iter().map(|who| names.actor(who))) };
    let state = clock.state.name().get(lang);
    let reason = clock.reason.as_ref().map(|reason| reason.text(lang));
    let missing: Vec<String> = clock
        .contents
        .iter()
        .flat_map(|form| &form.elements)
        .filter(|element| element.state == ElementState::Missing && !element.optional)
        .map(|element| element.name.get(lang).to_owned())
        .collect();
    let missing = (!missing.is_empty()).then(|| {
        let missing = list(lang, missing);
        say!(lang, "缺：{missing}", "missing: {missing}")
    });
    let result = [Some(state.to_owned()), reason, missing].into_iter().flatten().collect::<Vec<_>>();
    vec![
        clock.name.get(lang).to_owned(),
        who,
        clock.against().limit(lang).unwrap_or_else(none),
        clock.against().took(lang).unwrap_or_else(none),
        result.join(pick(lang, "；", "; ")),
        if clock.evidence.is_empty() { none() } else { events(lang, &clock.evidence) },
        source(lang, &clock.source, clock.verified),
    ]
}

/// Whether a duty of law was not kept in time, or has a limit: what was due at once and was done, or was not due, needs no
/// line on paper.
pub(super) fn is_telling(clock: &ClockOutcome) -> bool {
    match clock.state {
        ClockState::Late | ClockState::Never | ClockState::Unknown => true,
        ClockState::Kept => clock.limit_s.is_some(),
        _ => false,
    }
}

/// Whether a target counted against or for anybody.
pub(super) fn is_judged(part: &Part) -> bool {
    matches!(part.state, PartState::Kept | PartState::Late | PartState::Never)
}

/// The key moments as they came: clock, name, organisation, event.
pub(super) fn moments(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let mut reached = Vec::new();
    for (id, stamp) in run.evaluation.stamps.iter() {
        match stamp {
            Stamp::Once(moment) => reached.extend(moment.map(|moment| (id, none(), moment))),
            Stamp::Each(each) => reached.extend(each.iter().filter_map(|(organisation, moment)| {
                moment.map(|moment| (id, case.names.organisation(organisation), moment))
            })),
        }
    }
    reached.sort_by_key(|(_, _, moment)| (moment.t_ms.is_none(), moment.t_ms, moment.event));
    let row = |(id, whose, moment): (&str, String, hazdrill_score::Moment)| {
        vec![second(case.names, moment.t_ms), stamp_name(case, id), whose, format!("#{}", moment.event)]
    };
    reached.into_iter().map(row).collect()
}

/// The name of a stamp, a stage or a count.
pub(super) fn stamp_name(case: &Case<'_>, id: &str) -> String {
    hazdrill_score::explain(id).map_or_else(|| id.to_owned(), |metric| metric.name.get(case.lang()).to_owned())
}

/// One message, or one decision or inject that stands in the log between messages.
pub(super) struct Entry {
    pub(super) seq: EventId,
    pub(super) t_ms: Option<i64>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) by: String,
    pub(super) content: String,
    pub(super) response: String,
    pub(super) note: String,
}

/// What became of a message at those who should hear it.
#[derive(Default)]
struct Fate {
    heard: u64,
    lost: Vec<EventId>,
    misheard: Vec<EventId>,
}

/// Every message, decision and inject of a run, in the order of the record.
pub(super) fn log(case: &Case<'_>, run: &Run<'_>) -> Vec<Entry> {
    let mut fates: BTreeMap<EventId, Fate> = BTreeMap::new();
    for event in run.events {
        let Some(cause) = event.causes.first() else { continue };
        match &event.what {
            Happening::Heard(_) => fates.entry(*cause).or_default().heard += 1,
            Happening::Lost(_) => fates.entry(*cause).or_default().lost.push(event.seq),
            Happening::Misheard(_) => fates.entry(*cause).or_default().misheard.push(event.seq),
            _ => {}
        }
    }
    let mut answers: BTreeMap<EventId, Vec<&Handoff>> = BTreeMap::new();
    for message in run.evaluation.handoffs.iter().flat_map(|pair| &pair.messages) {
        if let Some(said) = message.said {
            answers.entry(said).or_default().push(message);
        }
    }
    let story = Story::new(case.names, run.events);
    run.events
        .iter()
        .filter_map(|event| {
            let answers = answers.get(&event.seq).map_or(&[][..], Vec::as_slice);
            entry(case, &story, event, fates.get(&event.seq), answers)
        })
        .collect()
}

fn entry(
    case: &Case<'_>,
    story: &Story<'_>,
    event: &Event,
    fate: Option<&Fate>,
    answers: &[&Handoff],
) -> Option<Entry> {
    let (names, lang) = (case.names, case.lang());
    let from = story.who(event);
    let made = |to: String, by: String, content: String| Entry {
        seq: event.seq,
        t_ms: event.t_ms,
        from: from.clone(),
        to,
        by,
        content,
        response: response(names, answers),
        note: fate.map_or_else(String::new, |fate| fate_words(case, fate)),
    };
    match &event.what {
        Happening::Said(said) => {
            let to = names.actors(said.to.iter().map(|to| &**to));
            Some(made(to, names.channel(&said.channel), story.content(said)))
        }
        Happening::Declared(_) | Happening::AllClear(_) => {
            Some(made(none(), pick(lang, "宣布", "declared").to_owned(), story.sentence(event)))
        }
        Happening::Injected(_) => {
            Some(made(none(), pick(lang, "导调注入", "inject").to_owned(), story.sentence(event)))
        }
        _ => None,
    }
}

/// The first tasks that a message caused.
fn response(names: &Names<'_>, answers: &[&Handoff]) -> String {
    let lang = names.lang();
    let told = answers.iter().map(|answer| {
        let who = names.actor(&answer.receiver);
        let step = answer.task.rsplit('/').next().unwrap_or(&answer.task);
        let (act, n) = (names.act_of(&answer.receiver, step), answer.started);
        say!(lang, "{who}{act}（#{n}）", "{who}: {act} (#{n})")
    });
    told.collect::<Vec<_>>().join(pick(lang, "；", "; "))
}

fn fate_words(case: &Case<'_>, fate: &Fate) -> String {
    let lang = case.lang();
    let mut parts = Vec::new();
    if !fate.lost.is_empty() {
        let lost = events(lang, &fate.lost);
        parts.push(say!(lang, "未收到（{lost}）", "not received ({lost})"));
    }
    if !fate.misheard.is_empty() {
        let misheard = events(lang, &fate.misheard);
        parts.push(say!(lang, "误听（{misheard}）", "misheard ({misheard})"));
    }
    parts.join(pick(lang, "；", "; "))
}

/// What each seat did: seat, tasks begun, done, given up, forgotten, refused, messages sent and received.
pub(super) struct Seat {
    pub(super) actor: String,
    pub(super) begun: u64,
    pub(super) done: u64,
    pub(super) failed: Vec<EventId>,
    pub(super) forgotten: Vec<EventId>,
    pub(super) refused: Vec<EventId>,
    pub(super) sent: u64,
    pub(super) received: u64,
}

impl Seat {
    /// Whether anything failed, was forgotten or refused.
    pub(super) fn failed(&self) -> bool {
        [&self.failed, &self.forgotten, &self.refused].into_iter().any(|events| !events.is_empty())
    }
}

/// The columns of [`seat`].
pub(super) fn seat_columns(case: &Case<'_>) -> [(&'static str, usize); 8] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("席位或队伍", "Seat or crew"), 24),
        (t("任务", "Tasks"), 9),
        (t("完成", "Done"), 9),
        (t("未成", "Failed"), 16),
        (t("遗漏", "Forgotten"), 14),
        (t("被拒", "Refused"), 14),
        (t("发出", "Sent"), 9),
        (t("收到", "Heard"), 11),
    ]
}

/// A seat as a row.
pub(super) fn seat(case: &Case<'_>, seat: &Seat) -> Row {
    vec![
        case.names.actor(&seat.actor),
        seat.begun.to_string(),
        seat.done.to_string(),
        counted(case, &seat.failed),
        counted(case, &seat.forgotten),
        counted(case, &seat.refused),
        seat.sent.to_string(),
        seat.received.to_string(),
    ]
}

/// The seats and crews that acted, by their addresses. Members of a group count as one row.
pub(super) fn seats(run: &Run<'_>) -> Vec<Seat> {
    let mut seats: BTreeMap<&str, Seat> = BTreeMap::new();
    for event in run.events {
        let Some(actor) = event.actor.as_deref() else { continue };
        let actor = crate::names::member(actor).map_or(actor, |(group, _)| group);
        let is_of_a_seat = matches!(
            event.what,
            Happening::Started(_)
                | Happening::Done(_)
                | Happening::Failed(_)
                | Happening::Forgotten(_)
                | Happening::Refused(_)
                | Happening::Said(_)
                | Happening::Heard(_)
        );
        if !is_of_a_seat {
            continue;
        }
        let seat = seats.entry(actor).or_insert_with(|| Seat {
            actor: actor.to_owned(),
            begun: 0,
            done: 0,
            failed: Vec::new(),
            forgotten: Vec::new(),
            refused: Vec::new(),
            sent: 0,
            received: 0,
        });
        match &event.what {
            Happening::Started(_) => seat.begun += 1,
            Happening::Done(_) => seat.done += 1,
            Happening::Failed(_) => seat.failed.push(event.seq),
            Happening::Forgotten(_) => seat.forgotten.push(event.seq),
            Happening::Refused(_) => seat.refused.push(event.seq),
            Happening::Said(_) => seat.sent += 1,
            Happening::Heard(_) => seat.received += 1,
            _ => {}
        }
    }
    seats.into_values().collect()
}

/// A count with its evidence: `2（#5、#9）`.
fn counted(case: &Case<'_>, of: &[EventId]) -> String {
    let (lang, n) = (case.lang(), of.len());
    if n == 0 {
        return "0".to_owned();
    }
    let shown = events(lang, of);
    say!(lang, "{n}（{shown}）", "{n} ({shown})")
}

/// Messages from one organisation to another that arrived: how many.
pub(super) fn traffic<'a>(run: &Run<'a>) -> (Vec<&'a str>, BTreeMap<(&'a str, &'a str), u64>) {
    let mut who: BTreeSet<&str> = BTreeSet::new();
    let mut sums: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let of = |word: &'a Word| word.split('/').next().unwrap_or(word);
    for event in run.events {
        let (Happening::Heard(heard), Some(to)) = (&event.what, event.organisation()) else { continue };
        let from = of(&heard.from);
        who.extend([from, to]);
        *sums.entry((from, to)).or_default() += 1;
    }
    (who.into_iter().collect(), sums)
}

/// An inject as a line of the list of events: number, when, to whom, what, expected action, within, outcome, evidence.
pub(super) fn injects(case: &Case<'_>) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let outcome = |id: &str| -> Option<&InjectOutcome> {
        case.run.and_then(|run| run.evaluation.injects.iter().find(|outcome| outcome.id == id))
    };
    let all = names.scenario().into_iter().flat_map(|s| &s.injects);
    all.zip(1..)
        .map(|((id, inject), n)| {
            let answer = inject.answer.as_ref();
            let outcome = outcome(id);
            let put_in = outcome.and_then(|o| Some(format!("{} #{}", second(names, o.s.map(ms)), o.event?)));
            let action = outcome.and_then(|o| {
                let (took, action) = (o.against().took(lang)?, o.action?);
                Some(say!(lang, "{took}后 #{action}", "after {took} #{action}"))
            });
            vec![
                n.to_string(),
                condition::when(names, &inject.when),
                verb::phrase(names, &inject.act, None),
                answer.map_or_else(none, |answer| names.organisation(&answer.by)),
                inject.expect.as_ref().map_or_else(none, |text| text.get(lang).to_owned()),
                answer.map_or_else(none, |answer| duration(lang, answer.within.ms())),
                put_in.unwrap_or_else(none),
                outcome.map_or_else(none, |o| o.state.name().get(lang).to_owned()),
                action.unwrap_or_else(none),
            ]
        })
        .collect()
}

/// Harm to people: what, how many.
pub(super) fn casualties(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let of = run.evaluation.casualties;
    let counts = [
        ("dead", of.dead),
        ("serious", of.serious),
        ("slight", of.slight),
        ("exposed", of.exposed),
        ("protected", of.protected),
        ("rescued", of.rescued),
        ("delivered", of.delivered),
    ];
    let unknown = || pick(case.lang(), "不详", "unknown").to_owned();
    counts.map(|(id, n)| vec![stamp_name(case, id), n.map_or_else(unknown, |n| n.to_string())]).into()
}

/// As many lines tell a run on paper; the log and the workbook have it all.
const COURSE: usize = 30;

/// The lines that tell a run: clock, what happened and why, first event.
pub(super) fn course(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let mut milestones = Milestones::new(COURSE);
    let mut lines = Vec::new();
    for (at, event) in run.events.iter().enumerate() {
        lines.extend(milestones.take(&Story::new(case.names, &run.events[..=at]), event));
    }
    lines.extend(milestones.rest(&Story::new(case.names, run.events)));
    let row = |line: Milestone| {
        let Milestone { clock, sentence, because, event, .. } = line;
        vec![clock, format!("{sentence}{because}"), format!("#{event}")]
    };
    lines.into_iter().map(row).collect()
}
