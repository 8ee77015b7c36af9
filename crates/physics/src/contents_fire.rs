//! The contents of a room that burn: how soon a flame lights them, how the fire grows, what holds it, when it has burnt
//! out, and what a stream of water or foam does to it.

use hazdrill_units::{
    CubicMetresPerSecond, Joules, JoulesPerKg, KgPerM3, Metres, SimDuration, SquareMetres, Watts, WattsPerM2, maths,
};

/// Heat release that a fire has reached after its time of growth: 1 MW (EN 1991-1-2, Annex E.4).
pub const REACHED: Watts = Watts::new(1e6);
/// Share of the fire load with whose use the fire begins to fall (EN 1991-1-2, E.4).
pub const FALLS_FROM: f64 = 0.7;
/// Heat that a kilogram of water takes up from 10 °C to steam of 100 °C: 2.6 MJ/kg.
pub const HEAT_OF_WATER: JoulesPerKg = JoulesPerKg::new(2.6e6);
/// Share of the water of a hand line that becomes steam where it cools the fire: 0.5 for a jet, 0.75 for a fog (Barnett, as
/// used by Grimwood; `unverified`). With it 250 kW/m² ask for 11.5 L/(min m²); London fires were put out with 4 to 10.
pub const STREAM_EFFICIENCY: f64 = 0.5;
/// Depth of water, spread over the floor that burns, that knocks a fire down once the stream takes up more heat than the
/// fire gives: 10 mm, of 5 to 20 L/m² used on fires of one room (`unverified`).
pub const KNOCKS_DOWN: Metres = Metres::new(0.010);
/// Temperature over that of the room at which hot gas breaks ordinary window glass so that it falls out: 350 K, of 320 to
/// 430 K for panes of 3 to 6 mm (Babrauskas, Glass breakage in fires; `unverified`).
pub const GLASS_FALLS_K: f64 = 350.0;

/// A surface that a flame heats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surface {
    /// Thermal inertia kρc, (W/(m² K))² s.
    pub inertia: f64,
    /// Rise of temperature at which it ignites, K.
    pub rise_k: f64,
}

/// Plywood, for wood, board and hard plastics of furnishings: kρc 0.54 (kW/(m² K))² s, ignites at 390 °C (Quintiere &
/// Harkleroad 1985, LIFT; `unverified`). Particle board takes twice as long, foam and paper half.
pub const FURNISHINGS: Surface = Surface { inertia: 0.54e6, rise_k: 370.0 };

/// Time until a surface in a flame ignites: t = π/4 kρc (ΔT/q)².
///
/// q heat flux to the surface; thermally thick, without loss: above three times the least flux that ignites it, some
/// 15 kW/m². Quintiere, SFPE handbook (`unverified`). Error: a factor 2. [`SimDuration::MAX`] without a flux.
pub fn time_to_ignition(flux: WattsPerM2, surface: &Surface) -> SimDuration {
    let ratio = surface.rise_k / flux.value().max(f64::MIN_POSITIVE);
    let seconds = core::f64::consts::FRAC_PI_4 * surface.inertia * ratio * ratio;
    SimDuration::from_seconds(seconds.clamp(0.0, SimDuration::MAX.seconds()))
}

/// What a room holds that burns.
///
/// Fire loads: EN 1991-1-2, Table E.4, mean values in MJ/m²: dwelling 780, hospital room 230, hotel room 310, library 1500,
/// office 420, classroom 285, shop 600; a chemical laboratory 500 (CIB W14 workshop 1986, `unverified`). Greatest heat
/// release by floor: Table E.5: 250 kW/m², library and theatre 500.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contents {
    /// All the heat that they can give.
    pub load: Joules,
    /// Time in which the fire grows to [`REACHED`]: slow 600 s, medium 300 s, fast 150 s, ultra fast 75 s (EN 1991-1-2,
    /// Table E.5).
    pub growth: SimDuration,
    /// Heat release once all of them burn: floor times heat release by floor.
    pub greatest: Watts,
}

impl Contents {
    /// Heat release of a fire that has grown for a time, with enough air and fuel: Q = 1 MW (t/tα)², at most the greatest.
    ///
    /// EN 1991-1-2, E.4; NFPA 92 has 1.055 MW. From the first flame that holds; what smoulders before is left out.
    /// Error: a class of growth either way.
    pub fn grown(&self, seconds: f64) -> Watts {
        let times = seconds / self.growth.seconds().max(f64::MIN_POSITIVE);
        Watts::new((REACHED.value() * times * times).min(self.greatest.value()))
    }

