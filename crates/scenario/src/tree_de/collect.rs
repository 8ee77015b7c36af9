//! Several problems in one run: report one, cut out what it spoils, read again.

use super::NodeReader;
use super::error::{Error, Seg};
use super::problem::TypeProblem;
use crate::source::Span;
use crate::syntax::{Kind, Node};
use serde::de::DeserializeOwned;

/// Problems that one run looks for.
const MAX_FOUND: usize = 50;
/// Nodes that all readings of one run may pass; beyond it a large file is reported in fewer pieces.
const MAX_WORK: usize = 5_000_000;

/// Something that the typed pass found.
pub(crate) struct Found {
    pub(crate) problem: TypeProblem,
    pub(crate) span: Span,
    pub(crate) path: Vec<Seg>,
}

/// Reads `root` as a `T`, or says everything that is wrong with it.
///
/// A value that does not fit is cut out, so that the next reading finds the next problem. A required field that was
/// cut out is then missing; that is no news, so the struct around it goes as well, and so on outwards.
pub(crate) fn collect<T: DeserializeOwned>(root: &Node) -> Result<T, Vec<Found>> {
    let error = match T::deserialize(NodeReader::new(root)) {
        Ok(value) if !has_broken(root) => return Ok(value),
        // What is broken was reported by the reader of the text, and leaves nothing to say here.
        Ok(_) => return Err(Vec::new()),
        Err(error) => error,
    };
    let mut tree = root.clone();
    let mut found = Vec::new();
    let mut next = Some(error);
    let mut work = root.size();
    while let Some(error) = next {
        if !digest(error, &mut tree, &mut found) || found.len() >= MAX_FOUND || work > MAX_WORK {
            break;
        }
        work += root.size();
        next = T::deserialize(NodeReader::new(&tree)).err();
    }
    found.sort_by_key(|f| f.span);
    Err(found)
}

/// Notes the error and cuts out what it spoils. False where nothing is left to read.
fn digest(error: Error, tree: &mut Node, found: &mut Vec<Found>) -> bool {
    let (problem, span, path) = error.into_parts();
    let is_news = match &problem {
        TypeProblem::Unreadable => false,
        TypeProblem::MissingField(field) => !node_at(tree, &path).is_some_and(|node| lost(node, field)),
        _ => true,
    };
    if is_news {
        found.push(Found { problem, span: span.unwrap_or(tree.span), path: path.clone() });
    }
    if path.is_empty() {
        return false;
    }
    match node_at_mut(tree, &path) {
        Some(node) if !node.is_broken() => {
            node.kind = Kind::Broken;
            true
        }
        _ => false,
    }
}

/// Whether `field` stood in this struct before it was cut out.
fn lost(node: &Node, field: &str) -> bool {
    match &node.kind {
        Kind::Tagged(_, inner) => lost(inner, field),
        Kind::Object(entries) if entries.len() == 1 && entries[0].key != field => lost(&entries[0].value, field),
        _ => node.field(field).is_some_and(Node::is_broken),
    }
}

fn has_broken(node: &Node) -> bool {
    match &node.kind {
        Kind::Broken => true,
        Kind::Tagged(_, inner) => has_broken(inner),
        Kind::Tuple(_, items) | Kind::List(items) => items.iter().any(has_broken),
        Kind::Struct(_, entries) | Kind::Map(entries) | Kind::Object(entries) => {
            entries.iter().any(|e| has_broken(&e.value))
        }
        _ => false,
    }
}

/// The node at `path`, which passes over the words of variants: `takes.median` finds `takes: lognormal(median: …)`.
pub(crate) fn node_at<'a>(node: &'a Node, path: &[Seg]) -> Option<&'a Node> {
    let Some((seg, rest)) = path.split_first() else { return Some(node) };
    let next = match (&node.kind, seg) {
        (Kind::List(items) | Kind::Tuple(_, items), Seg::Index(index)) => items.get(*index),
        (_, Seg::Key(key)) => node.field(key),
        _ => None,
    };
    match (next, &node.kind) {
        (Some(next), _) => node_at(next, rest),
        (None, Kind::Tagged(_, inner)) => node_at(inner, path),
        (None, Kind::Object(entries)) if entries.len() == 1 => node_at(&entries[0].value, path),
        _ => None,
    }
}

fn node_at_mut<'a>(node: &'a mut Node, path: &[Seg]) -> Option<&'a mut Node> {
    let Some((seg, rest)) = path.split_first() else { return Some(node) };
    let here = match seg {
        Seg::Key(key) => node.entries().and_then(|entries| entries.iter().position(|e| e.key == *key)),
        Seg::Index(index) => Some(*index),
    };
    match (&mut node.kind, seg, here) {
        (Kind::List(items) | Kind::Tuple(_, items), Seg::Index(index), _) => node_at_mut(items.get_mut(*index)?, rest),
        (Kind::Tagged(_, inner), ..) => node_at_mut(inner, path),
        (Kind::Struct(_, entries) | Kind::Map(entries) | Kind::Object(entries), Seg::Key(_), Some(at)) => {
            node_at_mut(&mut entries[at].value, rest)
        }
        (Kind::Object(entries), ..) if entries.len() == 1 => node_at_mut(&mut entries[0].value, path),
        _ => None,
    }
}
