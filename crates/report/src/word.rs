//! The closed words of records that are neither facts nor verbs: reasons, senses, modes, levels, endings.

use crate::say::say;
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
        "no_skill" => ("不具备技能", "not trained for it"),
        "no_such_crew" => ("没有这支队伍", "no such crew"),
        "nothing_to_shut" => ("没有可关的泄漏源", "nothing to shut"),
        "nobody_reached" => ("一个也没有联系上", "nobody was reached"),
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
        "burnt_out" => ("燃料烧尽", "burnt out"),
        "full" => ("床位已满", "no bed left"),
        "contaminated" => ("伤员未洗消", "not decontaminated"),
        "empty" => ("已流尽", "empty"),
        other => return say!(lang, "原因代号 {other}", "reason: {other}"),
    };
    lang_pick(lang, zh, en).to_owned()
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
    Some(lang_pick(lang, zh, en))
}

/// How a room is ventilated.
pub fn ventilation(lang: Lang, mode: VentilationMode) -> &'static str {
    match mode {
        VentilationMode::Off => lang_pick(lang, "停止", "off"),
        VentilationMode::Normal => lang_pick(lang, "正常排风", "normal"),
        VentilationMode::Emergency => lang_pick(lang, "事故排风", "emergency exhaust"),
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
        "high" => lang_pick(lang, "高报", "high alarm"),
        "low" => lang_pick(lang, "低报", "low alarm"),
        _ => lang_pick(lang, "报警", "alarm"),
    }
}

/// What harms people, as the cause of an injury: `爆炸冲击`, `the blast`.
pub fn harm(lang: Lang, by: &str) -> String {
    let (zh, en) = match by {
        "blast" => ("爆炸冲击", "the blast"),
        "burn" => ("烧伤", "burns"),
        "glass" => ("碎玻璃", "flying glass"),
        "vapour" => ("吸入有害蒸气", "vapour"),
        "smoke" => ("吸入烟气", "smoke"),
        other => (other, other),
    };
    lang_pick(lang, zh, en).to_owned()
}

/// How badly somebody is hurt.
pub fn injury(lang: Lang, class: &str) -> String {
    match class {
        "slight" => lang_pick(lang, "轻伤", "slight"),
        "serious" => lang_pick(lang, "重伤", "serious"),
        other => other,
    }
    .to_owned()
}

/// What an RPM score (breath, pulse, response; 12 well to 0 dead) means, in words.
pub fn rpm(lang: Lang, rpm: f64) -> &'static str {
    if rpm >= 11.5 {
        lang_pick(lang, "呼吸、脉搏、意识正常", "breath, pulse and response normal")
    } else if rpm >= 8.5 {
        lang_pick(lang, "生命体征尚稳", "vital signs nearly steady")
    } else if rpm >= 4.5 {
        lang_pick(lang, "生命体征不稳", "vital signs unsteady")
    } else if rpm > 0.0 {
        lang_pick(lang, "生命垂危", "close to death")
    } else {
        lang_pick(lang, "无生命体征", "no sign of life")
    }
}

/// The colour of a triage tag.
pub fn colour(lang: Lang, colour: &str) -> String {
    match colour {
        "red" => lang_pick(lang, "红色", "red"),
        "yellow" => lang_pick(lang, "黄色", "yellow"),
        "green" => lang_pick(lang, "绿色", "green"),
        "black" => lang_pick(lang, "黑色", "black"),
        other => other,
    }
    .to_owned()
}

/// A level of response, as documents write it: `Ⅳ级`, `level IV`.
pub fn level(lang: Lang, level: &str) -> String {
    let roman = match (lang, level) {
        (Lang::Zh, "I") => "Ⅰ",
        (Lang::Zh, "II") => "Ⅱ",
        (Lang::Zh, "III") => "Ⅲ",
        (Lang::Zh, "IV") => "Ⅳ",
        (_, other) => other,
    };
    say!(lang, "{roman}级", "level {roman}")
}

/// A wind by the direction it comes from, in degrees from north: `东北风`, `north-east wind`.
pub fn wind(lang: Lang, from_deg: f64) -> &'static str {
    let names = [
        ("北风", "north wind"),
        ("东北风", "north-east wind"),
        ("东风", "east wind"),
        ("东南风", "south-east wind"),
        ("南风", "south wind"),
        ("西南风", "south-west wind"),
        ("西风", "west wind"),
        ("西北风", "north-west wind"),
    ];
    // Eight winds, each as wide as 45 degrees around its name; a remainder lies within the list.
    let sector = ((from_deg + 22.5).rem_euclid(360.0) / 45.0) as usize;
    let (zh, en) = names[sector.min(7)];
    lang_pick(lang, zh, en)
}

fn lang_pick<'t>(lang: Lang, zh: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
