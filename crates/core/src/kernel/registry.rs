//! The registry of state: what is saved, and of which class it is (laws 2 and 7).
//!
//! Every component and resource of a drill is registered by its feature's plugin. A save walks the world and panics with
//! the name of any component that nobody registered, so nothing can be forgotten, not even by an embedder.

use super::names::{Id, Index};
use bevy_ecs::component::{ComponentId, Mutable};
use bevy_ecs::message::{Message, Messages};
use bevy_ecs::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::any::TypeId;
use std::collections::BTreeMap;

/// Who may read a piece of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The true world: decisions never read it.
    Truth,
    /// What one person believes, has done, is doing.
    Mind,
    /// Clock, agenda, luck, journal, names, and what people learned in training.
    Kernel,
    /// Messages within a step.
    Message,
}

/// A feature: registers its state.
pub type Plugin = fn(&mut World);

type SaveColumn = fn(&mut World) -> Result<Vec<u8>, postcard::Error>;
type LoadColumn = fn(&mut World, &[u8]) -> Result<(), SaveError>;

struct Column {
    save: SaveColumn,
    load: LoadColumn,
}

/// What is known of every type of component, resource and message.
#[derive(Resource, Default)]
pub struct Registry {
    columns: BTreeMap<&'static str, Column>,
    classes: BTreeMap<TypeId, (Class, &'static str)>,
    messages: BTreeMap<&'static str, fn(&World) -> bool>,
    rebuild: Vec<fn(&mut World)>,
}

impl Registry {
    /// The class and name of a component, if it was registered.
    pub fn class_of(&self, world: &World, component: ComponentId) -> Option<(Class, &'static str)> {
        let type_id = world.components().get_info(component)?.type_id()?;
        self.classes.get(&type_id).copied()
    }

    /// Names of all columns that a save holds.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.columns.keys().copied()
    }

    fn add<T: 'static>(&mut self, class: Class, name: &'static str) {
        let before = self.classes.insert(TypeId::of::<T>(), (class, name));
        assert!(before.is_none(), "`{name}` is registered twice");
    }
}

/// Registers state with a world.
pub trait Stateful {
    /// A component of the true world.
    fn truth<C: Component<Mutability = Mutable> + Serialize + DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> &mut Self;
    /// A component of a mind.
    fn mind<C: Component<Mutability = Mutable> + Serialize + DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> &mut Self;
    /// A resource that is saved; it must be there.
    fn resource_of<R: Resource<Mutability = Mutable> + Serialize + DeserializeOwned>(
        &mut self,
        class: Class,
        name: &'static str,
    ) -> &mut Self;
    /// A component or resource that follows from the scenario or from saved state, with what builds it anew.
    fn derived<T: 'static>(&mut self, class: Class, name: &'static str, rebuild: Option<fn(&mut World)>) -> &mut Self;
    /// A message within a step.
    fn message<M: Message>(&mut self, name: &'static str) -> &mut Self;
}

impl Stateful for World {
    fn truth<C: Component<Mutability = Mutable> + Serialize + DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> &mut Self {
        column::<C>(self, Class::Truth, name)
    }

    fn mind<C: Component<Mutability = Mutable> + Serialize + DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> &mut Self {
        column::<C>(self, Class::Mind, name)
    }

    fn resource_of<R: Resource<Mutability = Mutable> + Serialize + DeserializeOwned>(
        &mut self,
        class: Class,
        name: &'static str,
    ) -> &mut Self {
        let mut registry = self.get_resource_or_init::<Registry>();
        registry.add::<R>(class, name);
        registry.columns.insert(
            name,
            Column {
                save: |world| postcard::to_stdvec(world.resource::<R>()),
                load: |world, bytes| {
                    let value: R = postcard::from_bytes(bytes).map_err(|_| SaveError::Malformed)?;
                    world.insert_resource(value);
                    Ok(())
                },
            },
        );
        self
    }

    fn derived<T: 'static>(&mut self, class: Class, name: &'static str, rebuild: Option<fn(&mut World)>) -> &mut Self {
        let mut registry = self.get_resource_or_init::<Registry>();
        registry.add::<T>(class, name);
        registry.rebuild.extend(rebuild);
        self
    }

    fn message<M: Message>(&mut self, name: &'static str) -> &mut Self {
        self.init_resource::<Messages<M>>();
        let mut registry = self.get_resource_or_init::<Registry>();
        registry.add::<Messages<M>>(Class::Message, name);
        registry.messages.insert(name, |world| world.resource::<Messages<M>>().is_empty());
        self
    }
}

fn column<'w, C: Component<Mutability = Mutable> + Serialize + DeserializeOwned>(
    world: &'w mut World,
    class: Class,
    name: &'static str,
) -> &'w mut World {
    let mut registry = world.get_resource_or_init::<Registry>();
    registry.add::<C>(class, name);
    registry.columns.insert(
        name,
        Column {
            save: |world| {
                let mut query = world.query::<(&Id, &C)>();
                let mut rows: Vec<(&Id, &C)> = query.iter(world).collect();
                rows.sort_unstable_by_key(|(id, _)| **id);
                postcard::to_stdvec(&rows)
            },
            load: |world, bytes| {
                let rows: Vec<(Id, C)> = postcard::from_bytes(bytes).map_err(|_| SaveError::Malformed)?;
                for (id, value) in rows {
                    let entity = world.resource::<Index>().get(id).ok_or(SaveError::Malformed)?;
                    world.entity_mut(entity).insert(value);
                }
                Ok(())
            },
        },
    );
    world
}

