//! The founding drill at its full size: every run ends or says why not, its people are nowhere twice, its casualties go
//! one way through rescue, triage and hospital, and everything that happens leads back to a leak or an inject.

use hazdrill::engine::kernel::Id;
use hazdrill::engine::places::{Body, Presence};
use hazdrill::record::{EndReason, Event, Happening as H, event_line};
use hazdrill::score::{Evaluation, critical_path};
use hazdrill::{Checked, Drill, Save, evaluate};
use hazdrill_tests::{ether_lab, with};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Enough of them that in some the store explodes, people are hurt, and an ambulance has somebody to carry.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=60;
/// A run with an explosion and casualties is looked for among the seeds; the whole state of these many runs is looked at.
const LOOKED_INTO: usize = 4;
/// Kinds of events that nothing in the drill brought about.
const ROOTS: &[&str] = &["leak_started", "injected", "order"];

/// A finished run.
struct Run {
    seed: u64,
    end: EndReason,
    events: Vec<Event>,
    evaluation: Evaluation,
}

static RUNS: LazyLock<Vec<Run>> = LazyLock::new(|| {
    let scenario = ether_lab();
    SEEDS.map(|seed| run(&scenario, seed)).collect()
});

fn run(scenario: &Checked, seed: u64) -> Run {
    let mut drill = Drill::new(scenario, seed);
    let end = drill.run();
    Run { seed, end, evaluation: evaluate(&drill), events: drill.events().to_vec() }
}

fn exploded(run: &Run) -> bool {
    run.evaluation.explosions > 0
}

/// Seeds whose store explodes, those with most casualties first.
fn worst() -> Vec<u64> {
    let mut runs: Vec<&Run> = RUNS.iter().filter(|run| exploded(run)).collect();
    let moved = |run: &&Run| run.events.iter().filter(|e| matches!(e.what, H::Rescued(_) | H::Delivered(_))).count();
    runs.sort_by_key(|run| (std::cmp::Reverse(moved(run)), run.seed));
    runs.iter().map(|run| run.seed).collect()
}

/// The place of an event.
fn place(event: &Event) -> &str {
    event.place.as_deref().unwrap_or("")
}

/// Everything that brought an event about.
fn ancestors(events: &[Event], of: u64) -> BTreeSet<u64> {
    let mut seen = BTreeSet::new();
    let mut open = vec![of];
    while let Some(seq) = open.pop() {
        for cause in &events[seq as usize - 1].causes {
            if seen.insert(*cause) {
                open.push(*cause);
            }
        }
    }
    seen
}

#[test]
fn every_run_ends_by_the_all_clear() {
    let left: Vec<_> = RUNS.iter().filter(|run| run.end != EndReason::AllClear).map(|r| (r.seed, r.end)).collect();
    assert!(left.is_empty(), "these do not end by procedure: {left:?}");
    for run in RUNS.iter() {
        let clears = run.events.iter().filter(|e| e.kind() == "all_clear").count();
        assert_eq!(clears, 1, "seed {}: one all-clear ends it", run.seed);
    }
}

/// Runs whose all-clear hangs on one word: the room was seen by searchers alone, the last high reading was taken on the
/// stairs, the medical lead was driven away from the casualty post.
#[test]
fn a_word_that_only_one_can_give_is_asked_for() {
    let scenario = ether_lab();
    for seed in [12, 36, 62, 68, 167, 267, 280, 290] {
        let mut drill = Drill::new(&scenario, seed);
        assert_eq!(drill.run(), EndReason::AllClear, "seed {seed}");
    }
}

/// Whoever is driven cannot begin a way of their own: what is done elsewhere is given up, and the hands are free again. What
/// was begun a short while before the drill ended may still be under way.
#[test]
fn a_passenger_does_not_wait_for_a_way_of_their_own() {
    let scenario = ether_lab();
    let rides = |actor: &str| {
        let (organisation, post) = actor.split_once('/').unwrap_or_default();
        let posts = scenario.organisations.get(organisation).map(|o| &o.posts);
        posts.and_then(|posts| posts.get(post)).is_some_and(|post| post.rides.is_some())
    };
    let mut given_up = 0;
    // It is rare: the medical leads of these seeds are driven off in the middle of it.
    let rare = [68, 100].map(|seed| run(&scenario, seed));
    for run in RUNS.iter().chain(&rare) {
        let mut open: BTreeMap<(&str, &str), (u64, i64)> = BTreeMap::new();
        let last = run.events.last().and_then(|event| event.t_ms).expect("every run has events");
        for event in &run.events {
            let actor = event.actor.as_deref().unwrap_or_default();
            let end = match &event.what {
                H::Started(it) if &*it.verb == "triage" && rides(actor) => {
                    open.insert((actor, &*it.step), (event.seq, event.t_ms.unwrap_or_default()));
                    continue;
                }
                H::Done(it) => &*it.step,
                H::Failed(it) => {
                    given_up += usize::from(&*it.verb == "triage" && &*it.reason == "no_way" && rides(actor));
                    &*it.step
                }
                H::Interrupted(it) => &*it.step,
                _ => continue,
            };
            open.remove(&(actor, end));
        }
        open.retain(|_, (_, since)| last - *since > 10 * 60_000);
        assert!(open.is_empty(), "seed {}: taken in hand and never ended: {open:?}", run.seed);
    }
    assert!(given_up > 0, "no run shows it");
}

