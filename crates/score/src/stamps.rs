//! The stamps t0 … t24: one row of [`STAMPS`] and one function each.
//!
//! To add a stamp: write its row, with the words that define it and the kinds of rows that give it in a typed timeline,
//! and the function that reads it. Nothing else changes.
//! Unless a definition says otherwise, a stamp is the first event that fits and whose minute is known; where no such
//! event has a known minute, the first that fits, with its minute unknown.

use crate::metric::{Metric, OWN, Words, words};
use crate::moment::{First, Moment, Stamp, Stamps};
use crate::view::{View, Who, organisation_of};
use hazdrill_model::Channel;
use hazdrill_model::fact::key;
use hazdrill_record::{Event, Happening as H};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Nothing in a record of this version tells it.
    NotYet,
}
use Read::{Each, NotYet, Once};

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

const NOT_YET: Words =
    words("本版本的模拟记录没有这类事件，故为 null。", "Simulated records of this version have no such event: null.");
const REPORT_LAW: &str = "国务院令第493号 第9–11条";

/// Every stamp, in the order of the contract.
#[rustfmt::skip]
pub(crate) const STAMPS: &[StampDef] = &[
    row("t0_release", words("泄漏开始", "release"),
        words("首个 leak_started。", "First `leak_started`."), OWN, Once(release), &["release"]),
    row("t1_detection", words("发现", "detection"),
        words("首个 detector_alarmed，或有人凭自身感官或仪表首次获知异味、泄漏、浓度、报警、起火。",
              "First `detector_alarmed`, or first `learned` (not told by anybody) of odour, leak, vapour, alarm or ignition."),
        OWN, Once(detection), &["observe"]),
    row("t2_scene_report", words("现场报告单位负责人", "scene report to head of unit"),
        words("事发单位中起始位置不在泄漏地点的岗位，首次由本单位他人告知险情（异味、泄漏、浓度、报警、起火）时听完通报的时刻；\
               记录中没有 learned 事件时，为其首次听到本单位他人通报的时刻。",
              "First message from another member of the unit by which a post of the unit, whose place at the start is not \
               that of the leak, learned of the incident (odour, leak, vapour, alarm, ignition); in a record without any \
               `learned`, the first `heard` between two such people."),
        "国务院令第493号 第9条", Once(scene_report), &[]),
    row("t3_alarm", words("接警", "alarm received"),
        words("该组织的人员首次听完其他组织通报的时刻；事发单位自身为 null。",
              "First `heard` by an actor of the organisation from another organisation; null for the unit itself."),
        OWN, Each(alarm), &["alarm_call"]),
    row("t4_dispatch", words("调派", "dispatch order"),
        words("该组织首个 dispatched。", "First `dispatched` by the organisation."), OWN, Each(dispatch), &["dispatch"]),
    row("t5_turnout", words("出动", "turnout"),
        words("该组织首个乘车离开，或其队伍首次出发；没有想定的手工记录中，为外部组织首个 left。",
              "First `left` by vehicle or of a crew of the organisation; in a record without a scenario, first `left` of an \
               organisation other than the unit."),
        OWN, Each(turnout), &[]),
    row("t6_arrival", words("到场", "arrival"),
        words("该组织队伍首次乘车到达；该组织没有队伍时为其人员首次乘车到达；没有想定的手工记录中，为外部组织首个 arrived。",
              "First `arrived` by vehicle of a crew of the organisation, or of anybody where it has no crews; in a record \
               without a scenario, first `arrived` of an organisation other than the unit."),
        OWN, Each(arrival), &["arrival"]),
    row("t7_size_up", words("首次侦检", "size-up"),
        words("外部组织首个 measured。", "First `measured` by an organisation other than the unit."), OWN, Once(size_up), &["size_up"]),
    row("t8_substance_identified", words("物质查明", "substance identified"),
        words("外部组织人员首次获知泄漏物质（相信的值，未必属实）。",
              "First time that somebody of an organisation other than the unit learned the substance (what they believe, true or not)."),
        OWN, Once(identified), &["identify"]),
    row("t9_cordon_closed", words("警戒区设立", "cordon closed"),
        words("首个 cordon_closed。", "First `cordon_closed`."), OWN, Once(cordon), &["cordon"]),
    row("t10_level_proposed", words("建议响应级别", "response level proposed"), NOT_YET, "突发事件应对法（2024） 第71条", NotYet, &[]),
    row("t10_level_activated", words("启动响应", "response level activated"), NOT_YET, "突发事件应对法（2024） 第72条", NotYet, &[]),
    row("t11_first_commander", words("首位指挥员到场", "first commander on site"),
        words("外部组织的岗位人员（非队员）首次乘车到达，或有岗位人员随行的队伍首次乘车到达。",
              "First `arrived` by vehicle of a post of an organisation other than the unit, or of a crew with which such a \
               post rides."),
        OWN, Once(first_commander), &["command"]),
    row("t12_headquarters", words("现场指挥部成立", "headquarters established"), NOT_YET, "国务院令第708号 第20–21条", NotYet, &[]),
    row("t13_plan_approved", words("处置方案批准", "unified plan approved"), NOT_YET, OWN, NotYet, &["plan"]),
    row("t14_evacuation_order", words("疏散指令", "evacuation order"),
        words("首次通过广播（speakers 类通道）发出的通报；没有想定的手工记录中，为通道名 broadcast 的首个 said。",
              "First `said` over a public-address channel; in a record without a scenario, first `said` on the channel \
               `broadcast`."),
        OWN, Once(evacuation_order), &["evacuate", "shelter"]),
    row("t15_evacuated_50", words("疏散 50%", "half of the exposed out"),
        words("应疏散者：起始位置在泄漏建筑（与泄漏房间经门相连的各房间）内的岗位和群体人员。此为其中 50% 首次到达室外的时刻。",
              "The exposed: posts and members of groups whose place at the start is in the building of the leak (the rooms \
               joined to its room by doors). When half of them had arrived outdoors once."),
        OWN, Once(evacuated_50), &[]),
    row("t15_evacuated_90", words("疏散 90%", "nine tenths of the exposed out"),
        words("应疏散者的 90% 首次到达室外的时刻。", "When nine tenths of the exposed had arrived outdoors once."), OWN, Once(evacuated_90), &[]),
    row("t15_evacuated_100", words("全部疏散", "all of the exposed out"),
        words("应疏散者全部到达过室外的时刻；想定未给出应疏散者时，为首次无人失联的清点。",
              "When all of the exposed had arrived outdoors once; where no scenario names them, the first head count with \
               nobody missing."),
        OWN, Once(evacuated_100), &[]),
    row("t16_first_rescued", words("首名获救", "first rescued"), NOT_YET, OWN, NotYet, &["rescue"]),
    row("t17_first_triaged", words("首名检伤", "first triaged"), NOT_YET, OWN, NotYet, &[]),
    row("t18_first_at_hospital", words("首名送达医院", "first at hospital"), NOT_YET, OWN, NotYet, &["medical"]),
    row("t18_last_at_hospital", words("末名送达医院", "last at hospital"), NOT_YET, OWN, NotYet, &[]),
    row("t19_leak_stopped", words("泄漏止住", "leak stopped"),
        words("首个 leak_stopped（关断或流空）。", "First `leak_stopped` (shut, or run empty)."), OWN, Once(leak_stopped), &["control"]),
    row("t19_fire_controlled", words("火势控制", "fire controlled"), NOT_YET, OWN, NotYet, &[]),
    row("t19_fire_out", words("明火扑灭", "fire out"), NOT_YET, OWN, NotYet, &["extinguish"]),
    row("t20_first_sample", words("首次取样", "first sample taken"),
        words("任一组织首个 measured：手持仪表取样与读数同时。", "First `measured` by anybody: a meter samples and reads at once."),
        OWN, Once(measured), &["monitor"]),
    row("t20_first_result", words("首个结果", "first result known"),
        words("任一组织首个 measured：手持仪表取样与读数同时。", "First `measured` by anybody: a meter samples and reads at once."),
        OWN, Once(measured), &["monitor"]),
    row("t21_report_county", words("报告县级", "report to county"), NOT_YET, REPORT_LAW, NotYet, &[]),
    row("t21_report_city", words("报告市级", "report to city"), NOT_YET, REPORT_LAW, NotYet, &[]),
    row("t21_report_province", words("报告省级", "report to province"), NOT_YET, REPORT_LAW, NotYet, &[]),
    row("t22_public_release", words("信息发布", "public release"), NOT_YET, OWN, NotYet, &["public"]),
    row("t23_all_clear", words("险情解除", "all clear"),
        words("首个 all_clear。", "First `all_clear`."), "突发事件应对法（2024） 第86条", Once(all_clear), &["all_clear"]),
    row("t24_handover", words("移交恢复", "hand-over to recovery"), NOT_YET, OWN, NotYet, &[]),
];

