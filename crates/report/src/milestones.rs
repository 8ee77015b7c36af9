//! The few lines of a run that tell it: who did what, why, knowing what. They come while the drill runs, so what is worth
//! a line is decided without knowing the end: turning points always have room, details only while there is much.
//!
//! What several people of one group do alike within a short time becomes one line with their number. An open line holds
//! back those behind it, so that the lines stay in the order of time.

use crate::names::member;
use crate::say::say;
use crate::story::Story;
use hazdrill_model::{Value, fact::key};
use hazdrill_record::{Event, Happening, Told};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// As many lines as a reader takes in.
pub const DEFAULT_LINES: usize = 80;

/// What is alike within this time is one line.
const FOLD_MS: i64 = 120_000;

/// How much an event matters to the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Never a line of its own: what it says stands in another.
    Silent,
    /// Shown while there is much room.
    Detail,
    /// A turning point.
    Turn,
    /// What the drill is about; there is always room.
    Peak,
}

/// Lines that may become one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Likeness {
    kind: &'static str,
    /// The group of the actor, or the actor alone.
    who: String,
    place: String,
    /// To whom or where to.
    target: String,
}

#[derive(Clone, Debug)]
struct Pending {
    from_ms: i64,
    until_ms: i64,
    weight: Weight,
    like: Option<Likeness>,
    who: BTreeSet<String>,
    /// All of them, the first too.
    events: Vec<u64>,
}

/// Chooses the lines of one run.
#[derive(Clone, Debug)]
pub struct Milestones {
    limit: usize,
    shown: usize,
    left_out: usize,
    queue: VecDeque<Pending>,
    /// Facts of which the first notice was shown.
    noticed: BTreeSet<String>,
    /// What was said, counted or measured before, by who and to whom: a report every five minutes is one line.
    repeated: BTreeMap<String, BTreeSet<String>>,
}

/// Whether something is new to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    /// The first of its kind.
    First,
    /// One more of its kind, with something new in it.
    More,
    /// The same again.
    Again,
}

