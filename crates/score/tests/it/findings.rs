//! Findings: each rule with a record that triggers it and one that just does not.

use crate::coordination_metrics::planned;
use crate::drill::{at, because, evaluated, event, target};
use hazdrill_score::{Consequence, Finding, rules};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A rule, its scenario, the events that trigger it, and those that do not.
struct Case {
    rule: &'static str,
    scenario: Value,
    with: Vec<Value>,
    without: Vec<Value>,
}

fn case(rule: &'static str, with: Vec<Value>, without: Vec<Value>) -> Case {
    Case { rule, scenario: planned(), with, without }
}

/// A target from the release to the leak being stopped, within 100 s.
fn timed(rule: &'static str, kind: &str, with_s: f64, without_s: f64) -> Case {
    let mut scenario = planned();
    scenario["targets"]["stop"] = target(&json!("released"), &json!("stopped"), 100.0, kind, 1.0);
    let stopped = |t_s| vec![leak(), because(at(t_s, "leak_stopped", "-", "lab", json!({})), &[1])];
    Case { rule, scenario, with: stopped(with_s), without: stopped(without_s) }
}

fn leak() -> Value {
    at(0.0, "leak_started", "-", "lab", json!({}))
}

fn end(t_s: f64) -> Value {
    at(t_s, "all_clear", "fire/chief", "gate", json!({}))
}

fn learned(t_s: f64, actor: &str, fact: &str, value: Value) -> Value {
    at(t_s, "learned", actor, "gate", json!({"fact": fact, "value": value, "channel": "sight"}))
}

fn heard(t_s: f64, to: &str, from: &str) -> Value {
    at(t_s, "heard", to, "gate", json!({"from": from, "channel": "telephone"}))
}

fn order(t_s: f64, from: &str, verb: &str) -> Value {
    at(t_s, "heard", "fire/engine-1", "gate", json!({"from": from, "order": verb, "channel": "radio"}))
}

fn step(t_s: f64, kind: &str, actor: &str, step: &str) -> Value {
    at(t_s, kind, actor, "gate", json!({"procedure": "p", "step": step, "verb": "tell"}))
}

fn task(t_s: f64, kind: &str, ready_s: f64) -> Value {
    let data = json!({"procedure": "q", "step": "s", "verb": "measure", "ready_ms": (ready_s * 1000.0) as i64});
    at(t_s, kind, "fire/engine-1", "gate", data)
}

/// The fire brigade hears at 20 s and begins to act at `t_s`, so many times, each a thousand seconds after the last.
fn acted_on(t_s: f64, times: u64) -> Vec<Value> {
    let one = |n: u64| {
        let t = 1000.0 * n as f64;
        let data = json!({"to": ["fire/dispatcher"], "since_ms": ((t + 10.0) * 1000.0) as i64});
        let said = at(t + 10.0, "said", "firm/guard", "gate", data);
        let heard = because(heard(t + 20.0, "fire/dispatcher", "firm/guard"), &[3 * n + 1]);
        [said, heard, because(step(t + t_s, "started", "fire/dispatcher", "send"), &[3 * n + 2])]
    };
    (0..times).flat_map(one).collect()
}

fn commander(messages: u32) -> Vec<Value> {
    let declared = at(0.0, "declared", "fire/chief", "gate", json!({"fact": "commander", "value": "fire/chief"}));
    let reports = (0..messages).map(|n| heard(10.0, "fire/chief", &format!("other/post-{n}")));
    std::iter::once(declared).chain(reports).chain([end(900.0)]).collect()
}

fn calls(failed: usize, heard_: usize) -> Vec<Value> {
    let call = || at(1.0, "call_failed", "firm/guard", "gate", json!({"to": "fire/dispatcher", "reason": "busy"}));
    let heard = || heard(2.0, "fire/dispatcher", "firm/guard");
    (0..failed).map(|_| call()).chain((0..heard_).map(|_| heard())).collect()
}

fn injected(acts_s: f64) -> Vec<Value> {
    vec![
        event(Some(100.0), "injected", "-", "-", json!({"inject": "wind", "verb": "turn_wind"})),
        step(acts_s, "started", "fire/chief", "move"),
    ]
}

fn with_inject() -> Value {
    let mut scenario = planned();
    scenario["injects"]["wind"] = json!({
        "when": {"at": {"s": 100}}, "do": {"turn_wind": {"deg": 180}}, "expect": {"zh": "移位", "en": "move"},
        "answer": {"by": "fire", "step": "move", "within": {"s": 60}},
    });
    scenario
}

