//! The critical path: what had to happen, one after the other.

use hazdrill_record::{Event, EventId};
use std::collections::BTreeMap;

/// The chain of binding causes that ends with `from_event`: the root first, `from_event` last.
///
/// Empty where there is no such event. A chain that names an event which is not there, or a cause that does not come
/// before its effect, ends at that point.
pub fn critical_path(events: &[Event], from_event: EventId) -> Vec<EventId> {
    let is_numbered = events.iter().zip(1..).all(|(event, n)| event.seq == n);
    let by_number: BTreeMap<EventId, usize> =
        if is_numbered { BTreeMap::new() } else { events.iter().enumerate().map(|(at, e)| (e.seq, at)).collect() };
    let find = |id: EventId| {
        let at = if is_numbered { usize::try_from(id.checked_sub(1)?).ok()? } else { *by_number.get(&id)? };
        events.get(at)
    };
    let mut path = Vec::new();
    let mut next = find(from_event);
    while let Some(event) = next {
        path.push(event.seq);
        next = event.causes.first().filter(|cause| **cause < event.seq).and_then(|cause| find(*cause));
    }
    path.reverse();
    path
}
