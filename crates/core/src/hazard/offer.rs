//! What the hazard offers to the senses.

use super::site::{DetectorData, SubstanceData};
use crate::kernel::{Id, Names};
use crate::minds::{Appeared, Facts, Offer, Stimuli, Stimulus, StimulusKind};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::EventId;

/// Puts stimuli into places.
#[derive(SystemParam)]
pub struct Offers<'w> {
    stimuli: ResMut<'w, Stimuli>,
    facts: Res<'w, Facts>,
    names: Res<'w, Names>,
    appeared: MessageWriter<'w, Appeared>,
}

impl Offers<'_> {
    fn put(&mut self, place: Id, stimulus: Stimulus, offer: Offer) {
        if self.stimuli.put(place, stimulus, offer) {
            self.appeared.write(Appeared(place));
        }
    }

    /// A room smells, or does so no more.
    pub(super) fn odour(&mut self, room: Id, smells: bool, because: EventId) {
        let stimulus = Stimulus { kind: StimulusKind::Odour, of: room };
        if smells {
            let facts = vec![(self.facts.key(key::ODOUR, Some(room)), Value::Flag(true))];
            self.put(room, stimulus, Offer { facts, substance: None, because });
        } else {
            self.stimuli.take_away(room, stimulus);
        }
    }

    /// A place fills with smoke, or clears.
    pub(super) fn smoke(&mut self, place: Id, smokes: bool, because: EventId) {
        let stimulus = Stimulus { kind: StimulusKind::Smoke, of: place };
        if smokes {
            let facts = vec![(self.facts.key(key::SMOKE, Some(place)), Value::Flag(true))];
            self.put(place, stimulus, Offer { facts, substance: None, because });
        } else {
            self.stimuli.take_away(place, stimulus);
            self.look_again(place);
        }
    }

    /// Whoever is there can see again what smoke hid.
    pub(super) fn look_again(&mut self, place: Id) {
        self.appeared.write(Appeared(place));
    }

    /// A leak in a room can be seen; the amount is what is judged by eye, to half a kilogram.
    pub(super) fn leak(&mut self, room: Id, kg: f64, substance: &SubstanceData, because: EventId) {
        let stimulus = Stimulus { kind: StimulusKind::Leak, of: room };
        let by_eye = (kg * 2.0).ceil() / 2.0;
        // The eye sees no change at most points of the grid.
        let seen = self.stimuli.offer(room, stimulus).filter(|offer| offer.because == because);
        if seen.and_then(|offer| offer.facts.last()).is_some_and(|(_, kg)| *kg == Value::Number(by_eye)) {
            return;
        }
        let place = Value::Word(self.names.word(room).clone());
        let facts = vec![
            (self.facts.key(key::LEAK_PLACE, None), place),
            (self.facts.key(key::LEAK_AMOUNT, None), Value::Number(by_eye)),
        ];
        self.put(room, stimulus, Offer { facts, substance: Some(substance.id), because });
    }

    /// It can be seen that nothing more comes out.
    pub(super) fn stopped(&mut self, room: Id, because: EventId) {
        let stimulus = Stimulus { kind: StimulusKind::Stopped, of: room };
        let facts = vec![(self.facts.key(key::LEAK_STOPPED, None), Value::Flag(true))];
        self.put(room, stimulus, Offer { facts, substance: None, because });
    }

    /// A detector sounds its horn and lights its panel.
    pub(super) fn alarm(&mut self, detector: &DetectorData, room: Id, reading: f64, because: EventId) {
        let alarm = (self.facts.key(key::ALARM, Some(room)), Value::Flag(true));
        for place in &detector.horn {
            let stimulus = Stimulus { kind: StimulusKind::Horn, of: room };
            self.put(*place, stimulus, Offer { facts: vec![alarm.clone()], substance: None, because });
        }
        if let Some(place) = detector.panel {
            let stimulus = Stimulus { kind: StimulusKind::Panel, of: room };
            let shown = (reading * 10.0).round() / 10.0;
            let facts = vec![alarm, (self.facts.key(key::VAPOUR, Some(room)), Value::Number(shown))];
            self.put(place, stimulus, Offer { facts, substance: None, because });
        }
    }

    /// An explosion is heard far around.
    pub(super) fn explosion(&mut self, room: Id, earshot: &[Id], because: EventId) {
        let stimulus = Stimulus { kind: StimulusKind::Explosion, of: room };
        let facts = vec![(self.facts.key(key::EXPLOSION, Some(room)), Value::Flag(true))];
        for place in earshot {
            self.put(*place, stimulus, Offer { facts: facts.clone(), substance: None, because });
        }
    }

    /// A vessel that bursts in a fire is heard far around.
    pub(super) fn burst(&mut self, room: Id, earshot: &[Id], because: EventId) {
        let stimulus = Stimulus { kind: StimulusKind::Burst, of: room };
        let facts = vec![(self.facts.key(key::VESSEL_BURST, Some(room)), Value::Flag(true))];
        for place in earshot {
            self.put(*place, stimulus, Offer { facts: facts.clone(), substance: None, because });
        }
    }

    /// The sound is over.
    pub(super) fn burst_over(&mut self, room: Id, earshot: &[Id]) {
        for place in earshot {
            self.stimuli.take_away(*place, Stimulus { kind: StimulusKind::Burst, of: room });
        }
    }

    /// Flames can be seen from these places, and smoke with them; the area is judged by eye, to a square metre.
    pub(super) fn fire(&mut self, room: Id, seen_from: &[Id], area_m2: f64, because: EventId) {
        let flames = vec![
            (self.facts.key(key::FIRE, Some(room)), Value::Flag(true)),
            (self.facts.key(key::FIRE_SIZE, Some(room)), Value::Number(area_m2.ceil())),
        ];
        let smoke = vec![(self.facts.key(key::SMOKE, Some(room)), Value::Flag(true))];
        for place in seen_from {
            let flames = Offer { facts: flames.clone(), substance: None, because };
            self.put(*place, Stimulus { kind: StimulusKind::Fire, of: room }, flames);
            let smoke = Offer { facts: smoke.clone(), substance: None, because };
            self.put(*place, Stimulus { kind: StimulusKind::Smoke, of: room }, smoke);
        }
    }

    /// A fire has become larger or smaller: whoever looks now sees so.
    pub(super) fn fire_size(&mut self, room: Id, seen_from: &[Id], area_m2: f64, because: EventId) {
        let facts = vec![
            (self.facts.key(key::FIRE, Some(room)), Value::Flag(true)),
            (self.facts.key(key::FIRE_SIZE, Some(room)), Value::Number(area_m2)),
        ];
        for place in seen_from {
            let flames = Offer { facts: facts.clone(), substance: None, because };
            self.put(*place, Stimulus { kind: StimulusKind::Fire, of: room }, flames);
        }
    }

    /// The flames can be seen no more: those who see that they are gone know it.
    pub(super) fn fire_out(&mut self, room: Id, seen_from: &[Id], because: EventId) {
        let facts = vec![(self.facts.key(key::FIRE, Some(room)), Value::Flag(false))];
        for place in seen_from {
            self.stimuli.take_away(*place, Stimulus { kind: StimulusKind::Fire, of: room });
            self.stimuli.take_away(*place, Stimulus { kind: StimulusKind::Smoke, of: room });
            let out = Offer { facts: facts.clone(), substance: None, because };
            self.put(*place, Stimulus { kind: StimulusKind::FireOut, of: room }, out);
        }
    }

    /// A flash and a bang, in a room and next to it.
    pub(super) fn ignition(&mut self, room: Id, neighbours: &[Id], because: EventId) {
        let stimulus = Stimulus { kind: StimulusKind::Ignition, of: room };
        let fact = (self.facts.key(key::IGNITION, Some(room)), Value::Flag(true));
        for place in neighbours.iter().chain([&room]) {
            self.put(*place, stimulus, Offer { facts: vec![fact.clone()], substance: None, because });
        }
    }
}
