//! Puts clocks, the grade of the accident and rubrics into an evaluation.

use crate::accident::Course;
use crate::clocks;
use crate::evaluation::Evaluation;
use crate::ledger::{End, Index, Ledger, Source};
use crate::rubrics;
use crate::timeline::TimelineRecord;
use crate::view::View;
use hazdrill_model::{Scenario, Standards};
use hazdrill_record::Event;

impl Evaluation {
    /// The same evaluation of `events`, with the clocks, the grade of the accident and the rubrics of `standards` instead of
    /// its own. Its stamps, casualties and failures have to be those of these events: they are asked for.
    #[must_use]
    pub fn with_standards(self, standards: &Standards, scenario: Option<&Scenario>, events: &[Event]) -> Self {
        let view = View::new(scenario, events);
        let index = Index::new(&view);
        let last = events.iter().rev().find_map(|event| event.t_ms);
        let ended_at = self.ended_at_s.map(crate::moment::ms);
        let course = standards.accident.as_ref().map(|scale| Course::new(scale, &index));
        let accident = course.as_ref().map(|course| course.evaluate(&index));
        let ledger = Ledger {
            stamps: &self.stamps,
            standards,
            source: Source::Record(index),
            course,
            end: End::new(ended_at, self.end_reason, scenario.is_some(), last),
            day: scenario.map(|s| s.starts.as_str().chars().take(10).collect()),
        };
        let clocks = clocks::read(&ledger);
        let rubrics = rubrics::read(&ledger, &self, &clocks);
        Self { clocks, accident, rubrics, ..self }.concluded(scenario)
    }
}

impl TimelineRecord {
    /// The evaluation of this timeline with clocks and rubrics. A timeline tells no casualties: there is no grade.
    pub fn evaluate_by(&self, standards: &Standards) -> Evaluation {
        let evaluation = self.evaluate();
        let last = self.rows.iter().rev().find_map(|row| row.t_ms);
        let day = self.rows.iter().find(|row| row.clock.len() >= 10).map(|row| row.clock.chars().take(10).collect());
        let ledger = Ledger {
            stamps: &evaluation.stamps,
            standards,
            source: Source::Timeline(self),
            course: None,
            end: End::new(None, None, true, last),
            day,
        };
        let clocks = clocks::read(&ledger);
        let rubrics = rubrics::read(&ledger, &evaluation, &clocks);
        Evaluation { clocks, rubrics, ..evaluation }.concluded(None)
    }
}
