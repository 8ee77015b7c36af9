//! What can be known: a closed list of facts, each with its type, unit, subject, the ways in which it is noticed, and
//! words in both languages.
//!
//! A fact is added in one place, here: one row of [`FACTS`] and one constant in [`key`]. A scenario may declare further
//! facts that can only be told ([`crate::Scenario::facts`]).

use crate::Text;
use core::fmt;
use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The type of a fact's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactType {
    /// True or false.
    Flag,
    /// A number.
    Number,
    /// A word: an id or, for told-only facts, free text.
    Text,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactSubject {
    /// The incident as a whole.
    None,
    /// A place.
    Place,
    /// A crew.
    Crew,
    /// A person.
    Person,
    /// A road.
    Road,
}

/// How a person comes to believe a fact without being told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// The nose.
    Smell,
    /// The eyes.
    Sight,
    /// The ears: a horn, a bang.
    Hearing,
    /// A meter, or the panel of a detector.
    Instrument,
    /// Counting heads against a list.
    Count,
    /// Having done it oneself, or been there.
    OwnAct,
    /// Being the one whose word makes it so: `declare`.
    Declared,
    /// Work whose result it is: `make`.
    Works,
    /// Never: it can only be told or noted.
    ToldOnly,
}

/// A row of the list of facts.
#[derive(Clone, Copy, Debug)]
pub struct FactDef {
    /// The key, as scenarios and records write it.
    pub key: &'static str,
    /// Type of the value.
    pub value: FactType,
    /// Unit of a number.
    pub unit: &'static str,
    /// What it is about.
    pub subject: FactSubject,
    /// How it is noticed first hand.
    pub noticed: &'static [Noticed],
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
}

/// The keys of the facts that the engine itself makes true.
pub mod key {
    #![allow(missing_docs, reason = "each constant is its own key; FACTS describes it")]
    pub const ODOUR: &str = "odour";
    pub const LEAK_PLACE: &str = "leak.place";
    pub const LEAK_SUBSTANCE: &str = "leak.substance";
    pub const LEAK_AMOUNT: &str = "leak.amount";
    pub const LEAK_STOPPED: &str = "leak.stopped";
    pub const VAPOUR: &str = "vapour.percent_lfl";
    pub const ALARM: &str = "alarm.sounding";
    pub const IGNITION: &str = "ignition";
    pub const VENTILATION: &str = "ventilation.emergency";
    pub const POWER_CUT: &str = "power.cut";
    pub const PEOPLE_INSIDE: &str = "people.inside";
    pub const PEOPLE_MISSING: &str = "people.missing";
    pub const HEADCOUNT: &str = "headcount";
    pub const CORDON: &str = "cordon.closed";
    pub const CREW_AT: &str = "crew.at";
    pub const CREW_HURT: &str = "crew.hurt";
    pub const ROAD_OPEN: &str = "road.open";
    pub const ALL_CLEAR: &str = "all_clear";
    pub const EXPLOSION: &str = "explosion";
    pub const VESSEL_BURST: &str = "vessel.burst";
    pub const FIRE: &str = "fire.burning";
    pub const FIRE_SIZE: &str = "fire.size";
    pub const SMOKE: &str = "smoke";
    pub const INJURED: &str = "people.injured";
    pub const TRAPPED: &str = "people.trapped";
    pub const RESCUED: &str = "people.rescued";
    pub const SEARCHED: &str = "searched";
    pub const TRIAGE_RED: &str = "triage.red";
    pub const TRIAGE_YELLOW: &str = "triage.yellow";
    pub const TRIAGE_GREEN: &str = "triage.green";
    pub const TRIAGE_BLACK: &str = "triage.black";
    pub const DELIVERED: &str = "people.delivered";
    pub const EVACUATED: &str = "evacuated";
    pub const WIND: &str = "weather.wind";
    pub const CROWD: &str = "crowd";
    pub const PRESS: &str = "press.asks";
    pub const HQ_PLACE: &str = "hq.place";
    pub const POST_PLACE: &str = "post.place";
    pub const EVACUATION: &str = "evacuation.ordered";
    pub const COMMANDER: &str = "commander";
    pub const LEVEL_PROPOSED: &str = "level.proposed";
    pub const LEVEL_ACTIVE: &str = "level.active";
    pub const PERSON_FOUND: &str = "person.found";
    pub const SELF_HURT: &str = "self.hurt";
    pub const AIR_LOW: &str = "air.low";
    pub const HOSPITAL_READY: &str = "hospital.ready";
    pub const WATER_CONTAINED: &str = "water.contained";
    pub const WATER_HELD: &str = "water.held";
    pub const HANDED_OVER: &str = "scene.handed_over";
}

const fn row(
    key: &'static str,
    value: FactType,
    unit: &'static str,
    subject: FactSubject,
    noticed: &'static [Noticed],
    zh: &'static str,
    en: &'static str,
) -> FactDef {
    FactDef { key, value, unit, subject, noticed, zh, en }
}

