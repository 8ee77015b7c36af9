//! The head of a scenario, its channels and facts, and what comes from outside: releases, injects, targets, expectations.

use super::figures::{SHORTEST_ACT, at_least, basis, dist, list, positive, source, text, within};
use super::names::Names;
use super::path::{Findings, Path};
use super::{Problem, Thing};
use crate::{Channel, Expectation, FactRef, Id, Line, Outflow, Reading, Scenario, Target, Truth, Verb, When, fact};
use hazdrill_units::{SimDuration, TICK};

/// The version of the format that this engine reads.
const FORMAT: u32 = 1;

pub(super) fn check_head(scenario: &Scenario, out: &mut Findings) {
    let root = Path::ROOT;
    let found = scenario.format;
    out.add_if(found != FORMAT, &root.key("format"), || Problem::UnknownFormat { found });
    text(&root.key("name"), &scenario.name, out);
    let aims = root.key("aims");
    for (index, aim) in scenario.aims.iter().enumerate() {
        text(&aims.index(index), aim, out);
    }
    if let Some(kind) = &scenario.kind {
        text(&root.key("kind"), kind, out);
    }
    at_least(&root.key("limit"), scenario.limit, SHORTEST_ACT, out);
    source(&root.key("weather").key("source"), &scenario.weather.source, out);
    if let Some(building) = &scenario.building {
        let path = root.key("building");
        positive(&path.key("across"), building.across.value(), out);
        source(&path.key("source"), &building.source, out);
    }
    if let Some(observers) = &scenario.observers {
        let known = scenario.places.contains_key(&observers.at);
        out.add_if(!known, &root.key("observers").key("at"), || Problem::Unknown {
            thing: Thing::Place,
            name: observers.at.to_string(),
            candidates: scenario.places.keys().map(ToString::to_string).collect(),
        });
    }
    let nothing = scenario.releases.is_empty() && scenario.injects.is_empty();
    out.add_if(nothing, &root.key("releases"), || Problem::NothingHappens);
    let facts = root.key("facts");
    for (key, told) in &scenario.facts {
        let path = facts.key(key);
        text(&path.key("name"), &told.name, out);
        let fine = FactRef::new(key).is_some_and(|fact| fact.subject().is_none());
        out.add_if(!fine, &path, || Problem::BadFactKey { key: key.clone() });
        out.add_if(fact::find(key).is_some(), &path, || Problem::ShadowsFact { key: key.clone() });
    }
}

pub(super) fn check(names: &Names<'_>, out: &mut Findings) {
    let root = Path::ROOT;
    let scenario = names.scenario;
    let channels = root.key("channels");
    for (id, channel) in &scenario.channels {
        self::channel(names, &channels.key(id), channel, out);
    }
    let releases = root.key("releases");
    let mut spreads: Option<(&Id, &Id)> = None;
    for (id, release) in &scenario.releases {
        let path = releases.key(id);
        if let Some(substance) = names.substance_in(&release.vessel) {
            let (first, spreading) = *spreads.get_or_insert((id, substance));
            out.add_if(substance != spreading, &path.key("vessel"), || Problem::SecondSubstance {
                substance: substance.to_string(),
                spreading: spreading.to_string(),
                first: releases.key(first).key("vessel").to_string(),
            });
        }
        in_time(names, &path.key("when"), &release.when, out);
        names.known(&path.key("vessel"), Thing::Vessel, &release.vessel, out);
        source(&path.key("source"), &release.source, out);
        if let Some(weight) = release.weight {
            within(&path.key("weight"), weight, 0.0, 1e3, out);
        }
        let how = path.key("how");
        match &release.how {
            Outflow::Spill { over } => at_least(&how.key("over"), *over, SHORTEST_ACT, out),
            Outflow::Hole { area, discharge } => {
                positive(&how.key("area"), area.value(), out);
                positive(&how.key("discharge"), discharge.value(), out);
            }
        }
    }
    let injects = root.key("injects");
    for (id, inject) in &scenario.injects {
        let path = injects.key(id);
        in_time(names, &path.key("when"), &inject.when, out);
        match &inject.act {
            Verb::CloseRoad(road) | Verb::OpenRoad(road) => {
                names.known(&path.key("do"), Thing::Road, road, out);
            }
            Verb::TurnWind(_) => {}
            Verb::SilenceChannel(channel) | Verb::RestoreChannel(channel) => {
                names.known(&path.key("do"), Thing::Channel, channel, out);
            }
            Verb::GatherCrowd { at, people } => {
                let act = path.key("do");
                let path = act.key("gather_crowd");
                names.known(&path.key("at"), Thing::Place, at, out);
                positive(&path.key("people"), f64::from(*people), out);
            }
            Verb::RemovePost(post) | Verb::PressAsks(post) => {
                names.seat(&path.key("do"), post, out);
            }
            Verb::BeginRelease(release) => {
                names.known(&path.key("do"), Thing::Release, release, out);
            }
            other => out.add(&path.key("do"), Problem::NotForInjects { verb: other.word() }),
        }
        if let Some(expect) = &inject.expect {
            text(&path.key("expect"), expect, out);
        }
        if let Some(answer) = &inject.answer {
            let path = path.key("answer");
            at_least(&path.key("within"), answer.within, TICK, out);
            if names.known(&path.key("by"), Thing::Organisation, &answer.by, out)
                && let Some(own) = names.own(&answer.by)
            {
                let known = own.steps.contains_key(&*answer.step);
                out.add_if(!known, &path.key("step"), || own.unknown(Thing::Step, &answer.step));
            }
        }
    }
    let targets = root.key("targets");
    for (id, target) in &scenario.targets {
        self::target(names, &targets.key(id), target, out);
    }
    let expect = root.key("expect");
    for (index, expectation) in scenario.expect.iter().enumerate() {
        let path = expect.index(index);
        match expectation {
            Expectation::Ends(_) => {}
            Expectation::Happens(kind) | Expectation::Never(kind) => {
                out.add_if(kind.trim().is_empty(), &path, || Problem::EmptyText);
            }
            Expectation::Within { from, to, limit } => {
                reading(names, &path.key("from"), from, out);
                reading(names, &path.key("to"), to, out);
                at_least(&path.key("limit"), *limit, TICK, out);
            }
        }
    }
}

