//! A small scenario and records of it, typed by hand.

use hazdrill_record::{Event, Record, read};
use hazdrill_score::{Evaluation, evaluate};
use serde_json::{Value, json};

/// An event: minute or none, kind, actor (`-` for none), place, data, causes.
pub(crate) fn event(t_s: Option<f64>, kind: &str, actor: &str, place: &str, data: Value) -> Value {
    let none_if_dash = |word: &str| if word == "-" { Value::Null } else { json!(word) };
    json!({
        "t_ms": t_s.map(|s| (s * 1000.0) as i64), "kind": kind, "actor": none_if_dash(actor),
        "place": none_if_dash(place), "data": data, "causes": [],
    })
}

/// An event at a known minute.
pub(crate) fn at(t_s: f64, kind: &str, actor: &str, place: &str, data: Value) -> Value {
    event(Some(t_s), kind, actor, place, data)
}

/// Gives `event` its causes.
pub(crate) fn because(mut event: Value, causes: &[u64]) -> Value {
    event["causes"] = json!(causes);
    event
}

/// The text of a record, its events numbered in order, with this scenario in its header if there is one.
pub(crate) fn text(scenario: Option<&Value>, events: &[Value]) -> String {
    let mut lines = Vec::new();
    if let Some(scenario) = scenario {
        let header =
            json!({"schema": "hazdrill/record/1", "engine": "0", "seed": 7, "overrides": {}, "scenario": scenario});
        lines.push(header.to_string());
    }
    for (n, event) in (1..).zip(events) {
        let mut event = event.clone();
        event["seq"] = json!(n);
        lines.push(event.to_string());
    }
    lines.join("\n")
}

/// A record of the scenario.
pub(crate) fn record(scenario: &Value, events: &[Value]) -> Record {
    read(&text(Some(scenario), events)).unwrap()
}

/// A record without header.
pub(crate) fn by_hand(events: &[Value]) -> Record {
    read(&text(None, events)).unwrap()
}

/// The evaluation of a record of the scenario, as JSON too.
pub(crate) fn evaluated(scenario: &Value, events: &[Value]) -> (Evaluation, Value) {
    let evaluation = evaluate(&record(scenario, events));
    let json = serde_json::to_value(&evaluation).unwrap();
    (evaluation, json)
}

/// The events of a record.
pub(crate) fn events(record: &Record) -> &[Event] {
    &record.events
}

fn room(doors: &Value) -> Value {
    json!({"room": {
        "name": {"zh": "房间", "en": "Room"}, "floor": {"m2": 60}, "height": {"m": 3}, "air_speed": {"m_s": 0.1},
        "floor_heat": {"w_m2_k": 5}, "pool_depth": {"mm": 3}, "source": "test", "doors": doors,
        "ventilation": {"normal": {"per_h": 8}, "emergency": {"per_h": 20}, "starts": "normal", "low_extract": 0.5},
    }})
}

fn door() -> Value {
    json!({"width": {"m": 1}, "height": {"m": 2}, "open": 0.3, "walk": {"m": 10}})
}

/// A target in JSON.
pub(crate) fn target(from: &Value, to: &Value, limit_s: f64, kind: &str, weight: f64) -> Value {
    json!({"from": from, "to": to, "limit": {"s": limit_s}, "kind": kind, "weight": weight, "source": "unverified: test"})
}

/// Five people in the building (four in the laboratory, a leader in the corridor), a guard elsewhere, a fire brigade
/// and a bureau that nobody calls.
pub(crate) fn scenario(targets: &Value) -> Value {
    let site = json!({"site": {"name": {"zh": "场地", "en": "Site"}}});
    let name = json!({"zh": "名", "en": "Name"});
    let habit = json!({"walks": {"m_s": 1.2}, "notices": {"fixed": {"s": 5}}, "source": "test"});
    let line = json!({
        "name": name, "connect": {"fixed": {"s": 10}}, "per_fact": {"s": 5}, "lost": 0, "misheard": 0, "source": "test",
    });
    let mut speakers = line.clone();
    speakers["from"] = json!("guard-house");
    speakers["reaches"] = json!(["lab"]);
    json!({
        "format": 1, "id": "small", "name": name, "starts": "2026-06-12 14:00", "limit": {"h": 4},
        "weather": {"temperature": {"c": 20}, "wind": {"m_s": 1}, "from": {"deg": 45}, "source": "test"},
        "places": {
            "lab": room(&json!({"corridor": door()})), "corridor": room(&json!({"gate": door()})),
            "guard-house": room(&json!({})), "gate": site, "station": site,
        },
        "substances": {}, "releases": {},
        "channels": {"telephone": {"calls": line}, "pa": {"speakers": speakers}},
        "people": {"staff": {"name": name, "of": "firm", "count": 4, "at": "lab"}},
        "organisations": {
            "firm": {"name": name, "base": "guard-house", "habit": habit, "posts": {
                "guard": {"name": name, "hears": ["telephone"]}, "lead": {"name": name, "at": "corridor"},
            }},
            "fire": {"name": name, "base": "station", "habit": habit,
                "posts": {"dispatcher": {"name": name}, "chief": {"name": name, "rides": "engine-1"}},
                "crews": {"engine-1": {
                    "name": name, "people": 6, "skills": ["rescue"], "protection": "breathing_apparatus",
                    "turnout": {"fixed": {"s": 45}}, "hears": [], "reports": [], "source": "test",
                }},
            },
            "bureau": {"name": name, "base": "station", "habit": habit},
        },
        "targets": targets,
    })
}

