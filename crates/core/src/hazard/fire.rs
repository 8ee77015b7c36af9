//! Fire: a pool burns, heats and smokes its room, until it is burnt out or foam has put it out.

use super::site::SubstanceData;
use bevy_ecs::prelude::*;
use hazdrill_physics::pool_fire;
use hazdrill_record::EventId;
use hazdrill_units::{CubicMetresPerSecond, Metres, SimDuration, SimTime, SquareMetres, Watts, maths};
use serde::{Deserialize, Serialize};

/// A fire of less than this share of its pool is out.
pub(super) const OUT_SHARE: f64 = 0.02;
/// A fire of less than this share of its pool is under control.
pub(super) const CONTROLLED_SHARE: f64 = 0.5;

/// The fire of a room at the last grid point.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FireState {
    /// What burns.
    pub burning: Option<Burning>,
    /// Foam that is applied, m³/s, and the act that does so.
    pub foam: Option<(f64, EventId)>,
    /// Foam lies on what is left of the pool: it neither burns nor evaporates.
    pub covered: bool,
    /// Smoke in the room, kg.
    pub smoke_kg: f64,
    /// Carbon monoxide in the room, kg.
    pub monoxide_kg: f64,
}

/// A fire that burns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Burning {
    /// Since when.
    pub since: SimTime,
    /// The event of its start.
    pub because: EventId,
    /// Share of the pool that burns: less under foam.
    pub share: f64,
    /// What has burnt, kg.
    pub burnt_kg: f64,
    /// Burning area at the last grid point, m².
    pub area_m2: f64,
    /// Heat release at the last grid point, W.
    pub heat_w: f64,
    /// Whether it has been under control.
    pub controlled: bool,
}

/// What a step of a fire has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FireTurn {
    /// It burns on.
    On,
    /// It has come under control.
    Controlled,
    /// It is out, because of foam.
    OutByFoam,
    /// It is out: nothing is left to burn.
    BurntOut,
}

impl FireState {
    /// A fire starts on a pool.
    pub(super) fn start(&mut self, spill: &Spill, substance: &SubstanceData, now: SimTime, because: EventId) {
        let area_m2 = spill.wet_m2;
        let heat_w = spill.heat_w(substance, 1.0);
        self.burning =
            Some(Burning { since: now, because, share: 1.0, burnt_kg: 0.0, area_m2, heat_w, controlled: false });
    }

    /// Lets the fire burn for `dt`; gives what burnt, kg, and what came of it.
    ///
    /// The film burns thinner where it lies. Where it burns as fast as it is fed, no more of the floor stays wet than that
    /// sustains; where nothing feeds it, it is burnt out.
    pub(super) fn burn(&mut self, spill: &mut Spill, substance: &SubstanceData, dt: SimDuration) -> (f64, FireTurn) {
        let Some(fire) = &mut self.burning else { return (0.0, FireTurn::On) };
        if let Some((foam, _)) = self.foam {
            // Nine tenths of the flames are down after the time to control: an exponential fall through that point.
            let flow = CubicMetresPerSecond::new(foam);
            if let Some(time) = substance.foam.time_to_control(flow, SquareMetres::new(spill.wet_m2)) {
                let times = dt.seconds() / time.seconds().max(dt.seconds());
                fire.share *= maths::exp(-times * core::f64::consts::LN_10);
            }
        }
        let heat_w = spill.heat_w(substance, fire.share);
        let wanted = pool_fire::consumption(&substance.fuel, Watts::new(heat_w)).value() * dt.seconds();
        let burnt = wanted.min(spill.kg);
        let dry = burnt >= spill.kg;
        if dry && wanted > 0.0 {
            spill.wet_m2 *= burnt / wanted;
        }
        spill.kg -= burnt;
        fire.area_m2 = spill.wet_m2 * fire.share;
        fire.heat_w = if wanted > 0.0 { heat_w * (burnt / wanted) } else { 0.0 };
        fire.burnt_kg += burnt;
        let turn = if fire.share < OUT_SHARE {
            FireTurn::OutByFoam
        } else if dry && !spill.fed {
            FireTurn::BurntOut
        } else if fire.share < CONTROLLED_SHARE && !fire.controlled {
            fire.controlled = true;
            FireTurn::Controlled
        } else {
            FireTurn::On
        };
        (burnt, turn)
    }

    /// Whether there is fire or smoke.
    pub fn is_alive(&self) -> bool {
        self.burning.is_some() || self.smoke_kg > 0.0
    }
}

/// The liquid on the floor of a room, as a fire meets it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spill {
    /// How much there is, kg.
    pub(super) kg: f64,
    /// Floor that it wets, m².
    pub(super) wet_m2: f64,
    /// Whether more runs out.
    pub(super) fed: bool,
}

impl Spill {
    /// Heat release when a share of it burns, W: as a deep pool of that area, less where the film is thin.
    fn heat_w(&self, substance: &SubstanceData, share: f64) -> f64 {
        let depth = self.kg / substance.liquid_density.value() / self.wet_m2.max(f64::MIN_POSITIVE);
        let deep = pool_fire::heat_release(&substance.fuel, SquareMetres::new(self.wet_m2 * share)).value();
        deep * pool_fire::thin_spill_share(Metres::new(depth.min(1.0)))
    }
}
