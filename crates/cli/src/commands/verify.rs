//! `hazdrill replay --verify`: runs a record again from its header and its orders, and compares every byte.

use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::lang::{pick, say};
use crate::record_file::{self, is_broken_chain, problem, scenario_of, unreadable};
use crate::rerun::Identity;
use hazdrill_core::{Drill, Save};
use hazdrill_model::{Checked, Lang, check};
use hazdrill_record::{Closing, EndReason, Event, Happening, Record};
use hazdrill_units::SimTime;
use std::path::Path;

/// Characters of a line that are shown on either side of a difference.
const AROUND: usize = 60;

/// Verifies the record at `path`; with `resume_every`, the re-run is saved and restored at every such event.
pub(crate) fn run(console: &mut Console, path: &Path, resume_every: Option<u64>) -> Result<Outcome, Failure> {
    let lang = console.lang;
    let path = &*record_file::named(path);
    let text = files::read(lang, path)?;
    let record = match hazdrill_record::read(&text) {
        Ok(record) => record,
        Err(error) if is_broken_chain(&error.problem) => {
            let (line, what) = (error.line, problem(lang, &error.problem));
            console.line(&say!(lang, "不一致：第 {line} 行：{what}", "Not the same: line {line}: {what}"))?;
            return Ok(Outcome::Disappointed);
        }
        Err(error) => return Err(Failure::Input(unreadable(lang, path, &error))),
    };
    let (checked, seed, overrides) = identity(lang, path, &record)?;
    let drill = Identity { checked: &checked, seed, overrides: &overrides };
    let end = record.closing.map_or_else(|| last_ms(&record.events), |closing| closing.t_ms);
    let again = rerun(lang, &checked, seed, &record.events, SimTime::from_ms(end), resume_every)?;
    let closing = closing(&record, &again);
    let mut written = Vec::new();
    drill.write(&again.events, closing, &mut written).expect("memory takes what is written to it");
    let written = String::from_utf8(written).expect("a record is text");
    tell(console, &record, &text, &written)
}

/// What the header says that the drill was.
fn identity(lang: Lang, path: &Path, record: &Record) -> Result<(Checked, u64, serde_json::Value), Failure> {
    let path = path.display();
    let Some(header) = &record.header else {
        return Err(Failure::Input(say!(
            lang,
            "错误：{path} 没有首行，无法重演；手工记录只能打分",
            "error: {path} has no header and cannot be run again; a record typed by hand can only be scored",
        )));
    };
    let checked = scenario_of(&header.scenario).and_then(|scenario| check(scenario).0);
    let Some(checked) = checked else {
        let engine = &header.engine;
        return Err(Failure::Input(say!(
            lang,
            "错误：{path} 里的场景本版本读不了（记录由 {engine} 版写成）",
            "error: this version cannot read the scenario in {path} (written by version {engine})",
        )));
    };
    Ok((checked, header.seed, header.overrides.clone()))
}

fn last_ms(events: &[Event]) -> i64 {
    events.iter().rev().find_map(|event| event.t_ms).unwrap_or(0)
}

/// Puts the orders of the seats, which are events of the record, into a new drill.
fn give_orders(lang: Lang, drill: &mut Drill, events: &[Event]) -> Result<(), Failure> {
    for event in events {
        let Happening::Order(order) = &event.what else { continue };
        let (seat, t) = (event.actor.as_deref().unwrap_or(""), SimTime::from_ms(event.t_ms.unwrap_or(0)));
        drill.replay_order(t, seat, &order.order).map_err(|e| {
            let n = event.seq;
            Failure::Input(say!(
                lang,
                "错误：第 {n} 号事件的指令无法再下达：{e}",
                "error: the order of event {n} cannot be given again: {e}",
            ))
        })?;
    }
    Ok(())
}

/// What the second run came to.
struct Again {
    events: Vec<Event>,
    /// Why and when it ended; none where it was still going.
    ended: Option<(EndReason, SimTime)>,
}

fn rerun(
    lang: Lang,
    checked: &Checked,
    seed: u64,
    recorded: &[Event],
    end: SimTime,
    resume_every: Option<u64>,
) -> Result<Again, Failure> {
    let mut drill = Drill::new(checked, seed);
    give_orders(lang, &mut drill, recorded)?;
    let mut events: Vec<Event> = Vec::new();
    let Some(every) = resume_every else {
        drill.run_until(end);
        collect(&mut events, &drill);
        return Ok(Again { events, ended: drill.ended().map(|reason| (reason, drill.now())) });
    };
    let mut next = every;
    loop {
        let stepped = drill.step();
        collect(&mut events, &drill);
        if stepped.is_none() || drill.now() > end {
            break;
        }
        if events.len() as u64 >= next {
            next = (events.len() as u64 / every + 1) * every;
            let saved = drill.save().to_bytes();
            drop(drill);
            drill = Save::from_bytes(&saved).and_then(|save| Drill::restore(checked, &save)).map_err(|e| {
                Failure::Input(say!(lang, "错误：存盘后无法恢复：{e}", "error: a saved drill cannot be restored: {e}"))
            })?;
        }
    }
    // A step has no upper end: what lies behind the end of the record is not part of it.
    events.retain(|event| event.t_ms.is_none_or(|t| t <= end.ms()));
    let ended = drill.ended().map(|reason| (reason, drill.now())).filter(|(_, at)| *at <= end);
    Ok(Again { events, ended })
}

