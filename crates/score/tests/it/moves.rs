//! A change of one thing in a record moves the metrics that it should, and no other.

use crate::coordination_metrics::planned;
use crate::drill::{at, because, record, story, target};
use hazdrill_record::{Happening as H, Record};
use hazdrill_score::evaluate;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn whole() -> Record {
    let mut scenario = planned();
    scenario["targets"]["stop"] = target(&json!("released"), &json!("stopped"), 300.0, "norm", 1.0);
    record(&scenario, &story())
}

/// The fields of the evaluation that differ, at the top and one level down in what holds the metrics of coordination.
fn moved(before: &Record, after: &Record) -> BTreeSet<String> {
    let json = |record: &Record| serde_json::to_value(evaluate(record)).unwrap();
    let (before, after) = (json(before), json(after));
    let mut moved = BTreeSet::new();
    for (field, old) in before.as_object().unwrap() {
        match (old, &after[field]) {
            (old, new) if old == new => {}
            (Value::Object(old), new @ Value::Object(_)) => {
                moved.extend(
                    old.iter().filter(|(key, old)| new[key.as_str()] != **old).map(|(key, _)| format!("{field}.{key}")),
                );
            }
            _ => {
                moved.insert(field.clone());
            }
        }
    }
    moved
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The guard speaks to the brigade at 130 s and is heard at 150 s: when he reached for the telephone moves how long it
    /// waited to be sent, and nothing that tells when things happened.
    #[test]
    fn the_delay_of_one_message_moves_its_waits_and_its_stretch_of_the_path(since_s in 101_i64..129) {
        let (before, mut after) = (whole(), whole());
        let H::Said(said) = &mut after.events[8].what else { panic!("the ninth event is the call") };
        prop_assume!(said.since_ms != since_s * 1000);
        said.since_ms = since_s * 1000;
        let moved = moved(&before, &after);
        let allowed = ["waits", "handoffs", "handoff_totals", "critical_paths", "delays", "findings"];
        prop_assert!(!moved.is_empty());
        prop_assert!(
            moved.iter().all(|field| allowed.iter().any(|a| field == a || field.starts_with(&format!("{a}.")))),
            "{moved:?}"
        );
    }

    /// What one seat believes moves the information, and what rests on beliefs; nobody's clock, message or task.
    #[test]
    fn a_belief_moves_information_and_conformity_alone(place in "[a-z]{3,8}") {
        prop_assume!(place != "lab");
        let (before, mut after) = (whole(), whole());
        let H::Learned(learned) = &mut after.events[6].what else { panic!("the seventh event is news") };
        learned.value = Some(hazdrill_model::Value::Word(place.as_str().into()));
        let moved = moved(&before, &after);
        prop_assert!(moved.contains("information.false_beliefs"), "{moved:?}");
        prop_assert!(
            moved.iter().all(|field| ["information.", "findings."].iter().any(|a| field.starts_with(a))),
            "{moved:?}"
        );
    }

    /// The whole record later by the same time: lengths stay, instants move.
    #[test]
    fn a_shift_of_everything_moves_no_length(later_ms in 1_i64..10_000_000) {
        let (before, mut after) = (whole(), whole());
        for event in &mut after.events {
            event.t_ms = event.t_ms.map(|t| t + later_ms);
            match &mut event.what {
                H::Said(said) if said.since_ms > 0 => said.since_ms += later_ms,
                H::Started(started) if started.ready_ms > 0 => started.ready_ms += later_ms,
                _ => {}
            }
        }
        let (old, new) = (evaluate(&before), evaluate(&after));
        let lengths = |e: &hazdrill_score::Evaluation| {
            let paths: Vec<_> = e.critical_paths.iter().map(|p| (p.ms, p.by_organisation.clone(), p.slack.clone())).collect();
            let ages: Vec<_> = e.information.as_ref().unwrap().by_fact.clone();
            (paths, ages, e.network.clone(), e.handoff_totals.clone())
        };
        prop_assert_eq!(lengths(&old), lengths(&new));
    }
}

