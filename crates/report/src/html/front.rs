//! The first page: what a head of a bureau reads in one minute. The grade waits for a person; the lines for signatures are
//! left blank.

use super::page::{Page, escape};
use crate::digest::{self, KeyTime};
use crate::rich::{Figure, Rich};
use crate::say::{pick, put, say};
use crate::sections::Column;
use crate::summary::{self, Graded};
use hazdrill_score::{PartState, explain};

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    page.begin_first("summary", pick(lang, "一页摘要", "One page"));
    head(page);
    if source.names.timeline().is_none() {
        people(page);
    }
    key_times(page);
    page.raw("<div class=\"two\"><div>\n");
    let delays = digest::delays(source);
    list(page, "delays", pick(lang, "最长的三个延误", "Three longest delays"), &delays);
    let law = digest::law(source);
    list(page, "law", pick(lang, "法定义务", "Duties of law"), &law);
    page.raw("</div><div>\n");
    let findings = digest::findings(source);
    list(page, "mend", pick(lang, "首先要改进的三件事", "Three things to be mended first"), &findings);
    minutes(page);
    page.raw("</div></div>\n");
    happened(page);
    signatures(page);
    page.end();
}

/// What drill this is, and what it is worth.
fn head(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    let title = escape(&source.title());
    let mark = source.names.mark();
    let scenario = source.names.scenario();
    let day = source.names.timeline().and_then(crate::review::day).unwrap_or("");
    let starts = scenario.map_or(day, |s| s.starts.as_str());
    let form = scenario.and_then(|s| s.kind.as_ref()).map_or("", |kind| kind.get(lang));
    let facts: Vec<String> = [starts, form].into_iter().filter(|t| !t.is_empty()).map(escape).collect();
    let facts = facts.join(" · ");
    let total = source.evaluation.score.total;
    let score = summary::graded(lang, source.evaluation).zip(total).map_or_else(
        || {
            let none = pick(lang, "没有可计分的指标，不评等级", "No target counts: no grade");
            format!("<p class=\"grade\"><span>{none}</span></p>")
        },
        |(is, total)| graded(page, total, &is),
    );
    page.raw(&format!(
        "<div class=\"head\"><div><p class=\"exercise\">{mark}</p><h1 id=\"summary-title\">{title}</h1><p class=\"facts\">{facts}</p></div>{score}</div>\n"
    ));
}

/// Score and grade, with the word that a person has to confirm them.
fn graded(page: &Page<'_>, total: f64, is: &Graded) -> String {
    let lang = page.lang();
    let figure = super::page::figured(&Figure::number("/score/total", total).written(is.total.as_str()));
    let (grade, points) = (escape(is.grade), pick(lang, "得分", "score"));
    let wait = pick(lang, "待人工确认", "to be confirmed by a person");
    let capped = is.capped.as_ref().map_or_else(String::new, |why| {
        let why = escape(why);
        format!("<span class=\"capped\">{why}</span>")
    });
    format!(
        "<p class=\"grade\"><span class=\"big\">{grade}</span><span>{points} {figure}</span>\
         {capped}<span class=\"confirm\">{wait}</span></p>"
    )
}

fn happened(page: &mut Page<'_>) {
    let lang = page.lang();
    let title = pick(lang, "发生了什么", "What happened");
    let sentences = digest::happened(page.source());
    page.raw(&format!("<h2>{title}</h2>\n"));
    for sentence in &sentences {
        let text = page.rich(sentence);
        page.raw(&format!("<p class=\"story\">{text}</p>\n"));
    }
}

fn key_times(page: &mut Page<'_>) {
    let lang = page.lang();
    let title = pick(lang, "五个关键时刻", "Five key times");
    page.raw(&format!("<h2 id=\"key-times\">{title}</h2>\n"));
    let heads = [""].into_iter().chain(KeyTime::heads(lang));
    let heads: Vec<_> = heads.map(|head| (head, Column::Words)).collect();
    let rows: Vec<Vec<Rich>> = digest::key_times(page.source())
        .into_iter()
        .map(|key| {
            let mark = match key.state {
                Some(PartState::Kept) => "✓ ",
                Some(PartState::Late | PartState::Never) => "✗ ",
                _ => "",
            };
            let state = key.state.map_or_else(String::new, |state| format!("{mark}{}", state.name().get(lang)));
            key.row(state)
        })
        .collect();
    page.table("key-times", &heads, &rows);
}

