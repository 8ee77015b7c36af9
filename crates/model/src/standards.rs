//! What a record is judged by besides time targets: clocks of law, grades of an accident, rubrics.

use crate::accident::AccidentScale;
use crate::clock::{Clock, Form};
use crate::mark::Role;
use crate::rubric::Rubric;
use crate::{Id, Scenario, ToldFact};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Clocks, forms, grades and rubrics, with the roles that they speak of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standards {
    /// Who plays which part.
    #[serde(default)]
    pub roles: BTreeMap<Id, Role>,
    /// Facts of a scenario's own that forms and marks speak of.
    #[serde(default)]
    pub facts: BTreeMap<String, ToldFact>,
    /// What reports have to carry.
    #[serde(default)]
    pub forms: BTreeMap<Id, Form>,
    /// Clocks of law.
    #[serde(default)]
    pub clocks: BTreeMap<Id, Clock>,
    /// Grades of an accident.
    #[serde(default)]
    pub accident: Option<AccidentScale>,
    /// Rubrics.
    #[serde(default)]
    pub rubrics: BTreeMap<Id, Rubric>,
}

impl Standards {
    /// Whether there is nothing to judge by. Roles alone are nothing: a scenario that says who plays them leaves the rest
    /// to whoever scores.
    pub fn is_empty(&self) -> bool {
        self.clocks.is_empty() && self.rubrics.is_empty() && self.accident.is_none()
    }

    /// The same with the roles of `scenario` in place of its own, where that names them.
    #[must_use]
    pub fn with_roles_of(mut self, scenario: Option<&Scenario>) -> Self {
        if let Some(scenario) = scenario {
            self.roles.extend(scenario.roles.iter().map(|(id, role)| (id.clone(), role.clone())));
        }
        self
    }
}

impl Scenario {
    /// What the scenario itself says that it is judged by.
    pub fn standards(&self) -> Standards {
        Standards {
            roles: self.roles.clone(),
            facts: self.facts.clone(),
            forms: self.forms.clone(),
            clocks: self.clocks.clone(),
            accident: self.accident.clone(),
            rubrics: self.rubrics.clone(),
        }
    }
}