    /// Share of its heat release that a fire still has after giving so much heat.
    ///
    /// EN 1991-1-2, E.4: it falls in a straight line of time from 70 % of the load to nothing at all of it. A straight line
    /// of time is the root of what is left: √((1 − x)/0.3).
    pub fn left(&self, given: Joules) -> f64 {
        let left = 1.0 - given.value() / self.load.value().max(f64::MIN_POSITIVE);
        maths::sqrt((left / (1.0 - FALLS_FROM)).clamp(0.0, 1.0))
    }

    /// Heat release of a fire that has grown for a time, has given so much heat and breathes air for `air`.
    pub fn heat_release(&self, seconds: f64, given: Joules, air: Watts) -> Watts {
        Watts::new(self.grown(seconds).value().min(air.value().max(0.0)) * self.left(given))
    }

    /// Whether the load is used up, to a thousandth of it: the last of a straight line in time.
    pub fn is_used_up(&self, given: Joules) -> bool {
        given.value() >= 0.999 * self.load.value()
    }
}

/// Floor on which a fire of the contents burns: its share of the greatest heat release, of the floor.
pub fn burning_floor(heat_release: Watts, contents: &Contents, floor: SquareMetres) -> SquareMetres {
    let share = heat_release.value() / contents.greatest.value().max(f64::MIN_POSITIVE);
    SquareMetres::new(floor.value() * share.clamp(0.0, 1.0))
}

/// Heat that a stream takes up: V' ρ 2.6 MJ/kg η, η [`STREAM_EFFICIENCY`].
///
/// Foam solution is water but for a few per cent. Error: a factor 2, by how well the stream is led.
pub fn heat_taken(stream: CubicMetresPerSecond) -> Watts {
    const WATER: KgPerM3 = KgPerM3::new(1000.0);
    Watts::new(stream.value() * WATER.value() * HEAT_OF_WATER.value() * STREAM_EFFICIENCY)
}

