//! A task from beginning to end: going to where it is done, doing it, speaking, reporting.

use super::verbs;
use crate::hazard::Controls;
use crate::kernel::{Due, Id, Kind, Luck, Purpose, Set, Wake};
use crate::minds::{
    Begin, Deed, Doing, Errand, Hands, Learning, Phase, Plan, Plans, Restless, Stage, Steps, TaskStage, end_step,
    errand_words,
};
use crate::places::{ARRIVED, Body, Map, NO_WAY, SetOut, Transport, task_wake};
use crate::talk::{Channels, Content, OrderNote, ReportNote, Talk, TalkEnded, TalkStage, Talking, talk_wake};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::Dist;
use hazdrill_model::limits::SHORTEST_ACT_MS;
use hazdrill_record::EventId;
use hazdrill_record::happening::{Done, Failed, Refused};
use hazdrill_units::{SimDuration, SimTime};
use std::sync::Arc;

/// How a deed came out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Done, because of this event: what it did to the world.
    Done(EventId),
    /// It could not be done.
    Refused(&'static str),
}

/// Everything that work reads and writes.
#[derive(SystemParam)]
pub struct Works<'w, 's> {
    /// Minds and the journal.
    pub learning: Learning<'w, 's>,
    /// What actors are occupied with.
    pub hands: Query<'w, 's, (&'static mut Hands, &'static mut Steps)>,
    /// Where everybody is.
    pub bodies: Query<'w, 's, (&'static mut Body, &'static Transport)>,
    /// What they say.
    pub talks: Query<'w, 's, &'static mut Talk>,
    /// What can be switched, and what can be read off.
    pub controls: Controls<'w, 's>,
    /// Luck.
    pub luck: Res<'w, Luck>,
    /// Channels of the scenario.
    pub channels: Res<'w, Channels>,
    /// The map.
    pub map: Res<'w, Map>,
    /// How the drill ends.
    pub ending: ResMut<'w, crate::drill::Ending>,
    plans: Res<'w, Plans>,
    restless: ResMut<'w, Restless>,
    set_out: MessageWriter<'w, SetOut>,
}

/// Begins what was taken in hand in this instant.
pub fn begin_tasks(mut begun: MessageReader<Begin>, mut works: Works) {
    for Begin(who) in begun.read().copied() {
        works.with_task(who, |works, who, doing, plan| Some(works.begin(who, doing, plan)));
    }
}

/// Goes on with tasks whose stage has ended.
pub fn go_on_with_tasks(due: Res<Due>, mut works: Works) {
    for (who, detail) in due.of(Set::Work, Wake::Task) {
        if who.kind != Kind::Actor {
            continue;
        }
        let serial = works.hands.get(works.learning.index.entity(who)).expect("every actor has hands").0.serial;
        works.with_task(who, |works, who, doing, plan| match (doing.stage, detail) {
            (TaskStage::Walking, ARRIVED) => Some(works.act(who, doing, plan)),
            (TaskStage::Travelling, ARRIVED) => works.travelled(who, doing, plan),
            (TaskStage::Walking | TaskStage::Travelling, NO_WAY) => works.fail(who, &doing, plan, "no_way"),
            (TaskStage::Acting, n) if n == serial => works.acted(who, doing, plan),
            _ => Some(doing),
        });
    }
}

/// Goes on with tasks whose talk has ended.
pub fn end_talks(mut ended: MessageReader<TalkEnded>, mut works: Works) {
    for TalkEnded { who, reached, event } in ended.read().copied() {
        works.with_task(who, |works, who, doing, plan| match doing.stage {
            TaskStage::Talking if !reached => {
                let doing = Doing { because: event, ..doing };
                works.fail(who, &doing, plan, "nobody_reached")
            }
            TaskStage::Talking => works.spoken(who, doing, plan, event),
            TaskStage::Reporting => {
                let entity = works.learning.index.entity(who);
                works.hands.get_mut(entity).expect("every actor has hands").0.reported(reached);
                works.free(who, event);
                None
            }
            _ => Some(doing),
        });
    }
}

impl Works<'_, '_> {
    /// The present instant.
    pub fn now(&self) -> SimTime {
        self.learning.now()
    }

