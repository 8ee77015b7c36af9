//! The evaluation of a drill: what `run` and `score` give as JSON.

use crate::accident::Accident;
use crate::casualties::{self, Casualties};
use crate::clocks::ClockOutcome;
use crate::cloud::{self, Cloud};
use crate::conformity::{self, Conformity};
use crate::crews::{self, CrewUse};
use crate::critical::{self, CriticalPath, Delay};
use crate::early::{self, BeforeHeadquarters};
use crate::failures::{self, Failures};
use crate::fates::{self, Fate};
use crate::findings::{self, Findings};
use crate::handoffs::{self, HandoffPair, HandoffTotals};
use crate::information::{self, Information};
use crate::injects::{self, InjectOutcome};
use crate::intervals::{self, Interval};
use crate::naming::Naming;
use crate::network::{self, Network};
use crate::rubrics::RubricOutcome;
use crate::score::{self, Score};
use crate::span::{self, SpanOfControl};
use crate::stages::{self, Stage};
use crate::trapped::{self, Trapped};
use crate::view::View;
use crate::waits::{self, Wait};
use crate::water::{self, WasteWater};
use crate::{Stamps, stamps};
use hazdrill_model::{Id, Scenario, Target};
use hazdrill_record::{Closing, EndReason, Event, EventId, Happening, Record};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema of the object.
pub const SCHEMA: &str = "hazdrill/run/1";

/// An evaluation. It serialises to the object that the contract of the command describes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// `hazdrill/run/1`.
    pub schema: &'static str,
    /// The scenario, or the name of a timeline; none for a record without header.
    pub scenario: Option<String>,
    /// The seed.
    pub seed: Option<u64>,
    /// What was overridden; null where that is not known.
    pub overrides: serde_json::Value,
    /// Closing hash of the record; none for a record without a whole chain.
    pub record_hash: Option<String>,
    /// When the drill ended; none for a record that breaks off.
    pub ended_at_s: Option<f64>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// How many events there are.
    pub events: u64,
    /// How many explosions.
    pub explosions: u64,
    /// Their events.
    pub explosion_events: Vec<EventId>,
    /// The stages that were entered.
    pub stages: Vec<Stage>,
    /// The stamps.
    pub stamps: Stamps,
    /// Harm to people.
    pub casualties: Casualties,
    /// What became of everybody who was seriously hurt or died, the dead first; at most 100. Empty for a timeline.
    pub fates: Vec<Fate>,
    /// Whom smoke and vapour reached outside the building; none for a timeline, which does not tell it.
    pub cloud: Option<Cloud>,
    /// Whoever found every way out of the building barred; none for a timeline, which does not tell it.
    pub trapped: Option<Vec<Trapped>>,
    /// Where the water of the lines went; none for a timeline, which does not tell it.
    pub waste_water: Option<WasteWater>,
    /// What was done for people before there was a headquarters; none for a timeline, which does not tell it.
    pub before_headquarters: Option<BeforeHeadquarters>,
    /// The score.
    pub score: Score,
    /// The intervals that tell most, the most telling first.
    pub intervals: Vec<Interval>,
    /// The longest waits.
    pub waits: Vec<Wait>,
    /// Hand-offs from organisation to organisation.
    pub handoffs: Vec<HandoffPair>,
    /// What came of each inject.
    pub injects: Vec<InjectOutcome>,
    /// What went wrong in plain sight; none for a timeline, which does not tell it.
    pub failures: Option<Failures>,
    /// Clocks of law, in the order of their ids; empty where it was judged by none.
    pub clocks: Vec<ClockOutcome>,
    /// The grade of the accident by its casualties; none for a timeline, or without a scale of grades.
    pub accident: Option<Accident>,
    /// Rubrics, in the order of their ids; empty where it was judged by none.
    pub rubrics: Vec<RubricOutcome>,
    /// What a reader of this evaluation has to know about its record.
    pub notes: Vec<Note>,
    /// How old news was, what never arrived, who believed what was not so; none for a timeline, which does not tell it.
    pub information: Option<Information>,
    /// Who reached whom, and what the plan foresees; none for a timeline.
    pub network: Option<Network>,
    /// Direct reports of each commander by quarter of an hour.
    pub span_of_control: Vec<SpanOfControl>,
    /// Demand for crews and supply of them; none for a timeline and for a record without scenario.
    pub crews: Option<CrewUse>,
    /// What the hand-offs come to by part.
    pub handoff_totals: HandoffTotals,
    /// The critical paths to the last casualty at a hospital, to the end of the hazard, to the all-clear.
    pub critical_paths: Vec<CriticalPath>,
    /// What delayed us: the ten delays on the critical paths that cost most, the largest first.
    pub delays: Vec<Delay>,
    /// How the record follows the procedures; none for a timeline and for a record without scenario.
    pub conformity: Option<Conformity>,
    /// Strengths, problems, proposals and the conclusion that the score suggests.
    pub findings: Findings,
}

