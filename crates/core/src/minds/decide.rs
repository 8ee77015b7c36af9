//! Deciding: steps whose condition turned true join the queue of their actor, and a free actor takes the first.
//!
//! Law 2 holds here: the systems of this file read minds, plans and the kernel, and no truth.

use super::belief::{Learning, Phase};
use super::condition::{holds_since, weigh};
use super::deed::Deed;
use super::given_up::{GAVE_WAY, Owed, WITHDRAWN, give_up};
use super::plan::Plan;
use crate::kernel::{Due, Id, Luck, Purpose, Set, Sets, Wake, WakeKey, Why};
use bevy_ecs::prelude::*;
use hazdrill_model::Dist;
use hazdrill_record::happening::{Failed, Forgotten, Interrupted, Started};
use hazdrill_record::{EventId, Word};
use hazdrill_units::SimTime;
use serde::{Deserialize, Serialize};

/// Where a step stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Stage {
    /// Its condition does not hold.
    #[default]
    Waiting,
    /// It waits for its actor.
    Ready {
        /// Since when.
        since: SimTime,
        /// Because of what.
        why: Why,
    },
    /// Its actor is occupied with it.
    Running,
    /// A crew works on it; the actor is free, and gives the order again if no report has come at this instant.
    Delegated(Option<SimTime>),
    /// Done or given up, and to be weighed again at this instant.
    Resting(SimTime),
    /// Done or given up for good.
    Over,
}

/// The state of a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepState {
    /// Where it stands.
    pub stage: Stage,
    /// How often it was begun.
    pub attempts: u32,
    /// The event that ended it last, which is a cause of its repetition.
    pub last: Option<EventId>,
    /// Whom it was meant for and did not reach: the next attempt of a step that is repeated until it is done is for them.
    pub left: Vec<Id>,
    /// Crews that were ordered and have not reported yet.
    pub awaits: Vec<Id>,
    /// Some of those who were ordered were not reached, or could not do it.
    pub short: bool,
}

/// The steps of an actor, in the order of the plan.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Steps(pub Vec<StepState>);

/// A task that somebody else ordered, or a seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ordered {
    /// What.
    pub deed: Deed,
    /// Who ordered it; none where a seat did.
    pub by: Option<Id>,
    /// The orderer's step and attempt, which the report will name.
    pub step: Option<(u16, u32)>,
    /// The orderer's procedure, for the record.
    pub procedure: Word,
    /// The orderer's step, for the record.
    pub step_name: Word,
    /// Time on the spot; one second for orders from a seat.
    pub work: Option<Dist>,
    /// Whether its end is reported to the orderer.
    pub reports: bool,
    /// Goes first and interrupts.
    pub urgent: bool,
    /// When it was heard.
    pub since: SimTime,
    /// The event by which it was heard.
    pub because: EventId,
}

/// What somebody is occupied with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Errand {
    /// A step of their own plan.
    Step(u16),
    /// An order.
    Order(Box<Ordered>),
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskStage {
    /// Just begun.
    New,
    /// On the way to where it is done.
    Walking,
    /// Being done.
    Acting,
    /// On the way that the task itself consists of.
    Travelling,
    /// Carrying casualties to where they are wanted.
    Carrying,
    /// At the door of a hospital, which takes casualties over.
    HandingOver,
    /// Speaking.
    Talking,
    /// Reporting its end to the orderer.
    Reporting,
}

/// A task in hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doing {
    /// Step or order.
    pub errand: Errand,
    /// The deed, its places resolved.
    pub deed: Deed,
    /// Where it stands.
    pub stage: TaskStage,
    /// The event by which it began.
    pub because: EventId,
    /// Whether it is urgent.
    pub urgent: bool,
    /// Which attempt it is, from 0.
    pub attempt: u32,
    /// How often the work on the spot was begun in this attempt: one casualty after another.
    pub round: u32,
    /// Every way is barred: the actor waits, and can speak meanwhile.
    pub waits: bool,
}

/// The hands of an actor: one thing at a time.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hands {
    /// What they are occupied with.
    pub doing: Option<Box<Doing>>,
    /// Number of the task in hand: wakes of older tasks are void.
    pub serial: u32,
    /// Since when they are free, and the event that freed them.
    pub free: Option<(SimTime, EventId)>,
    /// Orders that wait.
    pub inbox: Vec<Ordered>,
    /// Orders that were given up and not yet reported.
    pub owed: Vec<Owed>,
    /// A seat plays this actor: the procedures are off.
    pub played: bool,
    /// The event since which the actor can do nothing: hurt, unconscious, dead, or taken out of the play.
    pub out: Option<EventId>,
}

