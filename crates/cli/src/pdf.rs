//! The page of a report as a PDF: printed by a browser of this machine, without network, by the print sheet of the page.
//!
//! Nothing in the page runs while it is printed, and the bytes are those of the browser but for the time of their making, so
//! that the same record gives the same file on the same browser. Nothing of it stays behind: the browser works in a folder
//! of its own, which goes again.

mod browser;
mod file;

use crate::failure::Failure;
use crate::files::reason;
use crate::lang::{pick, say};
use browser::Ended;
use hazdrill_model::Lang;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The word of `--kinds`.
pub(crate) const KIND: &str = "pdf";
/// Its file.
pub(crate) const NAME: &str = "report.pdf";

/// A browser prints the page of a drill in some seconds; a slow machine takes a minute.
const WAIT: Duration = Duration::from_mins(2);
/// The largest page that is taken from a browser, bytes.
const LARGEST: u64 = 200_000_000;

/// What it is, for the list of what was written.
pub(crate) fn about(lang: Lang) -> &'static str {
    pick(lang, "评估报告（PDF），由本机浏览器打印", "the report as PDF, printed by a browser of this machine")
}

/// Prints `page`, a whole HTML page. `made` is the instant that the file gives as its making, `20261204143000`.
pub(crate) fn print(lang: Lang, page: &[u8], made: &str) -> Result<Vec<u8>, Failure> {
    let browser = browser::find().map_err(|asked| no_browser(lang, asked))?;
    let wait = browser::wait().unwrap_or(WAIT);
    let folder = Workshop::new().map_err(|error| {
        let (path, why) = (std::env::temp_dir(), reason(lang, &error));
        let path = path.display();
        Failure::File(say!(
            lang,
            "错误：无法在 {path} 建临时文件夹：{why}",
            "error: cannot make a temporary folder in {path}: {why}"
        ))
    })?;
    let printed = folder.print(&browser, page, wait);
    let program = browser.display();
    let cure = pick(
        lang,
        "\n建议：用浏览器打开 report.html 打印为 PDF；或用环境变量 HAZDRILL_BROWSER 指定另一个浏览器。",
        "\nhelp: open report.html in a browser and print it to PDF; or name another browser in HAZDRILL_BROWSER.",
    );
    let failed = |why: String| {
        Failure::File(say!(
            lang,
            "错误：{program} 没有打印出 PDF：{why}{cure}",
            "error: {program} printed no PDF: {why}{cure}"
        ))
    };
    match printed {
        Ok(Ended::Well(mut bytes)) => {
            file::check(&bytes).map_err(|fault| failed(fault.text(lang)))?;
            file::settle(&mut bytes, made);
            Ok(bytes)
        }
        Ok(Ended::Badly { code, said }) => {
            let code =
                code.map_or_else(|| pick(lang, "被系统终止", "stopped by the system").to_owned(), |c| c.to_string());
            Err(failed(say!(lang, "退出码 {code}。{said}", "exit code {code}. {said}")))
        }
        Ok(Ended::Never) => {
            let s = wait.as_secs();
            Err(failed(say!(
                lang,
                "{s} 秒内没有结束，已终止；更慢的机器可用环境变量 HAZDRILL_BROWSER_WAIT 给出秒数",
                "it did not end within {s} s and was stopped; for a slower machine set HAZDRILL_BROWSER_WAIT to more seconds"
            )))
        }
        Err(error) => Err(failed(reason(lang, &error))),
    }
}

fn no_browser(lang: Lang, asked: Option<PathBuf>) -> Failure {
    let why = match asked {
        Some(path) => {
            let path = path.display();
            say!(
                lang,
                "环境变量 HAZDRILL_BROWSER 指定的 {path} 不存在",
                "HAZDRILL_BROWSER names {path}, which is not there"
            )
        }
        None => {
            say!(lang, "本机没有找到 Chromium、Chrome 或 Edge", "no Chromium, Chrome or Edge was found on this machine")
        }
    };
    Failure::File(say!(
        lang,
        "错误：pdf 需要浏览器来打印：{why}\n建议：用任一浏览器打开 report.html 打印为 PDF；或用环境变量 HAZDRILL_BROWSER 指定浏览器。",
        "error: pdf needs a browser that prints it: {why}\nhelp: open report.html in any browser and print it to PDF; or name a browser in HAZDRILL_BROWSER."
    ))
}

/// The folder in which the browser works; it goes with this value.
struct Workshop(PathBuf);

impl Workshop {
    fn new() -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let base = std::env::temp_dir();
        let id = std::process::id();
        // A folder that is there belongs to somebody else.
        for n in 0..100 {
            let path = base.join(format!("hazdrill-pdf-{id}-{n}"));
            match builder.create(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| Self(path)),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    fn path(&self) -> &Path {
        &self.0
    }

    /// Lets the browser print and reads what it printed.
    fn print(&self, program: &Path, page: &[u8], wait: Duration) -> io::Result<Ended> {
        use std::io::Read;
        let (from, to) = (self.path().join("report.html"), self.path().join(NAME));
        fs::write(&from, still(page))?;
        let ended = browser::print(program, self.path(), &from, &to, wait)?;
        let Ended::Well(_) = ended else { return Ok(ended) };
        let mut bytes = Vec::new();
        fs::File::open(&to)?.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(Ended::Well(bytes))
    }
}

/// The page with a word in its head by which nothing in it runs. The replay draws itself when it is laid out, and on a slow
/// machine that comes now before the printing and now after it: what it drew, though not shown on paper, would number the
/// parts of the file otherwise.
fn still(page: &[u8]) -> Vec<u8> {
    const HEAD: &[u8] = b"<head>";
    const STILL: &[u8] = b"<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">";
    let begin = page.windows(HEAD.len()).position(|window| window == HEAD).map_or(0, |at| at + HEAD.len());
    [&page[..begin], STILL, &page[begin..]].concat()
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What a browser leaves while it ends may come late; it is in the folder for temporary files then.
        let _ = fs::remove_dir_all(&self.0).or_else(|_| fs::remove_dir_all(&self.0));
    }
}
