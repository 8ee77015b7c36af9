//! The timeline of a real drill or incident on disk.

use crate::failure::Failure;
use crate::files;
use crate::lang::say;
use hazdrill_model::Lang;
use hazdrill_score::timeline::{self, TimelineRecord};
use std::path::Path;

/// Whether the file at `path` is a timeline, by its name.
pub(crate) fn is_one(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"))
}

/// Reads the timeline at `path`; its name is that of the file.
pub(crate) fn read(lang: Lang, path: &Path) -> Result<TimelineRecord, Failure> {
    let text = files::read(lang, path)?;
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    timeline::read(&text, &name).map_err(|problem| {
        let (path, what) = (path.display(), problem.text(lang));
        Failure::Input(say!(lang, "错误：{path}：{what}", "error: {path}: {what}"))
    })
}
