//! Groups of people who have no post: occupants, later neighbours and volunteers.

use crate::{Id, Skill, Text};
use serde::{Deserialize, Serialize};

/// Persons of one kind in one place. Its members act one by one, each with a mind of their own, and are called
/// `organisation/group.1`, `organisation/group.2` …
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Name of one of them: "Laboratory assistant".
    pub name: Text,
    /// The organisation to which they belong and whose procedures they follow.
    pub of: Id,
    /// How many.
    pub count: u32,
    /// Where they are at the start.
    pub at: Id,
    /// Channels by which they can be reached, besides being spoken to face to face.
    #[serde(default)]
    pub hears: Vec<Id>,
    /// Substances that they know by sight.
    #[serde(default)]
    pub handles: Vec<Id>,
    /// What they can do.
    #[serde(default)]
    pub skills: Vec<Skill>,
}
