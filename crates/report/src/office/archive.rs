//! The list for the archive 归档清单: every file with its size and fingerprint.

use super::case::{Case, Filed, OfficeError};
use super::page::Doc;
use super::rows::Row;
use super::text::{date, pick};
use super::{Document, standing};
use crate::say::say;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let run = case.run(Document::Archive)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let title = Document::Archive.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {}", case.drill()));
    doc.title(&[title]);
    let (drill, day) = (case.drill(), date(case.names));
    doc.text(match day {
        Some(day) => say!(lang, "{drill}（{day}）归档文件如下。", "{drill}, {day}: the files below go to the archive."),
        None => say!(lang, "{drill}归档文件如下。", "{drill}: the files below go to the archive."),
    });
    doc.heading(1, t("数据来源", "Data"));
    doc.table(t("数据来源", "Data"), &[("", 20), ("", 80)], standing::data_source(case, &run));
    doc.heading(1, t("文件", "Files"));
    let row = |(filed, n): (&Filed, usize)| -> Row {
        let Filed { name, bytes, hash } = filed;
        vec![n.to_string(), name.clone(), bytes.to_string(), hash.clone()]
    };
    let columns = [
        (t("序号", "No."), 7),
        (t("文件", "File"), 27),
        (t("字节", "Bytes"), 12),
        (t("指纹（BLAKE3）", "Fingerprint (BLAKE3)"), 54),
    ];
    doc.table(t("归档文件", "Files"), &columns, case.filed.iter().zip(1..).map(row).collect());
    doc.note(t(
        "本清单不列自身。指纹与文件内容不符的，该文件在归档后被改动过。",
        "The list does not name itself. A file whose content has another fingerprint was changed after it was filed.",
    ));
    doc.heading(1, t("另行归档的材料", "To be filed besides"));
    let people = t("签到表、评估人员名单及其签字件。", "Sign-in sheets, evaluators and what they signed.");
    let pictures = t("影像资料、态势图。", "Pictures, recordings, maps.");
    let papers = match run.timeline {
        Some(_) => t("时间线各条的原始来源。", "The sources from which the timeline was typed."),
        None => t("批准、下发文件。", "Papers that approved the drill and sent it out."),
    };
    for (text, n) in [people, pictures, papers].into_iter().zip(1..) {
        doc.item(n, text);
    }
    doc.text("");
    standing::signatures(
        &mut doc,
        &[
            t("移交人（签字）", "Handed over by (signature)"),
            t("接收人（签字）", "Received by (signature)"),
            t("日期", "Date"),
        ],
    );
    Ok(doc)
}
