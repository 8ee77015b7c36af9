//! Several drills side by side: a league table, and what made one later than the other, stamp by stamp.
//!
//! The first record is what the others are compared with. A stamp that came later is explained by the critical paths to it
//! in both records: the time of each kind, of each organisation, towards each other one; what differs most is named first.
//! The differences of the paths add up to the difference of the stamps, up to the instants at which the paths begin.

use crate::critical::{TimeKind, segments_to};
use crate::evaluation::Evaluation;
use crate::moment::{Moment, seconds};
use crate::naming::{Naming, both, lasting};
use crate::score::Grade;
use crate::view::{View, organisation_of};
use crate::{Casualties, Stamp};
use hazdrill_model::{Scenario, Text};
use hazdrill_record::{EndReason, Event, EventId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The schema of the object.
pub const COMPARE_SCHEMA: &str = "hazdrill/compare/1";
/// As many reasons are named for one difference.
const REASONS: usize = 5;
/// A reason has to make up this much, milliseconds.
const REASON_MS: i64 = 1_000;

/// One of the drills to be compared.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// What it is called in the table: its file, its team.
    pub label: &'a str,
    /// The scenario of its header.
    pub scenario: Option<&'a Scenario>,
    /// Its events.
    pub events: &'a [Event],
    /// Its evaluation.
    pub evaluation: &'a Evaluation,
}

/// Several drills side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// `hazdrill/compare/1`.
    pub schema: &'static str,
    /// The league table: the best first; those without a score last. Equals stay in the order in which they were given.
    pub league: Vec<LeagueRow>,
    /// The records in the order in which they were given; the others are compared with the first.
    pub records: Vec<String>,
    /// Whether all are of one scenario: else the differences compare unlike things.
    pub same_scenario: bool,
    /// Every stamp that came in at least one of them, in the order of the contract.
    pub stamps: Vec<StampRow>,
}

/// One drill in the league table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeagueRow {
    /// Its place, from 1; equals share one.
    pub place: usize,
    /// Which record, from 0 in the order in which they were given.
    pub record: usize,
    /// What it is called.
    pub label: String,
    /// Its scenario.
    pub scenario: Option<String>,
    /// Its seed.
    pub seed: Option<u64>,
    /// Its closing hash.
    pub record_hash: Option<String>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Its score.
    pub total: Option<f64>,
    /// The grade that is suggested: that of the score, no better than the caps of rubrics allow.
    pub grade: Option<Grade>,
    /// When all was clear; none where it never was or at an unknown minute.
    pub all_clear_s: Option<f64>,
    /// Harm to people.
    pub casualties: Casualties,
    /// How many cases of problems the findings name.
    pub problems: usize,
}

/// One stamp in all records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StampRow {
    /// The stamp, as its path: `t12_headquarters`, `t6_arrival.fire`.
    pub stamp: String,
    /// Its name, with the organisation where it has one.
    pub name: Text,
    /// When it came in each record: none where it never did.
    pub moments: Vec<Option<Moment>>,
    /// How each of the others differs from the first; those where a minute is missing are left out.
    pub differences: Vec<Difference>,
}

/// How a stamp of one record differs from that of the first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Which record.
    pub record: usize,
    /// How much later it came, seconds; below zero where it came sooner.
    pub s: f64,
    /// Why, what made most of it first.
    pub reasons: Vec<Reason>,
}

/// One kind of time of one organisation that was longer, or shorter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// What kind of time.
    pub kind: TimeKind,
    /// Whose; none where it was nobody's.
    pub organisation: Option<String>,
    /// Towards which organisation, for what is said.
    pub to: Option<String>,
    /// How much more of it there was, seconds; below zero where there was less.
    pub s: f64,
    /// How much in the first record.
    pub base_s: f64,
    /// How much in the other.
    pub other_s: f64,
    /// The event that ended the longest stretch of it in the record that had more.
    pub event: Option<EventId>,
    /// In words.
    pub words: Text,
}

