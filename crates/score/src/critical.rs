//! Critical paths: from the last casualty at a hospital, from the end of the hazard and from the all-clear back to the
//! release, along the binding causes. Whose time it was, and what kind of time; how much later each organisation could
//! have acted; what delayed us.

mod delays;
mod segments;
mod slack;

pub(crate) use delays::read as delays;
pub use delays::{Delay, DelayTarget};
pub use segments::{Segment, TimeKind};
pub use slack::Slack;

use crate::moment::{Moment, Stamps, seconds};
use crate::path::critical_path;
use crate::view::View;
use hazdrill_record::{Event, EventId};
use serde::Serialize;
use std::collections::BTreeMap;

/// The way to one goal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriticalPath {
    /// What it leads to.
    pub goal: Goal,
    /// The stamp of the goal.
    pub stamp: &'static str,
    /// The event of the goal.
    pub event: EventId,
    /// The first event of the chain: the release, an inject, or where the record names no cause.
    pub root: EventId,
    /// The kind of that event.
    pub root_kind: String,
    /// From the root to the goal, seconds; none where one of both has no known minute.
    pub s: Option<f64>,
    /// The same in milliseconds: exactly the sum of the segments, and of `by_organisation`.
    pub ms: Option<i64>,
    /// The binding causes, root first.
    pub events: Vec<EventId>,
    /// The time between, one after the other without a gap.
    pub segments: Vec<Segment>,
    /// Milliseconds by organisation and kind of time; what was nobody's stands under `-`.
    pub by_organisation: BTreeMap<String, BTreeMap<TimeKind, i64>>,
    /// How much later each organisation could have acted, the tightest first.
    pub slack: Vec<Slack>,
}

/// What a critical path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The last casualty reached a hospital.
    LastCasualty,
    /// The fire was out; without a fire, the leak was stopped.
    HazardEnd,
    /// All clear.
    AllClear,
}

/// Whose time it is where it is nobody's.
pub(crate) const NOBODY: &str = "-";

/// Reads the critical paths of a record: those whose goals came.
pub(crate) fn read(view: &View<'_>, stamps: &Stamps) -> Vec<CriticalPath> {
    let hazard = if stamps.scope.fire { "t19_fire_out" } else { "t19_leak_stopped" };
    let goals =
        [(Goal::LastCasualty, "t18_last_at_hospital"), (Goal::HazardEnd, hazard), (Goal::AllClear, "t23_all_clear")];
    goals.into_iter().filter_map(|(goal, stamp)| path(view, goal, stamp, stamps.get(stamp)?)).collect()
}

fn path(view: &View<'_>, goal: Goal, stamp: &'static str, moment: Moment) -> Option<CriticalPath> {
    let chain = chain(view, moment.event);
    let (first, last) = (*chain.first()?, *chain.last()?);
    let segments = segments::read(view, &chain);
    let ms = first.t_ms.zip(last.t_ms).map(|(from, until)| until.saturating_sub(from));
    let mut by_organisation: BTreeMap<String, BTreeMap<TimeKind, i64>> = BTreeMap::new();
    for segment in &segments {
        let owner = segment.organisation.as_deref().unwrap_or(NOBODY).to_owned();
        let sum = by_organisation.entry(owner).or_default().entry(segment.kind).or_default();
        *sum = sum.saturating_add(segment.ms);
    }
    Some(CriticalPath {
        goal,
        stamp,
        event: last.seq,
        root: first.seq,
        root_kind: first.kind().to_owned(),
        s: ms.map(seconds),
        ms,
        events: chain.iter().map(|event| event.seq).collect(),
        segments,
        by_organisation,
        slack: slack::read(view, last),
    })
}

/// The segments of the critical path to any event.
pub(crate) fn segments_to(view: &View<'_>, goal: EventId) -> Vec<Segment> {
    segments::read(view, &chain(view, goal))
}

/// The binding causes of an event, root first; the event last.
fn chain<'a>(view: &View<'a>, goal: EventId) -> Vec<&'a Event> {
    critical_path(view.events, goal).into_iter().filter_map(|id| view.event(id)).collect()
}
