//! Rubrics: what a drill is judged by, item by item. A trainer can write one.

use crate::mark::Mark;
use crate::{Basis, Id, Text};
use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A rubric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// Its name.
    pub name: Text,
    /// How an item is answered.
    pub scale: Scale,
    /// Names for what a total, and on the scale `rated` an item, comes to; the best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// What keeps the grade down, whatever the total.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
    /// The classes into which items fall.
    pub classes: BTreeMap<Id, Class>,
    /// The items.
    pub items: BTreeMap<Id, Item>,
    /// The standard or plan that it follows.
    pub source: Basis,
}

/// How an item is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Yes or no.
    YesNo,
    /// Points: its weight times what was reached of it.
    Points,
    /// The name of a band, as HSEEP rates P, S, M, U.
    Rated,
}

/// A name for a range of results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// From this share on, 0 to 100.
    pub from: f64,
}

/// What keeps a grade down: no sum of points makes good what must not happen.
///
/// Where its band bears the id of a grade of the conclusion (`excellent`, `good`, `fair`, `poor`), it caps the conclusion
/// that an evaluation suggests too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// What has to be so.
    pub when: Formula,
    /// The best band that can be reached then.
    pub at_most: Id,
    /// Why, as the reader is told it.
    pub reason: Text,
    /// Standard, plan or judgement.
    pub source: Basis,
}

/// A class of items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its name.
    pub name: Text,
    /// Its number in the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its class.
    pub class: Id,
    /// The question, in our own words.
    pub text: Text,
    /// How a record answers it.
    pub judge: Formula,
    /// Its weight, 0 or more.
    #[serde(default = "one")]
    pub weight: f64,
    /// How marks fall with the time by which a limit is missed.
    #[serde(default)]
    pub curve: Curve,
    /// No marks from this on; twice the limit where it is not given. For the curves `linear` and `exponential`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zero_at: Option<SimDuration>,
    /// Standard, law or plan.
    pub source: Basis,
}

fn one() -> f64 {
    1.0
}

/// How marks fall behind a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// All or nothing.
    #[default]
    Step,
    /// Evenly from the limit to `zero_at`.
    Linear,
    /// Fast at first: 1 at the limit, (e^(−3x) − e^(−3)) / (1 − e^(−3)) at the share x of the way to `zero_at`.
    Exponential,
}

/// What is asked of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Formula {
    /// Every one.
    All(Vec<Formula>),
    /// At least one.
    Any(Vec<Formula>),
    /// The contrary.
    Not(Box<Formula>),
    /// It happened.
    Happened(Mark),
    /// It did not happen.
    Never(Mark),
    /// From one to the other it took no longer than this, the limit included.
    Within {
        /// The time runs from here …
        from: Mark,
        /// … to here.
        to: Mark,
        /// The longest time.
        limit: SimDuration,
    },
    /// One came before the other, or in the same instant.
    Before {
        /// What has to come first.
        first: Mark,
        /// What may come then.
        then: Mark,
    },
    /// A count is so large or larger.
    AtLeast {
        /// What is counted.
        metric: Measure,
        /// The least.
        n: f64,
    },
    /// A count is so large or smaller.
    AtMost {
        /// What is counted.
        metric: Measure,
        /// The most.
        n: f64,
    },
    /// A clock of `clocks` was kept.
    Clock(Id),
    /// The messages that met a clock carried all that they had to.
    Complete(Id),
    /// The response level in force was never lower than the true casualties asked for, but for the time that is allowed.
    LevelWithin(SimDuration),
    /// Another item of this rubric.
    Ref(Id),
    /// Asked only where something else is so; else there was nothing to do.
    When {
        /// What has to be so.
        so: Box<Formula>,
        /// What is asked then.
        then: Box<Formula>,
    },
    /// A person has to judge it, for this reason.
    ByHand(Text),
}

