//! The events that were cited, so that every number of an event leads somewhere without script and on paper.

use super::page::{Page, escape};
use crate::say::{pick, put};
use crate::story::Story;

pub(super) fn write(page: &mut Page<'_>) {
    let (source, lang) = (page.source(), page.lang());
    let cited: Vec<u64> = page.cited().iter().copied().collect();
    if cited.is_empty() {
        return;
    }
    page.begin("evidence", pick(lang, "引用的事件", "Events cited"));
    page.about(pick(
        lang,
        "全部事件在“回放”的事件列表中；这里只列正文引用过的。",
        "All events stand in the list of the replay; here are those that the text cites.",
    ));
    let heads = match lang {
        hazdrill_model::Lang::Zh => ["号", "何时", "发生了什么"],
        hazdrill_model::Lang::En => ["event", "when", "what happened"],
    };
    let mut out = String::from(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-labelledby=\"evidence-title\"><table><thead><tr>",
    );
    for head in heads {
        put!(out, "<th scope=\"col\">{head}</th>");
    }
    out += "</tr></thead>\n<tbody>\n";
    let story = Story::new(source.names, source.events);
    for number in cited {
        // An evaluation of another record could name what is not there.
        let Some(event) = story.event(number) else { continue };
        let (clock, sentence) = (escape(&source.names.clock(event.t_ms)), escape(&story.sentence(event)));
        put!(out, "<tr id=\"e{number}\"><th scope=\"row\">#{number}</th><td>{clock}</td><td>{sentence}</td></tr>\n");
    }
    out += "</tbody></table></div>\n";
    page.raw(&out);
    page.end();
}
