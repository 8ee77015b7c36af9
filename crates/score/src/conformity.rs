//! Conformity to the procedures: steps that should have run and did not, or ran by other hands or before their time.
//!
//! A step should have run when its condition held in what its holder believed, as far as the record shows: beliefs are the
//! `learned` events of that seat, finished steps its `done` and `failed`, places its journeys. What a record does not show
//! is not held against anybody.

mod condition;
mod order;

pub use order::{WrongOrder, WrongOwner};

use crate::moment::seconds;
use crate::view::{View, Who};
use crate::waits::step_path;
use condition::Mind;
use hazdrill_model::{Id, Scenario, Step};
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// As many steps of one kind are listed.
const LISTED: usize = 200;
/// So long a step must have been ready before it counts as missing: who has just learned of something is not idle. The
/// limit of the step where it has one. Judgement, unverified.
const GRACE_MS: i64 = 5 * 60_000;

/// How the record follows the procedures of the scenario.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conformity {
    /// Steps of posts and crews in the procedures.
    pub steps: u64,
    /// Of them, those that came up: their condition held, or somebody began or forgot them.
    pub due: u64,
    /// Of those, done at least once.
    pub done: u64,
    /// The first events of steps done, in the order of the record, at most 20.
    pub evidence: Vec<EventId>,
    /// Done ÷ due; none where nothing came up.
    pub share: Option<f64>,
    /// Ready and never begun.
    pub missing: Vec<StepGap>,
    /// Forgotten when their time came, and not done later.
    pub forgotten: Vec<StepGap>,
    /// Begun and given up, and never done.
    pub failed: Vec<StepGap>,
    /// Begun and not finished when the record ended.
    pub unfinished: Vec<StepGap>,
    /// Begun before a step that has to be done first.
    pub wrong_order: Vec<WrongOrder>,
    /// Done by somebody whose task it is not.
    pub wrong_owner: Vec<WrongOwner>,
}

/// A step that came up and was not done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepGap {
    /// Whose step it is: the seat.
    pub seat: String,
    /// The step, `procedure/step`.
    pub step: String,
    /// Since when it was ready, or when it was begun or forgotten, seconds.
    pub s: Option<f64>,
    /// How long it stayed ready, seconds; of a step that was missing.
    pub ready_s: Option<f64>,
    /// The event: what made it ready; where it was forgotten, given up, begun.
    pub event: Option<EventId>,
    /// Why it was given up.
    pub reason: Option<String>,
}

/// What became of one step of one seat.
#[derive(Default)]
struct Course {
    done: bool,
    forgotten: Option<(EventId, Option<i64>)>,
    failed: Option<(EventId, Option<i64>, String)>,
    begun: Option<(EventId, Option<i64>)>,
}

/// Reads how the record follows the procedures.
pub(crate) fn read(view: &View<'_>) -> Option<Conformity> {
    let scenario = view.scenario?;
    let courses = courses(view);
    let ready = ready(view, scenario, &courses);
    let mut found = Conformity::default();
    for (seat, procedure, step) in steps(scenario) {
        found.steps += 1;
        let gap = |event: Option<EventId>, t: Option<i64>| StepGap {
            seat: seat.clone(),
            step: step_path(procedure, &step.step),
            s: t.map(seconds),
            ready_s: None,
            event,
            reason: None,
        };
        let course = courses.get(&(seat.as_str(), procedure.as_str(), step.step.as_str()));
        if let Some(course) = course {
            found.due += 1;
            match course {
                Course { done: true, .. } => found.done += 1,
                Course { forgotten: Some((event, t)), .. } => found.forgotten.push(gap(Some(*event), *t)),
                Course { failed: Some((event, t, reason)), .. } => {
                    found.failed.push(StepGap { reason: Some(reason.clone()), ..gap(Some(*event), *t) });
                }
                Course { begun, .. } => {
                    found.unfinished.push(gap(begun.map(|(event, _)| event), begun.and_then(|(_, t)| t)));
                }
            }
        } else if let Some((since, ms, event)) = ready.get(&(seat.clone(), procedure, &step.step)) {
            let limit = step.limit.map_or(GRACE_MS, |limit| limit.ms().max(GRACE_MS));
            if *ms >= limit {
                found.due += 1;
                found.missing.push(StepGap { ready_s: Some(seconds(*ms)), ..gap(*event, Some(*since)) });
            }
        }
    }
    let done = view.events.iter().filter(|e| matches!(&e.what, H::Done(done) if !done.procedure.is_empty()));
    found.evidence = done.map(|e| e.seq).take(20).collect();
    found.share = (found.due > 0).then(|| found.done as f64 / found.due as f64);
    found.missing.sort_by(|a, b| b.ready_s.unwrap_or(0.0).total_cmp(&a.ready_s.unwrap_or(0.0)));
    for list in [&mut found.missing, &mut found.forgotten, &mut found.failed, &mut found.unfinished] {
        list.truncate(LISTED);
    }
    (found.wrong_order, found.wrong_owner) = order::read(view, scenario);
    Some(found)
}

