//! `use: ["packs/x.ron"]`: packs are read, and the scenario is laid over them field by field.
//!
//! A pack is looked for in the folder of the scenario, then (a name in `packs/`) in the folder above it, as in this
//! project's own `scenarios/`, and then among those that the binary carries.
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

/// What the names of shared packs begin with.
const PACKS: &str = "packs/";
/// So many files of a folder are looked at for a name that was perhaps meant.
const CANDIDATES: usize = 200;

/// A pack on the way to the one that is read: its name, and how far down the list of places it was found. A pack that
/// uses its own name means the next one below.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    name: String,
    level: usize,
}

/// A pack's text, its name for people, and where in the list of places it was found.
struct Found {
    shown: String,
    text: String,
    level: usize,
}

/// Reads a scenario and its packs into one tree.
pub(crate) struct PackReader<'a> {
    pub(crate) sources: &'a mut Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The folder of the scenario; none for one that has none.
    folder: Option<PathBuf>,
    bytes: u64,
    seen: BTreeSet<Link>,
    /// Files that stand in place of a built-in pack without using it: said where something is missing afterwards.
    pub(crate) replacing: Vec<Diagnostic>,
    /// All trees so far can be trusted to say what their authors meant.
    pub(crate) is_sound: bool,
}

impl<'a> PackReader<'a> {
    pub(crate) fn new(sources: &'a mut Sources, folder: Option<PathBuf>) -> Self {
        Self {
            sources,
            diagnostics: Vec::new(),
            folder,
            bytes: 0,
            seen: BTreeSet::new(),
            replacing: Vec::new(),
            is_sound: true,
        }
    }

    /// The tree of `text`, laid over its packs. `chain` names the packs on the way to it.
    pub(crate) fn read(&mut self, file: FileId, text: &str, chain: &mut Vec<Link>) -> Option<Node> {
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

    fn pack(&mut self, name: &str, place: Span, chain: &mut Vec<Link>) -> Option<Node> {
        // A pack that uses its own name means the one that it stands before.
        let below = chain.last().filter(|last| last.name == name).map(|last| last.level + 1);
        let has_below = below.is_some_and(|from| self.has(name, from));
        if !has_below && let Some(first) = chain.iter().position(|earlier| earlier.name == name) {
            let names = chain[first..].iter().map(|link| link.name.clone());
            let chain = names.chain([name.to_owned()]).collect();
            self.fail(FileProblem::PackCycle { chain }, place);
            return None;
        }
        let asked = Link { name: name.to_owned(), level: below.unwrap_or(0) };
        if self.seen.contains(&asked) {
            return None;
        }
        if self.seen.len() >= limits::PACKS {
            self.fail(FileProblem::TooManyPacks { limit: limits::PACKS }, place);
            return None;
        }
        let from = asked.level;
        self.seen.insert(asked);
        let Found { shown, text, level } = self.find(name, from, place)?;
        let file = self.sources.add(shown, text.as_str());
        chain.push(Link { name: name.to_owned(), level });
        let mut tree = self.read(file, &text, chain);
        chain.pop();
        self.note_replacing(name, file, &text, tree.as_ref());
        // The packs of a pack are merged in already; the scenario's own list stays as its author wrote it.
        if let Some(entries) = tree.as_mut().and_then(Node::entries_mut) {
            entries.retain(|entry| entry.key != "use");
        }
        tree
    }

    /// The folders in which a pack may lie, the first that has it wins: that of the scenario, and for `packs/…` the one
    /// above it, where scenarios in folders of their own share their packs.
    fn roots(&self, name: &str) -> Vec<PathBuf> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let mut roots = vec![folder.clone()];
        if name.starts_with(PACKS) {
            roots.push(match (folder.parent(), folder.file_name()) {
                (Some(parent), Some(_)) if parent.as_os_str().is_empty() => PathBuf::from("."),
                (Some(parent), Some(_)) => parent.to_owned(),
                _ => folder.join(".."),
            });
        }
        roots
    }

    /// Whether there is a pack `name` at this level or below it.
    fn has(&self, name: &str, from: usize) -> bool {
        let roots = self.roots(name);
        roots.iter().skip(from).any(|root| root.join(name).is_file())
            || (from <= roots.len() && builtin::find(builtin_packs(), name).is_some())
    }

    /// Keeps in mind a file of the name of a built-in pack that says other things and does not use it.
    fn note_replacing(&mut self, name: &str, file: FileId, text: &str, tree: Option<&Node>) {
        let Some(builtin) = builtin::find(builtin_packs(), name).filter(|builtin| builtin.text != text) else { return };
        let uses_it = tree.is_some_and(|tree| used(tree).iter().any(|(used, _)| used == name));
        if !uses_it {
            let problem = Problem::File(FileProblem::PackReplaces { name: builtin.name.to_owned() });
            let place = tree.map_or(Span::new(file, 0, 0), |tree| tree.span.head());
            self.replacing.push(Diagnostic::new(problem, Some(place)).with_path("use".to_owned()));
        }
    }

    /// The pack `name` at this level or below: from a file, or else built in.
    fn find(&mut self, name: &str, from: usize, place: Span) -> Option<Found> {
        let relative = Path::new(name);
        let is_inside = !name.is_empty()
            && !name.contains(['\\', '\0', ':'])
            && relative.components().all(|part| matches!(part, Component::Normal(_)));
        if !is_inside {
            self.fail(FileProblem::PackOutside { name: name.to_owned() }, place);
            return None;
        }
        let roots = self.roots(name);
        let last = roots.len();
        for (level, root) in roots.into_iter().enumerate().skip(from) {
            let Ok(path) = root.join(relative).canonicalize() else { continue };
            // A link may lead outside even where the name does not.
            if root.canonicalize().is_ok_and(|root| !path.starts_with(root)) {
                self.fail(FileProblem::PackOutside { name: name.to_owned() }, place);
                return None;
            }
            let shown = format!("{}/{name}", root.display());
            return match files::read(&path, limits::FILE_BYTES as u64) {
                Ok(files::Content::Text(text)) => Some(Found { shown, text, level }),
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
            return Some(Found { shown: name.to_owned(), text: pack.text.to_owned(), level: last });
        }
        let own = self.roots(PACKS).into_iter().flat_map(|root| packs_in(&root));
        let candidates = own.chain(builtin::names(builtin_packs())).collect();
        self.fail(FileProblem::PackMissing { name: name.to_owned(), candidates }, place);
        None
    }

    fn fail(&mut self, problem: FileProblem, place: Span) {
        self.is_sound = false;
        self.diagnostics.push(Diagnostic::new(Problem::File(problem), Some(place)).with_path("use".to_owned()));
    }
}

/// The packs that lie below `root`, as `use` would write them, in the order of their names.
fn packs_in(root: &Path) -> Vec<String> {
    let Ok(entries) = root.join(PACKS).read_dir() else { return Vec::new() };
    let names = entries.take(CANDIDATES).filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == "ron"))
        .map(|name| format!("{PACKS}{name}"))
        .collect();
    names.sort();
    names
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
