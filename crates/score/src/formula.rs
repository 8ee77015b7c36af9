//! Formulas of rubrics: what a record answers to a question.

use crate::clocks::{ClockOutcome, ClockState};
use crate::evaluation::Evaluation;
use crate::ledger::{Found, Ledger, Source};
use crate::measure;
use crate::moment::Moment;
use crate::reason::Reason;
use hazdrill_model::{Curve, Formula, Id, Item, Mark, Measure, Rubric};
use hazdrill_record::EventId;
use hazdrill_units::{SimDuration, maths};
use std::collections::BTreeMap;

/// How many events one answer names.
const EVIDENCE: usize = 12;
/// Formulas within formulas, through `ref` too; the loader allows far fewer.
const DEPTH: usize = 128;
/// Steepness of the exponential curve: 1 at the limit, half of it gone at a quarter of the way to `zero_at`.
const STEEP: f64 = 3.0;

/// Yes, no, or why neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Yes,
    No,
    /// There was nothing to do.
    NotApplicable,
    /// It hangs on a minute that nobody knows.
    Unknown,
    /// A record cannot tell.
    NotJudged,
}

/// What a formula came to.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) verdict: Verdict,
    /// 0 to 1, where the verdict is yes or no.
    pub(crate) value: Option<f64>,
    /// How long it took, milliseconds, where a limit was asked about.
    pub(crate) took_ms: Option<i64>,
    /// Between which moments that was.
    pub(crate) ends: Option<(Moment, Moment)>,
    /// That limit.
    pub(crate) limit_ms: Option<i64>,
    pub(crate) reason: Option<Reason>,
    pub(crate) evidence: Vec<EventId>,
}

impl Answered {
    fn new(verdict: Verdict, reason: Option<Reason>, moments: &[Moment]) -> Self {
        let value = match verdict {
            Verdict::Yes => Some(1.0),
            Verdict::No => Some(0.0),
            _ => None,
        };
        let evidence = moments.iter().map(|moment| moment.event).collect();
        Self { verdict, value, took_ms: None, ends: None, limit_ms: None, reason, evidence }
    }

    fn yes(moments: &[Moment]) -> Self {
        Self::new(Verdict::Yes, None, moments)
    }

    fn no(reason: Reason, moments: &[Moment]) -> Self {
        Self::new(Verdict::No, Some(reason), moments)
    }

    /// What cannot be told: not judged, or not applicable where there was nothing to do.
    fn absent(reason: Reason, moments: &[Moment]) -> Self {
        let verdict = match reason {
            Reason::NothingToDo | Reason::NeverStarted | Reason::NobodyPlays { .. } => Verdict::NotApplicable,
            Reason::UnknownMinute => Verdict::Unknown,
            _ => Verdict::NotJudged,
        };
        Self::new(verdict, Some(reason), moments)
    }

    /// With its evidence in the order of the record, each event once.
    fn tidied(mut self) -> Self {
        self.evidence.sort_unstable();
        self.evidence.dedup();
        self.evidence.truncate(EVIDENCE);
        self
    }

    fn is_counted(&self) -> bool {
        self.value.is_some()
    }
}

/// How marks fall behind a limit.
#[derive(Clone, Copy)]
struct Marks {
    curve: Curve,
    zero_at: Option<SimDuration>,
}

impl Marks {
    /// All or nothing.
    const STEP: Self = Self { curve: Curve::Step, zero_at: None };

    fn of(item: &Item) -> Self {
        Self { curve: item.curve, zero_at: item.zero_at }
    }
}

