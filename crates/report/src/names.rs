//! What the scenario calls its people, places and things. Where it has no name (a record typed by hand), the id serves.

use crate::review;
use crate::say::{exercise, list, say};
use hazdrill_model::{Channel, Id, Lang, Room, Scenario, Step, Text};
use hazdrill_score::timeline::TimelineRecord;
use std::collections::{BTreeMap, BTreeSet};

/// The names of one scenario, or of a timeline, in one language.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    scenario: Option<&'a Scenario>,
    /// The timeline of a real drill or incident; it has no scenario.
    timeline: Option<&'a TimelineRecord>,
    lang: Lang,
    /// Names of roles that need the organisation beside them: alone they do not say whose they are.
    shared: BTreeSet<&'a str>,
}

/// How a member of a group is addressed, `lab/assistant.3`: the group and the number.
pub(crate) fn member(who: &str) -> Option<(&str, &str)> {
    let (group, number) = who.rsplit_once('.')?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some((group, number))
}

impl<'a> Names<'a> {
    /// The names of `scenario` in `lang`.
    pub fn new(scenario: Option<&'a Scenario>, lang: Lang) -> Self {
        let shared = scenario.into_iter().flat_map(|scenario| {
            let roles = scenario.roles().filter(|(of, name)| scenario.needs_organisation(of, name));
            roles.map(|(_, name)| name.get(lang))
        });
        let shared = shared.collect();
        Self { scenario, timeline: None, lang, shared }
    }

    /// The names of a timeline: the roles of its rows.
    pub fn of_timeline(timeline: &'a TimelineRecord, lang: Lang) -> Self {
        Self { timeline: Some(timeline), ..Self::new(None, lang) }
    }

