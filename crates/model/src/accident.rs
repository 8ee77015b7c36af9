//! Grades of an accident by its casualties, and the response levels that go with them.

use crate::clock::Date;
use crate::{Basis, FactRef, Id, Text};
use serde::{Deserialize, Serialize};

/// The scale of grades.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccidentScale {
    /// The grades, the lowest first.
    pub grades: Vec<AccidentGrade>,
    /// Injuries by these agents count as serious whatever their class: acute poisoning.
    #[serde(default)]
    pub poisoning: Vec<String>,
    /// Facts whose number is what somebody believes of the dead.
    pub believed_dead: Vec<FactRef>,
    /// Facts whose number is what somebody believes of the seriously injured.
    pub believed_serious: Vec<FactRef>,
    /// The fact that declares a proposed level.
    pub proposed: FactRef,
    /// The fact that declares a level in force.
    pub active: FactRef,
    /// What the grade of the law counts and a drill does not simulate.
    pub not_counted: Text,
    /// In force since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// Law and clause of the grades.
    pub source: Basis,
    /// The rule by which a level belongs to a grade.
    pub levels_source: Basis,
}

/// One grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccidentGrade {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// From so many dead, the number included.
    pub dead: u32,
    /// Or from so many seriously injured, the number included.
    pub serious: u32,
    /// The response level that belongs to it, as declarations write it.
    pub level: String,
}
