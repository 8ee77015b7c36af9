//! Verbs of steps and orders: what they name exists, and whoever is to do it can.

use super::condition;
use super::figures::{SHORTEST_ACT, dist, list, positive, short_list};
use super::names::{Actor, Names, Own};
use super::path::{Findings, Path};
use super::places::Ways;
use super::{Problem, Thing};
use crate::{
    ActorRef, Blocks, Channel, Crew, CrewRef, FactRef, FactSubject, FactType, Id, Order, Place, Site, Skill, Stated,
    Verb, Where, fact,
};

/// Who acts.
pub(super) struct Doer<'a, 'n> {
    pub(super) names: &'n Names<'a>,
    pub(super) own: &'n Own<'a>,
    pub(super) id: &'n str,
    pub(super) actor: Option<Actor<'a>>,
    /// Ways between places; an order from outside may come when everybody is elsewhere.
    pub(super) ways: Option<&'n Ways<'a>>,
}

pub(super) fn check_order(names: &Names<'_>, path: &Path<'_>, order: &Order, out: &mut Findings) {
    let limit = names.scenario.limit;
    out.add_if(order.at > limit, &path.key("at"), || Problem::AfterTheEnd { at: order.at, limit });
    let (organisation, who) = order.seat.parts();
    let own = organisation.and_then(|organisation| names.own(organisation));
    let seat = own.and_then(|own| Some((own, own.actors.get(who).filter(|actor| !actor.is_group)?)));
    let Some((own, actor)) = seat else {
        out.add(&path.key("seat"), names.unknown(Thing::Seat, order.seat.as_str()));
        return;
    };
    check(&Doer { names, own, id: who, actor: Some(*actor), ways: None }, &path.key("do"), &order.act, out);
}

pub(super) fn check(doer: &Doer<'_, '_>, path: &Path<'_>, act: &Verb, out: &mut Findings) {
    let names = doer.names;
    match act {
        Verb::Go { to } => doer.go(&path.key("to"), to, out),
        Verb::Tell { whom, facts, by } => {
            list(&path.key("whom"), whom, out);
            doer.talk(path, whom, Some(&path.key("whom")), facts, by, out);
        }
        Verb::Ask { whom, facts, by } => doer.talk(path, core::slice::from_ref(whom), None, facts, by, out),
        Verb::Note { fact, is } => doer.note(path, fact, is, out),
        Verb::Measure { facts, at, .. } => {
            list(&path.key("facts"), facts, out);
            doer.measured(&path.key("facts"), facts, out);
            doer.place(&path.key("at"), at, out);
            doer.work(path, act, Skill::Measure, "measure", out);
        }
        Verb::ShutSource { at, .. } => {
            doer.place(&path.key("at"), at, out);
            doer.work(path, act, Skill::ShutOff, "shut_off", out);
        }
        Verb::Ventilate { at, from, .. } => {
            doer.place(&path.key("at"), at, out);
            doer.switch(&path.key("from"), from.as_ref(), out);
            doer.work(path, act, Skill::Ventilate, "ventilate", out);
        }
        Verb::CutPower { at, from, .. } => {
            doer.place(&path.key("at"), at, out);
            doer.switch(&path.key("from"), from.as_ref(), out);
            doer.work(path, act, Skill::CutPower, "cut_power", out);
        }
        Verb::Cordon { around, radius, at, .. } => {
            doer.place(&path.key("around"), around, out);
            positive(&path.key("radius"), radius.value(), out);
            doer.place(&path.key("at"), at, out);
            doer.work(path, act, Skill::Cordon, "cordon", out);
        }
        Verb::Dispatch { crews, to, facts, by } => {
            doer.sent(path, crews, to, out);
            if short_list(&path.key("facts"), facts, out) {
                names.facts(&path.key("facts"), facts, out);
            }
            if short_list(&path.key("by"), by, out) {
                names.all_known(&path.key("by"), Thing::Channel, by, out);
            }
        }
        Verb::Withdraw { crews, to } => doer.sent(path, crews, to, out),
        Verb::HeadCount { at, of } => {
            doer.place(&path.key("at"), at, out);
            list(&path.key("of"), of, out);
            for (index, whom) in of.iter().enumerate() {
                names.addressees(&path.key("of").index(index), Some(doer.own), whom, out);
            }
        }
        Verb::Declare { fact, is, blocks, with } => {
            doer.declare(path, fact, is, with, out);
            if let Some(blocks) = blocks {
                Doer::blocks(path, fact, blocks, out);
            }
        }
        Verb::Make { fact, at, .. } => {
            doer.brought_about(&path.key("fact"), fact, fact::Noticed::Works, "make", out);
            doer.place(&path.key("at"), at, out);
            doer.labour(path, act, None, out);
        }
        Verb::Rescue { .. }
        | Verb::Triage { .. }
        | Verb::Treat { .. }
        | Verb::Decontaminate { .. }
        | Verb::Transport { .. }
        | Verb::Evacuate { .. } => doer.care(path, act, out),
        Verb::Extinguish { at, .. } => {
            doer.place(&path.key("at"), at, out);
            doer.work(path, act, Skill::Foam, "foam", out);
        }
        Verb::Absorb { at, .. } => {
            doer.place(&path.key("at"), at, out);
            doer.work(path, act, Skill::Absorb, "absorb", out);
        }
        Verb::AllClear => {}
        Verb::CloseRoad(_)
        | Verb::OpenRoad(_)
        | Verb::TurnWind(_)
        | Verb::SilenceChannel(_)
        | Verb::RestoreChannel(_)
        | Verb::RemovePost(_)
        | Verb::GatherCrowd { .. }
        | Verb::PressAsks(_)
        | Verb::BeginRelease(_) => out.add(path, Problem::OnlyForInjects { verb: act.word() }),
    }
}

