//! What work can switch, and what a meter and the eyes can find.

use super::advance::GRID;
use super::fire::FireState;
use super::haze::Haze;
use super::horizon::FINE;
use super::leak::{LeakStage, VesselState};
use super::room::{RoomControls, RoomState};
use super::site::{Accounts, Grid, Site};
use super::switching::{Cut, Switching};
use super::water::Water;
use crate::kernel::{Agenda, Id, Index};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::VentilationMode;
use hazdrill_record::EventId;
use hazdrill_units::SimTime;

/// Access to the hazard for tasks.
#[derive(SystemParam)]
pub struct Controls<'w, 's> {
    site: Res<'w, Site>,
    index: Res<'w, Index>,
    rooms: Query<'w, 's, (&'static mut RoomState, &'static mut RoomControls)>,
    vessels: Query<'w, 's, &'static mut VesselState>,
    fires: Query<'w, 's, &'static mut FireState>,
    accounts: ResMut<'w, Accounts>,
    switching: ResMut<'w, Switching>,
    pub(super) water: ResMut<'w, Water>,
    haze: Res<'w, Haze>,
    grid: Res<'w, Grid>,
}

impl Controls<'_, '_> {
    /// The static figures of the hazard.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Whether a place is a room.
    pub fn is_room(&self, place: Id) -> bool {
        self.site.room(place).is_some()
    }

    fn state(&self, place: Id) -> Option<&RoomState> {
        self.site.room(place)?;
        self.rooms.get(self.index.entity(place)).ok().map(|(state, _)| state)
    }

    /// What a meter held low shows at a place, percent of LFL; it reads no further than 100.
    pub fn percent_lfl(&self, place: Id) -> f64 {
        let Some(substance) = &self.site.substance else { return 0.0 };
        let Some(state) = self.state(place) else {
            // Outdoors one measures with a meter for traces: three decimals, some parts per million of most vapours.
            let percent = 100.0 * self.haze.vapour(place) / substance.range.lower.value();
            return (percent.min(100.0) * 1e3).round() / 1e3;
        };
        let percent = 100.0 * state.floor_fraction / substance.range.lower.value();
        // One decimal: what the display of such a meter shows.
        (percent.min(100.0) * 10.0).round() / 10.0
    }

    /// The substance that is in the air or on the floor of a place.
    pub fn substance_at(&self, place: Id) -> Option<Id> {
        let state = self.state(place)?;
        let substance = self.site.substance.as_ref()?;
        (state.pool_kg > 0.0 || state.floor_fraction > substance.odour).then_some(substance.id)
    }

