//! What people and crews do, and where they go.

use super::Story;
use crate::say::{duration, list, number, say};
use crate::verb;
use crate::word;
use hazdrill_model::{Order as SeatOrder, Verb};
use hazdrill_record::happening::{
    CordonClosed, CrowdHeld, Custom, Dispatched, Done, Failed, HeadCounted, Interrupted, Left, Measured, Order,
    PowerCut, Refused, Started, VentilationSwitched, WithdrawalSignalled, Withdrawn,
};
use hazdrill_record::{Event, Happening, Word};

impl Story<'_> {
    pub(super) fn started(&self, event: &Event, started: &Started) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let act = self.act(event, &started.procedure, &started.step, &started.verb);
        let waited = event.t_ms.map_or(0, |t| t - started.ready_ms);
        if waited < 1000 {
            return say!(lang, "{who} 着手：{act}", "{who} begins: {act}");
        }
        let waited = duration(lang, waited);
        say!(
            lang,
            "{who} 腾出手来，着手：{act}（等了 {waited}）",
            "{who} has hands free and begins: {act} (waited {waited})"
        )
    }

    pub(super) fn done(&self, event: &Event, done: &Done) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let act = self.act(event, &done.procedure, &done.step, &done.verb);
        match done.ordered_by.as_deref().map(|by| self.names.actor(by)) {
            None => say!(lang, "{who} 完成：{act}", "{who} is done: {act}"),
            Some(by) => say!(lang, "{who} 完成{by}下的任务：{act}", "{who} is done, as {by} ordered: {act}"),
        }
    }

    pub(super) fn failed(&self, event: &Event, failed: &Failed) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let act = self.brief_act(event, &failed.procedure, &failed.step, &failed.verb);
        let reason = word::reason(lang, &failed.reason);
        say!(lang, "{who} 没有做成：{act}（{reason}）", "{who} gives up: {act} ({reason})")
    }

    pub(super) fn interrupted(&self, event: &Event, gave_way: &Interrupted) -> String {
        let (names, lang, who, actor) = (self.names, self.names.lang(), self.who(event), event.actor.as_deref());
        let act = self.brief_act(event, &gave_way.procedure, &gave_way.step, &gave_way.step);
        // An order has the word of its verb, which may be the name of a step too: then the cause tells.
        let is_order = event.causes.first().and_then(|cause| self.event(*cause)).is_some_and(
            |cause| matches!(&cause.what, Happening::Heard(heard) if heard.order.as_deref() == Some(&*gave_way.by)),
        );
        let urgent = names.step_named(actor, &gave_way.by).filter(|_| !is_order);
        let urgent = urgent.map(|step| verb::brief(names, &step.act, actor));
        let by = urgent.unwrap_or_else(|| verb::order_name(lang, &gave_way.by));
        say!(lang, "{who} 放下“{act}”，先做更急的“{by}”", "{who} puts off \"{act}\" for the more urgent \"{by}\"")
    }

    pub(super) fn refused(&self, event: &Event, refused: &Refused) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let (act, reason) = (verb::name(lang, &refused.verb), word::reason(lang, &refused.reason));
        match refused.ordered_by.as_deref().map(|by| self.names.actor(by)) {
            None => say!(lang, "{who} 无法{act}：{reason}", "{who} cannot {act}: {reason}"),
            Some(by) => say!(
                lang,
                "{who} 不接受{by}的命令（{act}）：{reason}",
                "{who} does not take the order of {by} to {act}: {reason}"
            ),
        }
    }

    pub(super) fn order(&self, event: &Event, order: &Order) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        // The engine's word for the first thing that a player does.
        if &*order.verb == "take_seat" {
            return say!(lang, "{who} 改由席位人员操作", "{who} is played from a seat from now on");
        }
        let act = self.ordered(event.actor.as_deref(), &order.order).unwrap_or_else(|| verb::name(lang, &order.verb));
        say!(lang, "席位指令 {who}：{act}", "Seat order, {who}: {act}")
    }

    pub(super) fn dispatched(&self, event: &Event, out: &Dispatched) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let (crews, to) = (self.crews(event, &out.crews), self.names.place(&out.to));
        say!(lang, "{who} 调派 {crews} 前往{to}", "{who} sends {crews} to {to}")
    }

    pub(super) fn left(&self, event: &Event, left: &Left) -> String {
        let (lang, who, place, to) =
            (self.names.lang(), self.who(event), self.place(event), self.names.place(&left.to));
        if left.drives {
            say!(lang, "{who} 驶离{place}，前往{to}", "{who} drives off from {place} to {to}")
        } else {
            say!(lang, "{who} 离开{place}，前往{to}", "{who} leaves {place} for {to}")
        }
    }

    pub(super) fn withdrawal_signalled(&self, event: &Event, signal: &WithdrawalSignalled) -> String {
        let (lang, who, to) = (self.names.lang(), self.who(event), self.names.place(&signal.to));
        let crews = self.crews(event, &signal.crews);
        say!(lang, "{who} 发出撤离信号：{crews}撤到{to}", "{who} signals {crews} to withdraw to {to}")
    }

    pub(super) fn withdrawn(&self, event: &Event, back: &Withdrawn) -> String {
        let (lang, who, place, people) = (self.names.lang(), self.who(event), self.place(event), back.people);
        say!(lang, "{who} 已撤到{place}，清点 {people} 人", "{who} has withdrawn to {place}, {people} people counted")
    }

    pub(super) fn measured(&self, event: &Event, measured: &Measured) -> String {
        let (lang, who, place) = (self.names.lang(), self.who(event), self.place(event));
        let facts = self.told(&measured.facts);
        say!(lang, "{who} 在{place}侦检：{facts}", "{who} measures at {place}: {facts}")
    }

    pub(super) fn ventilation_switched(&self, event: &Event, switched: &VentilationSwitched) -> String {
        let (lang, who, place) = (self.names.lang(), self.who(event), self.place(event));
        let mode = word::ventilation_word(lang, &switched.mode);
        say!(lang, "{who} 把{place}通风切到{mode}", "{who} switches the ventilation of {place} to {mode}")
    }

    pub(super) fn power_cut(&self, event: &Event, cut: &PowerCut) -> String {
        let (lang, who, place) = (self.names.lang(), self.who(event), self.place(event));
        if cut.breaker.is_empty() {
            return say!(lang, "{who} 切断{place}电源", "{who} cuts the power of {place}");
        }
        let breaker = self.names.breaker(&cut.breaker);
        let others = cut.rooms.iter().filter(|room| event.place.as_ref() != Some(*room)).count();
        if others == 0 {
            return say!(lang, "{who} 拉下{breaker}，{place}断电", "{who} throws {breaker}: {place} is dead");
        }
        say!(
            lang,
            "{who} 拉下{breaker}，{place}和另外 {others} 个房间断电",
            "{who} throws {breaker}: {place} and {others} more rooms are dead",
        )
    }

    pub(super) fn cordon_closed(&self, event: &Event, cordon: &CordonClosed) -> String {
        let (lang, who) = (self.names.lang(), self.who(event));
        let (around, radius) = (self.names.place(&cordon.around), number(cordon.radius_m));
        say!(lang, "{who} 在{around}周围 {radius} 米设立警戒区", "{who} closes a cordon {radius} m around {around}")
    }

    pub(super) fn crowd_held(&self, event: &Event, held: &CrowdHeld) -> String {
        let (lang, place, n) = (self.names.lang(), self.place(event), held.people);
        let (back, metres) = (number(held.back_m), number(held.distance_m));
        say!(
            lang,
            "{place}围观群众 {n} 人退到警戒线外：后退 {back} 米，距建筑 {metres} 米",
            "The crowd of {n} at {place} is held at the line: {back} m back, {metres} m from the building",
        )
    }

    pub(super) fn head_counted(&self, event: &Event, count: &HeadCounted) -> String {
        let (names, lang, who) = (self.names, self.names.lang(), self.who(event));
        let HeadCounted { listed, counted, missing } = count;
        if missing.is_empty() {
            return say!(
                lang,
                "{who} 清点：应到 {listed} 人，实到 {counted} 人，无人失联",
                "{who} counts {counted} of {listed}: nobody is missing"
            );
        }
        let (n, missing) = (missing.len(), names.actors(missing.iter().map(|m| &**m)));
        say!(
            lang,
            "{who} 清点：应到 {listed} 人，实到 {counted} 人，失联 {n} 人：{missing}",
            "{who} counts {counted} of {listed}: {n} missing, {missing}",
        )
    }

    pub(super) fn custom(&self, event: &Event, custom: &Custom) -> String {
        let (who, name, data) = (self.who(event), &custom.name, &custom.data);
        if data.is_null() { format!("{who} {name}") } else { format!("{who} {name} {data}") }
    }

    pub(super) fn crews(&self, event: &Event, crews: &[Word]) -> String {
        let organisation = event.organisation();
        let full = |crew: &Word| match organisation {
            Some(organisation) if !crew.contains('/') => self.names.actor(&format!("{organisation}/{crew}")),
            _ => self.names.actor(crew),
        };
        list(self.names.lang(), crews.iter().map(full))
    }

    /// What a step does, in words; its verb alone where the scenario is not at hand.
    fn act(&self, event: &Event, procedure: &str, step: &str, verb_word: &str) -> String {
        let actor = event.actor.as_deref();
        let step = self.names.step(actor, procedure, step);
        let verb_alone = || verb::name(self.names.lang(), verb_word);
        step.map_or_else(verb_alone, |step| verb::phrase(self.names, &step.act, actor))
    }

    /// The same without what is told.
    pub(crate) fn brief_act(&self, event: &Event, procedure: &str, step: &str, verb_word: &str) -> String {
        let actor = event.actor.as_deref();
        let step = self.names.step(actor, procedure, step);
        let verb_alone = || verb::name(self.names.lang(), verb_word);
        step.map_or_else(verb_alone, |step| verb::brief(self.names, &step.act, actor))
    }

    pub(super) fn ordered(&self, actor: Option<&str>, order: &serde_json::Value) -> Option<String> {
        let whole = serde_json::from_value::<SeatOrder>(order.clone()).map(|order| order.act);
        let act = whole.or_else(|_| serde_json::from_value::<Verb>(order.clone())).ok()?;
        Some(verb::phrase(self.names, &act, actor))
    }
}
