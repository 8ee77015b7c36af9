//! Every failure of `docs/failures.md` is put in by its one `--set`, and shows in the record or the evaluation where the
//! table says.

use hazdrill::record::{Event, Happening as H};
use hazdrill::score::{Evaluation, InjectState};
use hazdrill::{Checked, Drill, evaluate};
use hazdrill_tests::{ether_lab, with};
use std::sync::LazyLock;

/// Among them are enough with an explosion and enough without.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=70;
/// Drills in which each failure is put in.
const TRIED: usize = 6;

const ENGLISH: &str = include_str!("../../docs/failures.md");
const CHINESE: &str = include_str!("../../docs/failures.zh.md");

/// A finished drill.
struct Run {
    seed: u64,
    events: Vec<Event>,
    evaluation: Evaluation,
    stamps: serde_json::Value,
}

static BASE: LazyLock<Vec<Run>> = LazyLock::new(|| {
    let scenario = ether_lab();
    SEEDS.map(|seed| run(&scenario, seed)).collect()
});

fn run(scenario: &Checked, seed: u64) -> Run {
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    let evaluation = evaluate(&drill);
    let stamps = serde_json::to_value(&evaluation.stamps).expect("stamps are JSON");
    Run { seed, events: drill.events().to_vec(), evaluation, stamps }
}

impl Run {
    fn stamp(&self, path: &str) -> Option<f64> {
        path.split('.').try_fold(&self.stamps, |node, key| node.get(key))?.get("s")?.as_f64()
    }

    /// The first event that fits, seconds.
    fn first(&self, fits: impl Fn(&Event) -> bool) -> Option<f64> {
        let event = self.events.iter().find(|e| fits(e))?;
        Some(event.t_ms? as f64 / 1000.0)
    }

    fn count(&self, fits: impl Fn(&Event) -> bool) -> f64 {
        self.events.iter().filter(|e| fits(e)).count() as f64
    }

    fn exploded(&self) -> bool {
        self.evaluation.explosions > 0
    }
}

fn is_of(event: &Event, actor: &str) -> bool {
    event.actor.as_deref() == Some(actor)
}

fn started(event: &Event, step: &str) -> bool {
    matches!(&event.what, H::Started(started) if &*started.step == step)
}

fn done(event: &Event, step: &str) -> bool {
    matches!(&event.what, H::Done(done) if &*done.step == step)
}

fn made(event: &Event, fact: &str) -> bool {
    matches!(&event.what, H::Made(made) if &*made.fact == fact)
}

/// What of a drill tells the failure: the more, the worse. None: it never came, which is worst.
type Reading = fn(&Run) -> Option<f64>;

