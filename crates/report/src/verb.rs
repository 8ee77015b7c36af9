//! Verbs in words: what each needs and does, and a whole verb as a clause.

mod clause;
mod ordered;

pub use clause::{brief, phrase};
pub use ordered::ordered;

use crate::say::say;
use hazdrill_model::{Lang, VerbKind, verb_name};

/// A verb in words.
#[derive(Clone, Copy, Debug)]
pub struct VerbWords {
    /// The word, as scenarios and records write it.
    pub word: &'static str,
    /// What it needs and does, Chinese.
    pub about_zh: &'static str,
    /// What it needs and does, English.
    pub about_en: &'static str,
}

impl VerbWords {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &'static str {
        verb_name(self.word).map_or(self.word, |name| match lang {
            Lang::Zh => name.zh,
            Lang::En => name.en,
        })
    }

    /// What it needs and does.
    pub fn about(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.about_zh,
            Lang::En => self.about_en,
        }
    }
}

macro_rules! verbs {
    ($($kind:ident $about_zh:literal $about_en:literal)+) => {
        /// Every verb.
        pub const VERBS: &[VerbWords] =
            &[$(VerbWords { word: VerbKind::$kind.word(), about_zh: $about_zh, about_en: $about_en }),+];

        // A verb without words here does not compile.
        const _: fn(VerbKind) = |kind| match kind { $(VerbKind::$kind => ()),+ };
    };
}

