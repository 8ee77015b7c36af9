//! A task from beginning to end: going to where it is done, doing it, speaking, reporting.

use super::verbs;
use crate::ground::Ground;
use crate::hazard::Controls;
use crate::kernel::{Due, Id, Kind, Luck, Purpose, Set, Sets, Wake, WakeKey};
use crate::minds::{
    Deed, Doing, Errand, FactKey, Hands, Learning, Phase, Plan, Stage, StepState, Steps, Stimuli, TaskStage, end_step,
    errand_words,
};
use crate::people::{Bystanders, Health, leave_play, set_down, show_lying};
use crate::places::{
    ARRIVED, BARRED, Body, BodyKind, Hose, Kit, NO_WAY, Presence, SetOut, SiteState, Transport, WAY_FREE, task_wake,
};
use crate::relay::Relay;
use crate::talk::{Content, Missed, OrderNote, ReportNote, Talk, TalkEnded, TalkStage, Talking, talk_wake};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::limits::SHORTEST_ACT_MS;
use hazdrill_model::{Dist, Value};
use hazdrill_record::EventId;
use hazdrill_record::happening::{Done, Failed, Refused};
use hazdrill_units::{SimDuration, SimTime};
use std::sync::Arc;

/// Draws of which the mean is taken for a block of many doors.
const DOORS_DRAWN: u64 = 16;
/// Two carry one who cannot walk in this time: a judgement, unverified.
const CARRYING_ONE: SimDuration = SimDuration::from_ms(12 * 60_000);
/// After the all-clear the drill waits so long for the scene to be handed over.
const HAND_OVER_WITHIN: SimDuration = SimDuration::from_ms(60 * 60_000);

/// How a deed came out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Done, because of this event: what it did to the world.
    Done(EventId),
    /// One was done, because of this event; now the next.
    Again(EventId),
    /// One part is done, because of this event; now this.
    Onward {
        /// What is left to do.
        deed: Deed,
        /// The event.
        event: EventId,
    },
    /// Casualties are in hand, because of this event, and go there.
    Carry {
        /// Where to.
        to: Id,
        /// The event.
        event: EventId,
    },
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
    /// The map, channels, blocks and hospitals.
    pub ground: Res<'w, Ground>,
    /// How the drill ends.
    pub ending: ResMut<'w, crate::ending::Ending>,
    /// Blocks and crowds that something has reached.
    pub bystanders: ResMut<'w, Bystanders>,
    kit: Query<'w, 's, &'static Kit>,
    casualties: Query<'w, 's, &'static mut Health>,
    site_states: Query<'w, 's, &'static mut SiteState>,
    presence: Res<'w, Presence>,
    stimuli: ResMut<'w, Stimuli>,
    relay: ResMut<'w, Relay>,
}

/// The set `Work`: tasks go on whose talk or stage has ended, then those begin that were taken in hand in this instant.
pub fn work(due: Res<Due>, mut works: Works) -> Sets {
    end_talks(&mut works);
    go_on_with_tasks(&due, &mut works);
    begin_tasks(&mut works);
    end_without_hand_over(&due, &mut works);
    works.learning.stirs() | Sets::when(!works.relay.set_out.is_empty(), Set::Travel)
}

/// Begins what was taken in hand in this instant.
fn begin_tasks(works: &mut Works) {
    for who in core::mem::take(&mut works.learning.unrest.begun) {
        works.with_task(who, |works, who, doing, plan| Some(works.begin(who, doing, plan)));
    }
}