impl Doer<'_, '_> {
    /// Work on people: those who are hurt, and those who are led away.
    fn care(&self, path: &Path<'_>, act: &Verb, out: &mut Findings) {
        match act {
            Verb::Rescue { at, to, .. } => {
                self.place(&path.key("at"), at, out);
                self.place(&path.key("to"), to, out);
                self.work(path, act, Skill::Rescue, "rescue", out);
            }
            Verb::Triage { at, .. } | Verb::Treat { at, .. } => {
                self.place(&path.key("at"), at, out);
                self.work(path, act, Skill::Medical, "medical", out);
            }
            Verb::Decontaminate { at, .. } => {
                self.place(&path.key("at"), at, out);
                self.work(path, act, Skill::Decontaminate, "decontaminate", out);
            }
            Verb::Transport { from, to, .. } => {
                let problem = |place| Problem::NotAHospital { place };
                self.place(&path.key("from"), from, out);
                self.site(&path.key("to"), to, |site| site.hospital.is_some(), out, problem);
                self.labour(path, act, None, out);
            }
            Verb::Evacuate { area, to, .. } => {
                let here = path.key("area");
                if let Where::Place(place) = area {
                    let problem = |place| Problem::NotABlock { place };
                    self.site(&here, place, |site| site.block.is_some(), out, problem);
                } else {
                    self.place(&here, area, out);
                }
                self.switch(&path.key("to"), to.as_ref(), out);
                self.labour(path, act, None, out);
            }
            _ => {}
        }
    }

    fn place(&self, path: &Path<'_>, place: &Where, out: &mut Findings) {
        match place {
            Where::Place(id) => _ = self.names.known(path, Thing::Place, id, out),
            Where::Believed(fact) => {
                let Some(kind) = self.names.fact(path, fact, out) else { return };
                let known = fact::find(fact.key());
                // A told-only text may hold the id of a place; a flag of places, where it is set, names one.
                let is_place = match kind {
                    FactType::Text => fact::is_place(fact.key()) || known.is_none(),
                    FactType::Flag => known.is_some_and(|fact| fact.subject == FactSubject::Place),
                    FactType::Number => false,
                };
                out.add_if(!is_place, path, || Problem::NotAPlace { fact: fact.to_string() });
            }
        }
    }

    fn switch(&self, path: &Path<'_>, from: Option<&Id>, out: &mut Findings) {
        if let Some(from) = from {
            self.names.known(path, Thing::Place, from, out);
        }
    }

    fn go(&self, path: &Path<'_>, to: &Where, out: &mut Findings) {
        self.place(path, to, out);
        if let (Where::Place(to), Some(actor), Some(ways)) = (to, self.actor, self.ways)
            && !ways.joined(actor.at, to, actor.rides)
        {
            out.add(path, Problem::NoWay { from: actor.at.to_string(), to: to.to_string() });
        }
    }

