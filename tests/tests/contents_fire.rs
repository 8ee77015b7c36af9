//! The fire of a room and its contents: a pool sets them on fire, foam that comes late finds more of them burning, and what
//! nobody puts out burns out.

use hazdrill::record::{EndReason, Event, Happening as H};
use hazdrill::{Checked, Drill, SimTime};
use hazdrill_tests::{run, with};
use std::collections::BTreeMap;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=24;
/// Fire load of the laboratory: 60 m² of 800 MJ/m².
const LOAD_MJ: f64 = 48_000.0;
/// The carton falls, and a lead on the floor is sure to light its vapour.
const BURNS: [&str; 3] = [
    "releases.open-tap.weight=0",
    "releases.trolley-fall.weight=0",
    r#"places.synthesis-lab.ignition.extension-lead.rate={"per_s":1}"#,
];

/// Whether those of the firm's micro fire station go up to the fire: 1 is never, 0 is always.
const MICRO_STAYS: &str = "organisations.firm.procedures.micro-station.micro-gets-ready.forgotten=1";
const MICRO_GOES: &str = "organisations.firm.procedures.micro-station.micro-gets-ready.forgotten=0";

/// Such a fire, which is left to the brigade.
fn burning(sets: &[&str]) -> Checked {
    with(&[&BURNS[..], &[MICRO_STAYS], sets].concat())
}

/// How a fire of the laboratory ended: the reason, heat of the contents in MJ, minutes from its start.
#[derive(Clone, Debug)]
struct Out {
    reason: String,
    contents_mj: f64,
    minutes: f64,
}

fn minutes(event: &Event) -> f64 {
    event.t_ms.unwrap_or_default() as f64 / 60_000.0
}

fn at_lab(event: &Event) -> bool {
    event.place.as_deref() == Some("synthesis-lab")
}

/// The fire of the laboratory by seed, where its contents burnt.
fn fires(scenario: &Checked) -> BTreeMap<u64, (Out, EndReason)> {
    let one = |seed| {
        let drill = run(scenario, seed);
        let events = drill.events();
        events.iter().find(|e| at_lab(e) && matches!(e.what, H::ContentsCaught(_)))?;
        let started = events.iter().find(|e| at_lab(e) && matches!(e.what, H::FireStarted(_))).map(minutes)?;
        let out = events.iter().rev().find_map(|e| match &e.what {
            H::FireOut(out) if at_lab(e) => {
                let (reason, contents_mj) = (out.reason.to_string(), out.contents_mj);
                Some(Out { reason, contents_mj, minutes: minutes(e) - started })
            }
            _ => None,
        })?;
        Some((seed, (out, drill.ended()?)))
    };
    SEEDS.filter_map(one).collect()
}

fn mean(outs: &[f64]) -> f64 {
    outs.iter().sum::<f64>() / outs.len() as f64
}

