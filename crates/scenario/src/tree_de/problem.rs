//! What can be wrong with a value that is well written but not what its place takes.

use crate::syntax::{Kind, Node};

/// A value does not fit its type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeProblem {
    /// A field that its struct does not have.
    UnknownField {
        /// The word.
        found: String,
        /// The fields that there are.
        expected: Vec<String>,
    },
    /// A word that is none of the choices.
    UnknownWord {
        /// The word.
        found: String,
        /// The choices.
        expected: Vec<String>,
    },
    /// A unit that the quantity does not have.
    UnknownUnit {
        /// The quantity, in English.
        quantity: &'static str,
        /// The word.
        found: String,
        /// Its units.
        expected: Vec<String>,
    },
    /// A field that must be there.
    MissingField(String),
    /// Something else than the place takes.
    WrongType {
        /// What it takes.
        expected: Expected,
        /// What stands there.
        found: Shape,
    },
    /// A bare number where a quantity is due.
    NeedsUnit {
        /// The quantity, in English.
        quantity: &'static str,
        /// Its units.
        units: &'static [&'static str],
        /// The number.
        number: Shape,
    },
    /// A number beyond what its field takes.
    OutOfRange {
        /// The number.
        found: f64,
        /// What it takes: `0 … 604800 s`.
        allowed: String,
    },
    /// A text that is not made as its place needs it.
    BadText {
        /// The text.
        found: String,
        /// How it must be made, in the words of the type.
        expected: String,
    },
    /// A word with other arguments than it takes.
    WrongArguments {
        /// The word.
        word: String,
        /// Nothing: it takes none. `…`: exactly one, bare. Otherwise their names.
        wanted: &'static [&'static str],
    },
    /// Already told by the reader of the text.
    Unreadable,
    /// Anything else that a type says of itself.
    Other(String),
}

/// What a place takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text in quotes.
    Text,
    /// A struct with these fields.
    Fields(&'static [&'static str]),
    /// A map.
    Map,
    /// A list.
    List,
    /// One of these words, perhaps with arguments.
    OneOf(&'static [&'static str]),
    /// A quantity, in English, with its units.
    Quantity(&'static str, &'static [&'static str]),
    /// What the type says of itself.
    Said(String),
    /// Something else.
    Anything,
}

/// What stands there.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A bare word.
    Word(String),
    /// A word with arguments.
    Call(String),
    /// A struct.
    Fields,
    /// Values in parentheses.
    Tuple,
    /// A map.
    Map,
    /// A list.
    List,
    /// Nothing.
    Nothing,
}

impl Shape {
    pub(crate) fn of(node: &Node) -> Self {
        match &node.kind {
            Kind::Bool(b) => Self::Bool(*b),
            Kind::Integer(n) => Self::Number(*n as f64),
            Kind::Float(n) => Self::Number(*n),
            Kind::Text(text) | Kind::JsonText(text) => Self::Text(text.clone()),
            Kind::Char(c) => Self::Text(c.to_string()),
            Kind::Word(word) => Self::Word(word.clone()),
            Kind::Tagged(tag, _) | Kind::Struct(Some(tag), _) | Kind::Tuple(Some(tag), _) => {
                Self::Call(tag.name.clone())
            }
            Kind::Struct(None, _) => Self::Fields,
            Kind::Tuple(None, _) => Self::Tuple,
            Kind::Map(_) | Kind::Object(_) => Self::Map,
            Kind::List(_) => Self::List,
            Kind::Null | Kind::Broken => Self::Nothing,
        }
    }
}
