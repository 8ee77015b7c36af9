//! Lines that crews lay, and waste water: the foam solution and the water that they bring to bear runs off, into the drains
//! until they are shut, then into the accident pool.
//!
//! A line flows from the attack on until the fire is out, foam no shorter than [`LEAST`] if there is as much. All of it is
//! taken to run off, and at once: what the fire boils away and what stays on the floors is left out, and so is what is used
//! elsewhere (cooling, mist, the decontamination lane). Judgement: the sum is right within a factor 2.

use super::advance::Hazard;
use super::control::Controls;
use crate::kernel::Id;
use crate::places::Hose;
use bevy_ecs::prelude::*;
use hazdrill_record::EventId;
use hazdrill_record::happening::WasteWater;
use hazdrill_units::{CubicMetresPerSecond, SimDuration, SimTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long foam is applied to a spill at least: 15 min for spill fires fought with hand lines (NFPA 11, from a maker's
/// page), `unverified`.
const LEAST: SimDuration = SimDuration::from_ms(15 * 60_000);

/// Where the water of the foam attacks is: closes to rounding.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Water {
    /// What crews have brought to bear, m³.
    pub applied_m3: f64,
    /// What has run into the drains, m³.
    pub lost_m3: f64,
    /// What is held in the accident pool, m³.
    pub held_m3: f64,
    /// The event by which it is held, and when.
    contained: Option<(EventId, SimTime)>,
    /// The pool has run over.
    full: bool,
    /// Lines that flow, by the crew.
    lines: BTreeMap<Id, Line>,
}

/// What plays on a room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Streams {
    /// Foam solution.
    pub(super) foam: CubicMetresPerSecond,
    /// Foam solution and water.
    pub(super) all: CubicMetresPerSecond,
}

impl Streams {
    /// Whether it is rather foam than water.
    pub(super) fn is_foam(&self) -> bool {
        self.foam.value() >= 0.5 * self.all.value()
    }
}

/// A line that flows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    /// The room on which it plays.
    at: Id,
    hose: Hose,
    from: SimTime,
    /// It flows so long at least; longer where the fire burns on.
    until: SimTime,
    /// The act that opened it.
    act: EventId,
}

impl Water {
    /// Lets water run off for a time: into the drains until it is held, then into the pool while it has room.
    fn run_off(&mut self, m3_s: f64, begins: SimTime, ends: SimTime, pool_m3: f64) {
        let held_from = self.contained.map_or(ends, |(_, t)| t.clamp(begins, ends));
        let room = (pool_m3 - self.held_m3).max(0.0);
        let held = (m3_s * ends.since(held_from).seconds()).min(room);
        let all = m3_s * ends.since(begins).seconds();
        self.applied_m3 += all;
        self.held_m3 += held;
        self.lost_m3 += all - held;
    }

    /// What all lines bring to bear on a room.
    pub(super) fn playing_on(&self, room: Id) -> Streams {
        let hoses = || self.lines.values().filter(|line| line.at == room).map(|line| line.hose);
        let foam: f64 = hoses().map(|hose| hose.foam_m3_s).sum();
        let water: f64 = hoses().map(|hose| hose.water_m3_s).sum();
        Streams { foam: CubicMetresPerSecond::new(foam), all: CubicMetresPerSecond::new(foam + water) }
    }

    fn is_full(&self, pool_m3: f64) -> bool {
        self.contained.is_some() && self.held_m3 >= pool_m3
    }

    fn state(&self, state: &'static str) -> WasteWater {
        WasteWater { state: state.into(), lost_m3: self.lost_m3, held_m3: self.held_m3 }
    }
}

impl Line {
    /// Takes what has flowed out of the stock of foam: when that is used up, the line gives water, or nothing.
    fn use_up(&mut self, time: SimDuration) {
        let Some(stock) = &mut self.hose.stock_m3 else { return };
        *stock -= self.hose.foam_m3_s * time.seconds();
        if *stock <= 0.0 {
            self.hose.foam_m3_s = 0.0;
        }
    }
}

