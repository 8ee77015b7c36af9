//! Crews as a resource, spans of control, conformity to the procedures.

use super::Column::{Figures, Words};
use super::{Grid, Section, heads};
use crate::document::Source;
use crate::names::Names;
use crate::rich::{Figure, Rich};
use crate::say::{list, pick, say};
use crate::{fact, verb, word};
use hazdrill_score::{RequestKind, SpanState, StepGap};

/// As many rows as a reader looks through; the rest stands in the data.
const ROWS: usize = 20;

/// How each crew spent its time.
pub(super) fn crews(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let crews = source.evaluation.crews.as_ref().map_or(&[][..], |use_| &use_.crews);
    let rows = crews.iter().enumerate().map(|(at, crew)| {
        let pointer = |field: &str| format!("/crews/crews/{at}/{field}");
        let time = |field: &str, s: f64| Rich::new().figure(Figure::time(lang, pointer(field), s));
        let share = |share: f64| {
            let percent = (share * 100.0).round();
            Rich::new().figure(Figure::number(pointer("idle_share"), share).written(format!("{percent}%")))
        };
        vec![
            Rich::of(source.names.actor(&crew.crew)),
            Rich::new().figure(Figure::count(pointer("tasks"), crew.tasks)),
            time("on_duty_s", crew.on_duty_s),
            time("busy_s", crew.busy_s),
            crew.idle_share.map_or_else(|| Rich::of("–"), share),
            time("longest_idle_s", crew.longest_idle_s),
            crew.idle_after.map_or_else(Rich::new, |event| Rich::new().event(event)),
        ]
    });
    Section {
        id: "crews".to_owned(),
        title: pick(lang, "队伍的忙闲", "How crews spent their time").to_owned(),
        about: pick(lang, "自第一项任务起算。", "From the first task of each on.").to_owned(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("队伍", "crew", Words),
                    ("任务", "tasks", Figures),
                    ("在岗", "on duty", Figures),
                    ("作业", "busy", Figures),
                    ("空闲", "idle", Figures),
                    ("最长空闲", "longest idle", Figures),
                    ("在此之后", "after", Words),
                ],
            ),
            rows: rows.collect(),
        },
    }
}

/// What was done twice, and what was asked for and never done.
pub(super) fn twice_and_never(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let mut rows = Vec::new();
    if let Some(crews) = &source.evaluation.crews {
        for twice in &crews.done_twice {
            let (first, second) = (names.actor(&twice.first_by), names.actor(&twice.second_by));
            let (job, subject) = (job(names, &twice.job), subject(names, &twice.subject));
            rows.push(vec![
                Rich::of(pick(lang, "重复做", "done twice")),
                Rich::of(say!(
                    lang,
                    "{job}（{subject}）：{first}、{second}",
                    "{job} ({subject}): {first}, then {second}"
                )),
                Rich::new().events(&[twice.first, twice.second]),
            ]);
        }
        for request in crews.never_filled.iter().take(ROWS) {
            let (by, of) = (names.actor(&request.by), names.actor(&request.of));
            let (sort, what) = match request.kind {
                RequestKind::Order => {
                    let verbs = request.what.iter().map(|what| verb::name(lang, what));
                    (pick(lang, "命令没有着落", "order never carried out"), list(lang, verbs))
                }
                RequestKind::Question => {
                    let facts = request.what.iter().map(|what| fact::name(names, what));
                    (pick(lang, "询问没有答复", "question never answered"), list(lang, facts))
                }
            };
            rows.push(vec![
                Rich::of(sort),
                Rich::of(say!(lang, "{by} → {of}：{what}", "{by} → {of}: {what}")),
                Rich::new().event(request.event),
            ]);
        }
    }
    Section {
        id: "twice-and-never".to_owned(),
        title: pick(lang, "重复的和落空的", "Done twice, and never done").to_owned(),
        about: String::new(),
        grid: Grid {
            heads: heads(
                lang,
                &[("类别", "sort", Words), ("谁、什么", "who, what", Words), ("证据", "evidence", Words)],
            ),
            rows,
        },
    }
}

/// A job by the kind of its event, or by its verb.
fn job(names: &Names<'_>, job: &str) -> String {
    let kind = hazdrill_record::happening::find(job);
    kind.map_or_else(|| verb::name(names.lang(), job), |kind| pick(names.lang(), kind.zh, kind.en).to_owned())
}

fn subject(names: &Names<'_>, subject: &str) -> String {
    if fact::is_known(names, subject) { fact::name(names, subject) } else { names.value(subject) }
}

