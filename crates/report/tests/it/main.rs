//! The story of a small record, in both languages.

mod office;
mod ordered;
mod scene;
mod summary;

use hazdrill_model::{Lang, Scenario};
use hazdrill_record::Event;
use hazdrill_record::happening::KINDS;
use hazdrill_report::{Milestones, Names, Story};
use ron::extensions::Extensions;

fn scenario() -> Scenario {
    let options = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES);
    options.from_str(include_str!("scenario.ron")).unwrap()
}

/// A record of one event of every kind, and the chain from a smell to a call.
fn events() -> Vec<Event> {
    let lines = [
        r#""t_ms":0,"kind":"leak_started","actor":null,"place":"store","data":{"release":"r","vessel":"drum","substance":"乙醚"}"#,
        r#""t_ms":30000,"kind":"learned","actor":"lab/staff.3","place":"store","data":{"fact":"odour:store","value":true,"as_of_ms":30000,"channel":"smell"},"causes":[1]"#,
        r#""t_ms":31000,"kind":"started","actor":"lab/staff.3","place":"store","data":{"procedure":"p","step":"s","verb":"tell","ready_ms":31000},"causes":[2]"#,
        r#""t_ms":40000,"kind":"said","actor":"lab/staff.3","place":"store","data":{"to":["lab/safety-officer"],"channel":"voice","facts":[{"fact":"leak.place","value":"store"},{"fact":"people.missing","value":null}]},"causes":[3]"#,
        r#""t_ms":46000,"kind":"heard","actor":"lab/safety-officer","place":"store","data":{"from":"lab/staff.3","channel":"voice","unknown":1},"causes":[4]"#,
        r#""t_ms":46000,"kind":"learned","actor":"lab/safety-officer","place":"store","data":{"fact":"leak.place","value":"store","as_of_ms":40000,"from":"lab/staff.3","channel":"voice"},"causes":[5]"#,
        r#""t_ms":60000,"kind":"started","actor":"lab/safety-officer","place":"store","data":{"procedure":"alarm","step":"power","verb":"cut_power","ready_ms":46000},"causes":[6]"#,
        r#""t_ms":72000,"kind":"said","actor":"lab/safety-officer","place":"yard","data":{"to":["fire/dispatcher"],"channel":"telephone","facts":[{"fact":"leak.place","value":"store"}],"order":null,"since_ms":60000},"causes":[7]"#,
        r#""t_ms":73000,"kind":"became","actor":null,"place":"store","data":{"fact":"vapour.percent_lfl:store","value":120.0},"causes":[1]"#,
        r#""t_ms":74000,"kind":"detector_alarmed","actor":null,"place":"store","data":{"detector":"det","level":"low","reading":10.2},"causes":[9]"#,
        r#""t_ms":74000,"kind":"detector_failed","actor":null,"place":"store","data":{"detector":"det"},"causes":[9]"#,
        r#""t_ms":75000,"kind":"ignition","actor":null,"place":"store","data":{"source":"plate","flammable_kg":1.25,"energy_j":4.2e7},"causes":[9]"#,
        r#""t_ms":76000,"kind":"exposed","actor":"lab/staff.1","place":"store","data":{"ppm":2100.5,"protected":false},"causes":[9]"#,
        r#""t_ms":80000,"kind":"done","actor":"lab/safety-officer","place":"yard","data":{"procedure":"alarm","step":"power","verb":"cut_power","ordered_by":"lab/lead"},"causes":[7]"#,
        r#""t_ms":80000,"kind":"failed","actor":"lab/safety-officer","place":"yard","data":{"procedure":"","step":"measure","verb":"measure","reason":"no_answer"},"causes":[7]"#,
        r#""t_ms":80000,"kind":"interrupted","actor":"lab/safety-officer","place":"yard","data":{"procedure":"alarm","step":"power","by":"go"},"causes":[7]"#,
        r#""t_ms":80000,"kind":"refused","actor":"lab/lead","place":"yard","data":{"verb":"shut_source","reason":"nothing_to_shut"},"causes":[7]"#,
        r#""t_ms":80000,"kind":"order","actor":"fire/lead","place":"yard","data":{"verb":"withdraw","order":{"withdraw":{"crews":["engine-1"],"to":"yard"}}}"#,
        r#""t_ms":80000,"kind":"call_failed","actor":"lab/lead","place":"yard","data":{"to":"fire/dispatcher","channel":"telephone","reason":"busy","attempt":2},"causes":[7]"#,
        r#""t_ms":80000,"kind":"lost","actor":"fire/lead","place":"yard","data":{"from":"fire/dispatcher","channel":"telephone"},"causes":[8]"#,
        r#""t_ms":80000,"kind":"misheard","actor":"fire/lead","place":"yard","data":{"from":"fire/dispatcher","channel":"telephone","fact":"leak.place","said":"store","heard":"yard"},"causes":[8]"#,
        r#""t_ms":80000,"kind":"dispatched","actor":"fire/dispatcher","place":"yard","data":{"crews":["engine-1"],"to":"store"},"causes":[8]"#,
        r#""t_ms":150000,"kind":"left","actor":"fire/engine-1","place":"yard","data":{"to":"store","drives":true},"causes":[22]"#,
        r#""t_ms":160000,"kind":"blocked","actor":"fire/engine-1","place":"yard","data":{"road":"ring"},"causes":[23]"#,
        r#""t_ms":300000,"kind":"arrived","actor":"fire/engine-1","place":"store","data":{"from":"yard","drives":true},"causes":[23]"#,
        r#""t_ms":360000,"kind":"measured","actor":"fire/engine-1","place":"store","data":{"facts":[{"fact":"vapour.percent_lfl:store","value":37.2}]},"causes":[25]"#,
        r#""t_ms":370000,"kind":"ventilation_switched","actor":"lab/lead","place":"store","data":{"mode":"emergency"},"causes":[26]"#,
        r#""t_ms":380000,"kind":"power_cut","actor":"lab/safety-officer","place":"store","data":{"breaker":"main","rooms":["store"]},"causes":[7]"#,
        r#""t_ms":390000,"kind":"cordon_closed","actor":"fire/engine-1","place":"yard","data":{"around":"store","radius_m":50.0},"causes":[26]"#,
        r#""t_ms":400000,"kind":"head_counted","actor":"lab/lead","place":"yard","data":{"listed":9,"counted":8,"missing":["lab/staff.1"]},"causes":[7]"#,
        r#""t_ms":410000,"kind":"road_closed","actor":null,"place":null,"data":{"road":"ring"}"#,
        r#""t_ms":420000,"kind":"road_opened","actor":null,"place":null,"data":{"road":"ring"}"#,
        r#""t_ms":500000,"kind":"leak_stopped","actor":"fire/engine-1","place":"store","data":{"vessel":"drum","reason":"shut","released_kg":3.14},"causes":[26]"#,
        r#""t_ms":510000,"kind":"custom","actor":"lab/lead","place":"yard","data":{"name":"签到","data":null},"causes":[7]"#,
        r#""t_ms":600000,"kind":"all_clear","actor":"fire/lead","place":"yard","data":{},"causes":[33]"#,
    ];
    let numbered = lines.iter().zip(1..).map(|(line, seq)| format!("{{\"seq\":{seq},{line}}}"));
    let text = numbered.collect::<Vec<_>>().join("\n");
    hazdrill_record::read(&text).unwrap().events
}

