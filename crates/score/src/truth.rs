//! What was true, and since when: read from the events that changed it, for comparison with what people believed.
//!
//! Not every fact has a truth in a record: what can only be told (a conclusion, a thing agreed) is compared with nothing.

use crate::readings::key_of;
use crate::view::{View, Who};
use hazdrill_model::fact::{FactType, Noticed, find, key};
use hazdrill_model::{Scenario, Value};
use hazdrill_record::{Event, EventId, Happening as H, Word};
use std::collections::{BTreeMap, BTreeSet};

/// The true value of a fact from an instant on.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// When it became so, milliseconds.
    pub t_ms: i64,
    /// The value.
    pub value: Value,
    /// The event; none for what was so from the start.
    pub event: Option<EventId>,
}

/// The truth of every fact that the record tells one of, each with its changes in the order of time.
pub(crate) struct Truth {
    facts: BTreeMap<String, Vec<Change>>,
}

/// What was true, by fact, each with its changes in the order of time.
pub fn truths(scenario: Option<&Scenario>, events: &[Event]) -> BTreeMap<String, Vec<Change>> {
    Truth::read(&View::new(scenario, events)).facts
}

/// Lower ends of the bands of vapour in which the engine tells its truth, percent of LFL.
const BANDS: [f64; 4] = [10.0, 25.0, 50.0, 100.0];
/// A band is left below this share of its lower end.
const BAND_HYSTERESIS: f64 = 0.9;
/// The wind is believed rightly within so many degrees: from 45° on a post in its lee has to move.
const WIND_WITHIN_DEG: f64 = 45.0;

impl Truth {
    /// Reads the truth of a record. An event at an unknown minute changes nothing: nobody can say since when.
    pub(crate) fn read(view: &View<'_>) -> Self {
        let mut truth = Self { facts: BTreeMap::new() };
        if let Some(scenario) = view.scenario {
            let from = Value::Number(scenario.weather.from.value());
            truth.facts.insert(key::WIND.to_owned(), vec![Change { t_ms: 0, value: from, event: None }]);
        }
        let mut leaks = Leaks::default();
        let mut people = People::new(view);
        for event in view.events {
            let Some(t_ms) = event.t_ms else { continue };
            truth.learn(view, event, t_ms, &mut leaks);
            for (fact, number) in people.after(view, event) {
                truth.change(fact, t_ms, Value::Number(number), event.seq);
            }
        }
        truth
    }

    /// The changes of a fact; none where the record tells no truth of it.
    pub(crate) fn of(&self, fact: &str) -> Option<&[Change]> {
        match self.facts.get(fact) {
            Some(changes) => Some(changes),
            None if at_first(fact).is_some() => Some(&[]),
            None => None,
        }
    }

