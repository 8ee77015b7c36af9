//! Information: how old it was when it reached a seat, what never arrived, and how long somebody believed what was not so.
//!
//! A seat is a post or a crew; without a scenario, whoever learned something. The members of groups (residents, staff of a
//! laboratory) are none.

mod belief;
mod needs;

pub use belief::{FalseBelief, FalseTotal, wrong_stretches};
pub use needs::NeverArrived;

use crate::readings::key_of;
use crate::spread::Spread;
use crate::truth::{Truth, agrees};
use crate::view::{View, Who};
use hazdrill_record::happening::Learned;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// As many rows by seat are listed, those with the oldest news first.
const LISTED: usize = 200;

/// What a drill shows of its information.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Information {
    /// Age by class of fact, in the order of the facts' keys.
    pub by_fact: Vec<FactAge>,
    /// Age by class of fact and seat, the oldest first; at most 200 rows.
    pub by_seat: Vec<SeatAge>,
    /// News at an unknown minute: in no number above.
    pub unknown: u64,
    /// What a seat needed, was true, and never reached it. Empty without a scenario, which says what was needed.
    pub never_arrived: Vec<NeverArrived>,
    /// Beliefs that differed from the truth, the longest first; at most 50.
    pub false_beliefs: Vec<FalseBelief>,
    /// The same added up by fact and seat, the longest first; at most 200 rows.
    pub false_totals: Vec<FalseTotal>,
}

/// How old the facts of one class were when they reached those who learned them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactAge {
    /// The class: the key of a fact, without its subject.
    pub fact: String,
    /// From a fact becoming true to each seat believing it for the first time.
    pub age: Spread,
    /// How many seats learned it.
    pub seats: u64,
}

/// The same for one seat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeatAge {
    /// The class.
    pub fact: String,
    /// The seat.
    pub seat: String,
    /// From the fact becoming true to the seat believing it.
    pub age: Spread,
}

/// What a seat came to believe.
pub(crate) struct News<'a> {
    pub(crate) seat: &'a str,
    pub(crate) event: &'a Event,
    pub(crate) learned: &'a Learned,
}

/// Reads the information of a record.
pub(crate) fn read(view: &View<'_>) -> Information {
    let truth = Truth::read(view);
    let news: Vec<News<'_>> = view.events.iter().filter_map(|event| news(view, event)).collect();
    let (by_fact, by_seat) = ages(&truth, &news);
    let (false_beliefs, false_totals) = belief::read(view, &truth, &news);
    Information {
        by_fact,
        by_seat,
        unknown: news.iter().filter(|news| news.event.t_ms.is_none()).count() as u64,
        never_arrived: needs::read(view, &truth, &news),
        false_beliefs,
        false_totals,
    }
}

fn news<'a>(view: &View<'a>, event: &'a Event) -> Option<News<'a>> {
    let (H::Learned(learned), Some(seat)) = (&event.what, event.actor.as_deref()) else { return None };
    is_seat(view, seat).then_some(News { seat, event, learned })
}

/// Whether an actor is a seat.
pub(crate) fn is_seat(view: &View<'_>, actor: &str) -> bool {
    view.scenario.is_none() || matches!(view.who(actor), Some(Who::Post(..) | Who::Crew(..)))
}

/// One time of each seat for each change of the truth: the first at which it believed what had become true.
fn ages(truth: &Truth, news: &[News<'_>]) -> (Vec<FactAge>, Vec<SeatAge>) {
    let mut reached: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut times: BTreeMap<(&str, &str), Vec<(f64, EventId)>> = BTreeMap::new();
    for News { seat, event, learned } in news {
        let (Some(changes), Some(t), Some(value)) = (truth.of(&learned.fact), event.t_ms, &learned.value) else {
            continue;
        };
        let so_far = changes.partition_point(|change| change.t_ms <= t);
        let Some(change) = so_far.checked_sub(1).map(|at| &changes[at]) else { continue };
        // What was so from the start is as old as the drill: that says nothing of the way it took.
        let is_news = reached.get(&(*seat, &*learned.fact)).is_none_or(|known| *known < so_far);
        if change.event.is_some() && is_news && agrees(&learned.fact, value, &change.value) {
            reached.insert((seat, &learned.fact), so_far);
            let age = crate::moment::seconds(t.saturating_sub(change.t_ms));
            times.entry((key_of(&learned.fact), seat)).or_default().push((age, event.seq));
        }
    }
    let mut by_fact: BTreeMap<&str, (u64, Vec<(f64, EventId)>)> = BTreeMap::new();
    for ((fact, _), times) in &times {
        let (seats, all) = by_fact.entry(fact).or_default();
        *seats += 1;
        all.extend(times);
    }
    let by_fact = by_fact.into_iter().map(|(fact, (seats, all))| FactAge {
        fact: fact.to_owned(),
        age: Spread::of(all.into_iter()),
        seats,
    });
    let by_seat = times.into_iter().map(|((fact, seat), times)| SeatAge {
        fact: fact.to_owned(),
        seat: seat.to_owned(),
        age: Spread::of(times.into_iter()),
    });
    let (by_fact, mut by_seat): (Vec<FactAge>, Vec<SeatAge>) = (by_fact.collect(), by_seat.collect());
    let worst = |row: &SeatAge| row.age.worst_s.unwrap_or(0.0);
    // A stable sort: equals stay in the order of their keys.
    by_seat.sort_by(|a, b| worst(b).total_cmp(&worst(a)));
    by_seat.truncate(LISTED);
    (by_fact, by_seat)
}
