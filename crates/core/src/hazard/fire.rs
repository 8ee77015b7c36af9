//! Fire: a pool burns, sets the contents of its room on fire, heats and smokes it, until nothing is left to burn or foam has
//! put it out.
//!
//! The fire of a room is one: its pool and its contents burn together, and it is out when neither does.

use super::contents::BurningContents;
use super::site::{RoomData, SubstanceData};
use super::water::Streams;
use bevy_ecs::prelude::*;
use hazdrill_physics::contents_fire::{FURNISHINGS, time_to_ignition};
use hazdrill_physics::pool_fire;
use hazdrill_physics::smoke::Yields;
use hazdrill_record::EventId;
use hazdrill_units::{
    CubicMetresPerSecond, Joules, KgPerS, Metres, SimDuration, SquareMetres, Watts, WattsPerM2, maths,
};
use serde::{Deserialize, Serialize};

/// A fire of less than this share of what it would be without foam is out.
pub(super) const OUT_SHARE: f64 = 0.02;
/// A fire of less than this share of what it would be without foam is under control.
pub(super) const CONTROLLED_SHARE: f64 = 0.5;

/// Heat that the air of a room gives before it is used up, J/m³: 3.0 MJ/kg (Huggett 1980) times 1.2 kg/m³; unverified.
const HEAT_OF_ROOM_AIR: f64 = 3.6e6;
/// kg of carbon monoxide per kg of fuel that burns with half of the air it needs or less: 0.25, of 0.2 to 0.3; unverified.
const STARVED_MONOXIDE: f64 = 0.25;
/// Share of the heat of a flame that is radiated: 0.3 for ether-like fuels, measured 0.21 to 0.31 for alcohols and
/// acetone (MaCFP data base); unverified for ether.
const RADIATED: f64 = 0.3;
/// Heat flux from the flames of a pool to what stands in them: 60 kW/m², of 40 to 100; unverified.
const IN_POOL_FLAMES: WattsPerM2 = WattsPerM2::new(60e3);

/// The fire of a room at the last grid point.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FireState {
    /// What burns.
    pub burning: Option<Burning>,
    /// The act by which it is attacked: with as much as the lines give that play on the room.
    pub attack: Option<EventId>,
    /// Foam lies on what is left of the pool: it neither burns nor evaporates.
    pub covered: bool,
    /// Smoke in the room, kg.
    pub smoke_kg: f64,
    /// Carbon monoxide in the room, kg.
    pub monoxide_kg: f64,
    /// Heat of the fire whose smoke it is, J.
    pub smoke_j: f64,
    /// Heat that the contents of the room have given so far, J: the used part of their load.
    pub contents_j: f64,
}

/// A fire that burns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Burning {
    /// The event of its start.
    pub because: EventId,
    /// Share of the pool that burns: less under foam.
    pub share: f64,
    /// How long the flames of the pool have stood, s.
    pub stood_s: f64,
    /// The contents, once they are on fire.
    pub contents: Option<BurningContents>,
    /// What has burnt of the substance, kg.
    pub burnt_kg: f64,
    /// Heat that it has given, J.
    pub given_j: f64,
    /// Heat that the contents had given before this fire, J.
    pub contents_before_j: f64,
    /// Burning area at the last grid point, m².
    pub area_m2: f64,
    /// Heat release at the last grid point, W.
    pub heat_w: f64,
    /// Whether it has been under control.
    pub controlled: bool,
    /// Burning area as people have it before their eyes, m².
    pub seen_m2: f64,
}

/// What a step of a fire has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FireTurn {
    /// It burns on.
    #[default]
    On,
    /// It has come under control.
    Controlled,
    /// It is out, because of the lines that played on it.
    PutOut,
    /// It is out: nothing is left to burn.
    BurntOut,
}

