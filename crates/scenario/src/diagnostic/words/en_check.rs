//! English: rules across fields, and limits.

use super::{Said, meant, number, shown, some_of};
use hazdrill_model::FactType;
use hazdrill_model::check::{Counted, Problem, Thing};
use hazdrill_units::SimDuration;

fn thing(thing: Thing) -> &'static str {
    match thing {
        Thing::Place => "place",
        Thing::Road => "road",
        Thing::Substance => "substance",
        Thing::Vessel => "vessel",
        Thing::Release => "release",
        Thing::Detector => "detector",
        Thing::Channel => "channel",
        Thing::Organisation => "organisation",
        Thing::Crew => "crew",
        Thing::Actor => "post, crew or group of this organisation",
        Thing::Addressee => "post, crew, group or organisation",
        Thing::Seat => "seat (post or crew)",
        Thing::Step => "step of this organisation",
        Thing::Fact => "fact",
        Thing::Role => "role",
        Thing::Form => "form",
        Thing::Clock => "clock",
        Thing::Grade => "grade of accident",
        Thing::Class => "class of this rubric",
        Thing::Band => "band of this rubric",
        Thing::Item => "item of this rubric",
    }
}

fn counted(what: Counted) -> &'static str {
    match what {
        Counted::People => "people",
        Counted::Seats => "posts and crews",
        Counted::Steps => "steps",
        Counted::StepCopies => "steps, counted once for each member of a group",
        Counted::Places => "places",
        Counted::Fittings => "doors, paths, vessels, detectors, ignition sources and breakers",
        Counted::Entries => "entries",
    }
}

fn kind(kind: FactType) -> &'static str {
    match kind {
        FactType::Flag => "`true` or `false`",
        FactType::Number => "a number",
        FactType::Text => "a word in quotes",
    }
}

