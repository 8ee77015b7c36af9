//! Records that somebody made to hurt: nothing panics, nothing takes forever.

use crate::drill::{at, by_hand, evaluated, scenario, story, target};
use hazdrill_record::happening::{Arrived, Exposed, Heard, KINDS, Learned, Said, Started};
use hazdrill_record::{Event, Happening};
use hazdrill_score::{Meta, critical_path, evaluate, evaluate_events};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn absurd_times_are_evaluated() {
    let targets = json!({"t": target(&json!("released"), &json!("stopped"), 60.0, "norm", 1.0)});
    let mut record = crate::drill::record(&scenario(&targets), &story());
    record.events[0].t_ms = Some(i64::MIN);
    record.events[24].t_ms = Some(i64::MAX);
    let evaluation = evaluate(&record);
    assert_eq!(evaluation.score.total, Some(0.0));
    assert!(serde_json::to_string(&evaluation).is_ok());
}

#[test]
fn a_group_of_four_billion_costs_nothing() {
    let mut huge = scenario(&json!({}));
    huge["people"]["staff"]["count"] = json!(u32::MAX);
    let (evaluation, _) = evaluated(&huge, &story());
    assert_eq!(evaluation.stamps.get("t15_evacuated_50"), None);
}

#[test]
fn names_that_nobody_has_are_passed_over() {
    let mut events = story();
    for actor in [
        "",
        "/",
        "//",
        "firm/",
        "firm/staff.",
        "firm/staff.0",
        "firm/staff.5",
        "firm/staff.99999999999",
        "fire/staff.1",
        "演练/人",
    ] {
        events.push(at(2000.0, "arrived", actor, "gate", json!({"drives": true})));
        events.push(at(2000.0, "heard", actor, "nowhere", json!({"from": actor})));
    }
    let (evaluation, _) = evaluated(&scenario(&json!({})), &events);
    assert_eq!(evaluation.stamps.get("t15_evacuated_100").unwrap().event, 19);
}

#[test]
fn a_long_record_takes_linear_time() {
    let event = |n: u64| {
        let what: Happening = match n % 5 {
            0 => Heard { from: "firm/guard".into(), ..Heard::default() }.into(),
            1 => Said { since_ms: n as i64 - 3, ..Said::default() }.into(),
            2 => Started { ready_ms: 1, ..Started::default() }.into(),
            3 => Exposed::default().into(),
            _ => Learned { fact: "odour".into(), from: Some("firm/x".into()), ..Learned::default() }.into(),
        };
        let actor = format!("firm/staff.{}", n % 1000);
        Event {
            seq: n,
            t_ms: Some(n as i64),
            actor: Some(actor.into()),
            place: None,
            what,
            causes: (n > 1).then_some(n - 1).into_iter().collect(),
        }
    };
    let events: Vec<Event> = (1..=300_000).map(event).collect();
    let read: hazdrill_model::Scenario = serde_json::from_value(scenario(&json!({}))).unwrap();
    let evaluation = evaluate_events(Some(&read), &events, None, Meta::default());
    assert_eq!(evaluation.waits.len(), 10);
    assert_eq!(critical_path(&events, 300_000).len(), 300_000);
}

#[test]
fn numbers_that_stand_twice_do_no_harm() {
    let mut record = by_hand(&story());
    for event in &mut record.events {
        event.seq = 1;
        event.causes = [1, 0, u64::MAX].into_iter().collect();
    }
    evaluate(&record);
    assert_eq!(critical_path(&record.events, 1), [1]);
}

proptest! {
    #[test]
    fn any_events_in_any_order_are_evaluated(
        drawn in prop::collection::vec((any::<u64>(), any::<Option<i64>>(), 0..KINDS.len(), 0..8_usize, 0..6_usize, any::<u64>()), 0..60),
        with_scenario: bool,
    ) {
        const ACTORS: [&str; 8] = ["firm/staff.1", "firm/guard", "fire/engine-1", "fire/chief", "/", "firm", "x/y.9", "fire/dispatcher"];
        const PLACES: [&str; 6] = ["lab", "corridor", "gate", "station", "", "guard-house"];
        let events: Vec<Event> = drawn.into_iter().map(|(seq, t_ms, kind, actor, place, cause)| {
            let line = json!({"seq": seq, "t_ms": t_ms, "kind": KINDS[kind].kind, "actor": ACTORS[actor], "place": PLACES[place], "causes": [cause]});
            let mut event: Event = serde_json::from_value(line).unwrap();
            if let Happening::Arrived(_) = event.what {
                event.what = Arrived { from: "lab".into(), drives: seq % 2 == 0 }.into();
            }
            event
        }).collect();
        let targets = json!({"t": target(&json!({"alarmed": "fire"}), &json!("evacuated"), 60.0, "norm", 1.0)});
        let read: hazdrill_model::Scenario = serde_json::from_value(scenario(&targets)).unwrap();
        let evaluation = evaluate_events(with_scenario.then_some(&read), &events, None, Meta::default());
        prop_assert!(serde_json::to_string(&evaluation).is_ok());
        for event in &events {
            prop_assert!(critical_path(&events, event.seq).len() <= events.len());
        }
    }
}

#[test]
fn any_mark_finds_its_events_in_any_record() {
    // Every kind and verb that a mark can name is one that records have.
    for kind in hazdrill_model::Kind::ALL {
        assert!(KINDS.iter().any(|k| k.kind == kind.word()), "{kind:?}");
    }
}
