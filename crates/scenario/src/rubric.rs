//! What a finished drill is judged by again: targets, clocks, grades and rubrics of a pack, or of any file with them.

use crate::builtin::{self, Builtin, builtin_packs};
use crate::diagnostic::{Diagnostic, FileProblem, Problem};
use crate::files::{self, Content};
use crate::load::{Loaded, located, resolve};
use crate::packs::PackReader;
use crate::source::{FileId, Sources, Span};
use crate::syntax::Node;
use crate::tree_de::{Found, TypeProblem, collect, path_text};
use hazdrill_model::{
    AccidentScale, Clock, Form, Id, Role, Rubric, Standards, Target, ToldFact, check_standards, check_targets, limits,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What a record can be judged by besides its own scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Yardstick {
    /// Time targets.
    pub targets: BTreeMap<Id, Target>,
    /// Clocks, forms, grades, rubrics.
    pub standards: Standards,
}

/// What came of loading a file to judge by.
#[derive(Clone, Debug, Default)]
pub struct LoadedYardstick {
    /// What it holds, if nothing is wrong with it.
    pub yardstick: Option<Yardstick>,
    /// Problems and warnings, with the texts for showing their places.
    pub loaded: Loaded,
}

/// What a file is read for; the rest of it may be a whole scenario.
#[derive(Deserialize)]
struct Shelf {
    #[serde(default)]
    targets: Option<BTreeMap<Id, Target>>,
    #[serde(default)]
    roles: BTreeMap<Id, Role>,
    #[serde(default)]
    facts: BTreeMap<String, ToldFact>,
    #[serde(default)]
    forms: BTreeMap<Id, Form>,
    #[serde(default)]
    clocks: BTreeMap<Id, Clock>,
    #[serde(default)]
    accident: Option<AccidentScale>,
    #[serde(default)]
    rubrics: BTreeMap<Id, Rubric>,
}

/// Packs that nobody asked for by name: rules of one place, which hold nowhere else.
const LOCAL: &str = "local";

/// Loads what a person named: a file, a built-in rubric (`cn-law`), or a built-in pack, `packs/targets-cn.ron` or
/// `targets-cn` for short.
pub fn load_yardstick(name: &str) -> LoadedYardstick {
    let path = Path::new(name);
    match files::read(path, limits::FILE_BYTES as u64) {
        Ok(Content::Text(text)) => read(name, &text, path.parent()),
        Ok(Content::NotUtf8 { lossy, at }) => {
            let mut sources = Sources::default();
            let file = sources.add(name, lossy);
            let place = Span::new(file, at, at + 1);
            let diagnostics = vec![Diagnostic::new(Problem::File(FileProblem::NotUtf8), Some(place))];
            failed(Loaded { checked: None, diagnostics, sources })
        }
        Err(FileProblem::NotFound { .. }) => shipped(name).unwrap_or_else(|| {
            let candidates = builtin::names(builtin_packs()).into_iter().chain(builtin_rubrics()).collect();
            let missing = FileProblem::PackMissing { name: name.to_owned(), candidates };
            failed(Loaded::failed(Sources::default(), missing))
        }),
        Err(problem) => failed(Loaded::failed(Sources::default(), problem)),
    }
}

/// A scenario, or a file to judge by, with all that is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    /// Whether it can be used.
    pub is_usable: bool,
    /// Problems and warnings, with the texts for showing their places.
    pub loaded: Loaded,
}

/// Reads what a person named, whichever it is: a scenario, a rubric, a pack of clocks or targets.
pub fn lint(name: &str) -> Linted {
    let is_file_to_judge_by = match files::read(Path::new(name), limits::FILE_BYTES as u64) {
        Ok(Content::Text(text)) => {
            is_yardstick(&crate::syntax::parse(Sources::default().add(name, text.as_str()), &text).root)
        }
        _ => false,
    };
    let of_yardstick = |found: LoadedYardstick| Linted { is_usable: found.yardstick.is_some(), loaded: found.loaded };
    if is_file_to_judge_by {
        return of_yardstick(load_yardstick(name));
    }
    let loaded = resolve(name);
    let is_missing = |d: &Diagnostic| matches!(d.problem, Problem::File(FileProblem::NotFound { .. }));
    match shipped(name) {
        Some(found) if loaded.diagnostics.iter().any(is_missing) => of_yardstick(found),
        _ => Linted { is_usable: loaded.checked.is_some(), loaded },
    }
}

