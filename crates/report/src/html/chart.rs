//! What drawings have in common: organisations with colour and sign, a time axis, the width of a text.

use super::page::{attribute, escape};
use crate::document::Source;
use crate::say::put;
use hazdrill_record::Event;
use std::collections::BTreeSet;

/// Colours that people with any colour vision tell apart, each with the ink that is read on it: the palette of Okabe and
/// Ito (2008), and a grey.
const COLOURS: [(&str, &str); 9] = [
    ("#0072b2", "#fff"),
    ("#e69f00", "#000"),
    ("#009e73", "#000"),
    ("#cc79a7", "#000"),
    ("#d55e00", "#000"),
    ("#56b4e9", "#000"),
    ("#595959", "#fff"),
    ("#f0e442", "#000"),
    ("#000", "#fff"),
];

/// An organisation as it is drawn.
pub(super) struct Organisation {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) colour: &'static str,
    pub(super) ink: &'static str,
    /// One or two letters that no other has: colour alone never tells.
    pub(super) sign: String,
}

/// The organisations of the scenario and of the record, by id.
pub(super) fn organisations(source: &Source<'_>) -> Vec<Organisation> {
    let own = source.names.scenario().into_iter().flat_map(|s| s.organisations.keys().map(hazdrill_model::Id::as_str));
    let acting = source.events.iter().filter_map(Event::organisation);
    let ids: BTreeSet<&str> = own.chain(acting).collect();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    ids.into_iter()
        .enumerate()
        .map(|(at, id)| {
            let name = source.names.organisation(id);
            let sign = sign(&name, &taken);
            taken.insert(sign.clone());
            let (colour, ink) = COLOURS[at % COLOURS.len()];
            Organisation { id: id.to_owned(), name, colour, ink, sign }
        })
        .collect()
}

/// A hanzi of the name, or its first letter and another, that is not taken yet.
fn sign(name: &str, taken: &BTreeSet<String>) -> String {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let Some(first) = letters.first() else { return "?".to_owned() };
    let signs: Vec<String> = if first.is_ascii() {
        letters.iter().skip(1).map(|second| format!("{first}{second}")).collect()
    } else {
        letters.iter().map(char::to_string).collect()
    };
    let free = signs.iter().find(|sign| !taken.contains(*sign));
    free.or(signs.first()).cloned().unwrap_or_else(|| first.to_string())
}

/// The instant at which the record ends.
pub(super) fn end_ms(source: &Source<'_>) -> i64 {
    let last = source.events.iter().rev().find_map(|e| e.t_ms).unwrap_or(0);
    let ended = source.evaluation.ended_at_s.map_or(0, crate::say::ms);
    last.max(ended).max(1)
}

/// Time from left to right.
pub(super) struct Axis {
    pub(super) left: f64,
    pub(super) right: f64,
    end_ms: i64,
}

impl Axis {
    pub(super) fn new(left: f64, right: f64, end_ms: i64) -> Self {
        Self { left, right, end_ms }
    }

    /// Where an instant stands.
    pub(super) fn x(&self, t_ms: i64) -> f64 {
        let share = (t_ms.clamp(0, self.end_ms) as f64) / self.end_ms as f64;
        self.left + share * (self.right - self.left)
    }

    /// Lines at round times, with the clock above or below at `text_y`.
    pub(super) fn ticks(&self, source: &Source<'_>, top: f64, bottom: f64, text_y: f64) -> String {
        const MINUTE: i64 = 60_000;
        let steps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440];
        let step = steps.into_iter().find(|step| self.end_ms / (step * MINUTE) <= 10).unwrap_or(1440) * MINUTE;
        // Round on the clock of the scenario, not since its start.
        let day = source.names.scenario().map_or(0, |s| s.starts.seconds_of_day() * 1000);
        let mut t = (day + step - 1).div_euclid(step) * step - day;
        let mut out = String::new();
        while t <= self.end_ms {
            let x = px(self.x(t));
            let clock = source.names.clock(Some(t));
            // The day stands in the table of stages.
            let clock = clock.rsplit(' ').next().unwrap_or(&clock);
            let clock = escape(clock.get(..5).unwrap_or(clock));
            put!(
                out,
                "<path class=\"tick\" d=\"M{x} {}V{}\"/><text class=\"tick\" x=\"{x}\" y=\"{}\">{clock}</text>",
                px(top),
                px(bottom),
                px(text_y)
            );
            t += step;
        }
        out
    }
}

/// A length of a drawing: one decimal is finer than anybody sees, and keeps the file small.
pub(super) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// How wide a text will be: a hanzi is as wide as it is high, a Latin letter a little more than half.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.58 * size } else { size }).sum()
}

/// A text cut to a width, with the sign that something is missing.
pub(super) fn cut(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if text_width(&out, size) > width - size {
            break;
        }
    }
    out.pop();
    out.push('…');
    out
}

/// The frame of a drawing; `label` says in words what it shows.
pub(super) fn svg(class: &str, width: f64, height: f64, label: &str, body: &str) -> String {
    let (width, height, label) = (px(width), px(height), attribute(label));
    // What holds links is more than a picture.
    let role = if body.contains("<a ") { "group" } else { "img" };
    format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">\
         <svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"{role}\" aria-label=\"{label}\">{body}</svg></div>\n"
    )
}

/// Signs and names of the organisations in a row.
pub(super) fn legend(organisations: &[&Organisation]) -> String {
    let mut out = String::from("<ul class=\"legend\">");
    for organisation in organisations {
        let (name, sign) = (escape(&organisation.name), chip(organisation));
        put!(out, "<li>{sign} {name}</li>");
    }
    out += "</ul>\n";
    out
}

/// The sign of an organisation on its colour.
pub(super) fn chip(organisation: &Organisation) -> String {
    let sign = escape(&organisation.sign);
    format!(
        "<svg class=\"chip\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><rect width=\"20\" height=\"20\" rx=\"4\" fill=\"{}\"/>\
         <text x=\"10\" y=\"14.5\" fill=\"{}\">{sign}</text></svg>",
        organisation.colour, organisation.ink
    )
}
