//! A fact with its value, as one says it: `溶剂库发生泄漏`, `vapour at Solvent store 37 % of LFL`.
//!
//! A fact of the closed list that has no phrase of its own here is told by its name and value, so a new fact needs no
//! line in this file to be readable.

mod declared;

pub use declared::declared;

use crate::names::{Names, member};
use crate::say::{number, say};
use crate::word;
use hazdrill_model::fact::{self, key};
use hazdrill_model::{FactDef, FactRef, FactSubject, Lang, Organisation, Value};

/// The fact `fact` (its key, perhaps with `:subject`) with `value`, as a clause; `None` is "unknown".
pub fn phrase(names: &Names<'_>, fact: &str, value: Option<&Value>) -> String {
    let (key, subject) = fact.split_once(':').map_or((fact, None), |(key, subject)| (key, Some(subject)));
    let Some(value) = value else {
        let name = name(names, fact);
        return say!(names.lang(), "{name}未知", "{name} unknown");
    };
    match value {
        Value::Flag(set) => flag(names, key, subject, *set),
        Value::Number(n) => amount(names, key, subject, *n),
        Value::Word(word) => named(names, key, subject, word),
    }
    .unwrap_or_else(|| by_name(names, fact, value))
}

/// What the fact is called, with its subject: `溶剂库可燃气浓度`.
pub fn name(names: &Names<'_>, fact: &str) -> String {
    let lang = names.lang();
    let (key, subject) = fact.split_once(':').map_or((fact, None), |(key, subject)| (key, Some(subject)));
    let own = || names.scenario().and_then(|s| s.facts.get(key)).map(|told| told.name.get(lang).to_owned());
    let known = fact::find(key);
    let name = known.map(|def| def.name().get(lang).to_owned()).or_else(own).unwrap_or_else(|| key.to_owned());
    match (subject.map(|s| subject_name(names, known, s)), lang) {
        (None, _) => name,
        (Some(subject), Lang::Zh) => format!("{subject}{name}"),
        (Some(subject), Lang::En) => format!("{name} ({subject})"),
    }
}

/// Facts in a row, as they are told.
pub fn phrases<'f>(names: &Names<'_>, facts: impl IntoIterator<Item = (&'f str, Option<&'f Value>)>) -> String {
    let told: Vec<_> = facts.into_iter().map(|(fact, value)| phrase(names, fact, value)).collect();
    told.join(match names.lang() {
        Lang::Zh => "，",
        Lang::En => ", ",
    })
}

/// Whether `fact` is well made and of the closed list or the scenario's own.
pub fn is_known(names: &Names<'_>, fact: &str) -> bool {
    FactRef::new(fact).is_some_and(|f| match names.scenario() {
        Some(scenario) => scenario.fact(&f).is_some(),
        None => fact::find(f.key()).is_some(),
    })
}

fn subject_name(names: &Names<'_>, def: Option<&FactDef>, subject: &str) -> String {
    match def.map(|d| d.subject) {
        Some(FactSubject::Place) => names.place(subject),
        Some(FactSubject::Road) => names.road(subject),
        Some(FactSubject::Crew) => crew(names, subject),
        Some(FactSubject::Person) => person(names, subject),
        Some(FactSubject::None) | None => names.value(subject),
    }
}

/// A crew stands in a fact by its bare id: the subject of a fact has no room for its organisation.
pub(crate) fn crew(names: &Names<'_>, id: &str) -> String {
    let owner = names.scenario().and_then(|s| s.organisations.iter().find(|(_, o)| o.crews.contains_key(id)));
    owner.map_or_else(|| id.to_owned(), |(organisation, _)| names.actor(&format!("{organisation}/{id}")))
}

/// The same of a person: `assistant.3`, `safety-officer`.
fn person(names: &Names<'_>, id: &str) -> String {
    if id.contains('/') {
        return names.actor(id);
    }
    let group = member(id).map_or(id, |(group, _)| group);
    let owner = names.scenario().and_then(|s| {
        let of_group = s.people.get(group).map(|group| &group.of);
        let of_them = |o: &Organisation| o.posts.contains_key(id) || o.crews.contains_key(group);
        of_group.or_else(|| s.organisations.iter().find(|(_, o)| of_them(o)).map(|(owner, _)| owner))
    });
    owner.map_or_else(|| id.to_owned(), |organisation| names.actor(&format!("{organisation}/{id}")))
}

