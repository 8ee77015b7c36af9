//! What is written of a real drill or incident from its timeline: the evaluation of the response 应急处置评估报告, and its
//! log 应急处置记录. A timeline tells who did what when; what it does not tell is left for people to fill in.

use super::case::{Case, OfficeError, Run};
use super::page::Doc;
use super::rows::{self, Row, none};
use super::text::{blank, date, events, pick, second};
use super::{Document, findings, form, standing};
use crate::review;
use crate::say::{list, say};
use hazdrill_score::timeline::TimelineRecord;
use hazdrill_score::{ClockOutcome, ClockState};
use std::collections::BTreeSet;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let (run, timeline) = of(case, Document::Review)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let title = Document::Review.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {}", case.drill()));
    doc.title(&[&case.drill(), title]);
    doc.heading(1, t("基本情况", "The case"));
    doc.table(t("基本情况", "The case"), &[("", 20), ("", 80)], facts(case, timeline));
    doc.heading(1, t("评估过程", "How it was evaluated"));
    doc.text(t(
        "依据人工整理的时间线判读，不作推测。“时刻不详”指确有其事而没有来源说明时刻，与未发生不同。未与原文核对的依据注明“【未核实】”。时间线不含通报的去向、任务和伤亡人数，协同情况和后果无从判读。",
        "The timeline alone was read. \"time unknown\" means that it did happen and no source gives the minute; that is not the same as never. A basis that was not checked against its text is marked [unverified]. A timeline tells neither what became of messages and tasks nor how many people were hurt.",
    ));
    doc.heading(1, t("处置情况分析", "What the timeline shows"));
    doc.heading(2, t("处置阶段", "Stages"));
    let columns = [(t("阶段", "Stage"), 40), (t("进入时间", "Entered at"), 36), (t("事件", "Row"), 24)];
    doc.table(t("处置阶段", "Stages"), &columns, standing::stages(case, &run));
    doc.heading(2, t("关键时刻", "Key moments"));
    let columns =
        [(t("时间", "Time"), 24), (t("节点", "Node"), 34), (t("单位", "Organisation"), 26), (t("事件", "Row"), 16)];
    doc.table(t("关键时刻", "Key moments"), &columns, rows::moments(case, &run));
    doc.heading(2, t("时效分析", "Times"));
    doc.table(t("主要时段", "Intervals"), &interval_columns(case), intervals(case, &run));
    duties(&mut doc, case, &run);
    checklist(&mut doc, case, &run);
    found(&mut doc, case, &run);
    doc.heading(1, t("评估结论", "Conclusion"));
    doc.text(t(
        "由评估组依据本报告和有关材料作出。",
        "The evaluators draw it from this report and what else they have.",
    ));
    doc.text("");
    standing::signatures(&mut doc, &[t("评估组组长（签字）", "Head of evaluators (signature)"), t("日期", "Date")]);
    doc.heading(1, t("附件：处置经过", "Annex: course"));
    doc.table(t("处置经过", "Course"), &log_columns(case), log_rows(case, timeline));
    made_from_timeline(&mut doc, case);
    Ok(doc)
}

pub(super) fn log(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let (_, timeline) = of(case, Document::ReviewLog)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let title = Document::ReviewLog.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {}", case.drill())).wide();
    doc.title(&[title]);
    let n = timeline.rows.len();
    doc.text(say!(lang, "本记录列出时间线全文，共{n}条。", "The whole timeline, {n} rows."));
    doc.table(title, &log_columns(case), log_rows(case, timeline));
    doc.text("");
    standing::signatures(
        &mut doc,
        &[t("整理人（签字）", "Compiled by (signature)"), t("核对人（签字）", "Checked by (signature)")],
    );
    made_from_timeline(&mut doc, case);
    Ok(doc)
}

fn of<'a>(case: &Case<'a>, document: Document) -> Result<(Run<'a>, &'a TimelineRecord), OfficeError> {
    let run = case.run(document)?;
    run.timeline.map(|timeline| (run, timeline)).ok_or(OfficeError::NoTimeline(document))
}

/// What case it is, as a form of two columns.
fn facts(case: &Case<'_>, timeline: &TimelineRecord) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let unknown = || t("时刻不详", "time unknown");
    let clocks: Vec<i64> = timeline.rows.iter().filter_map(|row| row.t_ms).collect();
    let from_to = clocks.first().zip(clocks.last()).map_or_else(unknown, |(first, last)| {
        let (from, to) = (second(names, Some(*first)), second(names, Some(*last)));
        say!(lang, "{from}至{to}", "{from} to {to}")
    });
    let roles: BTreeSet<&str> = timeline
        .rows
        .iter()
        .flat_map(|row| [row.from.as_str(), row.to.as_str()])
        .filter(|role| !role.is_empty())
        .collect();
    let (n, known) = (timeline.rows.len(), clocks.len());
    let sourced = timeline.rows.iter().filter(|row| row.sourced).count();
    vec![
        vec![t("案例", "Case"), case.drill()],
        vec![t("日期", "Day"), date(names).unwrap_or_else(|| blank(lang))],
        vec![t("起止时间", "From, to"), from_to],
        vec![t("有关各方", "Who took part"), list(lang, roles.into_iter().map(|role| names.actor(role)))],
        vec![t("时间线条数", "Rows"), n.to_string()],
        vec![t("其中时刻已知", "With a known minute"), known.to_string()],
        vec![t("其中有来源", "With a source"), sourced.to_string()],
        vec![t("伤亡情况", "Casualties"), blank(lang)],
    ]
}

