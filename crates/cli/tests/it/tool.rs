//! Runs the command in a folder of its own and with nothing of the tester's environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that vanishes with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{n}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.join(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a run of the command came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// The exit code is as expected, else everything is shown.
    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Stdout is one JSON object and nothing else.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

/// The command in `folder`, before it is started.
pub(crate) fn command(folder: &Folder, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hazdrill"));
    command.args(args).current_dir(folder.path()).stdin(Stdio::null());
    for name in ["HAZDRILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "RUST_LOG", "COLUMNS", "TZ"] {
        command.env_remove(name);
    }
    command
}

/// Runs `command` to its end.
pub(crate) fn finish(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the command in `folder`.
pub(crate) fn hazdrill_in(folder: &Folder, args: &[&str]) -> Ran {
    finish(&mut command(folder, args))
}

/// Runs the command where nothing is written.
pub(crate) fn hazdrill(args: &[&str]) -> Ran {
    hazdrill_in(&Folder::new(), args)
}

/// Whether a text has letters that are neither units nor names which stand in every language.
pub(crate) fn english_letters(text: &str) -> Vec<&str> {
    const SAME_IN_EVERY_LANGUAGE: [&str; 3] = ["LEL", "ppm", "GB"];
    text.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty() && !SAME_IN_EVERY_LANGUAGE.contains(word))
        .collect()
}