impl Milestones {
    /// At most `limit` lines.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            shown: 0,
            left_out: 0,
            queue: VecDeque::new(),
            noticed: BTreeSet::new(),
            repeated: BTreeMap::new(),
        }
    }

    /// Takes the next event; gives the lines that are ready now. `story` tells all events so far.
    pub fn push(&mut self, story: &Story<'_>, event: &Event) -> Vec<String> {
        let weight = self.weigh_news(story, event);
        let now = event.t_ms.unwrap_or(0);
        let lines = self.release(story, |line| line.like.is_none() || now - line.from_ms > FOLD_MS);
        if weight == Weight::Silent {
            return lines;
        }
        let like = likeness(event);
        let open = like.as_ref().and_then(|like| {
            self.queue.iter_mut().find(|p| p.like.as_ref() == Some(like) && now - p.from_ms <= FOLD_MS)
        });
        let actor = event.actor.as_deref().unwrap_or("").to_owned();
        if let Some(open) = open {
            open.events.push(event.seq);
            open.until_ms = now;
            open.who.insert(actor);
        } else {
            let who = BTreeSet::from([actor]);
            let events = vec![event.seq];
            let line = Pending { from_ms: now, until_ms: now, weight, like, who, events };
            self.queue.push_back(line);
        }
        lines
    }

    /// The lines that are still open, and how many events found no room.
    pub fn finish(&mut self, story: &Story<'_>) -> Vec<String> {
        let mut lines = self.release(story, |_| true);
        if self.left_out > 0 {
            let n = self.left_out;
            lines.push(say!(
                story.names.lang(),
                "（另有 {n} 件小事没有列出，加 --verbose 全部列出）",
                "({n} smaller things are left out; --verbose shows them all)",
            ));
        }
        lines
    }

    fn release(&mut self, story: &Story<'_>, closed: impl Fn(&Pending) -> bool) -> Vec<String> {
        let mut lines = Vec::new();
        while self.queue.front().is_some_and(&closed) {
            let Some(line) = self.queue.pop_front() else { break };
            // The last line is kept for what was left out.
            let room = self.limit.saturating_sub(1).min(match line.weight {
                Weight::Silent => 0,
                Weight::Detail => self.limit * 5 / 8,
                Weight::Turn => self.limit - self.limit / 8,
                Weight::Peak => self.limit,
            });
            match line.events.first().and_then(|first| story.event(*first)) {
                Some(event) if self.shown < room => {
                    self.shown += 1;
                    lines.push(tell(story, event, &line));
                }
                _ => self.left_out += line.events.len(),
            }
        }
        lines
    }

    /// The weight of an event, less where it only says again what stands there already.
    fn weigh_news(&mut self, story: &Story<'_>, event: &Event) -> Weight {
        let weight = self.weigh(story, event);
        let Some((topic, content)) = topic(event).filter(|_| weight > Weight::Silent) else { return weight };
        let known = self.repeated.entry(topic).or_default();
        let news = match (known.is_empty(), known.insert(content)) {
            (true, _) => News::First,
            (false, true) => News::More,
            (false, false) => News::Again,
        };
        match news {
            News::First => weight,
            // Other numbers of a head count are always news.
            News::More if weight == Weight::Peak => weight,
            News::More => Weight::Detail,
            News::Again => {
                self.left_out += 1;
                Weight::Silent
            }
        }
    }

    fn weigh(&mut self, story: &Story<'_>, event: &Event) -> Weight {
        match &event.what {
            Happening::LeakStarted(_)
            | Happening::LeakStopped(_)
            | Happening::Ignition(_)
            | Happening::HeadCounted(_)
            | Happening::CordonClosed(_)
            | Happening::AllClear(_) => Weight::Peak,
            Happening::Became(became) => {
                let flammable = matches!(&became.value, Some(Value::Number(n)) if *n >= 100.0)
                    && became.fact.starts_with(key::VAPOUR);
                if flammable && self.noticed.insert(format!("truth {}", became.fact)) {
                    Weight::Turn
                } else {
                    Weight::Silent
                }
            }
            Happening::Learned(learned) => {
                // What was told stands in the sentence of the one who told it, what one did oneself in that of the act.
                let by_act = || event.causes.iter().filter_map(|c| story.event(*c)).any(|c| c.kind() == "measured");
                let own = matches!(&*learned.channel, "own_act" | "count" | "");
                let first_hand = learned.from.is_none() && !own && !by_act();
                if first_hand && self.noticed.insert(learned.fact.to_string()) { Weight::Turn } else { Weight::Silent }
            }
            Happening::Said(said) => {
                let own = event.organisation();
                let outside = said.to.iter().any(|to| to.split('/').next() != own);
                if outside || said.order.is_some() { Weight::Turn } else { Weight::Detail }
            }
            Happening::Left(left) if !left.drives => Weight::Detail,
            // One person's way is told when it begins; that a whole group has arrived is news.
            Happening::Arrived(arrived) if !arrived.drives => {
                if event.actor.as_deref().and_then(member).is_some() {
                    Weight::Detail
                } else {
                    Weight::Silent
                }
            }
            Happening::Explosion(_)
            | Happening::FireStarted(_)
            | Happening::FireOut(_)
            | Happening::VesselBurst(_)
            | Happening::Injured(_)
            | Happening::Died(_)
            | Happening::AreaEvacuated(_)
            | Happening::Declared(_) => Weight::Peak,
            // What an inject does stands in an event of its own, save where it only shows itself to people.
            Happening::Injected(injected) => match &*injected.verb {
                "gather_crowd" | "press_asks" => Weight::Turn,
                _ => Weight::Silent,
            },
            // The sentence of the injury says that somebody cannot act; one of a group holds no post.
            Happening::PostEmpty(empty) => {
                let group = event.actor.as_deref().and_then(member).is_some();
                if group || &*empty.reason == "injured" { Weight::Silent } else { Weight::Turn }
            }
            Happening::Found(found) => {
                if found.who.is_empty() {
                    Weight::Turn
                } else {
                    Weight::Detail
                }
            }
            Happening::Failed(_)
            | Happening::CallFailed(_)
            | Happening::Interrupted(_)
            | Happening::Blast(_)
            | Happening::DoorJammed(_)
            | Happening::DevicesDead(_)
            | Happening::Triaged(_)
            | Happening::Treated(_)
            | Happening::Decontaminated(_)
            | Happening::AirLow(_) => Weight::Detail,
            Happening::DetectorAlarmed(_)
            | Happening::DetectorFailed(_)
            | Happening::Exposed(_)
            | Happening::Refused(_)
            | Happening::Order(_)
            | Happening::Lost(_)
            | Happening::Misheard(_)
            | Happening::Dispatched(_)
            | Happening::Left(_)
            | Happening::Arrived(_)
            | Happening::Blocked(_)
            | Happening::Measured(_)
            | Happening::VentilationSwitched(_)
            | Happening::PowerCut(_)
            | Happening::FireControlled(_)
            | Happening::Absorbed(_)
            | Happening::Rescued(_)
            | Happening::Delivered(_)
            | Happening::TurnedAway(_)
            | Happening::Made(_)
            | Happening::Forgotten(_)
            | Happening::WindTurned(_)
            | Happening::ChannelSilenced(_)
            | Happening::ChannelRestored(_)
            | Happening::RoadClosed(_)
            | Happening::RoadOpened(_)
            | Happening::Custom(_) => Weight::Turn,
            Happening::Started(_) | Happening::Done(_) | Happening::Heard(_) => Weight::Silent,
        }
    }
}