/// Time until nine tenths of a fire of the contents are down: t = a A/(V' − V'crit), V'crit the stream that takes up as much
/// heat as the fire gives, a [`KNOCKS_DOWN`], A the floor that burns.
///
/// `None` where the stream takes up no more than the fire gives: it holds the fire at best. The form of the law of foam on
/// a pool ([`crate::pool_fire::Foam::time_to_control`]). Error: a factor 2 and more.
pub fn time_to_control(
    stream: CubicMetresPerSecond,
    heat_release: Watts,
    burning: SquareMetres,
) -> Option<SimDuration> {
    let taken = heat_taken(stream).value();
    let beyond = stream.value() * (1.0 - heat_release.value() / taken.max(f64::MIN_POSITIVE));
    let seconds = KNOCKS_DOWN.value() * burning.value() / beyond.max(f64::MIN_POSITIVE);
    (beyond > 0.0 && seconds <= SimDuration::MAX.seconds()).then(|| SimDuration::from_seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_near};
    use proptest::prelude::*;

    /// An office of 40 m² by EN 1991-1-2: medium growth, 250 kW/m², 511 MJ/m² (Table E.4, 80 % fractile).
    const OFFICE: Contents = Contents {
        load: Joules::new(40.0 * 511e6),
        growth: SimDuration::from_ms(300_000),
        greatest: Watts::new(40.0 * 250e3),
    };
    const OPEN: Watts = Watts::new(1e12);

    fn l_min(litres: f64) -> CubicMetresPerSecond {
        CubicMetresPerSecond::new(litres / 60_000.0)
    }

    /// EN 1991-1-2, E.4 (4): 1 MW after tα, four times as much after twice the time, at most RHRf times the floor; NFPA's
    /// classes differ by 5.5 %.
    #[test]
    fn published_growth_is_a_square_of_time() {
        for (seconds, megawatts) in
            [(0.0, 0.0), (150.0, 0.25), (300.0, 1.0), (600.0, 4.0), (948.683, 10.0), (1e4, 10.0)]
        {
            assert_near(OFFICE.grown(seconds).value() / 1e6, megawatts, 1e-5);
        }
        for (class, at_300_s) in [(600_000, 0.25), (300_000, 1.0), (150_000, 4.0), (75_000, 16.0)] {
            let contents = Contents { growth: SimDuration::from_ms(class), greatest: OPEN, ..OFFICE };
            assert_near(contents.grown(300.0).value() / 1e6, at_300_s, 1e-9);
        }
    }

    /// Worked by hand from EN 1991-1-2, E.4: 948.7 s of growth give 3162 MJ; 10 MW until 70 % of 20,440 MJ are used, for
    /// 1114.6 s; then a straight line to nothing in 2 · 6132 MJ / 10 MW = 1226.4 s. Half way down it it gives 5 MW.
    #[test]
    fn an_office_burns_out_as_the_standard_draws_it() {
        let (mut seconds, mut given, mut falls) = (0.0, 0.0, None);
        let dt = 0.5;
        let mut half_way = 0.0;
        while !OFFICE.is_used_up(Joules::new(given)) {
            let heat = OFFICE.heat_release(seconds + 0.5 * dt, Joules::new(given), OPEN).value();
            given += heat * dt;
            seconds += dt;
            if given >= FALLS_FROM * OFFICE.load.value() {
                let from = *falls.get_or_insert(seconds);
                if seconds <= from + 613.2 {
                    half_way = heat;
                }
            }
        }
        assert_near(falls.unwrap(), 948.7 + 1114.6, 2.0);
        assert_close(half_way, 5e6, 5e-3);
        // A thousandth of the load is left at √(0.001/0.3) of the line.
        assert_near(seconds, 948.7 + 1114.6 + 1226.4 * (1.0 - 0.0577), 3.0);
    }

    /// A door that feeds 2 MW holds the office to 2 MW, and lets it burn five times as long.
    #[test]
    fn a_room_short_of_air_burns_longer() {
        let (none, door) = (Joules::new(0.0), Watts::new(2e6));
        assert_near(OFFICE.heat_release(600.0, none, door).value(), 2e6, 1e-6);
        assert_near(OFFICE.heat_release(300.0, none, door).value(), 1e6, 1e-6);
        assert_near(OFFICE.heat_release(300.0, none, Watts::new(0.0)).value(), 0.0, 0.0);
        assert_near(OFFICE.heat_release(1e4, OFFICE.load, OPEN).value(), 0.0, 0.0);
        let floor = burning_floor(Watts::new(2.5e6), &OFFICE, SquareMetres::new(40.0));
        assert_near(floor.value(), 10.0, 1e-9);
    }

    /// t = π/4 · 0.54 · (370/q)², q in kW/m²: 16.1 s in a flame of 60, 9.1 s at 80; a flash of 2 s lights no board.
    #[test]
    fn a_flame_has_to_stand_for_a_while() {
        for (kilowatts, seconds) in [(30.0, 64.5), (60.0, 16.13), (80.0, 9.07)] {
            let time = time_to_ignition(WattsPerM2::new(1e3 * kilowatts), &FURNISHINGS);
            assert_near(time.seconds(), seconds, 0.05);
        }
        assert_eq!(time_to_ignition(WattsPerM2::new(0.0), &FURNISHINGS), SimDuration::MAX);
    }

    /// 800 L/min take up 800/60 · 2.6 MJ/kg · 0.5 = 17.3 MW: 4 MW on 16 m² are down by nine tenths after 160 L beyond the
    /// 185 L/min that the fire boils away, 15.6 s; 18 MW never, unless a second line comes.
    #[test]
    fn a_stream_gains_only_on_a_fire_that_gives_less_than_it_takes() {
        assert_near(heat_taken(l_min(800.0)).value() / 1e6, 17.333, 1e-3);
        let after = |litres: f64, megawatts: f64| {
            time_to_control(l_min(litres), Watts::new(1e6 * megawatts), SquareMetres::new(4.0 * megawatts))
        };
        assert_near(after(800.0, 4.0).unwrap().seconds(), 15.6, 1e-3);
        assert_eq!(after(800.0, 18.0), None);
        assert_near(after(1600.0, 18.0).unwrap().seconds(), 56.16, 1e-2);
        assert_eq!(after(0.0, 0.0), None);
    }

    proptest! {
        #[test]
        fn no_fire_gives_more_than_its_air_or_its_contents(
            seconds in 0.0..1e5_f64, given in 0.0..1e12_f64, air in 0.0..1e9_f64,
        ) {
            let (given, air) = (Joules::new(given), Watts::new(air));
            let heat = OFFICE.heat_release(seconds, given, air);
            prop_assert!(heat.value() >= 0.0 && heat <= air && heat <= OFFICE.greatest);
            prop_assert!(OFFICE.heat_release(seconds + 1.0, given, air) >= heat);
            let more = Joules::new(1.1 * given.value());
            prop_assert!(OFFICE.heat_release(seconds, more, air) <= heat);
        }

        #[test]
        fn more_water_is_faster(litres in 0.0..5e3_f64, more in 0.0..5e3_f64, megawatts in 0.0..50.0_f64) {
            let after = |litres: f64| {
                time_to_control(l_min(litres), Watts::new(1e6 * megawatts), SquareMetres::new(4.0 * megawatts))
            };
            if let Some(slow) = after(litres) {
                prop_assert!(after(litres + more).is_some_and(|fast| fast <= slow));
            }
        }
    }
}
