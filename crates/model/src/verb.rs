//! Verbs: what a step or an order can do. Each variant's effect stands in the engine under the same name
//! (`core::work::verbs`).

use crate::{ActorRef, CrewRef, Dist, FactRef, Id, Value, VentilationMode};
use core::fmt;
use hazdrill_units::{Degrees, Metres, SimDuration};
use serde::de::{self, Deserializer, EnumAccess, MapAccess, VariantAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// What is done.
///
/// Verbs of work may name `crews`: then the actor gives an order to them, which travels over a channel, and they do
/// the work in the time `work` and report back. Without crews the actor does it with own hands. A crew of another
/// organisation is named with it, `"organisation/crew"`; whether it takes the order is up to it
/// ([`OutsideOrders`](crate::OutsideOrders)).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Verb {
    /// Goes to a place on foot.
    Go {
        /// Where to.
        to: Where,
    },
    /// Tells what one believes. A fact that is not known is told as unknown.
    Tell {
        /// Whom: posts, crews, groups, or whole organisations.
        whom: Vec<ActorRef>,
        /// What.
        facts: Vec<FactRef>,
        /// By which channels, first choice first.
        by: Vec<Id>,
    },
    /// Asks somebody, who answers with what they believe.
    Ask {
        /// Whom.
        whom: ActorRef,
        /// About what.
        facts: Vec<FactRef>,
        /// By which channels, first choice first.
        by: Vec<Id>,
    },
    /// Notes a fact of the scenario's own that can only be told: a conclusion, a thing agreed.
    Note {
        /// The fact.
        fact: FactRef,
        /// Its value.
        is: Value,
    },
    /// Measures at a place: the vapour, and with it the substance.
    Measure {
        /// What to measure.
        facts: Vec<FactRef>,
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time that the crews need on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Closes or plugs the source at a place.
    ShutSource {
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time that the crews need on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Switches the ventilation of a place. Whoever does so stands at `from`, or in the place itself.
    Ventilate {
        /// Which place.
        at: Where,
        /// To what.
        mode: VentilationMode,
        /// Where the switch is; the place itself where it is not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Id>,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time that the crews need on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Cuts the electric power of a place, from a breaker elsewhere.
    CutPower {
        /// Which place.
        at: Where,
        /// Where the breaker is; the place itself where it is not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Id>,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time that the crews need on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Closes a cordon around a place.
    Cordon {
        /// Around which place.
        around: Where,
        /// How far out.
        radius: Metres,
        /// Where it is set up.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time that the crews need on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Sends crews to a place.
    Dispatch {
        /// Which.
        crews: Vec<CrewRef>,
        /// Where to. Vehicles stop at the nearest place on a road.
        to: Where,
        /// Facts that go with the order, besides the place.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        facts: Vec<FactRef>,
        /// By which channels the order goes; the channels of the crew where none is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        by: Vec<Id>,
    },
    /// Calls crews back to a place, whatever they are doing.
    Withdraw {
        /// Which.
        crews: Vec<CrewRef>,
        /// Where to.
        to: Where,
    },
    /// Counts the people at a place against a list: the only origin of `people.missing`.
    HeadCount {
        /// Where.
        at: Where,
        /// The list: groups and posts.
        of: Vec<ActorRef>,
    },
    /// Says something that is so because this post says it: a level, a headquarters, a plan, a report upwards.
    Declare {
        /// The fact, one that is declared.
        fact: FactRef,
        /// Its value.
        is: Stated,
        /// Of which blocks of neighbours it is said, where the fact is one of a place: chosen when it is said, by what the
        /// one who says it believes. Those for whom it has been said already are left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        blocks: Option<Blocks>,
        /// What the document carries; what is not known stands in it as unknown.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<FactRef>,
    },
    /// Does work whose result is a fact: drains plugged, a shelter opened.
    Make {
        /// The fact, one that is the result of work.
        fact: FactRef,
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time that the crews need on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Searches a place and brings out who lies there, one after another, until nobody is found.
    Rescue {
        /// Where to search.
        at: Where,
        /// Where to bring them.
        to: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time of one search until somebody is found, or it is sure that nobody is left.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Sorts casualties at a place, one after another.
    Triage {
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time for one casualty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Treats casualties at a place, the worst first, until each is stable.
    Treat {
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time for one casualty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Decontaminates casualties at a place, one after another.
    Decontaminate {
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time for one person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Loads casualties, the worst first, and drives them to a hospital.
    Transport {
        /// Where they are.
        from: Where,
        /// The hospital.
        to: Id,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time to load.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Attacks a fire with foam.
    Extinguish {
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time to lay lines and be ready.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Takes up and covers spilled liquid.
    Absorb {
        /// Where.
        at: Where,
        /// Crews that do it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time that the crews need on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Leads the neighbours of a block away, or tells them to stay in, door by door.
    Evacuate {
        /// The block.
        area: Where,
        /// Where they go; they stay in and shut the windows where it is not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Id>,
        /// Crews that do it, each pair at a door.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crews: Vec<CrewRef>,
        /// Time at one door.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        work: Option<Dist>,
    },
    /// Declares the incident over.
    AllClear,
    /// Closes a road (injects only).
    CloseRoad(Id),
    /// Opens a road (injects only).
    OpenRoad(Id),
    /// Turns the wind: it comes from here now (injects only).
    TurnWind(Degrees),
    /// Silences a channel (injects only).
    SilenceChannel(Id),
    /// Brings a channel back (injects only).
    RestoreChannel(Id),
    /// Takes a post out of the play: nobody answers there (injects only).
    RemovePost(ActorRef),
    /// Lets a crowd gather at a place (injects only). A cordon that is closed moves it back to its line.
    GatherCrowd {
        /// Where.
        at: Id,
        /// How many people.
        people: u32,
    },
    /// Lets the press put a question to a post (injects only).
    PressAsks(ActorRef),
    /// Lets a release begin: a second leak (injects only). With `weight: 0` it does not begin by itself.
    BeginRelease(Id),
}

impl Verb {
    /// The word, as scenarios and records write it.
    pub fn word(&self) -> &'static str {
        self.kind().word()
    }

    /// The crews that are ordered, if any.
    pub fn crews(&self) -> &[CrewRef] {
        match self {
            Self::Measure { crews, .. }
            | Self::ShutSource { crews, .. }
            | Self::Ventilate { crews, .. }
            | Self::CutPower { crews, .. }
            | Self::Cordon { crews, .. }
            | Self::Make { crews, .. }
            | Self::Rescue { crews, .. }
            | Self::Triage { crews, .. }
            | Self::Treat { crews, .. }
            | Self::Decontaminate { crews, .. }
            | Self::Transport { crews, .. }
            | Self::Extinguish { crews, .. }
            | Self::Absorb { crews, .. }
            | Self::Evacuate { crews, .. }
            | Self::Dispatch { crews, .. }
            | Self::Withdraw { crews, .. } => crews,
            _ => &[],
        }
    }

    /// The time that ordered crews need on the spot, where the verb has one.
    pub fn work(&self) -> Option<&Dist> {
        match self {
            Self::Measure { work, .. }
            | Self::ShutSource { work, .. }
            | Self::Ventilate { work, .. }
            | Self::CutPower { work, .. }
            | Self::Make { work, .. }
            | Self::Rescue { work, .. }
            | Self::Triage { work, .. }
            | Self::Treat { work, .. }
            | Self::Decontaminate { work, .. }
            | Self::Transport { work, .. }
            | Self::Extinguish { work, .. }
            | Self::Absorb { work, .. }
            | Self::Evacuate { work, .. }
            | Self::Cordon { work, .. } => work.as_ref(),
            _ => None,
        }
    }

    /// Whether only an inject may use it.
    pub fn is_for_injects(&self) -> bool {
        matches!(
            self,
            Self::CloseRoad(_)
                | Self::OpenRoad(_)
                | Self::TurnWind(_)
                | Self::SilenceChannel(_)
                | Self::RestoreChannel(_)
                | Self::RemovePost(_)
                | Self::GatherCrowd { .. }
                | Self::PressAsks(_)
                | Self::BeginRelease(_)
        )
    }
}

/// A place by its id, or the place that one believes: `"gate"`, `believed("leak.place")`.
#[derive(Clone, Debug, PartialEq)]
pub enum Where {
    /// This place.
    Place(Id),
    /// The value of this fact in the mind of the one who acts.
    Believed(FactRef),
}

impl Serialize for Where {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Place(id) => id.serialize(serializer),
            Self::Believed(fact) => serializer.serialize_newtype_variant("Where", 1, "believed", fact),
        }
    }
}

impl<'de> Deserialize<'de> for Where {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WhereVisitor;
        impl<'de> Visitor<'de> for WhereVisitor {
            type Value = Where;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"place\" / believed(\"fact\")")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Where, E> {
                Id::new(text).map(Where::Place).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
            fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Where, A::Error> {
                let (word, payload) = access.variant::<String>()?;
                if word == "believed" {
                    payload.newtype_variant().map(Where::Believed)
                } else {
                    Err(de::Error::unknown_variant(&word, &["believed"]))
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Where, A::Error> {
                match map.next_key::<String>()? {
                    Some(word) if word == "believed" => map.next_value().map(Where::Believed),
                    Some(word) => Err(de::Error::unknown_variant(&word, &["believed"])),
                    None => Err(de::Error::invalid_value(de::Unexpected::Map, &self)),
                }
            }
        }
        deserializer.deserialize_any(WhereVisitor)
    }
}

/// How somebody chooses blocks of neighbours on the map, which everybody knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Blocks {
    /// Those to which the wind blows from the place of the release. Both are what one believes: of the wind the forecast of
    /// the day (`weather`), until one has noticed or been told another; of the place that of the leak, or else of a fire or
    /// a bang. Whoever believes what is old or wrong chooses other blocks than the vapour reaches.
    Downwind {
        /// No farther from the release than this.
        within: Metres,
        /// No more than this to either side of the way that the wind blows.
        either_side: Degrees,
    },
}

/// A value, or what one believes of another fact: `"IV"`, `believed("level.proposed")`.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    /// This value.
    Value(Value),
    /// The value of this fact in the mind of the one who acts.
    Believed(FactRef),
}

impl Serialize for Stated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Believed(fact) => serializer.serialize_newtype_variant("Stated", 1, "believed", fact),
        }
    }
}

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StatedVisitor;
        impl<'de> Visitor<'de> for StatedVisitor {
            type Value = Stated;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false, a number, a \"word\" / believed(\"fact\")")
            }
            fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Stated, E> {
                Ok(Stated::Value(Value::Flag(flag)))
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Stated, E> {
                Ok(Stated::Value(Value::Number(n as f64)))
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Stated, E> {
                Ok(Stated::Value(Value::Number(n as f64)))
            }
            fn visit_f64<E: de::Error>(self, n: f64) -> Result<Stated, E> {
                if n.is_finite() {
                    Ok(Stated::Value(Value::Number(n)))
                } else {
                    Err(E::invalid_value(de::Unexpected::Float(n), &self))
                }
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Stated, E> {
                Ok(Stated::Value(Value::Word(text.into())))
            }
            fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Stated, A::Error> {
                let (word, payload) = access.variant::<String>()?;
                if word == "believed" {
                    payload.newtype_variant().map(Stated::Believed)
                } else {
                    Err(de::Error::unknown_variant(&word, &["believed"]))
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Stated, A::Error> {
                match map.next_key::<String>()? {
                    Some(word) if word == "believed" => map.next_value().map(Stated::Believed),
                    Some(word) => Err(de::Error::unknown_variant(&word, &["believed"])),
                    None => Err(de::Error::invalid_value(de::Unexpected::Map, &self)),
                }
            }
        }
        deserializer.deserialize_any(StatedVisitor)
    }
}

/// An order to a seat, from somebody outside the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// When.
    pub at: SimDuration,
    /// The seat: `organisation/post`, `organisation/crew`.
    pub seat: ActorRef,
    /// What.
    #[serde(rename = "do")]
    pub act: Verb,
}
