//! One event as one sentence: `14:03:12 安全员 用电话告知接警员：…（因为：14:02:40 实验员3号当面告知 …）`.
//!
//! The match over [`Happening`] has no wildcard: a new kind of event does not compile before it has its words.

mod casualties;
mod command;
mod deeds;
mod fire;
mod hazards;
mod talk;
mod together;

use crate::names::Names;
use crate::say::{number, say};
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
            Happening::Reached(reached) => self.reached(event, reached),
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
            Happening::WithdrawalSignalled(signal) => self.withdrawal_signalled(event, signal),
            Happening::Withdrawn(back) => self.withdrawn(event, back),
            Happening::Left(left) => self.left(event, left),
            Happening::Arrived(_) => say!(lang, "{who} 到达{place}", "{who} arrives at {place}"),
            Happening::Blocked(blocked) => {
                let road = names.road(&blocked.road);
                say!(lang, "{who} 遇{road}封闭，改道", "{who} finds {road} closed and looks for another way")
            }
            Happening::Measured(measured) => self.measured(event, measured),
            Happening::VentilationSwitched(switched) => self.ventilation_switched(event, switched),
            Happening::PowerCut(cut) => self.power_cut(event, cut),
            Happening::CordonClosed(cordon) => self.cordon_closed(event, cordon),
            Happening::CrowdHeld(held) => self.crowd_held(event, held),
            Happening::HeadCounted(count) => self.head_counted(event, count),
            Happening::RoadClosed(closed) => {
                let road = names.road(&closed.road);
                say!(lang, "{road}封闭", "{road} is closed")
            }
            Happening::RoadOpened(opened) => {
                let road = names.road(&opened.road);
                say!(lang, "{road}开放", "{road} is open again")
            }
            Happening::Explosion(explosion) => self.explosion(event, explosion),
            Happening::Blast(blast) => self.blast(event, blast),
            Happening::DoorJammed(jammed) => self.door_jammed(event, jammed),
            Happening::Trapped(trapped) => self.trapped(event, trapped),
            Happening::WayFree(_) => {
                say!(lang, "{place}出路打通，{who} 脱困", "A way out of {place} is free for {who}")
            }
            Happening::DevicesDead(_) => self.devices_dead(event),
            Happening::FireStarted(fire) => self.fire_started(event, fire),
            Happening::ContentsCaught(_) | Happening::WindowsBroken(_) => self.fire_grows(event),
            Happening::FireControlled(_) => {
                say!(lang, "{place}火势得到控制", "The fire at {place} is under control")
            }
            Happening::FireOut(out) => self.fire_out(event, out),
            Happening::WasteWater(water) => self.waste_water(water),
            Happening::VesselBurst(burst) => self.vessel_burst(event, burst),
            Happening::Absorbed(absorbed) => {
                let kg = number(absorbed.kg);
                say!(
                    lang,
                    "{who} 吸附覆盖{place}泄漏物 {kg} 千克",
                    "{who} takes up and covers {kg} kg of the spill at {place}"
                )
            }
            Happening::Injured(injured) => self.injured(event, injured),
            Happening::Died(died) => self.died(event, died),
            Happening::Found(found) => self.found(event, found),
            Happening::Rescued(rescued) => self.rescued(event, rescued),
            Happening::Triaged(triaged) => self.triaged(event, triaged),
            Happening::Treated(treated) => self.treated(event, treated),
            Happening::Decontaminated(washed) => self.decontaminated(event, washed),
            Happening::Delivered(delivered) => self.delivered(event, delivered),
            Happening::Queued(queued) => self.queued(event, queued),
            Happening::TurnedAway(away) => self.turned_away(event, away),
            Happening::Made(made) => self.made(event, made),
            Happening::Declared(declared) => self.declared(event, declared),
            Happening::AreaChosen(chosen) => self.area_chosen(event, chosen),
            Happening::AreaEvacuated(evacuated) => self.area_evacuated(event, evacuated),
            Happening::Forgotten(forgotten) => self.forgotten(event, forgotten),
            Happening::Injected(injected) => self.injected(injected),
            Happening::WindTurned(turned) => self.wind_turned(turned),
            Happening::ChannelSilenced(silenced) => {
                let channel = names.channel(&silenced.channel);
                say!(lang, "{channel}中断", "{channel} falls silent")
            }
            Happening::ChannelRestored(restored) => {
                let channel = names.channel(&restored.channel);
                say!(lang, "{channel}恢复", "{channel} works again")
            }
            Happening::PostEmpty(empty) => self.post_empty(event, empty),
            Happening::AirLow(low) => self.air_low(event, low),
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
