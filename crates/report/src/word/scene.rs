//! Harm, triage, levels of response and winds in words.

use crate::say::{pick, say};
use hazdrill_model::Lang;

/// What harms people, as the cause of an injury: `爆炸冲击`, `the blast`.
pub fn harm(lang: Lang, by: &str) -> String {
    hazdrill_score::harm(by).map_or_else(|| by.to_owned(), |words| words.get(lang).to_owned())
}

/// How badly somebody is hurt.
pub fn injury(lang: Lang, class: &str) -> String {
    match class {
        "slight" => pick(lang, "轻伤", "slight"),
        "serious" => pick(lang, "重伤", "serious"),
        other => other,
    }
    .to_owned()
}

/// What an RPM score (breath, pulse, response; 12 well to 0 dead) means, in words.
pub fn rpm(lang: Lang, rpm: f64) -> &'static str {
    if rpm >= 11.5 {
        pick(lang, "呼吸、脉搏、意识正常", "breath, pulse and response normal")
    } else if rpm >= 8.5 {
        pick(lang, "生命体征尚稳", "vital signs nearly steady")
    } else if rpm >= 4.5 {
        pick(lang, "生命体征不稳", "vital signs unsteady")
    } else if rpm > 0.0 {
        pick(lang, "生命垂危", "close to death")
    } else {
        pick(lang, "无生命体征", "no sign of life")
    }
}

/// The colour of a triage tag.
pub fn colour(lang: Lang, colour: &str) -> String {
    match colour {
        "red" => pick(lang, "红色", "red"),
        "yellow" => pick(lang, "黄色", "yellow"),
        "green" => pick(lang, "绿色", "green"),
        "black" => pick(lang, "黑色", "black"),
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
    pick(lang, zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wind_has_the_name_of_the_direction_it_comes_from() {
        for (degrees, name) in
            [(0.0, "北风"), (22.0, "北风"), (45.0, "东北风"), (225.0, "西南风"), (359.0, "北风"), (-90.0, "西风")]
        {
            assert_eq!(wind(Lang::Zh, degrees), name, "wind from {degrees} degrees");
        }
    }

    #[test]
    fn a_level_is_written_as_documents_write_it() {
        assert_eq!(level(Lang::Zh, "IV"), "Ⅳ级");
        assert_eq!(level(Lang::En, "IV"), "level IV");
        assert_eq!(level(Lang::Zh, "未定"), "未定级", "a word of the scenario's own stays");
    }
}
