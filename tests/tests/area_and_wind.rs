//! Which neighbours are told depends on what the one who decides believes of the wind, not on the wind.

use hazdrill::record::happening::AreaChosen;
use hazdrill::record::{Event, Happening as H};
use hazdrill::{Checked, Drill};
use hazdrill_tests::with;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=16;
/// The wind comes from the east from the start, and the forecast was north-east.
const TURNED: &str = r#"injects.turned={"when":{"at":{"s":1}},"do":{"turn_wind":{"deg":90}}}"#;
/// The police notice nothing by themselves: of a bang they are told, and the officer of the brigade does not speak of the
/// wind.
const BLIND: [&str; 2] = [
    r#"organisations.police.habit.notices={"fixed":{"h":6}}"#,
    r#"organisations.fire.posts.chief.withholds=["weather.wind"]"#,
];

/// The area that the head of the police chose first, and the blocks for which an order was given then.
fn first_area(scenario: &Checked, seed: u64) -> Option<(AreaChosen, Vec<String>)> {
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    let events: &[Event] = drill.events();
    let by_police = |e: &&Event| e.actor.as_deref() == Some("police/head");
    let (seq, chosen) = events.iter().filter(by_police).find_map(|e| match &e.what {
        H::AreaChosen(chosen) => Some((e.seq, chosen.clone())),
        _ => None,
    })?;
    // Each order is said because of the one before it, the first because of the choice.
    let mut because = seq;
    let mut ordered = Vec::new();
    for event in events.iter().filter(by_police) {
        if let H::Declared(declared) = &event.what
            && event.causes.contains(&because)
            && let Some(block) = declared.fact.strip_prefix("evacuation.ordered:")
        {
            ordered.push(block.to_owned());
            because = event.seq;
        }
    }
    Some((chosen, ordered))
}

fn words(area: &AreaChosen) -> Vec<&str> {
    area.blocks.iter().map(|block| &**block).collect()
}

#[test]
fn a_wind_that_is_known_moves_the_order_to_other_blocks_and_one_that_is_not_does_not() {
    let shipped = with(&["injects.wind-turns=null"]);
    let known = with(&["injects.wind-turns=null", TURNED]);
    let unknown = with(&["injects.wind-turns=null", TURNED, BLIND[0], BLIND[1]]);
    let (mut by_forecast, mut by_wind, mut in_error) = (0, 0, 0);
    for seed in SEEDS {
        if let Some((area, ordered)) = first_area(&shipped, seed) {
            assert_eq!((words(&area), area.wind_as_of_ms), (vec!["homes-sw", "kindergarten"], None), "seed {seed}");
            assert!((area.wind_from_deg - 45.0).abs() < 1e-9 && ordered == words(&area), "seed {seed}: {ordered:?}");
            by_forecast += 1;
        }
        if let Some((area, ordered)) = first_area(&known, seed) {
            // Whoever has not yet been outdoors when he decides goes by the forecast still.
            if area.wind_as_of_ms.is_some() {
                // A number may have been heard wrong by one.
                assert!((area.wind_from_deg - 90.0).abs() < 1.5, "seed {seed}: {area:?}");
                assert_eq!((words(&area), ordered), (vec!["school"], vec!["school".to_owned()]), "seed {seed}");
                by_wind += 1;
            }
        }
        if let Some((area, ordered)) = first_area(&unknown, seed)
            && area.wind_as_of_ms.is_none()
        {
            assert_eq!(words(&area), ["homes-sw", "kindergarten"], "seed {seed}: the wrong blocks");
            assert_eq!(ordered, words(&area), "seed {seed}");
            in_error += 1;
        }
    }
    let figures = format!("by the forecast {by_forecast}, by the wind {by_wind}, in error {in_error}");
    assert!(by_forecast >= 3 && by_wind >= 3 && in_error >= 3, "{figures}");
}

#[test]
fn where_nobody_lives_downwind_nobody_is_told_and_the_record_says_so() {
    let south_west = r#"injects.turned={"when":{"at":{"s":1}},"do":{"turn_wind":{"deg":225}}}"#;
    let scenario = with(&["injects.wind-turns=null", south_west]);
    let mut none = 0;
    for seed in SEEDS {
        let Some((area, ordered)) = first_area(&scenario, seed) else { continue };
        if area.wind_as_of_ms.is_some() {
            assert_eq!((words(&area), ordered), (vec![], vec![]), "seed {seed}");
            none += 1;
        }
    }
    assert!(none >= 3, "{none}");
}

#[test]
fn every_block_of_an_order_is_told_one_after_another() {
    // Nobody at the schools acts by themselves, and nobody rings up the kindergarten.
    let scenario = with(&[
        "organisations.schools.procedures.keep-in.keep-children-in.forgotten=1",
        "organisations.street.procedures.evacuate.keep-kindergarten-in.forgotten=1",
    ]);
    let mut both = 0;
    for seed in SEEDS {
        let mut drill = Drill::new(&scenario, seed);
        drill.run();
        let told: Vec<&str> = drill
            .events()
            .iter()
            .filter_map(|e| match &e.what {
                H::AreaEvacuated(told) if e.actor.as_deref().is_some_and(|who| who.starts_with("street/")) => {
                    Some(&*told.area)
                }
                _ => None,
            })
            .collect();
        if !told.is_empty() {
            assert_eq!(told, ["homes-sw", "kindergarten"], "seed {seed}");
            both += 1;
        }
    }
    assert!(both >= 3, "{both} drills in which the street goes from door to door");
}