/// Reads every stamp.
pub(crate) fn read(view: &View<'_>) -> Stamps {
    let stamp = |def: &StampDef| match def.read {
        Once(read) => Stamp::Once(read(view)),
        Each(read) => Stamp::Each(read(view)),
        NotYet => Stamp::Once(None),
    };
    Stamps(STAMPS.iter().map(|def| (def.metric.id, stamp(def))).collect())
}

/// Facts that tell of the incident.
fn is_of_the_incident(fact: &str) -> bool {
    let fact = fact.split_once(':').map_or(fact, |(key, _)| key);
    [key::ODOUR, key::LEAK_PLACE, key::LEAK_SUBSTANCE, key::LEAK_AMOUNT, key::VAPOUR, key::ALARM, key::IGNITION]
        .contains(&fact)
}

fn release(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::LeakStarted(_)))
}

fn detection(view: &View<'_>) -> Option<Moment> {
    view.first(|e| match &e.what {
        H::DetectorAlarmed(_) => true,
        H::Learned(l) => l.from.is_none() && is_of_the_incident(&l.fact),
        _ => false,
    })
}

fn scene_report(view: &View<'_>) -> Option<Moment> {
    let unit = view.unit?;
    let leak_place = view.leak_place();
    let is_head = |e: &Event| {
        let Some(actor) = e.actor.as_deref().filter(|_| view.is_by_unit(e)) else { return false };
        match view.who(actor) {
            Some(who @ Who::Post(..)) => Some(who.start().as_str()) != leak_place,
            Some(_) => false,
            None => view.scenario.is_none() && (leak_place.is_none() || e.place.as_deref() != leak_place),
        }
    };
    let is_inside = |e: &Event, from: &str| organisation_of(from) == unit && e.actor.as_deref() != Some(from);
    if !view.events.iter().any(|e| matches!(e.what, H::Learned(_))) {
        return view.first(|e| matches!(&e.what, H::Heard(h) if is_inside(e, &h.from)) && is_head(e));
    }
    let mut first = First::default();
    for event in view.events {
        let H::Learned(learned) = &event.what else { continue };
        let told = learned.from.as_deref().is_some_and(|from| is_inside(event, from));
        if told && is_of_the_incident(&learned.fact) && is_head(event) {
            // The message itself is better evidence than what came of it.
            let heard = event.causes.iter().filter_map(|c| view.event(*c)).find(|e| matches!(e.what, H::Heard(_)));
            first.offer(Moment { t_ms: event.t_ms, event: heard.unwrap_or(event).seq });
        }
    }
    first.moment()
}

