//! The door of the engine: [`Drill`].

use crate::VERSION;
use crate::kernel::{
    Agenda, Clock, Draw, Due, Id, Index, Journal, Kind, Log, Luck, Names, Plugin, Root, Save, SaveError, Set, Wake,
    WakeKey, load, save,
};
use crate::minds::{Facts, Hands, Ordered, Plans, Restless, Speaker};
use crate::schedule::{Extra, Step, Ways};
use crate::world::{self, TAKE_SEAT};
use bevy_ecs::prelude::*;
use hazdrill_model::check::check_orders;
use hazdrill_model::fact::key;
use hazdrill_model::limits::{EVENTS, INSTANTS_PER_MINUTE};
use hazdrill_model::{ActorRef, Checked, Finding, Order, Scenario, Severity, Verb};
use hazdrill_record::happening;
use hazdrill_record::{EndReason, Event, Word};
use hazdrill_units::{SimDuration, SimTime, TICK};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How the drill ends, once it does.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// The reason; none while it goes on.
    pub reason: Option<EndReason>,
    /// The all-clear was given.
    pub cleared: bool,
    /// The drill ends when the scene has been handed over after that.
    pub awaits_hand_over: bool,
    /// The simulated minute in which instants are counted, and how many it had so far.
    minute: (i64, u32),
    /// Wakes of a minute that has become suspiciously busy, by kind and by whom they wake.
    wakes: BTreeMap<(Wake, Id), u32>,
}

/// Instants before the limit of a minute from which on its wakes are counted: enough to show who turns in place.
const COUNTED_INSTANTS: u32 = 2_000;

/// A kind of wake that came often in the minute in which a drill got stuck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusyWake {
    /// What for.
    pub wake: Wake,
    /// Whom it wakes, by name.
    pub whom: Word,
    /// How often, in the last part of that minute.
    pub times: u32,
}

impl Ending {
    /// How a drill of this scenario can end: with the hand-over, where somebody's procedure has one.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let mut steps = scenario.organisations.values().flat_map(|o| o.procedures.values()).flatten();
        let hands_over = |verb: &Verb| matches!(verb, Verb::Declare { fact, .. } if fact.key() == key::HANDED_OVER);
        Self { awaits_hand_over: steps.any(|step| hands_over(&step.act)), ..Self::default() }
    }
}

/// Orders from seats that wait for their instant.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pending {
    next: u32,
    /// Number, seat, and the verb as JSON; none takes the seat.
    orders: Vec<(u32, Id, Option<String>)>,
}

/// Why an order from a seat was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum OrderError {
    /// There is no such seat.
    NoSuchSeat(String),
    /// The order names something that the scenario does not have, or breaks another of its rules.
    CannotBe(Finding),
    /// The order of a record is no verb.
    NoVerb(String),
    /// The instant is past.
    Past,
    /// The drill has ended.
    Ended,
}

impl core::fmt::Display for OrderError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NoSuchSeat(seat) => write!(f, "there is no seat `{seat}`"),
            Self::CannotBe(finding) => write!(f, "the order cannot be given: {finding:?}"),
            Self::NoVerb(why) => write!(f, "the order of the record cannot be read: {why}"),
            Self::Past => f.write_str("the instant of the order is past"),
            Self::Ended => f.write_str("the drill has ended"),
        }
    }
}

impl core::error::Error for OrderError {}

/// Builds a drill with features of an embedder's own.
pub struct Builder<'a> {
    scenario: &'a Checked,
    seed: u64,
    plugins: Vec<Plugin>,
    extra: Vec<Extra>,
    ways: Ways,
}

impl Builder<'_> {
    /// Adds a feature: it registers its components and spawns what it needs.
    #[must_use]
    pub fn plugin(mut self, plugin: Plugin) -> Self {
        self.plugins.push(plugin);
        self
    }

    /// Adds systems to a set; they run after the engine's own systems of that set, in the order of the calls.
    #[must_use]
    pub fn systems<M>(
        mut self,
        set: Set,
        systems: impl IntoScheduleConfigs<bevy_ecs::system::ScheduleSystem, M>,
    ) -> Self {
        self.extra.push(Extra { set, systems: systems.into_configs() });
        self
    }

    /// Reorders the schedule where its graph leaves the order open: for the test that it leaves nothing open.
    #[must_use]
    pub fn shuffled(mut self, seed: u64) -> Self {
        self.ways.shuffle = Some(seed);
        self
    }

    /// Runs every system at every instant: for the test that what is skipped would have done nothing.
    #[must_use]
    pub fn eager(mut self) -> Self {
        self.ways.eager = true;
        self
    }

    /// The drill at its start.
    pub fn build(self) -> Drill {
        let Self { scenario, seed, plugins, extra, ways } = self;
        let mut world = world::build(scenario, seed, &plugins);
        let step = Step::build(&mut world, extra, ways);
        tracing::info!(scenario = %scenario.id, seed, "drill");
        Drill { world, step, scenario: scenario.clone(), digest: OnceLock::new(), limit: world::limit(scenario) }
    }

    /// The drill as it was saved. Its record goes on after the last event before the save.
    pub fn restore(self, save: &Save) -> Result<Drill, SaveError> {
        if save.engine != VERSION {
            return Err(SaveError::OtherEngine);
        }
        if save.seed != self.seed {
            return Err(SaveError::OtherScenario);
        }
        let mut drill = self.build();
        drill.rewind(save)?;
        Ok(drill)
    }
}

