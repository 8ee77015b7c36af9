//! Where places lie outside, seen from the building in which it leaks.

use hazdrill_model::FromBuilding;
use hazdrill_physics::plume::Downwind;
use hazdrill_units::{Metres, maths};
use serde::{Deserialize, Serialize};

/// Where somebody stands outside, seen from the building.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Direction, degrees clockwise from north.
    bearing_deg: f64,
    /// Distance, m.
    distance_m: f64,
}

impl Position {
    /// In the building.
    pub(crate) const INSIDE: Self = Self { bearing_deg: 0.0, distance_m: 0.0 };

    /// Where the scenario says that it lies.
    pub(crate) fn of(lies: &FromBuilding) -> Self {
        Self { bearing_deg: lies.bearing.value(), distance_m: lies.distance.value() }
    }

    /// How far along and aside a wind from `wind_deg` carries to it what leaves the building.
    pub(crate) fn downwind(&self, wind_deg: f64) -> Downwind {
        Downwind::of(self.bearing_deg, Metres::new(self.distance_m), wind_deg)
    }

    /// Distance from the building, m, at which somebody who goes straight away from it is out of a circle; none for one who
    /// is not in it.
    pub(crate) fn out_of(&self, middle: &Self, radius_m: f64) -> Option<f64> {
        const PER_DEGREE: f64 = core::f64::consts::PI / 180.0;
        let angle = (self.bearing_deg - middle.bearing_deg) * PER_DEGREE;
        let (along, aside) = (middle.distance_m * maths::cos(angle), middle.distance_m * maths::sin(angle));
        let half = maths::sqrt((radius_m * radius_m - aside * aside).max(0.0));
        ((along - half)..(along + half)).contains(&self.distance_m).then_some(along + half)
    }

    /// The same, nearer to the building or farther from it.
    pub(crate) fn at(self, distance_m: f64) -> Self {
        Self { distance_m, ..self }
    }

    /// Distance from the building, m.
    pub(crate) fn distance_m(&self) -> f64 {
        self.distance_m
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gate 120 m off, a line 100 m around it: whoever stands there goes back to 220 m; whoever is beyond it stays.
    #[test]
    fn a_cordon_moves_those_within_it_to_its_line() {
        let gate = Position { bearing_deg: 60.0, distance_m: 120.0 };
        let line = |spot: Position, radius| spot.out_of(&gate, radius);
        assert!(line(gate, 100.0).is_some_and(|m| (m - 220.0).abs() < 1e-9));
        assert_eq!(line(gate.at(230.0), 100.0), None);
        assert_eq!(line(gate.at(10.0), 100.0), None, "nearer to the building than the line");
        let building = Position { bearing_deg: 0.0, distance_m: 0.0 };
        assert!(gate.out_of(&building, 300.0).is_some_and(|m| (m - 300.0).abs() < 1e-9));
        assert_eq!(gate.out_of(&building, 50.0), None);
        // Aside of the way that it goes, a circle is left sooner.
        let aside = Position { bearing_deg: 80.0, distance_m: 120.0 };
        assert!(line(aside, 100.0).is_some_and(|m| (150.0..220.0).contains(&m)), "{:?}", line(aside, 100.0));
    }
}
