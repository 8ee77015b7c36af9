//! Clocks of law against a record: when each started, when it was due, when it was met, what was missing.

use crate::ledger::{Found, Ledger, Source, same_fact};
use crate::metric::{Words, words};
use crate::moment::{Moment, seconds};
use crate::reason::Reason;
use hazdrill_model::{Basis, Clock, Element, Id, Shown, TargetKind, Text, Value};
use hazdrill_record::{Event, EventId, Happening as H, Told};
use serde::Serialize;
use std::collections::BTreeMap;

const DAY_MS: i64 = 24 * 3_600_000;

/// What came of one clock.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClockOutcome {
    /// The clock.
    pub id: String,
    /// What was owed.
    pub name: Text,
    /// The role that owed it.
    pub obliged: String,
    /// The organisations or seats that play it here.
    pub who: Vec<String>,
    /// How it came out.
    pub state: ClockState,
    /// Why, where the state does not say it all.
    pub reason: Option<Reason>,
    /// What started it; null where it never started.
    pub started: Option<Moment>,
    /// The longest time, seconds; null where the law names no minutes.
    pub limit_s: Option<f64>,
    /// When it was due; null where that cannot be told.
    pub due_s: Option<f64>,
    /// What met it.
    pub met: Option<Moment>,
    /// How long it took, seconds: below zero where it was met before it started.
    pub took_s: Option<f64>,
    /// Whether it was met before its clock began: then nobody had to hurry, and the time is below zero.
    pub met_before_start: bool,
    /// What the messages that met it carried, where the clock asks for contents.
    pub contents: Option<FormOutcome>,
    /// The kind of rule.
    pub kind: TargetKind,
    /// In force since.
    pub in_force: Option<String>,
    /// Law, standard or plan, and its clause.
    pub source: Basis,
    /// Whether it was checked against the primary text.
    pub verified: bool,
    /// The events on which the result rests.
    pub evidence: Vec<EventId>,
}

/// How a clock came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Met in time, the limit itself included.
    Kept,
    /// Met later than its limit.
    Late,
    /// Owed and never met.
    Never,
    /// Nothing was owed.
    NotApplicable,
    /// It happened, at a minute that nobody knows.
    Unknown,
    /// The record cannot show it, or ends before the time was up.
    NotJudged,
}

impl ClockState {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Kept => words("按时", "kept"),
            Self::Late => words("超时", "late"),
            Self::Never => words("未履行", "never met"),
            Self::NotApplicable => words("不适用", "not applicable"),
            Self::Unknown => words("时刻未知", "minute unknown"),
            Self::NotJudged => words("未评估", "not judged"),
        }
    }
}

/// What the messages that met a clock carried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FormOutcome {
    /// The form.
    pub form: String,
    /// Its name.
    pub name: Text,
    /// Whether every part that has to be there was told, or said to be unknown; null where the record does not show what
    /// was told.
    pub complete: Option<bool>,
    /// The parts, in the order of the law.
    pub elements: Vec<ElementOutcome>,
    /// The messages that were looked at: those up to the due time, at the latest up to the one that met the clock.
    pub messages: Vec<EventId>,
    /// Law and clause.
    pub source: Basis,
    /// Whether that was checked against the primary text.
    pub verified: bool,
}

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElementOutcome {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Whether it was told in time.
    pub state: ElementState,
    /// Whether a message is complete without it.
    pub optional: bool,
    /// When it was first told with a value, be it in a later message; null where it never was.
    pub told: Option<Moment>,
}

/// Whether a part of a form was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementState {
    /// Told.
    Given,
    /// Said to be unknown.
    Unknown,
    /// Not told.
    Missing,
    /// The record does not show it.
    NotJudged,
}

impl ElementState {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Given => words("已报", "given"),
            Self::Unknown => words("报为不明", "said as unknown"),
            Self::Missing => words("缺项", "missing"),
            Self::NotJudged => words("未评估", "not judged"),
        }
    }
}

/// Judges every clock, in the order of their ids.
pub(crate) fn read(ledger: &Ledger<'_>) -> Vec<ClockOutcome> {
    ledger.standards.clocks.iter().map(|(id, clock)| outcome(ledger, id, clock)).collect()
}

/// How a clock stands, before it is put into words and numbers.
struct Standing {
    state: ClockState,
    reason: Option<Reason>,
    started: Option<Moment>,
    met: Option<Moment>,
}

impl Standing {
    fn new(state: ClockState, reason: Option<Reason>) -> Self {
        Self { state, reason, started: None, met: None }
    }
}

