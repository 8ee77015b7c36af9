//! A bar on stderr, for a person at a terminal and nobody else.

use crate::console::Console;
use hazdrill_units::SimTime;
use std::time::{Duration, Instant};

/// Cells of the bar.
const CELLS: i64 = 30;
/// A person sees no more than this.
const EVERY: Duration = Duration::from_millis(100);

/// How far a run is.
pub(crate) struct Progress {
    end: SimTime,
    next: Option<Instant>,
    is_shown: bool,
}

#[expect(clippy::disallowed_methods, reason = "how often a bar is drawn is no part of a drill")]
fn now() -> Instant {
    Instant::now()
}

impl Progress {
    /// A bar for a run up to `end`; none is ever drawn where nobody watches.
    pub(crate) fn new(console: &Console, end: SimTime, wanted: bool) -> Self {
        let watched = wanted && console.lively();
        Self { end, next: watched.then(|| now() + EVERY), is_shown: false }
    }

    /// Draws the bar, if it is time to.
    pub(crate) fn show(&mut self, console: &mut Console, at: SimTime, events: usize) {
        let Some(next) = self.next else { return };
        let time = now();
        if time < next {
            return;
        }
        self.next = Some(time + EVERY);
        self.is_shown = true;
        let full = (at.ms() * CELLS / self.end.ms().max(1)).clamp(0, CELLS) as usize;
        let (bar, rest) = ("#".repeat(full), ".".repeat(CELLS as usize - full));
        console.raw_note(&format!("\r[{bar}{rest}] {at}  {events}"));
    }

    /// Takes the bar away, so that a line can stand there.
    pub(crate) fn clear(&mut self, console: &mut Console) {
        if std::mem::take(&mut self.is_shown) {
            console.raw_note("\r\u{1b}[K");
        }
    }
}
