//! The laws that move a floor layer: how it is stirred away, how it deepens, how much of it an exhaust can reach.

use crate::constants::GRAVITY;
use hazdrill_units::{CubicMetresPerSecond, Metres, MetresPerSecond, SimDuration, SquareMetresPerSecond, maths};

/// Friction velocity over the speed of the air above a smooth floor: √(Cf/2), Cf = 0.074 Re^(−1/5) at Re 10⁵ (Prandtl
/// 1927) gives 0.061. People who walk about and furniture raise it; so does a higher air speed given to the room.
pub const FRICTION_VELOCITY_RATIO: f64 = 0.061;

/// Speed at which the stirred air above carries a dense layer off: we = κ u* / (0.88 + 0.099 Ri^1.04), Ri = g′h/u*².
///
/// κ = 0.4; u* friction velocity, m/s; g′h buoyancy of the layer, m²/s²: its reduced gravity g Δρ/ρ times its depth.
/// Spicer & Havens (1986) as in DEGADIS, whose further term 1.4e-25 Ri^5.7 matters only beyond Ri 3·10⁴, where nothing
/// is carried off anyway. Fitted to wind and water channels, Ri 0 to 10³; error: a factor 2, and the cube of that of
/// the air speed. Zero in still air.
pub fn erosion_speed(friction_velocity: MetresPerSecond, buoyancy_m2_s2: f64) -> MetresPerSecond {
    const VON_KARMAN: f64 = 0.4;
    let u = friction_velocity.value();
    if u <= 0.0 {
        return MetresPerSecond::new(0.0);
    }
    let richardson = (buoyancy_m2_s2 / (u * u)).max(0.0);
    // Ri^1.04 as Ri times Ri^0.04: half the work of the general power, and good for all Ri.
    let weight = if richardson > 0.0 { richardson * maths::exp(0.04 * maths::ln(richardson)) } else { 0.0 };
    MetresPerSecond::new(VON_KARMAN * u / (0.88 + 0.099 * weight))
}

/// Depth of an undisturbed layer after it has diffused upwards: h² grows by π D t.
///
/// D diffusivity, m²/s. A vapour that diffuses up from a floor has the profile e^(−z²/4Dt); h = √(π D t) is the depth
/// that would hold the same vapour at the fraction of the floor (Fick; exact far from the ceiling).
pub fn deepened_by_diffusion(depth: Metres, diffusivity: SquareMetresPerSecond, time: SimDuration) -> Metres {
    let grown = core::f64::consts::PI * diffusivity.value() * time.seconds();
    Metres::new(maths::sqrt(depth.value() * depth.value() + grown))
}

/// The most that a low exhaust can draw from a layer before it draws the air above instead: Q = 3.25 √(g′ h⁵).
///
/// g′ reduced gravity, m/s²; h depth of the layer, m. Critical drawdown towards a point sink in a wall (Craya 1949,
/// measured by Gariel 1949). A thin layer slides past a strong fan: this is why floor grilles do not simply empty it.
/// Error 20 % for one grille; several grilles far apart take as much each.
pub fn drawdown_limit(reduced_gravity_m_s2: f64, depth: Metres) -> CubicMetresPerSecond {
    let h = depth.value();
    CubicMetresPerSecond::new(3.25 * h * h * maths::sqrt((reduced_gravity_m_s2 * h).max(0.0)))
}

/// Flow of a layer through a doorway, per metre of width and per √(m²/s²) of the driving buoyancy: q = (2/3)^1.5 h √b.
///
/// h depth of the layer upstream, m; b = g′h here less g′h beyond, m²/s². Critical flow over a broad sill (hydraulics of
/// the weir, without contraction), which for b = g′h is 0.544 √(g′h³). Error 15 %.
pub(crate) fn sill_flow_per_root(depth: f64) -> f64 {
    const CRITICAL: f64 = 0.544_331_053_951_817_4;
    CRITICAL * depth
}

/// Reduced gravity of a layer above the air over it: g′ = g (ρ_layer − ρ_upper)/ρ_upper, m/s²; zero if it is not denser.
pub(crate) fn reduced_gravity(excess_density: f64, layer_fraction: f64, upper_fraction: f64) -> f64 {
    let relative = excess_density * (layer_fraction - upper_fraction) / (1.0 + excess_density * upper_fraction);
    (GRAVITY * relative).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};

    /// DEGADIS: φ(0) = 0.88, so that a layer without weight is carried off at κ u*/0.88; φ(100) = 12.78.
    #[test]
    fn published_spicer_havens_limits() {
        let u = MetresPerSecond::new(0.1);
        assert_close(erosion_speed(u, 0.0).value(), 0.04 / 0.88, 1e-12);
        assert_close(erosion_speed(u, 1.0).value(), 0.04 / 12.78, 1e-3);
        assert_near(erosion_speed(MetresPerSecond::new(0.0), 1.0).value(), 0.0, 0.0);
    }

    /// Fick: ether (9.62e-6 m²/s) in ten minutes: √(π D t) = 0.1347 m, and two half times make the whole.
    #[test]
    fn published_fick_depth() {
        let d = SquareMetresPerSecond::new(9.62e-6);
        let half = SimDuration::from_seconds(300.0);
        let whole = deepened_by_diffusion(Metres::new(0.0), d, half + half).value();
        assert_near(whole, 0.1347, 5e-5);
        assert_close(
            deepened_by_diffusion(deepened_by_diffusion(Metres::new(0.0), d, half), d, half).value(),
            whole,
            1e-14,
        );
    }

    #[test]
    fn a_thin_layer_slides_past_the_grille() {
        // 5 cm of 20 % ether: 3 L/s, where a floor grille draws a hundred.
        let flow = drawdown_limit(reduced_gravity(1.56, 0.2, 0.0), Metres::new(0.05)).value();
        assert!((0.002..0.005).contains(&flow), "{flow}");
    }
}
