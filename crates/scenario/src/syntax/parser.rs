//! Tokens to tree. After a mistake it goes on at the next comma or closing bracket of the same level.

use super::lexer::{Lexer, Mishap, Number, Token};
use super::problem::SyntaxProblem as Problem;
use super::{Entry, Kind, Node, Word};
use crate::source::{FileId, Span};
use hazdrill_model::limits;

/// Values in one file. A scenario at all its limits has a third of them; a hostile file stops here before it takes
/// all the memory.
const MAX_VALUES: usize = 1_000_000;

/// What came of one text.
pub(crate) struct Parsed {
    pub(crate) root: Node,
    /// In the order of the text.
    pub(crate) mishaps: Vec<Mishap>,
}

impl Parsed {
    /// Whether the tree can be trusted: whatever was wrong, it is certain what was meant.
    pub(crate) fn is_sound(&self) -> bool {
        self.mishaps.iter().all(|m| m.problem.is_recovered())
    }
}

/// Reads `text`. Takes time and memory in proportion to its length, whatever it holds.
pub(crate) fn parse(file: FileId, text: &str) -> Parsed {
    let mut parser = Parser {
        lexer: Lexer::new(file, text),
        ahead: [None, None],
        open: Vec::new(),
        end_of_last: Span::new(file, 0, 0),
        values: 0,
        told_unclosed: false,
    };
    let root = parser.document(file);
    let mut mishaps = parser.lexer.mishaps;
    mishaps.sort_by_key(|m| m.span);
    Parsed { root, mishaps }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The next two tokens, where they were looked at.
    ahead: [Option<(Token, Span)>; 2],
    /// Brackets that are open.
    open: Vec<char>,
    end_of_last: Span,
    values: usize,
    told_unclosed: bool,
}

/// A struct or map while it is read.
#[derive(Default)]
struct Items {
    entries: Vec<Entry>,
    bare: Vec<Node>,
}

