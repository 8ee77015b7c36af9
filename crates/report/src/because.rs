//! Why something happened: the binding cause in brackets.

use crate::fact;
use crate::say::say;
use crate::story::Story;
use crate::verb;
use crate::word;
use hazdrill_record::{Event, Happening};

impl<'a> Story<'a> {
    /// The event with this number.
    pub fn event(&self, number: u64) -> Option<&'a Event> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.events.get(index)
    }

    /// The event that bound `event`; none for a root.
    pub(crate) fn binding(&self, event: &Event) -> Option<&'a Event> {
        // A cause lies before its effect; a record that says otherwise must not send us in a circle.
        event.causes.first().filter(|cause| **cause < event.seq).and_then(|cause| self.event(*cause))
    }

    /// The cause that says something. The beginning of the very act, or the departure of an arrival, says nothing; and
    /// where somebody acts because the step before is done, what they know says more.
    fn telling_cause(&self, event: &Event) -> Option<&'a Event> {
        let mut cause = self.binding(event)?;
        let mut knows: &[u64] = &event.causes;
        while is_mechanical(cause, event) {
            knows = &cause.causes;
            cause = self.binding(cause)?;
        }
        let own_step = matches!(cause.what, Happening::Done(_) | Happening::Arrived(_)) && cause.actor == event.actor;
        let known = || knows.iter().filter_map(|cause| self.event(*cause)).find(|cause| is_knowledge(cause, event));
        if own_step { known().or(Some(cause)) } else { Some(cause) }
    }

    /// The cause of an event in brackets; empty for a root.
    pub(crate) fn because(&self, event: &Event) -> String {
        // These sentences say themselves who spoke.
        let says_it = match &event.what {
            Happening::Heard(_) | Happening::Lost(_) | Happening::Misheard(_) => true,
            Happening::Learned(learned) => learned.from.is_some(),
            _ => false,
        };
        if says_it {
            return String::new();
        }
        let Some(cause) = self.telling_cause(event) else { return String::new() };
        let lang = self.names.lang();
        let (clock, clause) = (self.names.clock(cause.t_ms), self.as_cause(cause, event));
        say!(lang, "（因为：{clock} {clause}）", " (because at {clock} {clause})")
    }

    /// An event as the reason for another: what was known and from whom, shortly.
    fn as_cause(&self, cause: &Event, event: &Event) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let same = cause.actor == event.actor;
        if let Some(short) = self.in_short(cause) {
            return short;
        }
        match &cause.what {
            Happening::Learned(learned) => {
                let fact = fact::phrase(names, &learned.fact, learned.value.as_ref());
                match (learned.from.as_deref(), word::sense(lang, &learned.channel)) {
                    (Some(from), _) => {
                        let (from, by) = (names.actor(from), self.by_channel(&learned.channel));
                        say!(lang, "{from}{by}告知 {fact}", "{from} said {by}: {fact}")
                    }
                    (None, Some(sense)) if same => say!(lang, "{sense} {fact}", "{sense}: {fact}"),
                    _ => self.sentence(cause),
                }
            }
            Happening::Heard(heard) if same => {
                let (from, by) = (names.actor(&heard.from), self.by_channel(&heard.channel));
                match heard.order.as_deref().map(|word| verb::ordered(names, word, heard.task.as_ref())) {
                    Some(order) => say!(lang, "{from}{by}命令：{order}", "{from} ordered {by}: {order}"),
                    None => say!(lang, "{from}{by}通报", "{from} spoke to them {by}"),
                }
            }
            Happening::Done(done) if same && &*done.verb != "go" => {
                let act = self.brief_act(cause, &done.procedure, &done.step, &done.verb);
                say!(lang, "已{act}", "done: {act}")
            }
            Happening::Arrived(_) | Happening::Done(_) if same => {
                let place = cause.place.as_deref().map_or_else(String::new, |p| names.place(p));
                say!(lang, "到达{place}", "arrived at {place}")
            }
            // The sentence names them already.
            Happening::CallFailed(_) | Happening::Failed(_) | Happening::HeadCounted(_) | Happening::Measured(_)
                if same =>
            {
                self.with_actor("").sentence(cause).trim_start().to_owned()
            }
            _ => self.sentence(cause),
        }
    }
}

/// Whether `cause` only says again that `event` happened.
fn is_mechanical(cause: &Event, event: &Event) -> bool {
    let same = cause.actor == event.actor;
    match &cause.what {
        Happening::Started(_) => same,
        Happening::Left(_) => matches!(
            event.what,
            Happening::Arrived(_) | Happening::Blocked(_) | Happening::Rescued(_) | Happening::Delivered(_)
        ),
        // Whoever is carried is set down on arrival.
        Happening::Arrived(_) => same && matches!(event.what, Happening::Rescued(_) | Happening::Delivered(_)),
        Happening::Said(_) => same && matches!(event.what, Happening::Dispatched(_) | Happening::Done(_)),
        Happening::CallFailed(_) => same && matches!(event.what, Happening::CallFailed(_) | Happening::Failed(_)),
        _ => false,
    }
}

/// Whether `cause` is something that the one who acts was told or noticed.
fn is_knowledge(cause: &Event, event: &Event) -> bool {
    let Happening::Learned(learned) = &cause.what else { return false };
    cause.seq < event.seq && cause.actor == event.actor && !matches!(&*learned.channel, "own_act" | "")
}
