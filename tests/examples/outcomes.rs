//! How the runs of a scenario end: the figures of `docs/founding-drill.md`, from the records and their evaluations.
//!
//! ```console
//! $ cargo run --release -p hazdrill-tests --example outcomes -- ether-lab 1 300
//! ```
//!
//! The first argument is a scenario that is shipped, or its file or folder.
#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use hazdrill::model::Value;
use hazdrill::record::{EndReason, Event, Happening as H};
use hazdrill::scenario::load_file;
use hazdrill::score::CrowdOutcome;
use hazdrill::{Drill, evaluate, load};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is kept of a run.
struct Run {
    seed: u64,
    end: EndReason,
    released: String,
    /// The room of the first explosion and its pressure, kPa.
    first_bang: Option<(String, f64)>,
    bangs: usize,
    lit_by: Option<String>,
    burns: bool,
    /// Where fires went out, and why.
    fires_out: Vec<String>,
    /// Slight, serious, dead.
    hurt: [u64; 3],
    /// Rooms whose floor reached the lower flammable limit.
    flammable: BTreeSet<String>,
    /// The dead: who, of what, where.
    dead: Vec<String>,
    /// The seriously hurt: who, of what, where.
    serious: Vec<String>,
    /// Found no way out of the building, for a while or until they were brought out.
    trapped: u64,
    /// Brought out by others.
    rescued: u64,
    /// People outside whom smoke or vapour reached; of them neighbours and onlookers; crowds held, crowds reached.
    reached: [u64; 4],
    /// Waste water in the drains and in the pool, m³.
    water: [f64; 2],
    score: f64,
    grade: String,
    events: usize,
    minutes: f64,
    spans: BTreeMap<&'static str, f64>,
}

/// From one reading to another: name, and the stamps between which it lies.
const SPANS: &[(&str, &str, &str)] = &[
    ("release → noticed", "t0_release", "t1_detection"),
    ("release → explosion", "t0_release", "explosion"),
    ("noticed → 119", "t1_detection", "t3_alarm.fire"),
    ("119 → first engine", "t3_alarm.fire", "t6_arrival.fire"),
    ("119 → fire out", "t3_alarm.fire", "t19_fire_out"),
    ("explosion → level in force", "explosion", "t10_level_activated"),
    ("explosion → headquarters", "explosion", "t12_headquarters"),
    ("explosion → first brought out", "explosion", "t16_first_rescued"),
    ("explosion → first at hospital", "explosion", "t18_first_at_hospital"),
    ("119 → all-clear", "t3_alarm.fire", "t23_all_clear"),
];

