//! `hazdrill run`.

use crate::tool::{Folder, command, finish, hazdrill_in};
use hazdrill_record::EndReason;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const SHORT: [&str; 4] = ["run", "ether-lab", "--until", "10min"];

fn short<'a>(more: &[&'a str]) -> Vec<&'a str> {
    SHORT.iter().chain(more).copied().collect()
}

/// Ends of runs that are no failure of the command: done, or an expectation that was not met.
fn has_run(code: i32) -> bool {
    code == 0 || code == 1
}

#[test]
fn the_results_are_where_the_contract_says() {
    let folder = Folder::new();
    let ran = hazdrill_in(&folder, &short(&["--seed", "7"]));
    assert!(has_run(ran.code), "{ran:?}");
    assert_eq!(folder.names("out/ether-lab-7"), ["evaluation.json", "record.jsonl", "report.html"]);
    hazdrill_in(&folder, &short(&[]));
    assert_eq!(folder.names("out"), ["ether-lab-1", "ether-lab-7"], "the seed is 1 where none is given");
}

#[test]
fn the_record_has_a_header_events_and_a_closing_line() {
    let folder = Folder::new();
    hazdrill_in(&folder, &short(&["--out", "d", "--seed", "7", "--set", "channels.telephone.lost=0.3"]));
    let text = folder.read("d/record.jsonl");
    let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let (header, closing) = (&lines[0], lines.last().unwrap());
    assert_eq!((&header["schema"], &header["seed"]), (&"hazdrill/record/1".into(), &7.into()));
    assert_eq!(header["engine"], hazdrill_core::VERSION);
    assert_eq!(header["scenario"]["id"], "ether-lab");
    assert!(header["overrides"].to_string().contains("channels.telephone.lost"), "{}", header["overrides"]);
    assert_eq!((&closing["end"], &closing["t_ms"]), (&"limit".into(), &600_000.into()));
    assert_eq!(closing["events"], lines.len() - 2);
    assert!(hazdrill_record::read(&text).unwrap().hash.is_some());
}

#[test]
fn json_is_the_object_of_the_contract_and_nothing_else() {
    let folder = Folder::new();
    let ran = hazdrill_in(&folder, &short(&["--format", "json", "--seed", "7", "--out", "d"]));
    let json = ran.json();
    for key in [
        "schema",
        "scenario",
        "seed",
        "overrides",
        "record_hash",
        "ended_at_s",
        "end_reason",
        "events",
        "explosions",
        "stages",
        "stamps",
        "casualties",
        "score",
    ] {
        assert!(json.get(key).is_some(), "`{key}` is missing: {json}");
    }
    assert_eq!((&json["schema"], &json["seed"]), (&"hazdrill/run/1".into(), &7.into()));
    assert_eq!((&json["end_reason"], &json["ended_at_s"]), (&"limit".into(), &600.0.into()));
    let written: serde_json::Value = serde_json::from_str(&folder.read("d/evaluation.json")).unwrap();
    assert_eq!(written, json);
    let scored = hazdrill_in(&folder, &["score", "d/record.jsonl", "--format", "json"]).code(0).json();
    assert_eq!(scored, json, "`score` evaluates a record as `run` did");
}

#[test]
fn the_record_depends_on_seed_alone_not_on_language_time_zone_or_folder() {
    let (a, b) = (Folder::new(), Folder::new());
    finish(command(&a, &short(&["--out", "d", "--lang", "zh"])).env("TZ", "Asia/Shanghai"));
    b.write("sub/x", "");
    let mut elsewhere = command(&b, &short(&["--out", "../d", "--lang", "en", "--format", "json"]));
    finish(elsewhere.env("TZ", "America/Lima").current_dir(b.path().join("sub")));
    assert_eq!(a.read("d/record.jsonl"), b.read("d/record.jsonl"));
    hazdrill_in(&a, &short(&["--out", "e", "--seed", "2"]));
    assert_ne!(a.read("d/record.jsonl"), a.read("e/record.jsonl"));
}

