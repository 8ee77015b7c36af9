//! Orders that come to nothing: whoever gave them learns so, and the record says so.

use hazdrill::model::check;
use hazdrill::record::{Event, Happening};
use hazdrill::{Checked, Drill, Scenario};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The shipped drill with other steps for the officer, who knows of the leak as soon as the engine is there.
fn officer(steps: Value) -> Checked {
    let shipped = hazdrill_tests::ether_lab();
    let mut tree = serde_json::to_value(shipped.scenario()).expect("a scenario is JSON");
    let fire = tree.pointer_mut("/organisations/fire/procedures").expect("the brigade has procedures");
    let all = fire.as_object_mut().expect("procedures are a map");
    for steps in all.values_mut() {
        let steps = steps.as_array_mut().expect("a procedure is a list");
        steps.retain(|step| !["chief", "engine-1"].contains(&step["by"].as_str().unwrap_or_default()));
    }
    all.insert("test".into(), steps);
    // What they expect are steps that are gone.
    tree["injects"] = json!({});
    let (checked, findings) = check(serde_json::from_value::<Scenario>(tree).expect("the steps keep to the types"));
    checked.unwrap_or_else(|| panic!("{findings:?}"))
}

fn step(name: &str, when: Value, act: Value) -> Value {
    json!({
        "step": name, "by": "chief", "when": when, "takes": { "fixed": { "s": 3.0 } }, "do": act, "source": "test",
        "urgent": name == "back",
    })
}

fn cordon(work_s: f64) -> Value {
    json!({ "cordon": {
        "around": "solvent-store", "radius": { "m": 50.0 }, "at": "gate", "crews": ["engine-1"],
        "work": { "fixed": { "s": work_s } },
    } })
}

fn waited(time_s: f64) -> Value {
    json!({ "waited": { "time": { "s": time_s }, "since": { "arrived": "engine-1" } } })
}

fn run(scenario: &Checked, seed: u64) -> Vec<Event> {
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    drill.events().to_vec()
}

/// Events of a step that was given up, by actor and reason.
fn failures<'a>(events: &'a [Event], step: &str) -> Vec<(&'a Event, &'a str, &'a str)> {
    let of_step = |event: &'a Event| match &event.what {
        Happening::Failed(f) if &*f.step == step => Some((event, event.actor.as_deref()?, &*f.reason)),
        _ => None,
    };
    events.iter().filter_map(of_step).collect()
}

#[test]
fn a_crew_that_is_called_back_gives_up_what_it_did_and_what_waited_and_reports_both() {
    let back = json!({ "withdraw": { "crews": ["engine-1"], "to": "gate" } });
    let measure = json!({ "measure": {
        "facts": ["vapour.percent_lfl"], "at": "gate", "crews": ["engine-1"], "work": { "fixed": { "s": 60.0 } },
    } });
    let scenario = officer(json!([
        step("first", waited(10.0), cordon(3_000.0)),
        step("second", waited(60.0), measure),
        step("back", waited(300.0), back),
    ]));
    for seed in 1..=5 {
        let events = run(&scenario, seed);
        for name in ["first", "second"] {
            let given_up = failures(&events, name);
            let [crew, chief] = given_up[..] else { panic!("seed {seed}: `{name}` is given up twice: {given_up:?}") };
            assert_eq!((crew.1, crew.2), ("fire/engine-1", "withdrawn"), "seed {seed}: the crew says so");
            assert_eq!((chief.1, chief.2), ("fire/chief", "withdrawn"), "seed {seed}: the officer learns so");
            let heard = &events[chief.0.causes[0] as usize - 1];
            assert_eq!(heard.kind(), "heard", "seed {seed}: the officer knows it by the report and not before");
            assert!(crew.0.seq < heard.seq);
        }
        let done = |e: &&Event| matches!(&e.what, Happening::Done(d) if ["first", "second"].contains(&&*d.step));
        assert_eq!(events.iter().find(done), None, "seed {seed}: what was called back is not done");
    }
}

#[test]
fn an_order_that_is_given_again_is_not_reported_as_given_up() {
    let back = json!({ "withdraw": { "crews": ["engine-1"], "to": "gate" } });
    let mut first = step("first", waited(10.0), cordon(200.0));
    first["repeat"] = json!({ "every": { "s": 155.0 } });
    let scenario = officer(json!([first, step("back", waited(150.0), back)]));
    let mut done = 0;
    for seed in 1..=5 {
        let events = run(&scenario, seed);
        let is_done = |e: &&Event| {
            let by_chief = e.actor.as_deref() == Some("fire/chief");
            matches!(&e.what, Happening::Done(d) if &*d.step == "first") && by_chief
        };
        done += u32::from(events.iter().any(|e| is_done(&e)));
    }
    assert!(done >= 4, "what is ordered anew after a withdrawal is done and reported: {done} of 5");
}

