//! Command, rescue, fire and harm: the second half of a response, with known answers.

use crate::drill::{at, because, by_hand, evaluated, event, scenario};
use hazdrill_score::evaluate;
use serde_json::{Value, json};

fn declared(t_s: f64, actor: &str, fact: &str, value: Value) -> Value {
    at(t_s, "declared", actor, "gate", json!({"fact": fact, "value": value}))
}

fn work(t_s: f64, actor: &str, verb: &str) -> Value {
    at(t_s, "started", actor, "gate", json!({"verb": verb, "procedure": "p", "step": verb}))
}

fn with_neighbours() -> Value {
    let mut scenario = scenario(&json!({}));
    scenario["places"]["homes"] = json!({"site": {
        "name": {"zh": "居民区", "en": "Homes"},
        "block": {"homes": 620, "people": 1650, "need_help": 0.09, "source": "test"},
    }});
    scenario
}

/// From the explosion to the hand-over.
fn story() -> Vec<Value> {
    vec![
        at(0.0, "leak_started", "-", "lab", json!({})),                 // 1
        at(300.0, "explosion", "-", "lab", json!({"burnt_kg": 2.0})),   // 2
        at(301.0, "fire_started", "-", "lab", json!({"area_m2": 4.0})), // 3
        at(305.0, "said", "firm/guard", "guard-house", json!({"to": ["firm/staff"], "channel": "pa"})), // 4
        at(600.0, "arrived", "fire/engine-1", "gate", json!({"from": "station", "drives": true})), // 5
        declared(610.0, "fire/chief", "commander", json!("fire/chief")), // 6
        work(620.0, "fire/chief", "rescue"),                            // 7
        at(700.0, "rescued", "fire/engine-1", "gate", json!({"who": ["firm/staff.1", "firm/staff.2"]})), // 8
        at(720.0, "triaged", "fire/chief", "gate", json!({"who": "firm/staff.1", "colour": "red"})), // 9
        declared(800.0, "bureau/officer", "level.proposed", json!("IV")), // 10
        at(850.0, "measured", "fire/engine-1", "lab", json!({"facts": []})), // 11
        at(900.0, "fire_controlled", "-", "lab", json!({})),            // 12
        declared(1000.0, "bureau/officer", "hq.place", json!("gate")),  // 13
        declared(1010.0, "bureau/officer", "level.active", json!("IV")), // 14
        declared(1100.0, "bureau/officer", "plan.approved", json!(true)), // 15
        at(
            1120.0,
            "learned",
            "bureau/clerk",
            "gate",
            json!({"fact": "plan.approved", "value": true, "from": "bureau/officer", "channel": "face"}),
        ), // 16
        at(
            1130.0,
            "learned",
            "fire/chief",
            "gate",
            json!({"fact": "plan.approved", "value": true, "from": "bureau/officer", "channel": "face"}),
        ), // 17
        work(1140.0, "fire/chief", "tell"),                             // 18
        work(1150.0, "fire/chief", "evacuate"),                         // 19
        declared(1160.0, "bureau/officer", "evacuation.ordered", json!("homes")), // 20
        at(1200.0, "delivered", "fire/engine-1", "station", json!({"who": ["firm/staff.1"]})), // 21
        at(1300.0, "fire_out", "-", "lab", json!({"reason": "foam"})),  // 22
        declared(1400.0, "bureau/officer", "report.county", json!(true)), // 23
        declared(1410.0, "bureau/officer", "report.city", json!(true)), // 24
        declared(1500.0, "bureau/officer", "public.word", json!(true)), // 25
        at(1600.0, "delivered", "fire/engine-1", "station", json!({"who": ["firm/staff.2"]})), // 26
        at(3000.0, "made", "bureau/lab", "station", json!({"fact": "monitoring.result"})), // 27
        at(4000.0, "all_clear", "bureau/officer", "gate", json!({})),   // 28
        declared(4100.0, "bureau/officer", "scene.handed_over", json!(true)), // 29
    ]
}

