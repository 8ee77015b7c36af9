//! Who worked when: a band for each organisation, its tasks packed into lanes, the stages behind them.

use super::chart::{Axis, Organisation, cut, end_ms, organisations, px, svg, text_width};
use super::page::{Page, attribute, escape};
use crate::names::member;
use crate::say::{pick, put};
use crate::verb;
use hazdrill_record::{Event, EventId, Happening};
use std::collections::BTreeMap;

const WIDTH: f64 = 1240.0;
const LEFT: f64 = 168.0;
const LANE: f64 = 15.0;
/// More tasks at once than this are drawn over each other in the last lane.
const LANES: usize = 6;
/// A task shorter than this is a tick.
const SHORT_MS: i64 = 20_000;

/// More tasks of one organisation are not drawn.
const TASKS: usize = 2000;

/// A task of somebody.
struct Task {
    from_ms: i64,
    to_ms: i64,
    verb: String,
    event: EventId,
}

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    let organisations = organisations(source);
    let tasks = tasks(source.events, end_ms(source));
    let busy: Vec<&Organisation> = organisations.iter().filter(|o| tasks.contains_key(o.id.as_str())).collect();
    if busy.is_empty() {
        return;
    }
    page.begin("timeline", pick(lang, "各单位时间线", "Timeline by organisation"));
    page.about(pick(
        lang,
        "横条是作业，灰条是途中，短线是通报、询问和决定；○接警 ◇调派 ▷出动 ■到场。底色分阶段，红线是爆炸。点横条看事件。",
        "Bars are work, grey bars are ways, short lines are telling, asking and deciding; ○ alarm ◇ dispatch ▷ turnout \
         ■ arrival. Shades are stages, a red line is an explosion. A bar leads to its event.",
    ));
    let axis = Axis::new(LEFT, WIDTH - 12.0, end_ms(source));
    let (bands, top) = stages(page, &axis);
    let mut y = top + 8.0;
    let mut rows = String::new();
    for organisation in busy {
        let all = &tasks[organisation.id.as_str()];
        let (drawn, height) = row(page, &axis, organisation, all, y);
        rows += &drawn;
        y += height;
    }
    let mut body = bands.replace("__BOTTOM__", &px(y));
    body += &axis.ticks(source, top, y, y + 16.0);
    body += &rows;
    for event in source.evaluation.explosion_events.iter().filter_map(|n| find(source.events, *n)) {
        let Some(t_ms) = event.t_ms else { continue };
        let (x, word) = (px(axis.x(t_ms)), pick(lang, "爆炸", "explosion"));
        put!(
            body,
            "<path class=\"bang\" d=\"M{x} {}V{}\"/><text class=\"bang\" x=\"{x}\" y=\"{}\">{word}</text>",
            px(top),
            px(y),
            px(y + 30.0)
        );
    }
    let label = pick(lang, "各单位时间线图", "Timeline by organisation, drawing");
    page.raw(&svg("gantt", WIDTH, y + 36.0, label, &body));
    page.end();
}

fn find(events: &[Event], number: EventId) -> Option<&Event> {
    events.get(usize::try_from(number.checked_sub(1)?).ok()?)
}

/// Tasks by organisation. Those of groups without a post are left to the replay: two hundred people who walk out would
/// hide the work.
fn tasks(events: &[Event], end_ms: i64) -> BTreeMap<&str, Vec<Task>> {
    let mut open: BTreeMap<(&str, &str, &str), (i64, &Event, &str)> = BTreeMap::new();
    let mut tasks: BTreeMap<&str, Vec<Task>> = BTreeMap::new();
    for event in events {
        let (Some(t_ms), Some(actor)) = (event.t_ms, event.actor.as_deref()) else { continue };
        if member(actor).is_some() {
            continue;
        }
        let (procedure, step) = match &event.what {
            Happening::Started(s) => {
                open.insert((actor, &s.procedure, &s.step), (t_ms, event, &s.verb));
                continue;
            }
            Happening::Done(s) => (&s.procedure, &s.step),
            Happening::Failed(s) => (&s.procedure, &s.step),
            Happening::Interrupted(s) => (&s.procedure, &s.step),
            _ => continue,
        };
        if let Some((from_ms, start, verb)) = open.remove(&(actor, &**procedure, &**step)) {
            push(&mut tasks, start, from_ms, t_ms, verb);
        }
    }
    for (from_ms, start, verb) in open.into_values() {
        push(&mut tasks, start, from_ms, end_ms, verb);
    }
    for all in tasks.values_mut() {
        // A record without end would draw without end: the longest tasks are those that one sees.
        all.sort_by_key(|task| (std::cmp::Reverse(task.to_ms - task.from_ms), task.event));
        all.truncate(TASKS);
        all.sort_by_key(|task| (task.from_ms, task.event));
    }
    tasks
}

fn push<'e>(tasks: &mut BTreeMap<&'e str, Vec<Task>>, start: &'e Event, from_ms: i64, to_ms: i64, verb: &str) {
    let Some(organisation) = start.organisation() else { return };
    let task = Task { from_ms, to_ms, verb: verb.to_owned(), event: start.seq };
    tasks.entry(organisation).or_default().push(task);
}

/// Whether a verb is talk: its tasks are many and short.
fn is_talk(verb: &str) -> bool {
    matches!(verb, "tell" | "ask" | "note" | "declare" | "dispatch" | "withdraw" | "all_clear")
}

