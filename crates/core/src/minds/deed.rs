//! Deeds: verbs with their names turned into ids, ready to be done.

use super::belief::{Belief, FactKey, Facts, Mind};
use super::condition::Pattern;
use crate::kernel::{Id, Kind, Names};
use hazdrill_model::{ActorRef, Blocks, CrewRef, Dist, FactRef, Stated, Value, VentilationMode, Verb, VerbKind, Where};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A place, or the belief that will name one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Spot {
    /// This place.
    Place(Id),
    /// The place that one believes.
    Believed(Pattern),
}

/// A value, or the belief that will give it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Claim {
    /// This value.
    Value(Value),
    /// The value that one believes.
    Believed(Pattern),
}

/// An area downwind of the release, chosen by what one believes when it is said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sector {
    /// No farther from the release than this, m.
    pub within_m: f64,
    /// No more than this to either side of the way that the wind blows, degrees.
    pub either_side_deg: f64,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the verb of the same name; `hazdrill_model::Verb` describes it")]
pub enum Deed {
    Go {
        to: Spot,
    },
    Tell {
        whom: Vec<Id>,
        facts: Vec<Pattern>,
        by: Vec<Id>,
    },
    Ask {
        whom: Id,
        facts: Vec<Pattern>,
        by: Vec<Id>,
    },
    Note {
        key: FactKey,
        value: Value,
    },
    Measure {
        facts: Vec<Pattern>,
        at: Spot,
    },
    ShutSource {
        at: Spot,
    },
    Ventilate {
        at: Spot,
        mode: VentilationMode,
        from: Option<Id>,
    },
    CutPower {
        at: Spot,
        from: Option<Id>,
    },
    Cordon {
        around: Spot,
        radius_m: f64,
        at: Spot,
    },
    HeadCount {
        at: Spot,
        of: Vec<Id>,
    },
    Declare {
        key: FactKey,
        value: Claim,
        blocks: Option<Sector>,
        with: Vec<Pattern>,
    },
    Make {
        key: FactKey,
        at: Spot,
    },
    Rescue {
        at: Spot,
        to: Spot,
    },
    Triage {
        at: Spot,
    },
    Treat {
        at: Spot,
    },
    Decontaminate {
        at: Spot,
    },
    Transport {
        from: Spot,
        to: Id,
    },
    Extinguish {
        at: Spot,
    },
    Absorb {
        at: Spot,
    },
    /// Tells a block, then the next ones.
    Evacuate {
        area: Spot,
        then: Vec<Id>,
        to: Option<Id>,
    },
    AllClear,
    /// A crew turns out and drives.
    Dispatch {
        to: Spot,
    },
    /// A crew goes back.
    Withdraw {
        to: Spot,
    },
    /// Giving an order to crews, who do `deed` and, if `reports`, say when it is done.
    Order {
        crews: Vec<Id>,
        deed: Box<Deed>,
        work: Option<Dist>,
        facts: Vec<Pattern>,
        by: Vec<Id>,
        reports: bool,
    },
    /// Switching a road (injects).
    Road {
        road: Id,
        open: bool,
    },
}

/// Whose words are turned into ids.
pub(crate) struct Speaker<'a> {
    pub(crate) names: &'a Names,
    pub(crate) facts: &'a Facts,
    /// Groups by address, with their members.
    pub(crate) groups: &'a std::collections::BTreeMap<String, Vec<Id>>,
    /// The organisation whose procedures they are.
    pub(crate) organisation: &'a str,
}

