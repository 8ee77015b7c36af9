//! Who told whom how often, organisations on a circle.

use super::chart::{Organisation, cut, organisations, px, svg};
use super::page::{Page, attribute, escape};
use crate::say::{pick, put, say};
use hazdrill_record::{Event, EventId, Happening};
use hazdrill_units::maths;
use std::collections::{BTreeMap, BTreeSet};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 520.0;

/// Messages from one organisation to another.
struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    /// The messages, each counted once however many heard it.
    said: BTreeSet<EventId>,
}

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    let edges = edges(source.events);
    let all = organisations(source);
    let there = |o: &&Organisation| edges.iter().any(|edge| edge.from == o.id || edge.to == o.id);
    let nodes: Vec<&Organisation> = all.iter().filter(there).collect();
    if nodes.is_empty() {
        return;
    }
    page.begin("network", pick(lang, "通报网络", "Message network"));
    page.about(pick(
        lang,
        "线越粗，通报越多；数字是对方听到的通报条数，单位内部的不计。",
        "The thicker the line, the more messages; a number counts the messages that the other side heard, those within an \
         organisation left out.",
    ));
    let most = edges.iter().map(|edge| edge.said.len()).max().unwrap_or(1);
    let at = |id: &str| {
        let n = nodes.iter().position(|node| node.id == id).unwrap_or(0);
        let turn = core::f64::consts::TAU * n as f64 / nodes.len() as f64 - core::f64::consts::FRAC_PI_2;
        (WIDTH / 2.0 + 235.0 * maths::cos(turn), HEIGHT / 2.0 + 190.0 * maths::sin(turn))
    };
    let mut lines = String::new();
    let mut counts = String::new();
    for edge in &edges {
        let (from, to) = (at(edge.from), at(edge.to));
        let share = edge.said.len() as f64 / most as f64;
        let (name_a, name_b) = (source.names.organisation(edge.from), source.names.organisation(edge.to));
        let n = edge.said.len();
        let title = attribute(&say!(lang, "{name_a} → {name_b}：{n} 条", "{name_a} → {name_b}: {n}"));
        // Both directions bend to their own side.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let bend = (from.0 + dx / 2.0 - dy * 0.12, from.1 + dy / 2.0 + dx * 0.12);
        let colour = all.iter().find(|o| o.id == edge.from).map_or("#000", |o| o.colour);
        put!(
            lines,
            "<path class=\"edge\" stroke=\"{colour}\" stroke-width=\"{}\" d=\"M{} {}Q{} {} {} {}\"><title>{title}</title></path>",
            px(0.8 + 7.0 * maths::sqrt(share)),
            px(from.0),
            px(from.1),
            px(bend.0),
            px(bend.1),
            px(to.0),
            px(to.1)
        );
        // The number stands nearer to the one who speaks.
        let near = (from.0 * 0.42 + bend.0 * 0.42 + to.0 * 0.16, from.1 * 0.42 + bend.1 * 0.42 + to.1 * 0.16);
        if share > 0.12 {
            put!(counts, "<text class=\"count\" x=\"{}\" y=\"{}\">{n}</text>", px(near.0), px(near.1 + 4.0));
        }
    }
    let mut body = lines + &counts;
    for node in &nodes {
        let (x, y) = at(&node.id);
        let name = escape(&cut(&node.name, 13.0, 170.0));
        let below = y > HEIGHT / 2.0;
        put!(
            body,
            "<rect x=\"{}\" y=\"{}\" width=\"32\" height=\"32\" rx=\"6\" fill=\"{}\"/><text class=\"sign\" x=\"{}\" y=\"{}\" \
             fill=\"{}\">{}</text><text class=\"node\" x=\"{}\" y=\"{}\">{name}</text>",
            px(x - 16.0),
            px(y - 16.0),
            node.colour,
            px(x),
            px(y + 5.5),
            node.ink,
            escape(&node.sign),
            px(x),
            px(if below { y + 31.0 } else { y - 22.0 })
        );
    }
    let label = pick(lang, "单位之间通报条数的网络图", "Network of the messages between organisations");
    page.raw(&svg("network", WIDTH, HEIGHT, label, &body));
    page.end();
}

fn edges(events: &[Event]) -> Vec<Edge<'_>> {
    let mut edges: BTreeMap<(&str, &str), BTreeSet<EventId>> = BTreeMap::new();
    for event in events {
        let Happening::Heard(heard) = &event.what else { continue };
        let from = heard.from.split('/').next().unwrap_or("");
        let Some(to) = event.organisation().filter(|to| *to != from && !from.is_empty()) else { continue };
        let said = event.causes.first().copied().unwrap_or(event.seq);
        edges.entry((from, to)).or_default().insert(said);
    }
    edges.into_iter().map(|((from, to), said)| Edge { from, to, said }).collect()
}
