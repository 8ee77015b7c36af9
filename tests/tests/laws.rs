//! A test for each law of the architecture.

use bevy_ecs::prelude::*;
use hazdrill::engine::Reach;
use hazdrill::engine::kernel::{Class, Log, Registry, Set, Stateful};
use hazdrill::record::{Event, Happening, event_line, read};
use hazdrill::score::{critical_path, evaluate as score_record};
use hazdrill::{Checked, Drill, SimDuration, SimTime, evaluate};
use hazdrill_tests::{ether_lab, run, with};
use std::collections::BTreeSet;

fn lines(events: &[Event]) -> Vec<String> {
    events.iter().map(event_line).collect()
}

/// The record of a finished drill, as text.
fn record(drill: &Drill) -> String {
    String::from_utf8(hazdrill_tests::record(drill)).expect("a record is text")
}

fn assert_same(a: &[String], b: &[String], what: &str) {
    if let Some(n) = (0..a.len().max(b.len())).find(|n| a.get(*n) != b.get(*n)) {
        panic!("{what}: event {} differs\n{:?}\n{:?}", n + 1, a.get(n), b.get(n));
    }
}

#[test]
fn law_1_same_bytes_twice() {
    for seed in 1..=5 {
        assert_same(&lines(run(&ether_lab(), seed).events()), &lines(run(&ether_lab(), seed).events()), "twice");
    }
    assert_ne!(lines(run(&ether_lab(), 1).events()), lines(run(&ether_lab(), 2).events()), "two seeds are two drills");
}

#[test]
fn law_1_idle_wakes_change_nothing() {
    let scenario = ether_lab();
    for seed in [1, 3, 11] {
        let straight = run(&scenario, seed);
        let mut disturbed = Drill::new(&scenario, seed);
        let span = straight.now().ms();
        for n in 0..1_000_i64 {
            // Instants spread without any rhythm that the drill could share.
            disturbed.wake_idle(SimTime::from_ms((n * 7_919 * 101 + 13) % span));
        }
        disturbed.run();
        assert_same(&lines(straight.events()), &lines(disturbed.events()), "1,000 idle wakes");
    }
}

/// What an embedder's two systems have counted.
#[derive(Resource)]
struct Counted(u64);

#[test]
fn law_1_shuffled_schedule_changes_nothing() {
    fn begin(world: &mut World) {
        world.derived::<Counted>(Class::Kernel, "counted", None);
        world.insert_resource(Counted(0));
    }
    fn double(mut counted: ResMut<Counted>) {
        counted.0 = counted.0.wrapping_mul(2);
    }
    fn add(mut counted: ResMut<Counted>, log: Res<Log>) {
        counted.0 = counted.0.wrapping_add(log.last());
    }
    let scenario = ether_lab();
    let straight = lines(run(&scenario, 2).events());
    let mut counts = BTreeSet::new();
    for shuffle in 1..=8 {
        let builder = Drill::builder(&scenario, 2).plugin(begin).shuffled(shuffle);
        // The order of the calls is the order of an embedder's systems.
        let mut drill = builder.systems(Set::Decide, double).systems(Set::Decide, add).build();
        drill.run();
        assert_same(&straight, &lines(drill.events()), "a shuffled schedule");
        counts.insert(drill.world().resource::<Counted>().0);
    }
    assert_eq!(counts.len(), 1, "an embedder's systems run in one order, however the schedule is shuffled");
}

#[test]
fn law_1_what_is_skipped_would_have_done_nothing() {
    let scenario = ether_lab();
    for seed in 1..=5 {
        let mut eager = Drill::builder(&scenario, seed).eager().build();
        for n in 0..200 {
            eager.wake_idle(SimTime::from_ms(n * 30_011 + 7));
        }
        eager.run();
        assert_same(&lines(run(&scenario, seed).events()), &lines(eager.events()), "every system at every instant");
    }
}

#[test]
fn law_2_decide_systems_read_no_truth() {
    let drill = Drill::new(&ether_lab(), 1);
    let world = drill.world();
    let registry = world.resource::<Registry>();
    let mut checked = 0;
    for Reach { name: system, access } in drill.reaches(Set::Decide) {
        assert!(!access.is_exclusive(), "`{system}` is exclusive and could read anything");
        let set = access.to_filtered_access_set();
        let access = set.combined_access();
        assert!(!access.has_read_all(), "`{system}` reads everything");
        let all = (0..world.components().len()).map(bevy_ecs::component::ComponentId::new);
        for component in all.filter(|c| access.has_read(*c) || access.has_write(*c) || access.archetypal().contains(*c))
        {
            let (class, name) =
                registry.class_of(world, component).expect("every component that is read is registered");
            assert_ne!(class, Class::Truth, "`{system}` reads the truth `{name}`");
            checked += 1;
        }
    }
    assert!(checked > 5, "the walk saw what the systems read");
}

