//! Responders who are hurt, the signal to withdraw, and whoever leaves the play.

use hazdrill::engine::kernel::Id;
use hazdrill::engine::minds::Hands;
use hazdrill::engine::places::Body;
use hazdrill::engine::talk::Talk;
use hazdrill::record::{Event, Happening as H};
use hazdrill::{Checked, Drill};
use hazdrill_tests::with;
use std::collections::{BTreeMap, BTreeSet};

const STORE: &str = "places.solvent-store.room.ignition";

/// The shipped drill in which no electric source ignites soon, but static may at any time: so it bangs late, too, when
/// crews are inside.
fn late_bangs(more: &[&str]) -> Checked {
    let sets: Vec<String> = [
        format!("{STORE}.static.rate=per_h(4)"),
        format!("{STORE}.store-lead.rate=per_h(0.001)"),
        format!("{STORE}.store-fridge.rate=per_h(0.001)"),
        "places.synthesis-lab.room.ignition.extension-lead.rate=per_h(0.001)".to_owned(),
    ]
    .into_iter()
    .chain(more.iter().map(|set| (*set).to_owned()))
    .collect();
    with(&sets.iter().map(String::as_str).collect::<Vec<_>>())
}

fn run(scenario: &Checked, seed: u64) -> Vec<Event> {
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    drill.events().to_vec()
}

/// A member of a crew: `fire/engine-1.2`.
fn crew_of(actor: &str) -> Option<&str> {
    let (crew, number) = actor.rsplit_once('.')?;
    (crew.starts_with("fire/") && number.parse::<u32>().is_ok()).then_some(crew)
}

fn hurt(events: &[Event]) -> BTreeSet<&str> {
    let hurt = |e: &&Event| matches!(e.what, H::Injured(_) | H::Died(_));
    events.iter().filter(hurt).filter_map(|e| e.actor.as_deref()).filter(|who| crew_of(who).is_some()).collect()
}

#[test]
fn a_hurt_responder_is_brought_out_and_to_a_hospital_like_others() {
    let scenario = late_bangs(&[]);
    let (mut fell, mut rescued, mut delivered, mut stopped) = (0, 0, 0, 0);
    for seed in 1..=30 {
        let events = run(&scenario, seed);
        let hurt = hurt(&events);
        fell += hurt.len();
        let mut parted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for event in &events {
            let actor = event.actor.as_deref().unwrap_or_default();
            let who = match &event.what {
                H::Injured(injured) if &*injured.class == "slight" => continue,
                H::Injured(_) | H::Died(_) => {
                    if let Some(crew) = crew_of(actor) {
                        parted.entry(crew).or_default().insert(actor);
                    }
                    continue;
                }
                H::Rescued(out) => &out.who,
                H::Delivered(out) => &out.who,
                H::Started(started) if &*started.step == "stop-entry" => {
                    stopped += 1;
                    continue;
                }
                H::Started(_) | H::Left(_) | H::Said(_) => {
                    assert!(!hurt.contains(actor), "seed {seed}: one who lies there acts: {event:?}");
                    let all = scenario.organisations["fire"].crews.iter().find(|(id, _)| actor == format!("fire/{id}"));
                    let left =
                        all.map_or(1, |(_, crew)| crew.people as usize - parted.get(actor).map_or(0, BTreeSet::len));
                    assert!(left > 0, "seed {seed}: a crew of whom nobody is left acts: {event:?}");
                    continue;
                }
                _ => continue,
            };
            let members: Vec<_> = who.iter().filter(|who| crew_of(who).is_some()).collect();
            assert!(members.iter().all(|who| hurt.contains(&***who)), "seed {seed}: nobody else is carried: {event:?}");
            if matches!(event.what, H::Rescued(_)) {
                rescued += members.len();
            } else {
                delivered += members.len();
            }
        }
    }
    assert!(fell > 10 && rescued > 4 && delivered > 2, "{fell} fell, {rescued} brought out, {delivered} delivered");
    assert!(stopped > 0, "entry stops where some of a crew lie hurt");
}

#[test]
fn a_crew_of_whom_nobody_is_left_is_not_found_and_brought_out() {
    // Crews of two: of six somebody is nearly always left.
    let small = ["engine-1", "engine-2", "rescue-1"].map(|crew| format!("organisations.fire.crews.{crew}.people=2"));
    let scenario = late_bangs(&small.each_ref().map(String::as_str));
    let mut emptied = 0;
    for seed in 1..=40 {
        let events = run(&scenario, seed);
        let mut fallen: BTreeSet<&str> = BTreeSet::new();
        for event in &events {
            let actor = event.actor.as_deref().unwrap_or_default();
            let who = match &event.what {
                H::Injured(injured) if &*injured.class == "slight" => continue,
                H::Injured(_) | H::Died(_) => {
                    _ = fallen.insert(actor);
                    continue;
                }
                H::PostEmpty(_) => {
                    emptied +=
                        usize::from(scenario.organisations["fire"].crews.keys().any(|c| actor == format!("fire/{c}")));
                    continue;
                }
                H::Found(found) => &found.who[..],
                H::Rescued(out) => &out.who[..],
                H::Decontaminated(washed) => std::slice::from_ref(&washed.who),
                _ => continue,
            };
            for one in who {
                let Some((organisation, name)) = one.split_once('/') else { continue };
                let Some(crew) = scenario.organisations[organisation].crews.get(name) else { continue };
                let of_it = fallen.iter().filter(|member| crew_of(member) == Some(&**one)).count();
                assert!(of_it < crew.people as usize, "seed {seed}: nobody is left of {one}: {event:?}");
            }
        }
    }
    assert!(emptied > 0, "a whole crew falls in some runs");
}

