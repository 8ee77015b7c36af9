//! Steps before their time, and by hands whose task they are not.

use super::{LISTED, named};
use crate::view::View;
use crate::waits::step_path;
use hazdrill_model::{Condition, Id, Scenario, Step};
use hazdrill_record::{EventId, Happening as H};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A step begun before a step of the same seat that has to be done first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WrongOrder {
    /// The seat.
    pub seat: String,
    /// The step that came too soon, `procedure/step`.
    pub step: String,
    /// Its begin.
    pub event: EventId,
    /// The step that has to be done first, `procedure/step`.
    pub first: String,
    /// When that was done; none where it never was.
    pub first_done: Option<EventId>,
}

/// A step begun or done by somebody whose task it is not.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WrongOwner {
    /// The step, `procedure/step`.
    pub step: String,
    /// Whose task it is: the seat.
    pub owner: String,
    /// Who did it.
    pub actor: String,
    /// The event.
    pub event: EventId,
}

/// Reads what came in a wrong order and what was done by others.
pub(super) fn read(view: &View<'_>, scenario: &Scenario) -> (Vec<WrongOrder>, Vec<WrongOwner>) {
    let steps = steps(scenario);
    let mut done: BTreeMap<(&str, &str), EventId> = BTreeMap::new();
    for event in view.events {
        if let (H::Done(step), Some(actor)) = (&event.what, event.actor.as_deref()) {
            done.entry((actor, &*step.step)).or_insert(event.seq);
        }
    }
    let (mut wrong_order, mut wrong_owner) = (Vec::new(), Vec::new());
    let mut seen: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for event in view.events {
        let (Some((procedure, step)), Some(actor)) = (named(event), event.actor.as_deref()) else { continue };
        let Some((organisation, name)) = actor.split_once('/') else { continue };
        let Some(known) = steps.get(&(organisation, procedure, step)) else { continue };
        if !seen.insert((actor, procedure, step)) || matches!(event.what, H::Forgotten(_)) {
            continue;
        }
        let group = name.rsplit_once('.').map_or(name, |(group, _)| group);
        let by = known.by.as_str();
        if by != name && by != group {
            let is_ordered = known.act.crews().iter().any(|crew| crew.full(organisation) == actor);
            if !is_ordered && wrong_owner.len() < LISTED {
                wrong_owner.push(WrongOwner {
                    step: step_path(procedure, step),
                    owner: format!("{organisation}/{by}"),
                    actor: actor.to_owned(),
                    event: event.seq,
                });
            }
            continue;
        }
        let mut first = Vec::new();
        must_be_done(&known.when, &mut first);
        for first in first {
            let first_done = done.get(&(actor, first.as_str())).copied();
            if first_done.is_none_or(|done| done > event.seq) && wrong_order.len() < LISTED {
                wrong_order.push(WrongOrder {
                    seat: actor.to_owned(),
                    step: step_path(procedure, step),
                    event: event.seq,
                    first: path_of(scenario, organisation, first),
                    first_done,
                });
            }
        }
    }
    (wrong_order, wrong_owner)
}

/// Every step by organisation, procedure and name.
fn steps(scenario: &Scenario) -> BTreeMap<(&str, &str, &str), &Step> {
    let all = scenario.organisations.iter().flat_map(|(id, organisation)| {
        organisation.procedures.iter().flat_map(move |(procedure, steps)| {
            steps.iter().map(move |step| ((id.as_str(), procedure.as_str(), step.step.as_str()), step))
        })
    });
    all.collect()
}

/// Steps without which a condition cannot hold.
fn must_be_done<'a>(condition: &'a Condition, steps: &mut Vec<&'a Id>) {
    match condition {
        Condition::Done(step) => steps.push(step),
        Condition::All(parts) => parts.iter().for_each(|part| must_be_done(part, steps)),
        Condition::Waited { since, .. } => must_be_done(since, steps),
        _ => {}
    }
}

/// A step by its name, which is unique in an organisation, as `procedure/step`.
fn path_of(scenario: &Scenario, organisation: &str, name: &Id) -> String {
    let procedures = scenario.organisations.get(organisation).into_iter().flat_map(|o| &o.procedures);
    let holds = |(_, steps): &(&Id, &Vec<Step>)| steps.iter().any(|step| step.step == *name);
    let found = procedures.into_iter().find(holds);
    found.map_or_else(|| name.to_string(), |(procedure, _)| step_path(procedure, name))
}
