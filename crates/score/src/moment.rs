//! When something happened: a moment, a stamp, the stamps of an evaluation.

use hazdrill_model::Reading;
use hazdrill_record::{Event, EventId};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};
use std::collections::BTreeMap;

/// An event that happened, at a minute that is known or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since the start; `None`: it happened, nobody knows the minute.
    pub t_ms: Option<i64>,
    /// The event.
    pub event: EventId,
}

impl Moment {
    /// The moment of an event.
    pub(crate) fn of(event: &Event) -> Self {
        Self { t_ms: event.t_ms, event: event.seq }
    }

    /// Seconds since the start, where the minute is known.
    pub fn s(self) -> Option<f64> {
        self.t_ms.map(seconds)
    }

    /// Milliseconds from `self` to `to`, below zero where `to` came first; `None` where a minute is unknown.
    pub fn ms_until(self, to: Self) -> Option<i64> {
        Some(to.t_ms?.saturating_sub(self.t_ms?))
    }

    /// The later of two moments: by the clock where both minutes are known, else by the order of the record.
    pub(crate) fn later(self, other: Self) -> Self {
        let is_after = match (self.t_ms, other.t_ms) {
            (Some(a), Some(b)) if a != b => a > b,
            _ => self.event >= other.event,
        };
        if is_after { self } else { other }
    }
}

/// Milliseconds as seconds.
pub(crate) fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

/// Seconds as whole milliseconds.
pub(crate) fn ms(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Moment", 2)?;
        fields.serialize_field("s", &self.s())?;
        fields.serialize_field("event", &self.event)?;
        fields.end()
    }
}

/// Keeps the first moment with a known minute; without one, the first.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct First(Option<Moment>);

impl First {
    /// Offers the next moment in the order of the record.
    pub(crate) fn offer(&mut self, moment: Moment) {
        match self.0 {
            Some(Moment { t_ms: Some(_), .. }) => {}
            Some(_) if moment.t_ms.is_none() => {}
            _ => self.0 = Some(moment),
        }
    }
    /// What was kept.
    pub(crate) fn moment(self) -> Option<Moment> {
        self.0
    }
}

/// One stamp.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Stamp {
    /// Of the incident as a whole; none where it never happened.
    Once(Option<Moment>),
    /// Of each organisation.
    Each(BTreeMap<String, Option<Moment>>),
}

/// All stamps in the order of the contract; every key is there, whatever happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamps {
    pub(crate) list: Vec<(&'static str, Stamp)>,
    /// The first explosion: a reading of targets that is no stamp of the contract.
    pub(crate) explosion: Option<Moment>,
    /// The first sample of each organisation: the stamp of the contract is that of whoever was first.
    pub(crate) samples: BTreeMap<String, Option<Moment>>,
    /// What there was to do at all.
    pub(crate) scope: Scope,
}

/// What there was to do: where nobody lay hurt nobody can be brought out, and that is no failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    /// Something burnt.
    pub(crate) fire: bool,
    /// Somebody lay hurt, unable to walk, or died.
    pub(crate) fallen: bool,
    /// Somebody was hurt and alive: to be sorted, to be brought to a hospital.
    pub(crate) alive: bool,
}

impl Scope {
    /// The scope of a record that does not tell: nothing is ruled out.
    pub(crate) const UNKNOWN: Self = Self { fire: true, fallen: true, alive: true };
}

impl Stamps {
    /// The stamp `id` of the incident as a whole.
    pub fn get(&self, id: &str) -> Option<Moment> {
        match self.stamp(id)? {
            Stamp::Once(moment) => *moment,
            Stamp::Each(_) => None,
        }
    }

    /// The stamp `id` of one organisation; of those of the incident as a whole only the first sample has one.
    pub fn of(&self, id: &str, organisation: &str) -> Option<Moment> {
        match self.stamp(id)? {
            Stamp::Once(_) if id == SAMPLE => self.samples.get(organisation).copied().flatten(),
            Stamp::Once(_) => None,
            Stamp::Each(each) => each.get(organisation).copied().flatten(),
        }
    }

    /// The moment that a target or an expectation names.
    pub fn at(&self, reading: &Reading) -> Option<Moment> {
        match stamp_of(reading) {
            (EXPLOSION, None) => self.explosion,
            (id, None) => self.get(id),
            (id, Some(organisation)) => self.of(id, organisation),
        }
    }

