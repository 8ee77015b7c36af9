//! Hand-offs, waits, injects and failures.

use super::{Column, Grid, Section};
use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{pick, say};
use crate::summary::{self, coordination};
use hazdrill_model::Lang;
use hazdrill_score::HandoffPair;

use Column::{Figures, Words};

/// As many failures of one sort are told one by one; the rest stands in the data.
const LAPSES: usize = 100;

/// From which organisation to which, how long, and the longest in its parts.
pub(super) fn handoffs(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let heads = match lang {
        Lang::Zh => {
            ["自", "至", "次数", "中位", "90%", "最长", "等发出", "传递", "等读取", "判断", "等人手", "最长一次"]
        }
        Lang::En => [
            "from",
            "to",
            "n",
            "median",
            "90 %",
            "longest",
            "to send",
            "telling",
            "to be read",
            "deciding",
            "hands",
            "the longest",
        ],
    };
    let mut columns = vec![Words, Words];
    columns.resize(11, Figures);
    columns.push(Words);
    let between = |pair: &HandoffPair| pair.from != pair.to && pair.total.n > 0;
    let mut pairs: Vec<(usize, &HandoffPair)> =
        source.evaluation.handoffs.iter().enumerate().filter(|(_, pair)| between(pair)).collect();
    pairs.sort_by(|(_, a), (_, b)| b.total.worst_s.unwrap_or(0.0).total_cmp(&a.total.worst_s.unwrap_or(0.0)));
    let row = |(at, pair): (usize, &HandoffPair)| {
        let time = |path: String, s: Option<f64>| {
            s.map_or_else(|| Rich::of("–"), |s| Rich::new().figure(Figure::time(lang, path, s)))
        };
        let total = |field: &str, s| time(format!("/handoffs/{at}/total/{field}"), s);
        let worst = pair.messages.iter().enumerate().find(|(_, m)| Some(m.started) == pair.total.worst);
        let part = |field: &str, s: fn(&hazdrill_score::Handoff) -> f64| {
            time(
                format!("/handoffs/{at}/messages/{}/{field}", worst.map_or(0, |(m, _)| m)),
                worst.map(|(_, message)| s(message)),
            )
        };
        vec![
            Rich::of(names.organisation(&pair.from)),
            Rich::of(names.organisation(&pair.to)),
            Rich::new().figure(Figure::count(format!("/handoffs/{at}/total/n"), pair.total.n)),
            total("median_s", pair.total.median_s),
            total("p90_s", pair.total.p90_s),
            total("worst_s", pair.total.worst_s),
            part("to_send_s", |m| m.to_send_s),
            part("transmission_s", |m| m.transmission_s),
            part("to_read_s", |m| m.to_read_s),
            part("deciding_s", |m| m.deciding_s),
            part("hands_s", |m| m.hands_s),
            worst.map_or_else(Rich::new, |(_, m)| Rich::new().events(&[m.heard, m.started])),
        ]
    };
    Section {
        id: "handoffs".to_owned(),
        title: pick(lang, "单位之间的交接", "Hand-offs between organisations").to_owned(),
        about: pick(
            lang,
            "一条通报从具备发出条件，到对方因它开始行动，用了多久；最长一次分五段列出。",
            "From a message being ready to be sent to the other side's beginning to act on it; the longest in five parts.",
        ).to_owned(),
        grid: Grid { heads: heads.into_iter().zip(columns).collect(), rows: pairs.into_iter().map(row).collect() },
    }
}

/// The longest waits.
pub(super) fn waits(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let heads = match lang {
        Lang::Zh => ["等了", "谁等什么", "类别", "证据"],
        Lang::En => ["how long", "who waited for what", "kind", "evidence"],
    };
    let rows = source.evaluation.waits.iter().enumerate().map(|(at, wait)| {
        vec![
            Rich::new().figure(Figure::time(lang, format!("/waits/{at}/s"), wait.s)),
            Rich::of(summary::waited(source.names, wait)),
            Rich::of(wait.kind.name().get(lang)),
            Rich::new().event(wait.event),
        ]
    });
    Section {
        id: "waits".to_owned(),
        title: pick(lang, "最长等待", "Longest waits").to_owned(),
        about: String::new(),
        grid: Grid { heads: heads.into_iter().zip([Figures, Words, Words, Words]).collect(), rows: rows.collect() },
    }
}

