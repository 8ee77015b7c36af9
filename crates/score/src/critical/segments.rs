//! A critical path as stretches of time: each with its owner and the kind of time it was.
//!
//! The time between an event and its binding cause belongs to the kind that the event ends: a message heard ends
//! transmission, an arrival ends a journey. One kind reaches further back: a task that was ready before its hands were free
//! waited for hands **from being ready to its start**, whatever the same hands did meanwhile; what they did then is on the
//! path only up to the instant at which the task was ready. So every instant between root and goal belongs to one segment.

use crate::metric::{Words, words};
use crate::moment::seconds;
use crate::view::View;
use crate::waits::step_path;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;

/// What kind of time it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// The hazard took its course: vapour spread, a fire burnt, and nobody's act bound what followed.
    Hazard,
    /// It was there to be noticed, and nobody had noticed it.
    Noticing,
    /// Preparing to say something, dialling, finding the line engaged, trying again: up to the first word.
    ToSend,
    /// From the first word to the end of the message.
    Transmitting,
    /// A message lay unread.
    ToRead,
    /// Making up one's mind, a document being drawn up; what the procedure itself waits.
    Deciding,
    /// Ready to act, and the hands not free.
    Hands,
    /// Ordered out, and not yet left.
    Turnout,
    /// On the way.
    Travelling,
    /// Work on the spot.
    Working,
    /// Between two known minutes, in no known order.
    Unknown,
}

impl TimeKind {
    /// Every kind, in its order.
    pub const ALL: [Self; 11] = [
        Self::Hazard,
        Self::Noticing,
        Self::ToSend,
        Self::Transmitting,
        Self::ToRead,
        Self::Deciding,
        Self::Hands,
        Self::Turnout,
        Self::Travelling,
        Self::Working,
        Self::Unknown,
    ];

    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Hazard => words("险情发展", "the hazard's own course"),
            Self::Noticing => words("未被发现", "unnoticed"),
            Self::ToSend => words("等待发出", "waiting to be sent"),
            Self::Transmitting => words("通报用时", "telling"),
            Self::ToRead => words("等待阅读", "waiting to be read"),
            Self::Deciding => words("研判决定", "deciding"),
            Self::Hands => words("等人手", "waiting for hands"),
            Self::Turnout => words("出动准备", "turning out"),
            Self::Travelling => words("途中", "on the way"),
            Self::Working => words("现场作业", "working"),
            Self::Unknown => words("时刻不详", "minute unknown"),
        }
    }
}

/// A stretch of a critical path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment {
    /// What kind of time it was.
    pub kind: TimeKind,
    /// Whose; none where it was nobody's.
    pub organisation: Option<String>,
    /// Who; none where it was nobody.
    pub actor: Option<String>,
    /// To whom, for what is said.
    pub to: Option<String>,
    /// The task (`procedure/step`), the channel of a message, where a journey led.
    pub what: Option<String>,
    /// When it began, seconds.
    pub from_s: f64,
    /// When it ended.
    pub until_s: f64,
    /// How long it was, milliseconds.
    pub ms: i64,
    /// The event at which it began.
    pub from: EventId,
    /// The event that ended it.
    pub until: EventId,
}

/// The time from an instant to the begin of the segment after it; the last of all ends with the goal.
struct Piece<'a> {
    kind: TimeKind,
    actor: Option<&'a str>,
    to: Option<String>,
    what: Option<String>,
    from_ms: i64,
    from: EventId,
    until: EventId,
}

/// The segments of a chain of binding causes, in the order of time. Without a known minute at both ends there are none.
pub(super) fn read(view: &View<'_>, chain: &[&Event]) -> Vec<Segment> {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return Vec::new() };
    let (Some(begin), Some(end)) = (first.t_ms, last.t_ms) else { return Vec::new() };
    // From the goal backwards: what lies after `left` has its segment already.
    let mut left = end;
    let mut segments = Vec::new();
    let mut later = *last;
    let mut skipped = false;
    for earlier in chain.iter().rev().skip(1) {
        let (Some(from), Some(until)) = (earlier.t_ms, later.t_ms) else {
            skipped = true;
            continue;
        };
        let pieces = if skipped {
            vec![Piece {
                kind: TimeKind::Unknown,
                actor: None,
                to: None,
                what: None,
                from_ms: from,
                from: earlier.seq,
                until: later.seq,
            }]
        } else {
            pieces(view, earlier, later, from, until)
        };
        skipped = false;
        later = earlier;
        for piece in pieces.into_iter().rev() {
            let from_ms = piece.from_ms.clamp(begin, end);
            if from_ms < left {
                segments.push(segment(piece, from_ms, left));
                left = from_ms;
            }
        }
    }
    segments.reverse();
    segments
}

fn segment(piece: Piece<'_>, from_ms: i64, until_ms: i64) -> Segment {
    let organisation = piece.actor.map(|actor| crate::view::organisation_of(actor).to_owned());
    Segment {
        kind: piece.kind,
        organisation,
        actor: piece.actor.map(str::to_owned),
        to: piece.to,
        what: piece.what,
        from_s: seconds(from_ms),
        until_s: seconds(until_ms),
        ms: until_ms.saturating_sub(from_ms),
        from: piece.from,
        until: piece.until,
    }
}

