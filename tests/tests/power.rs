//! Power: one breaker may serve a whole floor, and whoever throws one in flammable vapour may light it.

use hazdrill::model::{Order, Verb};
use hazdrill::record::{Event, Happening as H};
use hazdrill::{Checked, Drill, SimTime};
use hazdrill_tests::with;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=40;
/// The tap of the store is what leaks, nobody notices anything, and nothing but a breaker is live.
const QUIET: [&str; 11] = [
    "releases.dropped-carton.weight=0",
    "releases.trolley-fall.weight=0",
    "organisations.firm.habit.notices={\"fixed\":{\"h\":2}}",
    "places.solvent-store.ignition.store-lead.live=false",
    "places.solvent-store.ignition.store-fridge.live=false",
    "places.solvent-store.ignition.static.live=false",
    "places.synthesis-lab.ignition.extension-lead.live=false",
    "places.synthesis-lab.ignition.vacuum-pump.live=false",
    "places.synthesis-lab.ignition.fridge.live=false",
    "places.synthesis-lab.ignition.hotplate.live=false",
    "places.synthesis-lab.ignition.drying-oven.live=false",
];

fn quiet(set: &[&str]) -> Checked {
    with(&[&QUIET[..], set].concat())
}

/// The finder cuts the power of the store after six minutes, where the verb says.
fn cut(scenario: &Checked, seed: u64, act: &str) -> Vec<Event> {
    let act: Verb = serde_json::from_str(act).expect("a verb");
    let order =
        format!(r#"{{"at":{{"min":6}},"seat":"firm/finder","do":{}}}"#, serde_json::to_string(&act).expect("JSON"));
    let order: Order = serde_json::from_str(&order).expect("an order");
    let mut drill = Drill::new(scenario, seed);
    drill.schedule(&[order]).expect("the seat is there and the time to come");
    drill.run_until(SimTime::from_ms(9 * 60_000));
    drill.events().to_vec()
}

fn lit_by(events: &[Event], breaker: &str) -> Option<u64> {
    events.iter().find(|e| matches!(&e.what, H::Ignition(i) if &*i.source == breaker)).map(|e| e.seq)
}

fn dead_rooms(events: &[Event]) -> usize {
    let rooms = events.iter().find_map(|e| match &e.what {
        H::PowerCut(cut) => Some(cut.rooms.len()),
        _ => None,
    });
    rooms.expect("the power is cut")
}

const IN_THE_STORE: &str = r#"{"cut_power":{"at":"solvent-store","from":"solvent-store"}}"#;
const AT_THE_ENTRANCE: &str = r#"{"cut_power":{"at":"solvent-store","from":"building-entrance"}}"#;
const WHEREVER: &str = r#"{"cut_power":{"at":"solvent-store"}}"#;

#[test]
fn a_breaker_in_vapour_may_light_it_and_one_outside_does_not() {
    let scenario = quiet(&[]);
    let mut lit = 0;
    for seed in SEEDS {
        let inside = cut(&scenario, seed, IN_THE_STORE);
        assert_eq!(dead_rooms(&inside), 1, "seed {seed}: the plug serves the store alone");
        if let Some(ignition) = lit_by(&inside, "store-plug") {
            lit += 1;
            let causes = &inside[ignition as usize - 1].causes;
            let thrown = causes.iter().any(|c| matches!(inside[*c as usize - 1].what, H::PowerCut(_)));
            assert!(thrown, "seed {seed}: the act stands among the causes: {causes:?}");
        }
        let outside = cut(&scenario, seed, AT_THE_ENTRANCE);
        assert_eq!(dead_rooms(&outside), 7, "seed {seed}: the breaker at the entrance serves the floor");
        let ignition = outside.iter().find(|e| matches!(e.what, H::Ignition(_)));
        assert!(ignition.is_none(), "seed {seed}: {ignition:?}");
    }
    // A half by its figure; 40 draws of it lie within 12 to 28 in all but one of a hundred.
    assert!((12..=28).contains(&lit), "lit in {lit} of 40");
}

#[test]
fn the_chance_and_the_height_of_a_breaker_decide() {
    for (set, lights) in [
        ("places.solvent-store.breakers.store-plug.ignites=0", 0),
        ("places.solvent-store.breakers.store-plug.ignites=1", 10),
        // Above the vapour.
        ("places.solvent-store.breakers.store-plug.height=2.5m", 0),
    ] {
        let scenario = quiet(&["places.solvent-store.breakers.store-plug.ignites=1", set]);
        let lit = (1..=10).filter(|seed| lit_by(&cut(&scenario, *seed, IN_THE_STORE), "store-plug").is_some()).count();
        assert_eq!(lit, lights, "{set}");
    }
}

#[test]
fn who_names_no_place_goes_to_the_breaker_that_cuts_least() {
    let scenario = quiet(&[]);
    // Of the plug and the breaker in the corridor, which serve one room each, the one with the first name.
    let events = cut(&scenario, 1, WHEREVER);
    let thrown = events.iter().find_map(|e| match &e.what {
        H::PowerCut(cut) => Some((e.actor.clone(), cut.breaker.clone())),
        _ => None,
    });
    let (who, breaker) = thrown.expect("the power is cut");
    assert_eq!((who.as_deref(), &*breaker), (Some("firm/finder"), "store-breaker"));
    let walked = events.iter().any(|e| matches!(e.what, H::Arrived(_)) && e.place.as_deref() == Some("corridor"));
    assert!(walked, "the breaker of the store stands in the corridor");
}

#[test]
fn a_room_without_a_breaker_where_one_stands_is_cut_alone() {
    let scenario = quiet(&["places.building-entrance.breakers={}"]);
    let events = cut(&scenario, 1, AT_THE_ENTRANCE);
    assert_eq!(dead_rooms(&events), 1);
}
