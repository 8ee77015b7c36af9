//! Records with known answers.

mod coordination;
mod drill;
mod founding;
mod hostile;
mod laws;
mod readings;
mod records;
mod rubrics;
mod targets;
mod timelines;