#[test]
fn the_signal_to_withdraw_and_the_withdrawal_are_two_events() {
    let scenario = with(&[]);
    let mut seen = 0;
    for seed in 1..=12 {
        let events = run(&scenario, seed);
        for back in events.iter().filter(|e| matches!(e.what, H::Withdrawn(_))) {
            let crew = back.actor.as_deref().unwrap_or_default();
            let signal = events[..back.seq as usize].iter().rev().find(
                |e| matches!(&e.what, H::WithdrawalSignalled(signal) if signal.crews.iter().any(|c| **c == *crew)),
            );
            assert!(signal.is_some_and(|s| s.t_ms < back.t_ms), "seed {seed}: back without a signal: {back:?}");
            seen += 1;
        }
    }
    assert!(seen > 2, "crews are called back in some runs: {seen}");
}

#[test]
fn whoever_is_out_of_the_play_has_nobody_on_the_line() {
    let scenario = late_bangs(&[]);
    let mut out = 0;
    for seed in [2, 13] {
        let mut drill = Drill::new(&scenario, seed);
        while drill.step().is_some() {
            let world = drill.world();
            let mut query = world.try_query::<(&Id, &Hands, &Talk, &Body)>().expect("actors are registered");
            let actors: BTreeMap<Id, (&Hands, &Talk, &Body)> =
                query.iter(world).map(|(id, hands, talk, body)| (*id, (hands, talk, body))).collect();
            for (id, (hands, talk, body)) in &actors {
                let carrier = body.carried.map(|carrier| actors[&carrier].0);
                assert!(carrier.is_none_or(|c| c.out.is_none()), "seed {seed}: {id:?} is carried by one who is out");
                if hands.out.is_some() {
                    out += 1;
                    assert!(talk.leads.is_none() && hands.doing.is_none(), "seed {seed}: {id:?} is out and acts");
                }
                let caller = talk.engaged.map(|caller| actors[&caller].0);
                assert!(caller.is_none_or(|c| c.out.is_none()), "seed {seed}: {id:?} is held on the line by nobody");
            }
        }
    }
    assert!(out > 0, "somebody leaves the play");
}

/// The drum, nearly run out, bursts before crews can be inside, the bottles after: two bangs in one fire, minutes apart.
const TWO_BURSTS: [&str; 2] = [
    r#"places.solvent-store.vessels.drum.bursts={"uniform":{"from":{"min":10},"to":{"min":14}}}"#,
    r#"places.solvent-store.vessels.bottles.bursts={"uniform":{"from":{"min":15},"to":{"min":19}}}"#,
];
/// The officer calls nobody back until twenty minutes after the first.
const LATE_SIGNAL: &str = r#"organisations.fire.procedures.hold.withdraw-at-burst.when={"waited":{"time":{"min":20},"since":{"knows":"vessel.burst"}}}"#;

#[test]
fn a_late_signal_to_withdraw_hurts_those_who_are_still_inside() {
    let early = with(&TWO_BURSTS);
    let late = with(&[TWO_BURSTS[0], TWO_BURSTS[1], LATE_SIGNAL]);
    let mut pairs = Vec::new();
    for seed in 1..=60 {
        let events = run(&early, seed);
        if events.iter().filter(|e| matches!(e.what, H::VesselBurst(_))).count() < 2 {
            continue;
        }
        pairs.push((seed, hurt(&events).len(), hurt(&run(&late, seed)).len()));
    }
    let more = pairs.iter().filter(|(_, early, late)| late > early).count();
    let fewer = pairs.iter().filter(|(_, early, late)| late < early).count();
    let sum = |of: fn(&(u64, usize, usize)) -> usize| pairs.iter().map(of).sum::<usize>();
    let (early, late) = (sum(|pair| pair.1), sum(|pair| pair.2));
    let figures = format!(
        "{} fires with two bursts: {early} responders hurt as shipped, {late} with a late signal; more in {more}, fewer in \
         {fewer} (seed, as shipped, late): {pairs:?}",
        pairs.len()
    );
    assert!(pairs.len() >= 8, "{figures}");
    assert!(late > early && more >= 4 && more >= 3 * fewer, "{figures}");
}

#[test]
fn a_vessel_that_bursts_is_heard_once_and_burns_at_once_what_flashes() {
    let scenario = with(&TWO_BURSTS);
    let (mut bursts, mut heard) = (0, 0);
    for seed in 1..=20 {
        let events = run(&scenario, seed);
        for event in &events {
            let H::VesselBurst(burst) = &event.what else { continue };
            bursts += 1;
            let held = if &*burst.vessel == "drum" { 17.9 } else { 7.9 };
            assert!((0.0..=0.65 * held).contains(&burst.fireball_kg), "seed {seed}: {burst:?}");
            let heard_at = |e: &&Event| matches!(&e.what, H::Learned(l) if &*l.channel == "hearing" && l.fact.starts_with("vessel.burst"));
            let soon = events.iter().filter(heard_at).filter(|e| e.causes.contains(&event.seq));
            heard += soon.clone().count();
            let late = soon.filter(|e| e.t_ms > event.t_ms.map(|t| t + 10_000)).count();
            assert_eq!(late, 0, "seed {seed}: whoever comes later has not heard it");
        }
    }
    assert!(bursts >= 4 && heard >= bursts, "{bursts} bursts, heard {heard} times");
}
