//! What drill control puts in: each kind takes effect, and the evaluation says whether the expected action came.

use hazdrill::record::{Event, Happening as H};
use hazdrill::score::InjectState;
use hazdrill::{Drill, evaluate};
use hazdrill_tests::with;

/// Each kind, with the action that is expected of it.
const INJECTS: [&str; 7] = [
    r#"injects.second-leak={"when":{"at":{"min":6}},"do":{"begin_release":"second"},"expect":{"zh":"再次进入关阀","en":"goes in again and shuts it"},"answer":{"by":"fire","step":"size-up","within":{"min":30}}}"#,
    r#"injects.wind={"when":{"at":{"min":5}},"do":{"turn_wind":{"deg":225}},"expect":{"zh":"移动指挥位置","en":"moves the post"},"answer":{"by":"fire","step":"move-post","within":{"min":60}}}"#,
    r#"injects.road={"when":{"at":{"min":4}},"do":{"close_road":"main-road"},"expect":{"zh":"绕行","en":"goes round"},"answer":{"by":"fire","step":"report-arrival","within":{"min":30}}}"#,
    r#"injects.net={"when":{"at":{"min":16}},"do":{"silence_channel":"radio"},"expect":{"zh":"改用电话","en":"by telephone"},"answer":{"by":"fire","step":"report-progress","within":{"min":30}}}"#,
    r#"injects.absent={"when":{"at":{"min":1}},"do":{"remove_post":"firm/safety-officer"},"expect":{"zh":"消控室报警","en":"the control room calls"},"answer":{"by":"firm","step":"control-calls-119","within":{"min":20}}}"#,
    r#"injects.onlookers={"when":{"at":{"min":20}},"do":{"gather_crowd":{"at":"gate","people":30}},"expect":{"zh":"控制人群","en":"holds the crowd"},"answer":{"by":"police","step":"hold-the-crowd","within":{"min":30}}}"#,
    r#"injects.reporter={"when":{"at":{"min":25}},"do":{"press_asks":"firm/duty-manager"},"expect":{"zh":"转管委会","en":"sends them on"},"answer":{"by":"firm","step":"send-press-on","within":{"min":30}}}"#,
];
/// A bottle of the laboratory that falls only when drill control lets it.
const SECOND: &str = r#"releases.second={"when":{"at":{"s":1}},"vessel":"trolley-bottle","how":{"spill":{"over":{"s":5}}},"weight":0,"source":"unverified: judgement"}"#;

fn run(sets: &[&str]) -> Drill {
    let mut drill = Drill::new(&with(sets), 1);
    drill.run();
    drill
}

fn leaks(events: &[Event], release: &str) -> Vec<Event> {
    let is_it = |e: &&Event| matches!(&e.what, H::LeakStarted(leak) if &*leak.release == release);
    events.iter().filter(is_it).cloned().collect()
}

#[test]
fn each_kind_takes_effect_and_its_action_is_looked_for() {
    for (n, inject) in INJECTS.iter().enumerate() {
        let drill = run(&[SECOND, inject]);
        let id = inject.trim_start_matches("injects.").split('=').next().unwrap_or_default();
        let all = evaluate(&drill).injects;
        let outcome = all.iter().find(|one| one.id == id).unwrap_or_else(|| panic!("{n}: no outcome of {id}"));
        assert!(outcome.event.is_some() && outcome.expected.is_some(), "{outcome:?}");
        assert!(!matches!(outcome.state, InjectState::NotInjected | InjectState::NothingExpected), "{outcome:?}");
        assert_eq!(outcome.action.is_some(), matches!(outcome.state, InjectState::Came | InjectState::Late));
    }
}

/// The second leak begins because of its inject, a moment after it, and never by itself.
#[test]
fn a_second_leak_begins_when_drill_control_lets_it() {
    let without = run(&[SECOND]);
    assert!(leaks(without.events(), "second").is_empty(), "with no weight it does not begin by itself");
    let with_it = run(&[SECOND, INJECTS[0]]);
    let begun = leaks(with_it.events(), "second");
    let inject = with_it.events().iter().find(|e| matches!(&e.what, H::Injected(i) if &*i.inject == "second-leak"));
    let inject = inject.expect("it is put in");
    assert_eq!(begun.len(), 1, "{begun:?}");
    assert_eq!(begun[0].causes[..], [inject.seq], "{:?}", begun[0]);
    assert!(begun[0].t_ms > inject.t_ms && begun[0].t_ms <= inject.t_ms.map(|t| t + 1), "{:?}", begun[0]);
}
