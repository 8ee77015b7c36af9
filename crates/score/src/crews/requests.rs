//! What was asked for and never came: orders that crews heard and nobody carried out, questions without an answer.

use crate::view::{View, Who};
use hazdrill_record::{EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// As many are listed.
const LISTED: usize = 200;

/// As many open orders of one kind are kept of one crew; no real crew has more.
const IN_HAND: usize = 16;

/// An order or a question that came to nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Request {
    /// What it was.
    pub kind: RequestKind,
    /// Who asked.
    pub by: String,
    /// Whom.
    pub of: String,
    /// The verb of an order; the facts of a question.
    pub what: Vec<String>,
    /// The order as it was heard; the question as it was asked.
    pub event: EventId,
    /// When; none at an unknown minute.
    pub s: Option<f64>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// An order that was heard, and neither begun nor refused.
    Order,
    /// A question that nobody answered.
    Question,
}

/// Reads what was never filled, in the order of the record.
pub(super) fn read(view: &View<'_>) -> Vec<Request> {
    let mut open: BTreeMap<(&str, &str), Vec<Request>> = BTreeMap::new();
    let mut questions: BTreeMap<EventId, Request> = BTreeMap::new();
    for event in view.events {
        let Some(actor) = event.actor.as_deref() else { continue };
        match &event.what {
            H::Heard(heard) => {
                let Some(verb) = heard.order.as_deref() else { continue };
                if !matches!(view.who(actor), Some(Who::Crew(..))) {
                    continue;
                }
                let orders = open.entry((actor, verb)).or_default();
                // The same order again is a repetition: it is filled when the first is.
                if orders.len() < IN_HAND && !orders.iter().any(|order| *order.by == *heard.from) {
                    orders.push(Request {
                        kind: RequestKind::Order,
                        by: heard.from.to_string(),
                        of: actor.to_owned(),
                        what: vec![verb.to_owned()],
                        event: event.seq,
                        s: event.t_ms.map(crate::moment::seconds),
                    });
                }
            }
            H::Started(started) => fill(&mut open, actor, &started.verb),
            H::Done(done) => fill(&mut open, actor, &done.verb),
            H::Failed(failed) => fill(&mut open, actor, &failed.verb),
            H::Refused(refused) => fill(&mut open, actor, &refused.verb),
            H::Said(said) => {
                // What is said because of a question is its answer.
                for asked in &event.causes {
                    if questions.get(asked).is_some_and(|question| question.by != actor) {
                        questions.remove(asked);
                    }
                }
                if let Some(of) = said.to.first().filter(|_| !said.asks.is_empty()) {
                    questions.insert(
                        event.seq,
                        Request {
                            kind: RequestKind::Question,
                            by: actor.to_owned(),
                            of: of.to_string(),
                            what: said.asks.iter().map(ToString::to_string).collect(),
                            event: event.seq,
                            s: event.t_ms.map(crate::moment::seconds),
                        },
                    );
                }
            }
            _ => {}
        }
    }
    let mut all: Vec<Request> = open.into_values().flatten().chain(questions.into_values()).collect();
    all.sort_by_key(|request| request.event);
    all.truncate(LISTED);
    all
}

fn fill<'a>(open: &mut BTreeMap<(&'a str, &'a str), Vec<Request>>, actor: &'a str, verb: &'a str) {
    open.remove(&(actor, verb));
}
