//! Results on stdout, everything else on stderr; what happens when nobody reads, or nothing can be written.

use crate::tool::{Folder, command, finish, hazdrill_in};
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

#[test]
fn a_reader_that_has_read_enough_ends_it_quietly() {
    let folder = Folder::new();
    let mut child =
        command(&folder, &["run", "ether-lab", "--until", "10min", "--verbose", "--out", "d", "--lang", "en"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("[EXERCISE]"), "{line}");
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    let code = child.wait().unwrap().code().unwrap();
    assert!(code == 0 || code == 1, "{code}: {err}");
    assert!(!err.contains("anic") && !err.contains("pipe"), "{err}");
    assert!(folder.path().join("d/record.jsonl").exists(), "the record is written all the same");
}

#[test]
fn lists_end_quietly_too() {
    let folder = Folder::new();
    let mut child =
        command(&folder, &["list", "metrics"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_stdout_is_an_error_of_files() {
    let folder = Folder::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&folder, &["list", "--lang", "en"]).stdout(full).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(err.contains("cannot write to standard output: the disk is full"), "{err}");
}

#[test]
fn a_folder_that_cannot_be_made_is_told_before_the_run() {
    let folder = Folder::new();
    folder.write("file", "");
    let ran = hazdrill_in(&folder, &["run", "ether-lab", "--out", "file/d", "--lang", "en"]).code(3);
    assert!(ran.err.contains("cannot write file/d: a part of its path is no folder"), "{}", ran.err);
    assert!(ran.out.is_empty(), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_record_that_finds_no_room_is_not_there_at_all() {
    let folder = Folder::new();
    let (hazdrill, until) = (env!("CARGO_BIN_EXE_hazdrill"), "10min");
    // The shell's limit on the size of files stands for a full disk.
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {hazdrill} run ether-lab --until {until} --out d --lang en");
    let mut shell = std::process::Command::new("sh");
    let ran = finish(shell.args(["-c", &script]).current_dir(folder.path()).stdin(Stdio::null())).code(3);
    assert!(ran.err.contains("cannot write d/record.jsonl"), "{}", ran.err);
    assert!(folder.names("d").is_empty(), "nothing half-written stays: {:?}", folder.names("d"));
}

/// Runs `report` under a shell's limit on the size of files, in blocks of 512 or 1024 bytes: it stands for a full disk.
#[cfg(unix)]
fn report_within(folder: &Folder, blocks: u32, args: &str) -> crate::tool::Ran {
    let hazdrill = env!("CARGO_BIN_EXE_hazdrill");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec {hazdrill} report {args} --lang en");
    let mut shell = std::process::Command::new("sh");
    finish(shell.args(["-c", &script]).current_dir(folder.path()).stdin(Stdio::null()))
}

#[cfg(unix)]
#[test]
fn a_set_that_finds_no_room_leaves_nothing_of_itself() {
    let folder = Folder::new();
    hazdrill_in(&folder, &["run", "ether-lab", "--until", "12min", "--out", "d", "--quiet"]);
    let size = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().len();
    hazdrill_in(&folder, &["report", "d", "--kinds", "narration,json", "--out", "whole"]).code(0);
    let (first, second) = (size("whole/narration.md"), size("whole/evaluation.json"));
    assert!(first < 32 * 512 && second > 32 * 1024, "the first has room, the second has none: {first}, {second}");

    let args = "d --kinds narration,json --out new/e";
    let ran = report_within(&folder, 32, args).code(3);
    assert!(ran.err.contains("cannot write new/e/evaluation.json") && ran.out.is_empty(), "{ran:?}");
    assert!(!folder.path().join("new").exists(), "no folder that was not there");

    // What stood there before stands there still.
    folder.write("old/narration.md", "old");
    folder.write("old/evaluation.json", "old");
    report_within(&folder, 32, "d --kinds narration,json --out old --force").code(3);
    assert_eq!(folder.names("old"), ["evaluation.json", "narration.md"]);
    assert_eq!([folder.read("old/narration.md"), folder.read("old/evaluation.json")], ["old", "old"]);
}

#[test]
fn no_colour_and_no_bar_where_nobody_watches() {
    let folder = Folder::new();
    for args in [vec!["run", "ether-lab", "--until", "10min", "--out", "d", "-vv"], vec!["check", "nothing"]] {
        let ran = hazdrill_in(&folder, &args);
        assert!(!ran.err.contains('\u{1b}') && !ran.out.contains('\u{1b}'), "{}{}", ran.out, ran.err);
        assert!(!ran.err.contains('\r'), "{}", ran.err);
    }
}

#[test]
fn the_log_goes_to_stderr_only_when_asked_for() {
    let folder = Folder::new();
    let args = ["run", "ether-lab", "--until", "10min", "--out", "d", "--quiet"];
    let plain = hazdrill_in(&folder, &args);
    assert!(!plain.err.contains("INFO"), "{}", plain.err);
    let asked = hazdrill_in(&folder, &[&args[..], &["-v"]].concat());
    assert!(asked.err.contains("INFO"), "{}", asked.err);
    let variable = finish(command(&folder, &args).env("RUST_LOG", "info"));
    assert!(variable.err.contains("INFO"), "{}", variable.err);
    assert_eq!(plain.out, asked.out);
}
