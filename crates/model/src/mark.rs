//! Something to look for in a record: the language of clocks and rubrics.
//!
//! A [`Mark`] picks events; what it gives is the first of them whose minute is known, without one the first. It names
//! roles and never organisations: which organisation plays a role stands in `roles`, and a scenario may say otherwise.

use crate::{FactRef, Id, Reading, Value};
use serde::{Deserialize, Serialize};

/// Who plays a part that law and rubrics speak of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Role {
    /// The organisation in whose place the leak is (事发单位), whatever its name.
    Unit,
    /// Every organisation but that one.
    Outside,
    /// Anybody.
    Anybody,
    /// These organisations, or these seats of theirs: `"organisation"`, `"organisation/post"`.
    Seats(Vec<crate::ActorRef>),
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Mark {
    /// The instant of a stamp.
    At(Reading),
    /// An event of this kind.
    Happens(Kind),
    /// Somebody declared the fact; what is declared to be false is taken back, not declared.
    Declared(FactRef),
    /// Somebody declared the fact with this value.
    DeclaredAs {
        /// The fact.
        fact: FactRef,
        /// The value.
        is: Value,
    },
    /// Work whose result is this fact was done.
    Made(FactRef),
    /// A message from one role was heard by another.
    Heard {
        /// Who said it.
        from: Id,
        /// Who heard it.
        by: Id,
    },
    /// Somebody of the role learned the fact, from others or by themselves.
    Learned {
        /// Who.
        by: Id,
        /// The fact.
        fact: FactRef,
    },
    /// Somebody of the role came to believe a number above this.
    Believed {
        /// Who.
        by: Id,
        /// The fact.
        fact: FactRef,
        /// Above this.
        above: f64,
    },
    /// Somebody of the role finished an act of this verb.
    Did {
        /// Who.
        by: Id,
        /// The verb.
        verb: VerbWord,
    },
    /// True casualties reached this grade of accident.
    Graded(Id),
    /// Somebody of the role believed so many casualties that they make this grade.
    BelievedGrade {
        /// Who.
        by: Id,
        /// The grade.
        grade: Id,
    },
    /// Whichever comes first.
    First(Vec<Mark>),
    /// When all have come.
    Last(Vec<Mark>),
    /// The first `what` that comes after `than`.
    After {
        /// What is looked for.
        what: Box<Mark>,
        /// What has to come before.
        than: Box<Mark>,
    },
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each variant is its own word")]
        pub enum $name { $(#[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every one, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word, as records write it.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// A kind of event that a mark can pick without more.
    Kind {
        LeakStarted "leak_started", LeakStopped "leak_stopped", DetectorAlarmed "detector_alarmed",
        DetectorFailed "detector_failed", Ignition "ignition", Explosion "explosion", FireStarted "fire_started",
        ContentsCaught "contents_caught", WindowsBroken "windows_broken",
        FireControlled "fire_controlled", FireOut "fire_out", VesselBurst "vessel_burst", Injured "injured", Died "died",
        Exposed "exposed", Found "found", Rescued "rescued", Triaged "triaged", Treated "treated",
        Decontaminated "decontaminated", Delivered "delivered", TurnedAway "turned_away",
        AreaEvacuated "area_evacuated", HeadCounted "head_counted", CordonClosed "cordon_closed",
        RoadClosed "road_closed", PowerCut "power_cut", VentilationSwitched "ventilation_switched",
        Absorbed "absorbed", Measured "measured", Dispatched "dispatched", AirLow "air_low",
        PostEmpty "post_empty", WindTurned "wind_turned", ChannelSilenced "channel_silenced", AllClear "all_clear",
    }
}

words! {
    /// A verb, as the events of an act name it.
    VerbWord {
        Go "go", Tell "tell", Ask "ask", Note "note", Measure "measure", ShutSource "shut_source",
        Ventilate "ventilate", CutPower "cut_power", Cordon "cordon", Dispatch "dispatch", Withdraw "withdraw",
        HeadCount "head_count", Declare "declare", Make "make", Rescue "rescue", Triage "triage", Treat "treat",
        Decontaminate "decontaminate", Transport "transport", Extinguish "extinguish", Absorb "absorb",
        Evacuate "evacuate", AllClear "all_clear",
    }
}
