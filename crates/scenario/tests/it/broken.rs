//! Every scenario in `tests/broken` fails, and says so in the words that stand beside it.
//!
//! To accept changed words: `HAZDRILL_BLESS=1 cargo test -p hazdrill-scenario`, then read the difference.

use hazdrill_model::Lang;
use hazdrill_scenario::{FileProblem, Loaded, Problem, load_file};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/broken")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "ron") && path.file_stem().is_some_and(|s| s != "base"))
        .collect();
    cases.sort();
    cases
}

/// Paths with `/`, whatever the system.
fn load(path: &Path) -> Loaded {
    load_file(Path::new(&path.to_str().unwrap().replace('\\', "/")))
}

#[test]
fn broken_scenarios_say_what_is_wrong() {
    let bless = std::env::var_os("HAZDRILL_BLESS").is_some();
    let cases = cases();
    assert!(cases.len() >= 40, "{} cases are too few", cases.len());
    let mut changed = Vec::new();
    for path in cases {
        let loaded = load(&path);
        for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let said = loaded.render(lang);
            let file = path.with_extension(format!("{name}.txt"));
            if bless {
                fs::write(&file, said).unwrap();
            } else if fs::read_to_string(&file).unwrap_or_default() != said {
                changed.push(format!("{}:\n{said}", file.display()));
            }
        }
    }
    assert!(changed.is_empty(), "these words changed (accept with HAZDRILL_BLESS=1):\n{}", changed.join("\n"));
}

#[test]
fn every_problem_has_a_place_and_only_warnings_load() {
    for path in cases() {
        let loaded = load(&path);
        let is_warning = path.ends_with("warnings-only.ron");
        assert_eq!(loaded.checked.is_some(), is_warning, "{}", path.display());
        assert!(!loaded.diagnostics.is_empty(), "{}", path.display());
        assert!(loaded.has_warnings() || !is_warning);
        for diagnostic in &loaded.diagnostics {
            assert!(diagnostic.place.is_some(), "{}: {diagnostic:?}", path.display());
        }
    }
}

#[test]
fn json_says_the_same_as_the_text() {
    let loaded = load(Path::new("tests/broken/bare-numbers.ron"));
    let json = loaded.to_json(Lang::En);
    assert_eq!(json.len(), loaded.diagnostics.len());
    let first = &json[0];
    assert_eq!(first["code"], "HZ0206");
    assert_eq!(first["severity"], "error");
    assert_eq!((first["line"].as_u64(), first["column"].as_u64()), (Some(3), Some(10)));
    assert_eq!(first["path"], "limit");
    assert_eq!(first["message"], "a duration is written with its unit, for example `s(4)`");
}

#[test]
fn a_problem_names_the_clause_that_its_step_serves() {
    let text =
        super::base().replace("takes: fixed(s(30)),\n            do: dispatch", "takes: 30,\n            do: dispatch");
    let loaded = super::load(&text);
    assert_eq!(loaded.diagnostics[0].clause.as_deref(), Some("GB 12345 第 6.7 条"));
}

#[test]
fn a_scenario_that_is_not_there_is_told_with_the_nearest_name() {
    let loaded = hazdrill_scenario::resolve("ether-lap");
    assert!(matches!(&loaded.diagnostics[0].problem, Problem::File(FileProblem::NotFound { .. })));
    assert!(loaded.render(Lang::Zh).contains("是不是 `ether-lab`"), "{}", loaded.render(Lang::Zh));
    assert!(!loaded.is_unreadable_file());
    assert!(hazdrill_scenario::resolve("tests/no-such-folder").checked.is_none());
}

#[test]
fn the_cases_meet_most_codes() {
    let met: BTreeSet<String> =
        cases().iter().flat_map(|path| load(path).diagnostics).map(|d| d.code().to_string()).collect();
    // Not in a file: missing and unreadable files, sizes, and overrides; rubrics have files of their own.
    let elsewhere = ["HZ0001", "HZ0002", "HZ0004", "HZ0008", "HZ0210", "HZ0604"];
    let missed: Vec<String> = hazdrill_scenario::Code::ALL
        .iter()
        .map(ToString::to_string)
        .filter(|code| {
            !met.contains(code)
                && !elsewhere.contains(&code.as_str())
                && !code.starts_with("HZ07")
                && !code.starts_with("HZ08")
        })
        .collect();
    assert!(missed.is_empty(), "no broken scenario shows {missed:?}");
}
