//! People: what the hazard does to them where they are, and how their injuries go on.

mod course;
mod exposure;
mod harm;
mod health;

pub use course::worsen;
pub use exposure::{LastExposure, expose};
pub(crate) use harm::show_lying;
pub use harm::{Chances, Harms};
pub(crate) use health::worsen_wake;
pub use health::{Colour, Harm, Health};