/// The pieces between a cause and its effect, in the order of time.
fn pieces<'a>(view: &View<'a>, cause: &'a Event, effect: &'a Event, from: i64, until: i64) -> Vec<Piece<'a>> {
    let (kind, actor, to, what) = kind(view, cause, effect);
    let piece = |kind, from_ms| Piece {
        kind,
        actor,
        to: to.clone(),
        what: what.clone(),
        from_ms,
        from: cause.seq,
        until: effect.seq,
    };
    match &effect.what {
        // Ready before the hands were free: this may reach back beyond the cause.
        H::Started(started) if started.ready_ms > 0 && started.ready_ms < until => {
            vec![piece(kind, from.min(started.ready_ms)), piece(TimeKind::Hands, started.ready_ms)]
        }
        _ => vec![piece(kind, from)],
    }
}

type Owned<'a> = (TimeKind, Option<&'a str>, Option<String>, Option<String>);

/// What kind of time an event ends, whose it is, to whom it went, and what it was about.
fn kind<'a>(view: &View<'a>, cause: &'a Event, effect: &'a Event) -> Owned<'a> {
    use TimeKind::{Deciding, Hazard, Noticing, ToRead, ToSend, Transmitting, Travelling, Turnout, Working};
    let own = effect.actor.as_deref();
    let task = |event: &Event| task_of(view, event);
    let is_own = cause.actor.is_some() && cause.actor == effect.actor;
    match &effect.what {
        H::Said(_) if !is_own && matches!(cause.what, H::Said(_)) => {
            // An answer begins when the question has been heard.
            let asks = cause.actor.as_deref();
            (Transmitting, asks, own.map(str::to_owned), task(cause))
        }
        H::Said(said) => (ToSend, own, said.to.first().map(ToString::to_string), Some(said.channel.to_string())),
        H::CallFailed(call) => (ToSend, own, Some(call.to.to_string()), Some(call.channel.to_string())),
        H::Heard(heard) => (Transmitting, Some(&*heard.from), own.map(str::to_owned), Some(heard.channel.to_string())),
        H::Lost(lost) => (Transmitting, Some(&*lost.from), own.map(str::to_owned), Some(lost.channel.to_string())),
        H::Misheard(m) => (Transmitting, Some(&*m.from), own.map(str::to_owned), Some(m.channel.to_string())),
        H::Learned(learned) => match cause.what {
            H::Heard(_) => (ToRead, own, None, Some(learned.channel.to_string())),
            _ if is_own => (Working, own, None, task(cause)),
            _ => (Noticing, own, None, Some(learned.fact.to_string())),
        },
        H::Started(started) => (Deciding, own, None, Some(step_path(&started.procedure, &started.step))),
        H::Declared(_)
        | H::AreaChosen(_)
        | H::AllClear(_)
        | H::Forgotten(_)
        | H::Interrupted(_)
        | H::Refused(_)
        | H::Order(_) => (Deciding, own, None, task(cause)),
        H::Done(_) | H::Failed(_) if is_own => (ends(&cause.what, verb_of(effect)), own, told(cause), task(effect)),
        H::Left(left) if left.drives => (Turnout, own, None, Some(left.to.to_string())),
        H::Arrived(_) | H::Blocked(_) => (Travelling, own, None, effect.place.as_deref().map(str::to_owned)),
        // Foam is being applied, a tap being shut: the work of whoever began it.
        H::FireControlled(_) | H::FireOut(_) | H::LeakStopped(_) if own.is_none() && cause.actor.is_some() => {
            (Working, cause.actor.as_deref(), None, task(cause))
        }
        _ if own.is_none() => (Hazard, None, None, effect.place.as_deref().map(str::to_owned)),
        H::Exposed(_) | H::Injured(_) | H::Died(_) => (Hazard, None, None, effect.place.as_deref().map(str::to_owned)),
        _ => (Working, own, None, task(cause)),
    }
}

/// What kind of time the end of a task ends, given the event before it.
fn ends(before: &H, verb: &str) -> TimeKind {
    match (before, verb) {
        (H::Said(_), _) => TimeKind::Transmitting,
        (H::CallFailed(_), _) | (_, "tell" | "ask") => TimeKind::ToSend,
        (_, "go" | "dispatch" | "withdraw") => TimeKind::Travelling,
        (_, "note" | "declare" | "all_clear") => TimeKind::Deciding,
        _ => TimeKind::Working,
    }
}

fn verb_of(event: &Event) -> &str {
    match &event.what {
        H::Started(s) => &s.verb,
        H::Done(s) => &s.verb,
        H::Failed(s) => &s.verb,
        _ => "",
    }
}

/// To whom it was said, where the event is something said.
fn told(event: &Event) -> Option<String> {
    match &event.what {
        H::Said(said) => said.to.first().map(ToString::to_string),
        H::CallFailed(call) => Some(call.to.to_string()),
        _ => None,
    }
}

/// The task of an event: its own, or that of the last of its binding causes by the same actor that names one.
fn task_of(view: &View<'_>, event: &Event) -> Option<String> {
    let mut at = event;
    // A task has few events between its begin and what it does.
    for _ in 0..8 {
        match &at.what {
            H::Started(s) => return Some(step_path(&s.procedure, &s.step)),
            H::Done(s) => return Some(step_path(&s.procedure, &s.step)),
            H::Failed(s) => return Some(step_path(&s.procedure, &s.step)),
            _ => {}
        }
        at = at
            .causes
            .first()
            .filter(|c| **c < at.seq)
            .and_then(|c| view.event(*c))
            .filter(|e| e.actor == event.actor)?;
    }
    None
}
