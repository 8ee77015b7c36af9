//! What follows an ignition: pressure in the room and next door, a fire of the pool and the contents, windows and vessels that
//! burst in the heat.

use super::advance::Hazard;
use super::explosion::{self, Shock};
use super::fire::{CONTROLLED_SHARE, FireState, FireTurn, OUT_SHARE, Spill};
use super::horizon::FINE;
use super::leak::LeakStage;
use super::room::RoomState;
use super::site::{RoomData, Scratch, Site, SubstanceData};
use super::smoke::WINDOW_HEIGHT;
use crate::kernel::{Id, Purpose, Set, Wake, WakeKey};
use hazdrill_model::Outflow;
use hazdrill_physics::contents_fire::GLASS_FALLS_K;
use hazdrill_physics::fireball;
use hazdrill_physics::ignition::energy;
use hazdrill_physics::layered::Profile;
use hazdrill_physics::pool_fire::{Compartment, Opening, ventilation_limit};
use hazdrill_physics::smoke::rise_k;
use hazdrill_physics::thermal_harm::TENABLE;
use hazdrill_record::happening::{
    Blast, ContentsCaught, DevicesDead, DoorJammed, Explosion, FireControlled, FireOut, FireStarted, Ignition,
    VesselBurst, WindowsBroken,
};
use hazdrill_record::{EventId, Word};
use hazdrill_units::{
    CubicMetres, CubicMetresPerSecond, Joules, Kilograms, Metres, Pascals, SimDuration, SquareMetres, Watts,
    WattsPerM2K,
};

/// Less than this does not go on burning.
const LEAST_FIRE_KG: f64 = 0.05;
/// A door that stands open less than this lets no flame through: the gap of a closed one quenches it.
const FLAME_PASSES: f64 = 0.02;
/// Less vapour than this behind a door is no trail along which a flame runs.
const LEAST_TRAIL_KG: f64 = 0.005;
/// How long the sound of a vessel that bursts can be taken notice of: a judgement.
const HEARD_FOR: SimDuration = SimDuration::from_ms(3_000);
/// The detail of the wake at which it is over.
pub(super) const FADED: u32 = 1;
/// A vessel that bursts spills over this time.
const BURST_SPILLS: SimDuration = SimDuration::from_ms(5_000);

impl Hazard<'_, '_> {
    /// A source ignites the vapour of its room, a breaker because of the act that threw it; the flame runs along the
    /// vapour through open doors.
    pub(super) fn light(&mut self, room: usize, source: Id, act: Option<EventId>, substance: &SubstanceData) {
        let source = self.names.word(source).clone();
        let mut burnt_rooms = vec![room];
        let mut front = vec![(room, source, act)];
        while let Some((room, source, from)) = front.pop() {
            let event = self.burn_off(room, source, from, substance);
            let open = self.site.doors_of(room).filter(|(door, _)| door.open >= FLAME_PASSES);
            for other in open.filter_map(|(_, other)| other).collect::<Vec<_>>() {
                if burnt_rooms.contains(&other) || self.flammable_kg(other, substance) < LEAST_TRAIL_KG {
                    continue;
                }
                burnt_rooms.push(other);
                front.push((other, Word::from(""), Some(event)));
            }
        }
    }

    fn flammable_kg(&self, room: usize, substance: &SubstanceData) -> f64 {
        self.scratch.profiles[room].flammable(&substance.range).mass.value()
    }

