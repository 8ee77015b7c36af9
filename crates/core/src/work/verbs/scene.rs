//! `cordon`, `all_clear`, and roads that an inject opens and closes.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::Id;
use crate::minds::Doing;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::happening::{AllClear, CordonClosed};

/// Closes a cordon around a place.
pub(super) fn cordon(works: &mut Works, who: Id, doing: &Doing, around: Id, radius_m: f64, at: Id) -> Outcome {
    let closed = CordonClosed { around: works.learning.lore.names.word(around).clone(), radius_m };
    let event = works.learning.journal.event(closed).by(who).at(at).because(doing.because);
    works.bystanders.close(works.controls.site(), around, radius_m, event, &mut works.learning.journal);
    let key = works.learning.lore.facts.key(key::CORDON, None);
    learn_by_act(works, who, key, Value::Flag(true), "own_act", event);
    Outcome::Done(event)
}

/// Declares the incident over, which ends the drill.
pub(super) fn all_clear(works: &mut Works, who: Id, doing: &Doing) -> Outcome {
    let here = works.body(who).place;
    let event = works.learning.journal.event(AllClear {}).by(who).at(here).because(doing.because);
    let key = works.learning.lore.facts.key(key::ALL_CLEAR, None);
    learn_by_act(works, who, key, Value::Flag(true), "own_act", event);
    works.clear(event);
    Outcome::Done(event)
}

/// Roads are opened and closed by drill control alone.
pub(super) fn switch_road(_works: &mut Works, _who: Id, _doing: &Doing, _road: Id, _open: bool) -> Outcome {
    Outcome::Refused("only_drill_control")
}
