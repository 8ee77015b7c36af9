//! Slack: how much later an organisation could have acted without moving the goal.
//!
//! Over the graph of recorded causes. An event `e` follows its binding cause `b` after the time that lay between them; any
//! other cause `c` of it could have come later by as much as it came before `b`, and no further. So, from the goal
//! backwards, the total float of an event is
//!
//! `F(goal) = 0`, `F(c) = min over the effects e of c of ( F(e) + max(0, t(b of e) − t(c)) )`
//!
//! over the events from which a chain of causes leads to the goal. On the binding chain it is 0. That is the float of
//! the critical-path method with the durations that were recorded; it says nothing of what would have become possible had
//! somebody acted otherwise. An event at an unknown minute passes on the float of its effects.

use crate::moment::seconds;
use crate::view::View;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// How much later an organisation could have acted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slack {
    /// The organisation.
    pub organisation: String,
    /// How much later its last act could have come without moving the goal, seconds; none at an unknown minute.
    pub s: Option<f64>,
    /// That act: the last event of the organisation from which causes lead to the goal.
    pub last_act: EventId,
    /// The least slack of all its acts, seconds: 0 where one stands on the critical path.
    pub least_s: f64,
    /// An act with the least slack: the last of them.
    pub tightest: EventId,
    /// How many acts of it lead to the goal.
    pub acts: u64,
}

struct Acts {
    last: EventId,
    last_float: Option<i64>,
    least: i64,
    tightest: EventId,
    count: u64,
}

/// The slack of every organisation that acted towards `goal`, the tightest first.
pub(super) fn read(view: &View<'_>, goal: &Event) -> Vec<Slack> {
    let Some(last) = usize::try_from(goal.seq).ok().and_then(|n| n.checked_sub(1)) else { return Vec::new() };
    let Some(events) = view.events.get(..=last) else { return Vec::new() };
    // Of each event, where it leads to the goal; a cause always stands before its effect.
    let mut float: Vec<Option<i64>> = vec![None; events.len()];
    let mut acts: BTreeMap<&str, Acts> = BTreeMap::new();
    float[last] = Some(0);
    for at in (0..events.len()).rev() {
        let (event, Some(own)) = (&events[at], float[at]) else { continue };
        if let Some(organisation) = event.organisation().filter(|_| is_act(event)) {
            let known = event.t_ms.map(|_| own);
            let seen = acts.entry(organisation).or_insert(Acts {
                last: event.seq,
                last_float: known,
                least: own,
                tightest: event.seq,
                count: 0,
            });
            seen.count += 1;
            if own < seen.least {
                (seen.least, seen.tightest) = (own, event.seq);
            }
        }
        let before = event.causes.iter().filter(|cause| **cause < event.seq).filter_map(|cause| view.event(*cause));
        let binding = before.clone().next().and_then(|binding| binding.t_ms);
        for cause in before {
            let spare = binding.zip(cause.t_ms).map_or(0, |(b, t)| b.saturating_sub(t).max(0));
            let index = (cause.seq - 1) as usize;
            let most = own.saturating_add(spare);
            float[index] = Some(float[index].map_or(most, |known| known.min(most)));
        }
    }
    let mut slack: Vec<Slack> = acts
        .into_iter()
        .map(|(organisation, acts)| Slack {
            organisation: organisation.to_owned(),
            s: acts.last_float.map(seconds),
            last_act: acts.last,
            least_s: seconds(acts.least),
            tightest: acts.tightest,
            acts: acts.count,
        })
        .collect();
    slack.sort_by(|a, b| a.least_s.total_cmp(&b.least_s).then(a.s.unwrap_or(0.0).total_cmp(&b.s.unwrap_or(0.0))));
    slack
}

/// Whether somebody did something: hearing, learning and coming to harm are none of one's own doing.
fn is_act(event: &Event) -> bool {
    !matches!(
        event.what,
        H::Heard(_) | H::Learned(_) | H::Misheard(_) | H::Lost(_) | H::Exposed(_) | H::Injured(_) | H::Died(_)
    )
}
