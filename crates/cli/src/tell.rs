//! A run as lines for people, while it runs or from its record.

use crate::args::Detail;
use crate::lang::say;
use hazdrill_record::Event;
use hazdrill_report::{DEFAULT_LINES, Milestones, Names, Story};

/// What drill this is, that it is one, and when it starts. `id` serves where there is no scenario with a name.
pub(crate) fn heading(names: &Names<'_>, id: Option<&str>, seed: Option<u64>) -> String {
    let lang = names.lang();
    let mark = names.mark();
    let name = names.scenario().map_or_else(|| id.unwrap_or("").to_owned(), |s| s.name.get(lang).to_owned());
    let starts = names.scenario().map_or_else(String::new, |s| s.starts.as_str().to_owned());
    let seed = seed.map_or_else(String::new, |seed| say!(lang, "种子 {seed}", "seed {seed}"));
    let parts: Vec<String> = [name, starts, seed].into_iter().filter(|part| !part.is_empty()).collect();
    let parts = parts.join("  ");
    say!(lang, "{mark}{parts}", "{mark} {parts}").trim_end().to_owned()
}

/// Turns events into lines, as many as were asked for.
pub(crate) struct Teller<'a> {
    names: &'a Names<'a>,
    detail: Detail,
    milestones: Milestones,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(names: &'a Names<'a>, detail: Detail) -> Self {
        Self { names, detail, milestones: Milestones::new(DEFAULT_LINES) }
    }

    /// The lines that are ready once `event`, the last of `events`, has happened.
    pub(crate) fn push(&mut self, events: &[Event], event: &Event) -> Vec<String> {
        let story = Story::new(self.names, events);
        match self.detail {
            Detail::Quiet => Vec::new(),
            Detail::Story => self.milestones.push(&story, event),
            Detail::Everything => vec![format!("#{} {}", event.seq, story.line(event))],
        }
    }

    /// The lines that are left at the end.
    pub(crate) fn finish(&mut self, events: &[Event]) -> Vec<String> {
        match self.detail {
            Detail::Quiet | Detail::Everything => Vec::new(),
            Detail::Story => self.milestones.finish(&Story::new(self.names, events)),
        }
    }
}
