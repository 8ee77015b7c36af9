//! `hazdrill replay --verify`.

use crate::tool::{Folder, hazdrill_in};

fn ran(folder: &Folder, more: &[&str]) -> &'static str {
    let args = ["run", "ether-lab", "--seed", "5", "--out", "drill", "--quiet", "--force"];
    hazdrill_in(folder, &[&args, more].concat());
    "drill/record.jsonl"
}

#[test]
fn a_run_repeats_itself_to_the_byte() {
    let folder = Folder::new();
    let record = ran(&folder, &[]);
    for (lang, said) in [("zh", "一致"), ("en", "The same")] {
        let ran = hazdrill_in(&folder, &["replay", record, "--verify", "--lang", lang]).code(0);
        assert!(ran.out.starts_with(said), "{}", ran.out);
    }
}

#[test]
fn so_does_one_that_is_saved_and_restored_on_the_way() {
    let folder = Folder::new();
    let record = ran(&folder, &["--until", "10min"]);
    for every in ["1", "7", "100"] {
        hazdrill_in(&folder, &["replay", record, "--verify", "--resume-every", every]).code(0);
    }
}

#[test]
fn so_does_one_with_overrides_and_a_limit() {
    let folder = Folder::new();
    let record = ran(&folder, &["--set", "channels.telephone.lost=0.3", "--scale", "roads=2", "--until", "20min"]);
    hazdrill_in(&folder, &["replay", record, "--verify"]).code(0);
}

#[test]
fn a_changed_letter_breaks_the_chain() {
    let folder = Folder::new();
    let record = ran(&folder, &["--until", "10min"]);
    folder.write(record, &folder.read(record).replacen("\"seq\":2,", "\"seq\":2 ,", 1));
    let ran = hazdrill_in(&folder, &["replay", record, "--verify", "--lang", "en"]).code(1);
    assert!(ran.out.starts_with("Not the same: line 3: the hash chain is broken"), "{}", ran.out);
}

#[test]
fn a_forged_record_with_a_whole_chain_is_found_out() {
    let folder = Folder::new();
    let record = ran(&folder, &["--until", "10min"]);
    let text = folder.read(record);
    // Another seed, all hashes made anew: only a re-run tells.
    let mut hash = String::new();
    let mut forged = Vec::new();
    for line in text.lines() {
        let (body, _) = line.rsplit_once(",\"hash\":").unwrap();
        let body = format!("{}}}", body.replacen("\"seed\":5", "\"seed\":6", 1));
        hash = hazdrill_record::chain_hash(&hash, &body);
        forged.push(format!("{},\"hash\":\"{hash}\"}}\n", body.strip_suffix('}').unwrap()));
    }
    folder.write(record, &forged.concat());
    let ran = hazdrill_in(&folder, &["replay", record, "--verify", "--lang", "en"]).code(1);
    assert!(ran.out.starts_with("Not the same from line "), "{}", ran.out);
}

#[test]
fn a_record_that_breaks_off_differs_where_it_breaks_off() {
    let folder = Folder::new();
    let record = ran(&folder, &["--until", "10min"]);
    let text = folder.read(record);
    let lines = text.lines().count();
    let cut: Vec<&str> = text.split_inclusive('\n').take(lines - 1).collect();
    folder.write(record, &cut.concat());
    let ran = hazdrill_in(&folder, &["replay", record, "--verify", "--lang", "en"]).code(1);
    assert!(ran.out.starts_with("Not the same from line "), "{}", ran.out);
}

#[test]
fn a_record_typed_by_hand_cannot_be_run_again() {
    let folder = Folder::new();
    folder.write("typed.jsonl", "{\"seq\":1,\"t_ms\":0,\"kind\":\"leak_started\",\"actor\":null}\n");
    let ran = hazdrill_in(&folder, &["replay", "typed.jsonl", "--verify", "--lang", "en"]).code(2);
    assert!(ran.err.contains("has no header"), "{}", ran.err);
}

#[test]
fn what_is_no_record_is_wrong_input_and_not_a_difference() {
    let folder = Folder::new();
    folder.write("bad.jsonl", "nonsense\n");
    hazdrill_in(&folder, &["replay", "bad.jsonl", "--verify"]).code(2);
}