/// The dead and the seriously hurt stand first, then all counts.
fn people(page: &mut Page<'_>) {
    let lang = page.lang();
    let counts = page.source().evaluation.casualties;
    let title = pick(lang, "人员", "People");
    let is_grave = counts.dead.is_some_and(|n| n > 0) || counts.serious.is_some_and(|n| n > 0);
    let class = if is_grave { " class=\"grave\"" } else { "" };
    page.raw(&format!("<h2>{title}</h2>\n"));
    for line in digest::harmed(page.source()) {
        let line = page.rich(&line);
        page.raw(&format!("<p{class}>{line}</p>\n"));
    }
    let all = [
        ("dead", counts.dead),
        ("serious", counts.serious),
        ("slight", counts.slight),
        ("exposed", counts.exposed),
        ("rescued", counts.rescued),
        ("delivered", counts.delivered),
    ];
    let mut out = String::from("<ul class=\"people\">");
    for (id, count) in all {
        let name = escape(explain(id).map_or(id, |metric| metric.name.get(lang)).trim_end_matches("人数"));
        let count = match count {
            Some(n) => super::page::figured(&Figure::count(format!("/casualties/{id}"), n)),
            None => pick(lang, "不详", "unknown").to_owned(),
        };
        put!(out, "<li><b>{count}</b> {name}</li>");
    }
    out += "</ul>\n";
    page.raw(&out);
}

/// Where the minutes went, as bars whose length is their share.
fn minutes(page: &mut Page<'_>) {
    let lang = page.lang();
    let Some((goal, parts)) = digest::minutes(page.source()) else { return };
    let most = parts.iter().map(|part| part.figure.value).fold(0.0, f64::max);
    if most <= 0.0 {
        return;
    }
    let (title, goal) =
        (pick(lang, "时间花在哪里", "Where the minutes went"), crate::sections::goal(page.source(), goal));
    let about = say!(lang, "关键路径，到{goal}：", "On the critical path to {goal}:");
    let mut out = format!("<h2>{title}</h2>\n<p class=\"about\">{about}</p>\n<dl class=\"bars\">");
    for part in parts {
        let width = super::chart::px(part.figure.value / most * 100.0);
        let (name, time) = (escape(part.name), super::page::figured(&part.figure));
        put!(
            out,
            "<dt>{name}</dt><dd><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect width=\"{width}\" height=\"8\"/></svg>{time}</dd>"
        );
    }
    out += "</dl>\n";
    page.raw(&out);
}

fn list(page: &mut Page<'_>, class: &str, title: &str, lines: &[Rich]) {
    if lines.is_empty() {
        return;
    }
    let mut out = format!("<h2>{}</h2>\n<ol class=\"{class}\">", escape(title));
    for line in lines {
        let line = page.rich(line);
        put!(out, "<li>{line}</li>");
    }
    out += "</ol>\n";
    page.raw(&out);
}

/// Blank lines: a report never signs for anybody.
fn signatures(page: &mut Page<'_>) {
    let lang = page.lang();
    let roles = match lang {
        hazdrill_model::Lang::Zh => ["评估组长（签名）", "总指挥（签名）", "日期"],
        hazdrill_model::Lang::En => ["Head of evaluation (signature)", "Commander (signature)", "Date"],
    };
    let mut out = String::from("<dl class=\"sign\">");
    for role in roles {
        put!(out, "<div><dt>{role}</dt><dd></dd></div>");
    }
    out += "</dl>\n";
    let note = match page.source().names.timeline() {
        Some(_) => pick(
            lang,
            "本页由手工整理的时间线自动生成，结论须由评估人员确认。",
            "This page was made from a timeline typed by hand; conclusions are for the evaluators to confirm.",
        ),
        None => pick(
            lang,
            "本页由演练记录自动生成，等级和结论须由评估人员确认。",
            "This page was made from the record of an exercise; grade and conclusions are for the evaluators to confirm.",
        ),
    };
    page.raw(&out);
    page.about(note);
}
