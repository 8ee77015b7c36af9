//! The conclusion that a score suggests: the grade of its total, no better than the caps of the rubrics allow.

use crate::evaluation::Evaluation;
use crate::naming::both;
use crate::score::Grade;
use hazdrill_model::{Basis, Text};
use hazdrill_record::EventId;
use serde::Serialize;

/// What the score suggests as the conclusion of the evaluation. A person has to confirm it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conclusion {
    /// The grade of the score, no better than its caps allow; none where nothing was judged.
    pub grade: Option<Grade>,
    /// The grade of the total alone, where a cap keeps the grade below it.
    pub by_total: Option<Grade>,
    /// The number of the score.
    pub total: Option<f64>,
    /// What keeps the grade below that of the total, the strictest first.
    pub caps: Vec<ConclusionCap>,
    /// Always true: no machine concludes an evaluation.
    pub to_be_confirmed: bool,
    /// In words, with the mark 待人工确认.
    pub words: Text,
}

/// A cap of a rubric that keeps the conclusion down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConclusionCap {
    /// The rubric whose cap it is.
    pub rubric: String,
    /// The best grade that it allows.
    pub at_most: Grade,
    /// Why.
    pub reason: Text,
    /// The events on which that rests.
    pub evidence: Vec<EventId>,
    /// Standard, plan or judgement.
    pub source: Basis,
    /// Whether that was checked against the primary text.
    pub verified: bool,
}

/// The conclusion that an evaluation suggests.
pub(super) fn read(evaluation: &Evaluation) -> Conclusion {
    let (reached, total) = (evaluation.score.grade, evaluation.score.total);
    let Some((reached, total)) = reached.zip(total) else {
        let words =
            Text::new("没有可计指标，结论由评估人员作出（待人工确认）", "nothing was judged; a person has to conclude");
        return Conclusion { to_be_confirmed: true, words, ..Conclusion::default() };
    };
    let mut caps: Vec<ConclusionCap> = caps(evaluation).filter(|cap| cap.at_most < reached).collect();
    // Stable: equals stay in the order of the rubrics.
    caps.sort_by_key(|cap| cap.at_most);
    let grade = caps.first().map_or(reached, |cap| cap.at_most);
    let words = words(grade, reached, total, &caps);
    let by_total = (grade < reached).then_some(reached);
    Conclusion { grade: Some(grade), by_total, total: Some(total), caps, to_be_confirmed: true, words }
}

/// The caps of all rubrics whose band is a grade of the conclusion.
fn caps(evaluation: &Evaluation) -> impl Iterator<Item = ConclusionCap> {
    evaluation.rubrics.iter().flat_map(|rubric| {
        rubric.caps.iter().filter_map(|cap| {
            Some(ConclusionCap {
                rubric: rubric.id.clone(),
                at_most: Grade::of_word(&cap.at_most.id)?,
                reason: cap.reason.clone(),
                evidence: cap.evidence.clone(),
                source: cap.source.clone(),
                verified: cap.verified,
            })
        })
    })
}

fn words(grade: Grade, reached: Grade, total: f64, caps: &[ConclusionCap]) -> Text {
    let name = |grade: Grade| Text::new(grade.name().zh, grade.name().en);
    let total = format!("{:.1}", crate::score::floored(total));
    // All that hold at the grade that was given: the others would have allowed more.
    let binding: Vec<Text> = caps.iter().filter(|cap| cap.at_most == grade).map(|cap| cap.reason.clone()).collect();
    if binding.is_empty() {
        return both!(
            "{grade}（得分 {total}，待人工确认）",
            "{grade} (score {total}; to be confirmed by a person)",
            grade = name(grade),
            total = total
        );
    }
    both!(
        "{grade}（得分 {total}，按得分为{reached}；{reasons}，最高评为{grade}；待人工确认）",
        "{grade} (score {total}, which alone would be {reached}; no better than {grade}: {reasons}; to be confirmed by a person)",
        grade = name(grade),
        total = total,
        reached = name(reached),
        reasons = crate::naming::list(&binding)
    )
}