    /// The timeline that is told, where it is one.
    pub fn timeline(&self) -> Option<&'a TimelineRecord> {
        self.timeline
    }

    /// The mark that everything for people carries: of a drill that it is an exercise, of a timeline that it looks back on
    /// a case.
    pub fn mark(&self) -> &'static str {
        if self.timeline.is_some() { review::mark(self.lang) } else { exercise(self.lang) }
    }

    /// Whether instants have a clock, and not only a time since the start.
    pub(crate) fn has_clock(&self) -> bool {
        self.starts_s().is_some()
    }

    /// Year, month, day, hour and minute at which the drill or case starts: what a file gives as the time of its making,
    /// since the same record has to give the same bytes.
    pub fn starts(&self) -> Option<[u16; 5]> {
        let typed = || {
            let (day, s) = (self.timeline.and_then(review::day)?, self.starts_s()?);
            Some(format!("{day} {}:{}", s / 3600, s / 60 % 60))
        };
        let text = self.scenario.map(|scenario| scenario.starts.as_str().to_owned()).or_else(typed)?;
        let mut numbers = text.split(['-', ' ', ':']).map(|part| part.parse().ok());
        let mut next = || numbers.next().flatten();
        Some([next()?, next()?, next()?, next()?, next()?])
    }

    /// The clock of the start, seconds of its day.
    pub(crate) fn starts_s(&self) -> Option<i64> {
        let typed = || self.timeline.and_then(review::starts_s);
        self.scenario.map(|s| s.starts.seconds_of_day()).or_else(typed)
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The scenario.
    pub fn scenario(&self) -> Option<&'a Scenario> {
        self.scenario
    }

    fn text(&self, text: Option<&'a Text>, id: &str) -> String {
        text.map(|t| t.get(self.lang)).filter(|t| !t.is_empty()).unwrap_or(id).to_owned()
    }

    /// Who acts or is addressed: a post, a crew, a member of a group, a whole group, a whole organisation.
    pub fn actor(&self, id: &str) -> String {
        let Some(scenario) = self.scenario else { return self.role(id).to_owned() };
        let Some((organisation, who)) = id.split_once('/') else { return self.organisation(id) };
        let body = scenario.organisations.get(organisation);
        let post = body.and_then(|o| o.posts.get(who)).map(|post| &post.name);
        let role = post.or_else(|| body.and_then(|o| o.crews.get(who)).map(|crew| &crew.name));
        let of_crew = |crew: &str| body.and_then(|o| o.crews.get(crew)).map(|crew| &crew.name);
        let mut one_of_crew = false;
        let (role, number) = match (role, member(who)) {
            (Some(role), _) => (Some(role), None),
            (None, Some((group, number))) => {
                let group_name = scenario.people.get(group).map(|g| &g.name);
                one_of_crew = group_name.is_none();
                (group_name.or_else(|| of_crew(group)), Some(number))
            }
            (None, None) => (scenario.people.get(who).map(|g| &g.name), None),
        };
        let Some(name) = role else { return id.to_owned() };
        let name = name.get(self.lang);
        let whole = match (number, self.lang) {
            (Some(number), Lang::Zh) if one_of_crew => format!("{name}{number}号队员"),
            (Some(number), Lang::En) if one_of_crew => format!("member {number} of {name}"),
            (Some(number), Lang::Zh) => format!("{name}{number}号"),
            (Some(number), Lang::En) => format!("{name} {number}"),
            (None, _) => name.to_owned(),
        };
        if self.shared.contains(name) {
            let organisation = self.organisation(organisation);
            say!(self.lang, "{organisation}{whole}", "{whole} of {organisation}")
        } else {
            whole
        }
    }

    /// Whether `who` is a post, crew or group of `organisation`.
    pub(crate) fn is_of(&self, organisation: &str, who: &str) -> bool {
        self.scenario.is_some_and(|scenario| {
            let body = scenario.organisations.get(organisation);
            body.is_some_and(|o| o.posts.contains_key(who) || o.crews.contains_key(who))
                || scenario.people.get(who).is_some_and(|group| &*group.of == organisation)
        })
    }

    /// Whether `id` is a crew: one address for several people.
    pub(crate) fn is_crew(&self, id: &str) -> bool {
        let body = |organisation: &str| self.scenario.and_then(|s| s.organisations.get(organisation));
        id.split_once('/')
            .is_some_and(|(organisation, who)| body(organisation).is_some_and(|o| o.crews.contains_key(who)))
    }

    /// Several who act or are addressed: members of one group together, at most four by name.
    pub fn actors<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> String {
        let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
        for id in ids {
            let group = member(id).map_or(id, |(group, _)| group);
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, members)) if members.contains(&id) => {}
                Some((_, members)) => members.push(id),
                None => groups.push((group, vec![id])),
            }
        }
        let name = |(group, members): &(&str, Vec<&str>)| match members.as_slice() {
            [one] => self.actor(one),
            several => self.people(group, several.len()),
        };
        let n = groups.len();
        if n <= 4 {
            return list(self.lang, groups.iter().map(name));
        }
        let first = list(self.lang, groups.iter().take(3).map(name));
        let more = n - 3;
        say!(self.lang, "{first}等 {n} 方", "{first} and {more} more")
    }

    /// So many people of a group.
    pub(crate) fn people(&self, group: &str, n: usize) -> String {
        let group = self.actor(group);
        say!(self.lang, "{group} {n} 人", "{group} ({n} people)")
    }

    /// An organisation.
    pub fn organisation(&self, id: &str) -> String {
        self.text(self.scenario.and_then(|s| s.organisations.get(id)).map(|o| &o.name), self.role(id))
    }

    /// A role of a timeline.
    fn role<'i>(&self, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        self.timeline.and_then(|timeline| review::role(timeline, self.lang, id)).unwrap_or(id)
    }

    /// A place.
    pub fn place(&self, id: &str) -> String {
        self.text(self.scenario.and_then(|s| s.places.get(id)).map(hazdrill_model::Place::name), id)
    }

    /// A road.
    pub fn road(&self, id: &str) -> String {
        self.text(self.scenario.and_then(|s| s.roads.get(id)).map(|r| &r.name), id)
    }

    /// A substance.
    pub fn substance(&self, id: &str) -> String {
        self.text(self.scenario.and_then(|s| s.substances.get(id)).map(|s| &s.name), id)
    }

    fn rooms(&self) -> impl Iterator<Item = &'a Room> {
        self.scenario.into_iter().flat_map(|s| s.places.values()).filter_map(hazdrill_model::Place::room)
    }

    /// A vessel.
    pub fn vessel(&self, id: &str) -> String {
        self.text(self.rooms().find_map(|room| room.vessels.get(id)).map(|v| &v.name), id)
    }

    /// A gas detector.
    pub fn detector(&self, id: &str) -> String {
        self.text(self.rooms().find_map(|room| room.detectors.get(id)).map(|d| &d.name), id)
    }

    /// A source of ignition.
    pub fn ignition_source(&self, id: &str) -> String {
        if id.is_empty() {
            return say!(self.lang, "为相邻房间窜来的火焰", "a flame from the next room");
        }
        let source = self.rooms().find_map(|room| room.ignition.get(id)).map(|i| &i.name);
        source.map_or_else(|| self.breaker(id), |name| self.text(Some(name), id))
    }

    /// A breaker.
    pub fn breaker(&self, id: &str) -> String {
        let places = self.scenario.into_iter().flat_map(|s| s.places.values());
        self.text(places.filter_map(|place| place.breakers().get(id)).map(|b| &b.name).next(), id)
    }

    /// A channel, as a thing: "telephone".
    pub fn channel(&self, id: &str) -> String {
        self.text(self.channel_of(id).map(|c| &c.line().name), id)
    }

    /// A channel of the scenario.
    pub(crate) fn channel_of(&self, id: &str) -> Option<&'a Channel> {
        self.scenario.and_then(|s| s.channels.get(id))
    }

    /// Any word that is the value of a fact: a place, a substance, somebody who acts, or free text.
    pub fn value(&self, word: &str) -> String {
        let Some(scenario) = self.scenario else { return word.to_owned() };
        if scenario.places.contains_key(word) {
            self.place(word)
        } else if scenario.substances.contains_key(word) {
            self.substance(word)
        } else if scenario.roads.contains_key(word) {
            self.road(word)
        } else {
            self.actor(word)
        }
    }

    /// A step of a procedure of the actor's organisation, or of another that orders the actor, a crew.
    pub(crate) fn step(&self, actor: Option<&str>, procedure: &str, step: &str) -> Option<&'a Step> {
        let of = |steps: &'a Vec<Step>| steps.iter().find(|s| &*s.step == step);
        let own = self.procedures(actor)?.get(procedure).and_then(of);
        own.or_else(|| {
            let orders = |step: &&Step| step.act.crews().iter().any(|crew| Some(crew.as_str()) == actor);
            let others = self.scenario?.organisations.values().filter_map(|o| o.procedures.get(procedure));
            others.filter_map(of).find(orders)
        })
    }

    /// What a step of somebody does, in brief words; its name where it is none of theirs.
    pub fn act_of(&self, actor: &str, step: &str) -> String {
        let found = self.step_named(Some(actor), step);
        found.map_or_else(|| step.to_owned(), |step| crate::verb::brief(self, &step.act, Some(actor)))
    }

    /// The step of that name, which is unique in an organisation.
    pub(crate) fn step_named(&self, actor: Option<&str>, step: &str) -> Option<&'a Step> {
        self.procedures(actor)?.values().flatten().find(|s| &*s.step == step)
    }

    fn procedures(&self, actor: Option<&str>) -> Option<&'a BTreeMap<Id, Vec<Step>>> {
        let organisation = actor?.split('/').next()?;
        self.scenario?.organisations.get(organisation).map(|o| &o.procedures)
    }

    /// An instant on the clock of the place, `14:03:12`; of a timeline as exact as it was typed; where no clock is known,
    /// since the start.
    pub fn clock(&self, t_ms: Option<i64>) -> String {
        let Some(ms) = t_ms else { return say!(self.lang, "时刻不详", "time unknown") };
        let Some(starts_s) = self.starts_s() else { return hazdrill_units::SimTime::from_ms(ms).to_string() };
        let s = starts_s + ms.div_euclid(1000);
        let (day, s) = (s.div_euclid(86_400) + 1, s.rem_euclid(86_400));
        let (h, min, s) = (s / 3600, s / 60 % 60, s % 60);
        let is_minute = s == 0 && self.timeline.is_some_and(review::has_minutes_only);
        let time = if is_minute { format!("{h:02}:{min:02}") } else { format!("{h:02}:{min:02}:{s:02}") };
        match day {
            1 => time,
            _ => say!(self.lang, "第{day}天 {time}", "day {day} {time}"),
        }
    }
}
