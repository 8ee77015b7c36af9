//! Comma-separated values with quoted cells, no more: a dependency would be larger than this file.

use super::problem::{Fault, Problem};

/// A row: the line at which it begins, and its cells.
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
}

/// The rows of `text`; blank lines are passed over. A cell in quotes may hold commas, line ends and doubled quotes.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Result<Row, Problem>> {
    let mut rest = text.chars().peekable();
    let mut line = 1;
    std::iter::from_fn(move || {
        while let Some(c) = rest.next_if(|c| matches!(c, '\n' | '\r')) {
            line += usize::from(c == '\n');
        }
        rest.peek()?;
        let number = line;
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        loop {
            match rest.next() {
                None if quoted => return Some(Err(Problem { line: number, fault: Fault::OpenQuote })),
                Some('"') if quoted => match rest.next_if_eq(&'"') {
                    Some(quote) => cell.push(quote),
                    None => quoted = false,
                },
                Some(c) if quoted => {
                    line += usize::from(c == '\n');
                    cell.push(c);
                }
                Some('"') if cell.is_empty() => quoted = true,
                Some(',') => cells.push(std::mem::take(&mut cell)),
                Some('\n') => {
                    line += 1;
                    break;
                }
                None => break,
                Some(c) => cell.push(c),
            }
        }
        cells.push(cell);
        Some(Ok(Row { number, cells }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        rows(text).map(|row| row.map(|r| (r.number, r.cells)).unwrap()).collect()
    }

    #[test]
    fn quotes_hold_commas_quotes_and_line_ends() {
        let text = "a,\"b, c\",\"say \"\"no\"\"\"\n\n\"two\nlines\",,x\r\n";
        let cells = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let found = read(text);
        assert_eq!(found[0], (1, cells(&["a", "b, c", "say \"no\""])));
        assert_eq!(found[1].0, 3);
        assert_eq!(found[1].1[..2], cells(&["two\nlines", ""])[..]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn an_open_quote_is_told_with_its_line() {
        assert!(matches!(rows("a\n\"b").nth(1), Some(Err(Problem { line: 2, fault: Fault::OpenQuote }))));
    }
}
