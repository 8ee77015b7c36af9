//! `hazdrill explain`.

use crate::tool::hazdrill;

#[test]
fn codes_metrics_substances_verbs_and_facts_are_explained_in_both_languages() {
    for (word, zh, en) in [
        ("HZ0001", "HZ0001", "HZ0001"),
        ("t1_detection", "指标 t1_detection：发现", "metric t1_detection: detection"),
        ("diethyl-ether", "摩尔质量", "molar mass"),
        ("dispatch", "动作 dispatch：调派", "verb dispatch: dispatch"),
        ("leak.place", "事项 leak.place：泄漏地点", "fact leak.place: place of the leak"),
        ("rescue", "动作 rescue：搜救", "verb rescue: search and rescue"),
        ("level.active", "由本岗位宣布", "declaring it oneself"),
        ("cn-law", "评估表 cn-law：法定义务评估表", "rubric cn-law: Legal duties"),
        ("493-09-unit-to-county", "时限 1 小时", "Limit 1 h"),
        ("responders_hurt", "救援人员伤亡人数", "responders hurt"),
        ("cordon_closed", "时间节点 t9_cordon_closed", "the stamp t9_cordon_closed"),
    ] {
        for (lang, expected) in [("zh", zh), ("en", en)] {
            let ran = hazdrill(&["explain", word, "--lang", lang]).code(0);
            assert!(ran.out.contains(expected), "`{word}` should say `{expected}`: {}", ran.out);
        }
    }
}

#[test]
fn a_word_with_several_meanings_gets_them_all() {
    let ran = hazdrill(&["explain", "all_clear", "--lang", "en"]).code(0);
    for meaning in ["metric all_clear", "verb all_clear", "fact all_clear", "event all_clear"] {
        assert!(ran.out.contains(meaning), "{meaning}: {}", ran.out);
    }
}

#[test]
fn a_figure_that_nobody_checked_carries_the_mark() {
    let ran = hazdrill(&["explain", "diethyl-ether", "--lang", "zh"]).code(0);
    assert!(!ran.out.contains("unverified"), "the mark is in the language: {}", ran.out);
}

#[test]
fn an_unknown_word_is_wrong_input_with_the_nearest_name() {
    let ran = hazdrill(&["explain", "dispach", "--lang", "en"]).code(2);
    assert!(ran.err.contains("did you mean `dispatch`?"), "{}", ran.err);
    assert!(ran.out.is_empty());
}

#[test]
fn substances_of_packs_without_a_scenario_are_explained() {
    let ran = hazdrill(&["explain", "丙酮", "--lang", "zh"]).code(0);
    assert!(ran.out.contains("packs/acetone.ron"), "{}", ran.out);
}

#[test]
fn the_text_of_a_built_in_scenario_can_be_copied() {
    let ran = hazdrill(&["explain", "ether-lab"]).code(0);
    assert_eq!(ran.out, include_str!("../../../../scenarios/ether-lab/scenario.ron"));
}