fn alarm(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    view.first_each(|e| match &e.what {
        H::Heard(heard) if view.is_from_outside(e) && Some(organisation_of(&heard.from)) != e.organisation() => {
            e.organisation()
        }
        _ => None,
    })
}

fn dispatch(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    view.first_each(|e| if matches!(e.what, H::Dispatched(_)) { e.organisation() } else { None })
}

fn is_crew(view: &View<'_>, event: &Event) -> bool {
    event.actor.as_deref().is_some_and(|actor| matches!(view.who(actor), Some(Who::Crew(..))))
}

fn turnout(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    view.first_each(|e| match &e.what {
        H::Left(left) if left.drives || is_crew(view, e) => e.organisation(),
        H::Left(_) if view.scenario.is_none() && view.is_from_outside(e) => e.organisation(),
        _ => None,
    })
}

fn arrival(view: &View<'_>) -> BTreeMap<String, Option<Moment>> {
    let has_crews = |organisation: &str| {
        view.scenario.and_then(|s| s.organisations.get(organisation)).is_some_and(|o| !o.crews.is_empty())
    };
    view.first_each(|e| match &e.what {
        H::Arrived(arrived) if arrived.drives => {
            e.organisation().filter(|organisation| is_crew(view, e) || !has_crews(organisation))
        }
        H::Arrived(_) if view.scenario.is_none() && view.is_from_outside(e) => e.organisation(),
        _ => None,
    })
}

