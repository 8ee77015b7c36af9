//! Texts of help are what people learn the command from: every change to one is seen.

use crate::tool::hazdrill;
use std::path::Path;

const COMMANDS: [&str; 9] = ["", "run", "check", "score", "report", "compare", "replay", "list", "explain"];

#[test]
fn help_in_both_languages_is_as_blessed() {
    for lang in ["zh", "en"] {
        for command in COMMANDS {
            let args: Vec<&str> = [command, "--help", "--lang", lang].into_iter().filter(|a| !a.is_empty()).collect();
            let ran = hazdrill(&args).code(0);
            assert!(ran.err.is_empty(), "help is a result: {}", ran.err);
            let name = if command.is_empty() { "hazdrill" } else { command };
            same(&format!("help-{name}.{lang}.txt"), &ran.out);
        }
    }
}

/// Compares with the file of that name, or writes it.
fn same(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots").join(name);
    if std::env::var_os("HAZDRILL_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let blessed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        text, blessed,
        "{name} is not as blessed; if the change is meant: HAZDRILL_BLESS=1 cargo test -p hazdrill-cli help"
    );
}

#[test]
fn chinese_help_has_no_english_sentence() {
    for command in COMMANDS {
        let args: Vec<&str> = [command, "--help", "--lang", "zh"].into_iter().filter(|a| !a.is_empty()).collect();
        let ran = hazdrill(&args).code(0);
        for word in ["Usage", "Options", "Print", "default", "possible", "OPTIONS"] {
            assert!(!ran.out.contains(word), "`{word}` in Chinese help: {}", ran.out);
        }
    }
}

#[test]
fn the_version_is_a_result() {
    let ran = hazdrill(&["--version"]).code(0);
    assert_eq!(ran.out.trim(), format!("hazdrill {}", env!("CARGO_PKG_VERSION")));
}