#[test]
fn some_explode_and_some_do_not() {
    let n = RUNS.iter().filter(|run| exploded(run)).count();
    let share = n as f64 / RUNS.len() as f64;
    assert!((0.25..=0.9).contains(&share), "{n} of {} runs explode", RUNS.len());
}

#[test]
fn stages_come_in_their_order() {
    let order = ["leak", "initial_handling", "response", "command", "joint_action", "rescue", "all_clear"];
    for run in RUNS.iter() {
        let ids: Vec<&str> = run.evaluation.stages.iter().map(|stage| stage.id).collect();
        let ranks: Vec<_> = ids.iter().map(|id| order.iter().position(|o| o == id).expect("a known stage")).collect();
        assert!(ranks.is_sorted(), "seed {}: {ids:?}", run.seed);
        let entered: Vec<f64> = run.evaluation.stages.iter().filter_map(|stage| stage.entered_at_s).collect();
        assert!(entered.is_sorted(), "seed {}: stages entered at {entered:?}", run.seed);
        for stage in ["leak", "initial_handling", "response"] {
            assert!(ids.contains(&stage), "seed {}: no `{stage}` in {ids:?}", run.seed);
        }
        if exploded(run) {
            assert!(ids.contains(&"command"), "seed {}: a bang and no headquarters: {ids:?}", run.seed);
        }
        assert!(run.evaluation.score.total.is_some(), "seed {}: every run is scored", run.seed);
    }
    let early = RUNS.iter().filter(|run| {
        let early = run.evaluation.before_headquarters.as_ref();
        exploded(run) && early.is_some_and(|early| early.acts > 0)
    });
    let (early, bangs) = (early.count(), RUNS.iter().filter(|run| exploded(run)).count());
    assert!(early * 2 > bangs, "rescue before the headquarters is shown in {early} of {bangs} runs with a bang");
}

#[test]
fn causes_lead_back_to_a_root() {
    for run in RUNS.iter() {
        for event in &run.events {
            let root = ROOTS.contains(&event.kind());
            assert_eq!(event.causes.is_empty(), root, "seed {}: {event:?}", run.seed);
            assert!(event.causes.iter().all(|c| *c < event.seq), "seed {}: a cause comes first: {event:?}", run.seed);
        }
        let Some(end) = run.events.iter().find(|e| e.kind() == "all_clear") else { continue };
        let path = critical_path(&run.events, end.seq);
        let first = &run.events[path[0] as usize - 1];
        assert!(
            matches!(first.kind(), "leak_started" | "injected"),
            "seed {}: the all-clear goes back to {first:?}",
            run.seed
        );
        assert!(path.len() > 20, "seed {}: a path of {} events tells no story", run.seed, path.len());
    }
}

/// Where casualties stand on their way through the hands of others.
#[derive(Default)]
struct Casualties {
    hurt: BTreeSet<String>,
    dead: BTreeSet<String>,
    /// Whom a crew has found and not yet set down, and which crew.
    carried: BTreeMap<String, String>,
    delivered: BTreeSet<String>,
    beds: BTreeMap<String, u32>,
}

