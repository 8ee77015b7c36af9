//! What can be wrong with a scenario that has the right shape. A closed list: whoever puts it into words matches all of
//! it, in every language.

use crate::FactType;
use core::fmt;
use hazdrill_units::SimDuration;
use std::sync::Arc;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario runs, but somebody should look.
    Warning,
    /// The scenario does not run.
    Error,
}

/// One problem of a scenario: where, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The path of the node, `organisations.fire.posts.chief.rides`.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

/// A kind of thing that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A place.
    Place,
    /// A road.
    Road,
    /// A substance.
    Substance,
    /// A vessel.
    Vessel,
    /// A release.
    Release,
    /// A gas detector.
    Detector,
    /// A channel.
    Channel,
    /// An organisation.
    Organisation,
    /// A crew.
    Crew,
    /// A post, crew or group: whoever can take a step.
    Actor,
    /// Whoever can be told: a post, crew, group, or a whole organisation.
    Addressee,
    /// A seat that a player can take: a post or crew.
    Seat,
    /// A step of a procedure.
    Step,
    /// A fact.
    Fact,
    /// A role.
    Role,
    /// A form: what a report has to carry.
    Form,
    /// A clock.
    Clock,
    /// A grade of accident.
    Grade,
    /// A class of a rubric.
    Class,
    /// A band of a rubric.
    Band,
    /// An item of the same rubric.
    Item,
}

/// What there can be too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// People in posts, crews and groups.
    People,
    /// Posts and crews.
    Seats,
    /// Steps of all procedures.
    Steps,
    /// Copies of steps: each member of a group has its own.
    StepCopies,
    /// Places.
    Places,
    /// Doors, paths, vessels, detectors, ignition sources and breakers.
    Fittings,
    /// Entries of a map or list.
    Entries,
}

/// The names among which the meant one may be; shared between findings.
pub type Candidates = Arc<[String]>;

