//! Speaking: picking a channel, getting through, speaking, and trying again.
//!
//! A talk goes through its recipients; whoever can be reached together is told together. Each stage ends at a wake of
//! its own. Who calls notices that a call was lost; who speaks on a net or to a room does not, unless the message is an
//! order or a report, which is read back, or a question, whose answer is waited for.

use super::deliver::{Delivered, Delivery, deliver};
use crate::ground::Ground;
use crate::hazard::Damage;
use crate::kernel::{Due, Id, Kind, Luck, Purpose, Set, Sets, Wake, WakeKey};
use crate::minds::{Belief, Deed, FactKey, Hands, Learning, Lore, Pattern, Steps};
use crate::places::Body;
use crate::relay::Relay;
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::{Channel, Dist, OutsideOrders};
use hazdrill_record::happening::{CallFailed, Said, Told};
use hazdrill_record::{EventId, Word};
use hazdrill_units::{SimDuration, SimTime, TICK};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An order inside a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderNote {
    /// What is to be done.
    pub deed: Deed,
    /// Time on the spot.
    pub work: Option<Dist>,
    /// Whether its end is to be reported.
    pub reports: bool,
    /// The orderer's step and attempt; none for an order that a seat gave.
    pub step: Option<(u16, u32)>,
    /// The orderer's procedure.
    pub procedure: Word,
    /// The orderer's step.
    pub step_name: Word,
    /// Goes first and interrupts.
    pub urgent: bool,
}

/// A report inside a message: what became of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportNote {
    /// The orderer's step and attempt.
    pub step: Option<(u16, u32)>,
    /// Whether it was done.
    pub done: bool,
    /// Why it was given up half-way; none where it was done, or tried in vain.
    pub reason: Option<Word>,
    /// The verb.
    pub verb: Word,
}

/// What a talk is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Facts that are told.
    pub facts: Vec<Pattern>,
    /// Facts that are asked for.
    pub asks: Vec<Pattern>,
    /// An order.
    pub order: Option<OrderNote>,
    /// Reports: of the task that has just ended, and of those given up before.
    pub reports: Vec<ReportNote>,
}

/// What is being said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Utterance {
    /// The channel.
    pub channel: Id,
    /// Who is spoken to.
    pub group: Vec<Id>,
    /// The event of beginning to speak.
    pub said: EventId,
    /// Facts with the belief of the speaker when he began; none where he did not know.
    pub facts: Vec<(FactKey, Option<Belief>)>,
}

/// Where a talk stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TalkStage {
    /// About to choose whom to reach, and how.
    Choosing,
    /// Reaching for somebody over a channel.
    Reaching {
        /// The channel.
        channel: Id,
        /// Who would hear.
        group: Vec<Id>,
    },
    /// Speaking.
    Speaking(Utterance),
    /// Listening to the answer of the one who was asked.
    Listening(Utterance),
}

/// A talk under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Talking {
    /// What it is about.
    pub content: Content,
    /// Who is still to be reached.
    pub remaining: Vec<Id>,
    /// Channels, first choice first.
    pub by: Vec<Id>,
    /// Which of them is tried now for the first of the remaining.
    pub choice: usize,
    /// Tries over this channel so far.
    pub tries: u32,
    /// When the speaker first reached for somebody.
    pub since: SimTime,
    /// The event behind the next thing that is said.
    pub because: EventId,
    /// How many were reached, as the speaker believes.
    pub reached: u32,
    /// Who was given up on.
    pub missed: Missed,
    /// The last thing said.
    pub last_said: Option<EventId>,
    /// Where it stands.
    pub stage: TalkStage,
}

/// Those whom a talk did not reach, though they were meant to hear it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// Who.
    pub whom: Vec<Id>,
    /// The last call that failed, or the last order that was refused to one's face.
    pub because: Option<EventId>,
    /// An order was heard and refused.
    pub refused: bool,
}

impl Talking {
    /// Whom the speaker has on the line now.
    pub(crate) fn engages(&self) -> &[Id] {
        match &self.stage {
            TalkStage::Speaking(utterance) | TalkStage::Listening(utterance) => &utterance.group,
            TalkStage::Choosing | TalkStage::Reaching { .. } => &[],
        }
    }
}

/// What an actor says and hears.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// The talk that the actor leads.
    pub leads: Option<Box<Talking>>,
    /// Number of the talk: wakes of older ones are void.
    pub serial: u32,
    /// Who has this actor on the line.
    pub engaged: Engaged,
    /// How often each receiver was reached for.
    pub counts: BTreeMap<Id, u32>,
}

