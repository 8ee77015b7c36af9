//! Transcendental functions with the same bits on every platform (crate `libm`, pinned exactly).
//!
//! The standard library leaves their precision to the platform; one last bit decides on which side of a threshold a
//! reading falls, and then the drill differs. `clippy.toml` bans the methods of `f64` that these replace.

/// e to the power of `x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// e to the power of `x`, less one, exact for small `x`.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Natural logarithm of `x` (x > 0).
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Natural logarithm of 1 + `x`, exact for small `x` (x > -1).
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// Decimal logarithm of `x` (x > 0).
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// `x` to the power of `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Square root of `x` (x >= 0); exact in IEEE 754, kept here so that callers need one import.
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// Cube root of `x`.
pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
}

/// Length of the vector (`x`, `y`).
pub fn hypot(x: f64, y: f64) -> f64 {
    libm::hypot(x, y)
}

/// Sine of `x` radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of `x` radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Hyperbolic tangent of `x`.
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

/// Arc tangent of `x`, radians.
pub fn atan(x: f64) -> f64 {
    libm::atan(x)
}

/// Error function.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// Standard normal distribution function.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
}

/// Inverse of the standard normal distribution function, for 0 < `p` < 1.
///
/// Rational approximation of P. J. Acklam (2003, relative error below 1.15e-9), refined by one step of Halley's
/// method on [`normal_cdf`], after which the error is at the rounding of `erfc`.
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] =
        [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];
    const LOW: f64 = 0.02425;
    assert!(p > 0.0 && p < 1.0, "normal_quantile: {p} is not a probability between 0 and 1");
    let tail = |q: f64| {
        (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
            / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1.0)
    };
    let x = if p < LOW {
        tail(sqrt(-2.0 * ln(p)))
    } else if p <= 1.0 - LOW {
        let q = p - 0.5;
        let r = q * q;
        (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q
            / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1.0)
    } else {
        -tail(sqrt(-2.0 * ln_1p(-p)))
    };
    let error = normal_cdf(x) - p;
    let u = error * sqrt(2.0 * core::f64::consts::PI) * exp(0.5 * x * x);
    x - u / (1.0 + 0.5 * x * u)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits that must never move: a change here moves every golden record.
    #[test]
    fn golden_bits() {
        for (name, value, bits) in [
            ("exp(1.5)", exp(1.5), 4_616_731_951_734_179_137_u64),
            ("ln(0.3)", ln(0.3), 13_831_473_067_500_349_217_u64),
            ("pow(2.5, 0.78)", pow(2.5, 0.78), 4_611_784_168_425_332_226_u64),
            ("normal_quantile(0.9)", normal_quantile(0.9), 4_608_450_414_325_689_650_u64),
        ] {
            assert_eq!(value.to_bits(), bits, "{name} moved: {value:e}");
        }
    }

    /// Values of the normal distribution from any statistical table.
    #[test]
    fn published_normal_quantiles() {
        for (p, x) in
            [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.01, -2.326_347_874_040_841), (0.9, 1.281_551_565_544_6)]
        {
            assert!((normal_quantile(p) - x).abs() < 1e-12, "quantile of {p}: {}", normal_quantile(p));
        }
    }
}
