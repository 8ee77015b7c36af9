//! Exposure: what the air, the flames and the pressure of a room do to those who are in it, and what drifts out of it to
//! those outside (`outdoors.rs`).

use super::harm::{Chances, Harms, Late, Wound};
use super::health::Harm;
use super::outdoors::{Bystanders, OpenAir, breathe_outdoors};
use crate::hazard::{FireState, Grid, Haze, NarcosisData, RoomState, Shock, Site};
use crate::kernel::{Due, Id, Purpose, Set, Wake};
use bevy_ecs::message::Messages;
use bevy_ecs::prelude::*;
use hazdrill_model::Protection;
use hazdrill_physics::blast_harm::{self, BehindGlass};
use hazdrill_physics::narcosis::level_after;
use hazdrill_physics::smoke::{CARBON_MONOXIDE, carbon_monoxide_dose};
use hazdrill_physics::thermal_harm::{
    CLOTHING_CATCHES, FIREFIGHTERS_LIMIT, InBurningLayer, ThermalDose, burnt_by_clothes, share_burnt,
};
use hazdrill_record::happening::Exposed;
use hazdrill_record::{EventId, Word};
use hazdrill_units::{CubicMetres, Kilograms, Metres, Pascals, SimDuration, VolumeFraction};

/// Share of the skin that turnout gear keeps from a short flame; unverified.
const TURNOUT_GEAR: f64 = 0.9;
/// Casualties, from the worst to the mildest, whose burns by their clothes are reckoned one by one.
const CLOTHES_DRAWN: u32 = 20;
/// How long a burning layer burns around a person; 1 to 5 s, unverified.
const FLASH: SimDuration = SimDuration::from_ms(2_000);
/// Burns of less of the body than this are slight; unverified.
const SERIOUS_BURN: f64 = 0.10;
/// RPM score of the worst of those whom pressure and thrown things hurt seriously; a judgement.
const WORST_OF_A_BLAST: f64 = 4.0;
/// The same of those whom a short flame burns: burns kill late, and in the first hour hardly touch breath, pulse and
/// response; a judgement.
const WORST_OF_A_FLASH: f64 = 9.0;
/// Burns of less of the body than this are none; unverified.
const SLIGHT_BURN: f64 = 0.01;
/// RPM score of somebody who is unconscious, breathes and has a pulse: motor response 0 of 4; a judgement.
const UNCONSCIOUS_RPM: f64 = 8.0;

/// The set `Exposure`: pressure and flame strike, then the air of the rooms acts.
pub fn expose(
    due: Res<Due>,
    shocks: MessageReader<Shock>,
    site: Res<Site>,
    rooms: Query<(&RoomState, &FireState)>,
    mut grid: ResMut<Grid>,
    mut open_air: OpenAir,
    mut harms: Harms,
) {
    strike(shocks, &site, &mut harms);
    let fell: Vec<Id> = due.of(Set::Exposure, Wake::Fell).map(|(member, _)| member).collect();
    for member in fell {
        if let (Some(because), place) = (harms.of(member).because, harms.body(member).place) {
            harms.show(place, because);
        }
    }
    let dt = core::mem::take(&mut grid.unbreathed);
    if dt > SimDuration::ZERO {
        breathe(&site, &rooms, dt, &mut harms);
        breathe_outdoors(&site, dt, &mut open_air, &mut harms);
    }
}

/// Lets pressure and flame of this instant strike those who are in the rooms that they reach.
fn strike(mut shocks: MessageReader<Shock>, site: &Site, harms: &mut Harms) {
    for shock in shocks.read().copied() {
        let there: Vec<Id> = harms.presence.at(shock.room).collect();
        let Some(data) = site.room(shock.room).map(|n| &site.rooms[n]) else { continue };
        let windows = data.windows.is_some();
        for who in there {
            let covered = clothing(harms.body(who).protection);
            harms.strike(who, "blast", &blast_chances(shock.peak, windows), shock.because);
            if shock.flame.value() > 0.0 {
                harms.strike(who, "burn", &burn_chances(&shock, covered), shock.because);
            }
        }
        harms.show(shock.room, shock.because);
    }
}

