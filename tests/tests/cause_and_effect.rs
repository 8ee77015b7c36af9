//! One thing is changed, everything else keeps its luck, and what follows is compared seed by seed.
//!
//! A reading that one of the two drills lacks is no pair. Every assertion prints its figures.

use hazdrill::record::{Event, Happening as H, event_line};
use hazdrill::score::Evaluation;
use hazdrill::{Checked, Drill, SimTime, evaluate};
use hazdrill_tests::{changed, ether_lab, run};
use std::sync::LazyLock;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=60;
/// Drills of which only the bang is asked for.
const BANGS: std::ops::RangeInclusive<u64> = 1..=300;
/// Whether the store explodes is seen by then; most bangs come within a quarter of an hour.
const BY_THEN: SimTime = SimTime::from_ms(30 * 60_000);

/// What is compared of a drill.
struct Figures {
    evaluation: Evaluation,
    stamps: serde_json::Value,
    /// Fact declared and when, seconds.
    declared: Vec<(String, f64)>,
    /// The first time that somebody went at a fire, seconds.
    attack: Option<f64>,
    /// The first time that somebody went in to search and bring out, seconds.
    search: Option<f64>,
}

static BASE: LazyLock<Vec<Figures>> = LazyLock::new(|| runs(&ether_lab()));

fn seconds(event: &Event) -> f64 {
    event.t_ms.unwrap_or_default() as f64 / 1000.0
}

fn figures(drill: &Drill) -> Figures {
    let evaluation = evaluate(drill);
    let declared = drill.events().iter().filter_map(|e| match &e.what {
        H::Declared(declared) => Some((declared.fact.to_string(), seconds(e))),
        _ => None,
    });
    let first = |verb: &str| {
        let begins = |e: &&Event| matches!(&e.what, H::Started(started) if &*started.verb == verb);
        drill.events().iter().find(begins).map(seconds)
    };
    Figures {
        stamps: serde_json::to_value(&evaluation.stamps).expect("stamps are JSON"),
        declared: declared.collect(),
        attack: first("extinguish"),
        search: first("rescue"),
        evaluation,
    }
}

fn runs(scenario: &Checked) -> Vec<Figures> {
    SEEDS.map(|seed| figures(&run(scenario, seed))).collect()
}

/// A stamp of a drill, seconds.
fn stamp(path: &str) -> impl Fn(&Figures) -> Option<f64> + '_ {
    |figures| path.split('.').try_fold(&figures.stamps, |node, key| node.get(key))?.get("s")?.as_f64()
}

/// Differences of a reading, seed by seed, where both drills have it.
fn differences(after: &[Figures], reading: impl Fn(&Figures) -> Option<f64>) -> Vec<f64> {
    BASE.iter().zip(after).filter_map(|(before, after)| Some(reading(after)? - reading(before)?)).collect()
}

/// At least so many pairs; their mean is above zero, and the signs speak for it: half and more move that way, and three
/// times as many as move the other.
fn assert_more(differences: &[f64], pairs: usize, what: &str) {
    let n = differences.len();
    let mean = differences.iter().sum::<f64>() / n as f64;
    let more = differences.iter().filter(|d| **d > 0.0).count();
    let less = differences.iter().filter(|d| **d < 0.0).count();
    let figures = format!("{what}: {n} pairs, mean difference {mean:.1}, {more} more, {less} less");
    assert!(n >= pairs, "{figures}: fewer than {pairs} pairs");
    assert!(mean > 0.0, "{figures}");
    assert!(more * 2 >= n, "{figures}: less than half of them move");
    assert!(more >= 3 * less, "{figures}: too many go the other way");
}

/// As [`assert_more`], for effects that hardly anything else can hide: at most a tenth goes the other way.
fn assert_nearly_always_more(differences: &[f64], pairs: usize, what: &str) {
    assert_more(differences, pairs, what);
    let less = differences.iter().filter(|d| **d < 0.0).count();
    assert!(less * 10 <= differences.len(), "{what}: {less} of {} go the other way", differences.len());
}

