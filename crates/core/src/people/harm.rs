//! Harm: how a blow, heat, smoke or vapour becomes an injury, and what an injury takes away.

use super::health::{Harm, Health, worsen_wake};
use crate::kernel::{Id, Luck, Purpose};
use crate::minds::{
    Appeared, Channelled, FactKey, Hands, Learning, News, Offer, Phase, Stimuli, Stimulus, StimulusKind, look_wake,
};
use crate::places::{Body, BodyKind, Presence};
use crate::talk::Talk;
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_record::happening::{Died, Injured, PostEmpty};
use hazdrill_record::{EventId, Word};
use hazdrill_units::SimDuration;

/// How often a casualty is looked at: the steps in which the record sees it get worse.
pub(super) const WORSENS_EVERY: SimDuration = SimDuration::from_ms(10 * 60_000);
/// Below this RPM score nobody walks: a judgement, two of the three parts are no longer normal.
const WALKS_FROM: f64 = 9.5;

/// The chances that something hurts one person; exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chances {
    /// Dead at once.
    pub dead: f64,
    /// Seriously hurt.
    pub serious: f64,
    /// Slightly hurt.
    pub slight: f64,
    /// RPM score of the worst of those who are seriously hurt; 11 is that of the best.
    pub worst_rpm: f64,
}

/// Everything that harm reads and writes.
#[derive(SystemParam)]
pub struct Harms<'w, 's> {
    /// Health.
    pub health: Query<'w, 's, &'static mut Health>,
    /// Bodies.
    pub bodies: Query<'w, 's, &'static mut Body>,
    /// Who is where.
    pub presence: Res<'w, Presence>,
    /// Minds, the journal, the agenda.
    pub learning: Learning<'w, 's>,
    /// Luck.
    pub luck: Res<'w, Luck>,
    hands: Query<'w, 's, &'static mut Hands>,
    talks: Query<'w, 's, &'static mut Talk>,
    stimuli: ResMut<'w, Stimuli>,
    appeared: MessageWriter<'w, Appeared>,
}

