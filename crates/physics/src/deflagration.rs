//! Overpressure of vapour that burns in a room: the closed room's bound, and what open windows leave of it.

use crate::constants::{AIR_DENSITY, ATMOSPHERE};
use crate::vapour::Vapour;
use hazdrill_units::{CubicMetres, Kelvin, Kilograms, MetresPerSecond, Pascals, SquareMetres, VolumeFraction, maths};

/// Ratio of heat capacities of air, the cautious choice for the burning of a small part of a room.
pub const AIR_HEAT_CAPACITY_RATIO: f64 = 1.4;

/// How a stoichiometric mixture of a vapour burns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flame {
    /// Fraction of vapour in the mixture that burns it and the oxygen completely.
    pub stoichiometric: VolumeFraction,
    /// Volume of the burnt gas over that of the unburnt, at constant pressure: about 8 for hydrocarbons.
    pub expansion: f64,
    /// Laminar burning velocity.
    pub burning_velocity: MetresPerSecond,
}

/// Overpressure when a mass of vapour, mixed to stoichiometric somewhere in a closed room, burns:
/// Δp = P₀ {[((V + Vg)/V) ((V + Vst (σ − 1))/V)]^γ − 1}.
///
/// V room, m³; Vg volume of the vapour; Vst = Vg / x_st volume of the stoichiometric mixture, at most V (more vapour
/// than that finds no oxygen); σ expansion; γ ratio of heat capacities. Bauwens & Dorofeev as in Sandia's HyRAM
/// (`dP_expansion`). An upper bound: no heat is lost and nothing opens; about 80 % of it was measured behind a very
/// small vent (Ekoto 2012). A room of no volume, or no vapour, gives zero.
pub fn closed_room(
    vapour: &Vapour,
    flame: &Flame,
    mass: Kilograms,
    room: CubicMetres,
    temperature: Kelvin,
    heat_capacity_ratio: f64,
) -> Pascals {
    let (v, pure) = (room.value(), mass.value() / vapour.density(temperature).value());
    let stoichiometric = flame.stoichiometric.value();
    if v <= 0.0 || stoichiometric <= 0.0 {
        return Pascals::new(0.0);
    }
    let mixture = (pure / stoichiometric).min(v);
    let burnt_vapour = mixture * stoichiometric;
    let growth = (1.0 + burnt_vapour / v) * (1.0 + mixture / v * (flame.expansion - 1.0).max(0.0));
    Pascals::new(ATMOSPHERE * (maths::pow(growth, heat_capacity_ratio) - 1.0))
}

/// Overpressure while a flame fills a room whose windows are open: Δp = (ρ/2) [(σ − 1) S Af / (Cd Av)]².
///
/// The vent passes cold unburnt gas (ρ = 1.2 kg/m³) as fast as the flame makes volume. S = Su λ flame speed against the
/// gas, m/s; λ turbulence factor, 1.5 to 3 in a furnished room; Af area of the flame, m², about half that of the walls;
/// Av area of the vents; Cd 0.6. Quasi-steady, derivable from continuity and Bernoulli; error: a factor 3, as λ is
/// known. Never more than the `closed` room's bound, which it is without any vent.
pub fn vented_room(
    closed: Pascals,
    flame: &Flame,
    turbulence: f64,
    flame_area: SquareMetres,
    vent_area: SquareMetres,
) -> Pascals {
    const VENT_DISCHARGE: f64 = 0.6;
    if vent_area.value() <= 0.0 {
        return closed;
    }
    let volume_rate =
        (flame.expansion - 1.0).max(0.0) * flame.burning_velocity.value() * turbulence * flame_area.value();
    let speed = volume_rate / (VENT_DISCHARGE * vent_area.value());
    Pascals::new((0.5 * AIR_DENSITY * speed * speed).min(closed.value()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ETHER_VAPOUR, ROOM_TEMPERATURE, assert_close};
    use proptest::prelude::*;

    /// Ether: stoichiometric 1/(1 + 6/0.2095), expansion 8, burning velocity 0.47 m/s (hazdrill reference 1.4).
    const ETHER: Flame = Flame {
        stoichiometric: VolumeFraction::new(0.033_738_6),
        expansion: 8.0,
        burning_velocity: MetresPerSecond::new(0.47),
    };
    const ROOM: CubicMetres = CubicMetres::new(100.0);

    fn closed(kilograms: f64, gamma: f64) -> Pascals {
        closed_room(&ETHER_VAPOUR, &ETHER, Kilograms::new(kilograms), ROOM, ROOM_TEMPERATURE, gamma)
    }

    /// hazdrill reference 1.4: kg of ether in a closed room of 100 m³ → kPa with γ 1.4 and γ 1.074, to 0.1 %.
    #[test]
    fn published_reference_1_4_ether_in_a_closed_room() {
        for [kilograms, air, fuel] in
            [[0.1, 9.73, 7.38], [0.25, 24.80, 18.53], [0.5, 51.13, 37.29], [1.0, 107.9, 75.4], [2.0, 236.2, 153.7]]
        {
            assert_close(closed(kilograms, AIR_HEAT_CAPACITY_RATIO).value() / 1e3, air, 1e-3);
            assert_close(closed(kilograms, 1.074).value() / 1e3, fuel, 1e-3);
        }
    }

    /// hazdrill reference 1.4: room of 5×5×4 m, λ 2, flame half of the walls' 130 m²; vent m² → kPa, unburnt venting.
    #[test]
    fn published_reference_1_4_vented_room() {
        let bound = closed(5.0, AIR_HEAT_CAPACITY_RATIO);
        for (vent, kilopascals) in [(2.0, 76.2), (4.0, 19.05), (8.0, 4.76)] {
            let vented = vented_room(bound, &ETHER, 2.0, SquareMetres::new(65.0), SquareMetres::new(vent));
            assert_close(vented.value() / 1e3, kilopascals, 1e-3);
        }
    }

    proptest! {
        #[test]
        fn more_vent_less_pressure(kg in 0.0..50.0_f64, vent in 0.0..50.0_f64, more in 0.0..50.0_f64) {
            let bound = closed(kg, AIR_HEAT_CAPACITY_RATIO);
            let at = |vent: f64| vented_room(bound, &ETHER, 2.0, SquareMetres::new(65.0), SquareMetres::new(vent));
            prop_assert!(at(vent + more) <= at(vent) && at(vent) <= bound);
        }

        #[test]
        fn more_vapour_more_pressure_until_the_oxygen_is_gone(kg in 0.0..1e7_f64, more in 0.0..100.0_f64) {
            let at = |kg: f64| closed(kg, AIR_HEAT_CAPACITY_RATIO).value();
            prop_assert!(at(kg).is_finite() && at(kg + more) >= at(kg));
            prop_assert!(at(0.0).abs() <= 0.0);
        }
    }
}
