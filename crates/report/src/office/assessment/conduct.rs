//! Section 3.2, the conduct of the drill by the classes of AQ/T 9009-2015: which of the time targets fall into a class, and
//! what is left to the evaluators.

use crate::office::case::{Case, Run};
use crate::office::rows::{Row, is_judged, none};
use crate::office::text::{events, pick};
use crate::say::{list, say};
use hazdrill_score::{Part, PartState};

/// A class: its number, its name, and the readings that end targets of it.
struct Class {
    number: &'static str,
    zh: &'static str,
    en: &'static str,
    stamps: &'static [&'static str],
}

const fn class(number: &'static str, zh: &'static str, en: &'static str, stamps: &'static [&'static str]) -> Class {
    Class { number, zh, en, stamps }
}

/// The classes of conduct in the standard's checklist for field drills, named in our own words.
const CLASSES: &[Class] = &[
    class(
        "A.2-1",
        "预警与信息报告",
        "Warning and reports",
        &["t1_detection", "t2_scene_report", "t3_alarm", "t21_report_county", "t21_report_city", "t21_report_province"],
    ),
    class(
        "A.2-2",
        "紧急动员",
        "Activation",
        &["t4_dispatch", "t5_turnout", "t10_level_proposed", "t10_level_activated"],
    ),
    class("A.2-3", "事故监测与研判", "Monitoring and assessment", &["t7_size_up", "t8_substance_identified"]),
    class("A.2-4", "指挥和协调", "Command", &["t11_first_commander", "t12_headquarters", "t13_plan_approved"]),
    class(
        "A.2-5",
        "事故处置",
        "Response on the scene",
        &["t6_arrival", "t19_leak_stopped", "t19_fire_controlled", "t19_fire_out"],
    ),
    class("A.2-6", "应急资源管理", "Resources", &[]),
    class("A.2-7", "应急通信", "Communication", &[]),
    class("A.2-8", "信息公开", "Public information", &["t22_public_release"]),
    class(
        "A.2-9",
        "人员保护",
        "Protection of people",
        &["t14_evacuation_order", "t15_evacuated_50", "t15_evacuated_90", "t15_evacuated_100"],
    ),
    class("A.2-10", "警戒与管制", "Cordon and traffic", &["t9_cordon_closed"]),
    class(
        "A.2-11",
        "医疗救护",
        "Rescue and treatment",
        &["t16_first_rescued", "t17_first_triaged", "t18_first_at_hospital", "t18_last_at_hospital"],
    ),
    class(
        "A.2-12",
        "现场控制及恢复",
        "Control and recovery",
        &["t20_first_sample", "t20_first_result", "t23_all_clear", "t24_handover"],
    ),
    class("A.2-13", "其他", "Other", &[]),
];

/// A row for each class: number, name, targets kept of those judged, those missed, what evaluators have to judge.
pub(super) fn rows(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let lang = case.lang();
    let row = |class: &Class| {
        let of_class = |part: &&Part| class.stamps.contains(&part.to.split('.').next().unwrap_or(&part.to));
        let judged: Vec<&Part> =
            run.evaluation.score.parts.iter().filter(of_class).filter(|part| is_judged(part)).collect();
        let missed = judged.iter().filter(|part| part.state != PartState::Kept).map(|part| {
            let (name, evidence) = (part.name.get(lang), events(lang, &part.evidence));
            say!(lang, "{name}（{evidence}）", "{name} ({evidence})")
        });
        let missed: Vec<String> = missed.collect();
        let (all, kept) = (judged.len(), judged.len() - missed.len());
        let result = if all == 0 {
            pick(lang, "无时限指标，由评估人员判定", "no time target: evaluators judge").to_owned()
        } else {
            say!(lang, "达标{kept}项，共{all}项", "{kept} of {all} kept")
        };
        let missed = if missed.is_empty() { none() } else { list(lang, missed) };
        vec![class.number.to_owned(), pick(lang, class.zh, class.en).to_owned(), result, missed, String::new()]
    };
    CLASSES.iter().map(row).collect()
}