/// How many each commander dealt with directly.
pub(super) fn span(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let mut rows = Vec::new();
    for (at, span) in source.evaluation.span_of_control.iter().enumerate() {
        let most = span.windows.iter().enumerate().max_by_key(|(n, window)| (window.reports, std::cmp::Reverse(*n)));
        let above = span.windows.iter().filter(|window| window.state == SpanState::Above).count();
        let (from, until) =
            (names.clock(span.from_s.map(crate::say::ms)), names.clock(span.until_s.map(crate::say::ms)));
        let reports = |n: usize, reports| {
            let pointer = format!("/span_of_control/{at}/windows/{n}/reports");
            Rich::new().figure(Figure::count(pointer, reports))
        };
        rows.push(vec![
            Rich::of(names.actor(&span.commander)),
            Rich::of(format!("{from} – {until}")),
            most.map_or_else(|| Rich::of("–"), |(n, window)| reports(n, window.reports)),
            Rich::of(match above {
                0 => pick(lang, "没有", "none").to_owned(),
                n => say!(lang, "{n} 个时段", "{n} windows"),
            }),
            Rich::new().event(span.declared),
        ]);
    }
    Section {
        id: "span".to_owned(),
        title: pick(lang, "指挥幅度", "Span of control").to_owned(),
        about: pick(
            lang,
            "每 15 分钟直接打交道的岗位数；多于 7 个为过宽（指挥体系惯例，未核实）。",
            "Seats that a commander dealt with directly in each 15 min; above 7 is too wide (practice of the incident command system, unverified).",
        )
        .to_owned(),
        grid: Grid {
            heads: heads(
                lang,
                &[
                    ("指挥员", "commander", Words),
                    ("时段", "time", Words),
                    ("最多", "most", Figures),
                    ("过宽", "too wide", Words),
                    ("证据", "evidence", Words),
                ],
            ),
            rows,
        },
    }
}

/// Steps that came up and were not done, or by others, or too soon.
pub(super) fn conformity(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let mut rows = Vec::new();
    let mut about = String::new();
    if let Some(conformity) = &source.evaluation.conformity {
        let (due, done) = (conformity.due, conformity.done);
        about = say!(lang, "该做的步骤 {due} 个，做完 {done} 个。", "{due} steps came up, {done} were done.");
        let act = |seat: &str, step: &str| names.act_of(seat, step.rsplit('/').next().unwrap_or(step));
        let sorts: [(&str, &str, &Vec<StepGap>); 4] = [
            ("该做未做", "never begun", &conformity.missing),
            ("遗漏", "forgotten", &conformity.forgotten),
            ("没有做成", "given up", &conformity.failed),
            ("没有做完", "not finished", &conformity.unfinished),
        ];
        for (zh, en, gaps) in sorts {
            for gap in gaps.iter().take(ROWS) {
                let (who, what) = (names.actor(&gap.seat), act(&gap.seat, &gap.step));
                let told = match gap.reason.as_deref().map(|reason| word::reason(lang, reason)) {
                    Some(why) => say!(lang, "{who} {what}（{why}）", "{who}: {what} ({why})"),
                    None => say!(lang, "{who} {what}", "{who}: {what}"),
                };
                let evidence = gap.event.iter().fold(Rich::new(), |text, event| text.event(*event));
                rows.push(vec![Rich::of(pick(lang, zh, en)), Rich::of(told), evidence]);
            }
        }
        for order in conformity.wrong_order.iter().take(ROWS) {
            let (who, what) = (names.actor(&order.seat), act(&order.seat, &order.step));
            let first = act(&order.seat, &order.first);
            let evidence: Vec<u64> = std::iter::once(order.event).chain(order.first_done).collect();
            rows.push(vec![
                Rich::of(pick(lang, "次序颠倒", "too soon")),
                Rich::of(say!(lang, "{who} 先{what}，后{first}", "{who}: {what} before {first}")),
                Rich::new().events(&evidence),
            ]);
        }
        for owner in conformity.wrong_owner.iter().take(ROWS) {
            let (did, whose) = (names.actor(&owner.actor), names.actor(&owner.owner));
            let what = act(&owner.owner, &owner.step);
            rows.push(vec![
                Rich::of(pick(lang, "代做", "by others")),
                Rich::of(say!(lang, "{did} 做了{whose}的事：{what}", "{did} did what was for {whose}: {what}")),
                Rich::new().event(owner.event),
            ]);
        }
    }
    Section {
        id: "conformity".to_owned(),
        title: pick(lang, "对照程序", "Against the procedures").to_owned(),
        about,
        grid: Grid {
            heads: heads(
                lang,
                &[("类别", "sort", Words), ("谁、什么", "who, what", Words), ("证据", "evidence", Words)],
            ),
            rows,
        },
    }
}
