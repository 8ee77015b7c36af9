//! One step of the grid: what ran out, what evaporated, where the vapour went, and which thresholds that crossed.

use super::burning::FADED;
use super::detector::DetectorState;
use super::explosion::{Damage, Shock};
use super::fire::FireState;
use super::haze::{Haze, Wind};
use super::horizon::{ACTIVE, COARSE, FINE, FLAMES, Horizon, PASSED, SMOKES};
use super::ignition::IgnitionState;
use super::leak::{LeakStage, VesselState};
use super::offer::Offers;
use super::room::{RoomControls, RoomState};
use super::site::{Accounts, Grid, RoomData, RoomNow, Scratch, Site, SubstanceData};
use super::switching::Switching;
use super::water::Water;
use crate::kernel::{Agenda, Clock, Due, Id, Index, Journal, Kind, Luck, Names, Purpose, Set, Sets, Wake, WakeKey};
use crate::places::Barred;
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::fact::key;
use hazdrill_model::{Outflow, Value, VentilationMode};
use hazdrill_physics::detector::Ramp;
use hazdrill_physics::layered::{self, RoomAir};
use hazdrill_physics::pool::{self, Pool, SURFACE_EMISSIVITY, Surroundings};
use hazdrill_record::EventId;
use hazdrill_record::happening::{
    Became, DetectorAlarmed, DetectorFailed, LeakStarted, LeakStopped, VentilationSwitched,
};
use hazdrill_units::{CubicMetres, Kelvin, KgPerS, Kilograms, Metres, SimDuration, SquareMetres, VolumeFraction};

/// Bands of the floor's fraction, percent of LFL: the record says when the truth passes from one to the next.
pub(super) const BANDS: [f64; 4] = [10.0, 25.0, 50.0, 100.0];
/// A band is left below this share of its lower end, so that a value on the line does not chatter.
const BAND_HYSTERESIS: f64 = 0.9;
/// Where bands are left and entered, in rising order.
const BAND_EDGES: [f64; 8] = {
    let [a, b, c, d] = BANDS;
    [a * BAND_HYSTERESIS, a, b * BAND_HYSTERESIS, b, c * BAND_HYSTERESIS, c, d * BAND_HYSTERESIS, d]
};
/// Height of the mouth and nose of a standing person, m.
const BREATHING_HEIGHT: Metres = Metres::new(1.5);
/// A vapour whose whole mass is below this share of what was released concerns nobody: the grid stops.
const NEGLIGIBLE_SHARE: f64 = 1e-6;
/// In air of less than this share of LFL no source is looked at.
const FAR_FROM_FLAMMABLE: f64 = 0.01;
/// Less than this share of LFL no meter shows: the last digit of its display, rounded.
const UNSEEN_SHARE: f64 = 0.000_5;

/// The releases of the scenario, by rank of their id. Static.
#[derive(Resource, Clone, Debug, Default)]
pub struct Releases(pub(crate) Vec<ReleaseData>);

#[derive(Clone, Debug)]
pub(crate) struct ReleaseData {
    pub(crate) vessel: Id,
    pub(crate) how: Outflow,
}

/// Everything that a grid step reads and writes.
#[derive(SystemParam)]
pub struct Hazard<'w, 's> {
    pub(super) site: Res<'w, Site>,
    pub(super) index: Res<'w, Index>,
    pub(super) clock: Res<'w, Clock>,
    pub(super) luck: Res<'w, Luck>,
    pub(super) names: Res<'w, Names>,
    pub(super) releases: Res<'w, Releases>,
    pub(super) grid: ResMut<'w, Grid>,
    pub(super) accounts: ResMut<'w, Accounts>,
    pub(super) scratch: ResMut<'w, Scratch>,
    pub(super) agenda: ResMut<'w, Agenda>,
    pub(super) rooms: Query<'w, 's, &'static mut RoomState>,
    pub(super) controls: Query<'w, 's, &'static mut RoomControls>,
    pub(super) fires: Query<'w, 's, (&'static mut FireState, &'static mut Damage)>,
    pub(super) switching: ResMut<'w, Switching>,
    pub(super) haze: ResMut<'w, Haze>,
    pub(super) water: ResMut<'w, Water>,
    pub(super) wind: Res<'w, Wind>,
    pub(super) barred: ResMut<'w, Barred>,
    pub(super) shocks: MessageWriter<'w, Shock>,
    pub(super) vessels: Query<'w, 's, &'static mut VesselState>,
    pub(super) detectors: Query<'w, 's, &'static mut DetectorState>,
    pub(super) sources: Query<'w, 's, &'static mut IgnitionState>,
    pub(super) offers: Offers<'w>,
    pub(super) journal: Journal<'w>,
}

