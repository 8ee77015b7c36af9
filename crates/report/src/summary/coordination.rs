//! Coordination as tables: hand-offs between organisations, the response to injects, failures.

use super::{ms, pick};
use crate::names::Names;
use crate::say::{duration, say};
use crate::table::{Align, Table};
use crate::{verb, word};
use hazdrill_model::Lang;
use hazdrill_score::{DoubleCommand, Evaluation, HandoffPair, InjectOutcome, Lapse, NeverTold};

/// How many pairs of organisations are shown.
const PAIRS: usize = 12;
/// How many failures of one sort are told one by one.
const TOLD: usize = 5;

/// Hand-offs from one organisation to another, those with the longest first. Those within one stay in the JSON.
pub(super) fn handoffs(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let between = |pair: &&HandoffPair| pair.from != pair.to && pair.total.n > 0;
    let mut pairs: Vec<&HandoffPair> = evaluation.handoffs.iter().filter(between).collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    pairs.sort_by(|a, b| b.total.worst_s.unwrap_or(0.0).total_cmp(&a.total.worst_s.unwrap_or(0.0)));
    let heads = match lang {
        Lang::Zh => ["自 → 至", "次数", "中位", "90%", "最长", "最长一次的构成"],
        Lang::En => ["from -> to", "n", "median", "90 %", "longest", "the longest in parts"],
    };
    let aligns = [Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left];
    let heads: Vec<(&str, Align)> = heads.into_iter().zip(aligns).collect();
    let mut table = Table::new(width, &heads);
    for pair in pairs.into_iter().take(PAIRS) {
        let time = |s: Option<f64>| s.map_or_else(|| "-".to_owned(), |s| duration(lang, ms(s)));
        let (from, to) = (names.organisation(&pair.from), names.organisation(&pair.to));
        table.row([
            say!(lang, "{from} → {to}", "{from} -> {to}"),
            pair.total.n.to_string(),
            time(pair.total.median_s),
            time(pair.total.p90_s),
            time(pair.total.worst_s),
            parts(lang, pair),
        ]);
    }
    table.lines()
}

/// The parts of the longest hand-off of a pair that took any time.
fn parts(lang: Lang, pair: &HandoffPair) -> String {
    let Some(worst) = pair.messages.iter().find(|m| Some(m.started) == pair.total.worst) else { return String::new() };
    let parts = [
        (pick(lang, "等发出", "to send"), worst.to_send_s),
        (pick(lang, "传递", "transmission"), worst.transmission_s),
        (pick(lang, "等读取", "to be read"), worst.to_read_s),
        (pick(lang, "决策", "deciding"), worst.deciding_s),
        (pick(lang, "等人手", "hands"), worst.hands_s),
    ];
    let told = parts.into_iter().filter(|(_, s)| ms(*s) >= 500);
    let told = crate::say::list(lang, told.map(|(name, s)| format!("{name} {}", duration(lang, ms(s)))));
    let (heard, started) = (worst.heard, worst.started);
    say!(lang, "{told}（#{heard} 至 #{started}）", "{told} (#{heard} to #{started})")
}

/// What came of each inject.
pub(super) fn injects(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let mut table = Table::new(width, &[("", Align::Left), ("", Align::Left), ("", Align::Left)]);
    for inject in &evaluation.injects {
        let clock = match inject.event {
            Some(event) => format!("{} #{event}", names.clock(inject.s.map(ms))),
            None => "-".to_owned(),
        };
        table.row([clock, inject.state.name().get(lang).to_owned(), response(names, inject)]);
    }
    table.lines()
}

fn response(names: &Names<'_>, inject: &InjectOutcome) -> String {
    let lang = names.lang();
    let known = names.scenario().and_then(|scenario| scenario.injects.get(inject.id.as_str()));
    let act = known.map_or_else(|| verb::name(lang, &inject.verb), |known| verb::phrase(names, &known.act, None));
    let Some(expected) = &inject.expected else { return act };
    let (by, what) = (names.organisation(&expected.by), expected.what.as_ref().map_or("", |what| what.get(lang)));
    let within = duration(lang, ms(expected.within_s));
    let mut text =
        say!(lang, "{act}；{by}应在 {within}内做到“{what}”", "{act}; expected of {by} within {within}: {what}");
    if let (Some(action), Some(took)) = (inject.action, inject.took_s) {
        let took = duration(lang, ms(took));
        text += &say!(lang, "；{took}后已行动（#{action}）", "; acted after {took} (#{action})");
    }
    if let (None, Some(earlier)) = (inject.action, inject.earlier) {
        text += &say!(lang, "；注入前已做过（#{earlier}）", "; had done it before (#{earlier})");
    }
    text
}

