//! `--set` and `--scale`.

use hazdrill_model::{Checked, Dist, Lang};
use hazdrill_scenario::{Loaded, Overrides, apply};
use hazdrill_units::SimDuration;

fn set(text: &str) -> Loaded {
    apply(&super::base_checked(), &Overrides::parse(&[text], &[""; 0]).unwrap())
}

fn scale(text: &str) -> Loaded {
    apply(&super::base_checked(), &Overrides::parse(&[""; 0], &[text]).unwrap())
}

fn fine(loaded: Loaded) -> Checked {
    loaded.checked.clone().unwrap_or_else(|| panic!("{}", loaded.render(Lang::En)))
}

fn says(loaded: &Loaded, words: &str) {
    let text = loaded.render(Lang::En);
    assert!(loaded.checked.is_none() && text.contains(words), "{text}");
}

#[test]
fn a_value_that_is_there_already_changes_nothing() {
    let base = super::base_checked();
    for text in [
        "channels.telephone.lost=0.02",
        "channels.telephone.calls.lost=0.02",
        "channels.telephone.connect.lognormal.median=20s",
        "channels.telephone.connect.median=20000ms",
        "limit=2h",
        "starts=2026-06-12 14:00",
        "places.lab.ventilation.starts=normal",
        "places.lab.doors.yard.width=1m",
        "weather.wind=2m_s",
        "people.staff.count=3",
        "organisations.fire.procedures.alarm[0].takes={\"fixed\":{\"s\":30}}",
        "organisations.fire.procedures.alarm.0.takes=30s",
        "organisations.fire.procedures.alarm.dispatch.takes.fixed=30s",
        "organisations.fire.procedures.alarm.finish.do=all_clear",
        "organisations.fire.procedures.alarm.finish.when.is=true",
        "facts.\"plan.agreed\".type=flag",
        "aims=[]",
    ] {
        assert_eq!(fine(set(text)).scenario(), base.scenario(), "{text}");
    }
    assert_eq!(fine(apply(&base, &Overrides::default())).scenario(), base.scenario());
}

#[test]
fn a_value_replaces_a_node() {
    let changed = fine(set("channels.telephone.lost=0.3"));
    assert_eq!(changed.channels["telephone"].line().lost.value(), 0.3);
    let changed = fine(set("organisations.fire.posts.chief.at=gate"));
    let chief = &changed.organisations["fire"].posts["chief"];
    assert_eq!(chief.at.as_deref(), Some("gate"), "an optional field that was not there");
    let changed = fine(set("organisations.fire.posts.chief.rides=null"));
    assert_eq!(changed.organisations["fire"].posts["chief"].rides, None);
    let changed = fine(set("injects.closed=null"));
    assert!(changed.injects.is_empty());
}

#[test]
fn a_distribution_gives_way_to_another() {
    let connect = |text: &str| fine(set(text)).channels["telephone"].line().connect.clone();
    let five_minutes = Dist::Fixed(SimDuration::from_ms(300_000));
    assert_eq!(connect("channels.telephone.connect.fixed=5min"), five_minutes, "by its word");
    assert_eq!(connect("channels.telephone.connect=5min"), five_minutes, "by a duration alone");
    let uniform = r#"channels.telephone.connect.uniform={"from":{"s":5},"to":{"s":9}}"#;
    let (from, to) = (SimDuration::from_ms(5_000), SimDuration::from_ms(9_000));
    assert_eq!(connect(uniform), Dist::Uniform { from, to });
    says(&set("channels.telephone.connect.fixed=5kg"), "`kg` is no unit of duration");
}

#[test]
fn what_is_wrong_points_to_the_override() {
    says(&set("channels.telephone.lost=3"), "--set:1:25");
    says(&set("channels.telefone.lost=0.3"), "did you mean `telephone`");
    says(&set("channels.telephone.lots=0.3"), "did you mean `lost`");
    says(&set("limit=4"), "a duration is written with its unit");
    says(&set("organisations.fire.base=staton"), "did you mean `station`");
    says(&set("format=null"), "the field `format` is missing");
    says(&set("aims={"), "cannot be read");
    says(&set("a..b=1"), "PATH=VALUE");
    says(&set("places.lab.length=3m"), "there is no field `length`");
    says(&set("roads.length=3m"), "the path leads nowhere");
    says(&set("channels.telephone.lost=NaN"), "expected a number");
    says(&set("expect=[{\"ends\":\"all-clear\"}]"), "did you mean `all_clear`");
}

#[test]
fn a_factor_scales_every_duration_below_its_path() {
    let changed = fine(scale("channels.telephone=4"));
    let line = changed.channels["telephone"].line();
    assert_eq!((line.per_fact.seconds(), line.connect.typical().seconds()), (32.0, 80.0));
    assert_eq!(changed.channels["voice"].line().per_fact.seconds(), 5.0);
    let changed = fine(scale("organisations.fire.procedures.alarm.shut=0.5"));
    let step = &changed.organisations["fire"].procedures["alarm"][1];
    assert_eq!(step.takes.typical().seconds(), 10.0);
    assert_eq!(step.act.work().unwrap().typical().seconds(), 60.0);
    assert_eq!(fine(scale("roads=2")).roads["main-road"].drive.typical().seconds(), 600.0);
    assert_eq!(fine(scale("roads=1")).scenario(), super::base_checked().scenario());
}

#[test]
fn a_factor_that_cannot_be_used_is_told() {
    says(&scale("channels.telephone.lost=2"), "there is no duration");
    says(&scale("roads=-2"), "a factor is a number above 0");
    says(&scale("roads=NaN"), "a factor is a number above 0");
    says(&scale("organisations=0.0001"), "too short");
    says(&scale("channels=1e9"), "out of range");
    says(&scale("rods=2"), "did you mean `roads`");
    assert!(Overrides::parse(&["limit"], &["roads=x"]).is_err());
}

#[test]
fn a_warning_far_from_the_override_names_its_path() {
    let overrides = Overrides::parse(&["releases={}", "injects={}", "roads={}", "injects={}"], &[""; 0]).unwrap();
    let loaded = apply(&super::base_checked(), &overrides);
    let text = loaded.render(Lang::En);
    assert!(loaded.checked.is_some() && loaded.has_warnings(), "{text}");
    assert!(text.contains("nothing will happen"), "{text}");
    assert!(text.contains("at: organisations.fire.procedures.alarm[0].do.to"), "{text}");
}

#[test]
fn overrides_go_into_a_record_and_come_back() {
    let overrides = Overrides::parse(&["limit=1h", "aims=[]"], &["roads=2"]).unwrap();
    let json = serde_json::to_string(&overrides).unwrap();
    assert_eq!(json, r#"{"set":[["limit","1h"],["aims","[]"]],"scale":[["roads",2.0]]}"#);
    assert_eq!(serde_json::from_str::<Overrides>(&json).unwrap(), overrides);
    assert_eq!(serde_json::to_string(&Overrides::default()).unwrap(), "{}");
}

/// The resolved scenario of a record is JSON; it must be read back to the bit.
#[test]
fn a_resolved_scenario_survives_json() {
    for scenario in [super::base_checked(), hazdrill_scenario::load_builtin("ether-lab").checked.unwrap()] {
        let json = serde_json::to_string(scenario.scenario()).unwrap();
        assert_eq!(&serde_json::from_str::<hazdrill_model::Scenario>(&json).unwrap(), scenario.scenario());
        assert_eq!(fine(apply(&scenario, &Overrides::default())).scenario(), scenario.scenario());
    }
}
