//! Sentences for every problem, in both languages, and what both need: numbers, cut texts, the nearest word.

mod en_check;
mod en_text;
mod zh_check;
mod zh_text;

use super::{Diagnostic, Problem};
use crate::nearest::nearest;
use crate::syntax::SyntaxProblem;
use hazdrill_model::Lang;

/// A sentence and what to do about it.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) help: Option<String>,
}

impl Said {
    fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

pub(super) fn say(diagnostic: &Diagnostic, lang: Lang) -> Said {
    let field = field(&diagnostic.path);
    match (lang, &diagnostic.problem) {
        (Lang::Zh, Problem::File(problem)) => zh_text::file(problem),
        (Lang::En, Problem::File(problem)) => en_text::file(problem),
        (Lang::Zh, Problem::Syntax(problem)) => zh_text::syntax(problem),
        (Lang::En, Problem::Syntax(problem)) => en_text::syntax(problem),
        (Lang::Zh, Problem::Type(problem)) => zh_text::types(problem),
        (Lang::En, Problem::Type(problem)) => en_text::types(problem),
        (Lang::Zh, Problem::Override(problem)) => zh_text::overrides(problem),
        (Lang::En, Problem::Override(problem)) => en_text::overrides(problem),
        (Lang::Zh, Problem::Check(problem)) => zh_check::check(problem, &field),
        (Lang::En, Problem::Check(problem)) => en_check::check(problem, &field),
    }
}

/// What stands at the other place.
pub(super) fn other_label(problem: &Problem, lang: Lang) -> &'static str {
    match (problem, lang) {
        (Problem::Syntax(SyntaxProblem::Unclosed(_)), Lang::Zh) => "这里应先闭合",
        (Problem::Syntax(SyntaxProblem::Unclosed(_)), Lang::En) => "it should be closed before this",
        (_, Lang::Zh) => "第一次出现在这里",
        (_, Lang::En) => "first here",
    }
}

/// The field that a path ends in; what counts a list is part of its name.
fn field(path: &str) -> String {
    let end = path.rsplit_once('.').map_or(path, |(_, end)| end);
    shown(end)
}

/// A text of the author, cut and made printable.
pub(super) fn shown(text: &str) -> String {
    const MAX: usize = 60;
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    if text.chars().count() <= MAX {
        text.chars().map(clean).collect()
    } else {
        text.chars().take(MAX).map(clean).chain(['…']).collect()
    }
}

/// A number as people read it: `1e300`, never three hundred digits.
fn number(n: f64) -> String {
    if n != 0.0 && n.is_finite() && (n.abs() >= 1e7 || n.abs() < 1e-4) { format!("{n:e}") } else { format!("{n}") }
}

/// The first of many.
fn some_of<T: AsRef<str>>(words: &[T], join: &str) -> String {
    const MAX: usize = 12;
    let mut text = words.iter().take(MAX).map(|w| shown(w.as_ref())).collect::<Vec<_>>().join(join);
    if words.len() > MAX {
        text.push_str(join);
        text.push('…');
    }
    text
}

/// The word that was meant, or else the words that there are.
fn meant<T: AsRef<str>>(
    word: &str,
    candidates: &[T],
    join: &str,
    suggest: impl Fn(&str) -> String,
    choose: impl Fn(&str) -> String,
) -> Option<String> {
    if let Some(near) = nearest(word, candidates) {
        return Some(suggest(near));
    }
    (!candidates.is_empty()).then(|| choose(&some_of(candidates, join)))
}