fn outcome(ledger: &Ledger<'_>, id: &Id, clock: &Clock) -> ClockOutcome {
    let limit_ms = limit_ms(ledger, clock);
    let standing = standing(ledger, clock, limit_ms);
    let Standing { state, reason, started, met } = standing;
    let took_ms = started.zip(met).and_then(|(from, to)| from.ms_until(to));
    let due_ms = started.zip(limit_ms).and_then(|(start, limit)| Some(start.t_ms?.saturating_add(limit)));
    ClockOutcome {
        id: id.to_string(),
        name: clock.name.clone(),
        obliged: clock.obliged.to_string(),
        who: ledger.players(&clock.obliged),
        state,
        reason,
        started,
        limit_s: limit_ms.map(seconds),
        due_s: due_ms.map(seconds),
        met,
        took_s: took_ms.map(seconds),
        met_before_start: took_ms.is_some_and(|ms| ms < 0),
        contents: clock.contents.as_ref().and_then(|form| contents(ledger, clock, form, due_ms, met)),
        kind: clock.kind,
        in_force: clock.in_force.as_ref().map(|date| date.as_str().to_owned()),
        source: clock.source.clone(),
        verified: clock.source.is_verified(),
        evidence: [started, met].into_iter().flatten().map(|moment| moment.event).collect(),
    }
}

/// The limit of the highest grade that was reached, else that of the clock.
fn limit_ms(ledger: &Ledger<'_>, clock: &Clock) -> Option<i64> {
    let grades = ledger.standards.accident.iter().flat_map(|scale| scale.grades.iter().rev());
    let course = ledger.course.as_ref();
    let mut reached = grades.filter(|grade| course.is_some_and(|course| course.is_reached(&grade.id)));
    let stricter = reached.find_map(|grade| clock.limits.get(&grade.id));
    let days = clock.days.map(|days| i64::from(days) * DAY_MS);
    stricter.or(clock.limit.as_ref()).map(|limit| limit.ms()).or(days)
}

fn standing(ledger: &Ledger<'_>, clock: &Clock, limit_ms: Option<i64>) -> Standing {
    use ClockState::{Kept, Late, Never, NotApplicable, NotJudged, Unknown};
    if let (Some(day), Some(since)) = (&ledger.day, &clock.in_force)
        && day.as_str() < since.as_str()
    {
        return Standing::new(NotApplicable, Some(Reason::NotYetInForce { since: since.as_str().to_owned() }));
    }
    if let Err(reason) = ledger.is_played(&clock.obliged) {
        return Standing::new(NotJudged, Some(reason));
    }
    if let Some(grade) = &clock.from_grade {
        match &ledger.course {
            None => return Standing::new(NotJudged, Some(Reason::NotTold)),
            Some(course) if !course.is_reached(grade) => {
                return Standing::new(NotApplicable, Some(Reason::BelowGrade { grade: grade.to_string() }));
            }
            Some(_) => {}
        }
    }
    let start = match ledger.find(&clock.starts) {
        Found::At(moment) => moment,
        Found::Never => return Standing::new(NotApplicable, Some(Reason::NeverStarted)),
        Found::Absent(reason @ Reason::NothingToDo) => return Standing::new(NotApplicable, Some(reason)),
        Found::Absent(reason) => return Standing::new(NotJudged, Some(reason)),
    };
    let started = Some(start);
    let Some(mark) = &clock.met else {
        if limit_ms.is_some_and(|limit| ledger.is_up(start, limit) == Some(false)) {
            return Standing { started, ..Standing::new(NotJudged, Some(Reason::DrillEnded)) };
        }
        let why = Text::new("记录不能反映", "no record shows it");
        return Standing { started, ..Standing::new(NotJudged, Some(Reason::ByHand { why })) };
    };
    let (state, reason, met) = match (ledger.find(mark), limit_ms) {
        (Found::At(met), limit) => {
            let (state, reason) = match (start.ms_until(met), limit) {
                (_, None) => (Kept, None),
                (None, Some(_)) => (Unknown, Some(Reason::UnknownMinute)),
                (Some(took), Some(limit)) if took <= limit => (Kept, None),
                (Some(_), Some(_)) => (Late, Some(Reason::Late)),
            };
            (state, reason, Some(met))
        }
        (Found::Never, None) if ledger.end.is_cut => (NotJudged, Some(Reason::DrillEnded), None),
        (Found::Never, None) => (Never, Some(Reason::NeverCame), None),
        (Found::Never, Some(limit)) => match ledger.is_up(start, limit) {
            Some(true) => (Never, Some(Reason::NeverCame), None),
            Some(false) => (NotJudged, Some(Reason::DrillEnded), None),
            None => (Unknown, Some(Reason::UnknownMinute), None),
        },
        (Found::Absent(reason @ Reason::NothingToDo), _) => (NotApplicable, Some(reason), None),
        (Found::Absent(reason), _) => (NotJudged, Some(reason), None),
    };
    Standing { state, reason, started, met }
}

