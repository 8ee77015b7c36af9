//! Time, quantities and mathematics: the ground floor of hazdrill.
//!
//! - [`SimTime`] and [`SimDuration`] count whole milliseconds, so that no instant depends on rounding.
//! - A quantity such as [`Kilograms`] holds a number in its SI unit and is written in a scenario with a unit as a word:
//!   `kg(2.5)`, `l_min(1)`, `c(20)`. A number without a unit does not load.
//! - [`maths`] gives every transcendental function the same bits on every machine.
//!
//! ```
//! use hazdrill_units::{Kilograms, SimDuration, SimTime};
//! let half_an_hour = SimDuration::from_seconds(1800.0);
//! assert_eq!((SimTime::ZERO + half_an_hour).to_string(), "+00:30:00");
//! assert_eq!(Kilograms::new(1.784).value(), 1.784);
//! ```

pub mod maths;
mod quantities;
mod quantity;
mod time;

pub use quantities::*;
pub use time::{SimDuration, SimTime, TICK};
