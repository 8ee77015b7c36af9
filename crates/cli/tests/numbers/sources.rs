//! Where the numbers of a unit of text may come from: the objects of the evaluation that it names or whose events it cites,
//! the events themselves, the figures of the scenario that it names. Nothing else of the evaluation: a number that stands
//! somewhere in it is no evidence.

use crate::pool::{Key, figures, key};
use hazdrill_model::Lang;
use hazdrill_record::{Event, Happening};
use hazdrill_report::{Names, fact};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Keys whose whole numbers are events.
const EVENTS: &[&str] = &[
    "action",
    "became",
    "because",
    "event",
    "events",
    "evidence",
    "entered_by",
    "explosion_events",
    "failed_events",
    "first",
    "from",
    "headquarters",
    "heard",
    "idle_after",
    "known",
    "last",
    "last_act",
    "learned",
    "root",
    "said",
    "second",
    "started",
    "tried",
    "until",
    "waited",
    "worst",
    "declared",
];
/// Keys whose text is what an object is called.
const LABELS: &[&str] = &[
    "actor",
    "by",
    "crew",
    "fact",
    "from",
    "goal",
    "id",
    "name",
    "organisation",
    "receiver",
    "seat",
    "text",
    "title",
    "to",
    "what",
    "words",
];

/// An object of the evaluation or of the scenario.
#[derive(Debug, Default)]
pub(crate) struct Object {
    /// A text that names it holds all of these.
    pub(crate) labels: Vec<String>,
    pub(crate) events: BTreeSet<u64>,
    /// Each with the place that it has.
    pub(crate) values: Vec<(Key, f64)>,
}

impl Object {
    fn put(&mut self, path: &str, value: f64) {
        self.values.push((key(path), value));
    }
}

