//! Verbs in words: what each needs and does, and a whole verb as a clause.

use crate::fact;
use crate::names::Names;
use crate::say::{list, say};
use crate::word;
use hazdrill_model::{ActorRef, FactRef, Lang, Verb, Where};

/// A verb in words.
#[derive(Clone, Copy, Debug)]
pub struct VerbWords {
    /// The word, as scenarios and records write it.
    pub word: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// What it needs and does, Chinese.
    pub about_zh: &'static str,
    /// What it needs and does, English.
    pub about_en: &'static str,
}

impl VerbWords {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// What it needs and does.
    pub fn about(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.about_zh,
            Lang::En => self.about_en,
        }
    }
}

macro_rules! verbs {
    ($($variant:ident $word:literal ($zh:literal, $en:literal) $about_zh:literal $about_en:literal)+) => {
        /// Every verb.
        pub const VERBS: &[VerbWords] =
            &[$(VerbWords { word: $word, zh: $zh, en: $en, about_zh: $about_zh, about_en: $about_en }),+];

        /// The word of `verb`: a verb without words here does not compile.
        fn word_of(verb: &Verb) -> &'static str {
            match verb { $(Verb::$variant { .. } => $word),+ }
        }
    };
}

verbs! {
    Go "go" ("前往", "go")
        "走到 to 所说的地点。需要有路可走。"
        "Walks to the place `to`. Needs a way on foot."
    Tell "tell" ("告知", "tell")
        "把自己所认为的情况（facts）告知 whom，依次试用 by 里的通信方式。不知道的事项按“未知”告知。每件事项都要占用时间。"
        "Tells `whom` what the actor believes about `facts`, by the channels `by`, first choice first. What is not known is told as unknown. Each fact takes time."
    Ask "ask" ("询问", "ask")
        "向 whom 询问 facts，对方按自己所认为的情况回答。"
        "Asks `whom` about `facts`; the other answers with what they believe."
    Note "note" ("记下", "note")
        "记下一个只能告知的事项：结论、约定。用于场景自己声明的事项。"
        "Notes a fact that can only be told: a conclusion, a thing agreed. For facts that the scenario declares."
    Measure "measure" ("侦检", "measure")
        "在 at 处测量可燃气浓度，并辨明物质。需要“侦检”技能；写明 crews 时由队伍去做并回报。"
        "Measures the vapour at `at`, and with it the substance. Needs the skill `measure`; with `crews` they do it and report back."
    ShutSource "shut_source" ("关断泄漏源", "shut the source")
        "在 at 处关闭或堵住泄漏源。需要“关断”技能，并且那里确有可关的泄漏源。"
        "Closes or plugs the source at `at`. Needs the skill `shut_off`, and a source there that can be shut."
    Ventilate "ventilate" ("切换通风", "ventilate")
        "把 at 处的通风切换到 mode。须在该处或在 from 处（开关所在）操作。"
        "Switches the ventilation of `at` to `mode`. Done at the place itself, or at `from`, where the switch is."
    CutPower "cut_power" ("切断电源", "cut the power")
        "切断 at 处的电源，之后该处的电气点火源失效。须在该处或在 from 处（配电箱所在）操作。"
        "Cuts the power of `at`: its electric sources of ignition are dead from then on. Done at the place itself, or at `from`, where the breaker is."
    Cordon "cordon" ("设立警戒区", "close the cordon")
        "以 around 为中心、radius 为半径设立警戒区，人在 at 处。需要“警戒”技能。"
        "Closes a cordon of `radius` around `around`, set up from `at`. Needs the skill `cordon`."
    Dispatch "dispatch" ("调派", "dispatch")
        "命令本单位的队伍（crews）前往 to。命令经 by 里的通信方式下达，车辆停在离目的地最近的路边。"
        "Sends crews of one's own organisation to `to`. The order goes by the channels `by`; vehicles stop at the nearest place on a road."
    Withdraw "withdraw" ("撤回", "withdraw")
        "命令队伍（crews）放下手里的事，撤到 to。"
        "Calls crews back to `to`, whatever they are doing."
    HeadCount "head_count" ("清点人数", "count heads")
        "在 at 处按名单 of 清点人数。失联人数只从这里得出。"
        "Counts the people at `at` against the list `of`: the only origin of the number of missing people."
    AllClear "all_clear" ("宣布险情解除", "declare all clear")
        "宣布险情解除。演练随之结束。"
        "Declares the incident over. The drill ends with it."
    CloseRoad "close_road" ("封闭道路", "close the road")
        "封闭一条道路。只供导调注入使用。"
        "Closes a road. For injects only."
    OpenRoad "open_road" ("开放道路", "open the road")
        "开放一条道路。只供导调注入使用。"
        "Opens a road. For injects only."
}