impl Parser<'_> {
    fn document(&mut self, file: FileId) -> Node {
        if *self.peek() == Token::End {
            if self.lexer.mishaps.is_empty() {
                self.lexer.report(Problem::Empty, Span::new(file, 0, 0), None);
            }
            return Node::new(Kind::Broken, Span::new(file, 0, 0));
        }
        let root = self.value();
        if *self.peek() != Token::End && !root.is_broken() {
            let span = self.peek_span();
            self.lexer.report(Problem::Trailing, span, None);
        }
        root
    }

    fn peek(&mut self) -> &Token {
        let lexer = &mut self.lexer;
        &self.ahead[0].get_or_insert_with(|| lexer.next()).0
    }

    fn peek_span(&mut self) -> Span {
        let lexer = &mut self.lexer;
        self.ahead[0].get_or_insert_with(|| lexer.next()).1
    }

    fn peek_second(&mut self) -> &Token {
        self.peek();
        let lexer = &mut self.lexer;
        &self.ahead[1].get_or_insert_with(|| lexer.next()).0
    }

    fn next(&mut self) -> (Token, Span) {
        let token = self.ahead[0].take().unwrap_or_else(|| self.lexer.next());
        self.ahead[0] = self.ahead[1].take();
        self.end_of_last = Span { start: token.1.end, ..token.1 };
        token
    }

    fn value(&mut self) -> Node {
        if matches!(self.peek(), Token::Close(_) | Token::Comma | Token::Colon | Token::End) {
            let span = self.peek_span();
            self.lexer.report(Problem::MissingValue, span, None);
            return Node::new(Kind::Broken, span);
        }
        let (mut token, mut span) = self.next();
        // What is glued to something unreadable is the value that was meant: `@h(1)`.
        while token == Token::Junk && self.is_value_at(span.end) {
            (token, span) = self.next();
        }
        self.values += 1;
        if self.values == MAX_VALUES {
            self.lexer.report(Problem::TooManyValues, span, None);
            self.lexer.give_up();
            self.ahead = [None, None];
            self.told_unclosed = true;
        }
        let kind = match token {
            Token::Text(text) => Kind::Text(text),
            Token::Char(c) => Kind::Char(c),
            Token::Number(number) => number_kind(number),
            Token::Word(word) => return self.word(word, span),
            Token::WithUnit(_, unit) if unit == "%" => Kind::Broken,
            Token::WithUnit(number, unit) => {
                let inner = Node::new(number_kind(number), span);
                Kind::Tagged(Box::new(Word { name: unit, span }), Box::new(inner))
            }
            Token::Open(bracket) => return self.bracket(bracket, None, span),
            _ => Kind::Broken,
        };
        Node::new(kind, span)
    }

    fn is_value_at(&mut self, at: u32) -> bool {
        let begins = !matches!(self.peek(), Token::Close(_) | Token::Comma | Token::Colon | Token::End);
        begins && self.peek_span().start == at
    }

    fn word(&mut self, name: String, span: Span) -> Node {
        if *self.peek() == Token::Open('(') {
            let (_, paren) = self.next();
            return self.bracket('(', Some(Box::new(Word { name, span })), paren);
        }
        let kind = match name.as_str() {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            _ => Kind::Word(name),
        };
        Node::new(kind, span)
    }

    /// What stands in a bracket that was just opened.
    fn bracket(&mut self, open: char, tag: Option<Box<Word>>, opened: Span) -> Node {
        let span = tag.as_ref().map_or(opened, |tag| tag.span);
        if self.open.len() >= limits::NESTING {
            self.lexer.report(Problem::TooNested, span, None);
            self.lexer.give_up();
            self.ahead = [None, None];
            self.told_unclosed = true;
            return Node::new(Kind::Broken, span);
        }
        self.open.push(open);
        let mut items = Items::default();
        while !self.at_close(open, opened) {
            self.item(open, &mut items);
            self.separator();
        }
        self.open.pop();
        self.refuse_duplicates(&mut items.entries);
        let span = span.to(self.end_of_last);
        Node::new(self.close(open, tag, items), span)
    }

    fn close(&mut self, open: char, tag: Option<Box<Word>>, mut items: Items) -> Kind {
        match (open, tag) {
            ('[', _) => Kind::List(items.bare),
            ('{', _) => Kind::Map(items.entries),
            (_, tag) if !items.entries.is_empty() => {
                if let Some(first) = items.bare.first().filter(|bare| !bare.is_broken()) {
                    self.lexer.report(Problem::MixedArguments, first.span, None);
                }
                Kind::Struct(tag, items.entries)
            }
            (_, Some(tag)) if items.bare.len() == 1 => Kind::Tagged(tag, Box::new(items.bare.remove(0))),
            (_, tag) => Kind::Tuple(tag, items.bare),
        }
    }

    /// Whether the bracket ends here; takes its closing one, and tells of one that is missing or astray.
    fn at_close(&mut self, open: char, opened: Span) -> bool {
        loop {
            let span = self.peek_span();
            match self.peek().clone() {
                Token::End => {
                    if !self.told_unclosed {
                        self.told_unclosed = true;
                        self.lexer.report(Problem::Unclosed(open), opened, None);
                    }
                    return true;
                }
                Token::Close(c) if c == partner(open) => {
                    self.next();
                    return true;
                }
                Token::Close(c) if self.open.iter().any(|&o| partner(o) == c) => {
                    self.lexer.report(Problem::Unclosed(open), opened, Some(span));
                    return true;
                }
                Token::Close(c) => {
                    self.lexer.report(Problem::Unopened(c), span, None);
                    self.next();
                }
                Token::Comma | Token::Colon => {
                    let found = if *self.peek() == Token::Comma { "," } else { ":" };
                    self.lexer.report(Problem::Unexpected(found.to_owned()), span, None);
                    self.next();
                }
                _ => return false,
            }
        }
    }

    fn item(&mut self, open: char, items: &mut Items) {
        if open == '[' {
            let value = self.value();
            items.bare.push(value);
            return;
        }
        let colon = *self.peek_second() == Token::Colon;
        let begins_value = matches!(
            self.peek_second(),
            Token::Text(_) | Token::Number(_) | Token::WithUnit(..) | Token::Word(_) | Token::Open('[' | '{')
        );
        match self.peek().clone() {
            Token::Word(name) if colon || begins_value => self.entry(open, name, false, colon, items),
            Token::Text(name) if colon || open == '{' => self.entry(open, name, true, colon, items),
            _ if open == '(' => {
                let value = self.value();
                items.bare.push(value);
            }
            _ => {
                let span = self.peek_span();
                let key = self.value();
                if !key.is_broken() {
                    self.lexer.report(Problem::KeyNotText, span, None);
                }
                if *self.peek() == Token::Colon {
                    self.next();
                    self.value();
                }
            }
        }
    }

    fn entry(&mut self, open: char, key: String, quoted: bool, colon: bool, items: &mut Items) {
        let (_, key_span) = self.next();
        if colon {
            self.next();
        } else {
            let behind = self.end_of_last;
            self.lexer.report(Problem::MissingColon, behind, None);
        }
        match (open, quoted) {
            ('{', false) => self.lexer.report(Problem::KeyWithoutQuotes(key.clone()), key_span, None),
            ('(', true) => self.lexer.report(Problem::FieldInQuotes(key.clone()), key_span, None),
            _ => {}
        }
        let value = self.value();
        items.entries.push(Entry { key, key_span, value });
    }

    /// The comma between two items; the last may have one too.
    fn separator(&mut self) {
        match self.peek() {
            Token::Comma => {
                self.next();
            }
            Token::Close(_) | Token::End => {}
            Token::Colon => {
                let span = self.peek_span();
                self.lexer.report(Problem::Unexpected(":".to_owned()), span, None);
                self.skip_item();
            }
            // Junk was reported where it stands.
            Token::Junk => self.skip_item(),
            _ => {
                let behind = self.end_of_last;
                self.lexer.report(Problem::MissingComma, behind, None);
            }
        }
    }

    /// To behind the next comma of this level, or to its closing bracket.
    fn skip_item(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                Token::End => return,
                Token::Close(_) if depth == 0 => return,
                Token::Comma if depth == 0 => {
                    self.next();
                    return;
                }
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth -= 1,
                _ => {}
            }
            self.next();
        }
    }

    fn refuse_duplicates(&mut self, entries: &mut Vec<Entry>) {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|&a, &b| entries[a].key.cmp(&entries[b].key).then(a.cmp(&b)));
        let mut twice: Vec<usize> = Vec::new();
        for pair in order.windows(2) {
            let (first, second) = (&entries[pair[0]], &entries[pair[1]]);
            if first.key == second.key {
                let problem = Problem::DuplicateKey(second.key.clone());
                self.lexer.report(problem, second.key_span, Some(first.key_span));
                twice.push(pair[1]);
            }
        }
        if !twice.is_empty() {
            twice.sort_unstable();
            let mut index = 0;
            entries.retain(|_| {
                index += 1;
                twice.binary_search(&(index - 1)).is_err()
            });
        }
    }
}

