//! `hazdrill report --kinds pdf`: what the browser is asked, what is taken from it, and what is said where there is none.
#![cfg(unix)]

use crate::tool::{Folder, Ran, command, finish, hazdrill_in};
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

/// A folder with a short drill in `d`, and a stand-in for a browser that runs `script`; `$to` is where the PDF belongs,
/// `$page` the page.
fn with_browser(script: &str) -> Folder {
    let folder = Folder::new();
    hazdrill_in(&folder, &["run", "ether-lab", "--until", "12min", "--out", "d", "--quiet", "--lang", "zh"]);
    let head = "#!/bin/sh\nfor a in \"$@\"; do case \"$a\" in --print-to-pdf=*) to=${a#*=};; file://*) page=${a#file://};; esac; done\n";
    let path = folder.write("browser", &format!("{head}{script}\n"));
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// A small PDF, made at the time of its printing.
const PRINTS: &str = "printf '%%PDF-1.4\\n<</CreationDate (D:%s+08'\\''00'\\'')>>\\n<</Type /Page>>\\n%%%%EOF\\n' \
                      \"$(date +%Y%m%d%H%M%S)\" > \"$to\"";

fn report(folder: &Folder, lang: &str, args: &[&str]) -> Ran {
    let args = [&["report", "d", "--out", "x", "--lang", lang][..], args].concat();
    let browser = folder.path().join("browser");
    let temp = folder.path().join("tmp");
    std::fs::create_dir_all(&temp).unwrap();
    let ran = finish(
        command(folder, &args).env("HAZDRILL_BROWSER", browser).env("HAZDRILL_BROWSER_WAIT", "1").env("TMPDIR", &temp),
    );
    assert!(folder.names("tmp").is_empty(), "nothing of the browser stays: {:?}", folder.names("tmp"));
    ran
}

#[test]
fn the_page_is_printed_and_filed() {
    let folder =
        with_browser(&format!("cp \"$page\" \"{}\"; echo \"$@\" > /dev/null; {PRINTS}", "$PWD/../../page.html"));
    let ran = report(&folder, "zh", &["--kinds", "html,pdf,docx"]).code(0);
    assert!(ran.out.contains("report.pdf  评估报告（PDF）"), "{}", ran.out);
    let printed = folder.read("page.html");
    let still = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">";
    assert!(printed.contains(&format!("<head>{still}\n")), "nothing in the page runs while it is printed");
    assert_eq!(printed.replace(still, ""), folder.read("x/report.html"), "the page is printed as it is");
    let pdf = folder.read("x/report.pdf");
    assert!(pdf.contains("/CreationDate (D:20261204") && pdf.ends_with("%%EOF\n"), "made when the drill began: {pdf}");
    report(&folder, "zh", &["--kinds", "pdf"]).code(0);
    assert_eq!(folder.read("x/report.pdf"), pdf, "the same bytes again");
    hazdrill_in(&folder, &["report", "d", "--out", "y", "--lang", "zh"]).code(0);
    assert!(!folder.names("y").iter().any(|name| name.ends_with("pdf")), "it has to be asked for");
}

#[test]
fn a_browser_that_fails_leaves_nothing() {
    for (script, said) in [
        ("echo 'no display' >&2; exit 7", "exit code 7. no display"),
        ("exit 0", "exit code 0"),
        ("echo '<html>' > \"$to\"", "no PDF"),
        ("printf '%%PDF-1.4\\n<</Type /Page>>\\n' > \"$to\"", "cut off"),
        ("printf '%%PDF-1.4\\n<</Type /Pages /Count 0>>\\n%%%%EOF' > \"$to\"", "no pages"),
    ] {
        let folder = with_browser(script);
        let ran = report(&folder, "en", &["--kinds", "html,pdf"]).code(3);
        assert!(ran.err.contains("printed no PDF") && ran.err.contains(said), "{script}: {}", ran.err);
        assert!(ran.err.contains("help: open report.html in a browser"), "{}", ran.err);
        assert!(ran.out.is_empty() && !folder.path().join("x").exists(), "{ran:?}");
    }
}

#[test]
fn a_browser_that_hangs_is_stopped() {
    let folder = with_browser("exec sleep 60");
    #[expect(clippy::disallowed_methods, reason = "the test measures how long it waits")]
    let begin = Instant::now();
    let ran = report(&folder, "zh", &["--kinds", "pdf"]).code(3);
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    assert!(ran.err.contains("1 秒内没有结束") && ran.err.contains("HAZDRILL_BROWSER_WAIT"), "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_browser_it_says_how_to_print() {
    let folder = with_browser("exit 0");
    let without = |name: &str, value: &str, lang: &str| {
        let mut command = command(&folder, &["report", "d", "--kinds", "pdf", "--out", "x", "--lang", lang]);
        finish(command.env("PATH", "").env(name, value)).code(3)
    };
    for (lang, said, cure) in [
        ("zh", "本机没有找到", "建议：用任一浏览器打开 report.html"),
        ("en", "no Chromium, Chrome or Edge", "help: open report.html in any browser"),
    ] {
        let ran = without("HAZDRILL_BROWSER", "", lang);
        assert!(ran.err.contains(said) && ran.err.contains(cure), "{}", ran.err);
    }
    let ran = without("HAZDRILL_BROWSER", "/no/such/browser", "en");
    assert!(ran.err.contains("/no/such/browser, which is not there"), "{}", ran.err);
    let ran = hazdrill_in(&folder, &["report", "ether-lab", "--kinds", "pdf", "--lang", "en"]).code(2);
    assert!(ran.err.contains("pdf needs the record of a drill"), "{}", ran.err);
}