fn size_up(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::Measured(_)) && view.is_from_outside(e))
}

fn identified(view: &View<'_>) -> Option<Moment> {
    view.first(|e| {
        let is_substance = |fact: &str| fact.split(':').next() == Some(key::LEAK_SUBSTANCE);
        matches!(&e.what, H::Learned(l) if is_substance(&l.fact)) && view.is_from_outside(e)
    })
}

fn cordon(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::CordonClosed(_)))
}

fn first_commander(view: &View<'_>) -> Option<Moment> {
    view.first(|e| {
        let drives = matches!(&e.what, H::Arrived(arrived) if arrived.drives) && view.is_from_outside(e);
        let Some(actor) = e.actor.as_deref().filter(|_| drives) else { return false };
        match view.who(actor) {
            Some(Who::Post(..)) => true,
            Some(Who::Crew(organisation, _)) => {
                let crew = actor.split_once('/').map_or("", |(_, crew)| crew);
                organisation.posts.values().any(|p| p.rides.as_ref().is_some_and(|r| r.as_str() == crew))
            }
            _ => false,
        }
    })
}

fn evacuation_order(view: &View<'_>) -> Option<Moment> {
    let is_public = |channel: &str| match view.scenario {
        Some(scenario) => matches!(scenario.channels.get(channel), Some(Channel::Speakers(_))),
        None => channel == "broadcast",
    };
    view.first(|e| matches!(&e.what, H::Said(said) if is_public(&said.channel)))
}

fn evacuated_50(view: &View<'_>) -> Option<Moment> {
    evacuated(view, 50)
}

fn evacuated_90(view: &View<'_>) -> Option<Moment> {
    evacuated(view, 90)
}

fn evacuated_100(view: &View<'_>) -> Option<Moment> {
    if view.people_inside() > 0 {
        return evacuated(view, 100);
    }
    let all_there = |e: &Event| matches!(&e.what, H::HeadCounted(c) if c.missing.is_empty() && c.counted >= c.listed && c.listed > 0);
    view.first(all_there)
}

/// When `percent` of those who start in the building had arrived outdoors once.
fn evacuated(view: &View<'_>, percent: u64) -> Option<Moment> {
    let needed = u128::from(view.people_inside()) * u128::from(percent);
    if needed == 0 {
        return None;
    }
    let mut out = BTreeSet::new();
    for event in view.events {
        let (H::Arrived(_), Some(actor), Some(place)) = (&event.what, event.actor.as_deref(), event.place.as_deref())
        else {
            continue;
        };
        let was_inside = |actor: &str| match view.who(actor) {
            Some(who @ (Who::Post(..) | Who::Member(_))) => view.building.contains(who.start().as_str()),
            _ => false,
        };
        if view.is_site(place) && was_inside(actor) && out.insert(actor) && out.len() as u128 * 100 >= needed {
            return Some(Moment::of(event));
        }
    }
    None
}

fn leak_stopped(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::LeakStopped(_)))
}

fn measured(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::Measured(_)))
}

fn all_clear(view: &View<'_>) -> Option<Moment> {
    view.first(|e| matches!(e.what, H::AllClear(_)))
}