fn lines(lang: Lang) -> Vec<String> {
    lines_of(lang, &events())
}

fn lines_of(lang: Lang, events: &[Event]) -> Vec<String> {
    let scenario = scenario();
    let names = Names::new(Some(&scenario), lang);
    let story = Story::new(&names, events);
    events.iter().map(|event| story.line(event)).collect()
}

#[test]
fn every_kind_has_its_sentence_and_no_other_language_shows() {
    let (events, scene) = (events(), scene::record(scene::LINES));
    for def in KINDS {
        assert!(
            events.iter().chain(&scene).any(|e| e.kind() == def.kind),
            "the record of this test lacks `{}`",
            def.kind
        );
    }
    let all = |lang| [lines(lang), lines_of(lang, &scene)].concat();
    for line in all(Lang::Zh) {
        let words = line.replace("LEL", "").replace("ppm", "");
        assert!(!words.chars().any(|c| c.is_ascii_alphabetic()), "English in a Chinese line: {line}");
    }
    for line in all(Lang::En) {
        let words = line.replace("乙醚", "").replace("签到", "");
        assert!(words.is_ascii(), "Chinese in an English line: {line}");
    }
}

#[test]
fn a_line_says_who_what_and_because_of_what() {
    let zh = lines(Lang::Zh);
    assert_eq!(
        zh[7],
        "23:59:12 安全员 用电话告知 接警员：溶剂库发生泄漏（因为：23:58:46 实验员3号当面告知 溶剂库发生泄漏）"
    );
    assert_eq!(
        zh[3],
        "23:58:40 实验员3号 当面告知 安全员：溶剂库发生泄漏；情况不明：失联人数（因为：23:58:30 闻到 溶剂库有异味）"
    );
    assert_eq!(
        zh[6],
        "23:59:00 安全员 腾出手来，着手：切断溶剂库电源（等了 14 秒）（因为：23:58:46 实验员3号当面告知 溶剂库发生泄漏）"
    );
    // Past midnight, and two organisations with a post of the same name.
    assert_eq!(
        zh[34],
        "第2天 00:08:00 消防站负责人 宣布险情解除（因为：第2天 00:06:20 乙醚桶 泄漏止住（已关断），共漏出 3.1 千克）"
    );
    let en = lines(Lang::En);
    assert_eq!(
        en[7],
        "23:59:12 Safety officer tells Dispatcher by telephone: a leak at Solvent store (because at 23:58:46 Laboratory assistant 3 said face to face: a leak at Solvent store)"
    );
}

