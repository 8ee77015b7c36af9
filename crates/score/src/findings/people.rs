//! Rules over harm to people.

use super::{Category, Cost, Draft, Figure, Rule, figure, law, practice, rule};
use crate::evaluation::Evaluation;
use crate::fates::Fate;
use crate::metric::words;
use crate::moment::{Moment, seconds};
use crate::naming::{Naming, both, lasting, lasting_s};
use hazdrill_model::Text;
use hazdrill_record::EventId;

pub(super) const RULES: &[Rule] = &[
    rule(
        "people-died",
        words("造成人员死亡", "people died"),
        words("有人死亡", "somebody died"),
        |e, naming| struck(e, naming, true),
    ),
    rule(
        "people-seriously-hurt",
        words("造成人员重伤", "people were seriously injured"),
        words("有人重伤", "somebody was seriously injured"),
        |e, naming| struck(e, naming, false),
    ),
    rule(
        "exposed-unprotected",
        words("未防护暴露", "exposed without own air"),
        words("有人未佩戴空气呼吸器进入危险浓度", "somebody breathed a dangerous concentration without own air"),
        exposed,
    ),
    rule("nobody-hurt", words("无人伤亡", "nobody was hurt"), words("无人伤亡", "nobody was hurt"), nobody_hurt),
    rule(
        "entry-with-own-air",
        words("进入人员全部有呼吸防护", "all who went in had own air"),
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

fn struck(e: &Evaluation, naming: Naming<'_>, dead: bool) -> Vec<Draft> {
    e.fates.iter().filter(|fate| fate.dead == dead).map(|fate| of_fate(fate, naming)).collect()
}

fn of_fate(fate: &Fate, naming: Naming<'_>) -> Draft {
    let who = fate.who.as_deref().map_or_else(|| Text::new("一人", "somebody"), |who| naming.actor(who));
    let who = if fate.people > 1 { both!("{who} {n} 人", "{n} of {who}", who = who, n = fate.people) } else { who };
    let by = crate::fates::harm(&fate.by).map_or_else(|| Text::new(&fate.by, &fate.by), |by| Text::new(by.zh, by.en));
    let waited = |until: Option<Moment>| fate.struck().zip(until).and_then(|(from, until)| from.ms_until(until));
    let mut numbers: Vec<Figure> = vec![if fate.dead {
        figure("死亡", "dead", fate.people as f64, "")
    } else {
        figure("重伤", "seriously injured", fate.people as f64, "")
    }];
    let out = waited(fate.rescued).filter(|ms| *ms >= 0);
    numbers.extend(out.map(|ms| figure("受伤到救出", "from the injury to being brought out", seconds(ms), "s")));
    let there = waited(fate.delivered).filter(|ms| *ms >= 0);
    numbers.extend(there.map(|ms| figure("受伤到送达医院", "from the injury to a hospital", seconds(ms), "s")));
    let effect = match (out, there) {
        (_, Some(ms)) => {
            both!("受伤到送达医院 {time}", "{time} from the injury to a hospital", time = lasting(ms))
        }
        (Some(ms), None) => {
            both!("受伤到救出 {time}", "{time} from the injury to being brought out", time = lasting(ms))
        }
        (None, None) if fate.dead => Text::new("造成不可挽回的后果", "a harm that nothing makes good"),
        (None, None) => Text::new("记录中没有救出、送达医院", "never brought out nor delivered in this record"),
    };
    let moments = [fate.hurt, fate.died, fate.rescued, fate.delivered];
    Draft {
        what: who.clone(),
        fact: fact(fate, &who, &by),
        effect,
        cause: both!(
            "{by}；此前是否来得及撤离、处置，见证据事件",
            "{by}; whether there was time to leave or to act before, the events show",
            by = by
        ),
        basis: law(
            "《生产安全事故应急条例》第十七条：事发单位立即组织抢救遇险人员，防止危害扩大",
            "State Council Decree 708 art. 17: the unit rescues people and keeps the harm from spreading at once",
        ),
        organisation: None,
        category: Category::Plan,
        numbers,
        evidence: moments.into_iter().flatten().map(|moment| moment.event).collect(),
        measure: Some(Text::new(
            "复盘受伤前的撤离时机和救援、送医路径，修订预案中的撤离条件",
            "go over when people left before the harm and how they were reached; revise the conditions for leaving",
        )),
        weight: 3,
        cost: if fate.dead { Cost::Death } else { Cost::Injury },
    }
}

/// When somebody was hurt or died, by what, since the start of the drill.
fn fact(fate: &Fate, who: &Text, by: &Text) -> Text {
    let since = |moment: Option<Moment>| {
        moment.and_then(Moment::s).map_or_else(
            || Text::new("时刻不详", "at an unknown minute"),
            |s| both!("开始后 {time}", "{time} after the start", time = lasting_s(s)),
        )
    };
    match (fate.hurt, fate.died) {
        (Some(_), Some(_)) => both!(
            "{who}{hurt}受伤，{died}死亡（{by}）",
            "{who}: hurt {hurt}, died {died} ({by})",
            who = who.clone(),
            hurt = since(fate.hurt),
            died = since(fate.died),
            by = by.clone()
        ),
        (None, _) => both!(
            "{who}{died}死亡（{by}）",
            "{who}: died {died} ({by})",
            who = who.clone(),
            died = since(fate.died),
            by = by.clone()
        ),
        (Some(_), None) => both!(
            "{who}{hurt}重伤（{by}）",
            "{who}: seriously injured {hurt} ({by})",
            who = who.clone(),
            hurt = since(fate.hurt),
            by = by.clone()
        ),
    }
}

fn exposed(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let Some(exposed) = e.casualties.exposed.filter(|n| *n > 0) else { return Vec::new() };
    vec![Draft {
        what: Text::default(),
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
        measure: Some(Text::new(
            "配足空气呼吸器和可燃气检测仪，明确进入条件并检查",
            "provide own air and gas meters, and check the conditions for going in",
        )),
        weight: 2,
        cost: Cost::Injury,
    }]
}

fn nobody_hurt(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let c = &e.casualties;
    let sum = [c.slight, c.serious, c.dead].into_iter().sum::<Option<u64>>();
    let Some(release) = e.stamps.get("t0_release").filter(|_| sum == Some(0)) else { return Vec::new() };
    vec![Draft {
        what: Text::default(),
        fact: both!("伤亡 0 人，爆炸 {n} 次", "0 hurt, {n} explosions", n = e.explosions),
        effect: Text::new("人员安全目标实现", "the first aim, people safe, was met"),
        cause: Text::default(),
        basis: practice("演练目标（估计）", "the aim of the drill (judgement)"),
        organisation: None,
        category: Category::Plan,
        numbers: vec![figure("伤亡", "hurt or dead", 0.0, ""), figure("爆炸", "explosions", e.explosions as f64, "")],
        evidence: vec![release.event],
        measure: None,
        weight: 3,
        cost: Cost::None,
    }]
}

fn protected(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let c = &e.casualties;
    let (Some(0), Some(protected @ 1..)) = (c.exposed, c.protected) else { return Vec::new() };
    vec![Draft {
        what: Text::default(),
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
        measure: None,
        weight: 2,
        cost: Cost::None,
    }]
}