/// Answers the items of one rubric.
pub(crate) struct Judge<'a> {
    pub(crate) ledger: &'a Ledger<'a>,
    pub(crate) evaluation: &'a Evaluation,
    pub(crate) clocks: &'a [ClockOutcome],
    rubric: &'a Rubric,
    /// Items that were answered; none while one is being answered.
    known: BTreeMap<&'a Id, Option<Answered>>,
    depth: usize,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(
        ledger: &'a Ledger<'a>,
        evaluation: &'a Evaluation,
        clocks: &'a [ClockOutcome],
        rubric: &'a Rubric,
    ) -> Self {
        Self { ledger, evaluation, clocks, rubric, known: BTreeMap::new(), depth: 0 }
    }

    /// The answer to a formula by itself: whether a cap holds.
    pub(crate) fn formula(&mut self, formula: &Formula) -> Answered {
        self.answer(formula, Marks::STEP).tidied()
    }

    /// The answer to an item of the rubric.
    pub(crate) fn item(&mut self, id: &Id) -> Answered {
        match self.known.get(id) {
            Some(Some(answered)) => return answered.clone(),
            // It asks for itself.
            Some(None) => return Answered::absent(Reason::NoSuchItem, &[]),
            None => {}
        }
        let Some((id, item)) = self.rubric.items.get_key_value(id) else {
            return Answered::absent(Reason::NoSuchItem, &[]);
        };
        self.known.insert(id, None);
        let answered = self.answer(&item.judge, Marks::of(item)).tidied();
        self.known.insert(id, Some(answered.clone()));
        answered
    }

    fn answer(&mut self, formula: &Formula, marks: Marks) -> Answered {
        if self.depth >= DEPTH {
            return Answered::absent(Reason::NoSuchItem, &[]);
        }
        self.depth += 1;
        let answered = match formula {
            Formula::All(parts) => self.all(parts, marks),
            Formula::Any(parts) => self.any(parts, marks),
            Formula::Not(inner) => not(self.answer(inner, marks)),
            Formula::Happened(mark) => self.happened(mark),
            Formula::Never(mark) => self.never(mark),
            Formula::Within { from, to, limit } => self.within(from, to, limit.ms(), marks),
            Formula::Before { first, then } => self.before(first, then),
            Formula::AtLeast { metric, n } => self.count(*metric, |found| found >= *n),
            Formula::AtMost { metric, n } => self.count(*metric, |found| found <= *n),
            Formula::Clock(id) => self.clock(id, marks),
            Formula::Complete(id) => self.complete(id),
            Formula::LevelWithin(limit) => self.level(limit.ms(), marks),
            Formula::Ref(id) => self.item(id),
            Formula::When { so, then } => match self.answer(so, marks) {
                Answered { verdict: Verdict::Yes, .. } => self.answer(then, marks),
                Answered { verdict: Verdict::No, evidence, .. } => {
                    Answered { evidence, ..Answered::absent(Reason::NothingToDo, &[]) }
                }
                other => other,
            },
            Formula::ByHand(why) => Answered::absent(Reason::ByHand { why: why.clone() }, &[]),
        };
        self.depth -= 1;
        answered
    }

    fn all(&mut self, parts: &[Formula], marks: Marks) -> Answered {
        let answers: Vec<Answered> = parts.iter().map(|part| self.answer(part, marks)).collect();
        // One no is a no, whatever the others are; without one, what cannot be told of a part cannot be told of the whole.
        join(answers, [Verdict::No, Verdict::NotJudged, Verdict::Unknown, Verdict::Yes], f64::min)
    }

    fn any(&mut self, parts: &[Formula], marks: Marks) -> Answered {
        let answers: Vec<Answered> = parts.iter().map(|part| self.answer(part, marks)).collect();
        join(answers, [Verdict::Yes, Verdict::NotJudged, Verdict::Unknown, Verdict::No], f64::max)
    }

    fn happened(&self, mark: &Mark) -> Answered {
        match self.ledger.find(mark) {
            Found::At(moment) => Answered::yes(&[moment]),
            Found::Never if self.ledger.end.is_cut => Answered::absent(Reason::DrillEnded, &[]),
            Found::Never => Answered::no(Reason::NeverCame, &[]),
            Found::Absent(reason) => Answered::absent(reason, &[]),
        }
    }

    fn never(&self, mark: &Mark) -> Answered {
        match self.ledger.find(mark) {
            Found::At(moment) => Answered::no(Reason::Happened, &[moment]),
            Found::Never if self.ledger.end.is_cut => Answered::absent(Reason::DrillEnded, &[]),
            Found::Never | Found::Absent(Reason::NothingToDo) => Answered::yes(&[]),
            Found::Absent(reason) => Answered::absent(reason, &[]),
        }
    }

    fn within(&self, from: &Mark, to: &Mark, limit_ms: i64, marks: Marks) -> Answered {
        let start = match self.ledger.find(from) {
            Found::At(moment) => moment,
            Found::Never => return Answered::absent(Reason::NeverStarted, &[]),
            Found::Absent(reason) => return Answered::absent(reason, &[]),
        };
        let answered = match self.ledger.find(to) {
            Found::At(end) => match start.ms_until(end) {
                None => Answered::absent(Reason::UnknownMinute, &[start, end]),
                Some(took) => timed(took, limit_ms, marks, &[start, end]),
            },
            Found::Never => self.not_yet(start, limit_ms),
            Found::Absent(reason) => Answered::absent(reason, &[start]),
        };
        Answered { limit_ms: Some(limit_ms), ..answered }
    }

    /// It started and never came: a no, once its time was up.
    fn not_yet(&self, start: Moment, limit_ms: i64) -> Answered {
        match self.ledger.is_up(start, limit_ms) {
            Some(true) => Answered::no(Reason::NeverCame, &[start]),
            Some(false) => Answered::absent(Reason::DrillEnded, &[start]),
            None => Answered::absent(Reason::UnknownMinute, &[start]),
        }
    }

    fn before(&self, first: &Mark, then: &Mark) -> Answered {
        match (self.ledger.find(first), self.ledger.find(then)) {
            (Found::Absent(reason), _) | (_, Found::Absent(reason)) => Answered::absent(reason, &[]),
            (_, Found::Never) => Answered::absent(Reason::NeverStarted, &[]),
            (Found::Never, Found::At(then)) => Answered::no(Reason::NeverCame, &[then]),
            (Found::At(first), Found::At(then)) => {
                let is_in_order = first.ms_until(then).map_or(first.event <= then.event, |ms| ms >= 0);
                if is_in_order {
                    Answered::yes(&[first, then])
                } else {
                    Answered::no(Reason::WrongOrder, &[first, then])
                }
            }
        }
    }

    fn count(&self, metric: Measure, fits: impl Fn(f64) -> bool) -> Answered {
        let Some(counted) = measure::read(self.ledger, self.evaluation, self.clocks, metric) else {
            return Answered::absent(Reason::NotTold, &[]);
        };
        let verdict = if fits(counted.n) { Verdict::Yes } else { Verdict::No };
        let reason = Some(Reason::Count { found: counted.n, measure: metric });
        Answered { evidence: counted.evidence, ..Answered::new(verdict, reason, &[]) }
    }

    fn clock_of(&self, id: &Id) -> Option<&'a ClockOutcome> {
        self.clocks.iter().find(|clock| clock.id == **id)
    }

    fn clock(&self, id: &Id, marks: Marks) -> Answered {
        let Some(clock) = self.clock_of(id) else { return Answered::absent(Reason::NoSuchItem, &[]) };
        let moments: Vec<Moment> = [clock.started, clock.met].into_iter().flatten().collect();
        let took_ms = clock.started.zip(clock.met).and_then(|(from, to)| from.ms_until(to));
        let limit_ms = clock.limit_s.map(crate::moment::ms);
        let answered = match (clock.state, took_ms, limit_ms) {
            (ClockState::Kept | ClockState::Late, Some(took), Some(limit)) => timed(took, limit, marks, &moments),
            (ClockState::Kept, ..) => Answered::yes(&moments),
            (ClockState::Late | ClockState::Never, ..) => Answered::no(Reason::NeverCame, &moments),
            (ClockState::Unknown, ..) => Answered::absent(Reason::UnknownMinute, &moments),
            (ClockState::NotApplicable, ..) => Answered::new(Verdict::NotApplicable, clock.reason.clone(), &moments),
            (ClockState::NotJudged, ..) => Answered::new(Verdict::NotJudged, clock.reason.clone(), &moments),
        };
        Answered { took_ms, ends: clock.started.zip(clock.met), limit_ms, ..answered }
    }

    fn complete(&self, id: &Id) -> Answered {
        let Some(clock) = self.clock_of(id) else { return Answered::absent(Reason::NoSuchItem, &[]) };
        if clock.met.is_none() {
            return match clock.state {
                ClockState::NotApplicable => Answered::new(Verdict::NotApplicable, clock.reason.clone(), &[]),
                ClockState::Never => Answered::no(Reason::NeverCame, &[]),
                _ => Answered::new(Verdict::NotJudged, clock.reason.clone(), &[]),
            };
        }
        let Some(form) = &clock.contents else { return Answered::absent(Reason::NotTold, &[]) };
        let missing = || {
            let is_missing = |e: &&crate::ElementOutcome| !e.optional && e.state == crate::ElementState::Missing;
            form.elements.iter().filter(is_missing).map(|e| e.id.clone()).collect::<Vec<_>>()
        };
        let answered = match form.complete {
            None => Answered::absent(Reason::NotTold, &[]),
            Some(true) => Answered::yes(&[]),
            Some(false) => {
                let missing = missing();
                let needed = form.elements.iter().filter(|e| !e.optional && e.state != crate::ElementState::NotJudged);
                let value = 1.0 - missing.len() as f64 / needed.count().max(1) as f64;
                // Whoever wants all or nothing takes the step.
                Answered { value: Some(value), ..Answered::no(Reason::Incomplete { missing }, &[]) }
            }
        };
        Answered { evidence: form.messages.clone(), ..answered }
    }

    fn level(&self, limit_ms: i64, marks: Marks) -> Answered {
        let (Some(course), Source::Record(index)) = (&self.ledger.course, &self.ledger.source) else {
            return Answered::absent(Reason::NotTold, &[]);
        };
        let asked = course.level_delays(index).into_iter().map(|(asked, met)| {
            let answered = match met {
                Some(met) => match asked.ms_until(met) {
                    None => Answered::absent(Reason::UnknownMinute, &[asked, met]),
                    Some(took) => timed(took, limit_ms, marks, &[asked, met]),
                },
                None => match self.not_yet(asked, limit_ms) {
                    no if no.verdict == Verdict::No => Answered { reason: Some(Reason::LevelTooLow), ..no },
                    other => other,
                },
            };
            Answered { limit_ms: Some(limit_ms), ..answered }
        });
        join(asked.collect(), [Verdict::No, Verdict::NotJudged, Verdict::Unknown, Verdict::Yes], f64::min)
    }
}