/// The state of a drill between two steps, as bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Save {
    /// Version of the engine that saved it.
    pub(crate) engine: String,
    /// Digest of the scenario.
    pub(crate) scenario: [u8; 32],
    /// The seed.
    pub(crate) seed: u64,
    /// Number of the last event before the save.
    pub(crate) events: u64,
    ids: Vec<Id>,
    columns: Vec<(String, Vec<u8>)>,
}

/// Why a save cannot be restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The bytes are no save.
    Malformed,
    /// It was made by another version of the engine.
    OtherEngine,
    /// It was made from another scenario.
    OtherScenario,
    /// The features that made it are not the features that read it.
    OtherFeatures,
}

impl core::fmt::Display for SaveError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the bytes are no saved drill",
            Self::OtherEngine => "the drill was saved by another version of the engine",
            Self::OtherScenario => "the drill was saved from another scenario",
            Self::OtherFeatures => "the drill was saved with other features",
        })
    }
}

impl core::error::Error for SaveError {}

impl Save {
    /// The number of the last event before the save.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The save as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("a save holds only what postcard can write")
    }

    /// A save from bytes; bytes from outside that are no save are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SaveError> {
        postcard::from_bytes(bytes).map_err(|_| SaveError::Malformed)
    }
}

/// Panics with the name of any component that is not registered, and of any message unread at the boundary of a step.
fn assert_complete(world: &World) {
    let registry = world.resource::<Registry>();
    for (name, is_empty) in &registry.messages {
        assert!(is_empty(world), "message `{name}` is unread at a step boundary");
    }
    for archetype in world.archetypes().iter().filter(|a| !a.is_empty()) {
        let mut has_id = false;
        let mut has_state = None;
        for component in archetype.components() {
            let info = world.components().get_info(*component).expect("a component of an archetype is known");
            let Some(type_id) = info.type_id() else { continue };
            has_id |= type_id == TypeId::of::<Id>();
            match registry.classes.get(&type_id) {
                Some((_, name)) if registry.columns.contains_key(name) => has_state = Some(*name),
                Some(_) => {}
                None => panic!("`{}` is neither state nor derived: register it in its feature's plugin", info.name()),
            }
        }
        // A resource is an entity with one component of its own; everything else needs an id to be found again.
        let is_resource = archetype.components().iter().any(|c| {
            world
                .components()
                .get_info(*c)
                .is_some_and(|i| i.type_id() == Some(TypeId::of::<bevy_ecs::resource::IsResource>()))
        });
        if let Some(name) = has_state
            && !has_id
            && !is_resource
        {
            panic!("an entity carries `{name}` and has no `Id`: a save would lose it");
        }
    }
}

/// Saves the world between two steps.
pub(crate) fn save(world: &mut World, engine: &str, scenario: [u8; 32], seed: u64, events: u64) -> Save {
    assert_complete(world);
    let mut ids: Vec<Id> = world.query::<&Id>().iter(world).copied().collect();
    ids.sort_unstable();
    let columns: Vec<(&'static str, SaveColumn)> =
        world.resource::<Registry>().columns.iter().map(|(name, c)| (*name, c.save)).collect();
    let columns = columns
        .into_iter()
        .map(|(name, save)| {
            let bytes = save(world).unwrap_or_else(|e| panic!("`{name}` cannot be saved: {e}"));
            (name.to_owned(), bytes)
        })
        .collect();
    Save { engine: engine.to_owned(), scenario, seed, events, ids, columns }
}

/// Puts a saved state into a world that was built from the same scenario with the same features.
pub(crate) fn load(world: &mut World, save: &Save) -> Result<(), SaveError> {
    let registry = world.resource::<Registry>();
    let known: Vec<(&'static str, LoadColumn)> = registry.columns.iter().map(|(name, c)| (*name, c.load)).collect();
    if known.len() != save.columns.len() || !known.iter().zip(&save.columns).all(|((a, _), (b, _))| a == b) {
        return Err(SaveError::OtherFeatures);
    }
    let old: Vec<Entity> = world.query_filtered::<Entity, With<Id>>().iter(world).collect();
    for entity in old {
        world.despawn(entity);
    }
    for id in &save.ids {
        world.spawn(*id);
    }
    Index::rebuild(world);
    for ((_, load), (_, bytes)) in known.iter().zip(&save.columns) {
        load(world, bytes)?;
    }
    let rebuild = world.resource::<Registry>().rebuild.clone();
    for build in rebuild {
        build(world);
    }
    // Removed components pile up in a world that is kept.
    world.clear_trackers();
    Ok(())
}

/// Clears the messages of one type: the end of a step. Without it a save would find them unread.
pub fn clear_messages<M: Message>(mut messages: ResMut<Messages<M>>) {
    messages.clear();
}

/// Marks everything that bevy itself puts into a new world as known.
pub(crate) fn accept_baseline(world: &mut World) {
    // A schedule that is initialised puts this one in; it holds no state of a drill.
    world.init_resource::<bevy_ecs::schedule::Schedules>();
    let known: Vec<TypeId> = world.components().iter_registered().filter_map(|(_, info)| info.type_id()).collect();
    let mut registry = world.get_resource_or_init::<Registry>();
    for type_id in known {
        registry.classes.entry(type_id).or_insert((Class::Kernel, "bevy"));
    }
}