fn in_time(names: &Names<'_>, path: &Path<'_>, when: &When, out: &mut Findings) {
    let limit = names.scenario.limit;
    match when {
        When::At(at) => out.add_if(*at > limit, path, || Problem::AfterTheEnd { at: *at, limit }),
        When::After { event, by, wait } => {
            out.add_if(event.trim().is_empty(), &path.key("event"), || Problem::EmptyText);
            out.add_if(*wait > limit, &path.key("wait"), || Problem::AfterTheEnd { at: *wait, limit });
            if let Some(by) = by {
                names.known(&path.key("by"), Thing::Organisation, by, out);
            }
        }
        When::When(Truth::VapourAbove { room, percent }) => {
            names.known(&path.key("room"), Thing::Place, room, out);
            within(&path.key("percent"), *percent, 0.0, 1e4, out);
        }
        When::When(Truth::Burns(room)) => _ = names.known(path, Thing::Place, room, out),
        When::When(Truth::Hurt(count)) => positive(path, f64::from(*count), out),
    }
}

fn channel(names: &Names<'_>, path: &Path<'_>, channel: &Channel, out: &mut Findings) {
    match channel {
        Channel::Calls(line) | Channel::Net(line) | Channel::Voice(line) => self::line(path, line, out),
        Channel::Speakers(speakers) => {
            self::line(path, &speakers.line, out);
            names.known(&path.key("from"), Thing::Place, &speakers.from, out);
            let reaches = path.key("reaches");
            list(&reaches, &speakers.reaches, out);
            names.all_known(&reaches, Thing::Place, &speakers.reaches, out);
        }
    }
}

fn line(path: &Path<'_>, line: &Line, out: &mut Findings) {
    text(&path.key("name"), &line.name, out);
    source(&path.key("source"), &line.source, out);
    dist(&path.key("connect"), &line.connect, SimDuration::ZERO, out);
    at_least(&path.key("per_fact"), line.per_fact, SHORTEST_ACT, out);
    if let Some(redial) = &line.redial {
        let path = path.key("redial");
        dist(&path.key("after"), &redial.after, SHORTEST_ACT, out);
        within(&path.key("tries"), f64::from(redial.tries), 1.0, 50.0, out);
    }
}

fn target(names: &Names<'_>, path: &Path<'_>, target: &Target, out: &mut Findings) {
    reading(names, &path.key("from"), &target.from, out);
    reading(names, &path.key("to"), &target.to, out);
    target_figures(path, target, out);
}

/// All of a target but what it reads.
pub(super) fn target_figures(path: &Path<'_>, target: &Target, out: &mut Findings) {
    if let Some(name) = &target.name {
        text(&path.key("name"), name, out);
    }
    at_least(&path.key("limit"), target.limit, TICK, out);
    if let Some(zero_at) = target.zero_at {
        out.add_if(zero_at <= target.limit, &path.key("zero_at"), || Problem::WrongOrder {
            low: "limit",
            low_value: target.limit.seconds(),
            high: "zero_at",
            high_value: zero_at.seconds(),
            unit: "s",
        });
    }
    positive(&path.key("weight"), target.weight, out);
    basis(&path.key("source"), &target.source, out);
}

fn reading(names: &Names<'_>, path: &Path<'_>, reading: &Reading, out: &mut Findings) {
    match reading {
        Reading::Alarmed(id)
        | Reading::Dispatched(id)
        | Reading::Left(id)
        | Reading::Arrived(id)
        | Reading::Sampled(id) => {
            names.known(path, Thing::Organisation, id, out);
        }
        _ => {}
    }
}
