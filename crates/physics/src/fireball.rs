//! A vessel that bursts in a fire: what of its hot liquid flashes and burns at once, and how much room the flame takes.

use crate::deflagration::Flame;
use crate::pool::Liquid;
use hazdrill_units::{CubicMetres, Kelvin, Kilograms, Pascals, maths};

/// Normal pressure, at which what has flashed boils.
const NORMAL: Pascals = Pascals::new(101_325.0);
/// What burns in the ball, over what has flashed: drops are carried along. Roberts 1981, as in the CCPS guidelines
/// (`unverified`).
const CARRIED_ALONG: f64 = 3.0;

/// Share of the liquid that burns at once when its vessel bursts: min(1, 3 f), f = 1 − exp(−c (T₁ − T₀) / L).
///
/// T₁ temperature at which the liquid has the pressure (absolute) of the bursting vessel, T₀ that of boiling, K; c heat
/// capacity of the liquid, J/kg K; L heat of vaporisation, J/kg. For a liquid that was heated through; while its core is
/// cold still, less flashes. Valid up to some bar, where c and L are those of the cold liquid to a fifth; error of the
/// share: a factor 2.
pub fn burns_at_once(liquid: &Liquid, bursts_at: Pascals) -> f64 {
    let boils = liquid.vapour_pressure.boils_at(NORMAL).value();
    let superheat = (liquid.vapour_pressure.boils_at(bursts_at).value() - boils).max(0.0);
    let flashes = -maths::exp_m1(-liquid.heat_capacity.value() * superheat / liquid.heat_of_vaporisation.value());
    (CARRIED_ALONG * flashes).min(1.0)
}

/// Volume of the burnt gas of a mass that burns with as much air as it needs: m / ρ / x σ.
///
/// ρ density of the vapour at the temperature of the air, x stoichiometric fraction, σ expansion.
pub fn flame_volume(liquid: &Liquid, flame: &Flame, mass: Kilograms, air: Kelvin) -> CubicMetres {
    let vapour = mass.value() / liquid.vapour.density(air).value();
    CubicMetres::new(vapour / flame.stoichiometric.value() * flame.expansion)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ETHER, ROOM_TEMPERATURE};
    use hazdrill_units::{MetresPerSecond, VolumeFraction};

    /// By hand: ether has 300 kPa at 69 °C, 34 K above its boiling point; f = 1 − exp(−2317 · 34.6 / 370 520) = 0.194.
    #[test]
    fn hot_ether_flashes_by_a_fifth() {
        let share = burns_at_once(&ETHER, Pascals::new(300e3));
        assert!((share - 3.0 * 0.194).abs() < 0.02, "{share}");
        assert!(burns_at_once(&ETHER, NORMAL) < 1e-9, "at its boiling point nothing flashes");
        assert!(burns_at_once(&ETHER, Pascals::new(50e3)) < 1e-9, "nor below it");
        let shares = [150e3, 200e3, 400e3, 800e3].map(|pa| burns_at_once(&ETHER, Pascals::new(pa)));
        assert!(shares.is_sorted() && shares[3] <= 1.0, "{shares:?}");
    }

    /// 1 kg of ether: 0.325 m³ of vapour, 9.6 m³ of mixture, 77 m³ of burnt gas.
    #[test]
    fn a_kilogram_fills_a_small_room_with_flame() {
        let flame = Flame {
            stoichiometric: VolumeFraction::new(0.033_738_6),
            expansion: 8.0,
            burning_velocity: MetresPerSecond::new(0.47),
        };
        let volume = flame_volume(&ETHER, &flame, Kilograms::new(1.0), ROOM_TEMPERATURE).value();
        assert!((volume - 77.0).abs() < 0.5, "{volume}");
    }
}
