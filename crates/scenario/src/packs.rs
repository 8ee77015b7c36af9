//! `use: ["packs/x.ron"]`: packs are read, and the scenario is laid over them field by field.
//!
//! Structs, maps and variants of the same name are merged entry by entry; everything else is replaced whole. A later
//! pack wins over an earlier one, the scenario over all. Each pack is read once, however often it is used.

use crate::builtin::{self, builtin_packs};
use crate::diagnostic::{Diagnostic, FileProblem, Problem};
use crate::files;
use crate::source::{FileId, Sources, Span};
use crate::syntax::{Entry, Kind, Node, Word, parse};
use hazdrill_model::limits;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Reads a scenario and its packs into one tree.
pub(crate) struct PackReader<'a> {
    pub(crate) sources: &'a mut Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The folder of the scenario; none for one that has none.
    folder: Option<PathBuf>,
    bytes: u64,
    seen: BTreeSet<String>,
    /// All trees so far can be trusted to say what their authors meant.
    pub(crate) is_sound: bool,
}

impl<'a> PackReader<'a> {
    pub(crate) fn new(sources: &'a mut Sources, folder: Option<PathBuf>) -> Self {
        Self { sources, diagnostics: Vec::new(), folder, bytes: 0, seen: BTreeSet::new(), is_sound: true }
    }

    /// The tree of `text`, laid over its packs. `chain` names the packs on the way to it.
    pub(crate) fn read(&mut self, file: FileId, text: &str, chain: &mut Vec<String>) -> Option<Node> {
        self.bytes += text.len() as u64;
        let limit = limits::FILE_BYTES as u64;
        if self.bytes > limit {
            let problem = FileProblem::TooLarge { bytes: self.bytes, limit };
            self.fail(problem, Span::new(file, 0, 0));
            return None;
        }
        let parsed = parse(file, text);
        self.is_sound &= parsed.is_sound();
        for mishap in parsed.mishaps {
            let mut diagnostic = Diagnostic::new(Problem::Syntax(mishap.problem), Some(mishap.span));
            diagnostic.other = mishap.other;
            self.diagnostics.push(diagnostic);
        }
        let own = parsed.root;
        let mut base: Option<Node> = None;
        for (name, span) in used(&own) {
            // `( )` is a pack that says nothing yet.
            if let Some(pack) = self
                .pack(&name, span, chain)
                .filter(|pack| !matches!(&pack.kind, Kind::Tuple(None, items) if items.is_empty()))
            {
                base = Some(match base {
                    Some(base) => merge(base, pack),
                    None => pack,
                });
            }
        }
        Some(match base {
            Some(base) => merge(base, own),
            None => own,
        })
    }

    fn pack(&mut self, name: &str, place: Span, chain: &mut Vec<String>) -> Option<Node> {
        if let Some(first) = chain.iter().position(|earlier| earlier == name) {
            let chain = chain[first..].iter().cloned().chain([name.to_owned()]).collect();
            self.fail(FileProblem::PackCycle { chain }, place);
            return None;
        }
        if self.seen.contains(name) {
            return None;
        }
        if self.seen.len() >= limits::PACKS {
            self.fail(FileProblem::TooManyPacks { limit: limits::PACKS }, place);
            return None;
        }
        self.seen.insert(name.to_owned());
        let (shown, text) = self.find(name, place)?;
        let file = self.sources.add(shown, text.as_str());
        chain.push(name.to_owned());
        let mut tree = self.read(file, &text, chain);
        chain.pop();
        // The packs of a pack are merged in already; the scenario's own list stays as its author wrote it.
        if let Some(entries) = tree.as_mut().and_then(Node::entries_mut) {
            entries.retain(|entry| entry.key != "use");
        }
        tree
    }

    /// A pack's name for people and its text: from the scenario's folder, or else built in.
    fn find(&mut self, name: &str, place: Span) -> Option<(String, String)> {
        let relative = Path::new(name);
        let is_inside = !name.is_empty()
            && !name.contains(['\\', '\0', ':'])
            && relative.components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside {
            self.fail(FileProblem::PackOutside { name: name.to_owned() }, place);
            return None;
        }
        if let Some(folder) = self.folder.clone()
            && let Ok(path) = folder.join(relative).canonicalize()
        {
            // A link may lead outside even where the name does not.
            if folder.canonicalize().is_ok_and(|folder| !path.starts_with(folder)) {
                self.fail(FileProblem::PackOutside { name: name.to_owned() }, place);
                return None;
            }
            let shown = format!("{}/{name}", folder.display());
            return match files::read(&path, limits::FILE_BYTES as u64) {
                Ok(files::Content::Text(text)) => Some((shown, text)),
                Ok(files::Content::NotUtf8 { lossy, at }) => {
                    let file = self.sources.add(shown, lossy);
                    self.fail(FileProblem::NotUtf8, Span::new(file, at, at + 1));
                    None
                }
                Err(problem) => {
                    self.fail(problem, place);
                    None
                }
            };
        }
        if let Some(pack) = builtin::find(builtin_packs(), name) {
            return Some((name.to_owned(), pack.text.to_owned()));
        }
        let candidates = builtin::names(builtin_packs());
        self.fail(FileProblem::PackMissing { name: name.to_owned(), candidates }, place);
        None
    }

    fn fail(&mut self, problem: FileProblem, place: Span) {
        self.is_sound = false;
        self.diagnostics.push(Diagnostic::new(Problem::File(problem), Some(place)).with_path("use".to_owned()));
    }
}

/// The packs that a tree uses, with the places of their names.
fn used(root: &Node) -> Vec<(String, Span)> {
    match root.field("use").map(|node| &node.kind) {
        Some(Kind::List(items)) => items.iter().filter_map(|item| Some((item.text()?.to_owned(), item.span))).collect(),
        // Another shape is told by the typed pass.
        _ => Vec::new(),
    }
}

/// `over` laid over `base`.
fn merge(base: Node, over: Node) -> Node {
    let span = over.span;
    let kind = match (base.kind, over.kind) {
        (Kind::Struct(a, base), Kind::Struct(b, over)) if same(a.as_deref(), b.as_deref()) => {
            Kind::Struct(b, merge_entries(base, over))
        }
        (Kind::Map(base), Kind::Map(over)) => Kind::Map(merge_entries(base, over)),
        (Kind::Tagged(a, base), Kind::Tagged(b, over)) if a.name == b.name => {
            Kind::Tagged(b, Box::new(merge(*base, *over)))
        }
        (_, over) => over,
    };
    Node { kind, span }
}

fn same(a: Option<&Word>, b: Option<&Word>) -> bool {
    a.map(|word| &word.name) == b.map(|word| &word.name)
}

fn merge_entries(mut base: Vec<Entry>, over: Vec<Entry>) -> Vec<Entry> {
    let index: BTreeMap<String, usize> = base.iter().enumerate().map(|(i, e)| (e.key.clone(), i)).collect();
    for entry in over {
        match index.get(&entry.key) {
            Some(&at) => {
                let below = core::mem::replace(&mut base[at].value, Node::new(Kind::Broken, entry.key_span));
                base[at] = Entry { value: merge(below, entry.value), ..entry };
            }
            None => base.push(entry),
        }
    }
    base
}
