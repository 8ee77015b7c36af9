//! Harm: how a blow, heat, smoke or vapour becomes an injury, and what an injury takes away.

use super::fallen::Fallen;
use super::health::{Harm, Health, worsen_wake};
use super::leave::leave_play;
use crate::kernel::{Id, Kind, Luck, Purpose};
use crate::minds::{Appeared, FactKey, Hands, Learning, Offer, Phase, Stimuli, Stimulus, StimulusKind, look_wake};
use crate::places::{Body, BodyKind, Presence};
use crate::talk::Talk;
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;
use hazdrill_model::Value;
use hazdrill_model::fact::key;
use hazdrill_physics::thermal_harm::{Airways, Burnt, burn_mortality, burnt_by_clothes};
use hazdrill_record::happening::{Died, Injured};
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
    /// By what law those who are seriously hurt die in a hospital.
    pub late: Late,
}

/// By what law somebody who is seriously hurt dies in a hospital. One injury asks one law, once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Late {
    /// By the RPM score.
    #[default]
    Score,
    /// By the share of the body that is burnt.
    Burns {
        /// The share that the flame burns.
        share: f64,
        /// Their clothes burn on, with those of the worst part of all whose clothes do: this is that part.
        clothes: Option<f64>,
    },
}

/// What one draw of luck makes of the chances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wound {
    /// How bad it is.
    pub harm: Harm,
    /// RPM score.
    pub rpm: f64,
    /// The chance to die of it in the best care, where the injury has a law of its own; none: the RPM score decides.
    pub dies: Option<f64>,
}

impl Wound {
    /// A wound of which the RPM score decides.
    pub fn new(harm: Harm, rpm: f64) -> Self {
        Self { harm, rpm, dies: None }
    }
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
    fallen: MessageWriter<'w, Fallen>,
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
        let nth = {
            let mut health = self.of_mut(who);
            health.blows += 1;
            u64::from(health.blows - 1)
        };
        let word = self.learning.lore.names.word(who).clone();
        let cause = Word::from(by);
        let mut hurt = Vec::new();
        for member in self.with_crew(who) {
            let luck = self.luck.unit(Purpose::Hurts, &[&word, &cause], nth << 32 | u64::from(member - 1));
            hurt.push((member, outcome(chances, luck)));
        }
        match self.body(who).kind {
            BodyKind::Person => {
                let (_, wound) = hurt[0];
                self.hurt(who, by, wound, because);
            }
            BodyKind::Crew(_) => self.hurt_crew(who, by, &hurt, because),
        }
    }

    /// The numbers of those who are in one body: a person, or the members of a crew who have not parted from it.
    fn with_crew(&self, who: Id) -> Vec<u32> {
        let members = &self.of(who).members;
        let people = match self.body(who).kind {
            BodyKind::Person => return vec![1],
            BodyKind::Crew(people) => people,
        };
        let parted = |n: &u32| members.get(n).is_some_and(|harm| *harm > Harm::Slight);
        (1..).filter(|n| !parted(n)).take(people as usize).collect()
    }

    /// Hurts a person, or hurts them more. A crew goes through the same together.
    pub fn hurt(&mut self, who: Id, by: &'static str, wound: Wound, because: EventId) {
        if let BodyKind::Crew(_) = self.body(who).kind {
            let all: Vec<_> = self.with_crew(who).into_iter().map(|member| (member, wound)).collect();
            self.hurt_crew(who, by, &all, because);
            return;
        }
        let Wound { harm, rpm, dies } = wound;
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
        health.dies = dies;
        health.since = Some(now);
        health.stable = None;
        health.because = Some(event);
        if harm == Harm::Serious {
            self.learning.agenda.at(now + WORSENS_EVERY, worsen_wake(who));
        }
        let fact = (self.learning.lore.facts.key(key::SELF_HURT, None), Value::Flag(true));
        self.learning.find_out(who, fact, "own_act", event, Phase::Before);
        if !walks {
            self.lie_down(who, event);
        }
    }

    /// Hurts members of a crew, by number. The slightly hurt go on with it, the others part from it.
    fn hurt_crew(&mut self, crew: Id, by: &'static str, hurt: &[(u32, Wound)], because: EventId) {
        let place = self.body(crew).place;
        let address = self.learning.lore.names.word(crew).clone();
        let (mut fallen, mut last) = (0, because);
        for (number, wound) in hurt {
            let Wound { harm, rpm, .. } = wound;
            let before = self.of(crew).members.get(number).copied().unwrap_or_default();
            if *harm <= before {
                continue;
            }
            let member = self.learning.lore.names.known(Kind::Member, &format!("{address}.{number}"));
            let journal = &mut self.learning.journal;
            let event = if *harm == Harm::Dead {
                journal.event(Died { by: by.into(), people: 1 })
            } else {
                let walks = *harm == Harm::Slight;
                journal.event(Injured { by: by.into(), class: harm.word().into(), rpm: *rpm, walks, people: 1 })
            };
            last = event.by(member).at(place).because(because);
            self.of_mut(crew).members.insert(*number, *harm);
            if *harm > Harm::Slight {
                fallen += 1;
                let fallen = Fallen { member, crew, wound: *wound, by: by.into(), because: last };
                self.fallen.write(fallen);
            }
        }
        if last == because {
            return;
        }
        let mut health = self.of_mut(crew);
        health.harm = health.members.values().copied().filter(|harm| *harm == Harm::Slight).max().unwrap_or_default();
        health.by = by.into();
        health.because = Some(last);
        if fallen > 0 {
            self.lose(crew, fallen, last);
        }
    }

    /// Members have parted from a crew. Those who are left know it; nobody left, and the crew does nothing more.
    fn lose(&mut self, crew: Id, fallen: u32, because: EventId) {
        let entity = self.learning.index.entity(crew);
        let mut body = self.bodies.get_mut(entity).expect("every actor has a body");
        let place = self.learning.lore.names.word(body.place).clone();
        let BodyKind::Crew(people) = &mut body.kind else { return };
        *people = people.saturating_sub(fallen);
        if *people == 0 {
            if !body.is_driving() {
                body.journey = None;
            }
            // Nobody is left who is trapped: each who has parted from it is found by themselves.
            body.trapped = None;
            self.fall_out(crew, "injured", because);
            return;
        }
        let fact = (self.learning.lore.facts.key(key::CREW_HURT, Some(crew)), Value::Word(place));
        self.learning.find_out(crew, fact, "own_act", because, Phase::Before);
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
        // Whoever cannot walk is trapped no more than anybody who lies.
        body.trapped = None;
        // A fall ends a walk; a vehicle brings whoever is in it to its goal.
        if !body.is_driving() {
            body.journey = None;
        }
        self.show(place, because);
    }

    /// Takes somebody out of the play.
    pub fn fall_out(&mut self, who: Id, reason: &'static str, because: EventId) {
        let place = self.body(who).place;
        let Self { bodies, hands, talks, learning, .. } = self;
        leave_play((who, place), reason, because, bodies, hands, talks, learning);
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
    let facts = vec![(learning.lore.facts.key(key::INJURED, Some(place)), Value::Number(lying as f64))];
    if stimuli.put(place, stimulus, Offer { facts, substance: None, because }) {
        // People are hurt and found before and after the senses have had their turn: they look at the next instant.
        for who in presence.at(place) {
            learning.agenda.next_tick(look_wake(who));
        }
    }
}

