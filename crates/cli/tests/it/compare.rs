//! `hazdrill compare`.

use crate::tool::{Folder, hazdrill_in};

/// A drill typed by hand: noticed, told after `dialling` seconds, over after a further minute.
fn typed(dialling: u32) -> String {
    let (said, heard, over) = ((100 + dialling) * 1000, (120 + dialling) * 1000, (180 + dialling) * 1000);
    [
        r#"{"seq":1,"t_ms":0,"kind":"leak_started","actor":null}"#.to_owned(),
        r#"{"seq":2,"t_ms":100000,"kind":"learned","actor":"firm/lead","data":{"fact":"odour:lab","value":true,"channel":"smell"},"causes":[1]}"#.to_owned(),
        format!(r#"{{"seq":3,"t_ms":{said},"kind":"said","actor":"firm/lead","data":{{"to":["fire/chief"],"channel":"telephone","since_ms":100000}},"causes":[2]}}"#),
        format!(r#"{{"seq":4,"t_ms":{heard},"kind":"heard","actor":"fire/chief","data":{{"from":"firm/lead","channel":"telephone"}},"causes":[3]}}"#),
        format!(r#"{{"seq":5,"t_ms":{over},"kind":"all_clear","actor":"fire/chief","causes":[4]}}"#),
    ]
    .join("\n")
}

#[test]
fn differences_are_explained_in_both_languages() {
    let folder = Folder::new();
    let (a, b) = (folder.write("a.jsonl", &typed(10)), folder.write("b.jsonl", &typed(610)));
    let zh = hazdrill_in(&folder, &["compare", &a, &b, "--lang", "zh"]).code(0);
    assert!(zh.out.starts_with("【演练】") && zh.out.contains("+10 分"), "{}", zh.out);
    assert!(zh.out.replace(['\n', ' '], "").contains("firm→fire等待发出多10分(#3)"), "{}", zh.out);
    let en = hazdrill_in(&folder, &["compare", &a, &b, "--lang", "en"]).code(0);
    assert!(en.out.starts_with("[EXERCISE]") && en.out.is_ascii(), "{}", en.out);
    let json = hazdrill_in(&folder, &["compare", &a, &b, "--format", "json"]).code(0).json();
    assert_eq!(json["schema"], "hazdrill/compare/1");
    let over = json["stamps"].as_array().unwrap().iter().find(|row| row["stamp"] == "t23_all_clear").unwrap();
    assert_eq!(over["differences"][0]["s"], 600.0);
    assert_eq!(over["differences"][0]["reasons"][0]["kind"], "to_send");
    assert_eq!(json["records"], serde_json::json!(["a", "b"]));
}

#[test]
fn a_folder_of_results_lends_its_name() {
    let folder = Folder::new();
    folder.write("team-1/record.jsonl", &typed(10));
    folder.write("team-2/record.jsonl", &typed(20));
    let path = |name: &str| folder.path().join(name).display().to_string();
    let ran = hazdrill_in(&folder, &["compare", &path("team-1"), &path("team-2/record.jsonl"), "--format", "json"]);
    assert_eq!(ran.code(0).json()["records"], serde_json::json!(["team-1", "team-2"]));
}

#[test]
fn what_cannot_be_compared_says_why() {
    let folder = Folder::new();
    let good = folder.write("good.jsonl", &typed(10));
    let cut = folder.write("cut.jsonl", typed(10).trim_end_matches('}'));
    let unknown = folder.write("unknown.jsonl", "{\"schema\":\"hazdrill/record/9\",\"engine\":\"0\",\"seed\":1,\"overrides\":{},\"scenario\":{},\"hash\":\"x\"}\n");
    let table = folder.write("town.csv", "seq,offset_s,kind\n1,0,release\n");
    let hash = "0".repeat(64);
    let forged = folder.write("forged.jsonl", &typed(10).replace("}\n", &format!(",\"hash\":\"{hash}\"}}\n")));
    let missing = folder.path().join("missing.jsonl").display().to_string();
    for (path, code, words) in [
        (&cut, 2, "the file was cut off"),
        (&unknown, 2, "unknown.jsonl, line 1"),
        (&table, 2, "is a timeline"),
        (&forged, 2, "hash chain is broken"),
        (&missing, 3, "missing.jsonl"),
    ] {
        let ran = hazdrill_in(&folder, &["compare", &good, path, "--lang", "en"]).code(code);
        assert!(ran.err.contains(words) && ran.out.is_empty(), "{path}: {}", ran.err);
    }
    let alone = hazdrill_in(&folder, &["compare", &good, "--lang", "zh"]).code(2);
    assert!(!alone.err.is_empty());
}
