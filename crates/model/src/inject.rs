//! What comes from outside: the release that starts it all, and injects.

use crate::{Id, Ratio, Source, Text, Verb};
use hazdrill_units::{SimDuration, SquareMetres};
use serde::{Deserialize, Serialize};

/// When something from outside happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// So long after the start.
    At(SimDuration),
    /// So long after the first event of a kind.
    After {
        /// The kind of event, as records write it.
        event: String,
        /// Who does it; anybody where it is not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Id>,
        /// How long after it.
        #[serde(default = "none")]
        wait: SimDuration,
    },
    /// When this becomes true of the simulated world.
    When(Truth),
}

const fn none() -> SimDuration {
    SimDuration::ZERO
}

/// A condition on the simulated world, for drill control alone: nobody who is played can ask it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Truth {
    /// The vapour at the floor of a room exceeds this, percent of LFL.
    VapourAbove {
        /// The room.
        room: Id,
        /// Percent of LFL.
        percent: f64,
    },
    /// A room burns.
    Burns(Id),
    /// So many people are hurt or dead.
    Hurt(u32),
}

/// A release of a substance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// When.
    pub when: When,
    /// From which vessel.
    pub vessel: Id,
    /// How it comes out.
    pub how: Outflow,
    /// How likely it is the one that happens: of the releases with a weight, luck picks one, and the others do not
    /// happen. A release without a weight happens in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Where the figures come from.
    pub source: Source,
}

/// How liquid leaves a vessel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Outflow {
    /// All at once, evenly over a time: a bottle falls.
    Spill {
        /// Over which time.
        over: SimDuration,
    },
    /// Through an opening at the bottom, driven by the head: a tap, a crack.
    Hole {
        /// Area of the opening.
        area: SquareMetres,
        /// Discharge coefficient.
        discharge: Ratio,
    },
}

/// Something that drill control puts in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// When.
    pub when: When,
    /// What.
    #[serde(rename = "do")]
    pub act: Act,
    /// What the players are expected to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Text>,
    /// The step by which it is seen that they do so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// The action that an inject should bring about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The organisation that should act.
    pub by: Id,
    /// The step of its procedures that counts as the action.
    pub step: Id,
    /// Within this time of the inject.
    pub within: SimDuration,
}

/// What an inject does.
pub type Act = Verb;
