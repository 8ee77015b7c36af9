//! The numbers of a text as people write them: events, clocks, lengths of time, shares, plain numbers.

/// A number in a text, and all that it can mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    /// As it stands there.
    pub(crate) text: String,
    /// Where it begins and ends, in bytes.
    pub(crate) span: (usize, usize),
    /// `#12`.
    pub(crate) event: Option<u64>,
    /// Seconds since the midnight before the drill, and how exact: 1 or 60.
    pub(crate) clock: Option<(i64, i64)>,
    /// Seconds, and how exact: 1 or 60, or cut: 0.
    pub(crate) length: Option<(f64, f64)>,
    /// The number before a percent sign.
    pub(crate) percent: Option<String>,
    /// The number itself, where it is one.
    pub(crate) number: Option<String>,
}

/// Units of time by their words, the longest word first where one begins another.
const UNITS: [(&str, f64); 9] = [
    ("小时", 3600.0),
    ("分", 60.0),
    ("秒", 1.0),
    ("天", 86_400.0),
    ("日", 86_400.0),
    ("min", 60.0),
    ("h", 3600.0),
    ("s", 1.0),
    ("d", 86_400.0),
];

/// Every number of a text.
pub(crate) fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut day = 1;
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let begin = at + next;
        let (before, rest) = (&text[..begin], &text[begin..]);
        let digits = number(rest);
        // Square metres are a word.
        if before.ends_with(" m") && digits == 1 {
            at = begin + digits;
            continue;
        }
        // A day counts towards the clock behind it.
        let zh_day = before.ends_with('第') && rest[digits..].starts_with('天');
        let en_day = before.ends_with("day ") && clock(rest[digits..].trim_start()).is_some();
        if zh_day || en_day {
            day = rest[..digits].parse().unwrap_or(1);
            at = begin + digits;
            continue;
        }
        let one = one(before, rest, day);
        day = 1;
        at = begin + one.text.len();
        found.push(Quantity { span: (begin, at), ..one });
    }
    found
}

fn one(before: &str, rest: &str, day: i64) -> Quantity {
    let digits = number(rest);
    let blank = Quantity {
        text: rest[..digits].to_owned(),
        span: (0, 0),
        event: None,
        clock: None,
        length: None,
        percent: None,
        number: None,
    };
    let sized = |length: usize| Quantity { text: rest[..length].to_owned(), ..blank.clone() };
    if before.ends_with('#') {
        return Quantity { event: rest[..digits].parse().ok(), ..blank };
    }
    if let Some((s, exact, length)) = clock(rest) {
        // `+00:12:35` is a time since the start.
        if before.ends_with('+') {
            return Quantity { length: Some((s as f64, 0.0)), ..sized(length) };
        }
        return Quantity { clock: Some((s + (day - 1) * 86_400, exact)), ..sized(length) };
    }
    let plain = Some(rest[..digits].to_owned());
    if let Some((s, exact, length, parts)) = length(rest) {
        // `84.4分` may be marks, `3日` a day of the month: one word with its number may mean either.
        return Quantity { length: Some((s, exact)), number: plain.filter(|_| parts == 1), ..sized(length) };
    }
    let percent = rest[digits..].trim_start_matches(' ').starts_with('%').then(|| rest[..digits].to_owned());
    Quantity { percent, number: plain, ..blank }
}

/// How long the number is that begins a text.
fn number(text: &str) -> usize {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text.as_bytes()[whole..];
    match rest {
        [b'.', digit, ..] if digit.is_ascii_digit() => {
            whole + 1 + rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count()
        }
        _ => whole,
    }
}

/// A clock that begins a text: seconds, how exact, its length in bytes.
fn clock(text: &str) -> Option<(i64, i64, usize)> {
    let two = |text: &str| -> Option<i64> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (digits == 2).then(|| text[..2].parse().ok()).flatten()
    };
    let hours = two(text)?;
    for [between, behind, end] in [["时", "分", "秒"], [":", ":", ""]] {
        let Some(rest) = text[2..].strip_prefix(between) else { continue };
        let minutes = two(rest)?;
        let rest = &rest[2..];
        // `14时35分`, `14时35分12秒`, `14:35`, `14:35:12`.
        if between == "时" {
            let rest = rest.strip_prefix(behind)?;
            let length = 2 + between.len() + 2 + behind.len();
            return match two(rest).filter(|_| rest[2..].starts_with(end)) {
                Some(s) => Some((hours * 3600 + minutes * 60 + s, 1, length + 2 + end.len())),
                None => Some((hours * 3600 + minutes * 60, 60, length)),
            };
        }
        return match rest.strip_prefix(behind).and_then(two) {
            Some(s) => Some((hours * 3600 + minutes * 60 + s, 1, 8)),
            None => Some((hours * 3600 + minutes * 60, 60, 5)),
        };
    }
    None
}

/// A length of time that begins a text: seconds, how exact, its length in bytes, of how many words it is made.
fn length(text: &str) -> Option<(f64, f64, usize, usize)> {
    let (mut s, mut smallest, mut at, mut parts) = (0.0, f64::INFINITY, 0, 0);
    loop {
        let begin = if parts == 0 { 0 } else { at + usize::from(text[at..].starts_with(' ')) };
        let rest = &text[begin..];
        let digits = number(rest);
        if digits == 0 {
            break;
        }
        let behind = &rest[digits..];
        let gap = usize::from(behind.starts_with(' '));
        let is_word = |word: &str| {
            let rest = &behind[gap..];
            rest.starts_with(word)
                && (!word.is_ascii()
                    || !rest[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/'))
        };
        let Some((word, unit)) = UNITS.iter().find(|(word, unit)| is_word(word) && *unit < smallest) else { break };
        s += rest[..digits].parse::<f64>().ok()? * unit;
        (smallest, at, parts) = (*unit, begin + digits + gap + word.len(), parts + 1);
    }
    // From an hour on minutes are whole; below, seconds are.
    let exact = if s >= 3600.0 && smallest >= 60.0 { 60.0 } else { 1.0 };
    (parts > 0).then_some((s, exact, at, parts))
}

/// The whole numbers of a text.
pub(crate) fn digits(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty())
}

#[test]
fn numbers_are_read_as_they_are_written() {
    let read = |text: &str| {
        let found = quantities(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.into_iter().next().unwrap()
    };
    assert_eq!(read("见#12").event, Some(12));
    assert_eq!(read("14时35分12秒").clock, Some((52_512, 1)));
    assert_eq!(read("14时35分开始").clock, Some((52_500, 60)));
    assert_eq!(read("第2天 00:10:00").clock, Some((87_000, 1)));
    assert_eq!(read("day 2 00:10").clock, Some((87_000, 60)));
    assert_eq!(read("+00:12:35").length, Some((755.0, 0.0)));
    assert_eq!(read("1 小时 5 分").length, Some((3900.0, 60.0)));
    assert_eq!(read("took 2 min 3 s of").length, Some((123.0, 1.0)));
    assert_eq!(read("13 s").length, Some((13.0, 1.0)));
    assert_eq!((read("84.4分").number, read("84.4分").length), (Some("84.4".to_owned()), Some((5064.0, 60.0))));
    assert_eq!(read("84 %").percent.as_deref(), Some("84"));
    assert_eq!((read("1.2 m/s").number.as_deref(), read("1.2 m/s").length), (Some("1.2"), None));
    assert_eq!((read("5 schools").number.as_deref(), read("5 schools").length), (Some("5"), None));
    assert_eq!(quantities("2 h 10 min, 3 seats and #7").len(), 3);
}