#[test]
fn text_is_marked_as_an_exercise_short_and_in_one_language() {
    let folder = Folder::new();
    let zh = hazdrill_in(&folder, &["run", "ether-lab", "--out", "d", "--lang", "zh"]);
    assert!(zh.out.starts_with("【演练】"), "{}", zh.out);
    assert!(zh.out.contains("开始泄漏"), "{}", zh.out);
    let story = zh.out.lines().skip(1).take_while(|line| !line.is_empty()).count();
    assert!((1..=80).contains(&story), "{story} lines of milestones");
    let en = hazdrill_in(&folder, &["run", "ether-lab", "--out", "d", "--lang", "en"]);
    assert!(en.out.starts_with("[EXERCISE]") && en.out.contains("begins to leak"), "{}", en.out);
    let quiet = hazdrill_in(&folder, &["run", "ether-lab", "--out", "d", "--lang", "en", "--quiet"]);
    assert!(!quiet.out.contains("begins to leak") && quiet.out.contains("[EXERCISE]"), "{}", quiet.out);
}

#[test]
fn an_existing_value_is_set_and_one_that_is_not_there_is_told() {
    let folder = Folder::new();
    let plain = hazdrill_in(&folder, &short(&["--out", "a"]));
    let set =
        hazdrill_in(&folder, &short(&["--out", "b", "--set", "channels.telephone.connect.lognormal.median=600s"]));
    assert!(has_run(plain.code) && has_run(set.code), "{set:?}");
    assert_ne!(folder.read("a/record.jsonl").lines().last(), folder.read("b/record.jsonl").lines().last());
    let ran = hazdrill_in(&folder, &short(&["--set", "channels.telefone.lost=0.3", "--lang", "en"])).code(2);
    assert!(ran.err.contains("--set") && ran.err.contains("telephone"), "the nearest name is told: {}", ran.err);
    let ran = hazdrill_in(&folder, &short(&["--set", "channels.telephone.lost=3", "--lang", "en"])).code(2);
    assert!(ran.err.contains("0 … 1"), "the range is told: {}", ran.err);
    let ran = hazdrill_in(&folder, &short(&["--scale", "roads=fast", "--lang", "en"])).code(2);
    assert!(ran.err.contains("--scale"), "{}", ran.err);
}

#[test]
fn the_same_drill_may_be_written_again_another_only_by_force() {
    let folder = Folder::new();
    hazdrill_in(&folder, &short(&["--out", "d", "--seed", "1"]));
    let first = folder.read("d/record.jsonl");
    assert!(has_run(hazdrill_in(&folder, &short(&["--out", "d", "--seed", "1"])).code));
    let ran = hazdrill_in(&folder, &short(&["--out", "d", "--seed", "2", "--lang", "en"])).code(2);
    assert!(ran.err.contains("d holds the record of another drill") && ran.err.contains("--force"), "{}", ran.err);
    assert!(ran.out.is_empty(), "nothing ran: {}", ran.out);
    assert_eq!(folder.read("d/record.jsonl"), first);
    assert!(has_run(hazdrill_in(&folder, &short(&["--out", "d", "--seed", "2", "--force"])).code));
    assert_ne!(folder.read("d/record.jsonl"), first);
    folder.write("e/record.jsonl", "something else\n");
    hazdrill_in(&folder, &short(&["--out", "e"])).code(2);
}

#[test]
fn an_expectation_that_is_not_met_is_exit_code_1_and_said_on_stderr() {
    let folder = Folder::new();
    let expects = "expect=[{\"happens\":\"ignition\"},{\"never\":\"leak_started\"}]";
    for (lang, said) in [("zh", "没有达到预期："), ("en", "expectation not met: ")] {
        let ran =
            hazdrill_in(&folder, &short(&["--out", "d", "--set", expects, "--lang", lang, "--format", "json"])).code(1);
        assert!(ran.err.lines().any(|line| line.starts_with(said)), "{}", ran.err);
        ran.json();
    }
    hazdrill_in(&folder, &short(&["--out", "e", "--set", "expect=[{\"happens\":\"leak_started\"}]"])).code(0);
}

