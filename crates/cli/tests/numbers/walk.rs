//! The walk over the units of a document: each number in turn, and whether a wrong one is found out.

use crate::FIXED;
use crate::order::Order;
use crate::paper::Unit;
use crate::prose::{Places, Prose};
use crate::quantity;
use crate::quoted::Quoted;
use crate::sources::Sources;
use std::collections::BTreeSet;

/// What is checked of one set of documents.
pub(crate) struct Walk<'a> {
    pub(crate) sources: &'a Sources<'a>,
    pub(crate) places: &'a Places<'a>,
    pub(crate) prose: &'a Prose,
    /// Texts of the evaluation and the scenario that hold digits of their own: names, clauses, findings; the longest first.
    pub(crate) quoted: &'a Quoted,
    pub(crate) fixed: &'a mut BTreeSet<&'static str>,
    pub(crate) numbers: usize,
    pub(crate) wrong: Vec<String>,
    /// Whether wrong numbers are put in to be found out.
    pub(crate) mutates: bool,
    /// Units into which a wrong number was put, and how many of them were found out.
    pub(crate) mutants: usize,
    pub(crate) caught: usize,
}

/// Numbers from this on are told apart by the walk; a smaller one may be another of the same thing by chance.
const LARGE: u64 = 60;

/// The unit with its last large number greater by one; none where it has none. The number of an event
/// may be any of the record, and 119 and 120 are names.
fn mutant(unit: &Unit) -> Option<Unit> {
    for (at, cell) in unit.cells.iter().enumerate().rev() {
        let found = quantity::digits(cell).filter_map(|digits| {
            let begin = digits.as_ptr() as usize - cell.as_ptr() as usize;
            let number: u64 = digits.parse().ok()?;
            let is_large = number >= LARGE && !matches!(number, 119 | 120) && !cell[..begin].ends_with('#');
            is_large.then_some((begin, digits.len(), number))
        });
        if let Some((begin, length, number)) = found.last() {
            let mut wrong = unit.clone();
            wrong.cells[at].replace_range(begin..begin + length, &(number + 1).to_string());
            return Some(wrong);
        }
    }
    None
}

impl Walk<'_> {
    /// Checks every number of a document's units.
    pub(crate) fn document(&mut self, name: &str, units: &[Unit]) {
        let mut order = Order::default();
        for (at, unit) in units.iter().enumerate() {
            self.mutate(&order, unit);
            for problem in self.unit(&mut order, unit) {
                let text: String = unit.text().chars().take(400).collect();
                self.wrong.push(format!("{name}, unit {at}: {problem}\n    {text}"));
            }
        }
    }

    /// Puts a wrong number into the unit and sees whether it is found out.
    fn mutate(&mut self, order: &Order, unit: &Unit) {
        let Some(wrong) = mutant(unit).filter(|_| self.mutates) else { return };
        let numbers = self.numbers;
        self.mutants += 1;
        let is_caught = !self.unit(&mut order.clone(), &wrong).is_empty();
        self.caught += usize::from(is_caught);
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
        for one in &found {
            if !self.sources.holds(&pool, one) {
                problems.push(format!("`{}` comes from nowhere", one.text));
            }
        }
        problems
    }
}
