//! The typed pass: a serde deserializer over the tree, whose errors know their place.
//!
//! Differences from the reference reader of RON: optional values stand without `Some`, a variant with one struct inside
//! is written flat (`room(name: …)`), and a JSON object may stand for a struct, a map or an enum, because overrides go
//! through JSON. Where a value has the wrong shape, the reader says so itself and never asks the type for English words.

mod access;
mod collect;
mod error;
mod problem;

pub(crate) use collect::{Found, collect, node_at};
pub(crate) use error::{Error, Seg, path_text};
pub use problem::{Expected, Shape, TypeProblem};

use crate::syntax::{Entry, Kind, Node};
use access::{EntryAccess, EnumReader, ItemAccess, Payload, WordReader};
use serde::de::{Deserializer, Visitor};

/// Reads one node.
#[derive(Clone, Copy)]
pub(crate) struct NodeReader<'a> {
    node: &'a Node,
    /// The word before the bracket was read already, as the name of a variant.
    untagged: bool,
}

impl<'a> NodeReader<'a> {
    pub(crate) fn new(node: &'a Node) -> Self {
        Self { node, untagged: false }
    }

    fn wrong<T>(self, expected: Expected) -> Result<T, Error> {
        Err(Error::at(TypeProblem::WrongType { expected, found: Shape::of(self.node) }, self.node.span))
    }

    /// The entries of a struct, whichever way it is written.
    fn fields(self, name: &'static str) -> Option<&'a [Entry]> {
        match &self.node.kind {
            Kind::Struct(tag, entries) => {
                let fine = self.untagged || tag.as_ref().is_none_or(|tag| tag.name == name);
                fine.then_some(entries)
            }
            Kind::Object(entries) => Some(entries),
            Kind::Tuple(tag, items) if items.is_empty() && (self.untagged || tag.is_none()) => Some(&[]),
            _ => None,
        }
    }

    fn read_enum<'de, V: Visitor<'de>>(
        self,
        quantity: Option<&'static str>,
        visitor: V,
        expected: Expected,
    ) -> Result<V::Value, Error> {
        let span = self.node.span;
        let (name, name_span, payload) = match &self.node.kind {
            Kind::Word(word) | Kind::JsonText(word) => (word, span, Payload::None),
            Kind::Tagged(tag, inner) => (&tag.name, tag.span, Payload::One(inner)),
            Kind::Struct(Some(tag), _) => (&tag.name, tag.span, Payload::Fields(self.node)),
            Kind::Tuple(Some(tag), items) => (&tag.name, tag.span, Payload::Items(self.node, items)),
            Kind::Object(entries) if entries.len() == 1 => {
                let entry = &entries[0];
                (&entry.key, entry.key_span, Payload::One(&entry.value))
            }
            _ => return self.wrong(expected),
        };
        visitor
            .visit_enum(EnumReader { name, name_span, whole: span, payload, quantity })
            .map_err(|error| error.placed(name_span))
    }
}

/// Methods for numbers of one width each; they differ in nothing but the range that they promise.
macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.node.kind {
                Kind::Integer(n) if n >= 0 => visitor.visit_u64(n as u64),
                Kind::Integer(n) => visitor.visit_i64(n),
                _ => self.wrong(Expected::Integer),
            }
            .map_err(|error: Error| error.placed(self.node.span))
        }
    )*};
}

impl<'de> Deserializer<'de> for NodeReader<'_> {
    type Error = Error;

    /// For the few types that take several shapes: a value of a fact, a place by name or by belief.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let span = self.node.span;
        match &self.node.kind {
            Kind::Bool(b) => visitor.visit_bool(*b),
            Kind::Integer(n) if *n >= 0 => visitor.visit_u64(*n as u64),
            Kind::Integer(n) => visitor.visit_i64(*n),
            Kind::Float(n) => visitor.visit_f64(*n),
            Kind::Text(text) | Kind::JsonText(text) => visitor.visit_str(text),
            Kind::Char(c) => visitor.visit_char(*c),
            Kind::Word(_) | Kind::Tagged(..) | Kind::Struct(Some(_), _) | Kind::Tuple(Some(_), _) => {
                return self.read_enum(None, visitor, Expected::Anything);
            }
            Kind::List(items) | Kind::Tuple(None, items) => visitor.visit_seq(ItemAccess::new(items)),
            Kind::Map(entries) | Kind::Object(entries) | Kind::Struct(None, entries) => {
                visitor.visit_map(EntryAccess::new(entries))
            }
            Kind::Null | Kind::Broken => visitor.visit_unit(),
        }
        .map_err(|error: Error| error.placed(span))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind {
            Kind::Bool(b) => visitor.visit_bool(b),
            _ => self.wrong(Expected::Bool),
        }
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind {
            Kind::Integer(n) => visitor.visit_f64(n as f64),
            Kind::Float(n) => visitor.visit_f64(n),
            _ => self.wrong(Expected::Number),
        }
        .map_err(|error: Error| error.placed(self.node.span))
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind {
            Kind::Char(c) => visitor.visit_char(c),
            _ => self.wrong(Expected::Text),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.text() {
            Some(text) => visitor.visit_str(text).map_err(|error: Error| error.placed(self.node.span)),
            None => self.wrong(Expected::Text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Null => visitor.visit_none(),
            Kind::Word(word) if word == "None" => visitor.visit_none(),
            Kind::Tagged(tag, inner) if tag.name == "Some" => visitor.visit_some(NodeReader::new(inner)),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Tuple(None, items) if items.is_empty() => visitor.visit_unit(),
            Kind::Null => visitor.visit_unit(),
            _ => self.wrong(Expected::Anything),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::List(items) => {
                visitor.visit_seq(ItemAccess::new(items)).map_err(|error: Error| error.placed(self.node.span.head()))
            }
            _ => self.wrong(Expected::List),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::List(items) | Kind::Tuple(None, items) => visitor.visit_seq(ItemAccess::new(items)),
            _ => self.wrong(Expected::List),
        }
        .map_err(|error: Error| error.placed(self.node.span))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Map(entries) | Kind::Object(entries) => {
                visitor.visit_map(EntryAccess::new(entries)).map_err(|error: Error| error.placed(self.node.span.head()))
            }
            _ => self.wrong(Expected::Map),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Some(entries) = self.fields(name) else { return self.wrong(Expected::Fields(fields)) };
        let (head, has_word) = match &self.node.kind {
            Kind::Struct(Some(tag), _) | Kind::Tuple(Some(tag), _) => (tag.span, true),
            _ => (self.node.span.head(), false),
        };
        visitor.visit_map(EntryAccess::new(entries)).map_err(|error| error.incomplete(head, has_word))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // Types of Rust begin with a capital; a quantity has the name that people use: "volume flow".
        let is_quantity = name.starts_with(|c: char| c.is_ascii_lowercase());
        if is_quantity && matches!(self.node.kind, Kind::Integer(_) | Kind::Float(_)) {
            let problem = TypeProblem::NeedsUnit { quantity: name, units: variants, number: Shape::of(self.node) };
            return Err(Error::at(problem, self.node.span));
        }
        let (quantity, expected) = if is_quantity {
            (Some(name), Expected::Quantity(name, variants))
        } else {
            (None, Expected::OneOf(variants))
        };
        self.read_enum(quantity, visitor, expected)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Word(word) | Kind::Text(word) | Kind::JsonText(word) => WordReader(word).deserialize_str(visitor),
            _ => self.wrong(Expected::Text),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
