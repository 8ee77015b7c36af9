//! The parts of a report that are tables and lists, as data: each kind of document renders them in its own way.
//!
//! A section is added in one place: a function that gives it, and its line in [`all`].

mod coordination;
mod critical;
mod findings;
mod identity;
mod information;
mod law;
mod resources;
mod rubrics;
mod times;

pub(crate) use critical::{goal, word};
pub(crate) use findings::FIRST;
pub(crate) use identity::identity;

use crate::document::Source;
use crate::rich::Rich;
use hazdrill_model::Lang;

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
    pub(crate) id: String,
    pub(crate) title: String,
    /// What the reader has to know to read it.
    pub(crate) about: String,
    pub(crate) grid: Grid,
}

/// Sections that a page shows only to whoever asks for them: what the first lists leave out, and every single case.
const FOLDED: [&str; 3] = ["more-problems", "cases", "more-proposals"];

impl Section {
    /// Whether a page shows it only to whoever asks for it.
    pub(crate) fn is_folded(&self) -> bool {
        FOLDED.contains(&self.id.as_str())
    }
}

/// What is judged, as against what is told: the part of a report that a reader goes to for one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What went well, what did not, what to change.
    Findings,
    /// What bound the course of the drill.
    Critical,
    /// Law, targets and rubrics.
    Judged,
    /// When what happened.
    Times,
    /// How organisations worked together.
    Together,
}

/// The sections of a part that have something to say, in the order of a report.
pub(crate) fn of(part: Part, source: &Source<'_>) -> Vec<Section> {
    let sections = match part {
        Part::Findings => vec![
            findings::problems(source),
            findings::more_problems(source),
            findings::cases(source),
            findings::strengths(source),
            findings::proposals(source),
            findings::more_proposals(source),
        ],
        Part::Critical => {
            let mut sections = vec![critical::delays(source)];
            sections.extend(critical::paths(source));
            sections.push(critical::slack(source));
            sections
        }
        Part::Judged => {
            let mut sections = vec![law::clocks(source), law::accident(source), times::targets(source)];
            sections.extend(rubrics::each(source));
            sections
        }
        Part::Times => vec![times::intervals(source), times::stages(source), times::stamps(source)],
        Part::Together => vec![
            coordination::handoffs(source),
            coordination::waits(source),
            information::ages(source),
            information::never_arrived(source),
            information::false_beliefs(source),
            resources::crews(source),
            resources::twice_and_never(source),
            resources::span(source),
            resources::conformity(source),
            coordination::injects(source),
            coordination::failures(source),
        ],
    };
    sections.into_iter().filter(|section| !section.grid.rows.is_empty()).collect()
}

/// Every section, in the order of a report.
pub(crate) fn all(source: &Source<'_>) -> Vec<Section> {
    let parts = [Part::Findings, Part::Critical, Part::Judged, Part::Times, Part::Together];
    parts.into_iter().flat_map(|part| of(part, source)).collect()
}

/// The heads of a table in one language: Chinese, English, how the column stands.
pub(crate) fn heads(lang: Lang, all: &[(&'static str, &'static str, Column)]) -> Vec<(&'static str, Column)> {
    let word = |(zh, en, column): &(&'static str, &'static str, Column)| match lang {
        Lang::Zh => (*zh, *column),
        Lang::En => (*en, *column),
    };
    all.iter().map(word).collect()
}