verbs! {
    Go
        "走到 to 所说的地点。需要有路可走。"
        "Walks to the place `to`. Needs a way on foot."
    Tell
        "把自己所认为的情况（facts）告知 whom，依次试用 by 里的通信方式。不知道的事项按“未知”告知。每件事项都要占用时间。"
        "Tells `whom` what the actor believes about `facts`, by the channels `by`, first choice first. What is not known is told as unknown. Each fact takes time."
    Ask
        "向 whom 询问 facts，对方按自己所认为的情况回答。"
        "Asks `whom` about `facts`; the other answers with what they believe."
    Note
        "记下一个只能告知的事项：结论、约定。用于场景自己声明的事项。"
        "Notes a fact that can only be told: a conclusion, a thing agreed. For facts that the scenario declares."
    Measure
        "在 at 处测量可燃气浓度，并辨明物质。需要“侦检”技能；写明 crews 时由队伍去做并回报。"
        "Measures the vapour at `at`, and with it the substance. Needs the skill `measure`; with `crews` they do it and report back."
    ShutSource
        "在 at 处关闭或堵住泄漏源。需要“关断”技能，并且那里确有可关的泄漏源。"
        "Closes or plugs the source at `at`. Needs the skill `shut_off`, and a source there that can be shut."
    Ventilate
        "把 at 处的通风切换到 mode。须在该处或在 from 处（开关所在）操作。"
        "Switches the ventilation of `at` to `mode`. Done at the place itself, or at `from`, where the switch is."
    CutPower
        "切断 at 处的电源，之后该处的电气点火源失效。在 from 处操作；没有写 from 时，到管该房间的配电箱（breakers）处操作。同一配电箱所带的房间一并断电；没有写明配电箱的，只断该房间。配电箱若处在可燃蒸气中，拉闸的电弧可能引燃。"
        "Cuts the power of `at`: its electric sources of ignition are dead from then on. Done at `from`; without it, where the breaker of the room stands (`breakers`). All rooms on one breaker go dead together; where no breaker is described, the room alone. The arc of a breaker that stands in flammable vapour may light it."
    Cordon
        "以 around 为中心、radius 为半径设立警戒区，人在 at 处。需要“警戒”技能。"
        "Closes a cordon of `radius` around `around`, set up from `at`. Needs the skill `cordon`."
    Dispatch
        "命令队伍（crews）前往 to；别的单位的队伍写作“单位/队伍”，是否听命看它的 outside_orders。命令经 by 里的通信方式下达，车辆停在离目的地最近的路边。"
        "Sends crews to `to`; a crew of another organisation is written `organisation/crew`, and takes the order or not as its `outside_orders` says. The order goes by the channels `by`; vehicles stop at the nearest place on a road."
    Withdraw
        "命令队伍（crews）放下手里的事，撤到 to。"
        "Calls crews back to `to`, whatever they are doing."
    HeadCount
        "在 at 处按名单 of 清点人数。失联人数只从这里得出。"
        "Counts the people at `at` against the list `of`: the only origin of the number of missing people."
    Declare
        "以本岗位的名义作出决定或报告：指挥员、指挥部位置、响应级别、处置方案、疏散命令、信息报送、信息发布、移交。宣布的事项（fact，取值 is）因此成立；with 是文书里写明的内容，不掌握的写作“未知”。blocks: downwind(…) 按本岗位所知的风向和泄漏地点选定下风向的居民区块，逐块宣布。别人要经 tell 或 ask 才会知道。"
        "Decides or reports in the name of the post: who commands, where the headquarters stands, a level, a plan, an evacuation, a report upwards, a word to the public, the handover. The fact (value `is`) is so from then on; `with` is what the document carries, and what is not known stands in it as unknown. `blocks: downwind(…)` chooses the blocks of neighbours downwind, by the wind and the place that the post believes, and says it of each. Others know only what they are told."
    Make
        "在 at 处完成一项结果就是事项（fact）的作业：切断燃气、围堵废水、搭建洗消站、开放安置点等。写明 crews 时由队伍去做并回报，work 是所需时间。"
        "Does work at `at` whose result is the fact: gas cut, waste water contained, a decontamination line, a shelter opened. With `crews` they do it in the time `work` and report back."
    Rescue
        "在 at 处搜索，把倒地人员逐一救出到 to，直到搜不到人为止。work 是搜索一遍的时间。需要“救援”技能；救出人数和“已搜索完毕”随回报带回。"
        "Searches `at` and brings out to `to` who lies there, again and again until nobody is found. `work` is the time of one search. Needs the skill `rescue`; the number brought out, and that the place is searched, go into the report."
    Triage
        "在 at 处对伤员逐一检伤，分红（立即）、黄（延迟）、绿（轻伤）、黑（无法救治）四类。work 是检一名伤员的时间。需要“医疗”技能。"
        "Sorts the casualties at `at` one after another: red (at once), yellow (can wait), green (slight), black (beyond help). `work` is the time for one. Needs the skill `medical`."
    Treat
        "在 at 处救治伤员，重者先治，直到伤情稳定。work 是救治一名伤员的时间。需要“医疗”技能。"
        "Treats the casualties at `at`, the worst first, until each is stable. `work` is the time for one. Needs the skill `medical`."
    Decontaminate
        "在 at 处对沾染人员逐一洗消。work 是洗消一人的时间。需要“洗消”技能。没有洗消的伤员会耽误医院接收。"
        "Washes the substance off people at `at`, one after another. `work` is the time for one. Needs the skill `decontaminate`. A hospital is held up by casualties who come unwashed."
    Transport
        "从 from 处接上伤员，先重后轻，送到医院 to 交接。一趟最多装队伍的 carries 名；work 是装车时间。多趟用 repeat。"
        "Loads casualties at `from`, the worst first, drives them to the hospital `to` and hands them over. As many as the crew's `carries` at a time; `work` is the time to load. `repeat` makes further trips."
    Extinguish
        "在 at 处出泡沫（foam）、出水（water）灭火。需要“泡沫”技能和流量；work 是铺设到出泡沫、出水的时间，此后灭火快慢由着火面积、火势和流量决定。水能冷却室内着火物品，灭不了液体火。"
        "Attacks the fire at `at` with foam (`foam`) and water (`water`). Needs the skill `foam` and a flow; `work` is the time until it flows, and then area, heat and flow decide how long it takes. Water cools what burns in a room, and does nothing to a burning liquid."
    Absorb
        "用吸附材料收集、覆盖 at 处的泄漏液体。需要“吸附”技能；着火时做不了。"
        "Takes up and covers the spilled liquid at `at`. Needs the skill `absorb`; impossible while it burns."
    Evacuate
        "两人一组逐户通知街区 area 的群众，转移到 to；不写 to 则通知关窗、就地避险。work 是一户所需的时间。"
        "Pairs go from door to door in the block `area` and lead the people to `to`; without `to` they tell them to stay in with the windows shut. `work` is the time at one door."
    AllClear
        "宣布险情解除。演练随之结束。"
        "Declares the incident over. The drill ends with it."
    CloseRoad
        "封闭一条道路。只供导调注入使用。"
        "Closes a road. For injects only."
    OpenRoad
        "开放一条道路。只供导调注入使用。"
        "Opens a road. For injects only."
    TurnWind
        "风改从所写的方向吹来，户外的人看得出来。只供导调注入使用。"
        "The wind comes from this direction now; people outside can see it. For injects only."
    SilenceChannel
        "使一种通信方式中断。只供导调注入使用。"
        "Silences a channel. For injects only."
    RestoreChannel
        "使中断的通信方式恢复。只供导调注入使用。"
        "Brings a silenced channel back. For injects only."
    RemovePost
        "使一个岗位无人应答，考验由谁接替。只供导调注入使用。"
        "Takes the holder of a post out of the play: who steps in? For injects only."
    GatherCrowd
        "使人群在一个地点聚集，在场的人看得到；烟气会波及他们，警戒线设立后退到线外。只供导调注入使用。"
        "Lets a crowd gather at a place, where people can see it; smoke and vapour reach it, and a cordon moves it back to its line. For injects only."
    PressAsks
        "让记者向一个岗位提问。只供导调注入使用。"
        "Lets the press put a question to a post. For injects only."
    BeginRelease
        "使一处泄漏（`releases` 里的一项）从现在开始：二次泄漏。该项写 `weight: 0`，就不会自行开始。只供导调注入使用。"
        "Lets a release of `releases` begin now: a second leak. With `weight: 0` it does not begin by itself. For injects only."
}

