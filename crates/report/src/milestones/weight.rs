//! How much each kind of event matters to the story. The match has no wildcard: a new kind must be weighed.

use super::{Milestones, Weight};
use crate::names::member;
use crate::story::Story;
use hazdrill_model::{Value, fact::key};
use hazdrill_record::happening::{Became, Learned, Said};
use hazdrill_record::{Event, Happening};

impl Milestones {
    pub(super) fn weigh(&mut self, story: &Story<'_>, event: &Event) -> Weight {
        let of_group = event.actor.as_deref().and_then(member).is_some();
        match &event.what {
            Happening::LeakStarted(_)
            | Happening::LeakStopped(_)
            | Happening::Ignition(_)
            | Happening::HeadCounted(_)
            | Happening::CordonClosed(_)
            | Happening::CrowdHeld(_)
            | Happening::Explosion(_)
            | Happening::FireStarted(_)
            | Happening::ContentsCaught(_)
            | Happening::FireOut(_)
            | Happening::VesselBurst(_)
            | Happening::WasteWater(_)
            | Happening::Injured(_)
            | Happening::Died(_)
            | Happening::Rescued(_)
            | Happening::Delivered(_)
            | Happening::AreaEvacuated(_)
            | Happening::AllClear(_) => Weight::Peak,
            Happening::Became(became) => self.truth(became),
            Happening::Learned(learned) => self.notice(story, event, learned),
            Happening::Said(said) => speech(event, said),
            Happening::Declared(declared) => match declared.fact.split(':').next().unwrap_or_default() {
                key::COMMANDER
                | key::HQ_PLACE
                | key::LEVEL_ACTIVE
                | key::EVACUATION
                | key::HANDED_OVER
                | "plan.approved"
                | "report.county"
                | "report.city"
                | "report.province"
                | "public.word" => Weight::Peak,
                _ => Weight::Turn,
            },
            // What an inject does stands in an event of its own, save where it only shows itself to people.
            Happening::Injected(injected) if matches!(&*injected.verb, "gather_crowd" | "press_asks") => Weight::Turn,
            // The sentence of the injury says that somebody cannot act; one of a group holds no post.
            Happening::PostEmpty(empty) if !of_group && &*empty.reason != "injured" => Weight::Turn,
            // That a post goes on with something wrong is a turn; that some of a crowd do, or that something was not
            // heard and will be said again, is not.
            Happening::Misheard(_) if !of_group => Weight::Turn,
            // That nobody is left is what a search is for; whom it found is told when they are out.
            Happening::Found(found) if found.who.is_empty() => Weight::Turn,
            // One person's way is told when it begins; that a whole group has arrived is news.
            Happening::Arrived(arrived) if !arrived.drives && !of_group => Weight::Silent,
            Happening::Arrived(arrived) if arrived.drives => Weight::Turn,
            Happening::Failed(_)
            | Happening::CallFailed(_)
            | Happening::Interrupted(_)
            | Happening::Misheard(_)
            | Happening::Lost(_)
            | Happening::Left(_)
            | Happening::Arrived(_)
            | Happening::Found(_)
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
            | Happening::Reached(_)
            | Happening::Refused(_)
            | Happening::AreaChosen(_)
            | Happening::Order(_)
            | Happening::Dispatched(_)
            | Happening::WithdrawalSignalled(_)
            | Happening::Withdrawn(_)
            | Happening::Blocked(_)
            | Happening::Measured(_)
            | Happening::VentilationSwitched(_)
            | Happening::PowerCut(_)
            | Happening::FireControlled(_)
            | Happening::WindowsBroken(_)
            | Happening::Absorbed(_)
            | Happening::Trapped(_)
            | Happening::WayFree(_)
            | Happening::Queued(_)
            | Happening::TurnedAway(_)
            | Happening::Made(_)
            | Happening::Forgotten(_)
            | Happening::WindTurned(_)
            | Happening::ChannelSilenced(_)
            | Happening::ChannelRestored(_)
            | Happening::RoadClosed(_)
            | Happening::RoadOpened(_)
            | Happening::Custom(_) => Weight::Turn,
            Happening::Started(_)
            | Happening::Done(_)
            | Happening::Heard(_)
            | Happening::Injected(_)
            | Happening::PostEmpty(_) => Weight::Silent,
        }
    }

    /// That a room's vapour can burn, that smoke or a smell has reached another place, is a turn, once.
    fn truth(&mut self, became: &Became) -> Weight {
        let fact = became.fact.split(':').next().unwrap_or("");
        let turn = match &became.value {
            Some(Value::Number(n)) => *n >= 100.0 && fact == key::VAPOUR,
            Some(Value::Flag(so)) => *so && matches!(fact, key::SMOKE | key::ODOUR),
            _ => false,
        };
        if turn && self.noticed.insert(format!("truth {}", became.fact)) { Weight::Turn } else { Weight::Silent }
    }

    /// The first who notices something is news; what was told stands in the sentence of the one who told it, what one
    /// did oneself in that of the act.
    fn notice(&mut self, story: &Story<'_>, event: &Event, learned: &Learned) -> Weight {
        let by_act = || event.causes.iter().filter_map(|c| story.event(*c)).any(|c| c.kind() == "measured");
        let own = matches!(&*learned.channel, "own_act" | "count" | "");
        let first_hand = learned.from.is_none() && !own && !by_act();
        if !first_hand || !self.noticed.insert(learned.fact.to_string()) {
            return Weight::Silent;
        }
        // Whoever turns back at a closed road says so by turning back.
        if event.causes.iter().filter_map(|c| story.event(*c)).any(|c| c.kind() == "blocked") {
            return Weight::Silent;
        }
        match learned.fact.split(':').next().unwrap_or("") {
            // A bang and a fire have lines of their own: that somebody hears or sees them is a detail.
            key::EXPLOSION | key::IGNITION | key::FIRE | key::FIRE_SIZE | key::SMOKE => Weight::Detail,
            key::WIND | key::AIR_LOW | key::SELF_HURT => Weight::Silent,
            _ => Weight::Turn,
        }
    }
}

fn speech(event: &Event, said: &Said) -> Weight {
    let own = event.organisation();
    let outside = said.to.iter().any(|to| to.split('/').next() != own);
    match said.order.as_deref() {
        // Who is sent or called where stands in the line of the dispatch, of the signal.
        Some("dispatch" | "withdraw") => Weight::Silent,
        Some(_) => Weight::Turn,
        None if outside => Weight::Turn,
        None => Weight::Detail,
    }
}
