//! Timelines of real drills and incidents, typed as CSV, read as records and evaluated to the same object.
//!
//! Columns: `seq, offset_s, clock, from, to, channel, kind, what, what_zh, certainty, from_zh, to_zh`, in any order; `seq`,
//! `offset_s` and `kind` have to be there. Roles are told apart by `from` and `to`; those in Chinese are for texts. Rows
//! stand in the order in which things happened. **An empty `offset_s` means that it happened and nobody knows the
//! minute.**
//!
//! Which kinds of rows give a stamp or a stage stands in the tables of `stamps.rs` and `stages.rs`
//! ([`Metric::rows`](crate::Metric::rows)). A stamp is the first row of its kind with a minute; without one the first
//! row, its minute unknown. Each stamp's `event` is the `seq` of its row.

mod csv;
mod problem;

pub use problem::{Fault, Problem};

use crate::casualties::Casualties;
use crate::evaluation::{Evaluation, Note, SCHEMA};
use crate::findings::Findings;
use crate::handoffs::HandoffTotals;
use crate::moment::{First, Moment, Scope, Stamp, Stamps};
use crate::stamps::{Read, STAMPS, StampDef};
use crate::{intervals, score, stages};
use hazdrill_model::{Lang, limits};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of rows.
pub const KINDS: &[&str] = &[
    "release",
    "observe",
    "alarm_call",
    "dispatch",
    "arrival",
    "size_up",
    "identify",
    "cordon",
    "order",
    "plan",
    "request",
    "report",
    "command",
    "relocate",
    "withdraw",
    "evacuate",
    "shelter",
    "rescue",
    "injury",
    "headcount",
    "medical",
    "decon",
    "control",
    "extinguish",
    "monitor",
    "public",
    "explosion",
    "resource",
    "overload",
    "all_clear",
    "other",
];

/// The organisation of a row that names none.
const UNNAMED: &str = "unknown";

/// A timeline as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRecord {
    /// Its name, for the field `scenario`.
    pub name: String,
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

/// A row of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub seq: u64,
    /// Milliseconds after the first row; `None`: nobody knows.
    pub t_ms: Option<i64>,
    /// Local time, as it was typed.
    pub clock: String,
    /// Sender, a role.
    pub from: String,
    /// Receiver, a role.
    pub to: String,
    /// The sender in Chinese; empty where `from` serves.
    pub from_zh: String,
    /// The receiver in Chinese; empty where `to` serves.
    pub to_zh: String,
    /// Channel.
    pub channel: String,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// Gist in English.
    pub what: String,
    /// Gist in Chinese.
    pub what_zh: String,
    /// Whether a source gives the minute (`S`), not memory (`M`).
    pub sourced: bool,
}

