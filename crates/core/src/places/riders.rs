//! Who rides with which crew. Static: looked up at every leg of a crew and at every word that it hears.

use crate::kernel::{Id, Kind, Names};
use hazdrill_model::Scenario;
use std::sync::Arc;

/// Those who ride with each actor, by rank, in the order of names; nobody rides with a person.
#[derive(Clone, Debug, Default)]
pub struct Riders(Arc<[Vec<Id>]>);

impl Riders {
    pub(crate) fn of(scenario: &Scenario, names: &Names) -> Self {
        let mut riders: Vec<Vec<Id>> = vec![Vec::new(); names.count(Kind::Actor)];
        for (id, organisation) in &scenario.organisations {
            for (post, data) in &organisation.posts {
                if let Some(crew) = &data.rides {
                    let crew = names.known(Kind::Actor, &format!("{id}/{crew}"));
                    riders[crew.rank as usize].push(names.known(Kind::Actor, &format!("{id}/{post}")));
                }
            }
        }
        for of_one in &mut riders {
            of_one.sort_unstable();
        }
        Self(riders.into())
    }

    /// Those who ride with a crew, wherever they are now.
    pub fn with(&self, crew: Id) -> &[Id] {
        self.0.get(crew.rank as usize).map_or(&[], Vec::as_slice)
    }
}
