//! Hearing: what of an utterance arrives, and what it changes in those who hear it.

use super::speak::{Talking, Talks, Utterance, in_order};
use crate::kernel::{Id, Kind, Purpose};
use crate::minds::{Channelled, Deed, FactKey, News, Ordered, Phase, Stage, WITHDRAWN, end_step, give_up};
use hazdrill_model::fact::key;
use hazdrill_model::{Channel, OutsideOrders, Value};
use hazdrill_record::EventId;
use hazdrill_record::happening::{Done, Failed, Heard, Lost, Misheard, Refused};
use std::collections::BTreeSet;

/// One utterance on its way to one hearer.
pub(super) struct Delivery<'a> {
    pub(super) from: Id,
    pub(super) to: Id,
    pub(super) utterance: &'a Utterance,
}

/// What did not come of an utterance.
#[derive(Default)]
pub(super) struct Delivered {
    /// Who heard nothing.
    pub(super) deaf: Vec<Id>,
    /// Who heard an order and refused it to the speaker's face, each with the event of it.
    pub(super) refused: Vec<(Id, EventId)>,
}

/// Delivers an utterance to its group and to those who ride with a crew that is addressed.
pub(super) fn deliver(talks: &mut Talks, from: Id, talking: &Talking, utterance: &Utterance) -> Delivered {
    let mut delivered = Delivered::default();
    let addressed = in_order(&utterance.group);
    for to in &utterance.group {
        let delivery = Delivery { from, to: *to, utterance };
        if !delivery.arrives(talks) {
            delivered.deaf.push(*to);
            continue;
        }
        let order = talking.content.order.as_ref();
        let heard = delivery.hear_with(talks, order.map(|o| &o.deed));
        if let Some(note) = order {
            let ordered = Ordered {
                deed: note.deed.clone(),
                by: Some(from),
                step: note.step,
                procedure: note.procedure.clone(),
                step_name: note.step_name.clone(),
                work: note.work.clone(),
                reports: note.reports,
                urgent: note.urgent,
                since: talks.learning.now(),
                because: heard,
            };
            match refusal(talks, *to, &ordered) {
                Some(reason) => {
                    let refused = Refused {
                        verb: note.deed.word().into(),
                        reason: reason.into(),
                        ordered_by: Some(talks.learning.lore.names.word(from).clone()),
                    };
                    let here = talks.learning.mind(*to).here;
                    let event = talks.learning.journal.event(refused).by(*to).at(here).because(heard);
                    delivered.refused.push((*to, event));
                }
                None => take_order(talks, *to, ordered),
            }
        }
        for report in &talking.content.reports {
            take_report(talks, from, *to, report, heard);
        }
        for rider in riders(talks, *to, &addressed) {
            Delivery { from, to: rider, utterance }.hear(talks);
        }
    }
    delivered
}

/// Why somebody does not take an order of another organisation; none where they take it. Anybody may call a crew back.
fn refusal(talks: &Talks, to: Id, ordered: &Ordered) -> Option<&'static str> {
    let by = ordered.by?;
    if matches!(ordered.deed, Deed::Withdraw { .. }) || talks.organisation(by) == talks.organisation(to) {
        return None;
    }
    match talks.ground.channels.outside_orders[to.rank as usize] {
        OutsideOrders::Take => None,
        OutsideOrders::WhenFree => {
            let (hands, _) = talks.hands.get(talks.learning.index.entity(to)).expect("every actor has hands");
            (hands.doing.is_some() || !hands.inbox.is_empty()).then_some("other_orders")
        }
        OutsideOrders::Refuse => Some("not_under_command"),
    }
}

/// Those who ride with a crew, are where it is, and were not addressed themselves.
fn riders(talks: &Talks, crew: Id, addressed: &[Id]) -> Vec<Id> {
    let place = talks.body(crew).place;
    let hears = |id: &Id| addressed.binary_search(id).is_err() && talks.body(*id).place == place;
    talks.ground.riders.with(crew).iter().copied().filter(hears).collect()
}

