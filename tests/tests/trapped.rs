//! Trapped: ways that a jammed door or flames bar, those who cannot get out, their call for help, and who brings them out.

use hazdrill::engine::kernel::Id;
use hazdrill::engine::places::{Barred, Barrier, Body};
use hazdrill::record::{EndReason, Event, Happening as H};
use hazdrill::score::TrappedUntil;
use hazdrill::{Checked, Drill, evaluate};
use hazdrill_tests::{ether_lab, with};
use std::collections::{BTreeMap, BTreeSet};

/// Whoever is trapped, until when, and how it ended.
#[derive(Default)]
struct Seen {
    trapped: BTreeSet<String>,
    free: BTreeSet<String>,
    rescued: BTreeSet<String>,
    called: BTreeSet<String>,
    sent: usize,
    left_inside: BTreeSet<String>,
}

/// What becomes of the trapped of one run. Nobody sets out while trapped.
fn follow(seed: u64, events: &[Event]) -> Seen {
    let mut seen = Seen::default();
    let mut inside: BTreeSet<&str> = BTreeSet::new();
    for event in events {
        let actor = event.actor.as_deref().unwrap_or_default();
        match &event.what {
            H::Trapped(_) => {
                seen.trapped.insert(actor.to_owned());
                assert!(inside.insert(actor), "seed {seed}: trapped twice: {event:?}");
                assert!(event.causes.len() == 2, "seed {seed}: what shut the way is a cause: {event:?}");
            }
            H::WayFree(_) => {
                seen.free.insert(actor.to_owned());
                assert!(inside.remove(actor), "seed {seed}: free and never trapped: {event:?}");
            }
            H::Found(found) => found.who.iter().for_each(|who| {
                if inside.remove(&**who) {
                    seen.rescued.insert(who.to_string());
                }
            }),
            H::Injured(_) | H::Died(_) => _ = inside.remove(actor),
            H::Left(left) => assert!(!inside.contains(actor), "seed {seed}: trapped and under way to {}", left.to),
            H::Done(done) if done.step.ends_with("-calls-for-help") => _ = seen.called.insert(actor.to_owned()),
            H::Started(started) if started.step.starts_with("free-from-") => seen.sent += 1,
            _ => {}
        }
    }
    seen.left_inside = inside.into_iter().map(str::to_owned).collect();
    seen
}

fn all(scenario: &Checked, seeds: impl IntoIterator<Item = u64>) -> Vec<(u64, Seen)> {
    let run = |seed| {
        let mut drill = Drill::new(scenario, seed);
        let end = drill.run();
        let seen = follow(seed, drill.events());
        let told = evaluate(&drill).trapped.expect("a record tells it");
        let who = |until| told.iter().filter(|one| one.until == until).map(|one| one.who.to_string()).collect();
        let (free, rescued): (BTreeSet<_>, _) = (who(Some(TrappedUntil::WayFree)), who(Some(TrappedUntil::Found)));
        assert_eq!((&free, &rescued), (&seen.free, &seen.rescued), "seed {seed}: the evaluation tells the same");
        assert!(told.iter().all(|one| one.for_s.is_none_or(|s| s > 0.0)), "seed {seed}: {told:?}");
        assert!(
            end != EndReason::AllClear || seen.left_inside.is_empty(),
            "seed {seed}: all clear, and inside are still {:?}",
            seen.left_inside
        );
        (seed, seen)
    };
    seeds.into_iter().map(run).collect()
}

#[test]
fn whoever_is_trapped_calls_for_help_and_is_brought_out_or_finds_a_way() {
    let runs = all(&ether_lab(), 1..=60);
    let count = |of: fn(&Seen) -> usize| runs.iter().map(|(_, seen)| of(seen)).sum::<usize>();
    let figures = (
        count(|s| s.trapped.len()),
        count(|s| s.free.len()),
        count(|s| s.rescued.len()),
        count(|s| s.called.len()),
        count(|s| s.sent),
    );
    let (trapped, free, rescued, called, sent) = figures;
    assert!(trapped > 0 && called > 0 && sent > 0, "trapped, free, rescued, called, sent: {figures:?}");
    assert!(free + rescued >= trapped, "trapped, free, rescued, called, sent: {figures:?}");
}

