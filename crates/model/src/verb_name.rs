//! The list of the verbs: the word of each, and what it is called in both languages.

use crate::Verb;

/// A verb and its name.
#[derive(Clone, Copy, Debug)]
pub struct VerbName {
    /// The word, as scenarios and records write it.
    pub word: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// English name, as one says what is to be done.
    pub en: &'static str,
}

macro_rules! verbs {
    ($($kind:ident $word:literal $zh:literal $en:literal)+) => {
        /// Which verb it is, without what it is done to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum VerbKind { $(#[doc = concat!("`", $word, "`: ", $en, ".")] $kind),+ }

        /// The name of every verb.
        pub const VERB_NAMES: &[VerbName] = &[$(VerbName { word: $word, zh: $zh, en: $en }),+];

        impl VerbKind {
            /// The word, as scenarios and records write it.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),+ }
            }
        }

        impl Verb {
            /// Which verb it is.
            pub fn kind(&self) -> VerbKind {
                match self { $(Self::$kind { .. } => VerbKind::$kind),+ }
            }
        }
    };
}

verbs! {
    Go "go" "前往" "go"
    Tell "tell" "告知" "tell"
    Ask "ask" "询问" "ask"
    Note "note" "记下" "note"
    Measure "measure" "侦检" "measure"
    ShutSource "shut_source" "关断泄漏源" "shut the source"
    Ventilate "ventilate" "切换通风" "ventilate"
    CutPower "cut_power" "切断电源" "cut the power"
    Cordon "cordon" "设立警戒区" "close the cordon"
    Dispatch "dispatch" "调派" "dispatch"
    Withdraw "withdraw" "撤回" "withdraw"
    HeadCount "head_count" "清点人数" "count heads"
    Declare "declare" "宣布、决定" "declare"
    Make "make" "实施作业" "make ready"
    Rescue "rescue" "搜救" "search and rescue"
    Triage "triage" "检伤分类" "triage"
    Treat "treat" "现场救治" "treat"
    Decontaminate "decontaminate" "洗消" "decontaminate"
    Transport "transport" "转运伤员" "take to hospital"
    Extinguish "extinguish" "泡沫灭火" "attack the fire with foam"
    Absorb "absorb" "吸附覆盖" "take up the spill"
    Evacuate "evacuate" "疏散群众" "evacuate the neighbours"
    AllClear "all_clear" "宣布险情解除" "declare all clear"
    CloseRoad "close_road" "封闭道路" "close the road"
    OpenRoad "open_road" "开放道路" "open the road"
    TurnWind "turn_wind" "转变风向" "turn the wind"
    SilenceChannel "silence_channel" "中断通信" "silence a channel"
    RestoreChannel "restore_channel" "恢复通信" "restore a channel"
    RemovePost "remove_post" "撤出岗位" "remove a post"
    GatherCrowd "gather_crowd" "聚集人群" "gather a crowd"
    PressAsks "press_asks" "记者提问" "let the press ask"
    BeginRelease "begin_release" "再次泄漏" "let a leak begin"
}

/// The name of the verb `word`.
pub fn verb_name(word: &str) -> Option<&'static VerbName> {
    VERB_NAMES.iter().find(|name| name.word == word)
}
