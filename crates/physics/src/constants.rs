//! Physical constants and the properties of air that every model here shares.

/// Molar gas constant, J/(mol K) (CODATA 2018, exact by definition of the mole and the kelvin).
pub const GAS_CONSTANT: f64 = 8.314_462_618;
/// Standard acceleration of gravity, m/s² (3rd CGPM, 1901).
pub const GRAVITY: f64 = 9.806_65;
/// Stefan–Boltzmann constant, W/(m² K⁴) (CODATA 2018).
pub const STEFAN_BOLTZMANN: f64 = 5.670_374_419e-8;
/// Standard atmosphere, Pa (10th CGPM, 1954); every model here works at this pressure.
pub const ATMOSPHERE: f64 = 101_325.0;

/// Molar mass of dry air, kg/mol (US Standard Atmosphere 1976: 28.9644 g/mol).
pub const AIR_MOLAR_MASS: f64 = 0.028_964_4;
/// Density of air at 20 °C, kg/m³, rounded as in the worked tables of evaporation that the tests reproduce.
pub const AIR_DENSITY: f64 = 1.2;
/// Heat capacity of air, J/(kg K), near 20 °C.
pub const AIR_HEAT_CAPACITY: f64 = 1006.0;
/// Prandtl number of air, near 20 °C.
pub const AIR_PRANDTL: f64 = 0.71;
/// Kinematic viscosity of air, m²/s, at 20 °C.
pub const AIR_VISCOSITY: f64 = 1.51e-5;