impl Casualties {
    fn follow(&mut self, seed: u64, event: &Event) {
        let actor = event.actor.as_deref().unwrap_or("").to_owned();
        match &event.what {
            H::Injured(_) => _ = self.hurt.insert(actor),
            H::Died(_) => {
                assert!(self.dead.insert(actor), "seed {seed}: died twice: {event:?}");
            }
            H::Found(found) => {
                for who in found.who.iter().map(ToString::to_string) {
                    assert!(!self.delivered.contains(&who), "seed {seed}: found after the hospital: {event:?}");
                    let other = self.carried.insert(who, actor.clone());
                    assert!(other.is_none(), "seed {seed}: {other:?} carries them already: {event:?}");
                }
            }
            H::Rescued(rescued) => {
                for who in rescued.who.iter().map(ToString::to_string) {
                    let by = self.carried.remove(&who);
                    assert_eq!(by.as_ref(), Some(&actor), "seed {seed}: rescued by whom nobody found: {event:?}");
                }
            }
            H::Delivered(delivered) => {
                for who in delivered.who.iter().map(ToString::to_string) {
                    assert!(self.hurt.contains(&who), "seed {seed}: delivered and never hurt: {event:?}");
                    assert!(!self.carried.contains_key(&who), "seed {seed}: in two hands: {event:?}");
                    assert!(self.delivered.insert(who), "seed {seed}: delivered twice: {event:?}");
                }
                let before = self.beds.insert(place(event).to_owned(), delivered.beds_left);
                let fewer = before.is_none_or(|before| before > delivered.beds_left || before == 0);
                assert!(fewer, "seed {seed}: {before:?} beds, then {event:?}");
            }
            H::Triaged(triaged) => {
                assert!(self.hurt.contains(&*triaged.who), "seed {seed}: sorted and never hurt: {event:?}");
            }
            H::Left(_) | H::Started(_) => {
                assert!(!self.carried.contains_key(&actor), "seed {seed}: acts while carried: {event:?}");
                assert!(!self.delivered.contains(&actor), "seed {seed}: acts from the hospital: {event:?}");
                assert!(!self.dead.contains(&actor), "seed {seed}: acts and is dead: {event:?}");
            }
            _ => {}
        }
    }
}

#[test]
fn casualties_go_one_way() {
    let (mut bangs, mut hurt, mut rescued, mut delivered) = (0, 0, 0, 0);
    for run in RUNS.iter() {
        let mut casualties = Casualties::default();
        for event in &run.events {
            casualties.follow(run.seed, event);
        }
        let count = &run.evaluation.casualties;
        assert_eq!(count.delivered, Some(casualties.delivered.len() as u64), "seed {}", run.seed);
        bangs += usize::from(exploded(run));
        hurt += usize::from(!casualties.hurt.is_empty());
        rescued += usize::from(count.rescued > Some(0));
        delivered += usize::from(!casualties.delivered.is_empty());
        if !exploded(run) {
            assert!(casualties.delivered.is_empty(), "seed {}: no bang, and somebody in hospital", run.seed);
        }
    }
    assert!(
        hurt > 0 && rescued > 0 && delivered > 0,
        "{bangs} bangs: hurt {hurt}, rescued {rescued}, delivered {delivered}"
    );
}

#[test]
fn hospital_is_reached_by_an_ambulance_that_was_sent() {
    let mut seen = 0;
    for run in RUNS.iter() {
        for event in run.events.iter().filter(|e| matches!(e.what, H::Delivered(_))) {
            seen += 1;
            let seed = run.seed;
            let crew = event.actor.as_deref().unwrap_or_default();
            let before = ancestors(&run.events, event.seq);
            let before = || before.iter().map(|seq| &run.events[*seq as usize - 1]);
            let transport = before().filter(|e| e.actor.as_deref() == Some(crew));
            let began = transport.clone().any(|e| matches!(&e.what, H::Started(s) if &*s.verb == "transport"));
            let arrived =
                transport.clone().any(|e| matches!(&e.what, H::Arrived(a) if a.drives) && place(e) == place(event));
            // What binds the last step is often a word, not the drive there: that the ambulance was sent stands earlier.
            let names = |crews: &[hazdrill::record::Word]| {
                crews.iter().any(|c| crew.ends_with(&format!("/{c}")) || **c == *crew)
            };
            let earlier = &run.events[..event.seq as usize];
            // An order to fetch somebody sends a crew as well as one to turn out.
            let ordered = |e: &&Event| e.actor.as_deref() == Some(crew);
            let sent = earlier.iter().any(|e| matches!(&e.what, H::Dispatched(d) if names(&d.crews)))
                || earlier.iter().filter(ordered).any(|e| matches!(&e.what, H::Heard(h) if h.order.is_some()));
            assert!(began, "seed {seed}: nobody was loaded for {event:?}");
            assert!(arrived, "seed {seed}: no drive brought {event:?}");
            assert!(sent, "seed {seed}: no ambulance was sent for {event:?}");
        }
    }
    assert!(seen > 0, "an ambulance reaches a hospital in some run");
}