pub(super) const GRID: WakeKey =
    WakeKey { set: Set::Hazard, id: Id { kind: Kind::Other, rank: 0 }, wake: Wake::Grid, detail: 0 };

/// Begins the releases that are due, and the grid with the first of them.
pub fn open_releases(due: Res<Due>, mut hazard: Hazard) -> Sets {
    for (release, inject) in due.of(Set::Injects, Wake::Release) {
        // The detail is the event of the inject that lets it begin.
        hazard.open(release, (inject > 0).then_some(EventId::from(inject)));
    }
    // A point of the grid may have been among it.
    Sets::when(due.any(Set::Injects, Wake::Release), Set::Exposure)
}

/// Moves the hazard on to its next grid point.
pub fn advance(due: Res<Due>, mut hazard: Hazard) {
    for (vessel, detail) in due.of(Set::Hazard, Wake::Burst) {
        match detail {
            FADED => hazard.fade(vessel),
            _ => hazard.burst(vessel),
        }
    }
    if due.any(Set::Hazard, Wake::Grid) {
        hazard.step();
    }
}

impl Hazard<'_, '_> {
    fn open(&mut self, release: Id, inject: Option<EventId>) {
        self.look_again();
        let site = &*self.site;
        let data = &self.releases.0[release.rank as usize];
        let (Some(vessel), Some(substance)) = (site.vessels.iter().find(|v| v.id == data.vessel), &site.substance)
        else {
            return;
        };
        let room = site.rooms[vessel.room].id;
        let started = LeakStarted {
            release: self.names.word(release).clone(),
            vessel: self.names.word(vessel.id).clone(),
            substance: self.names.word(substance.id).clone(),
        };
        let draft = self.journal.event(started).at(room);
        let event = match inject {
            Some(inject) => draft.because(inject),
            None => draft.root(crate::kernel::Root::Release),
        };
        let mut state = self.vessels.get_mut(self.index.entity(vessel.id)).expect("every vessel has a state");
        state.how = Some(data.how.clone());
        state.stage = LeakStage::Leaking(event);
        self.accounts.because = Some(event);
        self.rooms.get_mut(self.index.entity(room)).expect("every room has a state").because = Some(event);
        self.offers.leak(room, 0.0, substance, event);
        if !self.grid.running {
            let next = self.clock.now + FINE;
            *self.grid = Grid { last: Some(self.clock.now), running: true, next: Some(next), ..*self.grid };
            self.agenda.at(next, GRID);
        }
    }

    /// Something begins now that the end of the step cannot wait for: the grid has a point here, and one a second on.
    pub(super) fn look_again(&mut self) {
        if self.grid.running {
            self.step();
            self.agenda.at(self.clock.now + FINE, GRID);
        }
    }

    fn step(&mut self) {
        let now = self.clock.now;
        let Some(last) = self.grid.last else { return };
        let Some(substance) = self.site.substance.clone() else { return };
        let dt = now.since(last);
        if dt == SimDuration::ZERO {
            return;
        }
        // It came before its time: what waits at the end of the step is void.
        if let Some(next) = self.grid.next.replace(now).filter(|next| *next > now) {
            self.agenda.cancel(next, GRID);
        }
        self.gather();
        self.grid.breath_fraction = 0.0;
        self.grid.burns = self.scratch.burns;
        let (leaking, burns) = self.feed(dt, &substance);
        self.let_flow(dt);
        self.evaporate(dt, &substance);
        let Scratch { rooms, air, layered: memory, .. } = &mut *self.scratch;
        let (doors, outdoors, vapour) = (&self.site.doors, self.site.outdoors, &substance.liquid.vapour);
        let departed = layered::advance(rooms, air, doors, outdoors, vapour, dt, memory);
        self.accounts.vented_kg += departed.vented.value();
        self.accounts.outdoors_kg += departed.outdoors.value();
        self.spread(dt, &substance);
        self.strike_arcs(&substance);
        self.ignite(dt, &substance);
        self.detect(dt, &substance);
        self.drift(departed.vented.value() + departed.outdoors.value(), dt, &substance);
        let held = self.take_controls();
        let Scratch { burns: smokes, flames, .. } = *self.scratch;
        self.grid.last = Some(now);
        self.grid.unbreathed = self.grid.unbreathed + dt;
        let horizon = &mut self.scratch.horizon;
        if burns {
            // Contents grow over minutes, a small pool changes within seconds.
            horizon.at_most(if flames { FLAMES } else { PASSED });
        } else if leaking {
            horizon.at_most(ACTIVE);
        } else if smokes {
            horizon.at_most(COARSE);
        }
        self.go_on(leaking || burns, held, &substance);
    }