/// A digest of the resolved scenario: what a save must have been made from.
fn digest(scenario: &Checked) -> [u8; 32] {
    let json = serde_json::to_vec(scenario.scenario()).expect("a scenario holds nothing that JSON cannot");
    *blake3::hash(&json).as_bytes()
}

/// A drill: steps from instant to instant until it ends.
pub struct Drill {
    world: World,
    step: Step,
    scenario: Checked,
    /// Worked out for the first save.
    digest: OnceLock<[u8; 32]>,
    limit: SimTime,
}

impl Drill {
    /// A drill of `scenario` with the luck of `seed`.
    pub fn new(scenario: &Checked, seed: u64) -> Self {
        Self::builder(scenario, seed).build()
    }

    /// Begins a drill that is to have features of an embedder's own.
    pub fn builder(scenario: &Checked, seed: u64) -> Builder<'_> {
        Builder { scenario, seed, plugins: Vec::new(), extra: Vec::new(), ways: Ways::default() }
    }

    /// A drill as it was saved, from the same scenario.
    pub fn restore(scenario: &Checked, save: &Save) -> Result<Self, SaveError> {
        Self::builder(scenario, save.seed).restore(save)
    }

    /// Runs all that is due at the next instant; gives that instant, or none once the drill has ended.
    pub fn step(&mut self) -> Option<SimTime> {
        if self.ended().is_some() {
            return None;
        }
        let next = self.world.resource::<Agenda>().next().filter(|t| *t <= self.limit);
        let Some(next) = next else {
            self.end_at_limit();
            return None;
        };
        self.count_wakes(next);
        self.step.run(&mut self.world);
        self.guard(next);
        tracing::trace!(t_ms = next.ms(), "instant");
        Some(next)
    }

    /// As [`Drill::step`], if the next instant is not after `t`.
    pub fn step_until(&mut self, t: SimTime) -> Option<SimTime> {
        let next = self.world.resource::<Agenda>().next();
        if t < self.limit && next.is_none_or(|next| next > t) { None } else { self.step() }
    }

    /// Runs all that is due up to and at `t`.
    pub fn run_until(&mut self, t: SimTime) {
        while self.step_until(t).is_some() {}
    }

    /// Runs to the end.
    pub fn run(&mut self) -> EndReason {
        while self.step().is_some() {}
        self.ended().expect("a drill that takes no further step has ended")
    }

    /// Gives an order from a seat; it is taken at the next possible instant. From the first order on the seat is
    /// played: its procedures are off.
    pub fn order(&mut self, seat: &str, verb: &Verb) -> Result<(), OrderError> {
        let at = self.now() + TICK;
        self.order_at(at, seat, verb)
    }

    /// Hands in orders for later. Their seats are played from now on.
    pub fn schedule(&mut self, orders: &[Order]) -> Result<(), OrderError> {
        let mut seats: Vec<&str> = orders.iter().map(|o| o.seat.as_str()).collect();
        seats.sort_unstable();
        seats.dedup();
        for seat in seats {
            self.play(seat)?;
        }
        for order in orders {
            let t = (SimTime::ZERO + order.at).max(self.now() + TICK);
            self.order_at(t, &order.seat, &order.act)?;
        }
        Ok(())
    }

    /// Takes a seat: its procedures are off from the next instant on.
    pub fn play(&mut self, seat: &str) -> Result<(), OrderError> {
        let seat = self.seat(seat)?;
        let t = self.now() + TICK;
        self.put(t, seat, None)
    }

    fn seat(&self, seat: &str) -> Result<Id, OrderError> {
        world::seat(self.world.resource::<Names>(), seat).ok_or_else(|| OrderError::NoSuchSeat(seat.to_owned()))
    }

    /// Gives an order from a seat at an instant to come.
    pub fn order_at(&mut self, t: SimTime, seat: &str, verb: &Verb) -> Result<(), OrderError> {
        let id = self.seat(seat)?;
        let seat = ActorRef::new(seat).ok_or_else(|| OrderError::NoSuchSeat(seat.to_owned()))?;
        let order = Order { at: SimDuration::ZERO, seat, act: verb.clone() };
        let findings = check_orders(&self.scenario, core::slice::from_ref(&order));
        if let Some(finding) = findings.into_iter().find(|f| f.problem.severity() == Severity::Error) {
            return Err(OrderError::CannotBe(finding));
        }
        let json = serde_json::to_string(verb).expect("a verb holds nothing that JSON cannot");
        self.put(t, id, Some(json))
    }

    /// Puts an order of a record into the drill again: the verb as the record holds it.
    pub fn replay_order(&mut self, t: SimTime, seat: &str, order: &serde_json::Value) -> Result<(), OrderError> {
        if order.as_str() == Some(TAKE_SEAT) {
            let seat = self.seat(seat)?;
            return self.put(t, seat, None);
        }
        let verb: Verb = serde_json::from_value(order.clone()).map_err(|e| OrderError::NoVerb(e.to_string()))?;
        self.order_at(t, seat, &verb)
    }

    fn put(&mut self, t: SimTime, seat: Id, verb: Option<String>) -> Result<(), OrderError> {
        if self.ended().is_some() {
            return Err(OrderError::Ended);
        }
        if self.world.resource::<Agenda>().started() && t <= self.now() {
            return Err(OrderError::Past);
        }
        let mut pending = self.world.resource_mut::<Pending>();
        let number = pending.next;
        pending.next += 1;
        pending.orders.push((number, seat, verb));
        let key = WakeKey { set: Set::Injects, id: seat, wake: Wake::Order, detail: number };
        self.world.resource_mut::<Agenda>().at(t, key);
        Ok(())
    }

    /// Ends the drill here because somebody stopped it.
    pub fn interrupt(&mut self) {
        let mut ending = self.world.resource_mut::<Ending>();
        ending.reason = ending.reason.or(Some(EndReason::Interrupted));
    }

    /// Ends the drill here because the instant that was asked for is reached.
    pub fn stop(&mut self) {
        let mut ending = self.world.resource_mut::<Ending>();
        ending.reason = ending.reason.or(Some(EndReason::Limit));
    }

    fn end_at_limit(&mut self) {
        self.stop();
        let limit = self.limit;
        let mut clock = self.world.resource_mut::<Clock>();
        clock.now = clock.now.max(limit);
    }

    /// Counts what comes up in a minute that is about to be too long, so that it can be told.
    fn count_wakes(&mut self, next: SimTime) {
        let ending = self.world.resource::<Ending>();
        if ending.minute.0 != next.ms() / 60_000 || ending.minute.1 < INSTANTS_PER_MINUTE - COUNTED_INSTANTS {
            return;
        }
        let wakes: Vec<(Wake, Id)> =
            self.world.resource::<Agenda>().next_wakes().map(|key| (key.wake, key.id)).collect();
        let mut ending = self.world.resource_mut::<Ending>();
        for wake in wakes {
            *ending.wakes.entry(wake).or_default() += 1;
        }
    }

    /// In a drill that got stuck within one minute: what it was busy with, the most frequent first. Members of a group
    /// are counted together, under the name of the group.
    pub fn busiest_wakes(&self) -> Vec<BusyWake> {
        let names = self.world.resource::<Names>();
        let mut counted: BTreeMap<(Wake, &str), u32> = BTreeMap::new();
        for (&(wake, id), times) in &self.world.resource::<Ending>().wakes {
            let name = &**names.word(id);
            let group = name.rsplit_once('.').filter(|_| id.kind == Kind::Actor).map_or(name, |(group, _)| group);
            *counted.entry((wake, group)).or_default() += times;
        }
        let busy = |((wake, whom), times): ((Wake, &str), u32)| BusyWake { wake, whom: whom.into(), times };
        let mut all: Vec<BusyWake> = counted.into_iter().map(busy).collect();
        // Stable: those of one count stay in the order of kinds and names.
        all.sort_by_key(|busy| core::cmp::Reverse(busy.times));
        all
    }

    /// Ends a drill that is stuck: too many instants in one simulated minute, or too many events.
    fn guard(&mut self, now: SimTime) {
        let events = self.world.resource::<Log>().last();
        let mut ending = self.world.resource_mut::<Ending>();
        let minute = now.ms() / 60_000;
        if ending.minute.0 != minute {
            ending.minute = (minute, 0);
            ending.wakes.clear();
        }
        ending.minute.1 += 1;
        if ending.reason.is_none() && (ending.minute.1 > INSTANTS_PER_MINUTE || events > EVENTS) {
            ending.reason = Some(EndReason::Stuck);
            let busiest: Vec<BusyWake> = self.busiest_wakes().into_iter().take(5).collect();
            tracing::warn!(t_ms = now.ms(), events, ?busiest, "the drill is stuck");
        }
    }

    /// The present instant.
    pub fn now(&self) -> SimTime {
        self.world.resource::<Clock>().now
    }

    /// Why the drill has ended; none while it goes on.
    pub fn ended(&self) -> Option<EndReason> {
        self.world.resource::<Ending>().reason
    }

    /// The events since the start, or since the save from which this drill goes on.
    pub fn events(&self) -> &[Event] {
        self.world.resource::<Log>().events()
    }

    /// The number of events since the start of the drill.
    pub fn event_count(&self) -> u64 {
        self.world.resource::<Log>().last()
    }

    /// The scenario.
    pub fn scenario(&self) -> &Checked {
        &self.scenario
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.world.resource::<Luck>().seed()
    }

    /// The world, to be read.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The schedules of a set, to be examined: the engine's, then an embedder's.
    pub fn schedules_of(&self, set: Set) -> impl Iterator<Item = &Schedule> {
        self.step.schedules_of(set)
    }

    /// Keeps every draw of luck from now on.
    pub fn trace_luck(&mut self) {
        self.world.resource_mut::<Luck>().keep_trace();
    }

    /// The draws kept since [`Drill::trace_luck`].
    pub fn luck_trace(&self) -> Vec<Draw> {
        self.world.resource::<Luck>().trace()
    }

    /// Puts a wake on the agenda that no system answers: it must change nothing (law 1).
    pub fn wake_idle(&mut self, t: SimTime) {
        let key = WakeKey { set: Set::Work, id: Id { kind: Kind::Other, rank: 0 }, wake: Wake::Idle, detail: 0 };
        if !self.world.resource::<Agenda>().started() || t > self.now() {
            self.world.resource_mut::<Agenda>().at(t, key);
        }
    }

    fn digest(&self) -> [u8; 32] {
        *self.digest.get_or_init(|| digest(&self.scenario))
    }

    /// Saves the state between two steps. The events so far are not part of it: they are the record's.
    pub fn save(&mut self) -> Save {
        let (seed, events) = (self.seed(), self.event_count());
        let digest = self.digest();
        save(&mut self.world, VERSION, digest, seed, events)
    }

    /// Goes back, or forward, to a saved state of the same scenario and seed.
    pub fn rewind(&mut self, save: &Save) -> Result<(), SaveError> {
        if save.scenario != self.digest() || save.seed != self.seed() {
            return Err(SaveError::OtherScenario);
        }
        load(&mut self.world, save)?;
        self.world.insert_resource(Log::after(save.events));
        self.world.insert_resource(Due::default());
        Ok(())
    }
}

