//! From a text to a scenario that the engine accepts: tree, packs, types, rules.

use crate::builtin::{self, builtin_scenarios};
use crate::diagnostic::{Diagnostic, FileProblem, Problem, render};
use crate::files::{self, Content};
use crate::overrides::read_path;
use crate::packs::PackReader;
use crate::source::{Sources, Span};
use crate::syntax::Node;
use crate::tree_de::{Seg, collect, node_at, path_text};
use hazdrill_model::{Checked, Finding, Lang, Scenario, Severity, check, limits};
use std::path::{Path, PathBuf};

/// What came of loading a scenario.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The scenario, if nothing is wrong with it.
    pub checked: Option<Checked>,
    /// Problems and warnings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts, for showing places.
    pub sources: Sources,
}

impl Loaded {
    /// Whether anything is to be looked at that does not prevent a run.
    pub fn has_warnings(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Warning)
    }

    /// Whether a file could not be read, which is no fault of the scenario: exit code 3.
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

    pub(crate) fn failed(sources: Sources, problem: FileProblem) -> Self {
        Self { checked: None, diagnostics: vec![Diagnostic::new(Problem::File(problem), None)], sources }
    }
}

/// Loads the scenario that a person named: a built-in one, a `.ron` file, or a folder with `scenario.ron`.
pub fn resolve(name: &str) -> Loaded {
    let path = Path::new(name);
    let looks_like_path = name.contains(['/', '\\']) || path.extension().is_some_and(|e| e == "ron");
    if !looks_like_path && let Some(builtin) = builtin::find(builtin_scenarios(), name) {
        return load_text(&format!("{}/scenario.ron", builtin.name), builtin.text, None);
    }
    load_file(path)
}

/// Loads a built-in scenario.
pub fn load_builtin(name: &str) -> Loaded {
    match builtin::find(builtin_scenarios(), name) {
        Some(builtin) => load_text(&format!("{}/scenario.ron", builtin.name), builtin.text, None),
        None => Loaded::failed(Sources::default(), not_found(name)),
    }
}

/// Loads a `.ron` file, or `scenario.ron` of a folder; packs are looked for in its folder first.
pub fn load_file(path: &Path) -> Loaded {
    let file: PathBuf = if path.is_dir() { path.join("scenario.ron") } else { path.to_owned() };
    let name = file.display().to_string();
    let mut sources = Sources::default();
    match files::read(&file, limits::FILE_BYTES as u64) {
        Ok(Content::Text(text)) => {
            let folder =
                file.parent().map(|f| if f.as_os_str().is_empty() { PathBuf::from(".") } else { f.to_owned() });
            load_text(&name, &text, folder.as_deref())
        }
        Ok(Content::NotUtf8 { lossy, at }) => {
            let file = sources.add(name, lossy);
            let place = Span::new(file, at, at + 1);
            let diagnostics = vec![Diagnostic::new(Problem::File(FileProblem::NotUtf8), Some(place))];
            Loaded { checked: None, diagnostics, sources }
        }
        Err(FileProblem::NotFound { .. }) => {
            let asked = path.display().to_string();
            Loaded::failed(sources, not_found(&asked))
        }
        Err(problem) => Loaded::failed(sources, problem),
    }
}

fn not_found(name: &str) -> FileProblem {
    FileProblem::NotFound { name: name.to_owned(), candidates: builtin::names(builtin_scenarios()) }
}

/// Loads a scenario from its text. `name` is shown in diagnostics; packs are looked for in `folder`, then built in.
pub fn load_text(name: &str, text: &str, folder: Option<&Path>) -> Loaded {
    let mut sources = Sources::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let limit = limits::FILE_BYTES as u64;
    if text.len() as u64 > limit {
        return Loaded::failed(sources, FileProblem::TooLarge { bytes: text.len() as u64, limit });
    }
    let file = sources.add(name, text);
    let mut reader = PackReader::new(&mut sources, folder.map(Path::to_owned));
    let tree = reader.read(file, text, &mut Vec::new());
    let (diagnostics, replacing, is_sound) = (reader.diagnostics, reader.replacing, reader.is_sound);
    match tree {
        Some(tree) if is_sound => {
            let mut loaded = finish(&tree, diagnostics, sources);
            if loaded.diagnostics.iter().any(Diagnostic::is_of_something_missing) {
                loaded.diagnostics.splice(0..0, replacing);
            }
            loaded
        }
        _ => Loaded { checked: None, diagnostics, sources },
    }
}

/// The typed pass and the rules. What was wrong before counts too: the tree says what was meant, not what was written.
pub(crate) fn finish(tree: &Node, mut diagnostics: Vec<Diagnostic>, sources: Sources) -> Loaded {
    let mut checked = None;
    match collect::<Scenario>(tree) {
        Ok(scenario) => {
            let (fine, findings) = check(scenario);
            let is_clean = !diagnostics.iter().any(Diagnostic::is_error);
            checked = fine.filter(|_| is_clean);
            diagnostics.extend(findings.into_iter().map(|finding| located(tree, finding)));
        }
        Err(found) => diagnostics.extend(found.into_iter().map(|found| {
            let mut diagnostic =
                Diagnostic::new(Problem::Type(found.problem), Some(found.span)).with_path(path_text(&found.path));
            diagnostic.clause = clause(tree, &found.path);
            diagnostic
        })),
    }
    diagnostics.sort_by_key(|d| (d.place.is_none(), d.place));
    Loaded { checked, diagnostics, sources }
}

/// A finding of the rules with its place in the text.
pub(crate) fn located(tree: &Node, finding: Finding) -> Diagnostic {
    let path = segments(&finding.path);
    let place = place_of(tree, &path);
    let other = finding.problem.other_path().and_then(|other| place_of(tree, &segments(other)));
    let mut diagnostic = Diagnostic::new(Problem::Check(finding.problem), place).with_path(finding.path);
    diagnostic.other = other.filter(|span| span.is_somewhere());
    diagnostic.clause = clause(tree, &path);
    diagnostic
}

fn segments(path: &str) -> Vec<Seg> {
    read_path(path, 0).unwrap_or_default().into_iter().map(|part| part.seg).collect()
}

/// The place of the node at `path`, or of the nearest one around it. A node with much inside is shown by its key.
fn place_of(tree: &Node, path: &[Seg]) -> Option<Span> {
    for length in (1..=path.len()).rev() {
        let (parent, last) = (node_at(tree, &path[..length - 1]), &path[length - 1]);
        let Some(node) = node_at(tree, &path[..length]) else { continue };
        let key = match last {
            Seg::Key(key) => parent.and_then(|parent| key_of(parent, key)),
            Seg::Index(_) => None,
        };
        let is_short = node.entries().is_none() && !matches!(node.kind, crate::syntax::Kind::List(_));
        return Some(if is_short { node.span } else { key.unwrap_or(node.span.head()) });
    }
    path.is_empty().then(|| tree.span.head())
}

fn key_of(node: &Node, key: &str) -> Option<Span> {
    use crate::syntax::Kind;
    match &node.kind {
        Kind::Tagged(_, inner) => key_of(inner, key),
        _ => node.entries()?.iter().find(|entry| entry.key == key).map(|entry| entry.key_span),
    }
}

/// The rule that the innermost node on the way serves: a step's `basis`.
fn clause(tree: &Node, path: &[Seg]) -> Option<String> {
    (0..=path.len()).rev().find_map(|length| {
        let node = node_at(tree, &path[..length])?;
        Some(node.field("basis")?.text()?.to_owned())
    })
}
