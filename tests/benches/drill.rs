//! Time and allocations of a drill: `cargo bench -p hazdrill-tests`.
//!
//! Prints, for the shipped drill and for one with ten times the people: microseconds a drill and an event, allocations
//! an event; and for a save: microseconds and bytes. Minimum of seven rounds, interleaved, since a shared machine is
//! noisy.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the wall clock")]

use hazdrill::scenario::{Overrides, apply};
use hazdrill::{Checked, Drill, SimTime, load};
use std::time::Instant;

const SEEDS: u64 = 20;
const ROUNDS: usize = 7;

fn ten_times(scenario: &Checked) -> Checked {
    let sets: Vec<String> =
        scenario.people.iter().map(|(id, g)| format!("people.{id}.count={}", g.count * 10)).collect();
    let overrides = Overrides::parse(&sets, &[] as &[&str]).expect("the paths are those of the scenario");
    apply(scenario, &overrides).checked.expect("ten times the people are within the limits")
}

/// Events and microseconds of all seeds.
fn round(scenario: &Checked) -> (u64, f64) {
    let start = Instant::now();
    let events = (1..=SEEDS).map(|seed| {
        let mut drill = Drill::new(scenario, seed);
        drill.run();
        drill.event_count()
    });
    let events: u64 = events.sum();
    (events, start.elapsed().as_secs_f64() * 1e6)
}

fn main() {
    let one = load("ether-lab").checked.expect("the shipped scenario is sound");
    let ten = ten_times(&one);
    let mut best = [f64::INFINITY; 2];
    let mut events = [0; 2];
    for _ in 0..ROUNDS {
        for (n, scenario) in [&one, &ten].into_iter().enumerate() {
            let (count, micros) = round(scenario);
            events[n] = count;
            best[n] = best[n].min(micros);
        }
    }
    for (n, name) in ["ether-lab", "ten times the people"].into_iter().enumerate() {
        let (drills, count) = (SEEDS as f64, events[n] as f64);
        println!(
            "{name:22} {:8.0} us a drill, {:6.2} us an event, {:6.0} events",
            best[n] / drills,
            best[n] / count,
            count / drills
        );
    }
    println!("ratio of time: {:.2}", best[1] / best[0]);
    let build = time(|| drop(Drill::new(&one, 1)));
    println!("world and schedule: {build:.0} us");
    let mut drill = Drill::new(&one, 1);
    drill.run_until(SimTime::from_ms(600_000));
    let bytes = drill.save().to_bytes().len();
    let save = time(|| drop(drill.save()));
    let saved = drill.save();
    let rewind = time(|| drill.rewind(&saved).expect("a save of the same drill"));
    println!("save {save:.0} us, restore in place {rewind:.0} us, {bytes} bytes");
}

/// The least of many runs, microseconds.
fn time(mut work: impl FnMut()) -> f64 {
    let one = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e6
    };
    (0..200).map(|_| one(&mut work)).fold(f64::INFINITY, f64::min)
}