    /// The body of an actor.
    pub fn body(&self, who: Id) -> &Body {
        self.bodies.get(self.learning.index.entity(who)).expect("every actor has a body").0
    }

    /// Takes the task out of the hands, lets `go` go on with it, and puts back what is left of it.
    fn with_task(&mut self, who: Id, go: impl FnOnce(&mut Self, Id, Doing, &Plan) -> Option<Doing>) {
        let entity = self.learning.index.entity(who);
        let taken = self.hands.get_mut(entity).expect("every actor has hands").0.doing.take();
        let Some(doing) = taken else { return };
        let plan: Arc<Plan> = self.plans.shared(who);
        let left = go(self, who, doing, &plan);
        self.hands.get_mut(entity).expect("every actor has hands").0.doing = left;
    }

    /// First stage: goes to where the deed is done, if it is done elsewhere.
    fn begin(&mut self, who: Id, mut doing: Doing, plan: &Plan) -> Doing {
        match standing_place(&doing.deed) {
            Some(place) if !self.body(who).is_at(place) || self.body(who).journey.is_some() => {
                doing.stage = TaskStage::Walking;
                self.set_out.write(SetOut { who, goal: place, because: doing.because });
                doing
            }
            _ => self.act(who, doing, plan),
        }
    }

    /// Second stage: is occupied with it for a time.
    fn act(&mut self, who: Id, mut doing: Doing, plan: &Plan) -> Doing {
        doing.stage = TaskStage::Acting;
        let t = self.now() + self.act_time(who, &doing, plan);
        let serial = self.hands.get(self.learning.index.entity(who)).expect("every actor has hands").0.serial;
        self.learning.agenda.at(t, task_wake(who, serial));
        doing
    }

    fn act_time(&mut self, who: Id, doing: &Doing, plan: &Plan) -> SimDuration {
        let names = &self.learning.names;
        let shortest = SimDuration::from_ms(SHORTEST_ACT_MS);
        let time = match &doing.errand {
            Errand::Step(number) => {
                let step = plan.step(*number);
                let key = [names.word(who), &step.procedure, &step.step];
                self.luck.duration(&step.takes, Purpose::Takes, &key, u64::from(doing.attempt))
            }
            Errand::Order(_) if matches!(doing.deed, Deed::Dispatch { .. }) => {
                let word = names.word(who).clone();
                let (mut body, transport) =
                    self.bodies.get_mut(self.learning.index.entity(who)).expect("every actor has a body");
                let nth = u64::from(body.turnouts);
                body.turnouts += 1;
                let turnout = transport.turnout.clone().unwrap_or(Dist::Fixed(shortest));
                self.luck.duration(&turnout, Purpose::Turnout, &[&word], nth)
            }
            Errand::Order(order) => match (&order.work, order.by) {
                (Some(work), Some(by)) => {
                    let key = [names.word(who), names.word(by), &order.step_name];
                    self.luck.duration(work, Purpose::Work, &key, u64::from(doing.attempt))
                }
                _ => shortest,
            },
        };
        time.max(shortest)
    }

    /// Third stage: what was done takes effect; or the way, or the talk, begins.
    fn acted(&mut self, who: Id, mut doing: Doing, plan: &Plan) -> Option<Doing> {
        if let Some(goal) = self.goal(who, &doing.deed) {
            if self.body(who).is_at(goal) && self.body(who).journey.is_none() {
                return self.done(who, doing, plan, None);
            }
            doing.stage = TaskStage::Travelling;
            self.set_out.write(SetOut { who, goal, because: doing.because });
            return Some(doing);
        }
        if let Some((whom, content, by)) = self.speech(who, &doing, plan) {
            doing.stage = TaskStage::Talking;
            self.begin_talk(who, whom, content, by, doing.because);
            return Some(doing);
        }
        match verbs::finish(self, who, &doing) {
            Outcome::Done(event) => self.done(who, doing, plan, Some(event)),
            Outcome::Refused(reason) => {
                let refused = Refused { verb: doing.deed.word().into(), reason: reason.into() };
                let here = self.body(who).place;
                let event = self.learning.journal.event(refused).by(who).at(here).because(doing.because);
                let doing = Doing { because: event, ..doing };
                self.fail(who, &doing, plan, reason)
            }
        }
    }

