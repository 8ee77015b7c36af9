//! Stamps, stages, casualties, waits, the critical path.

use crate::drill::{at, because, by_hand, evaluated, event, events, record, scenario, story};
use hazdrill_score::{Note, WaitKind, critical_path, evaluate};
use serde_json::{Value, json};

fn no_targets() -> Value {
    scenario(&json!({}))
}

#[test]
fn the_whole_story_has_these_stamps() {
    let (evaluation, json) = evaluated(&no_targets(), &story());
    let stamps = &json["stamps"];
    for (id, s, event) in [
        ("t0_release", 60.0, 1),
        ("t1_detection", 70.0, 2),
        ("t2_scene_report", 100.0, 6),
        ("t7_size_up", 660.0, 22),
        ("t8_substance_identified", 661.0, 23),
        ("t9_cordon_closed", 700.0, 24),
        ("t11_first_commander", 540.0, 20),
        ("t14_evacuation_order", 110.0, 8),
        ("t15_evacuated_50", 300.0, 16),
        ("t15_evacuated_90", 480.0, 19),
        ("t15_evacuated_100", 480.0, 19),
        ("t19_leak_stopped", 900.0, 25),
        ("t20_first_sample", 660.0, 22),
        ("t20_first_result", 660.0, 22),
        ("t23_all_clear", 1800.0, 26),
    ] {
        assert_eq!(stamps[id], json!({"s": s, "event": event}), "{id}");
    }
    for (id, s, event) in
        [("t3_alarm", 150.0, 10), ("t4_dispatch", 180.0, 11), ("t5_turnout", 240.0, 12), ("t6_arrival", 540.0, 20)]
    {
        assert_eq!(stamps[id], json!({"fire": {"s": s, "event": event}, "firm": null, "bureau": null}), "{id}");
    }
    assert_eq!((evaluation.seed, evaluation.explosions, evaluation.events), (Some(7), 0, 26));
    assert_eq!(evaluation.notes, [Note::NoEnd, Note::Unchained]);
}

#[test]
fn every_stamp_of_the_contract_is_there_even_in_an_empty_world() {
    const CONTRACT: &str = "t0_release, t1_detection, t2_scene_report, t3_alarm, t4_dispatch, t5_turnout, t6_arrival, \
        t7_size_up, t8_substance_identified, t9_cordon_closed, t10_level_proposed, t10_level_activated, \
        t11_first_commander, t12_headquarters, t13_plan_approved, t14_evacuation_order, t15_evacuated_50, \
        t15_evacuated_90, t15_evacuated_100, t16_first_rescued, t17_first_triaged, t18_first_at_hospital, \
        t18_last_at_hospital, t19_leak_stopped, t19_fire_controlled, t19_fire_out, t20_first_sample, t20_first_result, \
        t21_report_county, t21_report_city, t21_report_province, t22_public_release, t23_all_clear, t24_handover";
    let (evaluation, json) = evaluated(&no_targets(), &[at(0.0, "road_closed", "-", "-", json!({}))]);
    let keys: Vec<&str> = evaluation.stamps.iter().map(|(id, _)| id).collect();
    assert_eq!(keys, CONTRACT.split(", ").collect::<Vec<_>>());
    for id in keys {
        let each = json!({"firm": null, "fire": null, "bureau": null});
        let is_each = ["t3_alarm", "t4_dispatch", "t5_turnout", "t6_arrival"].contains(&id);
        assert_eq!(json["stamps"][id], if is_each { each } else { Value::Null }, "{id}");
    }
    assert_eq!(json["stages"], json!([]));
    assert_eq!(json["score"], json!({"total": null, "grade": null, "parts": []}));
}

#[test]
fn the_object_has_every_field_of_the_contract() {
    let mut text = crate::drill::text(Some(&no_targets()), &story());
    text.push_str("\n{\"end\":\"all_clear\",\"t_ms\":1800500,\"events\":26}");
    let json = serde_json::to_value(evaluate(&hazdrill_record::read(&text).unwrap())).unwrap();
    assert_eq!((&json["schema"], &json["scenario"]), (&json!("hazdrill/run/1"), &json!("small")));
    assert_eq!((&json["ended_at_s"], &json["end_reason"]), (&json!(1800.5), &json!("all_clear")));
    assert_eq!((&json["overrides"], &json["record_hash"]), (&json!({}), &Value::Null));
    for field in ["seed", "events", "explosions", "stages", "stamps", "casualties", "score"] {
        assert!(json.get(field).is_some(), "{field}");
    }
    for count in ["exposed", "slight", "serious", "dead", "rescued", "delivered"] {
        assert!(json["casualties"][count].is_u64(), "{count}");
    }
}