    /// The flammable vapour of a room burns at once, with all that follows; gives the event.
    fn burn_off(&mut self, room: usize, source: Word, from: Option<EventId>, substance: &SubstanceData) -> EventId {
        let flammable = Kilograms::new(self.flammable_kg(room, substance));
        let data = &self.site.rooms[room];
        let Scratch { rooms, air, profiles, .. } = &mut *self.scratch;
        let air = &mut air[room];
        let burnt = air.burn(flammable);
        profiles[room] = Profile::of(&rooms[room], air, &substance.liquid.vapour);
        self.accounts.burnt_kg += burnt.value();
        let mut state = self.rooms.get_mut(self.index.entity(data.id)).expect("every room has a state");
        state.layer_kg = air.layer.value();
        state.upper_kg = air.upper.value();
        let energy_j = energy(burnt, substance.heat_of_combustion).value();
        let ignition = Ignition { source, flammable_kg: burnt.value(), energy_j };
        let vapour = state.because.or(self.accounts.because).expect("vapour comes from a release");
        let draft = self.journal.event(ignition).at(data.id);
        let event = match from {
            Some(flame) => draft.because_later_of(flame, vapour),
            None => draft.because(vapour),
        };
        state.because = Some(event);
        self.offers.ignition(data.id, &data.neighbours, event);
        self.explode(room, burnt, substance, event);
        self.set_on_fire(room, substance, event);
        event
    }

    /// What burnt at once presses on the room and on those behind its doors.
    fn explode(&mut self, room: usize, burnt: Kilograms, substance: &SubstanceData, because: EventId) {
        let data = &self.site.rooms[room];
        let entity = self.index.entity(data.id);
        let (_, mut damage) = self.fires.get_mut(entity).expect("every room has a fire");
        let explosion = explosion::explode(&self.site, room, substance, burnt, damage.windows);
        let flame = explosion::flame_height(data, substance, burnt);
        let shock = |room, peak, flame, because| Shock { room, peak, flame, because };
        if explosion.peak < explosion::EXPLODES_FROM {
            self.shocks.write(shock(data.id, explosion.peak, flame, because));
            return;
        }
        let broke = !damage.windows && data.windows.is_some_and(|(_, at)| at <= explosion.peak);
        damage.windows |= broke;
        let nth = damage.explosions;
        damage.explosions += 1;
        let dead = explosion.peak >= explosion::DEVICES_DIE_AT && !core::mem::replace(&mut damage.devices, true);
        let happened =
            Explosion { burnt_kg: burnt.value(), overpressure_kpa: explosion.peak.value() / 1e3, windows: broke };
        let event = self.journal.event(happened).at(data.id).because(because);
        let mut state = self.rooms.get_mut(entity).expect("every room has a state");
        state.because = Some(event);
        self.offers.explosion(data.id, &data.earshot, event);
        if dead {
            self.controls.get_mut(entity).expect("every room has controls").power = false;
            self.journal.event(DevicesDead {}).at(data.id).because(event);
            for detector in self.site.detectors.iter().filter(|d| d.room == room) {
                let mut state =
                    self.detectors.get_mut(self.index.entity(detector.id)).expect("every detector has a state");
                state.dead = true;
            }
        }
        for to in explosion::jammed(data, explosion.peak, nth, &self.luck, &self.names) {
            let jammed = DoorJammed { to: self.names.word(to).clone() };
            let event = self.journal.event(jammed).at(data.id).because(event);
            self.barred.jam(data.id, to, event);
        }
        self.shocks.write(shock(data.id, explosion.peak, flame, event));
        for (other, peak) in explosion::next_door(&self.site, room, substance, burnt, &explosion) {
            if peak < explosion::EXPLODES_FROM {
                continue;
            }
            let other = self.site.rooms[other].id;
            let blast = Blast { overpressure_kpa: peak.value() / 1e3 };
            let event = self.journal.event(blast).at(other).because(event);
            self.shocks.write(shock(other, peak, Metres::new(0.0), event));
        }
    }

