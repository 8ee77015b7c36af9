//! Adds a component of one's own to every actor, registered so that it is saved, and a system that fills it: how often
//! did each actor hear something?
#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use bevy_ecs::prelude::*;
use hazdrill::engine::kernel::{Id, Index, Kind, Log, Names, Set, Stateful};
use hazdrill::record::Happening;
use hazdrill::{Drill, load};
use serde::{Deserialize, Serialize};

/// What an actor heard, and up to which event it was counted.
#[derive(Component, Default, Serialize, Deserialize)]
struct Ears {
    heard: u32,
    counted: u64,
}

/// Registers the component and gives one to every actor.
fn ears(world: &mut World) {
    world.truth::<Ears>("ears");
    let actors: Vec<Entity> = world
        .query::<(Entity, &Id)>()
        .iter(world)
        .filter(|(_, id)| id.kind == Kind::Actor)
        .map(|(entity, _)| entity)
        .collect();
    for entity in actors {
        world.entity_mut(entity).insert(Ears::default());
    }
}

/// Counts what was heard since the last step.
fn count(log: Res<Log>, names: Res<Names>, index: Res<Index>, mut all: Query<&mut Ears>) {
    for event in log.events().iter().rev().take_while(|e| e.seq + 200 > log.last()) {
        let (Happening::Heard(_), Some(actor)) = (&event.what, &event.actor) else { continue };
        let Some(id) = names.id(Kind::Actor, actor) else { continue };
        let Ok(mut ears) = all.get_mut(index.entity(id)) else { continue };
        if event.seq > ears.counted {
            ears.heard += 1;
            ears.counted = event.seq;
        }
    }
}

fn main() {
    let scenario = load("ether-lab").checked.expect("a scenario that is shipped is sound");
    let mut drill = Drill::builder(&scenario, 1).plugin(ears).systems(Set::Command, count).build();
    drill.run();
    let world = drill.world();
    let (names, index) = (world.resource::<Names>(), world.resource::<Index>());
    for id in names.ids(Kind::Actor) {
        let ears = world.entity(index.entity(id)).get::<Ears>().expect("every actor was given ears");
        println!("{:28} heard {:>3} messages", &**names.word(id), ears.heard);
    }
}
