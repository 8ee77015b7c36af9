//! Where time was lost: the longest waits, and for what.

use crate::metric::{Words, words};
use crate::moment::seconds;
use crate::view::View;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;

/// How many waits an evaluation lists.
const LISTED: usize = 10;

/// A wait.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wait {
    /// For what.
    pub kind: WaitKind,
    /// How long.
    pub s: f64,
    /// The event that ended it.
    pub event: EventId,
    /// The binding cause of that event: what it had waited for.
    pub because: Option<EventId>,
    /// Who waited; for a message its sender.
    pub actor: Option<String>,
    /// The step that waited (`procedure/step`), or the channel of the message.
    pub what: String,
    /// To whom the message went.
    pub to: Vec<String>,
    /// What kept the hands busy last: the step (`procedure/step`, or the verb of an order) whose end freed them.
    pub behind: Option<String>,
    /// Why the call did not get through at first, as the record says it: `busy`, `no_answer`.
    pub hindered_by: Option<String>,
}

/// What was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// A step was ready and nobody had hands for it.
    Hands,
    /// Somebody wanted to speak and could not yet.
    ToSend,
    /// Somebody spoke until the other had heard it all.
    Transmission,
}

impl WaitKind {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Hands => words("等人手", "waiting for hands"),
            Self::ToSend => words("等接通", "waiting to get through"),
            Self::Transmission => words("通报用时", "telling"),
        }
    }
}

/// The longest waits of a record, the longest first; equals in the order of the record.
///
/// `ready_ms` and `since_ms` of 0 count as not given: a record typed by hand leaves them out.
pub(crate) fn read(view: &View<'_>) -> Vec<Wait> {
    let mut longest: Vec<(i64, WaitKind, &Event)> = Vec::with_capacity(LISTED + 1);
    for event in view.events {
        let Some((kind, ms)) = waited(view, event) else { continue };
        let at = longest.partition_point(|(other, _, _)| *other >= ms);
        if at < LISTED {
            longest.insert(at, (ms, kind, event));
            longest.truncate(LISTED);
        }
    }
    longest.into_iter().map(|(ms, kind, event)| wait(view, kind, ms, event)).collect()
}

fn waited(view: &View<'_>, event: &Event) -> Option<(WaitKind, i64)> {
    let (kind, since) = match &event.what {
        H::Started(started) => (WaitKind::Hands, Some(started.ready_ms).filter(|ms| *ms > 0)),
        H::Said(said) => (WaitKind::ToSend, Some(said.since_ms).filter(|ms| *ms > 0)),
        H::Heard(_) => {
            let said = event.causes.iter().filter_map(|c| view.event(*c)).find(|e| matches!(e.what, H::Said(_)));
            (WaitKind::Transmission, said.and_then(|said| said.t_ms))
        }
        _ => return None,
    };
    let ms = event.t_ms?.saturating_sub(since?);
    (ms > 0).then_some((kind, ms))
}

/// The step or order whose end freed the hands for `event`: the binding cause, or what lies behind a message with which
/// the step ended.
fn busy_with(view: &View<'_>, event: &Event) -> Option<String> {
    let mut cause = view.event(*event.causes.first()?)?;
    loop {
        if cause.actor != event.actor {
            return None;
        }
        match &cause.what {
            H::Done(done) => return Some(step_path(&done.procedure, &done.step)),
            H::Failed(failed) => return Some(step_path(&failed.procedure, &failed.step)),
            H::Said(_) => {}
            _ => return None,
        }
        let before = *cause.causes.first().filter(|before| **before < cause.seq)?;
        cause = view.event(before)?;
    }
}

/// Why the call before `event` failed.
fn hindered_by(view: &View<'_>, event: &Event) -> Option<String> {
    event.causes.iter().filter_map(|cause| view.event(*cause)).find_map(|cause| match &cause.what {
        H::CallFailed(failed) => Some(failed.reason.to_string()),
        _ => None,
    })
}

/// A step with its procedure, where it has one: `procedure/step`.
pub(crate) fn step_path(procedure: &str, step: &str) -> String {
    if procedure.is_empty() { step.to_owned() } else { format!("{procedure}/{step}") }
}

fn wait(view: &View<'_>, kind: WaitKind, ms: i64, event: &Event) -> Wait {
    let owned = |word: &hazdrill_record::Word| word.to_string();
    let actor = event.actor.as_ref().map(owned);
    let (actor, what, to) = match &event.what {
        H::Started(s) => (actor, step_path(&s.procedure, &s.step), Vec::new()),
        H::Said(said) => (actor, owned(&said.channel), said.to.iter().map(owned).collect()),
        H::Heard(heard) => (Some(owned(&heard.from)), owned(&heard.channel), actor.into_iter().collect()),
        _ => (actor, String::new(), Vec::new()),
    };
    let because = event.causes.first().copied();
    let behind = if kind == WaitKind::Hands { busy_with(view, event) } else { None };
    let hindered_by = if kind == WaitKind::ToSend { hindered_by(view, event) } else { None };
    Wait { kind, s: seconds(ms), event: event.seq, because, actor, what, to, behind, hindered_by }
}
