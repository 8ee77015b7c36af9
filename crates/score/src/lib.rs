//! Record in, evaluation out: stages, stamps, targets, intervals, casualties, hand-offs, waits, injects, failures,
//! information, the network of messages, crews, conformity, critical paths, findings and a grade.
//!
//! Nothing here looks into the engine: a score is computed **from the record alone**, so the same code scores a
//! simulated drill, a record typed by hand, and, through [`timeline`], a real incident.
//!
//! ```
//! let text = r#"{"seq":1,"t_ms":0,"kind":"leak_started","actor":null}
//! {"seq":2,"t_ms":null,"kind":"dispatched","actor":"fire/dispatcher"}
//! {"seq":3,"t_ms":4680000,"kind":"all_clear","actor":"fire/chief"}"#;
//! let record = hazdrill_record::read(text).unwrap();
//! let evaluation = hazdrill_score::evaluate(&record);
//! assert_eq!(evaluation.stamps.get("t23_all_clear").unwrap().s(), Some(4680.0));
//! assert_eq!(evaluation.stamps.of("t4_dispatch", "fire").unwrap().s(), None, "it happened, at an unknown minute");
//! assert!(evaluation.stamps.get("t9_cordon_closed").is_none(), "it never happened");
//! ```
//!
//! Three things are kept apart everywhere: what happened at a known minute, what happened at an **unknown** minute, and
//! what **never** happened. Only the last counts against anybody.
//!
//! How well people worked together stands in modules of its own: `information`, `network`, `span`, `crews`, `conformity`,
//! `critical` (critical paths, slack, what delayed us), `findings` (rules over the whole evaluation), `compare`.
//!
//! A stamp is added by a row of the table in `stamps.rs` and its reading in `readings.rs`; a stage in `stages.rs`. [`metrics()`] gives the
//! definition of each in words.

pub mod timeline;

mod accident;
mod against;
mod casualties;
mod clocks;
mod cloud;
mod compare;
mod conformity;
mod crews;
mod critical;
mod early;
mod evaluation;
mod expect;
mod failures;
mod fates;
mod findings;
mod formula;
mod handoffs;
mod information;
mod injects;
mod intervals;
mod judge;
mod ledger;
mod measure;
mod metric;
mod moment;
mod naming;
mod network;
mod path;
mod readings;
mod reason;
mod rubrics;
mod score;
mod span;
mod spread;
mod stages;
mod stamps;
mod trapped;
mod truth;
mod view;
mod waits;
mod water;

pub use accident::{Accident, CasualtyBelief, CasualtyReport, GradeName, LevelCall, LevelVerdict, Reached};
pub use against::{Against, to_the_second};
pub use casualties::Casualties;
pub use clocks::{ClockOutcome, ClockState, ElementOutcome, ElementState, FormOutcome};
pub use cloud::{Cloud, CrowdOutcome, Reach};
pub use compare::{COMPARE_SCHEMA, Comparison, Difference, Entry, LeagueRow, Reason as LaterReason, StampRow, compare};
pub use conformity::{Conformity, StepGap, WrongOrder, WrongOwner};
pub use crews::{CrewTime, CrewUse, CrewWindow, DoneTwice, Request, RequestKind};
pub use critical::{CriticalPath, Delay, DelayTarget, Goal, Segment, Slack, TimeKind};
pub use early::BeforeHeadquarters;
pub use evaluation::{Evaluation, Meta, Note, SCHEMA, evaluate, evaluate_events};
pub use expect::{Unmet, Why, ending, unmet};
pub use failures::{DoubleCommand, Failures, Lapse, NeverTold};
pub use fates::{Fate, harm};
pub use findings::{
    Case, Category, Conclusion, ConclusionCap, Consequence, Figure, Finding, Findings, Proposal, rules,
};
pub use handoffs::{Handoff, HandoffPair, HandoffTotals, PartTotals};
pub use information::{FactAge, FalseBelief, FalseTotal, Information, NeverArrived, SeatAge, wrong_stretches};
pub use injects::{ExpectedAction, InjectOutcome, InjectState};
pub use intervals::Interval;
pub use metric::{Metric, Words, explain, metrics};
pub use moment::{Moment, Stamp, Stamps, stamp_of};
pub use naming::duration;
pub use network::{Graph, Link, Network, Node, PlanState, PlannedLink, StageGraph};
pub use path::critical_path;
pub use reason::Reason;
pub use rubrics::{Answer, BandName, CapOutcome, ClassOutcome, Counts, ItemOutcome, RubricOutcome};
pub use score::{Grade, Part, PartState, Score, floored, value};
pub use span::{SpanOfControl, SpanState, SpanWindow};
pub use spread::Spread;
pub use stages::Stage;
pub use trapped::{Trapped, TrappedUntil};
pub use truth::{Change, truths};
pub use waits::{Wait, WaitKind};
pub use water::WasteWater;
