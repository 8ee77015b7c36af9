//! The evaluation as tables: what a run ends with, and the whole of it.

use hazdrill_model::{Lang, Scenario, Standards};
use hazdrill_record::Event;
use hazdrill_report::{Detail, Names, full_summary, summary};
use hazdrill_score::Evaluation;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

/// The scenario with a target and an inject.
pub(crate) fn scenario() -> Scenario {
    let mut scenario = serde_json::to_value(crate::scenario()).unwrap();
    scenario["targets"]["rescue"] = json!({
        "name": {"zh": "救出", "en": "Bring out"}, "from": "released", "to": "rescued", "limit": {"s": 600},
        "kind": "drill", "weight": 1, "source": {"zh": "未核实：自定", "en": "unverified: ours"},
    });
    scenario["injects"]["wind"] = json!({
        "when": {"at": {"s": 100}}, "do": {"turn_wind": {"deg": 180}},
        "expect": {"zh": "移位", "en": "move the post"}, "answer": {"by": "fire", "step": "move", "within": {"s": 60}},
    });
    serde_json::from_value(scenario).unwrap()
}

pub(crate) fn events() -> Vec<Event> {
    let lines = [
        r#""t_ms":0,"kind":"leak_started","actor":null,"place":"store""#,
        r#""t_ms":60000,"kind":"explosion","actor":null,"place":"store""#,
        r#""t_ms":70000,"kind":"started","actor":"lab/lead","data":{"procedure":"p","step":"call","verb":"tell","ready_ms":65000}"#,
        r#""t_ms":90000,"kind":"said","actor":"lab/lead","data":{"to":["fire/dispatcher"],"channel":"telephone","since_ms":75000},"causes":[3]"#,
        r#""t_ms":120000,"kind":"heard","actor":"fire/dispatcher","data":{"from":"lab/lead","channel":"telephone"},"causes":[4]"#,
        r#""t_ms":150000,"kind":"started","actor":"fire/dispatcher","data":{"procedure":"p","step":"go","verb":"dispatch","ready_ms":130000},"causes":[5]"#,
        r#""t_ms":160000,"kind":"injected","actor":null,"data":{"inject":"wind","verb":"turn_wind"}"#,
        r#""t_ms":300000,"kind":"done","actor":"fire/lead","data":{"procedure":"p","step":"move","verb":"go"}"#,
        r#""t_ms":310000,"kind":"forgotten","actor":"lab/safety-officer","data":{"procedure":"alarm","step":"power"}"#,
        r#""t_ms":320000,"kind":"refused","actor":"fire/engine-1","data":{"verb":"extinguish","reason":"no_way"}"#,
        r#""t_ms":330000,"kind":"heard","actor":"fire/engine-1","data":{"from":"fire/lead","order":"rescue","channel":"voice"}"#,
        r#""t_ms":340000,"kind":"heard","actor":"fire/engine-1","data":{"from":"lab/lead","order":"measure","channel":"voice"}"#,
        r#""t_ms":720000,"kind":"rescued","actor":"fire/engine-1","place":"yard","data":{"who":["lab/staff.1"]}"#,
        r#""t_ms":800000,"kind":"declared","actor":"fire/lead","data":{"fact":"hq.place","value":"yard"}"#,
    ];
    let numbered = lines.iter().zip(1..).map(|(line, seq)| format!("{{\"seq\":{seq},{line}}}"));
    let text = numbered.collect::<Vec<_>>().join("\n");
    hazdrill_record::read(&text).unwrap().events
}

pub(crate) fn evaluation() -> Evaluation {
    hazdrill_score::evaluate_events(Some(&scenario()), &events(), None, hazdrill_score::Meta::default())
}