/// The drill in which the firm's safety officer orders the brigade's first engine to read its meter at the gate, while it
/// works for its own officer (`busy`) or is free.
fn stranger(policy: &str, busy: bool) -> Checked {
    let officer = officer(if busy { json!([step("own", waited(10.0), cordon(9_000.0))]) } else { json!([]) });
    let mut tree = serde_json::to_value(officer.scenario()).expect("a scenario is JSON");
    tree["organisations"]["fire"]["crews"]["engine-1"]["outside_orders"] = json!(policy);
    let known = json!({ "waited": { "time": { "s": 2_400.0 }, "since": { "knows": "leak.place" } } });
    let mut stranger = step(
        "stranger",
        known,
        json!({ "measure": {
            "facts": ["vapour.percent_lfl"], "at": "gate", "crews": ["fire/engine-1"], "work": { "fixed": { "s": 60.0 } },
        } }),
    );
    stranger["by"] = json!("safety-officer");
    tree["organisations"]["firm"]["procedures"]["stranger"] = json!([stranger]);
    let (checked, findings) = check(serde_json::from_value::<Scenario>(tree).expect("the steps keep to the types"));
    checked.unwrap_or_else(|| panic!("{findings:?}"))
}

#[test]
fn a_crew_does_with_the_order_of_another_organisation_what_its_data_say() {
    let engine = |e: &&Event| e.actor.as_deref() == Some("fire/engine-1");
    for (policy, busy, refusal) in [
        ("take", false, None),
        ("take", true, None),
        ("when_free", false, None),
        ("when_free", true, Some("other_orders")),
        ("refuse", false, Some("not_under_command")),
    ] {
        let scenario = stranger(policy, busy);
        let mut met = 0;
        for seed in 1..=6 {
            let mut drill = Drill::new(&scenario, seed);
            drill.run();
            let events = drill.events();
            let heard = |e: &&Event| matches!(&e.what, Happening::Heard(h) if &*h.from == "firm/safety-officer" && h.order.is_some());
            let Some(heard) = events.iter().filter(engine).find(heard) else { continue };
            met += 1;
            let case = format!("{policy}, busy {busy}, seed {seed}");
            let begun = events
                .iter()
                .filter(engine)
                .find(|e| matches!(&e.what, Happening::Started(s) if &*s.step == "stranger"));
            let refused = events.iter().filter(engine).find_map(|e| match &e.what {
                Happening::Refused(r) if r.ordered_by.as_deref() == Some("firm/safety-officer") => Some(&*r.reason),
                _ => None,
            });
            assert_eq!(refused, refusal, "{case}");
            let doubles = hazdrill::evaluate(&drill).failures.expect("a drill has its failures").double_command;
            let across: Vec<_> = doubles.iter().filter_map(hazdrill::score::DoubleCommand::across).collect();
            assert!(!busy || !across.is_empty(), "{case}: two commanders at once are two organisations: {doubles:?}");
            if refusal.is_some() {
                assert_eq!(begun, None, "{case}: what is refused is not begun");
                let [.., officer] = failures(events, "stranger")[..] else { panic!("{case}: the officer learns it") };
                assert_eq!((officer.1, officer.2), ("firm/safety-officer", "refused"), "{case}");
                assert!(officer.0.seq > heard.seq, "{case}");
                continue;
            }
            let done = events.iter().filter(engine).find_map(|e| match &e.what {
                Happening::Done(d) if &*d.step == "stranger" => d.ordered_by.as_deref(),
                _ => None,
            });
            assert!(busy || done == Some("firm/safety-officer"), "{case}: a free crew does it, and for whom: {done:?}");
            assert!(!busy || begun.is_none_or(|b| b.t_ms > heard.t_ms), "{case}: a busy crew does it later");
        }
        assert!(met >= 3, "{policy}, busy {busy}: the order is heard in {met} of 6");
    }
}

#[test]
fn what_is_ordered_stands_in_what_is_said_and_heard() {
    let scenario = hazdrill_tests::ether_lab();
    let mut verbs = BTreeSet::new();
    let mut blocks = 0;
    // Without an explosion, and with one.
    for seed in [1, 9] {
        let drill = hazdrill_tests::run(&scenario, seed);
        let events = drill.events();
        let task_of = |event: &Event| {
            event.causes.iter().find_map(|cause| match &events[*cause as usize - 1].what {
                Happening::Said(said) => said.task.clone(),
                _ => None,
            })
        };
        for event in events {
            let case = format!("seed {seed}, #{}", event.seq);
            match &event.what {
                Happening::Said(said) => {
                    assert_eq!(said.order.is_some(), said.task.is_some(), "{case}: an order and its task");
                    let (Some(verb), Some(task)) = (&said.order, &said.task) else { continue };
                    verbs.insert(verb.to_string());
                    let named = task.at.iter().chain(&task.to).chain(&task.around).chain(&task.from);
                    assert!(named.clone().count() > 0, "{case}: {verb} is somewhere");
                    for place in named {
                        assert!(scenario.places.contains_key(&**place), "{case}: {place} is no place");
                    }
                    if &**verb == "evacuate" {
                        blocks += task.at.len();
                    }
                }
                Happening::Heard(heard) if heard.order.is_some() => {
                    assert_eq!(heard.task, task_of(event), "{case}: what is heard is what was said");
                }
                Happening::Dispatched(out) => {
                    let to = task_of(event).and_then(|task| task.to);
                    assert_eq!(to.as_ref(), Some(&out.to), "{case}: crews go where they were told to");
                }
                _ => {}
            }
        }
    }
    assert!(verbs.len() >= 8, "{verbs:?}");
    assert!(blocks > 0, "neighbours are led away, block by block");
}