impl Delivery<'_> {
    /// Whether anything arrives. A call that came through holds.
    pub(super) fn arrives(&self, talks: &mut Talks) -> bool {
        let channel = self.utterance.channel;
        let line = talks.ground.channels.info(channel);
        if matches!(line.channel, Channel::Calls(_)) {
            return true;
        }
        let lost = line.channel.line().lost.value();
        if lost <= 0.0 || talks.unit(self.from, self.to, channel, Purpose::Lost) >= lost {
            return true;
        }
        let names = &talks.learning.lore.names;
        let lost = Lost { from: names.word(self.from).clone(), channel: names.word(channel).clone() };
        talks.learning.journal.event(lost).by(self.to).because(self.utterance.said);
        false
    }

    pub(super) fn hear(&self, talks: &mut Talks) -> EventId {
        self.hear_with(talks, None)
    }

    /// Hears the utterance to its end and believes what was told.
    fn hear_with(&self, talks: &mut Talks, order: Option<&Deed>) -> EventId {
        let Self { from, to, utterance } = self;
        let names = &talks.learning.lore.names;
        let channel = names.word(utterance.channel).clone();
        let heard = Heard {
            from: names.word(*from).clone(),
            channel: channel.clone(),
            order: order.map(|deed| deed.word().into()),
            task: order.map(|deed| deed.task(&talks.learning.lore)),
            unknown: utterance.facts.iter().filter(|(_, b)| b.is_none()).count() as u32,
        };
        let here = talks.bodies.get(talks.learning.index.entity(*to)).expect("every actor has a body").place;
        let heard = talks.learning.journal.event(heard).by(*to).at(here).because(utterance.said);
        let wrong = self.mishearing(talks);
        for (n, (key, belief)) in utterance.facts.iter().enumerate() {
            let Some(belief) = belief else { continue };
            let mut value = belief.value.clone();
            if let Some((_, as_heard)) = wrong.as_ref().filter(|(which, _)| *which == n) {
                let misheard = Misheard {
                    from: talks.learning.lore.names.word(*from).clone(),
                    channel: channel.clone(),
                    fact: talks.learning.lore.facts.text(*key, &talks.learning.lore.names),
                    said: Some(value),
                    heard: Some(as_heard.clone()),
                };
                talks.learning.journal.event(misheard).by(*to).at(here).because(heard);
                value = as_heard.clone();
            }
            let hops = belief.hops.saturating_add(1);
            let news = News { key: *key, value, as_of: belief.as_of, origin: belief.origin, hops };
            let how = Channelled { from: Some(*from), channel: channel.clone() };
            talks.learning.learn(*to, news, how, heard, Phase::Before);
        }
        heard
    }

    /// Which fact is heard wrong, and as what; none in most cases.
    fn mishearing(&self, talks: &Talks) -> Option<(usize, Value)> {
        let Self { from, to, utterance } = self;
        let p = talks.ground.channels.info(utterance.channel).channel.line().misheard.value();
        // Where nothing is told, nothing is misheard: no need to ask luck, of which each draw stands by itself.
        let tells = utterance.facts.iter().any(|(_, belief)| belief.is_some());
        if p <= 0.0 || !tells || talks.unit(*from, *to, utterance.channel, Purpose::Misheard) >= p {
            return None;
        }
        let known: Vec<usize> = (0..utterance.facts.len()).filter(|n| utterance.facts[*n].1.is_some()).collect();
        let luck = talks.unit(*from, *to, utterance.channel, Purpose::Mishearing);
        let scaled = luck * known.len() as f64;
        let which = known[(scaled as usize).min(known.len() - 1)];
        let (key, belief) = &utterance.facts[which];
        let belief = belief.as_ref()?;
        wrong_value(talks, *key, &belief.value, scaled.fract()).map(|value| (which, value))
    }
}

/// A place so near that whoever hears half of its name may take it for the other: a judgement.
const NEXT_DOOR_M: f64 = 25.0;

/// Places that can be mistaken for one: those next to it, and those that share a word of their names with it.
fn places_like(talks: &Talks, place: Id) -> Vec<Id> {
    let names = &talks.learning.lore.names;
    let words: BTreeSet<&str> = names.word(place).split('-').collect();
    let near: BTreeSet<Id> = talks.ground.map.within(place, NEXT_DOOR_M).into_iter().collect();
    let is_like = |id: &Id| near.contains(id) || names.word(*id).split('-').any(|word| words.contains(word));
    names.ids(Kind::Place).filter(|id| *id != place && is_like(id)).collect()
}

