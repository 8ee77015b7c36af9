//! Larger drills, made from a shipped one.

use hazdrill::Checked;
use hazdrill::model::{Scenario, check, limits};
use hazdrill::scenario::{Overrides, apply};
use serde_json::Value;

/// Ten times as many of every group of people; the posts and the crews stay as they are.
pub(crate) fn ten_times_the_people(scenario: &Checked) -> Checked {
    let sets: Vec<String> =
        scenario.people.iter().map(|(id, g)| format!("people.{id}.count={}", g.count * 10)).collect();
    let overrides = Overrides::parse(&sets, &[] as &[&str]).expect("the paths are those of the scenario");
    apply(scenario, &overrides).checked.expect("ten times the people are within the limits")
}

/// Many of every organisation, with its people, around the same leak: `firm`, `firm-2` … Each speaks with those of its own
/// number, so there are as many times the people and the messages. Ten of each, or as many as the limit of seats lets be;
/// gives how many.
pub(crate) fn many_of_all(scenario: &Checked) -> (usize, Checked) {
    let seats: usize = scenario.organisations.values().map(|o| o.posts.len() + o.crews.len()).sum();
    let times = (limits::POSTS / seats).min(10);
    let mut json = serde_json::to_value(scenario.scenario()).expect("a scenario holds nothing that JSON cannot");
    let ids = |map: &Value| map.as_object().expect("a map").keys().cloned().collect::<Vec<String>>();
    let (organisations, people) = (ids(&json["organisations"]), ids(&json["people"]));
    let crews = organisations.iter().flat_map(|o| ids(&json["organisations"][o]["crews"]));
    let names: Vec<String> = crews.chain(organisations.iter().chain(&people).cloned()).collect();
    for (key, ids) in [("organisations", &organisations), ("people", &people)] {
        for number in 2..=times {
            for id in ids {
                let copy = renumbered(&json[key][id], number, &names);
                json[key][format!("{id}-{number}")] = copy;
            }
        }
    }
    let scenario: Scenario = serde_json::from_value(json).expect("a copy reads as its original does");
    let (checked, findings) = check(scenario);
    let checked = checked.unwrap_or_else(|| panic!("{times} of every organisation are no scenario: {findings:?}"));
    (times, checked)
}

/// A copy in which every name of an organisation, a group or a crew has a number: `fire/chief` becomes `fire-2/chief`.
fn renumbered(value: &Value, number: usize, names: &[String]) -> Value {
    let word = |text: &String| {
        let pieces = text.split_inclusive(['/', ':']).map(|piece| {
            let name = piece.trim_end_matches(['/', ':']);
            let mark = &piece[name.len()..];
            if names.iter().any(|n| n == name) { format!("{name}-{number}{mark}") } else { piece.to_owned() }
        });
        pieces.collect::<String>()
    };
    match value {
        Value::String(text) => Value::String(word(text)),
        Value::Array(list) => list.iter().map(|one| renumbered(one, number, names)).collect(),
        Value::Object(map) => map.iter().map(|(key, one)| (word(key), renumbered(one, number, names))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}
