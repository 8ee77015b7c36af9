//! The workbook: evaluation form, times, time axis, duties of law, seats, hand-off matrix, log, list of measures, cases of
//! the problems, list of events (MSEL), a sheet each.

use super::case::{Case, Run};
use super::rows::{self, Entry, Row};
use super::text::{pick, second};
use super::xlsx::{Cell, Sheet};
use super::{findings, form, log, review, standing};
use hazdrill_score::{Finding, HandoffPair, Proposal};

/// As many messages a sheet takes; the record has them all. A founding drill has 900.
const MOST: usize = 100_000;

/// The sheets that this case can fill: before the drill the list of events and the targets.
pub(super) fn sheets(case: &Case<'_>) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    if let Some(run) = case.run {
        let lang = case.lang();
        let t = |zh, en| pick(lang, zh, en);
        let form = sheet(
            t("评估表", "Evaluation"),
            &form::columns(case),
            &[8, 20, 44, 10, 28, 18, 44],
            form::items(case, &run),
        );
        sheets.push(if form::rubric(&run).is_some() { form } else { form.with_note(form::absent(lang)) });
        if let Some(timeline) = run.timeline {
            sheets.push(intervals(case, &run));
            sheets.push(axis(case));
            let rows = review::log_rows(case, timeline);
            sheets.push(sheet(t("记录", "Log"), &review::log_columns(case), &[8, 18, 18, 18, 12, 60, 14], rows));
            return sheets;
        }
        sheets.push(times(case));
        sheets.push(axis(case));
        let duties = run.evaluation.clocks.iter().map(|clock| rows::clock(case, clock)).collect();
        let columns = standing::clock_columns(case);
        sheets.push(sheet(t("法定义务", "Duties of law"), &columns, &[36, 24, 12, 16, 30, 18, 44], duties));
        let seats = rows::seats(&run).iter().map(|seat| rows::seat(case, seat)).collect();
        sheets.push(sheet(t("席位", "Seats"), &rows::seat_columns(case), &[30, 9, 9, 26, 18, 18, 9, 11], seats));
        sheets.push(matrix(case));
        sheets.push(records(case));
        sheets.push(sheet(
            t("整改台账", "Measures"),
            &ledger_columns(case),
            &[6, 42, 12, 34, 18, 36, 12, 26, 10],
            ledger(case, &run),
        ));
        let cases = findings::cases(case, &run);
        sheets.push(sheet(t("问题逐例", "Cases"), &findings::case_columns(case), &[28, 34, 60, 18, 24], cases));
    } else {
        sheets.push(targets(case));
    }
    sheets.push(msel(case));
    sheets
}

fn sheet(name: &'static str, columns: &[(&'static str, usize)], widths: &[usize], rows: Vec<Row>) -> Sheet {
    let columns = columns.iter().zip(widths).map(|((head, _), width)| (*head, *width)).collect();
    let rows = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    Sheet { name, columns, rows, note: None }
}

/// A whole number is one to reckon with; all else is words.
fn cell(text: String) -> Cell {
    let is_number = !text.is_empty() && text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(n) if is_number => Cell::Number(f64::from(n)),
        _ => Cell::Text(text),
    }
}

fn seconds(s: Option<f64>) -> Cell {
    s.map_or_else(|| Cell::Text(rows::none()), Cell::Number)
}

/// Whole seconds.
fn whole(s: Option<i64>) -> Cell {
    seconds(s.map(|s| s as f64))
}

/// Targets with their times in seconds, to reckon with.
fn times(case: &Case<'_>) -> Sheet {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let columns = vec![
        (t("节点", "Node"), 28),
        (t("时限（秒）", "Target, s"), 11),
        (t("实际（秒）", "Actual, s"), 11),
        (t("偏差（秒）", "Deviation, s"), 12),
        (t("得分（0至1）", "Value, 0 to 1"), 13),
        (t("权重", "Weight"), 8),
        (t("结论", "Result"), 16),
        (t("证据", "Evidence"), 18),
        (t("依据", "Basis"), 52),
    ];
    let parts = case.run.map(|run| rows::parts(&run)).unwrap_or_default();
    let row = |part: &hazdrill_score::Part| {
        let words = case.run.map(|run| rows::target(case, &run, part)).unwrap_or_default();
        let word = |at: usize| Cell::Text(words.get(at).cloned().unwrap_or_default());
        let against = case.run.map(|run| part.against(&run.evaluation.stamps));
        vec![
            word(0),
            whole(against.and_then(|against| against.limit_s)),
            if part.met_before_start { word(2) } else { whole(against.and_then(|against| against.took_s)) },
            whole(against.and_then(|against| against.over_s())),
            seconds(part.value),
            Cell::Number(part.weight),
            Cell::Text(part.state.name().get(lang).to_owned()),
            word(5),
            word(6),
        ]
    };
    let rows = parts.into_iter().map(row).collect();
    Sheet { name: t("时效", "Times"), columns, rows, note: None }
}