/// Chances that pressure hurts a person in a room.
///
/// Dead: HSE probit for people in the open, which counts all causes. Serious: lung, and a share of those whom glass or
/// thrown things wound. Slight: ear drums and the other wounds. The sum
/// of parts is cut at 1. Judgement in the addition; every part with its source in `hazdrill_physics::blast_harm`.
fn blast_chances(peak: Pascals, windows: bool) -> Chances {
    let dead = blast_harm::death_of_all_causes(peak);
    let glass = if windows {
        blast_harm::glass_wounds(peak, &BehindGlass { distance: Metres::new(2.0), uncovered: 0.5 })
    } else {
        0.0
    };
    let deep = blast_harm::glass_wound_is_serious(peak);
    let (debris, heavy) = (blast_harm::debris_wounds(peak), blast_harm::debris_wound_is_serious(peak));
    let serious = (blast_harm::lung(peak) + glass * deep + debris * heavy).min(1.0 - dead);
    let slight = blast_harm::eardrum(peak) + glass * (1.0 - deep) + debris * (1.0 - heavy);
    let slight = slight.min(1.0 - dead - serious);
    Chances { dead, serious, slight, worst_rpm: WORST_OF_A_BLAST, late: Late::Score }
}

/// Chances that the burning layer burns a person in the room, by the share of the body that it reaches: a layer covers the
/// floor, so everybody stands in it. Clothes that catch go on burning when the layer is gone, and burn more than it did.
/// Nobody dies of it at once: whoever dies of burns dies in a hospital, by the share of the body that is burnt.
fn burn_chances(shock: &Shock, covered: f64) -> Chances {
    let layer = InBurningLayer { depth: shock.flame, expansion: 1.0, time: FLASH, covered };
    let share = share_burnt(&layer);
    let mut chances = Chances { worst_rpm: WORST_OF_A_FLASH, ..Chances::default() };
    if share < SLIGHT_BURN {
        return chances;
    }
    let catches = if covered < TURNOUT_GEAR { CLOTHING_CATCHES } else { 0.0 };
    if share >= SERIOUS_BURN {
        return Chances { serious: 1.0, late: Late::Burns { share, clothes: None }, ..chances };
    }
    // Burnt on more of the body, and no worse off at once.
    let serious = |n: &u32| share + burnt_by_clothes((f64::from(*n) + 0.5) / f64::from(CLOTHES_DRAWN)) >= SERIOUS_BURN;
    let worse = (0..CLOTHES_DRAWN).filter(serious).count() as f64 / f64::from(CLOTHES_DRAWN);
    chances.serious = catches * worse;
    chances.late = Late::Burns { share, clothes: Some(worse) };
    chances.slight = 1.0 - chances.serious;
    chances
}

/// Share of the skin that clothing keeps from a short flame.
fn clothing(protection: Protection) -> f64 {
    if protection.has_own_air() { TURNOUT_GEAR } else { 0.5 }
}

