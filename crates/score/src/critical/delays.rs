//! What delayed us: the stretches of the critical paths that cost most, the same delay added up however often it came.
//!
//! Time in which somebody had not noticed, prepared a message, told it, let it lie, decided, waited for hands or turned out
//! is delay. A journey or work on the spot is one only where a target for it was missed: it has to take time. The hazard's
//! own course is none. A stretch that lies on several critical paths counts once.

use super::{CriticalPath, Goal, Segment, TimeKind};
use crate::moment::{Stamps, seconds};
use crate::naming::{Naming, both, lasting};
use crate::score::{Part, PartState, Score};
use hazdrill_model::{Basis, Text};
use hazdrill_record::EventId;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many delays are listed.
const LISTED: usize = 10;
/// As many events of one delay are named.
const EVENTS: usize = 20;

/// A delay on the critical paths.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delay {
    /// What kind of time it was.
    pub kind: TimeKind,
    /// Whose.
    pub organisation: Option<String>,
    /// Who.
    pub actor: Option<String>,
    /// To whom, for what was said.
    pub to: Option<String>,
    /// The task (`procedure/step`), the channel of a message, the fact that was not noticed, where a journey led.
    pub what: Option<String>,
    /// How long in all, seconds.
    pub s: f64,
    /// In how many stretches.
    pub times: u64,
    /// The goals that it held up.
    pub goals: Vec<Goal>,
    /// The target behind it, if there is one.
    pub target: Option<DelayTarget>,
    /// The events at the ends of its stretches.
    pub events: Vec<EventId>,
    /// In words.
    pub words: Text,
}

/// A target that a delay belongs to: the limit of the step itself, or the narrowest time target around it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DelayTarget {
    /// The target, or the step.
    pub id: String,
    /// Its name; none for the limit of a step.
    pub name: Option<Text>,
    /// How long it may take, seconds.
    pub limit_s: f64,
    /// How long it took in all; of a step the delay alone.
    pub actual_s: f64,
    /// Whether it was kept.
    pub kept: bool,
    /// Law, standard or plan behind it.
    pub basis: Option<Basis>,
    /// Whether that was checked against the primary text.
    pub verified: bool,
}

/// What makes stretches one delay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    kind: TimeKind,
    actor: Option<&'a str>,
    to: Option<&'a str>,
    what: Option<&'a str>,
}

#[derive(Default)]
struct Sum<'a> {
    /// Stretches by the event that ended them: from, until, the event at which they began.
    stretches: BTreeMap<EventId, (i64, i64, EventId)>,
    goals: BTreeSet<Goal>,
    longest: Option<&'a Segment>,
    /// The target around the longest of them, on the path that it lies on.
    target: Option<&'a Part>,
}

/// The ten largest delays of these paths, the largest first.
pub(crate) fn read(paths: &[CriticalPath], score: &Score, stamps: &Stamps, naming: Naming<'_>) -> Vec<Delay> {
    let mut sums: BTreeMap<Key<'_>, Sum<'_>> = BTreeMap::new();
    for path in paths {
        let events: BTreeSet<EventId> = path.events.iter().copied().collect();
        for segment in &path.segments {
            let target = around(segment, score, stamps, &events);
            if !is_delay(segment, target) {
                continue;
            }
            let key = Key {
                kind: segment.kind,
                actor: segment.actor.as_deref(),
                to: segment.to.as_deref(),
                what: segment.what.as_deref(),
            };
            let sum = sums.entry(key).or_default();
            sum.add(segment, target);
            sum.goals.insert(path.goal);
        }
    }
    let mut delays: Vec<(i64, Key<'_>, Sum<'_>)> = sums.into_iter().map(|(key, sum)| (sum.ms(), key, sum)).collect();
    // A stable sort: equals stay in the order of their keys.
    delays.sort_by_key(|(ms, _, _)| std::cmp::Reverse(*ms));
    delays.truncate(LISTED);
    delays.into_iter().map(|(ms, key, sum)| delay(ms, &key, sum, naming)).collect()
}

impl<'a> Sum<'a> {
    /// Adds a stretch. One that ends with the same event is the same, cut at another instant on another path: the longer
    /// counts.
    fn add(&mut self, segment: &'a Segment, target: Option<&'a Part>) {
        let until = crate::moment::ms(segment.until_s);
        let from = until.saturating_sub(segment.ms);
        if self.longest.is_none_or(|longest| longest.ms < segment.ms) {
            (self.longest, self.target) = (Some(segment), target);
        }
        let known = self.stretches.entry(segment.until).or_insert((from, until, segment.from));
        if from < known.0 {
            *known = (from, until, segment.from);
        }
    }

    fn ms(&self) -> i64 {
        self.stretches.values().fold(0, |sum, (from, until, _)| sum.saturating_add(until.saturating_sub(*from)))
    }
}

/// Whether a segment is a delay: what has to take time is one only where its target was missed.
fn is_delay(segment: &Segment, target: Option<&Part>) -> bool {
    match segment.kind {
        TimeKind::Hazard | TimeKind::Unknown => false,
        TimeKind::Travelling | TimeKind::Working => target.is_some_and(|part| {
            // The target is about this stretch, not about all that happened meanwhile.
            part.state == PartState::Late && part.actual.is_some_and(|actual| 2.0 * seconds(segment.ms) >= actual)
        }),
        _ => true,
    }
}

