//! Places: the map of rooms, sites and roads, where everybody is, and how they get elsewhere.

mod body;
mod map;
mod position;
mod riders;
mod sites;
mod travel;

pub use body::{Body, BodyKind, Journey, Leg, Presence};
pub use map::{Jams, Map, Step};
pub use position::Position;
pub use riders::Riders;
pub use sites::{BlockData, HospitalData, Kit, SiteState, Sites};
pub(crate) use travel::{ARRIVED, NO_WAY, task_wake};
pub use travel::{Roads, SetOut, Transport, Travelling, travel};