#[test]
fn the_chain_of_causes_goes_back_to_the_root() {
    let (scenario, events) = (scenario(), events());
    let names = Names::new(Some(&scenario), Lang::En);
    let story = Story::new(&names, &events);
    let chain: Vec<u64> = story.chain(&events[7]).iter().map(|e| e.seq).collect();
    assert_eq!(chain, [1, 2, 3, 4, 5, 6, 7, 8]);
    let lines = story.chain_lines(&events[7]);
    assert!(lines[1].ends_with("(30 s later)"), "{}", lines[1]);
}

#[test]
fn people_who_do_the_same_are_one_line() {
    let scenario = scenario();
    let left = (1..=8).map(|n| {
        let start = format!("\"seq\":{n},\"t_ms\":{}", n * 10_000);
        format!(
            "{{{start},\"kind\":\"left\",\"actor\":\"lab/staff.{n}\",\"place\":\"store\",\"data\":{{\"to\":\"yard\"}}}}"
        )
    });
    let text = left.collect::<Vec<_>>().join("\n");
    let events = hazdrill_record::read(&text).unwrap().events;
    for (lang, line) in [
        (Lang::Zh, "23:58:10-23:59:20 实验员 8 人 离开溶剂库，前往集合点"),
        (Lang::En, "23:58:10-23:59:20 Laboratory assistant (8 people) leaves Solvent store for Assembly point"),
    ] {
        assert_eq!(told(&Names::new(Some(&scenario), lang), &events, 80), [line]);
    }
}

fn told(names: &Names<'_>, events: &[Event], limit: usize) -> Vec<String> {
    let mut milestones = Milestones::new(limit);
    let mut lines = Vec::new();
    for (index, event) in events.iter().enumerate() {
        lines.extend(milestones.push(&Story::new(names, &events[..=index]), event));
    }
    lines.extend(milestones.finish(&Story::new(names, events)));
    lines
}