    /// Lets vessels run out, fires burn and smoke spread, second by second where there is a fire: a small pool changes within
    /// seconds. Tells whether something leaks, and whether something burns.
    fn feed(&mut self, dt: SimDuration, substance: &SubstanceData) -> (bool, bool) {
        if !self.scratch.burns {
            return (self.run_out(dt, substance), false);
        }
        let (mut leaking, mut burns) = (false, false);
        let longest = if self.scratch.flames { FINE } else { SMOKES };
        for from in (0..dt.ms()).step_by(longest.ms() as usize) {
            let part = longest.min(SimDuration::from_ms(dt.ms() - from));
            leaking = self.run_out(part, substance);
            burns = self.burn(part, substance);
            self.spread_smoke(part);
        }
        self.settle_smoke();
        (leaking, burns)
    }

    /// Puts the rooms into the words of the model.
    fn gather(&mut self) {
        let scratch = &mut *self.scratch;
        scratch.rooms.clear();
        scratch.air.clear();
        scratch.profiles.clear();
        scratch.now.clear();
        scratch.switched = false;
        scratch.burns = false;
        scratch.flames = false;
        scratch.soot_out_kg = 0.0;
        scratch.monoxide_out_kg = 0.0;
        scratch.horizon = Horizon::default();
        for (n, data) in self.site.rooms.iter().enumerate() {
            let entity = self.index.entity(data.id);
            let state = self.rooms.get(entity).expect("every room has a state");
            let controls = self.controls.get(entity).expect("every room has controls");
            let (fire, damage) = self.fires.get(entity).expect("every room has a fire");
            let ventilation = self.site.ventilation(n, state.mode, controls.dampers_failed, damage.windows);
            scratch.flames |= fire.pool_burns(state.pool_kg);
            scratch.burns |= fire.is_alive();
            scratch.switched |= state.mode != controls.mode;
            scratch.now.push(RoomNow {
                pool_kg: state.pool_kg,
                was_wet_m2: state.wet_m2,
                fed: false,
                had_vapour: state.layer_kg + state.upper_kg > 0.0 || state.floor_fraction > 0.0,
                power: controls.power,
                flames: fire.burning.is_some(),
                windows_gone: damage.windows,
                soot_kg: fire.smoke_kg,
                monoxide_kg: fire.monoxide_kg,
                smoke_j: fire.smoke_j,
                because: state.because,
            });
            scratch.rooms.push(layered::Room { ventilation, ..data.layered });
            scratch.air.push(RoomAir {
                layer: Kilograms::new(state.layer_kg),
                upper: Kilograms::new(state.upper_kg),
                layer_depth: Metres::new(state.depth_m),
            });
        }
    }

