//! `hazdrill explain`: the long text of a diagnostic, a metric, a substance, a verb, a fact, a kind of event; a built-in
//! scenario or pack as it stands.

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::{rubrics, shipped};
use hazdrill_model::fact::{self, FACTS};
use hazdrill_model::fact::{FactSubject, Noticed};
use hazdrill_model::{FactDef, FactType, Lang};
use hazdrill_record::happening::{self, KINDS, KindDef};
use hazdrill_report::{verb, wrap};
use hazdrill_score::Metric;

/// Explains everything that is called `word`.
pub(crate) fn run(console: &mut Console, word: &str) -> Result<Outcome, Failure> {
    let lang = console.lang;
    let texts = explanations(lang, word);
    if texts.is_empty() {
        return Err(unknown(lang, word));
    }
    for (at, lines) in texts.into_iter().enumerate() {
        if at > 0 {
            console.line("")?;
        }
        console.lines(lines)?;
    }
    Ok(Outcome::Done)
}

/// A word may be a verb, a fact and a kind of event at once: `all_clear`.
fn explanations(lang: Lang, word: &str) -> Vec<Vec<String>> {
    let mut texts = Vec::new();
    if let Some(text) = shipped::diagnostic(lang, word) {
        texts.push(text);
    }
    texts.extend(hazdrill_score::explain(word).map(|m| metric(lang, m)));
    texts.extend(shipped::substances().into_iter().filter(|s| s.is(word)).map(|s| s.figures(lang)));
    texts.extend(
        verb::find(word).map(|v| entry(lang, "动作", "verb", v.word, v.name(lang), &[v.about(lang).to_owned()])),
    );
    texts.extend(fact::find(word).map(|f| fact_text(lang, f)));
    texts.extend(happening::find(word).map(|k| event(lang, k)));
    texts.extend(rubrics::explain(lang, word).map(|(head, lines)| headed(head, &lines)));
    texts.extend(shipped::text(word));
    texts
}

/// A heading and indented lines, wrapped.
fn entry(lang: Lang, zh: &str, en: &str, id: &str, name: &str, lines: &[String]) -> Vec<String> {
    let head = match lang {
        Lang::Zh => format!("{zh} {id}：{name}"),
        Lang::En => format!("{en} {id}: {name}"),
    };
    headed(head, lines)
}

fn headed(head: String, lines: &[String]) -> Vec<String> {
    let body = lines.iter().flat_map(|line| wrap(line, Console::width() - 2)).map(|line| format!("  {line}"));
    std::iter::once(head).chain(body).collect()
}

fn metric(lang: Lang, metric: &Metric) -> Vec<String> {
    let mut lines = vec![metric.definition.get(lang).to_owned()];
    if !metric.unit.is_empty() {
        let unit = metric.unit;
        lines.push(say!(lang, "单位：{unit}", "Unit: {unit}"));
    }
    let mark = if metric.is_verified() { "" } else { pick(lang, "【未核实】", "[unverified] ") };
    let source = metric.source.trim_start_matches("unverified").trim_start_matches([':', ' ']);
    lines.push(say!(lang, "依据：{mark}{source}", "Basis: {mark}{source}"));
    entry(lang, "指标", "metric", metric.id, metric.name.get(lang), &lines)
}

fn fact_text(lang: Lang, def: &FactDef) -> Vec<String> {
    let kind = match def.value {
        FactType::Flag => pick(lang, "是或否", "yes or no"),
        FactType::Number => pick(lang, "数", "a number"),
        FactType::Text => pick(lang, "名称", "a name"),
    };
    let unit = hazdrill_report::fact::unit_words(lang, def.unit);
    let unit = unit.trim_start();
    let unit = if unit.is_empty() { String::new() } else { say!(lang, "，单位 {unit}", ", in {unit}") };
    let subject = match def.subject {
        FactSubject::None => pick(lang, "整个事故", "the incident as a whole"),
        FactSubject::Place => pick(lang, "一个地点", "a place"),
        FactSubject::Crew => pick(lang, "一支队伍", "a crew"),
        FactSubject::Person => pick(lang, "一个人", "a person"),
        FactSubject::Road => pick(lang, "一条道路", "a road"),
    };
    let senses: Vec<&str> = def.noticed.iter().map(|n| noticed(lang, *n)).collect();
    let senses = senses.join(pick(lang, "、", ", "));
    let lines = [
        say!(lang, "取值：{kind}{unit}", "Value: {kind}{unit}"),
        say!(lang, "说的是：{subject}", "About: {subject}"),
        say!(lang, "不经别人告知而知道：{senses}", "Known without being told, by: {senses}"),
    ];
    entry(lang, "事项", "fact", def.key, def.name().get(lang), &lines)
}

fn noticed(lang: Lang, how: Noticed) -> &'static str {
    match how {
        Noticed::Smell => pick(lang, "闻到", "smell"),
        Noticed::Sight => pick(lang, "看到", "sight"),
        Noticed::Hearing => pick(lang, "听到", "hearing"),
        Noticed::Instrument => pick(lang, "仪表", "an instrument"),
        Noticed::Count => pick(lang, "清点", "a head count"),
        Noticed::OwnAct => pick(lang, "亲手做过或在场", "having done it or been there"),
        Noticed::Declared => pick(lang, "由本岗位宣布（declare）", "declaring it oneself (declare)"),
        Noticed::Works => pick(lang, "亲手完成作业（make）", "doing the work (make)"),
        Noticed::ToldOnly => pick(lang, "不可能，只能告知", "nothing, it can only be told"),
    }
}

fn event(lang: Lang, def: &KindDef) -> Vec<String> {
    let stamp = def.stamp;
    let lines = match stamp {
        "" => Vec::new(),
        _ => vec![say!(lang, "可给出时间节点 {stamp}", "Can give the stamp {stamp}")],
    };
    entry(lang, "事件", "event", def.kind, pick(lang, def.zh, def.en), &lines)
}

fn unknown(lang: Lang, word: &str) -> Failure {
    let known = hazdrill_score::metrics()
        .map(|m| m.id.to_owned())
        .chain(shipped::substances().into_iter().map(|s| s.id))
        .chain(verb::VERBS.iter().map(|v| v.word.to_owned()))
        .chain(FACTS.iter().map(|f| f.key.to_owned()))
        .chain(KINDS.iter().map(|k| k.kind.to_owned()))
        .chain(rubrics::names())
        .chain(shipped::diagnostic_codes());
    let mut text = say!(
        lang,
        "错误：没有叫“{word}”的代码、指标、物质、动作、事项、评估表或时限",
        "error: no code, metric, substance, verb, fact, rubric or clock is called `{word}`"
    );
    if let Some(near) = crate::near::nearest(word, known) {
        text += &say!(lang, "\n建议：是不是“{near}”？", "\nhelp: did you mean `{near}`?");
    }
    text += pick(lang, "\n建议：hazdrill list 列出全部名称。", "\nhelp: hazdrill list shows all names.");
    Failure::Input(text)
}
