//! One delay is changed, everything else keeps its luck, and what follows is compared seed by seed.

use hazdrill::record::{Event, event_line};
use hazdrill::scenario::{Overrides, apply};
use hazdrill::{Checked, Drill, evaluate, load};

const SEEDS: u64 = 50;

fn ether_lab() -> Checked {
    load("ether-lab").checked.expect("the shipped scenario is sound")
}

fn changed(sets: &[&str], scales: &[&str]) -> Checked {
    let overrides = Overrides::parse(sets, scales).unwrap_or_else(|e| panic!("{:?}", e.diagnostics));
    let loaded = apply(&ether_lab(), &overrides);
    loaded.checked.unwrap_or_else(|| panic!("{sets:?} {scales:?}: {:?}", loaded.diagnostics))
}

fn run(scenario: &Checked, seed: u64) -> Drill {
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    drill
}

/// A stamp of a drill, seconds.
fn stamp(drill: &Drill, path: &str) -> Option<f64> {
    let json = serde_json::to_value(evaluate(drill).stamps).expect("stamps are JSON");
    path.split('.').try_fold(&json, |node, key| node.get(key))?.get("s")?.as_f64()
}

/// Differences of a stamp, seed by seed, where both drills have it.
fn differences(before: &Checked, after: &Checked, path: &str) -> Vec<f64> {
    (1..=SEEDS).filter_map(|seed| Some(stamp(&run(after, seed), path)? - stamp(&run(before, seed), path)?)).collect()
}

/// The mean has the sign, at least half of the seeds move, at most a tenth go the other way.
fn assert_later(differences: &[f64], what: &str) {
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let later = differences.iter().filter(|d| **d > 0.0).count() as f64;
    let earlier = differences.iter().filter(|d| **d < 0.0).count() as f64;
    assert!(n >= 30.0, "{what}: only {n} seeds can show it");
    assert!(mean > 0.0, "{what}: mean difference {mean} s over {n} seeds");
    assert!(later >= 0.5 * n, "{what}: {later} of {n} seeds are later");
    assert!(earlier <= 0.1 * n, "{what}: {earlier} of {n} seeds are earlier");
}

#[test]
fn slower_telephones_alarm_the_brigade_later() {
    let after = changed(&[], &["channels.telephone=4"]);
    assert_later(&differences(&ether_lab(), &after, "t3_alarm.fire"), "telephones four times as slow");
}

#[test]
fn longer_roads_bring_the_engine_later() {
    let after = changed(&[], &["roads=2"]);
    assert_later(&differences(&ether_lab(), &after, "t6_arrival.fire"), "roads twice as long");
}

#[test]
fn without_detectors_nothing_is_noticed_earlier() {
    let base = ether_lab();
    let sets: Vec<String> = base
        .places
        .iter()
        .filter_map(|(id, place)| place.room().map(|room| (id, room)))
        .flat_map(|(id, room)| room.detectors.keys().map(move |d| format!("places.{id}.detectors.{d}=null")))
        .collect();
    assert!(!sets.is_empty(), "the scenario has detectors");
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let differences = differences(&base, &changed(&sets, &[]), "t1_detection");
    assert!(differences.len() >= 45, "nearly every drill detects the leak");
    assert!(differences.iter().all(|d| *d >= 0.0), "no detector, and noticed earlier: {differences:?}");
}

#[test]
fn a_value_that_is_already_there_changes_no_byte() {
    let base = ether_lab();
    let telephone = base.channels["telephone"].line();
    let lost = format!("channels.telephone.lost={}", telephone.lost.value());
    let per_fact = format!("channels.telephone.per_fact={}s", telephone.per_fact.seconds());
    let same_again = changed(&[&lost, &per_fact], &["roads=1"]);
    let lines = |events: &[Event]| events.iter().map(event_line).collect::<Vec<_>>();
    for seed in 1..=5 {
        assert_eq!(lines(run(&base, seed).events()), lines(run(&same_again, seed).events()), "seed {seed}");
    }
}

#[test]
fn a_dead_line_makes_the_call_later_or_never() {
    let after = changed(&["channels.telephone.lost=0.5"], &[]);
    let mut later = 0;
    for seed in 1..=SEEDS {
        let Some(before) = stamp(&run(&ether_lab(), seed), "t3_alarm.fire") else { continue };
        match stamp(&run(&after, seed), "t3_alarm.fire") {
            Some(t) => later += i32::from(t > before),
            None => later += 1,
        }
    }
    assert!(later >= 25, "half the calls are lost and {later} of {SEEDS} alarms are later");
}
