//! The parts of a report that are tables and lists, as data: each kind of document renders them in its own way.
//!
//! A section is added in one place: a function that gives it, and its line in [`all`].

mod coordination;
mod identity;
mod times;

pub(crate) use identity::identity;

use crate::document::Source;
use crate::rich::Rich;

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Words.
    Words,
    /// Numbers and times.
    Figures,
}

/// A table.
pub(crate) struct Grid {
    pub(crate) heads: Vec<(&'static str, Column)>,
    pub(crate) rows: Vec<Vec<Rich>>,
}

/// A section: a title, a word of explanation, a table.
pub(crate) struct Section {
    /// Its anchor.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What the reader has to know to read it.
    pub(crate) about: &'static str,
    pub(crate) grid: Grid,
}

/// The sections that have something to say, in the order of a report.
pub(crate) fn all(source: &Source<'_>) -> Vec<Section> {
    let sections = [
        times::targets(source),
        times::intervals(source),
        times::stages(source),
        times::stamps(source),
        coordination::handoffs(source),
        coordination::waits(source),
        coordination::injects(source),
        coordination::failures(source),
    ];
    sections.into_iter().filter(|section| !section.grid.rows.is_empty()).collect()
}
