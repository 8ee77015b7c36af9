//! The door of the engine: [`Drill`].

use crate::VERSION;
use crate::ending::{BusyWake, Ending};
use crate::kernel::{
    Agenda, Clock, Draw, Due, Id, Kind, Log, Luck, Names, Plugin, Save, SaveError, Set, Wake, WakeKey, load, save,
};
use crate::schedule::{Extra, Reach, Step, Ways};
use crate::seats::{OrderError, Pending};
use crate::world::{self, TAKE_SEAT};
use bevy_ecs::prelude::*;
use hazdrill_model::check::check_orders;
use hazdrill_model::{ActorRef, Checked, Order, Severity, Verb};
use hazdrill_record::{EndReason, Event, Word};
use hazdrill_units::{SimDuration, SimTime, TICK};
use std::sync::OnceLock;

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
        let now = self.step.run(&mut self.world, self.limit)?;
        tracing::trace!(t_ms = now.ms(), "instant");
        Some(now)
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
        let number = self.world.resource_mut::<Pending>().add(t, seat, verb);
        let key = WakeKey { set: Set::Injects, id: seat, wake: Wake::Order, detail: number };
        self.world.resource_mut::<Agenda>().at(t, key);
        Ok(())
    }

    /// Orders that still wait for their instant: when, the seat, and the order as its event will hold it.
    pub fn orders_to_come(&self) -> Vec<(SimTime, Word, serde_json::Value)> {
        let names = self.world.resource::<Names>();
        let orders = self.world.resource::<Pending>().all();
        orders.map(|(at, seat, order)| (at, names.word(seat).clone(), order)).collect()
    }

    /// Ends the drill here because somebody stopped it.
    pub fn interrupt(&mut self) {
        self.world.resource_mut::<Ending>().end(EndReason::Interrupted);
    }

    /// Ends the drill here because the instant that was asked for is reached.
    pub fn stop(&mut self) {
        self.world.resource_mut::<Ending>().end(EndReason::Limit);
    }

    /// In a drill that got stuck within one minute: what it was busy with, the most frequent first. Members of a group
    /// are counted together, under the name of the group.
    pub fn busiest_wakes(&self) -> Vec<BusyWake> {
        self.world.resource::<Ending>().busiest(self.world.resource::<Names>())
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

    /// What the systems of a set read and write: the engine's, then an embedder's.
    pub fn reaches(&self, set: Set) -> impl Iterator<Item = Reach<'_>> {
        self.step.reaches(set)
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
        self.world.resource_mut::<Log>().go_on_after(save.events);
        self.world.insert_resource(Due::default());
        Ok(())
    }
}
