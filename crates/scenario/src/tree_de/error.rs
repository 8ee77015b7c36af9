//! An error of the typed pass: what, where, and by which path.

use super::problem::{Expected, Shape, TypeProblem};
use crate::source::Span;
use core::fmt;
use serde::de::{self, Unexpected};

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seg {
    Key(String),
    Index(usize),
}

/// What is wrong, where it stands, and the way to it from the root.
#[derive(Debug)]
pub(crate) struct Error {
    pub(crate) problem: TypeProblem,
    pub(crate) span: Option<Span>,
    /// From the inside out, until the error leaves the deserializer.
    pub(crate) path: Vec<Seg>,
    /// The place is only a bracket; the key that leads to it says more.
    is_head: bool,
}

impl Error {
    pub(super) fn new(problem: TypeProblem) -> Self {
        Self { problem, span: None, path: Vec::new(), is_head: false }
    }

    pub(super) fn at(problem: TypeProblem, span: Span) -> Self {
        Self { span: Some(span), ..Self::new(problem) }
    }

    /// Says where it is, unless something closer did.
    pub(super) fn placed(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    /// Something is missing from the struct that begins at `head`.
    pub(super) fn incomplete(mut self, head: Span, has_word: bool) -> Self {
        if self.span.is_none() {
            self.span = Some(head);
            self.is_head = !has_word;
        }
        self
    }

    /// The key that leads here.
    pub(super) fn led_by(mut self, key: Span) -> Self {
        if core::mem::take(&mut self.is_head) {
            self.span = Some(key);
        }
        self
    }

    pub(super) fn below(mut self, seg: Seg) -> Self {
        self.is_head = false;
        self.path.push(seg);
        self
    }

    pub(super) fn of_quantity(mut self, quantity: Option<&'static str>) -> Self {
        if let (Some(quantity), TypeProblem::UnknownWord { found, expected }) = (quantity, &mut self.problem) {
            let (found, expected) = (core::mem::take(found), core::mem::take(expected));
            self.problem = TypeProblem::UnknownUnit { quantity, found, expected };
        }
        self
    }

    pub(super) fn is_wrong_type_at(&self, span: Span) -> bool {
        matches!(self.problem, TypeProblem::WrongType { .. } | TypeProblem::NeedsUnit { .. }) && self.span == Some(span)
    }

    /// What, where, and the path from the root.
    pub(crate) fn into_parts(mut self) -> (TypeProblem, Option<Span>, Vec<Seg>) {
        self.path.reverse();
        (self.problem, self.span, self.path)
    }
}

/// `organisations.fire.procedures.answer-alarm[0].takes`; a key with other characters than those of a name is quoted.
pub(crate) fn path_text(path: &[Seg]) -> String {
    use fmt::Write;
    let mut text = String::new();
    for seg in path {
        match seg {
            Seg::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                if key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
                    text.push_str(key);
                } else {
                    let _ = write!(text, "{key:?}");
                }
            }
            Seg::Index(index) => {
                let _ = write!(text, "[{index}]");
            }
        }
    }
    text
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for Error {}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(TypeProblem::Other(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match found {
            Unexpected::Bool(b) => Shape::Bool(b),
            Unexpected::Unsigned(n) => Shape::Number(n as f64),
            Unexpected::Signed(n) => Shape::Number(n as f64),
            Unexpected::Float(n) => Shape::Number(n),
            Unexpected::Char(c) => Shape::Text(c.to_string()),
            Unexpected::Str(text) => Shape::Text(text.to_owned()),
            Unexpected::Seq => Shape::List,
            Unexpected::Map => Shape::Map,
            Unexpected::Enum => Shape::Word("…".to_owned()),
            _ => Shape::Nothing,
        };
        Self::new(TypeProblem::WrongType { expected: Expected::Said(expected.to_string()), found })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let out_of_range = |found: f64| {
            let allowed = match expected.to_string().as_str() {
                "u32" => "0 … 4294967295".to_owned(),
                other => other.to_owned(),
            };
            Self::new(TypeProblem::OutOfRange { found, allowed })
        };
        match found {
            Unexpected::Float(n) => out_of_range(n),
            Unexpected::Signed(n) => out_of_range(n as f64),
            Unexpected::Unsigned(n) => out_of_range(n as f64),
            Unexpected::Str(text) => {
                Self::new(TypeProblem::BadText { found: text.to_owned(), expected: expected.to_string() })
            }
            other => Self::invalid_type(other, expected),
        }
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::new(TypeProblem::UnknownWord { found: found.to_owned(), expected: strings(expected) })
    }

    fn unknown_field(found: &str, expected: &'static [&'static str]) -> Self {
        Self::new(TypeProblem::UnknownField { found: found.to_owned(), expected: strings(expected) })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(TypeProblem::MissingField(field.to_owned()))
    }
}
