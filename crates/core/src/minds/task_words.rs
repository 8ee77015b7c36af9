//! What an order asks for, in the words of the record.

use super::belief::FactKey;
use super::condition::Pattern;
use super::deed::{Deed, Spot};
use super::lore::Lore;
use crate::kernel::Id;
use hazdrill_record::{Task, Word};

impl Deed {
    /// What this deed is to do, and where, as the one who orders it says it; its places are resolved.
    pub(crate) fn task(&self, lore: &Lore) -> Task {
        let word = |id: &Id| lore.names.word(*id).clone();
        let place = |spot: &Spot| word(&spot.place());
        let at = |spot: &Spot| vec![place(spot)];
        let fact = |key: FactKey| lore.facts.text(key, &lore.names);
        let asked = |p: &Pattern| fact(FactKey { fact: p.fact, subject: p.subject });
        match self {
            Self::Order { deed, .. } => deed.task(lore),
            Self::Go { to } | Self::Dispatch { to } | Self::Withdraw { to } => {
                Task { to: Some(place(to)), ..Task::default() }
            }
            Self::Measure { facts, at: spot } => {
                Task { at: at(spot), facts: facts.iter().map(asked).collect(), ..Task::default() }
            }
            Self::ShutSource { at: spot }
            | Self::HeadCount { at: spot, .. }
            | Self::Triage { at: spot }
            | Self::Treat { at: spot }
            | Self::Decontaminate { at: spot }
            | Self::Extinguish { at: spot }
            | Self::Absorb { at: spot } => Task { at: at(spot), ..Task::default() },
            Self::Ventilate { at: spot, mode, from } => {
                let mode = Some(Word::from(mode.word()));
                Task { at: at(spot), from: from.as_ref().map(word), mode, ..Task::default() }
            }
            Self::CutPower { at: spot, from } => {
                Task { at: at(spot), from: from.as_ref().map(word), ..Task::default() }
            }
            Self::Cordon { around, radius_m, at: spot } => {
                Task { at: at(spot), around: Some(place(around)), radius_m: Some(*radius_m), ..Task::default() }
            }
            Self::Make { key, at: spot } => Task { at: at(spot), facts: vec![fact(*key)], ..Task::default() },
            Self::Rescue { at: spot, to } => Task { at: at(spot), to: Some(place(to)), ..Task::default() },
            Self::Transport { from, to } => Task { at: at(from), to: Some(word(to)), ..Task::default() },
            Self::Evacuate { area, then, to } => {
                let blocks = [area.place()];
                let at = blocks.iter().chain(then).map(word).collect();
                Task { at, to: to.as_ref().map(word), ..Task::default() }
            }
            Self::Declare { key, .. } | Self::Note { key, .. } => Task { facts: vec![fact(*key)], ..Task::default() },
            // What is told, asked and switched by drill control is ordered of nobody.
            Self::Tell { .. } | Self::Ask { .. } | Self::AllClear | Self::Road { .. } => Task::default(),
        }
    }
}
