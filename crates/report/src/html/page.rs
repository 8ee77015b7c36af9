//! Builds the text of the page: sections, tables, figures with their place in the evaluation, events as links.

use crate::document::Source;
use crate::rich::{Figure, Piece, Rich};
use crate::say::{put, say};
use crate::sections::{Column, Section};
use hazdrill_model::Lang;
use hazdrill_record::EventId;
use std::collections::BTreeSet;

/// Signs of a cell that is not broken.
const SHORT: usize = 14;

/// The page while it is being written.
pub(super) struct Page<'a> {
    source: &'a Source<'a>,
    contents: String,
    body: String,
    /// Events that are cited: each stands in the annex.
    cited: BTreeSet<EventId>,
}

impl<'a> Page<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Self {
        Self { source, contents: String::new(), body: String::new(), cited: BTreeSet::new() }
    }

    pub(super) fn source(&self) -> &'a Source<'a> {
        self.source
    }

    pub(super) fn lang(&self) -> Lang {
        self.source.lang()
    }

    /// Begins the first section, whose title is that of the page; `contents` is what the contents call it.
    pub(super) fn begin_first(&mut self, id: &str, contents: &str) {
        let contents = escape(contents);
        put!(self.contents, "<a href=\"#{id}\">{contents}</a>");
        put!(self.body, "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n");
    }

    /// Begins a section, with its line in the contents.
    pub(super) fn begin(&mut self, id: &str, title: &str) {
        let title = escape(title);
        put!(self.contents, "<a href=\"#{id}\">{title}</a>");
        put!(self.body, "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n");
    }

    pub(super) fn end(&mut self) {
        self.body += "</section>\n";
    }

    /// A sentence that says how to read what follows.
    pub(super) fn about(&mut self, text: &str) {
        if !text.is_empty() {
            let text = escape(text);
            put!(self.body, "<p class=\"about\">{text}</p>\n");
        }
    }

    /// Markup as it stands.
    pub(super) fn raw(&mut self, markup: &str) {
        self.body += markup;
    }

    /// A whole section with its table.
    pub(super) fn section(&mut self, section: Section) {
        self.begin(&section.id, &section.title);
        self.about(&section.about);
        let label = format!("{}-title", section.id);
        if section.is_folded() {
            let n = section.grid.rows.len();
            let shown = say!(self.lang(), "展开 {n} 行", "show {n} rows");
            put!(self.body, "<details class=\"fold\"><summary>{shown}</summary>\n");
        }
        self.table(&label, &section.grid.heads, &section.grid.rows);
        if section.is_folded() {
            self.body += "</details>\n";
        }
        self.end();
    }

    /// A whole section whose rows are the events themselves: links to `numbers` lead to them.
    pub(super) fn events(&mut self, section: Section, numbers: &[EventId]) {
        self.begin(&section.id, &section.title);
        self.about(&section.about);
        let label = format!("{}-title", section.id);
        self.numbered(&label, &section.grid.heads, &section.grid.rows, numbers);
        self.end();
    }

    /// A table; `label` is the id of what names it.
    pub(super) fn table(&mut self, label: &str, heads: &[(&str, Column)], rows: &[Vec<Rich>]) {
        self.numbered(label, heads, rows, &[]);
    }

    /// A table whose rows are the events `numbers`, where there are any.
    fn numbered(&mut self, label: &str, heads: &[(&str, Column)], rows: &[Vec<Rich>], numbers: &[EventId]) {
        let class = |column: Column| match column {
            Column::Words => "",
            Column::Figures => " class=\"n\"",
        };
        // What is short stays on one line.
        let class_of = |column: Column, cell: &Rich| match column {
            Column::Words if cell.plain().chars().count() <= SHORT => " class=\"s\"",
            column => class(column),
        };
        // A wide table scrolls by itself; for that it must be reachable by the keyboard.
        let mut out =
            format!("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-labelledby=\"{label}\"><table>\n");
        if heads.iter().any(|(head, _)| !head.is_empty()) {
            out += "<thead><tr>";
            for (head, column) in heads {
                let (head, class) = (escape(head), class(*column));
                if head.is_empty() {
                    put!(out, "<td{class}></td>");
                } else {
                    put!(out, "<th scope=\"col\"{class}>{head}</th>");
                }
            }
            out += "</tr></thead>\n";
        }
        out += "<tbody>\n";
        for (place, row) in rows.iter().enumerate() {
            match numbers.get(place) {
                Some(number) => put!(out, "<tr id=\"e{number}\">"),
                None => out += "<tr>",
            }
            for (at, cell) in row.iter().enumerate() {
                let class = class_of(heads.get(at).map_or(Column::Words, |(_, column)| *column), cell);
                let cell = self.rich(cell);
                if at == 0 {
                    put!(out, "<th scope=\"row\"{class}>{cell}</th>");
                } else {
                    put!(out, "<td{class}>{cell}</td>");
                }
            }
            out += "</tr>\n";
        }
        out += "</tbody></table></div>\n";
        self.body += &out;
    }

    /// A text with its evidence.
    pub(super) fn rich(&mut self, rich: &Rich) -> String {
        let mut out = String::new();
        for piece in &rich.0 {
            match piece {
                Piece::Text(text) => out += &escape(text),
                Piece::Event(event) => out += &self.event(*event),
                Piece::Figure(figure) => out += &figured(figure),
            }
        }
        out
    }

    /// An event as a link: to its place in the replay, without script to the annex.
    pub(super) fn event(&mut self, event: EventId) -> String {
        self.cite(event);
        format!("<a class=\"ev\" href=\"#e{event}\">#{event}</a>")
    }

    /// Takes an event into the annex.
    pub(super) fn cite(&mut self, event: EventId) {
        self.cited.insert(event);
    }

    /// The events that were cited so far.
    pub(super) fn cited(&self) -> &BTreeSet<EventId> {
        &self.cited
    }

    /// What an event tells, as the words of a link or a title.
    pub(super) fn told(&self, event: EventId) -> String {
        let story = crate::story::Story::new(self.source.names, self.source.events);
        let Some(event) = story.event(event) else { return String::new() };
        let (clock, sentence, n) = (self.source.names.clock(event.t_ms), story.sentence(event), event.seq);
        say!(self.lang(), "{clock} {sentence}（#{n}）", "{clock} {sentence} (#{n})")
    }

    /// The contents and the body.
    pub(super) fn finish(self) -> (String, String) {
        (self.contents, self.body)
    }
}

/// A figure with its value and its place in the evaluation, so that both can be checked.
pub(super) fn figured(figure: &Figure) -> String {
    let (at, value, text) = (attribute(&figure.at), figure.value, escape(&figure.text));
    format!("<data value=\"{value}\" data-at=\"{at}\">{text}</data>")
}

/// An instant that the replay can be set to.
pub(super) fn moment(t_ms: i64, clock: &str) -> String {
    let clock = escape(clock);
    format!("<time data-t=\"{t_ms}\">{clock}</time>")
}

/// A text as text of the page.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // What no text of a page may hold.
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// A text as the value of an attribute in double quotes.
pub(super) fn attribute(text: &str) -> String {
    escape(text).replace('"', "&quot;")
}