    /// Lets vessels run out, and stops those that were shut or are empty; tells whether one still leaks.
    fn run_out(&mut self, dt: SimDuration, substance: &SubstanceData) -> bool {
        let mut leaking = false;
        self.scratch.now.iter_mut().for_each(|room| room.fed = false);
        for data in &self.site.vessels {
            let room = self.site.rooms[data.room].id;
            let mut vessel = self.vessels.get_mut(self.index.entity(data.id)).expect("every vessel has a state");
            let LeakStage::Leaking(started) = vessel.stage else { continue };
            let before = vessel.holds_kg;
            let out = vessel.run_out(data, dt);
            self.scratch.horizon.watch(before, vessel.holds_kg, dt, 0.0);
            self.accounts.released_kg += out;
            let mut state = self.rooms.get_mut(self.index.entity(room)).expect("every room has a state");
            let air = self.site.rooms[data.room].layered.temperature;
            let warm = state.pool_kg * state.pool_k + out * air.value();
            state.pool_kg += out;
            let volume = CubicMetres::new(state.pool_kg / substance.liquid_density.value());
            let RoomData { pool_depth, layered, .. } = &self.site.rooms[data.room];
            state.wet_m2 = state.wet_m2.max(pool::spread_area(volume, *pool_depth, layered.floor_area).value());
            let now = &mut self.scratch.now[data.room];
            now.fed |= out > 0.0;
            now.pool_kg = state.pool_kg;
            state.pool_k = if state.pool_kg > 0.0 { warm / state.pool_kg } else { air.value() };
            let reason = match vessel.shut_by {
                Some(act) => Some(("shut", act)),
                None if vessel.is_empty(data) => Some(("empty", started)),
                None => None,
            };
            self.offers.leak(room, vessel.released_kg, substance, started);
            let Some((reason, cause)) = reason else {
                leaking = true;
                continue;
            };
            let stopped = LeakStopped {
                vessel: self.names.word(data.id).clone(),
                reason: reason.into(),
                released_kg: vessel.released_kg,
            };
            let event = self.journal.event(stopped).at(room).because_later_of(cause, started);
            vessel.stage = LeakStage::Stopped(event);
            state.because = Some(event);
            self.offers.stopped(room, event);
        }
        leaking
    }

    /// Lets pools evaporate into the layers over them.
    fn evaporate(&mut self, dt: SimDuration, substance: &SubstanceData) {
        for (n, data) in self.site.rooms.iter().enumerate() {
            if self.scratch.now[n].pool_kg <= 0.0 {
                continue;
            }
            let mut state = self.rooms.get_mut(self.index.entity(data.id)).expect("every room has a state");
            let fire = self.fires.get(self.index.entity(data.id)).expect("every room has a fire").0;
            // Flames take what a burning pool gives off; foam keeps in what it covers.
            if fire.burning.is_some() || fire.covered {
                continue;
            }
            let around = Surroundings {
                air_temperature: data.layered.temperature,
                air_speed: data.layered.air_speed,
                // As large as it is in the middle of the step.
                area: SquareMetres::new(0.5 * (self.scratch.now[n].was_wet_m2 + state.wet_m2)),
                floor_coefficient: data.floor_heat,
                emissivity: SURFACE_EMISSIVITY,
                air_fraction: VolumeFraction::new(state.floor_fraction),
            };
            let liquid = Pool { mass: Kilograms::new(state.pool_kg), temperature: Kelvin::new(state.pool_k) };
            let gone = pool::step(&liquid, &substance.liquid, &around, dt);
            state.pool_kg -= gone.mass.value();
            state.pool_k = gone.temperature.value();
            self.scratch.now[n].pool_kg = state.pool_kg;
            if state.pool_kg <= 0.0 {
                state.wet_m2 = 0.0;
            }
            let room = &mut self.scratch.rooms[n];
            room.inflow = KgPerS::new(gone.mass.value() / dt.seconds());
            room.inflow_fraction = gone.film_fraction;
        }
    }

