//! When a step is taken and how long it takes, in words: the conditions, durations and triggers of a scenario.

use crate::fact;
use crate::names::Names;
use crate::say::{duration, list, number, say};
use hazdrill_model::{Condition, Dist, FactRef, FactType, Lang, Truth, Value, When};
use hazdrill_units::SimTime;

/// A condition as the one who decides understands it: `获知泄漏地点，且尚未告知110`. `actor` is the one who decides.
pub fn condition(names: &Names<'_>, condition: &Condition, actor: &str) -> String {
    let told = |one: &Condition| self::condition(names, one, actor);
    let lang = names.lang();
    match condition {
        Condition::All(all) => {
            let and = match lang {
                Lang::Zh => "，且",
                Lang::En => " and ",
            };
            all.iter().map(|one| bracketed(lang, one, told(one))).collect::<Vec<_>>().join(and)
        }
        Condition::Any(any) => {
            let or = match lang {
                Lang::Zh => "，或",
                Lang::En => " or ",
            };
            any.iter().map(|one| bracketed(lang, one, told(one))).collect::<Vec<_>>().join(or)
        }
        Condition::Not(not) => match &**not {
            Condition::Done(step) => {
                let act = names.act_of(actor, step);
                say!(lang, "尚未完成“{act}”", "\"{act}\" is not done yet")
            }
            Condition::Knows(fact) => {
                let fact = known(names, fact);
                say!(lang, "尚未获知{fact}", "it is not known that: {fact}")
            }
            other => {
                let other = told(other);
                say!(lang, "并非：{other}", "not: {other}")
            }
        },
        Condition::Knows(fact) => {
            let fact = known(names, fact);
            say!(lang, "获知{fact}", "it is known: {fact}")
        }
        Condition::Believes { fact, is, above, below } => believes(names, fact, is.as_ref(), *above, *below),
        Condition::Done(step) => {
            let act = names.act_of(actor, step);
            say!(lang, "已完成“{act}”", "\"{act}\" is done")
        }
        Condition::Failed(step) => {
            let act = names.act_of(actor, step);
            say!(lang, "“{act}”未成", "\"{act}\" has failed")
        }
        Condition::Arrived(crew) => {
            let organisation = actor.split('/').next().unwrap_or("");
            let own = format!("{organisation}/{crew}");
            let crew = if names.is_crew(&own) { names.actor(&own) } else { fact::crew(names, crew) };
            say!(lang, "{crew}已到场", "{crew} has arrived")
        }
        Condition::Here(place) => {
            let place = names.place(place);
            say!(lang, "本人在{place}", "at {place} oneself")
        }
        Condition::Waited { time, since } => {
            let (time, since) = (duration(lang, time.ms()), told(since));
            say!(lang, "{since}满{time}", "{time} since {since}")
        }
    }
}

/// A condition inside another one.
fn bracketed(lang: Lang, condition: &Condition, text: String) -> String {
    match condition {
        Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => say!(lang, "（{text}）", "({text})"),
        _ => text,
    }
}

/// A fact as something to know: what is only so or not so is told whole.
fn known(names: &Names<'_>, fact: &FactRef) -> String {
    let own = || Some(names.scenario()?.fact(fact)?.1);
    let kind = hazdrill_model::fact::find(fact.key()).map(|def| def.value).or_else(own);
    if kind == Some(FactType::Flag) {
        fact::phrase(names, fact.as_str(), Some(&Value::Flag(true)))
    } else {
        fact::name(names, fact.as_str())
    }
}

fn believes(names: &Names<'_>, fact: &FactRef, is: Option<&Value>, above: Option<f64>, below: Option<f64>) -> String {
    let lang = names.lang();
    if let Some(value) = is {
        let what = fact::phrase(names, fact.as_str(), Some(value));
        return say!(lang, "认定{what}", "it is believed: {what}");
    }
    let name = fact::name(names, fact.as_str());
    let unit = hazdrill_model::fact::find(fact.key()).map_or("", |def| def.unit);
    let unit = fact::unit_words(lang, unit);
    let bounds = [above.map(|n| (n, say!(lang, "高于", "above"))), below.map(|n| (n, say!(lang, "低于", "below")))];
    let bounds = bounds.into_iter().flatten().map(|(n, word)| {
        let n = number(n);
        say!(lang, "{word}{n}{unit}", "{word} {n}{unit}")
    });
    let bounds = list(lang, bounds);
    say!(lang, "认定{name}{bounds}", "{name} is believed to be {bounds}")
}

/// A duration with its spread: `典型 3 分（1 分至 5 分）`.
pub fn dist(lang: Lang, dist: &Dist) -> String {
    let time = |d: hazdrill_units::SimDuration| duration(lang, d.ms());
    match dist {
        Dist::Fixed(d) => time(*d),
        Dist::Uniform { from, to } => {
            let (from, to) = (time(*from), time(*to));
            say!(lang, "{from}至{to}", "{from} to {to}")
        }
        Dist::Lognormal { median, .. } => {
            let median = time(*median);
            say!(lang, "中位 {median}", "median {median}")
        }
        Dist::Triangular { low, typical, high } => {
            let (low, typical, high) = (time(*low), time(*typical), time(*high));
            say!(lang, "{typical}（{low}至{high}）", "{typical} ({low} to {high})")
        }
    }
}

/// When drill control acts: `09时45分`, `爆炸后 15 分`.
pub fn when(names: &Names<'_>, when: &When) -> String {
    let lang = names.lang();
    match when {
        When::At(after) => {
            let clock = names.clock(Some((SimTime::ZERO + *after).ms()));
            let minute = clock.strip_suffix(":00").unwrap_or(&clock);
            match (lang, minute.split_once(':')) {
                (Lang::Zh, Some((h, min))) if !min.contains(':') => format!("{h}时{min}分"),
                _ => minute.to_owned(),
            }
        }
        When::After { event, by, wait } => {
            let event = hazdrill_record::happening::find(event).map_or_else(
                || event.clone(),
                |def| match lang {
                    Lang::Zh => def.zh.to_owned(),
                    Lang::En => def.en.to_owned(),
                },
            );
            let by = by.as_ref().map_or_else(String::new, |by| names.organisation(by));
            let event = say!(lang, "{by}{event}", "{by} {event}").trim().to_owned();
            if wait.ms() == 0 {
                return say!(lang, "{event}时", "at: {event}");
            }
            let wait = duration(lang, wait.ms());
            say!(lang, "{event}后{wait}", "{wait} after: {event}")
        }
        When::When(Truth::VapourAbove { room, percent }) => {
            let (room, percent) = (names.place(room), number(*percent));
            say!(lang, "{room}蒸气超过爆炸下限的{percent}%时", "vapour at {room} above {percent} % of LFL")
        }
        When::When(Truth::Burns(room)) => {
            let room = names.place(room);
            say!(lang, "{room}起火时", "{room} on fire")
        }
        When::When(Truth::Hurt(n)) => say!(lang, "伤亡达{n}人时", "{n} people hurt or dead"),
    }
}