/// Who has somebody on the line.
pub type Engaged = Option<Id>;

/// The state of a channel.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// A net is taken until this instant.
    pub taken_until: SimTime,
    /// Drill control has silenced it by this event.
    pub silenced: Option<EventId>,
}

/// A talk has ended; `Work` goes on with the task in this instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TalkEnded {
    /// Whose.
    pub who: Id,
    /// Whether anybody was reached.
    pub reached: bool,
    /// Who was not.
    pub missed: Missed,
    /// The last thing said, or the last failure.
    pub event: EventId,
}

/// What a talker can do with the channels of the scenario: static.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    /// By rank of the channel.
    pub(crate) list: Arc<[ChannelInfo]>,
    /// Channels by which each actor can be reached, by rank of the actor.
    pub(crate) hears: Arc<[Vec<Id>]>,
    /// Channels by which each crew reports, by rank of the actor.
    pub(crate) reports: Arc<[Vec<Id>]>,
    /// Facts that each actor keeps back from outsiders, by rank of the actor.
    pub(crate) withheld: Arc<[Vec<u16>]>,
    /// What each crew does with an order of another organisation, by rank of the actor.
    pub(crate) outside_orders: Arc<[OutsideOrders]>,
}

/// A channel with its places as ids.
#[derive(Debug)]
pub(crate) struct ChannelInfo {
    pub(crate) channel: Channel,
    pub(crate) from: Option<Id>,
    pub(crate) reaches: Vec<Id>,
}

impl Channels {
    /// A channel.
    pub(crate) fn info(&self, channel: Id) -> &ChannelInfo {
        &self.list[channel.rank as usize]
    }
    /// Channels by which an order reaches crews: by voice where they are near, else by what they hear.
    pub(crate) fn to_order(&self, crews: &[Id]) -> Vec<Id> {
        let mut heard: Vec<Id> = Vec::new();
        for channel in crews.iter().flat_map(|crew| &self.hears[crew.rank as usize]) {
            if !heard.contains(channel) {
                heard.push(*channel);
            }
        }
        self.voice_then(&heard)
    }
    /// Channels by which a crew reports: by voice where the orderer is near, else as its data say.
    pub(crate) fn to_report(&self, crew: Id) -> Vec<Id> {
        self.voice_then(&self.reports[crew.rank as usize])
    }
    fn voice_then(&self, others: &[Id]) -> Vec<Id> {
        let voices = self.list.iter().enumerate().filter(|(_, c)| matches!(c.channel, Channel::Voice(_)));
        let mut all: Vec<Id> = voices.map(|(rank, _)| Id { kind: Kind::Channel, rank: rank as u32 }).collect();
        all.extend(others.iter().filter(|c| !matches!(self.info(**c).channel, Channel::Voice(_))));
        all
    }
    fn hears(&self, who: Id, channel: Id) -> bool {
        self.hears[who.rank as usize].contains(&channel)
    }
}

/// Everything that a talk reads and writes.
#[derive(SystemParam)]
pub struct Talks<'w, 's> {
    pub(crate) voices: Query<'w, 's, &'static mut Talk>,
    pub(crate) lines: Query<'w, 's, &'static mut Line>,
    pub(crate) bodies: Query<'w, 's, &'static Body>,
    pub(crate) hands: Query<'w, 's, (&'static mut Hands, &'static mut Steps)>,
    pub(crate) ground: Res<'w, Ground>,
    pub(crate) luck: Res<'w, Luck>,
    damage: Query<'w, 's, &'static Damage>,
    pub(crate) learning: Learning<'w, 's>,
    relay: ResMut<'w, Relay>,
}

pub(crate) fn talk_wake(who: Id, serial: u32) -> WakeKey {
    WakeKey { set: Set::Communicate, id: who, wake: Wake::Talk, detail: serial }
}

/// Carries every talk on whose stage has ended.
pub fn carry_talks(due: Res<Due>, mut talks: Talks) -> Sets {
    for (who, serial) in due.of(Set::Communicate, Wake::Talk) {
        let entity = talks.learning.index.entity(who);
        let mut talk = talks.voices.get_mut(entity).expect("every actor can talk");
        if talk.serial != serial {
            continue;
        }
        let Some(talking) = talk.leads.take() else { continue };
        let left = talks.carry(who, talking);
        talks.voices.get_mut(entity).expect("every actor can talk").leads = left;
    }
    talks.learning.stirs() | Sets::when(!talks.relay.ended.is_empty(), Set::Work)
}

