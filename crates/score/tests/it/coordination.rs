//! Hand-offs, intervals, injects, failures: records with known answers.

use crate::drill::{at, because, by_hand, evaluated, event, scenario, target};
use hazdrill_score::{InjectState, PartState, evaluate, timeline};
use serde_json::{Value, json};

fn no_targets() -> Value {
    scenario(&json!({}))
}

fn started(t_s: f64, actor: &str, step: &str, ready_s: f64, causes: &[u64]) -> Value {
    let data = json!({"verb": "tell", "procedure": "p", "step": step, "ready_ms": (ready_s * 1000.0) as i64});
    because(at(t_s, "started", actor, "gate", data), causes)
}

fn said(t_s: f64, actor: &str, to: &str, since_s: f64, causes: &[u64]) -> Value {
    let data = json!({"to": [to], "channel": "telephone", "since_ms": (since_s * 1000.0) as i64});
    because(at(t_s, "said", actor, "gate", data), causes)
}

fn heard(t_s: f64, actor: &str, from: &str, causes: &[u64]) -> Value {
    because(at(t_s, "heard", actor, "gate", json!({"from": from, "channel": "telephone"})), causes)
}

fn learned(t_s: f64, actor: &str, from: &str, causes: &[u64]) -> Value {
    let data = json!({"fact": "leak.place", "value": "lab", "from": from, "channel": "telephone"});
    because(at(t_s, "learned", actor, "gate", data), causes)
}

/// A call that fails once, is heard, read later, understood later, and acted on when hands are free.
fn one_hand_off() -> Vec<Value> {
    vec![
        started(110.0, "firm/guard", "call", 100.0, &[]), // 1: ready at 100
        because(at(130.0, "call_failed", "firm/guard", "gate", json!({"reason": "busy"})), &[1]), // 2
        said(140.0, "firm/guard", "fire/dispatcher", 115.0, &[2]), // 3: reached for it at 115
        heard(160.0, "fire/dispatcher", "firm/guard", &[3]), // 4
        learned(170.0, "fire/dispatcher", "firm/guard", &[4]), // 5: a notice that lay there
        because(at(195.0, "done", "fire/dispatcher", "gate", json!({"procedure": "p", "step": "other"})), &[]), // 6
        started(200.0, "fire/dispatcher", "send", 180.0, &[6, 5]), // 7: ready at 180, hands free at 195
        started(250.0, "fire/dispatcher", "again", 240.0, &[7, 5]), // 8: the same message, no second hand-off
    ]
}

#[test]
fn a_hand_off_is_split_into_parts_that_add_up() {
    let (evaluation, json) = evaluated(&no_targets(), &one_hand_off());
    assert_eq!(evaluation.handoffs.len(), 1);
    let pair = &evaluation.handoffs[0];
    assert_eq!((pair.from.as_str(), pair.to.as_str(), pair.total.n), ("firm", "fire", 1));
    assert_eq!(
        json["handoffs"][0]["messages"],
        json!([{
            "said": 3, "heard": 4, "started": 7, "sender": "firm/guard", "receiver": "fire/dispatcher",
            "channel": "telephone", "task": "p/send", "s": 100.0,
            "to_send_s": 15.0, "transmission_s": 45.0, "to_read_s": 10.0, "deciding_s": 10.0, "hands_s": 20.0,
        }])
    );
    assert_eq!(
        json["handoffs"][0]["hands"],
        json!({"n": 1, "median_s": 20.0, "p90_s": 20.0, "worst_s": 20.0, "worst": 7})
    );
}