/// A message that met a clock.
struct Message<'a> {
    at: Moment,
    told: &'a [Told],
    /// What is declared is set.
    has_value: bool,
}

fn contents(
    ledger: &Ledger<'_>,
    clock: &Clock,
    form_id: &Id,
    due_ms: Option<i64>,
    met: Option<Moment>,
) -> Option<FormOutcome> {
    let form = ledger.standards.forms.get(form_id)?;
    let met = met?;
    let all = clock.met.as_ref().and_then(|mark| ledger.all(mark).ok()).unwrap_or_default();
    let messages: Vec<Message<'_>> = match &ledger.source {
        Source::Record(index) => {
            let said = said_by(index.of_kind("said"));
            all.iter().filter_map(|at| message(index.view.events, &said, *at)).collect()
        }
        Source::Timeline(_) => Vec::new(),
    };
    let cut = due_ms.map(|due| met.t_ms.map_or(due, |met| met.max(due)));
    let in_time = |message: &&Message<'_>| {
        message.at.event <= met.event || message.at.t_ms.zip(cut).is_some_and(|(t, cut)| t <= cut)
    };
    let counted: Vec<&Message<'_>> = messages.iter().filter(in_time).collect();
    let elements: Vec<ElementOutcome> =
        form.elements.iter().map(|element| part(element, &messages, &counted)).collect();
    let is_missing = |e: &ElementOutcome| !e.optional && e.state == ElementState::Missing;
    Some(FormOutcome {
        form: form_id.to_string(),
        name: form.name.clone(),
        complete: (!counted.is_empty()).then(|| !elements.iter().any(is_missing)),
        elements,
        messages: counted.iter().map(|message| message.at.event).collect(),
        source: form.source.clone(),
        verified: form.source.is_verified(),
    })
}

fn part(element: &Element, messages: &[Message<'_>], counted: &[&Message<'_>]) -> ElementOutcome {
    let is_given = |message: &Message<'_>| match &element.shown {
        Shown::Facts(facts) => {
            message.told.iter().any(|t| t.value.is_some() && facts.iter().any(|fact| same_fact(fact, &t.fact)))
        }
        Shown::Sender => true,
        Shown::Value => message.has_value,
        Shown::ByHand => false,
    };
    let is_said = |message: &Message<'_>| match &element.shown {
        Shown::Facts(facts) => message.told.iter().any(|t| facts.iter().any(|fact| same_fact(fact, &t.fact))),
        _ => false,
    };
    let state = match &element.shown {
        Shown::ByHand => ElementState::NotJudged,
        _ if counted.is_empty() => ElementState::NotJudged,
        _ if counted.iter().any(|message| is_given(message)) => ElementState::Given,
        _ if counted.iter().any(|message| is_said(message)) => ElementState::Unknown,
        _ => ElementState::Missing,
    };
    ElementOutcome {
        id: element.id.to_string(),
        name: element.name.clone(),
        state,
        optional: element.optional,
        told: messages.iter().find(|message| is_given(message)).map(|message| message.at),
    }
}

/// What each said, in order.
fn said_by<'a>(events: &[&'a Event]) -> BTreeMap<&'a str, Vec<&'a Event>> {
    let mut by: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        by.entry(event.actor.as_deref().unwrap_or("")).or_default().push(event);
    }
    by
}

/// The message behind an event: what was declared with it, or what was said before it was heard.
fn message<'a>(events: &'a [Event], by: &BTreeMap<&str, Vec<&'a Event>>, at: Moment) -> Option<Message<'a>> {
    let event = of_number(events, at.event)?;
    match &event.what {
        H::Declared(declared) => {
            let has_value = !matches!(declared.value, None | Some(Value::Flag(false)));
            Some(Message { at, told: &declared.with, has_value })
        }
        H::Heard(heard) => {
            let caused = event.causes.iter().filter_map(|cause| of_number(events, *cause)).find_map(said);
            let told = caused.or_else(|| {
                // A record typed by hand names no causes: the last that the sender said before.
                let own = by.get(&*heard.from)?;
                let before = own.partition_point(|e| e.seq < event.seq);
                said(own.get(before.checked_sub(1)?)?)
            });
            told.map(|told| Message { at, told, has_value: false })
        }
        _ => None,
    }
}

fn said(event: &Event) -> Option<&[Told]> {
    match &event.what {
        H::Said(said) => Some(&said.facts),
        _ => None,
    }
}

fn of_number(events: &[Event], id: EventId) -> Option<&Event> {
    let index = usize::try_from(id.checked_sub(1)?).ok()?;
    events.get(index).filter(|e| e.seq == id)
}