/// Takes over what is new; a restored drill may hold only what came after its save.
fn collect(events: &mut Vec<Event>, drill: &Drill) {
    let have = events.len() as u64;
    let new = drill.events().partition_point(|event| event.seq <= have);
    events.extend_from_slice(&drill.events()[new..]);
}

/// The closing line of the second run. Where it was still going when the record stops, the record's own ending stands:
/// nobody can repeat the moment of a Ctrl-C but by its clock.
fn closing(record: &Record, again: &Again) -> Closing {
    let events = again.events.len() as u64;
    match (again.ended, record.closing) {
        (Some((end, at)), _) => Closing { end, t_ms: at.ms(), events },
        (None, Some(closing)) if matches!(closing.end, EndReason::Limit | EndReason::Interrupted) => {
            Closing { events, ..closing }
        }
        (None, _) => Closing { end: EndReason::Limit, t_ms: last_ms(&again.events), events },
    }
}

fn tell(console: &mut Console, record: &Record, recorded: &str, again: &str) -> Result<Outcome, Failure> {
    let lang = console.lang;
    let engine = hazdrill_core::VERSION;
    let Some(difference) = first_difference(recorded, again) else {
        let (n, hash) = (record.events.len(), record.hash.as_deref().unwrap_or(""));
        console.line(&say!(
            lang,
            "一致：重演逐字节相同，{n} 个事件，哈希链完整，末尾哈希 {hash}",
            "The same: the re-run is identical to the byte, {n} events, the hash chain is whole, closing hash {hash}",
        ))?;
        return Ok(Outcome::Done);
    };
    let Difference { line, recorded, again } = difference;
    console.line(&say!(lang, "不一致：从第 {line} 行起不同", "Not the same from line {line} on"))?;
    let none = pick(lang, "（没有这一行，到此为止）", "(no such line: it ends here)");
    let recorded = recorded.as_deref().unwrap_or(none);
    let again = again.as_deref().unwrap_or(none);
    console.line(&say!(lang, "  记录：{recorded}", "  recorded: {recorded}"))?;
    console.line(&say!(lang, "  重演：{again}", "  re-run:   {again}"))?;
    if let Some(header) = record.header.as_ref().filter(|header| header.engine != engine) {
        let by = &header.engine;
        console.line(&say!(
            lang,
            "  记录由 {by} 版写成，本版本是 {engine}：不同版本不保证一致",
            "  It was written by version {by}, this is {engine}: other versions may differ",
        ))?;
    }
    Ok(Outcome::Disappointed)
}

/// The first line that differs, cut around the first letter that does.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    line: usize,
    recorded: Option<String>,
    again: Option<String>,
}

fn first_difference(recorded: &str, again: &str) -> Option<Difference> {
    if recorded == again {
        return None;
    }
    let (mut ours, mut theirs) = (recorded.split('\n'), again.split('\n'));
    let mut line = 0;
    loop {
        line += 1;
        match (ours.next(), theirs.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => {
                let same = a.unwrap_or("").chars().zip(b.unwrap_or("").chars()).take_while(|(a, b)| a == b).count();
                let cut = |text: &str| excerpt(text, same);
                // After the last end of a line stands nothing, which is no line.
                let shown = |line: Option<&str>| line.filter(|line| !line.is_empty()).map(cut);
                return Some(Difference { line, recorded: shown(a), again: shown(b) });
            }
        }
    }
}

fn excerpt(text: &str, at: usize) -> String {
    let from = at.saturating_sub(AROUND);
    let mut shown: String = text.chars().skip(from).take(2 * AROUND).collect();
    if from > 0 {
        shown.insert_str(0, "... ");
    }
    if text.chars().count() > from + 2 * AROUND {
        shown.push_str(" ...");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_found_and_cut_out() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        let long = format!("{}X{}", "a".repeat(200), "b".repeat(200));
        let found =
            first_difference(&format!("same\n{long}\n"), &format!("same\n{}\n", long.replace('X', "Y"))).unwrap();
        assert_eq!(found.line, 2);
        assert!(found.recorded.unwrap().contains('X') && found.again.unwrap().contains('Y'));
        let shorter = first_difference("a\nb\n", "a\n").unwrap();
        assert_eq!((shorter.line, shorter.recorded.as_deref(), shorter.again.as_deref()), (2, Some("b"), None));
    }
}