/// Every body is in one place, or on a road and in none; whoever is carried is carried by one.
fn look_at_bodies(drill: &Drill) {
    let (world, seed) = (drill.world(), drill.seed());
    let presence = world.resource::<Presence>();
    let mut query = world.try_query::<(&Id, &Body)>().expect("bodies are registered");
    let bodies: BTreeMap<Id, &Body> = query.iter(world).map(|(id, body)| (*id, body)).collect();
    for (id, body) in &bodies {
        let carrier = body.carried.map(|carrier| bodies[&carrier]);
        let on_the_road = body.is_driving() || carrier.is_some_and(Body::is_driving);
        let places = presence.places_of(*id);
        assert_eq!(places, usize::from(!on_the_road), "seed {seed}, {:?}: {id:?} is in {places} places", drill.now());
        if let Some(carrier) = carrier {
            assert!(carrier.passengers.contains(id), "seed {seed}: {id:?} is carried by one who does not know it");
            let same = on_the_road || carrier.place == body.place;
            assert!(same, "seed {seed}: {id:?} is at {:?}, carried at {:?}", body.place, carrier.place);
        }
        for passenger in &body.passengers {
            assert_eq!(bodies[passenger].carried, Some(*id), "seed {seed}: two carry {passenger:?}");
        }
    }
}

#[test]
fn nobody_is_in_two_places() {
    let scenario = ether_lab();
    for seed in worst().into_iter().take(LOOKED_INTO) {
        let mut drill = Drill::new(&scenario, seed);
        let mut steps = 0_u32;
        while drill.step().is_some() {
            steps += 1;
            if steps.is_multiple_of(7) {
                look_at_bodies(&drill);
            }
        }
        assert!(steps > 1_000, "seed {seed} took {steps} steps");
    }
}

#[test]
fn observers_count_for_nothing() {
    let crowd = with(&["observers.count=200"]);
    let lines = |run: &Run| run.events.iter().map(event_line).collect::<Vec<_>>();
    for before in RUNS.iter().filter(|run| exploded(run)).take(3) {
        assert_eq!(lines(before), lines(&run(&crowd, before.seed)), "seed {}: observers change the drill", before.seed);
        for event in &before.events {
            let named = event.actor.as_deref().is_some_and(|actor| actor.contains("observer"));
            assert!(!named, "an observer plays no part: {event:?}");
        }
    }
}

#[test]
fn nobody_knows_what_nobody_told_them() {
    let scenario = ether_lab();
    let sets: Vec<String> = scenario.channels.keys().map(|channel| format!("channels.{channel}.lost=1")).collect();
    let silent = with(&sets.iter().map(String::as_str).collect::<Vec<_>>());
    let mut bangs = 0;
    for seed in worst().into_iter().take(3).chain([1, 2]) {
        let run = run(&silent, seed);
        bangs += u32::from(exploded(&run));
        // Who has seen, heard or smelled anything of it for themselves; the wind is no part of it.
        let mut noticed: BTreeSet<&str> = BTreeSet::new();
        for event in &run.events {
            let actor = event.actor.as_deref().unwrap_or_default();
            match &event.what {
                H::Learned(learned) => {
                    assert!(learned.from.is_none(), "seed {seed}: told on a dead channel: {event:?}");
                    if !learned.fact.starts_with("weather") {
                        noticed.insert(actor);
                    }
                }
                H::Dispatched(_) | H::Heard(_) | H::Declared(_) => {
                    let heard = matches!(event.what, H::Heard(_));
                    assert!(!heard, "seed {seed}: heard on a dead channel: {event:?}");
                    assert!(noticed.contains(actor), "seed {seed}: acts on what nobody told: {event:?}");
                }
                _ => {}
            }
        }
        let outside = run.events.iter().find(|e| matches!(&e.what, H::Left(left) if left.drives));
        assert!(outside.is_none(), "seed {seed}: nobody told them, and they drive: {outside:?}");
        let firm = run.events.iter().any(|e| e.organisation() == Some("firm") && matches!(e.what, H::Done(_)));
        assert!(firm, "seed {seed}: those who see it act");
    }
    assert!(bangs > 0, "it explodes unheard in some run");
}

#[test]
fn saved_at_every_fiftieth_event_it_goes_on_the_same() {
    let scenario = ether_lab();
    let seed = worst()[0];
    let straight = &RUNS.iter().find(|run| run.seed == seed).expect("a run of the seeds").events;
    let mut drill = Drill::new(&scenario, seed);
    let (mut all, mut saves, mut since) = (Vec::new(), 0, 0);
    while drill.step().is_some() {
        if drill.event_count() >= since + 50 {
            since = drill.event_count();
            let save = Save::from_bytes(&drill.save().to_bytes()).expect("a save reads back");
            all.extend_from_slice(drill.events());
            drill = Drill::restore(&scenario, &save).expect("a save of this engine and scenario restores");
            saves += 1;
        }
    }
    all.extend_from_slice(drill.events());
    assert!(saves > 50, "{saves} saves");
    for (a, b) in straight.iter().zip(&all) {
        assert_eq!(event_line(a), event_line(b), "seed {seed}: event {} differs after a save", a.seq);
    }
    assert_eq!(straight.len(), all.len(), "seed {seed}: as many events");
}