/// Every fact that the engine knows.
pub const FACTS: &[FactDef] = &{
    use FactSubject as On;
    use FactType::{Flag, Number, Text};
    use Noticed::{Count, Declared, Hearing, Instrument, OwnAct, Sight, Smell, Works};
    [
        row(key::ODOUR, Flag, "", On::Place, &[Smell], "异味", "smell of vapour"),
        row(key::LEAK_PLACE, Text, "", On::None, &[Sight], "泄漏地点", "place of the leak"),
        row(key::LEAK_SUBSTANCE, Text, "", On::None, &[Sight, Instrument], "泄漏物质", "substance"),
        row(key::LEAK_AMOUNT, Number, "kg", On::None, &[Sight], "泄漏量", "amount leaked"),
        row(key::LEAK_STOPPED, Flag, "", On::None, &[OwnAct, Sight], "泄漏已止住", "leak stopped"),
        row(key::VAPOUR, Number, "%LFL", On::Place, &[Instrument], "可燃气浓度", "vapour concentration"),
        row(key::ALARM, Flag, "", On::Place, &[Hearing, Instrument], "可燃气报警", "gas alarm"),
        row(key::IGNITION, Flag, "", On::Place, &[Sight, Hearing], "起火爆燃", "ignition"),
        row(key::VENTILATION, Flag, "", On::Place, &[OwnAct], "事故排风已开", "emergency ventilation on"),
        row(key::POWER_CUT, Flag, "", On::Place, &[OwnAct], "电源已切断", "power cut"),
        row(key::PEOPLE_INSIDE, Number, "", On::None, &[Count], "应到人数", "people on the list"),
        row(key::PEOPLE_MISSING, Number, "", On::None, &[Count], "失联人数", "people missing"),
        row(key::HEADCOUNT, Number, "", On::None, &[Count], "清点人数", "people counted"),
        row(key::CORDON, Flag, "", On::None, &[OwnAct], "警戒区已设立", "cordon closed"),
        row(key::CREW_AT, Text, "", On::Crew, &[OwnAct], "力量到达", "crew on scene"),
        row(key::CREW_HURT, Text, "", On::Crew, &[OwnAct], "队员倒地地点", "where some of the crew lie hurt"),
        row(key::ROAD_OPEN, Flag, "", On::Road, &[Sight], "道路通行", "road open"),
        row(key::ALL_CLEAR, Flag, "", On::None, &[OwnAct], "险情解除", "all clear"),
        row(key::EXPLOSION, Flag, "", On::Place, &[Sight, Hearing], "爆炸", "explosion"),
        row(key::VESSEL_BURST, Flag, "", On::Place, &[Hearing], "容器爆裂声", "vessel heard to burst"),
        row(key::FIRE, Flag, "", On::Place, &[Sight], "明火", "fire"),
        row(key::FIRE_SIZE, Number, "m2", On::Place, &[Sight], "过火面积", "burning area"),
        row(key::SMOKE, Flag, "", On::Place, &[Sight], "烟气", "smoke"),
        row(key::INJURED, Number, "", On::Place, &[Sight, OwnAct], "受伤倒地人数", "people lying hurt"),
        row(key::TRAPPED, Flag, "", On::Place, &[OwnAct], "有人被困", "people trapped"),
        row(key::RESCUED, Number, "", On::None, &[OwnAct], "救出人数", "people brought out"),
        row(key::PERSON_FOUND, Text, "", On::Person, &[OwnAct], "已找到人员", "person found"),
        row(key::SELF_HURT, Flag, "", On::None, &[OwnAct], "自己受伤", "hurt oneself"),
        row(key::AIR_LOW, Flag, "", On::None, &[Instrument], "空呼余气不足", "air runs low"),
        row(key::SEARCHED, Flag, "", On::Place, &[OwnAct], "已搜索完毕", "searched, nobody left"),
        row(key::TRIAGE_RED, Number, "", On::None, &[OwnAct], "检伤红色", "triaged red"),
        row(key::TRIAGE_YELLOW, Number, "", On::None, &[OwnAct], "检伤黄色", "triaged yellow"),
        row(key::TRIAGE_GREEN, Number, "", On::None, &[OwnAct], "检伤绿色", "triaged green"),
        row(key::TRIAGE_BLACK, Number, "", On::None, &[OwnAct], "检伤黑色", "triaged black"),
        row(key::DELIVERED, Number, "", On::None, &[OwnAct], "送达医院人数", "people delivered to hospital"),
        row(key::EVACUATED, Flag, "", On::Place, &[OwnAct], "群众已疏散", "neighbours led away"),
        row(key::WIND, Number, "deg", On::None, &[Sight], "风向", "wind direction"),
        row(key::CROWD, Flag, "", On::Place, &[Sight], "人群聚集", "crowd"),
        row(key::PRESS, Flag, "", On::None, &[Hearing], "记者询问", "the press asks"),
        row("gas.cut", Flag, "", On::None, &[Works], "燃气已切断", "gas cut"),
        row(key::WATER_CONTAINED, Flag, "", On::None, &[Works], "消防废水已围堵", "waste water contained"),
        row(
            key::WATER_HELD,
            Number,
            "m3",
            On::None,
            &[Instrument],
            "事故池收集水量",
            "waste water in the accident pool",
        ),
        row("decon.ready", Flag, "", On::None, &[Works], "洗消站已建立", "decontamination ready"),
        row("triage.ready", Flag, "", On::None, &[Works], "伤员集中点已建立", "casualty post ready"),
        row("traffic.controlled", Flag, "", On::None, &[Works], "交通已管制", "traffic controlled"),
        row("shelter.open", Flag, "", On::Place, &[Works], "安置点已开放", "shelter open"),
        row("lights.on", Flag, "", On::None, &[Works], "照明已到位", "lights on"),
        row("monitoring.result", Flag, "", On::None, &[Works], "监测结果已出", "monitoring result"),
        row(key::HOSPITAL_READY, Flag, "", On::Place, &[Works], "医院收治准备就绪", "hospital ready"),
        row("reserve.ready", Flag, "", On::None, &[Works], "物资已到位", "supplies ready"),
        row(key::COMMANDER, Text, "", On::None, &[Declared], "现场指挥员", "commander"),
        row(key::POST_PLACE, Text, "", On::None, &[Declared], "现场指挥位置", "command post"),
        row(key::HQ_PLACE, Text, "", On::None, &[Declared], "现场指挥部", "headquarters"),
        row(key::LEVEL_PROPOSED, Text, "", On::None, &[Declared], "建议响应级别", "level proposed"),
        row(key::LEVEL_ACTIVE, Text, "", On::None, &[Declared], "响应级别", "level in force"),
        row("plan.approved", Flag, "", On::None, &[Declared], "处置方案已批准", "plan approved"),
        row(key::EVACUATION, Flag, "", On::Place, &[Declared], "疏散命令", "evacuation ordered"),
        row("report.county", Flag, "", On::None, &[Declared], "已报区县", "reported to the county"),
        row("report.city", Flag, "", On::None, &[Declared], "已报市级", "reported to the city"),
        row("report.province", Flag, "", On::None, &[Declared], "已报省级", "reported to the province"),
        row("public.word", Flag, "", On::None, &[Declared], "已发布信息", "public word given"),
        row(key::HANDED_OVER, Flag, "", On::None, &[Declared], "现场已移交", "scene handed over"),
    ]
};

