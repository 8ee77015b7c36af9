//! The value of an override: a number, a quantity, a word, or JSON.

use serde_json::Value;

/// Reads a value: `0.3`, `60s` or `s(60)` as scenarios write it, `normal`, `{"s":60}`, `"text"`; `null` takes something
/// away.
pub(super) fn read(text: &str) -> Result<Value, String> {
    if text.starts_with(['{', '[', '"']) {
        return serde_json::from_str(text).map_err(|error| error.to_string());
    }
    match text {
        "" => return Err("…=".to_owned()),
        "null" => return Ok(Value::Null),
        "true" => return Ok(Value::Bool(true)),
        "false" => return Ok(Value::Bool(false)),
        _ => {}
    }
    if let Some(number) = number(text) {
        return Ok(number);
    }
    if let Some(value) = named(text) {
        return Ok(value);
    }
    Ok(quantity(text).unwrap_or_else(|| Value::String(text.to_owned())))
}

/// `s(60)`, `fixed(min(20))`: a word and what stands in its brackets, as scenarios write it.
fn named(text: &str) -> Option<Value> {
    let (word, inner) = text.strip_suffix(')')?.split_once('(')?;
    let is_word = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    // Deeper than any value goes is no value.
    let shallow = inner.bytes().filter(|b| *b == b'(').count() < 8;
    let value = read(inner.trim()).ok().filter(|_| is_word && shallow)?;
    Some(Value::Object([(word.to_owned(), value)].into_iter().collect()))
}

fn number(text: &str) -> Option<Value> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return None;
    }
    if let Ok(n) = text.parse::<i64>() {
        return Some(n.into());
    }
    serde_json::Number::from_f64(text.parse().ok()?).map(Value::Number)
}

/// `60s` → `{"s": 60}`: a number, then the unit as scenarios write it.
fn quantity(text: &str) -> Option<Value> {
    let starts_unit = |at: usize| text.as_bytes()[at].is_ascii_lowercase();
    // The longest number wins: in `1e3s` the `e` belongs to it.
    let at = (1..text.len().min(40)).rev().find(|&at| starts_unit(at) && number(&text[..at]).is_some())?;
    let (digits, unit) = text.split_at(at);
    let is_unit = unit.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let number = number(digits).filter(|_| is_unit)?;
    Some(Value::Object([(unit.to_owned(), number)].into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde_json::json;

    #[test]
    fn every_way_to_write_a_value() {
        for (text, value) in [
            ("0.3", json!(0.3)),
            ("5", json!(5)),
            ("60s", json!({"s": 60})),
            ("2.5kg", json!({"kg": 2.5})),
            ("1.8m_s", json!({"m_s": 1.8})),
            ("-5c", json!({"c": -5})),
            ("1e3s", json!({"s": 1000.0})),
            ("s(60)", json!({"s": 60})),
            ("fixed(min(20))", json!({"fixed": {"min": 20}})),
            ("normal", json!("normal")),
            ("2026-06-12 14:00", json!("2026-06-12 14:00")),
            ("null", json!(null)),
            ("[1,2]", json!([1, 2])),
        ] {
            assert_eq!(read(text), Ok(value), "{text}");
        }
        assert!(read("{").is_err());
    }
}
