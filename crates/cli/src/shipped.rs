//! What the binary carries: scenarios, packs, substances, the explanations of diagnostics.

use crate::substance::Shipped;
use hazdrill_model::{Checked, Lang};
use hazdrill_scenario::{Code, builtin_packs, builtin_scenarios, explain, load_builtin};
use std::collections::BTreeMap;

fn loaded() -> Vec<(&'static str, Checked)> {
    let load = |name: &'static str| load_builtin(name).checked.map(|checked| (name, checked));
    builtin_scenarios().iter().filter_map(|builtin| load(builtin.name)).collect()
}

/// The built-in scenarios: id and name.
pub(crate) fn scenarios(lang: Lang) -> Vec<Vec<String>> {
    loaded().into_iter().map(|(id, checked)| vec![id.to_owned(), checked.name.get(lang).to_owned()]).collect()
}

/// The built-in packs: name, and the first line of what they say about themselves.
pub(crate) fn packs(_lang: Lang) -> Vec<Vec<String>> {
    let about = |text: &str| text.lines().next().unwrap_or("").trim_start_matches('/').trim().to_owned();
    builtin_packs().iter().map(|pack| vec![pack.name.to_owned(), about(pack.text)]).collect()
}

/// The substances of the built-in scenarios, which bring those of the packs.
pub(crate) fn substances() -> Vec<Shipped> {
    let mut all = BTreeMap::new();
    for (scenario, checked) in loaded() {
        for (id, data) in &checked.substances {
            all.entry(id.to_string()).or_insert_with(|| Shipped {
                id: id.to_string(),
                scenario: scenario.to_owned(),
                data: data.clone(),
            });
        }
    }
    all.into_values().collect()
}

/// The long text of the diagnostic `word`, if it is the code of one.
pub(crate) fn diagnostic(lang: Lang, word: &str) -> Option<Vec<String>> {
    let code = Code::parse(&word.to_ascii_uppercase())?;
    Some(explain(code, lang).lines().map(str::to_owned).collect())
}

/// The codes of all diagnostics.
pub(crate) fn diagnostic_codes() -> impl Iterator<Item = String> {
    Code::ALL.iter().map(ToString::to_string)
}