#[test]
fn an_order_is_a_hand_off_and_own_eyes_are_none() {
    let events = [
        because(at(5.0, "heard", "fire/engine-1", "gate", json!({"from": "fire/chief", "order": "rescue"})), &[]),
        started(9.0, "fire/engine-1", "rescue", 5.0, &[1]),
        at(
            20.0,
            "learned",
            "fire/chief",
            "gate",
            json!({"fact": "fire.burning:lab", "value": true, "channel": "sight"}),
        ),
        // The chief was told earlier; what made him act he saw himself.
        started(30.0, "fire/chief", "foam", 25.0, &[3, 1]),
    ];
    let (evaluation, _) = evaluated(&no_targets(), &events);
    let found: Vec<_> = evaluation
        .handoffs
        .iter()
        .map(|p| {
            (p.from.as_str(), p.to.as_str(), p.messages.iter().map(|m| (m.started, m.s, m.hands_s)).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(found, [("fire", "fire", vec![(2, 4.0, 4.0)])]);
}

#[test]
fn the_spread_of_a_pair_is_made_of_observed_times() {
    let mut events = Vec::new();
    for n in 0..10_u64 {
        let (t, base) = (100.0 * n as f64, 3 * n);
        events.push(said(t, "firm/guard", "fire/dispatcher", t, &[]));
        events.push(heard(t + 1.0, "fire/dispatcher", "firm/guard", &[base + 1]));
        events.push(started(t + 1.0 + n as f64, "fire/dispatcher", "send", t + 1.0, &[base + 2]));
    }
    let (evaluation, _) = evaluated(&no_targets(), &events);
    let total = &evaluation.handoffs[0].total;
    // 1 s of telling and 0 … 9 s for hands; the first `since_ms` is 0, that is, not given.
    assert_eq!((total.n, total.median_s, total.p90_s, total.worst_s), (10, Some(5.0), Some(9.0), Some(10.0)));
    assert_eq!(total.worst, Some(30));
}

#[test]
fn a_hand_off_at_an_unknown_minute_is_counted_apart() {
    let events = [
        event(None, "heard", "fire/dispatcher", "gate", json!({"from": "firm/guard"})),
        started(9.0, "fire/dispatcher", "send", 5.0, &[1]),
    ];
    let (evaluation, _) = evaluated(&no_targets(), &events);
    let pair = &evaluation.handoffs[0];
    assert_eq!((pair.total.n, pair.total.median_s, pair.unknown.as_slice()), (0, None, &[2][..]));
}

#[test]
fn the_dearest_target_stands_first_and_common_intervals_fill_up() {
    let to = |from: Value, to: Value, limit: f64, weight: f64| target(&from, &to, limit, "norm", weight);
    let targets = json!({
        "a-kept": to(json!("released"), json!("detected"), 100.0, 9.0),
        "b-late": to(json!("released"), json!("stopped"), 600.0, 1.0),
        "c-never": to(json!("released"), json!("headquarters"), 600.0, 2.0),
        "d-not-begun": to(json!("exploded"), json!("rescued"), 60.0, 5.0),
        "e-dispatch": to(json!({"alarmed": "fire"}), json!({"dispatched": "fire"}), 60.0, 1.0),
    });
    let (evaluation, json) = evaluated(&scenario(&targets), &crate::drill::story());
    let ids: Vec<&str> = evaluation.intervals.iter().map(|i| i.id.as_str()).collect();
    // 840 of 600 s costs 0.4 of weight 1; the headquarters that never came 2. Kept ones by the share of the limit used:
    // 30 of 60 s, 10 of 100 s. Alarm to dispatch is a target already and does not stand twice.
    assert_eq!(&ids[..4], ["c-never", "b-late", "e-dispatch", "a-kept"]);
    assert_eq!(ids[4], "t1_detection-t3_alarm.first");
    assert!(!ids.contains(&"t3_alarm.first-t4_dispatch.first") && !ids.contains(&"d-not-begun"), "{ids:?}");
    assert_eq!(evaluation.intervals.len(), 10);
    let late = &json["intervals"][1];
    for (field, expected) in [
        ("from", json!("t0_release")),
        ("to", json!("t19_leak_stopped")),
        ("actual_s", json!(840.0)),
        ("target_s", json!(600.0)),
        ("deviation_s", json!(240.0)),
        ("state", json!("late")),
        ("source", json!("unverified: test")),
        ("verified", json!(false)),
        ("evidence", json!([1, 25])),
    ] {
        assert_eq!(late[field], expected, "{field}");
    }
    let never = &evaluation.intervals[0];
    assert_eq!((never.actual_s, never.deviation_s, never.state), (None, None, Some(PartState::Never)));
    let common = &json["intervals"][4];
    assert_eq!(
        (&common["actual_s"], &common["target_s"], &common["source"]),
        (&json!(80.0), &Value::Null, &Value::Null)
    );
    assert_eq!(common["evidence"], json!([2, 10]));
}

#[test]
fn a_timeline_has_intervals_too_and_says_what_it_cannot_know() {
    let text = "seq,offset_s,kind,from,to\n1,0,observe,a,b\n2,60,alarm_call,a,fire\n3,,dispatch,fire,fire\n";
    let json = serde_json::to_value(timeline::read(text, "t").unwrap().evaluate()).unwrap();
    let first: Vec<&Value> = json["intervals"].as_array().unwrap().iter().take(2).collect();
    assert_eq!((&first[0]["actual_s"], &first[0]["evidence"]), (&json!(60.0), &json!([1, 2])));
    assert_eq!((&first[1]["actual_s"], &first[1]["state"]), (&Value::Null, &json!("unknown")));
    assert_eq!((&json["failures"], &json["before_headquarters"]), (&Value::Null, &Value::Null));
}

fn with_injects(ids: &[&str]) -> Value {
    let mut scenario = no_targets();
    for id in ids {
        scenario["injects"][id] = json!({
            "when": {"at": {"s": 100}}, "do": {"turn_wind": {"deg": 180}},
            "expect": {"zh": "移位", "en": "move"},
            "answer": {"by": "fire", "step": "move", "within": {"s": 60}},
        });
    }
    scenario
}

fn injected(t_s: Option<f64>, id: &str) -> Value {
    event(t_s, "injected", "-", "-", json!({"inject": id, "verb": "turn_wind"}))
}

#[test]
fn an_inject_is_judged_by_the_first_such_act_after_it() {
    let done =
        |t_s: f64, actor: &str, step: &str| at(t_s, "done", actor, "gate", json!({"procedure": "p", "step": step}));
    let outcome = |events: &[Value]| {
        let (evaluation, _) = evaluated(&with_injects(&["wind"]), events);
        assert_eq!(evaluation.injects.len(), 1);
        let inject = &evaluation.injects[0];
        (inject.state, inject.action, inject.took_s, inject.late_s, inject.earlier)
    };
    let at_100 = || injected(Some(100.0), "wind");
    assert_eq!(
        outcome(&[
            at_100(),
            done(110.0, "firm/guard", "move"),
            done(120.0, "fire/chief", "stay"),
            started(150.0, "fire/chief", "move", 0.0, &[])
        ]),
        (InjectState::Came, Some(4), Some(50.0), Some(0.0), None),
        "neither another organisation nor another step counts"
    );
    assert_eq!(
        outcome(&[done(50.0, "fire/chief", "move"), at_100(), done(190.0, "fire/chief", "move")]),
        (InjectState::Late, Some(3), Some(90.0), Some(30.0), Some(1))
    );
    assert_eq!(outcome(&[done(50.0, "fire/chief", "move"), at_100()]), (InjectState::Never, None, None, None, Some(1)));
    assert_eq!(
        outcome(&[injected(None, "wind"), done(190.0, "fire/chief", "move")]),
        (InjectState::Unknown, Some(2), None, None, None)
    );
    assert_eq!(outcome(&[done(50.0, "fire/chief", "move")]), (InjectState::NotInjected, None, None, None, None));
}

#[test]
fn an_inject_that_expects_nothing_is_told_as_such() {
    let evaluation = evaluate(&by_hand(&[injected(Some(5.0), "wind")]));
    assert_eq!((evaluation.injects[0].state, evaluation.injects[0].event), (InjectState::NothingExpected, Some(1)));
}

#[test]
fn forgotten_and_refused_are_told_with_their_events() {
    let events = [
        at(1.0, "forgotten", "firm/lead", "lab", json!({"procedure": "alarm", "step": "exhaust"})),
        at(2.0, "refused", "fire/engine-1", "lab", json!({"verb": "extinguish", "reason": "no_foam"})),
    ];
    let (_, json) = evaluated(&no_targets(), &events);
    assert_eq!(
        json["failures"],
        json!({
            "forgotten": [{"event": 1, "actor": "firm/lead", "what": "alarm/exhaust", "reason": null}],
            "refused": [{"event": 2, "actor": "fire/engine-1", "what": "extinguish", "reason": "no_foam"}],
            "double_command": [],
            "never_told": [],
        })
    );
}

#[test]
fn whoever_was_called_and_heard_nothing_afterwards_was_never_told() {
    let failed = |t_s: f64, by: &str, to: &str| {
        at(t_s, "call_failed", by, "gate", json!({"to": to, "channel": "radio", "reason": "busy", "attempt": 1}))
    };
    let heard =
        |t_s: f64, who: &str, from: &str| at(t_s, "heard", who, "gate", json!({"from": from, "channel": "radio"}));
    let found = |events: &[Value]| {
        let (evaluation, _) = evaluated(&no_targets(), events);
        let never = evaluation.failures.unwrap().never_told;
        never.into_iter().map(|n| (n.by, n.to, n.tries, n.event)).collect::<Vec<_>>()
    };
    let (chief, engine, bureau) = ("fire/chief", "fire/engine-1", "bureau/head");
    let twice = [failed(1.0, chief, engine), failed(2.0, chief, engine)];
    assert_eq!(found(&twice), [(chief.to_owned(), engine.to_owned(), 2, 2)]);
    assert_eq!(found(&[failed(1.0, chief, engine), heard(2.0, engine, chief)]), [], "reached in the end");
    assert_eq!(
        found(&[failed(1.0, chief, engine), heard(2.0, engine, bureau)]),
        [(chief.to_owned(), engine.to_owned(), 1, 1)],
        "the word of another is another's"
    );
    assert_eq!(
        found(&[heard(1.0, engine, chief), failed(2.0, chief, engine)]),
        [(chief.to_owned(), engine.to_owned(), 1, 2)],
        "what was said before does not count"
    );
}

#[test]
fn two_orders_to_one_busy_crew_are_double_command() {
    let order = |t_s: f64, from: &str, verb: &str| {
        at(t_s, "heard", "fire/engine-1", "gate", json!({"from": from, "order": verb, "channel": "radio"}))
    };
    let done = |t_s: f64, verb: &str, by: &str| {
        at(t_s, "done", "fire/engine-1", "gate", json!({"verb": verb, "step": "s", "ordered_by": by}))
    };
    let found = |events: &[Value]| {
        let (evaluation, _) = evaluated(&no_targets(), events);
        let failures = evaluation.failures.unwrap();
        failures.double_command.iter().map(|d| (d.first, d.second)).collect::<Vec<_>>()
    };
    let (chief, lead) = ("fire/chief", "firm/lead");
    assert_eq!(found(&[order(1.0, chief, "rescue"), order(2.0, lead, "shut_source")]), [(1, 2)]);
    assert_eq!(found(&[order(1.0, chief, "rescue"), done(2.0, "rescue", chief), order(3.0, lead, "shut_source")]), []);
    assert_eq!(found(&[order(1.0, chief, "rescue"), order(2.0, chief, "measure")]), [], "one commander may say more");
    let failed = at(2.0, "failed", "fire/engine-1", "gate", json!({"verb": "rescue", "reason": "no_way"}));
    assert_eq!(found(&[order(1.0, chief, "rescue"), failed, order(3.0, lead, "measure")]), []);
    assert_eq!(
        found(&[
            order(1.0, chief, "rescue"),
            order(2.0, chief, "withdraw"),
            done(3.0, "withdraw", chief),
            order(4.0, lead, "measure")
        ]),
        [],
        "who was called back has no other order left"
    );
}

#[test]
fn two_organisations_that_order_one_crew_are_both_named() {
    let order = |t_s: f64, from: &str, verb: &str| {
        at(t_s, "heard", "fire/engine-1", "gate", json!({"from": from, "order": verb, "channel": "face"}))
    };
    let refused = |t_s: f64, verb: &str, by: &str| {
        let data = json!({"verb": verb, "reason": "not_under_command", "ordered_by": by});
        at(t_s, "refused", "fire/engine-1", "gate", data)
    };
    let (chief, second, lead) = ("fire/chief", "fire/dispatcher", "firm/lead");
    let found = |events: &[Value]| {
        let (evaluation, _) = evaluated(&no_targets(), events);
        let doubles = evaluation.failures.unwrap().double_command;
        let titles = evaluation.findings.problems.into_iter().filter(|problem| problem.rule == "double-command");
        let numbers = |problem: &hazdrill_score::Finding| problem.numbers[1].value;
        (
            doubles.iter().map(|double| double.organisations.join("+")).collect::<Vec<_>>(),
            titles.map(|problem| (numbers(&problem), problem.title.zh)).collect::<Vec<_>>(),
        )
    };
    let (organisations, findings) = found(&[order(1.0, chief, "rescue"), order(2.0, lead, "shut_source")]);
    assert_eq!(organisations, ["fire+firm"]);
    assert!(findings[0].0 > 1.5 && findings[0].1.contains('和'), "two of two organisations: {findings:?}");
    let (organisations, findings) = found(&[order(1.0, chief, "rescue"), order(2.0, second, "measure")]);
    assert_eq!(organisations, ["fire"], "two of one organisation");
    assert!(findings[0].0 < 1.5 && findings[0].1.contains("多头"), "{findings:?}");
    let (organisations, _) =
        found(&[order(1.0, lead, "shut_source"), refused(1.0, "shut_source", lead), order(2.0, chief, "rescue")]);
    assert_eq!(organisations, [""; 0], "an order that was refused to one's face is not in hand");
    let (organisations, _) = found(&[
        order(1.0, chief, "rescue"),
        order(2.0, lead, "shut_source"),
        refused(2.0, "shut_source", lead),
        order(3.0, second, "measure"),
    ]);
    assert_eq!(organisations, ["fire+firm", "fire"], "two gave an order, the crew followed one");
}
