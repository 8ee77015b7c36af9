//! A record of 100,000 events is evaluated within a second, and its parts still add up:
//! `cargo test --release -p hazdrill-tests --test long_record -- --ignored --nocapture`.
#![expect(clippy::print_stdout, reason = "the test prints its figure")]
#![expect(clippy::disallowed_methods, reason = "the test reads the wall clock")]

use hazdrill::record::{Event, Happening as H};
use hazdrill::score::{Meta, evaluate_events};
use std::time::Instant;

/// The founding drill again and again, each time after the last, until there are so many events.
fn long_record(events: usize) -> (hazdrill::Checked, Vec<Event>) {
    let scenario = hazdrill_tests::ether_lab();
    let drill = hazdrill_tests::run(&scenario, 3);
    let once = drill.events();
    let (n, span) = (once.len() as u64, once.iter().filter_map(|e| e.t_ms).max().unwrap_or(0) + 1);
    let mut all = Vec::with_capacity(events + once.len());
    for round in 0.. {
        if all.len() >= events {
            break;
        }
        let later = |t: i64| t + span * round as i64;
        all.extend(once.iter().cloned().map(|mut event| {
            event.seq += n * round;
            event.t_ms = event.t_ms.map(later);
            event.causes.iter_mut().for_each(|cause| *cause += n * round);
            match &mut event.what {
                H::Said(said) => said.since_ms = later(said.since_ms),
                H::Started(started) => started.ready_ms = later(started.ready_ms),
                _ => {}
            }
            event
        }));
    }
    (scenario, all)
}

#[test]
#[ignore = "takes a release build to mean anything"]
fn a_hundred_thousand_events_are_evaluated_within_a_second() {
    let (scenario, events) = long_record(100_000);
    let start = Instant::now();
    let evaluation = evaluate_events(Some(&scenario), &events, None, Meta::default());
    let took = start.elapsed();
    println!("{} events evaluated in {:.0} ms", events.len(), took.as_secs_f64() * 1000.0);
    let json = serde_json::to_string(&evaluation).expect("an evaluation is JSON");
    println!("  {} bytes of JSON", json.len());
    for path in &evaluation.critical_paths {
        assert_eq!(path.ms, Some(path.segments.iter().map(|segment| segment.ms).sum()), "{:?}", path.goal);
    }
    assert!(cfg!(debug_assertions) || took.as_secs_f64() < 1.0, "{took:?}");
}
