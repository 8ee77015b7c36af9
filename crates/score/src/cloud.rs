//! Whom smoke and vapour reached outside the building.

use crate::moment::seconds;
use crate::view::View;
use hazdrill_model::Verb;
use hazdrill_record::{Event, EventId, Happening};
use serde::Serialize;

/// People outside who stood in what drifted from the building, or in whose homes it came.
///
/// It can be noticed there; dangerous it is where `exposed` events say so.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cloud {
    /// Without own air.
    pub people: u64,
    /// Of them neighbours and onlookers.
    pub bystanders: u64,
    /// With own air.
    pub protected: u64,
    /// Place by place, in the order of time.
    pub reached: Vec<Reach>,
    /// Crowds that gathered, in the order of time.
    pub crowds: Vec<CrowdOutcome>,
}

/// What came of a crowd.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CrowdOutcome {
    /// Its inject.
    pub inject: String,
    /// Where it gathered.
    pub place: Option<String>,
    /// How many people; none for a record without scenario.
    pub people: Option<u64>,
    /// When it gathered; none where the minute is not known.
    pub gathered_s: Option<f64>,
    /// From its gathering until a cordon held it at its line; none where none did.
    pub held_after_s: Option<f64>,
    /// How far it had to go back in all, m.
    pub back_m: f64,
    /// Whether smoke or vapour reached it.
    pub reached: bool,
    /// The events: that of its gathering, then those that held it and that reached it.
    pub events: Vec<EventId>,
}

/// People whom it reached together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reach {
    /// Where.
    pub place: Option<String>,
    /// `present`, `block` or `crowd`.
    pub who: String,
    /// At home, with windows and doors shut.
    pub indoors: bool,
    /// Without own air.
    pub people: u64,
    /// With own air.
    pub protected: u64,
    /// When; none where the minute is not known.
    pub s: Option<f64>,
    /// Vapour then, ppm.
    pub ppm: f64,
    /// Soot then, mg/m³.
    pub soot_mg_m3: f64,
    /// The event.
    pub event: EventId,
}

/// Reads it from a record.
pub(crate) fn read(view: &View<'_>) -> Cloud {
    let mut cloud = Cloud::default();
    for event in view.events {
        cloud.follow(view, event);
        let Happening::Reached(reached) = &event.what else { continue };
        let (people, protected) = (u64::from(reached.people), u64::from(reached.protected));
        cloud.people = cloud.people.saturating_add(people);
        cloud.protected = cloud.protected.saturating_add(protected);
        if &*reached.who != "present" {
            cloud.bystanders = cloud.bystanders.saturating_add(people);
        }
        cloud.reached.push(Reach {
            place: event.place.as_ref().map(ToString::to_string),
            who: reached.who.to_string(),
            indoors: reached.indoors,
            people,
            protected,
            s: event.t_ms.map(seconds),
            ppm: reached.ppm,
            soot_mg_m3: reached.soot_mg_m3,
            event: event.seq,
        });
    }
    cloud
}

impl Cloud {
    /// Follows crowds: those of one place are held, and reached, together.
    fn follow(&mut self, view: &View<'_>, event: &Event) {
        let here = |crowd: &&mut CrowdOutcome| crowd.place.as_deref() == event.place.as_deref();
        let t = event.t_ms.map(seconds);
        match &event.what {
            Happening::Injected(injected) if &*injected.verb == "gather_crowd" => {
                let inject = view.scenario.and_then(|s| s.injects.get(&*injected.inject));
                let people = inject.and_then(|inject| match inject.act {
                    Verb::GatherCrowd { people, .. } => Some(u64::from(people)),
                    _ => None,
                });
                self.crowds.push(CrowdOutcome {
                    inject: injected.inject.to_string(),
                    place: event.place.as_ref().map(ToString::to_string),
                    people,
                    gathered_s: t,
                    held_after_s: None,
                    back_m: 0.0,
                    reached: false,
                    events: vec![event.seq],
                });
            }
            Happening::CrowdHeld(held) => {
                for crowd in self.crowds.iter_mut().filter(here) {
                    crowd.back_m += held.back_m;
                    crowd.held_after_s = crowd.held_after_s.or(t.zip(crowd.gathered_s).map(|(t, from)| t - from));
                    crowd.events.push(event.seq);
                }
            }
            Happening::Reached(reached) if &*reached.who == "crowd" => {
                for crowd in self.crowds.iter_mut().filter(here) {
                    crowd.reached = true;
                    crowd.events.push(event.seq);
                }
            }
            _ => {}
        }
    }
}