fn at(names: &Names<'_>, subject: Option<&str>) -> String {
    let somewhere = || say!(names.lang(), "现场", "the scene");
    subject.map_or_else(somewhere, |s| names.place(s))
}

fn flag(names: &Names<'_>, key: &str, subject: Option<&str>, set: bool) -> Option<String> {
    let lang = names.lang();
    let place = at(names, subject);
    Some(match (key, set) {
        (key::ODOUR, true) => say!(lang, "{place}有异味", "a smell of vapour at {place}"),
        (key::ODOUR, false) => say!(lang, "{place}没有异味", "no smell at {place}"),
        (key::LEAK_STOPPED, true) => say!(lang, "泄漏已止住", "the leak is stopped"),
        (key::LEAK_STOPPED, false) => say!(lang, "泄漏还没止住", "the leak is not stopped"),
        (key::ALARM, true) => say!(lang, "{place}可燃气报警", "gas alarm at {place}"),
        (key::ALARM, false) => say!(lang, "{place}可燃气没有报警", "no gas alarm at {place}"),
        (key::IGNITION, true) => say!(lang, "{place}起火爆燃", "fire or explosion at {place}"),
        (key::IGNITION, false) => say!(lang, "{place}没有起火", "no fire at {place}"),
        (key::VENTILATION, true) => say!(lang, "{place}事故排风已开", "emergency ventilation of {place} is on"),
        (key::VENTILATION, false) => say!(lang, "{place}事故排风没开", "emergency ventilation of {place} is off"),
        (key::POWER_CUT, true) => say!(lang, "{place}电源已切断", "the power of {place} is cut"),
        (key::POWER_CUT, false) => say!(lang, "{place}电源没切断", "the power of {place} is on"),
        (key::CORDON, true) => say!(lang, "警戒区已设立", "the cordon is closed"),
        (key::CORDON, false) => say!(lang, "警戒区还没设立", "the cordon is not closed"),
        (key::ALL_CLEAR, true) => say!(lang, "险情已解除", "all clear"),
        (key::ALL_CLEAR, false) => say!(lang, "险情还没解除", "not all clear"),
        (key::EXPLOSION, true) => say!(lang, "{place}发生爆炸", "an explosion at {place}"),
        (key::EXPLOSION, false) => say!(lang, "{place}没有爆炸", "no explosion at {place}"),
        (key::VESSEL_BURST, true) => say!(lang, "{place}有容器爆裂声", "a vessel heard to burst at {place}"),
        (key::VESSEL_BURST, false) => say!(lang, "{place}没有容器爆裂", "no vessel burst at {place}"),
        (key::FIRE, true) => say!(lang, "{place}起火燃烧", "{place} is on fire"),
        (key::FIRE, false) => say!(lang, "{place}明火已熄灭", "no fire at {place} any more"),
        (key::SMOKE, true) => say!(lang, "{place}有烟", "smoke at {place}"),
        (key::SMOKE, false) => say!(lang, "{place}没有烟", "no smoke at {place}"),
        (key::SEARCHED, true) => {
            say!(lang, "{place}已搜索完毕，没有遗留人员", "{place} is searched, nobody is left there")
        }
        (key::SEARCHED, false) => say!(lang, "{place}还没搜索完", "{place} is not searched yet"),
        (key::EVACUATED, true) => say!(lang, "{place}群众已疏散", "the people of {place} are away or safe inside"),
        (key::EVACUATED, false) => say!(lang, "{place}群众还没疏散", "the people of {place} are not evacuated yet"),
        (key::EVACUATION, true) => {
            say!(lang, "已下令{place}群众疏散或避险", "the people of {place} are ordered to leave or stay in")
        }
        (key::EVACUATION, false) => {
            say!(lang, "{place}群众没有疏散或避险命令", "the people of {place} are not ordered to leave or stay in")
        }
        (key::CROWD, true) => say!(lang, "{place}有人群聚集", "a crowd at {place}"),
        (key::CROWD, false) => say!(lang, "{place}没有人群", "no crowd at {place}"),
        (key::PRESS, true) => say!(lang, "有记者提问", "the press asks"),
        (key::PRESS, false) => say!(lang, "没有记者提问", "the press asks nothing"),
        (key::TRAPPED, true) => say!(lang, "{place}有人被困", "somebody is trapped at {place}"),
        (key::TRAPPED, false) => say!(lang, "{place}无人被困", "nobody is trapped at {place} any more"),
        (key::SELF_HURT, true) => say!(lang, "本人受伤", "being hurt oneself"),
        (key::SELF_HURT, false) => say!(lang, "本人没有受伤", "not being hurt oneself"),
        (key::AIR_LOW, true) => say!(lang, "空呼余气不足", "air runs low"),
        (key::AIR_LOW, false) => say!(lang, "空呼余气充足", "air enough"),
        (key::HANDED_OVER, true) => say!(lang, "现场已移交", "the scene is handed over"),
        (key::HANDED_OVER, false) => say!(lang, "现场还没移交", "the scene is not handed over"),
        ("shelter.open", true) => say!(lang, "{place}安置点已开放", "the shelter {place} is open"),
        ("shelter.open", false) => say!(lang, "{place}安置点还没开放", "the shelter {place} is not open"),
        (key::ROAD_OPEN, _) => {
            let road = subject.map_or_else(|| say!(lang, "道路", "the road"), |s| names.road(s));
            if set {
                say!(lang, "{road}可以通行", "{road} is open")
            } else {
                say!(lang, "{road}封闭", "{road} is closed")
            }
        }
        _ => return None,
    })
}

