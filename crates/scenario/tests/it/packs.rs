//! Packs: what wins, what is merged, what is refused.

use hazdrill_model::{Channel, Id, Lang};
use std::fs;
use std::path::Path;

#[test]
fn a_scenario_overrides_a_pack_field_by_field() {
    let loaded = super::load(
        r#"(format: 1, id: "x", use: ["base.ron"], channels: { "telephone": calls(lost: 0.5) }, limit: h(1))"#,
    );
    let scenario = loaded.checked.clone().unwrap_or_else(|| panic!("{}", loaded.render(Lang::En)));
    let Channel::Calls(line) = &scenario.channels["telephone"] else { panic!("not a telephone") };
    assert_eq!(line.lost.value(), 0.5);
    assert_eq!(line.misheard.value(), 0.03, "the rest of the channel comes from the pack");
    assert_eq!(scenario.limit.seconds(), 3600.0);
    assert_eq!(scenario.packs, ["base.ron"], "the list stays as its author wrote it");
}

#[test]
fn another_variant_and_a_list_replace_what_was_there() {
    let loaded = super::load(
        r#"(format: 1, id: "x", use: ["base.ron"], expect: [],
            roads: { "main-road": (drive: uniform(from: min(4), to: min(6))) })"#,
    );
    let scenario = loaded.checked.unwrap();
    assert!(scenario.expect.is_empty());
    assert_eq!(scenario.roads[&Id::new("main-road").unwrap()].drive.typical().seconds(), 300.0);
}

#[test]
fn a_problem_in_a_pack_is_shown_in_the_pack() {
    let loaded = hazdrill_scenario::load_file(Path::new("tests/broken/error-in-pack.ron"));
    assert!(loaded.render(Lang::En).contains("wrong.pack:2:10"), "{}", loaded.render(Lang::En));
}

#[test]
fn packs_together_are_held_to_the_size_of_a_file() {
    let folder = std::env::temp_dir().join(format!("hazdrill-packs-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for name in ["a.ron", "b.ron"] {
        fs::write(folder.join(name), format!("(aims: []) // {}", "x".repeat(3_000_000))).unwrap();
    }
    fs::write(folder.join("scenario.ron"), "(use: [\"a.ron\", \"b.ron\"])").unwrap();
    let loaded = hazdrill_scenario::load_file(&folder);
    fs::remove_dir_all(&folder).unwrap();
    assert!(loaded.diagnostics.iter().any(|d| d.code().to_string() == "HZ0002"), "{}", loaded.render(Lang::En));
}

#[test]
fn a_fan_of_packs_ends() {
    let uses: String = (0..100).map(|n| n.to_string()).map(|n| ["\"p", &n, ".ron\", "].concat()).collect();
    let folder = std::env::temp_dir().join(format!("hazdrill-fan-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for n in 0..100 {
        fs::write(folder.join(format!("p{n}.ron")), format!("(use: [\"p{}.ron\", \"p{}.ron\"])", n + 1, n + 2))
            .unwrap();
    }
    let text = format!("(format: 1, use: [{uses}])");
    let loaded = hazdrill_scenario::load_text("fan.ron", &text, Some(&folder));
    fs::remove_dir_all(&folder).unwrap();
    assert!(loaded.diagnostics.iter().any(|d| d.code().to_string() == "HZ0008"), "{}", loaded.render(Lang::En));
}

/// A folder of texts that is gone afterwards.
fn in_folder(name: &str, files: &[(&str, &str)], look: impl FnOnce(&Path)) {
    let folder = std::env::temp_dir().join(format!("hazdrill-{name}-{}", std::process::id()));
    for (file, text) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    look(&folder);
    fs::remove_dir_all(&folder).unwrap();
}

const LAB: &str = include_str!("../../../../scenarios/ether-lab/scenario.ron");

#[test]
fn scenarios_in_folders_of_their_own_share_the_packs_beside_them() {
    let mine = LAB.replace("\"packs/targets-cn.ron\",", "\"packs/targets-cn.ron\", \"packs/mine.ron\",");
    let files = [("lab/scenario.ron", mine.as_str()), ("packs/mine.ron", "(limit: h(2))")];
    in_folder("beside", &files, |folder| {
        let loaded = hazdrill_scenario::load_file(&folder.join("lab"));
        assert!(loaded.checked.is_some(), "{}", loaded.render(Lang::En));
        let loaded = hazdrill_scenario::load_text("x", &mine.replace("mine.ron", "min.ron"), Some(&folder.join("lab")));
        assert!(loaded.render(Lang::Zh).contains("是不是 `packs/mine.ron`"), "{}", loaded.render(Lang::Zh));
    });
}

#[test]
fn a_pack_that_uses_its_own_name_is_laid_over_the_built_in_one() {
    let over = "(use: [\"packs/fire-cn.ron\"], organisations: {\"fire\": (crews: {\"engine-1\": (people: 4)})})";
    in_folder("over", &[("scenario.ron", LAB), ("packs/fire-cn.ron", over)], |folder| {
        let loaded = hazdrill_scenario::load_file(folder);
        let scenario = loaded.checked.clone().unwrap_or_else(|| panic!("{}", loaded.render(Lang::En)));
        assert_eq!(scenario.organisations["fire"].crews["engine-1"].people, 4);
        assert_eq!(scenario.organisations["fire"].crews["engine-2"].people, 5, "the rest is the built-in pack's");
    });
}

#[test]
fn a_pack_that_replaces_a_built_in_one_by_a_few_fields_is_told_so() {
    let alone = "(organisations: {\"fire\": (crews: {\"engine-1\": (people: 4)})})";
    in_folder("alone", &[("scenario.ron", LAB), ("packs/fire-cn.ron", alone)], |folder| {
        let loaded = hazdrill_scenario::load_file(folder);
        assert!(loaded.checked.is_none());
        let said = loaded.render(Lang::En);
        assert!(said.contains("HZ0009") && said.contains("use: [\"packs/fire-cn.ron\"]"), "{said}");
    });
}

#[test]
fn what_is_wrong_in_a_pack_is_told_with_the_fields_that_override_it() {
    let other = LAB.replace("\"packs/diethyl-ether.ron\"", "\"packs/acetone.ron\"");
    let said = hazdrill_scenario::load_text("other.ron", &other, None).render(Lang::En);
    assert!(said.contains("organisations.firm.posts.finder.handles; the same fields"), "{said}");
}
