//! The counts that a rubric can ask for. A timeline tells none of them but what its rows count.

use crate::casualties::{self, Tally, heads};
use crate::clocks::{ClockOutcome, ClockState};
use crate::evaluation::Evaluation;
use crate::injects::InjectState;
use crate::ledger::{Ledger, Source};
use crate::readings::declares;
use crate::view::View;
use hazdrill_model::{Measure, TargetKind};
use hazdrill_record::{Event, EventId, Happening as H};
use std::collections::BTreeSet;

/// How many events are named as evidence of a count.
const EVIDENCE: usize = 8;

/// A count, and the first of the events behind it.
pub(crate) struct Counted {
    pub(crate) n: f64,
    pub(crate) evidence: Vec<EventId>,
}

fn some(n: impl Into<Option<u64>>, events: &[&Event]) -> Option<Counted> {
    let n = n.into()?;
    Some(Counted { n: n as f64, evidence: events.iter().take(EVIDENCE).map(|e| e.seq).collect() })
}

fn count(events: &[&Event]) -> Option<Counted> {
    some(events.len() as u64, events)
}

/// The count; none where this source does not tell it.
pub(crate) fn read(
    ledger: &Ledger<'_>,
    evaluation: &Evaluation,
    clocks: &[ClockOutcome],
    measure: Measure,
) -> Option<Counted> {
    let Source::Record(index) = &ledger.source else {
        let is_told = measure == Measure::Explosions;
        return is_told
            .then(|| Counted { n: evaluation.explosions as f64, evidence: evaluation.explosion_events.clone() });
    };
    let view = index.view;
    let of_kind = |kind: &str| index.of_kind(kind);
    let filter = |kind: &str, fits: &dyn Fn(&Event) -> bool| -> Vec<&Event> {
        of_kind(kind).iter().filter(|e| fits(e)).copied().collect()
    };
    let declared = |fact: &str| filter("declared", &|e| declares(e, fact));
    let people = evaluation.casualties;
    match measure {
        Measure::Dead => some(people.dead, of_kind("died")),
        Measure::Serious => {
            some(people.serious, &filter("injured", &|e| matches!(&e.what, H::Injured(i) if &*i.class == "serious")))
        }
        Measure::Slight => some(people.slight, of_kind("injured")),
        Measure::Exposed => {
            some(people.exposed, &filter("exposed", &|e| matches!(&e.what, H::Exposed(x) if !x.protected)))
        }
        Measure::Rescued => some(people.rescued, of_kind("rescued")),
        Measure::Delivered => some(people.delivered, of_kind("delivered")),
        Measure::Explosions => some(evaluation.explosions, of_kind("explosion")),
        Measure::RespondersHurt => responders_hurt(view),
        Measure::RespondersExposed => {
            let events =
                filter("exposed", &|e| view.is_from_outside(e) && matches!(&e.what, H::Exposed(x) if !x.protected));
            let who: BTreeSet<&str> = events.iter().filter_map(|e| e.actor.as_deref()).collect();
            some(who.into_iter().map(|actor| heads(view, actor)).sum::<u64>(), &events)
        }
        Measure::Organisations => {
            let events = of_kind("dispatched");
            let who: BTreeSet<&str> = events.iter().filter_map(|e| e.organisation()).collect();
            some(who.len() as u64, events)
        }
        Measure::Channels => {
            let channel = |e: &&Event| match &e.what {
                H::Said(said) => Some(said.channel.clone()),
                _ => None,
            };
            let used: BTreeSet<_> = of_kind("said").iter().filter_map(channel).collect();
            some(used.len() as u64, &[])
        }
        Measure::Messages => some(of_kind("said").len() as u64, &[]),
        Measure::CallsFailedPercent => {
            share(of_kind("call_failed"), of_kind("said").len() + of_kind("call_failed").len())
        }
        Measure::LostPercent => share(of_kind("lost"), of_kind("said").len()),
        Measure::Misheard => count(of_kind("misheard")),
        Measure::UnknownPercent => unknown_percent(of_kind("said")),
        Measure::Forgotten => count(of_kind("forgotten")),
        Measure::Refused => count(of_kind("refused")),
        Measure::ClocksBroken => Some(clocks_broken(clocks)),
        Measure::DoubleCommand => {
            let found = &evaluation.failures.as_ref()?.double_command;
            Some(Counted { n: found.len() as f64, evidence: found.iter().take(EVIDENCE).map(|d| d.second).collect() })
        }
        Measure::Measurements => count(&filter("measured", &|e| view.is_from_outside(e))),
        Measure::PublicWords => count(&declared("public.word")),
        Measure::ReportsUp => {
            let up = ["report.county", "report.city", "report.province"];
            count(&filter("declared", &|e| up.iter().any(|fact| declares(e, fact))))
        }
        Measure::Understated => {
            let course = ledger.course.as_ref()?;
            let found: Vec<EventId> =
                course.reports(index).iter().filter(|report| report.is_understated()).map(|r| r.event).collect();
            Some(Counted { n: found.len() as f64, evidence: found.into_iter().take(EVIDENCE).collect() })
        }
        Measure::TurnedAway => {
            let who = |e: &Event| match &e.what {
                H::TurnedAway(turned) => turned.who.len().max(1) as u64,
                _ => 0,
            };
            some(of_kind("turned_away").iter().map(|e| who(e)).sum::<u64>(), of_kind("turned_away"))
        }
        Measure::Waiting => Some(waiting(view)),
        Measure::InjectsAnsweredPercent => {
            let judged =
                |state: &InjectState| matches!(state, InjectState::Came | InjectState::Late | InjectState::Never);
            let states: Vec<InjectState> =
                evaluation.injects.iter().map(|inject| inject.state).filter(judged).collect();
            let kept = states.iter().filter(|state| **state == InjectState::Came).count();
            (!states.is_empty()).then(|| Counted { n: 100.0 * kept as f64 / states.len() as f64, evidence: Vec::new() })
        }
        Measure::LaterBlasts => {
            let there = ledger.stamps.first_of("t6_arrival");
            let after = |e: &Event| there.is_some_and(|there| e.seq > there.event);
            let mut events = filter("explosion", &after);
            events.extend(filter("vessel_burst", &after));
            events.sort_by_key(|e| e.seq);
            count(&events)
        }
    }
}

