//! Time of a drill, and where it goes: `cargo bench -p hazdrill-tests --bench drill`.
//!
//! A shared machine is noisy, so every figure is the least of several rounds, and what is compared is interleaved.
//!
//! - microseconds a drill, over seeds: median and ninth decile
//! - where they go: building the world, the set `Hazard` (physics), everything else (engine), writing the record
//! - ten times the people; ten of every organisation or as many as may be, hence as many times the messages
//! - an instant at which nothing happens; save and restore in the middle of a drill
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the wall clock")]

mod more;

use bevy_ecs::prelude::*;
use hazdrill::engine::kernel::{Class, Set, Stateful};
use hazdrill::{Checked, Drill, SimTime};
use hazdrill_tests::{ether_lab, record};
use more::{many_of_all, ten_times_the_people};
use std::time::{Duration, Instant};

const SEEDS: u64 = 100;
const SEEDS_COMPARED: u64 = 10;
const ROUNDS: usize = 7;

fn main() {
    let one = ether_lab();
    spread(&one);
    split(&one);
    compare(&one);
    small(&one);
}

/// Median and ninth decile over seeds, of the least time of each seed.
fn spread(scenario: &Checked) {
    let mut best = vec![f64::INFINITY; SEEDS as usize];
    let mut events = 0;
    for _ in 0..ROUNDS {
        events = 0;
        for (seed, best) in (1..).zip(&mut best) {
            let (count, micros) = run(scenario, seed);
            events += count;
            *best = best.min(micros);
        }
    }
    let total: f64 = best.iter().sum();
    best.sort_by(f64::total_cmp);
    let (median, ninth) = (best[best.len() / 2], best[best.len() * 9 / 10]);
    let (events, drills) = (events as f64, SEEDS as f64);
    println!("ether-lab, seeds 1 to {SEEDS}: median {median:.0} us a drill, 90 % below {ninth:.0} us");
    println!("  {:.0} events a drill, {:.2} us an event, all included", events / drills, total / events);
}

/// Events and microseconds of one drill from its start to its end.
fn run(scenario: &Checked, seed: u64) -> (u64, f64) {
    let start = Instant::now();
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    (drill.event_count(), micros(start.elapsed()))
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A stopwatch that runs in the set `Hazard` only: it is started by a system after those of `Injects` and stopped by
/// one after those of `Hazard`.
#[derive(Resource)]
struct Stopwatch {
    started: Instant,
    hazard: Duration,
}

fn start(mut watch: ResMut<Stopwatch>) {
    watch.started = Instant::now();
}

fn stop(mut watch: ResMut<Stopwatch>) {
    let spent = watch.started.elapsed();
    watch.hazard += spent;
}

fn carry_stopwatch(world: &mut World) {
    world.derived::<Stopwatch>(Class::Kernel, "stopwatch", None);
    world.insert_resource(Stopwatch { started: Instant::now(), hazard: Duration::ZERO });
}

/// Where the time of a drill goes. The two readings of the clock cost some 50 ns a step, which count as engine.
fn split(scenario: &Checked) {
    let mut best = [f64::INFINITY; 4];
    let (mut events, mut steps) = (0, 0);
    for _ in 0..ROUNDS {
        let mut times = [0.0; 4];
        (events, steps) = (0, 0);
        for seed in 1..=SEEDS_COMPARED {
            let clock = Instant::now();
            let mut drill = Drill::builder(scenario, seed)
                .plugin(carry_stopwatch)
                .systems(Set::Injects, start)
                .systems(Set::Hazard, stop)
                .build();
            times[0] += micros(clock.elapsed());
            let clock = Instant::now();
            while drill.step().is_some() {
                steps += 1;
            }
            let hazard = micros(drill.world().resource::<Stopwatch>().hazard);
            times[1] += hazard;
            times[2] += micros(clock.elapsed()) - hazard;
            events += drill.event_count();
            let clock = Instant::now();
            std::hint::black_box(record(&drill));
            times[3] += micros(clock.elapsed());
        }
        for (best, time) in best.iter_mut().zip(times) {
            *best = best.min(time);
        }
    }
    let (drills, count) = (SEEDS_COMPARED as f64, events as f64);
    println!("where it goes, seeds 1 to {SEEDS_COMPARED}, {:.0} steps a drill:", f64::from(steps) / drills);
    for (name, time) in ["world and schedule", "hazard (physics)", "engine, all other sets", "record, with its hash"]
        .into_iter()
        .zip(best)
    {
        println!("  {name:24} {:7.0} us a drill, {:6.2} us an event", time / drills, time / count);
    }
}

/// Ten times the people, and many times the people and the messages.
fn compare(one: &Checked) {
    let people = ten_times_the_people(one);
    let (times, all) = many_of_all(one);
    let organisations = format!("{times} x organisations");
    let named = [("as shipped", one), ("10 x people", &people), (&organisations, &all)];
    let (mut best, mut events, mut said) = ([f64::INFINITY; 3], [0; 3], [0; 3]);
    for _ in 0..ROUNDS {
        let mut times = [0.0; 3];
        for seed in 1..=SEEDS_COMPARED {
            for (n, (_, scenario)) in named.iter().enumerate() {
                times[n] += run(scenario, seed).1;
            }
        }
        for (best, time) in best.iter_mut().zip(times) {
            *best = best.min(time);
        }
    }
    for (n, (_, scenario)) in named.iter().enumerate() {
        for seed in 1..=SEEDS_COMPARED {
            let mut drill = Drill::new(scenario, seed);
            drill.run();
            events[n] += drill.event_count();
            said[n] += drill.events().iter().filter(|e| e.kind() == "said").count();
        }
    }
    println!("more of everything, seeds 1 to {SEEDS_COMPARED}:");
    let drills = SEEDS_COMPARED as f64;
    for (n, (name, _)) in named.iter().enumerate() {
        println!(
            "  {name:24} {:7.0} us a drill, {:6.2} times as long; {:6.0} events, {:5.0} messages",
            best[n] / drills,
            best[n] / best[0],
            events[n] as f64 / drills,
            said[n] as f64 / drills
        );
    }
}

/// An instant without anything to do; a save and a restore.
fn small(scenario: &Checked) {
    const IDLE: i64 = 5_000;
    let mut idle = f64::INFINITY;
    for _ in 0..ROUNDS {
        let mut drill = Drill::new(scenario, 1);
        // All of them lie before the release, which is a minute after the start.
        (0..IDLE).for_each(|n| drill.wake_idle(SimTime::from_ms(1 + n * 10)));
        let clock = Instant::now();
        drill.run_until(SimTime::from_ms(IDLE * 10));
        idle = idle.min(micros(clock.elapsed()) / IDLE as f64);
    }
    println!("an instant at which nothing happens: {:.0} ns", idle * 1e3);
    let mut drill = Drill::new(scenario, 1);
    drill.run_until(SimTime::from_ms(600_000));
    let bytes = drill.save().to_bytes().len();
    let save = least(|| drop(drill.save()));
    let saved = drill.save();
    let rewind = least(|| drill.rewind(&saved).expect("a save of the same drill"));
    println!("ten minutes into the drill: save {save:.0} us, restore in place {rewind:.0} us, {bytes} bytes");
}

/// The least of many runs, microseconds.
fn least(mut work: impl FnMut()) -> f64 {
    let one = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        micros(start.elapsed())
    };
    (0..200).map(|_| one(&mut work)).fold(f64::INFINITY, f64::min)
}