impl Talks<'_, '_> {
    fn now(&self) -> SimTime {
        self.learning.now()
    }

    fn word(&self, id: Id) -> Word {
        self.learning.lore.names.word(id).clone()
    }

    pub(crate) fn body(&self, who: Id) -> &Body {
        self.bodies.get(self.learning.index.entity(who)).expect("every actor has a body")
    }

    fn wake_after(&mut self, who: Id, time: SimDuration) {
        let serial = self.voices.get(self.learning.index.entity(who)).expect("every actor can talk").serial;
        let t = self.now() + time.max(TICK);
        self.learning.agenda.at(t, talk_wake(who, serial));
    }

    /// One stage further; none where the talk has ended.
    fn carry(&mut self, who: Id, mut talking: Box<Talking>) -> Option<Box<Talking>> {
        // Every branch says where the talk stands then.
        match core::mem::replace(&mut talking.stage, TalkStage::Choosing) {
            TalkStage::Choosing => self.choose(who, talking),
            TalkStage::Reaching { channel, group } => self.get_through(who, talking, channel, group),
            TalkStage::Speaking(utterance) => {
                let Delivered { deaf, refused } = deliver(self, who, &talking, &utterance);
                for (crew, event) in refused {
                    talking.missed.whom.push(crew);
                    talking.missed.because = Some(event);
                    talking.missed.refused = true;
                    talking.because = event;
                }
                if !deaf.is_empty() && notices_loss(&talking.content) {
                    // Read-back or answer is missing: those who heard are done with, the others are called again.
                    let missed = &talking.missed.whom;
                    let heard = utterance.group.iter().filter(|id| !deaf.contains(id) && !missed.contains(id));
                    talking.reached += heard.count() as u32;
                    let (deaf, group) = (in_order(&deaf), in_order(&utterance.group));
                    let is_in = |list: &[Id], id: &Id| list.binary_search(id).is_ok();
                    talking.remaining.retain(|id| is_in(&deaf, id) || !is_in(&group, id));
                    talking.choice = Self::choice_of(&talking, utterance.channel);
                    return self.fail(who, talking, utterance.channel, "lost");
                }
                if talking.content.asks.is_empty() {
                    self.told(who, talking, &utterance)
                } else if self.is_out(utterance.group[0]) {
                    // Who was asked has fallen meanwhile.
                    self.fail(who, talking, utterance.channel, "no_answer")
                } else {
                    Some(self.listen(who, talking, utterance))
                }
            }
            TalkStage::Listening(utterance) => {
                let asked = utterance.group[0];
                let answer = Delivery { from: asked, to: who, utterance: &utterance };
                if !answer.arrives(self) {
                    // Whoever asked hears nothing, and asks again; what is answered then has luck of its own.
                    self.count_on(asked, who);
                    talking.choice = Self::choice_of(&talking, utterance.channel);
                    return self.fail(who, talking, utterance.channel, "lost");
                }
                answer.hear(self);
                self.told(who, talking, &utterance)
            }
        }
    }

    fn choice_of(talking: &Talking, channel: Id) -> usize {
        talking.by.iter().position(|c| *c == channel).unwrap_or(talking.choice)
    }

    /// Picks the next to be reached, and all who can be told with them.
    fn choose(&mut self, who: Id, mut talking: Box<Talking>) -> Option<Box<Talking>> {
        loop {
            let Some(first) = talking.remaining.first().copied() else { return self.end(who, talking) };
            let Some(channel) = talking.by.get(talking.choice).copied() else {
                // No channel is left for this one.
                // Whom the loudspeakers do not reach, nobody expected to hear them.
                let by_speakers =
                    talking.by.iter().any(|c| matches!(self.ground.channels.info(*c).channel, Channel::Speakers(_)));
                let expected = !(by_speakers && talking.reached > 0);
                if talking.tries == 0 && expected {
                    let tried = talking.by.first().copied();
                    let channel = tried.map_or_else(|| "".into(), |c| self.word(c));
                    let failed =
                        CallFailed { to: self.word(first), channel, reason: "not_reachable".into(), attempt: 0 };
                    let here = self.body(who).place;
                    talking.because = self.learning.journal.event(failed).by(who).at(here).because(talking.because);
                }
                if expected && !self.is_one_of_a_group(first) {
                    talking.missed.whom.push(first);
                    talking.missed.because = Some(talking.because);
                }
                talking.remaining.remove(0);
                talking.choice = 0;
                talking.tries = 0;
                continue;
            };
            // The first alone, before all the others are looked at: there may be thousands of them.
            if self.reachable(who, &talking.remaining[..1], channel).is_empty() {
                talking.choice += 1;
                continue;
            }
            let group = self.reachable(who, &talking.remaining, channel);
            let connect = self.duration(who, first, channel, Purpose::Connect);
            self.wake_after(who, connect);
            talking.stage = TalkStage::Reaching { channel, group };
            return Some(talking);
        }
    }

