//! What can be wrong with the text itself.

/// A mistake of spelling: the text is not RON.
#[derive(Clone, Debug, PartialEq)]
pub enum SyntaxProblem {
    /// Nothing in the file.
    Empty,
    /// A character that stands nowhere in RON.
    UnexpectedCharacter(char),
    /// Punctuation of a Chinese keyboard, or of another format.
    WrongPunctuation {
        /// What stands there.
        found: char,
        /// What to type.
        write: char,
    },
    /// Two items without a comma between.
    MissingComma,
    /// A field or key without its colon.
    MissingColon,
    /// No value where one is due.
    MissingValue,
    /// Something that does not belong here.
    Unexpected(String),
    /// An opening bracket that nothing closes.
    Unclosed(char),
    /// A closing bracket that nothing opened.
    Unopened(char),
    /// A text without its closing quote.
    UnclosedText,
    /// A comment without its end.
    UnclosedComment,
    /// An escape that RON does not know.
    BadEscape(String),
    /// Not a number, though it begins like one.
    BadNumber(String),
    /// `4h`: the unit stands behind the number.
    UnitBehindNumber {
        /// The number.
        number: String,
        /// What stands behind it.
        unit: String,
    },
    /// `1..5`
    Range,
    /// Brackets within brackets, beyond the limit.
    TooNested,
    /// More values than the loader takes.
    TooManyValues,
    /// Something after the end.
    Trailing,
    /// The same key or field twice.
    DuplicateKey(String),
    /// `verb("a", to: "b")`: bare and named arguments mixed.
    MixedArguments,
    /// `{ a: 1 }`: a key without quotes.
    KeyWithoutQuotes(String),
    /// `{ 1: 1 }`: a key that is not a text.
    KeyNotText,
    /// `("a": 1)`: a field in quotes.
    FieldInQuotes(String),
    /// `lab-301`: a name without quotes.
    NameWithoutQuotes(String),
}

impl SyntaxProblem {
    /// Whether what was meant is certain, so that the types can be checked all the same without false alarms.
    pub(crate) fn is_recovered(&self) -> bool {
        matches!(
            self,
            Self::WrongPunctuation { .. }
                | Self::MissingComma
                | Self::UnitBehindNumber { .. }
                | Self::DuplicateKey(_)
                | Self::KeyWithoutQuotes(_)
                | Self::FieldInQuotes(_)
                | Self::NameWithoutQuotes(_)
        )
    }
}
