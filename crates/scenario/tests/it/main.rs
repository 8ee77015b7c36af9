//! The loader as its users meet it: what loads, what does not and how that is told, what overrides and orders do.

#![expect(clippy::float_cmp, reason = "figures of a scenario are kept to the bit")]

mod broken;
mod format;
mod hostile;
mod orders;
mod overrides;
mod packs;
mod rubrics;

use hazdrill_model::{Checked, Lang};
use hazdrill_scenario::{Loaded, load_text};
use std::path::Path;

/// The small whole scenario on which the tests build.
fn base() -> String {
    let text = std::fs::read_to_string("tests/broken/base.ron").unwrap();
    text.replacen("name: (zh: \"小演练\"", "format: 1, id: \"base\", name: (zh: \"小演练\"", 1)
}

fn load(text: &str) -> Loaded {
    load_text("test.ron", text, Some(Path::new("tests/broken")))
}

/// The base scenario, loaded.
fn base_checked() -> Checked {
    let loaded = load(&base());
    loaded.checked.clone().unwrap_or_else(|| panic!("{}", loaded.render(Lang::En)))
}
