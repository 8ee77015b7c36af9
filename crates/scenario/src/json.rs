//! JSON to tree: overrides address a scenario as JSON, and are read by the same types.

use crate::source::Span;
use crate::syntax::{Entry, Kind, Node};
use serde_json::Value;

/// A tree in which every node stands at `span`.
pub(crate) fn tree(value: Value, span: Span) -> Node {
    let kind = match value {
        Value::Null => Kind::Null,
        Value::Bool(b) => Kind::Bool(b),
        Value::Number(n) => match n.as_i64() {
            Some(n) => Kind::Integer(n),
            None => Kind::Float(n.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => Kind::JsonText(text),
        Value::Array(items) => Kind::List(items.into_iter().map(|item| tree(item, span)).collect()),
        Value::Object(entries) => Kind::Object(
            entries.into_iter().map(|(key, value)| Entry { key, key_span: span, value: tree(value, span) }).collect(),
        ),
    };
    Node::new(kind, span)
}
