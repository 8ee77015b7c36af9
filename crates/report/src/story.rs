//! One event as one sentence: `14:03:12 安全员 用电话告知接警员：…（因为：14:02:40 实验员3号当面告知 …）`.
//!
//! The match over [`Happening`] has no wildcard: a new kind of event does not compile before it has its words.

mod deeds;
mod hazards;
mod talk;

use crate::names::Names;
use crate::say::say;
use hazdrill_record::{Event, Happening};

/// Tells events of one record.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    pub(crate) names: &'a Names<'a>,
    pub(crate) events: &'a [Event],
    /// Words for the actor instead of the name: several people in one sentence.
    actor: Option<&'a str>,
}

impl<'a> Story<'a> {
    /// Tells `events`, which are numbered from 1 without gaps, with the words of `names`.
    pub fn new(names: &'a Names<'a>, events: &'a [Event]) -> Self {
        Self { names, events, actor: None }
    }

    /// The same events, told with `actor` as the one who acts.
    pub(crate) fn with_actor<'b>(&self, actor: &'b str) -> Story<'b>
    where
        'a: 'b,
    {
        Story { names: self.names, events: self.events, actor: Some(actor) }
    }

    /// The whole line of an event: clock, sentence, cause.
    pub fn line(&self, event: &Event) -> String {
        let clock = self.names.clock(event.t_ms);
        let sentence = self.sentence(event);
        let because = self.because(event);
        format!("{clock} {sentence}{because}")
    }

    /// The sentence of an event, without clock and cause.
    pub fn sentence(&self, event: &Event) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let (who, place) = (self.who(event), self.place(event));
        match &event.what {
            Happening::LeakStarted(leak) => self.leak_started(event, leak),
            Happening::LeakStopped(leak) => self.leak_stopped(leak),
            Happening::Became(became) => self.became(became),
            Happening::DetectorAlarmed(alarm) => self.detector_alarmed(alarm),
            Happening::DetectorFailed(failed) => self.detector_failed(failed),
            Happening::Ignition(ignition) => self.ignition(event, ignition),
            Happening::Exposed(exposed) => self.exposed(event, exposed),
            Happening::Learned(learned) => self.learned(event, learned),
            Happening::Started(started) => self.started(event, started),
            Happening::Done(done) => self.done(event, done),
            Happening::Failed(failed) => self.failed(event, failed),
            Happening::Interrupted(gave_way) => self.interrupted(event, gave_way),
            Happening::Refused(refused) => self.refused(event, refused),
            Happening::Order(order) => self.order(event, order),
            Happening::CallFailed(call) => self.call_failed(event, call),
            Happening::Said(said) => self.said(event, said),
            Happening::Heard(heard) => self.heard(event, heard),
            Happening::Lost(lost) => self.lost(event, lost),
            Happening::Misheard(misheard) => self.misheard(event, misheard),
            Happening::Dispatched(out) => self.dispatched(event, out),
            Happening::Left(left) => self.left(event, left),
            Happening::Arrived(_) => say!(lang, "{who} 到达{place}", "{who} arrives at {place}"),
            Happening::Blocked(blocked) => {
                let road = names.road(&blocked.road);
                say!(lang, "{who} 遇{road}封闭，改道", "{who} finds {road} closed and looks for another way")
            }
            Happening::Measured(measured) => self.measured(event, measured),
            Happening::VentilationSwitched(switched) => self.ventilation_switched(event, switched),
            Happening::PowerCut(_) => say!(lang, "{who} 切断{place}电源", "{who} cuts the power of {place}"),
            Happening::CordonClosed(cordon) => self.cordon_closed(event, cordon),
            Happening::HeadCounted(count) => self.head_counted(event, count),
            Happening::RoadClosed(closed) => {
                let road = names.road(&closed.road);
                say!(lang, "{road}封闭", "{road} is closed")
            }
            Happening::RoadOpened(opened) => {
                let road = names.road(&opened.road);
                say!(lang, "{road}开放", "{road} is open again")
            }
            Happening::AllClear(_) => say!(lang, "{who} 宣布险情解除", "{who} declares all clear"),
            Happening::Custom(custom) => self.custom(event, custom),
        }
    }

    pub(crate) fn who(&self, event: &Event) -> String {
        let nobody = || say!(self.names.lang(), "导调", "Drill control");
        let named = || event.actor.as_deref().map_or_else(nobody, |actor| self.names.actor(actor));
        self.actor.map_or_else(named, str::to_owned)
    }

    /// Where an event is.
    fn place(&self, event: &Event) -> String {
        let somewhere = || say!(self.names.lang(), "现场", "the scene");
        event.place.as_deref().map_or_else(somewhere, |place| self.names.place(place))
    }
}
