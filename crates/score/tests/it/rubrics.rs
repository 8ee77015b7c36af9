//! Formulas, curves and totals of rubrics, worked out by hand; and what a timeline can be asked.

use crate::drill::{at, by_hand, event, record, scenario};
use hazdrill_model::{Measure, Standards};
use hazdrill_score::{Answer, Evaluation, ItemOutcome, Reason, RubricOutcome, evaluate, timeline};
use serde_json::{Value, json};

/// A rubric `r` with these items, on the scale `yes_no`; an item is a formula, or an object with `judge`.
fn rubric(items: Value) -> Standards {
    let text = json!({"zh": "问", "en": "Question"});
    let mut all = serde_json::Map::new();
    for (id, item) in items.as_object().unwrap() {
        let mut whole = if item.get("judge").is_some() { item.clone() } else { json!({"judge": item}) };
        let own = whole.as_object_mut().unwrap();
        for (key, value) in [("class", json!("c")), ("text", text.clone()), ("source", json!("unverified: test"))] {
            own.entry(key).or_insert(value);
        }
        all.insert(id.clone(), whole);
    }
    serde_json::from_value(json!({
        "roles": {"anybody": "anybody", "unit": "unit", "fire": {"seats": ["fire"]}, "nobody": {"seats": ["street"]}},
        "rubrics": {"r": {
            "name": text, "scale": "yes_no", "classes": {"c": {"name": text}}, "items": all, "source": "unverified: test",
            "bands": [{"id": "good", "name": text, "from": 75}, {"id": "poor", "name": text, "from": 0}],
        }},
    }))
    .unwrap()
}

/// Released at 0 s, cordon closed at 900 s, a fire from 100 to 1600 s, over at 7200 s.
fn events() -> Vec<Value> {
    vec![
        at(0.0, "leak_started", "-", "lab", json!({})),
        at(100.0, "fire_started", "-", "lab", json!({})),
        at(900.0, "cordon_closed", "fire/chief", "gate", json!({})),
        at(1600.0, "fire_out", "-", "lab", json!({})),
        event(None, "measured", "fire/chief", "gate", json!({})),
        at(7200.0, "all_clear", "fire/chief", "gate", json!({})),
    ]
}

fn judged(items: Value, events: &[Value]) -> RubricOutcome {
    let (standards, record) = (rubric(items), by_hand(events));
    evaluate(&record).with_standards(&standards, None, &record.events).rubrics.remove(0)
}

fn item<'a>(rubric: &'a RubricOutcome, id: &str) -> &'a ItemOutcome {
    rubric.items.iter().find(|item| item.id == id).unwrap()
}

fn within(limit_min: f64) -> Value {
    json!({"within": {"from": {"at": "released"}, "to": {"at": "cordoned"}, "limit": {"min": limit_min}}})
}

#[test]
fn curves_fall_as_they_say() {
    // 900 s of 600 s, nothing from 1200 s on: half the way.
    let with = |curve: &str| json!({"judge": within(10.0), "curve": curve, "zero_at": {"min": 20}});
    let found = judged(
        json!({
            "step": with("step"), "linear": with("linear"), "exponential": with("exponential"), "kept": within(15.0),
            "twice": {"judge": within(10.0), "curve": "linear"},
            "past": {"judge": within(5.0), "curve": "linear", "zero_at": {"min": 15}},
        }),
        &events(),
    );
    let value = |id: &str| item(&found, id).value.unwrap();
    assert_eq!((value("step"), value("linear"), value("kept"), value("past")), (0.0, 0.5, 1.0, 0.0));
    assert_eq!(item(&found, "twice").value, Some(0.5), "zero_at is twice the limit where it is not given");
    // (e^-1.5 - e^-3) / (1 - e^-3) = (0.223130 - 0.049787) / 0.950213
    assert!((value("exponential") - 0.182_426).abs() < 1e-6, "{}", value("exponential"));
    assert_eq!(item(&found, "kept").answer, Answer::Yes, "900 s is the limit, and the limit is included");
    assert_eq!((item(&found, "linear").took_s, item(&found, "linear").limit_s), (Some(900.0), Some(600.0)));
    assert_eq!(item(&found, "linear").evidence, [1, 3]);
}

