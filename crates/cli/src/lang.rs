//! Which language to speak, and texts in both.

use hazdrill_model::Lang;
use std::ffi::OsString;

/// One text in two languages: `say!(lang, "种子 {n}", "seed {n}")`. Both must be written, so no language can lag behind.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal $(,)?) => {
        match $lang {
            hazdrill_model::Lang::Zh => format!($zh),
            hazdrill_model::Lang::En => format!($en),
        }
    };
}
pub(crate) use say;

pub(crate) use hazdrill_report::pick;

/// The language that a word means.
pub(crate) fn of_word(word: &str) -> Option<Lang> {
    match word {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// `--lang`, then `HAZDRILL_LANG`, then the locale, else Chinese.
///
/// It is looked for before the arguments are parsed, because errors of parsing need it too. A word that is no language
/// counts as absent here; the parser complains of it afterwards.
pub(crate) fn choose(args: &[OsString], env: impl Fn(&str) -> Option<String>) -> Lang {
    let asked = || {
        let words = args.iter().map(|a| a.to_str().unwrap_or("")).take_while(|a| *a != "--").collect::<Vec<_>>();
        let joined = words.iter().find_map(|w| w.strip_prefix("--lang=")).and_then(of_word);
        joined.or_else(|| words.windows(2).find(|pair| pair[0] == "--lang").and_then(|pair| of_word(pair[1])))
    };
    let own = || env("HAZDRILL_LANG").as_deref().and_then(of_word);
    let locale = || {
        // The first that is set decides, as in every program that follows POSIX.
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| env(name)).find(|v| !v.is_empty())?;
        match set.get(..2) {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => None,
        }
    };
    asked().or_else(own).or_else(locale).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_contract() {
        let with = |args: &[&str], vars: &[(&str, &str)]| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            choose(&args, |name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
        };
        assert_eq!(with(&["run", "--lang", "en"], &[("HAZDRILL_LANG", "zh")]), Lang::En);
        assert_eq!(with(&["run", "--lang=zh"], &[("HAZDRILL_LANG", "en")]), Lang::Zh);
        assert_eq!(with(&["run"], &[("HAZDRILL_LANG", "en"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(with(&["run"], &[("LC_ALL", "en_GB.UTF-8"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(with(&["run"], &[("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(with(&["run"], &[("LANG", "C.UTF-8")]), Lang::Zh);
        assert_eq!(with(&["run", "--lang", "fr"], &[]), Lang::Zh);
    }
}
