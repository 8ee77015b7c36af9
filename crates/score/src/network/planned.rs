//! Planned against actual: links that the procedures foresee (telling, asking, ordering, reporting back) and whether a
//! message ever took them.

use super::{Message, Network, seat};
use crate::view::{View, organisation_of};
use crate::waits::step_path;
use hazdrill_model::{ActorRef, Scenario, Verb};
use hazdrill_record::{EventId, Happening as H};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// As many planned links, and as many unplanned ones, are listed.
const LISTED: usize = 300;

/// A link from seat to seat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Who speaks.
    pub from: String,
    /// Who hears.
    pub to: String,
    /// How many messages took it.
    pub messages: u64,
    /// The first of them, as it was heard.
    pub first: Option<EventId>,
}

/// A link that the procedures foresee.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlannedLink {
    /// The link. `to` may be a whole organisation: then any of it will do.
    #[serde(flatten)]
    pub link: Link,
    /// What became of it.
    pub state: PlanState,
    /// The step that foresees it, `procedure/step`; the first where several do.
    pub step: String,
    /// For a link that was tried in vain: the event at which the step was begun.
    pub tried: Option<EventId>,
}

/// What became of a planned link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// The step was begun and no message arrived.
    Failed,
    /// No step that foresees it was ever begun: there was no occasion, or nobody thought of it.
    NotBegun,
    /// A message arrived.
    Used,
}

/// A link with the steps behind it.
struct Plan<'a> {
    steps: Vec<(&'a str, &'a str)>,
}

/// Compares plan and record, and writes it into `network`.
pub(super) fn read(view: &View<'_>, messages: &[Message<'_>], network: &mut Network) {
    let mut used: BTreeMap<(&str, &str), (u64, EventId)> = BTreeMap::new();
    // Only whoever was spoken to counts: who rides in the same vehicle hears it too, and that is no link.
    for message in messages.iter().filter(|m| m.addressed) {
        let (count, _) = used.entry((seat(view, message.from), seat(view, message.to))).or_insert((0, message.event));
        *count += 1;
    }
    let Some(scenario) = view.scenario else { return };
    let plans = plans(scenario);
    let begun = begun(view);
    let mut planned: Vec<PlannedLink> =
        plans.iter().map(|((from, to), plan)| link(&used, &begun, from, to, plan)).collect();
    let count = |state: PlanState| planned.iter().filter(|p| p.state == state).count() as u64;
    network.planned_total = planned.len() as u64;
    network.planned_used = count(PlanState::Used);
    network.planned_failed = count(PlanState::Failed);
    // What failed first, then what was never begun; a stable sort keeps the order of names.
    planned.sort_by_key(|p| p.state);
    planned.truncate(LISTED);
    network.planned = planned;
    unplanned(view, messages, &plans, network);
}

