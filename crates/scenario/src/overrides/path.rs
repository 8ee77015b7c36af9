//! Paths of overrides and findings: `channels.telephone.lost`, `aims[0].zh`, `facts."gate.key".name`.

use crate::syntax::{Entry, Kind, Node};
use crate::tree_de::Seg;

/// A segment and its bytes in the text.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) seg: Seg,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Reads a path that begins at byte `offset` of its text.
pub(crate) fn read_path(text: &str, offset: usize) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let seg = if let Some(inside) = rest.strip_prefix('[') {
            let (index, behind) = inside.split_once(']')?;
            rest = behind;
            Seg::Index(index.trim().parse().ok()?)
        } else {
            if start > 0 {
                rest = rest.strip_prefix('.')?;
            }
            Seg::Key(read_key(&mut rest)?)
        };
        let end = text.len() - rest.len();
        let start = start + usize::from(text[start..].starts_with('.'));
        parts.push(Part { seg, start: offset + start, end: offset + end });
    }
    Some(parts)
}

fn read_key(rest: &mut &str) -> Option<String> {
    if let Some(inside) = rest.strip_prefix('"') {
        let mut key = String::new();
        let mut chars = inside.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => key.push(chars.next()?),
                c => key.push(c),
            }
        }
        *rest = chars.as_str();
        return Some(key);
    }
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (key, behind) = rest.split_at(end);
    *rest = behind;
    (!key.is_empty()).then(|| key.to_owned())
}

/// Fields that hold maps of named things. What stands in one is named by its author and is never passed over, while
/// the word of a variant may be left out: `channels.telephone.lost` for `channels.telephone.calls.lost`.
const MAPS: &[&str] = &[
    "places",
    "roads",
    "substances",
    "people",
    "facts",
    "channels",
    "organisations",
    "releases",
    "injects",
    "targets",
    "paths",
    "doors",
    "vessels",
    "detectors",
    "ignition",
    "breakers",
    "posts",
    "crews",
    "procedures",
    "roles",
    "forms",
    "clocks",
    "limits",
    "rubrics",
    "classes",
    "items",
];

/// A way into a JSON tree, found while the tree is only looked at.
#[derive(Clone)]
pub(super) struct Route<'a> {
    node: &'a Node,
    is_map: bool,
    steps: Vec<usize>,
}

/// The way, without the tree: positions of entries and items.
pub(super) struct RawPath(Vec<usize>);

impl<'a> Route<'a> {
    pub(super) fn new(root: &'a Node) -> Self {
        Self { node: root, is_map: false, steps: Vec::new() }
    }

    /// Goes one segment on; where there is no such segment, gives those that there are and stays.
    pub(super) fn enter(&mut self, seg: &Seg) -> Result<(), Vec<String>> {
        if self.try_enter(seg) {
            return Ok(());
        }
        let mut inner = self.clone();
        if inner.enter_payload() && inner.try_enter(seg) {
            *self = inner;
            return Ok(());
        }
        let mut candidates = names(self.node);
        if !std::ptr::eq(self.node, inner.node) {
            candidates.extend(names(inner.node));
        }
        Err(candidates)
    }

    fn try_enter(&mut self, seg: &Seg) -> bool {
        let found = match (&self.node.kind, seg) {
            (Kind::Object(entries), Seg::Key(key)) => entries
                .iter()
                .position(|entry| entry.key == *key)
                .map(|at| (at, &entries[at].value, !self.is_map && MAPS.contains(&key.as_str()))),
            (Kind::List(items), seg) => {
                let at = match seg {
                    Seg::Index(index) => Some(*index),
                    Seg::Key(key) => key.parse().ok().or_else(|| items.iter().position(|item| is_step(item, key))),
                };
                at.and_then(|at| Some((at, items.get(at)?, false)))
            }
            _ => None,
        };
        let Some((at, node, is_map)) = found else { return false };
        self.steps.push(at);
        self.node = node;
        self.is_map = is_map && matches!(node.kind, Kind::Object(_));
        true
    }

    /// Passes over the word of a variant.
    pub(super) fn enter_payload(&mut self) -> bool {
        match &self.node.kind {
            Kind::Object(entries) if !self.is_map => match entries.as_slice() {
                [Entry { value, .. }] if matches!(value.kind, Kind::Object(_) | Kind::List(_)) => {
                    self.steps.push(0);
                    self.node = value;
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn node(&self) -> &'a Node {
        self.node
    }

    pub(super) fn is_map(&self) -> bool {
        self.is_map
    }

    pub(super) fn into_path(self) -> RawPath {
        RawPath(self.steps)
    }
}

/// Steps of a procedure can be called by their own names.
fn is_step(item: &Node, name: &str) -> bool {
    item.field("step").and_then(Node::text) == Some(name)
}

fn names(node: &Node) -> Vec<String> {
    match &node.kind {
        Kind::Object(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
        Kind::List(items) => items.iter().filter_map(|item| item.field("step")?.text()).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

impl RawPath {
    pub(super) fn find(self, root: &mut Node) -> Option<&mut Node> {
        find(root, &self.0)
    }

    pub(super) fn remove(self, root: &mut Node) {
        let Some((&last, before)) = self.0.split_last() else { return };
        match find(root, before).map(|node| &mut node.kind) {
            Some(Kind::Object(entries)) if last < entries.len() => drop(entries.remove(last)),
            Some(Kind::List(items)) if last < items.len() => drop(items.remove(last)),
            _ => {}
        }
    }
}

fn find<'a>(mut node: &'a mut Node, steps: &[usize]) -> Option<&'a mut Node> {
    for &step in steps {
        node = match &mut node.kind {
            Kind::Object(entries) => &mut entries.get_mut(step)?.value,
            Kind::List(items) => items.get_mut(step)?,
            _ => return None,
        };
    }
    Some(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_know_their_bytes() {
        let parts = read_path("facts.\"a.b\"[2].zh", 0).unwrap();
        let ranges: Vec<_> = parts.iter().map(|p| (p.start, p.end)).collect();
        assert_eq!(ranges, [(0, 5), (6, 11), (11, 14), (15, 17)]);
        assert_eq!(parts[1].seg, Seg::Key("a.b".to_owned()));
        assert_eq!(parts[2].seg, Seg::Index(2));
        for bad in ["a..b", ".a", "a.", "a[x]", "a[1", "\"a"] {
            assert!(read_path(bad, 0).is_none(), "{bad}");
        }
    }
}
