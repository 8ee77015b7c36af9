//! Where a check stands: a path that costs nothing until something is found there.

use super::{Finding, Problem, Severity};
use core::cmp::Ordering;
use core::fmt::{self, Write};

/// Findings of one kind that are kept; a scenario with more is hopeless anyway, and a hostile one has millions.
const MAX_FINDINGS: usize = 200;

/// A path from the root.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    seg: Seg<'a>,
}

#[derive(Clone, Copy)]
enum Seg<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    pub(super) const ROOT: Path<'static> = Path { parent: None, seg: Seg::Root };

    pub(super) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path { parent: Some(self), seg: Seg::Key(key) }
    }

    pub(super) fn index(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), seg: Seg::Index(index) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
            if !matches!((parent.seg, self.seg), (Seg::Root, _) | (_, Seg::Index(_))) {
                f.write_char('.')?;
            }
        }
        match self.seg {
            Seg::Root => Ok(()),
            Seg::Key(key) if key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') => {
                f.write_str(key)
            }
            Seg::Key(key) => write!(f, "{key:?}"),
            Seg::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// Collects what is found.
#[derive(Default)]
pub(super) struct Findings {
    errors: Vec<Finding>,
    warnings: Vec<Finding>,
}

impl Findings {
    pub(super) fn add(&mut self, path: &Path<'_>, problem: Problem) {
        let list = match problem.severity() {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        if list.len() < MAX_FINDINGS {
            list.push(Finding { path: path.to_string(), problem });
        }
    }

    pub(super) fn add_if(&mut self, wrong: bool, path: &Path<'_>, problem: impl FnOnce() -> Problem) {
        if wrong {
            self.add(path, problem());
        }
    }

    pub(super) fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// All of them, in the order of their paths.
    pub(super) fn into_sorted(mut self) -> Vec<Finding> {
        self.errors.append(&mut self.warnings);
        self.errors.sort_by(|a, b| natural_order(&a.path, &b.path));
        self.errors
    }
}

/// As people sort: `[2]` before `[10]`.
fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        let digits = |t: &[u8]| t.iter().take_while(|b| b.is_ascii_digit()).count();
        let (da, db) = (digits(a), digits(b));
        let order = if da > 0 && db > 0 {
            let (na, nb) = (&a[..da], &b[..db]);
            (a, b) = (&a[da..], &b[db..]);
            na.len().cmp(&nb.len()).then(na.cmp(nb))
        } else {
            let (ca, cb) = (a.first(), b.first());
            if ca.is_none() && cb.is_none() {
                return Ordering::Equal;
            }
            (a, b) = (a.get(1..).unwrap_or(&[]), b.get(1..).unwrap_or(&[]));
            ca.cmp(&cb)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_print_as_people_write_them() {
        let a = Path::ROOT.key("facts");
        let b = a.key("gate.key");
        let c = b.index(2);
        assert_eq!(c.key("zh").to_string(), "facts.\"gate.key\"[2].zh");
        assert_eq!(natural_order("a[10]", "a[9]"), Ordering::Greater);
        assert_eq!(natural_order("a", "a.b"), Ordering::Less);
    }
}
