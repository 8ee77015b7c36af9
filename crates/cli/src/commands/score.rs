//! `hazdrill score`: evaluates a record, or the timeline of a real drill or incident.

use crate::args::Format;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::{load, record_file, standards, timeline_file};
use hazdrill_model::{Lang, Scenario};
use hazdrill_report::{Detail, Names, full_summary};
use hazdrill_scenario::{Yardstick, builtin_standards};
use hazdrill_score::{Evaluation, timeline};
use std::path::Path;

/// Evaluates the record or timeline at `path`, by the targets, clocks and rubrics of `rubric` where one is given.
pub(crate) fn run(
    console: &mut Console,
    path: &Path,
    rubric: Option<&str>,
    format: Format,
) -> Result<Outcome, Failure> {
    let subject = Subject::read(console, path)?;
    let yardstick = rubric.map(|rubric| load::yardstick(console, rubric)).transpose()?;
    let evaluation = subject.evaluate(yardstick.as_ref());
    match format {
        Format::Json => console.line(&hazdrill_report::object(&evaluation))?,
        Format::Text => {
            let names = subject.names(console.lang);
            console.line(&crate::tell::heading(&names, evaluation.scenario.as_deref(), evaluation.seed))?;
            let detail = if yardstick.is_some() { Detail::Everything } else { Detail::Failed };
            console.lines(full_summary(&names, &evaluation, Console::width(), detail))?;
        }
    }
    Ok(Outcome::Done)
}

/// What can be evaluated.
enum Subject {
    Record(Box<record_file::RecordFile>),
    Timeline(timeline::TimelineRecord),
}

impl Subject {
    fn read(console: &Console, path: &Path) -> Result<Self, Failure> {
        if timeline_file::is_one(path) {
            return timeline_file::read(console.lang, path).map(Self::Timeline);
        }
        record_file::read(console, path).map(|file| Self::Record(Box::new(file)))
    }

    fn names(&self, lang: Lang) -> Names<'_> {
        match self {
            Self::Record(file) => Names::new(file.scenario.as_ref(), lang),
            Self::Timeline(timeline) => Names::of_timeline(timeline, lang),
        }
    }

    fn scenario(&self) -> Option<&Scenario> {
        match self {
            Self::Record(file) => file.scenario.as_ref(),
            Self::Timeline(_) => None,
        }
    }

    fn evaluate(&self, yardstick: Option<&Yardstick>) -> Evaluation {
        let own = yardstick.map(|yardstick| &yardstick.standards).filter(|standards| !standards.is_empty());
        let evaluation = match (self, own) {
            (Self::Record(file), Some(own)) => {
                let (scenario, events) = (file.scenario.as_ref(), &file.record.events);
                let standards = own.clone().with_roles_of(scenario);
                hazdrill_score::evaluate(&file.record).with_standards(&standards, scenario, events)
            }
            (Self::Record(file), None) => {
                let evaluation = hazdrill_score::evaluate(&file.record);
                standards::judged(evaluation, file.scenario.as_ref(), &file.record.events)
            }
            (Self::Timeline(timeline), Some(own)) => timeline.evaluate_by(own),
            (Self::Timeline(timeline), None) => timeline.evaluate_by(&builtin_standards()),
        };
        match yardstick.map(|yardstick| &yardstick.targets).filter(|targets| !targets.is_empty()) {
            Some(targets) => evaluation.with_targets(targets, self.scenario()),
            None => evaluation,
        }
    }
}
