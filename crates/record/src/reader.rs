//! Reads a record and checks its chain.

use crate::event::Event;
use crate::line::{EMPTY_HASH, EndReason, chain_hash, split_hash};
use crate::writer::{Closing, SCHEMA};
use serde::Deserialize;

/// A record as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The header; none in a record typed by hand.
    pub header: Option<RecordHeader>,
    /// The events in the order of the file.
    pub events: Vec<Event>,
    /// The closing line; none where the record breaks off.
    pub closing: Option<Closing>,
    /// The closing hash of a record whose chain is whole; none where a line carries no hash ("unchained").
    pub hash: Option<String>,
}

/// The header of a record.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RecordHeader {
    /// `hazdrill/record/1`.
    pub schema: String,
    /// Version of the engine that ran it.
    pub engine: String,
    /// The seed.
    pub seed: u64,
    /// What was overridden.
    pub overrides: serde_json::Value,
    /// The scenario as it ran.
    pub scenario: serde_json::Value,
}

/// Why a record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: ReadProblem,
}

/// What can be wrong with a line of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// There is nothing in it.
    Empty,
    /// The line is no JSON, or not what it should be: with the words of the JSON reader.
    Malformed(String),
    /// The line stops in its middle: the file was cut off, as by a full disk or a broken copy.
    CutOff,
    /// A schema that this version does not know.
    UnknownSchema(String),
    /// The hash does not follow from the line and the hash before it.
    WrongHash,
    /// Some lines carry a hash and this one does not.
    MissingHash,
    /// Events are not numbered from 1 without gaps.
    WrongNumber {
        /// The number that was expected.
        expected: u64,
        /// The number that stands there.
        found: u64,
    },
    /// An event names a cause that does not come before it.
    WrongCause(u64),
    /// Something stands after the closing line.
    AfterTheEnd,
    /// The closing line counts another number of events.
    WrongCount {
        /// The number in the closing line.
        said: u64,
        /// The number of events read.
        found: u64,
    },
    /// Time runs backwards.
    TimeRunsBack,
}

#[derive(Deserialize)]
struct EndLine {
    end: EndReason,
    t_ms: i64,
    events: u64,
}

/// Reads the text of a record and checks all that can be checked without running it again.
pub fn read(text: &str) -> Result<Record, ReadError> {
    let mut record = Record { header: None, events: Vec::new(), closing: None, hash: None };
    let mut previous = EMPTY_HASH.to_owned();
    let mut last_ms = i64::MIN;
    let mut chained = None;
    for (index, line) in text.lines().enumerate() {
        let line_number = index + 1;
        let fail = |problem| ReadError { line: line_number, problem };
        if line.trim().is_empty() {
            continue;
        }
        if record.closing.is_some() {
            return Err(fail(ReadProblem::AfterTheEnd));
        }
        let has_hash = check_hash(line, &mut previous).map_err(fail)?;
        if !has_hash && is_cut_off(line) {
            return Err(fail(ReadProblem::CutOff));
        }
        if *chained.get_or_insert(has_hash) != has_hash {
            return Err(fail(ReadProblem::MissingHash));
        }
        let malformed = |e: serde_json::Error| fail(ReadProblem::Malformed(e.to_string()));
        let value: serde_json::Value = serde_json::from_str(line).map_err(malformed)?;
        if value.get("schema").is_some() {
            let header: RecordHeader = serde_json::from_value(value).map_err(malformed)?;
            if header.schema != SCHEMA {
                return Err(fail(ReadProblem::UnknownSchema(header.schema)));
            }
            if record.header.is_some() || !record.events.is_empty() {
                return Err(fail(ReadProblem::Malformed("a header stands first, and once".to_owned())));
            }
            record.header = Some(header);
        } else if value.get("end").is_some() {
            let EndLine { end, t_ms, events } = serde_json::from_value(value).map_err(malformed)?;
            let found = record.events.len() as u64;
            if events != found {
                return Err(fail(ReadProblem::WrongCount { said: events, found }));
            }
            record.closing = Some(Closing { end, t_ms, events });
        } else {
            let event: Event = serde_json::from_value(value).map_err(malformed)?;
            check_event(&event, record.events.len() as u64 + 1, &mut last_ms).map_err(fail)?;
            record.events.push(event);
        }
    }
    if record.header.is_none() && record.events.is_empty() {
        return Err(ReadError { line: 1, problem: ReadProblem::Empty });
    }
    record.hash = (chained == Some(true)).then_some(previous);
    Ok(record)
}

