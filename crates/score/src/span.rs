//! Span of control: how many people a commander dealt with directly, by quarter of an hour.

use crate::moment::seconds;
use crate::network::seat;
use crate::readings::declares;
use crate::view::View;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::{EventId, Happening as H};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A window, milliseconds.
pub(crate) const WINDOW_MS: i64 = 15 * 60_000;
/// As many windows of one commander are looked at: a week.
const WINDOWS: usize = 7 * 24 * 4;
/// As many commanders are looked at; no real incident has more.
const COMMANDERS: usize = 50;
/// Fewer direct reports than this need no commander of their own. Practice of the incident command system, unverified.
pub(crate) const LEAST: u64 = 3;
/// More direct reports than this nobody commands. Practice of the incident command system, unverified.
pub(crate) const MOST: u64 = 7;

/// One who was declared commander.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpanOfControl {
    /// The commander's seat.
    pub commander: String,
    /// The event of the declaration.
    pub declared: EventId,
    /// When it was declared; none at an unknown minute: then there are no windows.
    pub from_s: Option<f64>,
    /// Until when: another was declared in the same organisation, all clear, or the end of the record.
    pub until_s: Option<f64>,
    /// Windows of 15 min from the declaration on; the last may be shorter.
    pub windows: Vec<SpanWindow>,
}

/// The direct reports of a commander in one window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpanWindow {
    /// When it begins.
    pub from_s: f64,
    /// When it ends.
    pub until_s: f64,
    /// Seats that heard an order of the commander, or whom the commander heard.
    pub reports: u64,
    /// How that number is judged.
    pub state: SpanState,
    /// The last message of each of them in this window.
    pub events: Vec<EventId>,
}

/// How a span of control is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanState {
    /// Fewer than 3.
    Below,
    /// 3 to 7.
    Within,
    /// More than 7.
    Above,
    /// The window is shorter than 15 min: not judged.
    Partial,
}

/// Reads the span of control of everybody who was declared commander.
pub(crate) fn read(view: &View<'_>) -> Vec<SpanOfControl> {
    let end = view.events.iter().filter_map(|e| e.t_ms).max();
    let all_clear = view.first(|e| matches!(e.what, H::AllClear(_))).and_then(|moment| moment.t_ms);
    let mut known = BTreeSet::new();
    let commanders = view.events.iter().filter(|e| declares(e, key::COMMANDER)).filter_map(|e| Some((named(e)?, e)));
    // The same one again is a repetition.
    let declared: Vec<(&str, &hazdrill_record::Event)> =
        commanders.filter(|(commander, _)| known.insert(*commander)).take(COMMANDERS).collect();
    let mut spans: Vec<SpanOfControl> = Vec::new();
    for (n, (commander, event)) in declared.iter().enumerate() {
        let organisation = |who: &str| crate::view::organisation_of(who).to_owned();
        let next = declared[n + 1..].iter().find(|(who, _)| organisation(who) == organisation(commander));
        let until = next.map_or(all_clear, |(_, next)| next.t_ms).or(end);
        let windows =
            event.t_ms.zip(until).map_or_else(Vec::new, |(from, until)| windows(view, commander, from, until));
        spans.push(SpanOfControl {
            commander: (*commander).to_owned(),
            declared: event.seq,
            from_s: event.t_ms.map(seconds),
            until_s: until.map(seconds),
            windows,
        });
    }
    spans
}

/// Who is declared commander: the value, or whoever declares it.
fn named(event: &hazdrill_record::Event) -> Option<&str> {
    match &event.what {
        H::Declared(declared) => match &declared.value {
            Some(Value::Word(who)) => Some(who),
            _ => event.actor.as_deref(),
        },
        _ => None,
    }
}

fn windows(view: &View<'_>, commander: &str, from: i64, until: i64) -> Vec<SpanWindow> {
    let count = usize::try_from(until.saturating_sub(from).max(0) / WINDOW_MS + 1).unwrap_or(WINDOWS).min(WINDOWS);
    let mut partners: Vec<BTreeMap<&str, EventId>> = vec![BTreeMap::new(); count];
    for event in view.events {
        let (H::Heard(heard), Some(t), Some(to)) = (&event.what, event.t_ms, event.actor.as_deref()) else { continue };
        if t < from || t > until {
            continue;
        }
        // What a commander tells everybody is no span: an order to somebody is, and a message from them.
        let other = match (&*heard.from == commander, to == commander) {
            (true, false) if heard.order.is_some() => to,
            (false, true) => &*heard.from,
            _ => continue,
        };
        let at = usize::try_from(t.saturating_sub(from) / WINDOW_MS).unwrap_or(count);
        if let Some(window) = partners.get_mut(at) {
            window.insert(seat(view, other), event.seq);
        }
    }
    let window = |(at, partners): (usize, BTreeMap<&str, EventId>)| {
        let begin = from.saturating_add(at as i64 * WINDOW_MS);
        let end = begin.saturating_add(WINDOW_MS).min(until);
        let reports = partners.len() as u64;
        SpanWindow {
            from_s: seconds(begin),
            until_s: seconds(end),
            reports,
            state: match reports {
                _ if end.saturating_sub(begin) < WINDOW_MS => SpanState::Partial,
                n if n < LEAST => SpanState::Below,
                n if n > MOST => SpanState::Above,
                _ => SpanState::Within,
            },
            events: partners.into_values().collect::<BTreeSet<_>>().into_iter().collect(),
        }
    };
    partners.into_iter().enumerate().map(window).collect()
}
