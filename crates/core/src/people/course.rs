//! The course of an injury: untreated it gets worse, and in a hospital it ends well or not.

use super::harm::{Harms, WORSENS_EVERY};
use super::health::{Harm, worsen_wake};
use crate::kernel::{Due, Id, Purpose, Set, Wake};
use bevy_ecs::prelude::*;

/// An RPM score below this is none.
const NO_SIGNS: f64 = 0.05;
/// Below this score a casualty who walked lies down.
const LIES_BELOW: f64 = 9.5;

/// Lets casualties get worse, and decides on those who have reached a hospital.
pub fn worsen(due: Res<Due>, mut harms: Harms) {
    let due: Vec<Id> = due.of(Set::Health, Wake::Worsen).map(|(who, _)| who).collect();
    for who in due {
        let now = harms.learning.now();
        let health = harms.of(who);
        if health.harm != Harm::Serious {
            continue;
        }
        let rpm = health.rpm_at(now);
        let (Some(because), lies, stable) = (health.because, health.lies, health.stable.is_some()) else { continue };
        let by = known_cause(&health.by);
        if health.in_hospital {
            let survival = health.survival(now);
            let word = harms.learning.lore.names.word(who).clone();
            if harms.luck.unit(Purpose::Survives, &[&word], 0) >= survival {
                harms.die(who, by, because);
            }
            continue;
        }
        if rpm < NO_SIGNS {
            harms.die(who, by, because);
            continue;
        }
        if rpm < LIES_BELOW && !lies {
            harms.lie_down(who, because);
        }
        if !stable {
            harms.learning.agenda.at(now + WORSENS_EVERY, worsen_wake(who));
        }
    }
}

/// The word of a cause, which is one of a closed list.
fn known_cause(by: &str) -> &'static str {
    ["blast", "burn", "vapour", "smoke"].into_iter().find(|word| *word == by).unwrap_or("blast")
}