/// What a value can be mistaken for: a place near by or of a like name, a number off by a digit, yes for no.
fn wrong_value(talks: &Talks, of: FactKey, value: &Value, luck: f64) -> Option<Value> {
    match value {
        Value::Flag(b) => Some(Value::Flag(!b)),
        Value::Number(n) if n.fract() == 0.0 => {
            Some(Value::Number(if luck < 0.5 && *n >= 1.0 { n - 1.0 } else { n + 1.0 }))
        }
        Value::Number(n) => Some(Value::Number(if luck < 0.5 { n * 10.0 } else { n / 10.0 })),
        Value::Word(word) => {
            let names = &talks.learning.lore.names;
            let kind = match &*talks.learning.lore.facts.info(of.fact).key {
                key::LEAK_PLACE | key::CREW_AT | key::CREW_HURT => Kind::Place,
                key::LEAK_SUBSTANCE => Kind::Substance,
                _ => return None,
            };
            let others: Vec<Id> = match names.id(Kind::Place, word).filter(|_| kind == Kind::Place) {
                Some(place) => places_like(talks, place),
                None => names.ids(kind).filter(|id| names.word(*id) != word).collect(),
            };
            let pick = ((luck * others.len() as f64) as usize).min(others.len().saturating_sub(1));
            others.get(pick).map(|id| Value::Word(names.word(*id).clone()))
        }
    }
}

/// Puts an order into the inbox, unless it is there, or in hand, already.
fn take_order(talks: &mut Talks, to: Id, ordered: Ordered) {
    let (mut hands, _) = talks.hands.get_mut(talks.learning.index.entity(to)).expect("every actor has hands");
    let same = |other: &Ordered| other.by == ordered.by && other.deed == ordered.deed;
    let in_hand = hands.doing.as_ref().is_some_and(|d| matches!(&d.errand, crate::minds::Errand::Order(o) if same(o)));
    if in_hand || hands.inbox.iter().any(same) {
        return;
    }
    hands.ordered_again(&ordered);
    if matches!(ordered.deed, Deed::Withdraw { .. }) {
        // Called back: what was ordered before is void.
        let here = talks.learning.mind(to).here;
        for void in core::mem::take(&mut hands.inbox) {
            let causes = [ordered.because, void.because];
            give_up(to, here, &void, WITHDRAWN, causes, &mut hands, &mut talks.learning.journal);
        }
    }
    hands.inbox.push(ordered);
    talks.learning.unrest.rouse(to);
}

/// The orderer hears what became of an order. One that several were given ends when all of them have reported: done if
/// all have done it.
fn take_report(talks: &mut Talks, from: Id, to: Id, report: &super::speak::ReportNote, heard: EventId) {
    let Some((number, _)) = report.step else { return };
    let plan = talks.learning.lore.plans.shared(to);
    let (_, mut steps) = talks.hands.get_mut(talks.learning.index.entity(to)).expect("every actor has steps");
    let Some(state) = steps.0.get_mut(usize::from(number)) else { return };
    if !matches!(state.stage, Stage::Delegated(_) | Stage::Ready { .. }) {
        return;
    }
    state.awaits.retain(|crew| *crew != from);
    state.short |= !report.done;
    if !state.awaits.is_empty() {
        return;
    }
    let done = !state.short;
    let step = plan.step(number);
    let (procedure, name, verb) = (step.procedure.clone(), step.step.clone(), report.verb.clone());
    let here = talks.learning.mind(to).here;
    let reason = report.reason.clone().unwrap_or_else(|| "reported_failed".into());
    let draft = if done {
        talks.learning.journal.event(Done { procedure, step: name, verb, ordered_by: None })
    } else {
        talks.learning.journal.event(Failed { procedure, step: name, verb, reason })
    };
    let event = draft.by(to).at(here).because(heard);
    end_step(to, number, &plan, state, event, done, &mut talks.learning, Phase::Before);
}
