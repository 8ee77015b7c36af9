//! Senses: what a place offers to those who are in it, and how they take notice.
//!
//! A stimulus belongs to a place: a smell, a sight, a horn, a panel. Somebody who is there, or comes there, takes notice
//! of it after a delay of their own, if it is still there then.

use super::belief::{FactKey, Learning, Phase};
use super::decide::Hands;
use crate::hazard::Haze;
use crate::kernel::{Due, Id, Luck, Purpose, Set, Sets, Wake, WakeKey};
use crate::places::{Body, BodyKind, Presence};
use bevy_ecs::prelude::*;
use hazdrill_model::fact::key;
use hazdrill_model::{Dist, Value};
use hazdrill_record::{EventId, Word};
use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Whoever is startled takes notice in this time: a reaction to a loud bang or to flames, a judgement.
const STARTLED: SimDuration = SimDuration::from_ms(1_000);

/// What kind of thing can be noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum StimulusKind {
    /// A smell of vapour: `odour`.
    Odour,
    /// A leak that can be seen: place, amount, and the substance by those who handle it.
    Leak,
    /// A leak that has been stopped: `leak.stopped`.
    Stopped,
    /// A horn: `alarm.sounding`.
    Horn,
    /// A panel: `alarm.sounding` and the reading.
    Panel,
    /// An explosion, seen or heard: `explosion`.
    Explosion,
    /// Flames: `fire.burning`, `fire.size`.
    Fire,
    /// Flames that are no more: `fire.burning` is not so.
    FireOut,
    /// Smoke: `smoke`.
    Smoke,
    /// People who lie hurt: `people.injured`.
    Casualties,
    /// The wind: `weather.wind`.
    Wind,
    /// A crowd: `crowd`.
    Crowd,
    /// A flash and a bang: `ignition`.
    Ignition,
    /// A vessel that bursts in a fire, heard: `vessel.burst`.
    Burst,
}

impl StimulusKind {
    /// The sense, as the record names it.
    pub fn sense(self) -> &'static str {
        match self {
            Self::Odour => "smell",
            Self::Leak
            | Self::Stopped
            | Self::Fire
            | Self::FireOut
            | Self::Smoke
            | Self::Casualties
            | Self::Wind
            | Self::Crowd => "sight",
            Self::Horn | Self::Ignition | Self::Explosion | Self::Burst => "hearing",
            Self::Panel => "instrument",
        }
    }
}

/// Something that can be noticed in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stimulus {
    /// What kind.
    pub kind: StimulusKind,
    /// The place that it speaks of: the room that smells, that leaks, whose detector sounds.
    pub of: Id,
}

impl Stimulus {
    /// Whether nobody at `here` can fail to notice it at once: a bang, or flames around oneself.
    fn startles(self, here: Id) -> bool {
        match self.kind {
            StimulusKind::Ignition | StimulusKind::Explosion | StimulusKind::Burst => true,
            StimulusKind::Fire => self.of == here,
            _ => false,
        }
    }

    /// The stimulus as a detail of a wake.
    fn detail(self) -> u32 {
        (self.kind as u32) << 24 | self.of.rank
    }
}

/// What can be learned from a stimulus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Facts with their values.
    pub facts: Vec<(FactKey, Value)>,
    /// The substance, for those who know it by sight.
    pub substance: Option<Id>,
    /// The event behind it.
    pub because: EventId,
}

/// What every place offers to the senses.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stimuli {
    at: BTreeMap<Id, BTreeMap<Stimulus, Offer>>,
}

impl Stimuli {
    /// Puts a stimulus into a place, or brings it up to date; true where it is new there.
    pub fn put(&mut self, place: Id, stimulus: Stimulus, offer: Offer) -> bool {
        self.at.entry(place).or_default().insert(stimulus, offer).is_none()
    }

    /// Takes a stimulus away.
    pub fn take_away(&mut self, place: Id, stimulus: Stimulus) {
        if let Some(here) = self.at.get_mut(&place) {
            here.remove(&stimulus);
        }
    }

    /// What a stimulus offers in a place.
    pub(crate) fn offer(&self, place: Id, stimulus: Stimulus) -> Option<&Offer> {
        self.at.get(&place)?.get(&stimulus)
    }

    fn here(&self, place: Id) -> impl Iterator<Item = (&Stimulus, &Offer)> + '_ {
        self.at.get(&place).into_iter().flatten()
    }
}

/// Something new can be noticed in a place.
#[derive(Message, Clone, Copy, Debug)]
pub struct Appeared(pub Id);

