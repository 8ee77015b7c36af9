//! The names of a scenario: what exists, and what is called alike.

use super::path::{Findings, Path};
use super::{Candidates, Problem, Thing};
use crate::{ActorRef, CrewRef, FactRef, FactSubject, FactType, Id, Organisation, Scenario, Skill, Step, fact};
use core::cell::OnceCell;
use std::collections::BTreeMap;

/// A scenario with its names in order, so that each look-up is quick and each list of candidates is made once.
pub(super) struct Names<'a> {
    pub(super) scenario: &'a Scenario,
    /// Vessels by id, with their room.
    pub(super) vessels: BTreeMap<&'a str, &'a Id>,
    /// Crews by id, with their organisation.
    crews: BTreeMap<&'a str, &'a Id>,
    own: BTreeMap<&'a str, Own<'a>>,
    lists: [OnceCell<Candidates>; 11],
}

/// The names within one organisation.
pub(super) struct Own<'a> {
    pub(super) organisation: &'a Organisation,
    /// Who can act: posts, crews and groups.
    pub(super) actors: BTreeMap<&'a str, Actor<'a>>,
    /// Steps of all procedures.
    pub(super) steps: BTreeMap<&'a str, &'a Step>,
    lists: [OnceCell<Candidates>; 2],
    /// Crews as its procedures name them: its own by their bare names, then those of others.
    crew_names: OnceCell<Candidates>,
}

/// What the checks need to know of a post, crew or group.
#[derive(Clone, Copy)]
pub(super) struct Actor<'a> {
    pub(super) at: &'a Id,
    pub(super) hears: &'a [Id],
    pub(super) skills: &'a [Skill],
    /// Whether it travels by vehicle: a crew, or one who rides with it.
    pub(super) rides: bool,
    pub(super) is_group: bool,
}

impl<'a> Names<'a> {
    pub(super) fn new(scenario: &'a Scenario) -> Self {
        let vessels = scenario
            .places
            .iter()
            .filter_map(|(id, place)| Some((id, place.room()?)))
            .flat_map(|(id, room)| room.vessels.keys().map(move |vessel| (&**vessel, id)))
            .collect();
        let crews = scenario
            .organisations
            .iter()
            .flat_map(|(id, organisation)| organisation.crews.keys().map(move |crew| (&**crew, id)))
            .collect();
        let mut own: BTreeMap<&str, Own<'a>> =
            scenario.organisations.iter().map(|(id, organisation)| (&**id, Own::new(organisation))).collect();
        for (id, group) in &scenario.people {
            if let Some(own) = own.get_mut(&*group.of) {
                let actor =
                    Actor { at: &group.at, hears: &group.hears, skills: &group.skills, rides: false, is_group: true };
                own.actors.entry(id).or_insert(actor);
            }
        }
        Self { scenario, vessels, crews, own, lists: Default::default() }
    }

