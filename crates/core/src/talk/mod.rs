//! Talk: messages over channels that take time, queue and fail. Beliefs travel in no other way.

mod deliver;
mod speak;

pub use speak::{Content, Engaged, Line, OrderNote, ReportNote, Talk, TalkEnded, TalkStage, Talking, carry_talks};
pub(crate) use speak::talk_wake;