/// What an event is about, and what it says of it; none where each such event is its own.
fn topic(event: &Event) -> Option<(String, String)> {
    let actor = event.actor.as_deref()?;
    let place = event.place.as_deref().unwrap_or("");
    let (about, content) = match &event.what {
        Happening::Said(said) => (format!("{:?} {:?} {:?}", said.to, said.order, said.asks), told(&said.facts)),
        Happening::Measured(measured) => (place.to_owned(), told(&measured.facts)),
        Happening::HeadCounted(count) => (place.to_owned(), format!("{} {:?}", count.counted, count.missing)),
        Happening::Lost(lost) => (lost.from.to_string(), String::new()),
        Happening::Dispatched(out) => (format!("{:?}", out.crews), out.to.to_string()),
        Happening::Misheard(misheard) => (misheard.fact.to_string(), format!("{:?}", misheard.heard)),
        Happening::Refused(refused) => (refused.verb.to_string(), refused.reason.to_string()),
        Happening::Failed(failed) => (failed.step.to_string(), failed.reason.to_string()),
        Happening::Interrupted(gave_way) => (gave_way.step.to_string(), gave_way.by.to_string()),
        _ => return None,
    };
    Some((format!("{} {actor} {about}", event.what.kind()), content))
}

/// Facts with values as a reader tells them apart: whole numbers.
fn told(facts: &[Told]) -> String {
    let one = |told: &Told| match &told.value {
        Some(Value::Number(n)) => format!("{} {n:.0}", told.fact),
        value => format!("{} {value:?}", told.fact),
    };
    facts.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What makes two events one line; none for events that stand alone.
fn likeness(event: &Event) -> Option<Likeness> {
    let actor = event.actor.as_deref()?;
    let group = member(actor).map(|(group, _)| group);
    let target = match &event.what {
        // One look tells several things.
        Happening::Learned(learned) => format!("{} {:?}", learned.channel, event.t_ms),
        Happening::CallFailed(call) if call.attempt == 0 => call.reason.to_string(),
        Happening::CallFailed(call) => format!("{} {}", call.to, call.channel),
        _ if group.is_none() => return None,
        Happening::Left(left) => left.to.to_string(),
        // Twenty people who cry the same out of one room say one thing.
        Happening::Said(said) => {
            let facts: Vec<&str> = said.facts.iter().map(|told| &*told.fact).collect();
            format!("{} {:?} {}", said.channel, said.order, facts.join(" "))
        }
        Happening::Failed(failed) => format!("{} {}", failed.verb, failed.reason),
        _ => String::new(),
    };
    let place = event.place.as_deref().unwrap_or("").to_owned();
    Some(Likeness { kind: event.what.kind(), who: group.unwrap_or(actor).to_owned(), place, target })
}

fn tell(story: &Story<'_>, event: &Event, line: &Pending) -> String {
    let lang = story.names.lang();
    if line.events.len() == 1 {
        return story.line(event);
    }
    let all: Vec<&Event> = line.events.iter().filter_map(|number| story.event(*number)).collect();
    let from = story.names.clock(Some(line.from_ms));
    let until = story.names.clock(Some(line.until_ms));
    let clock = if from == until { from } else { format!("{from}-{until}") };
    if let Some(sentence) = story.together(&all) {
        let because = story.because(event);
        return format!("{clock} {sentence}{because}");
    }
    let (people, times) = (line.who.len(), all.len());
    let actor = event.actor.as_deref().unwrap_or("");
    if people == 1 {
        let sentence = story.sentence(event);
        return say!(lang, "{clock} {sentence}（共 {times} 次）", "{clock} {sentence} ({times} times)");
    }
    let group = member(actor).map_or(actor, |(group, _)| group);
    let who = story.names.people(group, people);
    let sentence = story.with_actor(&who).sentence(event);
    format!("{clock} {sentence}")
}
