//! Who is hurt, and what is done for them. People are named by their role alone.

use super::Story;
use crate::say::{number, say};
use crate::word;
use hazdrill_record::happening::{
    AirLow, Decontaminated, Delivered, Died, Found, Injured, Queued, Rescued, Treated, Triaged, TurnedAway,
};
use hazdrill_record::{Event, Word};

impl Story<'_> {
    pub(super) fn injured(&self, event: &Event, injured: &Injured) -> String {
        let (lang, who, place) = (self.names.lang(), self.who(event), self.place(event));
        let (by, class) = (word::harm(lang, &injured.by), word::injury(lang, &injured.class));
        if event.actor.is_none() {
            let n = injured.people.max(1);
            return say!(
                lang,
                "{place}群众 {n} 人受伤（{by}，{class}）",
                "{n} bystanders hurt at {place} ({by}, {class})"
            );
        }
        if injured.people > 1 || self.is_crew(event) {
            let n = injured.people;
            return say!(
                lang,
                "{who} 在{place} {n} 人受伤（{by}，{class}）",
                "{who}: {n} hurt at {place} ({by}, {class})"
            );
        }
        let signs = word::rpm(lang, injured.rpm);
        let walks = if injured.walks {
            say!(lang, "能自行行走", "can walk")
        } else {
            say!(lang, "不能行走", "cannot walk")
        };
        say!(
            lang,
            "{who} 在{place}受伤（{by}，{class}）：{signs}，{walks}",
            "{who} is hurt at {place} ({by}, {class}): {signs}, {walks}",
        )
    }

    pub(super) fn died(&self, event: &Event, died: &Died) -> String {
        let (lang, who, by) = (self.names.lang(), self.who(event), word::harm(self.names.lang(), &died.by));
        if event.actor.is_none() {
            let (n, place) = (died.people.max(1), self.place(event));
            return say!(lang, "{place}群众 {n} 人死亡（{by}）", "{n} bystanders dead at {place} ({by})");
        }
        if died.people > 1 || self.is_crew(event) {
            let n = died.people;
            return say!(lang, "{who} {n} 人死亡（{by}）", "{who}: {n} dead ({by})");
        }
        say!(lang, "{who} 死亡（{by}）", "{who} dies ({by})")
    }

    pub(super) fn found(&self, event: &Event, found: &Found) -> String {
        let (lang, who, place) = (self.names.lang(), self.who(event), self.place(event));
        if found.who.is_empty() {
            return say!(
                lang,
                "{who} 搜索{place}完毕，没有发现遗留人员",
                "{who} has searched {place} and finds nobody left"
            );
        }
        let people = self.people(&found.who);
        say!(lang, "{who} 在{place}找到{people}", "{who} finds {people} at {place}")
    }

    pub(super) fn rescued(&self, event: &Event, rescued: &Rescued) -> String {
        let (lang, who, place, people) =
            (self.names.lang(), self.who(event), self.place(event), self.people(&rescued.who));
        say!(lang, "{who} 把{people}救出到{place}", "{who} brings {people} out to {place}")
    }

    pub(super) fn triaged(&self, event: &Event, triaged: &Triaged) -> String {
        let (lang, who, casualty) = (self.names.lang(), self.who(event), self.names.actor(&triaged.who));
        let colour = word::colour(lang, &triaged.colour);
        say!(lang, "{who} 检伤：{casualty}为{colour}", "{who} triages {casualty}: {colour}")
    }

    pub(super) fn treated(&self, event: &Event, treated: &Treated) -> String {
        let (lang, who, casualty) = (self.names.lang(), self.who(event), self.names.actor(&treated.who));
        say!(lang, "{who} 救治{casualty}，伤情稳定", "{who} has treated {casualty}, who is stable now")
    }

    pub(super) fn decontaminated(&self, event: &Event, washed: &Decontaminated) -> String {
        let (lang, who, person) = (self.names.lang(), self.who(event), self.names.actor(&washed.who));
        say!(lang, "{who} 完成{person}的洗消", "{who} has decontaminated {person}")
    }

    pub(super) fn delivered(&self, event: &Event, delivered: &Delivered) -> String {
        let (lang, who, place, people) =
            (self.names.lang(), self.who(event), self.place(event), self.people(&delivered.who));
        let beds = delivered.beds_left;
        say!(
            lang,
            "{who} 把{people}送达{place}，该院还有床位 {beds} 张",
            "{who} hands {people} over at {place}, which has {beds} beds left",
        )
    }

    pub(super) fn queued(&self, event: &Event, queued: &Queued) -> String {
        let (lang, place, people) = (self.names.lang(), self.place(event), self.people(&queued.who));
        let minutes = number(queued.minutes);
        say!(
            lang,
            "{place}事先没有接到通知，{people}在急诊排队等候 {minutes} 分钟",
            "{place} was not told before: {people} wait {minutes} min at its door"
        )
    }

    pub(super) fn turned_away(&self, event: &Event, away: &TurnedAway) -> String {
        let (lang, place, people) = (self.names.lang(), self.place(event), self.people(&away.who));
        let reason = word::reason(lang, &away.reason);
        say!(lang, "{place}不能马上收治{people}（{reason}）", "{place} cannot take {people} in at once ({reason})")
    }

    pub(super) fn air_low(&self, event: &Event, low: &AirLow) -> String {
        let (lang, who, minutes) = (self.names.lang(), self.who(event), number(low.minutes));
        say!(
            lang,
            "{who} 空呼余气不足，已入内 {minutes} 分钟，须撤出",
            "{who} is low on air after {minutes} min inside and must come out"
        )
    }

    pub(super) fn is_crew(&self, event: &Event) -> bool {
        event.actor.as_deref().is_some_and(|who| self.names.is_crew(who))
    }

    pub(super) fn people(&self, who: &[Word]) -> String {
        self.names.actors(who.iter().map(|id| &**id))
    }
}
