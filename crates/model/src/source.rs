//! Where a figure comes from, and whether that was checked.

use serde::{Deserialize, Serialize};

/// The source of one or more figures: a paper, a standard and its clause, a data set.
///
/// A source that begins with the word `unverified` was not checked against a primary source; reports show the mark
/// beside every figure that rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Source(pub String);

impl Source {
    /// Whether the figure was checked against its primary source.
    pub fn is_verified(&self) -> bool {
        !self.0.trim_start().starts_with("unverified")
    }
}

/// A value with its own source: `(is: kg_m3(713.6), source: "…")`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure<T> {
    /// The value.
    pub is: T,
    /// Where it comes from.
    pub source: Source,
}
