//! What the scenario states: each thing with a name, each step and each inject, with the figures that stand in it.

use crate::pool::{figures, key};
use crate::sources::{Object, Sources};
use hazdrill_model::{Lang, Scenario};
use hazdrill_report::condition;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl Sources<'_> {
    /// Takes in the scenario: each thing with a name and the figures that stand in it.
    pub(crate) fn scenario(&mut self, scenario: &Scenario) {
        let json = serde_json::to_value(scenario).expect("a scenario is JSON");
        self.part(&json, None, "@");
        for (organisation, body) in &scenario.organisations {
            // How many different tasks of a kind it has.
            let mut tasks: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
            for step in body.procedures.values().flatten() {
                let act = self.names.act_of(&format!("{organisation}/{}", step.by), &step.step);
                tasks.entry(step.act.word()).or_default().insert(act);
            }
            let tasks = tasks.values().map(|acts| (key("@tasks of a kind"), acts.len() as f64)).collect();
            let (labels, values) = (vec![self.names.organisation(organisation)], tasks);
            self.scenario.push(Object { labels, events: BTreeSet::new(), values });
            for step in body.procedures.values().flatten() {
                let label = self.names.act_of(&format!("{organisation}/{}", step.by), &step.step);
                let mut values = Vec::new();
                figures(&serde_json::to_value(step).expect("a step is JSON"), "@step", &mut values);
                self.steps.entry(step.step.to_string()).or_default().extend(values.iter().cloned());
                self.scenario.push(Object { labels: vec![label], events: BTreeSet::new(), values });
            }
        }
        for inject in scenario.injects.values() {
            // What the condition says besides its figure: `after: explosion`.
            let when = condition::when(self.names, &inject.when);
            let words = when.split(|c: char| c.is_ascii_digit()).max_by_key(|words| words.len()).unwrap_or("");
            let words = words.trim_start_matches(" min ").trim();
            let mut values = Vec::new();
            figures(&serde_json::to_value(&inject.when).expect("a condition is JSON"), "@inject/when", &mut values);
            self.scenario.push(Object { labels: vec![words.to_owned()], events: BTreeSet::new(), values });
            if let Some(answer) = &inject.answer {
                let mut values = Vec::new();
                figures(&serde_json::to_value(answer).expect("an answer is JSON"), "@inject/answer", &mut values);
                let by = self.names.organisation(&answer.by);
                let expected =
                    inject.expect.as_ref().map(|text| text.get(self.names.lang()).trim_end_matches(['.', '。']));
                for label in expected.map(str::to_owned).into_iter().chain([by]) {
                    let values = values.clone();
                    self.scenario.push(Object { labels: vec![label], events: BTreeSet::new(), values });
                }
            }
        }
    }

    fn part(&mut self, value: &Value, id: Option<&str>, path: &str) {
        match value {
            Value::Array(list) => list.iter().for_each(|one| self.part(one, None, &format!("{path}/*"))),
            Value::Object(map) => {
                let lang = if self.names.lang() == Lang::Zh { "zh" } else { "en" };
                let name = map.get("name").and_then(|name| name.get(lang)).and_then(Value::as_str);
                let vessel = || map.get("vessel").and_then(Value::as_str).and_then(|vessel| self.called(vessel));
                let labels = name.map(str::to_owned).or_else(vessel).or_else(|| id.and_then(|id| self.called(id)));
                let mut values = Vec::new();
                for (name, field) in map.iter().filter(|(name, _)| *name != "procedures") {
                    figures(field, &format!("{path}/{name}"), &mut values);
                }
                // A substance is told in degrees, per cent and parts per million.
                if map.contains_key("cas") {
                    let told = values.iter().flat_map(|(path, v)| {
                        let ways = [("degrees C", v - 273.15), ("per cent", v * 100.0), ("ppm", v * 1_000_000.0)];
                        ways.map(|(unit, v)| (key(&format!("{path}, {unit}")), v))
                    });
                    let told: Vec<_> = told.collect();
                    values.extend(told);
                }
                self.scenario.push(Object { labels: labels.into_iter().collect(), events: BTreeSet::new(), values });
                for (name, field) in map {
                    const BY_ID: [&str; 5] = ["crews", "posts", "releases", "targets", "substances"];
                    let is_id = BY_ID.iter().any(|list| path.ends_with(&format!("/{list}")));
                    let step = if is_id || self.called(name).is_some() { "*" } else { name };
                    self.part(field, Some(name), &format!("{path}/{step}"));
                }
            }
            _ => {}
        }
    }
}
