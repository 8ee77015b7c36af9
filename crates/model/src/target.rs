//! Targets: how long something may take, from which event to which, and how much it weighs.

use crate::{Basis, Id, Text};
use hazdrill_units::SimDuration;
use serde::{Deserialize, Serialize};

/// A time target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Name; the id serves where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The clock starts.
    pub from: Reading,
    /// The clock stops.
    pub to: Reading,
    /// Full marks up to this.
    pub limit: SimDuration,
    /// No marks from this on; twice the limit where it is not given. A legal target knows no half marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zero_at: Option<SimDuration>,
    /// What kind of rule it is.
    pub kind: TargetKind,
    /// Weight, above 0.
    pub weight: f64,
    /// Law, standard or plan.
    pub source: Basis,
}

/// The kind of rule behind a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// A limit in law: kept or broken.
    Legal,
    /// A norm of the trade.
    Norm,
    /// A rule of the place.
    Local,
    /// Set for this drill.
    Drill,
}

/// A reading of the record: the instant of a stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// t0: the release began.
    Released,
    /// t1: somebody or something noticed it.
    Detected,
    /// t2: reported to the head of the unit.
    Reported,
    /// t3: the organisation received the alarm.
    Alarmed(Id),
    /// t4: the organisation ordered its forces out.
    Dispatched(Id),
    /// t5: its first force left.
    Left(Id),
    /// t6: its first force arrived.
    Arrived(Id),
    /// t7: the first size-up was made.
    SizedUp,
    /// t8: the responders knew the substance.
    Identified,
    /// t9: the cordon was closed.
    Cordoned,
    /// t15: all who were in the building of the leak were out.
    Evacuated,
    /// t10: a response level was proposed.
    LevelProposed,
    /// t10: a response level came into force.
    LevelActivated,
    /// t11: somebody took command on the scene.
    Commanded,
    /// t12: the headquarters was set up.
    Headquarters,
    /// t13: the plan was approved.
    PlanApproved,
    /// t14: the evacuation was ordered.
    EvacuationOrdered,
    /// t16: the first casualty was brought out.
    Rescued,
    /// t17: the first casualty was sorted.
    Triaged,
    /// t18: the first casualty reached a hospital.
    FirstDelivered,
    /// t18: the last casualty reached a hospital.
    LastDelivered,
    /// The explosion.
    Exploded,
    /// t19: the leak was stopped.
    Stopped,
    /// t19: the fire was under control.
    FireControlled,
    /// t19: the fire was out.
    FireOut,
    /// t20: the first sample was taken.
    Sampled,
    /// t20: the first result was known.
    Resulted,
    /// t21: reported to the county.
    ReportedCounty,
    /// t21: reported to the city.
    ReportedCity,
    /// t21: reported to the province.
    ReportedProvince,
    /// t22: the first word to the public.
    Published,
    /// t24: the scene was handed over.
    HandedOver,
    /// t23: all clear.
    AllClear,
}
