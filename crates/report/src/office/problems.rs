//! What was done well and what was not, each with its facts: read from targets, injects and failures. A statement that the
//! record does not carry is not made.

use super::case::{Case, Run};
use super::rows::{is_judged, reason};
use super::text::{events, ms, pick};
use crate::say::{duration, say};
use crate::story::Story;
use crate::summary::{lasted, source, took_ms};
use hazdrill_record::{EventId, Happening};
use hazdrill_score::{InjectState, Lapse, Part, PartState};
use std::collections::BTreeMap;

/// What has to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// The plan: what it says.
    Plan,
    /// How organisations work together.
    Mechanism,
    /// Teams and their strength.
    Teams,
    /// Equipment and communication.
    Equipment,
    /// What people can do.
    Training,
}

impl Field {
    pub(super) const ALL: [Self; 5] = [Self::Plan, Self::Mechanism, Self::Teams, Self::Equipment, Self::Training];

    pub(super) fn name(self, case: &Case<'_>) -> &'static str {
        let (zh, en) = match self {
            Self::Plan => ("应急预案", "Plan"),
            Self::Mechanism => ("协同机制", "Working together"),
            Self::Teams => ("应急队伍", "Teams"),
            Self::Equipment => ("装备通信", "Equipment and communication"),
            Self::Training => ("培训训练", "Training"),
        };
        pick(case.lang(), zh, en)
    }
}

/// A problem: fact, effect, cause, basis, and what is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    /// The fact in one clause.
    pub(super) fact: String,
    pub(super) effect: String,
    pub(super) cause: String,
    pub(super) basis: String,
    pub(super) field: Field,
    /// The organisation that has to mend it; none where the record does not tell.
    pub(super) unit: Option<String>,
    pub(super) measure: String,
    /// When it counts as mended.
    pub(super) check: String,
}

/// The problems, those that cost most first.
pub(super) fn problems(case: &Case<'_>, run: &Run<'_>) -> Vec<Problem> {
    let mut all = late(case, run);
    all.extend(unanswered(case, run));
    all.extend(double_command(case, run));
    all.extend(forgotten(case, run));
    all.extend(refused(case, run));
    all.extend(garbled(case, run));
    all
}

/// What was done well: the targets that were kept, the weightiest and the widest margin first; injects answered in time.
pub(super) fn merits(case: &Case<'_>, run: &Run<'_>) -> Vec<String> {
    let lang = case.lang();
    let margin = |part: &Part| part.actual.map_or(0.0, |s| if part.target > 0.0 { 1.0 - s / part.target } else { 0.0 });
    let mut kept: Vec<&Part> = run.evaluation.score.parts.iter().filter(|p| p.state == PartState::Kept).collect();
    kept.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(margin(b).total_cmp(&margin(a))));
    let told = kept.into_iter().filter_map(|part| {
        let took = took_ms(run.evaluation, &part.from, &part.to, part.actual?);
        let (name, took) = (part.name.get(lang), lasted(lang, took));
        let (limit, events) = (duration(lang, ms(part.target)), events(lang, &part.evidence));
        Some(say!(
            lang,
            "“{name}”用时{took}，时限{limit}，达标（{events}）。",
            "\"{name}\" took {took}, limit {limit}: kept ({events})."
        ))
    });
    let answered = run.evaluation.injects.iter().filter(|o| o.state == InjectState::Came).filter_map(|o| {
        let expected = o.expected.as_ref()?;
        let (by, what) = (case.names.organisation(&expected.by), expected.what.as_ref()?.get(lang));
        let (took, event, action) = (duration(lang, ms(o.took_s?)), o.event?, o.action?);
        Some(say!(
            lang,
            "导调注入（#{event}）后{took}，{by}按预期行动：{what}（#{action}）。",
            "{took} after the inject (#{event}) {by} acted as expected: {what} (#{action})."
        ))
    });
    told.chain(answered).collect()
}

/// Targets missed, by what they cost.
pub(super) fn missed<'a>(run: &Run<'a>) -> Vec<&'a Part> {
    let lost = |part: &Part| part.weight * (1.0 - part.value.unwrap_or(1.0));
    let late = |part: &&Part| is_judged(part) && part.state != PartState::Kept;
    let mut parts: Vec<&Part> = run.evaluation.score.parts.iter().filter(late).collect();
    parts.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
    parts
}