/// The words of the verb `word`.
pub fn find(word: &str) -> Option<&'static VerbWords> {
    VERBS.iter().find(|v| v.word == word)
}

/// The name of the verb `word`; the word itself where it is none of ours.
pub fn name(lang: Lang, word: &str) -> String {
    find(word).map_or_else(|| word.to_owned(), |v| v.name(lang).to_owned())
}

/// The verb `word` as the one who is ordered hears it.
pub fn order_name(lang: Lang, word: &str) -> String {
    match word {
        // "Dispatch!" is what a dispatcher does; to a crew it means "turn out".
        "dispatch" => say!(lang, "出动", "turn out"),
        _ => name(lang, word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Names;
    use hazdrill_model::{Id, Verb, Where};

    #[test]
    fn the_words_are_those_of_the_format() {
        for verb in VERBS {
            let error = serde_json::from_str::<Verb>(&format!("{{\"{}\":false}}", verb.word)).unwrap_err().to_string();
            assert!(!error.contains("unknown variant"), "`{}` is no verb of the format: {error}", verb.word);
            assert!(verb_name(verb.word).is_some(), "`{}` has no name", verb.word);
        }
    }

    #[test]
    fn clauses_are_plain() {
        let verb = Verb::CutPower { at: Where::Place(Id::new("lab").unwrap()), from: None, crews: vec![], work: None };
        assert_eq!(phrase(&Names::new(None, Lang::Zh), &verb, None), "切断lab电源");
        assert_eq!(phrase(&Names::new(None, Lang::En), &verb, None), "cut the power of lab");
    }
}