    /// Whether somebody is called with a whole group, whose members nobody counts.
    fn is_one_of_a_group(&self, who: Id) -> bool {
        let Lore { names, plans, .. } = &*self.learning.lore;
        names.word(who).rsplit_once('.').is_some_and(|(group, _)| plans.groups.contains_key(group))
    }

    /// Who of the remaining would hear over a channel; the first of them first.
    fn reachable(&self, who: Id, remaining: &[Id], channel: Id) -> Vec<Id> {
        let info = self.ground.channels.info(channel);
        let place = self.body(who).place;
        let driving = self.body(who).is_driving();
        let hears = |id: &Id| self.ground.channels.hears(*id, channel);
        let awake = |id: &Id| !self.is_out(*id);
        match &info.channel {
            Channel::Calls(_) => remaining.first().copied().filter(hears).into_iter().collect(),
            Channel::Net(_) if self.ground.channels.hears(who, channel) => {
                remaining.iter().copied().filter(hears).filter(awake).collect()
            }
            Channel::Voice(_) => {
                remaining.iter().copied().filter(|id| awake(id) && self.is_near(who, *id, place, driving)).collect()
            }
            Channel::Speakers(_) if info.from == Some(place) && !driving => {
                let heard = |id: &Id| {
                    let body = self.body(*id);
                    info.reaches.contains(&body.place) && body.is_at(body.place)
                };
                remaining.iter().copied().filter(heard).collect()
            }
            Channel::Net(_) | Channel::Speakers(_) => Vec::new(),
        }
    }

    /// Whether somebody is hurt, unconscious or gone, so that nobody answers.
    fn is_out(&self, who: Id) -> bool {
        self.hands.get(self.learning.index.entity(who)).is_ok_and(|(hands, _)| hands.out.is_some())
    }

    /// Whether two can speak face to face: in one place, or in one vehicle.
    fn is_near(&self, who: Id, other: Id, place: Id, driving: bool) -> bool {
        let (a, b) = (self.body(who), self.body(other));
        if driving { b.is_driving() && (a.rides == Some(other) || b.rides == Some(who)) } else { b.is_at(place) }
    }

    fn count(&self, who: Id, to: Id) -> u64 {
        let talk = self.voices.get(self.learning.index.entity(who)).expect("every actor can talk");
        u64::from(talk.counts.get(&to).copied().unwrap_or(0))
    }

    /// One more time that `who` spoke to `to`, or tried to.
    fn count_on(&mut self, who: Id, to: Id) {
        let mut talk = self.voices.get_mut(self.learning.index.entity(who)).expect("every actor can talk");
        *talk.counts.entry(to).or_default() += 1;
    }

    pub(crate) fn unit(&self, from: Id, to: Id, channel: Id, purpose: Purpose) -> f64 {
        let key = [from, to, channel].map(|id| self.learning.lore.names.word(id));
        self.luck.unit(purpose, &key, self.count(from, to))
    }

    fn duration(&self, from: Id, to: Id, channel: Id, purpose: Purpose) -> SimDuration {
        self.nth_duration(from, to, channel, purpose, self.count(from, to))
    }

    fn nth_duration(&self, from: Id, to: Id, channel: Id, purpose: Purpose, nth: u64) -> SimDuration {
        let line = self.ground.channels.info(channel).channel.line();
        let dist = match (purpose, &line.redial) {
            (Purpose::Redial, Some(redial)) => &redial.after,
            _ => &line.connect,
        };
        let key = [from, to, channel].map(|id| self.learning.lore.names.word(id));
        self.luck.duration(dist, purpose, &key, nth)
    }