#[test]
fn law_2_silence_means_nobody_outside_acts() {
    let sets: Vec<String> = ether_lab().channels.keys().map(|channel| format!("channels.{channel}.lost=1")).collect();
    let silent = with(&sets.iter().map(String::as_str).collect::<Vec<_>>());
    for seed in 1..=10 {
        let drill = run(&silent, seed);
        // Anybody out of doors feels the wind turn; nothing else reaches a fire station by itself.
        let wind =
            |e: &Event| matches!(&e.what, Happening::Learned(l) if l.from.is_none() && &*l.fact == "weather.wind");
        let outside = drill.events().iter().find(|e| e.organisation() == Some("fire") && !wind(e));
        assert!(outside.is_none(), "seed {seed}: nobody told the fire brigade, yet {outside:?}");
        assert!(drill.events().iter().any(|e| e.organisation() == Some("firm")), "those who saw it act");
    }
}

#[test]
fn law_3_score_comes_from_the_record_alone() {
    for seed in [1, 2, 3] {
        let drill = run(&ether_lab(), seed);
        let read = read(&record(&drill)).expect("what is written reads back");
        let (from_record, from_drill) = (score_record(&read), evaluate(&drill));
        let plain = |e: &hazdrill::score::Evaluation| {
            let mut json = serde_json::to_value(e).expect("an evaluation is JSON");
            // Only the record knows its own hash and overrides.
            for key in ["record_hash", "overrides", "notes"] {
                json.as_object_mut().expect("an evaluation is an object").remove(key);
            }
            json
        };
        assert_eq!(plain(&from_record), plain(&from_drill), "seed {seed}");
    }
}

#[test]
fn law_4_every_event_has_a_cause_and_all_clear_leads_to_the_leak() {
    let (mut ends, mut to_the_leak) = (0, 0);
    for seed in 1..=20 {
        let drill = run(&ether_lab(), seed);
        for event in drill.events() {
            let root = matches!(event.kind(), "leak_started" | "order" | "injected");
            assert_eq!(event.causes.is_empty(), root, "seed {seed}: {event:?}");
            assert!(event.causes.iter().all(|c| *c < event.seq), "a cause comes first: {event:?}");
        }
        let Some(end) = drill.events().iter().find(|e| e.kind() == "all_clear") else { continue };
        ends += 1;
        let path = critical_path(drill.events(), end.seq);
        let first = &drill.events()[path[0] as usize - 1];
        // Where the wind was turned late, clear air at the homes is what had to happen last.
        assert!(
            matches!(first.kind(), "leak_started" | "injected"),
            "seed {seed}: the all-clear goes back to {first:?}"
        );
        to_the_leak += usize::from(first.kind() == "leak_started");
        assert!(path.len() > 10, "seed {seed}: a path of {} events tells no story", path.len());
    }
    assert!(ends >= 15, "{ends} of 20 drills end with an all-clear");
    assert!(to_the_leak * 3 >= ends * 2, "{to_the_leak} of {ends} all-clears go back to the leak");
}

#[test]
fn law_5_no_organisation_is_named_in_rust() {
    let scenario = ether_lab();
    let crews = scenario.organisations.values().flat_map(|o| o.crews.keys());
    let posts = scenario.organisations.values().flat_map(|o| o.posts.keys());
    let mut names: BTreeSet<&str> = scenario.organisations.keys().chain(crews).chain(posts).map(|id| &**id).collect();
    // A post may have the name of a fact, as "commander" has: the fact is the format's own word.
    names.retain(|name| hazdrill::model::fact::find(name).is_none());
    let core = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let (mut files, mut named) = (0, Vec::new());
    for krate in ["core", "model", "score", "physics", "record"] {
        walk(&core.join(krate).join("src"), &mut |path, text| {
            files += 1;
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            // A row of the table of facts ends with the fact's name in words: "fire" is what burns.
            let is_code = |l: &&str| !l.trim_start().starts_with("//") && !l.trim_start().starts_with("row(key::");
            for line in code.lines().filter(is_code) {
                for name in &names {
                    let quoted = format!("\"{name}\"");
                    if line.contains(&quoted) {
                        named.push(format!("{}: {}", path.display(), line.trim()));
                    }
                }
            }
        });
    }
    assert!(named.is_empty(), "Rust names organisations, posts or crews:\n{}", named.join("\n"));
    assert!(files > 50, "the walk saw the code");
}

fn walk(folder: &std::path::Path, see: &mut dyn FnMut(&std::path::Path, &str)) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            walk(&path, see);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            see(&path, &std::fs::read_to_string(&path).expect("a source file is text"));
        }
    }
}

