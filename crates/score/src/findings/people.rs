//! Rules over harm to people.

use super::{Category, Draft, Rule, figure, law, practice, rule};
use crate::evaluation::Evaluation;
use crate::metric::words;
use crate::naming::{Naming, both};
use hazdrill_model::Text;
use hazdrill_record::EventId;

pub(super) const RULES: &[Rule] = &[
    rule("people-died", words("有人死亡", "somebody died"), died),
    rule(
        "exposed-unprotected",
        words("有人未佩戴空气呼吸器进入危险浓度", "somebody breathed a dangerous concentration without own air"),
        exposed,
    ),
    rule("nobody-hurt", words("无人伤亡", "nobody was hurt"), nobody_hurt),
    rule(
        "entry-with-own-air",
        words("进入危险浓度的人员全部佩戴空气呼吸器", "all who went into a dangerous concentration had own air"),
        protected,
    ),
];

/// What there is to look up for harm: the explosions and both ends of the rescue.
fn evidence(e: &Evaluation) -> Vec<EventId> {
    let stamp = |id: &str| e.stamps.get(id).map(|moment| moment.event);
    let ends = ["t0_release", "t16_first_rescued", "t18_last_at_hospital"].into_iter().filter_map(stamp);
    e.explosion_events.iter().copied().chain(ends).collect()
}

fn died(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(dead) = e.casualties.dead.filter(|dead| *dead > 0) else { return Vec::new() };
    vec![Draft {
        title: Text::new("造成人员死亡", "people died"),
        fact: both!("推演中死亡 {n} 人", "{n} dead in this drill", n = dead),
        effect: Text::new("造成不可挽回的后果", "a harm that nothing makes good"),
        cause: both!(
            "爆炸 {n} 次；处置和救援的时刻见证据事件",
            "{n} explosion(s); for handling and rescue see the events",
            n = e.explosions
        ),
        basis: law(
            "《生产安全事故应急条例》第十七条：事发单位立即组织抢救遇险人员，防止危害扩大",
            "State Council Decree 708 art. 17: the unit rescues people and keeps the harm from spreading at once",
        ),
        organisation: None,
        category: Category::Plan,
        numbers: vec![figure("死亡", "dead", dead as f64, "")],
        evidence: evidence(e),
        proposal: Some(Text::new(
            "复盘爆炸前的撤离时机和救援路径，修订预案中的撤离条件",
            "go over when people left before the blast and how they were reached; revise the conditions for leaving",
        )),
        weight: 3,
    }]
}

fn exposed(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(exposed) = e.casualties.exposed.filter(|n| *n > 0) else { return Vec::new() };
    vec![Draft {
        title: Text::new("未防护暴露", "exposed without own air"),
        fact: both!(
            "{n} 人未佩戴空气呼吸器进入达到立即威胁生命或健康的浓度",
            "{n} people breathed a concentration dangerous to life or health without own air",
            n = exposed
        ),
        effect: Text::new(
            "中毒、麻醉风险，救援人员可能变为被救人员",
            "they may be poisoned or numbed, and rescuers may have to be rescued",
        ),
        cause: Text::new(
            "撤离晚于浓度上升，或进入时没有防护",
            "they left after the vapour rose, or went in without protection",
        ),
        basis: law(
            "《生产安全事故应急条例》第十七条、第二十二条：组织撤离，防止次生危害；直接危及救援人员生命时暂时撤离",
            "State Council Decree 708 art. 17 and 22: lead people out; rescuers withdraw when their lives are directly endangered",
        ),
        organisation: None,
        category: Category::Equipment,
        numbers: vec![figure("未防护暴露", "exposed", exposed as f64, "")],
        evidence: evidence(e),
        proposal: Some(Text::new(
            "配足空气呼吸器和可燃气检测仪，明确进入条件并检查",
            "provide own air and gas meters, and check the conditions for going in",
        )),
        weight: 3,
    }]
}

fn nobody_hurt(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let c = &e.casualties;
    let sum = [c.slight, c.serious, c.dead].into_iter().sum::<Option<u64>>();
    let Some(release) = e.stamps.get("t0_release").filter(|_| sum == Some(0)) else { return Vec::new() };
    vec![Draft {
        title: Text::new("无人伤亡", "nobody was hurt"),
        fact: both!("伤亡 0 人，爆炸 {n} 次", "0 hurt, {n} explosions", n = e.explosions),
        effect: Text::new("人员安全目标实现", "the first aim, people safe, was met"),
        cause: Text::default(),
        basis: practice("演练目标（估计）", "the aim of the drill (judgement)"),
        organisation: None,
        category: Category::Plan,
        numbers: vec![figure("伤亡", "hurt or dead", 0.0, ""), figure("爆炸", "explosions", e.explosions as f64, "")],
        evidence: vec![release.event],
        proposal: None,
        weight: 3,
    }]
}

fn protected(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let c = &e.casualties;
    let (Some(0), Some(protected @ 1..)) = (c.exposed, c.protected) else { return Vec::new() };
    vec![Draft {
        title: Text::new("进入人员全部有呼吸防护", "all who went in had own air"),
        fact: both!(
            "进入危险浓度的 {n} 人全部佩戴空气呼吸器",
            "all {n} people in a dangerous concentration wore own air",
            n = protected
        ),
        effect: Text::new("救援人员没有因吸入受害", "no rescuer was harmed by what they breathed"),
        cause: Text::default(),
        basis: law("《生产安全事故应急条例》第二十二条", "State Council Decree 708 art. 22"),
        organisation: None,
        category: Category::Equipment,
        numbers: vec![figure("佩戴防护进入", "with own air", protected as f64, "")],
        evidence: evidence(e),
        proposal: None,
        weight: 2,
    }]
}
