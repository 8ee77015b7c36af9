//! Rules over clocks of law: duties with a time, and what a report has to carry.

use super::{Category, Cost, Draft, Rule, figure, rule};
use crate::clocks::{ClockOutcome, ClockState, ElementState, FormOutcome};
use crate::evaluation::Evaluation;
use crate::metric::words;
use crate::naming::{Naming, both, list};
use hazdrill_model::{TargetKind, Text};

/// So many duties kept, and none broken, are worth a word. Judgement, unverified.
const KEPT_LEAST: usize = 3;

pub(super) const RULES: &[Rule] = &[
    rule(
        "clock-broken",
        words("法定义务没有按规定履行", "duties of law not kept"),
        words("法定义务超时或未履行", "a duty of law was met late or never"),
        broken,
    ),
    rule(
        "report-incomplete",
        words("报告或文书要素不全", "reports that lack what they have to carry"),
        words("报告或文书缺少规定要素", "a report or document lacks what it has to carry"),
        incomplete,
    ),
    rule(
        "clocks-kept",
        words("法定义务按时履行", "the duties of law were kept"),
        words("至少 3 项法定义务按时履行，没有违反", "three or more duties of law were kept and none broken"),
        kept,
    ),
];

/// Who owed it: the organisation of the first who plays the role.
fn owner(clock: &ClockOutcome) -> Option<String> {
    clock.who.first().map(|who| crate::view::organisation_of(who).to_owned())
}

fn who(clock: &ClockOutcome, naming: Naming<'_>) -> Text {
    let names: Vec<Text> = clock.who.iter().map(|who| naming.actor(who)).collect();
    if names.is_empty() { Text::new("责任单位", "whoever owed it") } else { list(&names) }
}

/// What a duty that was met late held up, where its limit has a number.
fn late(clock: &ClockOutcome) -> Cost {
    match (clock.met, clock.took_s, clock.limit_s) {
        (Some(met), Some(took), Some(limit)) => Cost::Spent { event: met.event, s: took - limit },
        _ => Cost::None,
    }
}

fn broken(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let broken = e.clocks.iter().filter(|clock| matches!(clock.state, ClockState::Late | ClockState::Never));
    let of = |clock: &ClockOutcome| {
        let (name, who) = (clock.name.clone(), who(clock, naming));
        let limit = clock.limit_s.map_or_else(|| Text::new("立即", "at once"), |_| clock.against().limit_text());
        let fact = if let (ClockState::Late, Some(_)) = (clock.state, clock.took_s) {
            both!(
                "{who}“{name}”用时 {took}，规定 {limit}",
                "{who}: '{name}' took {took}; the limit is {limit}",
                who = who,
                name = name,
                took = clock.against().took_text(),
                limit = limit
            )
        } else {
            both!(
                "{who}“{name}”没有履行，规定{limit}",
                "{who}: '{name}' was never met; the limit is {limit}",
                who = who,
                name = name,
                limit = limit
            )
        };
        let mut numbers = vec![figure("超时或未履行", "late or never", 1.0, "")];
        numbers.extend(clock.limit_s.map(|limit| figure("规定时限", "limit", limit, "s")));
        numbers.extend(clock.took_s.map(|took| figure("实际", "actual", took, "s")));
        Draft {
            what: both!("{who}“{name}”", "{who}: '{name}'", who = who, name = name),
            fact,
            effect: Text::new(
                "不符合规定，后续单位得到信息或行动的时间推迟",
                "the rules were not kept, and those who depend on it heard or acted later",
            ),
            cause: Text::new(
                "责任岗位被占用、未获知，或不熟悉规定",
                "whoever owed it was busy, had not heard, or did not know the rule",
            ),
            basis: clock.source.clone(),
            organisation: owner(clock),
            category: Category::Mechanism,
            numbers,
            evidence: clock.evidence.clone(),
            measure: Some(Text::new(
                "列入岗位清单，指定专人计时提醒",
                "put it on the list of duties, and let somebody watch the time",
            )),
            weight: if clock.kind == TargetKind::Legal { 3 } else { 2 },
            cost: late(clock),
        }
    };
    broken.map(of).collect()
}

fn incomplete(e: &Evaluation, naming: Naming<'_>) -> Vec<Draft> {
    let forms = e.clocks.iter().filter_map(|clock| Some((clock, clock.contents.as_ref()?)));
    let of = |(clock, form): (&ClockOutcome, &FormOutcome)| {
        let lacking = form.elements.iter().filter(|part| part.state == ElementState::Missing && !part.optional);
        let lacking: Vec<Text> = lacking.map(|part| part.name.clone()).collect();
        let (name, who) = (clock.name.clone(), who(clock, naming));
        Draft {
            what: both!("{who}“{name}”", "{who}: '{name}'", who = who, name = name),
            fact: both!(
                "{who}“{name}”缺 {n} 项：{lacking}",
                "{who}: '{name}' lacks {n} part(s): {lacking}",
                who = who,
                name = name,
                n = lacking.len(),
                lacking = list(&lacking)
            ),
            effect: Text::new(
                "上级和有关单位判断依据不足，需要追问",
                "those above have to judge on less, or ask again",
            ),
            cause: Text::new(
                "没有使用报告模板，或没有写明“不详”",
                "no form was used, and what is unknown was not said to be so",
            ),
            basis: form.source.clone(),
            organisation: owner(clock),
            category: Category::Mechanism,
            numbers: vec![figure("缺项", "parts missing", lacking.len() as f64, "")],
            evidence: form.messages.iter().copied().chain(clock.evidence.iter().copied()).collect(),
            measure: Some(Text::new(
                "使用固定模板，不掌握的写明“不详”",
                "use a form, and say of what is not known that it is not",
            )),
            weight: if clock.kind == TargetKind::Legal { 3 } else { 2 },
            cost: Cost::None,
        }
    };
    forms.filter(|(_, form)| form.complete == Some(false)).map(of).collect()
}

fn kept(e: &Evaluation, _: Naming<'_>) -> Vec<Draft> {
    let legal = || e.clocks.iter().filter(|clock| clock.kind == TargetKind::Legal);
    let is_broken = |clock: &ClockOutcome| matches!(clock.state, ClockState::Late | ClockState::Never);
    let kept: Vec<&ClockOutcome> = legal().filter(|clock| clock.state == ClockState::Kept).collect();
    let Some(first) = kept.first().filter(|_| kept.len() >= KEPT_LEAST && !legal().any(is_broken)) else {
        return Vec::new();
    };
    vec![Draft {
        what: Text::default(),
        fact: both!("{n} 项法定义务按时履行，0 项违反", "{n} duties of law were kept and 0 broken", n = kept.len()),
        effect: Text::new("报告和处置合乎规定", "reports and handling are as the law asks"),
        cause: Text::default(),
        basis: first.source.clone(),
        organisation: None,
        category: Category::Mechanism,
        numbers: vec![figure("按时履行", "kept", kept.len() as f64, ""), figure("违反", "broken", 0.0, "")],
        evidence: kept.iter().flat_map(|clock| clock.evidence.iter().copied()).collect(),
        measure: None,
        weight: 3,
        cost: Cost::None,
    }]
}