impl Speaker<'_> {
    pub(crate) fn pattern(&self, fact: &FactRef) -> Pattern {
        let subject = self.facts.subject(fact, Some(self.organisation), self.names);
        Pattern { fact: self.facts.row(fact.key()), subject }
    }

    fn patterns(&self, facts: &[FactRef]) -> Vec<Pattern> {
        facts.iter().map(|f| self.pattern(f)).collect()
    }

    fn spot(&self, place: &Where) -> Spot {
        match place {
            Where::Place(id) => Spot::Place(self.names.known(Kind::Place, id)),
            Where::Believed(fact) => Spot::Believed(self.pattern(fact)),
        }
    }

    fn channels(&self, by: &[hazdrill_model::Id]) -> Vec<Id> {
        by.iter().map(|c| self.names.known(Kind::Channel, c)).collect()
    }

    fn places(&self, place: Option<&hazdrill_model::Id>) -> Option<Id> {
        place.map(|p| self.names.known(Kind::Place, p))
    }

    fn crew(&self, crew: &CrewRef) -> Id {
        self.names.known(Kind::Actor, &crew.full(self.organisation))
    }

    /// Everybody whom an address means, in the order of names.
    pub(crate) fn everybody(&self, whom: &[ActorRef]) -> Vec<Id> {
        let mut all = Vec::new();
        for address in whom {
            let full = match address.parts() {
                (Some(_), _) => address.to_string(),
                (None, one) => format!("{}/{one}", self.organisation),
            };
            if let Some(id) = self.names.id(Kind::Actor, &full) {
                all.push(id);
            } else if let Some(members) = self.groups.get(&full) {
                all.extend(members);
            } else {
                let prefix = format!("{address}/");
                all.extend(self.names.starting_with(Kind::Actor, &prefix));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The deed of a verb.
    pub(crate) fn deed(&self, verb: &Verb) -> Deed {
        let own = self.own_deed(verb);
        let crews = verb.crews();
        if crews.is_empty() {
            return own;
        }
        let (facts, by) = match verb {
            Verb::Dispatch { facts, by, .. } => (self.patterns(facts), self.channels(by)),
            _ => (Vec::new(), Vec::new()),
        };
        let reports = !matches!(verb, Verb::Dispatch { .. } | Verb::Withdraw { .. });
        let crews = crews.iter().map(|c| self.crew(c)).collect();
        Deed::Order { crews, deed: Box::new(own), work: verb.work().cloned(), facts, by, reports }
    }

    fn own_deed(&self, verb: &Verb) -> Deed {
        match verb {
            Verb::Go { to } => Deed::Go { to: self.spot(to) },
            Verb::Tell { whom, facts, by } => {
                Deed::Tell { whom: self.everybody(whom), facts: self.patterns(facts), by: self.channels(by) }
            }
            Verb::Ask { whom, facts, by } => {
                let whom = self.everybody(core::slice::from_ref(whom))[0];
                Deed::Ask { whom, facts: self.patterns(facts), by: self.channels(by) }
            }
            Verb::Note { fact, is } => {
                let Pattern { fact, subject } = self.pattern(fact);
                Deed::Note { key: FactKey { fact, subject }, value: is.clone() }
            }
            Verb::Measure { facts, at, .. } => Deed::Measure { facts: self.patterns(facts), at: self.spot(at) },
            Verb::ShutSource { at, .. } => Deed::ShutSource { at: self.spot(at) },
            Verb::Ventilate { at, mode, from, .. } => {
                Deed::Ventilate { at: self.spot(at), mode: *mode, from: self.places(from.as_ref()) }
            }
            Verb::CutPower { at, from, .. } => Deed::CutPower { at: self.spot(at), from: self.places(from.as_ref()) },
            Verb::Cordon { around, radius, at, .. } => {
                Deed::Cordon { around: self.spot(around), radius_m: radius.value(), at: self.spot(at) }
            }
            Verb::HeadCount { at, of } => Deed::HeadCount { at: self.spot(at), of: self.everybody(of) },
            Verb::Declare { fact, is, blocks, with } => {
                let Pattern { fact, subject } = self.pattern(fact);
                let value = match is {
                    Stated::Value(value) => Claim::Value(value.clone()),
                    Stated::Believed(other) => Claim::Believed(self.pattern(other)),
                };
                let sector = |Blocks::Downwind { within, either_side }: &Blocks| Sector {
                    within_m: within.value(),
                    either_side_deg: either_side.value(),
                };
                let (blocks, with) = (blocks.as_ref().map(sector), self.patterns(with));
                Deed::Declare { key: FactKey { fact, subject }, value, blocks, with }
            }
            Verb::Make { fact, at, .. } => {
                let Pattern { fact, subject } = self.pattern(fact);
                Deed::Make { key: FactKey { fact, subject }, at: self.spot(at) }
            }
            Verb::Rescue { at, to, .. } => Deed::Rescue { at: self.spot(at), to: self.spot(to) },
            Verb::Triage { at, .. } => Deed::Triage { at: self.spot(at) },
            Verb::Treat { at, .. } => Deed::Treat { at: self.spot(at) },
            Verb::Decontaminate { at, .. } => Deed::Decontaminate { at: self.spot(at) },
            Verb::Transport { from, to, .. } => {
                Deed::Transport { from: self.spot(from), to: self.names.known(Kind::Place, to) }
            }
            Verb::Extinguish { at, .. } => Deed::Extinguish { at: self.spot(at) },
            Verb::Absorb { at, .. } => Deed::Absorb { at: self.spot(at) },
            Verb::Evacuate { area, to, .. } => {
                Deed::Evacuate { area: self.spot(area), then: Vec::new(), to: self.places(to.as_ref()) }
            }
            Verb::AllClear => Deed::AllClear,
            Verb::Dispatch { to, .. } => Deed::Dispatch { to: self.spot(to) },
            Verb::Withdraw { to, .. } => Deed::Withdraw { to: self.spot(to) },
            Verb::CloseRoad(road) => Deed::Road { road: self.names.known(Kind::Road, road), open: false },
            Verb::OpenRoad(road) => Deed::Road { road: self.names.known(Kind::Road, road), open: true },
            Verb::TurnWind(_)
            | Verb::SilenceChannel(_)
            | Verb::RestoreChannel(_)
            | Verb::RemovePost(_)
            | Verb::GatherCrowd { .. }
            | Verb::PressAsks(_)
            | Verb::BeginRelease(_) => {
                panic!("`{}` is for injects: the checks of the scenario let it pass", verb.word())
            }
        }
    }
}

impl Deed {
    /// The word of the verb.
    pub fn word(&self) -> &'static str {
        self.kind().word()
    }

    /// Whether it is done by speaking to others.
    pub fn is_speech(&self) -> bool {
        matches!(self, Self::Tell { .. } | Self::Ask { .. } | Self::Order { .. })
    }

    /// Which verb it is; of an order the one that is ordered.
    fn kind(&self) -> VerbKind {
        match self {
            Self::Go { .. } => VerbKind::Go,
            Self::Tell { .. } => VerbKind::Tell,
            Self::Ask { .. } => VerbKind::Ask,
            Self::Note { .. } => VerbKind::Note,
            Self::Measure { .. } => VerbKind::Measure,
            Self::ShutSource { .. } => VerbKind::ShutSource,
            Self::Ventilate { .. } => VerbKind::Ventilate,
            Self::CutPower { .. } => VerbKind::CutPower,
            Self::Cordon { .. } => VerbKind::Cordon,
            Self::HeadCount { .. } => VerbKind::HeadCount,
            Self::Declare { .. } => VerbKind::Declare,
            Self::Make { .. } => VerbKind::Make,
            Self::Rescue { .. } => VerbKind::Rescue,
            Self::Triage { .. } => VerbKind::Triage,
            Self::Treat { .. } => VerbKind::Treat,
            Self::Decontaminate { .. } => VerbKind::Decontaminate,
            Self::Transport { .. } => VerbKind::Transport,
            Self::Extinguish { .. } => VerbKind::Extinguish,
            Self::Absorb { .. } => VerbKind::Absorb,
            Self::Evacuate { .. } => VerbKind::Evacuate,
            Self::AllClear => VerbKind::AllClear,
            Self::Dispatch { .. } => VerbKind::Dispatch,
            Self::Withdraw { .. } => VerbKind::Withdraw,
            Self::Order { deed, .. } => deed.kind(),
            Self::Road { open: true, .. } => VerbKind::OpenRoad,
            Self::Road { open: false, .. } => VerbKind::CloseRoad,
        }
    }

    /// Leaves of those whom the deed tells or orders only these.
    pub(crate) fn be_for(&mut self, only: &[Id]) {
        if let Self::Tell { whom, .. } | Self::Order { crews: whom, .. } = self {
            whom.retain(|id| only.contains(id));
        }
    }

    /// The deed with every believed place replaced by the place that `mind` believes; none where it believes none.
    pub fn resolved(mut self, mind: &Mind, names: &Names) -> Option<Self> {
        self.resolve(mind, names).then_some(self)
    }

    fn resolve(&mut self, mind: &Mind, names: &Names) -> bool {
        // The place that a belief names: by its value, or, of a flag that is set, by its subject.
        let place = |key: FactKey, belief: &Belief| match &belief.value {
            Value::Word(word) => names.id(Kind::Place, word),
            Value::Flag(true) => key.subject.filter(|subject| subject.kind == Kind::Place),
            Value::Flag(false) | Value::Number(_) => None,
        };
        let fix = |spot: &mut Spot| -> bool {
            if let Spot::Believed(pattern) = spot {
                let named = |(key, belief): (FactKey, &Belief)| {
                    Some(((belief.as_of, core::cmp::Reverse(key)), place(key, belief)?))
                };
                let Some((_, place)) = pattern.matches(mind).filter_map(named).max_by_key(|(newest, _)| *newest) else {
                    return false;
                };
                *spot = Spot::Place(place);
            }
            true
        };
        match self {
            Self::Go { to } | Self::Dispatch { to } | Self::Withdraw { to } => fix(to),
            Self::Measure { at, .. }
            | Self::ShutSource { at }
            | Self::Ventilate { at, .. }
            | Self::CutPower { at, .. }
            | Self::HeadCount { at, .. }
            | Self::Make { at, .. }
            | Self::Triage { at }
            | Self::Treat { at }
            | Self::Decontaminate { at }
            | Self::Extinguish { at }
            | Self::Absorb { at }
            | Self::Transport { from: at, .. } => fix(at),
            // All blocks that one believes are to be told, not the newest alone.
            Self::Evacuate { area: area @ Spot::Believed(_), then, .. } => {
                let Spot::Believed(pattern) = *area else { return false };
                let all: BTreeSet<Id> = pattern.matches(mind).filter_map(|(key, belief)| place(key, belief)).collect();
                let mut all = all.into_iter();
                let Some(first) = all.next() else { return false };
                *area = Spot::Place(first);
                *then = all.collect();
                true
            }
            Self::Evacuate { area, .. } => fix(area),
            Self::Rescue { at, to } => fix(at) && fix(to),
            Self::Declare { value, .. } => {
                if let Claim::Believed(pattern) = value {
                    let Some((_, belief)) = pattern.newest(mind) else { return false };
                    *value = Claim::Value(belief.value.clone());
                }
                true
            }
            Self::Cordon { around, at, .. } => fix(around) && fix(at),
            Self::Order { deed, .. } => deed.resolve(mind, names),
            Self::Tell { .. } | Self::Ask { .. } | Self::Note { .. } | Self::AllClear | Self::Road { .. } => true,
        }
    }
}

impl Spot {
    /// The place of a resolved spot.
    pub fn place(self) -> Id {
        match self {
            Self::Place(id) => id,
            Self::Believed(_) => panic!("a believed place is resolved before the deed begins"),
        }
    }
}
