//! People: what the hazard does to them where they are, and how their injuries go on.

mod course;
mod exposure;
mod fallen;
mod harm;
mod health;
mod leave;
mod outdoors;

pub use course::worsen;
pub(crate) use exposure::anybody_is_exposed;
pub use exposure::expose;
pub use fallen::Fallen;
pub(crate) use fallen::part_from_crews;
pub(crate) use harm::show_lying;
pub use harm::{Chances, Harms, Late, Wound};
pub(crate) use health::worsen_wake;
pub use health::{Colour, Harm, Health};
pub(crate) use leave::{leave_play, set_down};
pub use outdoors::{Bystanders, OpenAir};
