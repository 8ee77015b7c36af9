//! Plans: the steps of each actor, compiled from the procedures of the scenario. Static: what people learned in training.

use super::belief::{Facts, actor_named};
use super::condition::{Cond, Pattern, Test};
use super::deed::{Deed, Speaker};
use crate::kernel::{Id, Kind, Names};
use hazdrill_model::fact::key;
use hazdrill_model::{Condition, Dist, Repeat, Scenario};
use hazdrill_record::Word;
use hazdrill_units::SimDuration;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A step, compiled for its actor.
#[derive(Clone, Debug)]
pub struct PlannedStep {
    /// The procedure.
    pub procedure: Word,
    /// The step.
    pub step: Word,
    /// When it is ready.
    pub when: Cond,
    /// How long it takes.
    pub takes: Dist,
    /// What is done.
    pub deed: Deed,
    /// Goes first and interrupts.
    pub urgent: bool,
    /// Given up when this holds.
    pub abort: Option<Cond>,
    /// Done again after this.
    pub repeat: Option<SimDuration>,
    /// Probability that it is forgotten.
    pub forgotten: f64,
    /// Repeated only until it is done; other repeated steps are for everybody each time.
    pub until_done: bool,
}

/// The steps of one actor, and which of them watch what.
#[derive(Debug, Default)]
pub struct Plan {
    /// The steps, by procedure, then as in the file.
    pub steps: Vec<PlannedStep>,
    facts: BTreeMap<u16, Vec<u16>>,
    done: BTreeMap<u16, Vec<u16>>,
    here: Vec<u16>,
}

impl Plan {
    /// A step by its number.
    pub fn step(&self, step: u16) -> &PlannedStep {
        &self.steps[usize::from(step)]
    }

    /// Steps that watch a fact.
    pub fn watchers_of_fact(&self, fact: u16) -> &[u16] {
        self.facts.get(&fact).map_or(&[], Vec::as_slice)
    }

    /// Steps that watch how another step ends.
    pub fn watchers_of_step(&self, step: u16) -> &[u16] {
        self.done.get(&step).map_or(&[], Vec::as_slice)
    }

    /// Steps that watch where the person is.
    pub fn watchers_of_place(&self) -> &[u16] {
        &self.here
    }

    fn watch(&mut self, step: u16, cond: &Cond) {
        let add = |list: &mut Vec<u16>| {
            if list.last() != Some(&step) {
                list.push(step);
            }
        };
        match cond {
            Cond::All(all) | Cond::Any(all) => all.iter().for_each(|c| self.watch(step, c)),
            Cond::Not(one) | Cond::Waited(_, one) => self.watch(step, one),
            Cond::Believes(pattern, _) => add(self.facts.entry(pattern.fact).or_default()),
            Cond::Done(other) | Cond::Failed(other) => add(self.done.entry(*other).or_default()),
            Cond::Here(_) => add(&mut self.here),
            Cond::Never => {}
        }
    }
}

/// The plan of every actor, by rank. Members of a group share one.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    of_actor: Arc<[Arc<Plan>]>,
    /// Of those who plan nothing.
    none: Arc<Plan>,
    /// Groups by address, with their members.
    pub groups: Arc<BTreeMap<String, Vec<Id>>>,
}

impl Plans {
    /// The plan of an actor.
    pub fn of(&self, actor: Id) -> &Plan {
        if actor.kind == Kind::Actor { &self.of_actor[actor.rank as usize] } else { &self.none }
    }

    pub(crate) fn shared(&self, actor: Id) -> Arc<Plan> {
        self.of_actor[actor.rank as usize].clone()
    }

    /// Compiles all procedures.
    pub(crate) fn compile(scenario: &Scenario, names: &Names, facts: &Facts) -> Self {
        let groups: BTreeMap<String, Vec<Id>> = scenario
            .people
            .iter()
            .map(|(id, group)| {
                let address = format!("{}/{id}", group.of);
                let members = (1..=group.count).map(|n| names.known(Kind::Actor, &format!("{address}.{n}")));
                let mut members: Vec<Id> = members.collect();
                members.sort_unstable();
                (address, members)
            })
            .collect();
        let empty = Arc::new(Plan::default());
        let mut of_actor = vec![empty; names.count(Kind::Actor)];
        for (organisation, data) in &scenario.organisations {
            let speaker = Speaker { names, facts, groups: &groups, organisation };
            let mut by_taker: BTreeMap<&str, Vec<(&Word, &hazdrill_model::Step)>> = BTreeMap::new();
            let words: BTreeMap<&hazdrill_model::Id, Word> = data.procedures.keys().map(|p| (p, p.shared())).collect();
            for (procedure, steps) in &data.procedures {
                for step in steps {
                    by_taker.entry(&step.by).or_default().push((&words[procedure], step));
                }
            }
            for (taker, steps) in by_taker {
                let plan = Arc::new(compile_plan(&speaker, &steps));
                let address = format!("{organisation}/{taker}");
                match groups.get(&address) {
                    Some(members) => members.iter().for_each(|m| of_actor[m.rank as usize] = plan.clone()),
                    None => of_actor[names.known(Kind::Actor, &address).rank as usize] = plan,
                }
            }
        }
        Self { of_actor: of_actor.into(), none: Arc::default(), groups: groups.into() }
    }
}

