//! Characters to tokens. What is wrong is noted and read as what was meant; every function goes forward only.

use super::problem::SyntaxProblem;
use crate::source::{FileId, Span};

/// Problems that one text reports at most; the reading goes on without noting more.
const MAX_PROBLEMS: usize = 50;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open(char),
    Close(char),
    Comma,
    Colon,
    Text(String),
    Char(char),
    Number(Number),
    /// `4h`, already reported.
    WithUnit(Number, String),
    Word(String),
    /// Unreadable, already reported.
    Junk,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Integer(i64),
    Float(f64),
}

/// A problem, its place, and the other place that belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Mishap {
    pub(crate) problem: SyntaxProblem,
    pub(crate) span: Span,
    pub(crate) other: Option<Span>,
}

pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    file: FileId,
    pub(super) mishaps: Vec<Mishap>,
}

/// The ASCII character that was meant by punctuation of a Chinese keyboard.
pub(super) fn ascii_twin(c: char) -> Option<char> {
    Some(match c {
        '（' => '(',
        '）' => ')',
        '【' | '［' | '「' => '[',
        '】' | '］' | '」' => ']',
        '｛' => '{',
        '｝' => '}',
        '，' | '、' | '；' | ';' | '。' => ',',
        '：' | '=' => ':',
        '“' | '”' | '„' | '＂' | '‘' | '’' | '《' | '》' => '"',
        '\u{3000}' => ' ',
        '－' | '—' => '-',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        _ => return None,
    })
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl<'a> Lexer<'a> {
    pub(super) fn new(file: FileId, text: &'a str) -> Self {
        Self { text, at: 0, file, mishaps: Vec::new() }
    }

    pub(super) fn report(&mut self, problem: SyntaxProblem, span: Span, other: Option<Span>) {
        if self.mishaps.len() < MAX_PROBLEMS {
            self.mishaps.push(Mishap { problem, span, other });
        }
    }

    /// Jumps to the end: what follows is not read.
    pub(super) fn give_up(&mut self) {
        self.at = self.text.len();
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub(super) fn next(&mut self) -> (Token, Span) {
        self.skip_blanks();
        let start = self.at;
        let Some(c) = self.peek() else { return (Token::End, self.span(start, start)) };
        let token = match c {
            '(' | '[' | '{' => self.single(Token::Open(c)),
            ')' | ']' | '}' => self.single(Token::Close(c)),
            ',' => self.single(Token::Comma),
            ':' => self.single(Token::Colon),
            '"' => self.text(),
            '\'' => self.character(),
            '0'..='9' | '+' | '-' | '.' => self.number(),
            'r' if self.is_raw_text() => self.raw_text(),
            _ if is_word_start(c) => self.word(),
            _ => self.twin_or_junk(c),
        };
        (token, self.span(start, self.at))
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    /// Blanks, comments and the attributes `#![…]` that RON allows at the top.
    fn skip_blanks(&mut self) {
        loop {
            self.take_while(|c| c.is_whitespace() && c != '\u{3000}');
            let start = self.at;
            let rest = self.rest();
            if rest.starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if rest.starts_with("/*") {
                self.block_comment(start);
            } else if rest.starts_with("#![") {
                self.take_while(|c| c != ']' && c != '\n');
                self.at += usize::from(self.peek() == Some(']'));
            } else if rest.starts_with('\u{3000}') {
                self.at += '\u{3000}'.len_utf8();
                let problem = SyntaxProblem::WrongPunctuation { found: '\u{3000}', write: ' ' };
                self.report(problem, self.span(start, self.at), None);
            } else {
                return;
            }
        }
    }

    fn block_comment(&mut self, start: usize) {
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.at += 2;
            } else if let Some(c) = rest.chars().next() {
                self.at += c.len_utf8();
            } else {
                self.report(SyntaxProblem::UnclosedComment, self.span(start, start + 2), None);
                return;
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn twin_or_junk(&mut self, c: char) -> Token {
        let start = self.at;
        self.at += c.len_utf8();
        let span = self.span(start, self.at);
        let Some(twin) = ascii_twin(c) else {
            self.report(SyntaxProblem::UnexpectedCharacter(c), span, None);
            return Token::Junk;
        };
        self.report(SyntaxProblem::WrongPunctuation { found: c, write: twin }, span, None);
        match twin {
            '(' | '[' | '{' => Token::Open(twin),
            ')' | ']' | '}' => Token::Close(twin),
            ',' => Token::Comma,
            ':' => Token::Colon,
            '"' => {
                // Such a text ends at the next quote of whatever form, at the latest at the end of the line.
                let inside = self.take_while(|c| c != '\n' && c != '"' && ascii_twin(c) != Some('"'));
                if let Some(close) = self.peek().filter(|&c| c != '\n') {
                    self.at += close.len_utf8();
                }
                Token::Text(inside.to_owned())
            }
            _ => {
                let more = self.take_while(|c| c.is_ascii_digit() || c == '.' || matches!(c, '０'..='９'));
                let digits: String =
                    core::iter::once(twin).chain(more.chars().map(|c| ascii_twin(c).unwrap_or(c))).collect();
                digits.parse().map_or(Token::Junk, |n| Token::Number(Number::Float(n)))
            }
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        if self.rest().starts_with("r#") {
            self.at += 2;
        }
        let word = self.take_while(is_word);
        if matches!(word, "inf" | "NaN") {
            return Token::Number(Number::Float(if word == "inf" { f64::INFINITY } else { f64::NAN }));
        }
        // `lab-301`, `fire/chief`, `leak.place`: names that should stand in quotes.
        let mut rest = self.rest().chars();
        if matches!(rest.next(), Some('-' | '/' | '.')) && rest.next().is_some_and(is_word) {
            self.take_while(|c| is_word(c) || matches!(c, '-' | '/' | '.'));
            let name = self.text[start..self.at].to_owned();
            self.report(SyntaxProblem::NameWithoutQuotes(name.clone()), self.span(start, self.at), None);
            return Token::Text(name);
        }
        Token::Word(word.to_owned())
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        self.at += usize::from(matches!(self.peek(), Some('+' | '-')));
        for (word, value) in [("inf", f64::INFINITY), ("NaN", f64::NAN)] {
            if self.rest().starts_with(word) {
                self.at += word.len();
                let negative = self.text[start..].starts_with('-');
                return Token::Number(Number::Float(if negative { -value } else { value }));
            }
        }
        let radix = match self.rest().as_bytes() {
            [b'0', b'x', ..] => 16,
            [b'0', b'o', ..] => 8,
            [b'0', b'b', ..] => 2,
            _ => 10,
        };
        if radix != 10 {
            self.at += 2;
            let digits = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_').replace('_', "");
            return match i64::from_str_radix(&digits, radix) {
                Ok(n) => Token::Number(Number::Integer(if self.text[start..].starts_with('-') { -n } else { n })),
                Err(_) => self.bad_number(start),
            };
        }
        self.decimal_digits();
        if self.rest().starts_with("..") {
            self.take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '='));
            self.report(SyntaxProblem::Range, self.span(start, self.at), None);
            return Token::Junk;
        }
        let number = read_decimal(&self.text[start..self.at]).filter(|_| !self.rest().starts_with('.'));
        let Some(number) = number else { return self.bad_number(start) };
        let behind = self.at;
        let unit = match self.peek() {
            Some('%') => {
                self.at += 1;
                "%"
            }
            Some(c) if is_word_start(c) => self.take_while(is_word),
            _ => return Token::Number(number),
        };
        let written = self.text[start..behind].to_owned();
        let problem = SyntaxProblem::UnitBehindNumber { number: written, unit: unit.to_owned() };
        self.report(problem, self.span(start, self.at), None);
        Token::WithUnit(number, unit.to_owned())
    }

    fn decimal_digits(&mut self) {
        let digit = |c: char| c.is_ascii_digit() || c == '_';
        self.take_while(digit);
        let rest = self.rest();
        if rest.starts_with('.') && !rest.starts_with("..") {
            self.at += 1;
            self.take_while(digit);
        }
        let exponent = self.rest().as_bytes();
        let signed = usize::from(matches!(exponent.get(1), Some(b'+' | b'-')));
        if matches!(exponent.first(), Some(b'e' | b'E')) && exponent.get(1 + signed).is_some_and(u8::is_ascii_digit) {
            self.at += 1 + signed;
            self.take_while(digit);
        }
    }

    fn bad_number(&mut self, start: usize) -> Token {
        self.take_while(|c| is_word(c) || matches!(c, '.' | '+' | '-'));
        let text = self.text[start..self.at].to_owned();
        self.report(SyntaxProblem::BadNumber(text), self.span(start, self.at), None);
        Token::Junk
    }
}

/// A number as RON writes it, `_` allowed between digits.
fn read_decimal(text: &str) -> Option<Number> {
    let clean = text.replace('_', "");
    if let Ok(n) = clean.parse::<i64>() {
        return Some(Number::Integer(n));
    }
    clean.parse::<f64>().ok().map(Number::Float)
}
