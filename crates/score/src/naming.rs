//! Names in both languages for the sentences of an evaluation: who, what, how long.
//!
//! Sentences stand in the evaluation itself where they are data that others take over: delays and findings. Whoever writes
//! a whole document for people finds richer words in crate `report`.

use hazdrill_model::{FactRef, Lang, Scenario, Stated, Step, Text, Value, Verb, Where, fact, verb_name};

/// A text in both languages from two formats over the same names.
macro_rules! both {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        let (zh, en) = {
            $(let $name = $crate::naming::Told::told(&$value);)*
            ({ $(let $name = &$name.zh;)* format!($zh) }, { $(let $name = &$name.en;)* format!($en) })
        };
        hazdrill_model::Text { zh, en: $crate::naming::agreeing(&en) }
    }};
}
pub(crate) use both;

/// An English sentence in which words agree with their numbers: `1 seat(s) were` is one seat, `2 seat(s)` are seats.
pub(crate) fn agreeing(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("(s)") {
        told.push_str(before);
        let number = before.rsplit(' ').nth(1).filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        rest = behind;
        match number {
            Some("1") => {
                if let Some(behind) = rest.strip_prefix(" were ") {
                    told.push_str(" was ");
                    rest = behind;
                }
            }
            Some(_) => told.push('s'),
            None => told.push_str("(s)"),
        }
    }
    told + rest
}

/// What can stand in a sentence.
pub(crate) trait Told {
    fn told(&self) -> Text;
}

impl Told for Text {
    fn told(&self) -> Text {
        self.clone()
    }
}

impl Told for &str {
    fn told(&self) -> Text {
        Text::new(self, self)
    }
}

impl Told for String {
    fn told(&self) -> Text {
        Text::new(self, self)
    }
}

impl Told for u64 {
    fn told(&self) -> Text {
        self.to_string().told()
    }
}

impl Told for usize {
    fn told(&self) -> Text {
        self.to_string().told()
    }
}

/// A length of time in words: `2 分 5 秒`, `2 min 5 s`.
pub fn duration(lang: Lang, ms: i64) -> String {
    let s = (ms.max(0).saturating_add(500)) / 1000;
    let (h, min, s) = (s / 3600, s / 60 % 60, s % 60);
    let words = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
    match (h, min) {
        (0, 0) => words(format!("{s} 秒"), format!("{s} s")),
        (0, _) if s == 0 => words(format!("{min} 分"), format!("{min} min")),
        (0, _) => words(format!("{min} 分 {s} 秒"), format!("{min} min {s} s")),
        _ if min == 0 => words(format!("{h} 小时"), format!("{h} h")),
        _ => words(format!("{h} 小时 {min} 分"), format!("{h} h {min} min")),
    }
}

/// A length of time in both languages.
pub(crate) fn lasting(ms: i64) -> Text {
    Text { zh: duration(Lang::Zh, ms), en: duration(Lang::En, ms) }
}

/// The same of seconds.
pub(crate) fn lasting_s(s: f64) -> Text {
    lasting(crate::moment::ms(s))
}

/// A share as whole percent.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// Names in a row, at most four, then how many more.
pub(crate) fn list(names: &[Text]) -> Text {
    let shown = names.len().min(4);
    let join = |lang: Lang, separator: &str| {
        names[..shown].iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(separator)
    };
    let (zh, en) = (join(Lang::Zh, "、"), join(Lang::En, ", "));
    match names.len() - shown {
        0 => Text { zh, en },
        more => Text { zh: format!("{zh}等，另 {more} 项"), en: format!("{en} and {more} more") },
    }
}

/// Names that are any, each once, in their order.
pub(crate) fn listed(names: Vec<Text>) -> Vec<Text> {
    once(names.into_iter().filter(|name| !name.zh.is_empty()))
}

/// Each once, in their order.
pub(crate) fn once<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// What the scenario calls things; an id stands for itself where there is no scenario.
#[derive(Clone, Copy)]
pub(crate) struct Naming<'a> {
    pub(crate) scenario: Option<&'a Scenario>,
}

