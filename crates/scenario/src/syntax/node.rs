//! The tree: RON and JSON in one shape, every node with its place.

use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Could not be read, or was cut out after it was reported. Readers pass over it.
    Broken,
    /// JSON's `null`.
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    /// JSON has one kind of text for words and names; which of both is meant, the types know.
    JsonText(String),
    Char(char),
    /// `normal`
    Word(String),
    /// `name(value)`: one bare argument.
    Tagged(Box<Word>, Box<Node>),
    /// `(a, b)`, `name()`, `name(a, b)`.
    Tuple(Option<Box<Word>>, Vec<Node>),
    /// `(a: 1)`, `name(a: 1)`.
    Struct(Option<Box<Word>>, Vec<Entry>),
    /// `{ "a": 1 }`
    Map(Vec<Entry>),
    /// A JSON object: a struct, a map, or an enum with one entry; the types know.
    Object(Vec<Entry>),
    List(Vec<Node>),
}

/// A bare word and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// A field or an entry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Node {
    pub(crate) fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span }
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.kind == Kind::Broken
    }

    /// Fields or entries, if the node has any.
    pub(crate) fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Struct(_, entries) | Kind::Map(entries) | Kind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// Fields or entries, if the node has any.
    pub(crate) fn entries_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.kind {
            Kind::Struct(_, entries) | Kind::Map(entries) | Kind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value under `key` of a struct or map.
    pub(crate) fn field(&self, key: &str) -> Option<&Node> {
        self.entries()?.iter().find(|e| e.key == key).map(|e| &e.value)
    }

    /// The text of a text, whichever way it was written.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) | Kind::JsonText(text) => Some(text),
            _ => None,
        }
    }

    /// The number of nodes in this tree.
    pub(crate) fn size(&self) -> usize {
        1 + match &self.kind {
            Kind::Tagged(_, inner) => inner.size(),
            Kind::Tuple(_, items) | Kind::List(items) => items.iter().map(Self::size).sum(),
            Kind::Struct(_, entries) | Kind::Map(entries) | Kind::Object(entries) => {
                entries.iter().map(|e| e.value.size()).sum()
            }
            _ => 0,
        }
    }
}
