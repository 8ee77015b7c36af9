//! Exchange of air through an open doorway, driven by a difference of density.

use crate::constants::GRAVITY;
use hazdrill_units::{CubicMetresPerSecond, Metres, maths};

/// Discharge coefficient of a doorway (Brown & Solvason 1962: 0.6 to 0.8; 0.6 for a sharp-edged opening).
pub const DOORWAY: f64 = 0.6;

/// Counterflow through an opening in a wall: Q = (Cd/3) W H^1.5 √(g Δρ/ρ̄), each way.
///
/// W width, m; H height, m; Δρ/ρ̄ difference of the densities on both sides over their mean. The denser air leaves
/// below, the lighter comes in above, half the opening each. Brown & Solvason, Int. J. Heat Mass Transfer 5 (1962) 859.
/// Valid for still air on both sides; error 20 %.
pub fn counterflow(width: Metres, height: Metres, relative_density_difference: f64) -> CubicMetresPerSecond {
    let h = height.value();
    let drive = GRAVITY * relative_density_difference.abs() * h;
    CubicMetresPerSecond::new(DOORWAY / 3.0 * width.value() * h * maths::sqrt(drive))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ETHER_VAPOUR, assert_near};
    use hazdrill_units::VolumeFraction;

    /// hazdrill reference 3.2: a door of 1 × 2 m; mean vol % of ether → m³/s.
    #[test]
    fn published_reference_3_2_doorway() {
        for (percent, flow) in [(0.5, 0.1561), (1.0, 0.2204), (1.7, 0.2865), (3.4, 0.4026)] {
            let ratio = ETHER_VAPOUR.mixture_density_ratio(VolumeFraction::new(percent / 100.0));
            let difference = (ratio - 1.0) / (0.5 * (ratio + 1.0));
            assert_near(counterflow(Metres::new(1.0), Metres::new(2.0), difference).value(), flow, 1.0e-4);
        }
    }

    /// hazdrill reference 3.2: 5 K between the rooms at 20 °C: 0.2314 m³/s.
    #[test]
    fn published_reference_3_2_doorway_with_five_kelvin() {
        let flow = counterflow(Metres::new(1.0), Metres::new(2.0), 5.0 / 293.15).value();
        assert_near(flow, 0.2314, 1.0e-4);
        assert_near(counterflow(Metres::new(0.0), Metres::new(2.0), 0.5).value(), 0.0, 0.0);
    }
}