/// What a step of a fire has burnt and given, and what it has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Burnt {
    /// Of the substance, kg.
    pub(super) kg: f64,
    pub(super) soot_kg: f64,
    pub(super) monoxide_kg: f64,
    pub(super) heat_j: f64,
    pub(super) turn: FireTurn,
    /// The contents have caught fire in this step.
    pub(super) caught: bool,
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
    /// Heat release when a share of it burns: as a deep pool of that area, less where the film is thin.
    fn heat_w(&self, substance: &SubstanceData, share: f64) -> f64 {
        let depth = self.kg / substance.liquid_density.value() / self.wet_m2.max(f64::MIN_POSITIVE);
        let deep = pool_fire::heat_release(&substance.fuel, SquareMetres::new(self.wet_m2 * share)).value();
        deep * pool_fire::thin_spill_share(Metres::new(depth.min(1.0)))
    }
}

/// Heat that the pool has given in a step, W, what burnt of it, kg, and what it would give without foam, W.
#[derive(Clone, Copy, Debug, Default)]
struct PoolStep {
    heat_w: f64,
    kg: f64,
    free_w: f64,
}

impl FireState {
    /// A fire starts on a pool.
    pub(super) fn start(&mut self, spill: &Spill, substance: &SubstanceData, because: EventId) {
        self.burning = Some(Burning {
            because,
            share: 1.0,
            stood_s: 0.0,
            contents: None,
            burnt_kg: 0.0,
            given_j: 0.0,
            contents_before_j: self.contents_j,
            area_m2: spill.wet_m2,
            heat_w: spill.heat_w(substance, 1.0),
            controlled: false,
            seen_m2: spill.wet_m2.ceil(),
        });
    }

    /// Lets the fire burn for `dt` under `streams`, with air for a heat release of `breathes` once that of the room is used up.
    pub(super) fn burn(
        &mut self,
        data: &RoomData,
        substance: &SubstanceData,
        spill: &mut Spill,
        streams: Option<Streams>,
        breathes: impl FnOnce() -> Watts,
        dt: SimDuration,
    ) -> Burnt {
        let seconds = dt.seconds();
        let Some(fire) = &mut self.burning else { return Burnt::default() };
        let was_covered = self.covered;
        let pool = fire.burn_pool(spill, substance, streams.map(|s| s.foam), &mut self.covered, dt);
        let air = if fire.given_j <= HEAT_OF_ROOM_AIR * data.volume_m3 { Watts::MAX } else { breathes() };
        let mut burnt = Burnt { kg: pool.kg, soot_kg: pool.kg * substance.soot, ..Burnt::default() };
        burnt.monoxide_kg = monoxide(substance.carbon_monoxide, pool.kg, air.value() / pool.heat_w.max(1.0));
        let mut free_w = pool.free_w;
        let (mut heat_w, mut area_m2) = (pool.heat_w, spill.wet_m2 * fire.share);
        let (mut contents_burn, mut quenched) = (false, false);
        if let (Some(contents), Some(on_fire)) = (&data.contents, &mut fire.contents) {
            let left = Watts::new((air.value() - pool.heat_w).max(0.0));
            let given = Joules::new(self.contents_j);
            let stream = streams.map(|s| s.all);
            let step = on_fire.burn(contents, data.layered.floor_area, given, left, stream, dt);
            self.contents_j = (self.contents_j + step.heat_w * seconds).min(contents.fuel.load.value());
            let kg = step.heat_w * seconds / contents.heat_of_combustion.value();
            burnt.soot_kg += kg * contents.soot;
            burnt.monoxide_kg += monoxide(contents.carbon_monoxide, kg, left.value() / step.wanted_w.max(1.0));
            heat_w += step.heat_w;
            free_w += step.free_w;
            area_m2 += step.floor_m2;
            quenched = on_fire.goes_out();
            contents_burn = on_fire.share > 0.0 && !contents.fuel.is_used_up(Joules::new(self.contents_j));
        } else if let Some(contents) = &data.contents
            && fire.lights_contents()
            && !contents.fuel.is_used_up(Joules::new(self.contents_j))
        {
            fire.contents = Some(BurningContents::lit());
            (contents_burn, burnt.caught) = (true, true);
        }
        burnt.heat_j = heat_w * seconds;
        (fire.area_m2, fire.heat_w) = (area_m2, heat_w);
        fire.given_j += burnt.heat_j;
        fire.burnt_kg += pool.kg;
        let pool_left = !self.covered && (spill.kg > 0.0 || spill.fed);
        burnt.turn = if !pool_left && !contents_burn {
            // Whichever went out last.
            let put_out = quenched || (self.covered && !was_covered);
            if put_out { FireTurn::PutOut } else { FireTurn::BurntOut }
        } else if streams.is_some() && !fire.controlled && heat_w < CONTROLLED_SHARE * free_w {
            fire.controlled = true;
            FireTurn::Controlled
        } else {
            FireTurn::On
        };
        burnt
    }

