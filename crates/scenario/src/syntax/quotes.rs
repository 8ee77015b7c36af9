//! Texts and characters in quotes, and what to make of a quote that was forgotten.

use super::lexer::{Lexer, Token, ascii_twin};
use super::problem::SyntaxProblem;

impl Lexer<'_> {
    pub(super) fn character(&mut self) -> Token {
        let start = self.at;
        let mut inside = self.text[start + 1..].chars();
        if let (Some(c), Some('\'')) = (inside.next(), inside.next())
            && c != '\\'
        {
            self.at += 2 + c.len_utf8();
            return Token::Char(c);
        }
        // 'abc' is what other formats write for "abc".
        self.at += 1;
        let text = self.take_while(|c| c != '\'' && c != '\n');
        self.at += usize::from(self.peek() == Some('\''));
        let problem = SyntaxProblem::WrongPunctuation { found: '\'', write: '"' };
        self.report(problem, self.span(start, start + 1), None);
        Token::Text(text.to_owned())
    }

    pub(super) fn is_raw_text(&self) -> bool {
        self.rest()[1..].trim_start_matches('#').starts_with('"')
            // A long run of `#` is looked at once for each `r`, so it must be short.
            && self.rest().bytes().skip(1).take_while(|&b| b == b'#').count() < 256
    }

    pub(super) fn raw_text(&mut self) -> Token {
        let start = self.at;
        self.at += 1;
        let hashes = self.take_while(|c| c == '#').len();
        self.at += 1;
        let close = format!("\"{}", "#".repeat(hashes));
        if let Some(length) = self.rest().find(&close) {
            let text = self.rest()[..length].to_owned();
            self.at += length + close.len();
            Token::Text(text)
        } else {
            self.report(SyntaxProblem::UnclosedText, self.span(start, self.at), None);
            self.give_up();
            Token::Junk
        }
    }

    /// `"…"`. A quote that was forgotten turns all the texts behind it inside out, so a text that runs over the end of
    /// its line, or holds a full-width quote, must be followed by something that may follow a text.
    pub(super) fn text(&mut self) -> Token {
        let start = self.at;
        let body = start + 1;
        let mut text = String::new();
        let mut bad = Vec::new();
        let mut chars = self.text[body..].char_indices();
        let mut end = None;
        while let Some((i, c)) = chars.next() {
            match c {
                '"' => {
                    end = Some(body + i);
                    break;
                }
                '\\' => match escape(&mut chars) {
                    Some(Escape::Char(c)) => text.push(c),
                    Some(Escape::Nothing) => {}
                    None => {
                        let stop = self.text.len() - chars.as_str().len();
                        bad.push(self.span(body + i, stop));
                    }
                },
                _ => text.push(c),
            }
        }
        let inside = &self.text[body..end.unwrap_or(self.text.len())];
        let wide = inside.char_indices().find(|(_, c)| matches!(c, '”' | '＂')).filter(|_| !self.may_end_at(end));
        let line = inside.find('\n');
        if let Some((i, found)) = wide.filter(|(i, _)| line.is_none_or(|line| *i < line)) {
            self.at = body + i + found.len_utf8();
            let problem = SyntaxProblem::WrongPunctuation { found, write: '"' };
            self.report(problem, self.span(body + i, self.at), None);
            return Token::Text(inside[..i].to_owned());
        }
        if end.is_none() || (line.is_some() && !self.may_end_at(end)) {
            let line = inside[..line.unwrap_or(inside.len())].trim_end();
            let kept = line.trim_end_matches([',', ')', ']', '}']);
            self.at = body + kept.len();
            self.report(SyntaxProblem::UnclosedText, self.span(start, start + 1), None);
            return Token::Text(kept.to_owned());
        }
        for span in bad {
            let written = self.text[span.start as usize..span.end as usize].to_owned();
            self.report(SyntaxProblem::BadEscape(written), span, None);
        }
        self.at = end.map_or(self.text.len(), |end| end + 1);
        Token::Text(text)
    }

    /// Whether what stands behind the quote at `quote` may follow a text.
    fn may_end_at(&self, quote: Option<usize>) -> bool {
        let Some(quote) = quote else { return false };
        let next = self.text[quote + 1..].chars().find(|c| !c.is_whitespace());
        next.is_none_or(|c| matches!(ascii_twin(c).unwrap_or(c), ',' | ':' | ')' | ']' | '}' | '/'))
    }
}

/// What an escape stands for.
enum Escape {
    Char(char),
    /// A line that goes on in the next.
    Nothing,
}

/// What stands behind a backslash; a line that ends in one goes on without its indent.
fn escape(chars: &mut core::str::CharIndices<'_>) -> Option<Escape> {
    Some(Escape::Char(match chars.next()?.1 {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        c @ ('"' | '\\' | '\'') => c,
        'x' => {
            let digits: String = chars.by_ref().take(2).map(|(_, c)| c).collect();
            char::from(u8::from_str_radix(&digits, 16).ok()?)
        }
        'u' => {
            let rest = chars.as_str().strip_prefix('{')?;
            let digits = rest.get(..rest.bytes().take(9).position(|b| b == b'}')?)?;
            let code = u32::from_str_radix(digits, 16).ok()?;
            for _ in 0..digits.len() + 2 {
                chars.next();
            }
            char::from_u32(code)?
        }
        '\n' => {
            while chars.as_str().starts_with(|c: char| c.is_whitespace() && c != '\n') {
                chars.next();
            }
            return Some(Escape::Nothing);
        }
        _ => return None,
    }))
}
