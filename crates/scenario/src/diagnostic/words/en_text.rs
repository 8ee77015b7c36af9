//! English: files, spelling, types, overrides.

use super::{Said, meant, number, shown, some_of};
use crate::diagnostic::FileProblem;
use crate::overrides::OverrideProblem;
use crate::syntax::SyntaxProblem;
use crate::tree_de::{Expected, Shape, TypeProblem};
use std::io::ErrorKind;

fn did_you_mean<T: AsRef<str>>(word: &str, candidates: &[T]) -> Option<String> {
    meant(word, candidates, ", ", |near| format!("did you mean `{near}`?"), |all| format!("there are: {all}"))
}

pub(super) fn file(problem: &FileProblem) -> Said {
    match problem {
        FileProblem::NotFound { name, candidates } if candidates.is_empty() => {
            Said::new(format!("there is no file `{}`", shown(name))).help("check the path and the name of the file")
        }
        FileProblem::NotFound { name, candidates } => Said::new(format!("there is no scenario `{}`", shown(name)))
            .maybe_help(meant(
                name,
                candidates,
                ", ",
                |near| format!("did you mean `{near}`?"),
                |all| format!("give the path of a .ron file, of a folder with scenario.ron, or a built-in name: {all}"),
            )),
        FileProblem::TooLarge { bytes, limit } => {
            Said::new(format!("too large: {bytes} bytes; a scenario with its packs may have {limit}"))
                .help("is this the right file? a scenario is text of some 50 KB")
        }
        FileProblem::NotUtf8 => {
            Said::new("this is not text in UTF-8").help("save the file in the encoding UTF-8 (not GBK, not UTF-16)")
        }
        FileProblem::Unreadable { name, kind, reason } => {
            let why = match kind {
                ErrorKind::PermissionDenied => "permission denied",
                ErrorKind::IsADirectory => "it is a folder",
                ErrorKind::NotADirectory => "a part of its path is no folder",
                _ => reason,
            };
            let said = Said::new(format!("cannot read `{}`: {}", shown(name), shown(why)));
            match kind {
                ErrorKind::PermissionDenied => said.help("have it made readable, or copy it into a folder of your own"),
                ErrorKind::IsADirectory | ErrorKind::NotADirectory => said.help("give the path of a file"),
                _ => said,
            }
        }
        FileProblem::PackMissing { name, candidates } => {
            Said::new(format!("there is no pack `{}`: no file below the scenario's folder, none in `packs/` beside it, none built in", shown(name)))
                .maybe_help(did_you_mean(name, candidates))
        }
        FileProblem::PackCycle { chain } => {
            Said::new(format!("a pack uses itself: {}", some_of(chain, " → "))).help("remove one of these `use` lines; a pack that changes another has a name of its own and uses that one")
        }
        FileProblem::PackOutside { name } => {
            Said::new(format!("the pack `{}` lies outside the scenario's folder", shown(name)))
                .help("write a path below the folder of the scenario, with `/` and without `..`; `packs/x.ron` is also found in `packs/` beside that folder")
        }
        FileProblem::PackReplaces { name } => {
            Said::new(format!("this file stands in place of the built-in pack `{}`, nothing of which is read", shown(name)))
                .help(format!("to change only parts of it, write `use: [\"{}\"]` here: this file is then laid over it", shown(name)))
        }
        FileProblem::TooManyPacks { limit } => Said::new(format!("more than {limit} packs")),
    }
}