fn late(case: &Case<'_>, run: &Run<'_>) -> Vec<Problem> {
    let lang = case.lang();
    let problem = |part: &Part| {
        let (name, limit) = (part.name.get(lang), duration(lang, ms(part.target)));
        let evidence = events(lang, &part.evidence);
        let fact = match part.actual.map(|s| took_ms(run.evaluation, &part.from, &part.to, s)) {
            Some(took) => {
                let (over, took) = (duration(lang, took.saturating_sub(ms(part.target))), lasted(lang, took));
                say!(
                    lang,
                    "“{name}”用时{took}，时限{limit}，超时{over}（{evidence}）",
                    "\"{name}\" took {took}, limit {limit}, {over} over it ({evidence})"
                )
            }
            None => say!(
                lang,
                "“{name}”自起算（{evidence}）至记录结束未发生，时限{limit}",
                "\"{name}\" never came after its clock had started ({evidence}), limit {limit}"
            ),
        };
        let share = (part.value.unwrap_or(0.0) * 100.0).floor();
        let weight = crate::say::number(part.weight);
        Problem {
            fact,
            effect: say!(
                lang,
                "该指标得{share}%（权重{weight}）；对后果的影响须由多次推演比较得出，单次记录不能断定",
                "the target is worth {share} % (weight {weight}); what it did to the outcome takes many runs to tell, one record cannot"
            ),
            cause: slowest_link(case, run, part),
            basis: source(lang, &part.source, part.verified),
            field: Field::Training,
            unit: unit_of(case, run, part),
            measure: say!(
                lang,
                "分段核定“{name}”各环节用时，修订处置程序，开展针对性训练",
                "time each part of \"{name}\", mend the procedure, train it"
            ),
            check: say!(lang, "复训或下次演练用时不超过{limit}", "no more than {limit} in the next training or drill"),
        }
    };
    missed(run).into_iter().map(problem).collect()
}

/// The organisation whose stamp stops the clock, or whose actor did it.
fn unit_of(case: &Case<'_>, run: &Run<'_>, part: &Part) -> Option<String> {
    let named = part.to.split_once('.').map(|(_, organisation)| organisation);
    let event = part.evidence.get(1).and_then(|seq| find(run, *seq));
    let of_event = event.and_then(|event| event.organisation());
    named.or(of_event).map(|organisation| case.names.organisation(organisation))
}

fn find<'a>(run: &Run<'a>, seq: EventId) -> Option<&'a hazdrill_record::Event> {
    run.events.get(usize::try_from(seq.checked_sub(1)?).ok()?)
}

/// On the chain of causes that ends the target: the longest single step after its clock had started.
fn slowest_link(case: &Case<'_>, run: &Run<'_>, part: &Part) -> String {
    let lang = case.lang();
    let unknown = || {
        pick(lang, "记录未显示，由评估人员核实", "the record does not show it; evaluators have to find out").to_owned()
    };
    let [from, to] = part.evidence.as_slice() else { return unknown() };
    let (Some(from), Some(to)) = (find(run, *from), find(run, *to)) else { return unknown() };
    let story = Story::new(case.names, run.events);
    let chain = story.chain(to);
    let begun = from.t_ms.unwrap_or(i64::MIN);
    let gaps = chain.windows(2).filter_map(|pair| {
        let [before, after] = pair else { return None };
        let since = before.t_ms?.max(begun);
        Some((after.t_ms?.saturating_sub(since), *before, *after))
    });
    // Of equals the first.
    let longest = gaps.fold(None, |best: Option<(i64, _, _)>, gap| match best {
        Some(best) if best.0 >= gap.0 => Some(best),
        _ => Some(gap),
    });
    let Some((gap, before, after)) = longest.filter(|(gap, ..)| *gap >= 1000) else { return unknown() };
    let (gap, sentence, a, b) = (duration(lang, gap), story.sentence(after), before.seq, after.seq);
    say!(
        lang,
        "起因链上最长的一段用时{gap}（#{a}至#{b}）：{sentence}",
        "the longest link of its chain of causes took {gap} (#{a} to #{b}): {sentence}"
    )
}

