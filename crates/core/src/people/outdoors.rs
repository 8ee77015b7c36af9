//! People outside: whoever stands where vapour and smoke drift to breathes them, by the laws that hold in rooms.
//!
//! Who acts is met one by one. The people of a block and a crowd have no minds: those of a block in the open, those at
//! home, those of a crowd, each breathe the same air and are counted. Looks only where it smells or smokes, and into homes
//! while there is something in them.

use super::exposure::{FAINT, choke, choked, note_exposure, numb, numbed, overcome_rpm};
use super::harm::Harms;
use super::health::Harm;
use crate::ground::Ground;
use crate::hazard::{Accounts, Drifted, Haze, NarcosisData, Site, Wind};
use crate::kernel::{Id, Journal};
use crate::places::{BlockData, BodyKind, Position, SiteState};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_physics::narcosis::level_after;
use hazdrill_physics::room::shelter::indoors_after;
use hazdrill_physics::smoke::{SOOT_EXTINCTION, carbon_monoxide_dose};
use hazdrill_record::EventId;
use hazdrill_record::happening::{CrowdHeld, Died, Exposed, Injured, Reached};
use hazdrill_units::{SimDuration, VolumeFraction};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in a home when less than this share of what is noticed is left of it is nothing: a judgement.
const GONE: f64 = 0.01;

/// People who are counted and have no minds, as far as something has reached them.
#[derive(Resource, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bystanders {
    /// By the place of their block.
    blocks: BTreeMap<Id, Block>,
    /// By the inject that let them gather.
    crowds: BTreeMap<Id, Crowd>,
    /// Cordons that are closed: where their middle lies, seen from the building, and how far out they are.
    cordons: Vec<(Position, f64)>,
}

/// A crowd.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Crowd {
    /// Where it gathered.
    place: Id,
    /// How many people.
    people: u32,
    /// Where it stands; none where the scenario does not say where the place lies, and nothing drifts there.
    at: Option<Position>,
    /// The event that brought it there.
    because: EventId,
    breath: Breath,
}

/// A block of neighbours that something has reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Block {
    /// The event that brought it here.
    because: EventId,
    /// The air in the homes.
    air: Drifted,
    /// Those in the open, those at home.
    breath: [Breath; 2],
}

/// What people who all breathe the same have breathed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Breath {
    /// How many have been reached.
    reached: u32,
    /// Whether they have breathed a dangerous concentration.
    exposed: bool,
    /// Level of the vapour in their bodies as a volume fraction.
    numb: f64,
    /// Share of a disabling dose of smoke.
    smoke: f64,
    /// What it has done to them.
    harm: Harm,
}

/// What is needed to know who breathes what outside.
#[derive(SystemParam)]
pub struct OpenAir<'w, 's> {
    haze: Res<'w, Haze>,
    wind: Res<'w, Wind>,
    accounts: Res<'w, Accounts>,
    ground: Res<'w, Ground>,
    states: Query<'w, 's, &'static SiteState>,
    bystanders: ResMut<'w, Bystanders>,
}

impl Bystanders {
    /// Whether they breathe something, or have breathed something that goes on acting.
    pub(super) fn breathe(&self, haze: &Haze) -> bool {
        let numb = |crowd: &Crowd| crowd.breath.numb > 0.0;
        !self.blocks.is_empty() || (!self.crowds.is_empty() && haze.drifts()) || self.crowds.values().any(numb)
    }

    /// Lets a crowd gather at a place: at the line, where a cordon is closed around it.
    pub(crate) fn gather(
        &mut self,
        site: &Site,
        inject: Id,
        (place, people): (Id, u32),
        because: EventId,
        journal: &mut Journal,
    ) {
        let at = site.position(place);
        let crowd = Crowd { place, people, at, because, breath: Breath::default() };
        let cordons = self.cordons.clone();
        let crowd = self.crowds.entry(inject).or_insert(crowd);
        for (middle, radius) in cordons {
            crowd.go_back(&middle, radius, because, journal);
        }
    }

    /// A cordon is closed: whoever stands within it goes back to its line.
    pub(crate) fn close(&mut self, site: &Site, around: Id, radius: f64, because: EventId, journal: &mut Journal) {
        let Some(middle) = site.position(around) else { return };
        self.cordons.push((middle, radius));
        for crowd in self.crowds.values_mut() {
            crowd.go_back(&middle, radius, because, journal);
        }
    }
}

