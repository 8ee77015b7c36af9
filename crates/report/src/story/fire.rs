//! Explosion and fire, and what they break.

use super::Story;
use crate::say::{number, pick, say};
use crate::word;
use hazdrill_record::happening::{
    Blast, DoorJammed, Explosion, FireOut, FireStarted, Trapped, VesselBurst, WasteWater,
};
use hazdrill_record::{Event, Happening};

impl Story<'_> {
    /// What happened, without figures: enough for a cause.
    pub(crate) fn in_short(&self, event: &Event) -> Option<String> {
        let (lang, place) = (self.names.lang(), self.place(event));
        Some(match &event.what {
            Happening::Ignition(_) => say!(lang, "{place}蒸气被点燃", "vapour ignited at {place}"),
            Happening::Explosion(_) => say!(lang, "{place}发生爆炸", "explosion at {place}"),
            Happening::Blast(_) => say!(lang, "爆炸波及{place}", "the blast reached {place}"),
            Happening::FireStarted(_) => say!(lang, "{place}起火", "fire at {place}"),
            Happening::ContentsCaught(_) => say!(lang, "{place}室内物品起火", "the contents of {place} on fire"),
            Happening::WindowsBroken(_) => say!(lang, "{place}窗玻璃破碎", "the windows of {place} broke"),
            Happening::FireOut(_) => say!(lang, "{place}明火熄灭", "the fire at {place} was out"),
            Happening::Injured(_) if self.is_crew(event) => {
                let who = self.who(event);
                say!(lang, "{who}在{place}有人受伤", "some of {who} were hurt at {place}")
            }
            Happening::Injured(_) => {
                let who = self.who(event);
                say!(lang, "{who}在{place}受伤", "{who} was hurt at {place}")
            }
            Happening::Declared(declared) => self.decision(event, declared),
            _ => return None,
        })
    }

    pub(super) fn explosion(&self, event: &Event, explosion: &Explosion) -> String {
        let (lang, place, kg) = (self.names.lang(), self.place(event), number(explosion.burnt_kg));
        let kpa = number(explosion.overpressure_kpa);
        if explosion.windows {
            return say!(
                lang,
                "{place}发生爆炸，参与燃烧的蒸气约 {kg} 千克，超压约 {kpa} 千帕，窗户破碎",
                "Explosion at {place}: about {kg} kg of vapour burn, {kpa} kPa, the windows give way",
            );
        }
        say!(
            lang,
            "{place}发生爆炸，参与燃烧的蒸气约 {kg} 千克，超压约 {kpa} 千帕",
            "Explosion at {place}: about {kg} kg of vapour burn, {kpa} kPa",
        )
    }

    pub(super) fn blast(&self, event: &Event, blast: &Blast) -> String {
        let (lang, place, kpa) = (self.names.lang(), self.place(event), number(blast.overpressure_kpa));
        say!(lang, "{place}受爆炸冲击波及，超压约 {kpa} 千帕", "The blast reaches {place}: {kpa} kPa")
    }

    pub(super) fn door_jammed(&self, event: &Event, jammed: &DoorJammed) -> String {
        let (lang, place, to) = (self.names.lang(), self.place(event), self.names.place(&jammed.to));
        say!(lang, "{place}通往{to}的门变形卡死", "The door from {place} to {to} jams")
    }

    pub(super) fn trapped(&self, event: &Event, trapped: &Trapped) -> String {
        let (lang, who, place) = (self.names.lang(), self.who(event), self.place(event));
        if &*trapped.by == "flames" {
            return say!(
                lang,
                "{who} 被困{place}，出路被火封住",
                "{who} is trapped at {place}: every way out is barred, the last by flames"
            );
        }
        say!(
            lang,
            "{who} 被困{place}，出路的门卡死",
            "{who} is trapped at {place}: every way out is barred, the last by a jammed door"
        )
    }

    pub(super) fn devices_dead(&self, event: &Event) -> String {
        let (lang, place) = (self.names.lang(), self.place(event));
        say!(
            lang,
            "{place}的报警、探测、照明和有线通信全部失效",
            "Horns, detectors, lights and cables of {place} are dead"
        )
    }

    pub(super) fn fire_started(&self, event: &Event, fire: &FireStarted) -> String {
        let (lang, place) = (self.names.lang(), self.place(event));
        let (area, mw) = (number(fire.area_m2), number(fire.heat_kw / 1000.0));
        say!(
            lang,
            "{place}地面液池起火，燃烧面积约 {area} 平方米，火势约 {mw} 兆瓦",
            "The pool at {place} catches fire: about {area} m2, {mw} MW",
        )
    }

    /// The contents catch fire, or the heat of the fire breaks the windows.
    pub(super) fn fire_grows(&self, event: &Event) -> String {
        let (lang, place) = (self.names.lang(), self.place(event));
        if matches!(event.what, Happening::WindowsBroken(_)) {
            return say!(
                lang,
                "{place}窗玻璃受热破碎，火焰窜出窗外",
                "The heat breaks the windows of {place}, flames come out"
            );
        }
        say!(lang, "{place}室内物品被引燃，火势扩大", "The contents of {place} catch fire, and the fire grows")
    }

    pub(super) fn fire_out(&self, event: &Event, out: &FireOut) -> String {
        let (lang, place, kg) = (self.names.lang(), self.place(event), number(out.burnt_kg));
        let reason = word::reason(lang, &out.reason);
        if out.contents_mj > 0.0 {
            let heat = number(out.contents_mj);
            return say!(
                lang,
                "{place}明火熄灭（{reason}），共烧掉泄漏物 {kg} 千克，室内物品放热 {heat} 兆焦",
                "The fire at {place} is out ({reason}): {kg} kg of the substance burnt, the contents gave {heat} MJ"
            );
        }
        say!(
            lang,
            "{place}明火熄灭（{reason}），共烧掉 {kg} 千克",
            "The fire at {place} is out ({reason}), {kg} kg burnt"
        )
    }

    pub(super) fn waste_water(&self, water: &WasteWater) -> String {
        let (lang, lost, held) = (self.names.lang(), number(water.lost_m3), number(water.held_m3));
        let (zh, en) = match &*water.state {
            "contained" => ("消防废水已截住", "Waste water is held from now on"),
            "full" => ("事故池已满，消防废水外溢", "The accident pool runs over"),
            _ => ("泡沫已停", "No more foam flows"),
        };
        let what = pick(lang, zh, en);
        say!(
            lang,
            "{what}：流入雨水管网 {lost} 立方米，收集在事故池 {held} 立方米",
            "{what}: {lost} m3 ran into the drains, {held} m3 are in the accident pool",
        )
    }

    pub(super) fn vessel_burst(&self, event: &Event, burst: &VesselBurst) -> String {
        let (lang, place, vessel) = (self.names.lang(), self.place(event), self.names.vessel(&burst.vessel));
        if burst.fireball_kg > 0.05 {
            let kg = number(burst.fireball_kg);
            return say!(
                lang,
                "{place} {vessel}受热爆裂，{kg} 千克瞬间成火球烧掉，余下的液体流出",
                "{vessel} at {place} bursts in the heat: {kg} kg burn at once in a ball of fire, the rest spills"
            );
        }
        say!(
            lang,
            "{place} {vessel}受热破裂，余下的液体流出",
            "{vessel} at {place} bursts in the heat and spills what is left"
        )
    }
}