/// Compares drills, of which there should be at least two; the others with the first.
pub fn compare(entries: &[Entry<'_>]) -> Comparison {
    let scenarios: BTreeSet<Option<&str>> = entries.iter().map(|e| e.evaluation.scenario.as_deref()).collect();
    let views: Vec<View<'_>> = entries.iter().map(|entry| View::new(entry.scenario, entry.events)).collect();
    let paths = stamp_paths(entries);
    let naming = Naming { scenario: entries.first().and_then(|entry| entry.scenario) };
    Comparison {
        schema: COMPARE_SCHEMA,
        league: league(entries),
        records: entries.iter().map(|entry| entry.label.to_owned()).collect(),
        same_scenario: scenarios.len() < 2,
        stamps: paths.into_iter().filter_map(|(id, whose)| row(entries, &views, naming, id, whose)).collect(),
    }
}

fn league(entries: &[Entry<'_>]) -> Vec<LeagueRow> {
    let mut rows: Vec<LeagueRow> = entries
        .iter()
        .enumerate()
        .map(|(record, entry)| {
            let e = entry.evaluation;
            LeagueRow {
                place: 0,
                record,
                label: entry.label.to_owned(),
                scenario: e.scenario.clone(),
                seed: e.seed,
                record_hash: e.record_hash.clone(),
                end_reason: e.end_reason,
                total: e.score.total,
                grade: e.findings.conclusion.grade,
                all_clear_s: e.stamps.get("t23_all_clear").and_then(Moment::s),
                casualties: e.casualties,
                problems: e.findings.problems.iter().map(|problem| problem.cases.len()).sum(),
            }
        })
        .collect();
    // By the grade first: no sum of points puts a drill with a death before one without.
    rows.sort_by(|a, b| b.grade.cmp(&a.grade).then(b.total.unwrap_or(-1.0).total_cmp(&a.total.unwrap_or(-1.0))));
    let merit = |row: &LeagueRow| (row.grade, row.total.map(f64::to_bits));
    for at in 0..rows.len() {
        let is_equal = at > 0 && merit(&rows[at]) == merit(&rows[at - 1]);
        rows[at].place = if is_equal { rows[at - 1].place } else { at + 1 };
    }
    rows
}

/// Every stamp and organisation that any of the records has, in the order of the contract.
fn stamp_paths<'a>(entries: &[Entry<'a>]) -> Vec<(&'static str, Option<&'a str>)> {
    let Some(first) = entries.first() else { return Vec::new() };
    let mut paths = Vec::new();
    for (id, _) in first.evaluation.stamps.iter() {
        let mut whose: BTreeSet<Option<&str>> = BTreeSet::new();
        for entry in entries {
            match entry.evaluation.stamps.iter().find(|(other, _)| *other == id) {
                Some((_, Stamp::Each(each))) => {
                    whose.extend(each.keys().map(|organisation| Some(organisation.as_str())));
                }
                Some((_, Stamp::Once(_))) => {
                    whose.insert(None);
                }
                None => {}
            }
        }
        paths.extend(whose.into_iter().map(|organisation| (id, organisation)));
    }
    paths
}

