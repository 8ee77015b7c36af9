//! The record as the readings see it: events in order, who belongs where, which organisation is the unit.

use crate::moment::{First, Moment};
use hazdrill_model::{Crew, Group, Id, Inject, Organisation, Place, Post, Scenario, Verb};
use hazdrill_record::{Event, EventId, Happening};
use std::collections::{BTreeMap, BTreeSet};

/// The events of a drill with the scenario of its header, where it has one.
pub(crate) struct View<'a> {
    pub(crate) scenario: Option<&'a Scenario>,
    pub(crate) events: &'a [Event],
    /// Every organisation of the scenario; without one, of the actors.
    pub(crate) organisations: BTreeSet<&'a str>,
    /// The organisation in whose place the leak is (事发单位).
    pub(crate) unit: Option<&'a str>,
    /// Index of the first release.
    pub(crate) leak: Option<usize>,
    /// Rooms of the building of the leak.
    pub(crate) building: BTreeSet<&'a str>,
}

/// Who an actor is in the scenario.
#[derive(Clone, Copy)]
pub(crate) enum Who<'a> {
    Post(&'a Organisation, &'a Post),
    Crew(&'a Organisation, &'a Crew),
    Member(&'a Group),
}

impl<'a> Who<'a> {
    /// Where the person or crew is at the start.
    pub(crate) fn start(self) -> &'a Id {
        match self {
            Self::Post(organisation, post) => post.at.as_ref().unwrap_or(&organisation.base),
            Self::Crew(organisation, crew) => crew.at.as_ref().unwrap_or(&organisation.base),
            Self::Member(group) => &group.at,
        }
    }
}

/// The organisation of an address `organisation/name`.
pub(crate) fn organisation_of(actor: &str) -> &str {
    actor.split_once('/').map_or(actor, |(organisation, _)| organisation)
}

impl<'a> View<'a> {
    pub(crate) fn new(scenario: Option<&'a Scenario>, events: &'a [Event]) -> Self {
        let leak = events.iter().position(|e| matches!(e.what, Happening::LeakStarted(_)));
        let leak_place = leak.and_then(|at| events[at].place.as_deref());
        let organisations = match scenario {
            Some(scenario) => scenario.organisations.keys().map(Id::as_str).collect(),
            None => events.iter().filter_map(Event::organisation).collect(),
        };
        let unit = scenario.and_then(|s| unit_by_place(s, leak_place)).or_else(|| unit_by_notice(events));
        let building = scenario.map_or_else(BTreeSet::new, |s| building(s, leak_place));
        Self { scenario, events, organisations, unit, leak, building }
    }

    /// The first event that `is` picks: the first with a known minute, without one the first.
    pub(crate) fn first(&self, is: impl Fn(&'a Event) -> bool) -> Option<Moment> {
        let mut first = First::default();
        self.events.iter().filter(|e| is(e)).for_each(|e| first.offer(Moment::of(e)));
        first.moment()
    }

    /// The first event of each organisation; `whose` gives the organisation of an event that counts.
    pub(crate) fn first_each(&self, whose: impl Fn(&'a Event) -> Option<&'a str>) -> BTreeMap<String, Option<Moment>> {
        let mut firsts: BTreeMap<&str, First> = self.organisations.iter().map(|id| (*id, First::default())).collect();
        for event in self.events {
            if let Some(first) = whose(event).and_then(|organisation| firsts.get_mut(organisation)) {
                first.offer(Moment::of(event));
            }
        }
        firsts.into_iter().map(|(id, first)| (id.to_owned(), first.moment())).collect()
    }

    /// The place of the first release.
    pub(crate) fn leak_place(&self) -> Option<&'a str> {
        self.leak.and_then(|at| self.events[at].place.as_deref())
    }

    /// Whether the event was an act of the unit.
    pub(crate) fn is_by_unit(&self, event: &Event) -> bool {
        self.unit.is_some() && event.organisation() == self.unit
    }

    /// Whether the event was an act of an organisation other than the unit.
    pub(crate) fn is_from_outside(&self, event: &Event) -> bool {
        event.organisation().is_some_and(|organisation| Some(organisation) != self.unit)
    }

    /// Who `actor` is in the scenario.
    pub(crate) fn who(&self, actor: &str) -> Option<Who<'a>> {
        let scenario = self.scenario?;
        let (organisation_id, name) = actor.split_once('/')?;
        let organisation = scenario.organisations.get(organisation_id)?;
        if let Some(post) = organisation.posts.get(name) {
            return Some(Who::Post(organisation, post));
        }
        if let Some(crew) = organisation.crews.get(name) {
            return Some(Who::Crew(organisation, crew));
        }
        let (group, number) = name.rsplit_once('.')?;
        let group = scenario.people.get(group)?;
        let number: u32 = number.parse().ok()?;
        (group.of.as_str() == organisation_id && (1..=group.count).contains(&number)).then_some(Who::Member(group))
    }

