//! What the binary carries: scenarios, packs, substances, the explanations of diagnostics.

use crate::substance::Shipped;
use hazdrill_model::{Checked, Lang};
use hazdrill_scenario::{Code, builtin_packs, builtin_scenarios, builtin_substances, explain, load_builtin};

fn loaded() -> Vec<(&'static str, Checked)> {
    let load = |name: &'static str| load_builtin(name).checked.map(|checked| (name, checked));
    builtin_scenarios().iter().filter_map(|builtin| load(builtin.name)).collect()
}

/// The built-in scenarios: id and name.
pub(crate) fn scenarios(lang: Lang) -> Vec<Vec<String>> {
    loaded().into_iter().map(|(id, checked)| vec![id.to_owned(), checked.name.get(lang).to_owned()]).collect()
}

/// The built-in packs: name, and what they say about themselves: in Chinese on the first line, in English on the second.
pub(crate) fn packs(lang: Lang) -> Vec<Vec<String>> {
    let line = match lang {
        Lang::Zh => 0,
        Lang::En => 1,
    };
    let about = |text: &str| text.lines().nth(line).unwrap_or("").trim_start_matches('/').trim().to_owned();
    builtin_packs().iter().map(|pack| vec![pack.name.to_owned(), about(pack.text)]).collect()
}

/// The text of the built-in scenario or pack `name`, to be copied and changed.
pub(crate) fn text(name: &str) -> Option<Vec<String>> {
    let mut all = builtin_scenarios().iter().chain(builtin_packs());
    let found = all.find(|builtin| builtin.name == name)?;
    Some(found.text.lines().map(str::to_owned).collect())
}

/// The substances of the built-in packs.
pub(crate) fn substances() -> Vec<Shipped> {
    let all = builtin_substances().into_iter();
    all.map(|(id, (pack, data))| Shipped { id: id.to_string(), pack, data }).collect()
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