    /// Every fact that became so by an event, with its changes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[Change])> {
        self.facts.iter().map(|(fact, changes)| (fact.as_str(), changes.as_slice()))
    }

    fn change(&mut self, fact: String, t_ms: i64, value: Value, event: EventId) {
        let changes = self.facts.entry(fact).or_default();
        // Time in a record does not run back; in one typed by hand it may, and is then taken as it stands.
        let t_ms = changes.last().map_or(t_ms, |last| last.t_ms.max(t_ms));
        if changes.last().is_none_or(|last| last.value != value) {
            changes.push(Change { t_ms, value, event: Some(event) });
        }
    }

    fn learn(&mut self, view: &View<'_>, event: &Event, t_ms: i64, leaks: &mut Leaks) {
        let place = event.place.as_deref();
        let mut set = |fact: String, value: Value| self.change(fact, t_ms, value, event.seq);
        let at = |key: &str| format!("{key}:{}", place.unwrap_or_default());
        let flag = Value::Flag;
        match &event.what {
            H::Became(became) => {
                if let Some(value) = &became.value {
                    set(became.fact.to_string(), value.clone());
                }
            }
            H::LeakStarted(leak) => {
                leaks.started += 1;
                if leaks.started == 1 {
                    if let Some(place) = place {
                        set(key::LEAK_PLACE.to_owned(), Value::Word(place.into()));
                    }
                    if !leak.substance.is_empty() {
                        set(key::LEAK_SUBSTANCE.to_owned(), Value::Word(leak.substance.clone()));
                    }
                }
                set(key::LEAK_STOPPED.to_owned(), flag(false));
            }
            H::LeakStopped(_) => {
                leaks.stopped += 1;
                if leaks.stopped >= leaks.started {
                    set(key::LEAK_STOPPED.to_owned(), flag(true));
                }
            }
            H::PowerCut(_) => set(at(key::POWER_CUT), flag(true)),
            H::VentilationSwitched(to) => {
                set(at(key::VENTILATION), flag(&*to.mode == "emergency"));
            }
            H::CordonClosed(_) => set(key::CORDON.to_owned(), flag(true)),
            H::Explosion(_) => set(at(key::EXPLOSION), flag(true)),
            H::Ignition(_) => set(at(key::IGNITION), flag(true)),
            H::FireStarted(_) => set(at(key::FIRE), flag(true)),
            H::FireOut(_) => set(at(key::FIRE), flag(false)),
            H::AreaEvacuated(area) => set(format!("{}:{}", key::EVACUATED, area.area), flag(true)),
            H::WindTurned(wind) => set(key::WIND.to_owned(), Value::Number(wind.from_deg)),
            H::Made(made) => set(made.fact.to_string(), flag(true)),
            H::Declared(said) => set(said.fact.to_string(), said.value.clone().unwrap_or(flag(true))),
            H::AllClear(_) => set(key::ALL_CLEAR.to_owned(), flag(true)),
            H::Arrived(_) => {
                let crew = event.actor.as_deref().filter(|a| matches!(view.who(a), Some(Who::Crew(..))));
                let name = crew.and_then(|crew| crew.split_once('/')).map(|(_, name)| name);
                if let (Some(name), Some(place)) = (name, place) {
                    set(format!("{}:{name}", key::CREW_AT), Value::Word(place.into()));
                }
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Leaks {
    started: u64,
    stopped: u64,
}

/// People whose place decides a number that others believe: who lies hurt, and who is truly missing.
///
/// A person counts as missing, once a head count has named them at any time, while they are inside the building of the
/// leak: whoever stands outside unseen is not missing in truth, whatever the list says.
struct People<'a> {
    named: BTreeSet<&'a str>,
    inside: BTreeSet<&'a str>,
    counted: bool,
    /// Where each person who cannot walk lies.
    lying: BTreeMap<&'a str, &'a str>,
    at: BTreeMap<&'a str, u64>,
}

impl<'a> People<'a> {
    fn new(view: &View<'a>) -> Self {
        let counts = view.events.iter().filter_map(|e| match &e.what {
            H::HeadCounted(count) => Some(count.missing.iter().map(|name| &**name)),
            _ => None,
        });
        let named: BTreeSet<&str> = counts.flatten().collect();
        let starts_inside =
            |name: &&&str| view.who(name).is_some_and(|who| view.building.contains(who.start().as_str()));
        let inside = named.iter().filter(starts_inside).copied().collect();
        Self { named, inside, counted: false, lying: BTreeMap::new(), at: BTreeMap::new() }
    }

    /// What `event` changes: facts with their new numbers.
    fn after(&mut self, view: &View<'a>, event: &'a Event) -> Vec<(String, f64)> {
        let (before, place) = (self.inside.len(), event.place.as_deref());
        let (mut changes, mut begins) = (Vec::new(), false);
        match &event.what {
            H::HeadCounted(_) => begins = !std::mem::replace(&mut self.counted, true),
            H::Arrived(_) => {
                if let (Some(who), Some(place)) = (event.actor.as_deref(), place) {
                    self.goes(view, who, place);
                }
            }
            H::Injured(hurt) if !hurt.walks => self.lies(event, &mut changes),
            H::Died(_) => self.lies(event, &mut changes),
            H::Rescued(rescued) => self.carried(&rescued.who, place, &mut changes),
            H::Delivered(delivered) => self.carried(&delivered.who, None, &mut changes),
            _ => {}
        }
        if self.counted && (begins || self.inside.len() != before) {
            changes.push((key::PEOPLE_MISSING.to_owned(), self.inside.len() as f64));
        }
        changes
    }

    fn goes(&mut self, view: &View<'a>, who: &'a str, place: &str) {
        if !self.named.contains(who) {
            return;
        }
        if view.building.contains(place) {
            self.inside.insert(who);
        } else {
            self.inside.remove(who);
        }
    }

    fn lies(&mut self, event: &'a Event, changes: &mut Vec<(String, f64)>) {
        if let (Some(who), Some(place)) = (event.actor.as_deref(), event.place.as_deref()) {
            self.put(who, Some(place), changes);
        }
    }

    fn carried(&mut self, who: &'a [Word], to: Option<&'a str>, changes: &mut Vec<(String, f64)>) {
        for name in who {
            self.inside.remove(&**name);
            self.put(name, to, changes);
        }
    }

    fn put(&mut self, who: &'a str, place: Option<&'a str>, changes: &mut Vec<(String, f64)>) {
        let before = match place {
            Some(place) => self.lying.insert(who, place),
            None => self.lying.remove(who),
        };
        if before == place {
            return;
        }
        let mut step = |place: &'a str, more: bool| {
            let n = self.at.entry(place).or_default();
            *n = if more { *n + 1 } else { n.saturating_sub(1) };
            changes.push((format!("{}:{place}", key::INJURED), *n as f64));
        };
        if let Some(before) = before {
            step(before, false);
        }
        if let Some(place) = place {
            step(place, true);
        }
    }
}

/// What is so before any event makes it otherwise: flags that the world or somebody's word sets are unset, nobody lies hurt.
pub(crate) fn at_first(fact: &str) -> Option<Value> {
    const SET_BY_EVENTS: &[&str] = &[
        key::LEAK_STOPPED,
        key::POWER_CUT,
        key::VENTILATION,
        key::CORDON,
        key::EXPLOSION,
        key::IGNITION,
        key::FIRE,
        key::EVACUATED,
        key::ALL_CLEAR,
    ];
    let fact_key = key_of(fact);
    let is_made = |noticed: &Noticed| matches!(noticed, Noticed::Works | Noticed::Declared);
    let made = || find(fact_key).is_some_and(|f| f.value == FactType::Flag && f.noticed.iter().any(is_made));
    match fact_key {
        key::INJURED => Some(Value::Number(0.0)),
        _ if SET_BY_EVENTS.contains(&fact_key) || made() => Some(Value::Flag(false)),
        _ => None,
    }
}

/// Whether a belief is right: vapour by its band, the wind within 45°, all else exactly.
pub(crate) fn agrees(fact: &str, believed: &Value, truth: &Value) -> bool {
    match (key_of(fact), believed, truth) {
        (key::VAPOUR, Value::Number(a), Value::Number(b)) => {
            let band = |percent: f64| BANDS.iter().filter(|edge| percent >= **edge).count();
            // On its way down a value keeps its band for a while.
            band(*a) == band(*b) || band(*a / BAND_HYSTERESIS) == band(*b)
        }
        (key::WIND, Value::Number(a), Value::Number(b)) => {
            let apart = (a - b).rem_euclid(360.0);
            apart.min(360.0 - apart) < WIND_WITHIN_DEG
        }
        _ => believed == truth,
    }
}