/// Duties of law met late or never.
fn clocks_broken(clocks: &[ClockOutcome]) -> Counted {
    let is_broken = |clock: &&ClockOutcome| {
        clock.kind == TargetKind::Legal && matches!(clock.state, ClockState::Late | ClockState::Never)
    };
    let broken: Vec<&ClockOutcome> = clocks.iter().filter(is_broken).collect();
    let evidence = broken.iter().flat_map(|clock| clock.evidence.iter().copied()).take(EVIDENCE).collect();
    Counted { n: broken.len() as f64, evidence }
}

/// A share of nothing is nobody's fault: none.
fn share(part: &[&Event], whole: usize) -> Option<Counted> {
    let n = 100.0 * part.len() as f64 / whole as f64;
    (whole > 0).then(|| Counted { n, evidence: part.iter().take(EVIDENCE).map(|e| e.seq).collect() })
}

fn unknown_percent(said: &[&Event]) -> Option<Counted> {
    let (mut told, mut unknown) = (0_u64, 0_u64);
    let mut evidence = Vec::new();
    for event in said {
        let H::Said(said) = &event.what else { continue };
        let missing = said.facts.iter().filter(|fact| fact.value.is_none()).count();
        told += said.facts.len() as u64;
        unknown += missing as u64;
        if missing > 0 && evidence.len() < EVIDENCE {
            evidence.push(event.seq);
        }
    }
    (told > 0).then(|| Counted { n: 100.0 * unknown as f64 / told as f64, evidence })
}

fn responders_hurt(view: &View<'_>) -> Option<Counted> {
    let mut tally = Tally::default();
    let mut events = Vec::new();
    for event in view.events.iter().filter(|e| view.is_from_outside(e)) {
        if matches!(event.what, H::Injured(_) | H::Died(_)) {
            tally.add(view, event, false);
            events.push(event);
        }
    }
    some(tally.sums().iter().copied().fold(0, u64::saturating_add), &events)
}

/// The seriously injured who are alive at the end and in no hospital.
fn waiting(view: &View<'_>) -> Counted {
    let (mut hurt, mut done) = (BTreeSet::new(), BTreeSet::new());
    for event in view.events {
        match &event.what {
            H::Injured(injured) if &*injured.class == "serious" => {
                hurt.extend(event.actor.as_deref().map(|a| (a, event.seq)));
            }
            H::Died(_) => done.extend(event.actor.as_deref()),
            H::Delivered(delivered) => done.extend(delivered.who.iter().map(|word| &**word)),
            _ => {}
        }
    }
    let left: Vec<_> = hurt.into_iter().filter(|(who, _)| !done.contains(who)).collect();
    let who: BTreeSet<&str> = left.iter().map(|(who, _)| *who).collect();
    let evidence = left.iter().map(|(_, seq)| *seq).take(EVIDENCE).collect();
    Counted { n: who.into_iter().map(|actor| casualties::heads(view, actor)).sum::<u64>() as f64, evidence }
}