    /// Takes over the new air, and tells which bands and thresholds it has passed.
    fn spread(&mut self, dt: SimDuration, substance: &SubstanceData) {
        for (n, data) in self.site.rooms.iter().enumerate() {
            let air = self.scratch.air[n];
            let profile = self.scratch.layered.profile(n);
            self.scratch.profiles.push(profile);
            if air.total().value() <= 0.0 && !self.scratch.now[n].had_vapour {
                continue;
            }
            let mut state = self.rooms.get_mut(self.index.entity(data.id)).expect("every room has a state");
            state.layer_kg = air.layer.value();
            state.upper_kg = air.upper.value();
            state.depth_m = air.layer_depth.value();
            let (before, floor_before) = (state.breath_fraction, state.floor_fraction);
            state.floor_fraction = profile.layer.value().max(profile.upper.value());
            state.breath_fraction = profile.at(BREATHING_HEIGHT).value();
            self.grid.breath_fraction = self.grid.breath_fraction.max(state.breath_fraction);
            state.mean_fraction = profile.mean.value();
            let cause = state.because.or(self.accounts.because).expect("vapour comes from a release");
            let smells = state.breath_fraction >= substance.odour;
            if smells != (before >= substance.odour) {
                self.offers.odour(data.id, smells, cause);
            }
            let of_limit = |fraction: f64| 100.0 * fraction / substance.range.lower.value();
            let percent = of_limit(state.floor_fraction);
            let horizon = &mut self.scratch.horizon;
            horizon.watch_all(of_limit(floor_before), percent, dt, &BAND_EDGES);
            for threshold in [substance.odour, substance.idlh] {
                horizon.watch(before, state.breath_fraction, dt, threshold);
            }
            if state.breath_fraction >= substance.idlh {
                horizon.at_most(PASSED);
            }
            if self.scratch.rooms[n].inflow.value() > 0.0 || state.band > 0 {
                self.scratch.horizon.at_most(COARSE);
            }
            let band = next_band(state.band, percent);
            if band != state.band {
                let entered = if band > state.band { BANDS[usize::from(band) - 1] } else { BANDS[usize::from(band)] };
                let value = if band > state.band { entered } else { entered * BAND_HYSTERESIS };
                state.band = band;
                let became = Became {
                    fact: format!("{}:{}", key::VAPOUR, self.names.word(data.id)).into(),
                    value: Some(Value::Number(value)),
                };
                self.journal.event(became).at(data.id).because(cause);
            }
        }
    }

    /// Lets sources ignite what is flammable around them.
    fn ignite(&mut self, dt: SimDuration, substance: &SubstanceData) {
        let mut lit: Vec<(usize, Id)> = Vec::new();
        for source in &self.site.sources {
            let Scratch { profiles, horizon, now, .. } = &mut *self.scratch;
            let profile = profiles[source.room];
            let richest = profile.layer.value().max(profile.upper.value());
            if richest <= FAR_FROM_FLAMMABLE * substance.range.lower.value()
                || (source.electric && !now[source.room].power)
            {
                continue;
            }
            let mut state = self.sources.get_mut(self.index.entity(source.id)).expect("every source has a state");
            if !state.live {
                continue;
            }
            let fraction = profile.at(source.height);
            for limit in [substance.range.lower, substance.range.upper] {
                horizon.watch(state.fraction, fraction.value(), dt, limit.value());
            }
            state.fraction = fraction.value();
            if !substance.range.contains(fraction) {
                continue;
            }
            let (names, luck, nth) = (&self.names, &self.luck, u64::from(state.ignitions));
            let draw = || luck.unit(Purpose::Ignition, &[names.word(source.id)], nth);
            if !state.bear(source.rate.value() * dt.seconds(), draw) {
                horizon.watch_source(source.rate.value(), state.left());
                continue;
            }
            horizon.at_most(FINE);
            lit.push((source.room, source.id));
        }
        for (room, source) in lit {
            self.light(room, source, None, substance);
        }
    }

    /// Lets detectors read, and sound.
    fn detect(&mut self, dt: SimDuration, substance: &SubstanceData) {
        let mut interlocked: Vec<Id> = Vec::new();
        for data in &self.site.detectors {
            let room = &self.site.rooms[data.room];
            let mut state = self.detectors.get_mut(self.index.entity(data.id)).expect("every detector has a state");
            let fraction = self.scratch.profiles[data.room].at(data.height);
            let truth = 100.0 * substance.range.share_of_lower_limit(fraction);
            let ramp = Ramp { from: state.truth, to: truth };
            let before = (state.reading, state.truth);
            state.reading = data.sensor.reading_after(state.reading, ramp, dt);
            state.truth = truth;
            if !state.dead {
                for alarm in [data.low, data.high].into_iter().skip(usize::from(state.alarms)) {
                    self.scratch.horizon.watch(before.0, state.reading, dt, alarm);
                    self.scratch.horizon.watch(before.1, state.truth, dt, alarm);
                }
            }
            let alarms = if state.reading >= data.high { 2 } else { u8::from(state.reading >= data.low) };
            if alarms <= state.alarms || state.dead {
                continue;
            }
            let word = self.names.word(data.id).clone();
            let air = self.rooms.get(self.index.entity(room.id)).expect("every room has a state");
            let cause = air.because.or(self.accounts.because).expect("vapour comes from a release");
            if state.alarms == 0 && self.luck.happens(data.fails.value(), Purpose::DetectorFails, &[&word], 0) {
                state.dead = true;
                self.journal.event(DetectorFailed { detector: word }).at(room.id).because(cause);
                continue;
            }
            if state.alarms == 0 {
                interlocked.extend(self.site.rooms.iter().filter(|r| r.interlock.contains(&data.id)).map(|r| r.id));
            }
            state.alarms = alarms;
            let level = if alarms == 2 { "high" } else { "low" };
            let alarmed = DetectorAlarmed { detector: word, level: level.into(), reading: state.reading };
            let event = self.journal.event(alarmed).at(room.id).because(cause);
            state.because = Some(event);
            self.offers.alarm(data, room.id, state.reading, event);
            for room in interlocked.drain(..) {
                let mut controls = self.controls.get_mut(self.index.entity(room)).expect("every room has controls");
                if controls.mode != VentilationMode::Emergency {
                    let switched = VentilationSwitched { mode: "emergency".into() };
                    let event = self.journal.event(switched).at(room).because(event);
                    controls.mode = VentilationMode::Emergency;
                    controls.mode_because = Some(event);
                    self.scratch.switched = true;
                }
            }
        }
    }

