//! The walk over the units of a document: each number in turn, and whether a wrong one is found out.

use crate::FIXED;
use crate::order::{self, Order};
use crate::paper::Unit;
use crate::prose::{Places, Prose};
use crate::quantity;
use crate::quoted::Quoted;
use crate::slots::{Slots, form};
use crate::sources::Sources;
use std::collections::BTreeSet;

/// What is checked of one set of documents.
pub(crate) struct Walk<'a> {
    pub(crate) sources: &'a Sources<'a>,
    pub(crate) places: &'a Places<'a>,
    pub(crate) prose: &'a Prose,
    pub(crate) slots: &'a Slots,
    /// Texts of the evaluation and the scenario that hold digits of their own: names, clauses, findings; the longest first.
    pub(crate) quoted: &'a Quoted,
    /// Names that hold a digit.
    pub(crate) names: &'a [String],
    pub(crate) fixed: &'a mut BTreeSet<&'static str>,
    pub(crate) numbers: usize,
    pub(crate) wrong: Vec<String>,
    /// Whether wrong numbers are put in to be found out.
    pub(crate) mutates: bool,
    /// Rows with a limit, a time and their difference.
    pub(crate) against: usize,
    /// Wrong numbers that were put in, large ones and small ones, and how many of them were found out.
    pub(crate) large: [usize; 2],
    pub(crate) small: [usize; 2],
}

/// Numbers from this on are told apart better: fewer others are near.
const LARGE: u64 = 60;

/// The unit with one of its numbers greater by one, for each of them, and whether it is a large one. The number of an event
/// is not a figure, a digit in a name (`Stair S1`) belongs to the name, 119 and 120 are names, and square metres are a word.
fn mutants(unit: &Unit, names: &[String]) -> Vec<(Unit, bool)> {
    let mut all = Vec::new();
    for (at, cell) in unit.cells.iter().enumerate() {
        for digits in quantity::digits(cell) {
            let begin = digits.as_ptr() as usize - cell.as_ptr() as usize;
            let Ok(number) = digits.parse::<u64>() else { continue };
            let is_named = names
                .iter()
                .any(|name| cell.match_indices(name.as_str()).any(|(at, name)| (at..at + name.len()).contains(&begin)));
            if matches!(number, 119 | 120) || cell[..begin].ends_with(['#', 'm']) || is_named {
                continue;
            }
            let mut wrong = unit.clone();
            // As many digits as it had, so that a clock stays one.
            let greater = format!("{:0width$}", number + 1, width = digits.len());
            wrong.cells[at].replace_range(begin..begin + digits.len(), &greater);
            all.push((wrong, number >= LARGE));
        }
    }
    all
}

/// Wrong numbers are put into each so manieth unit: they cost a walk each.
const EACH: usize = 4;

impl Walk<'_> {
    /// Checks every number of a document's units.
    pub(crate) fn document(&mut self, name: &str, units: &[Unit]) {
        let mut order = Order::default();
        for (at, unit) in units.iter().enumerate() {
            if at % EACH == 0 {
                self.mutate(&order, unit);
            }
            if unit.is_row && unit.heads.len() > 3 {
                self.against += usize::from(order::is_against(unit));
                self.wrong.extend(order::adds_up(unit).map(|problem| format!("{name}, unit {at}: {problem}")));
            }
            for problem in self.unit(&mut order, unit) {
                let text: String = unit.text().chars().take(400).collect();
                self.wrong.push(format!("{name}, unit {at}: {problem}\n    {text}"));
            }
        }
    }

    /// Puts wrong numbers into the unit, one at a time, and sees whether each is found out.
    fn mutate(&mut self, order: &Order, unit: &Unit) {
        if !self.mutates {
            return;
        }
        let numbers = self.numbers;
        for (wrong, is_large) in mutants(unit, self.names) {
            let is_caught = !self.unit(&mut order.clone(), &wrong).is_empty();
            let [all, caught] = if is_large { &mut self.large } else { &mut self.small };
            *all += 1;
            *caught += usize::from(is_caught);
        }
        self.numbers = numbers;
    }

    fn unit(&mut self, order: &mut Order, unit: &Unit) -> Vec<String> {
        let mut problems = Vec::new();
        let (text, counted) = match order.strip(unit) {
            Ok(stripped) => stripped,
            Err(problem) => return vec![problem],
        };
        self.numbers += counted + quantity::quantities(&text).len();
        let mut rest = text.clone();
        if let Some(checked) = self.prose.check(&text, self.places, self.sources) {
            match checked {
                Err(problem) => return vec![problem],
                Ok(any) => rest = any,
            }
        }
        rest = self.quoted.take_out(rest);
        for fixed in FIXED {
            if rest.contains(fixed) {
                self.fixed.insert(fixed);
                rest = rest.replace(fixed, "◇");
            }
        }
        let found = quantity::quantities(&rest);
        if found.is_empty() {
            return problems;
        }
        let pool = self.sources.pool(&text, &found, if unit.style == "Passage" { 120 } else { 1 });
        let plain = self.sources.plain(&rest);
        let spots = quantity::quantities(&plain);
        for (one, spot) in found.iter().zip(&spots) {
            if let Some(event) = one.event {
                if !self.sources.has_event(event) {
                    problems.push(format!("event `{}` is not in the record", one.text));
                }
                continue;
            }
            let places = self.sources.places(&pool, one);
            let form = form(unit, &plain, spot.span);
            if places.is_empty() {
                problems.push(format!("`{}` comes from nowhere", one.text));
            } else if let Err(problem) = self.slots.check(&form, &places) {
                problems.push(format!("`{}` {problem}", one.text));
            }
        }
        problems
    }
}
