//! The command `hazdrill`: arguments, files, exit codes. What a drill does, what it is worth and how it reads is decided
//! in other crates.

mod args;
mod commands;
mod console;
mod failure;
mod files;
mod instant;
mod lang;
mod load;
mod log;
mod near;
mod pdf;
mod progress;
mod record_file;
mod rerun;
mod rubrics;
mod shipped;
mod standards;
mod stop;
mod substance;
mod tell;
mod timeline_file;
mod usage;

use console::Console;
use failure::{Failure, Outcome};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    let lang = lang::choose(&args, |name| std::env::var(name).ok());
    let mut console = Console::new(lang);
    let (request, log) = match args::parse(args, lang) {
        Ok(parsed) => parsed,
        Err(error) if error.use_stderr() => {
            console.note(&usage::text(&error, lang));
            return ExitCode::from(2);
        }
        // Help and version are results.
        Err(error) => {
            return ended(&mut console, |console| console.line(error.to_string().trim_end()).map(|()| Outcome::Done));
        }
    };
    log::install(log, console.lively());
    ended(&mut console, |console| commands::run(console, request))
}

/// Runs `work`, sends off what is left to print, and says what went wrong.
fn ended(console: &mut Console, work: impl FnOnce(&mut Console) -> Result<Outcome, Failure>) -> ExitCode {
    let result = work(console);
    match result.and_then(|outcome| console.flush().map(|()| outcome)) {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            // What was said before the failure stays said; that it may not get out is the smaller trouble.
            let _ = console.flush();
            console.note(failure.text());
            failure.code()
        }
    }
}
