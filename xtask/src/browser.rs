//! The page of a drill in a browser: installs what the test needs where that is allowed, and runs it. A machine on which
//! it cannot run fails the check: a page that nobody opened is not tested.

use crate::{Outcome, built, heading, run};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the test needs: a program, and the Debian package that has it.
const NEEDS: [(&str, &str); 3] = [("chromium", "chromium"), ("node", "nodejs"), ("npm", "npm")];

/// Builds the command, and lets the test open what it writes.
pub(crate) fn check(root: &Path) -> Outcome {
    heading("the page in a browser");
    let missing: Vec<&str> =
        NEEDS.iter().filter(|(program, _)| find(program).is_none()).map(|(_, package)| *package).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let folder = root.join("tests/browser");
    let mut packages = Command::new("npm");
    packages.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    run(packages)?;
    let command = built("release");
    let chromium = find("chromium").ok_or("chromium is still not there")?;
    let mut test = Command::new("node");
    test.arg("report.mjs").arg(command).arg(chromium).current_dir(folder);
    run(test)
}

/// Installs Debian packages, which only root may.
fn install(packages: &[&str]) -> Outcome {
    let list = packages.join(" ");
    if find("apt-get").is_none() {
        return Err(format!("the test in a browser needs {list}: install them"));
    }
    let mut update = Command::new("apt-get");
    update.args(["update", "-qq"]);
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(update).and_then(|()| run(install)).map_err(|why| {
        format!(
            "the test in a browser needs {list}, which could not be installed ({why}); as root: apt-get install {list}"
        )
    })
}

/// A program on the path.
fn find(program: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths).map(|folder| folder.join(program)).find(|path| path.is_file())
}
