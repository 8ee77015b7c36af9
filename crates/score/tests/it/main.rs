//! Records with known answers.

mod coordination;
mod drill;
mod founding;
mod hostile;
mod laws;
mod readings;
mod records;
mod targets;
mod timelines;
