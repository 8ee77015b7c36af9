//! The annexes of the evaluation report.

use crate::office::case::{Case, Run};
use crate::office::findings;
use crate::office::page::Doc;
use crate::office::text::pick;
use crate::office::workbook;
use crate::office::{
    form,
    rows::{self, Row},
};
use crate::say::say;

pub(super) fn chapter(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.new_page();
    doc.heading(1, t("附件", "Annexes"));
    doc.heading(2, t("评估表", "Evaluation form"));
    if form::rubric(run).is_some() {
        // The basis of each item stands in the workbook: on paper it would repeat itself on every line.
        let columns = form::columns(case);
        let widths = [7, 17, 37, 10, 17, 12];
        let columns: Vec<_> = columns.iter().zip(widths).map(|((head, _), width)| (*head, width)).collect();
        let rows = form::items(case, run).into_iter().map(|row| row[..columns.len()].to_vec()).collect();
        doc.table(t("评估表", "Evaluation form"), &columns, rows);
        doc.note(t(
            "“未评估”的条目由评估人员现场填写；各条依据见数据表“评估表”。",
            "What is not judged the evaluators fill in; the basis of each item stands in the workbook.",
        ));
    } else {
        doc.text(form::absent(lang));
    }
    doc.heading(2, t("演练经过摘要", "Course of the drill, in short"));
    course(doc, case, run);
    doc.heading(2, t("信息报送、指令与通报", "Reports, orders and messages"));
    let log = rows::log(case, run).len();
    doc.text(say!(
        lang,
        "通报、决定和导调注入共{log}条，全文见《演练记录》。",
        "The log has {log} messages, decisions and injects: see the drill log."
    ));
    doc.heading(2, t("态势图", "Map"));
    doc.text(t("记录不含态势图，由组织单位附后。", "The record has no map; the organiser attaches one."));
    doc.heading(2, t("签到表", "Sign-in sheet"));
    let columns = [
        (t("姓名", "Name"), 20),
        (t("单位", "Organisation"), 40),
        (t("岗位", "Post"), 20),
        (t("签到时间", "Time"), 20),
    ];
    doc.table(t("签到表（待填）", "Sign-in sheet (to be filled in)"), &columns, vec![vec![String::new(); 4]; 8]);
    doc.heading(2, t("影像资料清单", "Pictures and recordings"));
    doc.text(t("记录不含影像资料，由组织单位附后。", "The record has none; the organiser attaches them."));
    doc.heading(2, t("问题逐例", "Problems case by case"));
    let n = findings::cases(case, run).len();
    if n == 0 {
        doc.text(t("没有含多例的问题。", "No problem has several cases."));
    } else {
        doc.text(say!(
            lang,
            "含多例的问题共{n}例，逐例的事实、后果和事件编号见数据表“问题逐例”。",
            "The problems with several cases have {n} in all; the fact, cost and events of each stand in the workbook under Cases."
        ));
    }
    doc.heading(2, t("整改台账", "List of what has to be mended"));
    ledger(doc, case, run);
}

/// The list of measures, as wide as the page; the workbook has its other columns.
fn ledger(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let widths = [7, 33, 13, 27, 10, 10];
    let all = workbook::ledger_columns(case);
    let columns: Vec<_> = workbook::ON_PAPER.iter().zip(widths).map(|(at, width)| (all[*at].0, width)).collect();
    let row = |row: Row| workbook::ON_PAPER.iter().map(|at| row[*at].clone()).collect();
    let rows = workbook::ledger(case, run).into_iter().map(row).collect();
    doc.table(pick(lang, "整改台账", "What has to be mended"), &columns, rows);
    doc.note(pick(
        lang,
        "类别、依据条款和验收标准见数据表“整改台账”。",
        "Kind, basis and how each is checked stand in the workbook.",
    ));
}

/// The lines that tell a run.
fn course(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    if run.events.is_empty() {
        doc.text(pick(lang, "记录中没有事件。", "There are no events in the record."));
        return;
    }
    let columns = [
        (pick(lang, "时间", "Time"), 18),
        (pick(lang, "经过", "What happened"), 68),
        (pick(lang, "事件", "Event"), 14),
    ];
    doc.table(pick(lang, "演练经过摘要", "Course in short"), &columns, rows::course(case, run));
}
