//! What one unit of text may take its numbers from, and whether a number is one of those.

use crate::quantity::Quantity;
use crate::sources::{Object, Sources};
use hazdrill_report::number;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a unit may take its numbers from.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    values: Vec<f64>,
    /// Instants, milliseconds since the start.
    instants: Vec<i64>,
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
        for object in self.objects.iter().chain(&self.scenario).filter(is_named).chain(of_events) {
            pool.values.extend(&object.values);
        }
        for (seat, counts) in &self.seats {
            if text.contains(seat.as_str()) {
                pool.values.extend(counts);
                pool.values.push(0.0);
            }
        }
        for ((from, to), n) in &self.traffic {
            if text.contains(from.as_str()) && text.contains(to.as_str()) {
                pool.values.push(*n);
            }
        }
        for number in &cited {
            self.event(*number, &mut pool);
        }
        // A time from one event to another is told as the difference of the seconds that their clocks show, and by how much
        // it is under or over its limit.
        let second = |event: &u64| Some(self.events.get(*event as usize - 1)?.t_ms?.div_euclid(1000));
        let shown: Vec<i64> = cited.iter().filter_map(second).collect();
        let limits: Vec<f64> = pool.values.iter().copied().filter(|v| v.fract() == 0.0 && *v >= 60.0).collect();
        for (at, a) in shown.iter().enumerate() {
            for took in shown[..at].iter().map(|b| (a - b).abs() as f64) {
                pool.values.extend(limits.iter().map(|limit| took - limit).chain([took]));
            }
        }
        // A row or a paragraph that has the second of an event tells of it.
        let clocks: Vec<i64> =
            found.iter().filter_map(|one| one.clock.filter(|(_, exact)| *exact == 1)).map(|(s, _)| s).collect();
        // From one of its times to another.
        for (at, a) in clocks.iter().enumerate() {
            pool.values.extend(clocks[..at].iter().map(|b| (a - b) as f64));
        }
        if let [from, until] = clocks[..]
            && from <= until
        {
            pool.values.extend(self.together(from - self.starts_s, until - self.starts_s));
        }
        for s in &clocks {
            let from = s - self.starts_s;
            for number in self.by_second.range(from..from + seconds).flat_map(|(_, numbers)| numbers) {
                self.event(*number, &mut pool);
            }
        }
        // How many pieces of evidence are not named one by one.
        let named = cited.len() as f64;
        let more = pool.values.iter().flat_map(|n| [n - named.min(4.0), n - named]);
        let more: Vec<f64> = more.filter(|n| *n > 0.0 && n.fract() == 0.0 && *n < 2000.0).collect();
        pool.values.extend(more);
        pool
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
    fn event(&self, number: u64, pool: &mut Pool) {
        let Some(event) = self.events.get(number as usize - 1) else { return };
        let mut times: Vec<i64> = event.t_ms.into_iter().collect();
        let data = serde_json::to_value(event).expect("an event is JSON")["data"].take();
        figures(&data, &mut pool.values);
        let data_kw = data["heat_kw"].as_f64().map(|kw| kw / 1000.0);
        if let Some(step) = data["step"].as_str() {
            pool.values.extend(self.steps.get(step.rsplit('/').next().unwrap_or(step)).into_iter().flatten());
        }
        if let Value::Object(data) = data {
            times.extend(data.iter().filter(|(key, _)| key.ends_with("_ms")).filter_map(|(_, value)| value.as_i64()));
            pool.values.extend(data.values().filter_map(Value::as_array).map(|list| list.len() as f64));
        }
        let cause = event.causes.first().and_then(|cause| self.events.get(*cause as usize - 1));
        times.extend(cause.and_then(|cause| cause.t_ms));
        // A fire is told in megawatts; an arrival by how long after the release it came.
        pool.values.extend(data_kw);
        let since = event.t_ms.zip(self.release_ms).map(|(t, release)| (t - release) as f64 / 1000.0);
        pool.values.extend(since);
        for a in &times {
            pool.values.extend(times.iter().map(|b| (a - b).abs() as f64 / 1000.0));
        }
        pool.instants.extend(times);
    }

    /// Whether a quantity comes from the pool.
    pub(crate) fn holds(&self, pool: &Pool, one: &Quantity) -> bool {
        if let Some(event) = one.event {
            return self.has_event(event);
        }
        let near = |s: f64, exact: f64| pool.values.iter().any(|value| is_told(value.abs(), s, exact));
        let is_length = one.length.is_some_and(|(s, exact)| near(s, exact));
        let is_clock = one.clock.is_some_and(|(s, exact)| {
            let read = |ms: i64| (ms.div_euclid(1000) + self.starts_s).div_euclid(exact) == s.div_euclid(exact);
            let of_values = pool.values.iter().map(|value| (value * 1000.0).round() as i64);
            pool.instants.iter().copied().chain(of_values).any(read)
        });
        let is_share = one.percent.as_ref().is_some_and(|text| {
            let share = |value: f64| {
                (value * 100.0).floor().to_string() == *text || (value * 100.0).round().to_string() == *text
            };
            // A meter shows whole per cents.
            pool.values.iter().any(|v| share(*v) || number(*v) == *text || v.round().to_string() == *text)
        });
        let is_number = one.number.as_ref().is_some_and(|text| {
            // What is far from it need not be written to be told apart.
            let shown: f64 = text.parse().unwrap_or(f64::NAN);
            let near = |value: &&f64| (value.abs() - shown).abs() <= shown.abs() * 0.06 + 0.06;
            pool.values.iter().filter(near).any(|value| {
                // Marks are cut and not rounded, so that none reaches a grade that it did not.
                let cut = |by: f64| number((value.abs() * by).floor() / by);
                [number(value.abs()), value.abs().to_string(), cut(10.0), cut(100.0)].contains(text)
            })
        });
        is_length || is_clock || is_share || is_number
    }
}

/// Whether a length of time is told as `s`, as exact as that: rounded or cut.
pub(crate) fn is_told(value: f64, s: f64, exact: f64) -> bool {
    (-exact / 2.0 - 0.001..exact).contains(&(value - s))
}

/// Every number in a value.
pub(crate) fn figures(value: &Value, into: &mut Vec<f64>) {
    match value {
        Value::Number(n) => into.extend(n.as_f64()),
        Value::Array(list) => list.iter().for_each(|one| figures(one, into)),
        Value::Object(map) => map.values().for_each(|one| figures(one, into)),
        _ => {}
    }
}