impl Hands {
    /// Lays everything down, for good or until the actor comes round.
    pub(crate) fn fall(&mut self, event: EventId) {
        self.out = Some(event);
        self.doing = None;
        self.inbox.clear();
        self.serial += 1;
    }
}

/// Those who decide.
type Actors<'w, 's> = Query<'w, 's, (&'static mut Steps, &'static mut Hands)>;

/// The set `Decide`: conditions are weighed, then those who may have something to begin choose.
pub fn decide(due: Res<Due>, luck: Res<Luck>, mut actors: Actors, mut learning: Learning) -> Sets {
    weigh_conditions(&due, &mut actors, &mut learning);
    choose_acts(&due, &luck, &mut actors, &mut learning);
    learning.stirs() | Sets::when(!learning.unrest.begun.is_empty(), Set::Work)
}

/// Weighs the conditions that something was learned for, and those whose timer turned.
fn weigh_conditions(due: &Due, actors: &mut Actors, learning: &mut Learning) {
    let now = learning.now();
    for (id, step) in due.of(Set::Decide, Wake::Timer) {
        learning.unrest.weigh(id, &[step as u16]);
    }
    for (who, number) in learning.unrest.take_steps() {
        let (mut steps, hands) = actors.get_mut(learning.index.entity(who)).expect("every actor has steps and hands");
        let mind = learning.minds.get(learning.index.entity(who)).expect("every actor has a mind");
        let step = learning.lore.plans.of(who).step(number);
        let state = &mut steps.0[usize::from(number)];
        let mut turns = None;
        match &state.stage {
            Stage::Resting(until) if *until > now => continue,
            Stage::Delegated(Some(until)) if *until <= now => {
                if let Some(holds) = weigh(&step.when, mind, now, &mut turns) {
                    state.stage = Stage::Ready { since: now, why: with_last(holds.why, state.last) };
                    learning.unrest.rouse(who);
                }
            }
            Stage::Over | Stage::Delegated(_) => continue,
            Stage::Running => {
                if let Some(abort) = &step.abort
                    && holds_since(abort, mind, now, &mut turns).is_some()
                    && matches!(&hands.doing, Some(doing) if doing.errand == Errand::Step(number))
                {
                    learning.unrest.rouse(who);
                }
            }
            Stage::Waiting | Stage::Ready { .. } | Stage::Resting(_) => {
                let is_ready = matches!(state.stage, Stage::Ready { .. });
                if is_ready && holds_since(&step.when, mind, now, &mut turns).is_some() {
                    // It was ready, and stays so since the same instant.
                } else if let Some(holds) = weigh(&step.when, mind, now, &mut turns) {
                    state.stage = Stage::Ready { since: now, why: with_last(holds.why, state.last) };
                    learning.unrest.rouse(who);
                } else {
                    state.stage = Stage::Waiting;
                }
            }
        }
        if let Some(t) = turns {
            learning.agenda.at(t, timer_wake(who, number));
        }
    }
}

/// Causes of a repetition: those of the condition, and the end of the last attempt.
fn with_last(mut why: Why, last: Option<EventId>) -> Why {
    why.extend(last);
    why.sort_unstable_by(|a, b| b.cmp(a));
    why.dedup();
    why
}

pub(crate) fn timer_wake(who: Id, step: u16) -> WakeKey {
    WakeKey { set: Set::Decide, id: who, wake: Wake::Timer, detail: u32::from(step) }
}

/// Lets free actors take the first of what is ready, and urgent things interrupt.
fn choose_acts(due: &Due, luck: &Luck, actors: &mut Actors, learning: &mut Learning) {
    for (who, _) in due.of(Set::Decide, Wake::Weigh) {
        learning.unrest.rouse(who);
    }
    for who in learning.unrest.take_actors() {
        let plan = learning.lore.plans.shared(who);
        let (mut steps, mut hands) =
            actors.get_mut(learning.index.entity(who)).expect("every actor has steps and hands");
        if hands.out.is_some() {
            continue;
        }
        drop_aborted(who, &plan, &mut steps, &mut hands, learning);
        while let Some(choice) = first_choice(&plan, &steps, &hands) {
            if hands.doing.is_some() && !interrupt(who, &plan, &choice, &mut steps, &mut hands, learning) {
                break;
            }
            if forgets(who, &plan, &choice, &mut steps, luck, learning) {
                continue;
            }
            if take(who, &plan, choice, &mut steps, &mut hands, learning) {
                learning.unrest.begun.push(who);
                break;
            }
        }
    }
}

