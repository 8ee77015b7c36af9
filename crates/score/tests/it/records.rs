//! Records typed by hand with results worked out by hand: `tests/records/NAME.jsonl` and `NAME.expected.json`.
//!
//! The expectation says in `why` how its numbers come about. It names a part of the evaluation: every field that it names
//! must be there with that value; clocks and items of rubrics are found by their ids. All are judged by the clocks and
//! rubrics that ship.

use hazdrill_record::read;
use hazdrill_score::evaluate;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What differs, with its path.
fn differences(at: &str, expected: &Value, found: &Value, out: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(fields), _) => {
            for (key, expected) in fields {
                differences(&format!("{at}.{key}"), expected, found.get(key).unwrap_or(&Value::Null), out);
            }
        }
        (Value::Array(items), Value::Array(there)) if items.len() == there.len() => {
            for (n, (expected, found)) in items.iter().zip(there).enumerate() {
                differences(&format!("{at}[{n}]"), expected, found, out);
            }
        }
        _ if expected == found => {}
        _ => out.push(format!("{at}: expected {expected}, found {found}")),
    }
}

fn by_id<'a>(list: &'a Value, id: &str) -> &'a Value {
    let all = list.as_array().unwrap();
    all.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("nothing has the id `{id}`"))
}

fn check(name: &str, expected: &Value, found: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for (part, expected) in expected.as_object().unwrap() {
        match part.as_str() {
            "why" => assert!(expected.as_array().is_some_and(|why| !why.is_empty()), "{name} says how it comes about"),
            "clocks" => {
                for (id, expected) in expected.as_object().unwrap() {
                    differences(&format!("{name}: clock {id}"), expected, by_id(&found["clocks"], id), &mut out);
                }
            }
            "rubrics" => {
                for (rubric, items) in expected.as_object().unwrap() {
                    let found = by_id(&found["rubrics"], rubric);
                    for (id, expected) in items.as_object().unwrap() {
                        differences(&format!("{name}: {rubric} {id}"), expected, by_id(&found["items"], id), &mut out);
                    }
                }
            }
            other => differences(&format!("{name}: {other}"), expected, &found[other], &mut out),
        }
    }
    out
}

#[test]
fn records_worked_out_by_hand_come_out_so() {
    let standards = hazdrill_scenario::builtin_standards();
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for entry in fs::read_dir("tests/records").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "jsonl") {
            names.insert(path);
        }
    }
    assert!(names.len() >= 20, "{} records are too few", names.len());
    for path in names {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let record = read(&text(&path)).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        let expected: Value = serde_json::from_str(&text(&path.with_extension("expected.json"))).unwrap();
        let evaluation = evaluate(&record).with_standards(&standards, None, &record.events);
        wrong.extend(check(&name, &expected, &serde_json::to_value(&evaluation).unwrap()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn segments_add_up_to_the_whole_whatever_the_record() {
    for name in ["one-chain", "busy-hands"] {
        let text = text(&Path::new("tests/records").join(format!("{name}.jsonl")));
        let whole = read(&text).unwrap();
        // Each event in turn at an unknown minute.
        for at in 0..=whole.events.len() {
            let mut record = whole.clone();
            if let Some(event) = record.events.get_mut(at) {
                event.t_ms = None;
            }
            for path in evaluate(&record).critical_paths {
                let sum: i64 = path.segments.iter().map(|segment| segment.ms).sum();
                let by: i64 = path.by_organisation.values().flat_map(|kinds| kinds.values()).sum();
                assert_eq!((path.ms.unwrap_or(0), path.ms.unwrap_or(0)), (sum, by), "{name} without minute {at}");
                assert!(path.segments.windows(2).all(|pair| pair[0].until_s.to_bits() == pair[1].from_s.to_bits()));
            }
        }
    }
}