/// Goes on with tasks whose stage has ended.
fn go_on_with_tasks(due: &Due, works: &mut Works) {
    for (who, detail) in due.of(Set::Work, Wake::Task) {
        if who.kind != Kind::Actor {
            continue;
        }
        let serial = works.hands.get(works.learning.index.entity(who)).expect("every actor has hands").0.serial;
        works.with_task(who, |works, who, doing, plan| match (doing.stage, detail) {
            (TaskStage::Walking, ARRIVED) => Some(works.act(who, doing, plan)),
            (TaskStage::Travelling, ARRIVED) => works.travelled(who, doing, plan),
            (TaskStage::Carrying, ARRIVED) => works.hand_over(who, doing, plan),
            (TaskStage::Carrying, NO_WAY | BARRED) => works.put_down_casualties(who, doing, plan),
            (TaskStage::Walking | TaskStage::Travelling, BARRED) => Some(works.wait(who, doing)),
            (TaskStage::Walking | TaskStage::Travelling, WAY_FREE) => Some(works.go_on(who, doing)),
            (TaskStage::HandingOver, n) if n == serial => works.put_down_casualties(who, doing, plan),
            (TaskStage::Walking | TaskStage::Travelling, NO_WAY) => works.fail(who, doing, plan, "no_way"),
            (TaskStage::Acting, n) if n == serial => works.acted(who, doing, plan),
            _ => Some(doing),
        });
    }
}

