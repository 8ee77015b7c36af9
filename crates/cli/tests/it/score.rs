//! `hazdrill score`.

use crate::tool::{Folder, hazdrill, hazdrill_in};

/// A record typed by hand: no header, no hashes, one unknown minute.
const TYPED: &str = r#"{"seq":1,"t_ms":0,"kind":"leak_started","actor":null}
{"seq":2,"t_ms":null,"kind":"dispatched","actor":"fire/dispatcher"}
{"seq":3,"t_ms":4680000,"kind":"all_clear","actor":"fire/chief"}
"#;

const TIMELINE: &str = "seq,offset_s,clock,from,to,channel,kind,what,what_zh,certainty
1,0,2020-01-01T08:00,plant,,,release,a leak,泄漏,S
2,,,fire,,,dispatch,out,出动,S
3,600,2020-01-01T08:10,fire,,,all_clear,over,解除,S
";

#[test]
fn a_record_typed_by_hand_is_scored() {
    let folder = Folder::new();
    let path = folder.write("typed.jsonl", TYPED);
    let ran = hazdrill_in(&folder, &["score", &path, "--format", "json"]).code(0);
    let json = ran.json();
    assert_eq!(json["schema"], "hazdrill/run/1");
    assert_eq!(json["stamps"]["t23_all_clear"]["s"], 4680.0);
    assert_eq!(json["stamps"]["t4_dispatch"]["fire"], serde_json::json!({"s": null, "event": 2}));
    assert!(json["record_hash"].is_null() && json["end_reason"].is_null());
    assert!(ran.err.is_empty(), "{}", ran.err);
}

#[test]
fn a_timeline_is_scored_under_the_name_of_its_file() {
    let folder = Folder::new();
    let path = folder.write("some-town-2020.csv", TIMELINE);
    let json = hazdrill_in(&folder, &["score", &path, "--format", "json"]).code(0).json();
    assert_eq!(json["scenario"], "some-town-2020");
    assert_eq!(json["stamps"]["t23_all_clear"], serde_json::json!({"s": 600.0, "event": 3}));
    assert_eq!(json["stamps"]["t4_dispatch"]["fire"], serde_json::json!({"s": null, "event": 2}));
}

#[test]
fn text_is_marked_as_an_exercise_in_both_languages() {
    let folder = Folder::new();
    let path = folder.write("typed.jsonl", TYPED);
    for (lang, mark) in [("zh", "【演练】"), ("en", "[EXERCISE]")] {
        let ran = hazdrill_in(&folder, &["score", &path, "--lang", lang]).code(0);
        assert!(ran.out.starts_with(mark) && ran.out.lines().last().unwrap().starts_with(mark), "{}", ran.out);
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    let folder = Folder::new();
    let record = folder.write("bad.jsonl", &TYPED.replace("\"seq\":3", "\"seq\":4"));
    let ran = hazdrill_in(&folder, &["score", &record, "--lang", "zh"]).code(2);
    assert!(ran.err.contains("bad.jsonl 第 3 行：事件应是第 3 号"), "{}", ran.err);
    let timeline = folder.write("bad.csv", &TIMELINE.replace("dispatch", "dispach"));
    let ran = hazdrill_in(&folder, &["score", &timeline, "--lang", "en"]).code(2);
    assert!(ran.err.contains("line 3") && ran.err.contains("dispach"), "{}", ran.err);
}

#[test]
fn another_rubric_gives_another_score() {
    let folder = Folder::new();
    let path = folder.write("some-town-2020.csv", TIMELINE);
    let rubric = folder.write(
        "own.ron",
        r#"(targets: {"over": (from: released, to: all_clear, limit: min(5), kind: legal, weight: 1, source: "GB 1")})"#,
    );
    let score = |rubric: &str| hazdrill_in(&folder, &["score", &path, "--rubric", rubric, "--format", "json"]);
    let json = score(&rubric).code(0).json();
    assert_eq!((&json["score"]["total"], &json["score"]["parts"][0]["actual"]), (&0.0.into(), &600.0.into()));
    let json = score("targets-cn").code(0).json();
    assert_eq!(json["score"]["parts"].as_array().map(Vec::len), Some(10), "a built-in pack by its short name");
    let empty = folder.write("empty.ron", "(name: 1)");
    for (rubric, code, words) in [
        (empty.as_str(), 2, "the field `targets` is missing"),
        ("targets-us", 2, "there is no pack `targets-us`"),
        (folder.path().to_str().unwrap(), 3, "it is a folder"),
    ] {
        let ran = hazdrill_in(&folder, &["score", &path, "--rubric", rubric, "--lang", "en"]).code(code);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn a_file_that_is_not_there_is_an_error_of_files() {
    let ran = hazdrill(&["score", "nowhere.jsonl", "--lang", "en"]).code(3);
    assert!(ran.err.contains("cannot read nowhere.jsonl: it does not exist"), "{}", ran.err);
}
