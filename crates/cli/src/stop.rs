//! Ctrl-C, and a supervisor's stop: a flag that is asked between two slices of a run. The second Ctrl-C ends at once, for
//! whoever does not want to wait.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a shell calls "ended by Ctrl-C".
const ENDED_BY_CTRL_C: i32 = 130;

/// Whether somebody asked to stop.
#[derive(Clone, Debug)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens from now on.
    pub(crate) fn listen() -> io::Result<Self> {
        let asked = Arc::new(AtomicBool::new(false));
        // The order matters: on the second signal the flag is set already when this one is asked.
        flag::register_conditional_shutdown(SIGINT, ENDED_BY_CTRL_C, Arc::clone(&asked))?;
        flag::register(SIGINT, Arc::clone(&asked))?;
        flag::register(SIGTERM, Arc::clone(&asked))?;
        Ok(Self(asked))
    }

    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