/// What one draw of luck makes of the chances: harm, the RPM score that goes with it, and what comes of it later.
///
/// Serious injuries spread evenly from the worst RPM score to 11, the worse the smaller the draw: a judgement.
fn outcome(chances: &Chances, luck: f64) -> Wound {
    let Chances { dead, serious, slight, worst_rpm, late } = *chances;
    if luck < dead {
        Wound::new(Harm::Dead, 0.0)
    } else if luck < dead + serious {
        let milder = (luck - dead) / serious;
        let rpm = worst_rpm + (11.0 - worst_rpm) * milder;
        Wound { harm: Harm::Serious, rpm, dies: dies_late(late, milder) }
    } else if luck < dead + serious + slight {
        Wound::new(Harm::Slight, 12.0)
    } else {
        Wound::new(Harm::None, 12.0)
    }
}

/// Age of those who work: for the revised Baux score; unverified.
const AGE_YEARS: f64 = 35.0;

/// The chance to die in a hospital of one who is hurt more mildly than this share of the seriously hurt.
fn dies_late(late: Late, milder: f64) -> Option<f64> {
    let Late::Burns { share, clothes } = late else { return None };
    let share = share + clothes.map_or(0.0, |worst| burnt_by_clothes(worst * milder));
    let patient = Burnt { age_years: AGE_YEARS, share: share.min(1.0), airways: Airways::Sound };
    Some(burn_mortality(&patient))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_that_hurts_hurts_no_less_at_greater_chances() {
        let chances = |dead, serious, slight| Chances { dead, serious, slight, worst_rpm: 4.0, late: Late::Score };
        let (mild, hard) = (chances(0.01, 0.1, 0.3), chances(0.1, 0.4, 0.4));
        for n in 0..1000 {
            let luck = f64::from(n) / 1000.0;
            assert!(outcome(&hard, luck).harm >= outcome(&mild, luck).harm, "at {luck}");
        }
        assert_eq!(outcome(&mild, 0.005).harm, Harm::Dead);
        assert_eq!(outcome(&mild, 0.9).harm, Harm::None);
    }

    /// One draw of survival for one burn: over all casualties as many die as the law of burns says, and none of them twice.
    #[test]
    fn as_many_die_of_a_burn_as_its_law_says() {
        for share in [0.1, 0.2, 0.45] {
            let late = Late::Burns { share, clothes: None };
            let chances = Chances { serious: 1.0, worst_rpm: 9.0, late, ..Chances::default() };
            let law = burn_mortality(&Burnt { age_years: AGE_YEARS, share, airways: Airways::Sound });
            for n in 0..100 {
                let wound = outcome(&chances, f64::from(n) / 100.0);
                assert_eq!((wound.harm, wound.dies), (Harm::Serious, Some(law)), "{share} of the body");
            }
        }
        // Clothes that burn on make it worse, the worst of all casualties the worst.
        let late = Late::Burns { share: 0.05, clothes: Some(0.8) };
        let chances = Chances { serious: 0.2, worst_rpm: 9.0, late, ..Chances::default() };
        let dies = |luck| outcome(&chances, luck).dies.unwrap_or_default();
        assert!(dies(0.0) > dies(0.1) && dies(0.1) > dies(0.199), "{} {}", dies(0.0), dies(0.199));
    }
}
