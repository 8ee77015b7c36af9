//! The forms in which documents tell a number, and the places that a number of that form may come from: the closed list of
//! `slots.txt`.
//!
//! A form is what stands around the number: the head of its column, or the label of its row, and the few words before and
//! behind it, with `◆` for the name of anybody or anything.

use crate::paper::Unit;
use crate::pool::Key;
use std::collections::{BTreeMap, BTreeSet};

/// As many letters before a number and behind it belong to its form.
const BEFORE: usize = 10;
const BEHIND: usize = 4;

/// The forms, each with its places.
pub(crate) struct Slots {
    places: BTreeMap<String, BTreeSet<String>>,
}

impl Slots {
    pub(crate) fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("## "));
        let of = |line: &str| {
            let (form, places) = line.split_once(" => ").unwrap_or_else(|| panic!("no places: {line}"));
            (form.to_owned(), places.split(" | ").map(str::to_owned).collect())
        };
        Self { places: lines.map(of).collect() }
    }

    /// Whether one of the places of a number is one that its form allows.
    pub(crate) fn check(&self, form: &str, places: &BTreeSet<Key>) -> Result<(), String> {
        let found = || places.iter().map(|place| &**place).collect::<Vec<_>>().join(" | ");
        let Some(allowed) = self.places.get(form) else {
            return Err(format!("is told as nobody tells it: {form} => {}", found()));
        };
        if places.iter().any(|place| allowed.contains(&**place)) {
            return Ok(());
        }
        Err(format!("is none of what `{form}` tells, but {}", found()))
    }
}

/// The form of the number at `span` of a text in which names are `◆`.
pub(crate) fn form(unit: &Unit, text: &str, span: (usize, usize)) -> String {
    let (before, behind) = (&text[..span.0], &text[span.1..]);
    let is_end = |c: char| "，。；：、（）()|;:".contains(c) || c.is_ascii_digit();
    // Up to the sign that ends what is before, itself included.
    let mut head: Vec<char> = Vec::new();
    for c in before.chars().rev().take(BEFORE) {
        head.push(if c.is_ascii_digit() { '0' } else { c });
        if is_end(c) {
            break;
        }
    }
    let head: String = head.into_iter().rev().collect();
    let mut tail = String::new();
    for c in behind.chars().take(BEHIND) {
        tail.push(if c.is_ascii_digit() { '0' } else { c });
        if is_end(c) {
            break;
        }
    }
    let column = if unit.is_row {
        let at = before.matches(" | ").count();
        let skipped = unit.cells.len().saturating_sub(text.matches(" | ").count() + 1);
        let head = unit.heads.get(at + skipped).map(String::as_str).filter(|head| !head.is_empty());
        head.or_else(|| unit.cells.first().map(String::as_str)).unwrap_or("")
    } else {
        ""
    };
    format!("[{column}] {head}<>{tail}").replace('\n', "/")
}
