//! Smoke fills more than the burning room, and what leaves the building drifts with the wind.

use hazdrill::Checked;
use hazdrill::model::Value;
use hazdrill::record::{Event, Happening as H};
use hazdrill_tests::{changed, ether_lab, run, with};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=24;

/// Where a fact became true, with the event.
fn became<'a>(events: &'a [Event], fact: &str) -> Vec<(&'a str, &'a Event)> {
    let of = |event: &'a Event| match (&event.what, &event.place) {
        (H::Became(b), Some(place)) if b.fact.starts_with(fact) && b.value == Some(Value::Flag(true)) => {
            Some((&**place, event))
        }
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

fn burns(events: &[Event]) -> bool {
    events.iter().any(|e| matches!(e.what, H::FireStarted(_)))
}

/// A drill that burns.
fn burning(scenario: &Checked) -> (u64, Vec<Event>) {
    let mut runs = SEEDS.map(|seed| (seed, run(scenario, seed).events().to_vec()));
    runs.find(|(_, events)| burns(events)).expect("it burns in some run")
}

#[test]
fn smoke_fills_the_corridor_and_only_where_something_burns() {
    let scenario = ether_lab();
    let (mut fires, mut filled) = (0, 0);
    for seed in SEEDS {
        let drill = run(&scenario, seed);
        let smoky = became(drill.events(), "smoke:");
        if !burns(drill.events()) {
            assert!(smoky.is_empty(), "seed {seed}: smoke without fire: {smoky:?}");
            continue;
        }
        fires += 1;
        let indoors = |place: &str| scenario.places[place].room().is_some();
        let rooms = smoky.iter().filter(|(place, _)| indoors(place)).count();
        filled += u32::from(rooms > 1);
    }
    assert!(fires >= 4 && filled * 3 >= fires, "of {fires} fires {filled} fill a second room with smoke");
}

/// Closed doors keep the smoke in; open ones let it out sooner.
#[test]
fn a_closed_door_keeps_smoke_out() {
    let open = with(&["places.solvent-store.doors.corridor.open=1"]);
    let shut = with(&["places.solvent-store.doors.corridor.open=0", "places.solvent-store.doors.synthesis-lab.open=0"]);
    let (_, through) = burning(&open);
    let (_, kept) = burning(&shut);
    let corridor = |events: &[Event]| became(events, "smoke:").iter().any(|(place, _)| *place == "corridor");
    assert!(corridor(&through), "an open door fills the corridor");
    assert!(!corridor(&kept), "a tight door does not");
}

/// What drifts reaches places downwind and none upwind, until the wind turns.
#[test]
fn the_wind_decides_who_smells_it() {
    let scenario = changed(&["injects.wind-turns=null"], &[]);
    let mut reached = 0;
    for seed in SEEDS {
        let drill = run(&scenario, seed);
        for fact in ["odour:", "smoke:"] {
            for (place, event) in became(drill.events(), fact) {
                if scenario.places[place].room().is_some() {
                    continue;
                }
                reached += 1;
                let downwind = ["post-south", "homes-sw", "kindergarten", "school", "drains"];
                assert!(downwind.contains(&place), "seed {seed}: it drifts against the wind: {event:?}");
            }
        }
    }
    assert!(reached > 0, "something drifts to a place outside in some run");
    let from_the_south = changed(&["injects.wind-turns=null", "weather.from={\"deg\":225}"], &[]);
    let mut seeds = SEEDS;
    let upwind = seeds.any(|seed| {
        let drill = run(&from_the_south, seed);
        became(drill.events(), "odour:").iter().any(|(place, _)| ["gate", "assembly", "post"].contains(place))
    });
    assert!(upwind, "with a south-wester it is smelled at the gate");
}

/// The monitoring team reads what has drifted to where it stands.
#[test]
fn a_meter_outside_reads_what_has_drifted_there() {
    let all = |sets: &[&str]| {
        let scenario = with(sets);
        let mut readings = Vec::new();
        for seed in SEEDS {
            for event in run(&scenario, seed).events() {
                if let (H::Measured(m), Some("homes-sw" | "post-south" | "gate")) =
                    (&event.what, event.place.as_deref())
                {
                    readings.extend(m.facts.iter().filter_map(|told| match told.value {
                        Some(Value::Number(n)) => Some(n),
                        _ => None,
                    }));
                }
            }
        }
        readings
    };
    let with_wind = all(&[]);
    assert!(!with_wind.is_empty(), "somebody measures outside");
    assert!(with_wind.iter().all(|percent| (0.0..10.0).contains(percent)), "thin outside: {with_wind:?}");
    let without = all(&["building=null"]);
    assert!(without.iter().all(|percent| *percent <= 0.0), "nothing drifts from a building that is not described");
}