/// Intervals between key moments: what, how long, limit, evidence.
pub(super) fn intervals(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let lang = case.lang();
    let row = |interval: &hazdrill_score::Interval| {
        let against = interval.against(&run.evaluation.stamps);
        let took = match (against.took(lang), interval.state) {
            (Some(took), _) => took,
            (None, Some(state)) => state.name().get(lang).to_owned(),
            (None, None) => none(),
        };
        let limit = against.limit(lang).unwrap_or_else(none);
        let evidence = if interval.evidence.is_empty() { none() } else { events(lang, &interval.evidence) };
        vec![interval.name.get(lang).to_owned(), took, limit, evidence]
    };
    run.evaluation.intervals.iter().map(row).collect()
}

pub(super) fn interval_columns(case: &Case<'_>) -> [(&'static str, usize); 4] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [(t("时段", "Interval"), 44), (t("用时", "Took"), 22), (t("时限", "Limit"), 16), (t("证据", "Evidence"), 18)]
}

fn duties(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let is_decided = |clock: &&ClockOutcome| {
        matches!(clock.state, ClockState::Kept | ClockState::Late | ClockState::Never | ClockState::Unknown)
    };
    let decided: Vec<Row> =
        run.evaluation.clocks.iter().filter(is_decided).map(|clock| rows::clock(case, clock)).collect();
    let left_out = run.evaluation.clocks.len() - decided.len();
    if !decided.is_empty() {
        let columns = standing::clock_columns(case);
        doc.table(pick(lang, "法定义务与时限", "Duties and limits of law"), &columns, decided);
    }
    if left_out > 0 {
        doc.note(say!(
            lang,
            "另有法定义务{left_out}项时间线没有反映或当时不适用，见评估数据。",
            "{left_out} more duties of law the timeline does not show, or they did not apply then: see the data of the evaluation."
        ));
    }
}

/// The classes of the checklist in which the timeline answers anything.
fn checklist(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(2, t("评估表", "Evaluation form"));
    let Some(rubric) = form::rubric(run) else {
        doc.text(form::absent(lang));
        return;
    };
    let is_answered = |row: &Row| row[2] != "0" || row[3] != "0";
    let classes = form::classes(case, rubric, "A.").into_iter().filter(is_answered).collect();
    doc.table(t("时间线可以判读的类别", "Classes that the timeline answers"), &form::class_columns(case), classes);
    doc.note(t(
        "其余类别和“待评”的条目由评估人员判定；逐项结果见数据表。",
        "Other classes, and what is open, the evaluators judge; each item stands in the workbook.",
    ));
}

/// What the rules of the evaluation find; people add what they know.
fn found(doc: &mut Doc, case: &Case<'_>, run: &Run<'_>) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("存在问题与建议", "Problems and advice"));
    let problems = &run.evaluation.findings.problems;
    if problems.is_empty() {
        doc.text(t(
            "时间线不足以按规则判读问题，由评估人员填写。",
            "A timeline is not enough to find problems by rule; the evaluators fill them in.",
        ));
        doc.table(
            t("问题与建议（待填）", "Problems and advice (to be filled in)"),
            &[(t("问题", "Problem"), 50), (t("建议", "Advice"), 50)],
            vec![vec![String::new(); 2]; 3],
        );
    }
    for (problem, n) in problems.iter().zip(1..) {
        let fact = findings::fact(case, problem);
        doc.item(n, say!(lang, "{fact}。", "{fact}."));
    }
}

/// The rows of the timeline: number, time, who, to whom, by what, what, how sure the minute is.
pub(super) fn log_rows(case: &Case<'_>, timeline: &TimelineRecord) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let role = |role: &str| if role.is_empty() { none() } else { names.actor(role) };
    let row = |row: &hazdrill_score::timeline::Row| {
        let sure = if row.sourced { pick(lang, "有来源", "sourced") } else { pick(lang, "未核实", "unverified") };
        let by = review::channel(lang, &row.channel);
        vec![
            format!("#{}", row.seq),
            second(names, row.t_ms),
            role(&row.from),
            role(&row.to),
            if by.is_empty() { none() } else { by.to_owned() },
            row.gist(lang).to_owned(),
            sure.to_owned(),
        ]
    };
    timeline.rows.iter().map(row).collect()
}

pub(super) fn log_columns(case: &Case<'_>) -> [(&'static str, usize); 7] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("序号", "No."), 7),
        (t("时间", "Time"), 14),
        (t("发出", "From"), 13),
        (t("接收", "To"), 13),
        (t("方式", "By"), 10),
        (t("内容", "Content"), 33),
        (t("依据", "Basis"), 10),
    ]
}

fn made_from_timeline(doc: &mut Doc, case: &Case<'_>) {
    doc.note(pick(
        case.lang(),
        "说明：本件依据手工整理的时间线自动生成，“#数字”为时间线中的序号，“【未核实】”表示该依据未与原文核对。内容须经有关人员审核确认后使用。",
        "Made from a timeline typed by hand. \"#number\" is a row of it; [unverified] marks a basis that was not checked against its text. To be checked and confirmed by people before use.",
    ));
}
