//! Procedures: what a post does when it knows something.

use crate::{Basis, Condition, Dist, Id, Ratio, Source, Verb};
use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};

/// One step of a procedure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name, unique in the organisation.
    pub step: Id,
    /// The post, crew or group of the organisation that takes it.
    pub by: Id,
    /// When it is ready.
    pub when: Condition,
    /// How long the person is occupied with it before its effect, besides walking and speaking.
    pub takes: Dist,
    /// What is done.
    #[serde(rename = "do")]
    pub act: Verb,
    /// Goes first in the queue and interrupts what is not urgent.
    #[serde(default)]
    pub urgent: bool,
    /// Given up, while it runs, as soon as this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abort: Option<Condition>,
    /// Done again, as long as its condition holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// Probability that the step is forgotten when its time comes.
    #[serde(default, skip_serializing_if = "Ratio::is_zero")]
    pub forgotten: Ratio,
    /// Target: from ready to done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<SimDuration>,
    /// Law, standard or plan behind the step and its target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where the figure of `takes` comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Doing a step more than once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Repeat {
    /// So long after it was done: `every(min(15))`.
    Every(SimDuration),
}
