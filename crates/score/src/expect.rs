//! What a scenario expects of its drill, and which of it did not come true.

use crate::evaluation::Evaluation;
use crate::metric::{Words, words};
use crate::moment::{EXPLOSION, seconds, stamp_of};
use hazdrill_model::{Ending, Expectation, Lang, Reading};
use hazdrill_record::{EndReason, Event, EventId, Happening, happening};

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
            (ended != Some(reason_of(*reason))).then_some(Why::Ended(ended))
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

fn reason_of(ending: Ending) -> EndReason {
    match ending {
        Ending::AllClear => EndReason::AllClear,
        Ending::Limit => EndReason::Limit,
        Ending::Stuck => EndReason::Stuck,
    }
}

/// The words for the way a drill ended.
pub const fn ending(end: EndReason) -> Words {
    match end {
        EndReason::AllClear => words("险情解除", "all clear"),
        EndReason::Limit => words("到达时限", "time limit"),
        EndReason::Stuck => words("推演卡死", "stuck"),
        EndReason::Interrupted => words("人为中断", "interrupted"),
    }
}

/// A kind of event in words; an embedder's own kind by its name.
fn kind_name(lang: Lang, kind: &str) -> &str {
    happening::find(kind).map_or(kind, |def| match lang {
        Lang::Zh => def.zh,
        Lang::En => def.en,
    })
}

/// The stamp of a reading in words.
fn reading_name(lang: Lang, reading: &Reading) -> String {
    let (id, organisation) = stamp_of(reading);
    let name = match id {
        EXPLOSION => words("爆炸", "explosion").get(lang),
        _ => crate::explain(id).map_or(id, |metric| metric.name.get(lang)),
    };
    match organisation {
        Some(organisation) => format!("{name} ({organisation})"),
        None => name.to_owned(),
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
        let end = |end| ending(end).get(lang);
        let kind = |kind| kind_name(lang, kind);
        let expected = match (&self.expectation, zh) {
            (Expectation::Ends(reason), true) => format!("应以“{}”结束", end(reason_of(*reason))),
            (Expectation::Ends(reason), false) => format!("the drill should end with: {}", end(reason_of(*reason))),
            (Expectation::Happens(what), true) => format!("应发生“{}”", kind(what)),
            (Expectation::Happens(what), false) => format!("this should happen: {}", kind(what)),
            (Expectation::Never(what), true) => format!("不应发生“{}”", kind(what)),
            (Expectation::Never(what), false) => format!("this should not happen: {}", kind(what)),
            (Expectation::Within { from, to, limit }, _) => {
                let (from, to, s) = (reading_name(lang, from), reading_name(lang, to), limit.seconds());
                if zh {
                    format!("从“{from}”到“{to}”不应超过 {s} 秒")
                } else {
                    format!("from `{from}` to `{to}` it should take no longer than {s} s")
                }
            }
        };
        let found = match (self.why, zh) {
            (Why::Ended(Some(reason)), true) => format!("实际以“{}”结束", end(reason)),
            (Why::Ended(Some(reason)), false) => format!("it ended with: {}", end(reason)),
            (Why::Ended(None), true) => "记录没有结尾".to_owned(),
            (Why::Ended(None), false) => "the record breaks off".to_owned(),
            (Why::NeverHappened, true) => "从未发生".to_owned(),
            (Why::NeverHappened, false) => "it never did".to_owned(),
            (Why::Happened(event), true) => format!("发生了，见 #{event}"),
            (Why::Happened(event), false) => format!("it did, see #{event}"),
            (Why::Took(s), true) => format!("实际 {} 秒", s.round()),
            (Why::Took(s), false) => format!("it took {} s", s.round()),
            (Why::NeverBegan, true) => "起点从未发生".to_owned(),
            (Why::NeverBegan, false) => "its start never came".to_owned(),
            (Why::NeverEnded, true) => "终点从未发生".to_owned(),
            (Why::NeverEnded, false) => "its end never came".to_owned(),
            (Why::MinuteUnknown, true) => "时刻未知".to_owned(),
            (Why::MinuteUnknown, false) => "a minute is unknown".to_owned(),
        };
        if zh { format!("{expected}；{found}") } else { format!("{expected}; {found}") }
    }
}
