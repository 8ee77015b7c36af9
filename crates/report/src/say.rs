//! The two languages side by side, and numbers as people write them.

use hazdrill_model::Lang;

pub use hazdrill_score::duration;

/// One text in two languages: `say!(lang, "泄漏 {n}", "leak {n}")`. Both must be written, so no language can lag behind.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal $(,)?) => {
        match $lang {
            hazdrill_model::Lang::Zh => format!($zh),
            hazdrill_model::Lang::En => format!($en),
        }
    };
}
pub(crate) use say;

/// Writes to the end of a text, which cannot fail: `put!(out, "<b>{n}</b>")`.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($out, $($arg)*);
    }};
}
pub(crate) use put;

/// Seconds of an evaluation in whole milliseconds.
pub(crate) fn ms(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

/// The fixed text of a language.
pub fn pick<'t>(lang: Lang, zh: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The mark that everything for people carries.
pub fn exercise(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "【演练】",
        Lang::En => "[EXERCISE]",
    }
}

/// A number with as many digits as a reader wants: three that count, no more than two decimals.
pub fn number(value: f64) -> String {
    let size = value.abs();
    let decimals = if size >= 100.0 || size == 0.0 {
        0
    } else if size >= 1.0 {
        1
    } else {
        2
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Names in a row: `甲、乙` / `A, B`.
pub(crate) fn list(lang: Lang, items: impl IntoIterator<Item = String>) -> String {
    let separator = match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    };
    items.into_iter().collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in
            [(37.2, "37.2"), (37.04, "37"), (1784.3, "1784"), (0.126, "0.13"), (0.0, "0"), (-3.0, "-3")]
        {
            assert_eq!(number(value), text);
        }
    }
}