    pub(super) fn own(&self, organisation: &str) -> Option<&Own<'a>> {
        self.own.get(organisation)
    }

    /// A seat that must exist: `organisation/post`.
    pub(super) fn seat(&self, path: &Path<'_>, seat: &ActorRef, out: &mut Findings) {
        let (organisation, who) = seat.parts();
        let own = organisation.and_then(|organisation| self.own(organisation));
        let known = own.is_some_and(|own| own.actors.get(who).is_some_and(|actor| !actor.is_group));
        out.add_if(!known, path, || self.unknown(Thing::Seat, seat.as_str()));
    }

    /// What a vessel holds; none where there is no such vessel.
    pub(super) fn substance_in(&self, vessel: &str) -> Option<&'a Id> {
        let room = self.scenario.places.get(*self.vessels.get(vessel)?)?.room()?;
        room.vessels.get(vessel).map(|vessel| &vessel.substance)
    }

    /// Names that must be told apart and are not.
    pub(super) fn check(&self, out: &mut Findings) {
        let root = Path::ROOT;
        let organisations = root.key("organisations");
        let mut crews: BTreeMap<&str, &Id> = BTreeMap::new();
        for (id, organisation) in &self.scenario.organisations {
            let here = organisations.key(id);
            let mut twice = |path: &Path<'_>, name: &str, first: String| {
                out.add(path, Problem::NameTwice { name: name.to_owned(), first });
            };
            for crew in organisation.crews.keys() {
                let path = here.key("crews");
                if organisation.posts.contains_key(crew) {
                    twice(&path.key(crew), crew, here.key("posts").key(crew).to_string());
                }
                // A fact about a crew names the crew alone.
                match crews.get(&**crew) {
                    Some(other) => {
                        let first = organisations.key(other);
                        twice(&path.key(crew), crew, first.key("crews").key(crew).to_string());
                    }
                    None => {
                        crews.insert(crew, id);
                    }
                }
            }
            let mut steps: BTreeMap<&str, String> = BTreeMap::new();
            for (procedure, list) in &organisation.procedures {
                for (index, step) in list.iter().enumerate() {
                    let path = here.key("procedures");
                    let (path, word) = (path.key(procedure), "step");
                    let path = path.index(index);
                    let path = path.key(word);
                    match steps.get(&*step.step) {
                        Some(first) => twice(&path, &step.step, first.clone()),
                        None => {
                            steps.insert(&step.step, path.to_string());
                        }
                    }
                }
            }
        }
        let people = root.key("people");
        for (id, group) in &self.scenario.people {
            let Some(organisation) = self.scenario.organisations.get(&group.of) else { continue };
            for (kind, taken) in
                [("posts", organisation.posts.contains_key(id)), ("crews", organisation.crews.contains_key(id))]
            {
                if taken {
                    let first = organisations.key(&group.of).key(kind).key(id).to_string();
                    out.add(&people.key(id), Problem::NameTwice { name: id.to_string(), first });
                }
            }
        }
        self.fittings_twice(out);
    }

    /// Vessels, detectors, and what can light vapour (sources of ignition and breakers) are named without their room: by
    /// releases, by events, by luck.
    fn fittings_twice(&self, out: &mut Findings) {
        let root = Path::ROOT;
        let places = root.key("places");
        let mut taken: BTreeMap<(&str, &str), (&Id, &str)> = BTreeMap::new();
        for (place, data) in &self.scenario.places {
            let here = places.key(place);
            let room = data.room().into_iter();
            let vessels = room.clone().flat_map(|room| room.vessels.keys()).map(|id| ("vessels", "vessels", id));
            let detectors =
                room.clone().flat_map(|room| room.detectors.keys()).map(|id| ("detectors", "detectors", id));
            let ignition = room.flat_map(|room| room.ignition.keys()).map(|id| ("lights", "ignition", id));
            let breakers = data.breakers().keys().map(|id| ("lights", "breakers", id));
            for (kind, field, id) in vessels.chain(detectors).chain(ignition).chain(breakers) {
                match taken.get(&(kind, &**id)) {
                    Some((other, other_field)) => {
                        let first = places.key(other).key(other_field).key(id).to_string();
                        out.add(&here.key(field).key(id), Problem::NameTwice { name: id.to_string(), first });
                    }
                    None => _ = taken.insert((kind, id), (place, field)),
                }
            }
        }
    }

    fn detectors(&self) -> impl Iterator<Item = &'a Id> + use<'a> {
        self.scenario.places.values().filter_map(crate::Place::room).flat_map(|room| room.detectors.keys())
    }

    fn candidates(&self, thing: Thing) -> Candidates {
        fn keys<T>(map: &BTreeMap<Id, T>) -> Candidates {
            map.keys().map(ToString::to_string).collect()
        }
        let s = self.scenario;
        let list = |index: usize, make: &dyn Fn() -> Candidates| self.lists[index].get_or_init(make).clone();
        match thing {
            Thing::Place => list(0, &|| keys(&s.places)),
            Thing::Road => list(1, &|| keys(&s.roads)),
            Thing::Substance => list(2, &|| keys(&s.substances)),
            Thing::Detector => list(9, &|| self.detectors().map(ToString::to_string).collect()),
            Thing::Release => list(10, &|| keys(&s.releases)),
            Thing::Vessel => list(3, &|| self.vessels.keys().map(|v| (*v).to_owned()).collect()),
            Thing::Channel => list(4, &|| keys(&s.channels)),
            Thing::Organisation => list(5, &|| keys(&s.organisations)),
            Thing::Crew => list(6, &|| self.crews.keys().map(|c| (*c).to_owned()).collect()),
            Thing::Addressee | Thing::Actor | Thing::Seat | Thing::Step => list(7, &|| {
                let addresses =
                    self.own.iter().flat_map(|(id, own)| own.actors.keys().map(move |actor| format!("{id}/{actor}")));
                s.organisations.keys().map(ToString::to_string).chain(addresses).collect()
            }),
            Thing::Fact => {
                list(8, &|| fact::FACTS.iter().map(|f| f.key.to_owned()).chain(s.facts.keys().cloned()).collect())
            }
            // Named by clocks and rubrics alone, which have lists of their own.
            Thing::Role | Thing::Form | Thing::Clock | Thing::Grade | Thing::Class | Thing::Band | Thing::Item => {
                Candidates::default()
            }
        }
    }

    /// Notes an unknown name; says whether the name is known.
    pub(super) fn known(&self, path: &Path<'_>, thing: Thing, name: &str, out: &mut Findings) -> bool {
        let s = self.scenario;
        let known = match thing {
            Thing::Place => s.places.contains_key(name),
            Thing::Road => s.roads.contains_key(name),
            Thing::Substance => s.substances.contains_key(name),
            Thing::Detector => self.detectors().any(|id| **id == *name),
            Thing::Vessel => self.vessels.contains_key(name),
            Thing::Release => self.scenario.releases.contains_key(name),
            Thing::Channel => s.channels.contains_key(name),
            Thing::Organisation => s.organisations.contains_key(name),
            Thing::Crew => self.crews.contains_key(name),
            Thing::Actor
            | Thing::Addressee
            | Thing::Seat
            | Thing::Step
            | Thing::Fact
            | Thing::Role
            | Thing::Form
            | Thing::Clock
            | Thing::Grade
            | Thing::Class
            | Thing::Band
            | Thing::Item => false,
        };
        out.add_if(!known, path, || self.unknown(thing, name));
        known
    }

    pub(super) fn unknown(&self, thing: Thing, name: &str) -> Problem {
        Problem::Unknown { thing, name: name.to_owned(), candidates: self.candidates(thing) }
    }

    pub(super) fn all_known(&self, path: &Path<'_>, thing: Thing, names: &[Id], out: &mut Findings) {
        for (index, name) in names.iter().enumerate() {
            self.known(&path.index(index), thing, name, out);
        }
    }

    /// Everybody whom an address means; none for an unknown one, which is noted.
    pub(super) fn addressees(
        &self,
        path: &Path<'_>,
        own: Option<&Own<'a>>,
        whom: &ActorRef,
        out: &mut Findings,
    ) -> Vec<Actor<'a>> {
        let (organisation, who) = whom.parts();
        let found = match organisation {
            Some(organisation) => self.own(organisation).and_then(|own| own.actors.get(who)).map(|a| vec![*a]),
            None => own
                .and_then(|own| own.actors.get(who))
                .map(|actor| vec![*actor])
                .or_else(|| self.own(who).map(|own| own.actors.values().copied().collect())),
        };
        found.unwrap_or_else(|| {
            out.add(path, self.unknown(Thing::Addressee, whom.as_str()));
            Vec::new()
        })
    }

    /// The crew that a procedure of `own` names, with its address where it is unknown: noted then.
    pub(super) fn crew(
        &self,
        own: &Own<'a>,
        path: &Path<'_>,
        crew: &CrewRef,
        out: &mut Findings,
    ) -> Option<&'a crate::Crew> {
        let (organisation, name) = crew.parts();
        let found = match organisation {
            None => own.organisation.crews.get(name),
            Some(organisation) => {
                let Some(body) = self.scenario.organisations.get(organisation) else {
                    out.add(path, self.unknown(Thing::Organisation, organisation));
                    return None;
                };
                body.crews.get(name)
            }
        };
        out.add_if(found.is_none(), path, || {
            let candidates = own.crew_names.get_or_init(|| self.crew_names(own)).clone();
            Problem::Unknown { thing: Thing::Crew, name: crew.to_string(), candidates }
        });
        found
    }

    fn crew_names(&self, own: &Own<'a>) -> Candidates {
        let others = self.scenario.organisations.iter().filter(|(_, body)| !core::ptr::eq(*body, own.organisation));
        let others = others.flat_map(|(id, body)| body.crews.keys().map(move |crew| format!("{id}/{crew}")));
        own.organisation.crews.keys().map(ToString::to_string).chain(others).collect()
    }

    /// The type of a fact that exists and whose subject fits; notes what does not.
    pub(super) fn fact(&self, path: &Path<'_>, fact: &FactRef, out: &mut Findings) -> Option<FactType> {
        let known = fact::find(fact.key()).map(|def| (def.value, def.subject));
        let own = || self.scenario.facts.get(fact.key()).map(|told| (told.value, FactSubject::None));
        let Some((value, subject)) = known.or_else(own) else {
            out.add(path, self.unknown(Thing::Fact, fact.key()));
            return None;
        };
        if let Some(name) = fact.subject() {
            match subject {
                FactSubject::None => out.add(path, Problem::NoSubject { fact: fact.to_string() }),
                FactSubject::Place => _ = self.known(path, Thing::Place, name, out),
                FactSubject::Crew => _ = self.known(path, Thing::Crew, name, out),
                FactSubject::Road => _ = self.known(path, Thing::Road, name, out),
                FactSubject::Person => {
                    let ending = format!("/{name}");
                    let known = self.scenario.actors().iter().any(|actor| actor.ends_with(&ending));
                    out.add_if(!known, path, || self.unknown(Thing::Actor, name));
                }
            }
        }
        Some(value)
    }

    pub(super) fn facts(&self, path: &Path<'_>, facts: &[FactRef], out: &mut Findings) {
        for (index, fact) in facts.iter().enumerate() {
            self.fact(&path.index(index), fact, out);
        }
    }
}