#[test]
fn a_summary_is_marked_as_an_exercise_and_speaks_one_language() {
    let (plain, events) = (crate::scenario(), crate::events());
    let named = hazdrill_score::evaluate_events(Some(&plain), &events, None, hazdrill_score::Meta::default());
    let all = [(plain, named), (scenario(), evaluation())];
    for (scenario, evaluation) in &all {
        let full = |names: &Names<'_>, evaluation: &Evaluation, width| {
            full_summary(names, evaluation, width, Detail::Everything)
        };
        let tellers: [&dyn Fn(&Names<'_>, &Evaluation, usize) -> Vec<String>; 2] = [&summary, &full];
        for tell in tellers {
            let zh = tell(&Names::new(Some(scenario), Lang::Zh), evaluation, 100);
            assert!(zh.first().unwrap().starts_with("【演练】") && zh.last().unwrap().starts_with("【演练】"));
            assert!(!zh.join("").chars().any(|c| c.is_ascii_alphabetic()), "{}", zh.join("\n"));
            let en = tell(&Names::new(Some(scenario), Lang::En), evaluation, 100);
            assert!(en.join("").is_ascii() && en[0].starts_with("[EXERCISE]"), "{}", en.join("\n"));
        }
    }
}

#[test]
fn a_run_ends_with_stages_intervals_waits_people_and_grade() {
    let lines = summary(&Names::new(Some(&scenario()), Lang::En), &evaluation(), 120);
    let text = lines.join("\n");
    let order = ["Stages", "Telling intervals", "Longest waits", "People: ", "Explosions: 1 (#2)", "Rescue before"];
    let places: Vec<usize> =
        order.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"))).collect();
    assert!(places.is_sorted(), "{text}");
    assert!(lines.last().unwrap().contains("Score 80, good"), "720 of 600 s: {text}");
    for part in [
        "Bring out",
        "12 min",
        "10 min",
        "+2 min",
        "#1, #13",
        "[unverified] ours",
        "Rescue before the headquarters: 1 acts, the first at 00:10:00 (#13)",
    ] {
        let part = part.replace("00:10:00", "day 2 00:10:00");
        assert!(text.contains(&part), "{part}: {text}");
    }
    assert!(!text.contains("Key moments"), "all stamps are for `score`: {text}");
}

#[test]
fn the_whole_evaluation_shows_hand_offs_injects_and_failures() {
    let text =
        full_summary(&Names::new(Some(&scenario()), Lang::En), &evaluation(), 120, Detail::Everything).join("\n");
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Key moments",
        "Time targets",
        // 85 s from 65 to 150 s: 10 + 45 + 10 + 20.
        "Institute -> Fire brigade 1 1 min 25 s 1 min 25 s 1 min 25 s to send 10 s, transmission 45 s, deciding 10 s, hands 20 s (#5 to #6)",
        "late",
        "Fire brigade within 1 min: move the post; acted after 2 min 20 s (#8)",
        "steps forgotten 1 Safety officer: cut the power of Solvent store (#9)",
        "orders refused 1 Engine 1:",
        "commanded twice 1 Engine 1: Lead of Fire brigade (#11) and Lead of Institute (#12)",
    ] {
        assert!(flat.contains(part), "{part}\n{text}");
    }
}

#[test]
fn tables_stay_within_their_width() {
    for lang in [Lang::Zh, Lang::En] {
        for line in summary(&Names::new(Some(&scenario()), lang), &evaluation(), 100) {
            assert!(line.width() <= 102, "{} columns: {line}", line.width());
        }
    }
}

