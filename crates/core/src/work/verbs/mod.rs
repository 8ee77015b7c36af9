//! What verbs do to the world and to the mind of the one who does them. One file a family; a verb that is missing here
//! does not compile.

mod crews;
mod heads;
mod measure;
mod scene;
mod source;

use super::task::{Outcome, Works};
use crate::kernel::Id;
use crate::minds::{Channelled, Deed, Doing, FactKey, News, Pattern, Phase};
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
        _ => said,
    }
}

/// Facts that a report of a deed carries.
pub(super) fn findings(works: &Works, deed: &Deed) -> Vec<Pattern> {
    let row = |fact: &str, subject| Pattern { fact: works.learning.facts.row(fact), subject };
    match deed {
        Deed::Measure { facts, .. } => facts.clone(),
        Deed::ShutSource { .. } => vec![row(key::LEAK_STOPPED, None)],
        Deed::Ventilate { at, .. } => vec![row(key::VENTILATION, Some(at.place()))],
        Deed::CutPower { at, .. } => vec![row(key::POWER_CUT, Some(at.place()))],
        Deed::Cordon { .. } => vec![row(key::CORDON, None)],
        Deed::HeadCount { .. } => vec![row(key::HEADCOUNT, None), row(key::PEOPLE_MISSING, None)],
        _ => Vec::new(),
    }
}

fn needed_skill(deed: &Deed) -> Option<Skill> {
    match deed {
        Deed::Measure { .. } => Some(Skill::Measure),
        Deed::ShutSource { .. } => Some(Skill::ShutOff),
        Deed::CutPower { .. } => Some(Skill::CutPower),
        Deed::Cordon { .. } => Some(Skill::Cordon),
        _ => None,
    }
}

/// What one has done or read oneself, one believes.
fn learn_by_act(works: &mut Works, who: Id, key: FactKey, value: Value, channel: &str, because: EventId) {
    let news = News { key, value, as_of: works.now(), origin: who, hops: 0 };
    works.learning.learn(who, news, Channelled { from: None, channel: channel.into() }, because, Phase::After);
}
