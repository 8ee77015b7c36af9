//! Orders from outside, `[(at: min(12), seat: "fire/chief", do: withdraw(…))]`, held to the scenario they are given to.

use crate::diagnostic::{Diagnostic, FileProblem, Problem, render};
use crate::files::{self, Content};
use crate::load::located;
use crate::source::{Sources, Span};
use crate::syntax::{Kind, Node, parse};
use crate::tree_de::{collect, path_text};
use hazdrill_model::{Checked, Lang, Order, check_orders, limits};
use std::path::Path;

/// What came of loading orders.
#[derive(Clone, Debug, Default)]
pub struct LoadedOrders {
    /// The orders in the order of the file, if nothing is wrong with them.
    pub orders: Option<Vec<Order>>,
    /// Problems and warnings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The text, for showing places.
    pub sources: Sources,
}

impl LoadedOrders {
    /// Whether the file could not be read: exit code 3.
    pub fn is_unreadable_file(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_unreadable_file)
    }

    /// All diagnostics as people see them.
    pub fn render(&self, lang: Lang) -> String {
        render(&self.diagnostics, &self.sources, lang)
    }

    /// All diagnostics for programs.
    pub fn to_json(&self, lang: Lang) -> Vec<serde_json::Value> {
        self.diagnostics.iter().map(|d| d.to_json(&self.sources, lang)).collect()
    }

    fn failed(sources: Sources, problem: FileProblem, place: Option<Span>) -> Self {
        Self { orders: None, diagnostics: vec![Diagnostic::new(Problem::File(problem), place)], sources }
    }
}

/// Loads a file of orders.
pub fn load_orders(path: &Path, scenario: &Checked) -> LoadedOrders {
    let name = path.display().to_string();
    let mut sources = Sources::default();
    match files::read(path, limits::FILE_BYTES as u64) {
        Ok(Content::Text(text)) => load_orders_text(&name, &text, scenario),
        Ok(Content::NotUtf8 { lossy, at }) => {
            let file = sources.add(name, lossy);
            LoadedOrders::failed(sources, FileProblem::NotUtf8, Some(Span::new(file, at, at + 1)))
        }
        Err(problem) => LoadedOrders::failed(sources, problem, None),
    }
}

/// Loads orders from their text: a list, or one order alone.
pub fn load_orders_text(name: &str, text: &str, scenario: &Checked) -> LoadedOrders {
    let mut sources = Sources::default();
    let limit = limits::FILE_BYTES as u64;
    if text.len() as u64 > limit {
        let problem = FileProblem::TooLarge { bytes: text.len() as u64, limit };
        return LoadedOrders::failed(sources, problem, None);
    }
    let file = sources.add(name, text);
    let parsed = parse(file, text);
    let is_sound = parsed.is_sound();
    let mut diagnostics: Vec<Diagnostic> = parsed
        .mishaps
        .into_iter()
        .map(|mishap| {
            let mut diagnostic = Diagnostic::new(Problem::Syntax(mishap.problem), Some(mishap.span));
            diagnostic.other = mishap.other;
            diagnostic
        })
        .collect();
    let mut root = parsed.root;
    if matches!(root.kind, Kind::Struct(..)) {
        let span = root.span;
        root = Node::new(Kind::List(vec![root]), span);
    }
    let mut orders = None;
    if is_sound {
        match collect::<Vec<Order>>(&root) {
            Ok(read) => {
                let findings = check_orders(scenario, &read);
                diagnostics.extend(findings.into_iter().map(|finding| located(&root, finding)));
                orders = (!diagnostics.iter().any(Diagnostic::is_error)).then_some(read);
            }
            Err(found) => diagnostics.extend(found.into_iter().map(|found| {
                Diagnostic::new(Problem::Type(found.problem), Some(found.span)).with_path(path_text(&found.path))
            })),
        }
    }
    diagnostics.sort_by_key(|d| d.place);
    LoadedOrders { orders, diagnostics, sources }
}
