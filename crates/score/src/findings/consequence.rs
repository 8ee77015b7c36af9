//! What a problem cost: people first, then time on a critical path, then the law.

use super::{Cost, Draft};
use crate::critical::Goal;
use crate::evaluation::Evaluation;
use crate::metric::{Words, words};
use hazdrill_record::EventId;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a problem cost, the gravest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// Somebody died.
    Death,
    /// Somebody was seriously injured, or breathed what injures.
    Injury,
    /// Where somebody was seriously hurt: the last of the hurt reached a hospital later, it lies on the critical path there.
    CareDelayed,
    /// The response lasted longer: it lies on a critical path, to the end of the hazard, to the all-clear, or to a hospital for
    /// those who were slightly hurt.
    Prolonged,
    /// The law was not kept.
    LawBroken,
    /// None of these can be shown.
    #[default]
    Other,
}

impl Consequence {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Death => words("人员死亡", "death"),
            Self::Injury => words("人员受伤", "injury"),
            Self::CareDelayed => words("推迟救治", "care came later"),
            Self::Prolonged => words("延长处置", "response lasted longer"),
            Self::LawBroken => words("违反法定要求", "law not kept"),
            Self::Other => words("其他", "other"),
        }
    }
}

/// The weight from which on a case that harmed nobody is a breach of law.
const LAW: u8 = 3;

/// What held up a critical path for less than this, seconds, cost nobody anything. Judgement, unverified.
const LOST_S: f64 = 60.0;

/// The events on the critical paths.
pub(super) struct Paths {
    to_care: BTreeSet<EventId>,
    to_the_end: BTreeSet<EventId>,
}

impl Paths {
    pub(super) fn new(evaluation: &Evaluation) -> Self {
        let is_grave = !evaluation.fates.is_empty();
        let of = |care: bool| {
            let is_care = |goal: Goal| is_grave && goal == Goal::LastCasualty;
            let paths = evaluation.critical_paths.iter().filter(|path| is_care(path.goal) == care);
            paths.flat_map(|path| path.events.iter().copied()).collect()
        };
        Self { to_care: of(true), to_the_end: of(false) }
    }

    /// What a case cost, and how long it held up a critical path. A strength cost nothing.
    pub(super) fn cost(&self, draft: &Draft) -> (Consequence, Option<f64>) {
        if draft.measure.is_none() {
            return (Consequence::Other, None);
        }
        let otherwise = if draft.weight >= LAW { Consequence::LawBroken } else { Consequence::Other };
        match draft.cost {
            Cost::Death => (Consequence::Death, None),
            Cost::Injury => (Consequence::Injury, None),
            Cost::Spent { s, .. } if s < LOST_S => (otherwise, None),
            Cost::Spent { event, s } if self.to_care.contains(&event) => (Consequence::CareDelayed, Some(s)),
            Cost::Spent { event, s } if self.to_the_end.contains(&event) => (Consequence::Prolonged, Some(s)),
            Cost::Spent { .. } | Cost::None => (otherwise, None),
        }
    }
}
