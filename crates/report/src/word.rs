//! The closed words of records that are neither facts nor verbs: reasons, senses, modes, levels, endings.

mod scene;

pub use scene::{colour, harm, injury, level, rpm, wind};

use crate::say::{pick, say};
use hazdrill_model::{Lang, VentilationMode};

/// Why something failed, was refused or did not come through.
pub fn reason(lang: Lang, reason: &str) -> String {
    let (zh, en) = match reason {
        "no_answer" => ("无人应答", "no answer"),
        "busy" => ("占线", "busy"),
        "lost" => ("没有接通", "no connection"),
        "not_here" => ("人不在场", "nobody there"),
        "not_listening" => ("对方没有守听", "not listening"),
        "nothing_believed" => ("不知道该去哪里或该说什么", "does not know where or what"),
        "aborted" => ("情况有变，放弃", "given up, things changed"),
        "withdrawn" => ("已被撤回", "called back"),
        "gave_way" => ("让位于更紧急的任务", "gave way to something urgent"),
        "no_way" => ("无路可走", "no way there"),
        "refused" => ("对方拒绝执行", "refused"),
        "not_under_command" => ("不受其指挥", "not under that command"),
        "other_orders" => ("已有任务在手", "has other orders"),
        "no_skill" => ("不具备技能", "not trained for it"),
        "no_such_crew" => ("没有这支队伍", "no such crew"),
        "nothing_to_shut" => ("没有可关的泄漏源", "nothing to shut"),
        "nobody_reached" => ("一个也没有联系上", "nobody was reached"),
        "not_all_reached" => ("有人没有联系上", "not everybody was reached"),
        "not_reachable" => ("没有可用的通信方式", "no channel leads there"),
        "no_power" => ("没有可切断的电源", "no power to cut"),
        "no_ventilation" => ("没有通风可切换", "no ventilation to switch"),
        "only_drill_control" => ("只有导调能做", "only drill control can"),
        "reported_failed" => ("队伍回报没有做成", "the crew reports that it failed"),
        "nobody_to_carry" => ("没有待转运的伤员", "nobody to carry"),
        "no_foam" => ("没有泡沫可用", "no foam"),
        "burns" => ("正在燃烧，不能作业", "it burns"),
        "no_block" => ("不是居民街区", "not a block of homes"),
        "dead_line" => ("线路已断", "the line is dead"),
        "shut" => ("已关断", "shut"),
        "foam" => ("泡沫覆盖", "covered with foam"),
        "water" => ("出水扑灭", "put out with water"),
        "burnt_out" => ("燃料烧尽", "burnt out"),
        "full" => ("床位已满", "no bed left"),
        "contaminated" => ("伤员未洗消", "not decontaminated"),
        "empty" => ("已流尽", "empty"),
        other => return say!(lang, "原因代号 {other}", "reason: {other}"),
    };
    pick(lang, zh, en).to_owned()
}

/// A sense, as the verb of a clause: `闻到`, `smells`; none where the channel is no sense.
pub fn sense(lang: Lang, channel: &str) -> Option<&'static str> {
    let (zh, en) = match channel {
        "smell" => ("闻到", "smells"),
        "sight" => ("看到", "sees"),
        "hearing" => ("听到", "hears"),
        "instrument" => ("从仪表读到", "reads on the meter"),
        "count" => ("清点得出", "counts"),
        "own_act" => ("本人确认", "knows first hand"),
        _ => return None,
    };
    Some(pick(lang, zh, en))
}

/// How a room is ventilated.
pub fn ventilation(lang: Lang, mode: VentilationMode) -> &'static str {
    match mode {
        VentilationMode::Off => pick(lang, "停止", "off"),
        VentilationMode::Normal => pick(lang, "正常排风", "normal"),
        VentilationMode::Emergency => pick(lang, "事故排风", "emergency exhaust"),
    }
}

/// How a room is ventilated, from the word of a record.
pub fn ventilation_word(lang: Lang, mode: &str) -> String {
    match mode {
        "off" => ventilation(lang, VentilationMode::Off).to_owned(),
        "normal" => ventilation(lang, VentilationMode::Normal).to_owned(),
        "emergency" => ventilation(lang, VentilationMode::Emergency).to_owned(),
        other => other.to_owned(),
    }
}

/// The level of a detector's alarm.
pub fn alarm_level(lang: Lang, level: &str) -> &'static str {
    match level {
        "high" => pick(lang, "高报", "high alarm"),
        "low" => pick(lang, "低报", "low alarm"),
        _ => pick(lang, "报警", "alarm"),
    }
}