/// Those of the office go to the laboratory some minutes after the bang: where it burns by then, they see so from the
/// corridor, and turn back.
#[test]
fn nobody_without_protection_goes_into_flames() {
    let scenario = with(&[
        r#"organisations.firm.procedures.leave-others.office-staff-leave.do={"go":{"to":"synthesis-lab"}}"#,
        r#"organisations.firm.procedures.leave-others.office-staff-leave.takes={"fixed":{"min":12}}"#,
    ]);
    let (mut turned, mut legs) = (0, 0);
    for seed in 1..=20 {
        let mut drill = Drill::new(&scenario, seed);
        let mut known: BTreeMap<Id, u32> = BTreeMap::new();
        while drill.step().is_some() {
            let world = drill.world();
            let barred = world.resource::<Barred>();
            let mut query = world.try_query::<(&Id, &Body)>().expect("actors are registered");
            for (id, body) in query.iter(world).filter(|(_, body)| !body.passes().flames) {
                let saw_flames = body.found.last().is_some_and(|(barrier, _)| barrier == Barrier::Flames);
                turned += usize::from(saw_flames);
                let Some(journey) = &body.journey else { continue };
                let begins = known.insert(*id, journey.serial) != Some(journey.serial);
                if begins && journey.leg.road.is_none() {
                    legs += 1;
                    let to = journey.leg.to;
                    assert!(!barred.is_aflame(to), "seed {seed}: {id:?} walks into the flames of {to:?}");
                }
            }
        }
    }
    assert!(legs > 1000 && turned > 0, "{legs} legs, {turned} times flames in the way");
}

/// No call for help, and the brigade searches only where it would anyway: those in a room off the usual way come out later.
#[test]
fn a_call_for_help_brings_the_trapped_out_sooner() {
    let shipped = ether_lab();
    let silent = with(&[
        "organisations.firm.procedures.others-trapped.office-staff-calls-for-help.forgotten=1",
        "organisations.firm.procedures.others-trapped.neighbour-staff-calls-for-help.forgotten=1",
        "organisations.firm.procedures.trapped.warden-calls-for-help.forgotten=1",
        "organisations.firm.procedures.trapped.lab-lead-calls-for-help.forgotten=1",
        "organisations.firm.procedures.trapped.lab-staff-calls-for-help.forgotten=1",
        "organisations.firm.procedures.trapped.finder-calls-for-help.forgotten=1",
    ]);
    let out = |scenario: &Checked, seed| {
        let mut drill = Drill::new(scenario, seed);
        drill.run();
        let trapped = |e: &&Event| matches!(e.what, H::Trapped(_));
        let who: BTreeSet<String> =
            drill.events().iter().filter(trapped).filter_map(|e| e.actor.as_deref()).map(str::to_owned).collect();
        let free = |e: &Event| match &e.what {
            H::WayFree(_) => e.actor.as_deref().is_some_and(|a| who.contains(a)),
            H::Found(found) => found.who.iter().any(|w| who.contains(&**w)),
            _ => false,
        };
        drill.events().iter().rfind(|e| free(e)).and_then(|e| e.t_ms)
    };
    let pairs: Vec<_> = (1..=60).filter_map(|seed| Some((seed, out(&shipped, seed)?, out(&silent, seed)))).collect();
    let later = pairs.iter().filter(|(_, with, without)| without.is_none_or(|t| t > *with)).count();
    let sooner = pairs.iter().filter(|(_, with, without)| without.is_some_and(|t| t < *with)).count();
    assert!(later > sooner, "(seed, out with calls, without): {pairs:?}");
}
