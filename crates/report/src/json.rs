//! The evaluation as the one JSON object of the contract.

use crate::document::{Kind, Write};
use hazdrill_score::Evaluation;

/// `evaluation.json`.
pub(crate) const KIND: Kind = Kind {
    id: "json",
    about: ("评估数据", "the evaluation as data"),
    of_timeline: true,
    write: Write::One("evaluation.json", |source| {
        let mut text = object(source.evaluation);
        text.push('\n');
        text.into_bytes()
    }),
};

/// The object: what `--format json` prints, and the content of `evaluation.json`.
pub fn object(evaluation: &Evaluation) -> String {
    serde_json::to_string_pretty(evaluation).expect("an evaluation holds nothing that JSON cannot")
}