    /// Where a deed leads that consists of a way.
    fn goal(&self, who: Id, deed: &Deed) -> Option<Id> {
        match deed {
            Deed::Go { to } => Some(to.place()),
            Deed::Dispatch { to } | Deed::Withdraw { to } => Some(self.stop_for(self.body(who).place, to.place())),
            _ => None,
        }
    }

    /// Where a vehicle at `from` stops that is sent to `goal`: the nearest place on a road; `goal` itself where it is
    /// reached on foot.
    fn stop_for(&self, from: Id, goal: Id) -> Id {
        if from == goal || self.map.on_foot(from, goal).is_some() {
            return goal;
        }
        self.map.road_head(goal).unwrap_or(goal)
    }

    /// Whom a deed speaks to, what about, and how; none where it is no speech.
    fn speech(&self, who: Id, doing: &Doing, plan: &Plan) -> Option<(Vec<Id>, Content, Vec<Id>)> {
        match &doing.deed {
            Deed::Tell { whom, facts, by } => {
                let whom = whom.iter().copied().filter(|id| *id != who).collect();
                Some((whom, Content { facts: facts.clone(), ..Content::default() }, by.clone()))
            }
            Deed::Ask { whom, facts, by } => {
                Some((vec![*whom], Content { asks: facts.clone(), ..Content::default() }, by.clone()))
            }
            Deed::Order { crews, deed, work, facts, by, reports } => {
                let (procedure, step_name) = errand_words(plan, &doing.errand);
                let step = match &doing.errand {
                    Errand::Step(number) => Some((*number, doing.attempt)),
                    Errand::Order(_) => None,
                };
                let order = OrderNote {
                    deed: (**deed).clone(),
                    work: work.clone(),
                    reports: *reports && step.is_some(),
                    step,
                    procedure,
                    step_name,
                    urgent: doing.urgent || matches!(**deed, Deed::Withdraw { .. }),
                };
                let by = if by.is_empty() {
                    crews.first().map_or_else(Vec::new, |crew| self.channels.to_order(*crew))
                } else {
                    by.clone()
                };
                let content = Content { facts: facts.clone(), order: Some(order), ..Content::default() };
                Some((crews.clone(), content, by))
            }
            _ => None,
        }
    }

    fn begin_talk(&mut self, who: Id, whom: Vec<Id>, content: Content, by: Vec<Id>, because: EventId) {
        let since = self.now();
        let mut talk = self.talks.get_mut(self.learning.index.entity(who)).expect("every actor can talk");
        talk.serial += 1;
        talk.leads = Some(Talking {
            content,
            remaining: whom,
            by,
            choice: 0,
            tries: 0,
            since,
            because,
            reached: 0,
            last_said: None,
            stage: TalkStage::Choosing,
        });
        let serial = talk.serial;
        self.learning.agenda.next_tick(talk_wake(who, serial));
    }

    /// What was to be said is said.
    fn spoken(&mut self, who: Id, doing: Doing, plan: &Plan, event: EventId) -> Option<Doing> {
        let Deed::Order { deed, reports, .. } = &doing.deed else { return self.done(who, doing, plan, Some(event)) };
        let event = verbs::ordered(self, who, deed, &doing, event);
        let Errand::Step(number) = doing.errand else { return self.done(who, doing, plan, Some(event)) };
        if !reports {
            return self.done(who, doing, plan, Some(event));
        }
        let again = plan.step(number).repeat.map(|every| self.now() + every);
        if let Some(t) = again {
            self.learning.agenda.at(t, crate::minds::timer_wake(who, number));
        }
        let (_, mut steps) = self.hands.get_mut(self.learning.index.entity(who)).expect("every actor has steps");
        let state = &mut steps.0[usize::from(number)];
        state.stage = Stage::Delegated(again);
        state.last = Some(event);
        self.free(who, event);
        None
    }

    /// The way that a deed consists of is at its end.
    fn travelled(&mut self, who: Id, doing: Doing, plan: &Plan) -> Option<Doing> {
        let event = self.body(who).because;
        self.done(who, doing, plan, event)
    }

