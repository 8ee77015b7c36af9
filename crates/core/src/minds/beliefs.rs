//! What one mind believes, in the order of facts and then of subjects.
//!
//! It is read at every weighing and holds some dozens of entries at most times: a sorted list is searched faster than a
//! tree.

use super::belief::{Belief, FactKey};
use serde::{Deserialize, Serialize};

/// Beliefs by their facts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Beliefs(Vec<(FactKey, Belief)>);

impl Beliefs {
    /// The belief about a fact.
    pub fn get(&self, key: FactKey) -> Option<&Belief> {
        self.0.binary_search_by_key(&key, |(key, _)| *key).ok().map(|at| &self.0[at].1)
    }

    /// Puts a belief in the place of the one that was held before about the same fact.
    pub fn insert(&mut self, key: FactKey, belief: Belief) {
        match self.0.binary_search_by_key(&key, |(key, _)| *key) {
            Ok(at) => self.0[at].1 = belief,
            Err(at) => self.0.insert(at, (key, belief)),
        }
    }

    /// All beliefs from a fact on; about one fact, the one without a subject comes first.
    pub fn starting_at(&self, first: FactKey) -> impl Iterator<Item = (FactKey, &Belief)> + '_ {
        let start = self.0.partition_point(|(key, _)| *key < first);
        self.0[start..].iter().map(|(key, belief)| (*key, belief))
    }

    /// All beliefs.
    pub fn all(&self) -> impl Iterator<Item = (FactKey, &Belief)> + '_ {
        self.0.iter().map(|(key, belief)| (*key, belief))
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
