//! The report as one page: no network, no other file, the same bytes from the same record.
//!
//! Everything that is judged stands in it as text and drawing and needs no script; the replay is script over the data
//! that is embedded once. Whatever a scenario or a record names is escaped: it is never markup.

mod annex;
mod casualties;
mod chart;
mod critical;
mod data;
mod front;
mod gantt;
mod layout;
mod network;
mod page;
mod replay;
mod sequence;
mod supply;
mod tracks;

use crate::document::{Kind, Source, Write};
use crate::narration;
use crate::review;
use crate::say::{pick, say};
use crate::sections::{self, Part};
use hazdrill_score::timeline::TimelineRecord;
use page::{Page, attribute, escape};

/// `report.html`.
pub(crate) const KIND: Kind = Kind {
    id: "html",
    about: ("评估报告网页，可回放、可打印", "the report as a page, to be replayed and printed"),
    of_timeline: true,
    write: Write::One("report.html", |source| document(source).into_bytes()),
};

const STYLE: &str = include_str!("html/assets/report.css");

/// The modules of the replay, in the order in which they need each other. They share one scope.
const SCRIPTS: [&str; 7] = [
    include_str!("html/assets/data.js"),
    include_str!("html/assets/clock.js"),
    include_str!("html/assets/map.js"),
    include_str!("html/assets/events.js"),
    include_str!("html/assets/causes.js"),
    include_str!("html/assets/beliefs.js"),
    include_str!("html/assets/main.js"),
];

/// No page is larger, bytes: a larger one is slow to open and to send.
const LARGEST: usize = 2_000_000;

/// The whole page, with as many events to be replayed as there is room for.
fn document(source: &Source<'_>) -> String {
    let mut most = source.events.len().min(data::REPLAYED);
    loop {
        let data = if source.names.timeline().is_some() { String::new() } else { data::json(source, most) };
        let page = page(source, &data, source.events.len() - most);
        let over = page.len().saturating_sub(LARGEST);
        if over == 0 || most == 0 {
            return page;
        }
        // Later events have as long sentences as earlier ones, but more of them were told before.
        most = most.saturating_sub((over * most).div_ceil(data.len().max(1)) + most / 100 + 1);
    }
}

fn page(source: &Source<'_>, data: &str, left_out: usize) -> String {
    let lang = source.lang();
    let (mark, title) = (source.names.mark(), source.title());
    let title = say!(lang, "{mark}{title}评估报告", "{mark} Report: {title}");
    let mut page = Page::new(source);
    front::write(&mut page);
    match source.names.timeline() {
        Some(timeline) => of_timeline(&mut page, timeline),
        None => of_drill(&mut page, left_out),
    }
    let (contents, body) = page.finish();
    let language = pick(lang, "zh-CN", "en");
    // A script or style that a name would smuggle in lacks the word of this record.
    let nonce: String = source.evaluation.record_hash.as_deref().unwrap_or("unchained").chars().take(32).collect();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; base-uri 'none'; form-action 'none'"
    );
    let head_mark = attribute(&title);
    let style = STYLE.replace("__MARK__", &css_string(&title));
    let script = script(data, &nonce);
    let (title, skip) = (escape(&title), pick(lang, "跳到正文", "Skip to the text"));
    let name = escape(&source.title());
    let nav = pick(lang, "目录", "Contents");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"hazdrill\">\n<meta name=\"description\" content=\"{head_mark}\">\n\
         <title>{title}</title>\n<style nonce=\"{nonce}\">\n{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{skip}</a>\n<header class=\"banner\"><span class=\"mark\">{mark}</span>\
         <span class=\"what\">{name}</span><nav aria-label=\"{nav}\"><details><summary>{nav}</summary>\
         <div>{contents}</div></details></nav></header>\n<main id=\"main\" tabindex=\"-1\">\n{body}</main>\n\
         {script}</body>\n</html>\n"
    )
}

/// The replay with its data; a timeline has none, and its page no script.
fn script(data: &str, nonce: &str) -> String {
    if data.is_empty() {
        return String::new();
    }
    let script = SCRIPTS.concat();
    format!(
        "<script type=\"application/json\" id=\"data\" nonce=\"{nonce}\">{data}</script>\n\
         <script type=\"module\" nonce=\"{nonce}\">\n{script}</script>\n"
    )
}

/// What a drill shows behind its first page.
fn of_drill(page: &mut Page<'_>, left_out: usize) {
    parts(page, Part::Findings);
    replay::write(page, left_out);
    gantt::write(page);
    critical::write(page);
    parts(page, Part::Critical);
    parts(page, Part::Judged);
    casualties::write(page);
    parts(page, Part::Times);
    sequence::write(page);
    network::write(page);
    supply::write(page);
    parts(page, Part::Together);
    spoken(page);
    annex::write(page);
    let source = page.source();
    page.section(sections::identity(source));
}

/// What a timeline shows behind its first page: it has no replay, no tasks, no messages.
fn of_timeline(page: &mut Page<'_>, timeline: &TimelineRecord) {
    let source = page.source();
    parts(page, Part::Findings);
    parts(page, Part::Times);
    for section in sections::of(Part::Judged, source) {
        if let Some(section) = review::decided(source.lang(), section) {
            page.section(section);
        }
    }
    let numbers: Vec<u64> = timeline.rows.iter().map(|row| row.seq).collect();
    page.events(review::course(source, timeline), &numbers);
    page.section(review::identity(source, timeline));
}

/// The tables of a part.
fn parts(page: &mut Page<'_>, part: Part) {
    for section in sections::of(part, page.source()) {
        page.section(section);
    }
}

/// What the presenter reads.
fn spoken(page: &mut Page<'_>) {
    let lang = page.lang();
    let passages = narration::passages(page.source());
    if passages.is_empty() {
        return;
    }
    page.begin("narration", pick(lang, "观摩解说词", "Narration"));
    page.about(pick(
        lang,
        "按演练时钟朗读；右侧是读完所需的时间。",
        "Read by the clock of the drill; at the right, how long it takes to read.",
    ));
    page.raw("<dl class=\"spoken\">");
    for passage in &passages {
        let stage = passage.stage.as_ref().map_or_else(String::new, |stage| {
            let stage = escape(stage);
            format!("<span class=\"stage\">{stage}</span> ")
        });
        let clock = page::moment(passage.t_ms, &passage.clock);
        let time = crate::say::duration(lang, passage.reads_s as i64 * 1000);
        let lines: Vec<String> = passage.lines.iter().map(|line| escape(line)).collect();
        let end = pick(lang, "。", ". ");
        let text = lines.join(end);
        page.raw(&format!("<dt>{stage}{clock} <span class=\"reads\">[{time}]</span></dt><dd>{text}{end}</dd>\n"));
    }
    page.raw("</dl>");
    page.end();
}

/// A text as a string of a style sheet.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
