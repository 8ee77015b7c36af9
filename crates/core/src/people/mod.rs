//! People: what the hazard does to them where they are.

mod exposure;

pub use exposure::expose;
