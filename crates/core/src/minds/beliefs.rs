//! What one mind believes, in the order of facts and then of subjects.
//!
//! It is read at every weighing and holds some dozens of entries at most times: a sorted list is searched faster than a
//! tree, and its keys by themselves, as numbers, faster than with what is believed.

use super::belief::{Belief, FactKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Beliefs by their facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beliefs {
    /// [`FactKey::packed`] of each entry.
    keys: Vec<u64>,
    entries: Vec<(FactKey, Belief)>,
}

impl Beliefs {
    /// The belief about a fact.
    pub fn get(&self, key: FactKey) -> Option<&Belief> {
        self.find(key).ok().map(|at| self.at(at))
    }

    /// Where the belief about a fact stands, or else would stand.
    pub(super) fn find(&self, key: FactKey) -> Result<usize, usize> {
        self.keys.binary_search(&key.packed())
    }

    /// The belief that stands there.
    pub(super) fn at(&self, at: usize) -> &Belief {
        &self.entries[at].1
    }

    /// Puts a belief in the place of the one that was held before about the same fact.
    pub fn insert(&mut self, key: FactKey, belief: Belief) {
        self.put(self.find(key), key, belief);
    }

    /// The same, where [`Beliefs::find`] has said that it stands.
    pub(super) fn put(&mut self, place: Result<usize, usize>, key: FactKey, belief: Belief) {
        match place {
            Ok(at) => self.entries[at].1 = belief,
            Err(at) => {
                self.keys.insert(at, key.packed());
                self.entries.insert(at, (key, belief));
            }
        }
    }

    /// All beliefs from a fact on; about one fact, the one without a subject comes first.
    pub fn starting_at(&self, first: FactKey) -> impl Iterator<Item = (FactKey, &Belief)> + '_ {
        let first = first.packed();
        let start = self.keys.partition_point(|key| *key < first);
        self.entries[start..].iter().map(|(key, belief)| (*key, belief))
    }

    /// All beliefs.
    pub fn all(&self) -> impl Iterator<Item = (FactKey, &Belief)> + '_ {
        self.entries.iter().map(|(key, belief)| (*key, belief))
    }
}

impl Serialize for Beliefs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.entries.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Beliefs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries: Vec<(FactKey, Belief)> = Vec::deserialize(deserializer)?;
        let keys = entries.iter().map(|(key, _)| key.packed()).collect();
        Ok(Self { keys, entries })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Id, Kind};
    use hazdrill_model::Value;
    use hazdrill_units::SimTime;

    #[test]
    fn a_new_belief_takes_the_place_of_the_old_one_and_all_stay_in_order() {
        let me = Id { kind: Kind::Actor, rank: 0 };
        let belief = |n: f64| Belief {
            value: Value::Number(n),
            as_of: SimTime::ZERO,
            learned: SimTime::ZERO,
            origin: me,
            hops: 0,
            because: 1,
        };
        let key = |fact, subject| FactKey { fact, subject };
        let mut beliefs = Beliefs::default();
        for (fact, subject, n) in [(2, None, 1.0), (1, Some(me), 2.0), (1, None, 3.0), (2, None, 4.0)] {
            beliefs.insert(key(fact, subject), belief(n));
        }
        let all: Vec<FactKey> = beliefs.all().map(|(key, _)| key).collect();
        assert_eq!(all, [key(1, None), key(1, Some(me)), key(2, None)]);
        assert_eq!(beliefs.get(key(2, None)), Some(&belief(4.0)));
        assert_eq!(beliefs.starting_at(key(1, Some(me))).count(), 2);
    }
}