    /// Sets the pool of a room on fire.
    fn set_on_fire(&mut self, room: usize, substance: &SubstanceData, because: EventId) {
        let data = &self.site.rooms[room];
        let entity = self.index.entity(data.id);
        let mut state = self.rooms.get_mut(entity).expect("every room has a state");
        let (mut fire, damage) = self.fires.get_mut(entity).expect("every room has a fire");
        if fire.burning.is_some() || fire.covered || state.pool_kg < LEAST_FIRE_KG {
            return;
        }
        fire.start(&spill(&state, false), substance, because);
        self.grid.burns = true;
        let Some(burning) = &fire.burning else { return };
        let started = FireStarted { area_m2: burning.area_m2, heat_kw: burning.heat_w / 1e3 };
        let area = burning.area_m2;
        let windows = damage.windows;
        let event = self.journal.event(started).at(data.id).because(because);
        state.because = Some(event);
        if let Some(burning) = &mut fire.burning {
            burning.because = event;
        }
        self.offers.fire(data.id, &seen_from(&self.site, data, windows), area, event);
        for vessel in self.site.vessels.iter().filter(|v| v.room == room) {
            let Some(bursts) = &vessel.bursts else { continue };
            let time = self.luck.duration(bursts, Purpose::Bursts, &[self.names.word(vessel.id)], 0);
            let key = WakeKey { set: Set::Hazard, id: vessel.id, wake: Wake::Burst, detail: 0 };
            self.agenda.at(self.clock.now + time.max(FINE), key);
        }
    }

    /// Lets rooms burn that are on fire; tells whether one is.
    pub(super) fn burn(&mut self, dt: SimDuration, substance: &SubstanceData) -> bool {
        let mut burns = false;
        for n in 0..self.site.rooms.len() {
            if self.scratch.now[n].flames {
                self.burn_room(n, dt, substance);
                burns = true;
            }
        }
        burns
    }

    fn burn_room(&mut self, n: usize, dt: SimDuration, substance: &SubstanceData) {
        let site = &*self.site;
        let data = &site.rooms[n];
        let Scratch { now, horizon, rooms, .. } = &mut *self.scratch;
        let now = &mut now[n];
        let entity = self.index.entity(data.id);
        let (mut fire, damage) = self.fires.get_mut(entity).expect("every room has a fire");
        let mut state = self.rooms.get_mut(entity).expect("every room has a state");
        let streams = fire.attack.map(|_| self.water.playing_on(data.id));
        let before = shares(&fire);
        let mut spill = spill(&state, now.fed);
        let breathes = || fed(site, n, damage.windows, rooms[n].ventilation);
        let burnt = fire.burn(data, substance, &mut spill, streams, breathes, dt);
        horizon.watch(state.pool_kg, spill.kg, dt, 0.0);
        for (before, share) in before.into_iter().zip(shares(&fire)) {
            for turn in [CONTROLLED_SHARE, OUT_SHARE] {
                horizon.watch(before, share, dt, turn);
            }
        }
        (state.pool_kg, state.wet_m2) = (spill.kg, spill.wet_m2);
        now.pool_kg = spill.kg;
        now.soot_kg += burnt.soot_kg;
        now.monoxide_kg += burnt.monoxide_kg;
        now.smoke_j += burnt.heat_j;
        self.accounts.burnt_kg += burnt.kg;
        if burnt.caught {
            self.catch_contents(n);
        }
        self.bar_ways(n);
        self.break_windows(n);
        self.show_fire(n);
        self.turn_fire(n, burnt.turn);
    }

    /// The contents of a room are on fire: what burns from now on burns because of that.
    fn catch_contents(&mut self, n: usize) {
        let data = &self.site.rooms[n];
        let (mut fire, _) = self.fires.get_mut(self.index.entity(data.id)).expect("every room has a fire");
        let Some(burning) = &mut fire.burning else { return };
        burning.because = self.journal.event(ContentsCaught {}).at(data.id).because(burning.because);
    }

