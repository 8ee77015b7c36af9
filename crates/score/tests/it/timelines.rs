//! Real incidents and a real drill, with the intervals that `tests/timelines/README.md` computes by hand.

use hazdrill_model::Lang;
use hazdrill_score::timeline::{self, Fault, Problem, TimelineRecord};
use hazdrill_score::{Evaluation, Moment, Note};
use serde_json::{Value, json};

const ATCHISON: &str = include_str!("../timelines/atchison-2016.csv");
const GUANGHAN: &str = include_str!("../timelines/guanghan-2020.csv");
const JINGZHOU: &str = include_str!("../timelines/jingzhou-2011.csv");
const XUZHOU: &str = include_str!("../timelines/xuzhou-monitoring-drill-2022.csv");

fn evaluated(text: &str) -> Evaluation {
    timeline::read(text, "real").unwrap().evaluate()
}

fn minutes(from: Option<Moment>, to: Option<Moment>) -> Option<f64> {
    Some(from?.ms_until(to?)? as f64 / 60_000.0)
}

fn minute_of(timeline: &TimelineRecord, seq: u64) -> f64 {
    timeline.rows.iter().find(|r| r.seq == seq).unwrap().t_ms.unwrap() as f64 / 60_000.0
}

#[test]
fn atchison_2016() {
    let timeline = timeline::read(ATCHISON, "atchison-2016").unwrap();
    let evaluation = timeline.evaluate();
    let stamps = &evaluation.stamps;
    let (cloud, call) = (stamps.get("t1_detection"), stamps.of("t3_alarm", "fire"));
    assert_eq!(minutes(cloud, call), Some(2.0));
    assert_eq!(minutes(call, stamps.of("t6_arrival", "fire")), Some(3.0));
    assert_eq!(minutes(call, stamps.get("t8_substance_identified")), Some(8.0));
    assert_eq!(minutes(call, stamps.get("t14_evacuation_order")), Some(8.0));
    assert_eq!(minutes(cloud, stamps.get("t19_leak_stopped")), Some(45.0));
    assert!((minute_of(&timeline, 16) - call.unwrap().s().unwrap() / 60.0 - 58.0).abs() < 1e-9);
    assert_eq!(minutes(call, stamps.get("t23_all_clear")), Some(178.0));
    assert_eq!(minutes(stamps.get("t14_evacuation_order"), stamps.get("t23_all_clear")), Some(170.0));

    // Happened at an unknown minute; never recorded.
    let json = serde_json::to_value(&evaluation).unwrap();
    assert_eq!(json["stamps"]["t0_release"], json!({"s": null, "event": 4}));
    assert_eq!(json["stamps"]["t9_cordon_closed"], json!({"s": null, "event": 8}));
    assert_eq!(json["stamps"]["t4_dispatch"], json!({"fire": null}));
    for never in ["t12_headquarters", "t21_report_county", "t16_first_rescued"] {
        assert_eq!(json["stamps"][never], Value::Null, "{never}");
    }
    assert_eq!(json["scenario"], json!("atchison-2016"));
}

#[test]
fn guanghan_2020() {
    let timeline = timeline::read(GUANGHAN, "guanghan-2020").unwrap();
    let evaluation = timeline.evaluate();
    let stamps = &evaluation.stamps;
    let call = stamps.of("t3_alarm", "fire");
    assert_eq!(minutes(call, stamps.of("t6_arrival", "fire")), Some(24.0));
    assert!((minute_of(&timeline, 6) - minute_of(&timeline, 3) - 51.0).abs() < 1e-9);
    assert!((minute_of(&timeline, 7) - minute_of(&timeline, 6) - 1.0).abs() < 1e-9);
    assert!((minute_of(&timeline, 7) - 76.0).abs() < 1e-9);
    assert_eq!(minutes(call, stamps.get("t22_public_release")), Some(127.0));
    assert!((minute_of(&timeline, 12) - minute_of(&timeline, 7) - 214.0).abs() < 1e-9);
    assert_eq!(minutes(call, stamps.get("t19_fire_out")), Some(430.0));
    assert_eq!(evaluation.explosions, 1);
    let json = serde_json::to_value(stamps).unwrap();
    assert_eq!(json["t4_dispatch"]["fire"], json!({"s": null, "event": 2}));
    assert_eq!(json["t14_evacuation_order"], json!({"s": null, "event": 15}));
    assert_eq!(json["t11_first_commander"], Value::Null);
}

#[test]
fn jingzhou_2011() {
    let evaluation = evaluated(JINGZHOU);
    let stamps = &evaluation.stamps;
    let call = stamps.of("t3_alarm", "fire");
    assert_eq!(minutes(call, stamps.get("t19_fire_out")), Some(38.0));
    assert_eq!(minutes(stamps.get("t19_fire_out"), stamps.get("t23_all_clear")), Some(40.0));
    assert_eq!(minutes(call, stamps.get("t23_all_clear")), Some(78.0));
    // Unknown minutes, known order: arrival < size-up < rescue.
    let order = [stamps.of("t6_arrival", "fire"), stamps.get("t7_size_up"), stamps.get("t16_first_rescued")];
    let order: Vec<_> = order.into_iter().map(|m| (m.unwrap().s(), m.unwrap().event)).collect();
    assert_eq!(order, [(None, 3), (None, 4), (None, 7)]);
    let stages: Vec<_> = evaluation.stages.iter().map(|s| (s.id, s.entered_at_s, s.event)).collect();
    assert_eq!(stages[0], ("response", None, 2), "no release and no act of the works is on record before the call");
    assert_eq!(stages.last(), Some(&("all_clear", Some(4680.0), 12)));
}

