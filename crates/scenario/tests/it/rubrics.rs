//! Rubrics: every file in `tests/broken-rubrics` fails, and says so in the words that stand beside it; those that ship are
//! sound.

use hazdrill_model::Lang;
use hazdrill_scenario::{builtin_packs, builtin_standards, lint, load_yardstick};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/broken-rubrics")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "ron"))
        .collect();
    cases.sort();
    cases
}

#[test]
fn broken_rubrics_say_what_is_wrong() {
    let bless = std::env::var_os("HAZDRILL_BLESS").is_some();
    let (mut changed, mut codes) = (Vec::new(), BTreeSet::new());
    for path in cases() {
        let linted = lint(&path.to_str().unwrap().replace('\\', "/"));
        assert!(!linted.is_usable, "{}", path.display());
        for diagnostic in &linted.loaded.diagnostics {
            assert!(diagnostic.place.is_some(), "{}: {diagnostic:?}", path.display());
            codes.insert(diagnostic.code().to_string());
        }
        for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let said = linted.loaded.render(lang);
            let file = path.with_extension(format!("{name}.txt"));
            if bless {
                fs::write(&file, said).unwrap();
            } else if fs::read_to_string(&file).unwrap_or_default() != said {
                changed.push(format!("{}:\n{said}", file.display()));
            }
        }
    }
    assert!(changed.is_empty(), "these words changed (accept with HAZDRILL_BLESS=1):\n{}", changed.join("\n"));
    for code in
        ["HZ0301", "HZ0202", "HZ0204", "HZ0206", "HZ0207", "HZ0405", "HZ0407", "HZ0801", "HZ0802", "HZ0803", "HZ0804"]
    {
        assert!(codes.contains(code), "no broken rubric shows {code}; there are {codes:?}");
    }
}

#[test]
fn what_ships_is_sound_and_found_by_its_name() {
    let standards = builtin_standards();
    let rubrics: Vec<&str> = standards.rubrics.keys().map(|id| &**id).collect();
    assert_eq!(rubrics, ["cn-aqt9009", "cn-law", "hseep", "nfpa"]);
    assert!(standards.clocks.len() >= 30, "{} clocks", standards.clocks.len());
    assert!(!standards.clocks.contains_key("local-phone-30"), "rules of one place hold nowhere else");
    for name in rubrics.into_iter().chain(["clocks-cn", "clocks-local-cn", "packs/targets-cn.ron"]) {
        let linted = lint(name);
        assert!(linted.is_usable && linted.loaded.diagnostics.is_empty(), "{name}: {}", linted.loaded.render(Lang::En));
        assert!(load_yardstick(name).yardstick.is_some(), "{name}");
    }
    let one = load_yardstick("cn-law").yardstick.unwrap().standards;
    assert_eq!(one.rubrics.len(), 1);
    assert!(one.clocks.contains_key("493-09-unit-to-county"), "a rubric comes with the clocks that it speaks of");
    assert!(builtin_packs().iter().any(|pack| pack.name == "packs/rubric-cn-law.ron"));
}

#[test]
fn nothing_is_verified_that_was_not_read() {
    // The texts of these were not seen: every figure of theirs carries the mark.
    let standards = builtin_standards();
    for id in ["cn-aqt9009", "hseep", "nfpa"] {
        let rubric = &standards.rubrics[id];
        assert!(!rubric.source.is_verified() && rubric.items.values().all(|item| !item.source.is_verified()), "{id}");
    }
    let unverified = standards.clocks.iter().filter(|(_, clock)| !clock.source.is_verified());
    assert_eq!(unverified.map(|(id, _)| id.to_string()).collect::<Vec<_>>(), ["mep17-report"]);
}