/// What an actor could begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Choice {
    calm: bool,
    since: SimTime,
    /// Orders come before steps that were ready at the same instant.
    own: bool,
    number: u16,
}

fn first_choice(plan: &Plan, steps: &Steps, hands: &Hands) -> Option<Choice> {
    let orders = hands.inbox.iter().enumerate().map(|(n, o)| Choice {
        calm: !o.urgent,
        since: o.since,
        own: false,
        number: n as u16,
    });
    let own = steps.0.iter().enumerate().filter(|_| !hands.played).filter_map(|(n, state)| match state.stage {
        Stage::Ready { since, .. } => Some(Choice { calm: !plan.steps[n].urgent, since, own: true, number: n as u16 }),
        _ => None,
    });
    let waiting = hands.doing.as_ref().filter(|doing| doing.waits);
    orders.chain(own).filter(|choice| waiting.is_none_or(|doing| gives_way(doing, choice, plan, &hands.inbox))).min()
}

/// Whether a task may be laid down for a choice: only what is urgent interrupts, and nobody breaks off while speaking.
/// Whoever waits since every way is barred has time to speak.
fn gives_way(doing: &Doing, choice: &Choice, plan: &Plan, inbox: &[Ordered]) -> bool {
    match doing.stage {
        TaskStage::Walking | TaskStage::Acting | TaskStage::Travelling => {
            let number = usize::from(choice.number);
            let deed = || if choice.own { &plan.steps[number].deed } else { &inbox[number].deed };
            (!choice.calm && !doing.urgent) || (doing.waits && deed().is_speech())
        }
        _ => false,
    }
}

fn interrupt(
    who: Id,
    plan: &Plan,
    choice: &Choice,
    steps: &mut Steps,
    hands: &mut Hands,
    learning: &mut Learning,
) -> bool {
    let Some(doing) = hands.doing.as_ref().filter(|doing| gives_way(doing, choice, plan, &hands.inbox)) else {
        return false;
    };
    let mut called_back = false;
    let (by, cause) = if choice.own {
        let number = choice.number;
        let why = match &steps.0[usize::from(number)].stage {
            Stage::Ready { why, .. } => why.first().copied(),
            _ => None,
        };
        (plan.step(number).step.clone(), why)
    } else {
        let order = &hands.inbox[usize::from(choice.number)];
        called_back = matches!(order.deed, Deed::Withdraw { .. });
        (order.step_name.clone(), Some(order.because))
    };
    let (procedure, step) = errand_words(plan, &doing.errand);
    let causes = [cause.unwrap_or(doing.because), doing.because];
    let here = learning.mind(who).here;
    let now = learning.now();
    let Some(doing) = hands.doing.take() else { return false };
    let gave_way = || {
        let event = Interrupted { procedure, step, by };
        learning.journal.event(event).by(who).at(here).because_later_of(causes[0], causes[1])
    };
    let event = match doing.errand {
        Errand::Step(number) => {
            let event = gave_way();
            steps.0[usize::from(number)].stage = Stage::Ready { since: now, why: vec![event] };
            event
        }
        // A withdrawal ends what was ordered before it; a task that is reported is given up and not begun again, since
        // the one who ordered it decides on what is now to be done.
        Errand::Order(order) if called_back || order.reports || matches!(order.deed, Deed::Withdraw { .. }) => {
            let reason = if called_back { WITHDRAWN } else { GAVE_WAY };
            give_up(who, here, &order, reason, causes, hands, &mut learning.journal)
        }
        Errand::Order(order) => {
            let event = gave_way();
            hands.inbox.push(*order);
            event
        }
    };
    hands.serial += 1;
    hands.free = Some((now, event));
    true
}

/// The procedure and the step of an errand, for the record.
pub(crate) fn errand_words(plan: &Plan, errand: &Errand) -> (Word, Word) {
    match errand {
        Errand::Step(number) => (plan.step(*number).procedure.clone(), plan.step(*number).step.clone()),
        Errand::Order(order) => (order.procedure.clone(), order.step_name.clone()),
    }
}

