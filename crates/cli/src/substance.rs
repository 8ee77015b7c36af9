//! A substance that is shipped: its figures, each with its source.

use crate::console::Console;
use crate::lang::{pick, say};
use hazdrill_model::{Figure, FlameFigures, Lang, Narcosis, Source, Substance};
use hazdrill_report::{Align, Table};

/// A substance that is shipped, and the pack that brings it.
pub(crate) struct Shipped {
    pub(crate) id: String,
    pub(crate) pack: &'static str,
    pub(crate) data: Substance,
}

impl Shipped {
    /// Whether it is called `word`: by its id, its name, its CAS or UN number.
    pub(crate) fn is(&self, word: &str) -> bool {
        let un = format!("UN{}", self.data.un);
        let names = [self.id.as_str(), &self.data.name.zh, &self.data.name.en, &self.data.cas, &un];
        names.iter().any(|name| name.eq_ignore_ascii_case(word))
    }

    /// Its row in a list.
    pub(crate) fn row(&self, lang: Lang) -> Vec<String> {
        let un = format!("UN {}", self.data.un);
        vec![self.id.clone(), self.data.name.get(lang).to_owned(), format!("CAS {}", self.data.cas), un]
    }

    /// All that is known of it.
    pub(crate) fn figures(&self, lang: Lang) -> Vec<String> {
        let (id, name, pack) = (&self.id, self.data.name.get(lang), self.pack);
        let (cas, un) = (&self.data.cas, self.data.un);
        let head = say!(
            lang,
            "物质 {id}：{name}（CAS {cas}，UN {un}，见数据包 {pack}）",
            "substance {id}: {name} (CAS {cas}, UN {un}, in the pack {pack})",
        );
        let mut table = Table::new(
            Console::width() - 2,
            &[
                (pick(lang, "项目", "figure"), Align::Left),
                (pick(lang, "值", "value"), Align::Left),
                (pick(lang, "来源", "source"), Align::Left),
            ],
        );
        for (what, value, source) in self.rows(lang) {
            table.row([what.to_owned(), value, sourced(lang, source)]);
        }
        std::iter::once(head).chain(table.lines().into_iter().map(|line| format!("  {line}"))).collect()
    }

    /// Every figure. The pattern names each field: a new one does not compile before it stands here.
    fn rows(&self, lang: Lang) -> Vec<(&'static str, String, &Source)> {
        let Substance {
            name: _,
            cas: _,
            un: _,
            molar_mass,
            liquid_density,
            vapour_pressure,
            heat_of_vaporisation,
            liquid_heat_capacity,
            diffusivity_in_air,
            lower_flammable_limit,
            upper_flammable_limit,
            heat_of_combustion,
            autoignition,
            minimum_ignition_energy,
            odour_threshold,
            idlh,
            flame,
            narcosis,
        } = &self.data;
        let fit = &vapour_pressure.is;
        let (a, b, sign, c) = (fit.a, fit.b, if fit.c < 0.0 { '-' } else { '+' }, fit.c.abs());
        let (from, to) = (fit.from.value(), fit.to.value());
        let fit = say!(
            lang,
            "ln(p/Pa) = {a} - {b} / (T/K {sign} {c})，{from} 至 {to} K",
            "ln(p/Pa) = {a} - {b} / (T/K {sign} {c}), {from} to {to} K",
        );
        let mut rows = vec![
            figure(pick(lang, "摩尔质量", "molar mass"), molar_mass, 1e3, "g/mol", |v| v.value()),
            figure(
                pick(lang, "液体密度（20 °C）", "liquid density (20 °C)"),
                liquid_density,
                1.0,
                "kg/m³",
                |v| v.value(),
            ),
            (pick(lang, "蒸气压", "vapour pressure"), fit, &vapour_pressure.source),
            figure(pick(lang, "汽化热", "heat of vaporisation"), heat_of_vaporisation, 1e-3, "kJ/kg", |v| v.value()),
            figure(
                pick(lang, "液体比热", "heat capacity of the liquid"),
                liquid_heat_capacity,
                1e-3,
                "kJ/(kg K)",
                |v| v.value(),
            ),
            figure(
                pick(lang, "空气中扩散系数（25 °C）", "diffusivity in air (25 °C)"),
                diffusivity_in_air,
                1e6,
                "mm²/s",
                |v| v.value(),
            ),
            figure(pick(lang, "爆炸下限", "lower flammable limit"), lower_flammable_limit, 100.0, "vol %", |v| {
                v.value()
            }),
            figure(pick(lang, "爆炸上限", "upper flammable limit"), upper_flammable_limit, 100.0, "vol %", |v| {
                v.value()
            }),
            figure(pick(lang, "燃烧热", "heat of combustion"), heat_of_combustion, 1e-6, "MJ/kg", |v| v.value()),
            figure(pick(lang, "自燃温度", "autoignition temperature"), autoignition, 1.0, "K", |v| v.value()),
            figure(pick(lang, "最小点火能", "minimum ignition energy"), minimum_ignition_energy, 1e3, "mJ", |v| {
                v.value()
            }),
            figure(pick(lang, "嗅阈值", "odour threshold"), odour_threshold, 1e6, "ppm", |v| v.value()),
            figure(pick(lang, "立即威胁生命或健康浓度", "IDLH"), idlh, 1e6, "ppm", |v| v.value()),
        ];
        rows.extend(flame_rows(lang, flame));
        rows.extend(narcosis.iter().flat_map(|narcosis| narcosis_rows(lang, narcosis)));
        rows
    }
}