/// The row of the fact `key`, if it is one of the closed list.
pub fn find(key: &str) -> Option<&'static FactDef> {
    FACTS.iter().find(|f| f.key == key)
}

/// Whether the value of the fact `key` is the id of a place.
pub fn is_place(key: &str) -> bool {
    matches!(key, key::LEAK_PLACE | key::CREW_AT | key::CREW_HURT | key::HQ_PLACE | key::POST_PLACE)
}

impl FactDef {
    /// The name in both languages.
    pub fn name(&self) -> Text {
        Text::new(self.zh, self.en)
    }
}

/// A fact as a scenario writes it: `"leak.place"`, or with its subject `"vapour.percent_lfl:lab-301"`.
///
/// Without a subject, a fact that has one stands for any subject in conditions and for all known subjects in messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct FactRef(Arc<str>);

impl FactRef {
    /// A fact written as `text`: words of `a-z`, `0-9`, `-`, `_` with dots between, then perhaps `:` and an id.
    pub fn new(text: &str) -> Option<Self> {
        let (key, subject) = text.split_once(':').map_or((text, None), |(k, s)| (k, Some(s)));
        let word = |w: &str| {
            !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
        };
        // A subject may be one of a group: `lab-staff.3`.
        let fine = text.len() <= 140 && key.split('.').all(word) && subject.is_none_or(|s| s.split('.').all(word));
        fine.then(|| Self(text.into()))
    }
    /// The key without its subject.
    pub fn key(&self) -> &str {
        self.0.split_once(':').map_or(&*self.0, |(key, _)| key)
    }
    /// The subject, where one is named.
    pub fn subject(&self) -> Option<&str> {
        self.0.split_once(':').map(|(_, subject)| subject)
    }
    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FactRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for FactRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FactVisitor;
        impl Visitor<'_> for FactVisitor {
            type Value = FactRef;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"fact\" / \"fact:subject\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<FactRef, E> {
                FactRef::new(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(FactVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_well_made() {
        for (i, f) in FACTS.iter().enumerate() {
            assert!(FACTS[..i].iter().all(|g| g.key != f.key), "`{}` stands twice", f.key);
            assert!(FactRef::new(f.key).is_some(), "`{}` is not a fact's key", f.key);
        }
    }
}
