//! Orders from outside.

use hazdrill_model::Lang;
use hazdrill_scenario::load_orders_text;

fn says(text: &str, words: &str) {
    let loaded = load_orders_text("orders.ron", text, &super::base_checked());
    let said = loaded.render(Lang::En);
    assert!(loaded.orders.is_none() && said.contains(words), "{said}");
}

#[test]
fn orders_load_as_a_list_or_alone() {
    let scenario = super::base_checked();
    let order = r#"(at: min(12), seat: "fire/chief", do: withdraw(crews: ["engine"], to: "gate"))"#;
    for text in [format!("[{order}, {order}]"), order.to_owned(), "[]".to_owned()] {
        let loaded = load_orders_text("orders.ron", &text, &scenario);
        assert!(loaded.orders.is_some() && loaded.diagnostics.is_empty(), "{}", loaded.render(Lang::En));
    }
}

#[test]
fn orders_are_held_to_their_scenario() {
    says(r#"[(at: min(1), seat: "fire/chef", do: all_clear)]"#, "did you mean `fire/chief`");
    says(r#"[(at: min(1), seat: "fire", do: all_clear)]"#, "there is no seat");
    says(r#"[(at: min(1), seat: "firm/staff", do: all_clear)]"#, "there is no seat");
    says(r#"[(at: min(1), seat: "fire/chief", do: withdraw(crews: ["engine-1"], to: "gate"))]"#, "orders.ron:1:");
    says(r#"[(at: min(1), seat: "fire/chief", do: open_road("main-road"))]"#, "for injects only");
    says(r#"[(at: 5, seat: "fire/chief", do: all_clear)]"#, "a duration is written with its unit");
    says(r#"[(at: min(1), seat: "fire/chief" do: all_clear)]"#, "a comma is missing");
    let late =
        load_orders_text("orders.ron", r#"[(at: h(3), seat: "fire/chief", do: all_clear)]"#, &super::base_checked());
    assert!(late.orders.is_some() && late.render(Lang::En).contains("the drill ends after"));
}
