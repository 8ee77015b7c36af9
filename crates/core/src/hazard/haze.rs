//! What stands in the air of places beside the vapour of rooms: smoke, and what has drifted under the open sky.
//!
//! Kept only where there is any, so that a drill without fire and wind pays nothing for it.

use crate::kernel::Id;
use bevy_ecs::prelude::*;
use hazdrill_physics::smoke::{REFLECTING_SIGN, visibility, walking_share};
use hazdrill_record::EventId;
use hazdrill_units::{Metres, PerMetre};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// In smoke in which one sees no farther than this, nobody sees who lies on the floor: two steps, a judgement.
const SEES_THE_FLOOR: Metres = Metres::new(3.0);

/// Smoke and drifting vapour by place, at the last point of the grid.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Haze {
    /// Extinction of light, 1/m.
    pub(super) smoke: BTreeMap<Id, f64>,
    /// Volume fraction of vapour under the open sky.
    pub(super) vapour: BTreeMap<Id, f64>,
    /// Volume fraction of carbon monoxide under the open sky.
    pub(super) monoxide: BTreeMap<Id, f64>,
    /// Places under the open sky where it smells or smokes, with the event since which it does.
    pub(super) noticed: BTreeMap<Id, EventId>,
    /// Places whose smoke is noticed.
    pub(super) smoky: BTreeSet<Id>,
    /// Places under the open sky where it smells.
    pub(super) smells: BTreeSet<Id>,
    /// What left the building each second when the places were last worked out, kg: vapour, soot, carbon monoxide.
    pub(super) drifting: [f64; 3],
    /// The wind then, degrees.
    pub(super) wind_deg: Option<f64>,
}

impl Haze {
    /// Share of the walking speed that is left at a place.
    pub fn walking_share(&self, place: Id) -> f64 {
        self.smoke.get(&place).map_or(1.0, |k| walking_share(PerMetre::new(*k)))
    }

    /// Whether the smoke of a place hides what lies on its floor.
    pub fn hides(&self, place: Id) -> bool {
        self.smoke.get(&place).is_some_and(|k| visibility(PerMetre::new(*k), REFLECTING_SIGN) < SEES_THE_FLOOR)
    }

    /// Whether something leaves the building and drifts.
    pub fn drifts(&self) -> bool {
        self.drifting.iter().any(|kg_s| *kg_s > 0.0)
    }

    /// Places under the open sky where it smells or smokes, with the event since which it does.
    pub fn noticed(&self) -> &BTreeMap<Id, EventId> {
        &self.noticed
    }

    /// What has drifted to a place under the open sky.
    pub fn drifted(&self, place: Id) -> Drifted {
        let at = |map: &BTreeMap<Id, f64>| map.get(&place).copied().unwrap_or(0.0);
        Drifted { vapour: at(&self.vapour), smoke: at(&self.smoke), monoxide: at(&self.monoxide) }
    }

    /// Volume fraction of vapour that has drifted to a place under the open sky.
    pub fn vapour(&self, place: Id) -> f64 {
        self.vapour.get(&place).copied().unwrap_or(0.0)
    }
}

/// What has drifted to somebody under the open sky, or has come into their home from there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drifted {
    /// Volume fraction of vapour.
    pub vapour: f64,
    /// Extinction of light by smoke, 1/m.
    pub smoke: f64,
    /// Volume fraction of carbon monoxide.
    pub monoxide: f64,
}

/// The wind.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wind {
    /// Where it comes from, degrees clockwise from north.
    pub from_deg: f64,
    /// Its speed, m/s.
    pub speed_m_s: f64,
    /// The event that turned it last.
    pub because: Option<EventId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kind;

    #[test]
    fn thick_smoke_slows_and_hides_and_thin_smoke_only_slows() {
        let [thin, thick, clear] = [0, 1, 2].map(|rank| Id { kind: Kind::Place, rank });
        let haze = Haze { smoke: BTreeMap::from([(thin, 0.5), (thick, 5.0)]), ..Haze::default() };
        let share = |place| haze.walking_share(place);
        assert!((share(clear) - 1.0).abs() < 1e-12);
        assert!(share(thick) < share(thin) && share(thin) < 1.0, "{} {}", share(thick), share(thin));
        assert_eq!([clear, thin, thick].map(|place| haze.hides(place)), [false, false, true]);
    }
}
