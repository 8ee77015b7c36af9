//! What a metric is, in words: for `hazdrill list metrics` and `hazdrill explain`.

mod coordination;

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
             终点事件从未发生得 0 分；起点从未发生、时刻未知，或无事可做（无人伤亡则不计救出，无人受伤则不计检伤、送医，未起火则不计灭火）的指标不计入。没有可计指标时为 null。等级：≥90 优，≥75 良，≥60 中，其余差。",
            "100 × weighted mean of the values of the targets. A target gives 1 up to its limit and falls linearly to 0 at \
             zero_at (twice the limit where it is not given); a legal limit is kept or broken. An end that never came \
             gives 0; a target whose start never came, with an unknown minute, or for which there was nothing to do \
             (nobody to bring out, to sort or to deliver; no fire) is not counted. Null where no target counts. Grades: 90 excellent, 75 good, 60 fair, below poor.",
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
    Metric {
        id: "fates",
        name: words("重伤、死亡者的经过", "what became of the seriously hurt"),
        definition: words(
            "结束时已死亡或曾重伤的每一人：首次受伤、死亡、被救出、送达医院的时刻，因何、在何处受伤。死亡者在前，按受伤先后。",
            "Everybody who was dead at the end or seriously injured at any time: when first hurt, dead, brought out and \
             delivered, by what and where. The dead first, then in the order in which they were struck.",
        ),
        unit: "s",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "cloud",
        name: words("烟气波及人员", "people reached by smoke or vapour"),
        definition: words(
            "室外人员所在处首次闻到气味或见到烟时的人数（reached），每人只计一次：people 未佩戴空气呼吸器，其中居民和围观群众为 bystanders；\
             protected 佩戴空气呼吸器。达到危险浓度的另见 exposed。观摩人员不计。crowds：\
             各围观人群聚集后多久被警戒线控制（crowd_held）、后退多少米、是否被烟气波及。",
            "People outside the building where it smelled or smoked for the first time (`reached`), each counted once: people \
             without own air, bystanders the neighbours and onlookers among them, protected with own air. Whoever breathed a \
             dangerous concentration is under exposed. Observers never count. crowds: how long after its gathering a cordon held \
             each crowd (`crowd_held`), how far it went back, whether smoke or vapour reached it.",
        ),
        unit: "",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "trapped",
        name: words("被困人员", "trapped people"),
        definition: words(
            "在楼内发现所有出路都走不通的人（`trapped`）：出路的门卡死（door）或被火封住（flames）。for_s 为被困时长，到出路打通             （`way_free`）、被救援人员找到（`found`）或倒地为止；until 说明是哪一种。记录结束时仍被困的，两项都为空。队伍按一个计。",
            "Whoever found every way out of the building barred (`trapped`): by a jammed door (door) or flames (flames). for_s: for              how long, until a way was free (`way_free`), somebody found them (`found`), or they fell; until says which. Both are              empty for whoever is still trapped when the record ends. A crew counts as one.",
        ),
        unit: "s",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "waste_water",
        name: words("消防废水", "waste water"),
        definition: words(
            "waste_water 事件中的最后数值：lost_m3 流入雨水管网，held_m3 收集在事故池。按队伍泡沫混合液和水的流量乘以施放时间（火灭为止，泡沫至少 15 分钟）计，未扣蒸发和滞留，\
             不含冷却、喷雾和洗消用水。contained_s：首次围堵完成的时刻；overflowed：事故池曾经溢出。",
            "The last figures of `waste_water` events: lost_m3 ran into the drains, held_m3 is in the accident pool. Flow of \
             foam solution and water of the crews times the time that it flows (until the fire is out, foam at least 15 min); nothing is taken off for steam and for what stays \
             on the floors, and water for cooling, mist and washing is not in it. contained_s: when it was first held; \
             overflowed: whether the pool ran over.",
        ),
        unit: "m3",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "before_headquarters",
        name: words("指挥部成立前的救援", "rescue before headquarters"),
        definition: words(
            "现场指挥部成立（t12）之前的 rescued、triaged、treated、decontaminated、delivered、area_evacuated 事件数；从未成立的，全部计入。",
            "Number of `rescued`, `triaged`, `treated`, `decontaminated`, `delivered` and `area_evacuated` events before the \
             headquarters was declared (t12); all of them where it never was.",
        ),
        unit: "",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "intervals",
        name: words("关键时段", "telling intervals"),
        definition: words(
            "最说明问题的十个时段。先列场景的时限指标：失分多（权重 ×（1 − 得分））的在前，其次按用掉时限的比例；起点从未发生的不列。\
             不足十个时，依次补入没有指标的通用时段（发现至接警、接警至调派……泄漏至解除）。偏差 = 实际 − 时限。",
            "The ten intervals that tell most. The targets of the scenario first: those that cost most (weight × (1 − value)) \
             before the others, then by the share of the limit that was used up; a target whose start never came is left \
             out. Where these are fewer than ten, intervals that every response has follow in their order (detection to \
             first alarm, alarm to dispatch … release to all clear). Deviation is actual less limit.",
        ),
        unit: "s",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "handoffs",
        name: words("交接时延", "hand-off latency"),
        definition: words(
            "按组织对统计：一方的通报使另一方开始行动，从发出者具备发出条件到接收者 started。只计触发行动的通报（行动原因中最后获知的那条，\
             或命令本身），每条通报只计其引起的首个行动。五段之和等于总时延：to_send 发出者就绪到伸手通信；transmission 伸手通信到对方听完；\
             to_read 听完到读到（仅留言、公文类通道大于 0）；deciding 读到到具备行动条件（含程序规定的等待时间）；hands 具备条件到开始（等人手）。\
             中位数和 90% 位数按最近秩法，取实际出现过的值。",
            "By pair of organisations: a message of one made the other act; from the sender being ready to say it to the \
             receiver's `started`. Only the message that triggered the task counts (the last that was learned among its \
             causes, or the order itself), and for each message only the first task that it caused. Five parts add up to \
             it. to_send: from the sender being ready to reaching for the channel; transmission: from there to the end of \
             the message; to_read: from there to its being taken in (above 0 only where a channel keeps messages); \
             deciding: from there to being ready to act, a time that the procedure itself waits included; hands: from \
             there to the start. Median and 90 % are nearest-rank, hence observed values.",
        ),
        unit: "s",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "injects",
        name: words("导调注入的应对", "response to injects"),
        definition: words(
            "对每个 injected：场景 expect 所指组织在注入后首个该步骤的 started 或 done，及其比期限晚多少。注入条件从未出现的为 not_injected。",
            "For each `injected`: the first `started` or `done` after it of the step that the scenario expects, by the \
             organisation that it names, and how much later than its limit. An inject whose time never came is \
             `not_injected`.",
        ),
        unit: "s",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "failures",
        name: words("失误", "failures"),
        definition: words(
            "forgotten：遗漏的步骤（forgotten）；refused：无法执行的指令（refused）；double_command：队伍手中的命令尚未完成或放弃时，\
             又听到另一人下达的命令（heard 带 order），organisations 为两人所属的单位；never_told：呼叫未通（call_failed），此后到演练结束也没有听到呼叫人通报的人员，\
             群体成员不计。",
            "forgotten: steps that were forgotten; refused: orders and acts that could not be carried out; double_command: a \
             crew heard an order from somebody (`heard` with `order`) while that of somebody else was neither done nor \
             given up, `organisations` being those of the two; never_told: people whom somebody called in vain (`call_failed`) and who heard nothing from the caller \
             afterwards, members of groups left out.",
        ),
        unit: "",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "clocks",
        name: words("法定时限与义务", "clocks and duties of law"),
        definition: words(
            "每项义务：起算事件、到期时刻、履行事件、缺报要素。时限含本数。kept 按时；late 超时；never 时限已到而从未履行；not_applicable 未触发、\
             未达到事故等级或尚未施行；unknown 有时刻未知；not_judged 记录不能反映，或时限未到演练已结束。法条没有分钟数的，只看履行与否。",
            "For each duty: what started it, when it was due, what met it, what its report lacked. A limit includes itself. \
             kept, late; never: its time was up and nothing met it; not_applicable: not owed, below its grade of accident, or \
             not in force yet; unknown: it hangs on a minute that nobody knows; not_judged: no record shows it, or the drill \
             ended before its time was up. Where the law names no minutes only whether it was done counts.",
        ),
        unit: "s",
        source: OWN,
        rows: &[],
    },
    Metric {
        id: "accident",
        name: words("事故等级", "grade of the accident"),
        definition: words(
            "按结束时死亡、重伤（含急性中毒）人数定级，“以上”含本数；经济损失未推演。并列出各席位当时获知的人数、报告的人数、建议和启动的级别，\
             与当时实情对照。delay_s：伤亡达到该等级至相应（或更高）级别启动。",
            "By the dead and the seriously injured (acute poisoning included) at the end, numbers included; losses are not \
             simulated. Beside it what seats believed, reported, proposed and activated, against the truth of that moment. \
             delay_s: from the casualties that ask for a level to that level, or a higher one, being in force.",
        ),
        unit: "",
        source: "国务院令第493号 第三条",
        rows: &[],
    },
    Metric {
        id: "rubrics",
        name: words("评估表", "rubrics"),
        definition: words(
            "总分 = 100 × 答“是”“否”各条得分的加权平均；不适用、时刻未知、未评估的不计。条目得分：时限内 1；超时按 curve（step、linear、\
             exponential）降至 zero_at（缺省为时限两倍）为 0。",
            "Total: 100 × weighted mean of the items answered yes or no; what is not applicable, hangs on an unknown minute or \
             is not judged does not count. An item is worth 1 within its limit and falls by its curve (step, linear, \
             exponential) to 0 at zero_at (twice the limit where it is not given).",
        ),
        unit: "",
        source: OWN,
        rows: &[],
    },
];

/// Every metric of this version, in the order of the JSON.
pub fn metrics() -> impl Iterator<Item = &'static Metric> {
    let stages = crate::stages::STAGES.iter().map(|stage| &stage.metric);
    let stamps = crate::stamps::STAMPS.iter().map(|stamp| &stamp.metric);
    let others = OTHERS.iter().chain(coordination::COORDINATION).chain(crate::findings::rules());
    stages.chain(stamps).chain(crate::casualties::COUNTS).chain(others)
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