fn compile_plan(speaker: &Speaker, steps: &[(&Word, &hazdrill_model::Step)]) -> Plan {
    let numbers: BTreeMap<&str, u16> = steps.iter().enumerate().map(|(n, (_, s))| (&*s.step, n as u16)).collect();
    let mut plan = Plan::default();
    for (n, (procedure, step)) in steps.iter().enumerate() {
        let cond = |c: &Condition| compile_condition(speaker, &numbers, c);
        let planned = PlannedStep {
            procedure: (*procedure).clone(),
            step: step.step.shared(),
            when: cond(&step.when),
            takes: step.takes.clone(),
            deed: speaker.deed(&step.act),
            urgent: step.urgent,
            abort: step.abort.as_ref().map(cond),
            repeat: step.repeat.as_ref().map(|Repeat::Every(time)| *time),
            forgotten: step.forgotten.value(),
            until_done: false,
        };
        let planned = PlannedStep { until_done: ends_with(&planned.when, n as u16), ..planned };
        plan.watch(n as u16, &planned.when);
        if let Some(abort) = &planned.abort {
            plan.watch(n as u16, abort);
        }
        plan.steps.push(planned);
    }
    plan
}

/// Whether a condition cannot hold any more once a step is done.
fn ends_with(cond: &Cond, step: u16) -> bool {
    fn holds_with(cond: &Cond, step: u16) -> bool {
        match cond {
            Cond::Done(done) => *done == step,
            Cond::Any(any) => any.iter().any(|one| holds_with(one, step)),
            Cond::All(all) => !all.is_empty() && all.iter().all(|one| holds_with(one, step)),
            _ => false,
        }
    }
    match cond {
        Cond::Not(one) => holds_with(one, step),
        Cond::All(all) => all.iter().any(|one| ends_with(one, step)),
        _ => false,
    }
}

fn compile_condition(speaker: &Speaker, numbers: &BTreeMap<&str, u16>, cond: &Condition) -> Cond {
    let compile = |c: &Condition| compile_condition(speaker, numbers, c);
    match cond {
        Condition::All(all) => Cond::All(all.iter().map(compile).collect()),
        Condition::Any(any) => Cond::Any(any.iter().map(compile).collect()),
        Condition::Not(one) => Cond::Not(Box::new(compile(one))),
        Condition::Knows(fact) => Cond::Believes(speaker.pattern(fact), Test::Known),
        Condition::Believes { fact, is, above, below } => {
            let pattern = speaker.pattern(fact);
            let mut tests = Vec::new();
            tests.extend(is.clone().map(Test::Is));
            tests.extend(above.map(Test::Above));
            tests.extend(below.map(Test::Below));
            let mut all: Vec<Cond> = tests.into_iter().map(|t| Cond::Believes(pattern, t)).collect();
            if all.len() == 1 { all.remove(0) } else { Cond::All(all) }
        }
        Condition::Done(step) => numbers.get(&**step).map_or(Cond::Never, |n| Cond::Done(*n)),
        Condition::Failed(step) => numbers.get(&**step).map_or(Cond::Never, |n| Cond::Failed(*n)),
        Condition::Arrived(crew) => {
            // Without a subject any crew would do: where there is no such crew, none has arrived.
            let crew = actor_named(crew, Some(speaker.organisation), speaker.names);
            let fact = speaker.facts.row(key::CREW_AT);
            crew.map_or(Cond::Never, |crew| Cond::Believes(Pattern { fact, subject: Some(crew) }, Test::Known))
        }
        Condition::Here(place) => Cond::Here(speaker.names.known(Kind::Place, place)),
        Condition::Waited { time, since } => Cond::Waited(*time, Box::new(compile(since))),
    }
}