/// What came of each inject.
pub(super) fn injects(source: &Source<'_>) -> Section {
    let lang = source.lang();
    let heads = match lang {
        Lang::Zh => ["注入", "何时", "结果", "用时", "限时", "应有的行动", "证据"],
        Lang::En => ["inject", "when", "result", "took", "limit", "what should follow", "evidence"],
    };
    let rows = source.evaluation.injects.iter().enumerate().map(|(at, inject)| {
        let time = |field: &str, s: Option<f64>| {
            let figure = |s| Rich::new().figure(Figure::time(lang, format!("/injects/{at}/{field}"), s));
            s.map_or_else(|| Rich::of("–"), figure)
        };
        let expected = inject.expected.as_ref();
        let what = expected.and_then(|e| e.what.as_ref()).map_or("", |text| text.get(lang));
        let evidence: Vec<u64> = inject.event.into_iter().chain(inject.action).chain(inject.earlier).collect();
        vec![
            Rich::of(crate::verb::name(lang, &inject.verb)),
            match inject.event {
                Some(_) => Rich::of(source.names.clock(inject.s.map(crate::say::ms))),
                None => Rich::of("–"),
            },
            Rich::of(inject.state.name().get(lang)),
            time("took_s", inject.took_s),
            time("expected/within_s", expected.map(|e| e.within_s)),
            Rich::of(what),
            Rich::new().events(&evidence),
        ]
    });
    Section {
        id: "injects".to_owned(),
        title: pick(lang, "导调注入的应对", "Response to injects").to_owned(),
        about: String::new(),
        grid: Grid {
            heads: heads.into_iter().zip([Words, Figures, Words, Figures, Figures, Words, Words]).collect(),
            rows: rows.collect(),
        },
    }
}

/// What was forgotten, refused, commanded twice.
pub(super) fn failures(source: &Source<'_>) -> Section {
    let (lang, names) = (source.lang(), source.names);
    let heads = match lang {
        Lang::Zh => ["类别", "谁、什么", "证据"],
        Lang::En => ["sort", "who, what", "evidence"],
    };
    let mut rows = Vec::new();
    if let Some(failures) = &source.evaluation.failures {
        let sorts = [
            (pick(lang, "遗漏步骤", "step forgotten"), &failures.forgotten),
            (pick(lang, "指令被拒", "order refused"), &failures.refused),
        ];
        for (sort, lapses) in sorts {
            for lapse in lapses.iter().take(LAPSES) {
                let (who, what, why) = coordination::lapsed(names, lapse);
                let told = match why {
                    Some(why) => say!(lang, "{who} {what}（{why}）", "{who}: {what} ({why})"),
                    None => say!(lang, "{who} {what}", "{who}: {what}"),
                };
                rows.push(vec![Rich::of(sort), Rich::of(told), Rich::new().event(lapse.event)]);
            }
        }
        for double in failures.double_command.iter().take(LAPSES) {
            let crew = names.actor(&double.crew);
            let (first, second) = coordination::commanders(names, double);
            let what = say!(
                lang,
                "{crew} 手里有{first}的命令，又接到{second}的命令",
                "{crew} had an order of {first} in hand when {second} gave another"
            );
            let sort = pick(lang, "多头指挥", "commanded twice");
            rows.push(vec![Rich::of(sort), Rich::of(what), Rich::new().events(&[double.first, double.second])]);
        }
    }
    Section {
        id: "failures".to_owned(),
        title: pick(lang, "失误", "Failures").to_owned(),
        about: String::new(),
        grid: Grid { heads: heads.into_iter().zip([Words, Words, Words]).collect(), rows },
    }
}