/// The first verdict of `order` that any part has; its value over the parts that count; nothing to do where there was
/// nothing to do in any.
fn join(answers: Vec<Answered>, order: [Verdict; 4], pick: fn(f64, f64) -> f64) -> Answered {
    let found = order.into_iter().find(|verdict| answers.iter().any(|a| a.verdict == *verdict));
    let Some(verdict) = found else {
        let reason = answers.into_iter().find_map(|a| a.reason).or(Some(Reason::NothingToDo));
        return Answered::new(Verdict::NotApplicable, reason, &[]);
    };
    let value = match verdict {
        Verdict::Yes | Verdict::No => answers.iter().filter_map(|a| a.value).reduce(pick),
        _ => None,
    };
    // The part that decides speaks for the whole: of several, the one with the least value.
    let worth = |a: &&Answered| a.value.map_or(0, |value| (value * 1e6) as i64);
    let deciding = answers.iter().filter(|a| a.verdict == verdict).min_by_key(worth);
    let (took_ms, ends, limit_ms, reason) =
        deciding.map_or((None, None, None, None), |a| (a.took_ms, a.ends, a.limit_ms, a.reason.clone()));
    let evidence = match verdict {
        Verdict::Yes => answers.iter().filter(|a| a.is_counted()).flat_map(|a| a.evidence.clone()).collect(),
        _ => deciding.map(|a| a.evidence.clone()).unwrap_or_default(),
    };
    Answered { verdict, value, took_ms, ends, limit_ms, reason, evidence }
}

