//! Tables for a terminal. A hanzi is two columns wide, so width is measured, never counted.

use unicode_width::UnicodeWidthStr;

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table: the last column may be long and is wrapped.
#[derive(Clone, Debug)]
pub struct Table {
    aligns: Vec<Align>,
    rows: Vec<Vec<String>>,
    width: usize,
}

/// Columns between two cells.
const GAP: usize = 2;
/// A last column is never squeezed below this.
const LEAST: usize = 24;

impl Table {
    /// A table with a heading over each column, wrapped at `width` columns of the terminal.
    pub fn new(width: usize, heads: &[(&str, Align)]) -> Self {
        let aligns = heads.iter().map(|(_, align)| *align).collect();
        let head = heads.iter().map(|(head, _)| (*head).to_owned()).collect::<Vec<_>>();
        // A list of names and meanings needs no headings.
        let rows = if head.iter().all(String::is_empty) { Vec::new() } else { vec![head] };
        Self { aligns, rows, width }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The lines of the table.
    pub fn lines(&self) -> Vec<String> {
        let columns = self.aligns.len();
        let widest = |c: usize| self.rows.iter().filter_map(|r| r.get(c)).map(|cell| cell.width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        let before: usize = widths.iter().take(columns.saturating_sub(1)).map(|w| w + GAP).sum();
        let last = self.width.saturating_sub(before).max(LEAST);
        self.rows.iter().flat_map(|row| self.row_lines(row, &widths, before, last)).collect()
    }

    fn row_lines(&self, row: &[String], widths: &[usize], before: usize, last: usize) -> Vec<String> {
        let mut line = String::new();
        let mut lines = Vec::new();
        for (c, align) in self.aligns.iter().enumerate() {
            let cell = row.get(c).map_or("", String::as_str);
            let pad = " ".repeat(widths[c].saturating_sub(cell.width()));
            let is_last = c + 1 == self.aligns.len();
            match align {
                Align::Right => line.extend([pad.as_str(), cell]),
                Align::Left if is_last => {
                    let mut parts = wrap(cell, last).into_iter();
                    line.push_str(&parts.next().unwrap_or_default());
                    lines.extend(parts.map(|part| format!("{}{part}", " ".repeat(before))));
                }
                Align::Left => line.extend([cell, pad.as_str()]),
            }
            if !is_last {
                line.push_str(&" ".repeat(GAP));
            }
        }
        lines.insert(0, line.trim_end().to_owned());
        lines
    }
}

/// Breaks a text at `width` columns: between words, or between hanzi, which need no blank.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let Some(line) = lines.last_mut() else { break };
        if line.trim_end().width() + piece.trim_end().width() > width && !line.is_empty() {
            lines.push(piece.trim_start().to_owned());
        } else {
            line.push_str(piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Pieces that are not to be broken: a word with the blanks after it, a hanzi with the stop after it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices() {
        let breaks = previous.is_some_and(|p| {
            let after_blank = p == ' ' && c != ' ';
            let beside_hanzi = (is_wide(p) || is_wide(c)) && c != ' ' && !is_closing(c) && !is_opening(p);
            after_blank || beside_hanzi
        });
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        previous = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn is_wide(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

/// Stops and closing brackets never begin a line.
fn is_closing(c: char) -> bool {
    "，。；：！？、）》】」』”’,.;:!?)]}%".contains(c)
}

/// Opening brackets never end a line.
fn is_opening(c: char) -> bool {
    "（《【「『“‘([{".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_straight_under_hanzi() {
        let mut table = Table::new(80, &[("项目", Align::Left), ("用时", Align::Right), ("依据", Align::Left)]);
        table.row(["出动".to_owned(), "45 秒".to_owned(), "甲".to_owned()]);
        table.row(["turnout".to_owned(), "1 分 5 秒".to_owned(), "乙".to_owned()]);
        let lines = table.lines();
        assert_eq!(lines, ["项目          用时  依据", "出动         45 秒  甲", "turnout  1 分 5 秒  乙"]);
    }

    #[test]
    fn the_last_column_is_wrapped_and_no_stop_begins_a_line() {
        let lines = wrap("甲乙丙丁，戊己庚辛。", 8);
        assert!(lines.iter().all(|line| line.width() <= 10 && !line.starts_with('，')), "{lines:?}");
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
    }
}