/// A person's senses.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Senses {
    /// Time until notice is taken.
    pub notices: Dist,
    /// Substances known by sight.
    pub handles: Vec<Id>,
    /// What was noticed, or is about to be.
    pub noticed: BTreeSet<Stimulus>,
}

/// Those who can sense.
type People<'w, 's> = Query<'w, 's, (&'static mut Senses, &'static Body, &'static Hands)>;

/// The set `Sense`: what was noticed becomes belief, then those look around who have reason to.
pub fn sense(
    due: Res<Due>,
    appeared: MessageReader<Appeared>,
    presence: Res<Presence>,
    stimuli: Res<Stimuli>,
    haze: Res<Haze>,
    luck: Res<Luck>,
    mut people: People,
    mut learning: Learning,
) -> Sets {
    take_notice(&due, &stimuli, &mut people, &mut learning);
    look_around(&due, appeared, &presence, &stimuli, &haze, &luck, &mut people, &mut learning);
    learning.stirs()
}

/// Lets those look around who came somewhere, or around whom something appeared.
fn look_around(
    due: &Due,
    mut appeared: MessageReader<Appeared>,
    presence: &Presence,
    stimuli: &Stimuli,
    haze: &Haze,
    luck: &Luck,
    people: &mut People,
    learning: &mut Learning,
) {
    let mut lookers: Vec<Id> = due.of(Set::Sense, Wake::Look).map(|(id, _)| id).collect();
    lookers.extend(appeared.read().flat_map(|Appeared(place)| presence.at(*place)));
    lookers.sort_unstable();
    lookers.dedup();
    for who in lookers {
        let (mut senses, body, hands) = people.get_mut(learning.index.entity(who)).expect("every actor has senses");
        if body.is_driving() || hands.out.is_some() {
            continue;
        }
        for (stimulus, _) in stimuli.here(body.place) {
            if !can_sense(body, *stimulus, haze) || !senses.noticed.insert(*stimulus) {
                continue;
            }
            let delay = if stimulus.startles(body.place) {
                STARTLED
            } else {
                let names = &learning.lore.names;
                let key = [names.word(who), &stimulus.kind.sense().into(), names.word(stimulus.of)];
                luck.duration(&senses.notices, Purpose::Notice, &key, stimulus.kind as u64)
            };
            let key = WakeKey { set: Set::Sense, id: who, wake: Wake::Notice, detail: stimulus.detail() };
            let t = learning.now() + delay;
            learning.agenda.at(t, key);
        }
    }
}

/// Who breathes own air smells nothing; in thick smoke nobody sees the floor.
fn can_sense(body: &Body, stimulus: Stimulus, haze: &Haze) -> bool {
    match stimulus.kind {
        StimulusKind::Leak | StimulusKind::Stopped | StimulusKind::Casualties => !haze.hides(body.place),
        StimulusKind::Odour => !(matches!(body.kind, BodyKind::Crew(_)) && body.protection.has_own_air()),
        _ => true,
    }
}

/// Turns what is noticed into beliefs.
fn take_notice(due: &Due, stimuli: &Stimuli, people: &mut People, learning: &mut Learning) {
    let notices: Vec<(Id, u32)> = due.of(Set::Sense, Wake::Notice).collect();
    for (who, detail) in notices {
        let (mut senses, body, hands) = people.get_mut(learning.index.entity(who)).expect("every actor has senses");
        if hands.out.is_some() {
            continue;
        }
        let Some(stimulus) = senses.noticed.iter().copied().find(|s| s.detail() == detail) else { continue };
        let offer = if body.is_driving() { None } else { stimuli.here(body.place).find(|(s, _)| **s == stimulus) };
        let Some((_, offer)) = offer else {
            // It was gone, or the person was: next time it may be noticed again.
            senses.noticed.remove(&stimulus);
            continue;
        };
        let mut facts = offer.facts.clone();
        if let Some(substance) = offer.substance
            && senses.handles.contains(&substance)
        {
            let word = learning.lore.names.word(substance).clone();
            facts.push((learning.lore.facts.key(key::LEAK_SUBSTANCE, None), Value::Word(word)));
        }
        let channel: Word = stimulus.kind.sense().into();
        for fact in facts {
            learning.find_out(who, fact, channel.clone(), offer.because, Phase::Before);
        }
    }
}

/// The wake of somebody who came into a place and looks around at the next instant.
pub(crate) fn look_wake(who: Id) -> WakeKey {
    WakeKey { set: Set::Sense, id: who, wake: Wake::Look, detail: 0 }
}
