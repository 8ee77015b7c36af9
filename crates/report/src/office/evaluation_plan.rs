//! The evaluation plan 演练评估方案: by what the drill will be judged, with the source of each target.

use super::case::{Case, OfficeError};
use super::page::Doc;
use super::rows::{self, Row, none, stamp_name};
use super::text::pick;
use super::{Document, standing, workbook};
use crate::say::{duration, number, say};
use crate::summary::source;
use hazdrill_model::TargetKind;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let scenario = case.scenario(Document::EvaluationPlan)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let title = Document::EvaluationPlan.title(lang);
    let drill = case.drill();
    let mut doc = Doc::new(case.names, &format!("{title} · {drill}"));
    doc.title(&[&drill, title]);
    doc.heading(1, t("评估目的", "Purpose"));
    standing::aims(&mut doc, lang, scenario);
    doc.heading(1, t("评估依据与方法", "Basis and method"));
    doc.text(t(
        "依据演练记录判读：只采用记录中的事件及其时间、行动人和起因。记录不能反映的内容（准备、保障、现场秩序、人员状态）由评估人员现场记录。各项指标注明依据，未与原文核对的注明“【未核实】”。",
        "The record is read: its events with times, actors and causes. What it does not show (preparation, support, order on the scene, how people were) the evaluators write down. Each target names its basis; what was not checked against its text is marked [unverified].",
    ));
    doc.text(standing::how_scored(lang));
    doc.heading(1, t("时限指标", "Time targets"));
    let n = scenario.targets.len();
    doc.text(say!(lang, "设时限指标{n}项。", "There are {n} time targets."));
    doc.table(t("时限指标", "Time targets"), &target_columns(case), targets(case));
    doc.heading(1, t("导调注入与预期行动", "Injects and expected actions"));
    let injects: Vec<Row> = rows::injects(case).into_iter().map(|row| row.into_iter().take(6).collect()).collect();
    doc.table(t("导调注入与预期行动", "Injects and expected actions"), &workbook::msel_columns(case)[..6], injects);
    doc.heading(1, t("评估分工", "Who watches what"));
    let columns = [
        (t("参演单位", "Organisation"), 26),
        (t("观察地点", "Where to watch"), 22),
        (t("评估人员", "Evaluator"), 20),
        (t("联系方式", "Contact"), 18),
    ];
    let watch = scenario.organisations.iter().map(|(id, organisation)| {
        vec![case.names.organisation(id), case.names.place(&organisation.base), String::new(), String::new()]
    });
    doc.table(t("评估分工（待填）", "Who watches what (to be filled in)"), &columns, watch.collect());
    doc.heading(1, t("评估步骤", "Steps"));
    for (step, n) in [
        t(
            "演练前：熟悉情景、指标和观察地点，领取评估表。",
            "Before: know the scenario, the targets and where to stand; take the forms.",
        ),
        t(
            "演练中：记录时间、行动和对话，不与参演人员交谈，不干预演练。",
            "During: write down times, acts and words; do not talk to players, do not step in.",
        ),
        t(
            "演练后：现场点评，核对记录，编写评估报告，提出整改建议。",
            "After: remarks on the spot, check the record, write the report, propose what to mend.",
        ),
    ]
    .into_iter()
    .zip(1..)
    {
        doc.item(n, step);
    }
    doc.text("");
    standing::signatures(
        &mut doc,
        &[
            t("编制人（签字）", "Written by (signature)"),
            t("批准人（签字）", "Approved by (signature)"),
            t("日期", "Date"),
        ],
    );
    Ok(doc)
}

/// Every target: node, from, to, limit, no marks from, weight, kind, source.
pub(super) fn targets(case: &Case<'_>) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let reading = |reading: &hazdrill_model::Reading| {
        let (id, organisation) = hazdrill_score::stamp_of(reading);
        let name = match id {
            "explosion" => pick(lang, "爆炸", "explosion").to_owned(),
            _ => stamp_name(case, id),
        };
        match organisation.map(|organisation| names.organisation(organisation)) {
            Some(organisation) => say!(lang, "{organisation}{name}", "{name}, {organisation}"),
            None => name,
        }
    };
    let all = names.scenario().into_iter().flat_map(|s| &s.targets);
    all.map(|(id, target)| {
        let zero = match (target.kind, target.zero_at) {
            (TargetKind::Legal, _) => none(),
            (_, Some(zero)) => duration(lang, zero.ms()),
            (_, None) => duration(lang, target.limit.ms().saturating_mul(2)),
        };
        vec![
            target.name.as_ref().map_or_else(|| id.to_string(), |name| name.get(lang).to_owned()),
            reading(&target.from),
            reading(&target.to),
            duration(lang, target.limit.ms()),
            zero,
            number(target.weight),
            kind(lang, target.kind).to_owned(),
            source(lang, &target.source, target.source.is_verified()),
        ]
    })
    .collect()
}

pub(super) fn target_columns(case: &Case<'_>) -> [(&'static str, usize); 8] {
    let t = |zh, en| pick(case.lang(), zh, en);
    [
        (t("指标", "Target"), 14),
        (t("起算", "From"), 13),
        (t("终止", "To"), 13),
        (t("时限", "Limit"), 9),
        (t("零分", "No marks from"), 9),
        (t("权重", "Weight"), 7),
        (t("性质", "Kind"), 7),
        (t("依据", "Basis"), 28),
    ]
}

fn kind(lang: hazdrill_model::Lang, kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Legal => pick(lang, "法定", "law"),
        TargetKind::Norm => pick(lang, "规范", "norm"),
        TargetKind::Local => pick(lang, "地方", "local"),
        TargetKind::Drill => pick(lang, "自定", "this drill"),
    }
}