    /// Takes the controls that act from this grid point on; gives what the rooms hold, liquid and vapour, kg.
    fn take_controls(&mut self) -> f64 {
        let mut held = 0.0;
        for (room, air) in self.scratch.now.iter().zip(&self.scratch.air) {
            held += room.pool_kg + air.total().value();
        }
        if !self.scratch.switched {
            return held;
        }
        for data in &self.site.rooms {
            let entity = self.index.entity(data.id);
            let mut state = self.rooms.get_mut(entity).expect("every room has a state");
            let mut controls = self.controls.get_mut(entity).expect("every room has controls");
            if state.mode != controls.mode {
                if controls.mode == VentilationMode::Emergency && data.dampers_fail > 0.0 {
                    let luck = self.luck.unit(Purpose::DampersFail, &[self.names.word(data.id)], 0);
                    controls.dampers_failed = luck < data.dampers_fail;
                }
                state.mode = controls.mode;
                state.because = controls.mode_because.or(state.because);
                // The rates of the last step are those of the old controls.
                self.scratch.horizon.at_most(FINE);
            }
        }
        held
    }

    /// Puts the next grid point on the agenda, unless nothing is left that could concern anybody.
    fn go_on(&mut self, feeding: bool, held: f64, substance: &SubstanceData) {
        let step = self.scratch.horizon.step();
        let nothing_held = held <= self.accounts.released_kg * NEGLIGIBLE_SHARE;
        let idle = !feeding && !self.scratch.burns && !self.water_flows();
        let over = idle && step > FINE && (nothing_held || self.unnoticed(substance));
        if over {
            self.clear_the_air(substance);
        }
        self.grid.running = !over;
        self.grid.next = (!over).then(|| self.clock.now + step);
        if let Some(next) = self.grid.next {
            self.agenda.at(next, GRID);
        }
    }

    /// Whether no liquid lies uncovered, and nobody can smell or measure what vapour there is: it only thins out.
    fn unnoticed(&self, substance: &SubstanceData) -> bool {
        let least = substance.odour.min(UNSEEN_SHARE * substance.range.lower.value());
        self.site.rooms.iter().all(|data| {
            let entity = self.index.entity(data.id);
            let state = self.rooms.get(entity).expect("every room has a state");
            let (fire, _) = self.fires.get(entity).expect("every room has a fire");
            (state.pool_kg <= 0.0 || fire.covered) && state.floor_fraction < least
        })
    }
}

/// The band of a value, given the band before.
fn next_band(band: u8, percent: f64) -> u8 {
    let up = BANDS.iter().filter(|b| percent >= **b).count() as u8;
    let down = BANDS.iter().filter(|b| percent >= **b * BAND_HYSTERESIS).count() as u8;
    if up > band { up } else { down.min(band) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_the_line_does_not_chatter() {
        assert_eq!(next_band(0, 10.0), 1);
        assert_eq!(next_band(1, 9.5), 1);
        assert_eq!(next_band(1, 8.9), 0);
        assert_eq!(next_band(0, 120.0), 4);
        assert_eq!(next_band(4, 5.0), 0);
    }
}
