//! The numbers of problems: stable once released, so that people can search for them.

use super::{FileProblem, Problem};
use crate::overrides::OverrideProblem;
use crate::syntax::SyntaxProblem as Syntax;
use crate::tree_de::TypeProblem as Type;
use core::fmt;
use hazdrill_model::check::Problem as Check;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        /// The number of a problem: `HZ0103`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Code {
            $($(#[$doc])* $name = $number,)*
        }
        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

codes! {
    /// No such file, folder or built-in scenario.
    NotFound = 1,
    /// Too many bytes.
    TooLarge = 2,
    /// Not UTF-8.
    NotUtf8 = 3,
    /// The system does not let us read it.
    Unreadable = 4,
    /// No such pack.
    PackMissing = 5,
    /// A pack uses itself.
    PackCycle = 6,
    /// A pack outside the folder.
    PackOutside = 7,
    /// Too many packs.
    TooManyPacks = 8,
    /// A pack in place of a built-in one.
    PackReplaces = 9,

    /// Nothing in the file.
    Empty = 101,
    /// A character that RON does not know.
    UnexpectedCharacter = 102,
    /// Full-width or foreign punctuation.
    WrongPunctuation = 103,
    /// A comma is missing.
    MissingComma = 104,
    /// A colon is missing.
    MissingColon = 105,
    /// A value is missing.
    MissingValue = 106,
    /// Something that does not belong here.
    Unexpected = 107,
    /// Brackets do not pair.
    Brackets = 108,
    /// A text without end.
    UnclosedText = 109,
    /// A comment without end.
    UnclosedComment = 110,
    /// An unknown escape.
    BadEscape = 111,
    /// Not a number.
    BadNumber = 112,
    /// The unit stands behind the number.
    UnitBehindNumber = 113,
    /// Too deep, or too much.
    TooNested = 114,
    /// The same key twice.
    DuplicateKey = 115,
    /// Bare and named arguments mixed.
    MixedArguments = 116,
    /// Quotes missing or too many.
    Quotes = 117,

    /// No such field.
    UnknownField = 201,
    /// No such word.
    UnknownWord = 202,
    /// No such unit.
    UnknownUnit = 203,
    /// A field is missing.
    MissingField = 204,
    /// The wrong kind of value.
    WrongType = 205,
    /// A number without its unit.
    NeedsUnit = 206,
    /// A number beyond its range.
    OutOfRange = 207,
    /// A text that is not made as it must be.
    BadText = 208,
    /// The wrong arguments.
    WrongArguments = 209,
    /// Anything else about a value.
    BadValue = 210,

    /// A name of something that does not exist.
    UnknownName = 301,
    /// The same name for two things.
    NameTwice = 302,
    /// The same door or path twice.
    ConnectionTwice = 303,
    /// A way that leads to where it begins.
    LeadsToItself = 304,
    /// A told-only fact hides one of the engine's.
    ShadowsFact = 305,
    /// The key of a fact is not made as it must be.
    BadFactKey = 306,
    /// A subject on a fact without one.
    NoSubject = 307,
    /// A version of the format that we do not read.
    UnknownFormat = 308,

    /// More than the engine takes.
    TooMany = 401,
    /// A condition too deep.
    TooDeep = 402,
    /// An empty list.
    EmptyList = 403,
    /// A text that is empty, too long or not printable.
    BadWords = 404,
    /// A figure must be above 0.
    NotPositive = 405,
    /// A time is too short.
    TooShort = 406,
    /// Two figures in the wrong order.
    WrongOrder = 407,
    /// A vapour pressure that no liquid has.
    OddVapourPressure = 408,
    /// A wrong CAS number.
    BadCas = 409,
    /// Breathing apparatus without its working time.
    NoAir = 410,

    /// A value that does not fit its fact.
    WrongValue = 501,
    /// A comparison that says nothing.
    Comparison = 502,
    /// A fact that is not a place.
    NotAPlace = 503,
    /// A fact that cannot be noted.
    NotOwnFact = 504,
    /// A fact that cannot be measured.
    NotMeasurable = 505,
    /// A condition that needs no cause.
    HoldsUnprovoked = 506,
    /// A step of somebody else.
    StepOfAnother = 507,
    /// Crews without work, or work without crews.
    Work = 508,
    /// Somebody cannot do it.
    MissingSkill = 509,
    /// A verb in the wrong place.
    WrongUser = 510,
    /// Nobody hears it.
    NotHeard = 511,
    /// A target without the rule behind it.
    NoBasis = 512,
    /// A verb with a fact that it does not bring about.
    WrongFact = 513,
    /// A place that is no block of neighbours, no hospital, or no room.
    WrongSite = 514,

    /// A room without a way out.
    NoWayOut = 601,
    /// No way between two places.
    NoWay = 602,
    /// After the end of the drill.
    AfterTheEnd = 603,
    /// Nothing happens.
    NothingHappens = 604,
    /// A second substance is released.
    SecondSubstance = 605,

    /// An override leads nowhere.
    NoSuchPath = 701,
    /// A path that cannot be read.
    BadPath = 702,
    /// A value that cannot be read.
    BadOverride = 703,
    /// A factor that cannot be used.
    BadFactor = 704,
    /// No duration to scale.
    NothingToScale = 705,

    /// Items of a rubric in a circle.
    RefCycle = 801,
    /// A rubric that weighs nothing.
    NoWeight = 802,
    /// Something that a rubric needs is not there.
    RubricLacks = 803,
    /// A question whose answer is always the same.
    AlwaysSo = 804,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HZ{:04}", *self as u16)
    }
}

