//! A time against its limit, as it is written for people: to the whole second, all of it.
//!
//! The one place where such a time is rounded. A time between two moments is what one counts on clocks that show whole
//! seconds, so it is what the times of its events give; the limit is taken from that and not from the exact time, so limit,
//! time and difference add up wherever they stand together. What came out, and what it is worth, rests on the exact time.

use crate::clocks::ClockOutcome;
use crate::injects::InjectOutcome;
use crate::intervals::Interval;
use crate::moment::{Moment, Stamps, ms};
use crate::rubrics::ItemOutcome;
use crate::score::Part;
use hazdrill_model::{Lang, Text};

/// A time and its limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// How long it took, in whole seconds; below zero where it was met before its clock began.
    pub took_s: Option<i64>,
    /// How long it may take, in whole seconds.
    pub limit_s: Option<i64>,
    /// Whether the exact time is beyond the limit.
    is_over: bool,
}

impl Against {
    fn new(ends: Option<(Moment, Moment)>, exact_s: Option<f64>, limit_s: Option<f64>) -> Self {
        let second = |moment: Moment| moment.t_ms.map(|ms| ms.div_euclid(1000));
        let counted = ends.and_then(|(from, to)| Some(second(to)?.saturating_sub(second(from)?)));
        let whole = |s: f64| ms(s).saturating_add(500).div_euclid(1000);
        let is_over = exact_s.zip(limit_s).is_some_and(|(exact, limit)| exact > limit);
        Self { took_s: exact_s.map(|s| counted.unwrap_or_else(|| whole(s))), limit_s: limit_s.map(whole), is_over }
    }

    /// Between two moments, without a limit.
    pub fn between(from: Moment, to: Moment) -> Self {
        Self::new(Some((from, to)), from.ms_until(to).map(|ms| ms as f64 / 1000.0), None)
    }

    /// By how much the time is over its limit (below zero: under it), in whole seconds; none where it was met before its
    /// clock began, which used up nothing of its limit.
    pub fn over_s(&self) -> Option<i64> {
        Some(self.took_s.filter(|s| *s >= 0)?.saturating_sub(self.limit_s?))
    }

    /// How long it took, in words; none where nobody knows.
    pub fn took(&self, lang: Lang) -> Option<String> {
        let met = Text::new("起算前已完成", "met before the clock began");
        self.took_s.map(|s| if s < 0 { met.get(lang).to_owned() } else { to_the_second(lang, s) })
    }

    /// Its limit, in words.
    pub fn limit(&self, lang: Lang) -> Option<String> {
        self.limit_s.map(|s| to_the_second(lang, s))
    }

    /// By how much it is over (`+`) or under (`-`) its limit, in words.
    pub fn over(&self, lang: Lang) -> Option<String> {
        let s = self.over_s()?;
        let words = to_the_second(lang, s.saturating_abs());
        Some(match s.signum() {
            1 => format!("+{words}"),
            -1 => format!("-{words}"),
            // Late by what no clock shows.
            _ if self.is_over => Text::new("+不足 1 秒", "+under 1 s").get(lang).to_owned(),
            _ => words,
        })
    }

    /// The time in both languages.
    pub(crate) fn took_text(&self) -> Text {
        let of = |lang| self.took(lang).unwrap_or_default();
        Text { zh: of(Lang::Zh), en: of(Lang::En) }
    }

    /// What is left of the limit, in both languages.
    pub(crate) fn spare_text(&self) -> Text {
        let s = self.over_s().unwrap_or_default().saturating_neg();
        Text { zh: to_the_second(Lang::Zh, s), en: to_the_second(Lang::En, s) }
    }

    /// The limit in both languages.
    pub(crate) fn limit_text(&self) -> Text {
        let of = |lang| self.limit(lang).unwrap_or_default();
        Text { zh: of(Lang::Zh), en: of(Lang::En) }
    }
}

impl Part {
    /// How long it took, as documents write it.
    pub fn against(&self, stamps: &Stamps) -> Against {
        let ends = stamps.at_path(&self.from).zip(stamps.at_path(&self.to));
        Against::new(ends, self.actual, Some(self.target))
    }
}

