//! What verbs do to the world and to the mind of the one who does them. One file a family; a verb that is missing here
//! does not compile.

mod casualties;
mod command;
mod crews;
mod heads;
mod measure;
mod scene;
mod source;

pub(super) use casualties::{at_the_door, set_down};

use super::task::{Outcome, Works};
use crate::kernel::Id;
use crate::minds::{Deed, Doing, FactKey, Pattern, Phase};
use hazdrill_model::fact::key;
use hazdrill_model::{Skill, Value};
use hazdrill_record::EventId;

/// What a deed does when the time that it takes is over.
pub(super) fn finish(works: &mut Works, who: Id, doing: &Doing) -> Outcome {
    if let Some(skill) = needed_skill(&doing.deed)
        && !works.body(who).skills.contains(&skill)
    {
        return Outcome::Refused("no_skill");
    }
    match &doing.deed {
        Deed::Measure { facts, at } => measure::measure(works, who, doing, facts, at.place()),
        Deed::ShutSource { at } => source::shut(works, who, doing, at.place()),
        Deed::Ventilate { at, mode, .. } => source::ventilate(works, who, doing, at.place(), *mode),
        Deed::CutPower { at, .. } => source::cut_power(works, who, doing, at.place()),
        Deed::Cordon { around, radius_m, at } => {
            scene::cordon(works, who, doing, around.place(), *radius_m, at.place())
        }
        Deed::HeadCount { at, of } => heads::count(works, who, doing, at.place(), of),
        Deed::Declare { key, value, blocks: None, with } => command::declare(works, who, doing, *key, value, with),
        Deed::Declare { key, value, blocks: Some(blocks), with } => {
            command::declare_for_blocks(works, who, doing, (*key, value, with), *blocks)
        }
        Deed::Make { key, at } => command::make(works, who, doing, *key, at.place()),
        Deed::Evacuate { area, then, to } => command::evacuate(works, who, doing, area.place(), then, *to),
        Deed::Rescue { at, to } => casualties::search(works, who, doing, at.place(), to.place()),
        Deed::Triage { at } => casualties::triage(works, who, doing, at.place()),
        Deed::Treat { at } => casualties::treat(works, who, doing, at.place()),
        Deed::Decontaminate { at } => casualties::decontaminate(works, who, doing, at.place()),
        Deed::Transport { from, to } => casualties::load(works, who, doing, from.place(), *to),
        Deed::Extinguish { at } => source::extinguish(works, who, doing, at.place()),
        Deed::Absorb { at } => source::absorb(works, who, doing, at.place()),
        Deed::AllClear => scene::all_clear(works, who, doing),
        Deed::Note { key, value } => {
            learn_by_act(works, who, *key, value.clone(), "own_act", doing.because);
            Outcome::Done(doing.because)
        }
        Deed::Road { road, open } => scene::switch_road(works, who, doing, *road, *open),
        Deed::Go { .. } | Deed::Dispatch { .. } | Deed::Withdraw { .. } => Outcome::Done(doing.because),
        Deed::Tell { .. } | Deed::Ask { .. } | Deed::Order { .. } => {
            panic!("`{}` ends with its talk, not with its time", doing.deed.word())
        }
    }
}

/// What giving an order does beside the message; gives the event that stands for the order.
pub(super) fn ordered(works: &mut Works, who: Id, deed: &Deed, doing: &Doing, said: EventId) -> EventId {
    match (deed, &doing.deed) {
        (Deed::Dispatch { to }, Deed::Order { crews, .. }) => crews::dispatched(works, who, crews, to.place(), said),
        (Deed::Withdraw { to }, Deed::Order { crews, .. }) => crews::called_back(works, who, crews, to.place(), said),
        _ => said,
    }
}

/// What being where a deed led to means; gives the event that stands for it.
pub(super) fn arrived(works: &mut Works, who: Id, doing: &Doing, because: EventId) -> EventId {
    match doing.deed {
        Deed::Withdraw { .. } => crews::withdrawn(works, who, because),
        _ => because,
    }
}

/// Facts that a report of a deed carries.
pub(super) fn findings(works: &Works, deed: &Deed) -> Vec<Pattern> {
    let row = |fact: &str, subject| Pattern { fact: works.learning.lore.facts.row(fact), subject };
    match deed {
        Deed::Measure { facts, .. } => facts.clone(),
        Deed::ShutSource { .. } => vec![row(key::LEAK_STOPPED, None)],
        Deed::Ventilate { at, .. } => vec![row(key::VENTILATION, Some(at.place()))],
        // One breaker may serve several rooms: all that one knows to be dead.
        Deed::CutPower { .. } => vec![row(key::POWER_CUT, None)],
        Deed::Cordon { .. } => vec![row(key::CORDON, None)],
        Deed::HeadCount { .. } => vec![row(key::HEADCOUNT, None), row(key::PEOPLE_MISSING, None)],
        Deed::Rescue { at, .. } => {
            let place = Some(at.place());
            vec![
                row(key::RESCUED, None),
                row(key::SEARCHED, place),
                row(key::INJURED, place),
                row(key::TRAPPED, place),
                row(key::PERSON_FOUND, None),
            ]
        }
        Deed::Triage { .. } => vec![
            row(key::TRIAGE_RED, None),
            row(key::TRIAGE_YELLOW, None),
            row(key::TRIAGE_GREEN, None),
            row(key::TRIAGE_BLACK, None),
            row(key::PERSON_FOUND, None),
        ],
        Deed::Transport { .. } => vec![row(key::DELIVERED, None), row(key::PERSON_FOUND, None)],
        Deed::Extinguish { at } => vec![row(key::FIRE, Some(at.place())), row(key::FIRE_SIZE, Some(at.place()))],
        Deed::Make { key, .. } => vec![Pattern { fact: key.fact, subject: key.subject }],
        // One order may be for several blocks: all that one knows to be told.
        Deed::Evacuate { .. } => vec![row(key::EVACUATED, None)],
        _ => Vec::new(),
    }
}

fn needed_skill(deed: &Deed) -> Option<Skill> {
    match deed {
        Deed::Measure { .. } => Some(Skill::Measure),
        Deed::ShutSource { .. } => Some(Skill::ShutOff),
        Deed::CutPower { .. } => Some(Skill::CutPower),
        Deed::Cordon { .. } => Some(Skill::Cordon),
        Deed::Rescue { .. } => Some(Skill::Rescue),
        Deed::Triage { .. } | Deed::Treat { .. } => Some(Skill::Medical),
        Deed::Decontaminate { .. } => Some(Skill::Decontaminate),
        Deed::Extinguish { .. } => Some(Skill::Foam),
        Deed::Absorb { .. } => Some(Skill::Absorb),
        _ => None,
    }
}

/// What one has done or read oneself, one believes.
fn learn_by_act(works: &mut Works, who: Id, key: FactKey, value: Value, channel: &str, because: EventId) {
    works.learning.find_out(who, (key, value), channel, because, Phase::After);
}
