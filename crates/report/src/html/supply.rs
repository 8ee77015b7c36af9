//! Demand for crews and supply of them over time.

use super::chart::{Axis, end_ms, px, svg};
use super::page::{Page, figured};
use crate::rich::Figure;
use crate::say::ms;
use crate::say::{number, pick, put, say};
use hazdrill_score::CrewWindow;

const WIDTH: f64 = 1240.0;
const HEIGHT: f64 = 220.0;

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    let Some(crews) = source.evaluation.crews.as_ref().filter(|crews| crews.series.len() > 1) else { return };
    page.begin("supply", pick(lang, "队伍的需求和供给", "Demand for crews and supply"));
    page.about(pick(
        lang,
        "实线是等人手的任务数，虚线是在岗而空闲的队伍数，均为时段平均。",
        "The full line is tasks that waited for hands, the broken line crews on duty and free, each on average over a window.",
    ));
    let axis = Axis::new(48.0, WIDTH - 170.0, end_ms(source));
    let (top, bottom) = (14.0, HEIGHT - 30.0);
    let values = crews.series.iter().flat_map(|window| [window.waiting, window.free]);
    let most = values.fold(1.0_f64, f64::max).ceil();
    let y = |n: f64| bottom - (bottom - top) * n / most;
    let mut body = axis.ticks(source, top, bottom, bottom + 16.0);
    for n in [0.0, most / 2.0, most] {
        put!(
            body,
            "<path class=\"tick\" d=\"M48 {0}H{1}\"/><text class=\"count\" x=\"42\" y=\"{2}\">{3}</text>",
            px(y(n)),
            px(axis.right),
            px(y(n) + 4.0),
            number(n)
        );
    }
    let lines: [(&str, &str, &str, fn(&CrewWindow) -> f64); 2] = [
        (pick(lang, "等人手的任务", "tasks waiting"), "#d55e00", "", |window| window.waiting),
        (pick(lang, "空闲的队伍", "crews free"), "#0072b2", "6 4", |window| window.free),
    ];
    for (row, (name, colour, dash, value)) in lines.into_iter().enumerate() {
        let mut path = String::new();
        for (at, window) in crews.series.iter().enumerate() {
            let letter = if at == 0 { 'M' } else { 'L' };
            let (from, until) = (axis.x(ms(window.from_s)), axis.x(ms(window.until_s)));
            put!(path, "{letter}{} {}H{}", px(from), px(y(value(window))), px(until));
        }
        let at = 30.0 + row as f64 * 20.0;
        put!(
            body,
            "<path class=\"step\" stroke=\"{colour}\" stroke-dasharray=\"{dash}\" d=\"{path}\"/>\
             <path class=\"step\" stroke=\"{colour}\" stroke-dasharray=\"{dash}\" d=\"M{0} {1}h24\"/>\
             <text x=\"{2}\" y=\"{3}\">{name}</text>",
            px(axis.right + 8.0),
            px(at),
            px(axis.right + 38.0),
            px(at + 4.0)
        );
    }
    let label = pick(lang, "等人手的任务数和空闲队伍数随时间的变化", "Tasks waiting and crews free over time");
    page.raw(&svg("steps", WIDTH, HEIGHT, label, &body));
    let time = |field: &str, s: f64| figured(&Figure::time(lang, format!("/crews/{field}"), s));
    let (waiting, free) = (time("waiting_s", crews.waiting_s), time("free_s", crews.free_s));
    let (shortfall, mismatch) = (time("shortfall_s", crews.shortfall_s), time("mismatch_s", crews.mismatch_s));
    let text = say!(
        lang,
        "合计：任务等人手 {waiting}，其中供不应求 {shortfall}，另有队伍空闲而任务派给了别队 {mismatch}；队伍空闲 {free}。",
        "In all: tasks waited {waiting}, of it {shortfall} beyond all free crews and {mismatch} while another crew was free; \
         crews were free {free}."
    );
    page.raw(&format!("<p>{text}</p>\n"));
    page.end();
}
