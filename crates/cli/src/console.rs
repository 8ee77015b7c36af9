//! The two streams: results go to stdout, everything else to stderr.

use crate::failure::Failure;
use crate::lang::say;
use hazdrill_model::Lang;
use std::io::{self, BufWriter, IsTerminal, Stderr, Stdout, Write};

/// Columns that text is set for where the terminal does not say.
const WIDTH: usize = 100;

/// Where a command speaks.
pub(crate) struct Console {
    pub(crate) lang: Lang,
    out: BufWriter<Stdout>,
    err: Stderr,
    out_is_terminal: bool,
    /// Stderr may carry colour, and a bar that rewrites its line.
    lively: bool,
    /// The reader of stdout has gone: go on without it.
    deaf: bool,
}

impl Console {
    pub(crate) fn new(lang: Lang) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        // https://no-color.org: set and not empty.
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let (out_is_terminal, lively) = (out.is_terminal(), err.is_terminal() && !plain);
        Self { lang, out: BufWriter::new(out), err, out_is_terminal, lively, deaf: false }
    }

    /// Columns for text.
    pub(crate) fn width() -> usize {
        std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).filter(|c| (40..=400).contains(c)).unwrap_or(WIDTH)
    }

    /// Whether stderr may carry colour, and a bar that rewrites its line.
    pub(crate) fn lively(&self) -> bool {
        self.lively
    }

    /// A line of the result.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        if self.deaf {
            return Ok(());
        }
        let mut written = writeln!(self.out, "{text}");
        if self.out_is_terminal {
            written = written.and_then(|()| self.out.flush());
        }
        self.heard(written)
    }

    /// Lines of the result.
    pub(crate) fn lines<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) -> Result<(), Failure> {
        lines.into_iter().try_for_each(|line| self.line(line.as_ref()))
    }

    /// A line beside the result.
    pub(crate) fn note(&mut self, text: &str) {
        // Nobody is left to tell that stderr is gone.
        let _ = writeln!(self.err, "{text}");
    }

    /// A text beside the result, as it stands.
    pub(crate) fn raw_note(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }

    /// Sends off what is still held back.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        if self.deaf {
            return Ok(());
        }
        let written = self.out.flush();
        self.heard(written)
    }

    fn heard(&mut self, written: io::Result<()>) -> Result<(), Failure> {
        match written {
            Ok(()) => Ok(()),
            // `hazdrill run … | head -1`: whoever read has read enough, which is no failure.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {
                self.deaf = true;
                Ok(())
            }
            Err(e) => {
                self.deaf = true;
                let why = crate::files::reason(self.lang, &e);
                let cure = crate::files::cure(self.lang, &e);
                Err(Failure::File(say!(
                    self.lang,
                    "错误：无法写标准输出：{why}{cure}",
                    "error: cannot write to standard output: {why}{cure}"
                )))
            }
        }
    }
}