/// All sources of a record.
pub(crate) struct Sources<'a> {
    pub(crate) names: &'a Names<'a>,
    pub(crate) events: &'a [Event],
    /// Rows of a timeline or events of a record: numbers that may be cited.
    pub(crate) citable: BTreeSet<u64>,
    pub(crate) starts_s: i64,
    /// When the release began, milliseconds.
    pub(crate) release_ms: Option<i64>,
    pub(crate) objects: Vec<Object>,
    pub(crate) by_event: BTreeMap<u64, Vec<usize>>,
    /// Numbers of the events of each second since the start.
    pub(crate) by_second: BTreeMap<i64, Vec<u64>>,
    /// How often each seat did what, by the kind of event.
    pub(crate) seats: BTreeMap<String, BTreeMap<&'a str, f64>>,
    /// Every kind of event that a seat did.
    pub(crate) kinds: BTreeSet<&'a str>,
    pub(crate) traffic: BTreeMap<(String, String), f64>,
    pub(crate) scenario: Vec<Object>,
    /// What anybody or anything is called, the longest first; no name holds a digit.
    pub(crate) called: Vec<String>,
    /// Figures of the steps of that name.
    pub(crate) steps: BTreeMap<String, Vec<(Key, f64)>>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(names: &'a Names<'a>, events: &'a [Event], evaluation: &Value) -> Self {
        let mut all = Self {
            names,
            events,
            citable: events.iter().map(|event| event.seq).collect(),
            starts_s: names.scenario().map_or(0, |s| s.starts.seconds_of_day()),
            release_ms: evaluation.pointer("/stamps/t0_release/s").and_then(Value::as_f64).map(|s| (s * 1000.0) as i64),
            objects: Vec::new(),
            by_event: BTreeMap::new(),
            by_second: BTreeMap::new(),
            seats: BTreeMap::new(),
            kinds: BTreeSet::new(),
            traffic: BTreeMap::new(),
            scenario: Vec::new(),
            steps: BTreeMap::new(),
            called: Vec::new(),
        };
        all.collect(evaluation, None, "");
        for (at, object) in all.objects.iter().enumerate() {
            for event in &object.events {
                all.by_event.entry(*event).or_default().push(at);
            }
        }
        for event in events {
            if let Some(ms) = event.t_ms {
                all.by_second.entry(ms.div_euclid(1000)).or_default().push(event.seq);
            }
        }
        all.count();
        all.groups(evaluation);
        if let Some(scenario) = names.scenario() {
            all.scenario(scenario);
        }
        let labels = all.objects.iter().chain(&all.scenario).flat_map(|object| &object.labels);
        let labels = labels.chain(all.seats.keys()).filter(|label| label.chars().count() > 1);
        let called: BTreeSet<&String> = labels.filter(|label| !label.bytes().any(|b| b.is_ascii_digit())).collect();
        let mut called: Vec<String> = called.into_iter().cloned().collect();
        called.sort_by_key(|name| std::cmp::Reverse(name.len()));
        all.called = called;
        all
    }

    /// Takes in the objects of the evaluation. `key` is the key of an object in a map by id.
    fn collect(&mut self, value: &Value, key: Option<&str>, path: &str) {
        match value {
            Value::Array(list) => {
                let first = self.objects.len();
                for one in list {
                    self.collect(one, None, &format!("{path}/*"));
                }
                // Documents call problems by their place in the list.
                if key == Some("problems") {
                    let tops = self.objects[first..].iter_mut().filter(|object| !object.events.is_empty());
                    tops.zip(1..).for_each(|(object, n)| object.put("problem's number", f64::from(n)));
                }
            }
            Value::Object(map) => {
                let mut object = Object::default();
                let answers = map.get("problems").and_then(Value::as_array).into_iter().flatten();
                answers.filter_map(Value::as_f64).for_each(|at| object.put("problem's number", at + 1.0));
                object.labels.extend(key.and_then(|key| self.called(key)));
                for (name, field) in map {
                    self.field(&mut object, name, field, &format!("{path}/{name}"));
                }
                // A kept target is told by how much: the difference is no field of its own.
                let time = |key: &str| map.get(key).and_then(Value::as_f64);
                let two = |a: &str, b: &str| time(a).zip(time(b));
                let counts = map.get("counts").and_then(Value::as_object);
                let count = |key: &str| counts?.get(key)?.as_f64();
                let reckoned = [
                    ("actual - target", two("target", "actual").map(|(target, actual)| actual - target)),
                    // Marks are a share of a weight.
                    ("value x weight", two("value", "weight").map(|(share, weight)| share * weight)),
                    ("until_s - from_s", two("from_s", "until_s").map(|(from, until)| until - from)),
                    ("open", two("not_judged", "unknown").map(|(a, b)| a + b)),
                    ("open", count("not_judged").zip(count("unknown")).map(|(a, b)| a + b)),
                ];
                for (name, value) in reckoned {
                    if let Some(value) = value {
                        object.put(&format!("{path}/{name}"), value);
                    }
                }
                // What a problem cost stands in a paragraph that tells its effect and its cause.
                let lang = if self.names.lang() == Lang::Zh { "zh" } else { "en" };
                if let (Some(effect), Some(lost)) = (map.get("effect").and_then(|e| e[lang].as_str()), time("lost_s")) {
                    let labels = vec![effect.trim_end_matches(['.', '。']).to_owned()];
                    self.objects.push(Object {
                        labels,
                        events: BTreeSet::new(),
                        values: vec![(key_of(path, "lost_s"), lost)],
                    });
                }
                // Advice that several get stands once, under the numbers of the problems.
                if let (Some(measure), Some(problems)) =
                    (map.get("measure").and_then(|m| m[lang].as_str()), map.get("problems"))
                {
                    let first = measure.chars().next().map_or(0, char::len_utf8);
                    let labels = vec![measure[first..].trim_end_matches(['.', '。']).to_owned()];
                    let numbers = problems.as_array().into_iter().flatten().filter_map(Value::as_f64);
                    let values = numbers.map(|at| (crate::pool::key("problem's number"), at + 1.0)).collect();
                    self.objects.push(Object { labels, events: BTreeSet::new(), values });
                }
                // A time is told as the difference of what the clocks of its two events show, and so is what it is over.
                let ends = map.get("evidence").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let second = |event: &Value| {
                    let event = self.events.get(usize::try_from(event.as_u64()?).ok()?.checked_sub(1)?)?;
                    Some(event.t_ms?.div_euclid(1000))
                };
                if let [from, .., to] = ends
                    && let Some((from, to)) = second(from).zip(second(to))
                {
                    let took = (to - from) as f64;
                    object.put(&format!("{path}/between its evidence"), took);
                    let limit = ["target", "target_s", "limit_s"].iter().find_map(|key| time(key));
                    if let Some(limit) = limit {
                        object.put(&format!("{path}/over its limit"), took - limit);
                    }
                }
                // The most in any of its windows.
                let windows = map.get("windows").and_then(Value::as_array).into_iter().flatten();
                let most = windows.filter_map(|window| window["reports"].as_f64()).reduce(f64::max);
                if let Some(most) = most {
                    object.put(&format!("{path}/most reports"), most);
                }
                // What an organisation took in all.
                if key.is_some() && map.values().all(Value::is_number) {
                    let sum = map.values().filter_map(Value::as_f64).sum::<f64>() / 1000.0;
                    object.put(&format!("{path}/sum"), sum);
                }
                self.objects.push(object);
                for (name, field) in map {
                    let step = if self.called(name).is_some() { "*" } else { name };
                    self.collect(field, Some(name), &format!("{path}/{step}"));
                }
            }
            _ => {}
        }
    }

    fn field(&self, object: &mut Object, name: &str, field: &Value, path: &str) {
        let is_event = EVENTS.contains(&name);
        match field {
            Value::Number(n) => {
                let value = n.as_f64().unwrap_or(0.0);
                if let Some(event) = n.as_u64().filter(|_| is_event) {
                    object.events.insert(event);
                } else {
                    object.put(path, value);
                    if !name.ends_with("_s") && value >= 500.0 {
                        // It may be milliseconds.
                        object.put(&format!("{path} ms"), value / 1000.0);
                    }
                }
            }
            Value::String(text) if LABELS.contains(&name) => object.labels.extend(self.called(text)),
            Value::Array(list) => {
                object.put(&format!("len {path}"), list.len() as f64);
                if is_event || name == "messages" {
                    object.events.extend(list.iter().filter_map(Value::as_u64));
                }
                // The dead and the seriously hurt, as they were and as they were believed.
                if ["truth", "believed"].contains(&name) {
                    list.iter().filter_map(Value::as_f64).for_each(|n| object.put(&format!("{path}/*"), n));
                }
            }
            Value::Object(map) => {
                let text = map.get(if self.names.lang() == Lang::Zh { "zh" } else { "en" }).and_then(Value::as_str);
                match text {
                    // A sentence may begin with a capital and end with another stop.
                    Some(text) if LABELS.contains(&name) => {
                        let first = text.chars().next().map_or(0, char::len_utf8);
                        object.labels.push(text[first..].trim_end_matches(['.', '。']).to_owned());
                    }
                    Some(_) => {}
                    // Parts without a name of their own belong to the whole: an age, a count.
                    None => {
                        for (name, field) in map {
                            let step = if self.called(name).is_some() { "*" } else { name };
                            self.field(object, name, field, &format!("{path}/{step}"));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// What the texts call an id; none where it is no id of anybody or any fact.
    pub(crate) fn called(&self, id: &str) -> Option<String> {
        let names = self.names;
        if id == "-" {
            return Some(if names.lang() == Lang::Zh { "无" } else { "nobody" }.to_owned());
        }
        let called =
            [names.organisation(id), names.actor(id), names.vessel(id), names.place(id), fact::name(names, id)];
        called.into_iter().find(|name| name != id)
    }

    /// What each seat did, and who spoke to whom, counted from the events.
    fn count(&mut self) {
        let mut counts: BTreeMap<(String, &'a str), f64> = BTreeMap::new();
        for event in self.events {
            let Some(actor) = event.actor.as_deref() else { continue };
            let group =
                actor.rsplit_once('.').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit())).map_or(actor, |(g, _)| g);
            *counts.entry((self.names.actor(group), event.kind())).or_default() += 1.0;
            if let (Happening::Heard(heard), Some(to)) = (&event.what, event.organisation()) {
                let from = heard.from.split('/').next().unwrap_or("");
                let pair = (self.names.organisation(from), self.names.organisation(to));
                *self.traffic.entry(pair).or_default() += 1.0;
            }
        }
        self.kinds.extend(["failed", "forgotten", "refused"]);
        for ((seat, kind), n) in counts {
            self.kinds.insert(kind);
            self.seats.entry(seat).or_default().insert(kind, n);
        }
    }

    /// Sentences that tell several counts at once, by a word that stands in them: the clocks of the law by their state, the
    /// people hurt.
    fn groups(&mut self, evaluation: &Value) {
        let mut states: BTreeMap<&str, f64> = BTreeMap::new();
        let label = |word: &str| vec![word.to_owned()];
        for clock in evaluation["clocks"].as_array().into_iter().flatten() {
            *states.entry(clock["state"].as_str().unwrap_or_default()).or_default() += 1.0;
        }
        let mut hurt = Vec::new();
        figures(&evaluation["casualties"], "/casualties", &mut hurt);
        let clocks = states.into_iter().map(|(state, n)| (key_of("clocks that are", state), n)).collect();
        let told = match self.names.lang() {
            Lang::Zh => [("按时 ", clocks), ("人员：", hurt)],
            Lang::En => [("kept ", clocks), ("People: ", hurt)],
        };
        for (word, values) in told {
            self.objects.push(Object { labels: label(word), events: BTreeSet::new(), values });
        }
    }

    pub(crate) fn starts_s(&self) -> i64 {
        self.starts_s
    }

    /// Whether a number of an event stands in the record.
    pub(crate) fn has_event(&self, event: u64) -> bool {
        self.citable.contains(&event)
    }
}

/// The key of a field of an object.
fn key_of(path: &str, name: &str) -> Key {
    key(&format!("{path}/{name}"))
}

impl Sources<'_> {
    /// The text with `◆` for each name in it.
    pub(crate) fn plain(&self, text: &str) -> String {
        let mut plain = text.to_owned();
        for name in self.called.iter().filter(|name| text.contains(name.as_str())) {
            plain = plain.replace(name.as_str(), "◆");
        }
        plain
    }
}
