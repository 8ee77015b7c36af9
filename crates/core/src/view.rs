//! Read-only views of a drill: for displays, tests and those who play a seat.

use crate::drill::Drill;
use crate::hazard::{Accounts, RoomState};
use crate::kernel::{Id, Index, Kind, Names};
use crate::minds::{Deed, FactKey, Facts, Hands, Lack, Lore, Mind, Pattern, lacks};
use crate::places::Body;
use hazdrill_model::Value;
use hazdrill_units::SimTime;

/// An actor as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorView {
    /// `organisation/post`.
    pub address: String,
    /// The place; while on a leg, the one that is left.
    pub place: String,
    /// Where the actor is going.
    pub going_to: Option<String>,
    /// The verb that occupies the actor.
    pub doing: Option<&'static str>,
    /// Beliefs: fact, value, and the instant that it speaks of.
    pub beliefs: Vec<(String, Value, SimTime)>,
}

/// A room as it truly stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomView {
    /// The room.
    pub place: String,
    /// Liquid on the floor, kg.
    pub pool_kg: f64,
    /// Vapour in the air, kg.
    pub vapour_kg: f64,
    /// Volume fraction at the floor.
    pub floor_fraction: f64,
    /// Volume fraction on the average of the room.
    pub mean_fraction: f64,
}

/// What the end of a drill waits for: somebody who would declare all clear, and what they lack.
#[derive(Clone, Debug, PartialEq)]
pub struct AwaitedEnd {
    /// `organisation/post`.
    pub actor: String,
    /// The step.
    pub step: String,
    /// Facts that are not known, or not as they should be.
    pub unknown: Vec<String>,
    /// Facts that are believed and stand against it.
    pub contrary: Vec<String>,
    /// Steps of their own that are not done.
    pub undone: Vec<String>,
}

impl Drill {
    /// For everybody who could still declare all clear: what keeps them from it.
    pub fn awaits(&self) -> Vec<AwaitedEnd> {
        let world = self.world();
        let Lore { names, facts, plans } = world.resource::<Lore>();
        let mut awaited = Vec::new();
        for id in names.ids(Kind::Actor) {
            let entity = world.entity(world.resource::<Index>().entity(id));
            let mind = entity.get::<Mind>().expect("every actor has a mind");
            let plan = plans.of(id);
            for step in plan.steps.iter().filter(|step| matches!(step.deed, Deed::AllClear)) {
                let mut lacking = Vec::new();
                lacks(&step.when, mind, self.now(), &mut lacking);
                let text = |p: &Pattern| facts.text(FactKey { fact: p.fact, subject: p.subject }, names).to_string();
                let mut one = AwaitedEnd {
                    actor: names.word(id).to_string(),
                    step: step.step.to_string(),
                    unknown: Vec::new(),
                    contrary: Vec::new(),
                    undone: Vec::new(),
                };
                for lack in &lacking {
                    match lack {
                        Lack::Belief(pattern) => one.unknown.push(text(pattern)),
                        Lack::Contrary(pattern) => one.contrary.push(text(pattern)),
                        Lack::Step(number) => one.undone.push(plan.step(*number).step.to_string()),
                        Lack::Time => {}
                    }
                }
                for list in [&mut one.unknown, &mut one.contrary, &mut one.undone] {
                    list.sort();
                    list.dedup();
                }
                awaited.push(one);
            }
        }
        awaited
    }

    /// An actor, if there is one of that name.
    pub fn actor(&self, address: &str) -> Option<ActorView> {
        let names = self.world().resource::<Names>();
        names.id(Kind::Actor, address).map(|id| self.actor_view(id))
    }

    /// Every actor, in the order of names.
    pub fn actors(&self) -> Vec<ActorView> {
        self.world().resource::<Names>().ids(Kind::Actor).map(|id| self.actor_view(id)).collect()
    }

    fn actor_view(&self, id: Id) -> ActorView {
        let world = self.world();
        let (names, facts) = (world.resource::<Names>(), world.resource::<Facts>());
        let entity = world.entity(world.resource::<Index>().entity(id));
        let body = entity.get::<Body>().expect("every actor has a body");
        let mind = entity.get::<Mind>().expect("every actor has a mind");
        let hands = entity.get::<Hands>().expect("every actor has hands");
        let belief = |(key, belief): (crate::minds::FactKey, &crate::minds::Belief)| {
            (facts.text(key, names).to_string(), belief.value.clone(), belief.as_of)
        };
        ActorView {
            address: names.word(id).to_string(),
            place: names.word(body.place).to_string(),
            going_to: body.journey.as_ref().map(|j| names.word(j.to).to_string()),
            doing: hands.doing.as_ref().map(|d| d.deed.word()),
            beliefs: mind.beliefs.all().map(belief).collect(),
        }
    }

    /// Every room, in the order of names.
    pub fn rooms(&self) -> Vec<RoomView> {
        let world = self.world();
        let (names, index) = (world.resource::<Names>(), world.resource::<Index>());
        let room = |id: Id| {
            let state = world.entity(index.entity(id)).get::<RoomState>()?;
            Some(RoomView {
                place: names.word(id).to_string(),
                pool_kg: state.pool_kg,
                vapour_kg: state.layer_kg + state.upper_kg,
                floor_fraction: state.floor_fraction,
                mean_fraction: state.mean_fraction,
            })
        };
        names.ids(Kind::Place).filter_map(room).collect()
    }

    /// Where all that was released is.
    pub fn accounts(&self) -> &Accounts {
        self.world().resource::<Accounts>()
    }
}
