//! The hazard alone, while nobody notices anything: its grid, coarse where it may be, tells what one of a second tells.

use bevy_ecs::prelude::*;
use hazdrill::engine::kernel::{Agenda, Clock, Id, Kind, Set, Wake, WakeKey};
use hazdrill::record::Happening as H;
use hazdrill::{Checked, Drill, SimDuration, SimTime};
use hazdrill_tests::with;
use std::collections::BTreeMap;

const SECOND: SimDuration = SimDuration::from_ms(1_000);
const MINUTE: i64 = 60_000;
/// Seconds of the release, which every scenario here has at the end of its first minute.
const RELEASED_S: f64 = 60.0;
/// Vapour below this share of the lower flammable limit is not compared.
const TRACE: f64 = 0.02;

/// The three leaks of the founding drill.
const LEAKS: [&str; 3] = ["open-tap", "dropped-carton", "trolley-fall"];

/// One leak, nobody who notices it, and no source of ignition but those that are named again.
fn alone(leak: &str, sets: &[&str]) -> Checked {
    let others = LEAKS.iter().filter(|other| **other != leak).map(|other| format!("releases.{other}.weight=0"));
    let mut all: Vec<String> = others.collect();
    all.push(r#"organisations.firm.habit.notices={"fixed":{"h":5}}"#.to_owned());
    all.push("places.solvent-store.vessels.drum.bursts=null".to_owned());
    all.push("places.solvent-store.vessels.bottles.bursts=null".to_owned());
    let base = hazdrill_tests::ether_lab();
    for (place, data) in &base.places {
        let Some(room) = data.room() else { continue };
        all.extend(room.ignition.keys().map(|source| format!("places.{place}.ignition.{source}.live=false")));
        all.extend(room.detectors.keys().map(|detector| format!("places.{place}.detectors.{detector}.horn=[]")));
        all.extend(room.detectors.keys().map(|detector| format!("places.{place}.detectors.{detector}.panel=null")));
    }
    all.extend(sets.iter().map(ToString::to_string));
    with(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Puts a point of the grid at the end of the next second.
fn every_second(mut agenda: ResMut<Agenda>, clock: Res<Clock>) {
    let id = Id { kind: Kind::Other, rank: 0 };
    if clock.now.ms() % SECOND.ms() != 0 {
        return;
    }
    agenda.at(clock.now + SECOND, WakeKey { set: Set::Hazard, id, wake: Wake::Grid, detail: 0 });
}

/// What the hazard does within some time: floor fractions of the rooms minute by minute, and when bands were entered,
/// alarms given and lower limits reached.
struct Course {
    floor: Vec<BTreeMap<String, f64>>,
    liquid: Vec<f64>,
    passed: BTreeMap<String, f64>,
    steps: u64,
}

fn course(mut drill: Drill, minutes: i64) -> Course {
    let (mut floor, mut liquid) = (Vec::new(), Vec::new());
    let mut steps = 0;
    for minute in 1..=minutes {
        // A moment after the full minute: what is due at it has run.
        let until = SimTime::from_ms(minute * MINUTE + 500);
        while drill.step_until(until).is_some() {
            steps += 1;
        }
        floor.push(drill.rooms().into_iter().map(|room| (room.place, room.floor_fraction / 0.017)).collect());
        liquid.push(drill.rooms().iter().map(|room| room.pool_kg).sum());
    }
    let mut passed = BTreeMap::new();
    for event in drill.events() {
        let place = event.place.as_deref().unwrap_or("");
        let what = match &event.what {
            H::Became(b) => format!("{place} {} {:?}", b.fact, b.value),
            H::DetectorAlarmed(a) => format!("{} {}", a.detector, a.level),
            _ => continue,
        };
        passed.entry(what).or_insert_with(|| event.t_ms.unwrap_or_default() as f64 / 1e3);
    }
    Course { floor, liquid, passed, steps }
}

/// 90 minutes of each leak: no floor fraction is off by more than 12 % and 0.08 of the lower limit, which is much where the
/// layer goes within a minute; no threshold of the building is passed more than 4 % of the time, or 10 s, away.
#[test]
fn the_grid_tells_what_one_of_a_second_tells() {
    for leak in LEAKS {
        for sets in [vec![], vec!["places.solvent-store.ventilation.starts=emergency"]] {
            let scenario = alone(leak, &sets);
            let coarse = course(Drill::new(&scenario, 1), 90);
            let fine = course(Drill::builder(&scenario, 1).systems(Set::Injects, every_second).build(), 90);
            assert!(coarse.steps * 4 < fine.steps, "{leak}: {} steps of {}", coarse.steps, fine.steps);
            for (minute, (a, b)) in (1..).zip(coarse.floor.iter().zip(&fine.floor)) {
                for (room, exact) in b.iter().filter(|(_, exact)| **exact > TRACE) {
                    let off = (a[room] - exact).abs();
                    assert!(
                        off < 0.12 * exact + 0.08,
                        "{leak} {sets:?}: {room} in minute {minute}: {} for {exact} of LFL",
                        a[room]
                    );
                }
            }
            for (minute, (a, b)) in (1..).zip(coarse.liquid.iter().zip(&fine.liquid)) {
                assert!((a - b).abs() < 0.15, "{leak} {sets:?}: minute {minute}: {a} kg of liquid for {b}");
            }
            assert_eq!(coarse.passed.keys().collect::<Vec<_>>(), fine.passed.keys().collect::<Vec<_>>(), "{leak}");
            assert!(coarse.passed.len() > 3, "{leak}: {:?}", coarse.passed);
            // What drifts hovers about what a nose can tell for a long while.
            for (what, exact) in fine.passed.iter().filter(|(what, _)| !what.contains("odour")) {
                let off = (coarse.passed[what] - exact).abs();
                let allowed = (0.04 * (exact - RELEASED_S)).max(10.0);
                assert!(off <= allowed, "{leak} {sets:?}: {what} at {} s for {exact} s", coarse.passed[what]);
            }
        }
    }
}
