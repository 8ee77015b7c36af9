//! Instants as people type them: `90s`, `15min`, `1h`, `+00:12:35`, `90`.

use hazdrill_units::{SimDuration, SimTime};

/// The instant that `text` names, from the start of the drill up to seven days later.
pub(crate) fn parse(text: &str) -> Option<SimTime> {
    let text = text.trim();
    let seconds = if text.contains(':') { clock(text.strip_prefix('+').unwrap_or(text))? } else { amount(text)? };
    let in_range = (0.0..=SimDuration::MAX.seconds()).contains(&seconds);
    in_range.then(|| SimTime::ZERO + SimDuration::from_seconds(seconds))
}

fn amount(text: &str) -> Option<f64> {
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor = match unit {
        "" | "s" => 1.0,
        "ms" => 0.001,
        "min" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    let number = number.strip_prefix('+').unwrap_or(number);
    let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.then(|| number.parse::<f64>().ok()).flatten().map(|n| n * factor)
}

/// `hh:mm:ss` or `mm:ss`.
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    let number = |part: &str| -> Option<f64> {
        let plain = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten().map(f64::from)
    };
    let below_60 = |part: &str| number(part).filter(|n| *n < 60.0);
    match parts[..] {
        [h, min, s] => Some(number(h)? * 3600.0 + below_60(min)? * 60.0 + below_60(s)?),
        [min, s] => Some(number(min)? * 60.0 + below_60(s)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_the_contract() {
        let cases = [
            ("90s", 90_000),
            ("15min", 900_000),
            ("1h", 3_600_000),
            ("1.5h", 5_400_000),
            ("+00:12:35", 755_000),
            ("00:12:35", 755_000),
            ("12:35", 755_000),
            ("90", 90_000),
            ("250ms", 250),
        ];
        for (text, ms) in cases {
            assert_eq!(parse(text).map(SimTime::ms), Some(ms), "{text}");
        }
        for bad in ["", "s", "-5", "1e9", "NaN", "inf", "5 min", "1:60", "8d", "1:2:3:4", "min(5)"] {
            assert_eq!(parse(bad), None, "`{bad}` is no instant");
        }
    }
}
