//! `hazdrill replay` without `--verify`.

use crate::tool::{Folder, english_letters, hazdrill_in};

/// A run of the built-in scenario, and where its record is.
fn ran(folder: &Folder) -> &'static str {
    hazdrill_in(folder, &["run", "ether-lab", "--seed", "3", "--out", "drill", "--quiet"]);
    "drill/record.jsonl"
}

#[test]
fn a_record_is_told_again_as_it_was_run() {
    let folder = Folder::new();
    let told = hazdrill_in(&folder, &["run", "ether-lab", "--seed", "3", "--out", "drill", "--lang", "en"]);
    let again = hazdrill_in(&folder, &["replay", "drill/record.jsonl", "--lang", "en"]).code(0);
    assert_eq!(again.out, told.out);
}

#[test]
fn every_event_is_told_in_both_languages() {
    let folder = Folder::new();
    let record = ran(&folder);
    let events = folder.read(record).lines().count() - 2;
    for lang in ["zh", "en"] {
        let ran = hazdrill_in(&folder, &["replay", record, "--verbose", "--lang", lang]).code(0);
        assert_eq!(ran.out.lines().filter(|l| l.starts_with('#')).count(), events);
        if lang == "zh" {
            for line in ran.out.lines().filter(|l| l.starts_with('#')) {
                assert!(english_letters(line).is_empty(), "English in a Chinese line: {line}");
            }
        }
    }
}

#[test]
fn why_tells_the_chain_from_the_root() {
    let folder = Folder::new();
    let record = ran(&folder);
    let last = folder.read(record).lines().count() - 2;
    let ran = hazdrill_in(&folder, &["replay", record, "--why", &last.to_string(), "--lang", "en"]).code(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("[EXERCISE]") && lines[0].contains(&format!("event {last}")), "{}", lines[0]);
    assert!(lines.last().unwrap().contains(&format!("#{last} ")), "{}", ran.out);
    assert!(lines[1].contains("begins to leak") || lines[1].contains("#1 "), "{}", ran.out);
}

#[test]
fn why_of_an_event_that_is_not_there_is_wrong_input() {
    let folder = Folder::new();
    let record = ran(&folder);
    let ran = hazdrill_in(&folder, &["replay", record, "--why", "999999", "--lang", "zh"]).code(2);
    assert!(ran.err.contains("没有第 999999 号事件"), "{}", ran.err);
}

#[test]
fn what_is_no_record_is_wrong_input() {
    let folder = Folder::new();
    for (text, said) in
        [("", "第 1 行：文件是空的"), ("hello\n", "第 1 行：不是记录的一行"), ("{\"schema\":\"x\"}", "第 1 行")]
    {
        folder.write("bad.jsonl", text);
        let ran = hazdrill_in(&folder, &["replay", "bad.jsonl", "--lang", "zh"]).code(2);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