/// Whether a text is to be judged by, and no scenario: it has something to judge by, and neither places nor
/// organisations.
fn is_yardstick(tree: &Node) -> bool {
    let has = |key: &str| tree.field(key).is_some();
    let judges = ["targets", "clocks", "rubrics", "accident", "forms"].into_iter().any(has);
    judges && !["format", "places", "organisations", "channels"].into_iter().any(has)
}

/// All clocks, grades and rubrics that the binary carries, but for rules of one place.
pub fn builtin_standards() -> Standards {
    let everywhere = |pack: &&Builtin| judges(pack.text) && !pack.name.contains(LOCAL);
    let names: Vec<String> = builtin_packs().iter().filter(everywhere).map(|pack| format!("{:?}", pack.name)).collect();
    // One text that uses them all, so that each is read once.
    let found = read("standards", &format!("(use: [{}])", names.join(", ")), None);
    found.yardstick.map(|yardstick| yardstick.standards).unwrap_or_default()
}

/// The ids of the rubrics that the binary carries.
fn builtin_rubrics() -> Vec<String> {
    builtin_standards().rubrics.keys().map(ToString::to_string).collect()
}

/// Whether a built-in pack has clocks or rubrics: a quick look, so that the others are not read.
fn judges(text: &str) -> bool {
    ["\n  rubrics: {", "\n  clocks: {", "\n  accident: ("].into_iter().any(|head| text.contains(head))
}

/// A built-in pack, or one rubric of them with the clocks that it speaks of.
fn shipped(name: &str) -> Option<LoadedYardstick> {
    let short = format!("packs/{name}.ron");
    let pack = builtin::find(builtin_packs(), name).or_else(|| builtin::find(builtin_packs(), &short));
    if let Some(Builtin { name, text }) = pack {
        return Some(read(name, text, None));
    }
    let holds = |pack: &&Builtin| judges(pack.text);
    builtin_packs().iter().filter(holds).map(|pack| read(pack.name, pack.text, None)).find_map(|mut found| {
        let yardstick = found.yardstick.as_mut()?;
        let rubric = yardstick.standards.rubrics.remove_entry(name)?;
        yardstick.standards.rubrics = BTreeMap::from([rubric]);
        Some(found)
    })
}

fn failed(loaded: Loaded) -> LoadedYardstick {
    LoadedYardstick { yardstick: None, loaded }
}

fn read(name: &str, text: &str, folder: Option<&Path>) -> LoadedYardstick {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    read_file(file, text, folder, sources)
}

fn read_file(file: FileId, text: &str, folder: Option<&Path>, mut sources: Sources) -> LoadedYardstick {
    let mut reader = PackReader::new(&mut sources, folder.map(Path::to_owned));
    let tree = reader.read(file, text, &mut Vec::new());
    let (mut diagnostics, is_sound) = (reader.diagnostics, reader.is_sound);
    let mut yardstick = None;
    if let Some(tree) = tree.filter(|_| is_sound) {
        let (found, problems) = typed(&tree);
        diagnostics.extend(problems);
        yardstick = found.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    }
    diagnostics.sort_by_key(|d| d.place);
    LoadedYardstick { yardstick, loaded: Loaded { checked: None, diagnostics, sources } }
}

fn typed(tree: &Node) -> (Option<Yardstick>, Vec<Diagnostic>) {
    let shelf = match collect::<Shelf>(tree) {
        Ok(shelf) => shelf,
        Err(found) => {
            let told = |found: Found| {
                Diagnostic::new(Problem::Type(found.problem), Some(found.span)).with_path(path_text(&found.path))
            };
            return (None, found.into_iter().map(told).collect());
        }
    };
    let Shelf { targets, roles, facts, forms, clocks, accident, rubrics } = shelf;
    let standards = Standards { roles, facts, forms, clocks, accident, rubrics };
    if targets.is_none() && standards.is_empty() && standards.forms.is_empty() {
        // The head of a file with nothing to judge by says best what is missing.
        let missing = TypeProblem::MissingField("targets".to_owned());
        return (None, vec![Diagnostic::new(Problem::Type(missing), Some(tree.span.head()))]);
    }
    let targets = targets.unwrap_or_default();
    let findings = check_targets(&targets).into_iter().chain(check_standards(&standards));
    let diagnostics = findings.map(|finding| located(tree, finding)).collect();
    (Some(Yardstick { targets, standards }), diagnostics)
}
