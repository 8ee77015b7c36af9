//! What people notice, say, hear, and fail to hear.

use super::Story;
use crate::fact;
use crate::say::{list, say};
use crate::verb;
use crate::word;
use hazdrill_model::{Channel, Lang};
use hazdrill_record::happening::{CallFailed, Heard, Learned, Lost, Misheard, Said};
use hazdrill_record::{Event, Happening, Told};

/// A value that was current this long ago needs no word about its age.
const FRESH_MS: i64 = 60_000;

impl Story<'_> {
    pub(super) fn learned(&self, event: &Event, learned: &Learned) -> String {
        let (names, lang, who) = (self.names, self.names.lang(), self.who(event));
        let fact = fact::phrase(names, &learned.fact, learned.value.as_ref());
        let age = match event.t_ms {
            Some(t) if t - learned.as_of_ms > FRESH_MS => {
                let clock = names.clock(Some(learned.as_of_ms));
                say!(lang, "（{clock} 的情况）", " (as of {clock})")
            }
            _ => String::new(),
        };
        match (learned.from.as_deref(), word::sense(lang, &learned.channel)) {
            (Some(from), _) => {
                let (from, by) = (names.actor(from), self.by_channel(&learned.channel));
                say!(lang, "{who} 得知{fact}{age}（{from}{by}告知）", "{who} learns: {fact}{age} (from {from} {by})")
            }
            (None, Some(sense)) => say!(lang, "{who} {sense}：{fact}{age}", "{who} {sense}: {fact}{age}"),
            (None, None) => say!(lang, "{who} 得知{fact}{age}", "{who} learns: {fact}{age}"),
        }
    }

    /// Several events that are one sentence: what one look tells, whom one did not reach.
    pub(crate) fn together(&self, events: &[&Event]) -> Option<String> {
        let (names, lang, first) = (self.names, self.names.lang(), events.first()?);
        let who = self.who(first);
        match &first.what {
            Happening::Learned(learned) if learned.from.is_none() => {
                let sense = word::sense(lang, &learned.channel)?;
                let learned = events.iter().filter_map(|event| match &event.what {
                    Happening::Learned(learned) => Some((&*learned.fact, learned.value.as_ref())),
                    _ => None,
                });
                let facts = fact::phrases(names, learned);
                Some(say!(lang, "{who} {sense}：{facts}", "{who} {sense}: {facts}"))
            }
            Happening::CallFailed(call) if call.attempt == 0 => {
                let reason = word::reason(lang, &call.reason);
                let to = names.actors(events.iter().filter_map(|event| match &event.what {
                    Happening::CallFailed(call) => Some(&*call.to),
                    _ => None,
                }));
                Some(say!(lang, "{who} 联系不上 {to}（{reason}）", "{who} cannot reach {to} ({reason})"))
            }
            // One who dials again and again; the reasons may change.
            Happening::CallFailed(call) => {
                let (to, by, n) = (names.actor(&call.to), self.by_channel(&call.channel), events.len());
                let mut reasons: Vec<String> = Vec::new();
                for event in events {
                    let Happening::CallFailed(call) = &event.what else { continue };
                    let reason = word::reason(lang, &call.reason);
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
                let reasons = list(lang, reasons);
                Some(say!(
                    lang,
                    "{who} {by}联系 {to}，连续 {n} 次未成（{reasons}）",
                    "{who} does not get {to} {by} in {n} tries ({reasons})"
                ))
            }
            _ => self.scene_together(events),
        }
    }

    pub(super) fn said(&self, event: &Event, said: &Said) -> String {
        let (names, lang, who) = (self.names, self.names.lang(), self.who(event));
        let to = names.actors(said.to.iter().map(|t| &**t));
        let by = self.by_channel(&said.channel);
        let facts = self.told(&said.facts);
        let asks = list(lang, said.asks.iter().map(|f| fact::name(names, f)));
        let asks_it = !said.asks.is_empty();
        let with = if said.facts.is_empty() { String::new() } else { say!(lang, "，{facts}", "; {facts}") };
        match said.order.as_deref().map(|word| verb::ordered(names, word, said.task.as_ref())) {
            Some(order) => say!(lang, "{who} {by}命令 {to}：{order}{with}", "{who} orders {to} {by}: {order}{with}"),
            None if asks_it => say!(lang, "{who} {by}问 {to}：{asks}{with}", "{who} asks {to} {by}: {asks}{with}"),
            None if said.facts.is_empty() => say!(lang, "{who} {by}联系 {to}", "{who} speaks to {to} {by}"),
            None => say!(lang, "{who} {by}告知 {to}：{facts}", "{who} tells {to} {by}: {facts}"),
        }
    }

    /// What a message says, without who says it to whom.
    pub(crate) fn content(&self, said: &Said) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let order = said.order.as_deref().map(|word| {
            let order = verb::ordered(names, word, said.task.as_ref());
            say!(lang, "命令：{order}", "order: {order}")
        });
        let asks = (!said.asks.is_empty()).then(|| {
            let asks = list(lang, said.asks.iter().map(|f| fact::name(names, f)));
            say!(lang, "询问：{asks}", "asks: {asks}")
        });
        let facts = Some(self.told(&said.facts)).filter(|facts| !facts.is_empty());
        let parts: Vec<String> = [order, asks, facts].into_iter().flatten().collect();
        parts.join(match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        })
    }

    pub(super) fn heard(&self, event: &Event, heard: &Heard) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let (from, by) = (self.names.actor(&heard.from), self.by_channel(&heard.channel));
        let unknown = match heard.unknown {
            0 => String::new(),
            n => say!(lang, "，其中 {n} 项未知", ", {n} of its facts unknown"),
        };
        match heard.order.as_deref().map(|word| verb::ordered(self.names, word, heard.task.as_ref())) {
            Some(order) => say!(
                lang,
                "{who} 接到{from}{by}下的命令：{order}{unknown}",
                "{who} has the order of {from} {by}: {order}{unknown}"
            ),
            None => say!(lang, "{who} 听完{from}{by}的通报{unknown}", "{who} has heard {from} out {by}{unknown}"),
        }
    }

    pub(super) fn lost(&self, event: &Event, lost: &Lost) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let (from, by) = (self.names.actor(&lost.from), self.by_channel(&lost.channel));
        say!(
            lang,
            "{from} {by}说的话，{who} 没有听到，说话人不知道",
            "What {from} said {by} never reached {who}, and {from} does not notice",
        )
    }

    pub(super) fn misheard(&self, event: &Event, misheard: &Misheard) -> String {
        let (names, lang, who) = (self.names, self.names.lang(), self.who(event));
        let from = names.actor(&misheard.from);
        let said = fact::phrase(names, &misheard.fact, misheard.said.as_ref());
        let heard = fact::phrase(names, &misheard.fact, misheard.heard.as_ref());
        say!(
            lang,
            "{who} 听错了：{from}说“{said}”，听成“{heard}”",
            "{who} mishears {from}: said \"{said}\", heard \"{heard}\""
        )
    }

    pub(super) fn call_failed(&self, event: &Event, call: &CallFailed) -> String {
        let (lang, who, to) = (self.names.lang(), self.who(event), self.names.actor(&call.to));
        let reason = word::reason(lang, &call.reason);
        // No attempt: nobody even reached for the channel.
        if call.attempt == 0 || call.channel.is_empty() {
            return say!(lang, "{who} 联系不上 {to}（{reason}）", "{who} cannot reach {to} ({reason})");
        }
        let (by, n) = (self.by_channel(&call.channel), call.attempt);
        say!(
            lang,
            "{who} {by}联系 {to} 未成（{reason}，第 {n} 次）",
            "{who} does not get {to} {by} ({reason}, try {n})"
        )
    }

    pub(crate) fn by_channel(&self, channel: &str) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let name = match lang {
            Lang::Zh => names.channel(channel),
            Lang::En => small_first(&names.channel(channel)),
        };
        match names.channel_of(channel) {
            Some(Channel::Voice(_)) => say!(lang, "当面", "face to face"),
            Some(Channel::Speakers(_)) => say!(lang, "广播", "over {name}"),
            Some(Channel::Calls(_) | Channel::Net(_)) | None => say!(lang, "用{name}", "by {name}"),
        }
    }

    /// What was told: first what is known, then in one breath what is not.
    pub(super) fn told(&self, facts: &[Told]) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let known = facts.iter().filter(|told| told.value.is_some()).map(|told| (&*told.fact, told.value.as_ref()));
        let known = fact::phrases(names, known);
        let unknown = facts.iter().filter(|told| told.value.is_none()).map(|told| fact::name(names, &told.fact));
        let unknown = list(lang, unknown);
        match (known.is_empty(), unknown.is_empty()) {
            (_, true) => known,
            (true, false) => say!(lang, "情况不明：{unknown}", "unknown: {unknown}"),
            (false, false) => say!(lang, "{known}；情况不明：{unknown}", "{known}; unknown: {unknown}"),
        }
    }
}

/// A channel is a common noun: `Telephone` is `telephone` inside a sentence, but `PA` stays.
fn small_first(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}
