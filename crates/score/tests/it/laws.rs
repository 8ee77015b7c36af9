//! Laws of the score.

use crate::drill::{record, scenario, story, target};
use hazdrill_model::Target;
use hazdrill_record::Event;
use hazdrill_score::{evaluate, value};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Targets from the release to everything else, and some from organisation to organisation.
fn targets() -> Value {
    let to = |reading: Value, limit_s: f64, kind: &str| target(&json!("released"), &reading, limit_s, kind, 1.0);
    json!({
        "detected": to(json!("detected"), 5.0, "norm"), "reported": to(json!("reported"), 20.0, "norm"),
        "alarmed": to(json!({"alarmed": "fire"}), 60.0, "local"), "dispatched": to(json!({"dispatched": "fire"}), 100.0, "norm"),
        "left": to(json!({"left": "fire"}), 150.0, "norm"), "arrived": to(json!({"arrived": "fire"}), 400.0, "norm"),
        "sized-up": to(json!("sized_up"), 500.0, "norm"), "identified": to(json!("identified"), 500.0, "norm"),
        "cordoned": to(json!("cordoned"), 640.0, "legal"), "evacuated": to(json!("evacuated"), 300.0, "norm"),
        "stopped": to(json!("stopped"), 800.0, "norm"), "all-clear": to(json!("all_clear"), 1700.0, "legal"),
    })
}

/// The values of all parts after the event at `index` came `later_s` later.
fn values(index: usize, later_ms: i64) -> Vec<Option<f64>> {
    let mut record = record(&scenario(&targets()), &story());
    record.events[index].t_ms = record.events[index].t_ms.map(|t| t + later_ms);
    renumber(&mut record.events);
    evaluate(&record).score.parts.into_iter().map(|p| p.value).collect()
}

fn renumber(events: &mut [Event]) {
    events.sort_by_key(|e| e.t_ms);
    for (seq, event) in (1..).zip(events) {
        // The causes are of the old numbers; no target rests on them.
        event.seq = seq;
        event.causes.clear();
    }
}

proptest! {
    #[test]
    fn an_event_that_comes_later_never_raises_a_value(index in 1_usize..26, first_ms in 0_i64..2_000_000, more_ms in 0_i64..2_000_000) {
        // Every clock starts with the release, the one event that does not move.
        let (sooner, later) = (values(index, first_ms), values(index, first_ms + more_ms));
        for (before, after) in sooner.iter().zip(&later) {
            prop_assert!(after.unwrap_or(0.0) <= before.unwrap_or(0.0), "{before:?} → {after:?}");
        }
    }

    #[test]
    fn a_value_lies_between_zero_and_one_and_never_rises(
        limit_s in 0.0..6e5_f64, zero_s in 0.0..6e5_f64, legal: bool, a in any::<i64>(), b in any::<i64>(),
    ) {
        let mut raw = target(&json!("released"), &json!("stopped"), limit_s, if legal { "legal" } else { "drill" }, 1.0);
        raw["zero_at"] = json!({"s": zero_s});
        let target: Target = serde_json::from_value(raw).unwrap();
        let (sooner, later) = (value(&target, a.min(b)), value(&target, a.max(b)));
        prop_assert!((0.0..=1.0).contains(&sooner) && (0.0..=1.0).contains(&later));
        prop_assert!(later <= sooner);
    }

    #[test]
    fn the_total_lies_between_its_worst_and_best_part(index in 1_usize..26, later_ms in 0_i64..2_000_000) {
        let mut record = record(&scenario(&targets()), &story());
        record.events[index].t_ms = record.events[index].t_ms.map(|t| t + later_ms);
        renumber(&mut record.events);
        let score = evaluate(&record).score;
        let values = || score.parts.iter().filter_map(|p| p.value);
        let (worst, best) = (values().fold(1.0, f64::min), values().fold(0.0, f64::max));
        let total = score.total.unwrap() / 100.0;
        prop_assert!(worst - 1e-12 <= total && total <= best + 1e-12);
    }

    #[test]
    fn stages_are_entered_in_order(moves in prop::collection::vec((1_usize..26, 0_i64..2_000_000), 0..10)) {
        let mut record = record(&scenario(&json!({})), &story());
        for (index, later) in moves {
            record.events[index].t_ms = record.events[index].t_ms.map(|t| t + later);
        }
        renumber(&mut record.events);
        let entered: Vec<f64> = evaluate(&record).stages.iter().map(|s| s.entered_at_s.unwrap()).collect();
        prop_assert!(entered.is_sorted());
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let once = || serde_json::to_string(&evaluate(&record(&scenario(&targets()), &story()))).unwrap();
    assert_eq!(once(), once());
}