    fn sent(&self, path: &Path<'_>, crews: &[CrewRef], to: &Where, out: &mut Findings) {
        list(&path.key("crews"), crews, out);
        self.crews(path, crews, out);
        self.place(&path.key("to"), to, out);
        let Some(ways) = self.ways else { return };
        for to in self.meant(to) {
            for at in crews.iter().filter_map(|crew| self.starts_at(crew)) {
                if !ways.joined(at, to, true) {
                    out.add(&path.key("to"), Problem::NoWay { from: at.to_string(), to: to.to_string() });
                    return;
                }
            }
        }
    }

    /// The crews that are named; none for an unknown one, which is noted.
    fn crews(&self, path: &Path<'_>, crews: &[CrewRef], out: &mut Findings) -> Vec<Option<&Crew>> {
        let here = path.key("crews");
        let mut named = Vec::with_capacity(crews.len().min(crate::limits::LIST));
        for (index, crew) in crews.iter().take(crate::limits::LIST).enumerate() {
            named.push(self.names.crew(self.own, &here.index(index), crew, out));
        }
        named
    }

    /// Where a crew is at the start.
    fn starts_at(&self, crew: &CrewRef) -> Option<&Id> {
        let (organisation, name) = crew.parts();
        let own = organisation.map_or(Some(self.own), |organisation| self.names.own(organisation))?;
        own.actors.get(name).map(|actor| actor.at)
    }

    /// The places that can be meant: of a leak, every room with a vessel that is released.
    fn meant<'w>(&'w self, place: &'w Where) -> Vec<&'w Id> {
        match place {
            Where::Place(id) => vec![id],
            Where::Believed(fact) if fact.key() == fact::key::LEAK_PLACE => {
                let releases = self.names.scenario.releases.values();
                releases.filter_map(|release| self.names.vessels.get(&*release.vessel).copied()).collect()
            }
            Where::Believed(_) => Vec::new(),
        }
    }

    fn note(&self, path: &Path<'_>, fact: &FactRef, is: &crate::Value, out: &mut Findings) {
        let here = path.key("fact");
        let Some(kind) = self.names.fact(&here, fact, out) else { return };
        if fact::find(fact.key()).is_some() {
            out.add(&here, Problem::NotOwnFact { fact: fact.to_string() });
        } else {
            condition::value(self.names, &path.key("is"), fact, kind, is, out);
        }
    }

    fn declare(&self, path: &Path<'_>, fact: &FactRef, is: &Stated, with: &[FactRef], out: &mut Findings) {
        self.brought_about(&path.key("fact"), fact, fact::Noticed::Declared, "declare", out);
        let Some((_, kind)) = self.names.scenario.fact(fact) else { return };
        match is {
            Stated::Value(value) => condition::value(self.names, &path.key("is"), fact, kind, value, out),
            Stated::Believed(other) => {
                let found = self.names.fact(&path.key("is"), other, out);
                let wrong = found.is_some_and(|found| found != kind);
                out.add_if(wrong, &path.key("is"), || Problem::WrongValue { fact: fact.to_string(), takes: kind });
            }
        }
        if short_list(&path.key("with"), with, out) {
            self.names.facts(&path.key("with"), with, out);
        }
    }

    /// Blocks of which a flag of a place is said.
    fn blocks(path: &Path<'_>, fact: &FactRef, blocks: &Blocks, out: &mut Findings) {
        let of_places = |def: &fact::FactDef| def.subject == FactSubject::Place && def.value == FactType::Flag;
        let fine = fact.subject().is_none() && fact::find(fact.key()).is_none_or(of_places);
        out.add_if(!fine, &path.key("fact"), || Problem::NotOfBlocks { fact: fact.to_string() });
        let Blocks::Downwind { within, either_side } = blocks;
        let path = path.key("blocks");
        positive(&path.key("within"), within.value(), out);
        super::figures::within(&path.key("either_side"), either_side.value(), 1.0, 180.0, out);
    }

