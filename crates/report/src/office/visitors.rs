//! The visitors' guide 观摩手册, with the safety notice.

use super::case::{Case, OfficeError};
use super::page::Doc;
use super::rows::{Row, stamp_name};
use super::text::pick;
use super::{Document, standing};
use crate::say::{number, say};
use hazdrill_model::Scenario;

/// The stages as a visitor sees them; how they are read from a record stands with the metrics.
const STAGES: &[(&str, &str, &str)] = &[
    ("leak", "泄漏发生，现场人员发现或尚未发现", "something leaks; people have noticed it, or not yet"),
    (
        "initial_handling",
        "事发单位关阀、排风、断电、撤人、清点、报警",
        "the unit shuts, airs, cuts power, clears, counts, calls",
    ),
    ("response", "外部力量接警出动，陆续到场", "outside forces turn out and come one after another"),
    ("command", "成立现场指挥部，明确总指挥", "a headquarters is set up under one commander"),
    ("joint_action", "批准统一方案，各单位按同一方案行动", "one plan is approved, and all act on it"),
    ("rescue", "按方案搜救、救治、转运、疏散", "search, treatment, transport, evacuation under that plan"),
    ("all_clear", "宣布险情解除，移交现场", "the all-clear is given and the scene handed over"),
];

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let scenario = case.scenario(Document::Visitors)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let drill = case.drill();
    let title = Document::Visitors.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {drill}"));
    doc.title(&[&drill, title]);
    notice(&mut doc, case, scenario);
    doc.heading(1, t("演练简介", "The drill"));
    doc.table(t("演练简介", "The drill"), &[("", 20), ("", 80)], standing::facts(case));
    doc.heading(1, t("观摩要点", "What to look for"));
    standing::aims(&mut doc, lang, scenario);
    doc.text(t(
        "演练不按脚本表演：参演人员按自己掌握的情况行动，误听、占线和迟到都可能发生，请以此观察。",
        "Nothing is acted by a script: players act on what they know. Misunderstandings, busy lines and delays can happen, and are worth watching.",
    ));
    doc.heading(1, t("阶段", "Stages"));
    let stages = STAGES.iter().map(|(id, zh, en)| vec![stamp_name(case, id), t(zh, en).to_owned()]);
    let columns = [(t("阶段", "Stage"), 22), (t("看到什么", "What you see"), 78)];
    doc.table(t("演练阶段", "Stages"), &columns, stages.collect());
    doc.heading(1, t("参演单位", "Who takes part"));
    doc.table(t("参演单位", "Participants"), &standing::participant_columns(case), standing::participants(case));
    doc.heading(1, t("危险物质", "The substance"));
    let columns = [(t("项目", "Property"), 60), (t("数值", "Value"), 40)];
    doc.table(t("危险物质特性", "Properties of the substance"), &columns, substances(case, scenario));
    doc.heading(1, t("议程与联系", "Agenda and contact"));
    doc.text(t("由组织单位填写。", "The organiser fills this in."));
    let columns = [(t("时间", "Time"), 30), (t("事项", "What"), 40), (t("联系人", "Contact"), 30)];
    doc.table(
        t("议程与联系（待填）", "Agenda and contact (to be filled in)"),
        &columns,
        vec![vec![String::new(); 3]; 4],
    );
    Ok(doc)
}

fn notice(doc: &mut Doc, case: &Case<'_>, scenario: &Scenario) {
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    doc.heading(1, t("安全告知", "Safety notice"));
    let place = scenario.observers.as_ref().map_or_else(
        || t("请在组织单位指定的位置观摩。", "Watch from where the organiser places you.").to_owned(),
        |observers| {
            let at = case.names.place(&observers.at);
            say!(lang, "观摩位置为{at}，请勿离开。", "Watch from {at} and stay there.")
        },
    );
    let rules = [
        t(
            "今天所见均为演练，不是真实事故，请勿对外传播为真实信息。",
            "What you see today is an exercise and no accident; do not pass it on as real.",
        ),
        &place,
        t(
            "不得进入警戒区，不得触碰装备，不得与参演人员交谈。",
            "Do not enter the cordon, touch equipment or talk to players.",
        ),
        t(
            "场内禁止吸烟和明火；拍摄须经组织单位同意。",
            "No smoking, no open flame; pictures only with the organiser's leave.",
        ),
        t(
            "听到“真实情况，演练中断”时，停在原地听从引导，沿标识撤至集合点。",
            "At \"real situation, drill stopped\" stand still, follow the guides and the signs to the assembly point.",
        ),
        t("身体不适请立即告知工作人员，现场设医疗点。", "If you feel unwell tell the staff; there is a medical point."),
    ];
    for (rule, n) in rules.into_iter().zip(1..) {
        doc.item(n, rule);
    }
}

fn substances(case: &Case<'_>, scenario: &Scenario) -> Vec<Row> {
    let lang = case.lang();
    let mut rows = Vec::new();
    for (id, substance) in &scenario.substances {
        let name = case.names.substance(id);
        let mut row = |what: String, value: String, source: &hazdrill_model::Source| {
            let mark = if source.is_verified() { "" } else { pick(lang, "【未核实】", " [unverified]") };
            rows.push(vec![format!("{name} · {what}"), format!("{value}{mark}")]);
        };
        let percent = |ratio: f64| number(ratio * 100.0);
        let (low, high) =
            (percent(substance.lower_flammable_limit.is.value()), percent(substance.upper_flammable_limit.is.value()));
        row(
            say!(lang, "爆炸极限（体积分数）", "flammable limits (by volume)"),
            say!(lang, "{low}%至{high}%", "{low} to {high} %"),
            &substance.lower_flammable_limit.source,
        );
        let flash = number(substance.autoignition.is.value() - 273.15);
        row(
            say!(lang, "自燃温度", "autoignition"),
            say!(lang, "{flash}℃", "{flash} degrees C"),
            &substance.autoignition.source,
        );
        let idlh = number(substance.idlh.is.value() * 1e6);
        row(
            say!(lang, "立即危及生命或健康浓度", "IDLH"),
            say!(lang, "{idlh} ppm", "{idlh} ppm"),
            &substance.idlh.source,
        );
    }
    rows
}
