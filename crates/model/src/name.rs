//! Names that an author chose: ids of things, and the addresses of those who act.

use core::fmt;
use core::ops::Deref;
use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The longest name, in characters.
const MAX_NAME: usize = 64;

/// The id of a place, a post, a step …: 1 to 64 of the characters `a-z`, `0-9`, `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(Arc<str>);

/// Who acts or is addressed: `organisation/post`, `organisation/crew`, `organisation/group`, a whole `organisation`, or,
/// inside an organisation's own procedures, a bare `post`, `crew` or `group` of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ActorRef(Arc<str>);

/// A crew: a bare `crew` of one's own organisation, or `organisation/crew` of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CrewRef(Arc<str>);

fn is_id(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl Id {
    /// The name `text`, if it is made as a name must be.
    pub fn new(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.into()))
    }
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The shared text, for those who keep it.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }
}

fn is_address(text: &str) -> bool {
    match text.split_once('/') {
        Some((organisation, who)) => is_id(organisation) && is_id(who),
        None => is_id(text),
    }
}

macro_rules! address {
    ($type:ident) => {
        impl $type {
            /// The address `text`, if it is one name or two with `/` between.
            pub fn new(text: &str) -> Option<Self> {
                is_address(text).then(|| Self(text.into()))
            }
            /// The address as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
            /// The organisation, where the address names one, and the rest.
            pub fn parts(&self) -> (Option<&str>, &str) {
                match self.0.split_once('/') {
                    Some((organisation, who)) => (Some(organisation), who),
                    None => (None, &self.0),
                }
            }
        }
    };
}
address!(ActorRef);
address!(CrewRef);

impl CrewRef {
    /// `organisation/crew`, as `own`, the organisation whose procedures name it, means it.
    pub fn full(&self, own: &str) -> String {
        match self.parts() {
            (Some(_), _) => self.0.to_string(),
            (None, crew) => format!("{own}/{crew}"),
        }
    }
}

macro_rules! name {
    ($type:ident, $expected:literal) => {
        impl Deref for $type {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl core::borrow::Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct NameVisitor;
                impl Visitor<'_> for NameVisitor {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        $type::new(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
                    }
                }
                deserializer.deserialize_str(NameVisitor)
            }
        }
    };
}
name!(Id, "a name of a-z, 0-9 and -");
name!(ActorRef, "\"organisation/post\"");
name!(CrewRef, "\"crew\" / \"organisation/crew\"");
