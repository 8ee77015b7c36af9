//! Texts that hold digits of their own and stand in documents as they are: names, addressees, clauses, fingerprints.

use crate::quantity::digits;
use crate::{Made, VERSION};
use hazdrill_model::{Lang, Scenario};
use hazdrill_record::{Event, Happening};
use hazdrill_report::Names;
use hazdrill_report::office::Filed;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Texts that hold digits of their own, and so are taken as they are: the longest first, found by their first number.
pub(crate) struct Quoted {
    pub(crate) texts: Vec<String>,
    pub(crate) by_number: BTreeMap<String, Vec<usize>>,
}

impl Quoted {
    pub(crate) fn new(mut texts: Vec<String>) -> Self {
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        texts.dedup();
        let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            by_number.entry(digits(text).next().unwrap_or_default().to_owned()).or_default().push(at);
        }
        Self { texts, by_number }
    }

    pub(crate) fn take_out(&self, mut text: String) -> String {
        let mut there: Vec<usize> = digits(&text).filter_map(|n| self.by_number.get(n)).flatten().copied().collect();
        there.sort_unstable();
        there.dedup();
        for at in there {
            if text.contains(self.texts[at].as_str()) {
                text = text.replace(self.texts[at].as_str(), "◇");
            }
        }
        text
    }
}

/// Texts of the evaluation and the scenario that hold digits of their own.
pub(crate) fn quoted(names: &Names<'_>, events: &[Event], evaluation: &Value, scenario: &Value) -> Vec<String> {
    let mut texts = BTreeSet::new();
    strings(evaluation, &mut texts);
    strings(scenario, &mut texts);
    for id in names.scenario().into_iter().flat_map(Scenario::actors) {
        texts.insert(names.actor(&id));
    }
    texts.extend(addressees(names, events));
    let codes: Vec<String> =
        texts.iter().flat_map(|text| text.split([' ', '表', '（'])).filter(|w| is_code(w)).map(str::to_owned).collect();
    texts.extend(names.starts().map(|[year, month, day, ..]| match names.lang() {
        Lang::Zh => format!("{year}年{month}月{day}日"),
        Lang::En => {
            const MONTHS: [&str; 12] = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ];
            format!("{day} {} {year}", MONTHS[usize::from(month) - 1])
        }
    }));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).map(|c| c.len_utf8().min(2)).sum::<usize>();
    let mut all = BTreeSet::new();
    for text in texts.iter().filter(|text| text.bytes().any(|b| b.is_ascii_digit()) && letters(text) > 2) {
        // As documents cite them: without the mark of what is unverified and without the stop, or with a capital.
        let bare = text.trim_start_matches("unverified: ").trim_start_matches("未核实：");
        let bare = bare.trim().trim_end_matches(['。', '.', '；', ';']);
        let mut letters = bare.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        all.extend([text.clone(), bare.to_owned(), capital]);
    }
    all.extend(codes);
    all.into_iter().collect()
}

/// Whether a word is the number of a table of a standard: `A.2-12`.
fn is_code(word: &str) -> bool {
    let mut parts = word.split(['.', '-']);
    let letter = parts.next().is_some_and(|first| first.len() == 1 && first.chars().all(|c| c.is_ascii_uppercase()));
    let numbers: Vec<_> = parts.collect();
    letter && !numbers.is_empty() && numbers.iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Who is spoken to together, in the record and in the procedures: such a text says how many they are.
fn addressees(names: &Names<'_>, events: &[Event]) -> Vec<String> {
    let said = events.iter().filter_map(|event| match &event.what {
        Happening::Said(said) => Some(names.actors(said.to.iter().map(|to| &**to))),
        _ => None,
    });
    let mut texts: Vec<String> = said.collect();
    // Whom a head count misses.
    for event in events.iter().filter(|event| matches!(event.what, Happening::HeadCounted(_))) {
        let mut lists = Vec::new();
        id_lists(&serde_json::to_value(event).expect("an event is JSON")["data"], &mut lists);
        texts.extend(lists.iter().map(|ids| names.actors(ids.iter().map(String::as_str))));
    }
    for (organisation, body) in names.scenario().into_iter().flat_map(|scenario| &scenario.organisations) {
        for step in body.procedures.values().flatten() {
            let mut lists = Vec::new();
            id_lists(&serde_json::to_value(step).expect("a step is JSON"), &mut lists);
            for ids in lists {
                let full =
                    ids.iter().map(|id| if id.contains('/') { id.clone() } else { format!("{organisation}/{id}") });
                let full: Vec<String> = full.collect();
                texts.push(names.actors(full.iter().map(String::as_str)));
            }
        }
    }
    texts
}

/// The lists of ids in a value.
fn id_lists(value: &Value, into: &mut Vec<Vec<String>>) {
    match value {
        Value::Array(list) => {
            let ids: Vec<String> = list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            if ids.len() > 1 {
                into.push(ids);
            }
            for one in list {
                id_lists(one, into);
            }
        }
        Value::Object(map) => map.values().for_each(|one| id_lists(one, into)),
        _ => {}
    }
}

/// Fingerprints and sizes as documents cite them: of the scenario, the record, the files of the set.
pub(crate) fn fingerprints(scenario: &Scenario, evaluation: &Value, made: &[Made]) -> Vec<String> {
    let json = serde_json::to_vec(scenario).expect("a scenario is JSON");
    let mut texts = vec![Filed::new("", &json).hash, format!("hazdrill {VERSION}"), VERSION.to_owned()];
    texts.extend(evaluation["record_hash"].as_str().map(|hash| hash.chars().take(12).collect()));
    for made in made {
        let Filed { name, bytes, hash } = Filed::new(&made.name, &made.bytes);
        texts.push(format!("{name} | {bytes} | {hash}"));
    }
    texts
}

fn strings(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            into.insert(text.clone());
        }
        Value::Array(list) => list.iter().for_each(|one| strings(one, into)),
        Value::Object(map) => map.values().for_each(|one| strings(one, into)),
        _ => {}
    }
}
