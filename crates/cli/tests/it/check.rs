//! `hazdrill check`.

use crate::tool::{Folder, hazdrill, hazdrill_in};

/// Two mistakes at once: a duration without its unit, and a field that does not exist.
const BAD: &str = "(format: 1, id: \"x\", limit: 4, limitt: h(1))";

#[test]
fn a_built_in_scenario_is_fine() {
    for (lang, said) in [("zh", "ether-lab：没有问题"), ("en", "ether-lab: no problem")] {
        let ran = hazdrill(&["check", "ether-lab", "--deny", "warnings", "--lang", lang]).code(0);
        assert_eq!(ran.out.trim(), said);
        assert!(ran.err.is_empty(), "{}", ran.err);
    }
}

#[test]
fn all_problems_come_in_one_go_with_code_place_and_caret_on_stderr() {
    let folder = Folder::new();
    folder.write("bad.ron", BAD);
    for (lang, error) in [("zh", "错误[HZ"), ("en", "error[HZ")] {
        let ran = hazdrill_in(&folder, &["check", "bad.ron", "--lang", lang]).code(2);
        assert!(ran.err.matches(error).count() >= 2, "{}", ran.err);
        assert!(ran.err.contains("bad.ron:1:29") && ran.err.contains('^'), "{}", ran.err);
        assert!(ran.out.starts_with("bad.ron"), "the verdict is the result: {}", ran.out);
    }
}

#[test]
fn json_is_one_object_with_all_that_a_program_needs() {
    let folder = Folder::new();
    folder.write("bad.ron", BAD);
    let ran = hazdrill_in(&folder, &["check", "ether-lab", "bad.ron", "--format", "json"]).code(2);
    let json = ran.json();
    assert_eq!((&json["schema"], &json["ok"]), (&"hazdrill/check/1".into(), &false.into()));
    assert_eq!(json["scenarios"][0]["ok"], true);
    let first = &json["scenarios"][1]["diagnostics"][0];
    for key in ["code", "severity", "file", "line", "column", "path", "message", "help", "clause"] {
        assert!(first.get(key).is_some(), "`{key}` in {first}");
    }
}

#[test]
fn an_unknown_scenario_is_told_with_the_nearest_name() {
    for (lang, said) in [("zh", "是不是 `ether-lab`"), ("en", "`ether-lab`")] {
        for command in ["check", "run"] {
            let ran = hazdrill(&[command, "ether-lba", "--lang", lang]).code(2);
            assert!(ran.err.contains("HZ0001") && ran.err.contains(said), "{}", ran.err);
        }
    }
}

#[test]
fn a_warning_passes_unless_it_is_denied() {
    let folder = Folder::new();
    let ran = hazdrill(&["list", "scenarios"]).code(0);
    assert!(ran.out.contains("ether-lab"));
    let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/../report/tests/it/scenario.ron");
    let text =
        std::fs::read_to_string(scenario).unwrap().replace("substance: \"ether\"", "substance: \"diethyl-ether\"");
    folder.write("warned.ron", &text.replace("substances: {},", "use: [\"packs/diethyl-ether.ron\"],"));
    let ran = hazdrill_in(&folder, &["check", "warned.ron", "--lang", "en"]).code(0);
    assert!(ran.err.contains("warning[HZ"), "{}", ran.err);
    hazdrill_in(&folder, &["check", "warned.ron", "--deny", "warnings"]).code(1);
}

#[test]
fn a_file_that_the_system_does_not_let_us_read_is_an_error_of_files() {
    let folder = Folder::new();
    folder.write("file", "");
    let ran = hazdrill_in(&folder, &["check", "file/scenario.ron", "--lang", "en"]).code(3);
    assert!(ran.err.contains("file/scenario.ron"), "{}", ran.err);
}
