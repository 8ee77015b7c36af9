//! The critical paths as strips of time: whose time it was, and what kind.

use super::chart::{Axis, end_ms, legend, organisations, px, svg, text_width};
use super::page::{Page, attribute, escape};
use crate::say::ms;
use crate::say::{duration, pick, put, say};
use hazdrill_score::Goal;

const WIDTH: f64 = 1240.0;
const LEFT: f64 = 130.0;
const ROW: f64 = 46.0;
const HAIR: f64 = 0.2;

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    let paths: Vec<_> = source.evaluation.critical_paths.iter().filter(|path| !path.segments.is_empty()).collect();
    if paths.is_empty() {
        return;
    }
    page.begin("critical", pick(lang, "关键路径", "Critical paths"));
    page.about(pick(
        lang,
        "每一条从起因到结果，一段接一段：颜色是谁的时间，灰色是险情本身；上面写的是什么时间。点一段看它结束于哪个事件。",
        "Each leads from cause to goal, one stretch after the other: the colour says whose time it was, grey the hazard's own; the \
         words say what kind. A stretch leads to the event that ended it.",
    ));
    let axis = Axis::new(LEFT, WIDTH - 12.0, end_ms(source));
    let all = organisations(source);
    let bottom = 8.0 + paths.len() as f64 * ROW;
    let mut body = axis.ticks(source, 4.0, bottom, bottom + 16.0);
    for (row, path) in paths.iter().enumerate() {
        let y = 8.0 + row as f64 * ROW;
        let goal = match path.goal {
            Goal::LastCasualty => pick(lang, "末名伤员送医", "last casualty"),
            Goal::HazardEnd => pick(lang, "险情控制", "end of hazard"),
            Goal::AllClear => pick(lang, "险情解除", "all clear"),
        };
        put!(body, "<text class=\"who\" x=\"4\" y=\"{}\">{}</text>", px(y + 21.0), escape(goal));
        // What is thinner than a hair is not drawn.
        let drawn = path.segments.iter().filter(|segment| axis.x(segment.ms) - axis.x(0) >= HAIR);
        for segment in drawn {
            let (from, to) = (axis.x(ms(segment.from_s)), axis.x(ms(segment.until_s)));
            let owner = segment.organisation.as_deref().and_then(|id| all.iter().find(|o| o.id == id));
            let (colour, ink) = owner.map_or(("#d5d8dc", "#000"), |o| (o.colour, o.ink));
            let (kind, time) = (segment.kind.name().get(lang), duration(lang, segment.ms));
            let who = segment.actor.as_deref().map_or_else(String::new, |actor| source.names.actor(actor));
            let title = say!(lang, "{kind} {time} {who}", "{kind} {time} {who}");
            let width = (to - from).max(0.8);
            page.cite(segment.until);
            let label = if text_width(kind, 11.0) + 6.0 < width {
                let x = px(from + 3.0);
                format!("<text x=\"{x}\" y=\"{}\" fill=\"{ink}\">{}</text>", px(y + 21.0), escape(kind))
            } else {
                String::new()
            };
            put!(
                body,
                "<a href=\"#e{}\" aria-label=\"{}\"><rect class=\"task\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"28\" \
                 fill=\"{colour}\"><title>{}</title></rect>{label}</a>",
                segment.until,
                attribute(&title),
                px(from),
                px(y + 3.0),
                px(width),
                escape(&title)
            );
        }
    }
    let label = pick(lang, "关键路径图", "Critical paths, drawing");
    page.raw(&svg("gantt", WIDTH, bottom + 22.0, label, &body));
    let owners: Vec<_> = all
        .iter()
        .filter(|o| paths.iter().any(|p| p.segments.iter().any(|s| s.organisation.as_deref() == Some(&*o.id))))
        .collect();
    page.raw(&legend(&owners));
    page.end();
}
