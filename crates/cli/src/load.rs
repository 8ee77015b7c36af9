//! Scenarios and orders for a run, or everything that is wrong with them.

use crate::args::Run;
use crate::console::Console;
use crate::failure::Failure;
use crate::lang::say;
use hazdrill_model::{Checked, Order};
use hazdrill_scenario::{Loaded, LoadedYardstick, Overrides, Yardstick, apply, load_orders, load_yardstick, resolve};
use serde_json::{Value, to_value};
use std::path::Path;

/// The scenario with its overrides, and the overrides as the header keeps them.
pub(crate) fn scenario(console: &mut Console, args: &Run) -> Result<(Checked, Value), Failure> {
    let plain = usable(console, resolve(&args.scenario))?;
    let overrides = match Overrides::parse(&args.set, &args.scale) {
        Ok(overrides) => overrides,
        Err(bad) => return Err(unusable(console, &bad)),
    };
    let json = to_value(&overrides).expect("overrides hold nothing that JSON cannot");
    if overrides.is_empty() {
        return Ok((plain, json));
    }
    let changed = usable(console, apply(plain.scenario(), &overrides))?;
    Ok((changed, json))
}

/// The scenario of that name, without overrides.
pub(crate) fn named(console: &mut Console, name: &str) -> Result<Checked, Failure> {
    usable(console, resolve(name))
}

/// What a rubric judges by: targets, clocks, rubrics.
pub(crate) fn yardstick(console: &Console, rubric: &str) -> Result<Yardstick, Failure> {
    let LoadedYardstick { yardstick, loaded } = load_yardstick(rubric);
    yardstick.ok_or_else(|| unusable(console, &loaded))
}

fn usable(console: &mut Console, loaded: Loaded) -> Result<Checked, Failure> {
    let warnings = loaded.diagnostics.iter().filter(|d| !d.is_error()).count();
    match loaded.checked {
        Some(checked) => {
            if warnings > 0 {
                tracing::info!(warnings, "the scenario has warnings: `hazdrill check` shows them");
            }
            Ok(checked)
        }
        None => Err(unusable(console, &loaded)),
    }
}

fn unusable(console: &Console, loaded: &Loaded) -> Failure {
    let text = loaded.render(console.lang).trim_end().to_owned();
    if loaded.is_unreadable_file() { Failure::File(text) } else { Failure::Input(text) }
}

/// The orders of the file, none without one.
pub(crate) fn orders(console: &Console, path: Option<&Path>, checked: &Checked) -> Result<Vec<Order>, Failure> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let loaded = load_orders(path, checked);
    match loaded.orders {
        Some(ref orders) => Ok(orders.clone()),
        None if loaded.diagnostics.is_empty() => {
            let path = path.display();
            Err(Failure::Input(say!(console.lang, "错误：{path} 里没有指令", "error: there are no orders in {path}")))
        }
        None => {
            let text = loaded.render(console.lang).trim_end().to_owned();
            Err(if loaded.is_unreadable_file() { Failure::File(text) } else { Failure::Input(text) })
        }
    }
}
