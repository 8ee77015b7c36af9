//! `--set PATH=VALUE` and `--scale PATH=FACTOR`: changes to a resolved scenario, which is then read and checked again by
//! the same types and rules.

mod path;
mod value;

pub(crate) use path::read_path;

use crate::diagnostic::{Diagnostic, Problem};
use crate::json::tree;
use crate::load::{Loaded, finish};
use crate::source::{Sources, Span};
use crate::syntax::{Entry, Kind, Node};
use crate::tree_de::{Seg, path_text};
use hazdrill_model::Scenario;
use path::{Part, Route};
use serde::{Deserialize, Serialize};

/// An override cannot be applied.
#[derive(Clone, Debug, PartialEq)]
pub enum OverrideProblem {
    /// The path leads nowhere.
    NoSuchPath {
        /// The segment that is not there.
        segment: String,
        /// What is there.
        candidates: Vec<String>,
    },
    /// Not PATH=VALUE, or not a path.
    BadPath,
    /// Not a value.
    BadValue {
        /// Why.
        reason: String,
    },
    /// Not a factor.
    BadFactor,
    /// No duration at or below the path.
    NothingToScale,
}

/// Changes to a scenario, in the order in which they are made: all of `set`, then all of `scale`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// Path and value.
    #[serde(rename = "set", default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<(String, String)>,
    /// Path and factor.
    #[serde(rename = "scale", default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<(String, f64)>,
}

impl Overrides {
    /// Reads the arguments of a command line: `PATH=VALUE` and `PATH=FACTOR`.
    pub fn parse<S: AsRef<str>, T: AsRef<str>>(sets: &[S], scales: &[T]) -> Result<Self, Box<Loaded>> {
        let mut overrides = Self::default();
        let mut bad = Loaded::default();
        let mut refuse = |option: &str, text: &str, at: usize, problem: OverrideProblem| {
            let file = bad.sources.add(option, text);
            let place = Span::new(file, at, text.len());
            bad.diagnostics.push(Diagnostic::new(Problem::Override(problem), Some(place)));
        };
        for text in sets.iter().map(AsRef::as_ref) {
            match text.split_once('=') {
                Some((path, value)) => overrides.sets.push((path.trim().to_owned(), value.trim().to_owned())),
                None => refuse("--set", text, 0, OverrideProblem::BadPath),
            }
        }
        for text in scales.iter().map(AsRef::as_ref) {
            match text.split_once('=').map(|(path, factor)| (path, factor.trim().parse())) {
                Some((path, Ok(factor))) => overrides.scales.push((path.trim().to_owned(), factor)),
                Some((path, Err(_))) => refuse("--scale", text, path.len() + 1, OverrideProblem::BadFactor),
                None => refuse("--scale", text, 0, OverrideProblem::BadPath),
            }
        }
        if bad.diagnostics.is_empty() { Ok(overrides) } else { Err(Box::new(bad)) }
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty() && self.scales.is_empty()
    }
}

/// Applies `overrides` to a resolved scenario. Problems point to the override that brought them.
pub fn apply(resolved: &Scenario, overrides: &Overrides) -> Loaded {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let json = serde_json::to_value(resolved).unwrap_or_default();
    let mut root = tree(json, Span::NOWHERE);
    for (path, value) in &overrides.sets {
        let text = format!("{path}={value}");
        let file = sources.add("--set", text.as_str());
        let span = |start: usize, end: usize| Span::new(file, start, end);
        if let Err((problem, start, end)) = set(&mut root, path, value, &span) {
            diagnostics.push(Diagnostic::new(Problem::Override(problem), Some(span(start, end))));
        }
    }
    for (path, factor) in &overrides.scales {
        let text = format!("{path}={factor}");
        let file = sources.add("--scale", text.as_str());
        let place = Span::new(file, path.len() + 1, text.len());
        if let Err((problem, start, end)) = scale(&mut root, path, *factor, place) {
            diagnostics.push(Diagnostic::new(Problem::Override(problem), Some(Span::new(file, start, end))));
        }
    }
    if diagnostics.is_empty() {
        finish(&root, diagnostics, sources)
    } else {
        Loaded { checked: None, diagnostics, sources }
    }
}

/// What is wrong, and the bytes of the override's text where.
type Failed = (OverrideProblem, usize, usize);

fn parts_of(path: &str) -> Result<Vec<Part>, Failed> {
    read_path(path, 0).filter(|parts| !parts.is_empty()).ok_or((OverrideProblem::BadPath, 0, path.len()))
}

fn no_such_path(part: &Part, candidates: Vec<String>) -> Failed {
    let segment = path_text(core::slice::from_ref(&part.seg));
    (OverrideProblem::NoSuchPath { segment, candidates }, part.start, part.end)
}

