//! Numbers that count what stands in the document itself, and the set-up of its pages.

use crate::paper::{self, Unit};
use crate::quantity;

/// As many problems have a heading of their own; those behind stand in rows.
pub(crate) const LISTED: u64 = 12;

/// Numbers that count what stands in the document itself: headings, tables, items, rows.
#[derive(Clone, Default)]
pub(crate) struct Order {
    pub(crate) table: u64,
    pub(crate) item: u64,
    pub(crate) row: u64,
    pub(crate) heading: Vec<u64>,
    pub(crate) card: u64,
}

impl Order {
    /// The text without those numbers, and how many there were; an error where one is out of order.
    pub(crate) fn strip(&mut self, unit: &Unit) -> Result<(String, usize), String> {
        let text = unit.text();
        let number = |text: &str| -> Option<(u64, usize)> {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            Some((text[..digits].parse().ok()?, digits))
        };
        if unit.style == "Passage" {
            // The time that reading takes is counted from the words.
            let (head, lines) = text.split_once('\n').unwrap_or((&text, ""));
            let (clock, shown) = head.split_once('[').unwrap_or((head, ""));
            let reads = paper::reads_s(lines) as f64;
            let is_so = quantity::quantities(shown)
                .first()
                .and_then(|one| one.length)
                .is_some_and(|(s, _)| (s - reads).abs() < 0.5);
            let rest = format!("{clock}\n{lines}");
            return if is_so { Ok((rest, 1)) } else { Err(format!("[{shown} is read in {reads} s")) };
        }
        if unit.is_row {
            // A row that has its number in the first cell comes after the one before.
            let first = unit.cells.first().map_or("", String::as_str);
            if let Some((n, digits)) = number(first)
                && digits == first.len()
                && unit.cells.len() > 2
            {
                if n != 1 && n != self.row + 1 && n != LISTED + 1 {
                    return Err(format!("row {n} comes after row {}", self.row));
                }
                self.row = n;
                return Ok((unit.cells[1..].join(" | "), 1));
            }
            return Ok((text, 0));
        }
        if unit.style.starts_with("Heading") || unit.style.starts_with("ContentsLine") {
            let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
            let parts: Vec<u64> = text[..digits].split('.').filter_map(|part| part.parse().ok()).collect();
            if parts.is_empty() {
                return Ok((text, 0));
            }
            // The body counts from the start again, after the contents.
            let mut next = self.heading.clone();
            next.resize(parts.len(), 0);
            *next.last_mut().expect("a heading has a level") += 1;
            if parts != next && parts != [1] {
                return Err(format!("heading {parts:?} comes after {:?}", self.heading));
            }
            self.heading = parts;
            self.item = 0;
            return Ok((text[digits..].to_owned(), 1));
        }
        for (before, after) in [("表", "  "), ("Table ", "  ")] {
            if let Some((n, digits)) = text.strip_prefix(before).and_then(number)
                && text[before.len() + digits..].starts_with(after)
            {
                self.table += 1;
                if n != self.table {
                    return Err(format!("table {n} comes after table {}", self.table - 1));
                }
                return Ok((text[before.len() + digits..].to_owned(), 1));
            }
        }
        for before in ["信息条", "Inject "] {
            if let Some((head, rest)) = text.split_once(before)
                && let Some((n, digits)) = number(rest)
            {
                if n != self.card && n != self.card + 1 {
                    return Err(format!("card {n} comes after card {}", self.card));
                }
                self.card = n;
                return Ok((format!("{head}{before}{}", &rest[digits..]), 1));
            }
        }
        for (before, after) in [("（", "）"), ("(", ")")] {
            if let Some((n, digits)) = text.strip_prefix(before).and_then(number)
                && text[before.len() + digits..].starts_with(after)
            {
                if n != 1 && n != self.item + 1 {
                    return Err(format!("item {n} comes after item {}", self.item));
                }
                self.item = n;
                return Ok((text[before.len() + digits + after.len()..].to_owned(), 1));
            }
        }
        Ok((text, 0))
    }
}

/// Heads of a limit, of the time that it took, and of the difference, in the languages and documents that have them.
const AGAINST: [&[&str]; 3] = [
    &["时限", "时限（秒）", "Target", "Target, s", "limit"],
    &["实际", "实际（秒）", "Actual", "Actual, s", "actual"],
    &["偏差", "偏差（秒）", "Deviation", "Deviation, s", "deviation"],
];

/// Whether a row has a limit, a time and their difference.
pub(crate) fn is_against(unit: &Unit) -> bool {
    AGAINST.iter().all(|names| {
        let at = unit.heads.iter().position(|head| names.contains(&head.as_str()));
        at.and_then(|at| unit.cells.get(at)).is_some_and(|cell| cell.bytes().any(|b| b.is_ascii_digit()))
    })
}

/// Why limit, time and difference of a row do not add up; none where they do, or where it has no difference.
pub(crate) fn adds_up(unit: &Unit) -> Option<String> {
    let [limit, took, over] = AGAINST;
    let cell = |names: &[&str]| {
        let at = unit.heads.iter().position(|head| names.contains(&head.as_str()))?;
        unit.cells.get(at).filter(|cell| **cell != unit.heads[at])
    };
    let s = |names: &[&str]| {
        let text = cell(names)?;
        let one = quantity::quantities(text).into_iter().next()?;
        let s = one.length.map(|(s, _)| s).or_else(|| one.number.as_ref()?.parse().ok())?;
        Some(if text.starts_with('-') { -s } else { s })
    };
    let under = |text: &String| text.contains("不足") || text.contains("under");
    let (limit, took, over) = (s(limit)?, s(took)?, if cell(over).is_some_and(under) { 0.0 } else { s(over)? });
    ((took - limit - over).abs() > 0.0).then(|| format!("{took} s of {limit} s is not {over} s over"))
}

/// Size of the paper and margins of a Word file: official, official on its side, a card. Millimetres, from the top
/// counter-clockwise.
const SHEETS: [([u32; 2], [u32; 4]); 3] =
    [([210, 297], [37, 28, 35, 26]), ([297, 210], [28, 35, 26, 37]), ([210, 297], [22, 17, 20, 17])];

/// Why the set-up of its pages is none of those.
pub(crate) fn page_setup(bytes: &[u8]) -> Option<String> {
    let parts = paper::parts(bytes);
    let (_, body) = parts.iter().find(|(name, _)| name == "word/document.xml")?;
    let of = |tag: &str, keys: &[&str]| -> Vec<u32> {
        let text = body.split(&format!("<w:{tag} ")).nth(1).and_then(|rest| rest.split('>').next()).unwrap_or("");
        let value = |key: &&str| text.split(&format!("w:{key}=\"")).nth(1)?.split('"').next()?.parse().ok();
        keys.iter().filter_map(value).collect()
    };
    let found = (of("pgSz", &["w", "h"]), of("pgMar", &["top", "left", "bottom", "right"]));
    // Twentieths of a point, rounded.
    let twips = |mm: &u32| (mm * 14_400 + 127) / 254;
    let is_known = SHEETS
        .iter()
        .any(|(size, margins)| found == (size.iter().map(twips).collect(), margins.iter().map(twips).collect()));
    (!is_known).then(|| format!("the paper and its margins are {found:?}"))
}
