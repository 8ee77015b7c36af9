//! Records typed by hand beside what their evaluation has to contain: `tests/records/`.

use hazdrill_record::read;
use hazdrill_score::evaluate;
use serde_json::Value;
use std::path::Path;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records")
}

/// Every field of `expected` is in `actual` with the same value; lists have the same length.
fn compare(path: &str, actual: &Value, expected: &Value) {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => {
            for (key, expected) in expected {
                compare(&format!("{path}.{key}"), actual.get(key).unwrap_or(&Value::Null), expected);
            }
        }
        (Value::Array(actual), Value::Array(expected)) => {
            let shown = serde_json::to_string_pretty(actual).unwrap();
            assert_eq!(actual.len(), expected.len(), "{path}: {shown}");
            for (n, (actual, expected)) in actual.iter().zip(expected).enumerate() {
                compare(&format!("{path}[{n}]"), actual, expected);
            }
        }
        _ => assert_eq!(actual, expected, "{path}"),
    }
}

#[test]
fn every_record_gives_its_known_answer() {
    let mut found = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "jsonl") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let record = read(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        let expected = std::fs::read_to_string(path.with_extension("json")).unwrap();
        let actual = serde_json::to_value(evaluate(&record)).unwrap();
        compare(&name, &actual, &serde_json::from_str(&expected).unwrap());
        found += 1;
    }
    assert!(found >= 2, "the records are gone");
}

#[test]
fn segments_add_up_to_the_whole_whatever_the_record() {
    for name in ["one-chain", "busy-hands"] {
        let text = std::fs::read_to_string(folder().join(format!("{name}.jsonl"))).unwrap();
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
