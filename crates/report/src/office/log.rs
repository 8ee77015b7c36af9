//! The drill log 演练记录: every message, decision and inject with what became of it.

use super::case::{Case, OfficeError};
use super::page::Doc;
use super::rows::{self, Entry, Row};
use super::text::{pick, second};
use super::{Document, standing};
use crate::say::say;

/// As many lines a document has; the record has them all. A founding drill has 900.
const MOST: usize = 5_000;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let run = case.run(Document::Log)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let title = Document::Log.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {}", case.drill())).wide();
    doc.title(&[title]);
    let mut entries = rows::log(case, &run);
    let n = entries.len();
    entries.truncate(MOST);
    doc.text(say!(
        lang,
        "本记录列出演练中的通报、决定和导调注入，共{n}条。“实际时间”供实地演练时由记录人员填写。",
        "Messages, decisions and injects of the drill, {n} in all. \"Real time\" is for the recorder of a drill on the ground."
    ));
    let row = |entry: Entry| -> Row {
        let Entry { seq, t_ms, from, to, by, content, response, note } = entry;
        vec![format!("#{seq}"), second(case.names, t_ms), String::new(), from, to, by, content, response, note]
    };
    let table: Vec<Row> = entries.into_iter().map(row).collect();
    doc.table(title, &columns(case), table);
    if n > MOST {
        let more = n - MOST;
        doc.note(say!(
            lang,
            "其余{more}条见数据表“记录”和记录文件。",
            "{more} more stand in the workbook and in the record."
        ));
    }
    doc.text("");
    standing::signatures(
        &mut doc,
        &[t("记录人（签字）", "Recorder (signature)"), t("核对人（签字）", "Checked by (signature)")],
    );
    standing::made_from_data(&mut doc, case);
    Ok(doc)
}

pub(super) fn columns(case: &Case<'_>) -> [(&'static str, usize); 9] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("序号", "No."), 7),
        (t("模拟时间", "Drill time"), 11),
        (t("实际时间", "Real time"), 5),
        (t("发出", "From"), 10),
        (t("接收", "To"), 14),
        (t("方式", "By"), 6),
        (t("内容", "Content"), 35),
        (t("响应", "Response"), 20),
        (t("备注", "Remark"), 6),
    ]
}
