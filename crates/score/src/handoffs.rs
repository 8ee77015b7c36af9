//! Hand-offs: how long it took until what one organisation knew became work of another, and in which part of the way.
//!
//! A hand-off is a message that caused work: the last thing that had to be known before somebody began a task was learned
//! from it, or it was the order for it. Only the first task that a message caused counts.

use crate::moment::seconds;
use crate::spread::Spread;
use crate::view::{View, organisation_of};
use crate::waits::step_path;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The hand-offs of a drill from one organisation to another, or within one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HandoffPair {
    /// The organisation whose message it was.
    pub from: String,
    /// The organisation that began to work.
    pub to: String,
    /// From the sender being ready to the receiver's start, over all messages.
    pub total: Spread,
    /// From the sender being ready to say it to reaching for the channel.
    pub to_send: Spread,
    /// From reaching for the channel to the end of the message at the receiver.
    pub transmission: Spread,
    /// From the end of the message to its being taken in: more than 0 only where a channel keeps messages.
    pub to_read: Spread,
    /// From taking it in to being ready to act.
    pub deciding: Spread,
    /// From being ready to act to the start of the task.
    pub hands: Spread,
    /// Hand-offs at an unknown minute: in no number above.
    pub unknown: Vec<EventId>,
    /// Each hand-off, in the order in which the tasks began.
    pub messages: Vec<Handoff>,
}

/// One message that caused work.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Handoff {
    /// Beginning to speak.
    pub said: Option<EventId>,
    /// The message at its receiver.
    pub heard: EventId,
    /// The start of the task.
    pub started: EventId,
    /// Sender.
    pub sender: String,
    /// Receiver, who began the task.
    pub receiver: String,
    /// The channel.
    pub channel: String,
    /// The task, `procedure/step`.
    pub task: String,
    /// All of it, seconds: the sum of the parts.
    pub s: f64,
    /// Waiting to send.
    pub to_send_s: f64,
    /// Transmission.
    pub transmission_s: f64,
    /// Waiting to be read.
    pub to_read_s: f64,
    /// Deciding.
    pub deciding_s: f64,
    /// Waiting for hands.
    pub hands_s: f64,
}

/// What the hand-offs of a drill come to, by part.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HandoffTotals {
    /// Over the drill.
    pub all: PartTotals,
    /// By organisation: waiting to send and transmission of the messages that it sent, the other parts of those that it
    /// received. The rows add up to `all`.
    pub organisations: BTreeMap<String, PartTotals>,
}

/// Sums of the parts of hand-offs, seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PartTotals {
    /// Hand-offs sent.
    pub sent: u64,
    /// Hand-offs received.
    pub received: u64,
    /// Waiting to send.
    pub to_send_s: f64,
    /// Transmission.
    pub transmission_s: f64,
    /// Waiting to be read.
    pub to_read_s: f64,
    /// Deciding.
    pub deciding_s: f64,
    /// Waiting for hands.
    pub hands_s: f64,
    /// All of it.
    pub s: f64,
}

impl PartTotals {
    fn send(&mut self, handoff: &Handoff) {
        self.sent += 1;
        self.to_send_s += handoff.to_send_s;
        self.transmission_s += handoff.transmission_s;
        self.s += handoff.to_send_s + handoff.transmission_s;
    }

    /// Back to whole milliseconds, of which the sums are made.
    fn round(&mut self) {
        let parts = [
            &mut self.to_send_s,
            &mut self.transmission_s,
            &mut self.to_read_s,
            &mut self.deciding_s,
            &mut self.hands_s,
            &mut self.s,
        ];
        for part in parts {
            *part = (*part * 1000.0).round() / 1000.0;
        }
    }

    fn receive(&mut self, handoff: &Handoff) {
        self.received += 1;
        self.to_read_s += handoff.to_read_s;
        self.deciding_s += handoff.deciding_s;
        self.hands_s += handoff.hands_s;
        self.s += handoff.to_read_s + handoff.deciding_s + handoff.hands_s;
    }
}

/// Adds up hand-offs by part.
pub(crate) fn totals(pairs: &[HandoffPair]) -> HandoffTotals {
    let mut totals = HandoffTotals::default();
    for pair in pairs {
        for handoff in &pair.messages {
            totals.all.send(handoff);
            totals.all.receive(handoff);
            totals.organisations.entry(pair.from.clone()).or_default().send(handoff);
            totals.organisations.entry(pair.to.clone()).or_default().receive(handoff);
        }
    }
    totals.all.round();
    totals.organisations.values_mut().for_each(PartTotals::round);
    totals
}