    /// Whether there is fire or smoke.
    pub fn is_alive(&self) -> bool {
        self.burning.is_some() || self.smoke_kg > 0.0
    }

    /// Whether the pool of the room burns, of which there is so much.
    pub(super) fn pool_burns(&self, pool_kg: f64) -> bool {
        self.burning.is_some() && !self.covered && pool_kg > 0.0
    }
}

impl Burning {
    /// Heat flux to somebody in the room, half of its side away from the flames.
    pub(crate) fn radiates(&self, data: &RoomData) -> WattsPerM2 {
        let side = maths::sqrt(data.layered.floor_area.value());
        pool_fire::radiation(Watts::new(self.heat_w), RADIATED, Metres::new(0.5 * side))
    }

    /// Lets the pool burn that foam does not cover.
    ///
    /// The film burns thinner where it lies. Where it burns as fast as it is fed, no more of the floor stays wet than that
    /// sustains; where nothing feeds it, it is burnt out.
    fn burn_pool(
        &mut self,
        spill: &mut Spill,
        substance: &SubstanceData,
        foam: Option<CubicMetresPerSecond>,
        covered: &mut bool,
        dt: SimDuration,
    ) -> PoolStep {
        if *covered || spill.kg <= 0.0 {
            return PoolStep::default();
        }
        if let Some(time) = foam.and_then(|foam| substance.foam.time_to_control(foam, SquareMetres::new(spill.wet_m2)))
        {
            self.share *= falls(time, dt);
        }
        let free_w = spill.heat_w(substance, 1.0);
        let heat_w = spill.heat_w(substance, self.share);
        let wanted = pool_fire::consumption(&substance.fuel, Watts::new(heat_w)).value() * dt.seconds();
        let kg = wanted.min(spill.kg);
        let fuelled = if wanted > 0.0 { kg / wanted } else { 0.0 };
        if kg >= spill.kg {
            spill.wet_m2 *= fuelled;
        }
        spill.kg -= kg;
        self.stood_s += dt.seconds();
        if self.share < OUT_SHARE {
            *covered = true;
            self.share = 0.0;
        }
        PoolStep { heat_w: heat_w * fuelled, kg, free_w: free_w * fuelled }
    }

    /// Whether the flames of the pool have stood for long enough to set on fire what stands in them.
    fn lights_contents(&self) -> bool {
        self.stood_s >= time_to_ignition(IN_POOL_FLAMES, &FURNISHINGS).seconds()
    }
}

/// What is left of a fire after `dt`: nine tenths of the flames are down after the time to control, an exponential fall
/// through that point.
pub(super) fn falls(time_to_control: SimDuration, dt: SimDuration) -> f64 {
    let times = dt.seconds() / time_to_control.seconds().max(dt.seconds());
    maths::exp(-times * core::f64::consts::LN_10)
}

fn monoxide(well_fed: f64, kg: f64, air: f64) -> f64 {
    let yields = Yields { soot: 0.0, carbon_monoxide: well_fed, carbon_monoxide_starved: STARVED_MONOXIDE };
    yields.carbon_monoxide_rate(KgPerS::new(kg), air).value()
}
