//! What is decided, reported and brought about, and what drill control puts in.

use super::Story;
use crate::fact;
use crate::say::{list, number, say};
use crate::verb;
use crate::word;
use hazdrill_model::{Value, fact::key};
use hazdrill_record::Event;
use hazdrill_record::happening::{
    AreaChosen, AreaEvacuated, Declared, Forgotten, Injected, Made, PostEmpty, WindTurned,
};

impl Story<'_> {
    pub(super) fn declared(&self, event: &Event, declared: &Declared) -> String {
        let (lang, decision) = (self.names.lang(), self.decision(event, declared));
        if declared.with.is_empty() {
            return decision;
        }
        // The form of a document has its items whether or not they are known: the unknown stand in it as unknown.
        let with = self.told(&declared.with);
        match &*declared.fact {
            // Reports and words to the public are made of their content; a decision carries it.
            "report.county" | "report.city" | "report.province" | "public.word" => {
                say!(lang, "{decision}：{with}", "{decision}: {with}")
            }
            _ => say!(lang, "{decision}（{with}）", "{decision} ({with})"),
        }
    }

    /// The decision alone, without what the document carries.
    pub(super) fn decision(&self, event: &Event, declared: &Declared) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let oneself = matches!(&declared.value, Some(Value::Word(who)) if event.actor.as_deref() == Some(&**who));
        if oneself && &*declared.fact == key::COMMANDER {
            return say!(lang, "{who} 担任现场指挥员", "{who} takes command");
        }
        let what = fact::declared(self.names, &declared.fact, declared.value.as_ref());
        say!(lang, "{who} {what}", "{who}: {what}")
    }

    pub(super) fn made(&self, event: &Event, made: &Made) -> String {
        let (lang, who, place) = (self.names.lang(), self.who(event), self.place(event));
        let fact = fact::name(self.names, &made.fact);
        say!(lang, "{who} 在{place}完成作业：{fact}", "{who} has done the work at {place}: {fact}")
    }

    pub(super) fn area_chosen(&self, event: &Event, chosen: &AreaChosen) -> String {
        let (names, lang, who) = (self.names, self.names.lang(), self.who(event));
        let (around, wind) = (names.place(&chosen.around), word::wind(lang, chosen.wind_from_deg));
        let (within, side) = (number(chosen.within_m), number(chosen.either_side_deg));
        let since = match chosen.wind_as_of_ms {
            Some(_) => names.clock(chosen.wind_as_of_ms),
            None => say!(lang, "当日预报", "forecast of the day"),
        };
        let area = say!(
            lang,
            "{around}下风向 {within} 米、左右各 {side} 度（{wind}，{since}）",
            "{within} m downwind of {around}, {side} degrees to either side ({wind}, {since})"
        );
        if chosen.blocks.is_empty() {
            return say!(
                lang,
                "{who} 划定通知范围：{area}，其中没有居民区块",
                "{who} chooses the area {area}: nobody lives there"
            );
        }
        let blocks = list(lang, chosen.blocks.iter().map(|block| names.place(block)));
        say!(lang, "{who} 划定通知范围：{area}，涉及{blocks}", "{who} chooses the area {area}: {blocks}")
    }

    pub(super) fn area_evacuated(&self, event: &Event, evacuated: &AreaEvacuated) -> String {
        let (names, lang, who) = (self.names, self.names.lang(), self.who(event));
        let (area, people) = (names.place(&evacuated.area), evacuated.people);
        if evacuated.to.is_empty() {
            return say!(
                lang,
                "{who} 已逐户通知{area}群众 {people} 人关窗、就地避险",
                "{who} has told all {people} people of {area} to stay in with the windows shut",
            );
        }
        let to = names.place(&evacuated.to);
        say!(lang, "{who} 已把{area}群众 {people} 人疏散到{to}", "{who} has led all {people} people of {area} to {to}")
    }

    pub(super) fn forgotten(&self, event: &Event, forgotten: &Forgotten) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let act = self.brief_act(event, &forgotten.procedure, &forgotten.step, &forgotten.step);
        say!(lang, "{who} 忘了：{act}", "{who} forgets to {act}")
    }

    pub(super) fn injected(&self, injected: &Injected) -> String {
        let (names, lang) = (self.names, self.names.lang());
        let inject = names.scenario().and_then(|s| s.injects.get(&*injected.inject));
        let what = inject.map(|inject| verb::phrase(names, &inject.act, None));
        let what = what.unwrap_or_else(|| verb::name(lang, &injected.verb));
        say!(lang, "导调注入：{what}", "Drill control: {what}")
    }

    pub(super) fn wind_turned(&self, turned: &WindTurned) -> String {
        let lang = self.names.lang();
        let (wind, degrees) = (word::wind(lang, turned.from_deg), number(turned.from_deg));
        say!(lang, "风向转为{wind}（{degrees} 度）", "The wind turns: {wind} now ({degrees} degrees)")
    }

    pub(super) fn post_empty(&self, event: &Event, empty: &PostEmpty) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        match &*empty.reason {
            "injured" => say!(lang, "{who} 受伤，不能履职", "{who} is hurt and cannot act any more"),
            _ => say!(lang, "{who} 离岗，无人应答", "{who} is gone, nobody answers at this post"),
        }
    }
}
