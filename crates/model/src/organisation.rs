//! An organisation: its posts, crews and procedures. All that an organisation does is data.

use crate::{Dist, FactRef, Id, Source, Step, Text};
use hazdrill_units::{CubicMetres, CubicMetresPerSecond, MetresPerSecond, SimDuration};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A body with posts that decide and crews that work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Name.
    pub name: Text,
    /// The place of its posts and crews, unless they say otherwise.
    pub base: Id,
    /// How its people walk and notice.
    pub habit: Habit,
    /// Posts: one person each.
    #[serde(default)]
    pub posts: BTreeMap<Id, Post>,
    /// Crews.
    #[serde(default)]
    pub crews: BTreeMap<Id, Crew>,
    /// Procedures, by name; each a list of steps.
    #[serde(default)]
    pub procedures: BTreeMap<Id, Vec<Step>>,
}

/// How people walk and how quickly they take notice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habit {
    /// Walking speed.
    pub walks: MetresPerSecond,
    /// Time from what the senses offer to taking notice of it.
    pub notices: Dist,
    /// Where the figures come from.
    pub source: Source,
}

/// A seat: one person with duties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Name of the role.
    pub name: Text,
    /// Where the person is at the start; the base where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Id>,
    /// Channels by which the post can be reached, besides being spoken to face to face.
    #[serde(default)]
    pub hears: Vec<Id>,
    /// The crew with which the person travels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rides: Option<Id>,
    /// Substances that the person knows by sight.
    #[serde(default)]
    pub handles: Vec<Id>,
    /// What the person can do with own hands.
    #[serde(default)]
    pub skills: Vec<Skill>,
    /// Facts that the person keeps back: said as unknown to everybody outside the organisation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withholds: Vec<FactRef>,
}

/// A team that moves and works as one, under a leader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crew {
    /// Name.
    pub name: Text,
    /// Persons.
    pub people: u32,
    /// Where it is at the start; the base where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Id>,
    /// What it can do.
    pub skills: Vec<Skill>,
    /// Protection that it wears in the hot zone.
    pub protection: Protection,
    /// Working time of its breathing apparatus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub air: Option<SimDuration>,
    /// Stretcher places of its vehicles.
    #[serde(default)]
    pub carries: u32,
    /// Foam solution that it can apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foam: Option<CubicMetresPerSecond>,
    /// How much of it there is for one attack; as much as is asked for where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foam_stock: Option<CubicMetres>,
    /// Water that it can apply beside, from hydrants: it cools what burns in a room, and does nothing to a burning liquid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub water: Option<CubicMetresPerSecond>,
    /// From the order to leaving the base.
    pub turnout: Dist,
    /// Channels by which it can be reached, besides being spoken to face to face.
    pub hears: Vec<Id>,
    /// Channels by which it reports a finished task to the one who ordered it, first choice first.
    pub reports: Vec<Id>,
    /// What it does with an order of another organisation.
    #[serde(default, skip_serializing_if = "OutsideOrders::is_default")]
    pub outside_orders: OutsideOrders,
    /// Where the figures come from.
    pub source: Source,
}

/// What a crew does with an order of another organisation. Anybody may call it back (`withdraw`): a warning of danger is
/// heeded whoever gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutsideOrders {
    /// Takes it as one of its own: at once if it is free, else after what it has in hand; an urgent one interrupts.
    #[default]
    Take,
    /// Takes it if it has nothing in hand and no order waits; refuses it else.
    WhenFree,
    /// Refuses it.
    Refuse,
}

impl OutsideOrders {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What a person or crew can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Read a gas meter.
    Measure,
    /// Close or plug a leak.
    ShutOff,
    /// Ventilate with own equipment.
    Ventilate,
    /// Close a cordon.
    Cordon,
    /// Cut electric power.
    CutPower,
    /// Search rooms and bring people out.
    Rescue,
    /// Apply foam.
    Foam,
    /// Take up spilled liquid.
    Absorb,
    /// Sort casualties and treat them.
    Medical,
    /// Decontaminate people.
    Decontaminate,
}

/// Protection of the breath and the skin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// None.
    None,
    /// Filter mask.
    FilterMask,
    /// Self-contained breathing apparatus.
    BreathingApparatus,
    /// Chemical suit, level 2.
    SuitLevel2,
    /// Gas-tight chemical suit, level 1.
    SuitLevel1,
}

impl Protection {
    /// Whether the wearer breathes own air.
    pub fn has_own_air(self) -> bool {
        matches!(self, Self::BreathingApparatus | Self::SuitLevel1 | Self::SuitLevel2)
    }
}
