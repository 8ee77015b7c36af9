//! Law 6: whatever the text, the loader answers; it does not panic, hang or take all the memory.

use hazdrill_model::Lang;
use hazdrill_scenario::Loaded;
use proptest::prelude::*;
use std::fmt::Write;

/// Both languages are part of the answer.
fn answer(text: &str) -> Loaded {
    let loaded = super::load(text);
    assert_eq!(loaded.checked.is_none(), loaded.diagnostics.iter().any(hazdrill_scenario::Diagnostic::is_error));
    for lang in [Lang::Zh, Lang::En] {
        let _ = loaded.render(lang);
    }
    let _ = loaded.to_json(Lang::Zh);
    loaded
}

#[test]
fn large_and_deep_texts_are_answered() {
    let repeat = |piece: &str| piece.repeat(4_900_000 / piece.len());
    let steps: String = (0..30_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "(step:\"s{n}\",by:\"chief\",when:knows(\"x{n}\"),takes:fixed(s(1)),do:all_clear),");
        text
    });
    let nots = format!("{}knows(\"odour\"){}", "not(".repeat(80), ")".repeat(80));
    let texts = [
        repeat("["),
        format!("({})", repeat("a:1,")),
        format!("(places: {{{}}})", repeat("\"a\": 4h, ")),
        format!("[{}]", repeat("1,")),
        repeat("((((a:"),
        repeat("\""),
        repeat("“"),
        repeat("演练 "),
        format!("(aims: [{}])", repeat("(zh: 1, en: 2),")),
        format!("(use: [\"base.ron\"], organisations: {{\"fire\": (procedures: {{\"alarm\": [{steps}]}})}})"),
        format!(
            "(use: [\"base.ron\"], organisations: {{\"fire\": (procedures: {{\"alarm\": [(step: \"a\", by: \"chief\", \
             when: {nots}, takes: fixed(s(1)), do: all_clear)]}})}})"
        ),
        "\0".repeat(100_000),
    ];
    for text in texts {
        assert!(answer(&text).checked.is_none(), "{}…", text.chars().take(40).collect::<String>());
    }
    assert!(answer(&"x".repeat(5_000_001)).diagnostics[0].code().to_string() == "HZ0002");
}

/// A small change of a text that loads.
#[derive(Clone, Debug)]
enum Edit {
    Delete(usize, usize),
    Insert(usize, String),
    Swap(usize, usize),
    Repeat(usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "（",
            "，",
            "”",
            "/*",
            "*/",
            "//",
            "'",
            "\\",
            "-",
            "1e300",
            "NaN",
            "0",
            "99999999999999999999",
            "None",
            "Some(",
            "\u{feff}",
            "\r\n",
            "\t",
            "演",
            "r#\"",
            "not(",
            "s(",
            "..",
            "_",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(|c| c.to_string()),
    ];
    let edit = prop_oneof![
        (any::<usize>(), 1..40_usize).prop_map(|(at, n)| Edit::Delete(at, n)),
        (any::<usize>(), piece).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Edit::Swap(a, b)),
        (any::<usize>(), 1..200_usize).prop_map(|(at, n)| Edit::Repeat(at, n)),
    ];
    proptest::collection::vec(edit, 1..6)
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for edit in edits {
        let length = chars.len();
        if length == 0 {
            break;
        }
        match edit {
            Edit::Delete(at, n) => drop(chars.drain(at % length..(at % length + n).min(length))),
            Edit::Insert(at, piece) => drop(chars.splice(at % length..at % length, piece.chars())),
            Edit::Swap(a, b) => chars.swap(a % length, b % length),
            Edit::Repeat(at, n) => {
                let piece: Vec<char> = chars[at % length..(at % length + n).min(length)].to_vec();
                drop(chars.splice(at % length..at % length, piece));
            }
        }
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn small_edits_are_answered(edits in edits()) {
        answer(&apply(&super::base(), &edits));
    }

    #[test]
    fn numbers_of_every_size_are_answered(n in 0..60_usize, number in any::<f64>()) {
        // The nth number of the text becomes another.
        let base = super::base();
        let digits: Vec<usize> = base.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i).collect();
        let at = digits[n * digits.len() / 60];
        let text = format!("{}{number:e}{}", &base[..at], &base[at + 1..]);
        answer(&text);
    }

    #[test]
    fn overrides_of_every_kind_are_answered(path in "[a-z.\\[\\]0-9\"]{0,20}", value in "\\PC{0,12}") {
        if let Ok(overrides) = hazdrill_scenario::Overrides::parse(&[format!("{path}={value}")], &[format!("{path}=2")]) {
            let loaded = hazdrill_scenario::apply(&super::base_checked(), &overrides);
            let _ = loaded.render(Lang::Zh);
        }
    }
}
