//! Comparing records: places in the league, and differences explained by the critical paths.

use crate::coordination_metrics::planned;
use crate::drill::{at, because, record, target};
use hazdrill_score::{Comparison, Entry, compare, evaluate};
use serde_json::{Value, json};

fn scenario() -> Value {
    let mut scenario = planned();
    scenario["targets"]["stop"] = target(&json!("released"), &json!("stopped"), 300.0, "norm", 1.0);
    scenario
}

/// The guard notices at 100 s and calls; the first word comes after `dialling`; the engine travels and shuts the drum.
fn drill(dialling: f64, travel: f64) -> Vec<Value> {
    let said = 100.0 + dialling;
    let (heard, arrived) = (said + 20.0, said + 20.0 + travel);
    let step = |t: f64, who: &str, step: &str| {
        at(
            t,
            "started",
            who,
            "gate",
            json!({"procedure": "p", "step": step, "verb": "tell", "ready_ms": (t * 1000.0) as i64}),
        )
    };
    let learned =
        at(100.0, "learned", "firm/guard", "lab", json!({"fact": "odour:lab", "value": true, "channel": "smell"}));
    let speaks = at(
        said,
        "said",
        "firm/guard",
        "lab",
        json!({"to": ["fire/dispatcher"], "channel": "telephone", "since_ms": 100_000}),
    );
    vec![
        at(0.0, "leak_started", "-", "lab", json!({})),
        because(learned, &[1]),
        because(step(100.0, "firm/guard", "call"), &[2]),
        because(speaks, &[3]),
        because(
            at(heard, "heard", "fire/dispatcher", "gate", json!({"from": "firm/guard", "channel": "telephone"})),
            &[4],
        ),
        because(at(heard, "left", "fire/engine-1", "station", json!({"to": "gate", "drives": true})), &[5]),
        because(at(arrived, "arrived", "fire/engine-1", "gate", json!({"from": "station", "drives": true})), &[6]),
        because(at(arrived, "leak_stopped", "fire/engine-1", "lab", json!({"reason": "shut"})), &[7]),
    ]
}

fn compared(drills: &[(&str, Vec<Value>)]) -> Comparison {
    let records: Vec<_> = drills.iter().map(|(label, events)| (*label, record(&scenario(), events))).collect();
    let evaluations: Vec<_> = records.iter().map(|(_, record)| evaluate(record)).collect();
    let entries: Vec<Entry<'_>> = records
        .iter()
        .zip(&evaluations)
        .map(|((label, record), evaluation)| Entry { label, scenario: None, events: &record.events, evaluation })
        .collect();
    compare(&entries)
}

#[test]
fn the_league_puts_the_best_first_and_equals_share_a_place() {
    let league = compared(&[("slow", drill(30.0, 600.0)), ("a", drill(10.0, 100.0)), ("b", drill(10.0, 100.0))]).league;
    let found: Vec<_> = league.iter().map(|row| (row.place, row.label.as_str(), row.record)).collect();
    assert_eq!(found, [(1, "a", 1), (1, "b", 2), (3, "slow", 0)]);
}

#[test]
fn a_later_stamp_is_explained_by_what_took_longer() {
    let compared = compared(&[("base", drill(30.0, 100.0)), ("late", drill(570.0, 220.0))]);
    let row = compared.stamps.iter().find(|row| row.stamp == "t19_leak_stopped").unwrap();
    let difference = &row.differences[0];
    assert_eq!(difference.s.to_bits(), 660.0_f64.to_bits());
    let json = serde_json::to_value(&difference.reasons).unwrap();
    assert_eq!(
        (&json[0]["kind"], &json[0]["organisation"], &json[0]["to"], &json[0]["s"], &json[0]["event"]),
        (&json!("to_send"), &json!("firm"), &json!("fire"), &json!(540.0), &json!(4))
    );
    assert_eq!(
        (&json[1]["kind"], &json[1]["s"], &json[1]["base_s"]),
        (&json!("travelling"), &json!(120.0), &json!(100.0))
    );
    let sum: f64 = difference.reasons.iter().map(|reason| reason.s).sum();
    assert!((sum - difference.s).abs() < 1e-9, "the reasons make up the whole");
    assert_eq!(json[0]["words"]["zh"], "firm→fire等待发出多 9 分");
    assert_eq!(json[0]["words"]["en"], "firm -> fire, waiting to be sent: 9 min more");
}

#[test]
fn what_never_came_is_told_and_has_no_difference() {
    let mut cut = drill(30.0, 100.0);
    cut.truncate(7);
    let compared = compared(&[("whole", drill(30.0, 100.0)), ("cut", cut)]);
    let row = compared.stamps.iter().find(|row| row.stamp == "t19_leak_stopped").unwrap();
    assert!(row.moments[0].is_some() && row.moments[1].is_none() && row.differences.is_empty());
    assert!(compared.same_scenario);
    assert!(compared.stamps.iter().all(|row| row.moments.iter().any(Option::is_some)), "what came nowhere is left out");
}

#[test]
fn nothing_to_compare_is_no_trouble() {
    assert_eq!(compare(&[]).stamps, []);
    assert_eq!(compared(&[("alone", drill(1.0, 1.0))]).league.len(), 1);
}