#[test]
fn until_ends_the_drill_at_that_instant_in_every_way_of_writing() {
    let folder = Folder::new();
    for until in ["90s", "1.5min", "0.025h", "+00:01:30", "90"] {
        let ran = hazdrill_in(&folder, &["run", "ether-lab", "--until", until, "--out", "d", "--format", "json"]);
        let json = ran.json();
        assert_eq!((&json["ended_at_s"], &json["end_reason"]), (&90.0.into(), &"limit".into()), "{until}");
    }
    let long = hazdrill_in(&folder, &["run", "ether-lab", "--out", "e", "--format", "json"]).json();
    let events =
        |name: &str| folder.read(name).lines().skip(1).filter(|l| l.contains("\"seq\"")).map(body).collect::<Vec<_>>();
    let (short, whole) = (events("d/record.jsonl"), events("e/record.jsonl"));
    assert!(short.len() < whole.len() && whole.starts_with(&short), "a part of the whole: {long}");
}

/// A line without its hash.
fn body(line: &str) -> String {
    line.rsplit_once(",\"hash\":").unwrap().0.to_owned()
}

#[test]
fn orders_are_given_and_stand_in_the_record() {
    let folder = Folder::new();
    folder.write("orders.ron", "[(at: min(2), seat: \"fire/chief\", do: go(to: \"gate\"))]");
    let ran = hazdrill_in(&folder, &short(&["--orders", "orders.ron", "--out", "d"]));
    assert!(has_run(ran.code), "{ran:?}");
    let record = folder.read("d/record.jsonl");
    assert!(record.lines().any(|l| l.contains("\"kind\":\"order\"") && l.contains("\"t_ms\":120000")), "{record}");
    hazdrill_in(&folder, &["replay", "d/record.jsonl", "--verify"]).code(0);
    folder.write("bad.ron", "[(at: min(2), seat: \"fire/nobody\", do: go(to: \"gate\"))]");
    let ran = hazdrill_in(&folder, &short(&["--orders", "bad.ron", "--lang", "en"])).code(2);
    assert!(ran.err.contains("bad.ron:1:") && ran.err.contains("nobody"), "{}", ran.err);
    hazdrill_in(&folder, &short(&["--orders", "file-that-is-not-there.ron"])).code(2);
}

/// Nobody can call for help, so that it goes on for the whole of a week: time enough to interrupt it.
#[cfg(unix)]
const LONG: [&str; 8] = ["run", "ether-lab", "--set", "limit=168h", "--set", "channels.telephone.lost=1", "--out", "d"];

#[cfg(unix)]
#[test]
fn ctrl_c_and_a_supervisors_stop_end_with_a_valid_record_that_says_so() {
    for signal in ["-INT", "-TERM"] {
        let folder = Folder::new();
        let mut child = command(&folder, &[&LONG[..], &["--verbose"]].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Once it speaks it listens; the rest does not fit into the pipe, so it waits for us before its end.
        let mut out = BufReader::with_capacity(1, child.stdout.take().unwrap());
        out.read_line(&mut String::new()).unwrap();
        let pid = child.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &pid]).status().unwrap().success());
        std::io::copy(&mut out, &mut std::io::sink()).unwrap();
        let code = child.wait().unwrap().code().unwrap();
        assert!(has_run(code), "{code}");
        let record = hazdrill_record::read(&folder.read("d/record.jsonl")).unwrap();
        assert_eq!(record.closing.map(|closing| closing.end), Some(EndReason::Interrupted));
        assert!(record.hash.is_some());
        let evaluation: serde_json::Value = serde_json::from_str(&folder.read("d/evaluation.json")).unwrap();
        assert_eq!(evaluation["end_reason"], "interrupted");
        hazdrill_in(&folder, &["replay", "d/record.jsonl", "--verify"]).code(0);
    }
}

/// A drill that does not reach its end says what the end was waiting for, and from whom.
#[test]
fn a_drill_without_its_end_says_what_it_waits_for() {
    let folder = Folder::new();
    let args = ["run", "ether-lab", "--quiet", "--out", "d", "--set", "limit=20min", "--lang"];
    for (lang, head, lacks) in
        [("zh", "没有等到险情解除：", "泄漏已止住"), ("en", "The all-clear was not reached:", "leak stopped")]
    {
        let ran = hazdrill_in(&folder, &[&args[..], &[lang, "--force"]].concat());
        let told = ran.out.split(head).nth(1).unwrap_or_else(|| panic!("{ran:?}"));
        assert!(told.contains(lacks), "{told}");
    }
}
