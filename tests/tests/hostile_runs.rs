//! Law 6 at run time: whatever scenario passes the loader's check, its drill ends for a reason, with finite numbers and
//! no mass lost, to the same bytes twice, and goes on after a save as if there had been none.
//!
//! The shipped drill is resolved as a tree, changed in a few places at random, and run. `HAZDRILL_HUNT=5000` tries that
//! many changed scenarios in place of a few hundred, `HAZDRILL_HUNT_FROM=300` begins with the 300th:
//! `HAZDRILL_HUNT=5000 cargo test --release -p hazdrill-tests --test hostile_runs`. A case is named by its number alone.

use hazdrill::model::check;
use hazdrill::record::{EndReason, Event, event_line};
use hazdrill::{Checked, Drill, Save, Scenario};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

/// Changed scenarios that are tried where nobody asks for more.
const CASES: u64 = 250;
/// Instants after which a drill is stopped: some five times those of the shipped one.
const INSTANTS: u64 = 15_000;
/// Wall time within which every case must be over, however slow the machine. Seconds.
const PATIENCE: u64 = 120;
/// Share of the mass released by which the balance may be off: rounding.
const BALANCE: f64 = 1e-9;

/// SplitMix64 (Steele, Lea, Flood 2014): one word of state, so that a case is its number.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// Every node of a tree by its pointer, in the order of the tree.
fn nodes(tree: &Value) -> Vec<String> {
    fn walk(at: &str, node: &Value, all: &mut Vec<String>) {
        all.push(at.to_owned());
        match node {
            Value::Object(map) => map.iter().for_each(|(key, value)| walk(&format!("{at}/{key}"), value, all)),
            Value::Array(list) => list.iter().enumerate().for_each(|(n, value)| walk(&format!("{at}/{n}"), value, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    walk("", tree, &mut all);
    all
}

fn last(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or_default()
}

fn put(tree: &mut Value, at: &str, value: Value) {
    *tree.pointer_mut(at).expect("the pointer is one of the tree's own") = value;
}

fn checked(tree: &Value) -> Option<Checked> {
    let scenario: Scenario = serde_json::from_value(tree.clone()).ok()?;
    check(scenario).0
}

/// One random change; gives what it was, in words for whoever has to look for the cause of a failure.
fn edit(tree: &mut Value, dice: &mut Dice) -> Option<String> {
    let all = nodes(tree);
    let that = |found: fn(&str, &Value) -> bool| -> Vec<String> {
        all.iter().filter(|at| tree.pointer(at).is_some_and(|node| found(at, node))).cloned().collect()
    };
    match dice.below(12) {
        0..=2 => number(tree, &that(|_, node| node.is_number()), dice),
        3 => number(tree, &that(|at, node| node.is_number() && is_duration(at)), dice),
        4..=6 => transplant(tree, &all, dice),
        7 => {
            let lists = that(|at, node| node.is_array() && last(at) != "use");
            let at = dice.pick(&lists)?.clone();
            put(tree, &at, json!([]));
            Some(format!("{at} emptied"))
        }
        8 => {
            let maps = that(|_, node| node.as_object().is_some_and(|map| !map.is_empty()));
            let at = dice.pick(&maps)?.clone();
            let map = tree.pointer_mut(&at)?.as_object_mut()?;
            let keys: Vec<String> = map.keys().cloned().collect();
            let key = dice.pick(&keys)?;
            map.remove(key);
            Some(format!("{at}/{key} removed"))
        }
        9 => {
            let flags = that(|_, node| node.is_boolean());
            let at = dice.pick(&flags)?.clone();
            let now = !tree.pointer(&at)?.as_bool()?;
            put(tree, &at, json!(now));
            Some(format!("{at} = {now}"))
        }
        10 => step(tree, &that(|_, node| node.get("step").is_some()), dice),
        _ => scene(tree, dice),
    }
}

fn is_duration(at: &str) -> bool {
    ["s", "ms", "min", "h", "d"].contains(&last(at))
}

/// A number becomes another; where the check refuses it, one a decade nearer to what it was.
fn number(tree: &mut Value, numbers: &[String], dice: &mut Dice) -> Option<String> {
    let at = dice.pick(numbers)?.clone();
    let was = tree.pointer(&at)?.clone();
    let old = was.as_f64()?;
    let tries: Vec<f64> = match dice.below(8) {
        0 => (-1..=12).rev().map(|e| 10_f64.powi_exact(e)).collect(),
        1 => vec![0.0, 0.001, 0.01, 0.1, 1.0],
        2 => vec![1e-9, 1e-6, 1e-3, 1.0],
        3 => vec![1.0],
        4 => vec![old * 0.1],
        5 => vec![old * 10.0],
        6 => vec![old * 1000.0, old * 100.0],
        _ => vec![old * (0.5 + dice.below(1000) as f64 / 500.0)],
    };
    for value in tries {
        let whole = value.fract() == 0.0 && was.is_u64();
        put(tree, &at, if whole { json!(value as u64) } else { json!(value) });
        if checked(tree).is_some() {
            return Some(format!("{at} = {value}"));
        }
    }
    put(tree, &at, was);
    None
}

trait PowiExact {
    fn powi_exact(self, n: i32) -> f64;
}

impl PowiExact for f64 {
    /// By multiplication: exact for the powers of ten that are used here.
    fn powi_exact(self, n: i32) -> f64 {
        let power = (0..n.abs()).fold(1.0, |power, _| power * self);
        if n < 0 { 1.0 / power } else { power }
    }
}

/// What stands under a key in one place comes to stand under the same key in another: conditions of other steps, posts
/// in other places, orders to other crews.
fn transplant(tree: &mut Value, all: &[String], dice: &mut Dice) -> Option<String> {
    let mut by_key: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for at in all {
        by_key.entry(last(at)).or_default().push(at);
    }
    by_key.retain(|key, list| list.len() > 1 && !["", "zh", "en", "source", "name", "step", "basis"].contains(key));
    let keys: Vec<&str> = by_key.keys().copied().collect();
    let list = &by_key[*dice.pick(&keys)?];
    let (from, to) = (*dice.pick(list)?, *dice.pick(list)?);
    let value = tree.pointer(from)?.clone();
    (tree.pointer(to)? != &value).then(|| put(tree, to, value))?;
    Some(format!("{to} as {from}"))
}

/// A step is made restless: a condition that nearly always holds, a short repetition, urgency, another doer.
fn step(tree: &mut Value, steps: &[String], dice: &mut Dice) -> Option<String> {
    let at = dice.pick(steps)?.clone();
    let other = tree.pointer(dice.pick(steps)?)?.clone();
    let step = tree.pointer_mut(&at)?.as_object_mut()?;
    let known = ["leak.place", "alarm.sounding", "odour", "crew.at", "people.missing"][dice.below(5)];
    let always = json!({ "any": [{ "knows": known }, { "not": { "not": { "knows": known } } }] });
    let waited = json!({ "waited": { "time": { "s": 0.001 }, "since": { "knows": known } } });
    let again = json!({ "every": { "s": 1.0 + dice.below(3) as f64 } });
    let what = match dice.below(5) {
        0 => step.insert("when".into(), always),
        1 => step.insert("when".into(), waited),
        2 => step.insert("urgent".into(), json!(true)),
        3 => {
            step.insert("do".into(), other.get("do")?.clone());
            step.insert("by".into(), other.get("by")?.clone())
        }
        _ => step.insert("abort".into(), json!({ "knows": known })),
    };
    if dice.below(2) == 0 {
        step.insert("repeat".into(), again);
    }
    let step = Value::from(step.clone());
    Some(format!("{at} was {what:?}, is {step}"))
}

/// What a trainer does to a scene as a whole.
fn scene(tree: &mut Value, dice: &mut Dice) -> Option<String> {
    let (at, key, value) = match dice.below(8) {
        0 => ("", "limit", json!({ "s": ([1.0, 60.0, 600_000.0][dice.below(3)]) })),
        1 => ("/people/lab-staff", "count", json!(([0, 1, 60, 400][dice.below(4)]))),
        2 => {
            let mut again = tree.pointer("/releases/open-tap")?.clone();
            again["when"] = json!({ "at": { "s": 0.001 * dice.below(1_000_000) as f64 } });
            ("/releases", "again", again)
        }
        3 => ("/releases/open-tap", "how", json!({ "spill": { "over": { "s": 1.0 } } })),
        4 => {
            let act = [json!({ "close_road": "main-road" }), json!({ "close_road": "station-road" })];
            let when = json!({ "at": { "s": dice.below(2_000) as f64 } });
            ("/injects", "closed", json!({ "when": when, "do": (act[dice.below(2)]) }))
        }
        5 => ("/releases/open-tap", "when", json!({ "at": { "s": 0.0 } })),
        6 => {
            let mode = ["off", "normal", "emergency"][dice.below(3)];
            ("/places/solvent-store/room/ventilation", "starts", json!(mode))
        }
        _ => {
            let channel = ["telephone", "radio", "face", "broadcast"][dice.below(4)];
            let line = tree.pointer_mut("/channels")?.get_mut(channel)?.as_object_mut()?;
            let inner = line.values_mut().next()?.as_object_mut()?;
            let key = ["lost", "misheard"][dice.below(2)];
            inner.insert(key.into(), json!(([0.0, 0.5, 1.0][dice.below(3)])));
            return Some(format!("{channel}.{key} = {}", inner[key]));
        }
    };
    tree.pointer_mut(at)?.as_object_mut().map(|map: &mut Map<String, Value>| map.insert(key.into(), value.clone()))?;
    Some(format!("{at}/{key} = {value}"))
}

/// A changed scenario that passes the check, and its changes in words.
struct Case {
    scenario: Checked,
    edits: Vec<String>,
}

fn case(base: &Value, number: u64) -> Option<Case> {
    let mut dice = Dice(number.wrapping_mul(0xD134_2543_DE82_EF95));
    let mut tree = base.clone();
    let mut edits = Vec::new();
    for _ in 0..=dice.below(4) {
        let before = tree.clone();
        // A change that the check refuses is taken back, so that the others still get their run.
        match edit(&mut tree, &mut dice) {
            Some(what) if checked(&tree).is_some() => edits.push(what),
            _ => tree = before,
        }
    }
    let scenario = checked(&tree)?;
    (!edits.is_empty()).then_some(Case { scenario, edits })
}

/// What came of a drill.
#[derive(Debug, PartialEq)]
struct Played {
    lines: Vec<String>,
    end: EndReason,
    instants: u64,
}

/// Runs a drill to its end, or for as many instants as a test has time for; saves it and goes on from the save where
/// `save_at` events have happened.
fn play(scenario: &Checked, seed: u64, save_at: Option<u64>) -> Played {
    let mut drill = Drill::new(scenario, seed);
    let mut lines = Vec::new();
    let (mut instants, mut saved) = (0, false);
    while drill.step().is_some() {
        instants += 1;
        if instants >= INSTANTS {
            drill.interrupt();
        }
        if !saved && save_at.is_some_and(|at| drill.event_count() >= at) {
            saved = true;
            lines.extend(drill.events().iter().map(event_line));
            let bytes = drill.save().to_bytes();
            let save = Save::from_bytes(&bytes).expect("a save reads back");
            drill = Drill::restore(scenario, &save).expect("a save of this engine and scenario restores");
            assert!(drill.save().to_bytes() == bytes, "a restored drill saves to other bytes");
        }
    }
    lines.extend(drill.events().iter().map(event_line));
    finite(drill.events());
    balance(&drill);
    Played { lines, end: drill.ended().expect("a drill that takes no step has ended"), instants }
}

fn balance(drill: &Drill) {
    let accounts = drill.accounts();
    let mut found = accounts.vented_kg + accounts.outdoors_kg + accounts.burnt_kg + accounts.absorbed_kg;
    for room in drill.rooms() {
        for number in [room.pool_kg, room.vapour_kg, room.floor_fraction, room.mean_fraction] {
            assert!(number.is_finite() && number >= 0.0, "{room:?}");
        }
        assert!(room.floor_fraction <= 1.0 && room.mean_fraction <= 1.0, "a room holds more than vapour: {room:?}");
        found += room.pool_kg + room.vapour_kg;
    }
    let released = accounts.released_kg;
    assert!(released.is_finite() && (released - found).abs() <= BALANCE * released, "{accounts:?}, {found} kg found");
}

fn assert_same(a: &Played, b: &Played, what: &str) {
    if let Some(n) = (0..a.lines.len().max(b.lines.len())).find(|n| a.lines.get(*n) != b.lines.get(*n)) {
        panic!("{what}: event {} differs\n{:?}\n{:?}", n + 1, a.lines.get(n), b.lines.get(n));
    }
    assert_eq!((a.end, a.instants), (b.end, b.instants), "{what}");
}

/// JSON writes what is no finite number as null, so that only the words of the debugger show it.
fn finite(events: &[Event]) {
    for event in events {
        let text = format!("{event:?}");
        assert!(!["NaN", " inf", "(inf", "-inf"].iter().any(|bad| text.contains(bad)), "no finite number: {text}");
    }
}

/// Everything that must hold for one scenario.
fn hold(scenario: &Checked, seed: u64, dice: &mut Dice) -> (EndReason, u64) {
    let straight = play(scenario, seed, None);
    let at = dice.below(straight.lines.len().max(1)) as u64;
    assert_same(&straight, &play(scenario, seed, Some(at)), "saved and restored");
    if seed.is_multiple_of(4) {
        assert_same(&straight, &play(scenario, seed, None), "run twice");
    }
    (straight.end, straight.instants)
}

/// A case on a thread of its own, so that one that hangs can be told.
fn watched(number: u64, case: &Case) -> Result<(EndReason, u64), String> {
    let (send, receive) = mpsc::channel();
    let scenario = case.scenario.clone();
    std::thread::spawn(move || {
        let outcome = catch_unwind(AssertUnwindSafe(|| hold(&scenario, number, &mut Dice(number))));
        let told = outcome.map_err(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words").to_owned()
        });
        let _ = send.send(told);
    });
    receive.recv_timeout(Duration::from_secs(PATIENCE)).unwrap_or_else(|_| Err(format!("hangs for {PATIENCE} s")))
}

#[test]
#[expect(clippy::print_stderr, reason = "a long hunt tells what it found before it is over")]
fn changed_scenarios_run_to_an_end() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|n| n.parse().ok());
    let cases = setting("HAZDRILL_HUNT").unwrap_or(CASES);
    let from = setting("HAZDRILL_HUNT_FROM").unwrap_or(0);
    let shipped = hazdrill_tests::ether_lab();
    let base = serde_json::to_value(shipped.scenario()).expect("a scenario is JSON");
    let mut ends: BTreeMap<String, u64> = BTreeMap::new();
    let mut failures = Vec::new();
    for number in from..from + cases {
        let Some(case) = case(&base, number) else { continue };
        if cases > CASES && number.is_multiple_of(100) {
            eprintln!("case {number}: {ends:?}");
        }
        match watched(number, &case) {
            Ok((end, _)) => *ends.entry(format!("{end:?}")).or_default() += 1,
            Err(why) => {
                let failure = format!("case {number}: {why}\n  {}", case.edits.join("\n  "));
                if cases > CASES {
                    eprintln!("{failure}");
                }
                failures.push(failure);
            }
        }
    }
    assert!(failures.is_empty(), "{} of {cases} cases fail\n{}", failures.len(), failures.join("\n"));
    let run: u64 = ends.values().sum();
    assert!(run * 10 > cases * 8, "only {run} of {cases} changed scenarios pass the check");
    assert!(ends.len() >= 2 || cases < CASES, "the changes change nothing: {ends:?}");
}

/// Four hundred people who each shout every second: no clock moves while they do.
#[test]
fn a_drill_that_turns_in_place_is_stuck_and_says_with_what() {
    let shipped = hazdrill_tests::ether_lab();
    let mut tree = serde_json::to_value(shipped.scenario()).expect("a scenario is JSON");
    let restless = json!({
        "step": "restless", "by": "lab-staff", "when": { "knows": "odour" }, "source": "test",
        "takes": { "uniform": { "from": { "s": 1.0 }, "to": { "s": 1.5 } } },
        "do": { "note": { "fact": "evacuation-ordered", "is": false } }, "repeat": { "every": { "s": 1.0 } },
    });
    put(&mut tree, "/people/lab-staff/count", json!(600));
    put(&mut tree, "/organisations/firm/procedures", json!({ "restless": [restless] }));
    // What they expect are steps of the procedures that were there.
    put(&mut tree, "/injects", json!({}));
    let scenario: Scenario = serde_json::from_value(tree).expect("the changes keep to the types");
    let (checked, findings) = check(scenario);
    let mut drill = Drill::new(&checked.unwrap_or_else(|| panic!("{findings:?}")), 1);
    assert_eq!(drill.run(), EndReason::Stuck);
    let busiest = drill.busiest_wakes();
    let first = busiest.first().expect("a stuck drill says what it was busy with");
    assert_eq!((&*first.whom, first.times > 500), ("firm/lab-staff", true), "{first:?}");
    assert!(busiest.windows(2).all(|two| two[0].times >= two[1].times), "the busiest come first");
}