fn unplanned(
    view: &View<'_>,
    messages: &[Message<'_>],
    plans: &BTreeMap<(String, String), Plan<'_>>,
    network: &mut Network,
) {
    let pairs: BTreeSet<(&str, &str)> = plans.keys().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    let mut found: BTreeMap<(&str, &str), (u64, EventId)> = BTreeMap::new();
    for message in messages.iter().filter(|m| m.addressed && !m.answer) {
        let (from, to) = (seat(view, message.from), seat(view, message.to));
        if !pairs.contains(&(from, to)) && !pairs.contains(&(from, organisation_of(to))) {
            found.entry((from, to)).or_insert((0, message.event)).0 += 1;
        }
    }
    network.unplanned_total = found.len() as u64;
    let mut links: Vec<Link> = found
        .into_iter()
        .map(|((from, to), (messages, first))| Link {
            from: from.to_owned(),
            to: to.to_owned(),
            messages,
            first: Some(first),
        })
        .collect();
    links.sort_by_key(|link| std::cmp::Reverse(link.messages));
    links.truncate(LISTED);
    network.unplanned = links;
}

fn link(
    used: &BTreeMap<(&str, &str), (u64, EventId)>,
    begun: &BTreeMap<(&str, &str, &str), EventId>,
    from: &str,
    to: &str,
    plan: &Plan<'_>,
) -> PlannedLink {
    let exact = used.get(&(from, to)).copied();
    // A whole organisation: anybody of it.
    let any = || {
        let whole = !to.contains('/');
        let to_any = used.range((from, "")..).take_while(|((sender, _), _)| *sender == from);
        let to_any = to_any.filter(|((_, heard), _)| whole && organisation_of(heard) == to).map(|(_, found)| *found);
        to_any.reduce(|(n, first), (more, other)| (n + more, first.min(other)))
    };
    let found = exact.or_else(any);
    let organisation = organisation_of(from);
    // A step is begun by its holder; an answer or a report by somebody else, hence by anybody of the organisation.
    let tried = plan.steps.iter().filter_map(|(procedure, step)| begun.get(&(organisation, *procedure, *step))).min();
    let state = match (found, tried) {
        (Some(_), _) => PlanState::Used,
        (None, Some(_)) => PlanState::Failed,
        (None, None) => PlanState::NotBegun,
    };
    PlannedLink {
        link: Link {
            from: from.to_owned(),
            to: to.to_owned(),
            messages: found.map_or(0, |(n, _)| n),
            first: found.map(|(_, first)| first),
        },
        state,
        step: plan.steps.first().map_or_else(String::new, |(procedure, step)| step_path(procedure, step)),
        tried: if state == PlanState::Failed { tried.copied() } else { None },
    }
}

/// The first event by which somebody of an organisation began a step.
fn begun<'a>(view: &View<'a>) -> BTreeMap<(&'a str, &'a str, &'a str), EventId> {
    let mut begun = BTreeMap::new();
    for event in view.events {
        if let (H::Started(step), Some(organisation)) = (&event.what, event.organisation()) {
            begun.entry((organisation, &*step.procedure, &*step.step)).or_insert(event.seq);
        }
    }
    begun
}

/// Every link that the procedures of a scenario foresee: telling, asking, ordering crews and their reports back.
/// An answer goes the way of its question and is no link of its own.
fn plans(scenario: &Scenario) -> BTreeMap<(String, String), Plan<'_>> {
    let mut plans: BTreeMap<(String, String), Plan<'_>> = BTreeMap::new();
    for (id, organisation) in &scenario.organisations {
        for (procedure, steps) in &organisation.procedures {
            for step in steps {
                let from = format!("{id}/{}", step.by);
                let mut add = |from: String, to: String| {
                    if to != from {
                        let plan = plans.entry((from, to)).or_insert(Plan { steps: Vec::new() });
                        plan.steps.push((procedure.as_str(), step.step.as_str()));
                    }
                };
                let mut tell = |who: &ActorRef| add(from.clone(), address(scenario, id, who));
                match &step.act {
                    Verb::Tell { whom, .. } => whom.iter().for_each(tell),
                    Verb::Ask { whom, .. } => tell(whom),
                    act => {
                        for crew in act.crews().iter().map(|crew| crew.full(id)) {
                            add(from.clone(), crew.clone());
                            // Nobody reports back that they have set out.
                            if !matches!(act, Verb::Dispatch { .. } | Verb::Withdraw { .. }) {
                                add(crew, from.clone());
                            }
                        }
                    }
                }
            }
        }
    }
    plans
}

/// Whom a reference in the procedures of `organisation` names: a seat, or a whole organisation.
fn address(scenario: &Scenario, organisation: &str, who: &ActorRef) -> String {
    match who.parts() {
        (Some(of), name) => format!("{of}/{name}"),
        (None, name) if is_own(scenario, organisation, name) => format!("{organisation}/{name}"),
        (None, name) => name.to_owned(),
    }
}

fn is_own(scenario: &Scenario, organisation: &str, name: &str) -> bool {
    let own = scenario.organisations.get(organisation);
    own.is_some_and(|o| o.posts.contains_key(name) || o.crews.contains_key(name))
        || scenario.people.get(name).is_some_and(|group| group.of.as_str() == organisation)
}
