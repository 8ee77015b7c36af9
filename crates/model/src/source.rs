//! Where a figure comes from, and whether that was checked.

use crate::text::{Lang, Text};
use core::fmt;
use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Serialize, Serializer};

/// How a source begins that nobody checked against the primary text.
const MARKS: [&str; 2] = ["unverified", "未核实"];

/// The source of one or more figures: a paper, a standard and its clause, a data set.
///
/// A source that begins with the word `unverified` was not checked against a primary source; reports show the mark
/// beside every figure that rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Source(pub String);

impl Source {
    /// Whether the figure was checked against its primary source.
    pub fn is_verified(&self) -> bool {
        !is_marked(&self.0)
    }

    /// The source without the mark `unverified`, for a reader who is shown the mark in another way.
    pub fn without_mark(&self) -> &str {
        without_mark(&self.0)
    }
}

/// The source of something that a report shows beside its result: `(zh: "…", en: "…")`, or one text where it reads the
/// same in both languages, as the number of a standard does.
///
/// The mark `unverified`, in Chinese `未核实`, counts in either language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// One text for both languages.
    Same(Source),
    /// A text in each language.
    Each(Text),
}

impl Basis {
    /// The words in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match self {
            Self::Same(source) => &source.0,
            Self::Each(text) => text.get(lang),
        }
    }

    /// Whether it was checked against its primary source.
    pub fn is_verified(&self) -> bool {
        ![Lang::Zh, Lang::En].into_iter().any(|lang| is_marked(self.get(lang)))
    }

    /// The words in `lang` without the mark `unverified`.
    pub fn without_mark(&self, lang: Lang) -> &str {
        without_mark(self.get(lang))
    }
}

impl Serialize for Basis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Same(source) => source.serialize(serializer),
            Self::Each(text) => text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Basis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BasisVisitor;
        impl<'de> Visitor<'de> for BasisVisitor {
            type Value = Basis;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"source\" / (zh: \"…\", en: \"…\")")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Basis, E> {
                Ok(Basis::Same(Source(text.to_owned())))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Basis, A::Error> {
                Text::deserialize(MapAccessDeserializer::new(map)).map(Basis::Each)
            }
        }
        deserializer.deserialize_any(BasisVisitor)
    }
}

fn is_marked(text: &str) -> bool {
    MARKS.iter().any(|mark| text.trim_start().starts_with(mark))
}

fn without_mark(text: &str) -> &str {
    let text = text.trim();
    let rest = MARKS.iter().find_map(|mark| text.strip_prefix(mark));
    rest.map_or(text, |rest| rest.trim_start_matches([':', '：', ' ']))
}

/// A value with its own source: `(is: kg_m3(713.6), source: "…")`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure<T> {
    /// The value.
    pub is: T,
    /// Where it comes from.
    pub source: Source,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_is_one_text_or_one_in_each_language() {
        let both: Basis = serde_json::from_str(r#"{"zh":"未核实：建标152","en":"unverified: JB152"}"#).unwrap();
        assert_eq!((both.without_mark(Lang::Zh), both.without_mark(Lang::En)), ("建标152", "JB152"));
        assert!(!both.is_verified());
        let same: Basis = serde_json::from_str(r#""GB 50160-2008""#).unwrap();
        assert!(same.is_verified() && same.get(Lang::Zh) == same.get(Lang::En));
        for basis in [both, same] {
            let json = serde_json::to_string(&basis).unwrap();
            assert_eq!(serde_json::from_str::<Basis>(&json).unwrap(), basis, "{json}");
        }
        assert!(serde_json::from_str::<Basis>(r#"{"zh":"只有中文"}"#).is_err(), "a language is missing");
    }
}