#[test]
fn every_stamp_of_command_rescue_and_fire_is_read() {
    let (evaluation, json) = evaluated(&with_neighbours(), &story());
    for (id, s, event) in [
        ("t10_level_proposed", 800.0, 10),
        ("t10_level_activated", 1010.0, 14),
        ("t11_first_commander", 610.0, 6),
        ("t12_headquarters", 1000.0, 13),
        ("t13_plan_approved", 1100.0, 15),
        ("t14_evacuation_order", 1160.0, 20),
        ("t16_first_rescued", 700.0, 8),
        ("t17_first_triaged", 720.0, 9),
        ("t18_first_at_hospital", 1200.0, 21),
        ("t18_last_at_hospital", 1600.0, 26),
        ("t19_fire_controlled", 900.0, 12),
        ("t19_fire_out", 1300.0, 22),
        ("t20_first_sample", 850.0, 11),
        ("t20_first_result", 3000.0, 27),
        ("t21_report_county", 1400.0, 23),
        ("t21_report_city", 1410.0, 24),
        ("t22_public_release", 1500.0, 25),
        ("t24_handover", 4100.0, 29),
    ] {
        assert_eq!(json["stamps"][id], json!({"s": s, "event": event}), "{id}");
    }
    assert_eq!(json["stamps"]["t21_report_province"], Value::Null, "nobody reported to the province");
    assert_eq!((evaluation.explosions, evaluation.explosion_events), (1, vec![2]));
}

#[test]
fn a_call_to_the_building_is_no_order_to_the_neighbours() {
    let without_order = |mut events: Vec<Value>| {
        events.remove(19);
        events
    };
    let (_, json) = evaluated(&with_neighbours(), &without_order(story()));
    assert_eq!(json["stamps"]["t14_evacuation_order"], Value::Null);
    let (_, json) = evaluated(&scenario(&json!({})), &without_order(story()));
    assert_eq!(json["stamps"]["t14_evacuation_order"], json!({"s": 305.0, "event": 4}), "no neighbours: the building");
}

#[test]
fn what_is_declared_to_be_false_is_not_declared() {
    let events = [
        declared(1.0, "bureau/x", "plan.approved", json!(false)),
        declared(2.0, "bureau/x", "plan.approved", json!(true)),
    ];
    let (_, json) = evaluated(&scenario(&json!({})), &events);
    assert_eq!(json["stamps"]["t13_plan_approved"]["event"], json!(2));
}

#[test]
fn without_a_declared_commander_the_first_who_arrives_is_it() {
    let mut events = story();
    events.remove(5);
    let (_, json) = evaluated(&scenario(&json!({})), &events);
    assert_eq!(json["stamps"]["t11_first_commander"], json!({"s": 600.0, "event": 5}));
}

#[test]
fn a_meter_reads_at_once_where_no_laboratory_works() {
    let events = [
        at(5.0, "made", "bureau/lab", "station", json!({"fact": "monitoring.result"})),
        at(10.0, "measured", "fire/engine-1", "lab", json!({})),
    ];
    let (_, json) = evaluated(&scenario(&json!({})), &events);
    assert_eq!(
        json["stamps"]["t20_first_result"],
        json!({"s": 10.0, "event": 2}),
        "a result before the sample is of another"
    );
}

