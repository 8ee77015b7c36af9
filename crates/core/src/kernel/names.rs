//! Semantic ids: the only identity that reaches an order, a draw, a save or the record.

use bevy_ecs::prelude::*;
use hazdrill_record::Word;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::sync::Arc;

/// The kind of a simulated thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Kind {
    /// A person or a crew.
    Actor,
    /// One of a crew: a person of their own once badly hurt, and until then only a name.
    Member,
    /// A room or a site.
    Place,
    /// A road.
    Road,
    /// A channel.
    Channel,
    /// A vessel.
    Vessel,
    /// A release.
    Release,
    /// A gas detector.
    Detector,
    /// A source of ignition.
    Ignition,
    /// An inject.
    Inject,
    /// A substance.
    Substance,
    /// A thing of an embedder's own.
    Other,
}

/// How many kinds there are.
const KINDS: usize = Kind::Other as usize + 1;

/// The semantic id of a simulated thing: its kind, and its rank among the names of that kind.
///
/// Ids compare as the names do, so an order by id is an order by name and does not depend on when a thing was spawned.
/// Every entity that carries state has one.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[component(immutable)]
pub struct Id {
    /// The kind.
    pub kind: Kind,
    /// The rank among the names of the kind.
    pub rank: u32,
}

impl Id {
    /// Kind and rank as one number of 40 bits, in the order of ids.
    pub(crate) fn packed(self) -> u64 {
        u64::from(self.kind as u8) << 32 | u64::from(self.rank)
    }
}

// One comparison of numbers: ids are compared at every turn.
impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        self.packed().cmp(&other.packed())
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The names behind the ids: static, derived from the scenario.
#[derive(Resource, Clone, Debug, Default)]
pub struct Names {
    of_kind: Arc<[Vec<Word>; KINDS]>,
}

impl Names {
    /// Adds the names of one kind, in any order; they are sorted here.
    pub(crate) fn add(&mut self, kind: Kind, names: impl IntoIterator<Item = Word>) {
        let list = &mut Arc::make_mut(&mut self.of_kind)[kind as usize];
        list.extend(names);
        list.sort();
        list.dedup();
    }

    /// The id of `name`, if there is such a thing.
    pub fn id(&self, kind: Kind, name: &str) -> Option<Id> {
        let rank = self.of_kind[kind as usize].binary_search_by(|n| (**n).cmp(name)).ok()?;
        Some(Id { kind, rank: rank as u32 })
    }

    /// The id of a name that the checks of the scenario have promised.
    pub(crate) fn known(&self, kind: Kind, name: &str) -> Id {
        self.id(kind, name).unwrap_or_else(|| panic!("`{name}` is no {kind:?}: the checks of the scenario let it pass"))
    }

    /// The name of `id`.
    pub fn word(&self, id: Id) -> &Word {
        &self.of_kind[id.kind as usize][id.rank as usize]
    }

    /// All ids of a kind, in the order of their names.
    pub fn ids(&self, kind: Kind) -> impl ExactSizeIterator<Item = Id> + use<> {
        (0..self.of_kind[kind as usize].len() as u32).map(move |rank| Id { kind, rank })
    }

    /// Ids whose names start with `prefix`, in the order of their names.
    pub(crate) fn starting_with(&self, kind: Kind, prefix: &str) -> impl Iterator<Item = Id> + use<> {
        let list = &self.of_kind[kind as usize];
        let first = list.partition_point(|name| **name < *prefix);
        let count = list[first..].iter().take_while(|name| name.starts_with(prefix)).count();
        (first..first + count).map(move |rank| Id { kind, rank: rank as u32 })
    }

    /// How many things of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.of_kind[kind as usize].len()
    }
}

/// Where the entity of each id is: derived, rebuilt after a restore.
#[derive(Resource, Debug, Default)]
pub struct Index {
    of_kind: [Vec<Option<Entity>>; KINDS],
}

impl Index {
    /// Finds the entities anew.
    pub(crate) fn rebuild(world: &mut World) {
        let mut index = Self::default();
        let mut query = world.query::<(Entity, &Id)>();
        for (entity, id) in query.iter(world) {
            index.put(*id, entity);
        }
        world.insert_resource(index);
    }

    /// Notes the entity of something that has just come into being.
    pub(crate) fn put(&mut self, id: Id, entity: Entity) {
        let list = &mut self.of_kind[id.kind as usize];
        let rank = id.rank as usize;
        if list.len() <= rank {
            list.resize(rank + 1, None);
        }
        list[rank] = Some(entity);
    }

    /// The entity of `id`.
    pub fn entity(&self, id: Id) -> Entity {
        self.get(id).unwrap_or_else(|| panic!("{id:?} has no entity"))
    }

    /// The entity of `id`, if it has one.
    pub fn get(&self, id: Id) -> Option<Entity> {
        self.of_kind[id.kind as usize].get(id.rank as usize).copied().flatten()
    }
}