/// Takes the orders of seats whose instant has come.
pub(crate) fn inject_orders(
    due: Res<Due>,
    index: Res<Index>,
    clock: Res<Clock>,
    facts: Res<Facts>,
    plans: Res<Plans>,
    names: Res<Names>,
    mut pending: ResMut<Pending>,
    mut hands: Query<&mut Hands>,
    mut restless: ResMut<Restless>,
    mut journal: Journal,
) {
    for (seat, number) in due.of(Set::Injects, Wake::Order) {
        let Some(at) = pending.orders.iter().position(|(n, _, _)| *n == number) else { continue };
        let (_, _, json) = pending.orders.remove(at);
        let mut hands = hands.get_mut(index.entity(seat)).expect("every actor has hands");
        hands.played = true;
        let (word, data, verb) = match &json {
            None => (TAKE_SEAT, serde_json::Value::from(TAKE_SEAT), None),
            Some(json) => {
                let verb: Verb = serde_json::from_str(json).expect("the order was written by this engine");
                let data = serde_json::from_str(json).expect("the order was written by this engine");
                (verb.word(), data, Some(verb))
            }
        };
        let event = journal.event(happening::Order { verb: word.into(), order: data }).by(seat).root(Root::Order);
        let Some(verb) = verb else { continue };
        let organisation = names.word(seat).split('/').next().unwrap_or_default().to_owned();
        let speaker = Speaker { names: &names, facts: &facts, groups: &plans.groups, organisation: &organisation };
        let urgent = matches!(verb, Verb::Withdraw { .. });
        let ordered = Ordered {
            deed: speaker.deed(&verb),
            by: None,
            step: None,
            procedure: Word::from(""),
            step_name: verb.word().into(),
            work: None,
            reports: false,
            urgent,
            since: clock.now,
            because: event,
        };
        hands.inbox.push(ordered);
        restless.0.insert(seat);
    }
}
