//! `hazdrill list`: what there is.

use crate::args::TOPICS;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use hazdrill_model::fact::FACTS;
use hazdrill_model::{Lang, Measure};
use hazdrill_record::happening::KINDS;
use hazdrill_report::{Align, Table, verb};

/// Lists one topic, or all with their number.
pub(crate) fn run(console: &mut Console, what: Option<&str>) -> Result<Outcome, Failure> {
    let lang = console.lang;
    match what {
        Some(topic) => {
            let rows = rows(lang, topic);
            console.lines(table(&rows))?;
        }
        None => {
            for topic in TOPICS {
                let rows = rows(lang, topic);
                let (n, title) = (rows.len(), title(lang, topic));
                console.line(&say!(lang, "{topic}：{title}，{n} 个", "{topic}: {title}, {n}"))?;
                let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
                let lines = hazdrill_report::wrap(&ids.join("  "), Console::width() - 2);
                console.lines(lines.iter().map(|line| format!("  {line}")))?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn title(lang: Lang, topic: &str) -> &'static str {
    match topic {
        "scenarios" => pick(lang, "内置场景", "built-in scenarios"),
        "packs" => pick(lang, "可共用的数据包", "packs that scenarios share"),
        "substances" => pick(lang, "物质", "substances"),
        "verbs" => pick(lang, "动作", "verbs"),
        "facts" => pick(lang, "事项", "facts"),
        "events" => pick(lang, "事件种类", "kinds of events"),
        "rubrics" => pick(lang, "内置评估表", "built-in rubrics"),
        "clocks" => pick(lang, "法定时限与义务", "clocks and duties of law"),
        "measures" => pick(lang, "评估表可用的计数", "counts that a rubric can ask for"),
        _ => pick(lang, "指标", "metrics"),
    }
}

fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.first().map_or(1, Vec::len);
    let mut table = Table::new(Console::width(), &vec![("", Align::Left); columns]);
    for row in rows {
        table.row(row.iter().cloned());
    }
    table.lines()
}

/// The rows of a topic, the id first.
fn rows(lang: Lang, topic: &str) -> Vec<Vec<String>> {
    let zh_en = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    match topic {
        "scenarios" => crate::shipped::scenarios(lang),
        "packs" => crate::shipped::packs(lang),
        "substances" => crate::shipped::substances().iter().map(|s| s.row(lang)).collect(),
        "verbs" => verb::VERBS.iter().map(|v| vec![v.word.to_owned(), v.name(lang).to_owned()]).collect(),
        "facts" => FACTS.iter().map(|f| vec![f.key.to_owned(), zh_en(f.zh, f.en), f.unit.to_owned()]).collect(),
        "events" => KINDS.iter().map(|k| vec![k.kind.to_owned(), zh_en(k.zh, k.en), k.stamp.to_owned()]).collect(),
        "rubrics" => crate::rubrics::list(lang),
        "clocks" => crate::rubrics::clocks(lang),
        "measures" => Measure::ALL.iter().map(|m| vec![m.word().to_owned(), m.name().get(lang).to_owned()]).collect(),
        _ => hazdrill_score::metrics().map(|m| vec![m.id.to_owned(), m.name.get(lang).to_owned()]).collect(),
    }
}