    /// At the end of reaching: is there anybody, is the line free, does it hold?
    fn get_through(&mut self, who: Id, mut talking: Box<Talking>, channel: Id, group: Vec<Id>) -> Option<Box<Talking>> {
        let first = group[0];
        let still = self.reachable(who, &talking.remaining, channel);
        if still.first() != Some(&first) {
            return self.fail(who, talking, channel, "not_here");
        }
        if self.is_dead(who, first, channel) {
            return self.fail(who, talking, channel, "dead_line");
        }
        let info = self.ground.channels.info(channel);
        let (is_call, is_net) = (matches!(info.channel, Channel::Calls(_)), matches!(info.channel, Channel::Net(_)));
        let lost = info.channel.line().lost.value();
        if is_net {
            let taken =
                self.lines.get(self.learning.index.entity(channel)).expect("every channel has a line").taken_until;
            if taken > self.now() {
                let wait = taken.since(self.now()) + TICK;
                self.wake_after(who, wait);
                talking.stage = TalkStage::Reaching { channel, group: still };
                return Some(talking);
            }
        }
        if is_call && self.is_out(first) {
            return self.fail(who, talking, channel, "no_answer");
        }
        if is_call {
            let other = self.voices.get(self.learning.index.entity(first)).expect("every actor can talk");
            if other.leads.is_some() || other.engaged.is_some() {
                return self.fail(who, talking, channel, "busy");
            }
            if self.unit(who, first, channel, Purpose::Lost) < lost {
                return self.fail(who, talking, channel, "lost");
            }
            self.voices.get_mut(self.learning.index.entity(first)).expect("every actor can talk").engaged = Some(who);
        }
        Some(self.speak(who, talking, channel, still))
    }

    /// Whether a channel is silenced, or runs over cables that are dead at one of its ends.
    fn is_dead(&self, who: Id, other: Id, channel: Id) -> bool {
        let line = self.lines.get(self.learning.index.entity(channel)).expect("every channel has a line");
        let wired = self.ground.channels.info(channel).channel.line().wired;
        let cut = |id: Id| self.damage.get(self.learning.index.entity(self.body(id).place)).is_ok_and(|d| d.devices);
        line.silenced.is_some() || (wired && (cut(who) || cut(other)))
    }

    /// Begins to speak: what is told is what is believed now.
    fn speak(&mut self, who: Id, mut talking: Box<Talking>, channel: Id, group: Vec<Id>) -> Box<Talking> {
        let facts = self.told_facts(who, &talking.content.facts, &group);
        let asks = talking.content.asks.iter().map(|p| self.pattern_word(p)).collect();
        let order = talking.content.order.as_ref().map(|o| &o.deed);
        let said = Said {
            to: group.iter().map(|id| self.word(*id)).collect(),
            channel: self.word(channel),
            facts: self.as_told(&facts),
            order: order.map(|deed| deed.word().into()),
            task: order.map(|deed| deed.task(&self.learning.lore)),
            asks,
            since_ms: talking.since.ms(),
        };
        let here = self.body(who).place;
        let said = self.learning.journal.event(said).by(who).at(here).because(talking.because);
        let extra = usize::from(talking.content.order.is_some()) + talking.content.reports.len();
        self.take_time(who, channel, facts.len() + talking.content.asks.len() + extra);
        talking.last_said = Some(said);
        talking.stage = TalkStage::Speaking(Utterance { channel, group, said, facts });
        talking
    }

    /// The one who was asked answers with what they believe.
    fn listen(&mut self, who: Id, mut talking: Box<Talking>, asked: Utterance) -> Box<Talking> {
        let other = asked.group[0];
        let facts = self.told_facts(other, &talking.content.asks, &[who]);
        let said = Said {
            to: vec![self.word(who)],
            channel: self.word(asked.channel),
            facts: self.as_told(&facts),
            order: None,
            task: None,
            asks: Vec::new(),
            since_ms: self.now().ms(),
        };
        let here = self.body(other).place;
        let said = self.learning.journal.event(said).by(other).at(here).because(asked.said);
        self.take_time(who, asked.channel, facts.len());
        talking.stage = TalkStage::Listening(Utterance { channel: asked.channel, group: vec![other], said, facts });
        talking
    }

    /// Keeps the line for as long as it takes to say `facts` facts.
    fn take_time(&mut self, who: Id, channel: Id, facts: usize) {
        let info = self.ground.channels.info(channel);
        let time = info.channel.line().per_fact * facts.max(1) as i64;
        if matches!(info.channel, Channel::Net(_)) {
            let until = self.now() + time;
            self.lines.get_mut(self.learning.index.entity(channel)).expect("every channel has a line").taken_until =
                until;
        }
        self.wake_after(who, time);
    }