/// Foam that comes twenty minutes later finds a larger fire, and less is left of the laboratory; none at all, and it burns
/// out.
#[test]
fn foam_that_comes_later_leaves_less_and_none_lets_it_burn_out() {
    let delay = |minutes: u32| {
        ["engine-1", "engine-2", "engine-3"]
            .map(|crew| format!(r#"organisations.fire.crews.{crew}.turnout={{"fixed":{{"min":{minutes}}}}}"#))
    };
    // A fire that one line holds whenever it comes: one of fast growth is beyond it when the first engine stands there.
    let slow = r#"places.synthesis-lab.contents.growth={"s":600}"#;
    let late = [&[slow.to_owned()][..], &delay(25)].concat();
    let near = [
        slow,
        r#"roads.station-road.drive={"fixed":{"s":20}}"#,
        r#"organisations.fire.procedures.attack.lay-lines.takes={"fixed":{"s":20}}"#,
    ];
    let dry = ["engine-1", "engine-2", "engine-3"].map(|crew| format!("organisations.fire.crews.{crew}.foam=null"));
    let dry = [&[slow.to_owned()][..], &dry].concat();
    let words = |sets: &[String]| fires(&burning(&sets.iter().map(String::as_str).collect::<Vec<_>>()));
    let (near, shipped, late, none) = (fires(&burning(&near)), fires(&burning(&[slow])), words(&late), words(&dry));
    let pairs = |a: &BTreeMap<u64, (Out, EndReason)>, b: &BTreeMap<u64, (Out, EndReason)>| -> Vec<f64> {
        a.iter().filter_map(|(seed, (a, _))| Some(b.get(seed)?.0.contents_mj - a.contents_mj)).collect()
    };
    for (what, differences) in [("near", pairs(&near, &shipped)), ("late", pairs(&shipped, &late))] {
        let more = differences.iter().filter(|mj| **mj > 0.0).count();
        let figures = format!("{what}: {more} of {} more, {differences:?}", differences.len());
        assert!(differences.len() >= 12 && more * 5 >= differences.len() * 4, "{figures}");
    }
    let heat =
        |fires: &BTreeMap<u64, (Out, EndReason)>| mean(&fires.values().map(|f| f.0.contents_mj).collect::<Vec<_>>());
    let means = [&near, &shipped, &late, &none].map(heat);
    assert!(means[0] < 0.8 * means[1] && means[1] < means[2], "{means:?}");
    let foamed = shipped.values().filter(|(out, _)| out.reason == "foam").count();
    assert!(foamed * 10 >= shipped.len() * 9, "{shipped:?}");
    assert!(none.len() >= 12, "{none:?}");
    for (seed, (out, _)) in &none {
        assert_eq!(out.reason, "burnt_out", "seed {seed}: {out:?}");
        assert!(out.contents_mj > 0.99 * LOAD_MJ && out.contents_mj <= LOAD_MJ, "seed {seed}: {out:?}");
        assert!(out.minutes > 30.0, "seed {seed}: {out:?}");
    }
    let clear = none.values().filter(|(_, end)| *end == EndReason::AllClear).count();
    assert!(clear * 10 >= none.len() * 9, "{clear} of {} end by procedure", none.len());
}

/// Those of the works stand nearest: where they go up with the hose of the wall hydrant, more of the laboratory is left than
/// where they stay below, and the later they are ready the less.
#[test]
fn the_micro_station_that_goes_up_saves_what_a_late_one_does_not() {
    const TAKES: &str = "organisations.firm.procedures.micro-station.micro-gets-ready.takes";
    let ready_after = |minutes: u32| format!(r#"{TAKES}={{"fixed":{{"min":{minutes}}}}}"#);
    let goes = |minutes| {
        let ready = ready_after(minutes);
        fires(&with(&[&BURNS[..], &[MICRO_GOES, &ready]].concat()))
    };
    let (soon, late, never) = (goes(1), goes(7), fires(&burning(&[])));
    let heat = |fires: &BTreeMap<u64, (Out, EndReason)>| {
        mean(&soon.keys().filter_map(|seed| Some(fires.get(seed)?.0.contents_mj)).collect::<Vec<_>>())
    };
    let means = [&soon, &late, &never].map(heat);
    let by_water = soon.values().filter(|(out, _)| out.reason == "water").count();
    assert!(soon.len() >= 12 && by_water * 3 >= soon.len(), "{by_water} of {}: {soon:?}", soon.len());
    assert!(means[0] < 0.8 * means[1] && means[1] < means[2], "MJ: {means:?}");
}

/// Without contents a film of ether burns out within minutes, long before anybody could foam it.
#[test]
fn a_film_on_a_bare_floor_burns_out_by_itself() {
    let bare = burning(&["places.synthesis-lab.contents=null"]);
    let mut fires = 0;
    for seed in SEEDS {
        let mut drill = Drill::new(&bare, seed);
        while drill.step_until(SimTime::from_ms(3_600_000)).is_some() {}
        let at = |fits: fn(&H) -> bool| drill.events().iter().find(|e| at_lab(e) && fits(&e.what)).map(minutes);
        let Some(from) = at(|what| matches!(what, H::FireStarted(_))) else { continue };
        let out = at(|what| matches!(what, H::FireOut(out) if &*out.reason == "burnt_out")).expect("it burns out");
        assert!(out - from < 3.0, "seed {seed}: {} min", out - from);
        fires += 1;
    }
    assert!(fires >= 12, "{fires}");
}

/// What the contents give is counted and never more than they hold, however often it burns; the smoke of their fire fills
/// other rooms.
#[test]
fn the_contents_are_used_up_once() {
    let dry = burning(&["organisations.fire.crews.engine-2.foam=null"]);
    for seed in 1..=6 {
        let drill = run(&dry, seed);
        let mut given: BTreeMap<String, f64> = BTreeMap::new();
        for event in drill.events() {
            if let H::FireOut(out) = &event.what {
                *given.entry(event.place.as_deref().unwrap_or("").to_owned()).or_default() += out.contents_mj;
            }
        }
        for (place, mj) in &given {
            let room = dry.places.iter().find(|(id, _)| &***id == place).and_then(|(_, place)| place.room());
            let load = room.and_then(|room| Some(room.contents.as_ref()?.load.value() * room.floor.value() / 1e6));
            assert!(*mj <= load.unwrap_or(0.0) * (1.0 + 1e-9), "seed {seed}: {place} gave {mj} MJ of {load:?}");
        }
    }
}