impl Harms<'_, '_> {
    /// The health of somebody.
    pub fn of(&self, who: Id) -> &Health {
        self.health.get(self.learning.index.entity(who)).expect("every actor has health")
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, who: Id) -> Mut<'_, Health> {
        self.health.get_mut(self.learning.index.entity(who)).expect("every actor has health")
    }

    /// The body of somebody.
    pub fn body(&self, who: Id) -> &Body {
        self.bodies.get(self.learning.index.entity(who)).expect("every actor has a body")
    }

    /// Lets something try to hurt everybody who is in one body. One draw a person decides: a draw that kills at these
    /// chances kills at any greater ones.
    pub fn strike(&mut self, who: Id, by: &'static str, chances: &Chances, because: EventId) {
        let people = match self.body(who).kind {
            BodyKind::Person => 1,
            BodyKind::Crew(people) => people,
        };
        let nth = {
            let mut health = self.of_mut(who);
            health.blows += 1;
            u64::from(health.blows - 1)
        };
        let word = self.learning.names.word(who).clone();
        let cause = Word::from(by);
        let mut hurt = [0_u32; 3];
        let mut worst = (Harm::None, 12.0);
        for member in 0..u64::from(people) {
            let luck = self.luck.unit(Purpose::Hurts, &[&word, &cause], nth << 32 | member);
            let (harm, rpm) = outcome(chances, luck);
            match harm {
                Harm::None => continue,
                Harm::Slight => hurt[0] += 1,
                Harm::Serious => hurt[1] += 1,
                Harm::Dead => hurt[2] += 1,
            }
            if harm > worst.0 {
                worst = (harm, rpm);
            }
        }
        match self.body(who).kind {
            BodyKind::Person => self.hurt(who, by, worst.0, worst.1, because),
            BodyKind::Crew(people) => self.hurt_crew(who, people, by, hurt, worst, because),
        }
    }

    /// Hurts a person, or hurts them more. A crew goes through the same together.
    pub fn hurt(&mut self, who: Id, by: &'static str, harm: Harm, rpm: f64, because: EventId) {
        if let BodyKind::Crew(people) = self.body(who).kind {
            if harm > self.of(who).harm {
                let mut hurt = [0; 3];
                hurt[harm as usize - 1] = people;
                self.hurt_crew(who, people, by, hurt, (harm, rpm), because);
            }
            return;
        }
        let now = self.learning.now();
        let before = self.of(who);
        if harm <= before.harm || before.in_hospital {
            return;
        }
        if harm == Harm::Dead {
            self.die(who, by, because);
            return;
        }
        let walks = harm == Harm::Slight || rpm >= WALKS_FROM;
        let place = self.body(who).place;
        let injured = Injured { by: by.into(), class: harm.word().into(), rpm, walks, people: 1 };
        let event = self.learning.journal.event(injured).by(who).at(place).because(because);
        let mut health = self.of_mut(who);
        health.harm = harm;
        health.by = by.into();
        health.rpm = rpm;
        health.since = Some(now);
        health.stable = None;
        health.because = Some(event);
        if harm == Harm::Serious {
            self.learning.agenda.at(now + WORSENS_EVERY, worsen_wake(who));
        }
        let news = News {
            key: self.learning.facts.key(key::SELF_HURT, None),
            value: Value::Flag(true),
            as_of: now,
            origin: who,
            hops: 0,
        };
        self.learning.learn(who, news, Channelled { from: None, channel: "own_act".into() }, event, Phase::Before);
        if !walks {
            self.lie_down(who, event);
        }
    }

    fn hurt_crew(
        &mut self,
        who: Id,
        people: u32,
        by: &'static str,
        hurt: [u32; 3],
        worst: (Harm, f64),
        because: EventId,
    ) {
        if hurt == [0; 3] {
            return;
        }
        let place = self.body(who).place;
        let mut event = because;
        for (n, class) in [(hurt[0], Harm::Slight), (hurt[1], Harm::Serious)] {
            if n > 0 {
                let rpm = if class == Harm::Serious { worst.1 } else { 12.0 };
                let data =
                    Injured { by: by.into(), class: class.word().into(), rpm, walks: class == Harm::Slight, people: n };
                event = self.learning.journal.event(data).by(who).at(place).because(because);
            }
        }
        if hurt[2] > 0 {
            let died = Died { by: by.into(), people: hurt[2] };
            event = self.learning.journal.event(died).by(who).at(place).because(because);
        }
        let now = self.learning.now();
        let mut health = self.of_mut(who);
        for (sum, more) in health.members.iter_mut().zip(hurt) {
            *sum = (*sum + more).min(people);
        }
        health.harm = health.harm.max(worst.0);
        health.by = by.into();
        health.since = Some(now);
        health.because = Some(event);
        // Half of a crew that is badly hurt takes the other half to care for it: the crew does nothing more.
        if (health.members[1] + health.members[2]) * 2 >= people {
            self.lie_down(who, event);
        }
    }

    /// Lets a person die.
    pub fn die(&mut self, who: Id, by: &'static str, because: EventId) {
        let place = self.body(who).place;
        let died = Died { by: by.into(), people: 1 };
        let event = self.learning.journal.event(died).by(who).at(place).because(because);
        let mut health = self.of_mut(who);
        health.harm = Harm::Dead;
        health.by = by.into();
        health.rpm = 0.0;
        health.because = Some(event);
        if !health.in_hospital {
            self.lie_down(who, event);
        }
    }

    /// Somebody can neither walk nor act any more, and is seen to lie there.
    pub fn lie_down(&mut self, who: Id, because: EventId) {
        let entity = self.learning.index.entity(who);
        let fell = {
            let mut health = self.of_mut(who);
            !core::mem::replace(&mut health.lies, true)
        };
        if !fell {
            return;
        }
        let place = self.body(who).place;
        self.fall_out(who, "injured", because);
        let mut body = self.bodies.get_mut(entity).expect("every actor has a body");
        // A fall ends a walk; a vehicle brings whoever is in it to its goal.
        if !body.is_driving() {
            body.journey = None;
        }
        self.show(place, because);
    }

    /// Takes somebody out of the play: nothing in hand is finished, and nobody answers.
    pub fn fall_out(&mut self, who: Id, reason: &'static str, because: EventId) {
        let entity = self.learning.index.entity(who);
        let place = self.body(who).place;
        let event = self.learning.journal.event(PostEmpty { reason: reason.into() }).by(who).at(place).because(because);
        self.hands.get_mut(entity).expect("every actor has hands").fall(event);
        let mut talk = self.talks.get_mut(entity).expect("every actor can talk");
        talk.serial += 1;
        let left = talk.leads.take();
        // Whoever had the line to this one is not engaged by it any more.
        if let Some(talking) = left {
            for other in talking.engages() {
                let mut other = self.talks.get_mut(self.learning.index.entity(*other)).expect("every actor can talk");
                if other.engaged == Some(who) {
                    other.engaged = None;
                }
            }
        }
    }

    /// Shows how many lie at a place to those who are there.
    pub fn show(&mut self, place: Id, because: EventId) {
        let lying = self.presence.at(place).filter(|who| self.of(*who).needs_carrying()).count();
        show_lying(place, lying, because, &self.presence, &mut self.stimuli, &mut self.learning);
    }

    /// Puts a stimulus into a place.
    pub fn offer(&mut self, place: Id, stimulus: Stimulus, facts: Vec<(FactKey, Value)>, because: EventId) {
        if self.stimuli.put(place, stimulus, Offer { facts, substance: None, because }) {
            self.appeared.write(Appeared(place));
        }
    }
}

