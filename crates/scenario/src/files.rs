//! Reading a file: not more than its limit, and nothing but text.

use crate::diagnostic::FileProblem;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// What was in a file.
pub(crate) enum Content {
    Text(String),
    /// Not UTF-8: what can be shown of it, and the byte where it goes wrong.
    NotUtf8 {
        lossy: String,
        at: usize,
    },
}

/// Reads at most `limit` bytes, and says so where there are more.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Content, FileProblem> {
    let name = path.display().to_string();
    let fail = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => FileProblem::NotFound { name: name.clone(), candidates: Vec::new() },
        kind => FileProblem::Unreadable { name: name.clone(), kind, reason: error.to_string() },
    };
    let file = File::open(path).map_err(fail)?;
    let bytes = file.metadata().map_err(fail)?.len();
    if bytes > limit {
        return Err(FileProblem::TooLarge { bytes, limit });
    }
    // The length of a pipe or of a file that grows is not what its metadata says.
    let mut content = Vec::new();
    file.take(limit + 1).read_to_end(&mut content).map_err(fail)?;
    if content.len() as u64 > limit {
        return Err(FileProblem::TooLarge { bytes: content.len() as u64, limit });
    }
    Ok(decode(content))
}

pub(crate) fn decode(content: Vec<u8>) -> Content {
    match String::from_utf8(content) {
        // The mark that some editors put before the first character.
        Ok(text) => Content::Text(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Content::NotUtf8 { lossy: String::from_utf8_lossy(error.as_bytes()).into_owned(), at }
        }
    }
}
