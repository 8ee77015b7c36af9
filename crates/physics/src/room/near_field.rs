//! Two zones: the air within arm's reach of a source, and the rest of the room.

use hazdrill_units::{
    CubicMetres, CubicMetresPerSecond, KgPerM3, KgPerS, Metres, MetresPerSecond, SimDuration, SquareMetres, maths,
};

/// A source, its near field and the room around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoZones {
    /// Emission into the near field.
    pub emission: KgPerS,
    /// Clean air through the room.
    pub ventilation: CubicMetresPerSecond,
    /// Air exchanged between near and far field.
    pub exchange: CubicMetresPerSecond,
    /// Volume of the near field, above zero.
    pub near: CubicMetres,
    /// Volume of the far field, above zero.
    pub far: CubicMetres,
}

/// Concentrations in both zones.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Concentrations {
    /// In the near field.
    pub near: KgPerM3,
    /// In the far field.
    pub far: KgPerM3,
}

impl TwoZones {
    /// Concentrations after `time`: the exact solution of V_N C_N' = G + β (C_F − C_N), V_F C_F' = β (C_N − C_F) − Q C_F.
    ///
    /// G emission, kg/s; β exchange, m³/s; Q ventilation, m³/s; V volumes, m³; C concentrations, kg/m³.
    /// Nicas, Am. Ind. Hyg. Assoc. J. 57 (1996) 542. Valid for a vapour that follows the air (a heavy one sinks: see
    /// [`crate::layered`]); error: a factor 2 in practice, mostly from β.
    pub fn after(&self, start: Concentrations, time: SimDuration) -> Concentrations {
        let matrix = self.matrix();
        let [[a, b], [c, d]] = matrix;
        let source = self.emission.value() / self.near.value();
        // Both eigenvalues are real and not positive, since b and c are not negative.
        let half_gap = 0.5 * maths::hypot(a - d, 2.0 * maths::sqrt(b * c));
        let middle = 0.5 * (a + d);
        let (slow, fast) = ((middle + half_gap).min(0.0), middle - half_gap);
        let t = time.seconds();
        // f(M) for a 2×2 matrix is a combination of f at its eigenvalues (Sylvester): once for e^(Mt), which acts on the
        // start, once for its integral, which acts on the source.
        let decay = sylvester(matrix, slow, fast, maths::exp(slow * t), maths::exp(fast * t));
        let gain = sylvester(matrix, slow, fast, integral(slow, t), integral(fast, t));
        let (near, far) = (start.near.value(), start.far.value());
        Concentrations {
            near: KgPerM3::new(decay[0][0] * near + decay[0][1] * far + gain[0][0] * source),
            far: KgPerM3::new(decay[1][0] * near + decay[1][1] * far + gain[1][0] * source),
        }
    }

    /// Concentrations in the end: C_F = G/Q, C_N = G/Q + G/β. `None` when nothing limits them.
    pub fn steady(&self) -> Option<Concentrations> {
        let (g, q, beta) = (self.emission.value(), self.ventilation.value(), self.exchange.value());
        (q > 0.0 && beta > 0.0)
            .then(|| Concentrations { near: KgPerM3::new(g / q + g / beta), far: KgPerM3::new(g / q) })
    }

    fn matrix(&self) -> [[f64; 2]; 2] {
        let (q, beta, near, far) =
            (self.ventilation.value(), self.exchange.value(), self.near.value(), self.far.value());
        [[-beta / near, beta / near], [beta / far, -(beta + q) / far]]
    }
}

/// ∫₀ᵗ e^(λs) ds.
fn integral(eigenvalue: f64, t: f64) -> f64 {
    if eigenvalue.abs() > 0.0 { maths::exp_m1(eigenvalue * t) / eigenvalue } else { t }
}

/// f(M) = (f(λ₁)(M − λ₂) − f(λ₂)(M − λ₁)) / (λ₁ − λ₂); f(0) on the diagonal when nothing moves at all.
fn sylvester(m: [[f64; 2]; 2], slow: f64, fast: f64, f_slow: f64, f_fast: f64) -> [[f64; 2]; 2] {
    let gap = slow - fast;
    if gap <= 0.0 {
        return [[f_slow, 0.0], [0.0, f_slow]];
    }
    let (weight, shift) = ((f_slow - f_fast) / gap, (slow * f_fast - fast * f_slow) / gap);
    [[weight * m[0][0] + shift, weight * m[0][1]], [weight * m[1][0], weight * m[1][1] + shift]]
}

/// A near field in the shape of a hemisphere over the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hemisphere {
    /// Free surface: 2 π r².
    pub surface: SquareMetres,
    /// Volume: (2/3) π r³.
    pub volume: CubicMetres,
    /// Exchange with the room, β = ½ FSA s: half the surface takes air in, half lets it out.
    pub exchange: CubicMetresPerSecond,
}

