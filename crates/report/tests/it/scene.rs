//! Explosion, casualties and command: the words of one event, and the lines that many become.

use crate::{scenario, told};
use hazdrill_model::Lang;
use hazdrill_record::Event;
use hazdrill_report::{Names, Story};

/// One event of every kind that has to do with fire, harm and command.
pub(crate) const LINES: &[&str] = &[
    r#""t_ms":1000,"kind":"ignition","actor":null,"place":"store","data":{"source":"plate","flammable_kg":1.25,"energy_j":4.2e7}"#,
    r#""t_ms":1000,"kind":"explosion","actor":null,"place":"store","data":{"burnt_kg":1.25,"overpressure_kpa":12.3,"windows":true},"causes":[1]"#,
    r#""t_ms":1000,"kind":"devices_dead","actor":null,"place":"store","data":{},"causes":[2]"#,
    r#""t_ms":1000,"kind":"door_jammed","actor":null,"place":"store","data":{"to":"yard"},"causes":[2]"#,
    r#""t_ms":1000,"kind":"blast","actor":null,"place":"yard","data":{"overpressure_kpa":1.5},"causes":[2]"#,
    r#""t_ms":1000,"kind":"fire_started","actor":null,"place":"store","data":{"area_m2":2.7,"heat_kw":5500.0},"causes":[2]"#,
    r#""t_ms":2000,"kind":"injured","actor":"lab/staff.1","place":"store","data":{"by":"blast","class":"serious","rpm":5.0,"walks":false,"people":1},"causes":[2]"#,
    r#""t_ms":2000,"kind":"injured","actor":"lab/staff.2","place":"store","data":{"by":"glass","class":"slight","rpm":12.0,"walks":true,"people":1},"causes":[2]"#,
    r#""t_ms":2000,"kind":"injured","actor":"fire/engine-1","place":"store","data":{"by":"burn","class":"slight","rpm":11.0,"walks":true,"people":2},"causes":[6]"#,
    r#""t_ms":9000,"kind":"died","actor":"lab/staff.1","place":"store","data":{"by":"blast","people":1},"causes":[7]"#,
    r#""t_ms":9000,"kind":"post_empty","actor":"lab/lead","place":"store","data":{"reason":"injured"},"causes":[2]"#,
    r#""t_ms":200000,"kind":"vessel_burst","actor":null,"place":"store","data":{"vessel":"drum"},"causes":[6]"#,
    r#""t_ms":210000,"kind":"declared","actor":"fire/lead","place":"yard","data":{"fact":"commander","value":"fire/lead","with":[]}"#,
    r#""t_ms":220000,"kind":"declared","actor":"fire/lead","place":"yard","data":{"fact":"level.active","value":"IV","with":[{"fact":"leak.place","value":"store"},{"fact":"people.missing","value":null}]},"causes":[13]"#,
    r#""t_ms":230000,"kind":"declared","actor":"fire/lead","place":"yard","data":{"fact":"report.county","value":true,"with":[{"fact":"leak.substance","value":null}]},"causes":[14]"#,
    r#""t_ms":300000,"kind":"air_low","actor":"fire/engine-1","place":"store","data":{"minutes":18.0},"causes":[6]"#,
    r#""t_ms":310000,"kind":"found","actor":"fire/engine-1","place":"store","data":{"who":["lab/staff.1","lab/staff.2"]},"causes":[7]"#,
    r#""t_ms":320000,"kind":"rescued","actor":"fire/engine-1","place":"yard","data":{"who":["lab/staff.1","lab/staff.2"]},"causes":[17]"#,
    r#""t_ms":330000,"kind":"triaged","actor":"fire/engine-1","place":"yard","data":{"who":"lab/staff.1","colour":"black"},"causes":[18]"#,
    r#""t_ms":335000,"kind":"triaged","actor":"fire/lead","place":"yard","data":{"who":"lab/staff.2","colour":"green"},"causes":[18]"#,
    r#""t_ms":340000,"kind":"treated","actor":"fire/engine-1","place":"yard","data":{"who":"lab/staff.2"},"causes":[20]"#,
    r#""t_ms":350000,"kind":"decontaminated","actor":"fire/engine-1","place":"yard","data":{"who":"lab/staff.2"},"causes":[21]"#,
    r#""t_ms":360000,"kind":"delivered","actor":"fire/engine-1","place":"yard","data":{"who":["lab/staff.2"],"beds_left":5},"causes":[22]"#,
    r#""t_ms":360000,"kind":"turned_away","actor":null,"place":"yard","data":{"who":["lab/staff.2"],"reason":"contaminated"},"causes":[23]"#,
    r#""t_ms":370000,"kind":"found","actor":"fire/engine-1","place":"store","data":{"who":[]},"causes":[17]"#,
    r#""t_ms":380000,"kind":"made","actor":"fire/engine-1","place":"yard","data":{"fact":"decon.ready"},"causes":[14]"#,
    r#""t_ms":390000,"kind":"area_evacuated","actor":"fire/engine-1","place":"yard","data":{"area":"yard","people":1650,"to":""},"causes":[14]"#,
    r#""t_ms":400000,"kind":"forgotten","actor":"lab/safety-officer","place":"yard","data":{"procedure":"alarm","step":"power"},"causes":[1]"#,
    r#""t_ms":410000,"kind":"injected","actor":null,"place":null,"data":{"inject":"turn","verb":"turn_wind"}"#,
    r#""t_ms":410000,"kind":"wind_turned","actor":null,"place":null,"data":{"from_deg":225.0},"causes":[29]"#,
    r#""t_ms":420000,"kind":"channel_silenced","actor":null,"place":null,"data":{"channel":"telephone"}"#,
    r#""t_ms":430000,"kind":"channel_restored","actor":null,"place":null,"data":{"channel":"telephone"}"#,
    r#""t_ms":440000,"kind":"absorbed","actor":"fire/engine-1","place":"store","data":{"kg":3.5},"causes":[14]"#,
    r#""t_ms":450000,"kind":"fire_controlled","actor":null,"place":"store","data":{},"causes":[6]"#,
    r#""t_ms":460000,"kind":"fire_out","actor":null,"place":"store","data":{"reason":"foam","burnt_kg":24.9,"contents_mj":850.0},"causes":[6]"#,
    r#""t_ms":470000,"kind":"withdrawal_signalled","actor":"fire/lead","place":"yard","data":{"crews":["fire/engine-1"],"to":"yard"},"causes":[2]"#,
    r#""t_ms":480000,"kind":"withdrawn","actor":"fire/engine-1","place":"yard","data":{"people":6},"causes":[36]"#,
    r#""t_ms":490000,"kind":"queued","actor":"fire/engine-1","place":"yard","data":{"who":["lab/staff.2"],"minutes":18.5},"causes":[22]"#,
    r#""t_ms":500000,"kind":"reached","actor":null,"place":"yard","data":{"people":12,"protected":0,"who":"crowd","indoors":false,"ppm":40.0,"soot_mg_m3":2.5},"causes":[6]"#,
    r#""t_ms":510000,"kind":"crowd_held","actor":"fire/engine-1","place":"yard","data":{"people":12,"back_m":60.0,"distance_m":90.0},"causes":[14]"#,
    r#""t_ms":520000,"kind":"waste_water","actor":null,"place":"yard","data":{"state":"contained","lost_m3":1.5,"held_m3":0.0},"causes":[14]"#,
    r#""t_ms":530000,"kind":"area_chosen","actor":"fire/lead","place":"yard","data":{"fact":"evacuation.ordered","around":"store","wind_from_deg":225.0,"wind_as_of_ms":410000,"within_m":500.0,"either_side_deg":45.0,"blocks":[]},"causes":[30]"#,
    r#""t_ms":535000,"kind":"contents_caught","actor":null,"place":"store","data":{},"causes":[6]"#,
    r#""t_ms":540000,"kind":"windows_broken","actor":null,"place":"store","data":{},"causes":[6]"#,
    r#""t_ms":541000,"kind":"trapped","actor":"lab/lead","place":"store","data":{"by":"flames","to":"yard"},"causes":[6]"#,
    r#""t_ms":541000,"kind":"trapped","actor":"lab/staff.2","place":"store","data":{"by":"door","to":"yard"},"causes":[4]"#,
    r#""t_ms":601000,"kind":"way_free","actor":"lab/lead","place":"store","data":{},"causes":[6]"#,
];

