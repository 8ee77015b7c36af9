//! `head_count`: the people at a place against a list. The only origin of `people.missing`.

use super::super::task::{Outcome, Works};
use super::learn_by_act;
use crate::kernel::Id;
use crate::minds::Doing;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::EventId;
use hazdrill_record::happening::HeadCounted;

/// Counts who of the list is here.
pub(super) fn count(works: &mut Works, who: Id, doing: &Doing, at: Id, list: &[Id]) -> Outcome {
    let is_here = |id: &Id| works.body(*id).is_at(at) && works.body(*id).journey.is_none();
    // Whoever was found elsewhere is accounted for once the counter has been told: two lists meet by a message.
    let heard_of = |id: &Id| {
        let found = works.learning.lore.facts.key(key::PERSON_FOUND, Some(*id));
        works.learning.mind(who).belief(found).is_some()
    };
    let missing: Vec<Id> = list.iter().copied().filter(|id| !is_here(id) && !heard_of(id)).collect();
    let listed = list.len() as u32;
    let counted = listed - missing.len() as u32;
    // Whoever came last held the count up, if the counter was there before.
    let last_arrival: Option<EventId> =
        list.iter().filter(|id| is_here(id)).filter_map(|id| works.body(*id).because).max();
    let words = missing.iter().map(|id| works.learning.lore.names.word(*id).clone()).collect();
    let event = HeadCounted { listed, counted, missing: words };
    let mut why = vec![doing.because];
    why.extend(last_arrival.filter(|e| *e != doing.because));
    let event = works.learning.journal.event(event).by(who).at(at).because_all(&why);
    let numbers = [(key::PEOPLE_INSIDE, listed), (key::HEADCOUNT, counted), (key::PEOPLE_MISSING, listed - counted)];
    for (fact, n) in numbers {
        let key = works.learning.lore.facts.key(fact, None);
        learn_by_act(works, who, key, Value::Number(f64::from(n)), "count", event);
    }
    Outcome::Done(event)
}
