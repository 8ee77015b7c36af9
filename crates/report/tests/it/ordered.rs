//! What an order asks for, in the sentence of the one who gives it and of the one who hears it.

use hazdrill_model::Lang;

/// The lines of an order that is said and heard, with this verb and task.
fn lines(lang: Lang, order: &str) -> Vec<String> {
    let lines = [
        r#"{"seq":1,"t_ms":0,"kind":"leak_started","actor":null,"place":"store","data":{"release":"r","vessel":"drum","substance":"乙醚"}}"#.to_owned(),
        format!(r#"{{"seq":2,"t_ms":1000,"kind":"said","actor":"fire/lead","place":"yard","data":{{"to":["fire/engine-1"],"channel":"voice",{order}}},"causes":[1]}}"#),
        format!(r#"{{"seq":3,"t_ms":2000,"kind":"heard","actor":"fire/engine-1","place":"yard","data":{{"from":"fire/lead","channel":"voice",{order}}},"causes":[2]}}"#),
        r#"{"seq":4,"t_ms":3000,"kind":"left","actor":"fire/engine-1","place":"yard","data":{"to":"store"},"causes":[3]}"#.to_owned(),
    ];
    let events = hazdrill_record::read(&lines.join("\n")).unwrap().events;
    super::lines_of(lang, &events)
}

#[test]
fn an_order_says_what_is_to_be_done_and_where() {
    for (order, zh, en) in [
        (
            r#""order":"extinguish","task":{"at":["store"]}"#,
            "在溶剂库出泡沫灭火",
            "attack the fire at Solvent store with foam",
        ),
        (
            r#""order":"evacuate","task":{"at":["store","yard"],"to":"yard"}"#,
            "疏散溶剂库、集合点群众到集合点",
            "lead the people of Solvent store, Assembly point to Assembly point",
        ),
        (
            r#""order":"evacuate","task":{"at":["store"]}"#,
            "通知溶剂库群众就地避险",
            "tell the people of Solvent store to stay in",
        ),
        (
            r#""order":"cordon","task":{"at":["yard"],"around":"store","radius_m":50.0}"#,
            "在溶剂库周围 50 米设警戒区",
            "close a cordon 50 m around Solvent store",
        ),
        (
            r#""order":"ventilate","task":{"at":["store"],"from":"yard","mode":"emergency"}"#,
            "把溶剂库通风切到事故排风",
            "switch the ventilation of Solvent store to emergency",
        ),
        (r#""order":"dispatch","task":{"to":"yard"}"#, "出动，前往集合点", "turn out to Assembly point"),
        // Records that do not say it, or not wholly, are told as far as they go.
        (r#""order":"dispatch""#, "出动", "turn out"),
        (r#""order":"extinguish","task":{}"#, "泡沫灭火", "attack the fire with foam"),
    ] {
        for (lang, clause) in [(Lang::Zh, zh), (Lang::En, en)] {
            let lines = lines(lang, order);
            for line in &lines[1..] {
                assert!(line.contains(clause), "{clause:?} is missing: {line}");
            }
        }
    }
}
