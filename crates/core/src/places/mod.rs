//! Places: the map of rooms, sites and roads, where everybody is, and how they get elsewhere.

mod barred;
mod body;
mod map;
mod position;
mod riders;
mod sites;
mod trapped;
mod travel;

pub use barred::{Bar, Barred, Barrier, Found, Passes};
pub use body::{Body, BodyKind, Journey, Leg, Presence, Trapped};
pub use map::{Map, Step};
pub use position::Position;
pub use riders::Riders;
pub use sites::{BlockData, Hose, HospitalData, Kit, SiteState, Sites};
pub(crate) use travel::{ARRIVED, BARRED, NO_WAY, WAY_FREE, task_wake};
pub use travel::{Roads, SetOut, Transport, Travelling, travel};
