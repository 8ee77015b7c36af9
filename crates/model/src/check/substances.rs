//! Substances: figures that a liquid can have.

use super::Problem;
use super::figures::{positive, source, text};
use super::path::{Findings, Path};
use crate::{Scenario, Substance};
use hazdrill_units::maths;

/// Pressures that a fit may give at its ends: from a wax to far beyond any critical point.
const SANE_PASCALS: core::ops::RangeInclusive<f64> = 1e-6..=1e8;

/// Molar gas constant, J/(mol K) (CODATA 2018).
const GAS_CONSTANT: f64 = 8.314_462_618;
/// How far slope and heat of vaporisation may differ.
const SLOPE_FACTOR: f64 = 2.0;

pub(super) fn check(scenario: &Scenario, out: &mut Findings) {
    let path = Path::ROOT.key("substances");
    for (id, substance) in &scenario.substances {
        one(&path.key(id), substance, out);
    }
}

fn one(path: &Path<'_>, s: &Substance, out: &mut Findings) {
    text(&path.key("name"), &s.name, out);
    out.add_if(!is_cas(&s.cas), &path.key("cas"), || Problem::BadCas { cas: s.cas.clone() });
    let mut figure = |key: &str, value: f64, from: &crate::Source| {
        let path = path.key(key);
        positive(&path.key("is"), value, out);
        source(&path.key("source"), from, out);
    };
    figure("molar_mass", s.molar_mass.is.value(), &s.molar_mass.source);
    figure("liquid_density", s.liquid_density.is.value(), &s.liquid_density.source);
    figure("heat_of_vaporisation", s.heat_of_vaporisation.is.value(), &s.heat_of_vaporisation.source);
    figure("liquid_heat_capacity", s.liquid_heat_capacity.is.value(), &s.liquid_heat_capacity.source);
    figure("diffusivity_in_air", s.diffusivity_in_air.is.value(), &s.diffusivity_in_air.source);
    figure("lower_flammable_limit", s.lower_flammable_limit.is.value(), &s.lower_flammable_limit.source);
    figure("upper_flammable_limit", s.upper_flammable_limit.is.value(), &s.upper_flammable_limit.source);
    figure("heat_of_combustion", s.heat_of_combustion.is.value(), &s.heat_of_combustion.source);
    figure("autoignition", s.autoignition.is.value(), &s.autoignition.source);
    figure("minimum_ignition_energy", s.minimum_ignition_energy.is.value(), &s.minimum_ignition_energy.source);
    figure("odour_threshold", s.odour_threshold.is.value(), &s.odour_threshold.source);
    figure("idlh", s.idlh.is.value(), &s.idlh.source);

    let flame = path.key("flame");
    let mut figure = |path: &Path<'_>, key: &str, value: f64, from: &crate::Source| {
        let path = path.key(key);
        positive(&path.key("is"), value, out);
        source(&path.key("source"), from, out);
    };
    figure(&flame, "burning_velocity", s.flame.burning_velocity.is.value(), &s.flame.burning_velocity.source);
    figure(&flame, "expansion", s.flame.expansion.is, &s.flame.expansion.source);
    figure(&flame, "stoichiometric", s.flame.stoichiometric.is.value(), &s.flame.stoichiometric.source);
    figure(&flame, "mass_flux", s.flame.mass_flux.is.value(), &s.flame.mass_flux.source);
    figure(&flame, "growth", s.flame.growth.is.value(), &s.flame.growth.source);
    figure(&flame, "foam", s.flame.foam.is.value(), &s.flame.foam.source);
    figure(&flame, "soot", s.flame.soot.is, &s.flame.soot.source);
    figure(&flame, "carbon_monoxide", s.flame.carbon_monoxide.is, &s.flame.carbon_monoxide.source);
    if let Some(n) = &s.narcosis {
        let path = path.key("narcosis");
        figure(&path, "uptake", n.uptake.is.seconds(), &n.uptake.source);
        figure(&path, "dizzy", n.dizzy.is.value(), &n.dizzy.source);
        figure(&path, "unconscious", n.unconscious.is.value(), &n.unconscious.source);
        figure(&path, "deadly", n.deadly.is.value(), &n.deadly.source);
    }

    let (lower, upper) = (s.lower_flammable_limit.is.value(), s.upper_flammable_limit.is.value());
    out.add_if(lower >= upper, &path.key("lower_flammable_limit"), || Problem::WrongOrder {
        low: "lower_flammable_limit",
        low_value: lower * 100.0,
        high: "upper_flammable_limit",
        high_value: upper * 100.0,
        unit: "%",
    });
    let pressure = path.key("vapour_pressure");
    source(&pressure.key("source"), &s.vapour_pressure.source, out);
    fit(&pressure.key("is"), s, out);
}

fn fit(path: &Path<'_>, substance: &Substance, out: &mut Findings) {
    let fit = &substance.vapour_pressure.is;
    let (from, to) = (fit.from.value(), fit.to.value());
    if from >= to {
        let problem = Problem::WrongOrder { low: "from", low_value: from, high: "to", high_value: to, unit: "K" };
        out.add(&path.key("from"), problem);
        return;
    }
    let pascals = |kelvin: f64| maths::exp(fit.a - fit.b / (kelvin + fit.c));
    // The pole of the equation must not lie in the range, and more heat must mean more pressure.
    for kelvin in [from, to] {
        let fine = kelvin + fit.c > 0.0 && SANE_PASCALS.contains(&pascals(kelvin)) && pascals(from) < pascals(to);
        if !fine {
            out.add(path, Problem::OddVapourPressure { kelvin, pascals: pascals(kelvin) });
            return;
        }
    }
    // Clausius–Clapeyron: d ln P / d(1/T) = −L M / R. Constants in other units or logarithms miss it by far more than
    // the vapour's departure from an ideal gas, which is some tens of percent.
    let kelvin = f64::midpoint(from, to);
    let slope = fit.b * (kelvin / (kelvin + fit.c)) * (kelvin / (kelvin + fit.c));
    let means = slope * GAS_CONSTANT / substance.molar_mass.is.value();
    let given = substance.heat_of_vaporisation.is.value();
    let fine = means > given / SLOPE_FACTOR && means < given * SLOPE_FACTOR;
    out.add_if(!fine && given > 0.0, path, || Problem::PressureAgainstHeat { means, given });
}

/// Digits, two digits and a check digit: the digits before it, counted from the right, times their position, modulo 10.
fn is_cas(cas: &str) -> bool {
    let mut parts = cas.split('-');
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !((2..=7).contains(&a.len()) && b.len() == 2 && c.len() == 1 && digits(a) && digits(b) && digits(c)) {
        return false;
    }
    let sum: u32 =
        a.bytes().chain(b.bytes()).rev().zip(1..).map(|(digit, position)| u32::from(digit - b'0') * position).sum();
    c.parse() == Ok(sum % 10)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_digit_of_a_cas_number() {
        assert!(super::is_cas("60-29-7"), "diethyl ether");
        assert!(super::is_cas("7782-50-5"), "chlorine");
        assert!(!super::is_cas("60-29-8"));
        assert!(!super::is_cas("ether"));
    }
}
