//! The format is plain RON, and what we ship and document loads.

use hazdrill_model::{Id, Inject, Lang, Step, Target};
use hazdrill_scenario::{builtin_packs, builtin_scenarios, load_builtin};
use ron::extensions::Extensions;
use std::collections::BTreeMap;

fn plain_ron() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}

#[test]
fn shipped_files_are_plain_ron() {
    for file in builtin_scenarios().iter().chain(builtin_packs()) {
        let read = plain_ron().from_str::<ron::Value>(file.text);
        assert!(read.is_ok(), "{}: {}", file.name, read.unwrap_err());
    }
}

#[test]
fn shipped_scenarios_load_without_a_word() {
    for scenario in builtin_scenarios() {
        let loaded = load_builtin(scenario.name);
        assert!(loaded.checked.is_some() && loaded.diagnostics.is_empty(), "{}", loaded.render(Lang::En));
    }
}

#[test]
fn the_base_of_the_tests_loads_without_a_word() {
    let loaded = super::load(&super::base());
    assert!(loaded.checked.is_some() && loaded.diagnostics.is_empty(), "{}", loaded.render(Lang::En));
    assert!(plain_ron().from_str::<ron::Value>(&super::base()).is_ok());
}

/// The parts of a scenario that need no pack.
#[derive(serde::Deserialize)]
struct Parts {
    people: BTreeMap<Id, hazdrill_model::Group>,
    organisations: BTreeMap<Id, hazdrill_model::Organisation>,
    places: BTreeMap<Id, hazdrill_model::Place>,
    targets: BTreeMap<Id, Target>,
}

/// A scenario that is read as the types read it by the reference reader is the same scenario.
#[test]
fn our_reader_and_the_reference_agree() {
    // The reference reader drops the word of a variant where a type takes several shapes.
    let text = super::base().replace("believed(\"leak.place\")", "\"lab\"");
    let own = super::load(&text).checked.unwrap();
    let reference: Parts = plain_ron().from_str(&text).unwrap();
    assert_eq!(own.people, reference.people);
    assert_eq!(own.organisations, reference.organisations);
    assert_eq!(own.places, reference.places);
    assert_eq!(own.targets, reference.targets);
}

/// The complete parts of the example in the description of the format.
#[test]
fn the_example_of_the_format_is_accepted() {
    let procedures = r#"{ "answer-alarm": [
        ( step: "dispatch", by: "dispatcher",
          when: all([knows("leak.place"), not(knows("leak.stopped"))]),
          takes: lognormal(median: s(45), spread: 0.3),
          do: dispatch(crews: ["engine-1"], to: believed("leak.place")),
          limit: s(60), basis: "15 分钟消防时间 [S]", ),
        ( step: "size-up", by: "chief", when: arrived("engine-1"), takes: uniform(from: min(1), to: min(3)),
          do: measure(facts: ["leak.substance", "vapour.percent_lfl"], at: believed("leak.place")), ),
        ( step: "report", by: "chief",
          when: any([done("size-up"), waited(time: min(5), since: arrived("engine-1"))]), takes: fixed(s(10)),
          do: tell(whom: ["emergency-bureau/duty"], facts: ["leak.substance", "people.missing"], by: ["telephone"]), ),
        ( step: "withdraw", by: "chief", urgent: true, when: believes(fact: "vapour.percent_lfl", above: 50),
          takes: fixed(s(5)), do: withdraw(crews: ["engine-1"], to: "assembly"), ),
    ] }"#;
    let injects = r#"{ "road-closed": (when: at(min(12)), do: close_road("ring-road"),
        expect: (zh: "改道并报告", en: "Takes another road and reports")) }"#;
    let targets = r#"{ "turnout": (from: dispatched("fire"), to: left("fire"), limit: s(45), kind: norm, weight: 2,
        source: "119 出动, 昼间 [S]") }"#;
    let options = plain_ron();
    let simple = procedures.replace("believed(\"leak.place\")", "\"lab\"");
    assert_eq!(options.from_str::<BTreeMap<Id, Vec<Step>>>(&simple).unwrap().len(), 1);
    assert!(options.from_str::<BTreeMap<Id, Inject>>(injects).is_ok());
    assert!(options.from_str::<BTreeMap<Id, Target>>(targets).is_ok());
    // The same steps through our own reader, in a scenario that has what they name.
    let text = super::base()
        .replacen("\"alarm\": [", &format!("{}, \"alarm\": [", procedures.trim_matches(['{', '}', ' '])), 1)
        .replacen("injects: {", &format!("injects: {{ {},", injects.trim_matches(['{', '}', ' '])), 1)
        .replace(
            "step: \"dispatch\", by: \"dispatcher\",\n          when",
            "step: \"send\", by: \"dispatcher\",\n          when",
        )
        .replace("emergency-bureau/duty", "firm/head")
        .replace("engine-1", "engine")
        .replace("\"assembly\"", "\"gate\"")
        .replace("ring-road", "main-road");
    let loaded = super::load(&text);
    assert!(loaded.checked.is_some(), "{}", loaded.render(Lang::En));
}
