//! What each verb is called, in both languages.

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

const fn row(word: &'static str, zh: &'static str, en: &'static str) -> VerbName {
    VerbName { word, zh, en }
}

/// The name of every verb.
#[rustfmt::skip]
pub const VERB_NAMES: &[VerbName] = &[
    row("go", "前往", "go"),
    row("tell", "告知", "tell"),
    row("ask", "询问", "ask"),
    row("note", "记下", "note"),
    row("measure", "侦检", "measure"),
    row("shut_source", "关断泄漏源", "shut the source"),
    row("ventilate", "切换通风", "ventilate"),
    row("cut_power", "切断电源", "cut the power"),
    row("cordon", "设立警戒区", "close the cordon"),
    row("dispatch", "调派", "dispatch"),
    row("withdraw", "撤回", "withdraw"),
    row("head_count", "清点人数", "count heads"),
    row("declare", "宣布、决定", "declare"),
    row("make", "实施作业", "make ready"),
    row("rescue", "搜救", "search and rescue"),
    row("triage", "检伤分类", "triage"),
    row("treat", "现场救治", "treat"),
    row("decontaminate", "洗消", "decontaminate"),
    row("transport", "转运伤员", "take to hospital"),
    row("extinguish", "泡沫灭火", "attack the fire with foam"),
    row("absorb", "吸附覆盖", "take up the spill"),
    row("evacuate", "疏散群众", "evacuate the neighbours"),
    row("all_clear", "宣布险情解除", "declare all clear"),
    row("close_road", "封闭道路", "close the road"),
    row("open_road", "开放道路", "open the road"),
    row("turn_wind", "转变风向", "turn the wind"),
    row("silence_channel", "中断通信", "silence a channel"),
    row("restore_channel", "恢复通信", "restore a channel"),
    row("remove_post", "撤出岗位", "remove a post"),
    row("gather_crowd", "聚集人群", "gather a crowd"),
    row("press_asks", "记者提问", "let the press ask"),
];

/// The name of the verb `word`.
pub fn verb_name(word: &str) -> Option<&'static VerbName> {
    VERB_NAMES.iter().find(|name| name.word == word)
}