    /// The deed is done.
    fn done(&mut self, who: Id, mut doing: Doing, plan: &Plan, event: Option<EventId>) -> Option<Doing> {
        let (procedure, step) = errand_words(plan, &doing.errand);
        let verb = doing.deed.word();
        let ordered_by = Self::orderer(&doing).map(|id| self.learning.names.word(id).clone());
        let here = self.body(who).place;
        let done = Done { procedure, step, verb: verb.into(), ordered_by };
        let because = event.unwrap_or(doing.because);
        let event = self.learning.journal.event(done).by(who).at(here).because_later_of(because, doing.because);
        match &doing.errand {
            Errand::Step(number) => self.end_own_step(who, *number, plan, event, true),
            Errand::Order(order) if order.reports || self.owes(who, order.by) => {
                doing.because = event;
                return self.report(who, doing, true);
            }
            Errand::Order(_) => {}
        }
        self.free(who, event);
        None
    }

    /// The deed is given up.
    fn fail(&mut self, who: Id, doing: &Doing, plan: &Plan, reason: &str) -> Option<Doing> {
        let (procedure, step) = errand_words(plan, &doing.errand);
        let failed = Failed { procedure, step, verb: doing.deed.word().into(), reason: reason.into() };
        let here = self.body(who).place;
        let event = self.learning.journal.event(failed).by(who).at(here).because(doing.because);
        match &doing.errand {
            Errand::Step(number) => self.end_own_step(who, *number, plan, event, false),
            Errand::Order(order) if order.reports || self.owes(who, order.by) => {
                return self.report(who, Doing { because: event, ..doing.clone() }, false);
            }
            Errand::Order(_) => {}
        }
        self.free(who, event);
        None
    }

    fn end_own_step(&mut self, who: Id, number: u16, plan: &Plan, event: EventId, done: bool) {
        let (_, mut steps) = self.hands.get_mut(self.learning.index.entity(who)).expect("every actor has steps");
        end_step(who, number, plan, &mut steps.0[usize::from(number)], event, done, &mut self.learning, Phase::After);
    }

    fn orderer(doing: &Doing) -> Option<Id> {
        match &doing.errand {
            Errand::Order(order) => order.by,
            Errand::Step(_) => None,
        }
    }

    fn owes(&self, who: Id, to: Option<Id>) -> bool {
        self.hands.get(self.learning.index.entity(who)).expect("every actor has hands").0.owes(to)
    }

    /// Last stage of an ordered task: the orderer is told what became of it, what was found, and what of the orderer's
    /// was given up before.
    fn report(&mut self, who: Id, mut doing: Doing, done: bool) -> Option<Doing> {
        let Errand::Order(order) = &doing.errand else { return None };
        let to = order.by?;
        let verb = doing.deed.word().into();
        let facts = verbs::findings(self, &doing.deed);
        let mut reports = Vec::new();
        if order.reports {
            reports.push(ReportNote { step: order.step, done, reason: None, verb });
        }
        let entity = self.learning.index.entity(who);
        let (mut hands, _) = self.hands.get_mut(entity).expect("every actor has hands");
        for owed in hands.owed.iter_mut().filter(|owed| owed.to == to) {
            owed.on_the_air = true;
            let (verb, reason) = (owed.verb.clone(), Some(owed.reason.clone()));
            reports.push(ReportNote { step: owed.step, done: false, reason, verb });
        }
        let content = Content { facts, reports, ..Content::default() };
        let by = self.channels.to_report(who);
        self.begin_talk(who, vec![to], content, by, doing.because);
        doing.stage = TaskStage::Reporting;
        Some(doing)
    }

    /// The hands are free again; what waits is looked at in the next instant.
    fn free(&mut self, who: Id, event: EventId) {
        let now = self.now();
        let (mut hands, _) = self.hands.get_mut(self.learning.index.entity(who)).expect("every actor has hands");
        hands.free = Some((now, event));
        hands.serial += 1;
        self.restless.0.insert(who);
        self.learning.agenda.next_tick(crate::minds::weigh_wake(who));
    }
}

/// Where one must stand to do a deed.
fn standing_place(deed: &Deed) -> Option<Id> {
    match deed {
        Deed::Measure { at, .. } | Deed::ShutSource { at } | Deed::HeadCount { at, .. } | Deed::Cordon { at, .. } => {
            Some(at.place())
        }
        Deed::Ventilate { at, from, .. } | Deed::CutPower { at, from } => Some(from.unwrap_or_else(|| at.place())),
        _ => None,
    }
}