pub(super) fn syntax(problem: &SyntaxProblem) -> Said {
    match problem {
        SyntaxProblem::Empty => Said::new("the file is empty").help("is this the right file, and was it saved?"),
        SyntaxProblem::UnexpectedCharacter(c) => {
            Said::new(format!("the character `{}` cannot stand here", shown(&c.to_string())))
        }
        SyntaxProblem::WrongPunctuation { found: '\u{3000}', .. } => {
            Said::new("a full-width blank").help("type an ordinary blank")
        }
        SyntaxProblem::WrongPunctuation { found, write } => {
            Said::new(format!("`{found}` instead of `{write}`")).help(format!("type `{write}`"))
        }
        SyntaxProblem::MissingComma => Said::new("a comma is missing here").help("type `,` between two items"),
        SyntaxProblem::MissingColon => {
            Said::new("a colon is missing here").help("type `:` between the name and its value")
        }
        SyntaxProblem::MissingValue => Said::new("a value is missing here"),
        SyntaxProblem::Unexpected(found) => Said::new(format!("`{}` does not belong here", shown(found))),
        SyntaxProblem::Unclosed(open) => Said::new(format!("nothing closes this `{open}`")),
        SyntaxProblem::Unopened(close) => Said::new(format!("nothing opened what this `{close}` closes")),
        SyntaxProblem::UnclosedText => Said::new("nothing closes this quote").help("a text ends with `\"`"),
        SyntaxProblem::UnclosedComment => Said::new("nothing ends this comment").help("such a comment ends with `*/`"),
        SyntaxProblem::BadEscape(found) => Said::new(format!("`{}` is no escape", shown(found)))
            .help("write `\\\\` for a backslash; there are \\n \\t \\\" \\\\ \\u{…}"),
        SyntaxProblem::BadNumber(found) => Said::new(format!("`{}` is not a number", shown(found))),
        SyntaxProblem::UnitBehindNumber { number, unit } if unit == "%" => {
            Said::new(format!("`{}%`: a share is a number from 0 to 1", shown(number)))
                .help("write `0.05` for 5 %, or `percent(5)` for a concentration")
        }
        SyntaxProblem::UnitBehindNumber { number, unit } => {
            let (number, unit) = (shown(number), shown(unit));
            Said::new(format!("the unit stands behind the number: `{number}{unit}`"))
                .help(format!("write `{unit}({number})`"))
        }
        SyntaxProblem::Range => Said::new("`a..b` is not used here").help("write `uniform(from: …, to: …)`"),
        SyntaxProblem::TooNested => Said::new("brackets within brackets, too deep"),
        SyntaxProblem::TooManyValues => Said::new("more values than the loader takes"),
        SyntaxProblem::Trailing => {
            Said::new("something stands after the end").help("a file holds one value in `( … )`")
        }
        SyntaxProblem::DuplicateKey(key) => {
            Said::new(format!("`{}` stands twice", shown(key))).help("remove one of them, or give it another name")
        }
        SyntaxProblem::MixedArguments => Said::new("a bare argument beside named ones")
            .help("one argument stands bare; two or more are all named: `name(a: …, b: …)`"),
        SyntaxProblem::KeyWithoutQuotes(key) => Said::new(format!("the key `{}` has no quotes", shown(key)))
            .help(format!("in `{{ }}` write `\"{}\": …`", shown(key))),
        SyntaxProblem::KeyNotText => Said::new("a key is a text in quotes"),
        SyntaxProblem::FieldInQuotes(name) => Said::new(format!("the field `{}` has quotes", shown(name)))
            .help(format!("in `( )` write `{}: …`", shown(name))),
        SyntaxProblem::NameWithoutQuotes(name) => {
            Said::new(format!("the name `{}` has no quotes", shown(name))).help(format!("write `\"{}\"`", shown(name)))
        }
    }
}

fn expected(expected: &Expected) -> String {
    match expected {
        Expected::Bool => "`true` or `false`".to_owned(),
        Expected::Integer => "a whole number".to_owned(),
        Expected::Number => "a number".to_owned(),
        Expected::Text => "a text in quotes".to_owned(),
        Expected::Fields(fields) => format!("`( … )` with the fields {}", some_of(fields, ", ")),
        Expected::Map => "a map `{ \"name\": … }`".to_owned(),
        Expected::List => "a list `[ … ]`".to_owned(),
        Expected::OneOf(words) => format!("one of: {}", some_of(words, ", ")),
        Expected::Quantity(quantity, units) => format!("a {quantity} with its unit, for example `{}(1)`", units[0]),
        Expected::Said(said) => said.clone(),
        Expected::Anything => "another value".to_owned(),
    }
}