/// The evaluation with a clock that was kept with a part missing, a grade, and a rubric with one item of each answer.
fn judged() -> Evaluation {
    let text = |zh: &str, en: &str| json!({"zh": zh, "en": en});
    let item = |question: serde_json::Value, judge: serde_json::Value| json!({"class": "c", "text": question, "judge": judge, "source": {"zh": "未核实：自定", "en": "unverified: ours"}});
    let standards: Standards = serde_json::from_value(json!({
        "roles": {"unit": "unit", "rescue": {"seats": ["fire"]}, "anybody": "anybody"},
        "forms": {"form": {
            "name": text("要素", "parts"), "source": text("法条", "law"),
            "elements": [
                {"id": "place", "name": text("地点", "place"), "shown": {"facts": ["leak.place"]}},
                {"id": "sender", "name": text("单位", "unit"), "shown": "sender"},
            ],
        }},
        "clocks": {"call": {
            "name": text("报警", "Call for help"), "obliged": "unit", "starts": {"happens": "leak_started"},
            "met": {"heard": {"from": "anybody", "by": "rescue"}}, "limit": {"s": 120}, "contents": "form", "kind": "legal",
            "source": text("法条", "law"),
        }},
        "accident": {
            "grades": [{"id": "ordinary", "name": text("一般事故", "ordinary accident"), "dead": 1, "serious": 1, "level": "IV"}],
            "believed_dead": ["triage.black"], "believed_serious": ["triage.red"], "proposed": "level.proposed",
            "active": "level.active", "not_counted": text("损失未推演", "losses are not simulated"),
            "source": text("法条", "law"), "levels_source": text("未核实：预案", "unverified: plans"),
        },
        "rubrics": {"r": {
            "name": text("评估表", "Form"), "scale": "yes_no", "classes": {"c": {"name": text("类", "Class"), "clause": "1"}},
            "source": text("未核实：自定", "unverified: ours"),
            "items": {
                "a": item(text("成立指挥部", "Headquarters stands"), json!({"happened": {"at": "headquarters"}})),
                "b": item(text("解除", "All clear"), json!({"happened": {"at": "all_clear"}})),
                "c": item(text("秩序", "Order"), json!({"by_hand": {"zh": "看现场", "en": "see the scene"}})),
            },
        }},
    }))
    .unwrap();
    let record = hazdrill_record::read(
        r#"{"seq":1,"t_ms":0,"kind":"leak_started","actor":null,"place":"store"}
{"seq":2,"t_ms":50000,"kind":"died","actor":"lab/staff.1","data":{"by":"blast"}}
{"seq":3,"t_ms":90000,"kind":"said","actor":"lab/lead","data":{"to":["fire/dispatcher"],"facts":[]}}
{"seq":4,"t_ms":120000,"kind":"heard","actor":"fire/dispatcher","data":{"from":"lab/lead"},"causes":[3]}
{"seq":5,"t_ms":200000,"kind":"declared","actor":"fire/lead","data":{"fact":"level.active","value":"IV"}}
{"seq":6,"t_ms":800000,"kind":"declared","actor":"fire/lead","data":{"fact":"hq.place","value":"yard"}}
{"end":"limit","t_ms":900000,"events":6}"#,
    )
    .unwrap();
    hazdrill_score::evaluate(&record).with_standards(&standards, Some(&scenario()), &record.events)
}

#[test]
fn clocks_grade_and_rubrics_are_shown_in_both_languages() {
    let (scenario, evaluation) = (scenario(), judged());
    let told = |lang, detail| full_summary(&Names::new(Some(&scenario), lang), &evaluation, 140, detail).join("\n");
    let en = told(Lang::En, Detail::Everything);
    for part in [
        "Clocks and duties of law\n  kept 1",
        "kept    2 min  2 min  Call for help (missing: place)",
        "ordinary accident; level IV was active where level IV is due: right",
        "active 2 min 30 s after the casualties asked for it",
        "[unverified] Form (r): 50; yes 1, no 1, not judged 1",
        "yes         Headquarters stands",
        "All clear (never came)",
        "Order (by hand: see the scene)",
    ] {
        assert!(en.contains(part), "{part}\n{en}");
    }
    let zh = told(Lang::Zh, Detail::Everything);
    for part in
        ["按时 1", "（缺：地点）", "一般事故；启动Ⅳ级响应（对应Ⅳ级），相符", "人工评估：看现场", "【未核实】评估表"]
    {
        assert!(zh.contains(part), "{part}\n{zh}");
    }
    // In short only what was not kept is named.
    let short = told(Lang::En, Detail::Failed);
    assert!(
        short.contains("All clear") && !short.contains("Headquarters stands") && !short.contains("Order"),
        "{short}"
    );
}
