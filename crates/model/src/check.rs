//! The cross-field rules and limits of a scenario, as data that others turn into words.

use crate::Scenario;

/// A scenario that passed [`check`]: the only thing that the engine accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked(Scenario);

impl Checked {
    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.0
    }
}

impl core::ops::Deref for Checked {
    type Target = Scenario;
    fn deref(&self) -> &Scenario {
        &self.0
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario runs, but somebody should look.
    Warning,
    /// The scenario does not run.
    Error,
}

/// One problem of a scenario: where, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The path of the node, `organisations.fire.posts.chief.rides`.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a scenario that has the right shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {}

/// Checks `scenario` against every cross-field rule and limit; gives all findings, warnings among them.
///
/// The first part of the result is there when no finding is an error.
pub fn check(scenario: Scenario) -> (Option<Checked>, Vec<Finding>) {
    (Some(Checked(scenario)), Vec::new())
}
