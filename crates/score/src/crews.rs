//! Crews as a resource: tasks that waited for hands against crews that were free, how idle each crew was, what was done
//! twice, and what was asked for and never done.
//!
//! A crew is what the scenario calls one; without a scenario nobody knows, and there is nothing to tell.

mod requests;
mod work_twice;

pub use requests::{Request, RequestKind};
pub use work_twice::DoneTwice;

use crate::moment::seconds;
use crate::view::{View, Who};
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A window of the series, milliseconds.
const WINDOW_MS: i64 = 5 * 60_000;
/// As many windows at most: the windows of a longer record are longer.
const WINDOWS: i64 = 288;

/// As many tasks that waited are named.
const WAITED: usize = 20;

/// Demand for crews and supply of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CrewUse {
    /// Tasks of crews that were ready and waited for hands, added up: task-seconds.
    pub waiting_s: f64,
    /// Crews on duty with nothing in hand, added up: crew-seconds.
    pub free_s: f64,
    /// Tasks that waited beyond the crews that were free at that instant, added up: task-seconds. The area between demand
    /// and supply where demand is above.
    pub shortfall_s: f64,
    /// Tasks that waited although as many crews were free, added up: task-seconds. They were given to another crew.
    pub mismatch_s: f64,
    /// Both over time: means over windows of 5 min (longer in a long record).
    pub series: Vec<CrewWindow>,
    /// Each crew that had a task at least once, by name.
    pub crews: Vec<CrewTime>,
    /// The starts of the tasks that waited longest, the longest first; at most 20.
    pub waited: Vec<EventId>,
    /// The same job done twice by different hands.
    pub done_twice: Vec<DoneTwice>,
    /// Orders and questions that were heard and never came to anything.
    pub never_filled: Vec<Request>,
}

/// Demand and supply in one window.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CrewWindow {
    /// When it begins.
    pub from_s: f64,
    /// When it ends.
    pub until_s: f64,
    /// Tasks that waited for hands, on average.
    pub waiting: f64,
    /// Crews that were free, on average.
    pub free: f64,
}

/// How a crew spent its time, from its first task to the end of the record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CrewTime {
    /// The crew.
    pub crew: String,
    /// From its first task on, seconds.
    pub on_duty_s: f64,
    /// With a task in hand.
    pub busy_s: f64,
    /// Share of the time without one; none where it was on duty for no time.
    pub idle_share: Option<f64>,
    /// How many tasks.
    pub tasks: u64,
    /// The start of the first.
    pub first: EventId,
    /// The longest time between two tasks, and after the last.
    pub longest_idle_s: f64,
    /// The event that ended the task before it.
    pub idle_after: Option<EventId>,
}

/// A crew in the making.
#[derive(Default)]
struct Track {
    /// Since when it is on duty.
    since: i64,
    /// Since when it has a task in hand.
    busy_from: Option<i64>,
    busy_ms: i64,
    tasks: u64,
    first: EventId,
    /// Since when it is free, and by which event.
    free_from: Option<(i64, EventId)>,
    longest: (i64, Option<EventId>),
}

/// Changes of demand and supply, by instant.
type Steps = BTreeMap<i64, (i64, i64)>;

/// Reads the use of crews.
pub(crate) fn read(view: &View<'_>) -> CrewUse {
    let Some(end) = view.events.iter().filter_map(|e| e.t_ms).max() else { return CrewUse::default() };
    let mut tracks: BTreeMap<&str, Track> = BTreeMap::new();
    let mut steps: Steps = BTreeMap::new();
    let mut waited: Vec<(i64, EventId)> = Vec::new();
    for event in view.events {
        let Some(crew) = event.actor.as_deref().filter(|actor| matches!(view.who(actor), Some(Who::Crew(..)))) else {
            continue;
        };
        let Some(t) = event.t_ms else { continue };
        match &event.what {
            H::Started(started) => {
                // 0 is what a record typed by hand leaves out.
                let ready = if started.ready_ms > 0 { started.ready_ms.min(t) } else { t };
                waits(&mut steps, ready, t);
                begin(tracks.entry(crew), &mut steps, t, event.seq);
                if ready < t {
                    let at = waited.partition_point(|(ms, _)| *ms >= t.saturating_sub(ready));
                    if at < WAITED {
                        waited.insert(at, (t.saturating_sub(ready), event.seq));
                        waited.truncate(WAITED);
                    }
                }
            }
            H::Done(_) | H::Failed(_) | H::Interrupted(_) => {
                if let Some(track) = tracks.get_mut(crew) {
                    track.end(t, event, &mut steps);
                }
            }
            _ => {}
        }
    }
    let crews = tracks.into_iter().map(|(crew, track)| track.finish(crew, end)).collect();
    let mut use_of = CrewUse {
        crews,
        waited: waited.into_iter().map(|(_, event)| event).collect(),
        done_twice: work_twice::read(view),
        never_filled: requests::read(view),
        ..CrewUse::default()
    };
    add_up(&mut use_of, &steps, end);
    use_of
}