/// What can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The format's version is not one that this engine reads.
    UnknownFormat {
        /// The version.
        found: u32,
    },
    /// A name of something that does not exist.
    Unknown {
        /// What it should be.
        thing: Thing,
        /// The name.
        name: String,
        /// What there is.
        candidates: Candidates,
    },
    /// The same name for two things that must be told apart.
    NameTwice {
        /// The name.
        name: String,
        /// Path of the first.
        first: String,
    },
    /// The same door or footpath in both places that it joins.
    ConnectionTwice {
        /// The other place.
        place: String,
        /// Path of the first.
        first: String,
    },
    /// A door, path or road that leads to where it begins.
    LeadsToItself {
        /// The place.
        place: String,
    },
    /// More than the engine takes.
    TooMany {
        /// Of what.
        what: Counted,
        /// How many there are.
        found: u64,
        /// How many there may be.
        limit: u64,
    },
    /// A condition within conditions, too deep.
    TooDeep {
        /// How deep it may be.
        limit: usize,
    },
    /// An empty list where something must stand.
    EmptyList,
    /// A text without words.
    EmptyText,
    /// A text that is too long.
    LongText {
        /// Characters that it has.
        found: usize,
        /// Characters that it may have.
        limit: usize,
    },
    /// A text with a control character.
    ControlCharacter,
    /// A figure that must be above 0.
    NotPositive {
        /// The figure.
        found: f64,
    },
    /// A number beyond its range.
    OutOfRange {
        /// The number.
        found: f64,
        /// The lowest.
        lo: f64,
        /// The highest.
        hi: f64,
    },
    /// A time that is too short.
    TooShort {
        /// The time.
        found: SimDuration,
        /// The shortest.
        least: SimDuration,
    },
    /// Two figures in the wrong order.
    WrongOrder {
        /// Name of the one that should be lower.
        low: &'static str,
        /// Its value.
        low_value: f64,
        /// Name of the one that should be higher.
        high: &'static str,
        /// Its value.
        high_value: f64,
        /// Their unit.
        unit: &'static str,
    },
    /// A vapour pressure that no liquid has.
    OddVapourPressure {
        /// At this temperature, K.
        kelvin: f64,
        /// Pressure, Pa.
        pascals: f64,
    },
    /// The slope of a vapour pressure contradicts the heat of vaporisation.
    PressureAgainstHeat {
        /// Heat of vaporisation that the slope means, J/kg.
        means: f64,
        /// Heat of vaporisation that is given, J/kg.
        given: f64,
    },
    /// The check digit of a CAS number does not fit.
    BadCas {
        /// The number.
        cas: String,
    },
    /// A told-only fact with the key of one that the engine knows.
    ShadowsFact {
        /// The key.
        key: String,
    },
    /// The key of a told-only fact is not made as a key must be.
    BadFactKey {
        /// The key.
        key: String,
    },
    /// A subject on a fact that has none.
    NoSubject {
        /// The fact.
        fact: String,
    },
    /// A value of the wrong type for its fact.
    WrongValue {
        /// The fact.
        fact: String,
        /// What it takes.
        takes: FactType,
    },
    /// `above` or `below` on a fact that is not a number.
    NotANumber {
        /// The fact.
        fact: String,
    },
    /// `believes` without anything to compare with.
    NothingToCompare,
    /// `is` beside `above` or `below`.
    IsBesideBounds,
    /// A condition that can never hold, since no number lies above the one and below the other.
    EmptyRange {
        /// Above this.
        above: f64,
        /// Below this.
        below: f64,
    },
    /// `believed(…)` or a place's name with a fact that is not a place.
    NotAPlace {
        /// The fact.
        fact: String,
    },
    /// `note` with a fact that is not the scenario's own.
    NotOwnFact {
        /// The fact.
        fact: String,
    },
    /// `measure` with a fact that no instrument shows.
    NotMeasurable {
        /// The fact.
        fact: String,
    },
    /// A verb with a fact that it cannot bring about.
    WrongFact {
        /// The fact.
        fact: String,
        /// The verb.
        verb: &'static str,
    },
    /// Blocks are chosen for a fact that is not a flag of a place, or names one already.
    NotOfBlocks {
        /// The fact.
        fact: String,
    },
    /// A place without homes where a block of neighbours is meant.
    NotABlock {
        /// The place.
        place: String,
    },
    /// A place without beds where a hospital is meant.
    NotAHospital {
        /// The place.
        place: String,
    },
    /// A place without air of its own where a room is meant.
    NotARoom {
        /// The place.
        place: String,
    },
    /// A condition that holds for somebody who knows nothing.
    HoldsUnprovoked,
    /// `done` or `failed` with a step that somebody else takes.
    StepOfAnother {
        /// The step.
        step: String,
        /// Who takes it.
        by: String,
    },
    /// `work` without crews.
    WorkWithoutCrews,
    /// Crews are ordered, but it is not said how long they work.
    CrewsWithoutWork,
    /// Somebody is to do what they cannot do.
    MissingSkill {
        /// Who.
        who: String,
        /// What they need.
        skill: &'static str,
    },
    /// A verb that only injects may use.
    OnlyForInjects {
        /// The verb.
        verb: &'static str,
    },
    /// A verb that injects may not use.
    NotForInjects {
        /// The verb.
        verb: &'static str,
    },
    /// None of the channels reaches the addressee.
    NotHeard {
        /// Who.
        whom: String,
    },
    /// Breathing apparatus without its working time.
    NoAir,
    /// A person stands in a room without a door.
    NoWayOut {
        /// The room.
        place: String,
    },
    /// No way leads from one place to the other.
    NoWay {
        /// From.
        from: String,
        /// To.
        to: String,
    },
    /// A time target without the rule behind it.
    NoBasis,
    /// Something that comes after the drill has ended.
    AfterTheEnd {
        /// When.
        at: SimDuration,
        /// When the drill ends.
        limit: SimDuration,
    },
    /// Nothing that sets the drill going.
    NothingHappens,
    /// A release of another substance than that of the first: the air of the rooms carries one.
    SecondSubstance {
        /// The substance of this release.
        substance: String,
        /// The one that spreads.
        spreading: String,
        /// Path of the release of that.
        first: String,
    },
    /// Items of a rubric that ask for each other in a circle.
    RefCycle {
        /// From the item back to itself.
        chain: Vec<String>,
    },
    /// A rubric whose items all weigh nothing.
    NoWeight,
    /// A rubric that rates by bands and has none.
    NoBands,
    /// A formula about what a report carried, by a clock that asks for nothing.
    NoContents {
        /// The clock.
        clock: String,
    },
    /// A formula about the response level where there are no grades.
    NoGrades,
    /// A count that is always so large.
    AlwaysSo,
}

impl Problem {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::BadCas { .. }
            | Self::StepOfAnother { .. }
            | Self::MissingSkill { .. }
            | Self::NotMeasurable { .. }
            | Self::NotHeard { .. }
            | Self::NoAir
            | Self::NoWayOut { .. }
            | Self::NoWay { .. }
            | Self::NoBasis
            | Self::AlwaysSo
            | Self::AfterTheEnd { .. }
            | Self::NothingHappens => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The path of the other node that belongs to the problem.
    pub fn other_path(&self) -> Option<&str> {
        match self {
            Self::NameTwice { first, .. }
            | Self::ConnectionTwice { first, .. }
            | Self::SecondSubstance { first, .. } => Some(first),
            _ => None,
        }
    }
}

impl fmt::Display for Finding {
    /// For logs and assertions; people get their own language from the loader.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.path, self.problem)
    }
}
