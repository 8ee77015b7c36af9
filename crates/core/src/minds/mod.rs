//! Minds: what each person believes, when a condition over it holds, and what is done then.
//!
//! Decisions read minds and nothing else (law 2). A mind changes in four ways: by the senses, by a message, by an act of
//! one's own, and by counting.

mod belief;
mod beliefs;
mod condition;
mod decide;
mod deed;
mod given_up;
mod lore;
mod plan;
mod senses;
mod task_words;
mod unrest;

pub(crate) use belief::weigh_wake;
pub use belief::{Belief, Channelled, FactKey, Facts, Learning, Mind, News, Outcome, Phase};
pub use beliefs::Beliefs;
pub use condition::{Cond, Lack, Pattern, Test, lacks, weigh};
pub use decide::{Doing, Errand, Hands, Ordered, Stage, StepState, Steps, TaskStage, decide};
pub(crate) use decide::{end_step, errand_words, timer_wake};
pub(crate) use deed::Speaker;
pub use deed::{Claim, Deed, Sector, Spot};
pub use given_up::Owed;
pub(crate) use given_up::{WITHDRAWN, give_up};
pub use lore::Lore;
pub use plan::{Plan, PlannedStep, Plans};
pub(crate) use senses::look_wake;
pub use senses::{Appeared, Offer, Senses, Stimuli, Stimulus, StimulusKind, sense};
pub use unrest::Unrest;
