//! Allocations of a drill: `cargo bench -p hazdrill-tests --bench allocations`. The same on every machine of one kind.
//!
//! A binary of its own, since an allocator that counts is slower than one that does not.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod more;

use allocation_counter::{AllocationInfo, measure};
use hazdrill::{Checked, Drill, SimTime};
use more::{many_of_all, ten_times_the_people};

const SEEDS: u64 = 10;

fn main() {
    let one = hazdrill_tests::ether_lab();
    let people = ten_times_the_people(&one);
    let (times, all) = many_of_all(&one);
    let organisations = format!("{times} x organisations");
    for (name, scenario) in [("as shipped", &one), ("10 x people", &people), (&organisations, &all)] {
        count(name, scenario);
    }
    let mut drill = Drill::new(&one, 1);
    drill.run_until(SimTime::from_ms(600_000));
    let save = measure(|| drop(drill.save()));
    println!("a save ten minutes into the drill: {} allocations, {} bytes", save.count_total, save.bytes_total);
    let idle = measure(|| {
        drill.step();
    });
    println!("the step after it: {} allocations", idle.count_total);
}

fn count(name: &str, scenario: &Checked) {
    let (mut build, mut run) = (AllocationInfo::default(), AllocationInfo::default());
    let (mut events, mut steps, mut peak) = (0, 0, 0);
    for seed in 1..=SEEDS {
        let mut drill = None;
        build += measure(|| drill = Some(Drill::new(scenario, seed)));
        let mut drill = drill.expect("the drill was built");
        let info = measure(|| {
            while drill.step().is_some() {
                steps += 1;
            }
        });
        run += info;
        peak = peak.max(info.bytes_max);
        events += drill.event_count();
    }
    let (drills, total, kept) = (SEEDS as f64, run.count_total as f64, run.bytes_current as f64);
    println!("{name}, seeds 1 to {SEEDS}:");
    println!("  to build: {:.0} allocations a drill", build.count_total as f64 / drills);
    println!(
        "  to run:   {:.0} allocations a drill, {:.2} an event, {:.3} a step; {:.0} bytes an event pass through, \
         {:.0} stay, at most {peak} at once",
        total / drills,
        total / events as f64,
        total / f64::from(steps),
        run.bytes_total as f64 / events as f64,
        kept / events as f64,
    );
}