/// The words of the verb `word`.
pub fn find(word: &str) -> Option<&'static VerbWords> {
    VERBS.iter().find(|v| v.word == word)
}

/// The name of the verb `word`; the word itself where it is none of ours.
pub fn name(lang: Lang, word: &str) -> String {
    find(word).map_or_else(|| word.to_owned(), |v| v.name(lang).to_owned())
}

/// The verb `word` as the one who is ordered hears it.
pub fn order_name(lang: Lang, word: &str) -> String {
    match word {
        // "Dispatch!" is what a dispatcher does; to a crew it means "turn out".
        "dispatch" => say!(lang, "出动", "turn out"),
        _ => name(lang, word),
    }
}

/// A whole verb as a clause: `切断试剂间电源`, `tell Dispatcher: place of the leak`. `actor` is the one who does it, by
/// whose organisation bare names are understood.
pub fn phrase(names: &Names<'_>, verb: &Verb, actor: Option<&str>) -> String {
    let speaker = Speaker { names, actor };
    let clause = speaker.clause(verb);
    match verb {
        Verb::Tell { facts, .. } => {
            let facts = speaker.facts(facts);
            say!(names.lang(), "{clause}：{facts}", "{clause}: {facts}")
        }
        Verb::Ask { facts, .. } => {
            let facts = speaker.facts(facts);
            say!(names.lang(), "{clause}：{facts}", "{clause} about: {facts}")
        }
        _ => clause,
    }
}

/// The same, without the facts that are told or asked for: enough for a cause.
pub fn brief(names: &Names<'_>, verb: &Verb, actor: Option<&str>) -> String {
    Speaker { names, actor }.clause(verb)
}

struct Speaker<'a, 'n> {
    names: &'a Names<'n>,
    actor: Option<&'a str>,
}