impl<'a> Own<'a> {
    fn new(organisation: &'a Organisation) -> Self {
        let mut actors = BTreeMap::new();
        for (id, post) in &organisation.posts {
            let at = post.at.as_ref().unwrap_or(&organisation.base);
            let rides = post.rides.is_some();
            actors.insert(&**id, Actor { at, hears: &post.hears, skills: &post.skills, rides, is_group: false });
        }
        for (id, crew) in &organisation.crews {
            let at = crew.at.as_ref().unwrap_or(&organisation.base);
            actors.entry(&**id).or_insert(Actor {
                at,
                hears: &crew.hears,
                skills: &crew.skills,
                rides: true,
                is_group: false,
            });
        }
        let steps = organisation.procedures.values().flatten().map(|step| (&*step.step, step)).collect();
        Self { organisation, actors, steps, lists: Default::default(), crew_names: OnceCell::new() }
    }

    pub(super) fn unknown(&self, thing: Thing, name: &str) -> Problem {
        fn owned<T>(map: &BTreeMap<&str, T>) -> Candidates {
            map.keys().map(|name| (*name).to_owned()).collect()
        }
        let candidates = match thing {
            Thing::Step => self.lists[0].get_or_init(|| owned(&self.steps)),
            _ => self.lists[1].get_or_init(|| owned(&self.actors)),
        };
        Problem::Unknown { thing, name: name.to_owned(), candidates: candidates.clone() }
    }
}
