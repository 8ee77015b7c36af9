//! The frame of the replay, which the script fills: without script the page says so and all else stands.

use super::chart::{legend, organisations};
use super::page::Page;
use crate::say::{pick, put, say};

pub(super) fn write(page: &mut Page<'_>, left_out: usize) {
    let lang = page.lang();
    let word = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    page.begin("replay", word("回放", "Replay"));
    let noscript = word("回放需要脚本；其余内容不需要。", "The replay needs script; nothing else does.");
    page.raw(&format!("<noscript><p class=\"about\">{noscript}</p></noscript>\n<div id=\"player\" hidden>\n"));
    let about = word(
        "空格播放或暂停，← → 退进 10 秒（按住 Shift 为 1 分钟），Home、End 到头尾，, . 上一个、下一个事件。点事件看来龙去脉。",
        "Space plays or pauses; ← → steps 10 s (with Shift 1 min); Home and End go to the ends; , and . to the event before \
         and after. An event shows how it came about.",
    );
    page.about(about);
    if left_out > 0 {
        page.about(&say!(
            lang,
            "这份记录太长：最后 {left_out} 个事件不在回放中，见记录文件。",
            "This record is too long: its last {left_out} events are not in the replay but in the file of the record."
        ));
    }
    let (play, speed, time) = (word("播放", "Play"), word("速度", "Speed"), word("演练时刻", "Time of the drill"));
    let mut speeds = String::new();
    for n in [1, 10, 30, 60, 120, 300] {
        let chosen = if n == 60 { " selected" } else { "" };
        put!(speeds, "<option value=\"{n}\"{chosen}>{n}×</option>");
    }
    page.raw(&format!(
        "<div class=\"controls\">\
         <button type=\"button\" id=\"play\" aria-pressed=\"false\">{play}</button>\
         <label>{speed} <select id=\"speed\">{speeds}</select></label>\
         <output id=\"clock\" for=\"slider\"></output>\
         <input type=\"range\" id=\"slider\" min=\"0\" step=\"1\" value=\"0\" aria-label=\"{time}\">\
         <span id=\"stage\"></span></div>\n<div id=\"ticks\" aria-hidden=\"true\"></div>\n"
    ));
    let map = word("场所、道路、人员和险情的示意图", "Plan of places, roads, people and hazards");
    page.raw(&format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{map}\"><svg id=\"map\" role=\"img\" aria-label=\"{map}\"></svg></div>\n"
    ));
    let organisations = organisations(page.source());
    let all: Vec<_> = organisations.iter().collect();
    page.raw(&legend(&all));
    let marks = word(
        "方块里有队伍，圆是人员，数字是人数；红圈是伤员，黑底是死者。示意图不按比例。",
        "A square holds a crew, a circle only people without one; the number counts people; a red ring is hurt, black is \
         dead. Not to scale.",
    );
    page.about(marks);
    list(page);
    beliefs(page);
    page.raw("</div>\n");
    page.end();
}

/// The list of events with its filters, and the causes of one event beside it.
fn list(page: &mut Page<'_>) {
    let lang = page.lang();
    let word = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let (events, organisation) = (word("事件", "Events"), word("单位", "organisation"));
    let (kind, text) = (word("类别", "kind"), word("文字", "text"));
    let (turning, near) = (word("只看大事", "turning points only"), word("跟随时间", "follow the time"));
    let causes = word("来龙去脉", "How it came about");
    let hint = word("选一个事件。", "Choose an event.");
    page.raw(&format!(
        "<div class=\"two\"><div>\n<h3 id=\"events-title\">{events}</h3>\n<div class=\"filters\">\
         <label>{organisation} <select id=\"by-organisation\"></select></label>\
         <label>{kind} <select id=\"by-kind\"></select></label>\
         <label>{text} <input type=\"search\" id=\"by-text\"></label>\
         <label><input type=\"checkbox\" id=\"turning\"> {turning}</label>\
         <label><input type=\"checkbox\" id=\"follow\" checked> {near}</label></div>\n\
         <p id=\"shown\" role=\"status\"></p>\n\
         <div id=\"events\" tabindex=\"0\" role=\"group\" aria-labelledby=\"events-title\"></div>\n</div><div>\n\
         <h3 id=\"causes-title\">{causes}</h3>\n\
         <div id=\"causes\" tabindex=\"0\" role=\"group\" aria-labelledby=\"causes-title\"><p class=\"about\">{hint}</p></div>\n</div></div>\n"
    ));
}

/// Who knew what, beside what was true.
fn beliefs(page: &mut Page<'_>) {
    let lang = page.lang();
    let word = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let title = word("此刻谁知道什么", "Who knew what at this moment");
    let (by_seat, by_fact) = (word("按岗位看", "by seat"), word("按事项看", "by fact"));
    let (seat, fact) = (word("岗位", "seat"), word("事项", "fact"));
    let differs = word(
        "≠ 表示与实情不符：听错了，或者已经过时。判断同“与实情不符的认识”：可燃气看浓度段，风向差不到 45° 算相符。",
        "≠ marks what is not so: heard wrong, or out of date. The rule is that of the beliefs that were not so: vapour by its band, the wind right within 45°.",
    );
    page.raw(&format!(
        "<h3 id=\"beliefs-title\">{title}</h3>\n<p class=\"about\">{differs}</p>\n<div class=\"filters\">\
         <label>{by_seat} <select id=\"seat\" aria-label=\"{seat}\"></select></label>\
         <label>{by_fact} <select id=\"fact\" aria-label=\"{fact}\"></select></label></div>\n\
         <div id=\"beliefs\" class=\"wide\" tabindex=\"0\" role=\"group\" aria-labelledby=\"beliefs-title\"></div>\n"
    ));
}