/// Whether the line begins as an object and stops before its end.
fn is_cut_off(line: &str) -> bool {
    line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_err_and(|e| e.is_eof())
}

fn check_hash(line: &str, previous: &mut String) -> Result<bool, ReadProblem> {
    let Some((body, hash)) = split_hash(line) else { return Ok(false) };
    if chain_hash(previous, &body) != hash {
        return Err(ReadProblem::WrongHash);
    }
    hash.clone_into(previous);
    Ok(true)
}

fn check_event(event: &Event, expected: u64, last_ms: &mut i64) -> Result<(), ReadProblem> {
    if event.seq != expected {
        return Err(ReadProblem::WrongNumber { expected, found: event.seq });
    }
    if let Some(cause) = event.causes.iter().find(|c| **c >= event.seq || **c == 0) {
        return Err(ReadProblem::WrongCause(*cause));
    }
    if let Some(t) = event.t_ms {
        if t < *last_ms {
            return Err(ReadProblem::TimeRunsBack);
        }
        *last_ms = t;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Causes;
    use crate::happening::LeakStarted;
    use crate::writer::{Header, Writer};

    fn written() -> String {
        let header = Header { engine: "0", seed: 7, overrides: serde_json::json!({}), scenario: serde_json::json!({}) };
        let mut writer = Writer::begin(Vec::new(), &header).unwrap();
        let what = LeakStarted { release: "r".into(), vessel: "v".into(), substance: "s".into() }.into();
        let event =
            Event { seq: 1, t_ms: Some(0), actor: None, place: Some("lab".into()), what, causes: Causes::new() };
        writer.event(&event).unwrap();
        let (_, bytes) = writer.finish(Closing { end: EndReason::Limit, t_ms: 5, events: 1 }).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_is_written_reads_back() {
        let record = read(&written()).unwrap();
        assert_eq!(record.events.len(), 1);
        assert_eq!(record.events[0].kind(), "leak_started");
        assert!(record.hash.is_some() && record.closing.is_some());
    }

    #[test]
    fn a_changed_letter_breaks_the_chain() {
        let text = written().replace("\"lab\"", "\"lag\"");
        assert_eq!(read(&text), Err(ReadError { line: 2, problem: ReadProblem::WrongHash }));
    }

    #[test]
    fn a_file_that_was_cut_off_is_told_from_a_changed_one() {
        let text = written();
        let second = text.lines().take(1).map(|line| line.len() + 1).sum::<usize>();
        let problem = |length: usize| read(&text[..length]).map_err(|error| (error.line, error.problem));
        assert_eq!(problem(20), Err((1, ReadProblem::CutOff)));
        assert_eq!(problem(second + 30), Err((2, ReadProblem::CutOff)));
    }

    #[test]
    fn a_record_typed_by_hand_is_unchained() {
        let text = "{\"seq\":1,\"t_ms\":null,\"kind\":\"leak_started\",\"actor\":null}\n{\"seq\":2,\"t_ms\":60000,\"kind\":\"all_clear\",\"actor\":\"fire/chief\"}\n";
        let record = read(text).unwrap();
        assert_eq!((record.events.len(), record.hash, record.header), (2, None, None));
    }

    #[test]
    fn hostile_lines_are_told_with_their_number() {
        for (text, line) in [
            ("", 1),
            ("{", 1),
            ("{\"seq\":2,\"t_ms\":0,\"kind\":\"all_clear\",\"actor\":null}", 1),
            ("{\"schema\":\"x\"}", 1),
        ] {
            assert_eq!(read(text).unwrap_err().line, line, "{text}");
        }
    }
}
