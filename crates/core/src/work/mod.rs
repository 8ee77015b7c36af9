//! Work: tasks from the moment they are taken in hand to their end, and what verbs do to the world.

mod task;
mod verbs;

pub use task::{Works, work};