impl Crowd {
    /// Goes straight away from the building, out of a cordon, if it stands in it.
    fn go_back(&mut self, middle: &Position, radius: f64, because: EventId, journal: &mut Journal) {
        let Some(at) = self.at else { return };
        let Some(distance_m) = at.out_of(middle, radius) else { return };
        self.at = Some(at.at(distance_m));
        let held = CrowdHeld { people: self.people, back_m: distance_m - at.distance_m(), distance_m };
        self.because = journal.event(held).at(self.place).because_later_of(because, self.because);
    }
}

/// At every point of the hazard's grid: what has drifted acts on those who are outside and in the homes of blocks.
pub(super) fn breathe_outdoors(site: &Site, dt: SimDuration, outside: &mut OpenAir, harms: &mut Harms) {
    let known = &outside.bystanders;
    if outside.haze.noticed().is_empty() && known.blocks.is_empty() && known.crowds.is_empty() {
        return;
    }
    for (place, because) in outside.haze.noticed() {
        let air = outside.haze.drifted(*place);
        meet(site, *place, &air, *because, dt, harms);
        if outside.ground.sites.blocks.contains_key(place) {
            let block = Block { because: *because, air: Drifted::default(), breath: Default::default() };
            outside.bystanders.blocks.entry(*place).or_insert(block);
        }
    }
    let OpenAir { haze, wind, accounts, ground, states, bystanders } = outside;
    for (place, block) in &mut bystanders.blocks {
        let state = states.get(harms.learning.index.entity(*place)).copied().unwrap_or_default();
        if let Some(because) = haze.noticed().get(place) {
            block.because = *because;
        }
        block.breathe(site, *place, (&ground.sites.blocks[place], state), &haze.drifted(*place), dt, harms);
    }
    for crowd in bystanders.crowds.values_mut() {
        let (Some(at), Some(source)) = (crowd.at, accounts.because) else { continue };
        let air = site.drifted(haze, wind, &at);
        if air == Drifted::default() && crowd.breath.numb <= 0.0 {
            continue;
        }
        let Crowd { place, people, because, .. } = *crowd;
        let group = Group { place, who: "crowd", indoors: false, people, fresh: people };
        crowd.breath.take(site, &air, &group, dt, because.max(source), harms);
    }
}

/// Lets the air of a place under the open sky act on those who act and stand there.
fn meet(site: &Site, place: Id, air: &Drifted, because: EventId, dt: SimDuration, harms: &mut Harms) {
    let there: Vec<Id> = harms.presence.at(place).collect();
    let [mut people, mut protected] = [0, 0];
    let substance = site.substance.as_ref();
    let dangerous = substance.is_some_and(|s| air.vapour >= s.idlh);
    let numbs = numbing(site, air);
    for who in there {
        let entity = harms.learning.index.entity(who);
        let mut body = harms.bodies.get_mut(entity).expect("every actor has a body");
        let own_air = body.protection.has_own_air();
        if !body.reached {
            body.reached = true;
            let heads = match body.kind {
                BodyKind::Person => 1,
                BodyKind::Crew(n) => n,
            };
            *(if own_air { &mut protected } else { &mut people }) += heads;
        }
        if dangerous {
            note_exposure(harms, who, place, air.vapour, because);
        }
        if own_air {
            continue;
        }
        if let Some(numbs) = numbs {
            numb(harms, who, &numbs, air.vapour, dt, because);
        }
        if air.monoxide > 0.0 {
            choke(harms, who, carbon_monoxide_dose(VolumeFraction::new(air.monoxide), dt), because);
        }
    }
    if people + protected > 0 {
        tell(harms, place, air, Met { who: "present", people, protected, indoors: false }, because);
    }
}

/// How the vapour of this air numbs, if it does.
fn numbing(site: &Site, air: &Drifted) -> Option<NarcosisData> {
    site.substance.as_ref()?.narcosis.filter(|n| air.vapour >= FAINT * n.dizzy)
}

/// Whom something has reached.
#[derive(Clone, Copy)]
struct Met {
    who: &'static str,
    people: u32,
    protected: u32,
    indoors: bool,
}

fn tell(harms: &mut Harms, place: Id, air: &Drifted, met: Met, because: EventId) {
    let Met { who, people, protected, indoors } = met;
    let soot_mg_m3 = air.smoke / SOOT_EXTINCTION.value() * 1e6;
    let reached = Reached { people, protected, who: who.into(), indoors, ppm: air.vapour * 1e6, soot_mg_m3 };
    harms.learning.journal.event(reached).at(place).because(because);
}

