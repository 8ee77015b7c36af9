//! One event: when, what, who, where, because of what.

use crate::happening::{Happening, Word};
use serde::de::Error as _;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

/// The number of an event in its record, from 1.
pub type EventId = u64;

/// Numbers of the events that brought one about, the binding one first. Most have one or two, which need no memory of
/// their own.
pub type Causes = SmallVec<[EventId; 2]>;

/// One event of a drill.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its number, from 1 without gaps.
    pub seq: EventId,
    /// Milliseconds since the start; `None` in a record typed by hand, where nobody knows the minute.
    pub t_ms: Option<i64>,
    /// Who acted, `organisation/post`; none for things and the weather.
    pub actor: Option<Word>,
    /// Where.
    pub place: Option<Word>,
    /// What happened.
    pub what: Happening,
    /// Numbers of the events that brought it about, the binding one first. Empty only for roots.
    pub causes: Causes,
}

impl Event {
    /// The kind, as records write it.
    pub fn kind(&self) -> &str {
        self.what.kind()
    }

    /// The organisation of the actor.
    pub fn organisation(&self) -> Option<&str> {
        self.actor.as_deref().map(|actor| actor.split_once('/').map_or(actor, |(organisation, _)| organisation))
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_struct("Event", 7)?;
        line.serialize_field("seq", &self.seq)?;
        line.serialize_field("t_ms", &self.t_ms)?;
        line.serialize_field("kind", self.kind())?;
        line.serialize_field("actor", &self.actor)?;
        line.serialize_field("place", &self.place)?;
        line.serialize_field("data", &self.what.data())?;
        line.serialize_field("causes", &self.causes)?;
        line.end()
    }
}

impl<'de> Deserialize<'de> for Event {
    /// Reads a line; `place`, `data` and `causes` may be missing in a record typed by hand.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Line {
            seq: EventId,
            t_ms: Option<i64>,
            kind: String,
            actor: Option<Word>,
            #[serde(default)]
            place: Option<Word>,
            #[serde(default)]
            data: Option<serde_json::Value>,
            #[serde(default)]
            causes: Causes,
        }
        let line = Line::deserialize(deserializer)?;
        let data = line.data.unwrap_or(serde_json::Value::Null);
        let what = Happening::read(&line.kind, data).map_err(D::Error::custom)?;
        Ok(Self { seq: line.seq, t_ms: line.t_ms, actor: line.actor, place: line.place, what, causes: line.causes })
    }
}
