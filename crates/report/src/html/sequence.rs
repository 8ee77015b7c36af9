//! The messages that caused work, from organisation to organisation, one below the other.

use super::chart::{Organisation, cut, organisations, px, svg};
use super::page::{Page, attribute, escape};
use crate::say::{pick, put, say};
use hazdrill_score::Handoff;

const WIDTH: f64 = 1240.0;
const LEFT: f64 = 150.0;
const ROW: f64 = 30.0;
const HEAD: f64 = 46.0;
/// More messages than this make no picture: the longest waits stand in the table of hand-offs, all in the replay.
const MESSAGES: usize = 60;

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    let mut messages: Vec<(&str, &str, &Handoff)> = source
        .evaluation
        .handoffs
        .iter()
        .filter(|pair| pair.from != pair.to)
        .flat_map(|pair| pair.messages.iter().map(move |m| (pair.from.as_str(), pair.to.as_str(), m)))
        .collect();
    if messages.is_empty() {
        return;
    }
    messages.sort_by_key(|(_, _, message)| (message.heard, message.started));
    let left_out = messages.len().saturating_sub(MESSAGES);
    messages.truncate(MESSAGES);
    page.begin("messages", pick(lang, "引起行动的通报", "Messages that caused work"));
    page.about(pick(
        lang,
        "从上到下按先后；每条写明对方因它做了什么。全部通报见回放的事件列表。",
        "In order from top to bottom; each says what the other side did because of it. All messages stand in the list of the replay.",
    ));
    let all = organisations(source);
    // Lanes in the order in which the organisations come in.
    let mut lanes: Vec<&Organisation> = Vec::new();
    for (from, to, _) in &messages {
        for id in [from, to] {
            if !lanes.iter().any(|lane| lane.id == *id) {
                lanes.extend(all.iter().find(|o| o.id == *id));
            }
        }
    }
    let gap = (WIDTH - LEFT - 90.0) / (lanes.len().max(2) - 1) as f64;
    let x = |id: &str| LEFT + lanes.iter().position(|lane| lane.id == id).unwrap_or(0) as f64 * gap;
    let height = HEAD + messages.len() as f64 * ROW + 10.0;
    let mut body = String::new();
    for lane in &lanes {
        let at = x(&lane.id);
        put!(
            body,
            "<path class=\"lane\" d=\"M{0} 38V{1}\"/><rect x=\"{2}\" y=\"2\" width=\"20\" height=\"20\" rx=\"4\" fill=\"{3}\"/>\
             <text class=\"sign\" x=\"{0}\" y=\"16.5\" fill=\"{4}\">{5}</text><text class=\"lane\" x=\"{0}\" y=\"35\">{6}</text>",
            px(at),
            px(height - 4.0),
            px(at - 10.0),
            lane.colour,
            lane.ink,
            escape(&lane.sign),
            escape(&cut(&lane.name, 11.0, gap.min(140.0) - 4.0))
        );
    }
    for (row, (from, to, message)) in messages.iter().enumerate() {
        let y = HEAD + row as f64 * ROW + 20.0;
        body += &arrow(page, x(from), x(to), y, message);
    }
    let label = pick(lang, "引起行动的通报，按先后排列的图", "Messages that caused work, in order, drawing");
    page.raw(&svg("sequence", WIDTH, height, label, &body));
    if left_out > 0 {
        let more = say!(lang, "另有 {left_out} 条没有画出。", "{left_out} more are not drawn.");
        page.about(&more);
    }
    page.end();
}

fn arrow(page: &mut Page<'_>, from: f64, to: f64, y: f64, message: &Handoff) -> String {
    let names = page.source().names;
    let heard = message.heard;
    page.cite(heard);
    let story = crate::story::Story::new(names, page.source().events);
    let clock = story.event(heard).map_or_else(String::new, |event| names.clock(event.t_ms));
    let (_, step) = message.task.split_once('/').unwrap_or(("", &message.task));
    let act = names.act_of(&message.receiver, step);
    let title = attribute(&page.told(heard));
    // The head of the arrow stops short of its lane.
    let direction = if to > from { 1.0 } else { -1.0 };
    let (tip, y_text) = (to - 2.0 * direction, px(y - 4.0));
    let (low, span) = (from.min(to), (to - from).abs());
    let text = escape(&cut(&act, 11.0, span.max(120.0) + 40.0));
    // A text over an arrow that is shorter than it grows out to the right.
    let anchor = if low + span / 2.0 > WIDTH - 160.0 { ("end", low + span - 6.0) } else { ("start", low + 8.0) };
    format!(
        "<a href=\"#e{heard}\"><text class=\"clock\" x=\"4\" y=\"{0}\">{1} #{heard}</text>\
         <path class=\"arrow\" d=\"M{2} {3}H{4}m{5} -4l{6} 4l{5} 4\"><title>{title}</title></path>\
         <text class=\"act\" text-anchor=\"{7}\" x=\"{8}\" y=\"{y_text}\">{text}</text></a>",
        px(y + 4.0),
        escape(&clock),
        px(from),
        px(y),
        px(tip),
        px(-7.0 * direction),
        px(7.0 * direction),
        anchor.0,
        px(anchor.1)
    )
}