pub(crate) fn record(lines: &[&str]) -> Vec<Event> {
    let numbered = lines.iter().zip(1..).map(|(line, seq)| format!("{{\"seq\":{seq},{line}}}"));
    hazdrill_record::read(&numbered.collect::<Vec<_>>().join("\n")).unwrap().events
}

#[test]
fn each_has_the_words_of_the_trade() {
    let (scenario, events) = (scenario(), record(LINES));
    let of = |lang: Lang, seq: usize| {
        Story::new(&Names::new(Some(&scenario), lang), &events).sentence(&events[seq - 1]).replace('\n', " ")
    };
    for (seq, zh, en) in [
        (
            7,
            "实验员1号 在溶剂库受伤（爆炸冲击，重伤）：生命体征不稳，不能行走",
            "Laboratory assistant 1 is hurt at Solvent store (the blast, serious): vital signs unsteady, cannot walk",
        ),
        (9, "一号车组 在溶剂库 2 人受伤（烧伤，轻伤）", "Engine 1: 2 hurt at Solvent store (burns, slight)"),
        (13, "消防站负责人 担任现场指挥员", "Lead of Fire brigade takes command"),
        (
            14,
            "消防站负责人 启动Ⅳ级响应（溶剂库发生泄漏；情况不明：失联人数）",
            "Lead of Fire brigade: level IV response is activated (a leak at Solvent store; unknown: people missing)",
        ),
        (
            15,
            "消防站负责人 向区县报送事故信息：情况不明：泄漏物质",
            "Lead of Fire brigade: the incident is reported to the county: unknown: substance",
        ),
        (25, "一号车组 搜索溶剂库完毕，没有发现遗留人员", "Engine 1 has searched Solvent store and finds nobody left"),
        (28, "安全员 忘了：切断溶剂库电源", "Safety officer forgets to cut the power of Solvent store"),
        (30, "风向转为西南风（225 度）", "The wind turns: south-west wind now (225 degrees)"),
        (
            35,
            "溶剂库明火熄灭（泡沫覆盖），共烧掉泄漏物 24.9 千克，室内物品放热 850 兆焦",
            "The fire at Solvent store is out (covered with foam): 24.9 kg of the substance burnt, the contents gave 850 MJ",
        ),
    ] {
        assert_eq!(of(Lang::Zh, seq), zh, "event {seq}");
        assert_eq!(of(Lang::En, seq), en, "event {seq}");
    }
}

