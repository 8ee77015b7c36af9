//! Organisations and groups: posts, crews, and the steps of their procedures.

use super::condition::{self, Mind};
use super::figures::{SHORTEST_ACT, at_least, basis, dist, positive, short_list, source, text};
use super::names::{Names, Own};
use super::path::{Findings, Path};
use super::places::Ways;
use super::verbs::{self, Doer};
use super::{Problem, Thing};
use crate::{Crew, Id, Post, Repeat, Step};
use hazdrill_units::{CubicMetres, CubicMetresPerSecond, SimDuration};

pub(super) fn check(names: &Names<'_>, out: &mut Findings) {
    let root = Path::ROOT;
    let ways = Ways::new(names);
    let organisations = root.key("organisations");
    for (id, organisation) in &names.scenario.organisations {
        let path = organisations.key(id);
        let Some(own) = names.own(id) else { continue };
        text(&path.key("name"), &organisation.name, out);
        names.known(&path.key("base"), Thing::Place, &organisation.base, out);
        let habit = path.key("habit");
        positive(&habit.key("walks"), organisation.habit.walks.value(), out);
        dist(&habit.key("notices"), &organisation.habit.notices, SimDuration::ZERO, out);
        source(&habit.key("source"), &organisation.habit.source, out);
        let posts = path.key("posts");
        for (id, post) in &organisation.posts {
            self::post(names, own, &ways, &posts.key(id), post, out);
        }
        let crews = path.key("crews");
        for (id, crew) in &organisation.crews {
            self::crew(names, &crews.key(id), crew, out);
        }
        let procedures = path.key("procedures");
        for (id, steps) in &organisation.procedures {
            let path = procedures.key(id);
            for (index, step) in steps.iter().enumerate() {
                self::step(names, own, &ways, &path.index(index), step, out);
            }
        }
    }
    let people = root.key("people");
    for (id, group) in &names.scenario.people {
        let path = people.key(id);
        text(&path.key("name"), &group.name, out);
        positive(&path.key("count"), f64::from(group.count), out);
        names.known(&path.key("of"), Thing::Organisation, &group.of, out);
        lists(names, &path, &group.hears, &group.handles, out);
        if names.known(&path.key("at"), Thing::Place, &group.at, out) {
            exit(names, &ways, &path.key("at"), &group.at, out);
        }
    }
}

/// Somebody shut into a room without a door can neither flee nor be reached.
fn exit(names: &Names<'_>, ways: &Ways<'_>, path: &Path<'_>, place: &Id, out: &mut Findings) {
    let is_room = names.scenario.places.get(place).is_some_and(|p| p.room().is_some());
    out.add_if(is_room && !ways.has_exit(place), path, || Problem::NoWayOut { place: place.to_string() });
}

fn lists(names: &Names<'_>, path: &Path<'_>, hears: &[Id], handles: &[Id], out: &mut Findings) {
    for (key, thing, list) in [("hears", Thing::Channel, hears), ("handles", Thing::Substance, handles)] {
        let path = path.key(key);
        if short_list(&path, list, out) {
            names.all_known(&path, thing, list, out);
        }
    }
}

fn post(names: &Names<'_>, own: &Own<'_>, ways: &Ways<'_>, path: &Path<'_>, post: &Post, out: &mut Findings) {
    text(&path.key("name"), &post.name, out);
    match &post.at {
        Some(at) => {
            if names.known(&path.key("at"), Thing::Place, at, out) {
                exit(names, ways, &path.key("at"), at, out);
            }
        }
        None => exit(names, ways, path, &own.organisation.base, out),
    }
    if let Some(rides) = &post.rides {
        let known = own.organisation.crews.contains_key(rides);
        out.add_if(!known, &path.key("rides"), || own.unknown(Thing::Crew, rides));
    }
    lists(names, path, &post.hears, &post.handles, out);
    if short_list(&path.key("withholds"), &post.withholds, out) {
        names.facts(&path.key("withholds"), &post.withholds, out);
    }
}

fn crew(names: &Names<'_>, path: &Path<'_>, crew: &Crew, out: &mut Findings) {
    text(&path.key("name"), &crew.name, out);
    source(&path.key("source"), &crew.source, out);
    positive(&path.key("people"), f64::from(crew.people), out);
    if let Some(at) = &crew.at {
        names.known(&path.key("at"), Thing::Place, at, out);
    }
    match crew.air {
        Some(air) => at_least(&path.key("air"), air, SHORTEST_ACT, out),
        None => out.add_if(crew.protection.has_own_air(), &path.key("protection"), || Problem::NoAir),
    }
    let lines = [
        ("foam", crew.foam.map(CubicMetresPerSecond::value)),
        ("foam_stock", crew.foam_stock.map(CubicMetres::value)),
        ("water", crew.water.map(CubicMetresPerSecond::value)),
    ];
    for (key, value) in lines.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        positive(&path.key(key), value, out);
    }
    dist(&path.key("turnout"), &crew.turnout, SimDuration::ZERO, out);
    lists(names, path, &crew.hears, &[], out);
    let reports = path.key("reports");
    if short_list(&reports, &crew.reports, out) {
        names.all_known(&reports, Thing::Channel, &crew.reports, out);
    }
}

fn step(names: &Names<'_>, own: &Own<'_>, ways: &Ways<'_>, path: &Path<'_>, step: &Step, out: &mut Findings) {
    let actor = own.actors.get(&*step.by).copied();
    out.add_if(actor.is_none(), &path.key("by"), || own.unknown(Thing::Actor, &step.by));
    let mind = Mind { names, own, by: &step.by };
    condition::check(&mind, &path.key("when"), &step.when, out);
    if let Some(abort) = &step.abort {
        condition::check(&mind, &path.key("abort"), abort, out);
    }
    dist(&path.key("takes"), &step.takes, SHORTEST_ACT, out);
    if let Some(Repeat::Every(every)) = &step.repeat {
        at_least(&path.key("repeat"), *every, SHORTEST_ACT, out);
    }
    if let Some(limit) = &step.limit {
        at_least(&path.key("limit"), *limit, SHORTEST_ACT, out);
        out.add_if(step.basis.is_none(), &path.key("limit"), || Problem::NoBasis);
    }
    if let Some(text) = &step.basis {
        basis(&path.key("basis"), text, out);
    }
    if let Some(text) = &step.source {
        source(&path.key("source"), text, out);
    }
    let doer = Doer { names, own, id: &step.by, actor, ways: Some(ways) };
    verbs::check(&doer, &path.key("do"), &step.act, out);
}
