//! What drifts from the building acts on those outside: whoever stands there, neighbours in the open and at home.

use hazdrill::model::Place;
use hazdrill::record::happening::Reached;
use hazdrill::record::{Event, Happening as H};
use hazdrill::{Checked, Drill, evaluate};
use hazdrill_tests::{ether_lab, with};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=24;
/// A block right at the wall of a small building, in a light wind: what drifts there is hardly thinned.
const AT_THE_WALL: [&str; 3] =
    ["places.homes-sw.site.from_building.distance=m(1)", "building.across=m2(1)", "weather.wind=m_s(0.5)"];

fn run(scenario: &Checked, seed: u64) -> Drill {
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    drill
}

fn reached(events: &[Event]) -> impl Iterator<Item = (&str, &Reached)> {
    events.iter().filter_map(|event| match &event.what {
        H::Reached(reached) => Some((event.place.as_deref().expect("it has a place"), reached)),
        _ => None,
    })
}

/// Before the wind turns nobody upwind is reached; nobody is counted twice; what the score says stands in the record.
#[test]
fn people_are_reached_downwind_and_once() {
    // Homes at 250 m smell hardly anything of it; at 60 m they do.
    let scenario = with(&["injects.wind-turns=null", "places.homes-sw.site.from_building.distance=m(60)"]);
    let block = |place: &Place| match place {
        Place::Site(site) => site.block.as_ref().map_or(0, |block| block.people),
        Place::Room(_) => 0,
    };
    let everybody: u32 = scenario.places.values().map(block).sum();
    let mut runs = 0;
    for seed in SEEDS {
        let drill = run(&scenario, seed);
        let mut neighbours = 0;
        for (place, reached) in reached(drill.events()) {
            let downwind = ["post-south", "homes-sw", "kindergarten", "school", "drains"];
            assert!(downwind.contains(&place), "seed {seed}: reached against the wind at {place}");
            assert!(reached.people + reached.protected > 0, "seed {seed}: nobody was reached");
            neighbours += if &*reached.who == "block" { reached.people } else { 0 };
        }
        assert!(neighbours <= everybody, "seed {seed}: {neighbours} neighbours of {everybody}");
        let cloud = evaluate(&drill).cloud.expect("a drill tells it");
        assert!(cloud.bystanders >= u64::from(neighbours), "seed {seed}");
        runs += u32::from(cloud.bystanders > 0);
    }
    assert!(runs > 0, "neighbours at 60 m are reached in some run");
}

/// Whoever is at home breathes what comes in, and nothing where the homes are tight.
#[test]
fn homes_breathe_what_comes_in() {
    let reached_by = |infiltration: &str| {
        let set = format!("places.homes-sw.site.block.infiltration={infiltration}");
        let scenario = with(&[&AT_THE_WALL[..], &[set.as_str()]].concat());
        let [mut outside, mut inside, mut exposed] = [0, 0, 0];
        for seed in 1..=8 {
            let drill = run(&scenario, seed);
            for (place, reached) in reached(drill.events()) {
                if place == "homes-sw" && &*reached.who == "block" {
                    *(if reached.indoors { &mut inside } else { &mut outside }) += reached.people;
                }
            }
            let bystanders = |e: &Event| match &e.what {
                H::Exposed(exposed) if e.actor.is_none() => exposed.people,
                _ => 0,
            };
            exposed += drill.events().iter().map(bystanders).sum::<u32>();
        }
        [outside, inside, exposed]
    };
    let [outside, inside, exposed] = reached_by("per_h(0.45)");
    assert!(outside > 0 && inside > 5 * outside, "{outside} in the open, {inside} at home");
    assert!(exposed > 0, "right at the wall it is dangerous in some run");
    let [outside, inside, _] = reached_by("per_h(0)");
    assert!(outside > 0 && inside == 0, "tight homes: {outside} in the open, {inside} at home");
}

/// Observers stand in the cloud and count for nothing.
#[test]
fn observers_never_count() {
    let few = ether_lab();
    let many = with(&["observers.count=9000", "observers.at=\"post-south\""]);
    let count = |scenario: &Checked| -> Vec<u64> {
        (1..=6).map(|seed| evaluate(&run(scenario, seed)).cloud.expect("a drill tells it").people).collect()
    };
    assert_eq!(count(&few), count(&many));
}