/// At every point of the hazard's grid: vapour, heat and smoke act on those who are in the rooms. Crews in turnout gear go no
/// nearer to a fire than they can stand it: in a room full of flames they are at its door.
fn breathe(site: &Site, rooms: &Query<(&RoomState, &FireState)>, dt: SimDuration, harms: &mut Harms) {
    let Some(substance) = &site.substance else { return };
    for data in &site.rooms {
        let (room, fire) =
            rooms.get(harms.learning.index.entity(data.id)).expect("every room has air and perhaps a fire");
        let numbs = substance.narcosis.filter(|n| room.breath_fraction >= FAINT * n.dizzy);
        let dangerous = room.breath_fraction >= substance.idlh;
        if !(dangerous || numbs.is_some() || fire.is_alive()) {
            continue;
        }
        let Some(because) = room.because else { continue };
        let there: Vec<Id> = harms.presence.at(data.id).collect();
        for who in there {
            let protection = harms.body(who).protection;
            if dangerous {
                note_exposure(harms, who, data.id, room.breath_fraction, because);
            }
            if let Some(numbs) = numbs.filter(|_| !protection.has_own_air()) {
                numb(harms, who, &numbs, room.breath_fraction, dt, because);
            }
            if let Some(burning) = &fire.burning {
                let flux = burning.radiates(data);
                let holds_back = protection.has_own_air() && flux > FIREFIGHTERS_LIMIT;
                let flux = if holds_back { FIREFIGHTERS_LIMIT } else { flux };
                let skin = 1.0 - clothing(protection);
                heat(harms, who, ThermalDose::of(flux, dt).value() * skin, burning.because);
            }
            if fire.monoxide_kg > 0.0 && !protection.has_own_air() {
                let volume = CubicMetres::new(data.volume_m3);
                let gas = CARBON_MONOXIDE.fraction(Kilograms::new(fire.monoxide_kg), volume, data.layered.temperature);
                choke(harms, who, carbon_monoxide_dose(gas, dt), because);
            }
        }
    }
}

/// Whether anything of this point of the grid acts on anybody.
pub(crate) fn anybody_is_exposed(
    grid: &Grid,
    site: &Site,
    haze: &Haze,
    bystanders: &Bystanders,
    shocks: &Messages<Shock>,
) -> bool {
    let least = site.substance.as_ref().map_or(f64::INFINITY, |substance| {
        substance.narcosis.map_or(substance.idlh, |numbs| substance.idlh.min(FAINT * numbs.dizzy))
    });
    !shocks.is_empty()
        || grid.burns
        || grid.breath_fraction >= least
        || !haze.noticed().is_empty()
        || bystanders.breathe(haze)
}

/// Less than this share of a dizzying fraction does nothing that could be told from nothing.
pub(super) const FAINT: f64 = 0.1;

/// Writes down who is in a concentration that is immediately dangerous to life or health (IDLH), the first time.
pub(super) fn note_exposure(harms: &mut Harms, who: Id, room: Id, fraction: f64, because: EventId) {
    let entity = harms.learning.index.entity(who);
    let mut body = harms.bodies.get_mut(entity).expect("every actor has a body");
    if core::mem::replace(&mut body.exposed, true) {
        return;
    }
    let cause = body.because.unwrap_or(because);
    let exposed = Exposed { ppm: fraction * 1e6, protected: body.protection.has_own_air(), people: 0 };
    harms.learning.journal.event(exposed).by(who).at(room).because_later_of(because, cause);
    harms.of_mut(who).contaminated = true;
}

/// The body takes up vapour towards balance with the air; dizzy, then unconscious, then dead.
pub(super) fn numb(harms: &mut Harms, who: Id, numbs: &NarcosisData, fraction: f64, dt: SimDuration, because: EventId) {
    let now = harms.learning.now();
    let (level, seen) = harms.of(who).numb;
    // Between two grid points a person has breathed this air; longer ago it was clean air, or that of another room.
    let gap = now.since(seen);
    let breathed = if gap <= dt { fraction } else { 0.0 };
    let level = level_after(VolumeFraction::new(level), VolumeFraction::new(breathed), numbs.uptake, gap).value();
    harms.of_mut(who).numb = (level, now);
    overcome(harms, who, "vapour", numbed(numbs, level), because);
}

/// What a level of vapour in the body does.
pub(super) fn numbed(numbs: &NarcosisData, level: f64) -> Harm {
    let steps = [(numbs.deadly, Harm::Dead), (numbs.unconscious, Harm::Serious), (numbs.dizzy, Harm::Slight)];
    steps.into_iter().find(|(least, _)| level >= *least).map_or(Harm::None, |(_, harm)| harm)
}

/// What somebody shows who was overcome by what they breathe.
pub(super) fn overcome_rpm(harm: Harm) -> f64 {
    match harm {
        Harm::Dead => 0.0,
        Harm::Serious => UNCONSCIOUS_RPM,
        Harm::None | Harm::Slight => 12.0,
    }
}

