//! A document as blocks: title, headings, paragraphs, tables. It knows no file format; numbers of headings and tables are
//! counted here.

use super::text::{clean, numeral, pick};
use crate::names::Names;
use crate::say::say;
use hazdrill_model::Lang;

/// How the paper lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Paper {
    /// Upright.
    #[default]
    Upright,
    /// On its side, for wide tables.
    Wide,
    /// Upright with narrow margins: a card that is handed out is no official document.
    Card,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// The title on top, broken where its sense breaks.
    Title(Vec<String>),
    /// A line of a cover, centred.
    Cover(String),
    /// The list of headings with their pages stands here.
    Contents,
    /// A heading with its number: level from 1.
    Heading { level: usize, text: String },
    /// A paragraph.
    Text(String),
    /// A small remark under a table.
    Note(String),
    /// A line to sign on: never signed here.
    Sign(String),
    /// A table.
    Table(Grid),
    /// The next block begins a page.
    NewPage,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// What stands above it, with its number.
    pub(super) caption: Option<String>,
    /// Heads of the columns; empty for a form without a head.
    pub(super) heads: Vec<String>,
    /// Shares of the width.
    pub(super) widths: Vec<usize>,
    /// The rows.
    pub(super) rows: Vec<Vec<String>>,
}

/// A document under construction.
#[derive(Clone, Debug)]
pub(super) struct Doc {
    pub(super) lang: Lang,
    /// What stands first in the head of every page: that it is an exercise, or that it looks back on a case.
    pub(super) mark: &'static str,
    pub(super) paper: Paper,
    /// Smaller letters and closer lines: for what has to fit on one page.
    pub(super) compact: bool,
    /// What stands in the head of every page beside the mark.
    pub(super) head: String,
    pub(super) blocks: Vec<Block>,
    headings: [usize; 3],
    tables: usize,
}

impl Doc {
    pub(super) fn new(names: &Names<'_>, head: &str) -> Self {
        let (lang, mark, head) = (names.lang(), names.mark(), clean(head));
        Self {
            lang,
            mark,
            paper: Paper::Upright,
            compact: false,
            head,
            blocks: Vec::new(),
            headings: [0; 3],
            tables: 0,
        }
    }

    pub(super) fn wide(mut self) -> Self {
        self.paper = Paper::Wide;
        self
    }

    pub(super) fn card(mut self) -> Self {
        self.paper = Paper::Card;
        self
    }

    pub(super) fn compact(mut self) -> Self {
        self.compact = true;
        self
    }

    pub(super) fn title(&mut self, lines: &[&str]) {
        self.push(Block::Title(lines.iter().map(|line| clean(line)).collect()));
    }

    pub(super) fn cover(&mut self, text: impl AsRef<str>) {
        self.push(Block::Cover(clean(text.as_ref())));
    }

    pub(super) fn contents(&mut self) {
        self.push(Block::Contents);
    }

    /// A heading with the next number of its level: `一、`, `（一）`, `1.`; in English `1`, `1.1`, `1.1.1`.
    pub(super) fn heading(&mut self, level: usize, text: impl AsRef<str>) {
        let level = level.clamp(1, 3);
        self.headings[level - 1] += 1;
        self.headings[level..].fill(0);
        let (text, n) = (clean(text.as_ref()), self.headings[level - 1]);
        let numbers: Vec<String> = self.headings[..level].iter().map(ToString::to_string).collect();
        let text = match (self.lang, level) {
            (Lang::Zh, 1) => format!("{}、{text}", numeral(n)),
            (Lang::Zh, 2) => format!("（{}）{text}", numeral(n)),
            (Lang::Zh, _) => format!("{n}. {text}"),
            (Lang::En, _) => format!("{} {text}", numbers.join(".")),
        };
        self.push(Block::Heading { level, text });
    }

    pub(super) fn text(&mut self, text: impl AsRef<str>) {
        self.push(Block::Text(clean(text.as_ref())));
    }

    /// A paragraph of a list: `（1）…`, `(1) …`.
    pub(super) fn item(&mut self, n: usize, text: impl AsRef<str>) {
        let text = text.as_ref();
        self.text(say!(self.lang, "（{n}）{text}", "({n}) {text}"));
    }

    pub(super) fn note(&mut self, text: impl AsRef<str>) {
        self.push(Block::Note(clean(text.as_ref())));
    }

    /// A line for a name or a date that a person writes.
    pub(super) fn sign(&mut self, what: &str) {
        let line = "＿".repeat(8);
        self.push(Block::Sign(say!(self.lang, "{what}：{line}", "{what}: ____________________")));
    }

    /// A table with a caption and its number. A table without rows says so.
    pub(super) fn table(&mut self, caption: &str, columns: &[(&str, usize)], rows: Vec<Vec<String>>) {
        self.tables += 1;
        let n = self.tables;
        let caption = Some(clean(&say!(self.lang, "表{n}  {caption}", "Table {n}  {caption}")));
        let rows = if rows.is_empty() { vec![vec![pick(self.lang, "无", "none").to_owned()]] } else { rows };
        self.grid(caption, columns, rows);
    }

    /// A table whose caption has no number: on a card that is handed out alone nobody has the tables before it.
    pub(super) fn named(&mut self, caption: &str, columns: &[(&str, usize)], rows: Vec<Vec<String>>) {
        self.grid(Some(clean(caption)), columns, rows);
    }

    /// A table without caption: a form, a card.
    pub(super) fn form(&mut self, columns: &[(&str, usize)], rows: Vec<Vec<String>>) {
        self.grid(None, columns, rows);
    }

    fn grid(&mut self, caption: Option<String>, columns: &[(&str, usize)], rows: Vec<Vec<String>>) {
        let heads: Vec<String> = columns.iter().map(|(head, _)| clean(head)).collect();
        let heads = if heads.iter().all(String::is_empty) { Vec::new() } else { heads };
        let widths = columns.iter().map(|(_, width)| *width).collect();
        let rows = rows.into_iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
        self.push(Block::Table(Grid { caption, heads, widths, rows }));
    }

    pub(super) fn new_page(&mut self) {
        self.push(Block::NewPage);
    }

    fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_counted_by_level() {
        let told = |lang| {
            let mut doc = Doc::new(&Names::new(None, lang), "");
            for (level, text) in [(1, "甲"), (2, "乙"), (2, "丙"), (3, "丁"), (1, "戊"), (2, "己")] {
                doc.heading(level, text);
            }
            let text = |block: &Block| match block {
                Block::Heading { text, .. } => text.clone(),
                _ => String::new(),
            };
            doc.blocks.iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(told(Lang::Zh), ["一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己"]);
        assert_eq!(told(Lang::En), ["1 甲", "1.1 乙", "1.2 丙", "1.2.1 丁", "2 戊", "2.1 己"]);
    }
}