#[test]
fn a_fire_is_out_only_when_all_fires_are() {
    let of = |t, kind: &str, place: &str| at(t, kind, "-", place, json!({}));
    let stamps = |events: &[Value]| {
        let (_, json) = evaluated(&scenario(&json!({})), events);
        (json["stamps"]["t19_fire_controlled"]["event"].as_u64(), json["stamps"]["t19_fire_out"]["event"].as_u64())
    };
    let two = [
        of(1.0, "fire_started", "lab"),
        of(2.0, "fire_started", "corridor"),
        of(3.0, "fire_controlled", "lab"),
        of(4.0, "fire_out", "lab"),
        of(5.0, "fire_controlled", "corridor"),
        of(6.0, "fire_out", "corridor"),
    ];
    assert_eq!(stamps(&two), (Some(5), Some(6)));
    assert_eq!(stamps(&two[..5]), (Some(5), None), "the corridor burns at the end");
    assert_eq!(stamps(&two[..4]), (None, None));
    let again = [two.to_vec(), vec![of(7.0, "fire_started", "lab"), of(8.0, "fire_out", "lab")]].concat();
    assert_eq!(stamps(&again), (None, Some(8)), "it burnt out: nobody had it under control");
}

#[test]
fn stages_open_on_their_events_and_early_rescue_is_told_apart() {
    let (evaluation, json) = evaluated(&with_neighbours(), &story());
    let found: Vec<(&str, u64)> = evaluation.stages.iter().map(|s| (s.id, s.event)).collect();
    // Initial handling and response never came in this record. The bureau's own clerk (16) is no second organisation;
    // the rescue of event 7 was not ordered under the plan.
    assert_eq!(found, [("leak", 1), ("command", 13), ("joint_action", 17), ("rescue", 19), ("all_clear", 28)]);
    assert_eq!(json["before_headquarters"], json!({"headquarters": 13, "first_s": 700.0, "acts": 2, "events": [8, 9]}));
}

#[test]
fn without_headquarters_all_rescue_counts_as_before_it() {
    let events: Vec<Value> = story().into_iter().filter(|e| e["data"]["fact"] != json!("hq.place")).collect();
    let (evaluation, json) = evaluated(&scenario(&json!({})), &events);
    assert_eq!(json["before_headquarters"]["headquarters"], Value::Null);
    assert_eq!(json["before_headquarters"]["acts"], json!(4));
    assert!(evaluation.stages.iter().all(|s| s.id != "command"), "a stage whose event never came is absent");
}

#[test]
fn a_record_typed_by_hand_joins_forces_at_the_approval() {
    let evaluation = evaluate(&by_hand(&[
        at(0.0, "leak_started", "-", "lab", json!({})),
        at(60.0, "declared", "hq/commander", "-", json!({"fact": "plan.approved"})),
        at(90.0, "started", "fire/chief", "-", json!({"verb": "rescue"})),
    ]));
    let found: Vec<(&str, u64)> = evaluation.stages.iter().map(|s| (s.id, s.event)).collect();
    assert_eq!(found, [("leak", 1), ("joint_action", 2), ("rescue", 3)]);
}

#[test]
fn the_carried_are_out_too() {
    let out = |who: &[&str]| at(500.0, "rescued", "fire/engine-1", "gate", json!({"who": who}));
    let events = [
        at(0.0, "leak_started", "-", "lab", json!({})),
        out(&["firm/staff.1", "firm/staff.2"]),
        out(&["firm/staff.2", "firm/lead"]),
        at(600.0, "rescued", "fire/engine-1", "corridor", json!({"who": ["firm/staff.3"]})),
    ];
    let (_, json) = evaluated(&scenario(&json!({})), &events);
    // Three of five are out; the corridor is not outdoors.
    assert_eq!(json["stamps"]["t15_evacuated_50"]["event"], json!(3));
    assert_eq!(json["stamps"]["t15_evacuated_90"], Value::Null);
}

