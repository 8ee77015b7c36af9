//! Several events in one sentence: a bang with all that it breaks, casualties, a house that empties.

use super::Story;
use crate::names::member;
use crate::say::{list, number, say};
use crate::word;
use hazdrill_model::Lang;
use hazdrill_record::{Event, Happening, Word};
use std::collections::BTreeMap;

/// How many of those who are one actor are hurt and how badly.
#[derive(Clone, Copy, Default)]
struct Hurt {
    slight: u32,
    serious: u32,
    dead: u32,
}

impl Story<'_> {
    /// What one event brought about, told with its cause.
    pub(super) fn scene_together(&self, events: &[&Event]) -> Option<String> {
        match &events.first()?.what {
            Happening::Ignition(_) | Happening::Explosion(_) => Some(self.bang(events)),
            Happening::Injured(_) | Happening::Died(_) => Some(self.casualties(events)),
            _ => None,
        }
    }

    /// What many do alike, each for reasons of their own.
    pub(crate) fn crowd(&self, events: &[&Event]) -> Option<String> {
        let (names, lang, first) = (self.names, self.names.lang(), events.first()?);
        let place = self.place(first);
        let who = names.actors(events.iter().filter_map(|event| event.actor.as_deref()));
        let n = events.len();
        Some(match &first.what {
            // People of one group out of one room read as they always do.
            Happening::Left(left) if !left.drives && is_one_group(events) => return None,
            Happening::Left(left) => {
                let to = names.place(&left.to);
                if left.drives {
                    say!(lang, "{who} 驶离{place}，前往{to}", "{who} drive off from {place} to {to}")
                } else {
                    say!(lang, "{who} 离开所在处，前往{to}", "{who} leave where they are for {to}")
                }
            }
            Happening::Arrived(_) => say!(lang, "{who} 到达{place}", "{who} arrive at {place}"),
            Happening::Rescued(_) => {
                let people = self.people(&carried(events));
                say!(lang, "{who} 把{people}救出到{place}", "{who} bring {people} out to {place}")
            }
            Happening::Delivered(_) => {
                let people = self.people(&carried(events));
                say!(lang, "{who} 把{people}送达{place}", "{who} hand {people} over at {place}")
            }
            Happening::Triaged(_) => {
                let colours = self.colours(events);
                say!(lang, "{who} 在{place}检伤 {n} 人：{colours}", "{who} sort {n} casualties at {place}: {colours}")
            }
            Happening::Treated(_) => {
                say!(
                    lang,
                    "{who} 在{place}救治 {n} 人，伤情稳定",
                    "{who} treat {n} casualties at {place}, who are stable"
                )
            }
            Happening::Decontaminated(_) => {
                say!(lang, "{who} 在{place}完成 {n} 人洗消", "{who} decontaminate {n} people at {place}")
            }
            Happening::Lost(lost) => self.unheard(events, &lost.from, &lost.channel),
            Happening::Misheard(heard) => self.unheard(events, &heard.from, &heard.channel),
            _ => return None,
        })
    }

    fn bang(&self, events: &[&Event]) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let mut parts = Vec::new();
        let exploded = events.iter().any(|event| matches!(event.what, Happening::Explosion(_)));
        let mut jammed = Vec::new();
        let mut reached = Vec::new();
        for event in events {
            let place = self.place(event);
            match &event.what {
                Happening::Ignition(ignition) if exploded => {
                    let source = names.ignition_source(&ignition.source);
                    parts.push(say!(lang, "{place}可燃蒸气被{source}点燃", "Vapour at {place} is ignited by {source}"));
                }
                Happening::DevicesDead(_) => parts.push(self.devices_dead(event)),
                Happening::DoorJammed(door) => jammed.push(names.place(&door.to)),
                Happening::Blast(blast) => {
                    let kpa = number(blast.overpressure_kpa);
                    reached.push(say!(lang, "{place}（{kpa} 千帕）", "{place} ({kpa} kPa)"));
                }
                _ => parts.push(self.sentence(event)),
            }
        }
        if !jammed.is_empty() {
            let doors = list(lang, jammed);
            parts.push(say!(lang, "通往{doors}的门变形卡死", "The doors to {doors} jam"));
        }
        if !reached.is_empty() {
            let rooms = list(lang, reached);
            parts.push(say!(lang, "冲击波及{rooms}", "The blast reaches {rooms}"));
        }
        parts.join(match lang {
            Lang::Zh => "；",
            Lang::En => ". ",
        })
    }

    fn casualties(&self, events: &[&Event]) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let place = events.first().map_or_else(String::new, |event| self.place(event));
        let mut hurt: BTreeMap<&str, Hurt> = BTreeMap::new();
        let mut causes: Vec<String> = Vec::new();
        for event in events {
            let Some(actor) = event.actor.as_deref() else { continue };
            let (by, new) = match &event.what {
                Happening::Injured(injured) if &*injured.class == "slight" => {
                    (&injured.by, Hurt { slight: injured.people.max(1), ..Hurt::default() })
                }
                Happening::Injured(injured) => {
                    (&injured.by, Hurt { serious: injured.people.max(1), ..Hurt::default() })
                }
                Happening::Died(died) => (&died.by, Hurt { dead: died.people.max(1), ..Hurt::default() }),
                _ => continue,
            };
            let sum = hurt.entry(actor).or_default();
            if names.is_crew(actor) {
                sum.slight += new.slight;
                sum.serious += new.serious;
                sum.dead += new.dead;
            } else {
                // One person, worse than before.
                *sum = new;
            }
            let by = word::harm(lang, by);
            if !causes.contains(&by) {
                causes.push(by);
            }
        }
        let sum = |of: fn(&Hurt) -> u32| hurt.values().map(of).sum::<u32>();
        let (slight, serious, dead) = (sum(|h| h.slight), sum(|h| h.serious), sum(|h| h.dead));
        let n = slight + serious + dead;
        let mut classes = Vec::new();
        if dead > 0 {
            classes.push(say!(lang, "死亡 {dead}", "{dead} dead"));
        }
        if serious > 0 {
            classes.push(say!(lang, "重伤 {serious}", "{serious} serious"));
        }
        if slight > 0 {
            classes.push(say!(lang, "轻伤 {slight}", "{slight} slight"));
        }
        let (classes, causes) = (list(lang, classes), list(lang, causes));
        let who = names.actors(hurt.keys().copied());
        if dead == n {
            return say!(lang, "{place} {n} 人死亡（{causes}）：{who}", "{n} dead at {place} ({causes}): {who}");
        }
        let what = if dead > 0 { say!(lang, "伤亡", "hurt or dead") } else { say!(lang, "受伤", "hurt") };
        say!(
            lang,
            "{place} {n} 人{what}（{classes}；{causes}）：{who}",
            "{n} people {what} at {place} ({classes}; {causes}): {who}",
        )
    }

    /// How many of each colour, red first.
    fn colours(&self, events: &[&Event]) -> String {
        let lang = self.names.lang();
        let count = |colour: &str| {
            events.iter().filter(|event| matches!(&event.what, Happening::Triaged(t) if &*t.colour == colour)).count()
        };
        let colours = ["red", "yellow", "green", "black"].map(|colour| (word::colour(lang, colour), count(colour)));
        list(
            lang,
            colours.into_iter().filter(|(_, n)| *n > 0).map(|(colour, n)| say!(lang, "{colour} {n}", "{n} {colour}")),
        )
    }

    fn unheard(&self, events: &[&Event], from: &str, channel: &str) -> String {
        let lang = self.names.lang();
        let (from, by) = (self.names.actor(from), self.by_channel(channel));
        let lost = events.iter().filter(|event| matches!(event.what, Happening::Lost(_))).count();
        let wrong = events.len() - lost;
        let mut parts = Vec::new();
        if lost > 0 {
            parts.push(say!(lang, "{lost} 人次没有听到", "is not heard {lost} times"));
        }
        if wrong > 0 {
            parts.push(say!(lang, "{wrong} 处被听错", "is misheard {wrong} times"));
        }
        let parts = parts.join(match lang {
            Lang::Zh => "，",
            Lang::En => ", ",
        });
        say!(lang, "{from} {by}所说，{parts}", "What {from} says {by} {parts}")
    }
}

/// Whether all act as one group, at one place.
fn is_one_group(events: &[&Event]) -> bool {
    let group =
        |event: &Event| event.actor.as_deref().map(|who| member(who).map_or(who, |(group, _)| group).to_owned());
    events.windows(2).all(|pair| group(pair[0]) == group(pair[1]) && pair[0].place == pair[1].place)
}

/// Whom several crews brought.
fn carried(events: &[&Event]) -> Vec<Word> {
    let who = |event: &&Event| match &event.what {
        Happening::Rescued(rescued) => rescued.who.clone(),
        Happening::Delivered(delivered) => delivered.who.clone(),
        _ => Vec::new(),
    };
    events.iter().flat_map(who).collect()
}
