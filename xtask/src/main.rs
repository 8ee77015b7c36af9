//! Chores of the workspace: `cargo xtask ci` checks everything, `cargo xtask bless` writes the snapshots anew.
//!
//! Standard library only, so that it builds in a second on a fresh machine.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command for developers talks on the terminal")]

mod browser;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The drill of the README.
const SCENARIO: &str = "ether-lab";

const USAGE: &str = "\
cargo xtask ci        formatting, lints, tests, documentation, the founding drill, its page in a browser; stops at the first
                      failure
cargo xtask browser   the page in a browser alone
cargo xtask bless     runs the tests and writes every snapshot anew; read the difference before you keep it";

/// What went wrong, in words for a developer.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let outcome = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["ci"] => ci(),
        ["browser"] => page(),
        ["bless"] => bless(),
        ["help" | "-h" | "--help"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: FAILED: {why}");
            ExitCode::FAILURE
        }
    }
}

/// All that a reviewer would do on a clean clone.
fn ci() -> Outcome {
    heading("formatting");
    run(cargo(&["fmt", "--all", "--check"]))?;
    heading("lints");
    run(cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    heading("tests");
    run(cargo(&["test", "--workspace"]))?;
    heading("documentation");
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    run(doc)?;
    let outputs = Outputs::new()?;
    drill(&outputs.0)?;
    // The drill above has built the command that it opens the page of.
    browser::check(root())?;
    println!("\nxtask: everything passed");
    Ok(())
}

/// The founding drill: in release, replayed and resumed at every event, and once more in debug (laws 1, 7 and 8).
fn drill(outputs: &Path) -> Outcome {
    let (release, debug) = (outputs.join("release"), outputs.join("debug"));

    heading("the founding drill, release");
    let mut first = cargo(&["run", "--release", "--", "run", SCENARIO, "--out"]);
    first.arg(&release).envs([("HAZDRILL_LANG", "en"), ("TZ", "Asia/Shanghai")]);
    run(first)?;

    heading("its record, replayed and resumed at every event");
    let mut replay = cargo(&["run", "--release", "--", "replay"]);
    replay.arg(release.join("record.jsonl")).args(["--verify", "--resume-every", "1", "--lang", "en"]);
    run(replay)?;

    // Another build, language and time zone: not one byte may differ. The tests have built it.
    heading("the founding drill, debug");
    let mut second = Command::new(built("debug"));
    second.args(["run", SCENARIO, "--quiet", "--out"]);
    second.arg(&debug).envs([("HAZDRILL_LANG", "zh"), ("TZ", "America/New_York")]);
    run(second)?;

    heading("debug record = release record");
    same_lines(&release.join("record.jsonl"), &debug.join("record.jsonl"))
}

/// Compares two records to the byte and names the first line that differs.
fn same_lines(one: &Path, other: &Path) -> Outcome {
    let (a, b) = (read(one)?, read(other)?);
    if a == b {
        println!("identical, {} bytes", a.len());
        return Ok(());
    }
    let same = a.split(|c| *c == b'\n').zip(b.split(|c| *c == b'\n')).take_while(|(a, b)| a == b).count();
    Err(format!("law 1: the records of the release and the debug build differ from line {} on", same + 1))
}

/// The page in a browser, with the command as it stands.
fn page() -> Outcome {
    heading("the command");
    run(cargo(&["build", "--release", "--package", "hazdrill-cli"]))?;
    browser::check(root())
}

fn bless() -> Outcome {
    heading("tests, writing snapshots anew");
    let mut tests = cargo(&["test", "--workspace"]);
    tests.env("HAZDRILL_BLESS", "1");
    run(tests)?;
    println!("\nxtask: now read `git diff`; a changed record needs a line under \"Results change\" in CHANGELOG.md");
    Ok(())
}

/// The cargo that runs us, at the root of the workspace.
fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// Where cargo puts the command that it builds.
fn built(profile: &str) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join(profile).join(format!("hazdrill{}", env::consts::EXE_SUFFIX))
}

/// The root of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

fn run(mut command: Command) -> Outcome {
    let words: Vec<_> = command.get_args().map(|a| a.to_string_lossy().into_owned()).collect();
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let words = format!("{program} {}", words.join(" "));
    println!("$ {words}");
    let status = command.status().map_err(|e| format!("`{words}` could not start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{words}` ended with {status}")) }
}

fn heading(what: &str) {
    println!("\n══ {what} ══");
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// A folder of our own for what the drills write; removed at the end, even after a failure.
struct Outputs(PathBuf);

impl Outputs {
    fn new() -> Result<Self, String> {
        let path = env::temp_dir().join(format!("hazdrill-ci-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Outputs {
    fn drop(&mut self) {
        if let Err(e) = fs::remove_dir_all(&self.0) {
            eprintln!("xtask: {} is left behind: {e}", self.0.display());
        }
    }
}
