//! `shut_source`, `ventilate`, `cut_power`: what hands do to the hazard. The hazard takes it at its next grid point.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::Id;
use crate::minds::Doing;
use hazdrill_model::fact::key;
use hazdrill_model::{Value, VentilationMode};
use hazdrill_record::happening::{Absorbed, PowerCut, VentilationSwitched};

/// Closes every leak of a place. One who finds it closed or run out believes so as well.
pub(super) fn shut(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    if !works.controls.shut(at, doing.because) {
        return Outcome::Refused("nothing_to_shut");
    }
    works.switched();
    let key = works.learning.lore.facts.key(key::LEAK_STOPPED, None);
    learn_by_act(works, who, key, Value::Flag(true), "own_act", doing.because);
    Outcome::Done(doing.because)
}

/// Switches the ventilation of a place.
pub(super) fn ventilate(works: &mut Works, who: Id, doing: &Doing, at: Id, mode: VentilationMode) -> Outcome {
    if !works.controls.is_room(at) {
        return Outcome::Refused("no_ventilation");
    }
    let switched = VentilationSwitched { mode: mode.word().into() };
    let event = works.learning.journal.event(switched).by(who).at(at).because(doing.because);
    works.controls.ventilate(at, mode, event);
    works.switched();
    let key = works.learning.lore.facts.key(key::VENTILATION, Some(at));
    learn_by_act(works, who, key, Value::Flag(mode == VentilationMode::Emergency), "own_act", event);
    Outcome::Done(event)
}

/// Begins an attack: it goes on until the fire is out. One who finds no fire covers what lies there with foam.
pub(super) fn extinguish(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    let hose = works.hose(who);
    if hose.is_dry() {
        return Outcome::Refused("no_foam");
    }
    let now = works.now();
    works.controls.open_line(who, at, hose, now, doing.because);
    works.controls.play_on(at, hose.foam_m3_s > 0.0, doing.because);
    works.switched();
    if works.controls.burns(at) {
        return Outcome::Done(doing.because);
    }
    let key = works.learning.lore.facts.key(key::FIRE, Some(at));
    learn_by_act(works, who, key, Value::Flag(false), "own_act", doing.because);
    Outcome::Done(doing.because)
}

/// What one person takes up in one go, kg: 20 kg of absorbent hold about as much; a judgement, unverified.
const ABSORBS_KG: f64 = 20.0;

/// Takes up spilled liquid.
pub(super) fn absorb(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    if works.controls.burns(at) {
        return Outcome::Refused("burns");
    }
    let kg = works.controls.absorb(at, ABSORBS_KG, doing.because);
    works.switched();
    let event = works.learning.journal.event(Absorbed { kg }).by(who).at(at).because(doing.because);
    Outcome::Done(event)
}

/// Cuts the electric power of a place, and of whatever hangs on the same breaker.
pub(super) fn cut_power(works: &mut Works, who: Id, doing: &Doing, at: Id) -> Outcome {
    if !works.controls.is_room(at) {
        return Outcome::Refused("no_power");
    }
    let cut = works.controls.cut_at(at, works.body(who).place);
    let names = &works.learning.lore.names;
    let happened = PowerCut {
        breaker: cut.breaker.map_or_else(|| "".into(), |breaker| names.word(breaker).clone()),
        rooms: cut.rooms.iter().map(|room| names.word(*room).clone()).collect(),
    };
    let event = works.learning.journal.event(happened).by(who).at(at).because(doing.because);
    works.controls.cut_power(&cut, event);
    works.switched();
    for room in cut.rooms {
        let key = works.learning.lore.facts.key(key::POWER_CUT, Some(room));
        learn_by_act(works, who, key, Value::Flag(true), "own_act", event);
    }
    Outcome::Done(event)
}
