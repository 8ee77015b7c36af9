//! Text that keeps its evidence: words, numbers of events, figures with their place in the evaluation.
//!
//! Each document renders it in its own way: a page makes links of the events, a plain text writes `#123`.

use crate::say::{duration, number, put};
use hazdrill_model::Lang;
use hazdrill_record::EventId;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    /// Words.
    Text(String),
    /// An event as evidence.
    Event(EventId),
    /// A figure of the evaluation.
    Figure(Figure),
}

/// A figure, where it stands in the evaluation, and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// JSON pointer into the evaluation; `*` stands for all, and means their sum.
    pub(crate) at: String,
    /// Its value there.
    pub(crate) value: f64,
    /// As people read it.
    pub(crate) text: String,
}

/// A text of pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rich(pub(crate) Vec<Piece>);

impl Rich {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Plain words.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self::new().text(text)
    }

    #[must_use]
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Text(text.into()));
        self
    }

    /// An event as evidence.
    #[must_use]
    pub(crate) fn event(mut self, event: EventId) -> Self {
        self.0.push(Piece::Event(event));
        self
    }

    /// Events as evidence, each once, with blanks between.
    #[must_use]
    pub(crate) fn events(mut self, events: &[EventId]) -> Self {
        for (at, event) in events.iter().enumerate().filter(|(at, event)| !events[..*at].contains(event)) {
            if at > 0 {
                self = self.text(" ");
            }
            self = self.event(*event);
        }
        self
    }

    #[must_use]
    pub(crate) fn figure(mut self, figure: Figure) -> Self {
        self.0.push(Piece::Figure(figure));
        self
    }

    #[must_use]
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// As plain text without the events.
    pub(crate) fn words(&self) -> String {
        let words = self.0.iter().filter_map(|piece| match piece {
            Piece::Text(words) => Some(words.as_str()),
            Piece::Figure(figure) => Some(figure.text.as_str()),
            Piece::Event(_) => None,
        });
        words.collect()
    }

    /// As plain text, events as `#123`.
    pub(crate) fn plain(&self) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Event(event) => put!(text, "#{event}"),
                Piece::Figure(figure) => text.push_str(&figure.text),
            }
        }
        text
    }
}

impl Figure {
    /// A count.
    pub(crate) fn count(at: impl Into<String>, value: u64) -> Self {
        Self { at: at.into(), value: value as f64, text: value.to_string() }
    }

    /// A length of time in seconds, as people say it; below zero with its sign.
    pub(crate) fn time(lang: Lang, at: impl Into<String>, s: f64) -> Self {
        let ms = crate::say::ms(s);
        let text = duration(lang, ms.saturating_abs());
        let text = if ms <= -500 { format!("-{text}") } else { text };
        Self { at: at.into(), value: s, text }
    }

    /// A number with as many digits as a reader wants.
    pub(crate) fn number(at: impl Into<String>, value: f64) -> Self {
        Self { at: at.into(), value, text: number(value) }
    }

    /// With other words for the same value.
    #[must_use]
    pub(crate) fn written(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
}