impl Interval {
    /// How long it was, as documents write it.
    pub fn against(&self, stamps: &Stamps) -> Against {
        let ends = stamps.at_path(&self.from).zip(stamps.at_path(&self.to));
        Against::new(ends, self.actual_s, self.target_s)
    }
}

impl ClockOutcome {
    /// How long it took, as documents write it.
    pub fn against(&self) -> Against {
        Against::new(self.started.zip(self.met), self.took_s, self.limit_s)
    }
}

impl ItemOutcome {
    /// How long it took, as documents write it.
    pub fn against(&self) -> Against {
        Against::new(self.ends, self.took_s, self.limit_s)
    }
}

impl InjectOutcome {
    /// How long the expected action took, as documents write it.
    pub fn against(&self) -> Against {
        let from = self.s.map(ms);
        let to = self.s.zip(self.took_s).map(|(s, took)| ms(s).saturating_add(ms(took)));
        let at = |t_ms: Option<i64>| Moment { t_ms, event: 0 };
        let within = self.expected.as_ref().map(|expected| expected.within_s);
        Against::new(Some((at(from), at(to))), self.took_s, within)
    }
}

/// A length of time with all its seconds, since one that stands beside another is subtracted from it: `1 小时 5 分 40 秒`.
/// Whole days, which are limits of law, stay days.
pub fn to_the_second(lang: Lang, s: i64) -> String {
    const DAY: i64 = 86_400;
    let s = s.max(0);
    if s >= 2 * DAY && s % DAY == 0 {
        let word = if lang == Lang::Zh { "日" } else { "d" };
        return format!("{} {word}", s / DAY);
    }
    let words = match lang {
        Lang::Zh => ["小时", "分", "秒"],
        Lang::En => ["h", "min", "s"],
    };
    let parts = [s / 3600, s / 60 % 60, s % 60];
    let told = parts.into_iter().zip(words).filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
    let told = told.collect::<Vec<_>>().join(" ");
    if told.is_empty() { format!("0 {}", words[2]) } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn against(from_ms: i64, to_ms: i64, limit_s: f64) -> Against {
        let at = |ms| Moment { t_ms: Some(ms), event: 1 };
        Against::new(Some((at(from_ms), at(to_ms))), Some((to_ms - from_ms) as f64 / 1000.0), Some(limit_s))
    }

    #[test]
    fn what_is_shown_adds_up() {
        // 59.2 s, from 0:00 to 1:00 by the clock.
        let one = against(900, 60_100, 50.0);
        assert_eq!((one.took(Lang::En).as_deref(), one.over(Lang::En).as_deref()), (Some("1 min"), Some("+10 s")));
        for from in (0..5000).step_by(370) {
            for took in (0..9_000_000).step_by(123_457) {
                for limit in [60.0, 900.0, 3600.0, 5400.0] {
                    let one = against(from, from + took, limit);
                    assert_eq!(one.took_s.unwrap() - one.limit_s.unwrap(), one.over_s().unwrap());
                    assert!((took as f64 / 1000.0) > limit || one.over_s() <= Some(0), "kept is never shown as over");
                }
            }
        }
    }

    #[test]
    fn seconds_stay_beyond_an_hour() {
        let one = against(0, 3_940_000, 3600.0);
        assert_eq!(one.took(Lang::Zh).as_deref(), Some("1 小时 5 分 40 秒"));
        assert_eq!(one.limit(Lang::En).as_deref(), Some("1 h"));
        assert_eq!(one.over(Lang::Zh).as_deref(), Some("+5 分 40 秒"));
        assert_eq!(against(0, 60_300, 60.0).over(Lang::En).as_deref(), Some("+under 1 s"));
        assert_eq!(against(0, 60_000, 60.0).over(Lang::En).as_deref(), Some("0 s"));
        let early = against(5000, 1000, 60.0);
        assert_eq!((early.over(Lang::Zh), early.took(Lang::En).as_deref()), (None, Some("met before the clock began")));
    }
}
