use hazdrill_model::Lang;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let l = hazdrill_scenario::resolve(&a[1]);
    let lang = if a.get(2).map(|s| s == "zh").unwrap_or(false) { Lang::Zh } else { Lang::En };
    println!("{}", l.render(lang));
    println!("checked={} n={}", l.checked.is_some(), l.diagnostics.len());
}
