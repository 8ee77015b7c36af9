//! Information, network, span, crews, conformity: small records with known answers.

use crate::drill::{at, because, evaluated, scenario};
use hazdrill_score::{PlanState, RequestKind, SpanState};
use serde_json::{Value, json};

fn step(name: &str, by: &str, when: &Value, act: &Value) -> Value {
    json!({"step": name, "by": by, "when": when, "takes": {"fixed": {"s": 5}}, "do": act})
}

fn tell(whom: &str) -> Value {
    json!({"tell": {"whom": [whom], "facts": ["leak.place"], "by": ["telephone"]}})
}

/// The firm's guard tells the dispatcher, who sends the engine and tells the bureau; the bureau has a clerk.
pub(crate) fn planned() -> Value {
    let mut scenario = scenario(&json!({}));
    let name = json!({"zh": "名", "en": "Name"});
    scenario["organisations"]["bureau"]["posts"] = json!({"clerk": {"name": name}});
    let knows = json!({"knows": "leak.place"});
    scenario["organisations"]["firm"]["procedures"]["p"] = json!([
        step("call", "guard", &knows, &tell("fire/dispatcher")),
        step("lead-calls", "lead", &json!({"knows": "leak.place"}), &tell("guard")),
    ]);
    scenario["organisations"]["fire"]["procedures"]["p"] = json!([
        step("send", "dispatcher", &knows, &json!({"dispatch": {"crews": ["engine-1"], "to": "gate"}})),
        step("pass-on", "dispatcher", &json!({"all": [knows, {"done": "send"}]}), &tell("bureau/clerk")),
        step(
            "search",
            "chief",
            &json!({"knows": "fire.burning"}),
            &json!({"rescue": {"at": "lab", "to": "gate", "crews": ["engine-1"], "work": {"fixed": {"s": 60}}}})
        ),
    ]);
    scenario
}

fn learned(t_s: f64, actor: &str, fact: &str, value: &Value, from: Option<&str>) -> Value {
    at(t_s, "learned", actor, "gate", json!({"fact": fact, "value": value, "from": from, "channel": "telephone"}))
}

fn heard(t_s: f64, to: &str, from: &str) -> Value {
    at(t_s, "heard", to, "gate", json!({"from": from, "channel": "telephone"}))
}

#[test]
fn age_is_from_the_truth_to_the_first_right_belief_of_each_seat() {
    let (fire, lab) = ("fire.burning:lab", json!(true));
    let events = [
        at(100.0, "fire_started", "-", "lab", json!({})),                  // 1
        learned(130.0, "firm/guard", fire, &lab, None),                    // 2: 30 s
        learned(160.0, "fire/dispatcher", fire, &lab, Some("firm/guard")), // 3: 60 s
        learned(170.0, "fire/dispatcher", fire, &lab, Some("firm/guard")), // 4: known already
        learned(180.0, "firm/staff.1", fire, &lab, None),                  // 5: a member of a group is no seat
        at(500.0, "fire_out", "-", "lab", json!({})),                      // 6
        learned(800.0, "firm/guard", fire, &json!(false), None),           // 7: 300 s
    ];
    let (evaluation, json) = evaluated(&planned(), &events);
    let information = evaluation.information.unwrap();
    assert_eq!(information.by_fact.len(), 1);
    assert_eq!(
        json["information"]["by_fact"][0],
        json!({"fact": "fire.burning", "seats": 2,
            "age": {"n": 3, "median_s": 60.0, "p90_s": 300.0, "worst_s": 300.0, "worst": 7}})
    );
    let by_seat: Vec<_> =
        information.by_seat.iter().map(|row| (row.seat.as_str(), row.age.n, row.age.worst_s.unwrap())).collect();
    assert_eq!(by_seat, [("firm/guard", 2, 300.0), ("fire/dispatcher", 1, 60.0)]);
    // The guard was wrong from the fire being out until 800 s, the dispatcher to the end.
    let wrong: Vec<_> =
        information.false_beliefs.iter().map(|b| (b.seat.as_str(), b.from_s, b.until_s, b.learned, b.became)).collect();
    assert_eq!(wrong, [("fire/dispatcher", 500.0, 800.0, 4, Some(6)), ("firm/guard", 500.0, 800.0, 2, Some(6))]);
    let total: f64 = information.false_totals.iter().map(|t| t.s).sum();
    assert!((total - 600.0).abs() < 1e-9, "{total}");
}

