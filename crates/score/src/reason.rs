//! Why something was judged as it was, or could not be judged.

use hazdrill_model::{Lang, Measure, Text};
use serde::Serialize;

/// Why a clock or an item has its result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// What starts the clock never came: nothing was owed.
    NeverStarted,
    /// There was nothing to do: nobody hurt, no fire, the condition of the item not so.
    NothingToDo,
    /// Casualties never reached the grade from which it is owed.
    BelowGrade {
        /// The grade.
        grade: String,
    },
    /// The rule was not in force on the day of the drill.
    NotYetInForce {
        /// In force since.
        since: String,
    },
    /// Nobody in this drill plays the role or belongs to the organisation.
    NobodyPlays {
        /// The role, or the organisation.
        role: String,
    },
    /// It happened, at a minute that nobody knows.
    UnknownMinute,
    /// The record does not tell such things: a timeline, or a record without what is asked for.
    NotTold,
    /// The drill ended before the time was up.
    DrillEnded,
    /// It came later than its limit.
    Late,
    /// It never came.
    NeverCame,
    /// Something that should not have happened did.
    Happened,
    /// One came before the other that should have come first.
    WrongOrder,
    /// The count that was found.
    Count {
        /// The count.
        found: f64,
        /// What was counted.
        measure: Measure,
    },
    /// Parts of the report were not told.
    Incomplete {
        /// Ids of the parts.
        missing: Vec<String>,
    },
    /// The level in force was too low for the casualties.
    LevelTooLow,
    /// A person has to judge it.
    ByHand {
        /// What a record does not show.
        why: Text,
    },
    /// Items that refer to each other in a circle, or to one that is not there.
    NoSuchItem,
}

impl Reason {
    /// A short text for people.
    pub fn text(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::NeverStarted => ("未触发".to_owned(), "never owed".to_owned()),
            Self::NothingToDo => ("无需处置".to_owned(), "nothing to do".to_owned()),
            Self::BelowGrade { .. } => ("未达到该事故等级".to_owned(), "below that grade of accident".to_owned()),
            Self::NotYetInForce { since } => (format!("{since} 起施行"), format!("in force only since {since}")),
            Self::NobodyPlays { .. } => {
                ("演练中没有该单位".to_owned(), "no such organisation in this drill".to_owned())
            }
            Self::UnknownMinute => ("时刻未知".to_owned(), "minute unknown".to_owned()),
            Self::NotTold => ("记录没有反映".to_owned(), "the record does not tell".to_owned()),
            Self::DrillEnded => {
                ("时限未到，演练已结束".to_owned(), "the drill ended before the time was up".to_owned())
            }
            Self::Late => ("超时".to_owned(), "late".to_owned()),
            Self::NeverCame => ("没有发生".to_owned(), "never came".to_owned()),
            Self::Happened => ("不应发生而发生".to_owned(), "it should not have happened".to_owned()),
            Self::WrongOrder => ("先后颠倒".to_owned(), "in the wrong order".to_owned()),
            Self::Count { found, measure } => {
                let (found, name) = ((found * 10.0).round() / 10.0, measure.name());
                (format!("{} {found}", name.zh), format!("{} {found}", name.en))
            }
            Self::Incomplete { missing } => {
                (format!("缺 {} 项", missing.len()), format!("{} parts are missing", missing.len()))
            }
            Self::LevelTooLow => ("响应级别偏低".to_owned(), "the level was too low".to_owned()),
            Self::ByHand { why } => (format!("人工评估：{}", why.zh), format!("by hand: {}", why.en)),
            Self::NoSuchItem => ("引用的条目无法评估".to_owned(), "the item referred to cannot be judged".to_owned()),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