impl<'a> Naming<'a> {
    /// An organisation.
    pub(crate) fn organisation(self, id: &str) -> Text {
        let known = self.scenario.and_then(|s| s.organisations.get(id)).map(|o| o.name.clone());
        known.unwrap_or_else(|| id.told())
    }

    /// A seat, a member of a group, a group or an organisation.
    pub(crate) fn actor(self, id: &str) -> Text {
        let Some((organisation, name)) = id.split_once('/') else { return self.organisation(id) };
        let own = || self.role(organisation, name);
        let member = || {
            let (group, number) = name.rsplit_once('.')?;
            let group = self.role(organisation, group)?;
            Some(both!("{group}{number}号", "{group} {number}", group = group, number = number))
        };
        let Some(role) = own().or_else(member) else { return id.told() };
        // Only a name that does not say whose it is needs the organisation beside it.
        if !self.scenario.is_some_and(|scenario| scenario.needs_organisation(organisation, &role)) {
            return role;
        }
        let organisation = self.organisation(organisation);
        both!("{organisation}{role}", "{role} of {organisation}", organisation = organisation, role = role)
    }

    fn role(self, organisation: &str, name: &str) -> Option<Text> {
        let scenario = self.scenario?;
        let body = scenario.organisations.get(organisation)?;
        let post = body.posts.get(name).map(|post| &post.name);
        let crew = || body.crews.get(name).map(|crew| &crew.name);
        let group = || scenario.people.get(name).map(|group| &group.name);
        post.or_else(crew).or_else(group).cloned()
    }

    /// The word that is the value of a fact: a place, somebody who acts, or itself.
    pub(crate) fn value(self, word: &str) -> Text {
        match self.scenario.and_then(|s| s.places.get(word)) {
            Some(place) => place.name().clone(),
            None => self.actor(word),
        }
    }

    /// A place.
    pub(crate) fn place(self, id: &str) -> Text {
        let known = self.scenario.and_then(|s| s.places.get(id)).map(|place| place.name().clone());
        known.unwrap_or_else(|| id.told())
    }

    /// A channel.
    pub(crate) fn channel(self, id: &str) -> Text {
        let known = self.scenario.and_then(|s| s.channels.get(id)).map(|channel| channel.line().name.clone());
        known.unwrap_or_else(|| id.told())
    }

    /// A fact, with its subject.
    pub(crate) fn fact(self, id: &str) -> Text {
        let (key, subject) = id.split_once(':').map_or((id, None), |(key, subject)| (key, Some(subject)));
        let own = || self.scenario.and_then(|s| s.facts.get(key)).map(|told| told.name.clone());
        let name = fact::find(key).map(fact::FactDef::name).or_else(own).unwrap_or_else(|| key.told());
        match subject.map(|subject| self.thing(subject)) {
            None => name,
            Some(subject) => both!("{subject}{name}", "{name} ({subject})", subject = subject, name = name),
        }
    }

    /// A place, or a crew of any organisation.
    fn thing(self, id: &str) -> Text {
        let crew = || self.scenario.into_iter().flat_map(|s| s.organisations.values()).find_map(|o| o.crews.get(id));
        match self.scenario.and_then(|s| s.places.get(id)) {
            Some(place) => place.name().clone(),
            None => crew().map_or_else(|| id.told(), |crew| crew.name.clone()),
        }
    }

    /// The step `procedure/step` of the actor's organisation, in a few words; its own name where it is none.
    pub(crate) fn task(self, actor: &str, path: &str) -> Text {
        if let Some(step) = self.step(actor, path) {
            return self.act(actor, step);
        }
        let word = path.rsplit_once('/').map_or(path, |(_, step)| step);
        match verb_name(word) {
            Some(name) => Text::new(name.zh, name.en),
            // A record whose scenario does not have the step: its id would be a foreign word in the sentence.
            None if self.scenario.is_some() => Text::new("一项行动", "an act"),
            None => word.told(),
        }
    }

