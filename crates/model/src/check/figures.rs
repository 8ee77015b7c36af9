//! Rules that hold for many kinds of things: texts, sources, times, distributions.

use super::path::{Findings, Path};
use super::{Counted, Problem};
use crate::{Basis, Dist, Source, Text, limits};
use hazdrill_units::SimDuration;

/// Characters of a name or sentence.
const TEXT_CHARS: usize = 200;
/// Characters of a source: a standard, its clause, a remark.
const SOURCE_CHARS: usize = 1_000;
/// The shortest deliberate act.
pub(super) const SHORTEST_ACT: SimDuration = SimDuration::from_ms(limits::SHORTEST_ACT_MS);

pub(super) fn text(path: &Path<'_>, text: &Text, out: &mut Findings) {
    words(&path.key("zh"), &text.zh, TEXT_CHARS, out);
    words(&path.key("en"), &text.en, TEXT_CHARS, out);
}

pub(super) fn source(path: &Path<'_>, source: &Source, out: &mut Findings) {
    words(path, &source.0, SOURCE_CHARS, out);
}

pub(super) fn basis(path: &Path<'_>, basis: &Basis, out: &mut Findings) {
    match basis {
        Basis::Same(same) => source(path, same, out),
        Basis::Each(each) => {
            words(&path.key("zh"), &each.zh, SOURCE_CHARS, out);
            words(&path.key("en"), &each.en, SOURCE_CHARS, out);
        }
    }
}

fn words(path: &Path<'_>, text: &str, limit: usize, out: &mut Findings) {
    out.add_if(text.trim().is_empty(), path, || Problem::EmptyText);
    let found = text.chars().count();
    out.add_if(found > limit, path, || Problem::LongText { found, limit });
    out.add_if(text.chars().any(char::is_control), path, || Problem::ControlCharacter);
}

pub(super) fn positive(path: &Path<'_>, found: f64, out: &mut Findings) {
    let fine = found > 0.0 && found.is_finite();
    out.add_if(!fine, path, || Problem::NotPositive { found });
}

/// Holds `found` to `lo..=hi`; NaN does not pass.
pub(super) fn within(path: &Path<'_>, found: f64, lo: f64, hi: f64, out: &mut Findings) {
    let fine = found >= lo && found <= hi;
    out.add_if(!fine, path, || Problem::OutOfRange { found, lo, hi });
}

pub(super) fn at_least(path: &Path<'_>, found: SimDuration, least: SimDuration, out: &mut Findings) {
    out.add_if(found < least, path, || Problem::TooShort { found, least });
}

pub(super) fn list<T>(path: &Path<'_>, items: &[T], out: &mut Findings) {
    out.add_if(items.is_empty(), path, || Problem::EmptyList);
    short_list(path, items, out);
}

/// A list that may be empty. Its length is held, because pairs of two lists are looked at.
pub(super) fn short_list<T>(path: &Path<'_>, items: &[T], out: &mut Findings) -> bool {
    let (found, limit) = (items.len() as u64, limits::LIST as u64);
    out.add_if(found > limit, path, || Problem::TooMany { what: Counted::Entries, found, limit });
    found <= limit
}

/// The figures of a distribution in their order, and the shortest draw that it promises.
pub(super) fn dist(path: &Path<'_>, dist: &Dist, least: SimDuration, out: &mut Findings) {
    let mut ordered = |low: &'static str, a: SimDuration, high: &'static str, b: SimDuration| {
        out.add_if(a > b, &path.key(low), || Problem::WrongOrder {
            low,
            low_value: a.seconds(),
            high,
            high_value: b.seconds(),
            unit: "s",
        });
    };
    let shortest = match dist {
        Dist::Fixed(_) => None,
        Dist::Uniform { from, to } => {
            ordered("from", *from, "to", *to);
            Some("from")
        }
        Dist::Lognormal { spread, .. } => {
            within(&path.key("spread"), *spread, 0.0, 2.0, out);
            Some("median")
        }
        Dist::Triangular { low, typical, high } => {
            ordered("low", *low, "typical", *typical);
            ordered("typical", *typical, "high", *high);
            Some("low")
        }
    };
    match shortest {
        Some(key) => at_least(&path.key(key), dist.shortest(), least, out),
        None => at_least(path, dist.shortest(), least, out),
    }
}