impl Code {
    /// The code that is written so: `HZ0103`, `hz103`, `103`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("HZ").or_else(|| text.strip_prefix("hz")).unwrap_or(text);
        let number: u16 = digits.parse().ok()?;
        Self::ALL.iter().copied().find(|code| *code as u16 == number)
    }

    pub(super) fn of(problem: &Problem) -> Self {
        match problem {
            Problem::File(problem) => of_file(problem),
            Problem::Syntax(problem) => of_syntax(problem),
            Problem::Type(problem) => of_type(problem),
            Problem::Override(problem) => of_override(problem),
            Problem::Check(problem) => of_check(problem),
        }
    }
}

fn of_file(problem: &FileProblem) -> Code {
    match problem {
        FileProblem::NotFound { .. } => Code::NotFound,
        FileProblem::TooLarge { .. } => Code::TooLarge,
        FileProblem::NotUtf8 => Code::NotUtf8,
        FileProblem::Unreadable { .. } => Code::Unreadable,
        FileProblem::PackMissing { .. } => Code::PackMissing,
        FileProblem::PackCycle { .. } => Code::PackCycle,
        FileProblem::PackOutside { .. } => Code::PackOutside,
        FileProblem::PackReplaces { .. } => Code::PackReplaces,
        FileProblem::TooManyPacks { .. } => Code::TooManyPacks,
    }
}

fn of_syntax(problem: &Syntax) -> Code {
    match problem {
        Syntax::Empty => Code::Empty,
        Syntax::UnexpectedCharacter(_) => Code::UnexpectedCharacter,
        Syntax::WrongPunctuation { .. } => Code::WrongPunctuation,
        Syntax::MissingComma => Code::MissingComma,
        Syntax::MissingColon => Code::MissingColon,
        Syntax::MissingValue => Code::MissingValue,
        Syntax::Unexpected(_) | Syntax::Trailing => Code::Unexpected,
        Syntax::Unclosed(_) | Syntax::Unopened(_) => Code::Brackets,
        Syntax::UnclosedText => Code::UnclosedText,
        Syntax::UnclosedComment => Code::UnclosedComment,
        Syntax::BadEscape(_) => Code::BadEscape,
        Syntax::BadNumber(_) | Syntax::Range => Code::BadNumber,
        Syntax::UnitBehindNumber { .. } => Code::UnitBehindNumber,
        Syntax::TooNested | Syntax::TooManyValues => Code::TooNested,
        Syntax::DuplicateKey(_) => Code::DuplicateKey,
        Syntax::MixedArguments => Code::MixedArguments,
        Syntax::KeyWithoutQuotes(_) | Syntax::KeyNotText | Syntax::FieldInQuotes(_) | Syntax::NameWithoutQuotes(_) => {
            Code::Quotes
        }
    }
}