/// How a failure is read, and of which drills; where the shipped drill has no reading there is nothing to spoil.
fn reading(id: &str) -> Option<(fn(&Run) -> bool, Reading)> {
    let always: fn(&Run) -> bool = |_| true;
    let bang: fn(&Run) -> bool = Run::exploded;
    Some(match id {
        "late-call" => (always, |r| Some(r.stamp("t3_alarm.fire")? - r.stamp("t1_detection")?)),
        "boss-first" => (bang, |r| r.first(|e| done(e, "report-to-bureau"))),
        "wrong-address" => (always, |r| {
            let there = |e: &Event| matches!(e.what, H::Arrived(_)) && e.place.as_deref() == Some("gate");
            // Only where the dispatcher was told a room; else the engine was sent to the gate from the start.
            r.first(|e| done(e, "dispatch"))?;
            r.first(|e| is_of(e, "fire/engine-1") && there(e))
        }),
        "wrong-kind" => (always, |r| r.first(|e| is_of(e, "fire/hazmat-1") && matches!(e.what, H::Arrived(_)))),
        "substance-unknown" => (always, |r| r.stamp("t8_substance_identified")),
        "no-air" => {
            (|r| r.evaluation.casualties.protected > Some(0), |r| Some(r.evaluation.casualties.exposed? as f64))
        }
        // That those inside are hurt meanwhile shows over many seeds: `responders.rs`.
        "late-withdrawal" => (always, |r| r.first(|e| started(e, "withdraw-at-burst"))),
        // Two officers of the brigade may cross each other in any drill: what counts is two organisations.
        "double-command" => (always, |r| {
            let doubles = &r.evaluation.failures.as_ref()?.double_command;
            let both = |double: &&hazdrill::score::DoubleCommand| double.across().is_some();
            Some(doubles.iter().filter(both).count() as f64)
        }),
        "no-channel" => (bang, |r| {
            let near = |pair: &&hazdrill::score::HandoffPair| pair.from == "committee" || pair.to == "committee";
            let pairs = r.evaluation.handoffs.iter().filter(near).filter(|pair| pair.from != pair.to);
            let all: Vec<f64> = pairs.flat_map(|pair| pair.messages.iter().map(|m| m.transmission_s)).collect();
            (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
        }),
        "small-cordon" => (always, |r| {
            let radius = |e: &Event| match &e.what {
                H::CordonClosed(cordon) if e.organisation() == Some("fire") => Some(-cordon.radius_m),
                _ => None,
            };
            r.events.iter().find_map(radius)
        }),
        "post-stays" => (bang, |r| {
            let inject = r.evaluation.injects.iter().find(|inject| inject.id == "wind-turns")?;
            Some(f64::from(u8::from(inject.state == InjectState::Never)))
        }),
        "wrong-count" => (|r| !r.exploded(), |r| Some(r.count(|e| matches!(&e.what, H::Found(f) if f.who.is_empty())))),
        "crowd-late" => (bang, |r| {
            let crowd = r.evaluation.cloud.as_ref()?.crowds.first()?;
            // One that nobody holds to the end is worst.
            crowd.held_after_s
        }),
        "crowd-near" => (bang, |r| {
            let crowd = r.evaluation.cloud.as_ref()?.crowds.first()?;
            Some(-crowd.back_m)
        }),
        "no-decon" => (
            |r| r.first(|e| started(e, "absorb")).is_some(),
            |r| {
                let lane = r.first(|e| made(e, "decon.ready")).unwrap_or(f64::INFINITY);
                let goes_in = |e: &Event| started(e, "absorb") || started(e, "close-with-hazmat");
                Some(r.count(|e| goes_in(e) && e.t_ms.is_some_and(|t| (t as f64) < lane * 1000.0)))
            },
        ),
        "hospital-late" => (
            |r| r.evaluation.casualties.delivered > Some(0),
            |r| {
                let minutes = |e: &Event| if let H::Queued(queued) = &e.what { queued.minutes } else { 0.0 };
                Some(r.events.iter().map(minutes).sum())
            },
        ),
        "shelter-late" => (bang, |r| r.stamp("t14_evacuation_order")),
        "waste-water" => (bang, |r| r.evaluation.waste_water.as_ref().map(|water| water.lost_m3)),
        "level-late" | "level-none" => (bang, |r| r.stamp("t10_level_activated")),
        "report-late" => (always, |r| r.stamp("t21_report_county")),
        "fields-empty" => (always, |r| {
            let fields = |e: &Event| match &e.what {
                H::Declared(declared) if &*declared.fact == "report.county" => Some(-(declared.with.len() as f64)),
                _ => None,
            };
            r.events.iter().find_map(fields)
        }),
        "word-early" => (bang, |r| r.stamp("t22_public_release").map(|s| -s)),
        "word-late" => (bang, |r| r.stamp("t22_public_release")),
        _ => return None,
    })
}

/// Rows of the table: id and `--set`.
fn rows(page: &str) -> Vec<(&str, &str)> {
    page.lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| id"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            assert_eq!(cells.len(), 4, "a row of four cells: {line}");
            (cells[0], cells[2].trim_matches('`'))
        })
        .collect()
}

#[test]
fn both_pages_have_the_same_failures() {
    assert_eq!(rows(ENGLISH), rows(CHINESE));
    assert!(rows(ENGLISH).len() >= 20, "the table has its rows");
}

#[test]
fn every_failure_shows_where_the_table_says() {
    let mut report = Vec::new();
    for (id, set) in rows(ENGLISH) {
        let (applies, reading) = reading(id).unwrap_or_else(|| panic!("no reading for `{id}`"));
        let scenario = with(&[set]);
        let able = BASE.iter().filter(|run| applies(run)).filter_map(|run| Some((run, reading(run)?)));
        let pairs: Vec<(u64, f64, Option<f64>)> =
            able.take(TRIED).map(|(base, before)| (base.seed, before, reading(&run(&scenario, base.seed)))).collect();
        let worse = pairs.iter().filter(|(_, before, after)| after.is_none_or(|after| after > *before)).count();
        let better = pairs.iter().filter(|(_, before, after)| after.is_some_and(|after| after < *before)).count();
        if pairs.len() < 4 || worse * 3 < pairs.len() * 2 || better > 1 {
            report.push(format!(
                "{id}: worse in {worse}, better in {better} of {} (seed, before, after): {pairs:?}",
                pairs.len()
            ));
        }
    }
    assert!(report.is_empty(), "not shown:\n{}", report.join("\n"));
}
