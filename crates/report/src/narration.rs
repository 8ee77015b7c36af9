//! A text that a presenter reads to the observers, paced by the clock of the drill: for each stretch of time what is said,
//! and how long saying it takes.

use crate::document::{Kind, Source, Write};
use crate::milestones::milestones;
use crate::say::ms;
use crate::say::{duration, pick, put, say};
use hazdrill_model::Lang;

/// `narration.md`.
pub(crate) const KIND: Kind = Kind {
    id: "narration",
    about: ("观摩解说词", "a text to be read to the observers"),
    of_timeline: false,
    write: Write::One("narration.md", |source| text(source).into_bytes()),
};

/// A stretch of time with what is said in it.
pub(crate) struct Passage {
    /// The stage that begins with it; none where the one before goes on.
    pub(crate) stage: Option<String>,
    /// When it is read.
    pub(crate) clock: String,
    /// The same, milliseconds since the start.
    pub(crate) t_ms: i64,
    /// What is said.
    pub(crate) lines: Vec<String>,
    /// How long it takes to read, seconds.
    pub(crate) reads_s: u64,
}

/// Lines that a presenter has breath for in one drill.
const LINES: usize = 48;
/// Lines that come within this time are read together.
const TOGETHER_MS: i64 = 120_000;
/// Chinese characters and English words that a presenter reads in a minute. unverified: practice of broadcasting, 200 to
/// 300 characters and 120 to 150 words a minute.
const HANZI_PER_MIN: u64 = 240;
const WORDS_PER_MIN: u64 = 130;

/// The passages of a drill, in the order of time.
pub(crate) fn passages(source: &Source<'_>) -> Vec<Passage> {
    let lang = source.lang();
    let mut stages: Vec<(i64, String)> = source
        .evaluation
        .stages
        .iter()
        .filter_map(|stage| {
            let name = hazdrill_score::explain(stage.id).map_or(stage.id, |metric| metric.name.get(lang));
            Some((ms(stage.entered_at_s?), name.to_owned()))
        })
        .collect();
    stages.reverse();
    let mut passages: Vec<Passage> = Vec::new();
    for (t_ms, line) in told(source) {
        let mut stage = None;
        while stages.last().is_some_and(|(at, _)| *at <= t_ms) {
            stage = stages.pop().map(|(_, name)| name);
        }
        match passages.last_mut() {
            Some(open) if stage.is_none() && t_ms - open.t_ms < TOGETHER_MS => open.lines.push(line),
            _ => {
                let clock = source.names.clock(Some(t_ms));
                passages.push(Passage { stage, clock, t_ms, lines: vec![line], reads_s: 0 });
            }
        }
    }
    for passage in &mut passages {
        passage.reads_s = passage.lines.iter().map(|line| reads_s(lang, line)).sum();
    }
    passages
}

/// The milestones, each with its time and without its clock: the presenter reads at that time.
fn told(source: &Source<'_>) -> Vec<(i64, String)> {
    milestones(source, LINES).into_iter().map(|line| (line.t_ms, line.sentence)).collect()
}

fn reads_s(lang: Lang, line: &str) -> u64 {
    let (n, per_min) = match lang {
        Lang::Zh => (line.chars().filter(|c| c.is_alphanumeric()).count(), HANZI_PER_MIN),
        Lang::En => (line.split_whitespace().count(), WORDS_PER_MIN),
    };
    (n as u64 * 60).div_ceil(per_min)
}

fn text(source: &Source<'_>) -> String {
    let lang = source.lang();
    let (mark, title) = (source.names.mark(), source.title());
    let mut out = say!(lang, "# {mark}{title}解说词\n", "# {mark} {title}: narration\n");
    out += pick(
        lang,
        "\n按演练时钟朗读；方括号里是读完所需的时间。全部内容出自演练记录，均属演练。\n",
        "\nRead by the clock of the drill; in brackets, how long it takes to read. All of it comes from the record of an exercise.\n",
    );
    for passage in passages(source) {
        if let Some(stage) = &passage.stage {
            put!(out, "\n## {stage}\n");
        }
        let (clock, time) = (&passage.clock, duration(lang, passage.reads_s as i64 * 1000));
        out += &say!(lang, "\n**{clock}** [{time}]\n\n", "\n**{clock}** [{time}]\n\n");
        for line in &passage.lines {
            put!(out, "{}{}\n", line.replace(['*', '_', '<', '>'], " "), pick(lang, "。", "."));
        }
    }
    out
}