/// Goes on with tasks whose talk has ended.
fn end_talks(works: &mut Works) {
    for TalkEnded { who, reached, missed, event } in core::mem::take(&mut works.relay.ended) {
        works.with_task(who, |works, who, mut doing, plan| match doing.stage {
            TaskStage::Talking if !reached => {
                doing.because = event;
                let reason = if missed.refused { "refused" } else { "nobody_reached" };
                works.miss(who, &doing, missed.whom);
                works.fail(who, doing, plan, reason)
            }
            TaskStage::Talking => works.spoken(who, doing, plan, event, missed),
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

    /// Something that the hazard takes over has been switched.
    pub fn switched(&mut self) {
        self.controls.take_soon(self.learning.agenda.now(), &mut self.learning.agenda);
    }

    /// The body of an actor.
    pub fn body(&self, who: Id) -> &Body {
        self.bodies.get(self.learning.index.entity(who)).expect("every actor has a body").0
    }

    /// Takes the task out of the hands, lets `go` go on with it, and puts back what is left of it.
    fn with_task(&mut self, who: Id, go: impl FnOnce(&mut Self, Id, Box<Doing>, &Plan) -> Option<Box<Doing>>) {
        let entity = self.learning.index.entity(who);
        let taken = self.hands.get_mut(entity).expect("every actor has hands").0.doing.take();
        let Some(doing) = taken else { return };
        let plan: Arc<Plan> = self.learning.lore.plans.shared(who);
        let left = go(self, who, doing, &plan);
        self.hands.get_mut(entity).expect("every actor has hands").0.doing = left;
    }

    /// First stage: goes to where the deed is done, if it is done elsewhere.
    fn begin(&mut self, who: Id, mut doing: Box<Doing>, plan: &Plan) -> Box<Doing> {
        match self.standing_place(who, &doing.deed) {
            Some(place) if !self.body(who).is_at(place) || self.body(who).journey.is_some() => {
                doing.stage = TaskStage::Walking;
                self.relay.set_out.push(SetOut { who, goal: place, because: doing.because });
                doing
            }
            _ => self.act(who, doing, plan),
        }
    }

    /// Where one must stand to do a deed: a fire is fought from the place before it.
    fn standing_place(&self, who: Id, deed: &Deed) -> Option<Id> {
        match deed {
            Deed::Extinguish { at } if self.controls.burns(at.place()) => {
                Some(self.ground.map.doorstep(self.body(who).place, at.place()))
            }
            // Whoever knows no other place goes to the breaker.
            Deed::CutPower { at, from: None } => {
                Some(self.controls.breaker_place(at.place()).unwrap_or_else(|| at.place()))
            }
            _ => standing_place(deed),
        }
    }

    /// Every way is barred: waits until one is free, and looks what else there is to do.
    fn wait(&mut self, who: Id, mut doing: Box<Doing>) -> Box<Doing> {
        doing.waits = true;
        self.learning.unrest.rouse(who);
        self.learning.agenda.next_tick(crate::minds::weigh_wake(who));
        doing
    }

    /// A way is free again: goes on to where the task leads.
    fn go_on(&mut self, who: Id, mut doing: Box<Doing>) -> Box<Doing> {
        doing.waits = false;
        let goal = match doing.stage {
            TaskStage::Travelling => self.goal(who, &doing.deed),
            _ => self.standing_place(who, &doing.deed),
        };
        let goal = goal.unwrap_or_else(|| self.body(who).place);
        self.relay.set_out.push(SetOut { who, goal, because: doing.because });
        doing
    }

    /// Second stage: is occupied with it for a time.
    fn act(&mut self, who: Id, mut doing: Box<Doing>, plan: &Plan) -> Box<Doing> {
        doing.stage = TaskStage::Acting;
        let t = self.now() + self.act_time(who, &doing, plan);
        let serial = self.hands.get(self.learning.index.entity(who)).expect("every actor has hands").0.serial;
        self.learning.agenda.at(t, task_wake(who, serial));
        doing
    }

    fn act_time(&mut self, who: Id, doing: &Doing, plan: &Plan) -> SimDuration {
        let names = &self.learning.lore.names;
        let shortest = SimDuration::from_ms(SHORTEST_ACT_MS);
        let time = match &doing.errand {
            Errand::Step(number) => {
                let step = plan.step(*number);
                let key = [names.word(who), &step.procedure, &step.step];
                self.luck.duration(&step.takes, Purpose::Takes, &key, nth(doing))
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
                    self.work_time(who, doing, work, &key)
                }
                _ => shortest,
            },
        };
        time.max(shortest)
    }

    /// Third stage: what was done takes effect; or the way, or the talk, begins.
    fn acted(&mut self, who: Id, mut doing: Box<Doing>, plan: &Plan) -> Option<Box<Doing>> {
        if let Some(goal) = self.goal(who, &doing.deed) {
            if self.body(who).is_at(goal) && self.body(who).journey.is_none() {
                let event = verbs::arrived(self, who, &doing, doing.because);
                return self.done(who, doing, plan, Some(event));
            }
            doing.stage = TaskStage::Travelling;
            self.relay.set_out.push(SetOut { who, goal, because: doing.because });
            return Some(doing);
        }
        if let Some((whom, content, by)) = self.speech(who, &doing, plan) {
            doing.stage = TaskStage::Talking;
            self.begin_talk(who, whom, content, by, doing.because);
            return Some(doing);
        }
        let outcome = verbs::finish(self, who, &doing);
        self.conclude(who, doing, plan, outcome)
    }

    /// Those who were carried are where they are wanted; a hospital takes them over in its own time.
    fn hand_over(&mut self, who: Id, mut doing: Box<Doing>, plan: &Plan) -> Option<Box<Doing>> {
        let (time, because) = verbs::at_the_door(self, who, &doing);
        if time <= SimDuration::ZERO {
            return self.put_down_casualties(who, doing, plan);
        }
        doing.because = because;
        doing.stage = TaskStage::HandingOver;
        let serial = self.hands.get(self.learning.index.entity(who)).expect("every actor has hands").0.serial;
        let t = self.now() + time;
        self.learning.agenda.at(t, task_wake(who, serial));
        Some(doing)
    }

    /// Those who were carried are set down where they are wanted.
    fn put_down_casualties(&mut self, who: Id, doing: Box<Doing>, plan: &Plan) -> Option<Box<Doing>> {
        let outcome = verbs::set_down(self, who, &doing);
        self.conclude(who, doing, plan, outcome)
    }

    /// What comes after the work on the spot.
    fn conclude(&mut self, who: Id, mut doing: Box<Doing>, plan: &Plan, outcome: Outcome) -> Option<Box<Doing>> {
        match outcome {
            Outcome::Done(event) => self.done(who, doing, plan, Some(event)),
            Outcome::Again(event) => {
                doing.because = event;
                doing.round += 1;
                Some(self.begin(who, doing, plan))
            }
            Outcome::Onward { deed, event } => {
                doing.because = event;
                doing.round += 1;
                doing.deed = deed;
                Some(self.begin(who, doing, plan))
            }
            Outcome::Carry { to, event } => {
                doing.because = event;
                doing.stage = TaskStage::Carrying;
                let goal = self.stop_for(self.body(who).place, to);
                if self.body(who).is_at(goal) {
                    return self.hand_over(who, doing, plan);
                }
                self.relay.set_out.push(SetOut { who, goal, because: event });
                Some(doing)
            }
            Outcome::Refused(reason) => {
                tracing::debug!(verb = doing.deed.word(), reason, "order refused");
                let refused = Refused { verb: doing.deed.word().into(), reason: reason.into(), ordered_by: None };
                let here = self.body(who).place;
                let event = self.learning.journal.event(refused).by(who).at(here).because(doing.because);
                doing.because = event;
                self.fail(who, doing, plan, reason)
            }
        }
    }

    /// How long ordered work takes. Doors are knocked at by pairs, and those who need help are carried: the mean of many
    /// draws times the doors of a pair, for as many doors as a crew takes in one go.
    fn work_time(&self, who: Id, doing: &Doing, work: &Dist, key: &[&hazdrill_record::Word]) -> SimDuration {
        let Deed::Evacuate { area, to, .. } = &doing.deed else {
            return self.luck.duration(work, Purpose::Work, key, nth(doing));
        };
        let Some(block) = self.ground.sites.blocks.get(&area.place()) else { return work.typical() };
        let draw = |n: u64| self.luck.duration(work, Purpose::Work, key, nth(doing) << 8 | n).seconds();
        let door = (0..DOORS_DRAWN).map(draw).sum::<f64>() / DOORS_DRAWN as f64;
        let pairs = match self.body(who).kind {
            BodyKind::Person => 1,
            BodyKind::Crew(people) => (people / 2).max(1),
        };
        let state = self.site_states.get(self.learning.index.entity(area.place()));
        let doors = block.doors_at_once().min(state.map_or(0, |state| state.doors_left(block, to.is_some())));
        // Whoever stays in need not be carried.
        let people = f64::from(block.people) * f64::from(doors) / f64::from(block.homes.max(1));
        let carried = if to.is_some() { people * block.need_help } else { 0.0 };
        let helped = carried * CARRYING_ONE.seconds();
        SimDuration::from_seconds((f64::from(doors) * door + helped) / f64::from(pairs))
    }

    /// The health of an actor.
    pub fn health(&self, who: Id) -> &Health {
        self.casualties.get(self.learning.index.entity(who)).expect("every actor has health")
    }

    /// The same, to be changed.
    pub fn health_mut(&mut self, who: Id) -> Mut<'_, Health> {
        self.casualties.get_mut(self.learning.index.entity(who)).expect("every actor has health")
    }

    /// Everybody at a place, in the order of names.
    pub fn there(&self, place: Id) -> impl Iterator<Item = Id> + '_ {
        self.presence.at(place)
    }

    /// Stretcher places of a crew.
    pub fn carries(&self, who: Id) -> u32 {
        self.kit.get(self.learning.index.entity(who)).expect("every actor has kit").carries
    }

    /// Lines that an actor can lay.
    pub fn hose(&self, who: Id) -> Hose {
        self.kit.get(self.learning.index.entity(who)).expect("every actor has kit").hose
    }

    /// The number that an actor believes of a fact; 0 where they know none.
    pub fn number(&self, who: Id, key: FactKey) -> f64 {
        match self.learning.mind(who).belief(key).map(|b| &b.value) {
            Some(Value::Number(n)) => *n,
            _ => 0.0,
        }
    }

    /// The state of a site, if it is one.
    pub fn site_mut(&mut self, place: Id) -> Option<Mut<'_, SiteState>> {
        self.site_states.get_mut(self.learning.index.entity(place)).ok()
    }

    /// Takes a casualty along.
    pub fn pick_up(&mut self, carrier: Id, casualty: Id) {
        let entity = self.learning.index.entity(casualty);
        let (mut body, _) = self.bodies.get_mut(entity).expect("every actor has a body");
        body.carried = Some(carrier);
        if body.journey.take().is_some() | body.trapped.take().is_some() {
            // Whoever was on the way somewhere, or waited to be, does not get there.
            self.learning.agenda.next_tick(task_wake(casualty, NO_WAY));
        }
        let (mut body, _) = self.bodies.get_mut(self.learning.index.entity(carrier)).expect("every actor has a body");
        body.passengers.push(casualty);
    }

    /// Sets everybody down whom an actor carries.
    pub fn put_down(&mut self, carrier: Id) -> Vec<Id> {
        set_down(carrier, &mut self.bodies.transmute_lens().query(), &mut self.learning)
    }

    /// Whoever is in a hospital does nothing more in this drill, and nobody answers for them.
    pub fn lay_down_work(&mut self, patient: Id, hospital: Id, because: EventId) {
        let Self { bodies, hands, talks, learning, .. } = self;
        let (mut bodies, mut hands) = (bodies.transmute_lens(), hands.transmute_lens());
        let (bodies, hands) = (&mut bodies.query(), &mut hands.query());
        leave_play((patient, hospital), "injured", because, bodies, hands, talks, learning);
    }

    /// Shows how many lie at a place to those who are there.
    pub fn show(&mut self, place: Id, because: EventId) {
        let lying =
            self.there(place).filter(|id| self.body(*id).carried.is_none() && self.health(*id).needs_carrying());
        let lying = lying.count();
        show_lying(place, lying, because, &self.presence, &mut self.stimuli, &mut self.learning);
    }

    /// The incident is declared over: the drill ends, at once or when the scene has been handed over.
    pub fn clear(&mut self, event: EventId) {
        if self.ending.awaits_hand_over {
            self.ending.cleared = true;
            let t = self.now() + HAND_OVER_WITHIN;
            let id = Id { kind: Kind::Other, rank: 0 };
            let key = WakeKey { set: Set::Work, id, wake: Wake::End, detail: 0 };
            self.learning.agenda.at(t, key);
        } else {
            self.ending.reason = Some(hazdrill_record::EndReason::AllClear);
        }
        tracing::debug!(event, "all clear");
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
        if from == goal || self.ground.map.on_foot(from, goal).is_some() {
            return goal;
        }
        self.ground.map.road_head(goal).unwrap_or(goal)
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
                let by = if by.is_empty() { self.ground.channels.to_order(crews) } else { by.clone() };
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
        talk.leads = Some(Box::new(Talking {
            content,
            remaining: whom,
            by,
            choice: 0,
            tries: 0,
            since,
            because,
            reached: 0,
            missed: Missed::default(),
            last_said: None,
            stage: TalkStage::Choosing,
        }));
        let serial = talk.serial;
        self.learning.agenda.next_tick(talk_wake(who, serial));
    }

    /// What was to be said is said, to all who were meant or only to some.
    fn spoken(
        &mut self,
        who: Id,
        mut doing: Box<Doing>,
        plan: &Plan,
        event: EventId,
        missed: Missed,
    ) -> Option<Box<Doing>> {
        self.miss(who, &doing, missed.whom.clone());
        let Deed::Order { crews, deed, reports, .. } = &mut doing.deed else {
            return self.told(who, doing, plan, event, &missed);
        };
        // What was not heard was not ordered.
        crews.retain(|crew| !missed.whom.contains(crew));
        let (crews, deed, reports) = (crews.clone(), deed.clone(), *reports);
        let event = verbs::ordered(self, who, &deed, &doing, event);
        let Errand::Step(number) = doing.errand else { return self.told(who, doing, plan, event, &missed) };
        if !reports {
            return self.told(who, doing, plan, event, &missed);
        }
        let again = plan.step(number).repeat.map(|every| self.now() + every);
        if let Some(t) = again {
            self.learning.agenda.at(t, crate::minds::timer_wake(who, number));
        }
        let state = self.step_mut(who, number);
        state.stage = Stage::Delegated(again);
        state.last = Some(event);
        state.awaits = crews;
        state.short = !missed.whom.is_empty();
        self.free(who, event);
        None
    }

    /// Ends what consists of telling: done if everybody was reached.
    fn told(
        &mut self,
        who: Id,
        mut doing: Box<Doing>,
        plan: &Plan,
        said: EventId,
        missed: &Missed,
    ) -> Option<Box<Doing>> {
        let Some(because) = missed.because else { return self.done(who, doing, plan, Some(said)) };
        let reason = if missed.refused { "refused" } else { "not_all_reached" };
        doing.because = because.max(said);
        self.fail(who, doing, plan, reason)
    }

    /// Keeps in mind whom a step did not reach.
    fn miss(&mut self, who: Id, doing: &Doing, whom: Vec<Id>) {
        if let Errand::Step(number) = doing.errand {
            self.step_mut(who, number).left = whom;
        }
    }

    fn step_mut(&mut self, who: Id, number: u16) -> &mut StepState {
        let (_, steps) = self.hands.get_mut(self.learning.index.entity(who)).expect("every actor has steps");
        &mut steps.into_inner().0[usize::from(number)]
    }

    /// The way that a deed consists of is at its end.
    fn travelled(&mut self, who: Id, doing: Box<Doing>, plan: &Plan) -> Option<Box<Doing>> {
        let event = self.body(who).because.unwrap_or(doing.because);
        let event = verbs::arrived(self, who, &doing, event);
        self.done(who, doing, plan, Some(event))
    }

    /// The deed is done.
    fn done(&mut self, who: Id, mut doing: Box<Doing>, plan: &Plan, event: Option<EventId>) -> Option<Box<Doing>> {
        let (procedure, step) = errand_words(plan, &doing.errand);
        let verb = doing.deed.word();
        let ordered_by = Self::orderer(&doing).map(|id| self.learning.lore.names.word(id).clone());
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
    fn fail(&mut self, who: Id, mut doing: Box<Doing>, plan: &Plan, reason: &str) -> Option<Box<Doing>> {
        let (procedure, step) = errand_words(plan, &doing.errand);
        let failed = Failed { procedure, step, verb: doing.deed.word().into(), reason: reason.into() };
        let here = self.body(who).place;
        let event = self.learning.journal.event(failed).by(who).at(here).because(doing.because);
        match &doing.errand {
            Errand::Step(number) => self.end_own_step(who, *number, plan, event, false),
            Errand::Order(order) if order.reports || self.owes(who, order.by) => {
                doing.because = event;
                return self.report(who, doing, false);
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
    fn report(&mut self, who: Id, mut doing: Box<Doing>, done: bool) -> Option<Box<Doing>> {
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
        let by = self.ground.channels.to_report(who);
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
        self.learning.unrest.rouse(who);
        self.learning.agenda.next_tick(crate::minds::weigh_wake(who));
    }
}

/// The count of a task's draws: its attempt, and the round within it.
fn nth(doing: &Doing) -> u64 {
    u64::from(doing.round) << 32 | u64::from(doing.attempt)
}

/// Ends a drill whose scene nobody has taken over in time.
fn end_without_hand_over(due: &Due, works: &mut Works) {
    if due.any(Set::Work, Wake::End) && works.ending.cleared {
        works.ending.reason = works.ending.reason.or(Some(hazdrill_record::EndReason::AllClear));
    }
}

/// Where one must stand to do a deed.
fn standing_place(deed: &Deed) -> Option<Id> {
    match deed {
        Deed::Measure { at, .. } | Deed::ShutSource { at } | Deed::HeadCount { at, .. } | Deed::Cordon { at, .. } => {
            Some(at.place())
        }
        Deed::Make { at, .. }
        | Deed::Rescue { at, .. }
        | Deed::Triage { at }
        | Deed::Treat { at }
        | Deed::Decontaminate { at }
        | Deed::Extinguish { at }
        | Deed::Absorb { at }
        | Deed::Transport { from: at, .. }
        | Deed::Evacuate { area: at, .. } => Some(at.place()),
        Deed::Ventilate { at, from, .. } | Deed::CutPower { at, from } => Some(from.unwrap_or_else(|| at.place())),
        _ => None,
    }
}