/// Intervals of a timeline in seconds, to reckon with.
fn intervals(case: &Case<'_>, run: &Run<'_>) -> Sheet {
    let t = |zh, en| pick(case.lang(), zh, en);
    let columns = vec![
        (t("时段", "Interval"), 40),
        (t("用时（秒）", "Took, s"), 12),
        (t("用时", "Took"), 24),
        (t("时限", "Limit"), 16),
        (t("证据", "Evidence"), 18),
    ];
    let row = |(interval, words): (&hazdrill_score::Interval, Row)| {
        let mut row: Vec<Cell> = words.into_iter().map(Cell::Text).collect();
        row.insert(1, whole(interval.against(&run.evaluation.stamps).took_s));
        row
    };
    let rows = run.evaluation.intervals.iter().zip(review::intervals(case, run)).map(row).collect();
    Sheet { name: t("时效", "Times"), columns, rows, note: None }
}

/// Key moments as they came.
fn axis(case: &Case<'_>) -> Sheet {
    let t = |zh, en| pick(case.lang(), zh, en);
    let columns =
        [(t("时间", "Time"), 0), (t("节点", "Node"), 0), (t("单位", "Organisation"), 0), (t("事件", "Event"), 0)];
    let rows = case.run.map(|run| rows::moments(case, &run)).unwrap_or_default();
    sheet(t("时间轴", "Time axis"), &columns, &[18, 30, 26, 12], rows)
}

/// Hand-offs between organisations in seconds, and the messages that arrived.
fn matrix(case: &Case<'_>) -> Sheet {
    let (names, lang) = (case.names, case.lang());
    let t = |zh, en| pick(lang, zh, en);
    let columns = vec![
        (t("自", "From"), 22),
        (t("至", "To"), 22),
        (t("送达通报", "Messages"), 10),
        (t("交接次数", "Hand-offs"), 10),
        (t("中位（秒）", "Median, s"), 11),
        (t("90%（秒）", "90 %, s"), 11),
        (t("最长（秒）", "Longest, s"), 11),
        (t("最长者事件", "Event of it"), 13),
        (t("等发出", "To send, s"), 11),
        (t("传递", "Transmission, s"), 11),
        (t("等读取", "To be read, s"), 11),
        (t("决策", "Deciding, s"), 11),
        (t("等人手", "Hands, s"), 11),
    ];
    let mut table = Vec::new();
    if let Some(run) = case.run {
        let (who, sums) = rows::traffic(&run);
        let pair = |from: &str, to: &str| -> Option<&HandoffPair> {
            run.evaluation.handoffs.iter().find(|pair| pair.from == from && pair.to == to)
        };
        for from in &who {
            for to in who.iter().filter(|to| *to != from) {
                let (sent, pair) = (sums.get(&(*from, *to)).copied().unwrap_or(0), pair(from, to));
                if sent == 0 && pair.is_none() {
                    continue;
                }
                let worst = pair.and_then(|p| p.messages.iter().find(|m| Some(m.started) == p.total.worst));
                let of = |part: fn(&hazdrill_score::Handoff) -> f64| seconds(worst.map(part));
                table.push(vec![
                    Cell::Text(names.organisation(from)),
                    Cell::Text(names.organisation(to)),
                    Cell::Number(sent as f64),
                    Cell::Number(pair.map_or(0.0, |p| p.total.n as f64)),
                    seconds(pair.and_then(|p| p.total.median_s)),
                    seconds(pair.and_then(|p| p.total.p90_s)),
                    seconds(pair.and_then(|p| p.total.worst_s)),
                    Cell::Text(pair.and_then(|p| p.total.worst).map_or_else(rows::none, |event| format!("#{event}"))),
                    of(|m| m.to_send_s),
                    of(|m| m.transmission_s),
                    of(|m| m.to_read_s),
                    of(|m| m.deciding_s),
                    of(|m| m.hands_s),
                ]);
            }
        }
    }
    let note = t(
        "右侧五列为最长一次交接的构成；没有通报也没有交接的单位对不列。",
        "The five columns on the right are the parts of the longest hand-off. Pairs without messages are left out.",
    );
    Sheet { name: t("交接矩阵", "Hand-offs"), columns, rows: table, note: Some(note.to_owned()) }
}

