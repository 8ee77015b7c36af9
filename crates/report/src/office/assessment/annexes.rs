//! The annexes of the evaluation report.

use crate::office::case::{Case, Run};
use crate::office::page::Doc;
use crate::office::problems::Problem;
use crate::office::rows::{self, Row};
use crate::office::text::{events, pick};
use crate::office::workbook;
use crate::say::say;
use hazdrill_score::PartState;

pub(super) fn chapter(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>, problems: &[Problem]) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.new_page();
    doc.heading(1, t("附件", "Annexes"));
    doc.heading(2, t("评估表", "Evaluation form"));
    doc.table(t("评估表", "Evaluation form"), &form_columns(case), form(case, run));
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
    doc.heading(2, t("整改台账", "List of what has to be mended"));
    let ledger: Vec<Row> = workbook::ledger(case, problems);
    doc.table(t("整改台账", "What has to be mended"), &workbook::ledger_columns(case), ledger);
}

/// Question, yes or no, why, evidence.
pub(in crate::office) fn form(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en).to_owned();
    rows::parts(run)
        .into_iter()
        .zip(1..)
        .map(|(part, n)| {
            let row = rows::target(case, run, part);
            let (name, limit, actual) = (&row[0], &row[1], &row[2]);
            let answer = match part.state {
                PartState::Kept => t("是", "yes"),
                PartState::Late | PartState::Never => t("否", "no"),
                PartState::NotApplicable | PartState::Unknown => t("未评", "not judged"),
            };
            let why = match part.state {
                PartState::Kept | PartState::Late => say!(lang, "实际{actual}", "actual {actual}"),
                _ => part.state.name().get(lang).to_owned(),
            };
            let evidence = if part.evidence.is_empty() { rows::none() } else { events(lang, &part.evidence) };
            vec![n.to_string(), say!(lang, "“{name}”是否在{limit}内", "{name}: within {limit}?"), answer, why, evidence]
        })
        .collect()
}

pub(in crate::office) fn form_columns(case: &Case<'_>) -> [(&'static str, usize); 5] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("序号", "No."), 8),
        (t("评估内容", "Question"), 42),
        (t("是/否", "Yes/no"), 12),
        (t("原因", "Why"), 22),
        (t("证据", "Evidence"), 16),
    ]
}

/// The lines that tell a run.
fn course(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    if run.events.is_empty() {
        doc.text(pick(lang, "记录中没有事件。", "There are no events in the record."));
        return;
    }
    let columns = [(pick(lang, "时间", "Time"), 20), (pick(lang, "经过", "What happened"), 80)];
    doc.table(pick(lang, "演练经过摘要", "Course in short"), &columns, rows::course(case, run));
}
