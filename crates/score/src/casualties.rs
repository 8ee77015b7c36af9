//! Harm to people.

use crate::metric::{Metric, OWN, Words, words};
use crate::view::{View, Who};
use hazdrill_record::Happening;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many people came to harm; a number that nobody knows is null.
///
/// Slight, serious and dead are exclusive: the worst state at the end. Records of this version tell only of exposure:
/// the other numbers of a record are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Casualties {
    /// Breathed a dangerous concentration without own air.
    pub exposed: Option<u64>,
    /// Slightly injured.
    pub slight: Option<u64>,
    /// Seriously injured.
    pub serious: Option<u64>,
    /// Dead.
    pub dead: Option<u64>,
    /// Brought out by others.
    pub rescued: Option<u64>,
    /// Delivered to a hospital.
    pub delivered: Option<u64>,
    /// Were in a dangerous concentration, always with own air.
    pub protected: Option<u64>,
}

const fn row(id: &'static str, name: Words, definition: Words) -> Metric {
    Metric { id, name, definition, unit: "", source: OWN, rows: &[] }
}

const NOT_YET: Words =
    words("本版本的记录没有这类事件，恒为 0。", "Records of this version have no such event: always 0.");

/// Every count, in words.
pub(crate) const COUNTS: &[Metric] = &[
    row(
        "exposed",
        words("暴露人数", "exposed"),
        words(
            "至少有一次 exposed 且未佩戴空气呼吸器的不同人员数；队伍按人数计。",
            "Distinct persons with an `exposed` event without own air; a crew counts with all its people.",
        ),
    ),
    row("slight", words("轻伤", "slightly injured"), NOT_YET),
    row("serious", words("重伤", "seriously injured"), NOT_YET),
    row("dead", words("死亡", "dead"), NOT_YET),
    row("rescued", words("获救", "rescued"), NOT_YET),
    row("delivered", words("送达医院", "delivered to hospital"), NOT_YET),
    row(
        "protected",
        words("佩戴防护进入人数", "exposed with own air"),
        words(
            "有 exposed 事件且每次都佩戴空气呼吸器的不同人员数；队伍按人数计。",
            "Distinct persons with `exposed` events, all of them with own air; a crew counts with all its people.",
        ),
    ),
];

/// Counts the casualties of a record.
pub(crate) fn read(view: &View<'_>) -> Casualties {
    // Whether each was always protected. Nobody's name: at least one person.
    let mut always: BTreeMap<&str, bool> = BTreeMap::new();
    for event in view.events {
        if let Happening::Exposed(exposed) = &event.what {
            *always.entry(event.actor.as_deref().unwrap_or("")).or_insert(true) &= exposed.protected;
        }
    }
    let count = |protected: bool| {
        let heads = always.iter().filter(|(_, always)| **always == protected).map(|(actor, _)| heads(view, actor));
        Some(heads.fold(0, u64::saturating_add))
    };
    let none = Some(0);
    Casualties {
        exposed: count(false),
        slight: none,
        serious: none,
        dead: none,
        rescued: none,
        delivered: none,
        protected: count(true),
    }
}

fn heads(view: &View<'_>, actor: &str) -> u64 {
    match view.who(actor) {
        Some(Who::Crew(_, crew)) => u64::from(crew.people),
        _ => 1,
    }
}