    /// The moment at a path as intervals and parts write it: `t9_cordon_closed`, `t4_dispatch.fire`, `t3_alarm.first`,
    /// `explosion`.
    pub fn at_path(&self, path: &str) -> Option<Moment> {
        match path.split_once('.') {
            None if path == EXPLOSION => self.explosion,
            None => self.get(path),
            Some((id, FIRST)) => self.first_of(id),
            Some((id, organisation)) => self.of(id, organisation),
        }
    }

    /// Every stamp with its key.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Stamp)> {
        self.list.iter().map(|(id, stamp)| (*id, stamp))
    }

    /// Whether the reading at `path` could come at all.
    pub(crate) fn could_come(&self, path: &str) -> bool {
        match path {
            "t16_first_rescued" => self.scope.fallen,
            "t17_first_triaged" | "t18_first_at_hospital" | "t18_last_at_hospital" => self.scope.alive,
            "t19_fire_controlled" | "t19_fire_out" => self.scope.fire,
            _ => true,
        }
    }

    /// The stamp `id` of the organisation that was first.
    pub fn first_of(&self, id: &str) -> Option<Moment> {
        let Stamp::Each(each) = self.stamp(id)? else { return None };
        let known = each.values().flatten().filter(|moment| moment.t_ms.is_some());
        known.min_by_key(|m| (m.t_ms, m.event)).or_else(|| each.values().flatten().min_by_key(|m| m.event)).copied()
    }

    fn stamp(&self, id: &str) -> Option<&Stamp> {
        self.list.iter().find(|(key, _)| *key == id).map(|(_, stamp)| stamp)
    }
}

impl Serialize for Stamps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.list.len()))?;
        for (id, stamp) in &self.list {
            map.serialize_entry(id, stamp)?;
        }
        map.end()
    }
}

/// What stands in a path in place of an organisation: that which was first.
pub(crate) const FIRST: &str = "first";

/// The path of the reading that is no stamp: the first explosion.
pub(crate) const EXPLOSION: &str = "explosion";

/// The stamp that is one of the incident as a whole, and has a moment of each organisation beside it.
const SAMPLE: &str = "t20_first_sample";

/// The stamp of a reading, and the organisation where it has one.
pub fn stamp_of(reading: &Reading) -> (&'static str, Option<&str>) {
    match reading {
        Reading::Released => ("t0_release", None),
        Reading::Detected => ("t1_detection", None),
        Reading::Reported => ("t2_scene_report", None),
        Reading::Alarmed(id) => ("t3_alarm", Some(id.as_str())),
        Reading::Dispatched(id) => ("t4_dispatch", Some(id.as_str())),
        Reading::Left(id) => ("t5_turnout", Some(id.as_str())),
        Reading::Arrived(id) => ("t6_arrival", Some(id.as_str())),
        Reading::SizedUp => ("t7_size_up", None),
        Reading::Identified => ("t8_substance_identified", None),
        Reading::Cordoned => ("t9_cordon_closed", None),
        Reading::Evacuated => ("t15_evacuated_100", None),
        Reading::LevelProposed => ("t10_level_proposed", None),
        Reading::LevelActivated => ("t10_level_activated", None),
        Reading::Commanded => ("t11_first_commander", None),
        Reading::Headquarters => ("t12_headquarters", None),
        Reading::PlanApproved => ("t13_plan_approved", None),
        Reading::EvacuationOrdered => ("t14_evacuation_order", None),
        Reading::Rescued => ("t16_first_rescued", None),
        Reading::Triaged => ("t17_first_triaged", None),
        Reading::FirstDelivered => ("t18_first_at_hospital", None),
        Reading::LastDelivered => ("t18_last_at_hospital", None),
        Reading::Exploded => (EXPLOSION, None),
        Reading::Stopped => ("t19_leak_stopped", None),
        Reading::FireControlled => ("t19_fire_controlled", None),
        Reading::FireOut => ("t19_fire_out", None),
        Reading::Sampled(id) => (SAMPLE, Some(id.as_str())),
        Reading::Resulted => ("t20_first_result", None),
        Reading::ReportedCounty => ("t21_report_county", None),
        Reading::ReportedCity => ("t21_report_city", None),
        Reading::ReportedProvince => ("t21_report_province", None),
        Reading::Published => ("t22_public_release", None),
        Reading::HandedOver => ("t24_handover", None),
        Reading::AllClear => ("t23_all_clear", None),
    }
}

/// A reading as the path of its stamp below `stamps`: `t9_cordon_closed`, `t4_dispatch.fire`; the first explosion, which
/// is no stamp, is `explosion`.
pub(crate) fn path_of(reading: &Reading) -> String {
    match stamp_of(reading) {
        (id, None) => id.to_owned(),
        (id, Some(organisation)) => format!("{id}.{organisation}"),
    }
}