fn found(shape: &Shape) -> String {
    match shape {
        Shape::Bool(b) => format!("`{b}`"),
        Shape::Number(n) => format!("the number `{}`", number(*n)),
        Shape::Text(text) => format!("the text \"{}\"", shown(text)),
        Shape::Word(word) => format!("the word `{}`", shown(word)),
        Shape::Call(word) => format!("`{}(…)`", shown(word)),
        Shape::Fields => "`( … )` with fields".to_owned(),
        Shape::Tuple => "`( … )`".to_owned(),
        Shape::Map => "a map `{ … }`".to_owned(),
        Shape::List => "a list `[ … ]`".to_owned(),
        Shape::Nothing => "nothing".to_owned(),
    }
}

pub(super) fn types(problem: &TypeProblem) -> Said {
    match problem {
        TypeProblem::UnknownField { found, expected } => {
            Said::new(format!("there is no field `{}` here", shown(found))).maybe_help(did_you_mean(found, expected))
        }
        TypeProblem::UnknownWord { found, expected } => {
            Said::new(format!("`{}` is not known here", shown(found))).maybe_help(did_you_mean(found, expected))
        }
        TypeProblem::UnknownUnit { quantity, found, expected } => {
            Said::new(format!("`{}` is no unit of {quantity}", shown(found))).maybe_help(did_you_mean(found, expected))
        }
        TypeProblem::MissingField(field) => {
            Said::new(format!("the field `{field}` is missing")).help(format!("add `{field}: …`"))
        }
        TypeProblem::WrongType { expected: wanted, found: shape } => {
            let help = match (wanted, shape) {
                (Expected::Text, Shape::Word(word)) => Some(format!("write `\"{}\"`", shown(word))),
                (Expected::OneOf(words), Shape::Text(text)) if words.contains(&text.as_str()) => {
                    Some(format!("write `{text}` without quotes"))
                }
                _ => None,
            };
            Said::new(format!("expected {}, found {}", expected(wanted), found(shape))).maybe_help(help)
        }
        TypeProblem::NeedsUnit { quantity, units, number: shape } => {
            let n = if let Shape::Number(n) = shape { number(*n) } else { "1".to_owned() };
            Said::new(format!("a {quantity} is written with its unit, for example `{}({n})`", units[0]))
                .help(format!("its units are: {}", units.join(", ")))
        }
        TypeProblem::OutOfRange { found, allowed } => {
            Said::new(format!("`{}` is out of range: {allowed}", number(*found)))
        }
        TypeProblem::BadText { found, expected } => Said::new(format!("\"{}\" is not {expected}", shown(found))),
        TypeProblem::WrongArguments { word, wanted } => {
            let word = shown(word);
            match wanted {
                [] => Said::new(format!("`{word}` takes no argument")).help(format!("write `{word}`")),
                ["…"] => Said::new(format!("`{word}` takes exactly one argument, without a name"))
                    .help(format!("write `{word}(…)`")),
                names => Said::new(format!("the arguments of `{word}` are named"))
                    .help(format!("write `{word}({}: …)`", some_of(names, ": …, "))),
            }
        }
        TypeProblem::Unreadable => Said::new("this value cannot be read"),
        TypeProblem::Other(said) => Said::new(shown(said)),
    }
}

pub(super) fn overrides(problem: &OverrideProblem) -> Said {
    match problem {
        OverrideProblem::NoSuchPath { segment, candidates } => {
            Said::new(format!("the path leads nowhere at `{}`", shown(segment)))
                .maybe_help(did_you_mean(segment, candidates))
        }
        OverrideProblem::BadPath => Said::new("this is not PATH=VALUE with a path such as `channels.telephone.lost`"),
        OverrideProblem::BadValue { reason } => Said::new(format!("this value cannot be read: {}", shown(reason)))
            .help("a number, a quantity such as `60s`, a word, or JSON"),
        OverrideProblem::BadFactor => Said::new("a factor is a number above 0"),
        OverrideProblem::NothingToScale => Said::new("there is no duration at or below this path"),
    }
}
