//! The engine of hazdrill: a drill is a function of a scenario, a seed and orders; what comes out is a record.
//!
//! [`Drill`] is the door. Inside, state is bevy_ecs components registered in [`kernel::Registry`]; its systems run once
//! per instant of the agenda, in the sets of [`kernel::Set`]; every event is written through [`kernel::Journal`] with
//! its causes. Nothing here scores, prints, reads the wall clock or opens a file.

pub mod control;
mod drill;
pub mod ground;
pub mod hazard;
pub mod kernel;
pub mod minds;
pub mod people;
pub mod places;
pub mod relay;
pub mod schedule;
pub mod talk;
pub mod work;

mod ending;
mod invariants;
mod seats;
mod view;
mod world;

pub use drill::{Builder, Drill};
pub use ending::BusyWake;
pub use kernel::{Save, SaveError};
pub use schedule::{Extra, Reach};
pub use seats::OrderError;
pub use view::{ActorView, AwaitedEnd, RoomView};

/// The version of the engine, as the header of a record holds it. Records of one version run again to the byte.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