    fn vessels_at(&self, place: Id) -> impl Iterator<Item = &VesselState> + '_ {
        let room = self.site.room(place);
        let here = self.site.vessels.iter().filter(move |v| Some(v.room) == room);
        here.filter_map(|v| self.vessels.get(self.index.entity(v.id)).ok())
    }

    /// Whether something leaks, or has leaked, at a place.
    pub fn leaks(&self, place: Id) -> bool {
        self.vessels_at(place).any(|v| v.stage != LeakStage::Tight)
    }

    /// Whether the leaks of a place are stopped; none where there are none.
    pub fn stopped(&self, place: Id) -> Option<bool> {
        self.leaks(place).then(|| self.vessels_at(place).all(|v| !matches!(v.stage, LeakStage::Leaking(_))))
    }

    /// What has leaked at a place, kg, as it is judged by eye.
    pub fn amount(&self, place: Id) -> Option<f64> {
        let kg: f64 = self.vessels_at(place).map(|v| v.released_kg).sum();
        (kg > 0.0).then(|| (kg * 2.0).ceil() / 2.0)
    }

    /// Whether the emergency exhaust of a place runs.
    pub fn is_emergency_ventilated(&self, place: Id) -> bool {
        let controls = self.rooms.get(self.index.entity(place)).ok().map(|(_, controls)| controls.mode);
        controls == Some(VentilationMode::Emergency)
    }

    /// The event that last changed what flows into or out of a place.
    pub fn last_change(&self, place: Id) -> Option<EventId> {
        self.state(place).and_then(|state| state.because)
    }

    /// Shuts the leaks of a place; false where nothing leaks or has leaked there.
    pub fn shut(&mut self, place: Id, because: EventId) -> bool {
        let Some(room) = self.site.room(place) else { return false };
        let here: Vec<Id> = self.site.vessels.iter().filter(|v| v.room == room).map(|v| v.id).collect();
        let mut found = false;
        for id in here {
            let Ok(mut vessel) = self.vessels.get_mut(self.index.entity(id)) else { continue };
            match vessel.stage {
                LeakStage::Tight => {}
                LeakStage::Leaking(_) => {
                    vessel.shut_by = vessel.shut_by.or(Some(because));
                    found = true;
                }
                LeakStage::Stopped(_) => found = true,
            }
        }
        found
    }

    /// Lets the hazard take what has been switched: at the next full second of its grid after `now`.
    pub fn take_soon(&self, now: SimTime, agenda: &mut Agenda) {
        let Some(last) = self.grid.last.filter(|_| self.grid.running) else { return };
        let seconds = now.since(last).ms() / FINE.ms() + 1;
        agenda.at(last + FINE * seconds, GRID);
    }

    /// Switches the ventilation of a room.
    pub fn ventilate(&mut self, room: Id, mode: VentilationMode, because: EventId) {
        if let Ok((_, mut controls)) = self.rooms.get_mut(self.index.entity(room)) {
            controls.mode = mode;
            controls.mode_because = Some(because);
        }
    }

    /// Whether a place burns.
    pub fn burns(&self, place: Id) -> bool {
        self.fires.get(self.index.entity(place)).is_ok_and(|fire| fire.burning.is_some())
    }

    /// Lets the lines that play on a place work on its fire; where none burns, foam covers what lies there.
    pub fn play_on(&mut self, place: Id, with_foam: bool, because: EventId) {
        let pool = self.state(place).is_some_and(|state| state.pool_kg > 0.0);
        let Ok(mut fire) = self.fires.get_mut(self.index.entity(place)) else { return };
        if fire.burning.is_none() {
            fire.covered |= pool && with_foam;
        } else {
            fire.attack = Some(because);
        }
    }

    /// Whether a line has something to do at a place: it burns, or liquid lies there uncovered.
    pub(super) fn wants_lines(&self, place: Id) -> bool {
        let lies = self.state(place).is_some_and(|state| state.pool_kg > 0.0);
        let fire = self.fires.get(self.index.entity(place));
        fire.is_ok_and(|fire| fire.burning.is_some() || (lies && !fire.covered))
    }

    /// Takes up what lies on the floor of a place, at most `most` kg; gives how much that was.
    pub fn absorb(&mut self, place: Id, most: f64, because: EventId) -> f64 {
        if self.burns(place) {
            return 0.0;
        }
        let Ok((mut state, _)) = self.rooms.get_mut(self.index.entity(place)) else { return 0.0 };
        let kg = state.pool_kg.min(most);
        state.wet_m2 *= if kg > 0.0 { 1.0 - kg / state.pool_kg } else { 1.0 };
        state.pool_kg -= kg;
        state.because = Some(because);
        self.accounts.absorbed_kg += kg;
        kg
    }

    /// Where the breaker stands that cuts the power of a room with the fewest others.
    pub fn breaker_place(&self, of: Id) -> Option<Id> {
        self.site.breaker(of, None).map(|b| b.place)
    }

    /// What goes dead when the power of a room is cut from a place: all that the breaker there cuts, or, where no breaker
    /// of it stands, the room alone.
    pub fn cut_at(&self, room: Id, from: Id) -> Cut {
        match self.site.breaker(room, Some(from)) {
            Some(breaker) => Cut { breaker: Some(breaker.id), rooms: breaker.cuts.clone() },
            None => Cut { breaker: None, rooms: vec![room] },
        }
    }

    /// Cuts the power; a breaker in vapour draws an arc there.
    pub fn cut_power(&mut self, cut: &Cut, because: EventId) {
        for room in &cut.rooms {
            if let Ok((_, mut controls)) = self.rooms.get_mut(self.index.entity(*room)) {
                controls.power = false;
            }
        }
        let Some(breaker) = cut.breaker else { return };
        let Some(place) = self.site.breakers.iter().find(|b| b.id == breaker).map(|b| b.place) else { return };
        if self.state(place).is_some_and(|room| room.layer_kg + room.upper_kg > 0.0) {
            self.switching.spark(breaker, because);
        }
    }
}