fn time(time: SimDuration) -> String {
    format!("{} s", time.seconds())
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a problem")]
pub(super) fn check(problem: &Problem, field: &str) -> Said {
    match problem {
        Problem::UnknownFormat { found } => {
            Said::new(format!("format {found} is not known")).help("this version reads `format: 1`")
        }
        Problem::Unknown { thing: what, name, candidates } => {
            Said::new(format!("there is no {} `{}`", thing(*what), shown(name))).maybe_help(meant(
                name,
                candidates,
                ", ",
                |near| format!("did you mean `{near}`?"),
                |all| format!("there are: {all}"),
            ))
        }
        Problem::NameTwice { name, .. } => Said::new(format!("the name `{}` is taken", shown(name)))
            .help("give one of the two another name; it must be clear who or what is meant"),
        Problem::ConnectionTwice { place, .. } => {
            Said::new(format!("the way to `{}` is described twice", shown(place)))
                .help("a door or path stands in one of the two places that it joins: remove one")
        }
        Problem::LeadsToItself { place } => Said::new(format!("this way leads from `{0}` to `{0}`", shown(place))),
        Problem::TooMany { what, found, limit } => {
            Said::new(format!("too many {}: {found}, and {limit} are allowed", counted(*what)))
        }
        Problem::TooDeep { limit } => Said::new(format!("conditions within conditions: at most {limit}")),
        Problem::EmptyList => Said::new(format!("`{field}` is empty")),
        Problem::EmptyText => Said::new(format!("`{field}` is empty")).help("write some words"),
        Problem::LongText { found, limit } => {
            Said::new(format!("`{field}` is too long: {found} characters, {limit} are allowed"))
        }
        Problem::ControlCharacter => {
            Said::new(format!("`{field}` holds a character that cannot be printed")).help("write it on one line")
        }
        Problem::NotPositive { found } => Said::new(format!("`{field}` must be above 0, found {}", number(*found))),
        Problem::OutOfRange { found, lo, hi } => {
            Said::new(format!("`{}` is out of range: {} … {}", number(*found), number(*lo), number(*hi)))
        }
        Problem::TooShort { found, least } => {
            Said::new(format!("`{field}` is too short: {}, at least {}", time(*found), time(*least)))
                .help("whatever a person does takes time; without it two people could talk for ever in no time")
        }
        Problem::WrongOrder { low, low_value, high, high_value, unit } => Said::new(format!(
            "`{low}` ({} {unit}) must lie below `{high}` ({} {unit})",
            number(*low_value),
            number(*high_value)
        )),
        Problem::OddVapourPressure { kelvin, pascals } => {
            Said::new(format!("this fit gives a vapour pressure of {} Pa at {} K", number(*pascals), number(*kelvin)))
                .help("ln(P/Pa) = a − b / (T/K + c): are the constants in pascals, kelvins and natural logarithms?")
        }
        Problem::PressureAgainstHeat { means, given } => Said::new(format!(
            "the slope of this fit means a heat of vaporisation of {} J/kg, but {} J/kg is given",
            number(means.round()),
            number(given.round())
        ))
        .help("are the constants in pascals, kelvins and natural logarithms?"),
        Problem::BadCas { cas } => Said::new(format!("`{}` is not a CAS number", shown(cas))),
        Problem::ShadowsFact { key } => Said::new(format!("the engine knows a fact `{}` already", shown(key)))
            .help("use that one, or give yours another name"),
        Problem::BadFactKey { key } => Said::new(format!("`{}` cannot be the key of a fact", shown(key)))
            .help("words of a-z, 0-9, - and _, with dots between"),
        Problem::NoSubject { fact } => Said::new(format!("the fact in `{}` has no subject", shown(fact)))
            .help("leave out the colon and what stands behind it"),
        Problem::WrongValue { fact, takes } => Said::new(format!("the value of `{}` is {}", shown(fact), kind(*takes))),
        Problem::NotANumber { fact } => {
            Said::new(format!("`{}` is not a number, so nothing is above or below it", shown(fact)))
                .help("write `is: …` or `knows(…)`")
        }
        Problem::NothingToCompare => Said::new("`believes` compares with nothing")
            .help("add `is`, `above` or `below`; to ask whether a fact is known at all, write `knows(…)`"),
        Problem::IsBesideBounds => Said::new("`is` stands beside `above` or `below`").help("keep one of them"),
        Problem::EmptyRange { above, below } => {
            Said::new(format!("no number is above {} and below {}", number(*above), number(*below)))
        }
        Problem::NotAPlace { fact } => Said::new(format!("the value of `{}` is not a place", shown(fact)))
            .help("`leak.place`, `crew.at:…`, or a text fact of your own"),
        Problem::NotOwnFact { fact } => Said::new(format!("`{}` cannot be noted", shown(fact)))
            .help("a note takes a fact that the scenario declares under `facts`; the others come from the world"),
        Problem::NotMeasurable { fact } => Said::new(format!("no instrument shows `{}`", shown(fact))),
        Problem::WrongFact { fact, verb } => Said::new(format!("`{verb}` does not take `{}`", shown(fact)))
            .help("`hazdrill list facts` says how each comes about: what is declared, and what is the result of work"),
        Problem::NotOfBlocks { fact } => Said::new(format!("blocks cannot be chosen for `{}`", shown(fact)))
            .help("`blocks` goes with a flag about places, such as `evacuation.ordered`, that names none itself"),
        Problem::NotABlock { place } => Said::new(format!("`{}` is no block of neighbours", shown(place)))
            .help("give the place a `block: (homes: …, people: …, need_help: …, source: …)`"),
        Problem::NotAHospital { place } => Said::new(format!("`{}` is no hospital", shown(place)))
            .help("give the place a `hospital: (beds: …, resuscitation: …, source: …)`"),
        Problem::NotARoom { place } => {
            Said::new(format!("`{}` is no room", shown(place))).help("a breaker cuts the power of rooms: name a `room`")
        }
        Problem::HoldsUnprovoked => Said::new("this condition can hold for somebody who knows nothing")
            .help("add what must be known, done or seen: `all([knows(…), not(…)])`"),
        Problem::StepOfAnother { step, by } => {
            Said::new(format!("the step `{}` is taken by `{}`, who has to tell of it", shown(step), shown(by)))
                .help("`done` and `failed` see one's own steps only; use a fact that is told")
        }
        Problem::WorkWithoutCrews => Said::new("`work` is the time of crews, but no crews are ordered")
            .help("remove `work` (one's own work is `takes`), or add `crews: […]`"),
        Problem::CrewsWithoutWork => {
            Said::new("crews are ordered, but it is not said how long they work").help("add `work: …`")
        }
        Problem::MissingSkill { who, skill } => {
            Said::new(format!("`{}` lacks the skill `{skill}`", shown(who))).help("the order will be refused")
        }
        Problem::OnlyForInjects { verb } => {
            Said::new(format!("`{verb}` is for injects only")).help("people in the drill cannot do this")
        }
        Problem::NotForInjects { verb } => Said::new(format!("an inject cannot `{verb}`"))
            .help("injects can: close_road, open_road; people act by their procedures"),
        Problem::NotHeard { whom } => Said::new(format!("`{}` hears none of these channels", shown(whom)))
            .help("add the channel to `hears`, or another channel to `by`"),
        Problem::NoAir => Said::new("breathing apparatus without its working time").help("add `air: min(…)`"),
        Problem::NoWayOut { place } => Said::new(format!("no door leads out of `{}`", shown(place))),
        Problem::NoWay { from, to } => Said::new(format!("no way leads from `{}` to `{}`", shown(from), shown(to)))
            .help("add a door, a path or a road"),
        Problem::NoBasis => Said::new("a limit without the rule behind it").help("add `basis: \"…\"`"),
        Problem::AfterTheEnd { at, limit } => {
            Said::new(format!("this comes after {}, but the drill ends after {}", time(*at), time(*limit)))
        }
        Problem::NothingHappens => Said::new("no release and no inject: nothing will happen"),
        Problem::SecondSubstance { substance, spreading, .. } => Said::new(format!(
            "a second substance would be released: `{}` beside `{}`",
            shown(substance),
            shown(spreading)
        ))
        .help("one drill follows one substance: put the same into both vessels, or make two scenarios of it"),
        Problem::RefCycle { chain } => Said::new(format!("these items ask for each other: {}", some_of(chain, " → ")))
            .help("an item must be answered by the record in the end: take one `ref(…)` out of the circle"),
        Problem::NoWeight => Said::new("every item of this rubric weighs 0, so there is no total")
            .help("give at least one item a `weight` above 0, or leave `weight` out (1)"),
        Problem::NoBands => Said::new("`rated` rates by bands, and there are none")
            .help("add `bands: [(id: \"p\", name: (zh: …, en: …), from: 90), …]`, or take `yes_no` or `points`"),
        Problem::NoContents { clock } => Said::new(format!("the clock `{}` asks for no contents", shown(clock)))
            .help("write `clock(…)`, or give the clock `contents: \"…\"`, a form of `forms`"),
        Problem::NoGrades => Said::new("`level_within` needs the grades of an accident, and there are none")
            .help("add `use: [\"packs/clocks-cn.ron\"]`, or grades of your own under `accident`"),
        Problem::AlwaysSo => Said::new("a count is always 0 or more: this is never answered no")
            .help("write the least that you want to see, from 1 on"),
    }
}
