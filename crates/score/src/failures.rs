//! What went wrong in plain sight: steps forgotten, orders refused, crews that two commanded at once, people who were
//! to be told something and were never reached.

use crate::view::{View, Who, organisation_of};
use crate::waits::step_path;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts with their evidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Failures {
    /// Steps that were forgotten when their time came.
    pub forgotten: Vec<Lapse>,
    /// Orders and acts that could not be carried out.
    pub refused: Vec<Lapse>,
    /// Orders to a crew that was still busy with the order of somebody else.
    pub double_command: Vec<DoubleCommand>,
    /// Who was called and never reached by the one who called.
    pub never_told: Vec<NeverTold>,
}

/// Calls of one person to another of which none came through to the end of the drill.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeverTold {
    /// Who called.
    pub by: String,
    /// Whom.
    pub to: String,
    /// How often it was tried since they last spoke.
    pub tries: u32,
    /// The last try.
    pub event: EventId,
}

/// One step forgotten, or one order refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lapse {
    /// Its event.
    pub event: EventId,
    /// Who.
    pub actor: Option<String>,
    /// The step (`procedure/step`) that was forgotten; the verb that was refused.
    pub what: String,
    /// Why it was refused; none for a step forgotten.
    pub reason: Option<String>,
}

/// Two orders to one crew by different people, the second while the crew was busy with the first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoubleCommand {
    /// The crew.
    pub crew: String,
    /// Who gave the order that it was busy with.
    pub first_by: String,
    /// That order, as it was heard.
    pub first: EventId,
    /// Who gave the other one.
    pub second_by: String,
    /// The other order, as it was heard.
    pub second: EventId,
    /// The organisations of the two, that of the first order first; one where both are of it.
    pub organisations: Vec<String>,
}

impl DoubleCommand {
    fn new(crew: &str, first: &InHand<'_>, second_by: &str, second: EventId) -> Self {
        let mut organisations = vec![organisation_of(first.by).to_owned(), organisation_of(second_by).to_owned()];
        organisations.dedup();
        Self {
            crew: crew.to_owned(),
            first_by: first.by.to_owned(),
            first: first.heard,
            second_by: second_by.to_owned(),
            second,
            organisations,
        }
    }

    /// The organisations of the two where they are two.
    pub fn across(&self) -> Option<(&str, &str)> {
        match self.organisations.as_slice() {
            [first, second] => Some((first, second)),
            _ => None,
        }
    }
}

/// As many orders in hand are kept of one crew; no real crew has more.
const IN_HAND: usize = 16;

/// An order in hand: who gave it, its verb, the event at which it was heard.
struct InHand<'a> {
    by: &'a str,
    verb: &'a str,
    heard: EventId,
}

/// Reads the failures of a record.
pub(crate) fn read(view: &View<'_>) -> Failures {
    let mut failures = Failures::default();
    let mut in_hand: BTreeMap<&str, Vec<InHand<'_>>> = BTreeMap::new();
    let mut in_vain = InVain::default();
    for event in view.events {
        in_vain.follow(view, event);
        match &event.what {
            H::Forgotten(step) => {
                failures.forgotten.push(lapse(event, step_path(&step.procedure, &step.step), None));
            }
            H::Refused(refused) => {
                let reason = Some(refused.reason.to_string());
                failures.refused.push(lapse(event, refused.verb.to_string(), reason));
                // Refused when it was heard: it was never in hand.
                if refused.ordered_by.is_some() {
                    end(&mut in_hand, event, &refused.verb, refused.ordered_by.as_deref());
                }
            }
            H::Heard(heard) => {
                let (Some(crew), Some(verb)) = (event.actor.as_deref(), heard.order.as_deref()) else { continue };
                let orders = in_hand.entry(crew).or_default();
                let other = orders.iter().find(|order| order.by != &*heard.from);
                failures
                    .double_command
                    .extend(other.map(|first| DoubleCommand::new(crew, first, &heard.from, event.seq)));
                if verb == "withdraw" {
                    // Called back: what was ordered before is void.
                    orders.clear();
                }
                // The same order again is a repetition, no second one.
                if !orders.iter().any(|order| order.by == &*heard.from && order.verb == verb) {
                    if orders.len() == IN_HAND {
                        orders.remove(0);
                    }
                    orders.push(InHand { by: &heard.from, verb, heard: event.seq });
                }
            }
            H::Done(done) => end(&mut in_hand, event, &done.verb, done.ordered_by.as_deref()),
            H::Failed(failed) => end(&mut in_hand, event, &failed.verb, None),
            _ => {}
        }
    }
    failures.never_told = in_vain.never_told();
    failures
}

/// Calls that have not come through yet: by whom, to whom; how often, and the last one.
#[derive(Default)]
struct InVain<'a>(BTreeMap<(&'a str, &'a str), (u32, EventId)>);

impl<'a> InVain<'a> {
    fn follow(&mut self, view: &View<'_>, event: &'a Event) {
        let Some(actor) = event.actor.as_deref() else { return };
        match &event.what {
            // Whoever calls a whole group counts nobody in it.
            H::CallFailed(call) if !call.to.is_empty() && !matches!(view.who(&call.to), Some(Who::Member(_))) => {
                let (tries, last) = self.0.entry((actor, &call.to)).or_default();
                (*tries, *last) = (tries.saturating_add(1), event.seq);
            }
            H::Heard(heard) => _ = self.0.remove(&(&*heard.from, actor)),
            _ => {}
        }
    }

    fn never_told(self) -> Vec<NeverTold> {
        let row = |((by, to), (tries, event)): ((&str, &str), _)| NeverTold {
            by: by.to_owned(),
            to: to.to_owned(),
            tries,
            event,
        };
        let mut all: Vec<NeverTold> = self.0.into_iter().map(row).collect();
        all.sort_by_key(|one| one.event);
        all
    }
}

/// An order is out of hand: done, or given up.
fn end(in_hand: &mut BTreeMap<&str, Vec<InHand<'_>>>, event: &Event, verb: &str, by: Option<&str>) {
    let Some(orders) = event.actor.as_deref().and_then(|crew| in_hand.get_mut(crew)) else { return };
    let fits = |order: &InHand<'_>| order.verb == verb && by.is_none_or(|by| by == order.by);
    if let Some(at) = orders.iter().position(fits) {
        orders.remove(at);
    }
}

fn lapse(event: &Event, what: String, reason: Option<String>) -> Lapse {
    Lapse { event: event.seq, actor: event.actor.as_ref().map(ToString::to_string), what, reason }
}