#[test]
fn stages_follow_the_story() {
    let (_, json) = evaluated(&no_targets(), &story());
    let found: Vec<(&str, f64, u64)> = json["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["id"].as_str().unwrap(), s["entered_at_s"].as_f64().unwrap(), s["event"].as_u64().unwrap()))
        .collect();
    // Event 3 is only leaving.
    assert_eq!(
        found,
        [("leak", 60.0, 1), ("initial_handling", 80.0, 4), ("response", 180.0, 11), ("all_clear", 1800.0, 26)]
    );
}

#[test]
fn a_stage_is_entered_no_earlier_than_the_one_before() {
    // The brigade is sent before the firm does anything.
    let events = [
        at(0.0, "leak_started", "-", "lab", json!({})),
        at(30.0, "dispatched", "fire/dispatcher", "station", json!({})),
        at(90.0, "started", "firm/lead", "corridor", json!({"verb": "ventilate"})),
    ];
    let (evaluation, _) = evaluated(&no_targets(), &events);
    let response = &evaluation.stages[2];
    assert_eq!((response.id, response.first_event_at_s, response.entered_at_s), ("response", Some(30.0), Some(90.0)));
    assert_eq!((response.event, response.entered_by), (2, 3));
}

#[test]
fn a_stage_at_an_unknown_minute_is_entered_in_the_order_of_the_record() {
    let events = [
        at(0.0, "leak_started", "-", "lab", json!({})),
        at(30.0, "dispatched", "fire/dispatcher", "station", json!({})),
        event(None, "started", "firm/lead", "corridor", json!({"verb": "ventilate"})),
        at(900.0, "all_clear", "fire/chief", "gate", json!({})),
    ];
    let (evaluation, _) = evaluated(&no_targets(), &events);
    let entered: Vec<_> = evaluation.stages.iter().map(|s| (s.id, s.entered_at_s)).collect();
    assert_eq!(
        entered,
        [("leak", Some(0.0)), ("initial_handling", None), ("response", None), ("all_clear", Some(900.0))],
        "the response came before the unit's act, whose minute nobody knows"
    );
}

#[test]
fn unknown_is_neither_absent_nor_zero() {
    let events = [
        event(None, "cordon_closed", "fire/engine-1", "gate", json!({})),
        event(None, "dispatched", "fire/dispatcher", "station", json!({})),
    ];
    let (_, json) = evaluated(&no_targets(), &events);
    assert_eq!(json["stamps"]["t9_cordon_closed"], json!({"s": null, "event": 1}));
    assert_eq!(json["stamps"]["t4_dispatch"]["fire"], json!({"s": null, "event": 2}));
    assert_eq!(json["stamps"]["t23_all_clear"], Value::Null);
}

#[test]
fn a_known_minute_is_the_stamp_before_an_unknown_one() {
    let events = [
        event(None, "cordon_closed", "fire/engine-1", "gate", json!({})),
        at(50.0, "cordon_closed", "fire/engine-1", "gate", json!({})),
    ];
    let (_, json) = evaluated(&no_targets(), &events);
    assert_eq!(json["stamps"]["t9_cordon_closed"], json!({"s": 50.0, "event": 2}));
}

#[test]
fn a_record_typed_by_hand_takes_its_organisations_from_its_actors() {
    let evaluation = evaluate(&by_hand(&[
        at(0.0, "leak_started", "-", "lab", json!({})),
        at(5.0, "learned", "works/fitter", "lab", json!({"fact": "odour"})),
        at(40.0, "heard", "works/boss", "office", json!({"from": "works/fitter"})),
        at(60.0, "heard", "fire/dispatcher", "-", json!({"from": "works/boss"})),
        at(120.0, "left", "fire/chief", "-", json!({})),
        at(130.0, "left", "works/fitter", "lab", json!({})),
        at(400.0, "arrived", "fire/chief", "-", json!({})),
        at(500.0, "measured", "works/fitter", "-", json!({})),
        at(600.0, "head_counted", "works/boss", "-", json!({"listed": 3, "counted": 3})),
    ]));
    let stamps = &evaluation.stamps;
    assert_eq!(stamps.of("t3_alarm", "fire").unwrap().s(), Some(60.0));
    assert_eq!(stamps.of("t5_turnout", "fire").unwrap().s(), Some(120.0));
    assert_eq!(stamps.of("t6_arrival", "fire").unwrap().s(), Some(400.0));
    assert_eq!(stamps.of("t5_turnout", "works"), None, "the unit walks out, it does not turn out");
    assert_eq!(stamps.get("t7_size_up"), None, "the unit's own meter is no size-up by responders");
    assert_eq!(stamps.get("t20_first_sample").unwrap().s(), Some(500.0));
    assert_eq!(stamps.get("t15_evacuated_100").unwrap().s(), Some(600.0));
    assert_eq!(stamps.get("t2_scene_report"), None, "the boss heard something and learned nothing");
    assert_eq!((evaluation.scenario, evaluation.seed, evaluation.score.total), (None, None, None));
    assert!(evaluation.notes.contains(&Note::NoHeader));
}

#[test]
fn the_scene_report_does_not_go_to_people_at_the_leak_nor_to_a_group() {
    let told = |actor: &str, t: f64| {
        at(t, "learned", actor, "lab", json!({"fact": "odour:lab", "from": "firm/staff.1", "channel": "voice"}))
    };
    let mut here = no_targets();
    here["organisations"]["firm"]["posts"]["lead"]["at"] = json!("lab");
    let leak = at(0.0, "leak_started", "-", "lab", json!({}));
    let events = [leak, told("firm/staff.2", 10.0), told("firm/lead", 20.0), told("firm/guard", 30.0)];
    let (evaluation, _) = evaluated(&here, &events);
    assert_eq!(evaluation.stamps.get("t2_scene_report").unwrap().event, 4);
}

#[test]
fn exposure_counts_persons_and_keeps_the_protected_apart() {
    let mut events = story();
    events.push(at(1900.0, "exposed", "firm/staff.4", "lab", json!({"ppm": 1.0})));
    events.push(at(1900.0, "exposed", "firm/staff.1", "lab", json!({"protected": true})));
    events.push(at(1901.0, "exposed", "firm/staff.1", "lab", json!({"protected": false})));
    let (evaluation, _) = evaluated(&no_targets(), &events);
    // Two of the staff; the crew of six wore own air.
    assert_eq!((evaluation.casualties.exposed, evaluation.casualties.protected), (Some(2), Some(6)));
    assert_eq!(evaluation.casualties.dead, Some(0));
}

#[test]
fn waits_are_told_with_their_reason() {
    let (evaluation, _) = evaluated(&no_targets(), &story());
    let found: Vec<(WaitKind, f64, u64)> = evaluation.waits.iter().map(|w| (w.kind, w.s, w.event)).collect();
    assert_eq!(
        found,
        [
            (WaitKind::Transmission, 20.0, 10),
            (WaitKind::ToSend, 15.0, 9),
            (WaitKind::Transmission, 10.0, 6),
            (WaitKind::ToSend, 9.0, 5),
            (WaitKind::Hands, 8.0, 4),
            (WaitKind::Hands, 4.0, 3),
        ],
        "event 8 does not say since when: no wait of 110 s"
    );
    let longest = &evaluation.waits[0];
    assert_eq!(
        (longest.actor.as_deref(), longest.to[0].as_str(), longest.because),
        (Some("firm/guard"), "fire/dispatcher", Some(9))
    );
}

#[test]
fn the_critical_path_runs_from_the_root_to_the_event() {
    let record = record(&no_targets(), &story());
    assert_eq!(critical_path(events(&record), 26), [5, 6, 7, 9, 10, 11, 12, 20, 22, 23, 25, 26]);
    assert_eq!(critical_path(events(&record), 1), [1]);
    assert!(critical_path(events(&record), 999).is_empty());
    assert!(critical_path(events(&record), 0).is_empty());
}

#[test]
fn the_critical_path_of_a_broken_record_ends() {
    let mut record =
        by_hand(&[at(0.0, "all_clear", "-", "-", json!({})), because(at(1.0, "all_clear", "-", "-", json!({})), &[1])]);
    record.events[0].causes = [2].into_iter().collect(); // a circle
    assert_eq!(critical_path(&record.events, 2), [1, 2]);
    record.events[1].seq = 900; // a gap
    assert_eq!(critical_path(&record.events, 900), [1, 900]);
}

#[test]
fn a_scenario_that_cannot_be_read_is_told() {
    let (evaluation, _) = evaluated(&json!({"id": "future", "format": 99}), &story());
    assert_eq!(evaluation.scenario.as_deref(), Some("future"));
    assert!(matches!(&evaluation.notes[0], Note::ScenarioUnreadable { detail } if !detail.is_empty()));
    assert_eq!(evaluation.score.total, None);
    assert_eq!(evaluation.stamps.get("t19_leak_stopped").unwrap().s(), Some(900.0));
}