/// The narrowest target around a segment whose end lies on the path: the segment is part of what it measures.
fn around<'a>(segment: &Segment, score: &'a Score, stamps: &Stamps, events: &BTreeSet<EventId>) -> Option<&'a Part> {
    let spans = |part: &&Part| {
        let (Some(from), Some(to)) = (stamps.at_path(&part.from), stamps.at_path(&part.to)) else { return false };
        let (Some(begin), Some(end)) = (from.s(), to.s()) else { return false };
        events.contains(&to.event) && begin <= segment.from_s && segment.until_s <= end
    };
    let took = |part: &&Part| part.actual.unwrap_or(f64::INFINITY);
    score.parts.iter().filter(spans).min_by(|a, b| took(a).total_cmp(&took(b)))
}

fn delay(ms: i64, key: &Key<'_>, sum: Sum<'_>, naming: Naming<'_>) -> Delay {
    let owned = |word: Option<&str>| word.map(str::to_owned);
    let times = sum.stretches.len() as u64;
    let step = key.actor.zip(key.what).and_then(|(actor, what)| naming.step(actor, what));
    let own_limit = step.and_then(|step| Some((step, step.limit?)));
    let target = match own_limit {
        Some((step, limit)) => Some(DelayTarget {
            id: key.what.unwrap_or_default().to_owned(),
            name: None,
            limit_s: limit.seconds(),
            actual_s: seconds(ms),
            kept: ms <= limit.ms(),
            basis: step.basis.clone(),
            verified: step.basis.as_ref().is_some_and(Basis::is_verified),
        }),
        None => sum.target.map(|part| DelayTarget {
            id: part.id.clone(),
            name: Some(part.name.clone()),
            limit_s: part.target,
            actual_s: part.actual.unwrap_or_default(),
            kept: part.state == PartState::Kept,
            basis: Some(part.source.clone()),
            verified: part.verified,
        }),
    };
    let ends = sum.stretches.iter().flat_map(|(until, (_, _, from))| [*from, *until]);
    Delay {
        kind: key.kind,
        organisation: key.actor.map(|actor| crate::view::organisation_of(actor).to_owned()),
        actor: owned(key.actor),
        to: owned(key.to),
        what: owned(key.what),
        s: seconds(ms),
        times,
        goals: sum.goals.into_iter().collect(),
        target,
        events: ends.take(EVENTS).collect(),
        words: words(key, ms, times, naming),
    }
}

fn words(key: &Key<'_>, ms: i64, times: u64, naming: Naming<'_>) -> Text {
    let nobody = Text::new("无人", "nobody");
    let who = key.actor.map_or(nobody, |actor| naming.actor(actor));
    let task = key.what.map_or_else(
        || Text::new("下一步行动", "the next act"),
        |what| naming.task(key.actor.unwrap_or_default(), what),
    );
    let to = key.to.map_or_else(|| Text::new("对方", "the other"), |to| naming.actor(to));
    let by = key.what.map_or_else(Text::default, |what| naming.channel(what));
    let time = lasting(ms);
    let text = match key.kind {
        TimeKind::Noticing => {
            let fact = key.what.map_or_else(Text::default, |what| naming.fact(what));
            both!(
                "{who}过了 {time}才发现“{fact}”",
                "{who}: {time} until '{fact}' was noticed",
                who = who,
                time = time,
                fact = fact
            )
        }
        TimeKind::ToSend => both!(
            "{who}用{by}联系{to}，{time}后才说上话",
            "{who} to {to} by {by}: {time} before the first word",
            who = who,
            by = by,
            to = to,
            time = time
        ),
        TimeKind::Transmitting => {
            both!("{who}向{to}通报用了 {time}", "{who} telling {to} took {time}", who = who, to = to, time = time)
        }
        TimeKind::ToRead => {
            both!("{who}收到后过了 {time}才看", "{who}: the message lay unread for {time}", who = who, time = time)
        }
        TimeKind::Deciding => both!(
            "{who}“{task}”之前研判、按程序等候 {time}",
            "{who}: {time} of deciding, or of waiting as the procedure says, before '{task}'",
            who = who,
            time = time,
            task = task
        ),
        TimeKind::Hands => both!(
            "{who}腾不出手，“{task}”等了 {time}",
            "{who}: '{task}' waited {time} for hands",
            who = who,
            task = task,
            time = time
        ),
        TimeKind::Turnout => {
            both!("{who}接令后过了 {time}才出动", "{who} took {time} to turn out", who = who, time = time)
        }
        TimeKind::Travelling => both!("{who}路上用了 {time}", "{who} was {time} on the way", who = who, time = time),
        TimeKind::Working | TimeKind::Hazard | TimeKind::Unknown => {
            both!("{who}“{task}”用了 {time}", "{who}: '{task}' took {time}", who = who, task = task, time = time)
        }
    };
    match times {
        0 | 1 => text,
        n => both!("{text}（{n} 次合计）", "{text} ({n} times in all)", text = text, n = n),
    }
}