#[test]
fn a_message_that_is_lost_moves_the_network_and_not_the_clock() {
    let (before, mut after) = (whole(), whole());
    let H::Heard(heard) = &after.events[5].what else { panic!("the sixth event is a message") };
    let lost = hazdrill_record::happening::Lost { from: heard.from.clone(), channel: heard.channel.clone() };
    after.events[5].what = lost.into();
    let moved = moved(&before, &after);
    for field in ["network.messages", "network.lost", "network.seats"] {
        assert!(moved.contains(field), "{moved:?}");
    }
    assert!(
        moved.iter().all(|field| !["stages", "casualties", "crews", "conformity"].contains(&field.as_str())),
        "{moved:?}"
    );
}

/// A call, a dispatch, a search and an all-clear, in which every metric of coordination has something to say.
fn response() -> Record {
    let mut scenario = planned();
    scenario["targets"]["alarm"] = target(&json!("released"), &json!({"alarmed": "fire"}), 50.0, "norm", 1.0);
    let step = |t_s: f64, kind: &str, actor: &str, step: &str, ready_s: f64| {
        let data = json!({"procedure": "p", "step": step, "verb": "tell", "ready_ms": (ready_s * 1000.0) as i64});
        at(t_s, kind, actor, "gate", data)
    };
    let learned = |t_s: f64, actor: &str, fact: &str, value: Value, from: Option<&str>| {
        at(t_s, "learned", actor, "gate", json!({"fact": fact, "value": value, "from": from, "channel": "telephone"}))
    };
    let heard = |t_s: f64, to: &str, from: &str, order: Option<&str>| {
        at(t_s, "heard", to, "gate", json!({"from": from, "channel": "telephone", "order": order}))
    };
    let said = json!({"to": ["fire/dispatcher"], "channel": "telephone", "since_ms": 30_000});
    let (guard, dispatcher, chief, engine) = ("firm/guard", "fire/dispatcher", "fire/chief", "fire/engine-1");
    let burning = "fire.burning:lab";
    record(
        &scenario,
        &[
            at(0.0, "leak_started", "-", "lab", json!({"vessel": "drum"})), // 1
            because(learned(20.0, guard, "leak.place", json!("lab"), None), &[1]), // 2
            because(at(50.0, "said", guard, "gate", said), &[2]),           // 3
            because(heard(60.0, dispatcher, guard, None), &[3]),            // 4
            because(learned(60.0, dispatcher, "leak.place", json!("lab"), Some(guard)), &[4]), // 5
            because(step(180.0, "started", dispatcher, "send", 170.0), &[5]), // 6
            because(at(190.0, "dispatched", dispatcher, "station", json!({"crews": ["engine-1"]})), &[6]), // 7
            because(heard(200.0, engine, dispatcher, Some("dispatch")), &[7]), // 8
            because(at(245.0, "left", engine, "station", json!({"to": "gate", "drives": true})), &[8]), // 9
            because(at(400.0, "arrived", engine, "gate", json!({"from": "station", "drives": true})), &[9]), // 10
            because(at(410.0, "declared", chief, "gate", json!({"fact": "commander", "value": chief})), &[10]), // 11
            at(420.0, "fire_started", "-", "lab", json!({})),               // 12
            because(learned(430.0, chief, burning, json!(true), None), &[12]), // 13
            because(step(450.0, "started", chief, "search", 440.0), &[13]), // 14
            because(heard(460.0, engine, chief, Some("rescue")), &[14]),    // 15
            because(step(480.0, "started", engine, "search", 470.0), &[15]), // 16
            because(step(700.0, "done", engine, "search", 0.0), &[16]),     // 17
            because(heard(710.0, chief, engine, None), &[17]),              // 18
            because(at(900.0, "fire_out", "-", "lab", json!({})), &[17]),   // 19
            because(learned(930.0, chief, burning, json!(false), None), &[19]), // 20
            because(at(1000.0, "leak_stopped", engine, "lab", json!({"reason": "shut"})), &[19]), // 21
            because(at(2400.0, "all_clear", chief, "gate", json!({})), &[21]), // 22
        ],
    )
}