fn amount(names: &Names<'_>, key: &str, subject: Option<&str>, n: f64) -> Option<String> {
    let lang = names.lang();
    let place = at(names, subject);
    // A meter shows whole percents; more digits would claim more than anybody read.
    let whole = format!("{n:.0}");
    let short = number(n);
    Some(match key {
        key::VAPOUR => say!(lang, "{place}可燃气浓度 {whole}% LEL", "vapour at {place} {whole} % of LFL"),
        key::LEAK_AMOUNT => say!(lang, "漏出约 {short} 千克", "about {short} kg leaked"),
        key::PEOPLE_INSIDE => say!(lang, "应到 {whole} 人", "{whole} people on the list"),
        key::PEOPLE_MISSING if n < 0.5 => say!(lang, "无人失联", "nobody is missing"),
        key::PEOPLE_MISSING => say!(lang, "失联 {whole} 人", "{whole} missing"),
        key::HEADCOUNT => say!(lang, "清点到 {whole} 人", "{whole} people counted"),
        key::FIRE_SIZE => say!(lang, "{place}过火面积约 {short} 平方米", "about {short} m2 burn at {place}"),
        key::INJURED if n < 0.5 => say!(lang, "{place}没有倒地伤员", "nobody lies hurt at {place}"),
        key::INJURED => say!(lang, "{place}有 {whole} 人受伤倒地", "{whole} lying hurt at {place}"),
        key::RESCUED => say!(lang, "已救出 {whole} 人", "{whole} brought out"),
        key::TRIAGE_RED => say!(lang, "红色 {whole} 人", "{whole} red"),
        key::TRIAGE_YELLOW => say!(lang, "黄色 {whole} 人", "{whole} yellow"),
        key::TRIAGE_GREEN => say!(lang, "绿色 {whole} 人", "{whole} green"),
        key::TRIAGE_BLACK => say!(lang, "黑色 {whole} 人", "{whole} black"),
        key::DELIVERED => say!(lang, "已送医 {whole} 人", "{whole} taken to hospital"),
        key::WIND => word::wind(lang, n).to_owned(),
        _ => return None,
    })
}