fn of_type(problem: &Type) -> Code {
    match problem {
        Type::UnknownField { .. } => Code::UnknownField,
        Type::UnknownWord { .. } => Code::UnknownWord,
        Type::UnknownUnit { .. } => Code::UnknownUnit,
        Type::MissingField(_) => Code::MissingField,
        Type::WrongType { .. } => Code::WrongType,
        Type::NeedsUnit { .. } => Code::NeedsUnit,
        Type::OutOfRange { .. } => Code::OutOfRange,
        Type::BadText { .. } => Code::BadText,
        Type::WrongArguments { .. } => Code::WrongArguments,
        Type::Unreadable | Type::Other(_) => Code::BadValue,
    }
}

fn of_override(problem: &OverrideProblem) -> Code {
    match problem {
        OverrideProblem::NoSuchPath { .. } => Code::NoSuchPath,
        OverrideProblem::BadPath => Code::BadPath,
        OverrideProblem::BadValue { .. } => Code::BadOverride,
        OverrideProblem::BadFactor => Code::BadFactor,
        OverrideProblem::NothingToScale => Code::NothingToScale,
    }
}

fn of_check(problem: &Check) -> Code {
    match problem {
        Check::UnknownFormat { .. } => Code::UnknownFormat,
        Check::Unknown { .. } => Code::UnknownName,
        Check::NameTwice { .. } => Code::NameTwice,
        Check::ConnectionTwice { .. } => Code::ConnectionTwice,
        Check::LeadsToItself { .. } => Code::LeadsToItself,
        Check::TooMany { .. } => Code::TooMany,
        Check::TooDeep { .. } => Code::TooDeep,
        Check::EmptyList => Code::EmptyList,
        Check::EmptyText | Check::LongText { .. } | Check::ControlCharacter => Code::BadWords,
        Check::NotPositive { .. } => Code::NotPositive,
        Check::OutOfRange { .. } => Code::OutOfRange,
        Check::TooShort { .. } => Code::TooShort,
        Check::WrongOrder { .. } => Code::WrongOrder,
        Check::OddVapourPressure { .. } | Check::PressureAgainstHeat { .. } => Code::OddVapourPressure,
        Check::BadCas { .. } => Code::BadCas,
        Check::ShadowsFact { .. } => Code::ShadowsFact,
        Check::BadFactKey { .. } => Code::BadFactKey,
        Check::NoSubject { .. } => Code::NoSubject,
        Check::WrongValue { .. } | Check::NotANumber { .. } => Code::WrongValue,
        Check::NothingToCompare | Check::IsBesideBounds | Check::EmptyRange { .. } => Code::Comparison,
        Check::NotAPlace { .. } => Code::NotAPlace,
        Check::NotOwnFact { .. } => Code::NotOwnFact,
        Check::NotMeasurable { .. } => Code::NotMeasurable,
        Check::WrongFact { .. } | Check::NotOfBlocks { .. } => Code::WrongFact,
        Check::NotABlock { .. } | Check::NotAHospital { .. } | Check::NotARoom { .. } => Code::WrongSite,
        Check::HoldsUnprovoked => Code::HoldsUnprovoked,
        Check::StepOfAnother { .. } => Code::StepOfAnother,
        Check::WorkWithoutCrews | Check::CrewsWithoutWork => Code::Work,
        Check::MissingSkill { .. } => Code::MissingSkill,
        Check::OnlyForInjects { .. } | Check::NotForInjects { .. } => Code::WrongUser,
        Check::NotHeard { .. } => Code::NotHeard,
        Check::NoAir => Code::NoAir,
        Check::NoWayOut { .. } => Code::NoWayOut,
        Check::NoWay { .. } => Code::NoWay,
        Check::NoBasis => Code::NoBasis,
        Check::AfterTheEnd { .. } => Code::AfterTheEnd,
        Check::NothingHappens => Code::NothingHappens,
        Check::SecondSubstance { .. } => Code::SecondSubstance,
        Check::RefCycle { .. } => Code::RefCycle,
        Check::NoWeight => Code::NoWeight,
        Check::NoBands | Check::NoGrades | Check::NoContents { .. } => Code::RubricLacks,
        Check::AlwaysSo => Code::AlwaysSo,
    }
}
