//! Members of crews who are badly hurt: from then on each is a person of their own, who lies there, is found, sorted and
//! brought to a hospital like everybody else. The crew goes on with those who are left.

use super::harm::Wound;
use super::health::{Harm, Health, worsen_wake};
use crate::kernel::{Agenda, Clock, Id, Index, Set, Wake, WakeKey};
use crate::minds::{Hands, Mind, Senses, Steps};
use crate::places::{Body, BodyKind, Kit, Presence, Transport};
use crate::talk::Talk;
use bevy_ecs::message::Messages;
use bevy_ecs::prelude::*;
use hazdrill_record::{EventId, Word};
use std::collections::BTreeSet;

/// A member of a crew has fallen in this step.
#[derive(Message, Clone, Debug)]
pub struct Fallen {
    /// Who.
    pub member: Id,
    /// The crew.
    pub crew: Id,
    /// How badly.
    pub wound: Wound,
    /// By what.
    pub by: Word,
    /// The event of it.
    pub because: EventId,
}

/// The wake of a place where a member of a crew has fallen: those who are there see it.
pub(super) fn fell_wake(member: Id) -> WakeKey {
    WakeKey { set: Set::Exposure, id: member, wake: Wake::Fell, detail: 0 }
}

/// The set `Commit`: those who fell in this step become persons of their own where their crew is.
pub(crate) fn part_from_crews(world: &mut World) {
    let fallen: Vec<Fallen> = world.resource_mut::<Messages<Fallen>>().drain().collect();
    let now = world.resource::<Clock>().now;
    for one in fallen {
        let crew = world.entity(world.resource::<Index>().entity(one.crew));
        let body: &Body = crew.get().expect("every actor has a body");
        let senses: &Senses = crew.get().expect("every actor has senses");
        let transport: &Transport = crew.get().expect("every actor can move");
        let health: &Health = crew.get().expect("every actor has health");
        let place = body.place;
        let body = Body {
            kind: BodyKind::Person,
            journey: None,
            rides: None,
            skills: Vec::new(),
            inside_since: None,
            passengers: Vec::new(),
            carried: None,
            trapped: None,
            ..body.clone()
        };
        let health = Health {
            harm: one.wound.harm,
            by: one.by,
            rpm: one.wound.rpm,
            dies: one.wound.dies,
            since: Some(now),
            lies: true,
            because: Some(one.because),
            contaminated: health.contaminated,
            numb: health.numb,
            ..Health::default()
        };
        let state = (
            one.member,
            body,
            health,
            Senses { noticed: BTreeSet::new(), ..senses.clone() },
            Transport { turnout: None, ..transport.clone() },
            Hands { out: Some(one.because), ..Hands::default() },
            (Mind::at(place), Steps::default(), Talk::default(), Kit::default()),
        );
        let entity = world.spawn(state).id();
        world.resource_mut::<Index>().put(one.member, entity);
        world.resource_mut::<Presence>().enter(one.member, place);
        let mut agenda = world.resource_mut::<Agenda>();
        agenda.next_tick(fell_wake(one.member));
        if one.wound.harm == Harm::Serious {
            agenda.at(now + super::harm::WORSENS_EVERY, worsen_wake(one.member));
        }
    }
}
