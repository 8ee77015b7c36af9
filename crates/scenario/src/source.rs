//! The texts that were read, and places in them.

use std::sync::Arc;

/// One of the texts of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(u16);

/// A range of bytes in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Which text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A node that came from no text: part of a scenario that was given as data.
    pub const NOWHERE: Self = Self { file: FileId(u16::MAX), start: 0, end: 0 };

    pub(crate) fn new(file: FileId, start: usize, end: usize) -> Self {
        // Texts are at most 5 MB long, so that offsets fit.
        Self { file, start: start as u32, end: end as u32 }
    }

    /// Whether there is a text to show.
    pub fn is_somewhere(self) -> bool {
        self.file != Self::NOWHERE.file
    }

    /// From the start of `self` to the end of `other`, in the same text.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start, end: other.end.max(self.start) }
    }

    /// The first character, which stands for a bracket and what it holds.
    pub(crate) fn head(self) -> Self {
        Self { end: self.end.min(self.start + 1), ..self }
    }
}

/// A text with the name under which people know it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path as it was given, name of a built-in, or `--set`.
    pub name: String,
    /// Text.
    pub text: Arc<str>,
}

/// All texts of one load, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    pub(crate) fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceFile { name: name.into(), text: text.into() });
        FileId((self.files.len() - 1).min(usize::from(u16::MAX) - 1) as u16)
    }

    /// Whether this is a pack: neither the scenario itself, which is read first, nor an override.
    pub(crate) fn is_pack(&self, id: FileId) -> bool {
        id.0 > 0 && self.file(id).is_some_and(|file| !file.name.starts_with("--"))
    }

    /// The text behind `id`; none for [`Span::NOWHERE`].
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::from(id.0))
    }

    /// Every text that was read.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Line and column of the first byte, both from 1; columns count characters, as editors do.
    pub fn line_and_column(&self, span: Span) -> Option<(usize, usize)> {
        let text = &self.file(span.file)?.text;
        let at = floor_char_boundary(text, span.start as usize);
        let before = &text[..at];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Some((before.bytes().filter(|&b| b == b'\n').count() + 1, before[line_start..].chars().count() + 1))
    }
}

/// The last character boundary at or before `at`.
pub(crate) fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut sources = Sources::default();
        let file = sources.add("x", "a\n演练 b");
        assert_eq!(sources.line_and_column(Span::new(file, 9, 10)), Some((2, 4)));
        assert_eq!(sources.line_and_column(Span::NOWHERE), None);
    }
}