/// Steps forgotten, orders refused, crews commanded by two at once, people never reached: how many, and the first of them.
pub(super) fn failures(names: &Names<'_>, evaluation: &Evaluation, width: usize) -> Vec<String> {
    let lang = names.lang();
    let Some(failures) = &evaluation.failures else { return Vec::new() };
    let mut table = Table::new(width, &[("", Align::Left), ("", Align::Right), ("", Align::Left)]);
    let mut row = |name: &str, n: usize, told: Vec<String>| {
        let mut told = told.join(pick(lang, "；", "; "));
        if n > TOLD {
            let more = n - TOLD;
            told += &say!(lang, "；另 {more} 次", "; {more} more");
        }
        table.row([name.to_owned(), n.to_string(), told]);
    };
    let first = |lapses: &[Lapse]| lapses.iter().take(TOLD).map(|one| lapse(names, one)).collect();
    row(pick(lang, "遗漏步骤", "steps forgotten"), failures.forgotten.len(), first(&failures.forgotten));
    row(pick(lang, "指令被拒", "orders refused"), failures.refused.len(), first(&failures.refused));
    let double = failures.double_command.iter().take(TOLD).map(|one| doubled(names, one)).collect();
    row(pick(lang, "多头指挥", "commanded twice"), failures.double_command.len(), double);
    let missed = failures.never_told.iter().take(TOLD).map(|one| missed(names, one)).collect();
    row(pick(lang, "始终未通知到", "never told"), failures.never_told.len(), missed);
    table.lines()
}

fn lapse(names: &Names<'_>, lapse: &Lapse) -> String {
    let (lang, event) = (names.lang(), lapse.event);
    let (who, what, why) = lapsed(names, lapse);
    match why {
        Some(why) => say!(lang, "{who} {what}（{why}，#{event}）", "{who}: {what} ({why}, #{event})"),
        None => say!(lang, "{who} {what}（#{event}）", "{who}: {what} (#{event})"),
    }
}

/// Who, what they forgot or were refused, and why.
pub(crate) fn lapsed(names: &Names<'_>, lapse: &Lapse) -> (String, String, Option<String>) {
    let lang = names.lang();
    let who = lapse.actor.as_deref().map_or_else(String::new, |actor| names.actor(actor));
    let (procedure, step) = lapse.what.split_once('/').unwrap_or(("", &lapse.what));
    let what = match names.step(lapse.actor.as_deref(), procedure, step) {
        Some(step) => verb::brief(names, &step.act, lapse.actor.as_deref()),
        None => verb::name(lang, step),
    };
    (who, what, lapse.reason.as_deref().map(|reason| word::reason(lang, reason)))
}

fn missed(names: &Names<'_>, one: &NeverTold) -> String {
    let (by, to, tries, event) = (names.actor(&one.by), names.actor(&one.to), one.tries, one.event);
    say!(names.lang(), "{by}呼叫{to} {tries} 次未通（#{event}）", "{by} called {to} in vain (tries: {tries}, #{event})")
}

/// The two who ordered, with their organisations where these are two.
pub(crate) fn commanders(names: &Names<'_>, one: &DoubleCommand) -> (String, String) {
    let (by, other) = (names.actor(&one.first_by), names.actor(&one.second_by));
    let Some((first, second)) = one.across() else { return (by, other) };
    let whole = |organisation: &str, who: String| {
        let organisation = names.organisation(organisation);
        // A name that stands in both carries its organisation already.
        if who.contains(&organisation) {
            who
        } else {
            say!(names.lang(), "{organisation}{who}", "{who} of {organisation}")
        }
    };
    (whole(first, by), whole(second, other))
}

fn doubled(names: &Names<'_>, one: &DoubleCommand) -> String {
    let crew = names.actor(&one.crew);
    let (by, other) = commanders(names, one);
    let (first, second) = (one.first, one.second);
    say!(
        names.lang(),
        "{crew}：{by}（#{first}）、{other}（#{second}）",
        "{crew}: {by} (#{first}) and {other} (#{second})"
    )
}