    /// A fact that comes about in the way of the verb.
    fn brought_about(
        &self,
        path: &Path<'_>,
        fact: &FactRef,
        how: fact::Noticed,
        verb: &'static str,
        out: &mut Findings,
    ) {
        if self.names.fact(path, fact, out).is_some() {
            let fine = fact::find(fact.key()).is_some_and(|f| f.noticed.contains(&how));
            out.add_if(!fine, path, || Problem::WrongFact { fact: fact.to_string(), verb });
        }
    }

    /// A site with what is asked for.
    fn site(
        &self,
        path: &Path<'_>,
        id: &Id,
        has: impl FnOnce(&Site) -> bool,
        out: &mut Findings,
        problem: impl FnOnce(String) -> Problem,
    ) {
        if !self.names.known(path, Thing::Place, id, out) {
            return;
        }
        let fine = matches!(self.names.scenario.places.get(id), Some(Place::Site(site)) if has(site));
        out.add_if(!fine, path, || problem(id.to_string()));
    }

    fn measured(&self, path: &Path<'_>, facts: &[FactRef], out: &mut Findings) {
        for (index, fact) in facts.iter().enumerate() {
            let path = path.index(index);
            if self.names.fact(&path, fact, out).is_some() {
                let shown = fact::find(fact.key()).is_some_and(|f| f.noticed.contains(&fact::Noticed::Instrument));
                out.add_if(!shown, &path, || Problem::NotMeasurable { fact: fact.to_string() });
            }
        }
    }

    /// Work that needs a skill.
    fn work(&self, path: &Path<'_>, act: &Verb, skill: Skill, word: &'static str, out: &mut Findings) {
        self.labour(path, act, Some((skill, word)), out);
    }

    /// Work by crews takes a time of its own; work by oneself is the step's `takes`.
    fn labour(&self, path: &Path<'_>, act: &Verb, needs: Option<(Skill, &'static str)>, out: &mut Findings) {
        let (crews, work) = (act.crews(), act.work());
        let here = path.key("crews");
        let named = if short_list(&here, crews, out) { self.crews(path, crews, out) } else { Vec::new() };
        match (crews.is_empty(), work) {
            (true, Some(_)) => out.add(&path.key("work"), Problem::WorkWithoutCrews),
            (false, None) => out.add(path, Problem::CrewsWithoutWork),
            (false, Some(work)) => dist(&path.key("work"), work, SHORTEST_ACT, out),
            (true, None) => {}
        }
        let Some((skill, word)) = needs else { return };
        let mut lacks = |path: &Path<'_>, who: &str, skills: &[Skill]| {
            out.add_if(!skills.contains(&skill), path, || Problem::MissingSkill { who: who.to_owned(), skill: word });
        };
        for (index, crew) in named.into_iter().enumerate() {
            if let Some(known) = crew {
                lacks(&here.index(index), &crews[index], &known.skills);
            }
        }
        if let (true, Some(actor)) = (crews.is_empty(), self.actor) {
            lacks(path, self.id, actor.skills);
        }
    }

    fn talk(
        &self,
        path: &Path<'_>,
        whom: &[ActorRef],
        list_path: Option<&Path<'_>>,
        facts: &[FactRef],
        by: &[Id],
        out: &mut Findings,
    ) {
        let names = self.names;
        list(&path.key("facts"), facts, out);
        names.facts(&path.key("facts"), facts, out);
        list(&path.key("by"), by, out);
        names.all_known(&path.key("by"), Thing::Channel, by, out);
        if whom.len() > crate::limits::LIST || by.len() > crate::limits::LIST {
            return;
        }
        let channels: Vec<(&Id, &Channel)> =
            by.iter().filter_map(|id| names.scenario.channels.get_key_value(id)).collect();
        let single = path.key("whom");
        for (index, whom) in whom.iter().enumerate() {
            let here = list_path.map_or(single, |path| path.index(index));
            let people = names.addressees(&here, Some(self.own), whom, out);
            let heard = people.iter().any(|person| {
                channels.iter().any(|(id, channel)| match channel {
                    Channel::Voice(_) | Channel::Speakers(_) => true,
                    Channel::Calls(_) | Channel::Net(_) => person.hears.contains(id),
                })
            });
            let told = people.is_empty() || channels.is_empty();
            out.add_if(!heard && !told, &here, || Problem::NotHeard { whom: whom.to_string() });
        }
    }
}