fn row(
    entries: &[Entry<'_>],
    views: &[View<'_>],
    naming: Naming<'_>,
    id: &str,
    whose: Option<&str>,
) -> Option<StampRow> {
    let moment = |entry: &Entry<'_>| match whose {
        Some(organisation) => entry.evaluation.stamps.of(id, organisation),
        None => entry.evaluation.stamps.get(id),
    };
    let moments: Vec<Option<Moment>> = entries.iter().map(moment).collect();
    let base = moments.first()?;
    if moments.iter().all(Option::is_none) {
        return None;
    }
    let mut differences = Vec::new();
    for (record, other) in moments.iter().enumerate().skip(1) {
        let Some(((base, other), ms)) = base.zip(*other).and_then(|(b, o)| Some(((b, o), b.ms_until(o)?))) else {
            continue;
        };
        differences.push(Difference {
            record,
            s: seconds(ms),
            reasons: reasons(&views[0], base.event, &views[record], other.event, ms, naming),
        });
    }
    let name = crate::metric::explain(id).map_or_else(|| Text::new(id, id), |m| Text::new(m.name.zh, m.name.en));
    Some(match whose {
        None => StampRow { stamp: id.to_owned(), name, moments, differences },
        Some(organisation) => StampRow {
            stamp: format!("{id}.{organisation}"),
            name: both!("{who}{name}", "{name}, {who}", who = naming.organisation(organisation), name = name),
            moments,
            differences,
        },
    })
}

/// What makes time of one kind: its kind, whose, towards whom.
type Key = (TimeKind, Option<String>, Option<String>);
/// How much of it, and the event that ended the longest stretch.
type Spent = (i64, i64, Option<EventId>);

fn reasons(
    base: &View<'_>,
    base_event: EventId,
    other: &View<'_>,
    other_event: EventId,
    ms: i64,
    naming: Naming<'_>,
) -> Vec<Reason> {
    let (before, after) = (spent(base, base_event), spent(other, other_event));
    let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
    let mut reasons: Vec<(i64, Reason)> = Vec::new();
    for key in keys {
        let of = |spent: &BTreeMap<Key, Spent>| spent.get(key).copied().unwrap_or((0, 0, None));
        let (old, new) = (of(&before), of(&after));
        let more = new.0.saturating_sub(old.0);
        // What worked against the difference does not explain it.
        if more.abs() < REASON_MS || (more > 0) != (ms > 0) {
            continue;
        }
        let (kind, organisation, to) = key.clone();
        let words = words(kind, organisation.as_deref(), to.as_deref(), more, naming);
        let event = if more > 0 { new.2 } else { old.2 };
        reasons.push((
            more.abs(),
            Reason {
                kind,
                organisation,
                to,
                s: seconds(more),
                base_s: seconds(old.0),
                other_s: seconds(new.0),
                event,
                words,
            },
        ));
    }
    // A stable sort: equals stay in the order of their keys.
    reasons.sort_by_key(|(more, _)| std::cmp::Reverse(*more));
    reasons.into_iter().take(REASONS).map(|(_, reason)| reason).collect()
}

/// The time on the critical path to an event, by kind, owner and receiver.
fn spent(view: &View<'_>, event: EventId) -> BTreeMap<Key, Spent> {
    let mut spent: BTreeMap<Key, Spent> = BTreeMap::new();
    for segment in segments_to(view, event) {
        let to = segment.to.as_deref().map(|to| organisation_of(to).to_owned());
        let (sum, longest, at) = spent.entry((segment.kind, segment.organisation, to)).or_default();
        *sum = sum.saturating_add(segment.ms);
        if segment.ms > *longest {
            (*longest, *at) = (segment.ms, Some(segment.until));
        }
    }
    spent
}

fn words(kind: TimeKind, whose: Option<&str>, to: Option<&str>, more: i64, naming: Naming<'_>) -> Text {
    let kind = Text::new(kind.name().zh, kind.name().en);
    let time = lasting(more.saturating_abs());
    let change = if more > 0 {
        both!("多 {time}", "{time} more", time = time)
    } else {
        both!("少 {time}", "{time} less", time = time)
    };
    match (whose.map(|id| naming.organisation(id)), to.map(|id| naming.organisation(id))) {
        (Some(whose), Some(to)) if whose != to => both!(
            "{whose}→{to}{kind}{change}",
            "{whose} -> {to}, {kind}: {change}",
            whose = whose,
            to = to,
            kind = kind,
            change = change
        ),
        (Some(whose), _) => {
            both!("{whose}{kind}{change}", "{whose}, {kind}: {change}", whose = whose, kind = kind, change = change)
        }
        (None, _) => both!("{kind}{change}", "{kind}: {change}", kind = kind, change = change),
    }
}