    /// What somebody tells of these facts; what they keep back from outsiders they say they do not know.
    fn told_facts(&self, who: Id, patterns: &[Pattern], to: &[Id]) -> Vec<(FactKey, Option<Belief>)> {
        let withheld = &self.ground.channels.withheld[who.rank as usize];
        let outside = !withheld.is_empty() && to.iter().any(|id| self.organisation(*id) != self.organisation(who));
        let mind = self.learning.mind(who);
        let mut facts = Vec::new();
        for pattern in patterns {
            let kept = outside && withheld.contains(&pattern.fact);
            let before = facts.len();
            let known = pattern.matches(mind).filter(|_| !kept);
            facts.extend(known.map(|(key, belief)| (key, Some(belief.clone()))));
            if facts.len() == before {
                facts.push((FactKey { fact: pattern.fact, subject: pattern.subject }, None));
            }
        }
        facts
    }

    pub(super) fn organisation(&self, who: Id) -> &str {
        let word = self.learning.lore.names.word(who);
        word.split_once('/').map_or(&**word, |(organisation, _)| organisation)
    }

    fn as_told(&self, facts: &[(FactKey, Option<Belief>)]) -> Vec<Told> {
        let told = |(key, belief): &(FactKey, Option<Belief>)| Told {
            fact: self.learning.lore.facts.text(*key, &self.learning.lore.names),
            value: belief.as_ref().map(|b| b.value.clone()),
        };
        facts.iter().map(told).collect()
    }

    fn pattern_word(&self, pattern: &Pattern) -> Word {
        let Lore { names, facts, .. } = &*self.learning.lore;
        facts.text(FactKey { fact: pattern.fact, subject: pattern.subject }, names)
    }

    /// A group has been told; goes on to who remains.
    fn told(&mut self, who: Id, mut talking: Box<Talking>, utterance: &Utterance) -> Option<Box<Talking>> {
        self.hang_up(who, &utterance.group);
        let mut talk = self.voices.get_mut(self.learning.index.entity(who)).expect("every actor can talk");
        for id in &utterance.group {
            *talk.counts.entry(*id).or_default() += 1;
        }
        let taken = utterance.group.iter().filter(|id| !talking.missed.whom.contains(id));
        talking.reached += taken.count() as u32;
        let group = in_order(&utterance.group);
        talking.remaining.retain(|id| group.binary_search(id).is_err());
        talking.choice = 0;
        talking.tries = 0;
        talking.stage = TalkStage::Choosing;
        self.choose(who, talking)
    }

    fn hang_up(&mut self, who: Id, group: &[Id]) {
        for id in group {
            let mut other = self.voices.get_mut(self.learning.index.entity(*id)).expect("every actor can talk");
            if other.engaged == Some(who) {
                other.engaged = None;
            }
        }
    }

    /// It did not come through: tries again, or another channel.
    fn fail(&mut self, who: Id, mut talking: Box<Talking>, channel: Id, reason: &str) -> Option<Box<Talking>> {
        let first = talking.remaining[0];
        talking.tries += 1;
        let failed = CallFailed {
            to: self.word(first),
            channel: self.word(channel),
            reason: reason.into(),
            attempt: talking.tries,
        };
        let here = self.body(who).place;
        talking.because = self.learning.journal.event(failed).by(who).at(here).because(talking.because);
        let nth = self.count(who, first);
        self.count_on(who, first);
        talking.stage = TalkStage::Choosing;
        let redial = self.ground.channels.info(channel).channel.line().redial.as_ref();
        let again = reason != "not_here" && redial.is_some_and(|r| talking.tries < r.tries);
        if again {
            let wait = self.nth_duration(who, first, channel, Purpose::Redial, nth);
            self.wake_after(who, wait);
            return Some(talking);
        }
        talking.choice += 1;
        self.choose(who, talking)
    }

    fn end(&mut self, who: Id, talking: Box<Talking>) -> Option<Box<Talking>> {
        let reached = talking.reached > 0;
        let event = if reached { talking.last_said.unwrap_or(talking.because) } else { talking.because };
        self.relay.ended.push(TalkEnded { who, reached, missed: talking.missed, event });
        None
    }
}

/// A group in the order of names, to be searched: a loudspeaker may address thousands at once.
pub(super) fn in_order(group: &[Id]) -> Vec<Id> {
    let mut all = group.to_vec();
    all.sort_unstable();
    all
}

/// Orders and reports are read back, and questions answered, so that their loss is noticed.
fn notices_loss(content: &Content) -> bool {
    content.order.is_some() || !content.reports.is_empty() || !content.asks.is_empty()
}
