//! Talk: messages over channels that take time, queue and fail. Beliefs travel in no other way.

mod deliver;
mod speak;

pub(crate) use speak::ChannelInfo;
pub(crate) use speak::talk_wake;
pub use speak::{
    Channels, Content, Engaged, Line, Missed, OrderNote, ReportNote, Talk, TalkEnded, TalkStage, Talking, Utterance,
    carry_talks,
};