fn partner(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

fn number_kind(number: Number) -> Kind {
    match number {
        Number::Integer(n) => Kind::Integer(n),
        Number::Float(n) => Kind::Float(n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(text: &str) -> Parsed {
        parse(Sources::default().add("test", text), text)
    }

    fn problems(text: &str) -> Vec<Problem> {
        read(text).mishaps.into_iter().map(|m| m.problem).collect()
    }

    #[test]
    fn every_mistake_of_a_chinese_keyboard_is_one_message() {
        let parsed = read("（a： “甲”，b: 【1，２】，c: \"乙”, d: 1)");
        assert_eq!(parsed.mishaps.len(), 10, "{:?}", parsed.mishaps);
        assert!(parsed.is_sound());
        assert_eq!(parsed.root.field("a").and_then(Node::text), Some("甲"));
        assert_eq!(parsed.root.field("c").and_then(Node::text), Some("乙"));
        assert_eq!(parsed.root.field("d").map(|n| &n.kind), Some(&Kind::Integer(1)));
    }

    #[test]
    fn several_mistakes_are_found_in_one_run() {
        let found = problems("(a: 1 b: @, c: [1 2], d: 4h, e: {\"x\": 1, \"x\": 2}, f: lab-301, g: )");
        assert!(found.contains(&Problem::MissingComma), "{found:?}");
        assert!(found.contains(&Problem::UnexpectedCharacter('@')), "{found:?}");
        assert!(found.contains(&Problem::DuplicateKey("x".to_owned())), "{found:?}");
        assert!(found.contains(&Problem::NameWithoutQuotes("lab-301".to_owned())), "{found:?}");
        assert_eq!(found.len(), 7, "{found:?}");
    }

    #[test]
    fn a_forgotten_quote_does_not_turn_the_rest_inside_out() {
        let parsed = read("(a: \"one,\n b: \"two\",\n c: \"three\")");
        assert_eq!(parsed.mishaps.len(), 1, "{:?}", parsed.mishaps);
        assert_eq!(parsed.root.field("b").and_then(Node::text), Some("two"));
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        for piece in
            ["[", "(a:", "@ ", "a b: ", "a: \"x\ny\", ", "/*", "r#", "“", "\"\n", "1..", "'", "{", ") ", "a:", "\\"]
        {
            let text = format!("({}", piece.repeat(1_000_000 / piece.len()));
            assert!(read(&text).mishaps.len() <= 50, "{piece}");
        }
    }
}
