//! Small words of official documents: clocks, dates, numerals, and texts made safe for an office file.

use crate::names::Names;
use crate::review;
use crate::say::say;
pub(super) use crate::say::{ms, pick};
use hazdrill_model::Lang;
use hazdrill_record::EventId;

/// How many events are named as evidence in one place.
const EVENTS: usize = 4;
/// No cell of a table and no paragraph is longer, in characters: a sheet holds no more in a cell.
const LONGEST: usize = 8_000;

/// A text that XML can hold: no control characters, no half characters, no line breaks, not endless.
pub(crate) fn clean(text: &str) -> String {
    let fits = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let spaced = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    let mut clean: String = spaced.filter(fits).take(LONGEST + 1).collect();
    if clean.chars().count() > LONGEST {
        clean.pop();
        clean.push('…');
    }
    clean
}

/// An instant on the scenario's clock to the minute: `14时35分`, `14:35`.
pub(super) fn minute(names: &Names<'_>, t_ms: Option<i64>) -> String {
    written(&names.clock(t_ms), names, false)
}

/// The same to the second: `14时35分12秒`, `14:35:12`.
pub(super) fn second(names: &Names<'_>, t_ms: Option<i64>) -> String {
    written(&names.clock(t_ms), names, true)
}

/// `[第2天 ]14:03[:12]` in the way of documents. Where there is no clock, the time since the start stays.
fn written(clock: &str, names: &Names<'_>, seconds: bool) -> String {
    let (day, time) = clock.rsplit_once(' ').map_or(("", clock), |(day, time)| (day, time));
    let parts: Vec<&str> = time.split(':').collect();
    let (true, [h, min, s @ ..]) = (names.has_clock(), parts.as_slice()) else { return clock.to_owned() };
    let time = match (names.lang(), s.first().filter(|_| seconds)) {
        (Lang::Zh, None) => format!("{h}时{min}分"),
        (Lang::Zh, Some(s)) => format!("{h}时{min}分{s}秒"),
        (Lang::En, None) => format!("{h}:{min}"),
        (Lang::En, Some(s)) => format!("{h}:{min}:{s}"),
    };
    match (day.is_empty(), names.lang()) {
        (true, _) => time,
        (false, Lang::Zh) => format!("{day}{time}"),
        (false, Lang::En) => format!("{day} {time}"),
    }
}

/// The day of the drill or case: `2026年12月4日`, `4 December 2026`; none where nothing says it.
pub(super) fn date(names: &Names<'_>) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let starts = names.scenario().map(|scenario| scenario.starts.as_str());
    let day = starts.and_then(|starts| starts.split(' ').next()).or_else(|| names.timeline().and_then(review::day))?;
    let mut parts = day.split('-').filter_map(|part| part.parse::<usize>().ok());
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(m.checked_sub(1)?)?;
    Some(say!(names.lang(), "{y}年{m}月{d}日", "{d} {month} {y}"))
}

/// `一`, `二` … `九十九`: the numerals of headings.
pub(super) fn numeral(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, n % 10);
    match (tens, ones) {
        (0, 0) => "零".to_owned(),
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// Numbers of events, the first few and how many more: `#12 #15`, `#12, #15`. A blank is where a narrow cell breaks:
/// without one programs break in the middle of a number.
pub(super) fn events(lang: Lang, events: &[EventId]) -> String {
    let shown: Vec<String> = events.iter().take(EVENTS).map(|event| format!("#{event}")).collect();
    let shown = shown.join(pick(lang, " ", ", "));
    match events.len().saturating_sub(EVENTS) {
        0 => shown,
        more => say!(lang, "{shown}等，另{more}条", "{shown} and {more} more"),
    }
}

/// What a person has to fill in by hand.
pub(super) fn blank(lang: Lang) -> String {
    pick(lang, "（待填）", "(to be filled in)").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_taken_out() {
        assert_eq!(clean("甲\u{0}\u{b}乙\n丙\u{fffe}\t丁"), "甲乙 丙 丁");
        let long = clean(&"长".repeat(LONGEST + 5));
        assert!(long.chars().count() == LONGEST + 1 && long.ends_with('…'));
        assert_eq!(clean(&"长".repeat(LONGEST)).chars().count(), LONGEST, "what fits stays whole");
    }

    #[test]
    fn numerals_are_those_of_headings() {
        for (n, text) in [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")] {
            assert_eq!(numeral(n), text);
        }
    }

    #[test]
    fn without_a_scenario_there_is_no_clock() {
        let names = Names::new(None, Lang::Zh);
        assert_eq!(minute(&names, Some(65_000)), "+00:01:05");
        assert_eq!((second(&names, None).as_str(), date(&names)), ("时刻不详", None));
    }
}