fn named(names: &Names<'_>, key: &str, subject: Option<&str>, text: &str) -> Option<String> {
    let lang = names.lang();
    // A word may have been heard wrong: then it is the name of another kind of thing.
    Some(match key {
        key::LEAK_PLACE => {
            let place = names.value(text);
            say!(lang, "{place}发生泄漏", "a leak at {place}")
        }
        key::LEAK_SUBSTANCE => {
            let substance = names.value(text);
            say!(lang, "泄漏物是{substance}", "the substance is {substance}")
        }
        key::CREW_AT => {
            let place = names.value(text);
            let crew = subject.map_or_else(|| say!(lang, "队伍", "the crew"), |s| crew(names, s));
            say!(lang, "{crew}在{place}", "{crew} is at {place}")
        }
        key::CREW_HURT => {
            let place = names.value(text);
            let crew = subject.map_or_else(|| say!(lang, "队伍", "the crew"), |s| crew(names, s));
            say!(lang, "{crew}有人在{place}受伤倒地", "some of {crew} lie hurt at {place}")
        }
        key::PERSON_FOUND => {
            let place = names.value(text);
            let who = subject.map_or_else(|| say!(lang, "人员", "somebody"), |s| person(names, s));
            say!(lang, "{who}已在{place}找到", "{who} is found at {place}")
        }
        key::COMMANDER => {
            let who = names.value(text);
            say!(lang, "{who}任现场指挥员", "{who} is in command")
        }
        key::POST_PLACE => {
            let place = names.value(text);
            say!(lang, "现场指挥位置在{place}", "the command post is at {place}")
        }
        key::HQ_PLACE => {
            let place = names.value(text);
            say!(lang, "现场指挥部设在{place}", "the headquarters is at {place}")
        }
        key::LEVEL_PROPOSED => {
            let level = word::level(lang, text);
            say!(lang, "建议启动{level}响应", "{level} response is proposed")
        }
        key::LEVEL_ACTIVE => {
            let level = word::level(lang, text);
            say!(lang, "{level}响应已启动", "{level} response is in force")
        }
        _ => return None,
    })
}

/// Name and value, for a fact that has no phrase of its own.
fn by_name(names: &Names<'_>, fact: &str, value: &Value) -> String {
    let lang = names.lang();
    let name = name(names, fact);
    let key = fact.split_once(':').map_or(fact, |(key, _)| key);
    match value {
        Value::Flag(true) => name,
        Value::Flag(false) => say!(lang, "{name}：否", "{name}: no"),
        Value::Number(n) => {
            let (n, unit) = (number(*n), unit_words(lang, fact::find(key).map_or("", |def| def.unit)));
            say!(lang, "{name} {n}{unit}", "{name} {n}{unit}")
        }
        Value::Word(word) => {
            let word = names.value(word);
            say!(lang, "{name}：{word}", "{name}: {word}")
        }
    }
}

/// The unit of a fact with the blank before it, in the words of the language.
pub fn unit_words(lang: Lang, unit: &str) -> String {
    match (unit, lang) {
        ("", _) => String::new(),
        ("m2", Lang::Zh) => " 平方米".to_owned(),
        ("m3", Lang::Zh) => " 立方米".to_owned(),
        ("deg", Lang::Zh) => " 度".to_owned(),
        ("kg", Lang::Zh) => " 千克".to_owned(),
        ("m", Lang::Zh) => " 米".to_owned(),
        ("%LFL", Lang::Zh) => "% LEL".to_owned(),
        ("%LFL", Lang::En) => " % of LFL".to_owned(),
        (unit, _) => format!(" {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hazdrill_model::FactType;
    use hazdrill_model::fact::FACTS;

    #[test]
    fn every_fact_reads_in_both_languages() {
        for def in FACTS {
            let values = match def.value {
                FactType::Flag => vec![Value::Flag(true), Value::Flag(false)],
                FactType::Number => vec![Value::Number(0.0), Value::Number(37.2)],
                FactType::Text => vec![Value::Word("1".into())],
            };
            let fact = if def.subject == FactSubject::None { def.key.to_owned() } else { format!("{}:1", def.key) };
            for value in values.iter().map(Some).chain([None]) {
                let zh = phrase(&Names::new(None, Lang::Zh), &fact, value).replace("LEL", "");
                assert!(!zh.chars().any(|c| c.is_ascii_alphabetic()), "English in a Chinese clause: {zh}");
                let en = phrase(&Names::new(None, Lang::En), &fact, value);
                assert!(en.is_ascii() && !en.is_empty(), "`{fact}` in English: {en}");
            }
        }
    }

    #[test]
    fn the_unknown_is_said() {
        let names = Names::new(None, Lang::Zh);
        assert_eq!(phrase(&names, key::PEOPLE_MISSING, None), "失联人数未知");
        assert_eq!(phrase(&names, "vapour.percent_lfl:试剂间", Some(&Value::Number(37.2))), "试剂间可燃气浓度 37% LEL");
    }
}