impl Speaker<'_, '_> {
    fn clause(&self, verb: &Verb) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let clause = match verb {
            Verb::Go { to } => {
                let to = self.place(to);
                say!(lang, "前往{to}", "go to {to}")
            }
            Verb::Tell { whom, .. } => {
                let whom = self.actors(whom);
                say!(lang, "告知{whom}", "tell {whom}")
            }
            Verb::Ask { whom, .. } => {
                let whom = self.actors(core::slice::from_ref(whom));
                say!(lang, "询问{whom}", "ask {whom}")
            }
            Verb::Note { fact, is } => {
                let noted = fact::phrase(names, fact.as_str(), Some(is));
                say!(lang, "记下：{noted}", "note: {noted}")
            }
            Verb::Measure { at, .. } => {
                let at = self.place(at);
                say!(lang, "侦检{at}", "measure at {at}")
            }
            Verb::ShutSource { at: Where::Believed(_), .. } => say!(lang, "关断泄漏源", "shut the source"),
            Verb::ShutSource { at: Where::Place(at), .. } => {
                let at = names.place(at);
                say!(lang, "关断{at}的泄漏源", "shut the source at {at}")
            }
            Verb::Ventilate { at, mode, .. } => {
                let (at, mode) = (self.place(at), word::ventilation(lang, *mode));
                say!(lang, "把{at}通风切到{mode}", "switch the ventilation of {at} to {mode}")
            }
            Verb::CutPower { at, .. } => {
                let at = self.place(at);
                say!(lang, "切断{at}电源", "cut the power of {at}")
            }
            Verb::Cordon { around, radius, .. } => {
                let (around, radius) = (self.place(around), radius.value());
                say!(lang, "在{around}周围 {radius} 米设警戒区", "close a cordon {radius} m around {around}")
            }
            Verb::Dispatch { to, .. } => {
                let to = self.place(to);
                say!(lang, "出动，前往{to}", "turn out to {to}")
            }
            Verb::Withdraw { to, .. } => {
                let to = self.place(to);
                say!(lang, "撤到{to}", "withdraw to {to}")
            }
            Verb::HeadCount { at, .. } => {
                let at = self.place(at);
                say!(lang, "在{at}清点人数", "count heads at {at}")
            }
            Verb::AllClear => name(lang, word_of(verb)),
            Verb::CloseRoad(road) => {
                let road = names.road(road);
                say!(lang, "封闭{road}", "close {road}")
            }
            Verb::OpenRoad(road) => {
                let road = names.road(road);
                say!(lang, "开放{road}", "open {road}")
            }
        };
        let own = self.actor.and_then(|actor| actor.split('/').nth(1));
        match verb.crews() {
            [] => clause,
            // The crew itself does what its officer's step orders.
            crews if crews.iter().any(|crew| Some(crew.as_str()) == own) => clause,
            crews => {
                let crews = list(lang, crews.iter().map(|crew| names.actor(&self.full(crew))));
                say!(lang, "命{crews}{clause}", "order {crews} to {clause}")
            }
        }
    }

    fn place(&self, place: &Where) -> String {
        match place {
            Where::Place(id) => self.names.place(id),
            // Which place it is depends on the mind of the one who acts; the event says it where it matters.
            Where::Believed(fact) if fact.key() == hazdrill_model::fact::key::LEAK_PLACE => {
                say!(self.names.lang(), "泄漏点", "the leak")
            }
            Where::Believed(fact) => fact::name(self.names, fact.as_str()),
        }
    }

    fn actors(&self, whom: &[ActorRef]) -> String {
        let full: Vec<String> = whom.iter().map(|who| self.full(who)).collect();
        self.names.actors(full.iter().map(String::as_str))
    }

    /// A bare name means a post, crew or group of the actor's own organisation, else an organisation.
    fn full(&self, who: &str) -> String {
        let organisation = self.actor.and_then(|actor| actor.split('/').next());
        match organisation {
            Some(organisation) if self.names.is_of(organisation, who) => format!("{organisation}/{who}"),
            _ => who.to_owned(),
        }
    }

    fn facts(&self, facts: &[FactRef]) -> String {
        list(self.names.lang(), facts.iter().map(|f| fact::name(self.names, f.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hazdrill_model::Id;

    #[test]
    fn the_words_are_those_of_the_format() {
        for verb in VERBS {
            let error = serde_json::from_str::<Verb>(&format!("{{\"{}\":false}}", verb.word)).unwrap_err().to_string();
            assert!(!error.contains("unknown variant"), "`{}` is no verb of the format: {error}", verb.word);
        }
    }

    #[test]
    fn clauses_are_plain() {
        let verb = Verb::CutPower { at: Where::Place(Id::new("lab").unwrap()), from: None, crews: vec![], work: None };
        assert_eq!(verb.word(), word_of(&verb));
        assert_eq!(phrase(&Names::new(None, Lang::Zh), &verb, None), "切断lab电源");
        assert_eq!(phrase(&Names::new(None, Lang::En), &verb, None), "cut the power of lab");
    }
}
