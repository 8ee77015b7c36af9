//! Office files, Markdown and narration as units of text: paragraphs and rows of tables.

use std::io::{Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;

/// A paragraph, or a row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Unit {
    /// One text for a paragraph, one a cell for a row.
    pub(crate) cells: Vec<String>,
    /// Whether it is a row.
    pub(crate) is_row: bool,
    /// The heads of its columns, where it is a row of a table that has them.
    pub(crate) heads: Rc<[String]>,
    /// The style of the paragraph, where it has one.
    pub(crate) style: String,
}

impl Unit {
    /// Its whole text.
    pub(crate) fn text(&self) -> String {
        self.cells.join(" | ")
    }
}

/// The parts of a package, by name.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an office file is a package");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part that is listed is there");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("parts are XML");
            (part.name().to_owned(), text)
        })
        .collect()
}

fn part<'p>(parts: &'p [(String, String)], name: &str) -> &'p str {
    &parts.iter().find(|(there, _)| there == name).unwrap_or_else(|| panic!("{name} is missing")).1
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&")
}

/// The tags of an XML text, each with the text behind it.
fn tags(xml: &str) -> impl Iterator<Item = (&str, &str)> {
    xml.split('<').skip(1).filter_map(|piece| piece.split_once('>'))
}

/// Parts of a Word file that hold text.
const READ: [&str; 5] = ["word/document.", "word/header", "word/footer", "word/footnotes.", "word/comments."];

/// The units of a Word file: its body, the heads and feet of its pages, its footnotes and comments.
pub(crate) fn word(bytes: &[u8]) -> Vec<Unit> {
    let parts = parts(bytes);
    let texts = parts.iter().filter(|(name, _)| READ.iter().any(|read| name.starts_with(read)));
    let mut units = Vec::new();
    for (_, xml) in texts {
        let (mut row, mut text): (Option<Vec<String>>, String) = (None, String::new());
        let mut style = String::new();
        let (mut heads, mut is_head): (Rc<[String]>, bool) = (Rc::default(), false);
        for (tag, behind) in tags(xml) {
            let name = tag.split([' ', '/']).next().unwrap_or("");
            match (tag.starts_with('/'), name) {
                (false, "w:tbl") => heads = Rc::default(),
                (false, "w:tr") => row = Some(Vec::new()),
                (false, "w:tblHeader") => is_head = true,
                (false, "w:t") => text += &unescape(behind),
                (false, "w:tab") if !tag.contains("w:val") => text.push(' '),
                (false, "w:pStyle") => tag.split('"').nth(1).unwrap_or("").clone_into(&mut style),
                _ => {}
            }
            match (tag, &mut row) {
                ("/w:tc", Some(row)) => row.push(std::mem::take(&mut text)),
                ("/w:tr", _) => {
                    let cells = row.take().unwrap_or_default();
                    if std::mem::take(&mut is_head) {
                        heads = cells.clone().into();
                    }
                    units.push(Unit { cells, is_row: true, heads: heads.clone(), ..Unit::default() });
                }
                ("/w:p", None) => {
                    let cells = vec![std::mem::take(&mut text)];
                    units.push(Unit { cells, style: std::mem::take(&mut style), ..Unit::default() });
                }
                _ => {}
            }
        }
    }
    units
}

/// The sheets of a workbook: name, rows.
pub(crate) fn workbook(bytes: &[u8]) -> Vec<(String, Vec<Unit>)> {
    let parts = parts(bytes);
    let strings: Vec<String> = part(&parts, "xl/sharedStrings.xml")
        .split("<si>")
        .skip(1)
        .map(|item| {
            tags(item).filter(|(tag, _)| tag.split(' ').next() == Some("t")).map(|(_, text)| unescape(text)).collect()
        })
        .collect();
    let names = tags(part(&parts, "xl/workbook.xml")).filter(|(tag, _)| tag.starts_with("sheet "));
    let names: Vec<String> = names.map(|(tag, _)| unescape(tag.split('"').nth(1).unwrap_or(""))).collect();
    let sheet = |(name, n): (String, usize)| {
        let xml = part(&parts, &format!("xl/worksheets/sheet{n}.xml"));
        let rows: Vec<Vec<String>> = xml.split("<row ").skip(1).map(|row| cells(row, &strings)).collect();
        // The title, then the heads.
        let heads: Rc<[String]> = rows.get(1).cloned().unwrap_or_default().into();
        let of = |cells: Vec<String>| Unit { cells, is_row: true, heads: heads.clone(), ..Unit::default() };
        let mut units: Vec<Unit> = rows.into_iter().map(of).collect();
        for (tag, text) in tags(xml).filter(|(tag, _)| matches!(*tag, "oddHeader" | "oddFooter")) {
            let _ = tag;
            units.push(Unit { cells: vec![unescape(text)], ..Unit::default() });
        }
        (name, units)
    };
    names.into_iter().zip(1..).map(sheet).collect()
}

/// The cells of a row, in their columns.
fn cells(row: &str, strings: &[String]) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in row.split("<c ").skip(1) {
        let reference = cell.split("r=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
        let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
        let column = letters.fold(0, |n, letter| n * 26 + usize::from(letter - b'A') + 1);
        let value = cell.split("<v>").nth(1).and_then(|rest| rest.split("</v>").next()).unwrap_or("");
        let is_shared = cell.split('>').next().is_some_and(|tag| tag.contains("t=\"s\""));
        let text = match value.parse::<usize>().ok().filter(|_| is_shared) {
            Some(index) => strings[index].clone(),
            None => value.to_owned(),
        };
        cells.resize(column.max(1), String::new());
        cells[column.max(1) - 1] = text;
    }
    cells
}

/// The units of a Markdown text.
pub(crate) fn markdown(text: &str) -> Vec<Unit> {
    let plain = |text: &str| {
        let mut out = String::new();
        let mut letters = text.chars();
        while let Some(c) = letters.next() {
            out.extend(if c == '\\' { letters.next() } else { Some(c) });
        }
        out.trim().to_owned()
    };
    let mut heads: Rc<[String]> = Rc::default();
    let of = |line: &str| {
        let Some(row) = line.strip_prefix("| ") else {
            heads = Rc::default();
            return Unit { cells: vec![plain(line)], ..Unit::default() };
        };
        let cells: Vec<String> = row.trim_end_matches('|').split(" | ").map(plain).collect();
        if heads.is_empty() {
            heads = cells.clone().into();
        }
        Unit { cells, is_row: true, heads: heads.clone(), ..Unit::default() }
    };
    text.lines().filter(|line| !line.is_empty()).map(of).collect()
}

/// The passages of a narration: its head with the time, then its lines.
pub(crate) fn narration(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let goes_on = !line.starts_with(['*', '#']);
        if let Some(unit) = units.last_mut().filter(|unit| goes_on && unit.style == "Passage") {
            unit.cells[0].push('\n');
            unit.cells[0].push_str(line);
        } else {
            let style = if line.starts_with('*') { "Passage" } else { "" };
            units.push(Unit { cells: vec![line.to_owned()], style: style.to_owned(), ..Unit::default() });
        }
    }
    units
}

/// Seconds that reading the lines takes: 240 Chinese characters or 130 English words a minute, each line rounded up.
pub(crate) fn reads_s(lines: &str) -> usize {
    let is_zh = lines.chars().any(|c| c > '\u{2fff}');
    let of = |line: &str| {
        if is_zh {
            (line.chars().filter(|c| c.is_alphanumeric()).count() * 60).div_ceil(240)
        } else {
            (line.split_whitespace().count() * 60).div_ceil(130)
        }
    };
    lines.lines().map(of).sum()
}