fn set(root: &mut Node, path: &str, value: &str, span: &dyn Fn(usize, usize) -> Span) -> Result<(), Failed> {
    let parts = parts_of(path)?;
    let (start, end) = (path.len() + 1, path.len() + 1 + value.len());
    let json = value::read(value).map_err(|reason| (OverrideProblem::BadValue { reason }, start, end))?;
    let Some((last, before)) = parts.split_last() else { return Err((OverrideProblem::BadPath, 0, path.len())) };
    let mut route = Route::new(root);
    for part in before {
        route.enter(&part.seg).map_err(|candidates| no_such_path(part, candidates))?;
    }
    let place = span(start, end);
    match (json.is_null(), route.enter(&last.seg)) {
        (true, Ok(())) => route.into_path().remove(root),
        (false, Ok(())) => {
            if let Some(node) = route.into_path().find(root) {
                let was_distribution = is_distribution(node);
                *node = tree(json, place);
                // `connect=5min`: a duration where a distribution stands.
                if was_distribution && is_duration(node) {
                    *node = variant("fixed", place, core::mem::replace(node, Node::new(Kind::Null, place)));
                }
            }
        }
        (true, Err(candidates)) => return Err(no_such_path(last, candidates)),
        // A field that is not given yet, or one that does not exist: the types will tell.
        (false, Err(candidates)) => {
            let Seg::Key(key) = &last.seg else { return Err(no_such_path(last, candidates)) };
            // Into a map of named things goes a whole new thing, never a figure: that is a slip in the path.
            if route.is_map() && !value.starts_with('{') {
                return Err(no_such_path(last, candidates));
            }
            // `connect.fixed=5min` takes the place of the whole distribution, whatever it was.
            if DISTRIBUTIONS.contains(&key.as_str()) && is_distribution(route.node()) {
                let key_span = span(last.start, last.end);
                if let Some(node) = route.into_path().find(root) {
                    *node = variant(key, key_span, tree(json, place));
                }
                return Ok(());
            }
            route.enter_payload();
            match route.into_path().find(root).map(|node| &mut node.kind) {
                Some(Kind::Object(entries)) => {
                    let key_span = span(last.start, last.end);
                    entries.push(Entry { key: key.clone(), key_span, value: tree(json, place) });
                }
                _ => return Err(no_such_path(last, candidates)),
            }
        }
    }
    Ok(())
}

/// The words of a distribution of durations, `hazdrill_model::Dist`.
const DISTRIBUTIONS: [&str; 4] = ["fixed", "uniform", "lognormal", "triangular"];

/// The only key of an object with one entry, as variants and quantities are written.
fn only_key(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Object(entries) => match entries.as_slice() {
            [entry] => Some(&entry.key),
            _ => None,
        },
        _ => None,
    }
}

fn is_distribution(node: &Node) -> bool {
    only_key(node).is_some_and(|key| DISTRIBUTIONS.contains(&key))
}

fn is_duration(node: &Node) -> bool {
    only_key(node).is_some_and(|key| DURATIONS.contains(&key))
}

fn variant(key: &str, key_span: Span, value: Node) -> Node {
    let span = value.span;
    Node::new(Kind::Object(vec![Entry { key: key.to_owned(), key_span, value }]), span)
}

fn scale(root: &mut Node, path: &str, factor: f64, place: Span) -> Result<(), Failed> {
    let parts = parts_of(path)?;
    if !(factor > 0.0 && factor.is_finite()) {
        return Err((OverrideProblem::BadFactor, place.start as usize, place.end as usize));
    }
    let mut route = Route::new(root);
    for part in &parts {
        route.enter(&part.seg).map_err(|candidates| no_such_path(part, candidates))?;
    }
    let scaled = route.into_path().find(root).map_or(0, |node| scale_durations(node, factor, place));
    if scaled == 0 { Err((OverrideProblem::NothingToScale, 0, path.len())) } else { Ok(()) }
}

/// The units of durations.
const DURATIONS: [&str; 5] = ["s", "ms", "min", "h", "d"];

/// Multiplies every duration in `node`; gives their number.
fn scale_durations(node: &mut Node, factor: f64, place: Span) -> usize {
    if is_duration(node)
        && let Kind::Object(entries) = &mut node.kind
        && let [entry] = entries.as_mut_slice()
    {
        let number = match entry.value.kind {
            Kind::Integer(n) => Some(n as f64),
            Kind::Float(n) => Some(n),
            _ => None,
        };
        if let Some(number) = number {
            entry.value = Node::new(Kind::Float(number * factor), place);
            node.span = place;
            return 1;
        }
    }
    match &mut node.kind {
        Kind::Object(entries) => entries.iter_mut().map(|e| scale_durations(&mut e.value, factor, place)).sum(),
        Kind::List(items) => items.iter_mut().map(|item| scale_durations(item, factor, place)).sum(),
        _ => 0,
    }
}
