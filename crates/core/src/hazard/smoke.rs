//! Smoke spreads from the burning room: through open doors and broken windows, as far as its heat drives it.

use super::advance::Hazard;
use super::site::{RoomData, RoomNow, Scratch};
use hazdrill_physics::smoke::{
    MixedRoom, SOOT_EXTINCTION, density, extinction, kept_share, levelled, levelled_share, opening_flow, rise_k,
};
use hazdrill_units::{CubicMetres, Joules, Kelvin, Kilograms, Metres, SimDuration};

/// Extinction from which smoke is noticed indoors, 1/m: one sees a wall at 10 m; a judgement.
const SMOKY: f64 = 0.3;
/// It is gone below this share of it.
const CLEARS: f64 = 0.5;
/// Height of a window through which smoke leaves once its glass is gone, m: a judgement.
pub(super) const WINDOW_HEIGHT: f64 = 1.2;
/// Less smoke than this nobody sees.
const LEAST_SMOKE_KG: f64 = 1e-4;
/// While something burns, smoke that is less than this is none: what comes through the gap of a door adds up.
const LEAST_FRESH_SMOKE_KG: f64 = 1e-7;
/// Less smoke than this does not go through a door.
const LEAST_PASSES_KG: f64 = 1e-6;

/// Air of a room as smoke meets it.
#[derive(Clone, Copy)]
struct Air {
    volume: CubicMetres,
    temperature: Kelvin,
}

impl Hazard<'_, '_> {
    /// Lets smoke pass doors and broken windows, and be drawn off with the air of the rooms. Called while there is any;
    /// [`Hazard::settle_smoke`] hands over what has come of it.
    pub(super) fn spread_smoke(&mut self, dt: SimDuration) {
        let Scratch { now, rooms, soot_out_kg, monoxide_out_kg, .. } = &mut *self.scratch;
        let site = &*self.site;
        let mut thin = |room: &mut RoomNow, exchange, volume| {
            let kept = kept_share(&MixedRoom { volume, exchange }, dt);
            *soot_out_kg += room.soot_kg * (1.0 - kept);
            *monoxide_out_kg += room.monoxide_kg * (1.0 - kept);
            room.soot_kg *= kept;
            room.monoxide_kg *= kept;
            room.smoke_j *= kept;
        };
        for (n, room) in now.iter_mut().enumerate().filter(|(_, room)| room.soot_kg > 0.0) {
            thin(room, rooms[n].ventilation, CubicMetres::new(site.rooms[n].volume_m3));
        }
        for door in site.doors.iter().filter(|door| door.open > 0.0) {
            let width = Metres::new(door.width.value() * door.open);
            let from = air(&site.rooms[door.a], &now[door.a]);
            let Some(b) = door.b else {
                if now[door.a].soot_kg > LEAST_PASSES_KG {
                    let flow = opening_flow(width, door.height, from.temperature, site.outdoors);
                    thin(&mut now[door.a], flow, from.volume);
                }
                continue;
            };
            if now[door.a].soot_kg.max(now[b].soot_kg) <= LEAST_PASSES_KG {
                continue;
            }
            let to = air(&site.rooms[b], &now[b]);
            let flow = opening_flow(width, door.height, from.temperature, to.temperature);
            let share = levelled_share([from.volume, to.volume], flow, dt);
            exchange(now, [door.a, b], [from.volume, to.volume], share);
        }
        for (room, data) in now.iter_mut().zip(&site.rooms) {
            let Some((area, _)) = data.windows.filter(|_| room.windows_gone && room.soot_kg > 0.0) else { continue };
            let inside = air(data, room);
            let width = Metres::new(area.value() / WINDOW_HEIGHT);
            let flow = opening_flow(width, Metres::new(WINDOW_HEIGHT), inside.temperature, site.outdoors);
            thin(room, flow, inside.volume);
        }
    }

    /// Hands the smoke over to the rooms at the end of a step, and tells where it has become thick or has cleared.
    pub(super) fn settle_smoke(&mut self) {
        let flames = self.scratch.now.iter().any(|room| room.flames);
        let least = if flames { LEAST_FRESH_SMOKE_KG } else { LEAST_SMOKE_KG };
        for n in 0..self.site.rooms.len() {
            let data = &self.site.rooms[n];
            let id = data.id;
            let now = &mut self.scratch.now[n];
            if now.soot_kg < least && !now.flames {
                (now.soot_kg, now.monoxide_kg, now.smoke_j) = (0.0, 0.0, 0.0);
            }
            let now = *now;
            let (mut fire, _) = self.fires.get_mut(self.index.entity(id)).expect("every room has a fire");
            if fire.smoke_kg <= 0.0 && now.soot_kg <= 0.0 {
                continue;
            }
            (fire.smoke_kg, fire.monoxide_kg, fire.smoke_j) = (now.soot_kg, now.monoxide_kg, now.smoke_j);
            let mut state = self.rooms.get_mut(self.index.entity(id)).expect("every room has a state");
            // Smoke in a room has the cause of where it came from.
            state.because = state.because.or(now.because);
            let volume = CubicMetres::new(data.volume_m3);
            let k = extinction(density(Kilograms::new(now.soot_kg), volume), SOOT_EXTINCTION).value();
            self.show_smoke(n, k);
        }
    }

    /// Tells when the smoke of a room has become thick or has cleared, and lets people look again.
    fn show_smoke(&mut self, n: usize, k: f64) {
        let id = self.site.rooms[n].id;
        let hid = self.haze.hides(id);
        if k > 0.0 {
            self.haze.smoke.insert(id, k);
        } else {
            self.haze.smoke.remove(&id);
        }
        let smoky = self.haze.smoky.contains(&id);
        let now = if smoky { k >= SMOKY * CLEARS } else { k >= SMOKY };
        let state = self.rooms.get(self.index.entity(id)).expect("every room has a state");
        let Some(because) = state.because.or(self.accounts.because) else { return };
        if now != smoky {
            self.smoke_changes(id, now, &[because]);
        } else if hid && !self.haze.hides(id) {
            self.offers.look_again(id);
        }
    }
}

fn air(data: &RoomData, now: &RoomNow) -> Air {
    let volume = CubicMetres::new(data.volume_m3);
    let rise = rise_k(Joules::new(now.smoke_j), volume);
    Air { volume, temperature: Kelvin::new(data.layered.temperature.value() + rise) }
}

/// Two rooms level a share of the difference of their densities.
fn exchange(now: &mut [RoomNow], rooms: [usize; 2], volumes: [CubicMetres; 2], share: f64) {
    let Ok([a, b]) = now.get_disjoint_mut(rooms) else { return };
    let moved = |a: f64, b: f64| levelled(a, b, volumes, share);
    let (soot, gas) = (moved(a.soot_kg, b.soot_kg), moved(a.monoxide_kg, b.monoxide_kg));
    let heat = moved(a.smoke_j, b.smoke_j);
    (a.smoke_j, b.smoke_j) = ((a.smoke_j - heat).max(0.0), (b.smoke_j + heat).max(0.0));
    (a.soot_kg, b.soot_kg) = ((a.soot_kg - soot).max(0.0), (b.soot_kg + soot).max(0.0));
    (a.monoxide_kg, b.monoxide_kg) = ((a.monoxide_kg - gas).max(0.0), (b.monoxide_kg + gas).max(0.0));
    if soot > 0.0 {
        b.because = b.because.or(a.because);
    } else {
        a.because = a.because.or(b.because);
    }
}