#[test]
fn what_is_said_again_and_again_is_one_line() {
    let scenario = scenario();
    let count = |seq: u64, missing: &str| {
        let n = if missing.is_empty() { 9 } else { 8 };
        format!(
            "{{\"seq\":{seq},\"t_ms\":{}000,\"kind\":\"head_counted\",\"actor\":\"lab/lead\",\"place\":\"yard\",\"data\":{{\"listed\":9,\"counted\":{n},\"missing\":[{missing}]}}}}",
            seq * 300
        )
    };
    let lines: Vec<String> = (1..=9).map(|seq| count(seq, "\"lab/staff.1\"")).chain([count(10, "")]).collect();
    let events = hazdrill_record::read(&lines.join("\n")).unwrap().events;
    let told = told(&Names::new(Some(&scenario), Lang::Zh), &events, 80);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("失联 1 人") && told[1].contains("无人失联") && told[2].contains("另有 8 件"), "{told:?}");
}

#[test]
fn milestones_keep_to_their_limit_and_to_the_order_of_time() {
    let (scenario, events) = (scenario(), events());
    let names = Names::new(Some(&scenario), Lang::Zh);
    let all = told(&names, &events, 80);
    assert!(
        all.first().is_some_and(|l| l.contains("开始泄漏")) && all.last().is_some_and(|l| l.contains("宣布险情解除"))
    );
    for limit in [1, 5, 10, 20] {
        let few = told(&names, &events, limit);
        assert!(few.len() <= limit, "{} lines where {limit} are allowed", few.len());
        assert!(few.last().unwrap().contains("没有列出"), "what was left out is told");
    }
}

#[test]
fn a_long_beginning_leaves_room_for_the_end() {
    let scenario = scenario();
    // Two hundred turns in the first quarter of an hour, and then what the drill was about.
    let turn = |seq: u64| {
        format!(
            r#"{{"seq":{seq},"t_ms":{},"kind":"dispatched","actor":"fire/dispatcher","data":{{"crews":["engine-{seq}"],"to":"yard"}}}}"#,
            seq * 4000
        )
    };
    let end = r#"{"seq":201,"t_ms":5000000,"kind":"delivered","actor":"fire/engine-1","data":{"who":["lab/staff.1"],"beds_left":3}}"#;
    let lines: Vec<String> = (1..=200).map(turn).chain([end.to_owned()]).collect();
    let events = hazdrill_record::read(&lines.join("\n")).unwrap().events;
    let told = told(&Names::new(Some(&scenario), Lang::Zh), &events, 80);
    assert!(told.len() <= 80 && told.iter().any(|line| line.contains("送达")), "{told:#?}");
}

#[test]
fn hostile_causes_do_not_send_us_in_a_circle() {
    let mut events = events();
    for event in &mut events {
        event.causes = [event.seq, u64::MAX].into_iter().collect();
    }
    let names = Names::new(None, Lang::En);
    let story = Story::new(&names, &events);
    for event in &events {
        assert_eq!(story.chain(event).len(), 1);
        assert!(!story.line(event).contains("because"));
    }
}

#[test]
fn a_role_whose_name_could_be_that_of_another_is_told_with_its_organisation() {
    let mut scenario = scenario();
    let mut rename = |organisation: &str, post: &str, zh: &str, en: &str| {
        let post = scenario.organisations.get_mut(organisation).and_then(|body| body.posts.get_mut(post));
        post.expect("the post is there").name = hazdrill_model::Text::new(zh, en);
    };
    rename("fire", "dispatcher", "值班员", "Duty officer");
    rename("lab", "lead", "消控室值班员", "Control room operator");
    for (lang, told, longer) in [
        (Lang::Zh, "消防站值班员", "消控室值班员"),
        (Lang::En, "Duty officer of Fire brigade", "Control room operator"),
    ] {
        let names = Names::new(Some(&scenario), lang);
        assert_eq!(names.actor("fire/dispatcher"), told);
        assert_eq!(names.actor("lab/lead"), longer, "a name that none ends with needs nothing");
    }
}