impl Block {
    /// Lets the people of a block breathe.
    fn breathe(
        &mut self,
        site: &Site,
        place: Id,
        (data, state): (&BlockData, SiteState),
        outdoors: &Drifted,
        dt: SimDuration,
        harms: &mut Harms,
    ) {
        let nothing = Drifted::default();
        if *outdoors == nothing && self.air == nothing && self.breath.iter().all(|breath| breath.numb <= 0.0) {
            return;
        }
        self.air = comes_in(&self.air, outdoors, data, dt);
        let left = Drifted { vapour: self.air.vapour / GONE, smoke: self.air.smoke / GONE, ..self.air };
        if *outdoors == nothing && !site.is_noticed(&left) {
            self.air = nothing;
        }
        let people = state.where_they_are(data);
        for (n, air) in [*outdoors, self.air].into_iter().enumerate() {
            // Whoever went in, or out, has been reached already.
            let before = self.breath[0].reached + self.breath[1].reached;
            let fresh = people[n].min((people[0] + people[1]).saturating_sub(before));
            let group = Group { place, who: "block", indoors: n == 1, people: people[n], fresh };
            self.breath[n].take(site, &air, &group, dt, self.because, harms);
        }
    }
}

/// The air of homes with windows and doors shut follows that outside.
fn comes_in(inside: &Drifted, outside: &Drifted, data: &BlockData, dt: SimDuration) -> Drifted {
    // Smoke is diluted as a gas: what settles on walls is left out, so that the homes are not spared.
    let follow = |inside: f64, outside: f64| {
        let fraction = VolumeFraction::new;
        indoors_after(fraction(inside), fraction(outside), data.infiltration, dt).value()
    };
    Drifted {
        vapour: follow(inside.vapour, outside.vapour),
        smoke: follow(inside.smoke, outside.smoke),
        monoxide: follow(inside.monoxide, outside.monoxide),
    }
}

/// People who breathe the same air.
struct Group {
    place: Id,
    who: &'static str,
    indoors: bool,
    /// How many there are now.
    people: u32,
    /// How many of them nothing has reached yet.
    fresh: u32,
}

impl Breath {
    /// Lets people breathe an air, and writes down what it does to them.
    fn take(
        &mut self,
        site: &Site,
        air: &Drifted,
        group: &Group,
        dt: SimDuration,
        because: EventId,
        harms: &mut Harms,
    ) {
        let Group { place, who, indoors, people, fresh } = *group;
        if people == 0 {
            return;
        }
        if self.reached == 0 && fresh > 0 && site.is_noticed(air) {
            self.reached = fresh;
            tell(harms, place, air, Met { who, people: fresh, protected: 0, indoors }, because);
        }
        let Some(substance) = &site.substance else { return };
        if !self.exposed && air.vapour >= substance.idlh {
            self.exposed = true;
            let exposed = Exposed { ppm: air.vapour * 1e6, protected: false, people };
            harms.learning.journal.event(exposed).at(place).because(because);
        }
        let mut worse = Harm::None;
        let mut by = "vapour";
        if let Some(numbs) = substance.narcosis.filter(|n| self.numb > 0.0 || air.vapour >= FAINT * n.dizzy) {
            let fraction = VolumeFraction::new;
            self.numb = level_after(fraction(self.numb), fraction(air.vapour), numbs.uptake, dt).value();
            worse = numbed(&numbs, self.numb);
        }
        self.smoke += carbon_monoxide_dose(VolumeFraction::new(air.monoxide), dt);
        let smoked = choked(self.smoke);
        if smoked > worse {
            (worse, by) = (smoked, "smoke");
        }
        if worse > self.harm {
            self.harm = worse;
            hurt(harms, place, by, worse, people, because);
        }
    }
}

/// So many people of a block or a crowd have come to harm. They have no names: nobody brings them to a hospital in the drill.
fn hurt(harms: &mut Harms, place: Id, by: &'static str, harm: Harm, people: u32, because: EventId) {
    let journal = &mut harms.learning.journal;
    let event = if harm == Harm::Dead {
        journal.event(Died { by: by.into(), people })
    } else {
        let (rpm, walks) = (overcome_rpm(harm), harm == Harm::Slight);
        journal.event(Injured { by: by.into(), class: harm.word().into(), rpm, walks, people })
    };
    event.at(place).because(because);
}
