//! What comes from outside and what the things do: releases, vapour, fire, detectors, roads.

use super::Story;
use crate::fact;
use crate::say::{number, pick, say};
use crate::word;
use hazdrill_record::Event;
use hazdrill_record::happening::{
    Became, DetectorAlarmed, DetectorFailed, Exposed, Ignition, LeakStarted, LeakStopped, Reached,
};

impl Story<'_> {
    pub(super) fn leak_started(&self, event: &Event, leak: &LeakStarted) -> String {
        let (names, lang, place) = (self.names, self.names.lang(), self.place(event));
        let (vessel, substance) = (names.vessel(&leak.vessel), names.substance(&leak.substance));
        say!(lang, "{place} {vessel}开始泄漏{substance}", "{substance} begins to leak from {vessel} at {place}")
    }

    pub(super) fn leak_stopped(&self, leak: &LeakStopped) -> String {
        let lang = self.names.lang();
        let (vessel, kg) = (self.names.vessel(&leak.vessel), number(leak.released_kg));
        let reason = word::reason(lang, &leak.reason);
        say!(
            lang,
            "{vessel} 泄漏止住（{reason}），共漏出 {kg} 千克",
            "{vessel} no longer leaks ({reason}), {kg} kg came out"
        )
    }

    pub(super) fn became(&self, became: &Became) -> String {
        let fact = fact::phrase(self.names, &became.fact, became.value.as_ref());
        say!(self.names.lang(), "实情：{fact}", "In truth: {fact}")
    }

    pub(super) fn detector_alarmed(&self, alarm: &DetectorAlarmed) -> String {
        let (lang, reading) = (self.names.lang(), number(alarm.reading));
        let (detector, level) = (self.names.detector(&alarm.detector), word::alarm_level(lang, &alarm.level));
        say!(lang, "{detector} {level}，读数 {reading}% LEL", "{detector}: {level} at {reading} % of LFL")
    }

    pub(super) fn detector_failed(&self, failed: &DetectorFailed) -> String {
        let detector = self.names.detector(&failed.detector);
        say!(self.names.lang(), "{detector} 失效，该报没有报", "{detector} is dead and gives no alarm")
    }

    pub(super) fn ignition(&self, event: &Event, ignition: &Ignition) -> String {
        let (lang, place) = (self.names.lang(), self.place(event));
        let source = self.names.ignition_source(&ignition.source);
        let (kg, mj) = (number(ignition.flammable_kg), number(ignition.energy_j / 1e6));
        say!(
            lang,
            "{place} 起火爆燃，点火源为{source}，可燃蒸气 {kg} 千克，放热 {mj} 兆焦",
            "Vapour ignites at {place} on {source}: {kg} kg within its limits, {mj} MJ",
        )
    }

    pub(super) fn reached(&self, event: &Event, reached: &Reached) -> String {
        let (lang, place, n) = (self.names.lang(), self.place(event), reached.people.saturating_add(reached.protected));
        let (ppm, soot) = (number(reached.ppm), number(reached.soot_mg_m3));
        let (zh, en) = match (&*reached.who, reached.indoors) {
            ("block", true) => ("居民（室内）", "neighbours at home"),
            ("block", false) => ("居民（室外）", "neighbours in the open"),
            ("crowd", _) => ("围观群众", "onlookers"),
            _ => ("在场人员", "people there"),
        };
        let who = pick(lang, zh, en);
        say!(
            lang,
            "烟气波及{place}{who} {n} 人：蒸气 {ppm} ppm，烟尘 {soot} 毫克/立方米",
            "Smoke or vapour reaches {n} {who}, {place}: {ppm} ppm of vapour, {soot} mg/m3 of soot",
        )
    }

    pub(super) fn exposed(&self, event: &Event, exposed: &Exposed) -> String {
        let (lang, who, place, ppm) = (self.names.lang(), self.who(event), self.place(event), number(exposed.ppm));
        if event.actor.is_none() {
            let n = exposed.people.max(1);
            return say!(
                lang,
                "{place}群众 {n} 人吸入危险浓度（{ppm} ppm），没有呼吸防护",
                "{n} bystanders breathe a dangerous concentration at {place} ({ppm} ppm), unprotected",
            );
        }
        if exposed.protected {
            return say!(
                lang,
                "{who} 在{place}进入危险浓度（{ppm} ppm），戴有空气呼吸器",
                "{who} enters a dangerous concentration at {place} ({ppm} ppm), on own air",
            );
        }
        say!(
            lang,
            "{who} 在{place}吸入危险浓度（{ppm} ppm），没有呼吸防护",
            "{who} breathes a dangerous concentration at {place} ({ppm} ppm), unprotected",
        )
    }
}
