//! What a scenario expects of its drill, and which of it did not come true.

use crate::evaluation::Evaluation;
use crate::moment::{path_of, seconds};
use hazdrill_model::{Expectation, Lang};
use hazdrill_record::{EndReason, Event, EventId, Happening};

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmet {
    /// Its place in the list of the scenario, from 0.
    pub index: usize,
    /// The expectation.
    pub expectation: Expectation,
    /// Why it was not met.
    pub why: Why,
}

/// Why an expectation was not met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// The drill ended for this reason; none where its record breaks off.
    Ended(Option<EndReason>),
    /// No such event.
    NeverHappened,
    /// Such an event: the first of them.
    Happened(EventId),
    /// It took so many seconds.
    Took(f64),
    /// The first reading never came.
    NeverBegan,
    /// The second reading never came.
    NeverEnded,
    /// Both came, at least one at an unknown minute.
    MinuteUnknown,
}

/// The expectations that were not met, in the order of `expectations`.
pub fn unmet(expectations: &[Expectation], events: &[Event], evaluation: &Evaluation) -> Vec<Unmet> {
    let judge = |(index, expectation): (usize, &Expectation)| {
        let why = judge(expectation, events, evaluation)?;
        Some(Unmet { index, expectation: expectation.clone(), why })
    };
    expectations.iter().enumerate().filter_map(judge).collect()
}

/// Why `expectation` was not met; none where it was.
fn judge(expectation: &Expectation, events: &[Event], evaluation: &Evaluation) -> Option<Why> {
    match expectation {
        Expectation::Ends(reason) => {
            let ended = evaluation.end_reason;
            // A name has no underscore: `all-clear` stands for `all_clear`.
            let is_met = ended.is_some_and(|end| end.word().replace('_', "-") == reason.as_str());
            (!is_met).then_some(Why::Ended(ended))
        }
        Expectation::Happens(kind) => find(events, kind).is_none().then_some(Why::NeverHappened),
        Expectation::Never(kind) => find(events, kind).map(Why::Happened),
        Expectation::Within { from, to, limit } => {
            let Some(from) = evaluation.stamps.at(from) else { return Some(Why::NeverBegan) };
            let Some(to) = evaluation.stamps.at(to) else { return Some(Why::NeverEnded) };
            let Some(ms) = from.ms_until(to) else { return Some(Why::MinuteUnknown) };
            (ms > limit.ms()).then(|| Why::Took(seconds(ms)))
        }
    }
}

/// The first event of a kind, or the first custom event of that name.
fn find(events: &[Event], kind: &str) -> Option<EventId> {
    let fits = |e: &&Event| e.kind() == kind || matches!(&e.what, Happening::Custom(custom) if &*custom.name == kind);
    events.iter().find(fits).map(|e| e.seq)
}

impl Unmet {
    /// One sentence for people.
    pub fn text(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        let expected = match (&self.expectation, zh) {
            (Expectation::Ends(reason), true) => format!("应以 {reason} 结束"),
            (Expectation::Ends(reason), false) => format!("should end with {reason}"),
            (Expectation::Happens(kind), true) => format!("应发生 {kind}"),
            (Expectation::Happens(kind), false) => format!("{kind} should happen"),
            (Expectation::Never(kind), true) => format!("不应发生 {kind}"),
            (Expectation::Never(kind), false) => format!("{kind} should not happen"),
            (Expectation::Within { from, to, limit }, true) => {
                format!("{} 至 {} 不应超过 {} 秒", path_of(from), path_of(to), limit.seconds())
            }
            (Expectation::Within { from, to, limit }, false) => {
                format!("{} to {} should take no longer than {} s", path_of(from), path_of(to), limit.seconds())
            }
        };
        let found = match (self.why, zh) {
            (Why::Ended(Some(end)), true) => format!("实际以 {} 结束", end.word()),
            (Why::Ended(Some(end)), false) => format!("it ended with {}", end.word()),
            (Why::Ended(None), true) => "记录没有结尾".to_owned(),
            (Why::Ended(None), false) => "the record breaks off".to_owned(),
            (Why::NeverHappened, true) => "从未发生".to_owned(),
            (Why::NeverHappened, false) => "it never did".to_owned(),
            (Why::Happened(event), true) => format!("事件 {event} 即是"),
            (Why::Happened(event), false) => format!("event {event} is one"),
            (Why::Took(s), true) => format!("实际 {s} 秒"),
            (Why::Took(s), false) => format!("it took {s} s"),
            (Why::NeverBegan, true) => "起点从未发生".to_owned(),
            (Why::NeverBegan, false) => "its start never came".to_owned(),
            (Why::NeverEnded, true) => "终点从未发生".to_owned(),
            (Why::NeverEnded, false) => "its end never came".to_owned(),
            (Why::MinuteUnknown, true) => "时刻未知".to_owned(),
            (Why::MinuteUnknown, false) => "a minute is unknown".to_owned(),
        };
        if zh { format!("{expected}；{found}") } else { format!("{expected}: {found}") }
    }
}