/// Shows how many lie at a place to those who are there.
pub(crate) fn show_lying(
    place: Id,
    lying: usize,
    because: EventId,
    presence: &Presence,
    stimuli: &mut Stimuli,
    learning: &mut Learning,
) {
    let stimulus = Stimulus { kind: StimulusKind::Casualties, of: place };
    if lying == 0 {
        stimuli.take_away(place, stimulus);
        return;
    }
    let facts = vec![(learning.facts.key(key::INJURED, Some(place)), Value::Number(lying as f64))];
    if stimuli.put(place, stimulus, Offer { facts, substance: None, because }) {
        // People are hurt and found before and after the senses have had their turn: they look at the next instant.
        for who in presence.at(place) {
            learning.agenda.next_tick(look_wake(who));
        }
    }
}

/// What one draw of luck makes of the chances: harm, and the RPM score that goes with it.
///
/// Serious injuries spread evenly from the worst RPM score to 11, the worse the smaller the draw: a judgement.
fn outcome(chances: &Chances, luck: f64) -> (Harm, f64) {
    let Chances { dead, serious, slight, worst_rpm } = *chances;
    if luck < dead {
        (Harm::Dead, 0.0)
    } else if luck < dead + serious {
        (Harm::Serious, worst_rpm + (11.0 - worst_rpm) * (luck - dead) / serious)
    } else if luck < dead + serious + slight {
        (Harm::Slight, 12.0)
    } else {
        (Harm::None, 12.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_that_hurts_hurts_no_less_at_greater_chances() {
        let chances = |dead, serious, slight| Chances { dead, serious, slight, worst_rpm: 4.0 };
        let (mild, hard) = (chances(0.01, 0.1, 0.3), chances(0.1, 0.4, 0.4));
        for n in 0..1000 {
            let luck = f64::from(n) / 1000.0;
            assert!(outcome(&hard, luck).0 >= outcome(&mild, luck).0, "at {luck}");
        }
        assert_eq!(outcome(&mild, 0.005).0, Harm::Dead);
        assert_eq!(outcome(&mild, 0.9).0, Harm::None);
    }
}
