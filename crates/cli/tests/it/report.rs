//! `hazdrill report`.

use crate::tool::{Folder, hazdrill_in};

const DOCUMENTS: [&str; 4] = ["evaluation.json", "evaluation.md", "narration.md", "report.html"];
/// The Word documents and the workbook, which are named in the language.
const OFFICE: usize = 13;

/// A folder with a short drill in `d`.
fn drill() -> Folder {
    let folder = Folder::new();
    hazdrill_in(&folder, &["run", "ether-lab", "--until", "12min", "--out", "d", "--quiet", "--lang", "zh"]);
    folder
}

#[test]
fn every_document_is_written_beside_the_record_or_where_it_is_asked_for() {
    let folder = drill();
    assert_eq!(folder.names("d"), ["evaluation.json", "record.jsonl", "report.html"], "`run` writes the page");
    let (page, evaluation) = (folder.read("d/report.html"), folder.read("d/evaluation.json"));
    let ran = hazdrill_in(&folder, &["report", "d", "--lang", "zh"]).code(0);
    assert!(ran.err.is_empty() && ran.out.lines().count() == DOCUMENTS.len() + OFFICE, "{ran:?}");
    assert!(DOCUMENTS.iter().all(|name| folder.names("d").iter().any(|there| there == name)));
    assert_eq!(folder.read("d/report.html"), page, "the page of the record is that of its run");
    assert_eq!(folder.read("d/evaluation.json"), evaluation);
    hazdrill_in(&folder, &["report", "d/record.jsonl", "--out", "new/e", "--lang", "en"]).code(0);
    let there = folder.names("new/e");
    assert_eq!(there.len(), DOCUMENTS.len() + OFFICE);
    assert!(DOCUMENTS.iter().all(|name| there.iter().any(|there| there == name)));
    assert!(folder.read("new/e/report.html").contains("<title>[EXERCISE]"));
    assert!(folder.read("new/e/evaluation.md").starts_with("# [EXERCISE]"));
    assert_eq!(folder.read("new/e/evaluation.json"), evaluation, "data has no language");
}

#[test]
fn only_the_kinds_that_are_named_are_written() {
    let folder = drill();
    for (kinds, names) in [
        (vec!["--kinds", "md"], vec!["evaluation.md"]),
        (vec!["--kinds", "json,html"], vec!["evaluation.json", "report.html"]),
        (vec!["--kinds", "md", "--kinds", "json"], vec!["evaluation.json", "evaluation.md"]),
    ] {
        let out = format!("out-{}", kinds.join(""));
        hazdrill_in(&folder, &[&["report", "d", "--out", &out][..], &kinds[..]].concat()).code(0);
        assert_eq!(folder.names(&out), names);
    }
    let ran = hazdrill_in(&folder, &["report", "d", "--kinds", "hmtl", "--lang", "en", "--out", "x"]).code(2);
    assert!(ran.err.contains("hmtl") && ran.err.contains("narration"), "{}", ran.err);
    assert!(!folder.path().join("x").exists());
}

#[test]
fn what_is_no_sound_record_is_told_and_nothing_is_written() {
    let folder = drill();
    let record = folder.read("d/record.jsonl");
    folder.write("cut.jsonl", &record[..record.len() - 200]);
    folder.write("changed.jsonl", &record.replacen("\"t_ms\":60000", "\"t_ms\":60001", 1));
    folder.write("later.jsonl", &record.replacen("hazdrill/record/1", "hazdrill/record/9", 1));
    let header = r#"{"schema":"hazdrill/record/9","engine":"9","seed":1,"overrides":{},"scenario":{}}"#;
    folder.write("later-unchained.jsonl", header);
    folder.write("other.jsonl", "hello\n");
    folder.write("real.csv", "seq,minute,kind\n1,0,release\n");
    for (file, code, said) in [
        ("cut.jsonl", 2, "cut off"),
        ("changed.jsonl", 2, "chain is broken"),
        ("later.jsonl", 2, "line 1"),
        ("later-unchained.jsonl", 2, "unknown format of record"),
        ("other.jsonl", 2, "no line of a record"),
        ("real.csv", 2, "offset_s"),
        ("nowhere.jsonl", 3, "does not exist"),
    ] {
        let ran = hazdrill_in(&folder, &["report", file, "--out", "x", "--lang", "en"]).code(code);
        assert!(ran.err.starts_with("error: ") && ran.err.contains(said) && ran.err.contains(file), "{}", ran.err);
        assert!(ran.out.is_empty() && !folder.path().join("x").exists(), "{file}: {ran:?}");
        let zh = hazdrill_in(&folder, &["report", file, "--out", "x", "--lang", "zh"]).code(code);
        assert!(zh.err.starts_with("错误："), "{}", zh.err);
    }
}

#[test]
fn another_drill_in_the_folder_is_left_alone_unless_by_force() {
    let folder = drill();
    hazdrill_in(&folder, &["run", "ether-lab", "--until", "2min", "--seed", "9", "--out", "other", "--quiet"]);
    let before = folder.read("other/report.html");
    let ran = hazdrill_in(&folder, &["report", "d", "--out", "other", "--lang", "en"]).code(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(folder.read("other/report.html"), before);
    hazdrill_in(&folder, &["report", "d", "--out", "other", "--force"]).code(0);
    assert_ne!(folder.read("other/report.html"), before);
}

#[test]
fn a_record_typed_by_hand_has_a_page_too() {
    let folder = Folder::new();
    let lines = [
        r#"{"seq":1,"t_ms":0,"kind":"leak_started","actor":null}"#,
        r#"{"seq":2,"t_ms":null,"kind":"dispatched","actor":"fire/dispatcher","causes":[1]}"#,
        r#"{"seq":3,"t_ms":4680000,"kind":"all_clear","actor":"<b>&\"'/chief","causes":[2]}"#,
    ];
    folder.write("hand.jsonl", &lines.join("\n"));
    hazdrill_in(&folder, &["report", "hand.jsonl", "--out", "x", "--lang", "en"]).code(0);
    let page = folder.read("x/report.html");
    assert!(page.contains("time unknown") && !page.contains("<b>&\"'"), "names are never markup");
}

#[test]
fn a_folder_in_the_place_of_a_document_is_told_before_any_is_written() {
    let folder = drill();
    folder.write("x/evaluation.json/mine", "");
    let ran = hazdrill_in(&folder, &["report", "d", "--kinds", "narration,json", "--out", "x", "--lang", "en"]).code(3);
    assert!(ran.err.contains("x/evaluation.json: it is a folder"), "{}", ran.err);
    assert_eq!(folder.names("x"), ["evaluation.json"]);
}