#[test]
fn formulas_join_as_logic_does() {
    let (yes, no) = (json!({"happened": {"at": "cordoned"}}), json!({"happened": {"at": "headquarters"}}));
    let hand = json!({"by_hand": {"zh": "看", "en": "see"}});
    let nothing = json!({"when": {"so": no, "then": yes}});
    let found = judged(
        json!({
            "all-no": {"all": [yes, no, hand]}, "all-hand": {"all": [yes, hand]}, "all-nothing": {"all": [yes, nothing]},
            "any-yes": {"any": [no, hand, yes]}, "any-hand": {"any": [no, hand]}, "any-no": {"any": [no, nothing]},
            "not": {"not": no}, "nothing": nothing, "ref": {"ref": "any-yes"}, "hand": hand,
            "before": {"before": {"first": {"at": "cordoned"}, "then": {"at": "all_clear"}}},
            "after": {"before": {"first": {"at": "all_clear"}, "then": {"at": "cordoned"}}},
            "never": {"never": {"happens": "explosion"}}, "not-never": {"never": {"happens": "fire_started"}},
            "count": {"at_least": {"metric": "explosions", "n": 1}}, "few": {"at_most": {"metric": "dead", "n": 0}},
            "unknown": {"within": {"from": {"at": "released"}, "to": {"at": "sized_up"}, "limit": {"min": 5}}},
            "happened": {"happened": {"at": "sized_up"}},
        }),
        &events(),
    );
    for (id, answer) in [
        ("all-no", Answer::No),
        ("all-hand", Answer::NotJudged),
        ("all-nothing", Answer::Yes),
        ("any-yes", Answer::Yes),
        ("any-hand", Answer::NotJudged),
        ("any-no", Answer::No),
        ("not", Answer::Yes),
        ("nothing", Answer::NotApplicable),
        ("ref", Answer::Yes),
        ("hand", Answer::NotJudged),
        ("before", Answer::Yes),
        ("after", Answer::No),
        ("never", Answer::Yes),
        ("not-never", Answer::No),
        ("count", Answer::No),
        ("few", Answer::Yes),
        ("unknown", Answer::Unknown),
        ("happened", Answer::Yes),
    ] {
        assert_eq!(item(&found, id).answer, answer, "{id}");
        assert_eq!(item(&found, id).value.is_some(), matches!(answer, Answer::Yes | Answer::No), "{id}");
    }
    assert_eq!(item(&found, "after").reason, Some(Reason::WrongOrder));
    assert_eq!(item(&found, "count").reason, Some(Reason::Count { found: 0.0, measure: Measure::Explosions }));
    let counts = found.counts;
    assert_eq!([counts.yes, counts.no, counts.not_applicable, counts.unknown, counts.not_judged], [8, 5, 1, 1, 3]);
}

#[test]
fn the_total_is_the_weighted_mean_of_what_was_answered() {
    let found = judged(
        json!({
            "half": {"judge": within(10.0), "curve": "linear", "zero_at": {"min": 20}, "weight": 3},
            "whole": {"judge": {"happened": {"at": "all_clear"}}, "weight": 1},
            "weightless": {"judge": {"happened": {"at": "headquarters"}}, "weight": 0},
            "hand": {"judge": {"by_hand": {"zh": "看", "en": "see"}}, "weight": 100},
        }),
        &events(),
    );
    // (3 × 0.5 + 1 × 1) / 4
    assert_eq!((found.total, found.grade.unwrap().id.as_str()), (Some(62.5), "poor"));
    assert_eq!(found.classes[0].total, Some(62.5));
}

#[test]
fn items_in_a_circle_end_in_an_answer() {
    // The loader refuses them; a record that somebody made has not been through the loader.
    let found = judged(json!({"a": {"ref": "b"}, "b": {"not": {"ref": "a"}}, "c": {"ref": "d"}}), &events());
    assert!(found.items.iter().all(|item| item.answer == Answer::NotJudged && item.reason == Some(Reason::NoSuchItem)));
    assert_eq!(found.total, None);
}

