//! Smoke spreads from the burning room: through open doors and broken windows, as far as its heat drives it.

use super::advance::Hazard;
use super::site::SubstanceData;
use hazdrill_physics::smoke::{SOOT_EXTINCTION, density, extinction, opening_flow, passed, rise_k};
use hazdrill_units::{CubicMetres, CubicMetresPerSecond, Kelvin, Kilograms, Metres, SimDuration};

/// Extinction from which smoke is noticed indoors, 1/m: one sees a wall at 10 m; a judgement.
const SMOKY: f64 = 0.3;
/// It is gone below this share of it.
const CLEARS: f64 = 0.5;
/// Height of a window through which smoke leaves once its glass is gone, m: a judgement.
pub(super) const WINDOW_HEIGHT: f64 = 1.2;
/// Less smoke than this does not go through a door.
const LEAST_PASSES_KG: f64 = 1e-6;

/// Air of a room as smoke meets it.
#[derive(Clone, Copy)]
struct Air {
    soot: f64,
    volume: CubicMetres,
    temperature: Kelvin,
}

impl Hazard<'_, '_> {
    /// Lets smoke pass doors and broken windows, and tells where it has become thick or cleared. Called while there is
    /// any.
    pub(super) fn spread_smoke(&mut self, dt: SimDuration, substance: &SubstanceData) {
        for n in 0..self.site.doors.len() {
            let door = self.site.doors[n];
            if door.open <= 0.0 {
                continue;
            }
            let Some(b) = door.b else {
                let out = self.air(door.a, substance);
                if out.soot > LEAST_PASSES_KG {
                    let width = Metres::new(door.width.value() * door.open);
                    let flow = opening_flow(width, door.height, out.temperature, self.site.outdoors);
                    self.let_out(door.a, flow, out.volume, dt);
                }
                continue;
            };
            let (from, to) = (self.air(door.a, substance), self.air(b, substance));
            if from.soot.max(to.soot) <= LEAST_PASSES_KG {
                continue;
            }
            let width = Metres::new(door.width.value() * door.open);
            let flow = opening_flow(width, door.height, from.temperature, to.temperature);
            self.exchange(door.a, b, [from.volume, to.volume], flow, dt);
        }
        for n in 0..self.site.rooms.len() {
            self.smoke_of(n, dt, substance);
        }
    }

    fn air(&self, n: usize, substance: &SubstanceData) -> Air {
        let data = &self.site.rooms[n];
        let fire = self.fires.get(self.index.entity(data.id)).expect("every room has a fire").0;
        let volume = CubicMetres::new(data.volume_m3);
        let soot = density(Kilograms::new(fire.smoke_kg), volume);
        let rise = rise_k(soot, substance.soot, substance.heat_of_combustion);
        let temperature = Kelvin::new(data.layered.temperature.value() + rise);
        Air { soot: fire.smoke_kg, volume, temperature }
    }

    fn exchange(&mut self, a: usize, b: usize, volumes: [CubicMetres; 2], flow: CubicMetresPerSecond, dt: SimDuration) {
        let ids = [a, b].map(|n| self.index.entity(self.site.rooms[n].id));
        let [Ok(first), Ok(second)] =
            ids.map(|id| self.fires.get(id).map(|(fire, _)| (fire.smoke_kg, fire.monoxide_kg)))
        else {
            return;
        };
        let kg = Kilograms::new;
        let soot = passed(kg(first.0), kg(second.0), volumes, flow, dt);
        let gas = passed(kg(first.1), kg(second.1), volumes, flow, dt);
        for (id, sign) in ids.into_iter().zip([-1.0, 1.0]) {
            let (mut fire, _) = self.fires.get_mut(id).expect("every room has a fire");
            fire.smoke_kg = (fire.smoke_kg + sign * soot).max(0.0);
            fire.monoxide_kg = (fire.monoxide_kg + sign * gas).max(0.0);
        }
        // Smoke in a room has the cause of where it came from.
        let (from, to) = if soot > 0.0 { (ids[0], ids[1]) } else { (ids[1], ids[0]) };
        let because = self.rooms.get(from).expect("every room has a state").0.because;
        let (mut state, _) = self.rooms.get_mut(to).expect("every room has a state");
        state.because = state.because.or(because);
    }

    fn let_out(&mut self, n: usize, flow: CubicMetresPerSecond, volume: CubicMetres, dt: SimDuration) {
        let entity = self.index.entity(self.site.rooms[n].id);
        let (mut fire, _) = self.fires.get_mut(entity).expect("every room has a fire");
        let before = [fire.smoke_kg, fire.monoxide_kg];
        fire.air_out(flow, volume.value(), dt);
        self.scratch.soot_out_kg += before[0] - fire.smoke_kg;
        self.scratch.monoxide_out_kg += before[1] - fire.monoxide_kg;
    }

    /// What one room loses through its broken windows, and how it looks then.
    fn smoke_of(&mut self, n: usize, dt: SimDuration, substance: &SubstanceData) {
        let air = self.air(n, substance);
        let data = &self.site.rooms[n];
        let id = data.id;
        if air.soot <= 0.0 {
            if self.haze.smoke.remove(&id).is_some() {
                self.show_smoke(n, 0.0);
            }
            return;
        }
        let gone = self.fires.get(self.index.entity(id)).expect("every room has a fire").1.windows;
        if let Some((area, _)) = data.windows.filter(|_| gone) {
            let width = Metres::new(area.value() / WINDOW_HEIGHT);
            let flow = opening_flow(width, Metres::new(WINDOW_HEIGHT), air.temperature, self.site.outdoors);
            self.let_out(n, flow, air.volume, dt);
        }
        let soot = self.air(n, substance).soot;
        let k = extinction(density(Kilograms::new(soot), air.volume), SOOT_EXTINCTION).value();
        self.show_smoke(n, k);
    }

    /// Tells when the smoke of a room has become thick or has cleared, and lets people look again.
    fn show_smoke(&mut self, n: usize, k: f64) {
        let id = self.site.rooms[n].id;
        let hid = self.haze.hides(id);
        if k > 0.0 {
            self.haze.smoke.insert(id, k);
        }
        let smoky = self.haze.smoky.contains(&id);
        let now = if smoky { k >= SMOKY * CLEARS } else { k >= SMOKY };
        let state = self.rooms.get(self.index.entity(id)).expect("every room has a state").0;
        let Some(because) = state.because.or(self.accounts.because) else { return };
        if now != smoky {
            self.smoke_changes(id, now, &[because]);
        } else if hid && !self.haze.hides(id) {
            self.offers.look_again(id);
        }
    }
}
