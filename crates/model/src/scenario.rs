//! A scenario: everything that a drill is made of.

use crate::{AccidentScale, Clock, Form, Role, Rubric};
use crate::{
    Channel, FactType, Group, Id, Inject, Organisation, Place, Release, Road, Source, Substance, Target, Text,
};
use crate::{Reading, fact::FactRef};
use core::fmt;
use hazdrill_units::{Degrees, Kelvin, MetresPerSecond, SimDuration, SquareMetres};
use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole of a drill, with its packs merged in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Version of the format: 1.
    pub format: u32,
    /// Name for the command line and the files.
    pub id: Id,
    /// Name for people.
    pub name: Text,
    /// What the drill is to practise.
    #[serde(default)]
    pub aims: Vec<Text>,
    /// Form of the drill, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Text>,
    /// Clock of the scenario at the start.
    pub starts: LocalTime,
    /// The drill ends at the latest after this.
    pub limit: SimDuration,
    /// Packs that were merged in.
    #[serde(rename = "use", default)]
    pub packs: Vec<String>,
    /// Weather.
    pub weather: Weather,
    /// The building in which it leaks, as the wind meets it; without it nothing drifts from it to other places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<Building>,
    /// Places.
    pub places: BTreeMap<Id, Place>,
    /// Roads.
    #[serde(default)]
    pub roads: BTreeMap<Id, Road>,
    /// Substances.
    pub substances: BTreeMap<Id, Substance>,
    /// Groups of people.
    #[serde(default)]
    pub people: BTreeMap<Id, Group>,
    /// People who watch the drill from outside: they are never exposed, hurt or told anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observers: Option<Observers>,
    /// Facts of the scenario's own, which can only be told.
    #[serde(default)]
    pub facts: BTreeMap<String, ToldFact>,
    /// Channels.
    pub channels: BTreeMap<Id, Channel>,
    /// Organisations.
    pub organisations: BTreeMap<Id, Organisation>,
    /// Releases.
    pub releases: BTreeMap<Id, Release>,
    /// Injects.
    #[serde(default)]
    pub injects: BTreeMap<Id, Inject>,
    /// Targets.
    #[serde(default)]
    pub targets: BTreeMap<Id, Target>,
    /// Who plays which part of those that clocks and rubrics speak of.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub roles: BTreeMap<Id, Role>,
    /// What reports have to carry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub forms: BTreeMap<Id, Form>,
    /// Clocks of law.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub clocks: BTreeMap<Id, Clock>,
    /// Grades of an accident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accident: Option<AccidentScale>,
    /// Rubrics.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rubrics: BTreeMap<Id, Rubric>,
    /// What must come of it; a run that disappoints ends with exit code 1.
    #[serde(default)]
    pub expect: Vec<Expectation>,
}

/// A fact of the scenario's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldFact {
    /// Name.
    pub name: Text,
    /// Type of its value.
    #[serde(rename = "type")]
    pub value: FactType,
}

/// People who watch the drill and take no part in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observers {
    /// How many.
    pub count: u32,
    /// Where they stand.
    pub at: Id,
}

/// Weather at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weather {
    /// Air temperature.
    pub temperature: Kelvin,
    /// Wind speed.
    pub wind: MetresPerSecond,
    /// Direction from which the wind comes.
    pub from: Degrees,
    /// Where the figures come from.
    pub source: Source,
}

/// A building that stands in the wind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Building {
    /// Its area across the wind: in its wake what leaves it is mixed over half of that.
    pub across: SquareMetres,
    /// Where the figure comes from.
    pub source: Source,
}

/// How a drill ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The incident is declared over.
    AllClear,
    /// The time limit is reached.
    Limit,
    /// Too many things happen at one instant: the scenario goes in a circle.
    Stuck,
}

/// An expectation on the outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Expectation {
    /// The drill ends for this reason: `all_clear`, `limit`.
    Ends(Ending),
    /// An event of this kind happens.
    Happens(String),
    /// No event of this kind happens.
    Never(String),
    /// From one reading to another it takes no longer than this.
    Within {
        /// The clock starts.
        from: Reading,
        /// The clock stops.
        to: Reading,
        /// The longest time.
        limit: SimDuration,
    },
}

