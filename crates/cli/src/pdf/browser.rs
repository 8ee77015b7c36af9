//! Finds a browser on this machine and lets it print a page.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Browsers that print without a window, by the names of their programs.
const PROGRAMS: [&str; 9] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
    "brave-browser",
];
/// Where installers put them below the folders for programs of Windows.
const WINDOWS: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
];
/// Where they are on macOS.
const MACOS: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
/// How often it is asked whether a browser has ended.
const EVERY: Duration = Duration::from_millis(20);
/// As much of its complaints is told, bytes from the end.
const SAID: usize = 400;

/// How a browser ended.
pub(super) enum Ended {
    /// With these bytes, once they are read.
    Well(Vec<u8>),
    /// With an exit code (none: a signal), and the last that it said.
    Badly { code: Option<i32>, said: String },
    /// It had to be stopped.
    Never,
}

/// The browser that `HAZDRILL_BROWSER` names, else the first that is found; the error is what was named and is not there.
pub(super) fn find() -> Result<PathBuf, Option<PathBuf>> {
    let asked = env::var_os("HAZDRILL_BROWSER").filter(|name| !name.is_empty());
    if let Some(name) = asked {
        return named(&name).ok_or_else(|| Some(PathBuf::from(name)));
    }
    PROGRAMS.iter().find_map(|name| on_path(OsStr::new(name))).or_else(installed).ok_or(None)
}

/// Seconds to wait for a browser, where the environment says so.
pub(super) fn wait() -> Option<Duration> {
    let s: u64 = env::var("HAZDRILL_BROWSER_WAIT").ok()?.parse().ok()?;
    (s > 0).then(|| Duration::from_secs(s))
}

/// A path, or the name of a program.
fn named(name: &OsStr) -> Option<PathBuf> {
    let path = PathBuf::from(name);
    let is_name = path.components().count() == 1;
    path.is_file().then(|| path.canonicalize().unwrap_or(path)).or_else(|| is_name.then(|| on_path(name)).flatten())
}

fn on_path(name: &OsStr) -> Option<PathBuf> {
    let mut file = OsString::from(name);
    if !env::consts::EXE_SUFFIX.is_empty() && !name.to_string_lossy().ends_with(env::consts::EXE_SUFFIX) {
        file.push(env::consts::EXE_SUFFIX);
    }
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// A browser where the installers of Windows and macOS put it.
fn installed() -> Option<PathBuf> {
    let folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].into_iter().filter_map(env::var_os);
    let windows = folders.flat_map(|folder| WINDOWS.map(|place| Path::new(&folder).join(place)));
    let macos = MACOS.iter().map(PathBuf::from);
    windows.chain(macos).find(|path| path.is_file())
}

/// Prints the page `from` into the file `to`; `folder` holds whatever the browser keeps. It finds no network: every name
/// resolves to nothing, and the page itself forbids all that is not in it.
pub(super) fn print(program: &Path, folder: &Path, from: &Path, to: &Path, wait: Duration) -> io::Result<Ended> {
    let said = folder.join("said.txt");
    let mut command = Command::new(program);
    let with_path = |option: &str, path: &Path| {
        let mut argument = OsString::from(option);
        argument.push(path);
        argument
    };
    command.args([
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-extensions",
    ]);
    command.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
    command.args(["--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--print-to-pdf-no-header"]);
    if is_root(folder) {
        // The sandbox of Chromium refuses to work for root.
        command.arg("--no-sandbox");
    }
    command.arg(with_path("--user-data-dir=", &folder.join("profile")));
    command.arg(with_path("--print-to-pdf=", to)).arg(address(from));
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&said)?);
    let mut child = command.spawn()?;
    match ended(&mut child, wait)? {
        None => Ok(Ended::Never),
        Some(status) if status.success() && to.is_file() => Ok(Ended::Well(Vec::new())),
        Some(status) => Ok(Ended::Badly { code: status.code(), said: tail(&said) }),
    }
}

/// The address of a file. Its folder is ours and has no letters that an address must not have but blanks and percents.
fn address(path: &Path) -> OsString {
    let text = path.to_string_lossy().replace('\\', "/").replace('%', "%25").replace(' ', "%20").replace('#', "%23");
    let root = if text.starts_with('/') { "" } else { "/" };
    OsString::from(format!("file://{root}{text}"))
}

/// Waits for the end; after `wait` the browser is stopped.
#[expect(clippy::disallowed_methods, reason = "how long a browser takes is no part of a drill")]
fn ended(child: &mut Child, wait: Duration) -> io::Result<Option<ExitStatus>> {
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begin.elapsed() >= wait {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(EVERY);
    }
}

/// The last of what a browser said, on one line.
fn tail(path: &Path) -> String {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1_000_000).read_to_end(&mut bytes));
    if read.is_err() {
        return String::new();
    }
    let text = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(SAID)..]).into_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// Whether root runs this: whose is a folder that was just made.
#[cfg(unix)]
fn is_root(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(folder).is_ok_and(|data| data.uid() == 0)
}

#[cfg(not(unix))]
fn is_root(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_no_letter_that_ends_it() {
        assert_eq!(address(Path::new("/tmp/a b/50%#1.html")), "file:///tmp/a%20b/50%25%231.html");
        assert_eq!(address(Path::new("C:\\Temp\\report.html")), "file:///C:/Temp/report.html");
    }
}
