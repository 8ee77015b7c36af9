//! The few lines of a run that tell it: who did what, why, knowing what. They come while the drill runs, so what is worth
//! a line is decided without knowing the end: turning points always have room, details only while there is much.
//!
//! What several people of one group do alike within a short time becomes one line with their number. An open line holds
//! back those behind it, so that the lines stay in the order of time.

mod fold;
mod weight;

use crate::document::Source;
use crate::say::say;
use crate::story::Story;
use fold::{Likeness, likeness, tell};
use hazdrill_model::Value;
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

/// A line of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Milestone {
    /// When it begins, milliseconds.
    pub(crate) t_ms: i64,
    /// Its first event.
    pub(crate) event: u64,
    /// When, as people read it.
    pub(crate) clock: String,
    /// What happened.
    pub(crate) sentence: String,
    /// Why, in brackets; empty where nothing is to be said.
    pub(crate) because: String,
}

impl Milestone {
    fn line(&self) -> String {
        let Self { clock, sentence, because, .. } = self;
        format!("{clock} {sentence}{because}")
    }
}

/// Chooses the lines of one run.
#[derive(Clone, Debug)]
pub struct Milestones {
    limit: usize,
    shown: usize,
    /// Lines shown that are no peaks.
    small: usize,
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
            small: 0,
            left_out: 0,
            queue: VecDeque::new(),
            noticed: BTreeSet::new(),
            repeated: BTreeMap::new(),
        }
    }

    /// Takes the next event; gives the lines that are ready now. `story` tells all events so far.
    pub fn push(&mut self, story: &Story<'_>, event: &Event) -> Vec<String> {
        self.take(story, event).iter().map(Milestone::line).collect()
    }

    /// Takes the next event; gives what is ready now.
    pub(crate) fn take(&mut self, story: &Story<'_>, event: &Event) -> Vec<Milestone> {
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
            open.weight = open.weight.max(weight);
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
        let mut lines: Vec<String> = self.rest(story).iter().map(Milestone::line).collect();
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

    /// What is still open at the end.
    pub(crate) fn rest(&mut self, story: &Story<'_>) -> Vec<Milestone> {
        self.release(story, |_| true)
    }

    fn release(&mut self, story: &Story<'_>, closed: impl Fn(&Pending) -> bool) -> Vec<Milestone> {
        let mut lines = Vec::new();
        while self.queue.front().is_some_and(&closed) {
            let Some(line) = self.queue.pop_front() else { break };
            // The last line is kept for what was left out.
            let all = self.limit.saturating_sub(1);
            // What the drill is about takes no room from the rest, and the rest none from it.
            let has_room = match line.weight {
                Weight::Peak => self.shown < all,
                weight => self.shown < all && self.small < room(self.limit, weight, line.from_ms),
            };
            match line.events.first().and_then(|first| story.event(*first)) {
                Some(event) if has_room => {
                    self.shown += 1;
                    self.small += usize::from(line.weight < Weight::Peak);
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
}

/// The lines of a whole record.
pub(crate) fn milestones(source: &Source<'_>, limit: usize) -> Vec<Milestone> {
    let story = Story::new(source.names, source.events);
    let mut chosen = Milestones::new(limit);
    let mut lines: Vec<Milestone> = source.events.iter().flat_map(|event| chosen.take(&story, event)).collect();
    lines.extend(chosen.rest(&story));
    lines
}

/// How many lines may stand when one of this weight comes, so long after the start. The first minutes of a drill have the
/// most to tell and would take every line; what comes hours later must find room too, and the end is not known.
fn room(limit: usize, weight: Weight, t_ms: i64) -> usize {
    let minutes = usize::try_from(t_ms / 60_000).unwrap_or(0);
    let grown = |lines: usize| lines * minutes / (minutes + 60);
    match weight {
        Weight::Silent => 0,
        Weight::Detail => limit / 5 + grown(limit / 5),
        Weight::Turn => limit * 3 / 8 + grown(limit * 3 / 8),
        Weight::Peak => limit,
    }
}

/// What an event is about, and what it says of it; none where each such event is its own.
fn topic(event: &Event) -> Option<(String, String)> {
    let actor = event.actor.as_deref()?;
    let place = event.place.as_deref().unwrap_or("");
    let (about, content) = match &event.what {
        Happening::Said(said) => {
            (format!("{:?} {:?} {:?} {:?}", said.to, said.order, said.task, said.asks), told(&said.facts))
        }
        Happening::Measured(measured) => (place.to_owned(), told(&measured.facts)),
        Happening::HeadCounted(count) => (place.to_owned(), format!("{} {:?}", count.counted, count.missing)),
        Happening::Lost(lost) => (lost.from.to_string(), String::new()),
        Happening::Dispatched(out) => (format!("{:?}", out.crews), out.to.to_string()),
        Happening::Misheard(misheard) => (misheard.fact.to_string(), format!("{:?}", misheard.heard)),
        Happening::Declared(declared) => (declared.fact.to_string(), format!("{:?}", declared.value)),
        Happening::Made(made) => (made.fact.to_string(), String::new()),
        Happening::Found(found) if found.who.is_empty() => (place.to_owned(), String::new()),
        Happening::Forgotten(forgotten) => (forgotten.step.to_string(), String::new()),
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