/// The hemisphere of radius r in air that moves at random with speed s (Nicas 1996). No limits beyond r > 0.
pub fn hemisphere(radius: Metres, air_speed: MetresPerSecond) -> Hemisphere {
    let r = radius.value();
    let surface = 2.0 * core::f64::consts::PI * r * r;
    Hemisphere {
        surface: SquareMetres::new(surface),
        volume: CubicMetres::new(surface * r / 3.0),
        exchange: CubicMetresPerSecond::new(0.5 * surface * air_speed.value()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    const MG: f64 = 1e-6;

    /// hazdrill reference 3.2: G 100 mg/min, Q 20, β 5 m³/min, V_N 1, V_F 99 m³; minutes → mg/m³ near and far, 1e-5.
    #[test]
    fn published_reference_3_2_near_and_far_field() {
        let room = TwoZones {
            emission: KgPerS::new(100.0 * MG / 60.0),
            ventilation: CubicMetresPerSecond::new(20.0 / 60.0),
            exchange: CubicMetresPerSecond::new(5.0 / 60.0),
            near: CubicMetres::new(1.0),
            far: CubicMetres::new(99.0),
        };
        for (minutes, near, far) in
            [(1.0, 20.43466, 0.73866), (5.0, 23.00423, 3.08403), (15.0, 24.72968, 4.74049), (60.0, 24.99997, 4.99997)]
        {
            let air = room.after(Concentrations::default(), SimDuration::from_seconds(minutes * 60.0));
            assert_near(air.near.value() / MG, near, 1e-5);
            assert_near(air.far.value() / MG, far, 1e-5);
        }
        let steady = room.steady().unwrap();
        assert_close(steady.near.value(), 25.0 * MG, 1e-12);
        assert_close(steady.far.value(), 5.0 * MG, 1e-12);
    }

    /// hazdrill reference 3.2: r 0.8 m, s 3 m/min: 4.0212 m², 1.0723 m³, 6.0319 m³/min; 0.5 g/s of ether, 6 air changes
    /// in 100 m³; minutes → mg/m³.
    #[test]
    fn published_reference_3_2_ether_in_a_hemisphere() {
        let field = hemisphere(Metres::new(0.8), MetresPerSecond::new(0.05));
        assert_near(field.surface.value(), 4.0212, 5e-5);
        assert_near(field.volume.value(), 1.0723, 5e-5);
        assert_near(field.exchange.value() * 60.0, 6.0319, 5e-5);
        let room = TwoZones {
            emission: KgPerS::new(0.5e-3),
            ventilation: CubicMetresPerSecond::new(600.0 / 3600.0),
            exchange: field.exchange,
            near: field.volume,
            far: CubicMetres::new(100.0 - field.volume.value()),
        };
        for (minutes, near, far) in
            [(1.0, 5144.0, 237.0), (5.0, 6088.0, 1148.0), (10.0, 6830.0, 1876.0), (30.0, 7819.0, 2848.0)]
        {
            let air = room.after(Concentrations::default(), SimDuration::from_seconds(minutes * 60.0));
            assert_near(air.near.value() / MG, near, 0.51);
            assert_near(air.far.value() / MG, far, 0.51);
        }
        assert_near(room.steady().unwrap().near.value() / MG, 7973.6, 0.05);
    }

    proptest! {
        #[test]
        fn a_closed_room_keeps_what_it_gets(
            g in 0.0..1.0_f64, beta in 0.0..10.0_f64, near in 0.1..10.0_f64, far in 1.0..1e4_f64, ms in 0..10_000_000_i64,
        ) {
            let room = TwoZones {
                emission: KgPerS::new(g),
                ventilation: CubicMetresPerSecond::new(0.0),
                exchange: CubicMetresPerSecond::new(beta),
                near: CubicMetres::new(near),
                far: CubicMetres::new(far),
            };
            let time = SimDuration::from_ms(ms);
            let air = room.after(Concentrations::default(), time);
            let (held, given) = (air.near.value() * near + air.far.value() * far, g * time.seconds());
            prop_assert!((held - given).abs() <= 1e-9 * given, "{held} of {given}");
        }

        #[test]
        fn two_half_steps_are_one_step(q in 0.0..10.0_f64, beta in 0.0..10.0_f64, half_ms in 0..1_000_000_i64) {
            let room = TwoZones {
                emission: KgPerS::new(0.001),
                ventilation: CubicMetresPerSecond::new(q),
                exchange: CubicMetresPerSecond::new(beta),
                near: CubicMetres::new(1.0),
                far: CubicMetres::new(99.0),
            };
            let half = SimDuration::from_ms(half_ms);
            let twice = room.after(room.after(Concentrations::default(), half), half);
            let once = room.after(Concentrations::default(), half + half);
            prop_assert!((twice.near.value() - once.near.value()).abs() <= 1e-9 * once.near.value());
            prop_assert!((twice.far.value() - once.far.value()).abs() <= 1e-9 * once.near.value());
        }
    }
}
