//! A record of 100,000 events is evaluated within a second, and its parts still add up; the page of a record that is too
//! long for it says what it leaves out:
//! `cargo test --release -p hazdrill-tests --test long_record -- --ignored --nocapture`.
#![expect(clippy::print_stdout, reason = "the test prints its figure")]
#![expect(clippy::disallowed_methods, reason = "the test reads the wall clock")]

use hazdrill::model::Lang;
use hazdrill::record::{Event, Happening as H};
use hazdrill::report::{Names, Source, find, make};
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

#[test]
fn the_page_of_a_long_record_stays_small_and_says_what_it_leaves_out() {
    let (scenario, events) = long_record(60_000);
    let evaluation = evaluate_events(Some(&scenario), &events, None, Meta::default());
    for lang in [Lang::Zh, Lang::En] {
        let names = Names::new(Some(scenario.scenario()), lang);
        let source = Source { names: &names, events: &events, evaluation: &evaluation, engine: None };
        let made = make(&[find("html").expect("there is a page")], &source, &[]).expect("a page is made");
        let page = std::str::from_utf8(&made[0].bytes).expect("a page is text");
        assert!(page.len() <= 2_000_000, "{} bytes", page.len());
        let data = page.split("id=\"data\"").nth(1).and_then(|rest| rest.split_once('>')).expect("the page has data").1;
        let data: serde_json::Value =
            serde_json::from_str(data.split("</script>").next().unwrap_or("")).expect("the data are JSON");
        let replayed = data["events"]["t"].as_array().expect("events are there").len();
        assert!((10_000..=30_000).contains(&replayed), "{replayed} events are replayed");
        let left_out = events.len() - replayed;
        let said = match lang {
            Lang::Zh => format!("最后 {left_out} 个事件不在回放中"),
            Lang::En => format!("its last {left_out} events are not in the replay"),
        };
        assert!(page.contains(&said), "{said}");
        // No milestone, move or belief points behind the last event that is there.
        let most = |list: &serde_json::Value, at: Option<usize>| {
            let number = |one: &serde_json::Value| at.map_or(one, |at| &one[at]).as_u64();
            list.as_array().and_then(|list| list.iter().filter_map(number).max()).unwrap_or(0) as usize
        };
        assert!(most(&data["milestones"], None) <= replayed && most(&data["learned"], Some(0)) <= replayed);
        println!("{} events, {replayed} replayed, {} bytes", events.len(), page.len());
    }
}
