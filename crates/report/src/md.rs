//! The evaluation as Markdown: the first page, then every section as a table.

use crate::digest::{self, KeyTime};
use crate::document::{Kind, Source, Write};
use crate::review;
use crate::rich::Rich;
use crate::say::{pick, put, say};
use crate::sections::{self, Column, Part, Section};
use crate::summary::{Graded, graded, people};

/// `evaluation.md`.
pub(crate) const KIND: Kind = Kind {
    id: "md",
    about: ("评估报告（Markdown）", "the evaluation as Markdown"),
    of_timeline: true,
    write: Write::One("evaluation.md", |source| text(source).into_bytes()),
};

fn text(source: &Source<'_>) -> String {
    let lang = source.lang();
    let (mark, title) = (source.names.mark(), source.title());
    let mut out = say!(lang, "# {mark}{title}评估\n", "# {mark} {title}: evaluation\n");
    put!(out, "\n{}\n", grade(source));
    let heading = |zh, en| format!("\n## {}\n\n", pick(lang, zh, en));
    if source.names.timeline().is_none() {
        out += &heading("人员", "People");
        for line in digest::harmed(source) {
            put!(out, "**{}**\n\n", escape(&line.plain()));
        }
        put!(out, "{}\n", escape(&people(lang, source.evaluation.casualties)));
    }
    out += &heading("五个关键时刻", "Five key times");
    let row = |key: KeyTime| {
        let state = key.state.map_or("–", |state| state.name().get(lang)).to_owned();
        key.row(state)
    };
    let rows: Vec<Vec<Rich>> = digest::key_times(source).into_iter().map(row).collect();
    let [when, since, against, result] = KeyTime::heads(lang);
    out += &table(
        &[pick(lang, "项目", "what"), when, since, against, result],
        &[Column::Words, Column::Words, Column::Figures, Column::Words, Column::Words],
        &rows,
    );
    for (title, lines) in [
        (heading("最长的三个延误", "Three longest delays"), digest::delays(source)),
        (heading("法定义务", "Duties of law"), digest::law(source)),
        (heading("首先要改进的", "To be mended first"), digest::findings(source)),
    ] {
        if !lines.is_empty() {
            out += &title;
            out.extend(lines.into_iter().map(|line| format!("- {}\n", escape(&line.plain()))));
        }
    }
    out += &heading("经过", "What happened");
    for sentence in digest::happened(source) {
        put!(out, "{}\n\n", escape(&sentence.plain()));
    }
    let all = match source.names.timeline() {
        Some(timeline) => {
            let told = [Part::Findings, Part::Times].into_iter().flat_map(|part| sections::of(part, source));
            let judged = sections::of(Part::Judged, source).into_iter().filter_map(|s| review::decided(lang, s));
            told.chain(judged).chain([review::course(source, timeline), review::identity(source, timeline)]).collect()
        }
        None => sections::all(source).into_iter().chain([sections::identity(source)]).collect::<Vec<_>>(),
    };
    for section in all {
        out += &whole(&section);
    }
    out
}

/// Score and grade, with the word that they are no last word.
pub(crate) fn grade(source: &Source<'_>) -> String {
    let lang = source.lang();
    match graded(lang, source.evaluation) {
        Some(Graded { total, grade, capped }) => {
            let capped = capped.map_or_else(String::new, |why| say!(lang, "{why}；", "{why}; "));
            say!(
                lang,
                "得分 {total}，等级 {grade}（{capped}待人工确认）",
                "Score {total}, {grade} ({capped}to be confirmed by a person)"
            )
        }
        None => say!(lang, "没有可计分的指标", "No target counts: no score"),
    }
}

fn whole(section: &Section) -> String {
    let mut out = format!("\n## {}\n\n", section.title);
    if !section.about.is_empty() {
        put!(out, "{}\n\n", section.about);
    }
    let heads: Vec<&str> = section.grid.heads.iter().map(|(head, _)| *head).collect();
    let columns: Vec<Column> = section.grid.heads.iter().map(|(_, column)| *column).collect();
    out + &table(&heads, &columns, &section.grid.rows)
}

fn table(heads: &[&str], columns: &[Column], rows: &[Vec<Rich>]) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    let mut out = line(&mut heads.iter().map(|head| escape(head)));
    out += &line(&mut columns.iter().map(|column| match column {
        Column::Words => "---".to_owned(),
        Column::Figures => "---:".to_owned(),
    }));
    for row in rows {
        out += &line(&mut row.iter().map(|cell| escape(&cell.plain())));
    }
    out
}

/// Signs that would mean something else in Markdown. A name of the scenario is never markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '[' | ']' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