impl Hazard<'_, '_> {
    /// Lets the lines flow in a step that ends now, and tells that the pool runs over, and that no more water flows.
    pub(super) fn let_flow(&mut self, dt: SimDuration) {
        if self.water.lines.is_empty() {
            return;
        }
        let now = self.clock.now;
        let (mut flowing, mut last) = (BTreeMap::new(), 0);
        for (crew, mut line) in core::mem::take(&mut self.water.lines) {
            let fire = self.fires.get(self.index.entity(line.at));
            let burns = fire.is_ok_and(|(fire, _)| fire.burning.is_some());
            let begins = line.from.max(SimTime::from_ms(now.ms() - dt.ms()));
            let ends = if burns { now } else { line.until.clamp(begins, now) };
            if !burns {
                // Once the fire is out a jet of water is shut.
                line.hose.water_m3_s = 0.0;
            }
            self.water.run_off(line.hose.foam_m3_s + line.hose.water_m3_s, begins, ends, self.site.pool_m3);
            line.use_up(ends.since(begins));
            last = last.max(line.act);
            if (burns || line.until > now) && !line.hose.is_dry() {
                flowing.insert(crew, line);
            }
        }
        self.water.lines = flowing;
        if !self.water.full && self.water.is_full(self.site.pool_m3) {
            self.water.full = true;
            let held = self.water.contained.map_or(last, |(event, _)| event);
            self.journal.event(self.water.state("full")).because_later_of(last, held);
        }
        if self.water.lines.is_empty() {
            self.journal.event(self.water.state("stopped")).because(last);
        }
    }

    /// Whether a line flows: the grid must not stop before.
    pub(super) fn water_flows(&self) -> bool {
        !self.water.lines.is_empty()
    }
}

impl Controls<'_, '_> {
    /// Water is held from now on, because of an event; gives where it went until now, the first time.
    pub fn contain_water(&mut self, now: SimTime, because: EventId) -> Option<WasteWater> {
        if self.water.contained.is_some() {
            return None;
        }
        self.water.contained = Some((because, now));
        Some(self.water.state("contained"))
    }

    /// A crew opens a line on what burns or lies uncovered at a place, because of an act.
    pub fn open_line(&mut self, crew: Id, at: Id, hose: Hose, from: SimTime, act: EventId) {
        if !self.wants_lines(at) {
            return;
        }
        let line = Line { at, hose, from, until: from + LEAST, act };
        // A crew has one line: it goes on where it flows already.
        let open = self.water.lines.entry(crew).or_insert(line);
        (open.at, open.until, open.hose.water_m3_s) = (at, line.until, hose.water_m3_s);
    }

    /// What stands in the accident pool, m³, to a tenth, as it is read off at its edge.
    pub fn water_held(&self, place: Id) -> Option<f64> {
        (self.site().pools.contains(&place)).then(|| (self.water.held_m3 * 10.0).round() / 10.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kind;

    #[test]
    fn water_is_lost_until_it_is_held_and_again_when_the_pool_is_full() {
        let at = |s: i64| SimTime::from_ms(1000 * s);
        let is = |a: f64, b: f64| (a - b).abs() < 1e-9;
        let mut water = Water::default();
        water.run_off(0.01, at(0), at(300), 10.0);
        water.contained = Some((2, at(400)));
        // A minute and forty before it is held, thirteen after.
        water.run_off(0.01, at(300), at(1200), 10.0);
        assert!(is(water.lost_m3, 4.0) && is(water.held_m3, 8.0) && !water.is_full(10.0), "{water:?}");
        water.run_off(0.01, at(1200), at(1700), 10.0);
        assert!(is(water.lost_m3, 7.0) && is(water.held_m3, 10.0) && water.is_full(10.0), "{water:?}");
        assert!((water.applied_m3 - water.lost_m3 - water.held_m3).abs() < 1e-12);
    }

    #[test]
    fn a_line_gives_foam_while_it_has_some_and_water_as_long_as_it_flows() {
        let room = Id { kind: Kind::Place, rank: 3 };
        let hose = Hose { foam_m3_s: 0.001, stock_m3: Some(0.05), water_m3_s: 0.005 };
        let start = SimTime::ZERO;
        let mut line = Line { at: room, hose, from: start, until: start, act: 1 };
        let plays = |line: Line| Water { lines: BTreeMap::from([(room, line)]), ..Water::default() }.playing_on(room);
        line.use_up(SimDuration::from_ms(40_000));
        assert!((plays(line).foam.value() - 0.001).abs() < 1e-12 && (plays(line).all.value() - 0.006).abs() < 1e-12);
        line.use_up(SimDuration::from_ms(11_000));
        assert!(plays(line).foam.value() <= 0.0 && (plays(line).all.value() - 0.005).abs() < 1e-12);
        assert!(!line.hose.is_dry() && Hose { water_m3_s: 0.0, ..line.hose }.is_dry());
    }
}