/// A probability, a share: 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Ratio(f64);

impl Ratio {
    /// The share `value`, if it lies between 0 and 1.
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }
    /// The number.
    pub const fn value(self) -> f64 {
        self.0
    }
    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0 <= 0.0
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| de::Error::invalid_value(Unexpected::Float(number), &"0 … 1"))
    }
}

/// A clock of the scenario: `"2026-06-12 14:00"`, seconds optional. It has no time zone: it is the clock on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LocalTime(String);

impl LocalTime {
    /// Reads `YYYY-MM-DD HH:MM` or `YYYY-MM-DD HH:MM:SS`.
    pub fn new(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(' ')?;
        let part = |t: &str, width: usize| -> Option<u32> {
            (t.len() == width && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse().ok()).flatten()
        };
        let mut date = date.split('-');
        let (y, m, d) = (part(date.next()?, 4)?, part(date.next()?, 2)?, part(date.next()?, 2)?);
        let leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
        let days = match m {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            _ => return None,
        };
        let mut time = time.split(':');
        let (h, min) = (part(time.next()?, 2)?, part(time.next()?, 2)?);
        let s = time.next().map_or(Some(0), |s| part(s, 2))?;
        let fine = y >= 1900 && (1..=days).contains(&d) && h < 24 && min < 60 && s < 60;
        (fine && date.next().is_none() && time.next().is_none()).then(|| Self(text.to_owned()))
    }
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Seconds since midnight.
    pub fn seconds_of_day(&self) -> i64 {
        let time = self.0.split_once(' ').map_or("", |(_, t)| t);
        let mut parts = time.split(':').map(|p| p.parse::<i64>().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        next() * 3600 + next() * 60 + next()
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ClockVisitor;
        impl Visitor<'_> for ClockVisitor {
            type Value = LocalTime;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"YYYY-MM-DD HH:MM\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<LocalTime, E> {
                LocalTime::new(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(ClockVisitor)
    }
}

/// A fact that a scenario names.
impl Scenario {
    /// The name and type of a fact, whether of the closed list or of the scenario's own.
    pub fn fact(&self, fact: &FactRef) -> Option<(Text, FactType)> {
        match crate::fact::find(fact.key()) {
            Some(def) => Some((def.name(), def.value)),
            None => self.facts.get(fact.key()).map(|told| (told.name.clone(), told.value)),
        }
    }

    /// The posts, crews and groups, each with its organisation and its name.
    pub fn roles(&self) -> impl Iterator<Item = (&Id, &Text)> {
        let of_organisations = self.organisations.iter().flat_map(|(id, organisation)| {
            let posts = organisation.posts.values().map(|post| &post.name);
            posts.chain(organisation.crews.values().map(|crew| &crew.name)).map(move |name| (id, name))
        });
        of_organisations.chain(self.people.values().map(|group| (&group.of, &group.name)))
    }

    /// Whether the name of a role of `organisation` does not say whose it is: another organisation has a role of that name,
    /// or one whose name ends with it, as 消控室值班员 does with 值班员. Such a role is told with its organisation, in both
    /// languages alike.
    pub fn needs_organisation(&self, organisation: &str, role: &Text) -> bool {
        let is_other = |(of, name): (&Id, &Text)| {
            **of != *organisation && (name.zh.ends_with(role.zh.as_str()) || name.en == role.en)
        };
        self.roles().any(is_other)
    }

    /// Every person and crew that acts, as `organisation/name`: posts, crews, and the members of groups.
    pub fn actors(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (id, organisation) in &self.organisations {
            all.extend(organisation.posts.keys().map(|post| format!("{id}/{post}")));
            all.extend(organisation.crews.keys().map(|crew| format!("{id}/{crew}")));
        }
        for (id, group) in &self.people {
            all.extend((1..=group.count).map(|n| format!("{}/{id}.{n}", group.of)));
        }
        all
    }
}
