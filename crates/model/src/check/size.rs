//! Limits, before anything is built for the scenario (law 6). Sums are in `u64`, so that no count can wrap.

use super::path::{Findings, Path};
use super::{Counted, Problem};
use crate::{Place, Scenario, limits};
use std::collections::BTreeMap;

pub(super) fn check(scenario: &Scenario, out: &mut Findings) {
    let root = Path::ROOT;
    let mut hold = |key: &str, what: Counted, found: u64, limit: usize| {
        out.add_if(found > limit as u64, &root.key(key), || Problem::TooMany { what, found, limit: limit as u64 });
    };
    let sum = |counts: &mut dyn Iterator<Item = usize>| counts.map(|n| n as u64).sum::<u64>();

    hold("places", Counted::Places, scenario.places.len() as u64, limits::PLACES);
    for (key, found) in [
        ("aims", scenario.aims.len()),
        ("use", scenario.packs.len()),
        ("roads", scenario.roads.len()),
        ("substances", scenario.substances.len()),
        ("people", scenario.people.len()),
        ("facts", scenario.facts.len()),
        ("channels", scenario.channels.len()),
        ("organisations", scenario.organisations.len()),
        ("releases", scenario.releases.len()),
        ("injects", scenario.injects.len()),
        ("targets", scenario.targets.len()),
        ("expect", scenario.expect.len()),
    ] {
        hold(key, Counted::Entries, found as u64, limits::ENTRIES);
    }
    let fittings = scenario.places.values().map(|place| match place {
        Place::Room(room) => room.doors.len() + room.vessels.len() + room.detectors.len() + room.ignition.len(),
        Place::Site(site) => site.paths.len(),
    });
    let breakers = scenario.places.values().map(|place| place.breakers().len());
    let fittings = fittings.chain(breakers);
    hold("places", Counted::Fittings, sum(&mut fittings.into_iter()), limits::ENTRIES);

    let organisations = scenario.organisations.values();
    let posts: u64 = organisations.clone().map(|o| o.posts.len() as u64).sum();
    let crews: u64 = organisations.clone().map(|o| o.crews.len() as u64).sum();
    hold("organisations", Counted::Seats, posts + crews, limits::POSTS);
    let in_crews: u64 = organisations.clone().flat_map(|o| o.crews.values()).map(|c| u64::from(c.people)).sum();
    let in_groups: u64 = scenario.people.values().map(|g| u64::from(g.count)).sum();
    hold("people", Counted::People, posts + in_crews + in_groups, limits::PEOPLE);

    let steps = organisations.clone().flat_map(|o| o.procedures.values()).map(Vec::len);
    hold("organisations", Counted::Steps, sum(&mut steps.into_iter()), limits::STEPS);
    // Whoever belongs to a group carries the steps of the group.
    let mut members: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (id, group) in &scenario.people {
        members.insert((&group.of, id), u64::from(group.count));
    }
    let copies: u64 = scenario
        .organisations
        .iter()
        .flat_map(|(id, o)| o.procedures.values().flatten().map(move |step| (id, step)))
        .map(|(id, step)| members.get(&(&**id, &*step.by)).copied().unwrap_or(1))
        .sum();
    hold("organisations", Counted::StepCopies, copies, limits::STEP_COPIES);
}