    /// Lets the heat of a fire break the windows of its room: more air comes in, and the flames are seen from outside.
    fn break_windows(&mut self, n: usize) {
        let data = &self.site.rooms[n];
        let (fire, mut damage) = self.fires.get_mut(self.index.entity(data.id)).expect("every room has a fire");
        let Some(burning) = fire.burning.as_ref().filter(|_| data.windows.is_some() && !damage.windows) else { return };
        let heat = Joules::new(self.scratch.now[n].smoke_j);
        if rise_k(heat, CubicMetres::new(data.volume_m3)) < GLASS_FALLS_K {
            return;
        }
        damage.windows = true;
        self.scratch.now[n].windows_gone = true;
        let event = self.journal.event(WindowsBroken {}).at(data.id).because(burning.because);
        self.rooms.get_mut(self.index.entity(data.id)).expect("every room has a state").because = Some(event);
        self.scratch.now[n].because = Some(event);
        let area = burning.area_m2;
        self.offers.fire(data.id, &seen_from(&self.site, data, true), area, burning.because);
    }

    /// Lets the flames of a room bar the ways through it, or no longer do so.
    fn bar_ways(&mut self, n: usize) {
        let data = &self.site.rooms[n];
        let (fire, _) = self.fires.get(self.index.entity(data.id)).expect("every room has a fire");
        let Some(burning) = &fire.burning else { return };
        let bars = burning.radiates(data) > TENABLE;
        if bars != self.barred.is_aflame(data.id) {
            self.barred.fill(data.id, bars, fire.attack.map_or(burning.because, |act| act.max(burning.because)));
        }
    }

    /// Lets people see how large a fire has become: to a square metre, as they judge it.
    fn show_fire(&mut self, n: usize) {
        let data = &self.site.rooms[n];
        let (mut fire, damage) = self.fires.get_mut(self.index.entity(data.id)).expect("every room has a fire");
        let windows = damage.windows;
        let Some(burning) = &mut fire.burning else { return };
        let by_eye = burning.area_m2.ceil();
        if by_eye.to_bits() != burning.seen_m2.to_bits() {
            burning.seen_m2 = by_eye;
            self.offers.fire_size(data.id, &seen_from(&self.site, data, windows), by_eye, burning.because);
        }
    }

    /// Tells that a fire has come under control, or is out.
    fn turn_fire(&mut self, n: usize, turn: FireTurn) {
        let data = &self.site.rooms[n];
        let entity = self.index.entity(data.id);
        let (mut fire, damage) = self.fires.get_mut(entity).expect("every room has a fire");
        let Some(burning) = &fire.burning else { return };
        let since = burning.because;
        let act = fire.attack.unwrap_or(since);
        let foams = || self.water.playing_on(data.id).is_foam();
        let event = match turn {
            FireTurn::On => return,
            FireTurn::Controlled => self.journal.event(FireControlled {}).at(data.id).because_later_of(act, since),
            FireTurn::PutOut | FireTurn::BurntOut => {
                let put_out = turn == FireTurn::PutOut;
                let reason = match put_out {
                    true if foams() => "foam",
                    true => "water",
                    false => "burnt_out",
                };
                let contents_mj = (fire.contents_j - burning.contents_before_j) / 1e6;
                let out = FireOut { reason: reason.into(), burnt_kg: burning.burnt_kg, contents_mj };
                self.journal.event(out).at(data.id).because_later_of(if put_out { act } else { since }, since)
            }
        };
        self.rooms.get_mut(entity).expect("every room has a state").because = Some(event);
        let now = &mut self.scratch.now[n];
        now.because = Some(event);
        if turn != FireTurn::Controlled {
            fire.burning = None;
            fire.covered |= turn == FireTurn::PutOut && foams();
            now.flames = false;
            self.barred.fill(data.id, false, event);
            let windows = damage.windows;
            self.offers.fire_out(data.id, &seen_from(&self.site, data, windows), event);
        }
    }

