//! Health: what has happened to a body, and how it goes on.

use crate::kernel::{Id, Set, Wake, WakeKey};
use bevy_ecs::prelude::*;
use hazdrill_physics::survival::Rpm;
use hazdrill_record::{EventId, Word};
use hazdrill_units::SimTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How badly somebody is hurt: the worst so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Harm {
    /// Not at all.
    #[default]
    None,
    /// Slightly: walks, and does not get worse.
    Slight,
    /// Seriously: gets worse until treated.
    Serious,
    /// Dead.
    Dead,
}

impl Harm {
    /// The word of the record.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Slight => "slight",
            Self::Serious => "serious",
            Self::Dead => "dead",
        }
    }
}

/// The tag of triage, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Colour {
    /// Immediate.
    Red,
    /// Delayed.
    Yellow,
    /// Minor.
    Green,
    /// Deceased.
    Black,
}

impl Colour {
    /// The word of the record.
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Black => "black",
        }
    }
}

/// The health of a person. Of a crew: of its worst member who is still with it, with those who are hurt.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// The worst so far.
    pub harm: Harm,
    /// By what.
    pub by: Word,
    /// RPM score at the injury, 12 well to 0 dead.
    pub rpm: f64,
    /// The chance to die of it in the best care, where the injury has a law of its own; none: the RPM score decides.
    pub dies: Option<f64>,
    /// When that was.
    pub since: Option<SimTime>,
    /// When the person became stable under treatment.
    pub stable: Option<SimTime>,
    /// Unconscious, or unable to walk.
    pub lies: bool,
    /// Wetted, or long in the vapour.
    pub contaminated: bool,
    /// Tag of triage.
    pub tag: Option<Colour>,
    /// Has reached a hospital.
    pub in_hospital: bool,
    /// Level of the vapour in the body as a volume fraction, and when it was that.
    pub numb: (f64, SimTime),
    /// Thermal dose, (W/m²)^(4/3) s.
    pub heat: f64,
    /// Share of a disabling dose of smoke.
    pub smoke: f64,
    /// How often something has tried to hurt: the count of the draws.
    pub blows: u32,
    /// Members of a crew who are hurt, by their number from 1. The badly hurt and the dead have parted from it.
    pub members: BTreeMap<u32, Harm>,
    /// The event of the injury.
    pub because: Option<EventId>,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            harm: Harm::None,
            by: Word::from(""),
            rpm: Rpm::NORMAL.value(),
            dies: None,
            since: None,
            stable: None,
            lies: false,
            contaminated: false,
            tag: None,
            in_hospital: false,
            numb: (0.0, SimTime::ZERO),
            heat: 0.0,
            smoke: 0.0,
            blows: 0,
            members: BTreeMap::new(),
            because: None,
        }
    }
}

impl Health {
    /// The RPM score now: it falls until treatment.
    pub fn rpm_at(&self, now: SimTime) -> f64 {
        let Some(since) = self.since else { return self.rpm };
        if self.harm != Harm::Serious {
            return self.rpm;
        }
        let until = self.stable.map_or(now, |t| t.min(now));
        Rpm::new(self.rpm).map_or(0.0, |rpm| rpm.untreated(until.since(since)).value())
    }

    /// The chance to survive what a hospital takes over now: one draw of it decides on the injury.
    ///
    /// By the RPM score, or by the injury's own law in the measure in which the score has fallen since: a burn of which
    /// one in ten dies, and whose score lost a third of its own survival on the way, is survived by 0.9 · 2/3. That product
    /// is a judgement.
    pub fn survival(&self, now: SimTime) -> f64 {
        let by_score = |rpm| Rpm::new(rpm).map_or(0.0, Rpm::survival);
        let (then, now) = (by_score(self.rpm), by_score(self.rpm_at(now)));
        match self.dies {
            Some(dies) if then > 0.0 => (1.0 - dies) * now / then,
            _ => now,
        }
    }

    /// Whether somebody must bring this person out.
    pub fn needs_carrying(&self) -> bool {
        !self.in_hospital && (self.lies || self.harm == Harm::Dead)
    }

    /// Whether this is a casualty for triage and transport.
    pub fn is_casualty(&self) -> bool {
        self.harm != Harm::None && !self.in_hospital
    }

    /// The colour that triage gives (START): walking, minor; no breath, deceased; below 10, immediate; else delayed.
    ///
    /// START asks for breath, pulse and response; the RPM score is made of the same three, 0 to 4 each. A score of 8
    /// and less has lost a third of it somewhere: immediate. That step is a judgement.
    pub fn colour(&self, now: SimTime) -> Colour {
        match self.harm {
            Harm::Dead => Colour::Black,
            Harm::None | Harm::Slight => Colour::Green,
            Harm::Serious if self.rpm_at(now) <= 8.0 => Colour::Red,
            Harm::Serious => Colour::Yellow,
        }
    }
}

/// The wake of a casualty who gets worse.
pub(crate) fn worsen_wake(who: Id) -> WakeKey {
    WakeKey { set: Set::Health, id: who, wake: Wake::Worsen, detail: 0 }
}
