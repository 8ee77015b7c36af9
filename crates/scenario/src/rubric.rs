//! Targets of their own, by which a finished drill is judged again: a pack, or any file with `targets`.

use crate::builtin::{self, Builtin, builtin_packs};
use crate::diagnostic::{Diagnostic, FileProblem, Problem};
use crate::files::{self, Content};
use crate::load::{Loaded, located};
use crate::packs::PackReader;
use crate::source::{Sources, Span};
use crate::tree_de::{TypeProblem, collect, path_text};
use hazdrill_model::{Id, Target, check_targets, limits};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What a rubric is read for; the rest of the file may be a whole scenario.
#[derive(Deserialize)]
struct Rubric {
    targets: BTreeMap<Id, Target>,
}

/// Loads the targets that a person named: a file, or a built-in pack, `packs/targets-cn.ron` or `targets-cn` for short.
/// Where they cannot be used, the diagnostics say why.
pub fn load_targets(name: &str) -> Result<BTreeMap<Id, Target>, Box<Loaded>> {
    let path = Path::new(name);
    match files::read(path, limits::FILE_BYTES as u64) {
        Ok(Content::Text(text)) => read(name, &text, path.parent()),
        Ok(Content::NotUtf8 { lossy, at }) => {
            let mut sources = Sources::default();
            let file = sources.add(name, lossy);
            let place = Span::new(file, at, at + 1);
            let diagnostics = vec![Diagnostic::new(Problem::File(FileProblem::NotUtf8), Some(place))];
            Err(Box::new(Loaded { checked: None, diagnostics, sources }))
        }
        Err(FileProblem::NotFound { .. }) => {
            if let Some(pack) = shipped(name) {
                return read(pack.name, pack.text, None);
            }
            let candidates = builtin::names(builtin_packs());
            let missing = FileProblem::PackMissing { name: name.to_owned(), candidates };
            Err(Box::new(Loaded::failed(Sources::default(), missing)))
        }
        Err(problem) => Err(Box::new(Loaded::failed(Sources::default(), problem))),
    }
}

fn shipped(name: &str) -> Option<Builtin> {
    let short = format!("packs/{name}.ron");
    builtin::find(builtin_packs(), name).or_else(|| builtin::find(builtin_packs(), &short))
}

fn read(name: &str, text: &str, folder: Option<&Path>) -> Result<BTreeMap<Id, Target>, Box<Loaded>> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let mut reader = PackReader::new(&mut sources, folder.map(Path::to_owned));
    let tree = reader.read(file, text, &mut Vec::new());
    let (mut diagnostics, is_sound) = (reader.diagnostics, reader.is_sound);
    let mut targets = None;
    if let Some(tree) = tree.filter(|_| is_sound) {
        match collect::<Rubric>(&tree) {
            Ok(rubric) => {
                diagnostics.extend(check_targets(&rubric.targets).into_iter().map(|finding| located(&tree, finding)));
                targets = Some(rubric.targets);
            }
            Err(found) => diagnostics.extend(found.into_iter().map(|found| {
                // The head of a file without any targets says best what is missing.
                let is_missing = matches!(&found.problem, TypeProblem::MissingField(field) if field == "targets");
                let place = if is_missing { tree.span.head() } else { found.span };
                Diagnostic::new(Problem::Type(found.problem), Some(place)).with_path(path_text(&found.path))
            })),
        }
    }
    diagnostics.sort_by_key(|d| d.place);
    match targets {
        Some(targets) if !diagnostics.iter().any(Diagnostic::is_error) => Ok(targets),
        _ => Err(Box::new(Loaded { checked: None, diagnostics, sources })),
    }
}