fn flame_rows(lang: Lang, flame: &FlameFigures) -> Vec<(&'static str, String, &Source)> {
    let FlameFigures { burning_velocity, expansion, stoichiometric, mass_flux, growth, foam, soot, carbon_monoxide } =
        flame;
    vec![
        figure(pick(lang, "层流燃烧速度", "laminar burning velocity"), burning_velocity, 1.0, "m/s", |v| {
            v.value()
        }),
        figure(pick(lang, "燃烧膨胀比", "expansion on burning"), expansion, 1.0, "", |v| *v),
        figure(pick(lang, "化学计量浓度", "stoichiometric mixture"), stoichiometric, 100.0, "vol %", |v| {
            v.value()
        }),
        figure(pick(lang, "大液池燃烧速率", "mass flux of a wide pool"), mass_flux, 1.0, "kg/(m² s)", |v| {
            v.value()
        }),
        figure(pick(lang, "燃烧速率随池径增长 kβ", "growth with the diameter, kβ"), growth, 1.0, "1/m", |v| v.value()),
        figure(pick(lang, "泡沫供给强度", "foam solution"), foam, 6e4, "L/(min m²)", |v| v.value()),
        figure(pick(lang, "炭烟生成率", "soot"), soot, 1.0, "kg/kg", |v| *v),
        figure(pick(lang, "一氧化碳生成率", "carbon monoxide"), carbon_monoxide, 1.0, "kg/kg", |v| *v),
    ]
}

fn narcosis_rows(lang: Lang, narcosis: &Narcosis) -> Vec<(&'static str, String, &Source)> {
    let Narcosis { uptake, dizzy, unconscious, deadly } = narcosis;
    vec![
        figure(pick(lang, "吸收时间常数", "time constant of the uptake"), uptake, 1.0 / 60.0, "min", |v| {
            v.seconds()
        }),
        figure(pick(lang, "平衡时头晕", "dizzy at balance"), dizzy, 1e6, "ppm", |v| v.value()),
        figure(pick(lang, "平衡时昏迷", "unconscious at balance"), unconscious, 1e6, "ppm", |v| v.value()),
        figure(pick(lang, "平衡时危及生命", "deadly at balance"), deadly, 1e6, "ppm", |v| v.value()),
    ]
}

fn figure<'a, T>(
    what: &'static str,
    figure: &'a Figure<T>,
    factor: f64,
    unit: &str,
    base: impl Fn(&T) -> f64,
) -> (&'static str, String, &'a Source) {
    let value = base(&figure.is) * factor;
    // Six digits hide the rounding of the factor and nothing else.
    let value = format!("{value:.5e}").parse::<f64>().unwrap_or(value);
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    (what, format!("{value}{unit}"), &figure.source)
}

fn sourced(lang: Lang, source: &Source) -> String {
    if source.is_verified() {
        return source.0.clone();
    }
    let text = source.without_mark();
    say!(lang, "【未核实】{text}", "[unverified] {text}")
}
