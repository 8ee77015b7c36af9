//! Harm to people.

use crate::metric::{Metric, OWN, Words, words};
use crate::view::{View, Who};
use hazdrill_record::{Event, Happening, Word};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many people came to harm; a number that nobody knows is null.
///
/// Slight, serious and dead are exclusive: the worst state at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Casualties {
    /// Breathed a dangerous concentration without own air.
    pub exposed: Option<u64>,
    /// Slightly injured.
    pub slight: Option<u64>,
    /// Seriously injured.
    pub serious: Option<u64>,
    /// Dead.
    pub dead: Option<u64>,
    /// Brought out by others.
    pub rescued: Option<u64>,
    /// Delivered to a hospital.
    pub delivered: Option<u64>,
    /// Were in a dangerous concentration, always with own air.
    pub protected: Option<u64>,
}

const fn row(id: &'static str, name: Words, definition: Words) -> Metric {
    Metric { id, name, definition, unit: "", source: OWN, rows: &[] }
}

const WORST: Words = words(
    "按结束时的最重状态计，轻伤、重伤、死亡互不重复（injured、died）；队伍按事件中的人数累计，总数不超过其人数。",
    "By the worst state at the end, so that slight, serious and dead are exclusive (`injured`, `died`); for a crew the sum \
     of the people of its events, in all no more than it has.",
);

/// Every count, in words.
pub(crate) const COUNTS: &[Metric] = &[
    row(
        "exposed",
        words("暴露人数", "exposed"),
        words(
            "至少有一次 exposed 且未佩戴空气呼吸器的不同人员数；队伍按人数计，居民和围观群众按事件中的人数计。",
            "Distinct persons with an `exposed` event without own air; a crew counts with all its people, neighbours and a crowd \
             with the people of the event.",
        ),
    ),
    row("slight", words("轻伤", "slightly injured"), WORST),
    row("serious", words("重伤", "seriously injured"), WORST),
    row("dead", words("死亡", "dead"), WORST),
    row(
        "rescued",
        words("获救", "rescued"),
        words("rescued 事件中的不同人员数。", "Distinct persons in `rescued` events."),
    ),
    row(
        "delivered",
        words("送达医院", "delivered to hospital"),
        words("delivered 事件中的不同人员数。", "Distinct persons in `delivered` events."),
    ),
    row(
        "protected",
        words("佩戴防护进入人数", "exposed with own air"),
        words(
            "有 exposed 事件且每次都佩戴空气呼吸器的不同人员数；队伍按人数计。",
            "Distinct persons with `exposed` events, all of them with own air; a crew counts with all its people.",
        ),
    ),
];

/// Counts the casualties of a record.
pub(crate) fn read(view: &View<'_>) -> Casualties {
    // Whether each was always protected. Nobody's name: at least one person.
    let mut always: BTreeMap<&str, bool> = BTreeMap::new();
    let mut bystanders = 0_u64;
    for event in view.events {
        if let Happening::Exposed(exposed) = &event.what {
            if event.actor.is_none() && exposed.people > 0 {
                bystanders = bystanders.saturating_add(u64::from(exposed.people));
                continue;
            }
            *always.entry(event.actor.as_deref().unwrap_or("")).or_insert(true) &= exposed.protected;
        }
    }
    let count = |protected: bool| {
        let heads = always.iter().filter(|(_, always)| **always == protected).map(|(actor, _)| heads(view, actor));
        Some(heads.fold(if protected { 0 } else { bystanders }, u64::saturating_add))
    };
    let [slight, serious, dead] = harm(view);
    Casualties {
        exposed: count(false),
        slight: Some(slight),
        serious: Some(serious),
        dead: Some(dead),
        rescued: Some(distinct(view, |e| match &e.what {
            Happening::Rescued(rescued) => Some(&rescued.who),
            _ => None,
        })),
        delivered: Some(distinct(view, |e| match &e.what {
            Happening::Delivered(delivered) => Some(&delivered.who),
            _ => None,
        })),
        protected: count(true),
    }
}

/// What the events say of one person or crew: the people hurt slightly, seriously, deadly.
#[derive(Default)]
struct Hurt {
    people: [u64; 3],
    /// Whether an event speaks of more than one person.
    several: bool,
    /// What it adds to the sums now.
    counted: [u64; 3],
}

/// Slight, serious, dead, casualty by casualty: for a person the worst, for a crew the sums of its events, no more than it
/// has people.
#[derive(Default)]
pub(crate) struct Tally<'a> {
    hurt: BTreeMap<&'a str, Hurt>,
    sums: [u64; 3],
}

impl<'a> Tally<'a> {
    /// Counts an event; one that hurts nobody changes nothing. With `is_grave` a slight injury counts as serious.
    pub(crate) fn add(&mut self, view: &View<'_>, event: &'a Event, is_grave: bool) {
        let (class, people) = match &event.what {
            Happening::Injured(injured) if is_grave || &*injured.class == "serious" => (1, injured.people),
            Happening::Injured(injured) => (0, injured.people),
            Happening::Died(died) => (2, died.people),
            _ => return,
        };
        // People without names are told apart by the place where they live or have gathered.
        let nameless = event.place.as_deref().filter(|place| event.actor.is_none() && view.bystanders(place) > 0);
        let actor = event.actor.as_deref().or(nameless).unwrap_or("");
        let of = self.hurt.entry(actor).or_default();
        // A record typed by hand leaves the number out.
        of.people[class] = of.people[class].saturating_add(u64::from(people.max(1)));
        of.several |= people > 1;
        let mut left = match view.who(actor) {
            Some(Who::Crew(_, crew)) => u64::from(crew.people),
            None if nameless.is_some() => view.bystanders(actor),
            // Nobody's name, or a crew of a record without a scenario: no limit is known.
            _ if actor.is_empty() || of.several => u64::MAX,
            _ => 1,
        };
        for class in (0..3).rev() {
            let n = of.people[class].min(left);
            left -= n;
            self.sums[class] = self.sums[class].saturating_sub(of.counted[class]).saturating_add(n);
            of.counted[class] = n;
        }
    }

    /// Slight, serious, dead.
    pub(crate) fn sums(&self) -> [u64; 3] {
        self.sums
    }
}

/// Slight, serious, dead at the end.
fn harm(view: &View<'_>) -> [u64; 3] {
    let mut tally = Tally::default();
    view.events.iter().for_each(|event| tally.add(view, event, false));
    tally.sums()
}

/// Distinct names in the events that `who` picks; an event that names nobody counts as one person.
fn distinct<'a>(view: &View<'a>, who: impl Fn(&'a Event) -> Option<&'a Vec<Word>>) -> u64 {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut nameless = 0;
    for listed in view.events.iter().filter_map(who) {
        nameless += u64::from(listed.is_empty());
        names.extend(listed.iter().map(|word| &**word));
    }
    names.len() as u64 + nameless
}

pub(crate) fn heads(view: &View<'_>, actor: &str) -> u64 {
    match view.who(actor) {
        Some(Who::Crew(_, crew)) => u64::from(crew.people),
        _ => 1,
    }
}