macro_rules! measures {
    ($($(#[doc = $doc:literal])+ $variant:ident $word:literal ($zh:literal, $en:literal),)+) => {
        /// What can be counted in a record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Measure { $($(#[doc = $doc])+ #[serde(rename = $word)] $variant),+ }

        impl Measure {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in a rubric.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Its name.
            pub fn name(self) -> Text {
                match self { $(Self::$variant => Text::new($zh, $en)),+ }
            }
        }
    };
}

measures! {
    /// Dead.
    Dead "dead" ("死亡人数", "dead"),
    /// Seriously injured.
    Serious "serious" ("重伤人数", "seriously injured"),
    /// Slightly injured.
    Slight "slight" ("轻伤人数", "slightly injured"),
    /// Exposed without own air.
    Exposed "exposed" ("暴露人数", "exposed"),
    /// Brought out by others.
    Rescued "rescued" ("救出人数", "brought out"),
    /// Delivered to a hospital.
    Delivered "delivered" ("送达医院人数", "delivered to hospital"),
    /// Explosions.
    Explosions "explosions" ("爆炸次数", "explosions"),
    /// People of organisations other than the unit who were hurt or died.
    RespondersHurt "responders_hurt" ("救援人员伤亡人数", "responders hurt"),
    /// People of organisations other than the unit who breathed a dangerous concentration without own air.
    RespondersExposed "responders_exposed" ("救援人员暴露人数", "responders exposed"),
    /// Organisations that sent forces.
    Organisations "organisations" ("出动单位数", "organisations that sent forces"),
    /// Channels on which something was said.
    Channels "channels" ("使用的通信手段数", "channels used"),
    /// Messages begun.
    Messages "messages" ("通报次数", "messages"),
    /// Calls that did not come through, percent of calls begun.
    CallsFailedPercent "calls_failed_percent" ("呼叫未通占比（%）", "calls failed, percent"),
    /// Messages that were lost, percent of those begun.
    LostPercent "lost_percent" ("通报丢失占比（%）", "messages lost, percent"),
    /// Facts heard wrong.
    Misheard "misheard" ("误听次数", "facts misheard"),
    /// Facts told as unknown, percent of those told.
    UnknownPercent "unknown_percent" ("通报中不明事项占比（%）", "facts told as unknown, percent"),
    /// Steps that were forgotten.
    Forgotten "forgotten" ("遗漏步骤数", "steps forgotten"),
    /// Orders and acts that could not be carried out.
    Refused "refused" ("被拒指令数", "orders refused"),
    /// Duties of law met late or never.
    ClocksBroken "clocks_broken" ("违反的法定义务数", "duties of law broken"),
    /// Crews commanded by two.
    DoubleCommand "double_command" ("重复指挥次数", "crews commanded twice"),
    /// Measurements of organisations other than the unit.
    Measurements "measurements" ("侦检监测次数", "measurements"),
    /// Words to the public.
    PublicWords "public_words" ("信息发布次数", "words to the public"),
    /// Reports upward, supplements among them.
    ReportsUp "reports_up" ("上报次数", "reports upward"),
    /// Reports that gave fewer casualties than the one who sent them believed.
    Understated "understated" ("少报伤亡的报告数", "reports that gave fewer casualties than believed"),
    /// Casualties that a hospital sent on.
    TurnedAway "turned_away" ("医院转拒人数", "casualties turned away"),
    /// Casualties still neither delivered nor dead among the seriously injured at the end.
    Waiting "waiting" ("结束时未送达的重伤人数", "seriously injured not yet delivered"),
    /// Injects that were answered in time, percent of those that had an answer.
    InjectsAnsweredPercent "injects_answered_percent" ("导调注入按时应对占比（%）", "injects answered in time, percent"),
    /// Vapour explosions and bursts after the first responders arrived.
    LaterBlasts "later_blasts" ("救援到场后的爆炸次数", "blasts after responders arrived"),
}
