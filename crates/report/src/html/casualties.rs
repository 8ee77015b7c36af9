//! Harm to people over time, as steps.

use super::chart::{Axis, end_ms, px, svg};
use super::page::{Page, escape};
use crate::rich::Figure;
use crate::say::{pick, put, say};
use crate::summary;
use hazdrill_record::{Event, EventId, Happening};
use std::collections::BTreeSet;

const WIDTH: f64 = 1240.0;
const HEIGHT: f64 = 240.0;

/// A line of the chart: its name, how it is drawn, where it steps.
struct Line {
    name: &'static str,
    colour: &'static str,
    dash: &'static str,
    steps: Vec<(i64, u64, EventId)>,
}

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    page.begin("casualties", pick(lang, "伤亡与救治", "Casualties"));
    let people = summary::people(lang, source.evaluation.casualties);
    page.raw(&format!("<p>{}</p>\n", escape(&people)));
    if let Some(before) = source.evaluation.before_headquarters.as_ref().filter(|before| before.acts > 0) {
        let acts = super::page::figured(&Figure::count("/before_headquarters/acts", before.acts));
        let events: Vec<String> = before.events.iter().take(6).map(|event| page.event(*event)).collect();
        let events = events.join(" ");
        let text = match before.headquarters {
            Some(_) => say!(
                lang,
                "现场指挥部成立前已有救援行动 {acts} 次：{events}",
                "Acts of rescue before the headquarters: {acts}: {events}"
            ),
            None => say!(
                lang,
                "没有现场指挥部时的救援行动 {acts} 次：{events}",
                "Acts of rescue without any headquarters: {acts}: {events}"
            ),
        };
        page.raw(&format!("<p>{text}</p>\n"));
    }
    let lines = lines(page);
    if lines.iter().any(|line| !line.steps.is_empty()) {
        draw(page, &lines);
    }
    page.end();
}

fn lines(page: &Page<'_>) -> Vec<Line> {
    let lang = page.lang();
    let events = page.source().events;
    let line = |zh, en, colour, dash, who: fn(&Event) -> Option<Vec<(String, u64)>>| {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut steps = Vec::new();
        let mut sum = 0;
        for event in events {
            let Some(t_ms) = event.t_ms else { continue };
            let Some(listed) = who(event) else { continue };
            let new: u64 = listed.into_iter().filter(|(name, _)| seen.insert(name.clone())).map(|(_, n)| n).sum();
            if new > 0 {
                sum += new;
                steps.push((t_ms, sum, event.seq));
            }
        }
        Line { name: pick(lang, zh, en), colour, dash, steps }
    };
    vec![
        line("受伤（含后来死亡的）", "hurt (those who died later too)", "#d55e00", "", |e| match &e.what {
            Happening::Injured(hurt) => Some(vec![(whose(e), u64::from(hurt.people.max(1)))]),
            _ => None,
        }),
        line("死亡", "dead", "#000", "7 3", |e| match &e.what {
            Happening::Died(died) => Some(vec![(whose(e), u64::from(died.people.max(1)))]),
            _ => None,
        }),
        line("救出", "brought out", "#0072b2", "2 3", |e| match &e.what {
            Happening::Rescued(out) => Some(out.who.iter().map(|who| (who.to_string(), 1)).collect()),
            _ => None,
        }),
        line("送达医院", "at a hospital", "#009e73", "9 3 2 3", |e| match &e.what {
            Happening::Delivered(there) => Some(there.who.iter().map(|who| (who.to_string(), 1)).collect()),
            _ => None,
        }),
    ]
}

fn whose(event: &Event) -> String {
    event.actor.as_deref().unwrap_or("").to_owned()
}

fn draw(page: &mut Page<'_>, lines: &[Line]) {
    let (source, lang) = (page.source(), page.lang());
    let axis = Axis::new(48.0, WIDTH - 190.0, end_ms(source));
    let (top, bottom) = (14.0, HEIGHT - 30.0);
    let most = lines.iter().flat_map(|line| &line.steps).map(|(_, n, _)| *n).max().unwrap_or(1).max(1);
    let y = |n: u64| bottom - (bottom - top) * n as f64 / most as f64;
    let mut body = axis.ticks(source, top, bottom, bottom + 16.0);
    let grid = most.div_ceil(5).max(1);
    for n in (0..=most).step_by(usize::try_from(grid).unwrap_or(1)) {
        put!(
            body,
            "<path class=\"tick\" d=\"M48 {0}H{1}\"/><text class=\"count\" x=\"42\" y=\"{2}\">{n}</text>",
            px(y(n)),
            px(axis.right),
            px(y(n) + 4.0)
        );
    }
    // Names at the right end, no nearer to each other than a line of text.
    let mut ends: Vec<(f64, &Line)> = lines.iter().filter_map(|line| Some((y(line.steps.last()?.1), line))).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut last = f64::NEG_INFINITY;
    for (at, (end, line)) in ends.iter().enumerate() {
        // Lines that lie on each other are drawn a little apart.
        let shift = at as f64 * 1.6;
        let mut path = format!("M{} {}", px(axis.left), px(y(0) - shift));
        for (t_ms, n, _) in &line.steps {
            put!(path, "H{}V{}", px(axis.x(*t_ms)), px(y(*n) - shift));
        }
        put!(path, "H{}", px(axis.right));
        last = end.max(last + 15.0);
        let n = line.steps.last().map_or(0, |(_, n, _)| *n);
        put!(
            body,
            "<path class=\"step\" stroke=\"{0}\" stroke-dasharray=\"{1}\" d=\"{path}\"/>\
             <path class=\"step\" stroke=\"{0}\" stroke-dasharray=\"{1}\" d=\"M{2} {3}h22\"/>\
             <text x=\"{4}\" y=\"{5}\">{6} {n}</text>",
            line.colour,
            line.dash,
            px(axis.right + 6.0),
            px(last),
            px(axis.right + 32.0),
            px(last + 4.0),
            escape(line.name)
        );
    }
    let label = pick(
        lang,
        "受伤、死亡、救出、送达人数随时间的变化",
        "People hurt, dead, brought out and at a hospital over time",
    );
    page.raw(&svg("steps", WIDTH, HEIGHT, label, &body));
    let mut out = String::from("<p>");
    for line in lines {
        if let (Some((_, _, first)), Some((_, n, last))) = (line.steps.first(), line.steps.last()) {
            let name = escape(line.name);
            let mut evidence = page.event(*first);
            if first != last {
                let last = page.event(*last);
                evidence += &say!(lang, " 至 {last}", " to {last}");
            }
            out += &say!(lang, "{name} {n} 人：{evidence}。", "{name} {n}: {evidence}. ");
        }
    }
    out += "</p>\n";
    page.raw(&out);
}
