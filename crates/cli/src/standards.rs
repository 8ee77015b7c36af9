//! What a record is judged by besides its targets: what its scenario names, else all that the binary carries.

use hazdrill_model::Scenario;
use hazdrill_record::Event;
use hazdrill_scenario::builtin_standards;
use hazdrill_score::Evaluation;

/// The evaluation with clocks, grade and rubrics. A scenario that names its own was judged by them already.
pub(crate) fn judged(evaluation: Evaluation, scenario: Option<&Scenario>, events: &[Event]) -> Evaluation {
    if scenario.is_some_and(|scenario| !scenario.standards().is_empty()) {
        return evaluation;
    }
    evaluation.with_standards(&builtin_standards().with_roles_of(scenario), scenario, events)
}
