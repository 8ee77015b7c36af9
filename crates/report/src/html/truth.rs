//! What was true, as far as a record tells it: to be set beside what people believed.

use crate::names::Names;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::{Event, EventId, Happening};

/// A fact that had this value from an event on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Truth {
    pub(super) event: EventId,
    pub(super) fact: String,
    pub(super) value: Value,
}

/// Every change of truth that a record tells, in its order.
pub(super) fn read(names: &Names<'_>, events: &[Event]) -> Vec<Truth> {
    let mut truths = Vec::new();
    let (mut out, mut delivered) = (0, 0);
    for event in events {
        let place = event.place.as_deref().unwrap_or("");
        let of_place = |key: &str| format!("{key}:{place}");
        let mut put = |fact: String, value: Value| truths.push(Truth { event: event.seq, fact, value });
        let flag = Value::Flag;
        match &event.what {
            Happening::LeakStarted(leak) => {
                put(key::LEAK_PLACE.to_owned(), Value::Word(place.into()));
                put(key::LEAK_SUBSTANCE.to_owned(), Value::Word(leak.substance.clone()));
                put(key::LEAK_STOPPED.to_owned(), flag(false));
            }
            Happening::LeakStopped(leak) => {
                put(key::LEAK_STOPPED.to_owned(), flag(true));
                put(key::LEAK_AMOUNT.to_owned(), Value::Number(leak.released_kg));
            }
            Happening::Became(became) => {
                if let Some(value) = &became.value {
                    put(became.fact.to_string(), value.clone());
                }
            }
            Happening::DetectorAlarmed(_) => put(of_place(key::ALARM), flag(true)),
            Happening::Ignition(_) => put(of_place(key::IGNITION), flag(true)),
            Happening::Explosion(_) => put(of_place(key::EXPLOSION), flag(true)),
            Happening::FireStarted(fire) => {
                put(of_place(key::FIRE), flag(true));
                put(of_place(key::FIRE_SIZE), Value::Number(fire.area_m2));
            }
            Happening::FireOut(_) => put(of_place(key::FIRE), flag(false)),
            Happening::VentilationSwitched(switched) => {
                put(of_place(key::VENTILATION), flag(&*switched.mode == "emergency"));
            }
            Happening::PowerCut(_) => put(of_place(key::POWER_CUT), flag(true)),
            Happening::CordonClosed(_) => put(key::CORDON.to_owned(), flag(true)),
            Happening::RoadClosed(closed) => put(format!("{}:{}", key::ROAD_OPEN, closed.road), flag(false)),
            Happening::RoadOpened(opened) => put(format!("{}:{}", key::ROAD_OPEN, opened.road), flag(true)),
            Happening::WindTurned(turned) => put(key::WIND.to_owned(), Value::Number(turned.from_deg)),
            Happening::Declared(declared) => {
                if let Some(value) = &declared.value {
                    put(declared.fact.to_string(), value.clone());
                }
            }
            Happening::Made(made) => put(made.fact.to_string(), flag(true)),
            Happening::Rescued(rescued) => {
                out += rescued.who.len();
                put(key::RESCUED.to_owned(), Value::Number(out as f64));
            }
            Happening::Delivered(there) => {
                delivered += there.who.len();
                put(key::DELIVERED.to_owned(), Value::Number(delivered as f64));
            }
            Happening::Arrived(_) if names.is_crew(event.actor.as_deref().unwrap_or("")) => {
                let crew = event.actor.as_deref().and_then(|actor| actor.split_once('/')).map_or("", |(_, crew)| crew);
                put(format!("{}:{crew}", key::CREW_AT), Value::Word(place.into()));
            }
            Happening::AllClear(_) => put(key::ALL_CLEAR.to_owned(), flag(true)),
            _ => {}
        }
    }
    truths
}