    /// The event with the number `id`, where the record is numbered from 1 without gaps.
    pub(crate) fn event(&self, id: EventId) -> Option<&'a Event> {
        let index = usize::try_from(id.checked_sub(1)?).ok()?;
        self.events.get(index).filter(|e| e.seq == id)
    }

    /// Persons who start in the building of the leak.
    pub(crate) fn people_inside(&self) -> u64 {
        let Some(scenario) = self.scenario else { return 0 };
        let inside = |place: &Id| self.building.contains(place.as_str());
        people(scenario).filter(|(_, place, _)| inside(place)).fold(0, |sum, (_, _, n)| sum.saturating_add(n))
    }

    /// How many people without a name of their own are at `place`: neighbours of a block, a crowd.
    pub(crate) fn bystanders(&self, place: &str) -> u64 {
        let Some(scenario) = self.scenario else { return 0 };
        let crowd = |inject: &Inject| match &inject.act {
            Verb::GatherCrowd { at, people } if at.as_str() == place => u64::from(*people),
            _ => 0,
        };
        let crowds = scenario.injects.values().map(crowd).fold(0, u64::saturating_add);
        let Some(Place::Site(site)) = scenario.places.get(place) else { return crowds };
        site.block.as_ref().map_or(0, |block| u64::from(block.people)).saturating_add(crowds)
    }

    /// Whether `place` lies outdoors.
    pub(crate) fn is_site(&self, place: &str) -> bool {
        self.scenario.and_then(|s| s.places.get(place)).is_some_and(|p| matches!(p, Place::Site(_)))
    }
}

/// Posts and groups: the organisation, the place at the start, how many persons. Crews are no occupants.
fn people(scenario: &Scenario) -> impl Iterator<Item = (&str, &Id, u64)> {
    let posts = scenario.organisations.iter().flat_map(|(id, organisation)| {
        organisation.posts.values().map(|p| (id.as_str(), p.at.as_ref().unwrap_or(&organisation.base), 1))
    });
    posts.chain(scenario.people.values().map(|g| (g.of.as_str(), &g.at, u64::from(g.count))))
}

/// The organisation with the most people in the room of the leak; with nobody there, in any room; ties by id.
fn unit_by_place<'a>(scenario: &'a Scenario, leak_place: Option<&str>) -> Option<&'a str> {
    let most = |counts: &dyn Fn(&Id) -> bool| {
        let mut heads: BTreeMap<&str, u64> = BTreeMap::new();
        for (organisation, _, n) in people(scenario).filter(|(_, place, n)| *n > 0 && counts(place)) {
            let sum = heads.entry(organisation).or_default();
            *sum = sum.saturating_add(n);
        }
        // `max_by_key` gives the last of equals; reversed, the smallest id.
        heads.into_iter().rev().max_by_key(|(_, n)| *n).map(|(organisation, _)| organisation)
    };
    let is_room = |place: &Id| scenario.places.get(place).is_some_and(|p| p.room().is_some());
    most(&|place| is_room(place) && Some(place.as_str()) == leak_place).or_else(|| most(&is_room))
}

/// The organisation of the first who noticed something with their own senses.
fn unit_by_notice(events: &[Event]) -> Option<&str> {
    let noticed = |e: &&Event| matches!(&e.what, Happening::Learned(l) if l.from.is_none());
    events.iter().filter(noticed).find_map(Event::organisation)
}

/// The rooms that hang together by doors with the room of the leak; every room where that one is not known.
fn building<'a>(scenario: &'a Scenario, leak_place: Option<&str>) -> BTreeSet<&'a str> {
    let mut neighbours: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, place) in &scenario.places {
        let Some(room) = place.room() else { continue };
        neighbours.entry(id).or_default();
        for other in room.doors.keys() {
            if scenario.places.get(other).is_some_and(|p| p.room().is_some()) {
                neighbours.entry(id).or_default().push(other);
                neighbours.entry(other).or_default().push(id);
            }
        }
    }
    let Some((start, _)) = leak_place.and_then(|place| neighbours.get_key_value(place)) else {
        return neighbours.into_keys().collect();
    };
    let (mut found, mut open) = (BTreeSet::from([*start]), vec![*start]);
    while let Some(room) = open.pop() {
        for next in neighbours.get(room).into_iter().flatten() {
            if found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}
