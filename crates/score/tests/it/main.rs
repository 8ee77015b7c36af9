//! Records with known answers.

mod drill;
mod hostile;
mod laws;
mod readings;
mod targets;
mod timelines;
