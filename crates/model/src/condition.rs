//! When a step may begin: a condition over the mind of the one who takes it, and over nothing else.

use crate::{FactRef, Id};
use core::fmt;
use hazdrill_units::SimDuration;
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A condition over beliefs, own finished steps, own place and own timers.
///
/// A condition that could hold for somebody who knows nothing is refused by the loader: every decision has a cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold. Stands only beside something positive inside `all`.
    Not(Box<Condition>),
    /// The fact is known, whatever its value; a flag must be believed to be set. Without a subject: for any subject.
    Knows(FactRef),
    /// The believed value compares so. Without a subject: for any subject.
    Believes {
        /// The fact.
        fact: FactRef,
        /// It equals this value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is: Option<Value>,
        /// It is a number above this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        above: Option<f64>,
        /// It is a number below this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        below: Option<f64>,
    },
    /// A step of one's own, in any procedure, is done.
    Done(Id),
    /// A step of one's own was given up: the line was dead, nobody was there, the order was refused.
    Failed(Id),
    /// Believed: the crew is there. One who rides with it knows; others must be told. A crew of one's own organisation, or
    /// else the one of another that has this name.
    Arrived(Id),
    /// One's own place.
    Here(Id),
    /// So much time has passed since another condition became true, and it still is.
    Waited {
        /// How long.
        time: SimDuration,
        /// Since when.
        since: Box<Condition>,
    },
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A number, in the unit of the fact.
    Number(f64),
    /// A name: a place, a substance, a post; or free text of a told-only fact.
    Word(std::sync::Arc<str>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(b) => write!(f, "{b}"),
            Self::Number(n) => write!(f, "{n}"),
            Self::Word(w) => f.write_str(w),
        }
    }
}

/// The three shapes for formats that do not describe themselves (saved states).
#[derive(Serialize, Deserialize)]
enum Tagged {
    Flag(bool),
    Number(f64),
    Word(std::sync::Arc<str>),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            match self {
                Self::Flag(b) => serializer.serialize_bool(*b),
                Self::Number(n) => serializer.serialize_f64(*n),
                Self::Word(w) => serializer.serialize_str(w),
            }
        } else {
            match self.clone() {
                Self::Flag(b) => Tagged::Flag(b),
                Self::Number(n) => Tagged::Number(n),
                Self::Word(w) => Tagged::Word(w),
            }
            .serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;
        impl Visitor<'_> for ValueVisitor {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, a number or a \"word\"")
            }
            fn visit_bool<E: de::Error>(self, b: bool) -> Result<Value, E> {
                Ok(Value::Flag(b))
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Value, E> {
                Ok(Value::Number(n as f64))
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Value, E> {
                Ok(Value::Number(n as f64))
            }
            fn visit_f64<E: de::Error>(self, n: f64) -> Result<Value, E> {
                if n.is_finite() {
                    Ok(Value::Number(n))
                } else {
                    Err(E::invalid_value(de::Unexpected::Float(n), &self))
                }
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Value, E> {
                Ok(Value::Word(word.into()))
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(ValueVisitor)
        } else {
            Ok(match Tagged::deserialize(deserializer)? {
                Tagged::Flag(b) => Self::Flag(b),
                Tagged::Number(n) => Self::Number(n),
                Tagged::Word(w) => Self::Word(w),
            })
        }
    }
}