    /// The step `procedure/step` of the actor's organisation.
    pub(crate) fn step(self, actor: &str, path: &str) -> Option<&'a Step> {
        let organisation = self.scenario?.organisations.get(crate::view::organisation_of(actor))?;
        let (procedure, step) = path.split_once('/')?;
        organisation.procedures.get(procedure)?.iter().find(|s| s.step.as_str() == step)
    }

    fn act(self, actor: &str, step: &Step) -> Text {
        let word = step.act.word();
        let verb = verb_name(word).map_or_else(|| word.told(), |name| Text::new(name.zh, name.en));
        let own = crate::view::organisation_of(actor);
        let of = |object: Text| both!("{verb}（{object}）", "{verb} ({object})", verb = verb, object = object);
        match &step.act {
            Verb::Tell { whom, .. } => {
                let whom: Vec<Text> = whom.iter().map(|who| self.reference(own, who.as_str())).collect();
                both!("向{whom}通报", "tell {whom}", whom = list(&whom))
            }
            Verb::Ask { whom, .. } => both!("询问{whom}", "ask {whom}", whom = self.reference(own, whom.as_str())),
            Verb::Declare { fact, is, .. } => {
                let fact = self.fact(fact.as_str());
                // A flag that is set says no more than its name.
                if let Stated::Value(Value::Word(word)) = is {
                    both!("宣布{fact}：{value}", "declare {fact}: {value}", fact = fact, value = self.value(word))
                } else {
                    both!("宣布{fact}", "declare {fact}", fact = fact)
                }
            }
            Verb::Note { fact, .. } | Verb::Make { fact, .. } => of(self.fact(fact.as_str())),
            Verb::Go { to }
            | Verb::Measure { at: to, .. }
            | Verb::ShutSource { at: to, .. }
            | Verb::Ventilate { at: to, .. }
            | Verb::CutPower { at: to, .. }
            | Verb::Cordon { around: to, .. }
            | Verb::Dispatch { to, .. }
            | Verb::Withdraw { to, .. }
            | Verb::Rescue { at: to, .. }
            | Verb::Triage { at: to, .. }
            | Verb::Treat { at: to, .. }
            | Verb::Decontaminate { at: to, .. }
            | Verb::Transport { from: to, .. }
            | Verb::Extinguish { at: to, .. }
            | Verb::Absorb { at: to, .. }
            | Verb::Evacuate { area: to, .. } => of(self.wherever(to)),
            _ => verb,
        }
    }

    fn wherever(self, place: &Where) -> Text {
        match place {
            Where::Place(id) => self.place(id),
            Where::Believed(fact) => self.believed(fact),
        }
    }

    fn believed(self, fact: &FactRef) -> Text {
        self.fact(fact.as_str())
    }

    /// Somebody named in the procedures of an organisation.
    fn reference(self, organisation: &str, who: &str) -> Text {
        match who.split_once('/') {
            // Within a sentence about somebody else the role says enough.
            Some((other, name)) => self.role(other, name).unwrap_or_else(|| self.actor(who)),
            None => self.role(organisation, who).unwrap_or_else(|| self.organisation(who)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_as_one_speaks() {
        assert_eq!(duration(Lang::Zh, 125_000), "2 分 5 秒");
        assert_eq!(duration(Lang::En, 3_660_000), "1 h 1 min");
        assert_eq!(duration(Lang::En, 60_000), "1 min");
        assert_eq!(duration(Lang::Zh, 7_200_000), "2 小时");
    }

    #[test]
    fn english_words_agree_with_their_numbers() {
        for (text, told) in [
            ("1 seat(s) were wrong, 2 time(s)", "1 seat was wrong, 2 times"),
            ("in 12 quarter(s) of an hour", "in 12 quarters of an hour"),
            ("Valve(s) of 3", "Valve(s) of 3"),
        ] {
            assert_eq!(agreeing(text), told);
        }
    }

    #[test]
    fn without_a_scenario_names_stand_for_themselves() {
        let naming = Naming { scenario: None };
        assert_eq!(naming.actor("fire/chief").en, "fire/chief");
        assert_eq!(naming.task("fire/chief", "p/step").en, "step");
        assert_eq!(naming.task("fire/chief", "rescue").zh, "搜救");
        assert_eq!(naming.fact("fire.burning:lab").en, "fire (lab)");
        let many = ["a", "b", "c", "d", "e"].map(|name| name.told());
        assert_eq!((list(&many).zh.as_str(), list(&many[..2]).en.as_str()), ("a、b、c、d等，另 1 项", "a, b"));
    }
}
