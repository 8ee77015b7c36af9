//! A change of one thing in a record moves the metrics that it should, and no other.

use crate::coordination_metrics::planned;
use crate::drill::{record, story, target};
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
