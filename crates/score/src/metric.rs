//! What a metric is, in words: for `hazdrill list metrics` and `hazdrill explain`.

use hazdrill_model::{Lang, Source};

/// Words in both languages, fixed at compile time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// The words in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Words in both languages.
pub(crate) const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// One metric: what it is called, and exactly what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its key in the JSON of an evaluation.
    pub id: &'static str,
    /// Name.
    pub name: Words,
    /// How it is read from a record.
    pub definition: Words,
    /// Unit of its number.
    pub unit: &'static str,
    /// Law or standard behind it; `hazdrill` where the definition is our own.
    pub source: &'static str,
    /// The kinds of rows that give it in a timeline typed by hand; empty where no timeline tells it.
    pub rows: &'static [&'static str],
}

impl Metric {
    /// Whether its source was checked against the primary text.
    pub fn is_verified(&self) -> bool {
        Source(self.source.to_owned()).is_verified()
    }
}

/// The source of a definition of our own.
pub(crate) const OWN: &str = "hazdrill";

/// Metrics that are neither a stamp, a stage nor a count of persons.
const OTHERS: &[Metric] = &[
    Metric {
        id: "explosions",
        name: words("爆炸次数", "explosions"),
        definition: words(
            "记录中 explosion 事件的个数；着火（ignition）不计。",
            "Number of events of kind `explosion`; an ignition is none.",
        ),
        unit: "",
        source: OWN,
        rows: &["explosion"],
    },
    Metric {
        id: "score",
        name: words("总分", "score"),
        definition: words(
            "100 × 各时限指标得分的加权平均。在时限内得 1 分，超时后线性下降，到 zero_at（缺省为时限的两倍）为 0 分；法定时限只有守住与未守住。\
             终点事件从未发生得 0 分；起点从未发生或时刻未知的指标不计入。没有可计指标时为 null。等级：≥90 优，≥75 良，≥60 中，其余差。",
            "100 × weighted mean of the values of the targets. A target gives 1 up to its limit and falls linearly to 0 at \
             zero_at (twice the limit where it is not given); a legal limit is kept or broken. An end that never came \
             gives 0; a target whose start never came, or with an unknown minute, is not counted. Null where no target \
             counts. Grades: 90 excellent, 75 good, 60 fair, below poor.",
        ),
        unit: "",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "waits",
        name: words("最长等待", "longest waits"),
        definition: words(
            "记录中最长的十次等待。hands：步骤就绪到开始（等人手）；to_send：伸手通信到开口（拨号、占线、重拨、走近）；transmission：开口到对方听完。",
            "The ten longest waits. hands: from a step being ready to its start; to_send: from reaching for a channel to \
             the first word (dialling, busy, redialling, walking up); transmission: from the first word to the end of the \
             message at the receiver.",
        ),
        unit: "s",
        source: OWN,
        rows: &[],
    },
];

/// Every metric of this version, in the order of the JSON.
pub fn metrics() -> impl Iterator<Item = &'static Metric> {
    let stages = crate::stages::STAGES.iter().map(|stage| &stage.metric);
    let stamps = crate::stamps::STAMPS.iter().map(|stamp| &stamp.metric);
    stages.chain(stamps).chain(crate::casualties::COUNTS).chain(OTHERS)
}

/// The metric `id`, if there is one.
pub fn explain(id: &str) -> Option<&'static Metric> {
    metrics().find(|metric| metric.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_metric_has_its_own_id_and_words_in_both_languages() {
        let mut seen = BTreeSet::new();
        for metric in metrics() {
            assert!(seen.insert(metric.id), "`{}` stands twice", metric.id);
            for text in [metric.name.zh, metric.name.en, metric.definition.zh, metric.definition.en, metric.source] {
                assert!(!text.is_empty(), "`{}` lacks words", metric.id);
            }
            assert_eq!(explain(metric.id), Some(metric));
            assert!(metric.rows.iter().all(|kind| crate::timeline::KINDS.contains(kind)), "`{}`", metric.id);
        }
        assert_eq!(explain("t99_nothing"), None);
    }
}
