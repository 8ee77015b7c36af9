//! Clocks of law: who owes what to whom, from when, by when, with what in it.

use crate::mark::Mark;
use crate::{Basis, FactRef, Id, TargetKind, Text};
use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A duty with a time, or one that is simply done or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// What is owed.
    pub name: Text,
    /// The role that owes it.
    pub obliged: Id,
    /// What starts it.
    pub starts: Mark,
    /// What meets it; without one no record can show it, and it is judged by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<Mark>,
    /// The longest time, the limit itself included. Without one the text of the law names no minutes ("at once"): done or
    /// not, and how long it took is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<SimDuration>,
    /// The longest time in days, for a duty that outlasts any drill; instead of `limit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Other limits from these grades of accident on; the highest grade that was reached counts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<Id, SimDuration>,
    /// Only from this grade of accident on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_grade: Option<Id>,
    /// What has to stand in the messages that meet it: a form of `forms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contents: Option<Id>,
    /// The kind of rule.
    pub kind: TargetKind,
    /// In force since this date, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// Law, standard or plan, and its clause.
    pub source: Basis,
}

/// What a report or a document has to carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its name.
    pub name: Text,
    /// Its parts, in the order of the law.
    pub elements: Vec<Element>,
    /// Law and clause.
    pub source: Basis,
}

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// How a record shows it.
    pub shown: Shown,
    /// Whether a message is complete without it: what there is nothing to say about need not be said.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub optional: bool,
}

/// How a record shows a part of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Shown {
    /// At least one of these facts is told with a value.
    Facts(Vec<FactRef>),
    /// The message names who sends it.
    Sender,
    /// What is declared is itself the part: the level of an activation.
    Value,
    /// The record does not show it.
    ByHand,
}

/// A date of the calendar, `YYYY-MM-DD`; dates compare as their texts do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Date(String);

impl Date {
    /// Reads `YYYY-MM-DD`.
    pub fn new(text: &str) -> Option<Self> {
        crate::LocalTime::new(&format!("{text} 00:00")).map(|_| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DateVisitor;
        impl serde::de::Visitor<'_> for DateVisitor {
            type Value = Date;
            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("\"YYYY-MM-DD\"")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Date, E> {
                Date::new(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(DateVisitor)
    }
}