fn overcome(harms: &mut Harms, who: Id, by: &'static str, harm: Harm, because: EventId) {
    if harm > Harm::None {
        harms.hurt(who, by, Wound::new(harm, overcome_rpm(harm)), because);
    }
}

/// Heat adds up to burns: one draw a person says how much that person stands. Its law for death counts whoever dies of the
/// dose, at once or later: of those whom it leaves alive none dies of the same burn in a hospital.
fn heat(harms: &mut Harms, who: Id, dose: f64, because: EventId) {
    let word = harms.learning.lore.names.word(who).clone();
    let luck = harms.luck.unit(Purpose::Hurts, &[&word, &Word::from("heat")], 0);
    let dose = {
        let mut health = harms.of_mut(who);
        health.heat += dose;
        ThermalDose::new(health.heat)
    };
    let wound = if luck < dose.death() {
        Wound::new(Harm::Dead, 0.0)
    } else if luck < dose.second_degree() {
        Wound { harm: Harm::Serious, rpm: WORST_OF_A_FLASH, dies: Some(0.0) }
    } else if luck < dose.first_degree() {
        Wound::new(Harm::Slight, 12.0)
    } else {
        return;
    };
    harms.hurt(who, "burn", wound, because);
}

/// Carbon monoxide adds up.
pub(super) fn choke(harms: &mut Harms, who: Id, dose: f64, because: EventId) {
    let dose = {
        let mut health = harms.of_mut(who);
        health.smoke += dose;
        health.smoke
    };
    overcome(harms, who, "smoke", choked(dose), because);
}

/// What a dose of carbon monoxide does: at 1 a person falls, at 2 dies. Twice the dose that takes the senses is a judgement.
pub(super) fn choked(dose: f64) -> Harm {
    if dose >= 2.0 {
        Harm::Dead
    } else if dose >= 1.0 {
        Harm::Serious
    } else {
        Harm::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kind;

    /// A layer that reaches the shins: burning clothes make serious burns of slight ones, turnout gear does not burn.
    #[test]
    fn clothes_that_catch_make_serious_burns_of_slight_ones() {
        let shock = |flame| Shock {
            room: Id { kind: Kind::Place, rank: 0 },
            peak: Pascals::new(2e3),
            flame: Metres::new(flame),
            because: 1,
        };
        // All in the flame: everybody is badly burnt, and nobody is dead at once.
        let Chances { dead, serious, .. } = burn_chances(&shock(1.4), 0.5);
        assert_eq!((dead, serious), (0.0, 1.0));
        let Chances { dead, serious, slight, .. } = burn_chances(&shock(0.4), 0.5);
        assert!((dead + serious + slight - 1.0).abs() < 1e-12, "{dead} {serious} {slight}");
        assert!(serious > 0.1 && serious < CLOTHING_CATCHES && dead <= 0.0, "{dead} {serious}");
        let geared = burn_chances(&shock(0.4), TURNOUT_GEAR);
        assert!(geared.serious <= 0.0 && geared.dead <= 0.0, "{geared:?}");
        assert_eq!(burn_chances(&shock(0.0), 0.5), Chances { worst_rpm: WORST_OF_A_FLASH, ..Chances::default() });
    }

    #[test]
    fn more_pressure_hurts_more_and_the_chances_stay_chances() {
        let mut before = 0.0;
        for kilopascals in [0.0, 1.0, 3.0, 7.0, 20.0, 70.0, 200.0, 1000.0] {
            let Chances { dead, serious, slight, .. } = blast_chances(Pascals::new(kilopascals * 1e3), true);
            let any = dead + serious + slight;
            assert!((0.0..=1.0 + 1e-12).contains(&any), "{any} at {kilopascals} kPa");
            assert!(dead >= 0.0 && serious >= 0.0 && slight >= 0.0 && any >= before - 1e-9, "at {kilopascals} kPa");
            before = any;
        }
    }
}
