//! The evaluation, through its public API.

mod compare;
mod coordination;
mod coordination_metrics;
mod drill;
mod findings;
mod founding;
mod hostile;
mod laws;
mod moves;
mod readings;
mod records;
mod rubrics;
mod targets;
mod timelines;