/// A whole drill: everything at a known minute.
pub(crate) fn story() -> Vec<Value> {
    let none = || json!({});
    let told = |fact: &str, from: &str| json!({"fact": fact, "value": "lab", "from": from, "channel": "telephone"});
    vec![
        at(60.0, "leak_started", "-", "lab", json!({"vessel": "drum"})), // 1
        at(70.0, "learned", "firm/staff.1", "lab", json!({"fact": "odour:lab", "value": true, "channel": "smell"})), // 2
        at(
            75.0,
            "started",
            "firm/staff.1",
            "lab",
            json!({"verb": "go", "procedure": "p", "step": "leave", "ready_ms": 71_000}),
        ), // 3
        at(
            80.0,
            "started",
            "firm/staff.2",
            "lab",
            json!({"verb": "tell", "procedure": "p", "step": "warn", "ready_ms": 72_000}),
        ), // 4
        at(
            90.0,
            "said",
            "firm/staff.2",
            "lab",
            json!({"to": ["firm/guard"], "channel": "telephone", "since_ms": 81_000}),
        ), // 5
        because(
            at(100.0, "heard", "firm/guard", "guard-house", json!({"from": "firm/staff.2", "channel": "telephone"})),
            &[5],
        ), // 6
        because(at(100.0, "learned", "firm/guard", "guard-house", told("leak.place", "firm/staff.2")), &[6]), // 7
        because(at(110.0, "said", "firm/guard", "guard-house", json!({"to": ["firm/staff"], "channel": "pa"})), &[7]), // 8
        because(
            at(
                130.0,
                "said",
                "firm/guard",
                "guard-house",
                json!({"to": ["fire/dispatcher"], "channel": "telephone", "since_ms": 115_000}),
            ),
            &[7],
        ), // 9
        because(
            at(150.0, "heard", "fire/dispatcher", "station", json!({"from": "firm/guard", "channel": "telephone"})),
            &[9],
        ), // 10
        because(
            at(180.0, "dispatched", "fire/dispatcher", "station", json!({"crews": ["engine-1"], "to": "gate"})),
            &[10],
        ), // 11
        because(at(240.0, "left", "fire/engine-1", "station", json!({"to": "gate", "drives": true})), &[11]), // 12
        at(250.0, "arrived", "firm/staff.1", "gate", json!({"from": "corridor"})),                            // 13
        at(260.0, "arrived", "firm/staff.2", "gate", json!({"from": "corridor"})),                            // 14
        at(270.0, "arrived", "firm/staff.2", "gate", json!({"from": "corridor"})), // 15: twice the same
        at(300.0, "arrived", "firm/lead", "gate", json!({"from": "corridor"})),    // 16
        at(310.0, "arrived", "firm/staff.3", "gate", json!({"from": "corridor"})), // 17
        at(360.0, "exposed", "firm/staff.4", "lab", json!({"ppm": 5000.0})),       // 18
        at(480.0, "arrived", "firm/staff.4", "gate", json!({"from": "corridor"})), // 19
        because(at(540.0, "arrived", "fire/engine-1", "gate", json!({"from": "station", "drives": true})), &[12]), // 20
        because(at(600.0, "exposed", "fire/engine-1", "lab", json!({"ppm": 9000.0, "protected": true})), &[20]), // 21
        because(at(660.0, "measured", "fire/engine-1", "lab", json!({"facts": []})), &[20]), // 22
        because(
            at(
                661.0,
                "learned",
                "fire/engine-1",
                "lab",
                json!({"fact": "leak.substance", "value": "ether", "channel": "instrument"}),
            ),
            &[22],
        ), // 23
        because(at(700.0, "cordon_closed", "fire/engine-1", "gate", json!({"around": "lab", "radius_m": 50.0})), &[20]), // 24
        because(at(900.0, "leak_stopped", "fire/engine-1", "lab", json!({"reason": "shut"})), &[23]), // 25
        because(at(1800.0, "all_clear", "fire/chief", "gate", none()), &[25]),                        // 26
    ]
}
