//! Channels: the only ways in which a belief travels from one mind to another.

use crate::{Dist, Id, Ratio, Source, Text};
use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};

/// A way of telling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Channel {
    /// Telephone: two people; the line can be busy; who calls notices that the call was lost.
    Calls(Line),
    /// Radio net: one speaker at a time, all who listen on it and are addressed hear; who speaks does not notice a loss.
    Net(Line),
    /// Face to face: only at the same place.
    Voice(Line),
    /// Loudspeakers: everybody in the places that they reach.
    Speakers(Speakers),
}

/// What a channel takes and how it fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Name.
    pub name: Text,
    /// From reaching for it to the first word: dialling and ringing, or walking up to somebody.
    pub connect: Dist,
    /// Time to tell one fact.
    pub per_fact: SimDuration,
    /// Probability that nothing arrives.
    pub lost: Ratio,
    /// Probability that one fact is heard wrong.
    pub misheard: Ratio,
    /// What the caller does when the line is busy or the call was lost; one try where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redial: Option<Redial>,
    /// Runs over cables of the building: dead in a room that has exploded.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub wired: bool,
    /// Where the figures come from.
    pub source: Source,
}

/// Trying again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redial {
    /// Time between two tries.
    pub after: Dist,
    /// Tries in all, 1 to 50.
    pub tries: u32,
}

/// A public-address system. Written flat: `speakers(name: …, connect: …, lost: …, from: …, reaches: […])`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "FlatSpeakers", into = "FlatSpeakers")]
pub struct Speakers {
    /// How it is used and how it fails.
    pub line: Line,
    /// The place of the microphone.
    pub from: Id,
    /// Places that it reaches.
    pub reaches: Vec<Id>,
}

/// [`Speakers`] as they are written, so that every channel has `lost`, `connect` … at the same depth.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlatSpeakers {
    name: Text,
    connect: Dist,
    per_fact: SimDuration,
    lost: Ratio,
    misheard: Ratio,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redial: Option<Redial>,
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    wired: bool,
    source: Source,
    from: Id,
    reaches: Vec<Id>,
}

impl From<FlatSpeakers> for Speakers {
    fn from(flat: FlatSpeakers) -> Self {
        let FlatSpeakers { name, connect, per_fact, lost, misheard, redial, wired, source, from, reaches } = flat;
        Self { line: Line { name, connect, per_fact, lost, misheard, redial, wired, source }, from, reaches }
    }
}

impl From<Speakers> for FlatSpeakers {
    fn from(speakers: Speakers) -> Self {
        let Speakers { line, from, reaches } = speakers;
        let Line { name, connect, per_fact, lost, misheard, redial, wired, source } = line;
        Self { name, connect, per_fact, lost, misheard, redial, wired, source, from, reaches }
    }
}

impl Channel {
    /// What it takes and how it fails.
    pub fn line(&self) -> &Line {
        match self {
            Self::Calls(line) | Self::Net(line) | Self::Voice(line) => line,
            Self::Speakers(speakers) => &speakers.line,
        }
    }
}
