//! Fire: a pool burns, heats and smokes its room, until it is burnt out or foam has put it out.

use super::site::{RoomData, SubstanceData};
use bevy_ecs::prelude::*;
use hazdrill_physics::smoke::Yields;
use hazdrill_physics::{pool, pool_fire};
use hazdrill_record::EventId;
use hazdrill_units::{CubicMetres, CubicMetresPerSecond, KgPerS, SimDuration, SimTime, SquareMetres, Watts, maths};
use serde::{Deserialize, Serialize};

/// A fire of less than this share of its pool is out.
pub(super) const OUT_SHARE: f64 = 0.02;
/// A fire of less than this share of its pool is under control.
pub(super) const CONTROLLED_SHARE: f64 = 0.5;

/// Heat that the air of a room gives before it is used up, J/m³: 3.0 MJ/kg (Huggett 1980) times 1.2 kg/m³; unverified.
const HEAT_OF_ROOM_AIR: f64 = 3.6e6;
/// kg of carbon monoxide per kg of fuel that burns with half of the air it needs or less: 0.25, of 0.2 to 0.3; unverified.
const STARVED_MONOXIDE: f64 = 0.25;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FireTurn {
    /// It burns on.
    #[default]
    On,
    /// It has come under control.
    Controlled,
    /// It is out, because of foam.
    OutByFoam,
    /// It is out: nothing is left to burn.
    BurntOut,
}

/// What a step of a fire has burnt, kg, the carbon monoxide that it gave, kg, and what it has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Burnt {
    pub(super) kg: f64,
    pub(super) monoxide_kg: f64,
    pub(super) turn: FireTurn,
}

impl FireState {
    /// A fire starts on a pool.
    pub(super) fn start(
        &mut self,
        data: &RoomData,
        substance: &SubstanceData,
        pool_kg: f64,
        now: SimTime,
        because: EventId,
    ) {
        let area_m2 = pool_area(data, substance, pool_kg);
        let heat_w = heat(substance, area_m2);
        self.burning =
            Some(Burning { since: now, because, share: 1.0, burnt_kg: 0.0, area_m2, heat_w, controlled: false });
    }

    /// Lets the fire burn for `dt`, on a pool of so many kg that more runs into or not, with air for a heat release of
    /// `breathes`.
    pub(super) fn burn(
        &mut self,
        data: &RoomData,
        substance: &SubstanceData,
        (pool_kg, fed): (f64, bool),
        breathes: impl FnOnce() -> Watts,
        dt: SimDuration,
    ) -> Burnt {
        let Some(fire) = &mut self.burning else { return Burnt::default() };
        let pool = pool_area(data, substance, pool_kg);
        if let Some((foam, _)) = self.foam {
            // Nine tenths of the flames are down after the time to control: an exponential fall through that point.
            let flow = CubicMetresPerSecond::new(foam);
            if let Some(time) = substance.foam.time_to_control(flow, SquareMetres::new(pool)) {
                let times = dt.seconds() / time.seconds().max(dt.seconds());
                fire.share *= maths::exp(-times * core::f64::consts::LN_10);
            }
        }
        fire.area_m2 = pool * fire.share;
        fire.heat_w = heat(substance, fire.area_m2);
        let rate = pool_fire::consumption(&substance.fuel, Watts::new(fire.heat_w)).value();
        let burnt = (rate * dt.seconds()).min(pool_kg);
        fire.burnt_kg += burnt;
        // The air that is in the room lasts for a while; then the fire lives on what comes in.
        let released = fire.burnt_kg * substance.heat_of_combustion.value();
        let air =
            if released <= HEAT_OF_ROOM_AIR * data.volume_m3 { 1.0 } else { breathes().value() / fire.heat_w.max(1.0) };
        let yields = Yields {
            soot: substance.soot,
            carbon_monoxide: substance.carbon_monoxide,
            carbon_monoxide_starved: STARVED_MONOXIDE,
        };
        let monoxide_kg = yields.carbon_monoxide_rate(KgPerS::new(burnt), air).value();
        let turn = if fire.share < OUT_SHARE {
            FireTurn::OutByFoam
        } else if burnt >= pool_kg && !fed {
            FireTurn::BurntOut
        } else if fire.share < CONTROLLED_SHARE && !fire.controlled {
            fire.controlled = true;
            FireTurn::Controlled
        } else {
            FireTurn::On
        };
        Burnt { kg: burnt, monoxide_kg, turn }
    }

    /// Whether there is fire or smoke.
    pub fn is_alive(&self) -> bool {
        self.burning.is_some() || self.smoke_kg > 0.0
    }
}

/// Area of a pool of so much liquid, m².
pub(super) fn pool_area(data: &RoomData, substance: &SubstanceData, pool_kg: f64) -> f64 {
    let volume = CubicMetres::new(pool_kg / substance.liquid_density.value());
    pool::spread_area(volume, data.pool_depth, data.layered.floor_area).value()
}

fn heat(substance: &SubstanceData, area_m2: f64) -> f64 {
    pool_fire::heat_release(&substance.fuel, SquareMetres::new(area_m2)).value()
}
