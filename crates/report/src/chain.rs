//! The whole chain of causes behind an event, as a story: what says itself in the next line stands in none, and what one
//! person does one thing after another stands in one line.

use crate::say::{duration, list, say};
use crate::story::Story;
use crate::verb;
use hazdrill_model::Lang;
use hazdrill_record::happening::{self, Said};
use hazdrill_record::{Event, Happening};

/// Fewer acts of one person in a row than this are told one by one.
const IN_A_ROW: usize = 4;
/// So many of the acts of a row are named.
const NAMED: usize = 4;

impl<'a> Story<'a> {
    /// The events that led to `event`, from the root to it, each the binding cause of the next.
    pub fn chain(&self, event: &'a Event) -> Vec<&'a Event> {
        let mut chain = vec![event];
        let mut last = event;
        while let Some(cause) = self.binding(last) {
            chain.push(cause);
            last = cause;
        }
        chain.reverse();
        chain
    }

    /// The chain as lines: the clock, the number of the event, the sentence, how long it took since the line before. Of
    /// what one person does in a row only the last, which leads on, has a line of its own.
    pub fn chain_lines(&self, event: &'a Event) -> Vec<String> {
        let chain = self.chain(event);
        let told = (0..chain.len()).filter(|at| !is_echo(chain[*at], chain.get(at + 1).copied()));
        let told: Vec<&Event> = told.map(|at| chain[at]).collect();
        let mut lines = Vec::new();
        let mut before: Option<i64> = None;
        let mut rest = &told[..];
        while let Some(first) = rest.first() {
            let row = rest.iter().take_while(|link| link.actor == first.actor && is_own_act(link)).count();
            let n = if row >= IN_A_ROW { row - 1 } else { 1 };
            let (now, after) = rest.split_at(n);
            lines.push(if n == 1 { self.chain_line(first, before) } else { self.row(now, before) });
            before = now.iter().filter_map(|link| link.t_ms).next_back().or(before);
            rest = after;
        }
        lines
    }

    fn chain_line(&self, link: &Event, before: Option<i64>) -> String {
        let (clock, sentence, seq) = (self.names.clock(link.t_ms), self.sentence(link), link.seq);
        let later = self.later(before, link.t_ms);
        format!("{clock} #{seq} {sentence}{later}")
    }

    /// What one person does, one thing after another.
    fn row(&self, links: &[&Event], before: Option<i64>) -> String {
        let lang = self.names.lang();
        let (first, last) = (links[0], links[links.len() - 1]);
        let (clock, who) = (self.names.clock(first.t_ms), first.actor.as_deref().unwrap_or_default());
        let (who, n, seq, to) = (self.names.actor(who), links.len(), first.seq, last.seq);
        let mut acts = list(lang, links.iter().take(NAMED).map(|link| self.act_in_short(link)));
        if n > NAMED {
            acts += &say!(lang, " 等", " and more");
        }
        let took = first.t_ms.zip(last.t_ms).map_or(0, |(a, b)| b - a);
        let (took, later) = (duration(lang, took), self.later(before, first.t_ms));
        say!(
            lang,
            "{clock} #{seq}-#{to} {who} 一件接一件办了 {n} 件事，用时 {took}：{acts}{later}",
            "{clock} #{seq}-#{to} {who} does {n} things one after another, which takes {took}: {acts}{later}"
        )
    }

    fn later(&self, before: Option<i64>, now: Option<i64>) -> String {
        let lang = self.names.lang();
        match before.zip(now) {
            Some((before, now)) if now - before >= 500 => {
                let time = duration(lang, now - before);
                say!(lang, "（{time}后）", " ({time} later)")
            }
            _ => String::new(),
        }
    }

    /// An act without who does it and what is told.
    fn act_in_short(&self, link: &Event) -> String {
        let lang = self.names.lang();
        match &link.what {
            Happening::Started(act) => self.brief_act(link, &act.procedure, &act.step, &act.verb),
            Happening::Failed(act) => {
                let act = self.brief_act(link, &act.procedure, &act.step, &act.verb);
                say!(lang, "{act}（未成）", "{act} (failed)")
            }
            Happening::Said(Said { to, order, task, asks, .. }) => {
                let to = self.names.actors(to.iter().map(|to| &**to));
                match order.as_deref().map(|order| verb::ordered(self.names, order, task.as_ref())) {
                    Some(order) => say!(lang, "命令{to}：{order}", "orders {to}: {order}"),
                    None if asks.is_empty() => say!(lang, "告知{to}", "tells {to}"),
                    None => say!(lang, "询问{to}", "asks {to}"),
                }
            }
            Happening::Declared(declared) => crate::fact::name(self.names, &declared.fact),
            other => happening::find(other.kind())
                .map_or(other.kind(), |kind| match lang {
                    Lang::Zh => kind.zh,
                    Lang::En => kind.en,
                })
                .to_owned(),
        }
    }
}

/// Whether the next link says what this one says: that somebody begins what they then say or do, that something is done
/// and the next begins, that somebody has listened and so knows it, that a call failed which is tried again.
fn is_echo(link: &Event, next: Option<&Event>) -> bool {
    let Some(next) = next.filter(|next| next.actor == link.actor) else { return false };
    match &link.what {
        Happening::Done(_) => true,
        Happening::Heard(_) => matches!(next.what, Happening::Learned(_)),
        Happening::CallFailed(_) => matches!(next.what, Happening::CallFailed(_) | Happening::Failed(_)),
        Happening::Started(_) => !matches!(next.what, Happening::Done(_) | Happening::Started(_)),
        _ => false,
    }
}

/// Whether a link is something that its actor does, not what befalls them or what they learn.
fn is_own_act(link: &Event) -> bool {
    link.actor.is_some()
        && matches!(
            link.what,
            Happening::Started(_)
                | Happening::Failed(_)
                | Happening::Said(_)
                | Happening::Declared(_)
                | Happening::Measured(_)
                | Happening::HeadCounted(_)
                | Happening::CordonClosed(_)
                | Happening::Made(_)
        )
}
