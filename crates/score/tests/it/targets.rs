//! Targets, the total, expectations.

use crate::drill::{at, evaluated, event, record, scenario, story, target};
use hazdrill_model::{Expectation, Lang, Target};
use hazdrill_score::{Evaluation, Grade, PartState, Why, evaluate, unmet, value};
use serde_json::{Value, json};

fn scored(targets: &Value) -> Evaluation {
    evaluated(&scenario(targets), &story()).0
}

#[test]
fn a_part_tells_its_whole_chain_of_custody() {
    // Release at 60 s, cordon at 700 s: 640 s against 600 s.
    let (_, json) = evaluated(
        &scenario(&json!({
            "cordon": target(&json!("released"), &json!("cordoned"), 600.0, "norm", 2.0),
        })),
        &story(),
    );
    let part = &json["score"]["parts"][0];
    assert_eq!(part["value"], json!(560.0 / 600.0));
    for (field, expected) in [
        ("id", json!("cordon")),
        ("target", json!(600.0)),
        ("zero_at", json!(1200.0)),
        ("actual", json!(640.0)),
        ("weight", json!(2.0)),
        ("evidence", json!([1, 24])),
        ("state", json!("late")),
        ("kind", json!("norm")),
        ("from", json!("t0_release")),
        ("to", json!("t9_cordon_closed")),
        ("source", json!("unverified: test")),
        ("verified", json!(false)),
        ("name", json!({"zh": "cordon", "en": "cordon"})),
    ] {
        assert_eq!(part[field], expected, "{field}");
    }
    assert_eq!(
        (&json["score"]["total"], &json["score"]["grade"]),
        (&json!(100.0 * (560.0 / 600.0)), &json!("excellent"))
    );
}

#[test]
fn a_target_falls_in_a_line_from_its_limit_to_zero() {
    let mut raw = target(&json!("released"), &json!("stopped"), 100.0, "drill", 1.0);
    raw["zero_at"] = json!({"s": 500});
    let target: Target = serde_json::from_value(raw).unwrap();
    for (s, expected) in [(-50, 1.0), (0, 1.0), (100, 1.0), (200, 0.75), (400, 0.25), (500, 0.0), (9000, 0.0)] {
        assert!((value(&target, s * 1000) - expected).abs() < 1e-12, "{s} s");
    }
}

#[test]
fn a_legal_target_knows_no_half_marks() {
    let mut raw = target(&json!("released"), &json!("stopped"), 100.0, "legal", 1.0);
    raw["zero_at"] = json!({"s": 500});
    let target: Target = serde_json::from_value(raw).unwrap();
    assert!((value(&target, 100_000) - 1.0).abs() < f64::EPSILON);
    assert!(value(&target, 100_001).abs() < f64::EPSILON);
}

#[test]
fn a_limit_that_is_also_the_zero_is_a_step() {
    for zero_at in [100.0, 20.0] {
        let mut raw = target(&json!("released"), &json!("stopped"), 100.0, "norm", 1.0);
        raw["zero_at"] = json!({"s": zero_at});
        let target: Target = serde_json::from_value(raw).unwrap();
        assert!((value(&target, 100_000) - 1.0).abs() < f64::EPSILON);
        assert!(value(&target, 100_001).abs() < f64::EPSILON);
    }
}

#[test]
fn absent_start_absent_end_and_unknown_minute_are_three_things() {
    let targets = json!({
        "a-kept": target(&json!("released"), &json!("all_clear"), 3600.0, "norm", 1.0),
        "b-never": target(&json!("released"), &json!("evacuated"), 600.0, "norm", 1.0),
        "c-not-applicable": target(&json!({"dispatched": "bureau"}), &json!({"left": "bureau"}), 45.0, "norm", 5.0),
        "d-unknown": target(&json!("released"), &json!("cordoned"), 45.0, "norm", 7.0),
    });
    let events = [
        at(0.0, "leak_started", "-", "lab", json!({})),
        event(None, "cordon_closed", "fire/engine-1", "gate", json!({})),
        at(900.0, "all_clear", "fire/chief", "gate", json!({})),
    ];
    let (evaluation, json) = evaluated(&scenario(&targets), &events);
    let found: Vec<_> =
        evaluation.score.parts.iter().map(|p| (p.state, p.value, p.actual, p.evidence.clone())).collect();
    assert_eq!(
        found,
        [
            (PartState::Kept, Some(1.0), Some(900.0), vec![1, 3]),
            (PartState::Never, Some(0.0), None, vec![1]),
            (PartState::NotApplicable, None, None, vec![]),
            (PartState::Unknown, None, None, vec![1, 2]),
        ]
    );
    assert_eq!((evaluation.score.total, evaluation.score.grade), (Some(50.0), Some(Grade::Poor)));
    assert_eq!(json["score"]["parts"][2]["from"], json!("t4_dispatch.bureau"));
}

