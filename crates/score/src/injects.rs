//! Injects: whether what drill control put in brought about the action that the scenario expects of it.

use crate::metric::{Words, words};
use crate::moment::seconds;
use crate::view::View;
use hazdrill_model::{Answer, Inject, Text};
use hazdrill_record::happening::Injected;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;
use std::collections::BTreeSet;

/// What came of one inject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InjectOutcome {
    /// The inject.
    pub id: String,
    /// What it does, as a verb.
    pub verb: String,
    /// Its event; none where its time never came.
    pub event: Option<EventId>,
    /// When it was put in.
    pub s: Option<f64>,
    /// How it came out.
    pub state: InjectState,
    /// What the scenario expects; none where it expects nothing.
    pub expected: Option<ExpectedAction>,
    /// The event of the action: the first `started` or `done` of that step by that organisation after the inject.
    pub action: Option<EventId>,
    /// How long it took, seconds.
    pub took_s: Option<f64>,
    /// How late it was, seconds: 0 where it came in time.
    pub late_s: Option<f64>,
    /// The same step done before the inject: it may be why no action followed.
    pub earlier: Option<EventId>,
}

/// The action that a scenario expects.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExpectedAction {
    /// In words, where the scenario has them.
    pub what: Option<Text>,
    /// The organisation.
    pub by: String,
    /// The step.
    pub step: String,
    /// Within this time of the inject, seconds.
    pub within_s: f64,
}

/// How an inject came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InjectState {
    /// The action came in time.
    Came,
    /// The action came late.
    Late,
    /// The action never came.
    Never,
    /// The action came, at least one of both at an unknown minute.
    Unknown,
    /// The inject was put in, and the scenario expects nothing of it.
    NothingExpected,
    /// Its time never came: nothing to judge.
    NotInjected,
}

impl InjectState {
    /// The words for it.
    pub const fn name(self) -> Words {
        match self {
            Self::Came => words("按时", "in time"),
            Self::Late => words("迟到", "late"),
            Self::Never => words("未见行动", "never came"),
            Self::Unknown => words("时刻未知", "minute unknown"),
            Self::NothingExpected => words("无预期行动", "nothing expected"),
            Self::NotInjected => words("未注入", "not put in"),
        }
    }
}

/// What came of each inject: those that were put in, in the order of the record, then those whose time never came.
pub(crate) fn read(view: &View<'_>) -> Vec<InjectOutcome> {
    let expected = |id: &str| view.scenario.and_then(|s| s.injects.get(id)).and_then(|i| Some((i, i.answer.as_ref()?)));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut outcomes: Vec<InjectOutcome> = view
        .events
        .iter()
        .filter_map(|event| match &event.what {
            // Each is put in once.
            H::Injected(injected) if seen.insert(&injected.inject) => {
                Some(outcome(view, event, injected, expected(&injected.inject)))
            }
            _ => None,
        })
        .collect();
    let never = view.scenario.into_iter().flat_map(|s| &s.injects);
    let never: Vec<InjectOutcome> = never
        .filter(|(id, _)| !seen.contains(id.as_str()))
        .map(|(id, inject)| InjectOutcome {
            id: id.to_string(),
            verb: inject.act.word().to_owned(),
            event: None,
            s: None,
            state: InjectState::NotInjected,
            expected: inject.answer.as_ref().map(|answer| action(inject, answer)),
            action: None,
            took_s: None,
            late_s: None,
            earlier: None,
        })
        .collect();
    outcomes.extend(never);
    outcomes
}

fn action(inject: &Inject, answer: &Answer) -> ExpectedAction {
    ExpectedAction {
        what: inject.expect.clone(),
        by: answer.by.to_string(),
        step: answer.step.to_string(),
        within_s: answer.within.seconds(),
    }
}

fn outcome(view: &View<'_>, event: &Event, injected: &Injected, expected: Option<(&Inject, &Answer)>) -> InjectOutcome {
    let mut outcome = InjectOutcome {
        id: injected.inject.to_string(),
        verb: injected.verb.to_string(),
        event: Some(event.seq),
        s: event.t_ms.map(seconds),
        state: InjectState::NothingExpected,
        expected: expected.map(|(inject, answer)| action(inject, answer)),
        action: None,
        took_s: None,
        late_s: None,
        earlier: None,
    };
    let Some((_, expected)) = expected else { return outcome };
    let is_step = |act: &&Event| {
        let step = match &act.what {
            H::Started(started) => &started.step,
            H::Done(done) => &done.step,
            _ => return false,
        };
        **step == *expected.step && act.organisation() == Some(expected.by.as_str())
    };
    outcome.earlier = view
        .events
        .iter()
        .filter(|e| e.seq < event.seq && matches!(e.what, H::Done(_)))
        .filter(is_step)
        .map(|e| e.seq)
        .next_back();
    let Some(came) = view.events.iter().filter(|e| e.seq > event.seq).find(is_step) else {
        outcome.state = InjectState::Never;
        return outcome;
    };
    outcome.action = Some(came.seq);
    let took = came.t_ms.zip(event.t_ms).map(|(to, from)| to.saturating_sub(from));
    outcome.took_s = took.map(seconds);
    outcome.late_s = took.map(|ms| seconds(ms.saturating_sub(expected.within.ms()).max(0)));
    outcome.state = match took {
        None => InjectState::Unknown,
        Some(ms) if ms <= expected.within.ms() => InjectState::Came,
        Some(_) => InjectState::Late,
    };
    outcome
}