/// The steps of posts and crews; those of groups are taken by whoever is there.
fn steps(scenario: &Scenario) -> impl Iterator<Item = (String, &Id, &Step)> {
    scenario.organisations.iter().flat_map(|(id, organisation)| {
        let procedures = organisation.procedures.iter();
        let steps = procedures.flat_map(|(procedure, steps)| steps.iter().map(move |step| (procedure, step)));
        let is_seat = |by: &str| organisation.posts.contains_key(by) || organisation.crews.contains_key(by);
        steps.filter(move |(_, step)| is_seat(&step.by)).map(move |(p, step)| (format!("{id}/{}", step.by), p, step))
    })
}

/// What became of each step that somebody began or forgot, by actor, procedure and step.
fn courses<'a>(view: &View<'a>) -> BTreeMap<(&'a str, &'a str, &'a str), Course> {
    let mut courses: BTreeMap<(&str, &str, &str), Course> = BTreeMap::new();
    for event in view.events {
        let Some((procedure, step)) = named(event) else { continue };
        let Some(actor) = event.actor.as_deref() else { continue };
        let course = courses.entry((actor, procedure, step)).or_default();
        match &event.what {
            H::Done(_) => course.done = true,
            H::Forgotten(_) => course.forgotten = Some((event.seq, event.t_ms)),
            H::Failed(failed) => course.failed = Some((event.seq, event.t_ms, failed.reason.to_string())),
            _ => course.begun = course.begun.or(Some((event.seq, event.t_ms))),
        }
    }
    courses
}

/// The procedure and step that an event names.
fn named(event: &Event) -> Option<(&str, &str)> {
    match &event.what {
        H::Started(s) => Some((&s.procedure, &s.step)),
        H::Done(s) => Some((&s.procedure, &s.step)),
        H::Failed(s) => Some((&s.procedure, &s.step)),
        H::Forgotten(s) => Some((&s.procedure, &s.step)),
        _ => None,
    }
}

/// Of a step: since when it was ready for the longest time, how long, because of which event.
type Ready = (i64, i64, Option<EventId>);

/// How long each step that nobody began was ready, by replaying what its holder believed.
fn ready<'a>(
    view: &View<'a>,
    scenario: &'a Scenario,
    courses: &BTreeMap<(&'a str, &'a str, &'a str), Course>,
) -> BTreeMap<(String, &'a Id, &'a Id), Ready> {
    let mut open: BTreeMap<String, Vec<(&Id, &Step)>> = BTreeMap::new();
    for (seat, procedure, step) in steps(scenario) {
        if !courses.contains_key(&(seat.as_str(), procedure.as_str(), step.step.as_str())) {
            open.entry(seat).or_default().push((procedure, step));
        }
    }
    let end = view.events.iter().filter_map(|e| e.t_ms).max();
    let mut found = BTreeMap::new();
    let mut minds: BTreeMap<&str, Mind<'_>> = open
        .iter()
        .map(|(seat, steps)| {
            let start = view.who(seat).map(Who::start).map_or("", Id::as_str);
            (seat.as_str(), Mind::new(start, steps))
        })
        .collect();
    for event in view.events {
        let (Some(actor), Some(t)) = (event.actor.as_deref(), event.t_ms) else { continue };
        if let Some(mind) = minds.get_mut(actor) {
            mind.take(event, t);
        }
    }
    for (seat, mut mind) in minds {
        let Some(end) = end else { break };
        for (procedure, step, ready) in mind.finish(end) {
            found.insert((seat.to_owned(), procedure, step), ready);
        }
    }
    found
}
