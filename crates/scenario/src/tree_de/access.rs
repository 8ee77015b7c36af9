//! Stepping into structs, maps, lists and variants; every step adds to the path of an error that passes through it.

use super::NodeReader;
use super::error::{Error, Seg};
use super::problem::{Expected, Shape, TypeProblem};
use crate::source::Span;
use crate::syntax::{Entry, Kind, Node};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Fields of a struct or entries of a map.
pub(super) struct EntryAccess<'a> {
    entries: core::slice::Iter<'a, Entry>,
    current: Option<&'a Entry>,
}

impl<'a> EntryAccess<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        Self { entries: entries.iter(), current: None }
    }
}

impl<'de> MapAccess<'de> for EntryAccess<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.entries.find(|entry| !entry.value.is_broken()) else { return Ok(None) };
        self.current = Some(entry);
        seed.deserialize(WordReader(&entry.key))
            .map(Some)
            .map_err(|error| error.placed(entry.key_span).below(Seg::Key(entry.key.clone())))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some(entry) = self.current.take() else { return Err(serde::de::Error::custom("no value")) };
        seed.deserialize(NodeReader::new(&entry.value))
            .map_err(|error| error.placed(entry.value.span).led_by(entry.key_span).below(Seg::Key(entry.key.clone())))
    }
}

/// Elements of a list.
pub(super) struct ItemAccess<'a> {
    items: core::iter::Enumerate<core::slice::Iter<'a, Node>>,
}

impl<'a> ItemAccess<'a> {
    pub(super) fn new(items: &'a [Node]) -> Self {
        Self { items: items.iter().enumerate() }
    }
}

impl<'de> SeqAccess<'de> for ItemAccess<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some((index, node)) = self.items.find(|(_, node)| !node.is_broken()) else { return Ok(None) };
        seed.deserialize(NodeReader::new(node))
            .map(Some)
            .map_err(|error| error.placed(node.span).below(Seg::Index(index)))
    }
}

/// What a variant holds.
#[derive(Clone, Copy)]
pub(super) enum Payload<'a> {
    None,
    One(&'a Node),
    /// A struct written flat: the node has the word and the fields.
    Fields(&'a Node),
    /// Several bare arguments, or none between the brackets.
    Items(&'a Node, &'a [Node]),
}

/// A variant: its word and what it holds.
pub(super) struct EnumReader<'a> {
    pub(super) name: &'a str,
    pub(super) name_span: Span,
    pub(super) whole: Span,
    pub(super) payload: Payload<'a>,
    pub(super) quantity: Option<&'static str>,
}

impl<'de> EnumAccess<'de> for EnumReader<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let word = seed
            .deserialize(WordReader(self.name))
            .map_err(|error| error.of_quantity(self.quantity).placed(self.name_span))?;
        Ok((word, self))
    }
}

impl EnumReader<'_> {
    fn wrong_arguments<T>(&self, wanted: &'static [&'static str]) -> Result<T, Error> {
        let problem = TypeProblem::WrongArguments { word: self.name.to_owned(), wanted };
        Err(Error::at(problem, self.whole))
    }
}

impl<'de> VariantAccess<'de> for EnumReader<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.payload {
            Payload::None => Ok(()),
            Payload::One(node) if node.kind == Kind::Null => Ok(()),
            _ => self.wrong_arguments(&[]),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        let (node, untagged) = match self.payload {
            Payload::One(node) => (node, false),
            // `site()` is a struct without a field, if the variant holds a struct.
            Payload::Fields(node) | Payload::Items(node, []) => (node, true),
            _ => return self.wrong_arguments(&["…"]),
        };
        if node.is_broken() {
            // Reported already; the caller's collector cuts it out.
            return Err(Error::at(TypeProblem::Unreadable, node.span));
        }
        match seed.deserialize(NodeReader { node, untagged }) {
            Err(error) if error.is_wrong_type_at(self.whole) && untagged => self.wrong_arguments(&["…"]),
            result => result.map_err(|error| error.placed(node.span)),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        match self.payload {
            Payload::Items(_, items) => visitor.visit_seq(ItemAccess::new(items)),
            Payload::One(node) => visitor.visit_seq(ItemAccess::new(core::slice::from_ref(node))),
            _ => return self.wrong_arguments(&["…"]),
        }
        .map_err(|error: Error| error.placed(self.whole))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        let entries = match self.payload {
            Payload::None | Payload::Items(_, []) => &[],
            Payload::Fields(node) => node.entries().unwrap_or(&[]),
            Payload::One(Node { kind: Kind::Object(entries), .. }) => entries,
            _ => return self.wrong_arguments(fields),
        };
        visitor.visit_map(EntryAccess::new(entries)).map_err(|error| error.incomplete(self.name_span, true))
    }
}

/// A key or the word of a variant.
pub(super) struct WordReader<'a>(pub(super) &'a str);

impl<'de> Deserializer<'de> for WordReader<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    /// A key of a map whose keys are a newtype over text.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        let found = Shape::Text(self.0.to_owned());
        Err(Error::new(TypeProblem::WrongType { expected: Expected::Integer, found }))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u64 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
