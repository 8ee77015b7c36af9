//! The network of messages: who reached whom, between whom the plan foresees a link, and who sits between the others.
//!
//! A link runs from a sender to a receiver who heard at least one message of theirs to its end. Figures of a graph:
//! density = links ÷ n(n−1); reciprocity = links whose reverse is there ÷ links; degrees = distinct partners;
//! betweenness as in `betweenness.rs`.

mod betweenness;
mod graph;
mod planned;

pub use graph::{Graph, Node};
pub use planned::{Link, PlanState, PlannedLink};

use crate::stages::Stage;
use crate::view::{View, organisation_of};
use graph::Builder;
use hazdrill_record::{EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// The network of messages of a drill.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Network {
    /// Messages heard, between organisations and within.
    pub messages: u64,
    /// Those among them within an organisation.
    pub internal: u64,
    /// Messages that did not arrive, and nobody noticed.
    pub lost: u64,
    /// Facts heard wrong.
    pub misheard: u64,
    /// Tries to reach somebody that failed.
    pub calls_failed: u64,
    /// The first events of calls failed and messages lost, at most 20.
    pub failed_events: Vec<EventId>,
    /// Between organisations, over the whole drill.
    pub organisations: Graph,
    /// Between organisations, by stage: from its entry to that of the next; a stage without a message is left out.
    pub stages: Vec<StageGraph>,
    /// Between seats (posts, crews, groups of people), over the whole drill.
    pub seats: Graph,
    /// Links that the procedures foresee, with what became of them. Empty without a scenario.
    pub planned: Vec<PlannedLink>,
    /// How many of them there are.
    pub planned_total: u64,
    /// How many of them were used.
    pub planned_used: u64,
    /// How many of them were tried, and nothing arrived.
    pub planned_failed: u64,
    /// Links that were used and that no procedure foresees, the busiest first; answers to questions are none.
    pub unplanned: Vec<Link>,
    /// How many of them there are.
    pub unplanned_total: u64,
}

/// The network of one stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageGraph {
    /// The stage.
    pub stage: &'static str,
    /// Its graph.
    pub graph: Graph,
}

/// One message that was heard.
pub(crate) struct Message<'a> {
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) event: EventId,
    /// Whether the sender spoke to the receiver, who did not merely hear it beside somebody else.
    pub(crate) addressed: bool,
    /// Whether it answered a question.
    pub(crate) answer: bool,
}

/// Reads the network of a record.
pub(crate) fn read(view: &View<'_>, stages: &[Stage]) -> Network {
    let messages: Vec<Message<'_>> = view.events.iter().filter_map(|event| message(view, event)).collect();
    let count = |is: fn(&H) -> bool| view.events.iter().filter(|e| is(&e.what)).count() as u64;
    let organisations = || Builder::new(view.organisations.iter().copied());
    let mut all = organisations();
    let mut by_stage: BTreeMap<usize, Builder<'_>> = BTreeMap::new();
    let mut seats = Builder::new(std::iter::empty());
    let mut internal = 0;
    for message in &messages {
        let (from, to) = (organisation_of(message.from), organisation_of(message.to));
        seats.add(seat(view, message.from), seat(view, message.to), message.event);
        if from == to {
            internal += 1;
            continue;
        }
        all.add(from, to, message.event);
        // Stages are entered in the order of the record.
        let entered = stages.partition_point(|stage| stage.entered_by <= message.event);
        if let Some(stage) = entered.checked_sub(1) {
            by_stage.entry(stage).or_insert_with(organisations).add(from, to, message.event);
        }
    }
    let stages = by_stage
        .into_iter()
        .filter_map(|(at, graph)| Some(StageGraph { stage: stages.get(at)?.id, graph: graph.graph() }));
    let failed = view.events.iter().filter(|e| matches!(e.what, H::Lost(_) | H::CallFailed(_)));
    let mut network = Network {
        messages: messages.len() as u64,
        internal,
        lost: count(|what| matches!(what, H::Lost(_))),
        misheard: count(|what| matches!(what, H::Misheard(_))),
        failed_events: failed.map(|e| e.seq).take(20).collect(),
        calls_failed: count(|what| matches!(what, H::CallFailed(_))),
        organisations: all.graph(),
        stages: stages.collect(),
        seats: seats.graph(),
        ..Network::default()
    };
    planned::read(view, &messages, &mut network);
    network
}

fn message<'a>(view: &View<'a>, event: &'a hazdrill_record::Event) -> Option<Message<'a>> {
    let H::Heard(heard) = &event.what else { return None };
    let (from, to) = (&*heard.from, event.actor.as_deref()?);
    if from.is_empty() || from == to {
        return None;
    }
    let before = |causes: &[EventId]| causes.first().and_then(|cause| view.event(*cause));
    let said = before(&event.causes);
    let addressed = match said.map(|said| &said.what) {
        Some(H::Said(said)) => said.to.iter().any(|name| &**name == to),
        _ => true,
    };
    let answer = said.and_then(|said| before(&said.causes)).is_some_and(|asked| {
        matches!(&asked.what, H::Said(asked) if !asked.asks.is_empty()) && asked.actor.as_deref() == Some(to)
    });
    Some(Message { from, to, event: event.seq, addressed, answer })
}

/// The seat of an actor: members of a group are one.
pub(crate) fn seat<'a>(view: &View<'_>, actor: &'a str) -> &'a str {
    let group = || actor.rsplit_once('.').map_or(actor, |(group, _)| group);
    match view.who(actor) {
        Some(crate::view::Who::Member(_)) => group(),
        _ => actor,
    }
}
