//! What an order asks for, as the one who is ordered hears it: `在溶剂库出泡沫灭火`, `lead the people of Block B to School`.

use super::clause::of_order;
use super::order_name;
use crate::names::Names;
use hazdrill_model::{FactRef, Id, VentilationMode, Verb, Where};
use hazdrill_record::{Task, Word};
use hazdrill_units::Metres;

/// The order `verb` with its `task`; the name of the verb where the record does not say what is ordered.
pub fn ordered(names: &Names<'_>, verb: &str, task: Option<&Task>) -> String {
    let whole = task.and_then(|task| Some((verb_of(verb, task)?, task)));
    whole.map_or_else(|| order_name(names.lang(), verb), |(verb, task)| of_order(names, &verb, &task.at))
}

/// The verb of a scenario that says the same; none where a part that it needs is missing.
fn verb_of(verb: &str, task: &Task) -> Option<Verb> {
    let id = |word: &Word| Id::new(word);
    let place = |word: Option<&Word>| word.and_then(id).map(Where::Place);
    let at = || place(task.at.first());
    let to = || place(task.to.as_ref());
    let fact = || task.facts.first().and_then(|fact| FactRef::new(fact));
    let (crews, work, from) = (Vec::new(), None, task.from.as_ref().and_then(id));
    Some(match verb {
        "go" => Verb::Go { to: to()? },
        "measure" => Verb::Measure { facts: fact().into_iter().collect(), at: at()?, crews, work },
        "shut_source" => Verb::ShutSource { at: at()?, crews, work },
        "ventilate" => {
            use VentilationMode::{Emergency, Normal, Off};
            let mode = [Off, Normal, Emergency].into_iter().find(|mode| Some(mode.word()) == task.mode.as_deref())?;
            Verb::Ventilate { at: at()?, mode, from, crews, work }
        }
        "cut_power" => Verb::CutPower { at: at()?, from, crews, work },
        "cordon" => {
            let (around, radius) = (place(task.around.as_ref())?, Metres::new(task.radius_m?));
            Verb::Cordon { around, radius, at: at()?, crews, work }
        }
        "dispatch" => Verb::Dispatch { to: to()?, crews, facts: Vec::new(), by: Vec::new() },
        "withdraw" => Verb::Withdraw { to: to()?, crews },
        "head_count" => Verb::HeadCount { at: at()?, of: Vec::new() },
        "make" => Verb::Make { fact: fact()?, at: at()?, crews, work },
        "rescue" => Verb::Rescue { at: at()?, to: to()?, crews, work },
        "triage" => Verb::Triage { at: at()?, crews, work },
        "treat" => Verb::Treat { at: at()?, crews, work },
        "decontaminate" => Verb::Decontaminate { at: at()?, crews, work },
        "transport" => Verb::Transport { from: at()?, to: task.to.as_ref().and_then(id)?, crews, work },
        "extinguish" => Verb::Extinguish { at: at()?, crews, work },
        "absorb" => Verb::Absorb { at: at()?, crews, work },
        "evacuate" => Verb::Evacuate { area: at()?, to: task.to.as_ref().and_then(id), crews, work },
        _ => return None,
    })
}