fn not(answered: Answered) -> Answered {
    let verdict = match answered.verdict {
        Verdict::Yes => Verdict::No,
        Verdict::No => Verdict::Yes,
        other => other,
    };
    let reason = match verdict {
        Verdict::No => answered.reason.or(Some(Reason::Happened)),
        Verdict::Yes => None,
        _ => answered.reason,
    };
    Answered { verdict, value: answered.value.map(|value| 1.0 - value), reason, ..answered }
}

/// An answer about a time: yes within the limit, else no and what the curve of the item leaves.
fn timed(took_ms: i64, limit_ms: i64, marks: Marks, moments: &[Moment]) -> Answered {
    let value = value(marks, took_ms, limit_ms);
    let answered = if took_ms <= limit_ms { Answered::yes(moments) } else { Answered::no(Reason::Late, moments) };
    let ends = moments.first().copied().zip(moments.get(1).copied());
    Answered { value: Some(value), took_ms: Some(took_ms), ends, limit_ms: Some(limit_ms), ..answered }
}

/// 1 up to the limit, falling by the curve of the item to 0 at its `zero_at`.
fn value(marks: Marks, took_ms: i64, limit_ms: i64) -> f64 {
    let zero_at = marks.zero_at.map_or_else(|| limit_ms.saturating_mul(2), SimDuration::ms);
    if took_ms <= limit_ms {
        return 1.0;
    }
    if marks.curve == Curve::Step || took_ms >= zero_at {
        return 0.0;
    }
    let share = took_ms.saturating_sub(limit_ms) as f64 / zero_at.saturating_sub(limit_ms) as f64;
    match marks.curve {
        Curve::Step => 0.0,
        Curve::Linear => 1.0 - share,
        Curve::Exponential => {
            let rest = maths::exp(-STEEP);
            (maths::exp(-STEEP * share) - rest) / (1.0 - rest)
        }
    }
}