/// What a change of the response moves, where that is not exactly what is expected.
fn differs(what: &str, change: impl Fn(&mut Record), expected: &[&str]) -> Option<String> {
    let (before, mut after) = (response(), response());
    change(&mut after);
    let found = moved(&before, &after);
    let expected: BTreeSet<String> = expected.iter().map(|field| (*field).to_owned()).collect();
    (found != expected).then(|| format!("{what}: moves {found:?}\n  and not {expected:?}"))
}

/// Later by so many seconds.
fn later(record: &mut Record, events: &[usize], s: i64) {
    for event in events {
        let event = &mut record.events[event - 1];
        event.t_ms = event.t_ms.map(|t| t + 1000 * s);
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table: a change of the record and all that it moves")]
fn one_change_moves_exactly_the_metrics_that_it_should() {
    let all = [
        differs("nothing", |_| {}, &[]),
        differs(
            "the guard reached for the telephone sooner",
            |record| {
                let H::Said(said) = &mut record.events[2].what else { panic!("the third event is the call") };
                said.since_ms = 25_000;
            },
            &["handoff_totals.all", "handoff_totals.organisations", "handoffs", "waits"],
        ),
        differs(
            "the call was heard later",
            |record| later(record, &[4, 5], 5),
            &[
                "findings.conclusion",
                "findings.problems",
                "handoff_totals.all",
                "handoff_totals.organisations",
                "handoffs",
                "information.by_fact",
                "information.by_seat",
                "intervals",
                "score.grade",
                "score.parts",
                "score.total",
                "stamps.t3_alarm",
                "waits",
            ],
        ),
        differs(
            "the dispatcher heard another place",
            |record| {
                let H::Learned(learned) = &mut record.events[4].what else { panic!("the fifth event is news") };
                learned.value = Some(hazdrill_model::Value::Word("station".into()));
            },
            &[
                "findings.problems",
                "findings.proposals",
                "information.by_fact",
                "information.by_seat",
                "information.false_beliefs",
                "information.false_totals",
            ],
        ),
        differs(
            "the report of the crew was lost",
            |record| {
                let H::Heard(heard) = &record.events[17].what else { panic!("the last message is a report") };
                let lost =
                    hazdrill_record::happening::Lost { from: heard.from.clone(), channel: heard.channel.clone() };
                record.events[17].what = lost.into();
            },
            &[
                "findings.problems",
                "findings.proposals",
                "network.failed_events",
                "network.internal",
                "network.lost",
                "network.messages",
                "network.planned",
                "network.planned_failed",
                "network.planned_used",
                "network.seats",
                "span_of_control",
            ],
        ),
        differs(
            "the crew was done later",
            |record| later(record, &[17], 5),
            &["crews.crews", "crews.free_s", "crews.series", "critical_paths", "delays"],
        ),
        differs(
            "the crew was ready sooner",
            |record| {
                let H::Started(started) = &mut record.events[15].what else { panic!("the crew begins") };
                started.ready_ms = 465_000;
            },
            &[
                "crews.series",
                "crews.shortfall_s",
                "crews.waiting_s",
                "critical_paths",
                "delays",
                "handoff_totals.all",
                "handoff_totals.organisations",
                "handoffs",
                "waits",
            ],
        ),
        differs(
            "the chief forgot the search",
            |record| {
                let H::Started(started) = &record.events[13].what else { panic!("the chief begins") };
                let (procedure, step) = (started.procedure.clone(), started.step.clone());
                record.events[13].what = hazdrill_record::happening::Forgotten { procedure, step }.into();
            },
            &[
                "conformity.forgotten",
                "conformity.unfinished",
                "critical_paths",
                "delays",
                "failures.forgotten",
                "findings.problems",
                "findings.proposals",
                "waits",
            ],
        ),
        differs(
            "command was taken later",
            |record| later(record, &[11], 5),
            &["span_of_control", "stamps.t11_first_commander"],
        ),
        differs(
            "the chief saw later that the fire was out",
            |record| later(record, &[20], 5),
            &["information.by_fact", "information.by_seat", "information.false_beliefs", "information.false_totals"],
        ),
    ];
    let wrong: Vec<String> = all.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