/// Reads the hand-offs of a record, by pair.
pub(crate) fn read(view: &View<'_>) -> Vec<HandoffPair> {
    let mut pairs: BTreeMap<(&str, &str), (Vec<EventId>, Vec<Handoff>)> = BTreeMap::new();
    let mut used: BTreeSet<EventId> = BTreeSet::new();
    for started in view.events {
        let H::Started(_) = &started.what else { continue };
        let Some((heard, learned)) = trigger(view, started) else { continue };
        let (H::Heard(message), Some(to)) = (&heard.what, started.organisation()) else { continue };
        if !used.insert(heard.seq) {
            continue;
        }
        let (unknown, known) = pairs.entry((organisation_of(&message.from), to)).or_default();
        match handoff(view, started, heard, learned) {
            Some(handoff) => known.push(handoff),
            None => unknown.push(started.seq),
        }
    }
    let pair = |((from, to), (unknown, messages)): ((&str, &str), (Vec<EventId>, Vec<Handoff>))| {
        let spread = |part: fn(&Handoff) -> f64| Spread::of(messages.iter().map(|m| (part(m), m.started)));
        HandoffPair {
            from: from.to_owned(),
            to: to.to_owned(),
            total: spread(|m| m.s),
            to_send: spread(|m| m.to_send_s),
            transmission: spread(|m| m.transmission_s),
            to_read: spread(|m| m.to_read_s),
            deciding: spread(|m| m.deciding_s),
            hands: spread(|m| m.hands_s),
            unknown,
            messages,
        }
    };
    pairs.into_iter().map(pair).collect()
}

/// The message that caused a task, and what was learned from it: the last message or piece of knowledge among its causes.
/// None where that was no message but one's own eyes.
fn trigger<'a>(view: &View<'a>, started: &Event) -> Option<(&'a Event, Option<&'a Event>)> {
    let causes = started.causes.iter().filter(|c| **c < started.seq).filter_map(|c| view.event(*c));
    let last = causes.filter(|e| matches!(e.what, H::Learned(_) | H::Heard(_)) && e.actor == started.actor);
    let last = last.max_by_key(|e| e.seq)?;
    match &last.what {
        H::Heard(_) => Some((last, None)),
        H::Learned(learned) if learned.from.is_some() => {
            let heard = last.causes.iter().filter(|c| **c < last.seq).filter_map(|c| view.event(*c));
            Some((heard.filter(|e| matches!(e.what, H::Heard(_))).max_by_key(|e| e.seq)?, Some(last)))
        }
        _ => None,
    }
}

/// The parts of a hand-off; none where its message or its start has no known minute.
fn handoff(view: &View<'_>, started: &Event, heard: &Event, learned: Option<&Event>) -> Option<Handoff> {
    let (H::Started(task), H::Heard(message)) = (&started.what, &heard.what) else { return None };
    let said = heard.causes.iter().filter(|c| **c < heard.seq).filter_map(|c| view.event(*c));
    let said = said.filter(|e| matches!(e.what, H::Said(_))).max_by_key(|e| e.seq);
    let (end, arrived) = (started.t_ms?, heard.t_ms?);
    let speaks = said.and_then(|said| said.t_ms).unwrap_or(arrived);
    // 0 is what a record typed by hand leaves out.
    let since = match said.map(|said| &said.what) {
        Some(H::Said(data)) if data.since_ms > 0 => data.since_ms,
        _ => speaks,
    };
    let ready_to_say = said.and_then(|said| sender_ready(view, said)).unwrap_or(since);
    let taken_in = learned.and_then(|learned| learned.t_ms).unwrap_or(arrived);
    let ready = if task.ready_ms > 0 { task.ready_ms } else { end };
    // Each point lies no earlier than the one before and no later than the start, so that the parts add up.
    let mut points = [ready_to_say, since, arrived, taken_in, ready, end];
    for at in 1..points.len() {
        points[at] = points[at].max(points[at - 1]).min(end.max(points[0]));
    }
    let part = |at: usize| seconds(points[at + 1].saturating_sub(points[at]));
    Some(Handoff {
        said: said.map(|said| said.seq),
        heard: heard.seq,
        started: started.seq,
        sender: message.from.to_string(),
        receiver: started.actor.as_deref().unwrap_or("").to_owned(),
        channel: message.channel.to_string(),
        task: step_path(&task.procedure, &task.step),
        s: seconds(points[5].saturating_sub(points[0])),
        to_send_s: part(0),
        transmission_s: part(1),
        to_read_s: part(2),
        deciding_s: part(3),
        hands_s: part(4),
    })
}

/// When the sender was ready to say it: the task behind the message, back over calls that failed; for an order or a report
/// the event that it followed.
fn sender_ready(view: &View<'_>, said: &Event) -> Option<i64> {
    let mut event = said;
    loop {
        let cause = *event.causes.first().filter(|c| **c < event.seq)?;
        event = view.event(cause).filter(|e| e.actor == said.actor)?;
        match &event.what {
            H::CallFailed(_) => {}
            H::Started(started) if started.ready_ms > 0 => return Some(started.ready_ms),
            _ => return event.t_ms,
        }
    }
}