/// Reads the text of a timeline called `name`.
pub fn read(text: &str, name: &str) -> Result<TimelineRecord, Problem> {
    if text.len() > limits::FILE_BYTES {
        return Err(Problem { line: 1, fault: Fault::TooLarge });
    }
    let mut lines = csv::rows(text.strip_prefix('\u{feff}').unwrap_or(text));
    let columns = match lines.next() {
        Some(head) => Columns::new(head?)?,
        None => return Err(Problem { line: 1, fault: Fault::Empty }),
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut last_ms = i64::MIN;
    for line in lines {
        let line = line?;
        let row = columns.row(&line)?;
        let fail = |fault| Problem { line: line.number, fault };
        if rows.last().is_some_and(|before| before.seq >= row.seq) {
            return Err(fail(Fault::NotIncreasing(row.seq)));
        }
        if let Some(t) = row.t_ms {
            if t < last_ms {
                return Err(fail(Fault::TimeRunsBack));
            }
            last_ms = t;
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(Problem { line: 1, fault: Fault::Empty });
    }
    Ok(TimelineRecord { name: name.to_owned(), rows })
}

/// Where each column stands.
struct Columns {
    count: usize,
    places: BTreeMap<String, usize>,
}

impl Columns {
    fn new(head: csv::Row) -> Result<Self, Problem> {
        let mut places = BTreeMap::new();
        for (at, name) in head.cells.iter().enumerate() {
            if places.insert(name.trim().to_owned(), at).is_some() {
                return Err(Problem { line: head.number, fault: Fault::DoubleColumn(name.clone()) });
            }
        }
        for needed in ["seq", "offset_s", "kind"] {
            if !places.contains_key(needed) {
                return Err(Problem { line: head.number, fault: Fault::MissingColumn(needed) });
            }
        }
        Ok(Self { count: head.cells.len(), places })
    }

    fn row(&self, line: &csv::Row) -> Result<Row, Problem> {
        let fail = |fault| Problem { line: line.number, fault };
        let (expected, found) = (self.count, line.cells.len());
        if expected != found {
            return Err(fail(Fault::WrongCells { expected, found }));
        }
        let cell =
            |column: &str| self.places.get(column).and_then(|at| line.cells.get(*at)).map_or("", |cell| cell.trim());
        let (seq, offset, clock, kind) = (cell("seq"), cell("offset_s"), cell("clock"), cell("kind"));
        if offset.is_empty() && !clock.is_empty() {
            return Err(fail(Fault::ClockAlone));
        }
        let not_a_number = |column: &'static str, text: &str| fail(Fault::BadNumber { column, text: text.to_owned() });
        Ok(Row {
            seq: seq.parse().map_err(|_| not_a_number("seq", seq))?,
            t_ms: match offset {
                "" => None,
                text => Some(offset_ms(text).ok_or_else(|| not_a_number("offset_s", text))?),
            },
            clock: clock.to_owned(),
            from: cell("from").to_owned(),
            to: cell("to").to_owned(),
            from_zh: cell("from_zh").to_owned(),
            to_zh: cell("to_zh").to_owned(),
            channel: cell("channel").to_owned(),
            kind: KINDS.iter().find(|k| **k == kind).ok_or_else(|| fail(Fault::UnknownKind(kind.to_owned())))?,
            what: cell("what").to_owned(),
            what_zh: cell("what_zh").to_owned(),
            sourced: match cell("certainty") {
                "S" => true,
                "M" | "" => false,
                other => return Err(fail(Fault::BadCertainty(other.to_owned()))),
            },
        })
    }
}

/// Seconds as milliseconds: zero or more, at most a hundred years.
fn offset_ms(text: &str) -> Option<i64> {
    let seconds: f64 = text.parse().ok()?;
    (0.0..=100.0 * 366.0 * 86_400.0).contains(&seconds).then(|| crate::moment::ms(seconds))
}

impl TimelineRecord {
    /// The row with that number.
    pub fn row(&self, seq: u64) -> Option<&Row> {
        self.rows.binary_search_by_key(&seq, |row| row.seq).ok().map(|at| &self.rows[at])
    }

    /// Evaluates the timeline. What it cannot know is null: there are no targets, no seed, no hash.
    pub fn evaluate(&self) -> Evaluation {
        let (stamps, score) = (self.stamps(), score::none());
        let explosion_events: Vec<u64> = self.of_kinds(&["explosion"]).map(|row| row.seq).collect();
        Evaluation {
            schema: SCHEMA,
            scenario: Some(self.name.clone()),
            seed: None,
            overrides: serde_json::Value::Null,
            record_hash: None,
            ended_at_s: None,
            end_reason: None,
            events: self.rows.len() as u64,
            explosions: explosion_events.len() as u64,
            explosion_events,
            stages: self.stages(),
            intervals: intervals::read(&score, &stamps),
            stamps,
            casualties: Casualties::default(),
            cloud: None,
            trapped: None,
            waste_water: None,
            before_headquarters: None,
            score,
            waits: Vec::new(),
            handoffs: Vec::new(),
            injects: Vec::new(),
            failures: None,
            clocks: Vec::new(),
            accident: None,
            rubrics: Vec::new(),
            notes: vec![Note::Unchained, Note::Timeline],
            information: None,
            network: None,
            span_of_control: Vec::new(),
            crews: None,
            handoff_totals: HandoffTotals::default(),
            critical_paths: Vec::new(),
            delays: Vec::new(),
            conformity: None,
            fates: Vec::new(),
            findings: Findings::default(),
        }
        .concluded(None)
    }

    fn of_kinds<'a>(&'a self, kinds: &'a [&str]) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| kinds.contains(&row.kind))
    }

    fn stamps(&self) -> Stamps {
        let each = |def: &&StampDef| matches!(def.read, Read::Each(_));
        let of_any = |row: &&Row| STAMPS.iter().filter(each).any(|def| def.metric.rows.contains(&row.kind));
        let organisations: BTreeSet<&str> = self.rows.iter().filter(of_any).map(Row::organisation).collect();
        let stamp = |def: &StampDef| match def.read {
            Read::Each(_) => Stamp::Each(self.first_each(def.metric.rows, &organisations)),
            Read::Once(_) => {
                // A sample is taken; a result is told to somebody.
                let fits = |row: &&Row| def.metric.id != "t20_first_result" || !row.to.is_empty();
                Stamp::Once(first(self.of_kinds(def.metric.rows).filter(fits)))
            }
        };
        let list = STAMPS.iter().map(|def| (def.metric.id, stamp(def))).collect();
        Stamps { list, explosion: first(self.of_kinds(&["explosion"])), samples: self.samples(), scope: Scope::UNKNOWN }
    }

    /// The first sample of each who took one.
    fn samples(&self) -> BTreeMap<String, Option<Moment>> {
        let mut firsts: BTreeMap<String, First> = BTreeMap::new();
        for row in self.of_kinds(&["monitor"]) {
            firsts.entry(row.from.clone()).or_default().offer(row.moment());
        }
        firsts.into_iter().map(|(id, first)| (id, first.moment())).collect()
    }

    fn first_each(&self, kinds: &[&str], organisations: &BTreeSet<&str>) -> BTreeMap<String, Option<Moment>> {
        let mut firsts: BTreeMap<&str, First> = organisations.iter().map(|id| (*id, First::default())).collect();
        for row in self.of_kinds(kinds) {
            firsts.entry(row.organisation()).or_default().offer(row.moment());
        }
        firsts.into_iter().map(|(id, first)| (id.to_owned(), first.moment())).collect()
    }

    fn stages(&self) -> Vec<stages::Stage> {
        let release = self.of_kinds(&["release"]).next().map(|row| row.seq);
        stages::enter(stages::STAGES.iter().map(|def| {
            let is_by_unit = |row: &&Row| is_unit(&row.from) && Some(row.seq) > release;
            let fits = |row: &&Row| def.metric.id != "initial_handling" || is_by_unit(row);
            (def.metric.id, first(self.of_kinds(def.metric.rows).filter(fits)))
        }))
    }
}

impl Row {
    pub(crate) fn moment(&self) -> Moment {
        Moment { t_ms: self.t_ms, event: self.seq }
    }

    /// The gist in a language; the other where it was typed in one only.
    pub fn gist(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh if !self.what_zh.is_empty() => &self.what_zh,
            Lang::En if self.what.is_empty() => &self.what_zh,
            _ => &self.what,
        }
    }

    /// Whose row it is: who arrives; who is alarmed or sent out.
    fn organisation(&self) -> &str {
        let (role, other) = if self.kind == "arrival" { (&self.from, &self.to) } else { (&self.to, &self.from) };
        [role, other].into_iter().find(|r| !r.is_empty()).map_or(UNNAMED, String::as_str)
    }
}

/// Whether a role is the unit or one of its people: `unit`, `unit operator`.
pub(crate) fn is_unit(role: &str) -> bool {
    role.split_whitespace().next() == Some("unit")
}

fn first<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<Moment> {
    let mut first = First::default();
    rows.for_each(|row| first.offer(row.moment()));
    first.moment()
}
