//! What a drill *is*: the plain data of a scenario, one file per thing that a scenario names.
//!
//! Nothing here runs, opens a file or knows a language of people. A [`Scenario`] comes from the loader (crate
//! `hazdrill-scenario`) or is built in Rust; [`check()`] holds it to its cross-field rules and limits and turns it into a
//! [`Checked`] scenario, the only thing that the engine accepts.

pub mod check;
pub mod fact;
pub mod limits;

mod accident;
mod breaker;
mod channel;
mod clock;
mod condition;
mod contents;
mod dist;
mod inject;
mod mark;
mod name;
mod organisation;
mod people;
mod place;
mod procedure;
mod rubric;
mod scenario;
mod source;
mod standards;
mod substance;
mod target;
mod text;
mod verb;
mod verb_name;

pub use accident::{AccidentGrade, AccidentScale};
pub use breaker::Breaker;
pub use channel::{Channel, Line, Redial, Speakers};
pub use check::{
    Candidates, Checked, Finding, Problem, Severity, Thing, check, check_orders, check_standards, check_targets,
};
pub use clock::{Clock, Date, Element, Form, Shown};
pub use condition::{Condition, Value};
pub use contents::Contents;
pub use dist::Dist;
pub use fact::{FactDef, FactRef, FactSubject, FactType};
pub use inject::{Act, Answer, Inject, Outflow, Release, Truth, When};
pub use mark::{Kind, Mark, Role, VerbWord};
pub use name::{ActorRef, CrewRef, Id};
pub use organisation::{Crew, Habit, Organisation, OutsideOrders, Post, Protection, Skill};
pub use people::Group;
pub use place::{
    AccidentPool, Block, Detector, Door, FromBuilding, Hospital, IgnitionSource, Place, Road, Room, Site, Ventilation,
    VentilationMode, Vessel, Windows,
};
pub use procedure::{Repeat, Step};
pub use rubric::{Band, Cap, Class, Curve, Formula, Item, Measure, Rubric, Scale};
pub use scenario::{Building, Ending, Expectation, LocalTime, Observers, Ratio, Scenario, ToldFact, Weather};
pub use source::{Basis, Figure, Source};
pub use standards::Standards;
pub use substance::{FlameFigures, Narcosis, Substance, VapourPressureFit};
pub use target::{Reading, Target, TargetKind};
pub use text::{Lang, Text};
pub use verb::{Blocks, Order, Stated, Verb, Where};
pub use verb_name::{VERB_NAMES, VerbKind, VerbName, verb_name};