/// Injects that brought no action, or a late one.
fn unanswered(case: &Case<'_>, run: &Run<'_>) -> Vec<Problem> {
    let lang = case.lang();
    let missed = run.evaluation.injects.iter().filter(|o| matches!(o.state, InjectState::Late | InjectState::Never));
    missed
        .filter_map(|outcome| {
            let (expected, event) = (outcome.expected.as_ref()?, outcome.event?);
            let by = case.names.organisation(&expected.by);
            let what = expected.what.as_ref().map_or_else(String::new, |what| what.get(lang).to_owned());
            let within = duration(lang, ms(expected.within_s));
            let fact = match (outcome.action, outcome.took_s) {
                (Some(action), Some(took)) => {
                    let took = duration(lang, ms(took));
                    say!(
                        lang,
                        "导调注入（#{event}）后，{by}经{took}才行动（#{action}），要求{within}内",
                        "after the inject (#{event}) {by} acted only after {took} (#{action}); within {within} was expected"
                    )
                }
                _ => say!(
                    lang,
                    "导调注入（#{event}）后，未见{by}采取预期行动，要求{within}内",
                    "after the inject (#{event}) {by} did not act as expected within {within}"
                ),
            };
            Some(Problem {
                fact,
                effect: say!(lang, "预期行动为：{what}", "expected was: {what}"),
                cause: pick(lang, "记录未显示，由评估人员核实", "the record does not show it; evaluators have to find out")
                    .to_owned(),
                basis: pick(lang, "本次演练情景", "the scenario of this drill").to_owned(),
                field: Field::Plan,
                unit: Some(by.clone()),
                measure: say!(
                    lang,
                    "在{by}的预案和处置卡中补充该类情况的应对",
                    "put what to do in such a case into the plan and the cards of {by}"
                ),
                check: say!(lang, "再次注入时{within}内行动", "acts within {within} when it is put in again"),
            })
        })
        .collect()
}

fn double_command(case: &Case<'_>, run: &Run<'_>) -> Option<Problem> {
    let lang = case.lang();
    let all = &run.evaluation.failures.as_ref()?.double_command;
    let first = all.first()?;
    let n = all.len();
    let seconds: Vec<EventId> = all.iter().map(|one| one.second).collect();
    let names = case.names;
    let (crew, a, b) = (names.actor(&first.crew), names.actor(&first.first_by), names.actor(&first.second_by));
    let evidence = events(lang, &seconds);
    Some(Problem {
        fact: say!(
            lang,
            "多头指挥{n}次（{evidence}），首次为{crew}同时受{a}、{b}指挥",
            "crews were commanded by two at once, {n} times ({evidence}); first {crew}, by {a} and {b}"
        ),
        effect: say!(
            lang,
            "队伍在前一任务未完成时接到另一人的命令",
            "the crew got the order of another before the first task was done"
        ),
        cause: pick(lang, "记录未显示，由评估人员核实", "the record does not show it; evaluators have to find out")
            .to_owned(),
        basis: pick(
            lang,
            "《生产安全事故应急条例》第二十、二十一条：现场指挥部统一指挥",
            "Regulation on emergency response to work accidents, art. 20 and 21: one command",
        )
        .to_owned(),
        field: Field::Mechanism,
        unit: None,
        measure: pick(
            lang,
            "明确指挥权移交口令和时点，移交后原指挥员不再直接下令",
            "fix by which words and when command passes; after that the former commander gives no orders of his own",
        )
        .to_owned(),
        check: pick(lang, "下次演练不再出现", "none in the next drill").to_owned(),
    })
}

fn by_actor<'a>(lapses: &'a [Lapse]) -> BTreeMap<&'a str, Vec<&'a Lapse>> {
    let mut map: BTreeMap<&str, Vec<&Lapse>> = BTreeMap::new();
    for lapse in lapses {
        let who = lapse.actor.as_deref().unwrap_or("");
        map.entry(who.split('/').next().unwrap_or(who)).or_default().push(lapse);
    }
    map
}

fn forgotten(case: &Case<'_>, run: &Run<'_>) -> Vec<Problem> {
    let (names, lang) = (case.names, case.lang());
    let Some(failures) = &run.evaluation.failures else { return Vec::new() };
    let problem = |(organisation, lapses): (&str, Vec<&Lapse>)| {
        let unit = names.organisation(organisation);
        let told = lapses.iter().take(3).map(|lapse| {
            let actor = lapse.actor.as_deref().unwrap_or("");
            let step = lapse.what.rsplit('/').next().unwrap_or(&lapse.what);
            let (who, act, n) = (names.actor(actor), names.act_of(actor, step), lapse.event);
            say!(lang, "{who}“{act}”（#{n}）", "{who}: {act} (#{n})")
        });
        let told = told.collect::<Vec<_>>().join(pick(lang, "、", "; "));
        let n = lapses.len();
        let more = if n > 3 { pick(lang, "等", " and more") } else { "" };
        Problem {
            fact: say!(lang, "{unit}遗漏步骤{n}项：{told}{more}", "{unit} forgot {n} steps: {told}{more}"),
            effect: pick(lang, "该步骤未执行", "the step was not done at its time").to_owned(),
            cause: pick(
                lang,
                "情景按概率设定的遗忘，反映操作不熟练的可能",
                "forgetting with the probability that the scenario sets: practice that may be missing",
            )
            .to_owned(),
            basis: pick(lang, "参演单位处置程序（情景所列）", "the organisation's procedure as the scenario has it")
                .to_owned(),
            field: Field::Training,
            unit: Some(unit.clone()),
            measure: say!(
                lang,
                "{unit}将上述步骤列入处置卡并复训",
                "{unit} puts these steps on its cards and trains them"
            ),
            check: pick(lang, "复训中逐项无遗漏", "nothing forgotten in the next training").to_owned(),
        }
    };
    by_actor(&failures.forgotten).into_iter().map(problem).collect()
}