#[test]
fn xuzhou_2022() {
    let evaluation = evaluated(XUZHOU);
    let stamps = &evaluation.stamps;
    let report = stamps.of("t3_alarm", "monitoring centre");
    let scene = stamps.of("t6_arrival", "monitoring team");
    assert_eq!(minutes(report, scene), Some(35.0));
    assert_eq!(minutes(scene, stamps.get("t20_first_sample")), Some(25.0));
    assert_eq!(minutes(stamps.get("t20_first_sample"), stamps.get("t20_first_result")), Some(115.0));
    // t20 has two meanings, and the evaluation says which.
    assert_eq!(minutes(report, stamps.get("t20_first_sample")), Some(60.0));
    assert_eq!(minutes(report, stamps.get("t20_first_result")), Some(175.0));
}

#[test]
fn a_timeline_gives_the_same_object_with_null_where_nothing_is_known() {
    let json = serde_json::to_value(evaluated(GUANGHAN)).unwrap();
    for field in ["seed", "overrides", "record_hash", "ended_at_s", "end_reason"] {
        assert_eq!(json[field], Value::Null, "{field}");
    }
    assert_eq!(json["score"], json!({"total": null, "grade": null, "parts": []}));
    assert_eq!(json["casualties"]["dead"], Value::Null, "not zero: nobody typed it");
    assert_eq!(json["stamps"].as_object().unwrap().len(), 34);
    assert!(evaluated(GUANGHAN).notes.contains(&Note::Timeline));
}

#[test]
fn a_rubric_judges_a_real_incident_by_the_same_code() {
    let target = |from, to, limit_s| crate::drill::target(&from, &to, limit_s, "norm", 1.0);
    let rubric = serde_json::from_value(json!({
        "arrival": target(json!({"alarmed": "fire"}), json!({"arrived": "fire"}), 300.0),
        "source": target(json!("detected"), json!("stopped"), 1800.0),
        "turnout": target(json!({"dispatched": "fire"}), json!({"left": "fire"}), 60.0),
    }))
    .unwrap();
    let score = evaluated(ATCHISON).with_targets(&rubric, None).score;
    // 3 of 5 min; 45 of 30 min, half-way to zero; no dispatch on record.
    assert_eq!(score.parts.iter().map(|p| p.value).collect::<Vec<_>>(), [Some(1.0), Some(0.5), None]);
    assert_eq!(score.total, Some(75.0));
}

#[test]
fn mistakes_are_told_with_their_line() {
    let head = "seq,offset_s,clock,kind,certainty\n";
    for (text, line, fault) in [
        (String::new(), 1, Fault::Empty),
        (head.to_owned(), 1, Fault::Empty),
        ("seq,kind\n1,other".to_owned(), 1, Fault::MissingColumn("offset_s")),
        (format!("{head}1,0,,release\n"), 2, Fault::WrongCells { expected: 5, found: 4 }),
        (
            format!("{head}1,0,,release,S\n\n2,x,,other,S"),
            4,
            Fault::BadNumber { column: "offset_s", text: "x".to_owned() },
        ),
        (format!("{head}1,-5,,release,S"), 2, Fault::BadNumber { column: "offset_s", text: "-5".to_owned() }),
        (format!("{head}1,1e300,,release,S"), 2, Fault::BadNumber { column: "offset_s", text: "1e300".to_owned() }),
        (format!("{head}1,NaN,,release,S"), 2, Fault::BadNumber { column: "offset_s", text: "NaN".to_owned() }),
        (format!("{head}-1,0,,release,S"), 2, Fault::BadNumber { column: "seq", text: "-1".to_owned() }),
        (format!("{head}1,0,,leak,S"), 2, Fault::UnknownKind("leak".to_owned())),
        (format!("{head}1,0,,release,maybe"), 2, Fault::BadCertainty("maybe".to_owned())),
        (format!("{head}1,9,,release,S\n1,9,,other,S"), 3, Fault::NotIncreasing(1)),
        (format!("{head}1,9,,release,S\n2,8,,other,S"), 3, Fault::TimeRunsBack),
        (format!("{head}1,,2020-01-01T10:00,release,S"), 2, Fault::ClockAlone),
        (format!("{head}1,0,,\"release,S"), 2, Fault::OpenQuote),
        ("seq,seq,offset_s,kind\n".to_owned(), 1, Fault::DoubleColumn("seq".to_owned())),
        (format!("{head}{}", "x".repeat(6_000_000)), 1, Fault::TooLarge),
    ] {
        let problem = timeline::read(&text, "bad").unwrap_err();
        assert_eq!(problem, Problem { line, fault });
        assert!(problem.text(Lang::Zh).starts_with(&format!("第 {line} 行：")));
        assert!(problem.text(Lang::En).starts_with(&format!("line {line}: ")));
    }
}

#[test]
fn a_spreadsheet_may_write_it_with_its_own_line_ends_and_mark() {
    let text = "\u{feff}kind,seq,offset_s,what\r\nrelease,3,0,\"a, \"\"b\"\"\"\r\nall_clear,9,60.5,\r\n";
    let timeline = timeline::read(text, "excel").unwrap();
    assert_eq!(timeline.rows[0].what, "a, \"b\"");
    let end = timeline.evaluate().stamps.get("t23_all_clear").unwrap();
    assert_eq!((end.s(), end.event), (Some(60.5), 9));
}
