//! Consequence models: what a leak, its vapour and its ignition do, as pure functions on physical quantities.
//!
//! In the order of an accident: a vessel leaks ([`outflow`]), a pool spreads and evaporates ([`pool`],
//! [`evaporation`]), its vapour ([`vapour`]) spreads through the rooms ([`layered`]; closed forms in [`room`]), a
//! detector notices ([`detector`]), a source of ignition meets a flammable mixture ([`ignition`]), and the room
//! explodes (bounds in [`deflagration`], with windows and neighbours in [`explosion`]). The pool burns on
//! ([`pool_fire`]), sets the contents of its room on fire ([`contents_fire`]) and fills the rooms with smoke ([`smoke`]);
//! what leaves the building drifts ([`plume`]).
//!
//! What it does to people: [`narcosis`] by the vapour, harm by pressure ([`blast_harm`]) and heat ([`thermal_harm`]),
//! both by the common form of [`probit`]; how long the hurt live untreated ([`survival`]); how long those who fetch them
//! have air ([`breathing_air`]).
//!
//! Nothing here knows of time of day, chance, files or people: the same arguments give the same bits on every machine.
//! Every function is total over the ranges of its quantities, unless its documentation names a narrower one.
//!
//! ```
//! use hazdrill_physics::vapour::VapourPressure;
//! use hazdrill_units::Kelvin;
//! // Diethyl ether: fit to thermo 0.6.1 / chemicals 1.5.2.
//! let ether = VapourPressure { a: 21.135106, b: 2601.109, c: -37.0163, from: Kelvin::new(237.6), to: Kelvin::new(367.6) };
//! assert_eq!(ether.at(Kelvin::new(293.15)).value().round(), 58_678.0);
//! ```

pub mod blast_harm;
pub mod breathing_air;
pub mod constants;
pub mod contents_fire;
pub mod deflagration;
pub mod detector;
pub mod evaporation;
pub mod explosion;
pub mod fireball;
pub mod ignition;
pub mod layered;
pub mod narcosis;
pub mod outflow;
pub mod plume;
pub mod pool;
pub mod pool_fire;
pub mod probit;
pub mod room;
pub mod smoke;
pub mod survival;
#[cfg(test)]
mod testing;
pub mod thermal_harm;
pub mod vapour;
