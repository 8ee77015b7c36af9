//! The stamps t0 … t24: one row of [`STAMPS`] and one function each.
//!
//! To add a stamp: write its row here, with the words that define it and the kinds of rows that give it in a typed
//! timeline, and the function that reads it in `readings.rs`. Nothing else changes.
//! Unless a definition says otherwise, a stamp is the first event that fits and whose minute is known; where no such
//! event has a known minute, the first that fits, with its minute unknown.

use crate::metric::{Metric, OWN, Words, words};
use crate::moment::{Moment, Stamp, Stamps};
use crate::readings;
use crate::view::View;
use std::collections::BTreeMap;

/// A stamp: its words, and how it is read.
pub(crate) struct StampDef {
    pub(crate) metric: Metric,
    pub(crate) read: Read,
}

/// How a stamp is read from a record.
pub(crate) enum Read {
    /// Of the incident as a whole.
    Once(fn(&View<'_>) -> Option<Moment>),
    /// Of each organisation.
    Each(fn(&View<'_>) -> BTreeMap<String, Option<Moment>>),
}
use Read::{Each, Once};

const fn row(
    id: &'static str,
    name: Words,
    definition: Words,
    source: &'static str,
    read: Read,
    rows: &'static [&'static str],
) -> StampDef {
    StampDef { metric: Metric { id, name, definition, unit: "s", source, rows }, read }
}

const REPORT_LAW: &str = "国务院令第493号 第9–11条";

/// Every stamp, in the order of the contract.
#[rustfmt::skip]
pub(crate) const STAMPS: &[StampDef] = &[
    row("t0_release", words("泄漏开始", "release"),
        words("首个 leak_started。", "First `leak_started`."), OWN, Once(readings::release), &["release"]),
    row("t1_detection", words("发现", "detection"),
        words("首个 detector_alarmed，或有人凭自身感官或仪表首次获知险情（异味、泄漏、浓度、报警、起火、爆炸、明火、烟气）。",
              "First `detector_alarmed`, or first `learned` (not told by anybody) of the incident: odour, leak, vapour, alarm, \
               ignition, explosion, fire or smoke."),
        OWN, Once(readings::detection), &["observe"]),
    row("t2_scene_report", words("现场报告单位负责人", "scene report to head of unit"),
        words("事发单位中起始位置不在泄漏地点的岗位，首次由本单位他人告知险情（同 t1）时听完通报的时刻；\
               记录中没有 learned 事件时，为其首次听到本单位他人通报的时刻。",
              "First message from another member of the unit by which a post of the unit, whose place at the start is not \
               that of the leak, learned of the incident (as in t1); in a record without any `learned`, the first `heard` between two such people."),
        "国务院令第493号 第9条", Once(readings::scene_report), &[]),
    row("t3_alarm", words("接警", "alarm received"),
        words("该组织的人员首次听完其他组织通报的时刻；事发单位自身为 null。",
              "First `heard` by an actor of the organisation from another organisation; null for the unit itself."),
        OWN, Each(readings::alarm), &["alarm_call"]),
    row("t4_dispatch", words("调派", "dispatch order"),
        words("该组织首个 dispatched。", "First `dispatched` by the organisation."), OWN, Each(readings::dispatch), &["dispatch"]),
    row("t5_turnout", words("出动", "turnout"),
        words("该组织首个乘车离开，或其队伍首次出发；没有场景的手工记录中，为外部组织首个 left。",
              "First `left` by vehicle or of a crew of the organisation; in a record without a scenario, first `left` of an \
               organisation other than the unit."),
        OWN, Each(readings::turnout), &[]),
    row("t6_arrival", words("到场", "arrival"),
        words("该组织队伍首次乘车到达；该组织没有队伍时为其人员首次乘车到达；没有场景的手工记录中，为外部组织首个 arrived。",
              "First `arrived` by vehicle of a crew of the organisation, or of anybody where it has no crews; in a record \
               without a scenario, first `arrived` of an organisation other than the unit."),
        OWN, Each(readings::arrival), &["arrival"]),
    row("t7_size_up", words("首次侦检", "size-up"),
        words("外部组织首个 measured。", "First `measured` by an organisation other than the unit."), OWN, Once(readings::size_up), &["size_up"]),
    row("t8_substance_identified", words("物质查明", "substance identified"),
        words("外部组织人员首次获知泄漏物质（相信的值，未必属实）。",
              "First time that somebody of an organisation other than the unit learned the substance (what they believe, true or not)."),
        OWN, Once(readings::identified), &["identify"]),
    row("t9_cordon_closed", words("警戒区设立", "cordon closed"),
        words("首个 cordon_closed。", "First `cordon_closed`."), OWN, Once(readings::cordon), &["cordon"]),
    row("t10_level_proposed", words("建议响应级别", "response level proposed"),
        words("首个宣布 level.proposed 的 declared。", "First `declared` of `level.proposed`."), "突发事件应对法（2024） 第71条", Once(readings::level_proposed), &[]),
    row("t10_level_activated", words("启动响应", "response level activated"),
        words("首个宣布 level.active 的 declared。", "First `declared` of `level.active`."), "突发事件应对法（2024） 第72条", Once(readings::level_activated), &[]),
    row("t11_first_commander", words("首位指挥员到场", "first commander on site"),
        words("首个宣布 commander（现场指挥员）的 declared；无人宣布时，为外部组织的岗位人员（非队员）首次乘车到达，\
               或有岗位人员随行的队伍首次乘车到达。",
              "First `declared` of `commander`; where nobody declares it, first `arrived` by vehicle of a post of an \
               organisation other than the unit, or of a crew with which such a post rides."),
        OWN, Once(readings::first_commander), &["command"]),
    row("t12_headquarters", words("现场指挥部成立", "headquarters established"),
        words("首个宣布 hq.place 的 declared。", "First `declared` of `hq.place`."), "国务院令第708号 第20–21条", Once(readings::headquarters), &[]),
    row("t13_plan_approved", words("处置方案批准", "unified plan approved"),
        words("首个宣布 plan.approved 的 declared。", "First `declared` of `plan.approved`."), OWN, Once(readings::plan_approved), &["plan"]),
    row("t14_evacuation_order", words("疏散指令", "evacuation order"),
        words("首个宣布 evacuation.ordered 的 declared（疏散周边群众，或就地掩蔽）。场景中没有居民区（block）时，楼内广播也算：\
               首次通过广播（speakers 类通道）发出的通报；没有场景的手工记录中，为通道名 broadcast 的首个 said。\
               有居民区时楼内广播不算：楼内已通知，不等于群众已通知。",
              "First `declared` of `evacuation.ordered`: the neighbours are to leave, or to stay in. Where the scenario has \
               no block of neighbours, the call to the building counts too: first `said` over a public-address channel; in \
               a record without a scenario, first `said` on the channel `broadcast`. Where there are neighbours it does \
               not: a building that was told is no neighbour who was told."),
        OWN, Once(readings::evacuation_order), &["evacuate", "shelter"]),
    row("t15_evacuated_50", words("疏散 50%", "half of the exposed out"),
        words("应疏散者：起始位置在泄漏建筑（与泄漏房间经门相连的各房间）内的岗位和群体人员。此为其中 50% 首次到达室外（自行到达、被救出或送达医院）的时刻。",
              "The exposed: posts and members of groups whose place at the start is in the building of the leak (the rooms \
               joined to its room by doors). When half of them had been outdoors once: arrived, rescued or delivered there."),
        OWN, Once(readings::evacuated_50), &[]),
    row("t15_evacuated_90", words("疏散 90%", "nine tenths of the exposed out"),
        words("应疏散者的 90% 首次到达室外的时刻。", "When nine tenths of the exposed had been outdoors once."), OWN, Once(readings::evacuated_90), &[]),
    row("t15_evacuated_100", words("全部疏散", "all of the exposed out"),
        words("应疏散者全部到达过室外的时刻；场景未给出应疏散者时，为首次无人失联的清点。",
              "When all of the exposed had been outdoors once; where no scenario names them, the first head count with \
               nobody missing."),
        OWN, Once(readings::evacuated_100), &[]),
    row("t16_first_rescued", words("首名获救", "first rescued"),
        words("首个 rescued。", "First `rescued`."), OWN, Once(readings::rescued), &["rescue"]),
    row("t17_first_triaged", words("首名检伤", "first triaged"),
        words("首个 triaged。", "First `triaged`."), OWN, Once(readings::triaged), &[]),
    row("t18_first_at_hospital", words("首名送达医院", "first at hospital"),
        words("首个 delivered。", "First `delivered`."), OWN, Once(readings::first_delivered), &["medical"]),
    row("t18_last_at_hospital", words("末名送达医院", "last at hospital"),
        words("记录中最后一个 delivered；只有一个时与首名相同。", "Last `delivered` of the record; the first where there is but one."),
        OWN, Once(readings::last_delivered), &[]),
    row("t19_leak_stopped", words("泄漏止住", "leak stopped"),
        words("首个 leak_stopped（关断或流空）。", "First `leak_stopped` (shut, or run empty)."), OWN, Once(readings::leak_stopped), &["control"]),
    row("t19_fire_controlled", words("火势控制", "fire controlled"),
        words("有 fire_controlled，且各着火地点都已控制或扑灭的首个时刻；其后又有 fire_started 的，重新计。",
              "When, after a `fire_controlled`, every place that burns is under control or out; a later `fire_started` \
               begins it anew."),
        OWN, Once(readings::fire_controlled), &[]),
    row("t19_fire_out", words("明火扑灭", "fire out"),
        words("各着火地点全部 fire_out 的时刻；其后又有 fire_started 的，重新计；结束时仍有地点着火的，为 null。",
              "The `fire_out` with which no place burns any more; a later `fire_started` begins it anew, so it is null where \
               something burns at the end."),
        OWN, Once(readings::fire_out), &["extinguish"]),
    row("t20_first_sample", words("首次取样", "first sample taken"),
        words("承担环境监测的组织（其程序有做出 monitoring.result 的步骤）的首个 measured：手持仪表取样与读数同时；没有这类组织时，为任一组织的首个 measured。\
               时限指标用各组织自己的首个 measured（t20_first_sample.组织）。",
              "First `measured` by an organisation whose work it is to monitor (a step of its procedures makes `monitoring.result`): \
               a meter samples and reads at once; without such an organisation, by anybody. A target takes the first of one \
               organisation (`t20_first_sample.ORGANISATION`)."),
        OWN, Once(readings::first_sample), &["monitor"]),
    row("t20_first_result", words("首个结果", "first result known"),
        words("首次取样之后首个做出 monitoring.result 的 made（实验室结果）；没有这类作业时，为首次取样的读数。",
              "First `made` of `monitoring.result` (a laboratory's result) after the first sample; without one, the reading of \
               that sample."),
        OWN, Once(readings::first_result), &["monitor"]),
    row("t21_report_county", words("报告县级", "report to county"),
        words("首个宣布 report.county 的 declared。", "First `declared` of `report.county`."), REPORT_LAW, Once(readings::report_county), &[]),
    row("t21_report_city", words("报告市级", "report to city"),
        words("首个宣布 report.city 的 declared。", "First `declared` of `report.city`."), REPORT_LAW, Once(readings::report_city), &[]),
    row("t21_report_province", words("报告省级", "report to province"),
        words("首个宣布 report.province 的 declared。", "First `declared` of `report.province`."), REPORT_LAW, Once(readings::report_province), &[]),
    row("t22_public_release", words("信息发布", "public release"),
        words("首个宣布 public.word 的 declared。", "First `declared` of `public.word`."), OWN, Once(readings::public_release), &["public"]),
    row("t23_all_clear", words("险情解除", "all clear"),
        words("首个 all_clear。", "First `all_clear`."), "突发事件应对法（2024） 第86条", Once(readings::all_clear), &["all_clear"]),
    row("t24_handover", words("移交恢复", "hand-over to recovery"),
        words("首个宣布 scene.handed_over 的 declared。", "First `declared` of `scene.handed_over`."), OWN, Once(readings::handed_over), &[]),
];

/// Reads every stamp.
pub(crate) fn read(view: &View<'_>) -> Stamps {
    let stamp = |def: &StampDef| match def.read {
        Once(read) => Stamp::Once(read(view)),
        Each(read) => Stamp::Each(read(view)),
    };
    let list = STAMPS.iter().map(|def| (def.metric.id, stamp(def))).collect();
    Stamps {
        list,
        explosion: readings::explosion(view),
        samples: readings::samples(view),
        scope: readings::scope(view),
    }
}