/// Twenty steps of the guard that come up, of which so many are done and the others forgotten.
fn twenty_steps(done: usize) -> (Value, Vec<Value>) {
    let mut scenario = planned();
    let names: Vec<String> = (0..20).map(|n| format!("step-{n}")).collect();
    let steps: Vec<Value> = names
        .iter()
        .map(|name| json!({"step": name, "by": "guard", "when": {"knows": "smoke"}, "takes": {"fixed": {"s": 1}}, "do": {"go": {"to": "gate"}}}))
        .collect();
    scenario["organisations"]["firm"]["procedures"] = json!({"p": steps});
    let kind = |n: usize| if n < done { "done" } else { "forgotten" };
    let events = names.iter().enumerate().map(|(n, name)| step(1.0, kind(n), "firm/guard", name)).collect();
    (scenario, events)
}

/// Three duties of the unit: the leak is to be stopped within 100 s; and a first word that names the place.
fn duties() -> Value {
    let mut scenario = planned();
    let name = json!({"zh": "义务", "en": "Duty"});
    let clock = |met: Value, contents: Value| {
        json!({"name": name, "obliged": "unit", "starts": {"at": "released"}, "met": met, "limit": {"s": 100},
            "contents": contents, "kind": "legal", "source": "GB 1"})
    };
    let stopped = || clock(json!({"at": "stopped"}), Value::Null);
    let word = clock(json!({"heard": {"from": "unit", "by": "outside"}}), json!("form"));
    scenario["roles"] = json!({"unit": "unit", "outside": "outside"});
    scenario["forms"] = json!({"form": {"name": name, "source": "GB 1",
        "elements": [{"id": "place", "name": name, "shown": {"facts": ["leak.place"]}}]}});
    scenario["clocks"] = json!({"a": stopped(), "b": stopped(), "c": stopped(), "word": word});
    scenario
}

