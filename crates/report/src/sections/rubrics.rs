//! Rubrics: each item with its answer, why, on what it rests.

use super::Column::Words;
use super::{Grid, Section, heads};
use crate::document::Source;
use crate::rich::Rich;
use crate::summary::{self, rubrics};
use hazdrill_score::{Answer, ItemOutcome, RubricOutcome};

/// A section for each rubric.
pub(super) fn each(source: &Source<'_>) -> Vec<Section> {
    source.evaluation.rubrics.iter().map(|rubric| section(source, rubric)).collect()
}

fn section(source: &Source<'_>, rubric: &RubricOutcome) -> Section {
    let lang = source.lang();
    let row = |item: &ItemOutcome| {
        let class = rubric.classes.iter().find(|class| class.id == item.class);
        let clause = class.and_then(|class| class.clause.as_deref()).unwrap_or("");
        let name = class.map_or(item.class.as_str(), |class| class.name.get(lang));
        let mark = match item.answer {
            Answer::Yes => "✓ ",
            Answer::No => "✗ ",
            _ => "– ",
        };
        vec![
            Rich::of(format!("{clause} {name}").trim().to_owned()),
            Rich::of(rubrics::text(lang, item)),
            Rich::of(format!("{mark}{}", rubrics::answer(lang, rubric, item))),
            Rich::new().events(&item.evidence),
            Rich::of(summary::source(lang, &item.source, item.verified)),
        ]
    };
    Section {
        id: format!("rubric-{}", rubric.id),
        title: rubric.name.get(lang).to_owned(),
        about: rubrics::head(lang, rubric),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("类", "class", Words),
                    ("条目", "item", Words),
                    ("结果", "answer", Words),
                    ("证据", "evidence", Words),
                    ("依据", "basis", Words),
                ],
            ),
            rows: rubric.items.iter().map(row).collect(),
        },
    }
}