#[test]
fn what_nobody_plays_is_nobodys_fault() {
    let items = json!({"police": {"happened": {"heard": {"from": "unit", "by": "nobody"}}}});
    let record = record(&scenario(&json!({})), &events());
    let read = serde_json::from_value(scenario(&json!({}))).unwrap();
    let found = evaluate(&record).with_standards(&rubric(items), Some(&read), &record.events);
    let item = &found.rubrics[0].items[0];
    assert_eq!(
        (item.answer, &item.reason),
        (Answer::NotApplicable, &Some(Reason::NobodyPlays { role: "nobody".into() }))
    );
}

#[test]
fn a_scenario_that_names_its_rubrics_is_judged_by_them_from_its_record_alone() {
    let own = serde_json::to_value(rubric(json!({"cordon": within(15.0)}))).unwrap();
    let mut scenario = scenario(&json!({}));
    scenario["rubrics"] = own["rubrics"].clone();
    scenario["roles"] = own["roles"].clone();
    let mut text = crate::drill::text(Some(&scenario), &events());
    text.push_str("\n{\"end\":\"all_clear\",\"t_ms\":7200000,\"events\":6}");
    let evaluation = evaluate(&hazdrill_record::read(&text).unwrap());
    assert_eq!(evaluation.rubrics.len(), 1);
    assert_eq!(evaluation.rubrics[0].items[0].answer, Answer::Yes);
}

fn of_timeline(text: &str) -> Evaluation {
    timeline::read(text, "real").unwrap().evaluate_by(&hazdrill_scenario::builtin_standards())
}

#[test]
fn a_timeline_is_never_blamed_for_what_it_does_not_tell() {
    for text in [
        include_str!("../timelines/atchison-2016.csv"),
        include_str!("../timelines/guanghan-2020.csv"),
        include_str!("../timelines/jingzhou-2011.csv"),
        include_str!("../timelines/xuzhou-monitoring-drill-2022.csv"),
    ] {
        let evaluation = of_timeline(text);
        assert!(evaluation.accident.is_none() && evaluation.clocks.len() > 20);
        for clock in &evaluation.clocks {
            assert!(clock.state != hazdrill_score::ClockState::Never, "{}: silence is not a breach", clock.id);
        }
        for item in evaluation.rubrics.iter().flat_map(|rubric| &rubric.items) {
            assert_ne!(item.reason, Some(Reason::NeverCame), "{}", item.id);
        }
    }
}

#[test]
fn unknown_minutes_of_a_timeline_stay_unknown_and_old_law_does_not_bind() {
    // Jingzhou 2011: the call at a known minute, the size-up after it at an unknown one; fire out 38 min after the call.
    let evaluation = of_timeline(include_str!("../timelines/jingzhou-2011.csv"));
    let of = |id: &str| evaluation.rubrics.iter().find(|rubric| rubric.id == id).unwrap();
    let cordon = item(of("hseep"), "2-post");
    assert_eq!(cordon.answer, Answer::NotJudged, "no headquarters is told of");
    assert_eq!(item(of("cn-aqt9009"), "a2-11-triage").answer, Answer::NotJudged);
    let rescue = evaluation.clocks.iter().find(|clock| clock.id == "708-18-cordon").unwrap();
    assert_eq!(rescue.reason, Some(Reason::NotYetInForce { since: "2019-04-01".into() }));
    let items = json!({
        "size-up": {"within": {"from": {"heard": {"from": "anybody", "by": "fire"}}, "to": {"at": "sized_up"}, "limit": {"min": 5}}},
        "out": {"within": {"from": {"heard": {"from": "anybody", "by": "fire"}}, "to": {"at": "fire_out"}, "limit": {"min": 38}}},
        "hurt": {"at_most": {"metric": "dead", "n": 0}}, "blast": {"at_least": {"metric": "explosions", "n": 1}},
    });
    let timeline = timeline::read(include_str!("../timelines/jingzhou-2011.csv"), "jingzhou-2011").unwrap();
    let found = timeline.evaluate_by(&rubric(items)).rubrics.remove(0);
    assert_eq!(item(&found, "size-up").answer, Answer::Unknown);
    assert_eq!((item(&found, "out").answer, item(&found, "out").took_s), (Answer::Yes, Some(2280.0)));
    assert_eq!(item(&found, "hurt").reason, Some(Reason::NotTold));
}
