//! What one unit of text may take its numbers from, each with its place, and the places that a number may come from.

use crate::quantity::Quantity;
use crate::sources::{Object, Sources};
use hazdrill_report::number;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The place of a value: its path with `*` for whatever has an id or stands in a list; of an event `!` and its field, of
/// the scenario `@` and its path.
pub(crate) type Key = Rc<str>;

/// Fields that say by when something was to be.
const LIMITS: [&str; 3] = ["/target", "/target_s", "/limit_s"];

pub(crate) fn key(path: &str) -> Key {
    Rc::from(path)
}

/// What a unit may take its numbers from.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    values: Vec<(Key, f64)>,
    /// Instants, milliseconds since the start.
    instants: Vec<(Key, i64)>,
}

impl Pool {
    fn put(&mut self, path: &str, value: f64) {
        self.values.push((key(path), value));
    }
}

impl Sources<'_> {
    /// What this text may take its numbers from.
    pub(crate) fn pool(&self, text: &str, found: &[Quantity], seconds: i64) -> Pool {
        let mut pool = Pool::default();
        let cited: Vec<u64> = found.iter().filter_map(|one| one.event).collect();
        let is_named = |object: &&Object| {
            !object.labels.is_empty() && object.labels.iter().all(|label| text.contains(label.as_str()))
        };
        let of_events =
            cited.iter().filter_map(|event| self.by_event.get(event)).flatten().map(|at| &self.objects[*at]);
        let named = self.objects.iter().chain(&self.scenario).filter(is_named);
        for object in named.chain(of_events) {
            pool.values.extend(object.values.iter().cloned());
        }
        for (seat, counts) in &self.seats {
            if text.contains(seat.as_str()) {
                for kind in &self.kinds {
                    pool.put(&format!("events of the seat/{kind}"), counts.get(kind).copied().unwrap_or(0.0));
                }
            }
        }
        for ((from, to), n) in &self.traffic {
            if text.contains(from.as_str()) && text.contains(to.as_str()) {
                pool.put("messages heard", *n);
            }
        }
        for number in &cited {
            self.event(*number, '!', &mut pool);
        }
        // A time from one event to another is told as the difference of the seconds that their clocks show, and by how much
        // it is under or over its limit.
        let second = |event: &u64| Some(self.events.get(*event as usize - 1)?.t_ms?.div_euclid(1000));
        let shown: Vec<i64> = cited.iter().filter_map(second).collect();
        let is_limit =
            |(path, v): &(Key, f64)| LIMITS.iter().any(|limit| path.ends_with(limit)).then_some((path.clone(), *v));
        let limits: Vec<(Key, f64)> = pool.values.iter().filter_map(is_limit).collect();
        for (at, a) in shown.iter().enumerate() {
            for took in shown[..at].iter().map(|b| (a - b).abs() as f64) {
                pool.values.extend(limits.iter().map(|(path, v)| (key(&format!("between cited - {path}")), took - v)));
                pool.put("between cited", took);
            }
        }
        // A row or a paragraph that has the second of an event tells of it.
        let clocks: Vec<i64> =
            found.iter().filter_map(|one| one.clock.filter(|(_, exact)| *exact == 1)).map(|(s, _)| s).collect();
        // From one of its times to another.
        for (at, a) in clocks.iter().enumerate() {
            for b in &clocks[..at] {
                pool.put("between clocks", (a - b) as f64);
            }
        }
        if let [from, until] = clocks[..]
            && from <= until
        {
            for n in self.together(from - self.starts_s, until - self.starts_s) {
                pool.put("did the same", n);
            }
        }
        // Where it cites none and has one clock, of what those did whom it names.
        for s in &clocks {
            let from = s - self.starts_s;
            for number in self.by_second.range(from..from + seconds).flat_map(|(_, numbers)| numbers) {
                if seconds > 1 || clocks.len() > 1 || !cited.is_empty() || self.is_about(*number, text) {
                    self.event(*number, '~', &mut pool);
                }
            }
        }
        // How many pieces of evidence are not named one by one.
        let named = cited.len() as f64;
        let is_count = |path: &Key| path.starts_with("len ") || path.starts_with("events of the seat/");
        let more = pool.values.iter().filter(|(path, _)| is_count(path)).flat_map(|(path, n)| {
            [(key(&format!("{path} - 4")), n - named.min(4.0)), (key(&format!("{path} - cited")), n - named)]
        });
        let more: Vec<(Key, f64)> = more.filter(|(_, n)| *n > 0.0 && *n < 2000.0).collect();
        pool.values.extend(more);
        pool
    }

    /// Whether a text names who did an event; where nobody did it, its place.
    fn is_about(&self, number: u64, text: &str) -> bool {
        let Some(event) = self.events.get(number as usize - 1) else { return false };
        let group = |actor: &str| {
            let member = |(_, n): &(&str, &str)| n.bytes().all(|b| b.is_ascii_digit());
            self.names.actor(actor.rsplit_once('.').filter(member).map_or(actor, |(group, _)| group))
        };
        match (event.actor.as_deref(), event.place.as_deref()) {
            (Some(actor), _) => text.contains(&group(actor)) || text.contains(&self.names.actor(actor)),
            (None, Some(place)) => text.contains(&self.names.place(place)),
            (None, None) => true,
        }
    }

    /// How many members of each group did the same within these seconds.
    fn together(&self, from: i64, until: i64) -> Vec<f64> {
        let mut groups: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for number in self.by_second.range(from..=until).flat_map(|(_, numbers)| numbers) {
            let event = &self.events[*number as usize - 1];
            if let Some((group, _)) = event.actor.as_deref().and_then(|actor| actor.rsplit_once('.')) {
                groups.entry((group, event.kind())).or_default().extend(event.actor.as_deref());
            }
        }
        groups.values().map(|members| members.len() as f64).collect()
    }

    /// The figures of an event: its data, its time, how long it waited and took.
    /// They have `!` where the event is cited, `~` where it is known by its clock.
    fn event(&self, number: u64, by: char, pool: &mut Pool) {
        let Some(event) = self.events.get(number as usize - 1) else { return };
        let mut times: Vec<(String, i64)> = event.t_ms.map(|t| (format!("{by}t"), t)).into_iter().collect();
        let data = serde_json::to_value(event).expect("an event is JSON")["data"].take();
        figures(&data, &by.to_string(), &mut pool.values);
        // A fire is told in megawatts; an arrival by how long after the release it came.
        if let Some(kw) = data["heat_kw"].as_f64() {
            pool.put(&format!("{by}heat_mw"), kw / 1000.0);
        }
        if let Some(step) = data["step"].as_str() {
            let steps = self.steps.get(step.rsplit('/').next().unwrap_or(step));
            pool.values.extend(steps.into_iter().flatten().cloned());
        }
        if let Value::Object(data) = data {
            let is_time = |(key, value): (&String, &Value)| {
                key.ends_with("_ms").then(|| value.as_i64()).flatten().map(|ms| (format!("{by}{key}"), ms))
            };
            times.extend(data.iter().filter_map(is_time));
            for (name, list) in data.iter().filter_map(|(name, value)| Some((name, value.as_array()?))) {
                pool.put(&format!("len {by}{name}"), list.len() as f64);
            }
        }
        let cause = event.causes.first().and_then(|cause| self.events.get(*cause as usize - 1));
        times.extend(cause.and_then(|cause| cause.t_ms).map(|t| (format!("{by}t of its cause"), t)));
        let since = event.t_ms.zip(self.release_ms).map(|(t, release)| (t - release) as f64 / 1000.0);
        if let Some(since) = since {
            pool.put(&format!("{by}t - release"), since);
        }
        for (at, (a_name, a)) in times.iter().enumerate() {
            for (b_name, b) in &times[..at] {
                pool.put(&format!("{b_name} - {a_name}"), (a - b).abs() as f64 / 1000.0);
            }
        }
        pool.instants.extend(times.iter().map(|(name, t)| (key(name), *t)));
    }

    /// The places in the pool that a quantity may come from.
    pub(crate) fn places(&self, pool: &Pool, one: &Quantity) -> BTreeSet<Key> {
        let values = pool.values.iter().filter(|(_, value)| self.is_value(*value, one));
        let instants = pool.instants.iter().filter(|(_, ms)| self.is_instant(*ms, one));
        values.map(|(path, _)| path.clone()).chain(instants.map(|(path, _)| path.clone())).collect()
    }

    fn is_instant(&self, ms: i64, one: &Quantity) -> bool {
        one.clock
            .is_some_and(|(s, exact)| (ms.div_euclid(1000) + self.starts_s).div_euclid(exact) == s.div_euclid(exact))
    }

    fn is_value(&self, value: f64, one: &Quantity) -> bool {
        let is_share = |text: &String| {
            let rounded = [(value * 100.0).floor(), (value * 100.0).round(), value.round()].map(|v| v.to_string());
            // A meter shows whole per cents.
            rounded.contains(text) || number(value) == *text
        };
        let is_number = |text: &String| {
            // What is far from it need not be written to be told apart.
            let shown: f64 = text.parse().unwrap_or(f64::NAN);
            if (value.abs() - shown).abs() > shown.abs() * 0.06 + 0.06 {
                return false;
            }
            // Marks are cut and not rounded, so that none reaches a grade that it did not.
            let cut = |by: f64| number((value.abs() * by).floor() / by);
            [number(value.abs()), value.abs().to_string(), cut(10.0), cut(100.0)].contains(text)
        };
        one.length.is_some_and(|(s, exact)| is_told(value.abs(), s, exact))
            || self.is_instant((value * 1000.0).round() as i64, one)
            || one.percent.as_ref().is_some_and(is_share)
            || one.number.as_ref().is_some_and(is_number)
    }
}

/// Whether a length of time is told as `s`: rounded to the second; from an hour on, where it is as exact as a minute, cut;
/// a time since the start cut to the second, which is exact to 0.
pub(crate) fn is_told(value: f64, s: f64, exact: f64) -> bool {
    const HAIR: f64 = 0.001;
    let off = value - s;
    if exact == 0.0 { (-HAIR..1.0).contains(&off) } else { off >= -0.5 - HAIR && off < exact.max(1.0) - 0.5 + HAIR }
}

/// Every number in a value, each with its path.
pub(crate) fn figures(value: &Value, path: &str, into: &mut Vec<(Key, f64)>) {
    match value {
        Value::Number(n) => into.extend(n.as_f64().map(|n| (key(path), n))),
        Value::Array(list) => list.iter().for_each(|one| figures(one, &format!("{path}/*"), into)),
        Value::Object(map) => map.iter().for_each(|(name, one)| figures(one, &format!("{path}/{name}"), into)),
        _ => {}
    }
}
