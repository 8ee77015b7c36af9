//! How much each kind of event matters to the story. The match has no wildcard: a new kind must be weighed.

use super::{Milestones, Weight};
use crate::names::member;
use crate::story::Story;
use hazdrill_model::{Value, fact::key};
use hazdrill_record::{Event, Happening};

impl Milestones {
    pub(super) fn weigh(&mut self, story: &Story<'_>, event: &Event) -> Weight {
        match &event.what {
            Happening::LeakStarted(_)
            | Happening::LeakStopped(_)
            | Happening::Ignition(_)
            | Happening::HeadCounted(_)
            | Happening::CordonClosed(_)
            | Happening::AllClear(_) => Weight::Peak,
            Happening::Became(became) => {
                let flammable = matches!(&became.value, Some(Value::Number(n)) if *n >= 100.0)
                    && became.fact.starts_with(key::VAPOUR);
                if flammable && self.noticed.insert(format!("truth {}", became.fact)) {
                    Weight::Turn
                } else {
                    Weight::Silent
                }
            }
            Happening::Learned(learned) => {
                // What was told stands in the sentence of the one who told it, what one did oneself in that of the act.
                let by_act = || event.causes.iter().filter_map(|c| story.event(*c)).any(|c| c.kind() == "measured");
                let own = matches!(&*learned.channel, "own_act" | "count" | "");
                let first_hand = learned.from.is_none() && !own && !by_act();
                if !first_hand || !self.noticed.insert(learned.fact.to_string()) {
                    return Weight::Silent;
                }
                // A bang and a fire have lines of their own: that somebody hears or sees them is a detail.
                let key = learned.fact.split(':').next().unwrap_or("");
                match key {
                    key::EXPLOSION | key::IGNITION | key::FIRE | key::FIRE_SIZE | key::SMOKE => Weight::Detail,
                    key::WIND | key::AIR_LOW | key::SELF_HURT => Weight::Silent,
                    _ => Weight::Turn,
                }
            }
            Happening::Said(said) => {
                let own = event.organisation();
                let outside = said.to.iter().any(|to| to.split('/').next() != own);
                // Who is sent where stands in the line of the dispatch.
                if said.order.as_deref() == Some("dispatch") {
                    return Weight::Silent;
                }
                if outside || said.order.is_some() { Weight::Turn } else { Weight::Detail }
            }
            Happening::Left(_) => Weight::Detail,
            // One person's way is told when it begins; that a whole group has arrived is news.
            Happening::Arrived(arrived) if !arrived.drives => {
                if event.actor.as_deref().and_then(member).is_some() {
                    Weight::Detail
                } else {
                    Weight::Silent
                }
            }
            Happening::Explosion(_)
            | Happening::FireStarted(_)
            | Happening::FireOut(_)
            | Happening::VesselBurst(_)
            | Happening::Injured(_)
            | Happening::Died(_)
            | Happening::Rescued(_)
            | Happening::AreaEvacuated(_) => Weight::Peak,
            Happening::Declared(declared) => match &*declared.fact {
                key::COMMANDER | key::HQ_PLACE | key::LEVEL_ACTIVE | key::EVACUATION | "plan.approved" => Weight::Peak,
                _ => Weight::Turn,
            },
            // That a broadcast passed some of a crowd by is one line; that a post did not hear is a turn.
            Happening::Lost(_) | Happening::Misheard(_) => {
                if event.actor.as_deref().and_then(member).is_some() {
                    Weight::Detail
                } else {
                    Weight::Turn
                }
            }
            // What an inject does stands in an event of its own, save where it only shows itself to people.
            Happening::Injected(injected) => match &*injected.verb {
                "gather_crowd" | "press_asks" => Weight::Turn,
                _ => Weight::Silent,
            },
            // The sentence of the injury says that somebody cannot act; one of a group holds no post.
            Happening::PostEmpty(empty) => {
                let group = event.actor.as_deref().and_then(member).is_some();
                if group || &*empty.reason == "injured" { Weight::Silent } else { Weight::Turn }
            }
            Happening::Found(found) => {
                if found.who.is_empty() {
                    Weight::Turn
                } else {
                    Weight::Detail
                }
            }
            Happening::Failed(_)
            | Happening::CallFailed(_)
            | Happening::Interrupted(_)
            | Happening::Blast(_)
            | Happening::DoorJammed(_)
            | Happening::DevicesDead(_)
            | Happening::Triaged(_)
            | Happening::Treated(_)
            | Happening::Decontaminated(_)
            | Happening::AirLow(_) => Weight::Detail,
            Happening::DetectorAlarmed(_)
            | Happening::DetectorFailed(_)
            | Happening::Exposed(_)
            | Happening::Refused(_)
            | Happening::Order(_)
            | Happening::Dispatched(_)
            | Happening::Arrived(_)
            | Happening::Blocked(_)
            | Happening::Measured(_)
            | Happening::VentilationSwitched(_)
            | Happening::PowerCut(_)
            | Happening::FireControlled(_)
            | Happening::Absorbed(_)
            | Happening::Delivered(_)
            | Happening::TurnedAway(_)
            | Happening::Made(_)
            | Happening::Forgotten(_)
            | Happening::WindTurned(_)
            | Happening::ChannelSilenced(_)
            | Happening::ChannelRestored(_)
            | Happening::RoadClosed(_)
            | Happening::RoadOpened(_)
            | Happening::Custom(_) => Weight::Turn,
            Happening::Started(_) | Happening::Done(_) | Happening::Heard(_) => Weight::Silent,
        }
    }
}