#[test]
fn a_sample_counts_for_the_organisation_that_took_it() {
    let targets = json!({
        "bureau": target(&json!("released"), &json!({"sampled": "bureau"}), 600.0, "drill", 1.0),
        "firm": target(&json!("released"), &json!({"sampled": "firm"}), 600.0, "drill", 1.0),
    });
    let events = [
        at(0.0, "leak_started", "-", "lab", json!({})),
        at(300.0, "measured", "fire/engine-1", "lab", json!({})),
        at(900.0, "measured", "bureau/head", "gate", json!({})),
    ];
    let (_, json) = evaluated(&scenario(&targets), &events);
    let parts = &json["score"]["parts"];
    assert_eq!((&parts[0]["actual"], &parts[0]["evidence"]), (&json!(900.0), &json!([1, 3])));
    assert_eq!((&parts[0]["to"], &parts[1]["state"]), (&json!("t20_first_sample.bureau"), &json!("never")));
    assert_eq!(json["stamps"]["t20_first_sample"], json!({"s": 300.0, "event": 2}), "the stamp is that of the first");
}

#[test]
fn weights_count() {
    let evaluation = scored(&json!({
        "good": target(&json!({"dispatched": "fire"}), &json!({"left": "fire"}), 60.0, "norm", 3.0),
        "bad": target(&json!({"alarmed": "fire"}), &json!({"dispatched": "fire"}), 10.0, "norm", 1.0),
    }));
    assert_eq!((evaluation.score.total, evaluation.score.grade), (Some(75.0), Some(Grade::Good)));
}

#[test]
fn absurd_weights_do_not_spoil_the_total() {
    let evaluation = scored(&json!({
        "a": target(&json!("released"), &json!("all_clear"), 7200.0, "norm", 1e308),
        "b": target(&json!("released"), &json!("stopped"), 7200.0, "norm", 1.7e308),
        "c": target(&json!("released"), &json!("stopped"), 1.0, "norm", -5.0),
        "d": target(&json!("released"), &json!("stopped"), 1.0, "norm", 0.0),
    }));
    assert_eq!(evaluation.score.total, Some(100.0));
}

#[test]
fn nothing_to_judge_is_no_grade() {
    let evaluation =
        scored(&json!({"x": target(&json!({"alarmed": "bureau"}), &json!("cordoned"), 60.0, "norm", 1.0)}));
    assert_eq!((evaluation.score.total, evaluation.score.grade, evaluation.score.parts.len()), (None, None, 1));
}

#[test]
fn grades_begin_at_their_thresholds() {
    for (total, grade) in [
        (100.0, Grade::Excellent),
        (90.0, Grade::Excellent),
        (89.99, Grade::Good),
        (75.0, Grade::Good),
        (74.99, Grade::Fair),
        (60.0, Grade::Fair),
        (59.99, Grade::Poor),
        (0.0, Grade::Poor),
    ] {
        assert_eq!(Grade::of(total), grade, "{total}");
    }
}

#[test]
fn expectations_that_fail_say_why() {
    let expectations: Vec<Expectation> = serde_json::from_value(json!([
        {"ends": "all_clear"},
        {"ends": "limit"},
        {"happens": "cordon_closed"},
        {"happens": "ignition"},
        {"never": "ignition"},
        {"never": "exposed"},
        {"within": {"from": "released", "to": "stopped", "limit": {"s": 840}}},
        {"within": {"from": "released", "to": "stopped", "limit": {"s": 839}}},
        {"within": {"from": {"alarmed": "bureau"}, "to": "stopped", "limit": {"s": 839}}},
        {"within": {"from": "released", "to": {"arrived": "bureau"}, "limit": {"s": 839}}},
    ]))
    .unwrap();
    let mut record = record(&scenario(&json!({})), &story());
    let end = hazdrill_record::EndReason::AllClear;
    record.closing = Some(hazdrill_record::Closing { end, t_ms: 1_800_000, events: 26 });
    let found = unmet(&expectations, &record.events, &evaluate(&record));
    let why: Vec<_> = found.iter().map(|u| (u.index, u.why)).collect();
    assert_eq!(
        why,
        [
            (1, Why::Ended(Some(end))),
            (3, Why::NeverHappened),
            (5, Why::Happened(18)),
            (7, Why::Took(840.0)),
            (8, Why::NeverBegan),
            (9, Why::NeverEnded),
        ]
    );
    assert_eq!(
        found[3].text(Lang::En),
        "from `release` to `leak stopped` it should take no longer than 839 s; it took 840 s"
    );
    assert_eq!(found[0].text(Lang::Zh), "应以“到达时限”结束；实际以“险情解除”结束");
}