/// Something about the record that limits what the evaluation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Note {
    /// The record has no header: no scenario, hence no targets.
    NoHeader,
    /// The scenario in the header is not one that this version reads: no targets.
    ScenarioUnreadable {
        /// What the reader of JSON says.
        detail: String,
    },
    /// The record breaks off without a closing line.
    NoEnd,
    /// The record carries no chain of hashes: nobody can tell whether it was changed.
    Unchained,
    /// It is a timeline: readings are by the kinds of its rows, and there are no targets.
    Timeline,
}

/// What an evaluation says about the record besides its events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The seed.
    pub seed: Option<u64>,
    /// What was overridden.
    pub overrides: serde_json::Value,
    /// Closing hash of the record.
    pub record_hash: Option<String>,
}

/// Evaluates a record as it was read.
pub fn evaluate(record: &Record) -> Evaluation {
    let mut notes = Vec::new();
    let (mut meta, mut scenario, mut id) = (Meta::default(), None, None);
    if let Some(header) = &record.header {
        meta = Meta { seed: Some(header.seed), overrides: header.overrides.clone(), record_hash: None };
        id = header.scenario.get("id").and_then(serde_json::Value::as_str).map(str::to_owned);
        match Scenario::deserialize(&header.scenario) {
            Ok(read) => scenario = Some(read),
            Err(e) => notes.push(Note::ScenarioUnreadable { detail: e.to_string() }),
        }
    } else {
        notes.push(Note::NoHeader);
    }
    if record.closing.is_none() {
        notes.push(Note::NoEnd);
    }
    if record.hash.is_none() {
        notes.push(Note::Unchained);
    }
    meta.record_hash.clone_from(&record.hash);
    let evaluation = evaluate_events(scenario.as_ref(), &record.events, record.closing, meta);
    Evaluation { scenario: evaluation.scenario.or(id), notes, ..evaluation }
}

/// Evaluates events in memory, in the order in which they happened.
pub fn evaluate_events(
    scenario: Option<&Scenario>,
    events: &[Event],
    closing: Option<Closing>,
    meta: Meta,
) -> Evaluation {
    let view = View::new(scenario, events);
    let stamps = stamps::read(&view);
    let score = scenario.map_or_else(score::none, |s| score::read(&s.targets, &stamps));
    let explosion_events = explosions(events);
    let stages = stages::read(&view, &stamps);
    let handoffs = handoffs::read(&view);
    let critical_paths = critical::read(&view, &stamps);
    let evaluation = Evaluation {
        schema: SCHEMA,
        scenario: scenario.map(|s| s.id.to_string()),
        seed: meta.seed,
        overrides: meta.overrides,
        record_hash: meta.record_hash,
        ended_at_s: closing.map(|c| crate::moment::seconds(c.t_ms)),
        end_reason: closing.map(|c| c.end),
        events: events.len() as u64,
        explosions: explosion_events.len() as u64,
        explosion_events,
        casualties: casualties::read(&view),
        fates: fates::read(&view),
        cloud: Some(cloud::read(&view)),
        trapped: Some(trapped::read(&view)),
        waste_water: Some(water::read(&view)),
        before_headquarters: Some(early::read(&view, &stamps)),
        intervals: intervals::read(&score, &stamps),
        information: Some(information::read(&view)),
        network: Some(network::read(&view, &stages)),
        span_of_control: span::read(&view),
        crews: scenario.map(|_| crews::read(&view)),
        handoff_totals: handoffs::totals(&handoffs),
        delays: critical::delays(&critical_paths, &score, &stamps, Naming { scenario }),
        critical_paths,
        stages,
        stamps,
        score,
        waits: waits::read(&view),
        handoffs,
        injects: injects::read(&view),
        failures: Some(failures::read(&view)),
        conformity: conformity::read(&view),
        findings: Findings::default(),
        clocks: Vec::new(),
        accident: None,
        rubrics: Vec::new(),
        notes: Vec::new(),
    };
    let evaluation = evaluation.concluded(scenario);
    match scenario.map(Scenario::standards) {
        Some(own) if !own.is_empty() => evaluation.with_standards(&own, scenario, events),
        _ => evaluation,
    }
}

impl Evaluation {
    /// The same readings judged by other targets: another rubric, or a rubric for a timeline, which brings none.
    /// `scenario` is that of the record, for the names in its sentences.
    #[must_use]
    pub fn with_targets(self, targets: &BTreeMap<Id, Target>, scenario: Option<&Scenario>) -> Self {
        let score = score::read(targets, &self.stamps);
        let delays = critical::delays(&self.critical_paths, &score, &self.stamps, Naming { scenario });
        let intervals = intervals::read(&score, &self.stamps);
        Self { score, intervals, delays, ..self }.concluded(scenario)
    }

    /// With the findings that follow from all the rest.
    pub(crate) fn concluded(self, scenario: Option<&Scenario>) -> Self {
        let findings = findings::read(&self, Naming { scenario });
        Self { findings, ..self }
    }
}

/// Explosions: events of that kind. An ignition is none.
fn explosions(events: &[Event]) -> Vec<EventId> {
    events.iter().filter(|e| matches!(e.what, Happening::Explosion(_))).map(|e| e.seq).collect()
}