/// Whether a step is forgotten when its time comes. Once only: who forgets it does not think of it later.
fn forgets(who: Id, plan: &Plan, choice: &Choice, steps: &mut Steps, luck: &Luck, learning: &mut Learning) -> bool {
    if !choice.own {
        return false;
    }
    let step = plan.step(choice.number);
    let state = &mut steps.0[usize::from(choice.number)];
    if step.forgotten <= 0.0 || state.attempts > 0 {
        return false;
    }
    let key = [learning.lore.names.word(who), &step.procedure, &step.step];
    if luck.unit(Purpose::Forgets, &key, 0) >= step.forgotten {
        return false;
    }
    let Stage::Ready { why, .. } = core::mem::replace(&mut state.stage, Stage::Over) else { return false };
    let forgotten = Forgotten { procedure: step.procedure.clone(), step: step.step.clone() };
    let here = learning.mind(who).here;
    state.last = Some(learning.journal.event(forgotten).by(who).at(here).because_all(&why));
    true
}

/// Takes a choice in hand; false where it came to nothing at once, so that the next may be tried.
fn take(who: Id, plan: &Plan, choice: Choice, steps: &mut Steps, hands: &mut Hands, learning: &mut Learning) -> bool {
    let here = learning.mind(who).here;
    let (errand, deed, since, mut why, urgent, attempt) = if choice.own {
        let number = choice.number;
        let state = &mut steps.0[usize::from(number)];
        let Stage::Ready { since, why } = core::mem::replace(&mut state.stage, Stage::Running) else { return false };
        let attempt = state.attempts;
        state.attempts += 1;
        let step = plan.step(number);
        let mut deed = step.deed.clone();
        if step.until_done && !state.left.is_empty() {
            deed.be_for(&state.left);
        }
        (Errand::Step(number), deed, since, why, step.urgent, attempt)
    } else {
        let order = hands.inbox.remove(usize::from(choice.number));
        let deed = order.deed.clone();
        let (since, why, urgent, attempt) =
            (order.since, vec![order.because], order.urgent, order.step.map_or(0, |(_, n)| n));
        (Errand::Order(Box::new(order)), deed, since, why, urgent, attempt)
    };
    // Who had to wait until the hands were free was held up by what freed them.
    if let Some((_, freed)) = hands.free.filter(|(t, _)| *t > since)
        && !why.contains(&freed)
    {
        why.insert(0, freed);
    }
    let (procedure, step) = errand_words(plan, &errand);
    let verb = deed.word().into();
    let Some(deed) = deed.resolved(learning.mind(who), &learning.lore.names) else {
        let event = Failed { procedure, step, verb, reason: "nothing_believed".into() };
        let event = learning.journal.event(event).by(who).at(here).because_all(&why);
        if let Errand::Step(number) = errand {
            end_step(who, number, plan, &mut steps.0[usize::from(number)], event, false, learning, Phase::Before);
        }
        return false;
    };
    let event = Started { procedure, step, verb, ready_ms: since.ms() };
    let because = learning.journal.event(event).by(who).at(here).because_all(&why);
    hands.serial += 1;
    hands.doing =
        Some(Box::new(Doing { errand, deed, stage: TaskStage::New, because, urgent, attempt, round: 0, waits: false }));
    true
}

/// Ends a step: rests if it repeats, else is over; tells the conditions that watch it.
pub(crate) fn end_step(
    who: Id,
    number: u16,
    plan: &Plan,
    state: &mut StepState,
    event: EventId,
    done: bool,
    learning: &mut Learning,
    phase: Phase,
) {
    state.last = Some(event);
    state.stage = match plan.step(number).repeat {
        Some(every) => {
            let until = learning.now() + every;
            learning.agenda.at(until, timer_wake(who, number));
            Stage::Resting(until)
        }
        None => Stage::Over,
    };
    learning.ended(who, number, event, done, phase);
}

fn drop_aborted(who: Id, plan: &Plan, steps: &mut Steps, hands: &mut Hands, learning: &mut Learning) {
    let Some(doing) = &hands.doing else { return };
    let Errand::Step(number) = doing.errand else { return };
    let Some(abort) = &plan.step(number).abort else { return };
    if !matches!(doing.stage, TaskStage::Walking | TaskStage::Acting | TaskStage::Travelling) {
        return;
    }
    let now = learning.now();
    let Some(holds) = weigh(abort, learning.mind(who), now, &mut None) else { return };
    let (procedure, step) = errand_words(plan, &doing.errand);
    let event = Failed { procedure, step, verb: doing.deed.word().into(), reason: "aborted".into() };
    let here = learning.mind(who).here;
    let mut why = holds.why;
    if why.is_empty() {
        why.push(doing.because);
    }
    let event = learning.journal.event(event).by(who).at(here).because_all(&why);
    hands.doing = None;
    hands.serial += 1;
    hands.free = Some((now, event));
    end_step(who, number, plan, &mut steps.0[usize::from(number)], event, false, learning, Phase::Before);
}
