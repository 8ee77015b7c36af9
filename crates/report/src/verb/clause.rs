//! A whole verb as a clause.

use crate::fact;
use crate::names::Names;
use crate::say::{list, say};
use crate::word;
use hazdrill_model::fact::key;
use hazdrill_model::{ActorRef, Blocks, FactRef, Stated, Value, Verb, Where};
use hazdrill_record::Word;

/// A whole verb as a clause: `切断试剂间电源`, `tell Dispatcher: place of the leak`. `actor` is the one who does it, by
/// whose organisation bare names are understood.
pub fn phrase(names: &Names<'_>, verb: &Verb, actor: Option<&str>) -> String {
    let speaker = Speaker { names, actor, brief: false, at: &[] };
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
    Speaker { names, actor, brief: true, at: &[] }.clause(verb)
}

/// The clause of an order that a record tells; its work is `at` these places, one after another.
pub(super) fn of_order(names: &Names<'_>, verb: &Verb, at: &[Word]) -> String {
    Speaker { names, actor: None, brief: true, at }.clause(verb)
}

struct Speaker<'a, 'n> {
    names: &'a Names<'n>,
    actor: Option<&'a str>,
    brief: bool,
    /// The places of an order: a scenario names one place, or a belief in several, an order has them all.
    at: &'a [Word],
}

impl Speaker<'_, '_> {
    #[expect(clippy::too_many_lines, reason = "a table, one entry a verb")]
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
            Verb::Declare { fact, is, blocks, with } => {
                let said = self.declared(fact, is, with);
                match blocks {
                    Some(Blocks::Downwind { within, either_side }) if !self.brief => {
                        let (within, side) = (within.value(), either_side.value());
                        say!(
                            lang,
                            "{said}（按所知风向，下风向 {within} 米内、左右各 {side} 度的区块）",
                            "{said} (the blocks within {within} m downwind, {side} degrees to either side, by the wind that \
                             one knows of)"
                        )
                    }
                    _ => said,
                }
            }
            Verb::Make { fact, at, .. } => {
                let (what, at) = (fact::name(names, fact.as_str()), self.place(at));
                say!(lang, "到{at}作业（{what}）", "do the work at {at} ({what})")
            }
            Verb::Rescue { at, .. } => {
                let at = self.place(at);
                say!(lang, "到{at}搜救", "search {at} and bring people out")
            }
            Verb::Triage { at, .. } => {
                let at = self.place(at);
                say!(lang, "在{at}检伤分类", "sort the casualties at {at}")
            }
            Verb::Treat { at, .. } => {
                let at = self.place(at);
                say!(lang, "在{at}救治伤员", "treat the casualties at {at}")
            }
            Verb::Decontaminate { at, .. } => {
                let at = self.place(at);
                say!(lang, "在{at}洗消", "decontaminate people at {at}")
            }
            Verb::Transport { from, to, .. } => {
                let (from, to) = (self.place(from), names.place(to));
                say!(lang, "从{from}转运伤员到{to}", "take casualties from {from} to {to}")
            }
            Verb::Extinguish { at, .. } => {
                let at = self.place(at);
                say!(lang, "在{at}出泡沫灭火", "attack the fire at {at} with foam")
            }
            Verb::Absorb { at, .. } => {
                let at = self.place(at);
                say!(lang, "吸附覆盖{at}的泄漏物", "take up the spill at {at}")
            }
            Verb::Evacuate { area, to: Some(to), .. } => {
                let (area, to) = (self.place(area), names.place(to));
                say!(lang, "疏散{area}群众到{to}", "lead the people of {area} to {to}")
            }
            Verb::Evacuate { area, to: None, .. } => {
                let area = self.place(area);
                say!(lang, "通知{area}群众就地避险", "tell the people of {area} to stay in")
            }
            Verb::AllClear => super::name(lang, verb.word()),
            Verb::CloseRoad(road) => {
                let road = names.road(road);
                say!(lang, "封闭{road}", "close {road}")
            }
            Verb::OpenRoad(road) => {
                let road = names.road(road);
                say!(lang, "开放{road}", "open {road}")
            }
            Verb::TurnWind(from) => {
                let wind = word::wind(lang, from.value());
                say!(lang, "使风向转为{wind}", "turn the wind: {wind}")
            }
            Verb::SilenceChannel(channel) => {
                let channel = names.channel(channel);
                say!(lang, "中断{channel}", "silence {channel}")
            }
            Verb::RestoreChannel(channel) => {
                let channel = names.channel(channel);
                say!(lang, "恢复{channel}", "restore {channel}")
            }
            Verb::RemovePost(post) => {
                let post = names.actor(post);
                say!(lang, "撤出{post}", "take {post} out of the play")
            }
            Verb::GatherCrowd { at, people } => {
                let place = names.place(at);
                say!(lang, "在{place}聚集 {people} 人围观", "let a crowd of {people} gather at {place}")
            }
            Verb::PressAsks(post) => {
                let post = names.actor(post);
                say!(lang, "安排记者向{post}提问", "let the press ask {post}")
            }
            Verb::BeginRelease(release) => {
                let vessel = names.scenario().and_then(|s| Some(names.vessel(&s.releases.get(release)?.vessel)));
                let vessel = vessel.unwrap_or_else(|| release.to_string());
                say!(lang, "使{vessel}泄漏", "let {vessel} leak")
            }
        };
        match verb.crews() {
            [] => clause,
            // The crew itself does what its officer's step orders.
            crews if crews.iter().any(|crew| Some(self.full(crew).as_str()) == self.actor) => clause,
            crews => {
                let crews = list(lang, crews.iter().map(|crew| names.actor(&self.full(crew))));
                say!(lang, "命{crews}{clause}", "order {crews} to {clause}")
            }
        }
    }

    fn place(&self, place: &Where) -> String {
        match place {
            Where::Place(id) if self.at.len() > 1 && self.at.first().is_some_and(|first| **first == **id) => {
                list(self.names.lang(), self.at.iter().map(|place| self.names.place(place)))
            }
            Where::Place(id) => self.names.place(id),
            // Which place it is depends on the mind of the one who acts; the event says it where it matters.
            Where::Believed(fact) if fact.key() == key::LEAK_PLACE => {
                say!(self.names.lang(), "泄漏点", "the leak")
            }
            Where::Believed(fact) if fact.key() == key::EVACUATION => {
                say!(self.names.lang(), "受命区块", "the blocks of the order")
            }
            Where::Believed(fact) => fact::name(self.names, fact.as_str()),
        }
    }

    /// What is declared, as it will stand; a value that only the mind of the one who declares holds stays open.
    fn declared(&self, fact: &FactRef, is: &Stated, with: &[FactRef]) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let what = match is {
            Stated::Value(Value::Word(who)) if fact.key() == key::COMMANDER && self.actor == Some(&*self.full(who)) => {
                return say!(lang, "担任现场指挥员", "take command");
            }
            Stated::Value(value) => fact::declared(names, fact.as_str(), Some(value)),
            Stated::Believed(_) => fact::declared(names, fact.as_str(), None),
        };
        let what = say!(lang, "{what}", "declare: {what}");
        if with.is_empty() || self.brief {
            return what;
        }
        let with = self.facts(with);
        say!(lang, "{what}（写明{with}）", "{what} (with {with})")
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
