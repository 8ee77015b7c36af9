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

/// A report that comes one second late, and all that it takes to see it.
const LATE: &str = r#"{"seq":1,"t_ms":0,"kind":"leak_started","actor":null,"place":"lab"}
{"seq":2,"t_ms":10000,"kind":"learned","actor":"firm/finder","place":"lab","data":{"fact":"odour:lab","value":true}}
{"seq":3,"t_ms":60000,"kind":"learned","actor":"firm/manager","place":"office","data":{"fact":"leak.place","value":"lab","from":"firm/finder"}}
{"seq":4,"t_ms":3600000,"kind":"said","actor":"firm/manager","data":{"to":["emergency-bureau/duty-officer"],"facts":[{"fact":"leak.place","value":"lab"}]}}
{"seq":5,"t_ms":3661000,"kind":"heard","actor":"emergency-bureau/duty-officer","data":{"from":"firm/manager"},"causes":[4]}
{"end":"limit","t_ms":9000000,"events":5}
"#;

#[test]
fn clocks_and_rubrics_that_ship_judge_every_record() {
    let folder = Folder::new();
    let path = folder.write("late.jsonl", LATE);
    let json = hazdrill_in(&folder, &["score", &path, "--format", "json"]).code(0).json();
    let clock = json["clocks"].as_array().unwrap().iter().find(|c| c["id"] == "493-09-unit-to-county").unwrap();
    assert_eq!(
        (&clock["state"], &clock["took_s"], &clock["limit_s"]),
        (&"late".into(), &3601.0.into(), &3600.0.into())
    );
    let rubrics: Vec<_> = json["rubrics"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(rubrics, ["cn-aqt9009", "cn-law", "hseep", "nfpa"]);
    assert_eq!(json["accident"]["grade"], serde_json::Value::Null);
    for (lang, words) in [
        ("zh", ["法定时限与义务", "超时", "缺：", "评估表"]),
        ("en", ["Clocks and duties of law", "late", "missing: ", "Rubrics"]),
    ] {
        let ran = hazdrill_in(&folder, &["score", &path, "--lang", lang]).code(0);
        for word in words {
            assert!(ran.out.contains(word), "{word}: {}", ran.out);
        }
    }
}

#[test]
fn a_rubric_of_ones_own_is_used_and_a_bad_one_is_told() {
    let folder = Folder::new();
    let path = folder.write("late.jsonl", LATE);
    let guide = include_str!("../../../../docs/rubrics.md");
    let text = guide.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    folder.write("mine.ron", text);
    hazdrill_in(&folder, &["check", "mine.ron", "--deny", "warnings"]).code(0);
    let json = hazdrill_in(&folder, &["score", &path, "--rubric", "mine.ron", "--format", "json"]).code(0).json();
    assert_eq!((&json["rubrics"][0]["id"], json["rubrics"].as_array().unwrap().len()), (&"mine".into(), 1));
    let answers: Vec<_> = json["rubrics"][0]["items"].as_array().unwrap().iter().map(|i| i["answer"].clone()).collect();
    // Nobody called help and the record ends long after; the report was late and lacked parts; order is for people to judge.
    assert_eq!(answers, ["no", "not_judged", "no"]);
    let json = hazdrill_in(&folder, &["score", &path, "--rubric", "cn-law", "--format", "json"]).code(0).json();
    assert_eq!((&json["rubrics"][0]["id"], json["rubrics"].as_array().unwrap().len()), (&"cn-law".into(), 1));
    folder.write("bad.ron", &text.replace("at(detected)", "at(detcted)"));
    for args in [vec!["check", "bad.ron", "--lang", "en"], vec!["score", &path, "--rubric", "bad.ron", "--lang", "en"]]
    {
        let ran = hazdrill_in(&folder, &args).code(2);
        assert!(
            ran.err.contains("HZ0202") && ran.err.contains("bad.ron:12:") && ran.err.contains("detected"),
            "{}",
            ran.err
        );
    }
}