/// An inject at the very start.
fn at_the_start(verb: &str, of: &str) -> String {
    format!(r#"injects.from-the-start={{"when":{{"at":{{"s":0}}}},"do":{{"{verb}":"{of}"}}}}"#)
}

#[test]
fn slower_telephones_alarm_later_and_set_up_the_headquarters_later() {
    let after = runs(&changed(&[], &["channels.telephone=4"]));
    assert_nearly_always_more(
        &differences(&after, stamp("t3_alarm.fire")),
        32,
        "telephones four times as slow: the brigade hears of it",
    );
    assert_more(&differences(&after, stamp("t12_headquarters")), 10, "telephones four times as slow: headquarters");
}

#[test]
fn a_station_farther_away_rescues_and_attacks_later() {
    let far = r#"roads.station-road.drive={"triangular":{"low":{"s":600},"typical":{"s":700},"high":{"s":900}}}"#;
    let after = runs(&changed(&[far], &[]));
    assert_more(&differences(&after, stamp("t6_arrival.fire")), 32, "station three times as far: first engine");
    assert_more(&differences(&after, |f| f.attack), 10, "station three times as far: attack on the fire");
    assert_more(&differences(&after, |f| f.search), 10, "station three times as far: first rescue begins");
}

#[test]
fn longer_roads_bring_the_engine_later() {
    let after = runs(&changed(&[], &["roads=2"]));
    assert_nearly_always_more(&differences(&after, stamp("t6_arrival.fire")), 32, "roads twice as long");
}

#[test]
fn without_detectors_nothing_is_noticed_earlier() {
    let after = runs(&changed(&dead_detectors(), &[]));
    let differences = differences(&after, stamp("t1_detection"));
    assert!(differences.len() >= 32, "nearly every drill detects the leak: {}", differences.len());
    assert!(differences.iter().all(|d| *d >= 0.0), "no detector, and noticed earlier: {differences:?}");
}

/// Every detector is dead from the start.
fn dead_detectors() -> [&'static str; 3] {
    [
        "places.solvent-store.detectors.store-detector.fails=1",
        "places.solvent-store.detectors.grille-detector.fails=1",
        "places.synthesis-lab.detectors.lab-detector.fails=1",
    ]
}

/// Which stores have exploded after half an hour.
fn bangs(scenario: &Checked) -> Vec<bool> {
    let bang = |seed| {
        let mut drill = Drill::new(scenario, seed);
        drill.run_until(BY_THEN);
        drill.events().iter().any(|e| matches!(e.what, H::Explosion(_)))
    };
    BANGS.map(bang).collect()
}

#[test]
fn detectors_and_interlock_prevent_explosions() {
    let base = bangs(&ether_lab());
    let count = |bangs: &[bool]| bangs.iter().filter(|bang| **bang).count();
    let only = |a: &[bool], b: &[bool]| a.iter().zip(b).filter(|(a, b)| **a && !**b).count();
    let dead = bangs(&changed(&dead_detectors(), &[]));
    let interlocked =
        bangs(&changed(&[r#"places.solvent-store.ventilation.interlock=["grille-detector","store-detector"]"#], &[]));
    let figures = format!(
        "of {} seeds explode {} as shipped, {} without detectors ({} only then, {} only as shipped), {} with the exhaust \
         started by the detectors ({} only then, {} only as shipped)",
        base.len(),
        count(&base),
        count(&dead),
        only(&dead, &base),
        only(&base, &dead),
        count(&interlocked),
        only(&interlocked, &base),
        only(&base, &interlocked),
    );
    assert!(count(&dead) > count(&base), "{figures}");
    assert!(only(&dead, &base) >= 2 * only(&base, &dead), "{figures}");
    assert!(count(&interlocked) < count(&base), "{figures}");
    assert!(only(&base, &interlocked) >= 2 * only(&interlocked, &base), "{figures}");
}

/// Mean time of the hand-offs that a filter picks, seconds.
fn handoffs(of: impl Fn(&str, &str) -> bool) -> impl Fn(&Figures) -> Option<f64> {
    move |figures| {
        let pairs = figures.evaluation.handoffs.iter().filter(|pair| of(&pair.from, &pair.to));
        let all: Vec<f64> = pairs.flat_map(|pair| pair.messages.iter().map(|message| message.transmission_s)).collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
    }
}

#[test]
fn a_silent_net_makes_hand_offs_longer() {
    let after = runs(&changed(&[&at_the_start("silence_channel", "radio")], &[]));
    let own = handoffs(|from, to| from == "fire" && to == "fire");
    assert_more(&differences(&after, own), 32, "no radio: a message within the brigade takes");
    assert_more(&differences(&after, stamp("t9_cordon_closed")), 28, "no radio: cordon closed");
    let after = runs(&changed(&[&at_the_start("silence_channel", "command-net")], &[]));
    let across = handoffs(|from, to| from != to && (from == "committee" || to == "committee"));
    assert_more(&differences(&after, across), 10, "no common channel: a message from or to the committee takes");
    assert_more(&differences(&after, stamp("t13_plan_approved")), 10, "no common channel: plan approved");
}

#[test]
fn a_wind_that_turns_moves_the_command_post() {
    let calm = runs(&changed(&["injects.wind-turns=null"], &[]));
    let posts = |f: &Figures| f.declared.iter().filter(|(fact, _)| fact == "post.place").count();
    let turned = BASE.iter().filter(|f| f.evaluation.explosions > 0 && posts(f) > 0);
    let (with_post, moved) = (turned.clone().count(), turned.filter(|f| posts(f) > 1).count());
    assert!(
        with_post >= 10 && moved * 10 >= with_post * 9,
        "{moved} of {with_post} posts move when the wind has turned"
    );
    let still = calm.iter().filter(|f| posts(f) > 1).count();
    assert_eq!(still, 0, "{still} posts move though the wind stays");
}

#[test]
fn without_its_commander_the_level_comes_later() {
    let after = runs(&changed(&[&at_the_start("remove_post", "committee/commander")], &[]));
    assert_more(&differences(&after, stamp("t10_level_activated")), 10, "commander absent: level in force");
    assert_more(&differences(&after, stamp("t12_headquarters")), 10, "commander absent: headquarters");
}

#[test]
fn a_unit_that_withholds_the_substance_is_found_out_later() {
    let sets = [r#"organisations.firm.posts.safety-officer.withholds=["leak.substance"]"#];
    let after = runs(&changed(&sets, &[]));
    assert_more(&differences(&after, stamp("t8_substance_identified")), 20, "substance withheld: known outside");
}

/// With sixteen cleaners in the corridor a bang leaves several to be driven; one alone needs no second ambulance.
#[test]
fn a_second_ambulance_delivers_the_last_one_earlier() {
    let many = "people.cleaners.count=16";
    let alone = "organisations.health.procedures.transport.load-second-ambulance.forgotten=1";
    let (two, one) = (changed(&[many], &[]), changed(&[many, alone], &[]));
    let bang = SEEDS.zip(BASE.iter()).filter(|(_, base)| base.evaluation.explosions > 0);
    let mut differences = Vec::new();
    for (seed, _) in bang {
        let with_two = figures(&run(&two, seed));
        // The other two carry three in one go: only where more lie there does it matter that there is one ambulance fewer.
        if with_two.evaluation.casualties.delivered <= Some(3) {
            continue;
        }
        let with_one = figures(&run(&one, seed));
        let last = stamp("t18_last_at_hospital");
        differences.extend(last(&with_one).zip(last(&with_two)).map(|(one, two)| one - two));
    }
    assert_more(&differences, 3, "one ambulance fewer: last delivery");
}

#[test]
fn a_value_that_is_already_there_changes_no_byte() {
    let base = ether_lab();
    let telephone = base.channels["telephone"].line();
    let lost = format!("channels.telephone.lost={}", telephone.lost.value());
    let per_fact = format!("channels.telephone.per_fact={}s", telephone.per_fact.seconds());
    let same_again = changed(&[&lost, &per_fact], &["roads=1"]);
    let lines = |events: &[Event]| events.iter().map(event_line).collect::<Vec<_>>();
    for seed in 1..=5 {
        assert_eq!(lines(run(&base, seed).events()), lines(run(&same_again, seed).events()), "seed {seed}");
    }
}

#[test]
fn a_dead_line_makes_the_call_later_or_never() {
    let after = runs(&changed(&["channels.telephone.lost=0.5"], &[]));
    let alarm = stamp("t3_alarm.fire");
    let pairs = BASE.iter().zip(&after).filter_map(|(before, after)| Some((alarm(before)?, alarm(after))));
    let later = pairs.filter(|(before, after)| after.is_none_or(|after| after > *before)).count();
    assert!(later >= 30, "half the calls are lost and {later} of {} alarms are later", BASE.len());
}