#[test]
fn law_7_resumed_at_every_event_is_the_same() {
    let scenario = ether_lab();
    let straight = run(&scenario, 2);
    let mut drill = Drill::new(&scenario, 2);
    let mut all = Vec::new();
    while drill.step().is_some() {
        if !drill.events().is_empty() {
            let save = drill.save();
            let bytes = save.to_bytes();
            all.extend_from_slice(drill.events());
            let read = hazdrill::Save::from_bytes(&bytes).expect("a save reads back");
            drill = Drill::restore(&scenario, &read).expect("a save of this engine and scenario restores");
        }
    }
    all.extend_from_slice(drill.events());
    assert_same(&lines(straight.events()), &lines(&all), "resumed at every event");
}

#[test]
fn law_7_hostile_bytes_are_an_error() {
    let scenario = ether_lab();
    let mut drill = Drill::new(&scenario, 2);
    drill.run_until(SimTime::ZERO + SimDuration::from_seconds(300.0));
    let bytes = drill.save().to_bytes();
    assert!(hazdrill::Save::from_bytes(&bytes[..bytes.len() / 2]).is_err(), "half a save is no save");
    assert!(hazdrill::Save::from_bytes(b"").is_err());
    let save = hazdrill::Save::from_bytes(&bytes).expect("a save reads back");
    assert!(Drill::restore(&with(&["limit=1h"]), &save).is_err(), "another scenario is refused");
}

/// A component that nobody registered.
#[derive(Component)]
struct Forgotten;

#[test]
#[should_panic(expected = "Forgotten` is neither state nor derived")]
fn law_7_forgotten_component_is_named() {
    fn forget(world: &mut World) {
        world.spawn(Forgotten);
    }
    let scenario = ether_lab();
    Drill::builder(&scenario, 1).plugin(forget).build().save();
}

#[test]
fn law_8_record_alone_runs_again() {
    let orders: Vec<hazdrill::model::Order> = serde_json::from_value(serde_json::json!([
        {"at": {"min": 10}, "seat": "fire/dispatcher", "do": {"dispatch": {"crews": ["engine-1"], "to": "gate"}}},
    ]))
    .expect("the order is well made");
    let scenario = ether_lab();
    let mut drill = Drill::new(&scenario, 4);
    drill.schedule(&orders).expect("the order names only what the scenario has");
    drill.run();
    let text = record(&drill);
    let read = read(&text).expect("what is written reads back");
    let header = read.header.expect("a record has a header");
    let resolved = serde_json::from_value(header.scenario).expect("the scenario of a header reads back");
    let again = hazdrill::model::check(resolved).0.expect("the scenario of a header is sound");
    let mut second = Drill::new(&again, header.seed);
    for event in &read.events {
        if let Happening::Order(order) = &event.what {
            let t = SimTime::from_ms(event.t_ms.expect("a simulated event has its instant"));
            let seat = event.actor.as_deref().expect("an order has a seat");
            second.replay_order(t, seat, &order.order).expect("an order of a record can be given again");
        }
    }
    second.run();
    assert_eq!(record(&second), text, "the record alone runs again to the byte");
    assert!(text.contains("\"kind\":\"order\""), "orders are events");
}

#[test]
fn law_9_luck_is_keyed_by_meaning() {
    let draws = |scenario: &Checked| {
        let mut drill = Drill::new(scenario, 6);
        drill.trace_luck();
        drill.run();
        let fire = drill.luck_trace().into_iter().filter(|d| d.key.iter().any(|w| w.starts_with("fire/")));
        fire.map(|d| ((d.purpose, d.key, d.n), d.value)).collect::<std::collections::BTreeMap<_, _>>()
    };
    let plain = draws(&ether_lab());
    // The laboratory lead takes ten times as long to count heads.
    let procedure = ether_lab().organisations["firm"]
        .procedures
        .iter()
        .find_map(|(id, steps)| {
            steps
                .iter()
                .find(|s| &*s.step == "lead-counts" || s.step.contains("count"))
                .map(|s| (id.clone(), s.step.clone()))
        })
        .expect("the firm counts heads");
    let path =
        format!("organisations.firm.procedures.{}.{}.takes={{\"fixed\":{{\"min\":9}}}}", procedure.0, procedure.1);
    let changed = draws(&with(&[&path]));
    assert!(plain.len() > 20, "the brigade draws luck: {}", plain.len());
    let both: Vec<_> =
        plain.iter().filter_map(|(key, value)| changed.get(key).map(|other| (key, value, other))).collect();
    assert!(both.len() * 10 > plain.len() * 8, "most draws are made in both drills: {} of {}", both.len(), plain.len());
    for (key, a, b) in both {
        assert_eq!(a, b, "{key:?} draws other luck because the firm counts more slowly");
    }
}