#[test]
fn one_bang_is_one_line_and_so_are_its_casualties() {
    let (scenario, events) = (scenario(), record(LINES));
    let zh = told(&Names::new(Some(&scenario), Lang::Zh), &events, 80);
    assert_eq!(
        zh[0],
        "23:58:01 溶剂库可燃蒸气被加热板点燃；溶剂库发生爆炸，参与燃烧的蒸气约 1.2 千克，超压约 12.3 千帕，窗户破碎；溶剂库的报警、探测、照明和有线通信全部失效；通往集合点的门变形卡死；冲击波及集合点（1.5 千帕）"
    );
    assert_eq!(
        zh[2],
        "23:58:02-23:58:09 溶剂库 4 人伤亡（死亡 1、轻伤 3；爆炸冲击、碎玻璃、烧伤）：一号车组、实验员 2 人（因为：23:58:01 溶剂库发生爆炸）"
    );
    assert!(zh.iter().any(|line| line.ends_with("在集合点检伤 2 人：绿色 1、黑色 1")), "{zh:#?}");
    let en = told(&Names::new(Some(&scenario), Lang::En), &events, 80);
    assert!(
        en[2].contains("4 people hurt or dead at Solvent store (1 dead, 3 slight; the blast, flying glass, burns)"),
        "{en:#?}"
    );
}

#[test]
fn a_long_drill_keeps_room_for_its_end() {
    let scenario = scenario();
    // Four hundred turns in the first ten minutes, then one an hour later.
    let early = (1..=400).map(|n| {
        format!(
            "\"t_ms\":{},\"kind\":\"made\",\"actor\":\"lab/lead\",\"place\":\"yard\",\"data\":{{\"fact\":\"shelter.open:p{n}\"}}",
            n * 1500
        )
    });
    let late = "\"t_ms\":4200000,\"kind\":\"made\",\"actor\":\"lab/lead\",\"place\":\"yard\",\"data\":{\"fact\":\"lights.on\"}";
    let lines: Vec<String> = early.chain([late.to_owned()]).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let zh = told(&Names::new(Some(&scenario), Lang::Zh), &record(&lines), 80);
    assert!(
        zh.len() <= 80 && zh.iter().any(|line| line.contains("照明已到位")),
        "the late turn found no room: {zh:#?}"
    );
}