/// A task waits for hands from `ready` to `t`.
fn waits(steps: &mut Steps, ready: i64, t: i64) {
    if ready < t {
        steps.entry(ready).or_default().0 += 1;
        steps.entry(t).or_default().0 -= 1;
    }
}

fn begin(track: Entry<'_, &str, Track>, steps: &mut Steps, t: i64, event: EventId) {
    let track = track.or_insert_with(|| Track { since: t, first: event, ..Track::default() });
    track.tasks += 1;
    if track.busy_from.is_some() {
        // One thing at a time: the record says nothing of the end of the task before, which ends here.
        return;
    }
    if let Some((free, event)) = track.free_from.take() {
        track.idle(free, t, Some(event));
        steps.entry(t).or_default().1 -= 1;
    }
    track.busy_from = Some(t);
}

impl Track {
    fn end(&mut self, t: i64, event: &Event, steps: &mut Steps) {
        let Some(from) = self.busy_from.take() else { return };
        self.busy_ms = self.busy_ms.saturating_add(t.saturating_sub(from).max(0));
        self.free_from = Some((t, event.seq));
        steps.entry(t).or_default().1 += 1;
    }

    fn idle(&mut self, from: i64, until: i64, after: Option<EventId>) {
        let ms = until.saturating_sub(from).max(0);
        if ms > self.longest.0 {
            self.longest = (ms, after);
        }
    }

    fn finish(mut self, crew: &str, end: i64) -> CrewTime {
        if let Some((free, event)) = self.free_from {
            self.idle(free, end, Some(event));
        }
        if let Some(from) = self.busy_from {
            self.busy_ms = self.busy_ms.saturating_add(end.saturating_sub(from).max(0));
        }
        let on_duty = end.saturating_sub(self.since).max(0);
        let idle = on_duty.saturating_sub(self.busy_ms).max(0);
        CrewTime {
            crew: crew.to_owned(),
            on_duty_s: seconds(on_duty),
            busy_s: seconds(self.busy_ms),
            idle_share: (on_duty > 0).then(|| idle as f64 / on_duty as f64),
            tasks: self.tasks,
            first: self.first,
            longest_idle_s: seconds(self.longest.0),
            idle_after: self.longest.1,
        }
    }
}

/// Integrates demand and supply, over the record and over its windows.
fn add_up(use_of: &mut CrewUse, steps: &Steps, end: i64) {
    let Some(begin) = steps.keys().next().copied() else { return };
    let span = end.saturating_sub(begin).max(1);
    let window = WINDOW_MS.max(span / WINDOWS + 1);
    let mut series: Vec<(i64, i64)> = vec![(0, 0); usize::try_from((span - 1) / window + 1).unwrap_or(0)];
    let (mut waiting, mut free) = (0_i64, 0_i64);
    let (mut waiting_ms, mut free_ms, mut shortfall, mut mismatch) = (0_i64, 0_i64, 0_i64, 0_i64);
    let mut changes = steps.iter().peekable();
    while let Some((t, (more_waiting, more_free))) = changes.next() {
        waiting += more_waiting;
        free += more_free;
        let until = changes.peek().map_or(end, |(next, _)| **next).min(end);
        let ms = until.saturating_sub(*t).max(0);
        waiting_ms = waiting_ms.saturating_add(waiting.saturating_mul(ms));
        free_ms = free_ms.saturating_add(free.saturating_mul(ms));
        shortfall = shortfall.saturating_add((waiting - free).max(0).saturating_mul(ms));
        mismatch = mismatch.saturating_add(waiting.min(free).max(0).saturating_mul(ms));
        spread(&mut series, (waiting, free), t.saturating_sub(begin), until.saturating_sub(begin), window);
    }
    use_of.waiting_s = seconds(waiting_ms);
    use_of.free_s = seconds(free_ms);
    use_of.shortfall_s = seconds(shortfall);
    use_of.mismatch_s = seconds(mismatch);
    use_of.series = (0_i64..)
        .zip(series)
        .map(|(n, (waiting, free))| {
            let from = begin.saturating_add(n * window);
            let until = from.saturating_add(window).min(end);
            let length = until.saturating_sub(from).max(1) as f64;
            CrewWindow {
                from_s: seconds(from),
                until_s: seconds(until),
                waiting: waiting as f64 / length,
                free: free as f64 / length,
            }
        })
        .collect();
}

/// Adds what holds from `from` to `until` (since the begin of the series) to the windows that it touches.
fn spread(series: &mut [(i64, i64)], level: (i64, i64), from: i64, until: i64, window: i64) {
    if level == (0, 0) {
        return;
    }
    let mut at = from;
    while at < until {
        let n = at / window;
        let edge = (n + 1).saturating_mul(window).min(until);
        if let Some(sums) = usize::try_from(n).ok().and_then(|n| series.get_mut(n)) {
            sums.0 = sums.0.saturating_add(level.0.saturating_mul(edge - at));
            sums.1 = sums.1.saturating_add(level.1.saturating_mul(edge - at));
        }
        at = edge;
    }
}