fn refused(case: &Case<'_>, run: &Run<'_>) -> Vec<Problem> {
    let (names, lang) = (case.names, case.lang());
    let Some(failures) = &run.evaluation.failures else { return Vec::new() };
    let mut by_reason: BTreeMap<&str, Vec<&Lapse>> = BTreeMap::new();
    for lapse in &failures.refused {
        by_reason.entry(lapse.reason.as_deref().unwrap_or("")).or_default().push(lapse);
    }
    let problem = |(why, lapses): (&str, Vec<&Lapse>)| {
        let (n, seqs) = (lapses.len(), lapses.iter().map(|lapse| lapse.event).collect::<Vec<_>>());
        let evidence = events(lang, &seqs);
        let first = lapses.first().map_or_else(String::new, |lapse| {
            let who = names.actor(lapse.actor.as_deref().unwrap_or(""));
            let act = crate::verb::name(lang, &lapse.what);
            say!(lang, "首次为{who}“{act}”", "first {who}: {act}")
        });
        let why = reason(case, Some(why));
        let unit = lapses.first().and_then(|lapse| lapse.actor.as_deref()).and_then(|actor| actor.split('/').next());
        Problem {
            fact: say!(
                lang,
                "指令无法执行{n}次（{evidence}），原因：{why}；{first}",
                "orders could not be carried out, {n} times ({evidence}), since: {why}; {first}"
            ),
            effect: pick(lang, "任务当时没有开始", "the task did not begin then").to_owned(),
            cause: why,
            basis: pick(lang, "演练记录", "the record").to_owned(),
            field: Field::Teams,
            unit: unit.map(|unit| names.organisation(unit)),
            measure: pick(
                lang,
                "下达任务前核实队伍位置、能力和现场条件",
                "before an order make sure where the crew is, what it can do and what the scene allows",
            )
            .to_owned(),
            check: pick(lang, "下次演练不再出现同类情况", "none of this sort in the next drill").to_owned(),
        }
    };
    by_reason.into_iter().map(problem).collect()
}

/// Messages that were lost or misheard.
fn garbled(case: &Case<'_>, run: &Run<'_>) -> Option<Problem> {
    let lang = case.lang();
    let of =
        |is: fn(&Happening) -> bool| run.events.iter().filter(|e| is(&e.what)).map(|e| e.seq).collect::<Vec<EventId>>();
    let lost = of(|what| matches!(what, Happening::Lost(_)));
    let misheard = of(|what| matches!(what, Happening::Misheard(_)));
    if lost.is_empty() && misheard.is_empty() {
        return None;
    }
    let (a, b) = (super::rows::counted(case, &lost), super::rows::counted(case, &misheard));
    Some(Problem {
        fact: say!(lang, "通报未被收到{a}次，误听{b}次", "messages not received: {a}; misheard: {b}"),
        effect: pick(
            lang,
            "接收方当时不掌握或误解有关情况",
            "the receiver did not know, or took it wrong, until it was told again",
        )
        .to_owned(),
        cause: pick(lang, "没有复诵确认，或通信条件不足", "nothing was read back, or the channel was poor").to_owned(),
        basis: pick(lang, "演练记录", "the record").to_owned(),
        field: Field::Equipment,
        unit: None,
        measure: pick(
            lang,
            "重要信息一律复诵确认，明确备用通信方式",
            "read back what matters; fix a second means of communication",
        )
        .to_owned(),
        check: pick(lang, "下次演练抽查重要通报均有复诵", "in the next drill what matters is read back").to_owned(),
    })
}
