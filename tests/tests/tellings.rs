//! A word that was heard wrong is put right when it is said again, and what is told of one crew is not taken for another.

use hazdrill::engine::kernel::{Kind, Set};
use hazdrill::engine::minds::{Channelled, Learning, News, Phase};
use hazdrill::model::{Value, check};
use hazdrill::record::{Event, Happening};
use hazdrill::{Checked, Drill, Scenario, SimTime};
use serde_json::json;

/// The instant of the leak, which is the cause of what is told here.
const LEAK_MS: i64 = 60_000;
/// Its event, the first of the drill.
const LEAK: u64 = 1;

/// Tells the chief the same count four times: as 1, as 2, as 2 again, and as 1 through one more mouth.
fn tell_again(mut learning: Learning) {
    if learning.now().ms() != LEAK_MS {
        return;
    }
    let id = |name: &str| learning.lore.names.id(Kind::Actor, name).expect("the shipped drill has this post");
    let (chief, from) = (id("fire/chief"), id("firm/safety-officer"));
    let key = learning.lore.facts.key("people.missing", None);
    let mut told = |value: f64, hops: u8| {
        let as_of = SimTime::from_ms(LEAK_MS - 1_000);
        let news = News { key, value: Value::Number(value), as_of, origin: from, hops };
        let how = Channelled { from: Some(from), channel: "telephone".into() };
        learning.learn(chief, news, how, LEAK, Phase::Before).is_some()
    };
    assert!(told(1.0, 1), "the first telling is news");
    assert!(told(2.0, 1), "another value of the same rank puts the first right");
    assert!(!told(2.0, 1), "the same value again is no news");
    assert!(!told(1.0, 2), "what comes through more mouths does not count against it");
}

#[test]
fn a_later_telling_of_equal_rank_replaces_another_value_once() {
    let scenario = hazdrill_tests::ether_lab();
    let mut drill = Drill::builder(&scenario, 1).systems(Set::Sense, tell_again).build();
    drill.run_until(SimTime::from_ms(LEAK_MS));
    let learned = |event: &Event| match &event.what {
        Happening::Learned(l) if &*l.fact == "people.missing" => l.value.clone(),
        _ => None,
    };
    let values: Vec<Value> = drill.events().iter().filter_map(learned).collect();
    assert_eq!(values, [Value::Number(1.0), Value::Number(2.0)], "both tellings are in the record, each once");
    let chief = drill.actor("fire/chief").expect("the shipped drill has a chief");
    let belief = chief.beliefs.iter().find(|(fact, _, _)| fact == "people.missing");
    assert_eq!(belief.map(|(_, value, _)| value), Some(&Value::Number(2.0)), "the later telling is believed");
}

/// The shipped drill in which the firm's safety officer notes something when an engine of the brigade is there.
fn waits_for(crew: &str) -> Checked {
    let mut tree = serde_json::to_value(hazdrill_tests::ether_lab().scenario()).expect("a scenario is JSON");
    tree["organisations"]["firm"]["procedures"]["wait"] = json!([{
        "step": "note-arrival", "by": "safety-officer", "when": { "arrived": crew }, "takes": { "fixed": { "s": 1.0 } },
        "do": { "note": { "fact": "block-counted", "is": true } }, "source": "test",
    }]);
    let (checked, findings) = check(serde_json::from_value::<Scenario>(tree).expect("the step keeps to the types"));
    checked.unwrap_or_else(|| panic!("{findings:?}"))
}

/// Tells the safety officer that the second engine is there.
fn second_engine_is_there(mut learning: Learning) {
    if learning.now().ms() != LEAK_MS {
        return;
    }
    let id = |name: &str| learning.lore.names.id(Kind::Actor, name).expect("the shipped drill has this actor");
    let (officer, engine) = (id("firm/safety-officer"), id("fire/engine-2"));
    let key = learning.lore.facts.key("crew.at", Some(engine));
    let news = News { key, value: Value::Word("gate".into()), as_of: learning.now(), origin: engine, hops: 0 };
    let how = Channelled { from: Some(engine), channel: "telephone".into() };
    learning.learn(officer, news, how, LEAK, Phase::Before);
}

#[test]
fn whoever_waits_for_a_crew_of_another_organisation_waits_for_that_crew() {
    for (crew, begins) in [("engine-1", false), ("engine-2", true)] {
        let scenario = waits_for(crew);
        let mut drill = Drill::builder(&scenario, 1).systems(Set::Sense, second_engine_is_there).build();
        drill.run_until(SimTime::from_ms(LEAK_MS + 10_000));
        let begun = |e: &Event| matches!(&e.what, Happening::Started(s) if &*s.step == "note-arrival");
        assert_eq!(drill.events().iter().any(begun), begins, "engine 2 is there, and the officer waits for {crew}");
    }
}

#[test]
fn a_question_that_is_lost_is_not_answered_and_is_asked_again() {
    let nets = ["radio", "command-net"].map(|net| format!("channels.{net}.lost=0.4"));
    let scenario = hazdrill_tests::with(&nets.each_ref().map(String::as_str));
    let (mut lost, mut again) = ([0, 0], 0);
    for seed in 1..=6 {
        let drill = hazdrill_tests::run(&scenario, seed);
        let events = drill.events();
        let said = |number: &u64| match &events[*number as usize - 1].what {
            Happening::Said(said) => Some((*number, said)),
            _ => None,
        };
        for event in events.iter().filter(|e| matches!(e.what, Happening::Lost(_))) {
            let deaf = event.actor.as_deref();
            let Some((number, words)) = event.causes.iter().find_map(said) else { continue };
            let question = &events[number as usize - 1];
            let answers = question.causes.iter().filter_map(said).any(|(_, asked)| !asked.asks.is_empty());
            let asker = match (words.asks.is_empty(), answers) {
                (false, _) => question.actor.as_deref(),
                (true, true) => deaf,
                (true, false) => continue,
            };
            lost[usize::from(answers)] += 1;
            let is_answer = |e: &&Event| e.actor.as_deref() == deaf && e.causes.contains(&number) && e.kind() == "said";
            assert_eq!(
                events.iter().find(is_answer),
                None,
                "seed {seed}, #{number}: nobody answers what was not heard"
            );
            let notices = events.iter().skip(event.seq as usize).take_while(|e| e.t_ms == event.t_ms).any(|e| {
                e.actor.as_deref() == asker && matches!(&e.what, Happening::CallFailed(c) if &*c.reason == "lost")
            });
            assert!(notices, "seed {seed}, #{number}: {asker:?} waits for an answer and misses it");
            again += usize::from(events.iter().skip(event.seq as usize).any(|e| {
                let asks = matches!(&e.what, Happening::Said(s) if !s.asks.is_empty());
                asks && e.actor.as_deref() == asker && e.t_ms < event.t_ms.map(|t| t + 120_000)
            }));
        }
    }
    let [questions, answers] = lost;
    assert!(questions > 5 && answers > 5, "questions and answers are lost: {questions}, {answers}");
    assert!(again * 10 >= (questions + answers) * 7, "most are asked again: {again} of {questions} and {answers}");
}