#[test]
fn harm_is_the_worst_state_at_the_end() {
    let hurt = |actor: &str, class: &str, people: u32| {
        at(1.0, "injured", actor, "lab", json!({"class": class, "people": people}))
    };
    let dead = |actor: &str, people: u32| at(1.0, "died", actor, "lab", json!({"people": people}));
    let events = [
        hurt("firm/staff.1", "slight", 1),
        hurt("firm/staff.2", "slight", 0),
        hurt("firm/staff.2", "serious", 0),
        hurt("firm/staff.3", "serious", 1),
        dead("firm/staff.3", 0),
        // Six in the crew: one dead, two serious; of five slight hurts three can be others.
        hurt("fire/engine-1", "slight", 5),
        hurt("fire/engine-1", "serious", 2),
        dead("fire/engine-1", 1),
        at(3.0, "rescued", "fire/engine-1", "gate", json!({"who": ["firm/staff.1", "firm/staff.2"]})),
        at(4.0, "rescued", "fire/engine-1", "gate", json!({"who": ["firm/staff.2"]})),
        at(5.0, "delivered", "fire/engine-1", "gate", json!({"who": ["firm/staff.2", "firm/staff.3"]})),
    ];
    let (_, json) = evaluated(&scenario(&json!({})), &events);
    let counts = |json: &Value| {
        ["slight", "serious", "dead", "rescued", "delivered"].map(|k| json["casualties"][k].as_u64().unwrap())
    };
    assert_eq!(counts(&json), [1 + 3, 1 + 2, 1 + 1, 2, 2]);
    // Without a scenario nobody knows how many a crew has: its events are added up.
    let json = serde_json::to_value(evaluate(&by_hand(&events))).unwrap();
    assert_eq!(counts(&json), [1 + 5, 1 + 2, 1 + 1, 2, 2]);
}

#[test]
fn an_explosion_is_a_reading_and_no_stamp() {
    let target = |from: Value, to: Value| crate::drill::target(&from, &to, 500.0, "drill", 1.0);
    let targets = json!({"rescue": target(json!("exploded"), json!("rescued")), "bang": target(json!("released"), json!("exploded"))});
    let (evaluation, json) = evaluated(&scenario(&targets), &story());
    let parts: Vec<_> = evaluation.score.parts.iter().map(|p| (p.id.as_str(), p.actual, p.evidence.clone())).collect();
    assert_eq!(parts, [("bang", Some(300.0), vec![1, 2]), ("rescue", Some(400.0), vec![2, 8])]);
    assert_eq!(evaluation.stamps.at_path("explosion").unwrap().event, 2);
    assert!(json["stamps"].get("explosion").is_none());
}

#[test]
fn the_minute_of_a_declaration_may_be_unknown() {
    let events = [
        event(None, "declared", "bureau/x", "gate", json!({"fact": "hq.place", "value": "gate"})),
        because(event(None, "fire_out", "-", "lab", json!({})), &[1]),
    ];
    let (_, json) = evaluated(&scenario(&json!({})), &events);
    assert_eq!(json["stamps"]["t12_headquarters"], json!({"s": null, "event": 1}));
    assert_eq!(json["stamps"]["t19_fire_out"], json!({"s": null, "event": 2}));
}

#[test]
fn where_there_was_nothing_to_do_nothing_is_missed() {
    let target = |to: &str| crate::drill::target(&json!("released"), &json!(to), 500.0, "drill", 1.0);
    let targets = json!({
        "a": target("rescued"), "b": target("triaged"), "c": target("first_delivered"), "d": target("fire_out"),
        "e": target("headquarters"),
    });
    let missed = |events: &[Value]| {
        let (evaluation, _) = evaluated(&scenario(&targets), events);
        evaluation.score.parts.iter().map(|p| p.state == hazdrill_score::PartState::Never).collect::<Vec<_>>()
    };
    let leak = || at(0.0, "leak_started", "-", "lab", json!({}));
    assert_eq!(missed(&[leak()]), [false, false, false, false, true]);
    let died = at(1.0, "died", "firm/staff.1", "lab", json!({"people": 1}));
    assert_eq!(missed(&[leak(), died]), [true, false, false, false, true], "the dead are brought out");
    let hurt = at(1.0, "injured", "firm/staff.1", "lab", json!({"class": "serious"}));
    let fire = at(2.0, "fire_started", "-", "lab", json!({}));
    assert_eq!(missed(&[leak(), hurt, fire]), [true, true, true, true, true]);
}