fn records(case: &Case<'_>) -> Sheet {
    let t = |zh, en| pick(case.lang(), zh, en);
    let row = |entry: Entry| {
        let Entry { seq, t_ms, from, to, by, content, response, note } = entry;
        vec![format!("#{seq}"), second(case.names, t_ms), String::new(), from, to, by, content, response, note]
    };
    let mut entries = case.run.map(|run| rows::log(case, &run)).unwrap_or_default();
    let is_cut = entries.len() > MOST;
    entries.truncate(MOST);
    let rows = entries.into_iter().map(row).collect();
    let log = sheet(t("记录", "Log"), &log::columns(case), &[9, 16, 12, 18, 24, 10, 56, 36, 18], rows);
    if is_cut { log.with_note(t("其余见记录文件。", "The rest stands in the record.")) } else { log }
}

/// What has to be mended: problem, kind, basis, who, what, by when, how it is checked, state.
pub(super) fn ledger(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en).to_owned();
    let found = &run.evaluation.findings;
    let row = |(proposal, n): (&Proposal, usize)| {
        let problems: Vec<&Finding> = proposal.problems.iter().filter_map(|at| found.problems.get(*at)).collect();
        // Of one basis for several problems the first is enough to find the others by.
        let basis = problems.first().map_or_else(String::new, |problem| findings::basis(case, problem));
        let who = proposal.organisation.as_ref().map(|organisation| case.names.organisation(organisation));
        vec![
            n.to_string(),
            findings::answered(case, proposal, &problems),
            proposal.category.name().get(lang).to_owned(),
            basis,
            who.unwrap_or_else(|| t("（待定）", "(to be named)")),
            findings::capital(findings::bare(proposal.measure.get(lang))),
            t("（待填）", "(to be filled in)"),
            t("（待填）", "(to be filled in)"),
            t("未整改", "open"),
        ]
    };
    found.proposals.iter().zip(1..).map(row).collect()
}

/// The columns of the list that a page upright has room for; the workbook has them all.
pub(super) const ON_PAPER: [usize; 6] = [0, 1, 4, 5, 6, 8];

pub(super) fn ledger_columns(case: &Case<'_>) -> [(&'static str, usize); 9] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("序号", "No."), 6),
        (t("问题", "Problem"), 22),
        (t("类别", "Kind"), 9),
        (t("依据条款", "Basis"), 16),
        (t("责任单位", "Who"), 10),
        (t("整改措施", "Measure"), 18),
        (t("时限", "By when"), 8),
        (t("验收标准", "Checked by"), 13),
        (t("状态", "State"), 8),
    ]
}

/// The targets before a drill: what evaluators have to watch.
fn targets(case: &Case<'_>) -> Sheet {
    let t = |zh, en| pick(case.lang(), zh, en);
    let columns = super::evaluation_plan::target_columns(case);
    sheet(t("评估表", "Evaluation"), &columns, &[30, 24, 24, 12, 12, 8, 12, 52], super::evaluation_plan::targets(case))
}

/// The master list of events.
fn msel(case: &Case<'_>) -> Sheet {
    let t = |zh, en| pick(case.lang(), zh, en);
    sheet("MSEL", &msel_columns(case), &[6, 24, 36, 20, 44, 14, 18, 14, 20], rows::injects(case)).with_note(t(
        "主事件清单：导调注入、预期行动及其结果；推演前后两列为空。",
        "Master scenario events list: injects, expected actions and what came of them.",
    ))
}

pub(super) fn msel_columns(case: &Case<'_>) -> [(&'static str, usize); 9] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("序号", "No."), 6),
        (t("注入时机", "When"), 14),
        (t("注入内容", "Inject"), 16),
        (t("应对单位", "Who acts"), 11),
        (t("预期行动", "Expected action"), 18),
        (t("时限", "Within"), 9),
        (t("实际注入", "Put in"), 11),
        (t("结果", "Result"), 9),
        (t("行动", "Action"), 10),
    ]
}

impl Sheet {
    fn with_note(mut self, note: &str) -> Self {
        self.note = Some(note.to_owned());
        self
    }
}
