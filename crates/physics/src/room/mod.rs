//! Closed forms for the air of a room: what a plain model says, and the yardstick for the layered one.

pub mod doorway;
pub mod near_field;
pub mod shelter;
pub mod well_mixed;