#[test]
fn a_belief_in_what_never_was_is_wrong_from_the_start_and_vapour_is_compared_by_bands() {
    let vapour = |t, value: f64| at(t, "became", "-", "lab", json!({"fact": "vapour.percent_lfl:lab", "value": value}));
    let events = [
        learned(10.0, "firm/guard", "explosion:lab", &json!(true), None), // 1
        vapour(20.0, 25.0),                                               // 2
        learned(30.0, "fire/chief", "vapour.percent_lfl:lab", &json!(33.0), None), // 3: the same band
        learned(40.0, "firm/guard", "vapour.percent_lfl:lab", &json!(60.0), None), // 4: another
        at(100.0, "all_clear", "fire/chief", "gate", json!({})),          // 5
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    let wrong = evaluation.information.unwrap().false_beliefs;
    let found: Vec<_> = wrong.iter().map(|b| (b.seat.as_str(), b.fact.as_str(), b.s)).collect();
    assert_eq!(found, [("firm/guard", "explosion:lab", 90.0), ("firm/guard", "vapour.percent_lfl:lab", 60.0)]);
}

#[test]
fn missing_in_truth_is_who_is_still_inside() {
    let counted = |t, missing: &[&str]| {
        at(t, "head_counted", "firm/lead", "gate", json!({"listed": 4, "counted": 2, "missing": missing}))
    };
    let events = [
        at(10.0, "arrived", "firm/staff.2", "gate", json!({})), // 1: outside, and not seen
        counted(100.0, &["firm/staff.1", "firm/staff.2"]),      // 2
        learned(100.0, "firm/lead", "people.missing", &json!(2.0), None), // 3
        at(400.0, "rescued", "fire/engine-1", "gate", json!({"who": ["firm/staff.1"]})), // 4
        learned(700.0, "firm/lead", "people.missing", &json!(0.0), None), // 5
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    let wrong = evaluation.information.unwrap().false_beliefs;
    // In truth one is missing until 400 s, then nobody.
    let found: Vec<_> = wrong.iter().map(|b| (b.from_s, b.until_s, b.truth.clone().unwrap().to_string())).collect();
    assert_eq!(found, [(100.0, 700.0, "1".to_owned())]);
}

#[test]
fn what_a_step_waited_for_and_never_came_is_told_apart_from_what_came_late() {
    let leak = || at(0.0, "leak_started", "-", "lab", json!({}));
    let guard = learned(20.0, "firm/guard", "leak.place", &json!("lab"), None);
    let end = || at(3000.0, "all_clear", "fire/chief", "gate", json!({}));
    let never = |events: &[Value]| {
        let (evaluation, _) = evaluated(&planned(), events);
        let never = evaluation.information.unwrap().never_arrived;
        never.into_iter().map(|n| (n.seat, n.fact, n.steps, n.known_by)).collect::<Vec<_>>()
    };
    let knew = Some("firm/guard".to_owned());
    let lead = ("firm/lead".to_owned(), "leak.place".to_owned(), vec!["p/lead-calls".to_owned()], knew.clone());
    let steps = vec!["p/send".to_owned(), "p/pass-on".to_owned()];
    let dispatcher = ("fire/dispatcher".to_owned(), "leak.place".to_owned(), steps, knew);
    assert_eq!(never(&[leak(), guard.clone(), end()]), [dispatcher, lead.clone()]);
    // Told late: it has an age. No fire: the search was never needed.
    let late = learned(2900.0, "fire/dispatcher", "leak.place", &json!("lab"), Some("firm/guard"));
    assert_eq!(never(&[leak(), guard, late, end()]), [lead]);
    // So short a time says nothing.
    assert_eq!(never(&[leak(), at(100.0, "all_clear", "fire/chief", "gate", json!({}))]), []);
}

#[test]
fn the_network_counts_links_and_compares_them_with_the_plan() {
    let started =
        at(5.0, "started", "fire/dispatcher", "station", json!({"procedure": "p", "step": "pass-on", "verb": "tell"}));
    let events = [
        heard(1.0, "fire/dispatcher", "firm/guard"),                              // 1
        heard(2.0, "firm/guard", "fire/dispatcher"),                              // 2: no procedure foresees it
        heard(3.0, "firm/guard", "firm/lead"),                                    // 3: within the firm
        heard(4.0, "fire/dispatcher", "firm/guard"),                              // 4
        started,                                                                  // 5: and nothing arrived
        at(6.0, "lost", "bureau/clerk", "-", json!({"from": "fire/dispatcher"})), // 6
        at(7.0, "call_failed", "fire/dispatcher", "-", json!({"to": "bureau/clerk"})), // 7
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    let network = evaluation.network.unwrap();
    assert_eq!((network.messages, network.internal, network.lost, network.calls_failed), (4, 1, 1, 1));
    let graph = &network.organisations;
    assert_eq!((graph.n, graph.links, graph.messages), (3, 2, 3));
    assert_eq!((graph.density, graph.reciprocity), (Some(2.0 / 6.0), Some(1.0)));
    let degrees: Vec<_> =
        graph.nodes.iter().map(|n| (n.id.as_str(), n.degree_in, n.degree_out, n.messages_in)).collect();
    assert_eq!(degrees, [("bureau", 0, 0, 0), ("fire", 1, 1, 2), ("firm", 1, 1, 1)]);
    let plan: Vec<_> =
        network.planned.iter().map(|p| (p.link.from.as_str(), p.link.to.as_str(), p.state, p.tried)).collect();
    assert_eq!(
        plan,
        [
            ("fire/dispatcher", "bureau/clerk", PlanState::Failed, Some(5)),
            ("fire/chief", "fire/engine-1", PlanState::NotBegun, None),
            ("fire/dispatcher", "fire/engine-1", PlanState::NotBegun, None),
            ("fire/engine-1", "fire/chief", PlanState::NotBegun, None),
            ("firm/guard", "fire/dispatcher", PlanState::Used, None),
            ("firm/lead", "firm/guard", PlanState::Used, None),
        ]
    );
    assert_eq!((network.planned_total, network.planned_used, network.planned_failed), (6, 2, 1));
    let unplanned: Vec<_> = network.unplanned.iter().map(|l| (l.from.as_str(), l.to.as_str())).collect();
    assert_eq!(unplanned, [("fire/dispatcher", "firm/guard")]);
}

#[test]
fn an_answer_is_no_unplanned_link_and_who_overhears_has_none() {
    let said = |t, actor: &str, to: &str, asks: &[&str]| {
        at(t, "said", actor, "gate", json!({"to": [to], "channel": "telephone", "asks": asks}))
    };
    let events = [
        said(1.0, "firm/guard", "fire/dispatcher", &["leak.place"]), // 1
        because(heard(2.0, "fire/dispatcher", "firm/guard"), &[1]),  // 2
        because(heard(2.0, "fire/chief", "firm/guard"), &[1]),       // 3: rides along
        because(said(3.0, "fire/dispatcher", "firm/guard", &[]), &[1]), // 4
        because(heard(4.0, "firm/guard", "fire/dispatcher"), &[4]),  // 5
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    assert_eq!(evaluation.network.unwrap().unplanned, []);
    assert_eq!(evaluation.crews.unwrap().never_filled, [], "the question was answered");
}

#[test]
fn stages_have_networks_of_their_own() {
    let events = [
        at(0.0, "leak_started", "-", "lab", json!({})),
        heard(1.0, "fire/dispatcher", "firm/guard"),
        at(2.0, "declared", "bureau/clerk", "-", json!({"fact": "hq.place", "value": "gate"})),
        heard(3.0, "bureau/clerk", "fire/chief"),
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    let stages: Vec<_> = evaluation.network.unwrap().stages.iter().map(|s| (s.stage, s.graph.links)).collect();
    assert_eq!(stages, [("leak", 1), ("command", 1)]);
}

#[test]
fn the_span_of_a_commander_is_who_reports_and_who_is_ordered() {
    let order = |t, to: &str| at(t, "heard", to, "gate", json!({"from": "fire/chief", "order": "rescue"}));
    let mut events = vec![
        at(0.0, "declared", "fire/chief", "gate", json!({"fact": "commander", "value": "fire/chief"})),
        order(10.0, "fire/engine-1"),
        heard(20.0, "fire/chief", "fire/engine-1"), // the same again
        heard(30.0, "fire/chief", "firm/guard"),
        heard(40.0, "fire/chief", "firm/staff.1"),
        heard(41.0, "fire/chief", "firm/staff.2"), // of one group: one
        heard(50.0, "bureau/clerk", "fire/chief"), // told, not ordered
    ];
    events.extend((0..8).map(|n| heard(1000.0 + f64::from(n), "fire/chief", &format!("other/post-{n}"))));
    events.push(at(2000.0, "all_clear", "fire/chief", "gate", json!({})));
    let (evaluation, _) = evaluated(&planned(), &events);
    let span = &evaluation.span_of_control[0];
    let windows: Vec<_> = span.windows.iter().map(|w| (w.from_s, w.reports, w.state)).collect();
    assert_eq!(windows, [(0.0, 3, SpanState::Within), (900.0, 8, SpanState::Above), (1800.0, 0, SpanState::Partial)]);
    assert_eq!(span.windows[0].events, [3, 4, 6]);
}

fn task(t_s: f64, kind: &str, ready_s: f64) -> Value {
    let data = json!({"procedure": "q", "step": "s", "verb": "measure", "ready_ms": (ready_s * 1000.0) as i64});
    at(t_s, kind, "fire/engine-1", "gate", data)
}

#[test]
fn demand_and_supply_are_areas_and_idle_is_a_share() {
    let events = [
        task(100.0, "started", 100.0),                           // 1
        task(200.0, "done", 0.0),                                // 2
        task(300.0, "started", 150.0), // 3: waited 50 s beyond the one crew, then 100 s although it was free
        task(500.0, "done", 0.0),      // 4
        at(600.0, "all_clear", "fire/chief", "gate", json!({})), // 5
    ];
    let (evaluation, json) = evaluated(&planned(), &events);
    let crews = evaluation.crews.unwrap();
    assert_eq!((crews.waiting_s, crews.free_s), (150.0, 200.0));
    assert_eq!((crews.shortfall_s, crews.mismatch_s), (50.0, 100.0));
    assert_eq!(
        json["crews"]["crews"],
        json!([{"crew": "fire/engine-1", "on_duty_s": 500.0, "busy_s": 300.0, "idle_share": 0.4, "tasks": 2, "first": 1,
            "longest_idle_s": 100.0, "idle_after": 2}])
    );
    assert_eq!(crews.waited, [3]);
    let area: f64 = crews.series.iter().map(|w| w.waiting * (w.until_s - w.from_s)).sum();
    assert!((area - 150.0).abs() < 1e-9, "{area}");
}

#[test]
fn a_job_is_done_twice_by_other_hands_unless_it_was_undone() {
    let cut = |t, who: &str| at(t, "power_cut", who, "lab", json!({}));
    let fan = |t, who: &str, mode: &str| at(t, "ventilation_switched", who, "lab", json!({"mode": mode}));
    let twice = |events: &[Value]| {
        let (evaluation, _) = evaluated(&planned(), events);
        evaluation.crews.unwrap().done_twice.iter().map(|d| (d.first, d.second)).collect::<Vec<_>>()
    };
    assert_eq!(twice(&[cut(1.0, "firm/guard"), cut(2.0, "fire/engine-1")]), [(1, 2)]);
    assert_eq!(twice(&[cut(1.0, "firm/guard"), cut(2.0, "firm/guard")]), [], "the same hands");
    let on = "emergency";
    assert_eq!(twice(&[fan(1.0, "a/b", on), fan(2.0, "a/b", "off"), fan(3.0, "c/d", on)]), [], "it was off again");
}

#[test]
fn an_order_that_nobody_begins_and_a_question_without_answer_stay_open() {
    let events = [
        at(1.0, "heard", "fire/engine-1", "gate", json!({"from": "fire/chief", "order": "rescue"})), // 1
        at(2.0, "heard", "fire/engine-1", "gate", json!({"from": "fire/chief", "order": "measure"})), // 2
        task(3.0, "started", 2.0),                                                                   // 3
        at(4.0, "said", "firm/guard", "gate", json!({"to": ["fire/chief"], "asks": ["leak.place"]})), // 4
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    let open: Vec<_> = evaluation.crews.unwrap().never_filled.iter().map(|r| (r.kind, r.event)).collect();
    assert_eq!(open, [(RequestKind::Order, 1), (RequestKind::Question, 4)]);
}

fn ran(t_s: f64, kind: &str, actor: &str, step: &str) -> Value {
    at(t_s, kind, actor, "gate", json!({"procedure": "p", "step": step, "verb": "tell"}))
}

#[test]
fn conformity_tells_missing_forgotten_failed_and_unfinished_apart() {
    let place = json!("lab");
    let events = [
        learned(1.0, "firm/guard", "leak.place", &place, None), // 1: ready to the end, never begun
        learned(2.0, "fire/dispatcher", "leak.place", &place, None), // 2
        ran(3.0, "started", "fire/dispatcher", "send"),         // 3
        ran(4.0, "failed", "fire/dispatcher", "send"),          // 4
        learned(5.0, "firm/lead", "leak.place", &place, None),  // 5
        ran(6.0, "forgotten", "firm/lead", "lead-calls"),       // 6
        ran(7.0, "started", "fire/chief", "search"),            // 7
        at(1000.0, "all_clear", "fire/chief", "gate", json!({})), // 8
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    let conformity = evaluation.conformity.unwrap();
    let of = |gaps: &[hazdrill_score::StepGap]| gaps.iter().map(|g| (g.step.clone(), g.event)).collect::<Vec<_>>();
    assert_eq!(of(&conformity.missing), [("p/call".to_owned(), Some(1))]);
    assert_eq!(conformity.missing[0].ready_s, Some(999.0));
    assert_eq!(of(&conformity.forgotten), [("p/lead-calls".to_owned(), Some(6))]);
    assert_eq!(of(&conformity.failed), [("p/send".to_owned(), Some(4))]);
    assert_eq!(of(&conformity.unfinished), [("p/search".to_owned(), Some(7))]);
    // `pass-on` waits for `send`, which was never done: it never came up.
    assert_eq!((conformity.steps, conformity.due, conformity.done), (5, 4, 0));
}

#[test]
fn a_step_before_its_time_and_one_by_other_hands_are_told() {
    let events = [
        ran(1.0, "started", "fire/dispatcher", "pass-on"), // 1: before `send`
        ran(2.0, "done", "fire/dispatcher", "send"),       // 2
        ran(3.0, "started", "fire/engine-1", "search"),    // 3: ordered to, hence its task
        ran(4.0, "done", "firm/lead", "call"),             // 4: the guard's
    ];
    let (evaluation, _) = evaluated(&planned(), &events);
    let conformity = evaluation.conformity.unwrap();
    let order: Vec<_> = conformity.wrong_order.iter().map(|w| (w.event, w.first.as_str(), w.first_done)).collect();
    assert_eq!(order, [(1, "p/send", Some(2))]);
    let owner: Vec<_> = conformity.wrong_owner.iter().map(|w| (w.event, w.owner.as_str(), w.actor.as_str())).collect();
    assert_eq!(owner, [(4, "firm/guard", "firm/lead")]);
}

#[test]
fn totals_of_hand_offs_add_up_by_part_and_by_owner() {
    let said = at(110.0, "said", "firm/guard", "-", json!({"to": ["fire/dispatcher"], "since_ms": 100_000}));
    let started =
        at(200.0, "started", "fire/dispatcher", "-", json!({"procedure": "p", "step": "send", "ready_ms": 150_000}));
    let events = [said, because(heard(130.0, "fire/dispatcher", "firm/guard"), &[1]), because(started, &[2])];
    let (_, json) = evaluated(&planned(), &events);
    let totals = &json["handoff_totals"];
    assert_eq!(totals["all"]["s"], json!(100.0));
    assert_eq!(
        (&totals["organisations"]["firm"]["s"], &totals["organisations"]["fire"]["s"]),
        (&json!(30.0), &json!(70.0))
    );
    assert_eq!(
        (&totals["organisations"]["fire"]["deciding_s"], &totals["all"]["hands_s"]),
        (&json!(20.0), &json!(50.0))
    );
}
