//! A diagnostic as people see it: the place in the text with a caret, help, and the clause that it serves.
//!
//! Plain ASCII lines and no colour, so that it reads the same in a file, a mail and any terminal. Columns count
//! characters; carets stand right under double-width text.

use super::Diagnostic;
use super::words::{other_label, say};
use crate::source::{Sources, Span, floor_char_boundary};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use core::fmt::Write;
use hazdrill_model::{Lang, Severity};

/// Diagnostics that are shown in full.
const MAX_SHOWN: usize = 20;
/// Characters of a line around the caret; a longer line is cut.
const LINE_CHARS: usize = 160;

/// All of `diagnostics` as text; beyond twenty, their number.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(MAX_SHOWN) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&one(diagnostic, sources, lang));
        text.push('\n');
    }
    let more = diagnostics.len().saturating_sub(MAX_SHOWN);
    if more > 0 {
        let _ = match lang {
            Lang::Zh => writeln!(text, "\n……还有 {more} 个问题"),
            Lang::En => writeln!(text, "\n… and {more} more"),
        };
    }
    text
}

fn one(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> String {
    let said = say(diagnostic, lang);
    let level = match (diagnostic.severity, lang) {
        (Severity::Error, Lang::Zh) => Level::ERROR.with_name("错误"),
        (Severity::Error, Lang::En) => Level::ERROR,
        (Severity::Warning, Lang::Zh) => Level::WARNING.with_name("警告"),
        (Severity::Warning, Lang::En) => Level::WARNING,
    };
    let note = |zh: &'static str, en: &'static str| {
        Level::NOTE.with_name(match lang {
            Lang::Zh => zh,
            Lang::En => en,
        })
    };
    let help = match lang {
        Lang::Zh => Level::HELP.with_name("建议"),
        Lang::En => Level::HELP,
    };
    let mut group = Group::with_title(level.primary_title(said.title).id(diagnostic.code().to_string()));
    if let Some(place) = diagnostic.place {
        group = picture(group, sources, place, None);
    }
    if let Some(other) = diagnostic.other {
        group = picture(group, sources, other, Some(other_label(&diagnostic.problem, lang)));
    }
    if diagnostic.place.is_none() && !diagnostic.path.is_empty() {
        group = group.element(note("位置", "at").message(diagnostic.path.clone()));
    }
    if let Some(text) = said.help {
        group = group.element(help.message(text));
    }
    // What stands in a pack can be changed without touching the pack. Lists are replaced whole.
    let is_in_pack = diagnostic.place.is_some_and(|place| sources.is_pack(place.file));
    let path = diagnostic.path.split('[').next().unwrap_or_default();
    if is_in_pack && path.contains('.') {
        let path = super::words::shown(path);
        group = group.element(note("位置", "in a pack").message(match lang {
            Lang::Zh => format!("{path}（在数据包里；在场景中写同样的层次即可覆盖）"),
            Lang::En => format!("{path}; the same fields written in the scenario override it"),
        }));
    }
    if let Some(clause) = &diagnostic.clause {
        group = group.element(note("依据", "basis").message(super::words::shown(clause)));
    }
    let text = Renderer::plain().term_width(2 * LINE_CHARS).render(&[group]);
    // We print the location ourselves, since a cut line no longer knows its columns; the renderer then leaves an empty
    // mark of its own above the line.
    text.lines().filter(|line| line.trim() != ":::").collect::<Vec<_>>().join("\n")
}

/// The line of `span` with a caret under it; context where `label` says what is to be seen there.
fn picture<'a>(group: Group<'a>, sources: &'a Sources, span: Span, label: Option<&'a str>) -> Group<'a> {
    let Some(file) = sources.file(span.file) else { return group };
    let text: &str = &file.text;
    let start = floor_char_boundary(text, span.start as usize);
    let end = floor_char_boundary(text, span.end as usize).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    // What runs over several lines is shown by its first.
    let end = end.min(line_end);
    let Some((line, column)) = sources.line_and_column(span) else { return group };
    let path = format!("{}:{line}:{column}", file.name);
    // Only this line, cut around the caret, goes to the renderer: a line can be megabytes long.
    let is_long = text[line_start..line_end].chars().nth(LINE_CHARS).is_some();
    let from = if is_long { back(text, line_start, start, LINE_CHARS / 2) } else { line_start };
    let to = if is_long { forth(text, start, line_end, LINE_CHARS / 2) } else { line_end };
    let (before, after) = (if from > line_start { "…" } else { "" }, if to < line_end { "…" } else { "" });
    let shown = format!("{before}{}{after}", text[from..to].trim_end_matches('\r'));
    let offset = before.len();
    let length = shown.len();
    let range = (start - from + offset).min(length)..(end.min(to) - from + offset).min(length);
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let mut annotation = kind.span(range);
    if let Some(label) = label {
        annotation = annotation.label(label);
    }
    group
        .element(annotate_snippets::Origin::path(path))
        .element(Snippet::source(shown).line_start(line).annotation(annotation))
}

fn back(text: &str, least: usize, at: usize, chars: usize) -> usize {
    text[least..at].char_indices().rev().nth(chars).map_or(least, |(i, _)| least + i)
}

fn forth(text: &str, at: usize, most: usize, chars: usize) -> usize {
    text[at..most].char_indices().nth(chars).map_or(most, |(i, _)| at + i)
}
