//! The quantities that a scenario can name. The first unit of each is its base unit, in which it is held and written.

use crate::quantity::quantity;

macro_rules! unit {
    ($name:literal, $factor:expr) => {
        $crate::quantity::Unit::scaled($name, $factor)
    };
    ($name:literal, $factor:expr, $offset:expr) => {
        $crate::quantity::Unit::shifted($name, $factor, $offset)
    };
}
pub(crate) use unit;

quantity! {
    /// Length, m.
    Metres, "length", 0.0, 1e6, m, ["m" => 1.0; "mm" => 1e-3; "cm" => 1e-2; "km" => 1e3;]
}
quantity! {
    /// Area, m².
    SquareMetres, "area", 0.0, 1e8, m2, ["m2" => 1.0; "mm2" => 1e-6; "cm2" => 1e-4; "km2" => 1e6;]
}
quantity! {
    /// Volume, m³.
    CubicMetres, "volume", 0.0, 1e7, m3, ["m3" => 1.0; "l" => 1e-3; "ml" => 1e-6;]
}
quantity! {
    /// Mass, kg.
    Kilograms, "mass", 0.0, 1e7, kg, ["kg" => 1.0; "g" => 1e-3; "t" => 1e3;]
}
quantity! {
    /// Speed, m/s.
    MetresPerSecond, "speed", 0.0, 400.0, m_s, ["m_s" => 1.0; "km_h" => 1.0 / 3.6; "m_min" => 1.0 / 60.0; "cm_s" => 0.01;]
}
quantity! {
    /// Volume flow, m³/s.
    CubicMetresPerSecond, "volume flow", 0.0, 1e5, m3_s, ["m3_s" => 1.0; "l_min" => 1.0 / 60_000.0; "l_s" => 1e-3; "m3_h" => 1.0 / 3600.0;]
}
quantity! {
    /// Mass flow, kg/s.
    KgPerS, "mass flow", 0.0, 1e5, kg_s, ["kg_s" => 1.0; "g_s" => 1e-3; "kg_min" => 1.0 / 60.0; "kg_h" => 1.0 / 3600.0;]
}
quantity! {
    /// Rate of something counted, 1/s: air changes, ignitions in a flammable mixture.
    PerSecond, "rate", 0.0, 1e3, per_s, ["per_s" => 1.0; "per_min" => 1.0 / 60.0; "per_h" => 1.0 / 3600.0;]
}
quantity! {
    /// Absolute temperature, K. `c(20)` is 20 °C.
    Kelvin, "temperature", 100.0, 3000.0, k, ["k" => 1.0; "c" => 1.0, 273.15;]
}
quantity! {
    /// Pressure, Pa.
    Pascals, "pressure", 0.0, 1e9, pa, ["pa" => 1.0; "kpa" => 1e3; "mpa" => 1e6; "bar" => 1e5;]
}
quantity! {
    /// Density, kg/m³.
    KgPerM3, "density", 0.0, 3e4, kg_m3, ["kg_m3" => 1.0; "g_cm3" => 1e3; "mg_m3" => 1e-6;]
}
quantity! {
    /// Molar mass, kg/mol.
    KgPerMol, "molar mass", 1e-3, 1.0, kg_mol, ["kg_mol" => 1.0; "g_mol" => 1e-3;]
}
quantity! {
    /// Specific energy, J/kg: heat of vaporisation, heat of combustion.
    JoulesPerKg, "specific energy", 0.0, 5e8, j_kg, ["j_kg" => 1.0; "kj_kg" => 1e3; "mj_kg" => 1e6;]
}
quantity! {
    /// Specific heat capacity, J/(kg K).
    JoulesPerKgK, "heat capacity", 0.0, 1e5, j_kg_k, ["j_kg_k" => 1.0; "kj_kg_k" => 1e3;]
}
quantity! {
    /// Heat transfer coefficient, W/(m² K).
    WattsPerM2K, "heat transfer coefficient", 0.0, 1e5, w_m2_k, ["w_m2_k" => 1.0;]
}
quantity! {
    /// Diffusivity, m²/s.
    SquareMetresPerSecond, "diffusivity", 0.0, 1.0, m2_s, ["m2_s" => 1.0;]
}
quantity! {
    /// Energy, J.
    Joules, "energy", 0.0, 1e15, j, ["j" => 1.0; "mj" => 1e6; "kj" => 1e3; "millij" => 1e-3;]
}
quantity! {
    /// Share of a volume: 0 to 1. `percent(1.7)`, `ppm(1900)`.
    VolumeFraction, "volume fraction", 0.0, 1.0, fraction, ["fraction" => 1.0; "percent" => 0.01; "ppm" => 1e-6;]
}
quantity! {
    /// Direction from which the wind blows, degrees clockwise from north.
    Degrees, "direction", 0.0, 360.0, deg, ["deg" => 1.0;]
}
quantity! {
    /// Impulse of a pressure over its duration, Pa s.
    PascalSeconds, "impulse", 0.0, 1e9, pa_s, ["pa_s" => 1.0; "kpa_s" => 1e3; "kpa_ms" => 1.0;]
}
quantity! {
    /// Heat flow, W: heat release of a fire.
    Watts, "heat flow", 0.0, 1e12, w, ["w" => 1.0; "kw" => 1e3; "mw" => 1e6;]
}
quantity! {
    /// Heat flux, W/m².
    WattsPerM2, "heat flux", 0.0, 1e7, w_m2, ["w_m2" => 1.0; "kw_m2" => 1e3;]
}
quantity! {
    /// Energy on an area, J/m²: fire load of a room.
    JoulesPerM2, "fire load", 0.0, 1e12, j_m2, ["j_m2" => 1.0; "mj_m2" => 1e6; "kj_m2" => 1e3;]
}
quantity! {
    /// Mass flux, kg/(m² s): burning rate of a pool.
    KgPerM2S, "mass flux", 0.0, 100.0, kg_m2_s, ["kg_m2_s" => 1.0; "g_m2_s" => 1e-3;]
}
quantity! {
    /// Reciprocal length, 1/m: extinction of light or heat along a path.
    PerMetre, "extinction", 0.0, 1e6, per_m, ["per_m" => 1.0;]
}
quantity! {
    /// Area that a mass covers, m²/kg: extinction of light by soot.
    SquareMetresPerKg, "specific extinction", 0.0, 1e6, m2_kg, ["m2_kg" => 1.0; "m2_g" => 1e3;]
}
quantity! {
    /// Liquid put on an area, m³/(m² s): foam solution on a burning pool.
    CubicMetresPerM2S, "application rate", 0.0, 1.0, m3_m2_s, ["m3_m2_s" => 1.0; "l_min_m2" => 1.0 / 60_000.0;]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_convert_to_the_base() {
        assert_eq!(ron::from_str::<Kelvin>("c(20)").unwrap(), Kelvin::new(293.15));
        assert_eq!(ron::from_str::<CubicMetresPerSecond>("l_min(60)").unwrap(), CubicMetresPerSecond::new(0.001));
        assert_eq!(ron::from_str::<Kilograms>("g(250)").unwrap(), Kilograms::new(0.25));
    }

    #[test]
    fn a_value_out_of_range_is_told_in_the_unit_that_was_used() {
        let error = ron::from_str::<Kelvin>("c(-300)").unwrap_err().to_string();
        assert!(error.contains("-173.15 … 2726.85 c"), "{error}");
        for bad in ["m(NaN)", "m(inf)", "m(1e300)", "m(-1)"] {
            assert!(ron::from_str::<Metres>(bad).is_err(), "`{bad}` must not load as a length");
        }
    }

    #[test]
    fn json_round_trip_is_exact() {
        for value in [0.1, 1.0 / 3.0, 713.592, 8.95378e-6] {
            let json = serde_json::to_string(&Metres::new(value)).unwrap();
            assert_eq!(serde_json::from_str::<Metres>(&json).unwrap().value().to_bits(), value.to_bits(), "{json}");
        }
    }
}