/// One organisation: its name, its lanes, its stamps. How high it is.
fn row(page: &mut Page<'_>, axis: &Axis, organisation: &Organisation, tasks: &[Task], y: f64) -> (String, f64) {
    let lang = page.lang();
    let mut ends: Vec<i64> = Vec::new();
    let mut bars = String::new();
    let mut talk = String::new();
    let lanes_top = y + 12.0;
    for task in tasks {
        let (from, to) = (axis.x(task.from_ms), axis.x(task.to_ms));
        if is_talk(&task.verb) || task.to_ms - task.from_ms < SHORT_MS {
            put!(talk, "M{} {}v8", px(from), px(y + 2.0));
            continue;
        }
        let free = ends.iter().position(|end| *end <= task.from_ms);
        let lane = match free {
            Some(lane) => lane,
            None if ends.len() < LANES => {
                ends.push(0);
                ends.len() - 1
            }
            None => LANES - 1,
        };
        ends[lane] = task.to_ms;
        let (top, width) = (lanes_top + lane as f64 * LANE, (to - from).max(1.5));
        let title = attribute(&page.told(task.event));
        page.cite(task.event);
        let way = task.verb == "go";
        let (class, fill) = if way { ("way", "#bbb") } else { ("task", organisation.colour) };
        let name = verb::name(lang, &task.verb);
        let label = if !way && text_width(&name, 10.5) + 6.0 < width {
            let (x, ink, name) = (px(from + 3.0), organisation.ink, escape(&name));
            format!("<text x=\"{x}\" y=\"{}\" fill=\"{ink}\">{name}</text>", px(top + 10.0))
        } else {
            String::new()
        };
        put!(
            bars,
            "<a href=\"#e{}\" aria-label=\"{} {title}\"><rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
             fill=\"{fill}\"><title>{}</title></rect>{label}</a>",
            task.event,
            attribute(&name),
            px(from),
            px(top),
            px(width),
            px(LANE - 2.0),
            title
        );
    }
    let height = 12.0 + ends.len().max(1) as f64 * LANE + 18.0;
    let name = escape(&cut(&organisation.name, 13.0, LEFT - 40.0));
    let mut out = format!(
        "<path class=\"row\" d=\"M0 {}H{}\"/><rect x=\"4\" y=\"{}\" width=\"20\" height=\"20\" rx=\"4\" fill=\"{}\"/>\
         <text class=\"sign\" x=\"14\" y=\"{}\" fill=\"{}\">{}</text><text class=\"who\" x=\"30\" y=\"{}\">{name}</text>",
        px(y - 2.0),
        px(WIDTH),
        px(y + 2.0),
        organisation.colour,
        px(y + 16.5),
        organisation.ink,
        escape(&organisation.sign),
        px(y + 17.0)
    );
    if !talk.is_empty() {
        put!(out, "<path class=\"talk\" stroke=\"{}\" d=\"{talk}\"/>", organisation.colour);
    }
    out += &bars;
    out += &stamps(page, axis, organisation, y + height - 9.0);
    (out, height)
}

/// Alarm, dispatch, turnout, arrival of an organisation.
fn stamps(page: &mut Page<'_>, axis: &Axis, organisation: &Organisation, y: f64) -> String {
    let source = page.source();
    let mut out = String::new();
    for (id, glyph) in [("t3_alarm", "○"), ("t4_dispatch", "◇"), ("t5_turnout", "▷"), ("t6_arrival", "■")] {
        let Some(moment) = source.evaluation.stamps.of(id, &organisation.id) else { continue };
        let Some(t_ms) = moment.t_ms else { continue };
        page.cite(moment.event);
        let title = attribute(&page.told(moment.event));
        put!(
            out,
            "<a href=\"#e{}\" aria-label=\"{glyph} {title}\"><text class=\"stamp\" x=\"{}\" y=\"{}\">{glyph}<title>{title}</title></text></a>",
            moment.event,
            px(axis.x(t_ms)),
            px(y + 4.0)
        );
    }
    out
}

/// The stages as bands with their names above; how high the names stand. The bottom of a band is not known yet.
fn stages(page: &mut Page<'_>, axis: &Axis) -> (String, f64) {
    const ROW: f64 = 16.0;
    let (source, lang) = (page.source(), page.lang());
    let entered: Vec<(f64, &'static str)> = source
        .evaluation
        .stages
        .iter()
        .filter_map(|stage| {
            let name = hazdrill_score::explain(stage.id).map_or(stage.id, |metric| metric.name.get(lang));
            Some((axis.x(crate::say::ms(stage.entered_at_s?)), name))
        })
        .collect();
    // Names that would run into each other stand in rows below each other.
    let mut rows: Vec<f64> = Vec::new();
    let mut names = String::new();
    let mut placed: Vec<(f64, usize)> = Vec::new();
    for (x, name) in &entered {
        let width = text_width(name, 12.0);
        let start = x.min(axis.right - width);
        let row = rows.iter().position(|end| *end + 8.0 <= start).unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(0.0);
        }
        rows[row] = start + width;
        placed.push((start, row));
    }
    let top = rows.len().max(1) as f64 * ROW + 6.0;
    let mut bands = String::new();
    for (at, (x, name)) in entered.iter().enumerate() {
        let until = entered.get(at + 1).map_or(axis.right, |(next, _)| *next);
        let class = if at % 2 == 0 { "band" } else { "band odd" };
        // A path takes its bottom as text, which comes when the rows are drawn.
        put!(bands, "<path class=\"{class}\" d=\"M{} {}H{}V__BOTTOM__H{}Z\"/>", px(*x), px(top), px(until), px(*x));
        let (start, row) = placed[at];
        let y = row as f64 * ROW + 12.0;
        put!(
            names,
            "<path class=\"lead\" d=\"M{} {}V{}\"/><text class=\"stage\" x=\"{}\" y=\"{}\">{}</text>",
            px(*x),
            px(y + 2.0),
            px(top),
            px(start),
            px(y),
            escape(name)
        );
    }
    (bands + &names, top)
}
