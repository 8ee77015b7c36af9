//! `hazdrill list`.

use crate::tool::hazdrill;

#[test]
fn each_topic_lists_its_ids_first() {
    for (topic, id) in [
        ("scenarios", "ether-lab"),
        ("packs", "packs/diethyl-ether.ron"),
        ("substances", "diethyl-ether"),
        ("verbs", "shut_source"),
        ("facts", "vapour.percent_lfl"),
        ("events", "leak_started"),
        ("metrics", "t0_release"),
        ("rubrics", "cn-law"),
        ("clocks", "493-09-unit-to-county"),
        ("measures", "responders_hurt"),
    ] {
        for lang in ["zh", "en"] {
            let ran = hazdrill(&["list", topic, "--lang", lang]).code(0);
            assert!(ran.out.lines().any(|line| line.split(' ').next() == Some(id)), "`{id}` in: {}", ran.out);
            assert!(ran.err.is_empty(), "{}", ran.err);
        }
    }
}

#[test]
fn without_a_topic_all_are_listed() {
    let ran = hazdrill(&["list", "--lang", "en"]).code(0);
    for topic in ["scenarios", "packs", "substances", "verbs", "facts", "events", "metrics"] {
        assert!(ran.out.contains(&format!("{topic}: ")), "{}", ran.out);
    }
}

#[test]
fn events_say_which_stamp_they_give() {
    let ran = hazdrill(&["list", "events", "--lang", "en"]).code(0);
    assert!(ran.out.lines().any(|l| l.starts_with("cordon_closed ") && l.ends_with("t9_cordon_closed")), "{}", ran.out);
}
