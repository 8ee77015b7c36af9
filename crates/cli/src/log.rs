//! The log: for whoever looks for a fault, never part of a result. Only the command installs a subscriber.

use std::io;
use tracing_subscriber::EnvFilter;

/// Installs the log on stderr: `RUST_LOG`, else by the number of `-v`.
pub(crate) fn install(verbosity: u8, colour: bool) {
    let level = match verbosity {
        0 => "warn",
        1 => "info",
        2 => "debug",
        _ => "trace",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    // Without time: a log of the same run reads the same.
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(colour).without_time().init();
}