/// The leak is stopped at `t_s`; the first word at 10 s carries these facts.
fn dutiful(t_s: f64, facts: &Value) -> Vec<Value> {
    let data = json!({"to": ["fire/dispatcher"], "channel": "telephone", "facts": facts});
    vec![
        leak(),
        at(10.0, "said", "firm/guard", "gate", data),
        because(heard(20.0, "fire/dispatcher", "firm/guard"), &[2]),
        at(t_s, "leak_stopped", "-", "lab", json!({})),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table: a case a line")]
fn cases() -> Vec<Case> {
    let exposed =
        |protected: bool| at(5.0, "exposed", "fire/engine-1", "lab", json!({"ppm": 1.0, "protected": protected}));
    let hurt = || at(5.0, "injured", "firm/staff.1", "lab", json!({"class": "serious"}));
    let hq = |t_s| at(t_s, "declared", "bureau/clerk", "gate", json!({"fact": "hq.place", "value": "gate"}));
    let rescued = || at(50.0, "rescued", "fire/engine-1", "gate", json!({"who": ["firm/staff.1"]}));
    let fire = || at(0.0, "fire_started", "-", "lab", json!({}));
    let knows = |t_s, who: &str| learned(t_s, who, "fire.burning:lab", json!(true));
    let place = |t_s, who: &str| learned(t_s, who, "leak.place", json!("lab"));
    let seats = ["firm/guard", "firm/lead", "fire/dispatcher", "fire/chief", "bureau/clerk"];
    let cut = |t_s, who: &str| at(t_s, "power_cut", who, "lab", json!({}));
    let (to_fire, to_bureau) =
        (heard(1.0, "fire/dispatcher", "firm/guard"), heard(2.0, "bureau/clerk", "fire/dispatcher"));
    let (to_firm, back) = (heard(3.0, "firm/guard", "fire/dispatcher"), heard(4.0, "fire/dispatcher", "bureau/clerk"));
    let noticed = |t_s| {
        let end = because(end(500.0), &[2]);
        vec![leak(), because(learned(t_s, "firm/guard", "odour:lab", json!(true)), &[1]), end]
    };
    let star = vec![to_fire.clone(), to_bureau.clone(), to_firm.clone(), back];
    let mut ring = star.clone();
    ring.extend([heard(5.0, "bureau/clerk", "firm/guard"), heard(6.0, "firm/guard", "bureau/clerk")]);
    let tasks = |n: usize| (0..n).map(|n| task(n as f64, "started", 0.0)).collect::<Vec<_>>();
    let waited =
        |ready: f64| vec![task(50.0, "started", 50.0), task(500.0, "done", 0.0), task(500.0, "started", ready)];
    let (follows, all_done) = twenty_steps(20);
    let some_forgotten = twenty_steps(18).1;
    let inject = |rule, with: f64, without: f64| Case {
        rule,
        scenario: with_inject(),
        with: injected(with),
        without: injected(without),
    };
    let place_told = json!([{"fact": "leak.place", "value": "lab"}]);
    let duty = |rule, with: (f64, Value), without: (f64, Value)| Case {
        rule,
        scenario: duties(),
        with: dutiful(with.0, &with.1),
        without: dutiful(without.0, &without.1),
    };
    vec![
        duty("clock-broken", (101.0, place_told.clone()), (100.0, place_told.clone())),
        duty("clocks-kept", (100.0, place_told.clone()), (101.0, place_told.clone())),
        duty("report-incomplete", (100.0, json!([])), (100.0, place_told)),
        timed("legal-limit-broken", "legal", 101.0, 100.0),
        timed("target-missed", "norm", 101.0, 100.0),
        timed("target-kept-well", "norm", 80.0, 81.0),
        case("delay-on-critical-path", noticed(300.0), noticed(299.0)),
        case("rescue-before-headquarters", vec![rescued(), hq(60.0)], vec![hq(40.0), rescued()]),
        case(
            "people-seriously-hurt",
            vec![leak(), hurt()],
            vec![leak(), at(5.0, "injured", "firm/staff.1", "lab", json!({"class": "slight"}))],
        ),
        case("people-died", vec![leak(), at(5.0, "died", "firm/staff.1", "lab", json!({}))], vec![leak(), hurt()]),
        case("exposed-unprotected", vec![leak(), exposed(false)], vec![leak(), exposed(true)]),
        case("nobody-hurt", vec![leak()], vec![leak(), hurt()]),
        case("entry-with-own-air", vec![leak(), exposed(true)], vec![leak(), exposed(false)]),
        case("hand-off-slow", acted_on(610.0, 1), acted_on(609.0, 1)),
        case("hand-off-quick", acted_on(70.0, 3), acted_on(70.0, 2)),
        case(
            "planned-link-failed",
            vec![step(1.0, "started", "fire/dispatcher", "pass-on")],
            vec![step(1.0, "started", "fire/dispatcher", "pass-on"), to_bureau.clone()],
        ),
        case("left-out", vec![to_fire.clone(), to_firm.clone()], vec![to_fire, to_bureau, to_firm]),
        case("bottleneck", star, ring),
        case("calls-fail", calls(4, 16), calls(3, 17)),
        case(
            "never-told",
            vec![leak(), place(1.0, "firm/guard"), end(900.0)],
            vec![leak(), place(1.0, "firm/guard"), place(2.0, "firm/lead"), place(3.0, "fire/dispatcher"), end(900.0)],
        ),
        case(
            "told-late",
            vec![fire(), knows(1800.0, "firm/guard"), knows(1800.0, "fire/chief")],
            vec![fire(), knows(1799.0, "firm/guard"), knows(1799.0, "fire/chief")],
        ),
        case("wrong-belief", vec![knows(10.0, "fire/chief"), end(610.0)], vec![knows(10.0, "fire/chief"), end(609.0)]),
        case(
            "told-fast",
            std::iter::once(fire()).chain(seats.map(|who| knows(120.0, who))).collect(),
            std::iter::once(fire()).chain(seats[..4].iter().map(|who| knows(120.0, who))).collect(),
        ),
        case(
            "step-forgotten",
            vec![step(1.0, "forgotten", "firm/guard", "call")],
            vec![step(1.0, "done", "firm/guard", "call")],
        ),
        case("step-missing", vec![place(1.0, "firm/guard"), end(301.0)], vec![place(1.0, "firm/guard"), end(300.0)]),
        case(
            "step-out-of-order",
            vec![step(1.0, "started", "fire/dispatcher", "pass-on")],
            vec![step(1.0, "done", "fire/dispatcher", "send"), step(2.0, "started", "fire/dispatcher", "pass-on")],
        ),
        case(
            "step-by-others",
            vec![step(1.0, "done", "firm/lead", "call")],
            vec![step(1.0, "done", "firm/guard", "call")],
        ),
        case(
            "order-refused",
            vec![at(1.0, "refused", "fire/engine-1", "lab", json!({"verb": "extinguish", "reason": "no_foam"}))],
            vec![at(1.0, "done", "fire/engine-1", "lab", json!({"verb": "extinguish"}))],
        ),
        case(
            "double-command",
            vec![order(1.0, "fire/chief", "rescue"), order(2.0, "firm/lead", "measure")],
            vec![order(1.0, "fire/chief", "rescue"), order(2.0, "fire/chief", "measure")],
        ),
        inject("inject-not-answered", 161.0, 160.0),
        inject("injects-answered", 160.0, 161.0),
        case("span-too-wide", commander(8), commander(7)),
        case("span-too-narrow", commander(2), commander(3)),
        case("span-kept", commander(3), commander(8)),
        case("crews-short", waited(200.0), waited(201.0)),
        case(
            "job-done-twice",
            vec![cut(1.0, "firm/guard"), cut(2.0, "fire/engine-1")],
            vec![cut(1.0, "firm/guard"), cut(2.0, "firm/guard")],
        ),
        case(
            "request-not-filled",
            vec![order(1.0, "fire/chief", "measure")],
            vec![order(1.0, "fire/chief", "measure"), task(2.0, "started", 1.0)],
        ),
        Case { rule: "plan-followed", scenario: follows, with: all_done, without: some_forgotten },
        case("one-command", tasks(5), tasks(4)),
    ]
}

fn found(scenario: &Value, events: &[Value]) -> Vec<Finding> {
    let (evaluation, _) = evaluated(scenario, events);
    evaluation.findings.problems.into_iter().chain(evaluation.findings.strengths).collect()
}

#[test]
fn every_rule_finds_what_it_is_for_and_nothing_short_of_it() {
    let cases = cases();
    for Case { rule, scenario, with, without } in &cases {
        let rules = |events: &[Value]| found(scenario, events).iter().map(|f| f.rule).collect::<BTreeSet<_>>();
        assert!(rules(with).contains(rule), "`{rule}` did not find it: {:?}", rules(with));
        assert!(!rules(without).contains(rule), "`{rule}` found too much");
    }
    let tested: BTreeSet<&str> = cases.iter().map(|case| case.rule).collect();
    let all: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    assert_eq!(tested, all, "every rule has its case");
}

#[test]
fn every_finding_has_numbers_events_a_basis_and_both_languages() {
    for Case { rule, scenario, with, .. } in cases() {
        for finding in found(&scenario, &with) {
            assert!(!finding.numbers.is_empty() && !finding.evidence.is_empty(), "`{rule}`: {finding:?}");
            assert!(finding.evidence.iter().all(|event| (1..=with.len() as u64).contains(event)), "{finding:?}");
            assert!(!finding.cases.is_empty(), "`{rule}` has at least one case");
            let texts = [&finding.title, &finding.fact, &finding.effect];
            let is_strength = finding.proposal.zh.is_empty();
            let more = if is_strength { vec![] } else { vec![&finding.cause, &finding.proposal] };
            for text in texts.into_iter().chain(more) {
                let has_hanzi = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(has_hanzi(&text.zh), "`{rule}`: {text:?}");
                // A name of the scenario is the only thing that a sentence does not translate.
                assert!(
                    !text.en.is_empty() && !text.en.replace("名", "").chars().any(|c| c > '\u{7f}'),
                    "`{rule}`: {text:?}"
                );
                assert!(!text.zh.contains('{') && !text.en.contains('{'), "`{rule}`: {text:?}");
            }
        }
    }
}

#[test]
fn proposals_come_from_problems_and_a_person_has_to_confirm_the_conclusion() {
    let case = timed("target-missed", "norm", 150.0, 100.0);
    let (evaluation, json) = evaluated(&case.scenario, &case.with);
    let findings = evaluation.findings;
    assert!(!findings.proposals.is_empty());
    for proposal in &findings.proposals {
        assert!(proposal.problems.iter().all(|at| findings.problems[*at].proposal == proposal.measure));
        assert!(proposal.text.zh.starts_with(&proposal.measure.zh) && !proposal.evidence.is_empty(), "{proposal:?}");
    }
    assert_eq!(
        (&json["findings"]["conclusion"]["grade"], &json["findings"]["conclusion"]["to_be_confirmed"]),
        (&json!("poor"), &json!(true))
    );
    assert!(findings.conclusion.words.zh.contains("待人工确认"));
    let problem = &findings.problems[0];
    assert_eq!((problem.rule, problem.verified, problem.evidence.as_slice()), ("target-missed", false, &[1, 2][..]));
    assert_eq!(problem.numbers[1].value.to_bits(), 150.0_f64.to_bits());
}

#[test]
fn a_rubric_of_another_pack_gives_other_findings() {
    let case = timed("target-missed", "norm", 150.0, 100.0);
    let (evaluation, _) = evaluated(&case.scenario, &case.with);
    let lenient = json!({"stop": target(&json!("released"), &json!("stopped"), 1000.0, "norm", 1.0)});
    let lenient = serde_json::from_value(lenient).unwrap();
    let again = evaluation.with_targets(&lenient, None);
    assert!(again.findings.problems.iter().all(|problem| problem.rule != "target-missed"));
    assert!(again.findings.strengths.iter().any(|strength| strength.rule == "target-kept-well"));
}

#[test]
fn cases_of_one_rule_are_one_finding_with_its_own_evidence_each() {
    let forgot = |t_s, who: &str, what: &str| step(t_s, "forgotten", who, what);
    let events = [
        forgot(1.0, "firm/guard", "call"),
        forgot(2.0, "fire/chief", "search"),
        forgot(3.0, "firm/lead", "lead-calls"),
    ];
    let (evaluation, json) = evaluated(&planned(), &events);
    let findings = evaluation.findings;
    let of_rule: Vec<&Finding> = findings.problems.iter().filter(|p| p.rule == "step-forgotten").collect();
    assert_eq!(of_rule.len(), 1, "one rule, one finding");
    let found = of_rule[0];
    assert_eq!((found.title.zh.as_str(), found.title.en.as_str()), ("步骤被遗漏（3 例）", "steps forgotten (3 cases)"));
    let evidence: Vec<&[u64]> = found.cases.iter().map(|case| case.evidence.as_slice()).collect();
    assert_eq!((evidence, found.evidence.as_slice()), (vec![&[1][..], &[2], &[3]], &[1, 2, 3][..]));
    assert!((found.numbers[0].value - 3.0).abs() < f64::EPSILON, "{:?}", found.numbers);
    // One measure, and each organisation its own line of it, with its own cases.
    assert_eq!((found.organisation.as_deref(), found.organisations()), (None, vec!["firm", "fire"]));
    let at = findings.problems.iter().position(|p| p.rule == "step-forgotten").unwrap();
    let lines: Vec<_> = findings.proposals.iter().filter(|p| p.problems == [at]).collect();
    let of: Vec<_> = lines.iter().map(|p| (p.organisation.as_deref(), p.evidence.as_slice())).collect();
    assert_eq!(of, [(Some("firm"), &[1, 3][..]), (Some("fire"), &[2])]);
    assert_eq!(json["findings"]["problems"][at]["consequence"], "other");
}

#[test]
fn problems_are_ranked_by_what_they_cost_people_first() {
    let mut scenario = planned();
    scenario["targets"]["stop"] = target(&json!("released"), &json!("stopped"), 100.0, "legal", 1.0);
    let hurt = at(5.0, "injured", "firm/staff.1", "lab", json!({"class": "serious"}));
    let events = [
        leak(),                                                                                            // 1
        at(4.0, "died", "firm/staff.2", "lab", json!({"by": "blast"})),                                    // 2
        because(hurt, &[1]),                                                                               // 3
        step(6.0, "forgotten", "firm/guard", "call"),                                                      // 4
        because(learned(1000.0, "fire/chief", "odour:lab", json!(true)), &[3]),                            // 5
        because(at(1100.0, "delivered", "fire/engine-1", "gate", json!({"who": ["firm/staff.1"]})), &[5]), // 6
        because(learned(2000.0, "firm/lead", "odour:lab", json!(true)), &[1]),                             // 7
        because(at(2100.0, "leak_stopped", "firm/lead", "lab", json!({})), &[7]),                          // 8
    ];
    let (evaluation, _) = evaluated(&scenario, &events);
    let found: Vec<_> = evaluation.findings.problems.iter().map(|p| (p.rule, p.consequence)).collect();
    assert_eq!(
        found,
        [
            ("people-died", Consequence::Death),
            ("people-seriously-hurt", Consequence::Injury),
            ("delay-on-critical-path", Consequence::CareDelayed),
            ("legal-limit-broken", Consequence::Prolonged),
            ("step-forgotten", Consequence::Other),
        ],
        "people, their care, the end of the hazard, the rest"
    );
    let delays = &evaluation.findings.problems[2];
    let lost: Vec<_> = delays.cases.iter().map(|case| (case.consequence, case.lost_s)).collect();
    assert_eq!(lost, [(Consequence::CareDelayed, Some(995.0)), (Consequence::Prolonged, Some(2000.0))]);
    assert_eq!(delays.lost_s, Some(995.0), "what held up the end of the hazard delayed nobody's care");
}
