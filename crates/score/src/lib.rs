//! Record in, evaluation out: stages, stamps, targets, intervals, casualties, hand-offs, waits, injects, failures, the
//! critical path and a grade.
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
//! A stamp is added by a row of the table in `stamps.rs` and its reading in `readings.rs`; a stage in `stages.rs`. [`metrics()`] gives the
//! definition of each in words.

pub mod timeline;

mod casualties;
mod early;
mod evaluation;
mod expect;
mod failures;
mod handoffs;
mod injects;
mod intervals;
mod metric;
mod moment;
mod path;
mod readings;
mod score;
mod spread;
mod stages;
mod stamps;
mod view;
mod waits;

pub use casualties::Casualties;
pub use early::BeforeHeadquarters;
pub use evaluation::{Evaluation, Meta, Note, SCHEMA, evaluate, evaluate_events};
pub use expect::{Unmet, Why, ending, unmet};
pub use failures::{DoubleCommand, Failures, Lapse, NeverTold};
pub use handoffs::{Handoff, HandoffPair};
pub use injects::{ExpectedAction, InjectOutcome, InjectState};
pub use intervals::Interval;
pub use metric::{Metric, Words, explain, metrics};
pub use moment::{Moment, Stamp, Stamps};
pub use path::critical_path;
pub use score::{Grade, Part, PartState, Score, value};
pub use spread::Spread;
pub use stages::Stage;
pub use waits::{Wait, WaitKind};
