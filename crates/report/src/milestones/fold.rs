//! Lines that become one: what several people do alike within a short time, and what one bang does.

use super::{Milestone, Pending};
use crate::names::member;
use crate::say::say;
use crate::story::Story;
use hazdrill_record::{Event, Happening};

/// Lines that may become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    kind: &'static str,
    /// The group of the actor, or the actor alone; empty: whoever it is.
    who: String,
    place: String,
    /// To whom or where to.
    target: String,
}

/// What makes two events one line; none for events that stand alone.
pub(super) fn likeness(event: &Event) -> Option<Likeness> {
    shared(event).or_else(|| alike(event))
}

/// One line whoever takes part.
fn shared(event: &Event) -> Option<Likeness> {
    let actor = event.actor.as_deref().unwrap_or("");
    let of_group = member(actor).is_some();
    let place = event.place.as_deref().unwrap_or("");
    let (kind, place, target) = match &event.what {
        // One bang: what it breaks, and where it reaches.
        Happening::Ignition(_)
        | Happening::Explosion(_)
        | Happening::Blast(_)
        | Happening::DoorJammed(_)
        | Happening::DevicesDead(_) => ("bang", "", format!("{:?}", event.t_ms)),
        Happening::Injured(_) | Happening::Died(_) => ("harm", place, String::new()),
        Happening::Rescued(_)
        | Happening::Delivered(_)
        | Happening::Triaged(_)
        | Happening::Treated(_)
        | Happening::Decontaminated(_) => (event.what.kind(), place, String::new()),
        Happening::Left(left) if left.drives => ("left", place, left.to.to_string()),
        // A house empties floor by floor, to one assembly point.
        Happening::Left(left) if of_group => ("walked", "", left.to.to_string()),
        Happening::Arrived(arrived) if arrived.drives || of_group => ("arrived", place, arrived.drives.to_string()),
        Happening::Lost(lost) if of_group => ("unheard", "", format!("{} {}", lost.from, lost.channel)),
        Happening::Misheard(heard) if of_group => ("unheard", "", format!("{} {}", heard.from, heard.channel)),
        _ => return None,
    };
    Some(Likeness { kind, who: String::new(), place: place.to_owned(), target })
}

/// One line for the same person, or for people of one group.
fn alike(event: &Event) -> Option<Likeness> {
    let actor = event.actor.as_deref()?;
    let group = member(actor).map(|(group, _)| group);
    let target = match &event.what {
        // One look tells several things.
        Happening::Learned(learned) => format!("{} {:?}", learned.channel, event.t_ms),
        Happening::CallFailed(call) if call.attempt == 0 => call.reason.to_string(),
        Happening::CallFailed(call) => format!("{} {}", call.to, call.channel),
        _ if group.is_none() => return None,
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

/// What several events tell in one line.
pub(super) fn tell(story: &Story<'_>, event: &Event, line: &Pending) -> Milestone {
    let from = story.names.clock(Some(line.from_ms));
    let until = story.names.clock(Some(line.until_ms));
    let clock = match line.events.as_slice() {
        [_] => story.names.clock(event.t_ms),
        _ if from == until => from,
        _ => format!("{from}-{until}"),
    };
    let (sentence, because) = told(story, event, line);
    Milestone { t_ms: line.from_ms, event: event.seq, clock, sentence, because }
}

/// The sentence and its cause in brackets.
fn told(story: &Story<'_>, event: &Event, line: &Pending) -> (String, String) {
    let lang = story.names.lang();
    if line.events.len() == 1 {
        return (story.sentence(event), story.because(event));
    }
    let all: Vec<&Event> = line.events.iter().filter_map(|number| story.event(*number)).collect();
    if let Some(sentence) = story.together(&all) {
        return (sentence, story.because(event));
    }
    if let Some(sentence) = story.crowd(&all) {
        return (sentence, String::new());
    }
    let (people, times) = (line.who.len(), all.len());
    let actor = event.actor.as_deref().unwrap_or("");
    if people == 1 {
        let sentence = story.sentence(event);
        return (say!(lang, "{sentence}（共 {times} 次）", "{sentence} ({times} times)"), String::new());
    }
    let group = member(actor).map_or(actor, |(group, _)| group);
    let who = story.names.people(group, people);
    (story.with_actor(&who).sentence(event), String::new())
}