    /// Lets a vessel burst whose time in the fire is over, if the fire still burns.
    pub(super) fn burst(&mut self, vessel: Id) {
        self.look_again();
        let Some(data) = self.site.vessels.iter().find(|v| v.id == vessel) else { return };
        let room = self.site.rooms[data.room].id;
        let (fire, _) = self.fires.get(self.index.entity(room)).expect("every room has a fire");
        let Some(because) = fire.burning.as_ref().map(|b| b.because) else { return };
        let mut state = self.vessels.get_mut(self.index.entity(vessel)).expect("every vessel has a state");
        if state.is_empty(data) {
            return;
        }
        let substance = self.site.substance.clone();
        let at_once = substance
            .as_ref()
            .zip(data.bursts_at)
            .map_or(0.0, |(substance, pressure)| state.holds_kg * fireball::burns_at_once(&substance.liquid, pressure));
        let burst = VesselBurst { vessel: self.names.word(vessel).clone(), fireball_kg: at_once };
        let event = self.journal.event(burst).at(room).because(because);
        state.holds_kg -= at_once;
        state.released_kg += at_once;
        self.accounts.released_kg += at_once;
        self.accounts.burnt_kg += at_once;
        state.how = Some(Outflow::Spill { over: BURST_SPILLS });
        state.stage = LeakStage::Leaking(event);
        state.shut_by = None;
        let number = data.room;
        self.rooms.get_mut(self.index.entity(room)).expect("every room has a state").because = Some(event);
        self.offers.burst(room, &self.site.rooms[number].earshot, event);
        let faded = WakeKey { set: Set::Hazard, id: vessel, wake: Wake::Burst, detail: FADED };
        self.agenda.at(self.clock.now + HEARD_FOR, faded);
        let Some(substance) = substance.filter(|_| at_once > 0.0) else { return };
        let windows = self.fires.get(self.index.entity(room)).expect("every room has a fire").1.windows;
        let reached = explosion::fireball(&self.site, number, &substance, Kilograms::new(at_once), windows);
        for (n, flame) in reached {
            let room = self.site.rooms[n].id;
            self.shocks.write(Shock { room, peak: Pascals::new(0.0), flame, because: event });
        }
    }

    /// The sound of a vessel that burst is over: whoever comes later has not heard it.
    pub(super) fn fade(&mut self, vessel: Id) {
        let Some(data) = self.site.vessels.iter().find(|v| v.id == vessel) else { return };
        let room = &self.site.rooms[data.room];
        self.offers.burst_over(room.id, &room.earshot);
    }
}

/// The liquid of a room as its fire meets it.
fn spill(state: &RoomState, fed: bool) -> Spill {
    Spill { kg: state.pool_kg, wet_m2: state.wet_m2, fed }
}

/// Shares of pool and contents that foam has left.
fn shares(fire: &FireState) -> [f64; 2] {
    let burning = fire.burning.as_ref();
    let contents = burning.and_then(|fire| fire.contents.as_ref());
    [burning.map_or(0.0, |fire| fire.share), contents.map_or(0.0, |contents| contents.share)]
}

/// Heat release that the air feeds which comes through doors and broken windows, and by fans.
fn fed(site: &Site, room: usize, windows_gone: bool, supply: CubicMetresPerSecond) -> Watts {
    let doors = site.doors_of(room).map(|(door, _)| {
        let area = door.width.value() * door.height.value() * door.open;
        Opening { area: SquareMetres::new(area), height: door.height }
    });
    let windows = site.rooms[room].windows.filter(|_| windows_gone);
    let windows = windows.map(|(area, _)| Opening { area, height: Metres::new(WINDOW_HEIGHT) });
    let openings: Vec<Opening> = doors.chain(windows).collect();
    // How the walls take up heat plays no part in what it breathes.
    let (surface, wall_coefficient) = (SquareMetres::new(0.0), WattsPerM2K::new(0.0));
    ventilation_limit(&Compartment { surface, openings: &openings, wall_coefficient, supply })
}

/// Where a fire is seen: in the room, next door, and from outside once the windows are gone.
fn seen_from(site: &Site, data: &RoomData, windows_gone: bool) -> Vec<Id> {
    let outside = data.earshot.iter().filter(|place| windows_gone && site.room(**place).is_none());
    let mut places: Vec<Id> = data.exits.iter().chain([&data.id]).chain(outside).copied().collect();
    places.sort_unstable();
    places.dedup();
    places
}