fn run(scenario: &hazdrill::Checked, seed: u64) -> Run {
    let mut drill = Drill::new(scenario, seed);
    let end = drill.run();
    let evaluation = evaluate(&drill);
    let stamps = serde_json::to_value(&evaluation.stamps).unwrap_or_default();
    let events = drill.events();
    let bang = |e: &Event| match &e.what {
        H::Explosion(x) => Some((e.place.as_deref().unwrap_or("").to_owned(), x.overpressure_kpa)),
        _ => None,
    };
    let at = |e: &Event| e.t_ms.map(|t| t as f64 / 60_000.0);
    let explosion = events.iter().find(|e| bang(e).is_some()).and_then(at);
    let stamp = |path: &str| match path {
        "explosion" => explosion,
        _ => path.split('.').try_fold(&stamps, |node, key| node.get(key))?.get("s")?.as_f64().map(|s| s / 60.0),
    };
    let span = |(name, from, to): &(&'static str, &str, &str)| Some((*name, stamp(to)? - stamp(from)?));
    let count = evaluation.casualties;
    let score = serde_json::to_value(&evaluation.score).unwrap_or_default();
    Run {
        seed,
        end,
        released: events.iter().find_map(released).unwrap_or_default(),
        first_bang: events.iter().find_map(bang),
        bangs: events.iter().filter(|e| bang(e).is_some()).count(),
        lit_by: events.iter().find_map(|e| match &e.what {
            H::Ignition(i) => Some(i.source.to_string()),
            _ => None,
        }),
        burns: events.iter().any(|e| matches!(e.what, H::FireStarted(_))),
        fires_out: events.iter().filter_map(fire_out).collect(),
        flammable: events.iter().filter_map(flammable).collect(),
        dead: events.iter().filter(|e| matches!(e.what, H::Died(_))).map(harm).collect(),
        serious: events.iter().filter(|e| is_serious(e)).map(harm).collect(),
        hurt: [count.slight, count.serious, count.dead].map(Option::unwrap_or_default),
        trapped: events.iter().filter(|e| matches!(e.what, H::Trapped(_))).count() as u64,
        rescued: count.rescued.unwrap_or_default(),
        reached: evaluation.cloud.map_or([0; 4], |cloud| {
            let crowds = |fits: &dyn Fn(&CrowdOutcome) -> bool| cloud.crowds.iter().filter(|c| fits(c)).count() as u64;
            let (held, met) = (crowds(&|c| c.held_after_s.is_some()), crowds(&|c| c.reached));
            [cloud.people, cloud.bystanders, held, met]
        }),
        water: evaluation.waste_water.map_or([0.0; 2], |water| [water.lost_m3, water.held_m3]),
        score: evaluation.score.total.unwrap_or_default(),
        grade: score["grade"].as_str().unwrap_or("").to_owned(),
        events: events.len(),
        minutes: drill.now().ms() as f64 / 60_000.0,
        spans: SPANS.iter().filter_map(span).collect(),
    }
}

fn flammable(event: &Event) -> Option<String> {
    let H::Became(became) = &event.what else { return None };
    let above = matches!(&became.value, Some(Value::Number(n)) if *n >= 100.0);
    (above && became.fact.starts_with("vapour")).then(|| event.place.as_deref().unwrap_or("").to_owned())
}

fn is_serious(event: &Event) -> bool {
    matches!(&event.what, H::Injured(i) if &*i.class == "serious")
}

/// Who came to harm, of what and where; people of a group without their number.
fn harm(event: &Event) -> String {
    let by = match &event.what {
        H::Died(died) => &died.by,
        H::Injured(injured) => &injured.by,
        _ => return String::new(),
    };
    let who = event.actor.as_deref().unwrap_or("");
    let who = who.rsplit_once('.').map_or(who, |(group, _)| group);
    format!("{who} {by} {}", event.place.as_deref().unwrap_or(""))
}

fn fire_out(event: &Event) -> Option<String> {
    let H::FireOut(out) = &event.what else { return None };
    Some(format!("{} {}", event.place.as_deref().unwrap_or(""), out.reason))
}

fn released(event: &Event) -> Option<String> {
    match &event.what {
        H::LeakStarted(leak) => Some(leak.release.to_string()),
        _ => None,
    }
}

/// The 10th, 50th and 90th percentile.
fn spread(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    match values.len() {
        0 => "–".to_owned(),
        n => format!("{:.1} – {:.1} – {:.1} ({:.1} to {:.1}, {n} runs)", at(0.1), at(0.5), at(0.9), at(0.0), at(1.0)),
    }
}

fn tally(names: impl Iterator<Item = String>) -> String {
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    for name in names {
        *count.entry(name).or_default() += 1;
    }
    count.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}

fn print(title: &str, runs: &[&Run]) {
    println!("\n## {title}: {} runs", runs.len());
    let sum = |n: usize| runs.iter().map(|r| r.hurt[n]).sum::<u64>();
    let with = |n: usize| runs.iter().filter(|r| r.hurt[n] > 0).count();
    println!("released: {}", tally(runs.iter().map(|r| r.released.clone())));
    println!("first explosion: {}", tally(runs.iter().filter_map(|r| r.first_bang.clone()).map(|(room, _)| room)));
    println!("lit by: {}", tally(runs.iter().filter_map(|r| r.lit_by.clone())));
    println!(
        "kPa of the first: {}",
        spread(runs.iter().filter_map(|r| r.first_bang.clone()).map(|(_, p)| p).collect())
    );
    println!("explosions a run: {}", spread(runs.iter().map(|r| r.bangs as f64).collect()));
    println!("flammable at the floor: {}", tally(runs.iter().flat_map(|r| r.flammable.clone())));
    println!("burn: {}", runs.iter().filter(|r| r.burns).count());
    println!("fires out: {}", tally(runs.iter().flat_map(|r| r.fires_out.clone())));
    for (n, word) in ["slight", "serious", "dead"].into_iter().enumerate() {
        println!("{word}: {} people in {} runs", sum(n), with(n));
    }
    for (what, of) in [("trapped", (|r| r.trapped) as fn(&Run) -> u64), ("brought out", |r| r.rescued)] {
        let all: Vec<u64> = runs.iter().map(|r| of(r)).filter(|count| *count > 0).collect();
        println!("{what}: {} people in {} runs", all.iter().sum::<u64>(), all.len());
    }
    for (n, who) in ["reached outside", "of them bystanders", "crowds held", "crowds reached"].into_iter().enumerate() {
        let all: Vec<u64> = runs.iter().map(|r| r.reached[n]).filter(|count| *count > 0).collect();
        println!("{who}: {} in {} runs", all.iter().sum::<u64>(), all.len());
    }
    for (n, where_to) in ["lost", "held"].into_iter().enumerate() {
        let all = runs.iter().map(|r| r.water[n]).filter(|m3| *m3 > 0.0);
        println!("waste water {where_to}, m3: {}", spread(all.collect()));
    }
    println!("ended: {}", tally(runs.iter().map(|r| format!("{:?}", r.end))));
    println!("minutes: {}", spread(runs.iter().map(|r| r.minutes).collect()));
    println!(
        "score: {}; grades: {}",
        spread(runs.iter().map(|r| r.score).collect()),
        tally(runs.iter().map(|r| r.grade.clone()))
    );
    println!("events: {}", spread(runs.iter().map(|r| r.events as f64).collect()));
    for (name, ..) in SPANS {
        println!("{name}: {}", spread(runs.iter().filter_map(|r| r.spans.get(name).copied()).collect()));
    }
    let left: Vec<u64> = runs.iter().filter(|r| r.end != EndReason::AllClear).map(|r| r.seed).collect();
    if !left.is_empty() {
        println!("not ended by procedure: {left:?}");
    }
    let deadly: Vec<(u64, u64)> = runs.iter().filter(|r| r.hurt[2] > 0).map(|r| (r.seed, r.hurt[2])).collect();
    println!("dead: {}", tally(runs.iter().flat_map(|r| r.dead.clone())));
    println!("serious: {}", tally(runs.iter().flat_map(|r| r.serious.clone())));
    println!("seeds with dead: {deadly:?}");
}

fn main() {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_else(|| "ether-lab".to_owned());
    let mut number = |or: u64| args.next().and_then(|n| n.parse().ok()).unwrap_or(or);
    let (from, to) = (number(1), number(300));
    let file = Path::new(&name);
    let loaded = if file.exists() { load_file(file) } else { load(&name) };
    let scenario = loaded.checked.expect("the scenario is sound: `hazdrill check` says what is wrong");
    let runs: Vec<Run> = (from..=to).map(|seed| run(&scenario, seed)).collect();
    let of = |keep: &dyn Fn(&&Run) -> bool| runs.iter().filter(|r| keep(r)).collect::<Vec<_>>();
    println!("# {name}, seeds {from} to {to}");
    print("with explosion", &of(&|r| r.first_bang.is_some()));
    print("without explosion", &of(&|r| r.first_bang.is_none()));
    let mut released: Vec<&str> = runs.iter().map(|r| &*r.released).collect();
    released.sort_unstable();
    released.dedup();
    for release in released {
        let all = of(&|r| r.released == release);
        let bangs = all.iter().filter(|r| r.first_bang.is_some()).count();
        println!("\n{release}: {} runs, {bangs} with explosion", all.len());
    }
}
