//! The hazard: leaks, pools, the air of the rooms, detectors and ignition, on a grid of their own.
//!
//! The grid owns its time: it advances only at its own wakes, in steps chosen from its own state, and takes changed
//! controls (a valve, a fan, power) at its next point. So it does not matter to any bit of it who else has an event.
//!
//! To add a hazard: a module here with its state (registered as truth), its part of [`advance`], and a function in
//! `hazdrill-physics`.

mod advance;
mod burning;
mod contents;
mod control;
mod detector;
mod drift;
mod explosion;
mod fire;
mod haze;
mod horizon;
mod ignition;
mod leak;
mod offer;
mod room;
mod site;
mod smoke;
mod switching;
mod water;

pub(crate) use advance::ReleaseData;
pub use advance::{Releases, advance, open_releases};
pub use contents::BurningContents;
pub use control::Controls;
pub use detector::DetectorState;
pub use explosion::{Damage, Shock};
pub use fire::{Burning, FireState};
pub use haze::{Drifted, Haze, Wind};
pub use ignition::IgnitionState;
pub use leak::{LeakStage, VesselState};
pub use room::{RoomControls, RoomState};
pub(crate) use site::NarcosisData;
pub use site::{Accounts, Grid, Scratch, Site};
pub use switching::{Cut, Switching};
pub use water::Water;
