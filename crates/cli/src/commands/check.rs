//! `hazdrill check`: loads and lints scenarios and rubrics; all problems of a file in one go.

use crate::args::Format;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::say;
use hazdrill_scenario::{Linted, lint};
use serde_json::json;

/// The schema of the object of `--format json`.
const SCHEMA: &str = "hazdrill/check/1";

/// Checks every scenario; the worst of them decides the exit code.
pub(crate) fn run(
    console: &mut Console,
    scenarios: &[String],
    deny_warnings: bool,
    format: Format,
) -> Result<Outcome, Failure> {
    let checked: Vec<(&String, Linted)> = scenarios.iter().map(|name| (name, lint(name))).collect();
    match format {
        Format::Json => {
            let files: Vec<_> = checked.iter().map(|(name, linted)| as_json(console, name, linted)).collect();
            let object =
                json!({ "schema": SCHEMA, "ok": checked.iter().all(|(_, l)| l.is_usable), "scenarios": files });
            console.line(&format!("{object:#}"))?;
        }
        Format::Text => checked.iter().try_for_each(|(name, linted)| tell(console, name, &linted.loaded))?,
    }
    let failed: Vec<&Linted> = checked.iter().map(|(_, linted)| linted).filter(|l| !l.is_usable).collect();
    if !failed.is_empty() {
        let (bad, all) = (failed.len(), checked.len());
        let lang = console.lang;
        let text = say!(lang, "错误：{all} 个文件中有 {bad} 个不能用", "error: {bad} of {all} files cannot be used");
        let unreadable = failed.iter().any(|linted| linted.loaded.is_unreadable_file());
        return Err(if unreadable { Failure::File(text) } else { Failure::Input(text) });
    }
    let warned = checked.iter().any(|(_, linted)| linted.loaded.has_warnings());
    Ok(if warned && deny_warnings { Outcome::Disappointed } else { Outcome::Done })
}

fn as_json(console: &Console, name: &str, linted: &Linted) -> serde_json::Value {
    json!({ "scenario": name, "ok": linted.is_usable, "diagnostics": linted.loaded.to_json(console.lang) })
}

fn tell(console: &mut Console, name: &str, loaded: &hazdrill_scenario::Loaded) -> Result<(), Failure> {
    let lang = console.lang;
    if !loaded.diagnostics.is_empty() {
        console.note(&loaded.render(lang));
    }
    let warnings = loaded.diagnostics.iter().filter(|d| !d.is_error()).count();
    let errors = loaded.diagnostics.len() - warnings;
    console.line(&match (errors, warnings) {
        (0, 0) => say!(lang, "{name}：没有问题", "{name}: no problem"),
        (0, _) => say!(lang, "{name}：可以用，警告 {warnings} 条", "{name}: usable, {warnings} warnings"),
        _ => say!(
            lang,
            "{name}：不能用，错误 {errors} 条，警告 {warnings} 条",
            "{name}: cannot be used, {errors} errors, {warnings} warnings"
        ),
    })
}
