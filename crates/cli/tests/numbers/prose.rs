//! Sentences whose numbers are those of one place of the evaluation, the record or the scenario: the closed list of
//! `prose.txt`, a sentence a line, each number with its place in braces.

use crate::pool::is_told;
use crate::quantity::{Quantity, quantities};
use crate::sources::Sources;
use hazdrill_report::number;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A piece of a sentence.
#[derive(Debug)]
enum Piece {
    Words(String),
    /// Any words, whose numbers are looked up as those of other texts are: `*`.
    Any,
    /// A number and its place.
    Number(String),
}

/// The sentences, and which of them were met.
pub(crate) struct Prose {
    lines: Vec<(String, Vec<Piece>)>,
    met: RefCell<BTreeSet<usize>>,
}

/// What a place stands for: a pointer into the evaluation, `len` of one, a name of `named`.
pub(crate) struct Places<'a> {
    pub(crate) evaluation: &'a Value,
    pub(crate) scenario: &'a Value,
    pub(crate) named: BTreeMap<&'static str, f64>,
}

impl Places<'_> {
    fn at(&self, place: &str) -> Option<f64> {
        if let Some(pointer) = place.strip_prefix("len ") {
            return self.value(pointer).map(|value| match value {
                Value::Array(list) => list.len() as f64,
                Value::Object(map) => map.len() as f64,
                _ => 0.0,
            });
        }
        if place.starts_with(['/', '@']) {
            return self.value(place)?.as_f64();
        }
        self.named.get(place).copied()
    }

    /// A pointer into the evaluation; with `@` before it into the scenario.
    fn value(&self, pointer: &str) -> Option<&Value> {
        match pointer.strip_prefix('@') {
            Some(pointer) => self.scenario.pointer(pointer),
            None => self.evaluation.pointer(pointer),
        }
    }
}

impl Prose {
    pub(crate) fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("## "));
        Self { lines: lines.map(|line| (line.to_owned(), pieces(line))).collect(), met: RefCell::default() }
    }

    /// Whether `text` is one of the sentences; then every number in it has to be that of its place. What stands in place of
    /// a `*` is given back.
    pub(crate) fn check(
        &self,
        text: &str,
        places: &Places<'_>,
        sources: &Sources<'_>,
    ) -> Option<Result<String, String>> {
        let mut wrong = None;
        for (at, (line, pieces)) in self.lines.iter().enumerate() {
            let Some(Matched { numbers, any }) = matched(text, pieces) else { continue };
            self.met.borrow_mut().insert(at);
            let bad = numbers.iter().find(|(place, shown)| !is_at(places, sources, place, shown));
            match bad {
                None => return Some(Ok(any.join(" | "))),
                Some((place, shown)) => wrong = Some(format!("{shown} is not {place}, {:?}: {line}", places.at(place))),
            }
        }
        wrong.map(Err)
    }

    /// Sentences that no text had.
    pub(crate) fn unmet(&self) -> Vec<&str> {
        let met = self.met.borrow();
        self.lines.iter().enumerate().filter(|(at, _)| !met.contains(at)).map(|(_, (line, _))| line.as_str()).collect()
    }
}

/// Whether what is shown is the value of its place, written as people write it.
fn is_at(places: &Places<'_>, sources: &Sources<'_>, place: &str, shown: &str) -> bool {
    let found = quantities(shown);
    let [one] = found.as_slice() else { return false };
    if place == "#" {
        return one.event.is_some_and(|event| sources.has_event(event));
    }
    places.at(place).is_some_and(|value| is_told_as(value, one, sources))
}

fn is_told_as(value: f64, one: &Quantity, sources: &Sources<'_>) -> bool {
    let is_number = one.number.as_ref().is_some_and(|text| {
        let cut = (value * 10.0).floor() / 10.0;
        [number(value), value.to_string(), number(cut)].contains(text)
    });
    // Where it stands beside its clock it is cut as the clock is.
    let is_length = one.length.is_some_and(|(s, exact)| is_told(value, s, exact) || is_told(value, s, 0.0));
    let is_clock = one
        .clock
        .is_some_and(|(s, exact)| (value.floor() as i64 + sources.starts_s()).div_euclid(exact) == s.div_euclid(exact));
    is_number || is_length || is_clock
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['{', '*']) {
        if at > 0 {
            pieces.push(Piece::Words(rest[..at].to_owned()));
        }
        if rest[at..].starts_with('*') {
            pieces.push(Piece::Any);
            rest = &rest[at + 1..];
            continue;
        }
        let (place, behind) = rest[at + 1..].split_once('}').expect("a place ends with a brace");
        pieces.push(Piece::Number(place.to_owned()));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

/// What a text has in the gaps of a sentence.
struct Matched<'p> {
    /// Place, what is shown.
    numbers: Vec<(&'p str, String)>,
    /// What `*` stands for.
    any: Vec<String>,
}

/// The gaps of a text that has these pieces; none where it has others.
fn matched<'p>(text: &str, pieces: &'p [Piece]) -> Option<Matched<'p>> {
    let (mut at, mut numbers, mut any) = (0, Vec::new(), Vec::new());
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Words(words) => at += text[at..].starts_with(words.as_str()).then_some(words.len())?,
            Piece::Any | Piece::Number(_) => {
                let rest = &text[at..];
                let length = match pieces.get(index + 1) {
                    // The last words stand at the end, wherever they stand besides.
                    Some(Piece::Words(next)) if index + 2 == pieces.len() => rest.strip_suffix(next.as_str())?.len(),
                    Some(Piece::Words(next)) => rest.find(next.as_str())?,
                    _ => rest.len(),
                };
                match piece {
                    Piece::Number(place) => numbers.push((place.as_str(), rest[..length].to_owned())),
                    _ => any.push(rest[..length].to_owned()),
                }
                at += length;
            }
        }
    }
    (at == text.len()).then_some(Matched { numbers, any })
}
