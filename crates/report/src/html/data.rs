//! The data of the replay: every event once, with its words in a table of strings, and what the map needs to move.

use super::chart::{end_ms, organisations};
use super::layout::{self, LinkKind, Part};
use super::tracks;
use crate::document::Source;
use crate::milestones::milestones;
use crate::say::pick;
use crate::story::Story;
use crate::{fact, word};
use hazdrill_model::Scenario;
use hazdrill_record::happening::KINDS;
use hazdrill_record::{Event, Happening};
use hazdrill_score::wrong_stretches;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Stands for the actor in a sentence, so that two hundred people who hear the same need one string.
const ACTOR: &str = "\u{1}";
/// Milestones that the list of the replay marks.
const MARKED: usize = 120;

/// A list of things, each once, in the order in which they came.
#[derive(Default)]
struct Table {
    list: Vec<String>,
    at: BTreeMap<String, usize>,
}

impl Table {
    fn put(&mut self, text: &str) -> usize {
        if let Some(at) = self.at.get(text) {
            return *at;
        }
        self.at.insert(text.to_owned(), self.list.len());
        self.list.push(text.to_owned());
        self.list.len() - 1
    }
}

/// Events that a browser still replays with ease; a drill has some ten thousand.
pub(super) const REPLAYED: usize = 30_000;

/// The JSON to be embedded, of the first `most` events.
pub(super) fn json(source: &Source<'_>, most: usize) -> String {
    // The first events, so that every cause is there.
    let source = &Source { events: &source.events[..source.events.len().min(most)], ..*source };
    let mut strings = Table::default();
    let mut actors = Table::default();
    let mut places = Table::default();
    let mut facts = Table::default();
    let scenario = source.names.scenario();
    if let Some(scenario) = scenario {
        for id in scenario.places.keys() {
            places.put(id);
        }
        for id in scenario.actors() {
            actors.put(&id);
        }
    }
    let columns = events(source, &mut strings, &mut actors, &mut places);
    let (learned, truths) = knowledge(source, &mut strings, &mut actors, &mut facts);
    let moves: Vec<Value> = tracks::moves(scenario, source.events)
        .into_iter()
        .flat_map(|(who, moves)| {
            let who = actors.put(&who);
            moves.into_iter().map(move |m| (who, m)).collect::<Vec<_>>()
        })
        .map(|(who, m)| json!([who, m.from_ms, m.to_ms - m.from_ms, places.put(&m.from), places.put(&m.to)]))
        .collect();
    let scene = scene(source, &mut actors, &mut places);
    let starts = scenario.map_or_else(BTreeMap::new, tracks::starts);
    let data = json!({
        "schema": "hazdrill/report-data/1",
        "lang": pick(source.lang(), "zh", "en"),
        "starts_s": scenario.map_or(-1, |s| s.starts.seconds_of_day()),
        "end_ms": end_ms(source),
        "words": words(source),
        "events": columns,
        "milestones": milestones(source, MARKED).iter().map(|line| line.event).collect::<Vec<_>>(),
        "stages": stages(source),
        "moves": moves,
        "learned": learned,
        "truths": truths,
        "scene": scene,
        "map": map(scenario, &mut places),
        "organisations": organisations(source).iter()
            .map(|o| json!([o.id, o.name, o.colour, o.ink, o.sign])).collect::<Vec<_>>(),
        "actors": actors.list.iter().map(|id| actor(source, &starts, id, &mut places)).collect::<Vec<_>>(),
        "places": places.list.iter().map(|id| json!([id, source.names.place(id)])).collect::<Vec<_>>(),
        "facts": facts.list.iter().map(|id| json!([id, fact::name(source.names, id)])).collect::<Vec<_>>(),
        "kinds": KINDS.iter().map(|k| json!([k.kind, pick(source.lang(), k.zh, k.en)])).collect::<Vec<_>>(),
        "strings": strings.list,
    });
    // Inside a page nothing of the data may look like the end of a script.
    data.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The events in columns: time since the one before (−1: unknown), kind, actor (−1: nobody), place, sentence, causes as
/// the distance back.
fn events(source: &Source<'_>, strings: &mut Table, actors: &mut Table, places: &mut Table) -> Value {
    let story = Story::new(source.names, source.events);
    let told = story.with_actor(ACTOR);
    let mut columns: [Vec<i64>; 5] = Default::default();
    let mut causes: Vec<Vec<u64>> = Vec::new();
    let mut last = 0;
    for event in source.events {
        columns[0].push(event.t_ms.map_or(-1, |t| t - last));
        last = event.t_ms.unwrap_or(last);
        columns[1].push(KINDS.iter().position(|k| k.kind == event.kind()).map_or(-1, |at| at as i64));
        columns[2].push(event.actor.as_deref().map_or(-1, |actor| actors.put(actor) as i64));
        columns[3].push(event.place.as_deref().map_or(-1, |place| places.put(place) as i64));
        let sentence = if event.actor.is_some() { told.sentence(event) } else { story.sentence(event) };
        columns[4].push(strings.put(&sentence) as i64);
        causes.push(event.causes.iter().map(|cause| event.seq - cause).collect());
    }
    let [t, k, a, p, x] = columns;
    json!({"t": t, "k": k, "a": a, "p": p, "x": x, "c": causes})
}

/// Who came to believe what, when that was wrong, and what was true.
fn knowledge(source: &Source<'_>, strings: &mut Table, actors: &mut Table, facts: &mut Table) -> (Value, Value) {
    let names = source.names;
    let truths = hazdrill_score::truths(names.scenario(), source.events);
    let mut learned = Vec::new();
    for event in source.events {
        let Happening::Learned(l) = &event.what else { continue };
        let phrase = strings.put(&fact::phrase(names, &l.fact, l.value.as_ref()));
        let from = l.from.as_deref().map_or(-1, |from| actors.put(from) as i64);
        let mut row = vec![json!(event.seq), json!(facts.put(&l.fact)), json!(phrase), json!(l.as_of_ms), json!(from)];
        let held = event.t_ms.zip(l.value.as_ref()).zip(truths.get(&*l.fact));
        let wrong = held.map_or_else(Vec::new, |((t, value), changes)| {
            // The last instant that the page can show is within it.
            wrong_stretches(&l.fact, value, changes, t, end_ms(source).saturating_add(1))
        });
        if !wrong.is_empty() {
            row.push(json!(wrong));
        }
        learned.push(Value::from(row));
    }
    let truths: Vec<Value> = truths
        .into_iter()
        .flat_map(|(fact, changes)| changes.into_iter().map(move |change| (fact.clone(), change)).collect::<Vec<_>>())
        .map(|(fact, change)| {
            let phrase = strings.put(&fact::phrase(names, &fact, Some(&change.value)));
            json!([change.t_ms, facts.put(&fact), phrase])
        })
        .collect();
    (Value::from(learned), Value::from(truths))
}

/// Somebody: id, name, organisation, whether it is a crew, a post or one of a group, how many people, where at the start.
fn actor(source: &Source<'_>, starts: &BTreeMap<String, String>, id: &str, places: &mut Table) -> Value {
    let organisation = id.split('/').next().unwrap_or(id);
    let scenario = source.names.scenario();
    let body = scenario.and_then(|s| s.organisations.get(organisation));
    let name = id.split_once('/').map_or("", |(_, name)| name);
    let crew = body.and_then(|o| o.crews.get(name));
    let sort = match () {
        () if crew.is_some() => 1,
        () if crate::names::member(id).is_some() => 2,
        () => 0,
    };
    let people = crew.map_or(1, |crew| crew.people);
    let start = starts.get(id).map_or(-1, |place| places.put(place) as i64);
    json!([id, source.names.actor(id), organisation, sort, people, start])
}

fn stages(source: &Source<'_>) -> Value {
    let lang = source.lang();
    let stage = |stage: &hazdrill_score::Stage| {
        let name = hazdrill_score::explain(stage.id).map_or(stage.id, |metric| metric.name.get(lang));
        Some(json!([crate::say::ms(stage.entered_at_s?), name]))
    };
    source.evaluation.stages.iter().filter_map(stage).collect()
}

/// What changes on the map: instant, what, where or who, how much.
fn scene(source: &Source<'_>, actors: &mut Table, places: &mut Table) -> Value {
    let mut scene = Vec::new();
    if let Some(scenario) = source.names.scenario() {
        scene.push(json!([
            0,
            "wind",
            scenario.weather.from.value(),
            word::wind(source.lang(), scenario.weather.from.value())
        ]));
        for (id, place) in &scenario.places {
            let Some(room) = place.room() else { continue };
            let mode = word::ventilation(source.lang(), room.ventilation.starts);
            scene.push(json!([0, "air", places.put(id), mode]));
        }
        for (id, road) in &scenario.roads {
            if !road.open {
                scene.push(json!([0, "road", id.as_str(), 0]));
            }
        }
    }
    for event in source.events {
        let Some(t) = event.t_ms else { continue };
        let mut here = || event.place.as_deref().map_or(-1, |place| places.put(place) as i64);
        let row = match &event.what {
            Happening::LeakStarted(_) => json!([t, "leak", here(), 1]),
            Happening::LeakStopped(_) => json!([t, "leak", here(), 0]),
            Happening::Became(became) => match (became.fact.split_once(':'), &became.value) {
                (Some(("vapour.percent_lfl", at)), Some(hazdrill_model::Value::Number(n))) => {
                    json!([t, "vapour", places.put(at), n])
                }
                (Some(("smoke", at)), Some(hazdrill_model::Value::Flag(set))) => {
                    json!([t, "smoke", places.put(at), u8::from(*set)])
                }
                _ => continue,
            },
            Happening::Explosion(_) => json!([t, "bang", here(), 1]),
            Happening::FireStarted(_) => json!([t, "fire", here(), 1]),
            Happening::FireOut(_) => json!([t, "fire", here(), 0]),
            Happening::DoorJammed(jammed) => json!([t, "door", here(), places.put(&jammed.to)]),
            Happening::VentilationSwitched(s) => {
                json!([t, "air", here(), word::ventilation_word(source.lang(), &s.mode)])
            }
            Happening::PowerCut(_) => json!([t, "power", here(), 0]),
            Happening::CordonClosed(cordon) => json!([t, "cordon", places.put(&cordon.around), cordon.radius_m]),
            Happening::RoadClosed(closed) => json!([t, "road", &*closed.road, 0]),
            Happening::RoadOpened(opened) => json!([t, "road", &*opened.road, 1]),
            Happening::WindTurned(turned) => {
                json!([t, "wind", turned.from_deg, word::wind(source.lang(), turned.from_deg)])
            }
            Happening::Injured(hurt) => {
                json!([t, "hurt", whose(event, actors), if &*hurt.class == "serious" { 2 } else { 1 }])
            }
            Happening::Died(_) => json!([t, "hurt", whose(event, actors), 3]),
            _ => continue,
        };
        scene.push(row);
    }
    Value::from(scene)
}

fn whose(event: &Event, actors: &mut Table) -> i64 {
    event.actor.as_deref().map_or(-1, |actor| actors.put(actor) as i64)
}

/// The map as the script draws it.
fn map(scenario: Option<&Scenario>, places: &mut Table) -> Value {
    let Some(scenario) = scenario else { return Value::Null };
    let map = layout::map(scenario);
    let round = |value: f64| (value * 10.0).round() / 10.0;
    let spots: Vec<Value> = map
        .spots
        .iter()
        .map(|(id, spot)| json!([places.put(id), round(spot.x), round(spot.y), round(spot.w), round(spot.h)]))
        .collect();
    let links: Vec<Value> = map
        .links
        .iter()
        .map(|link| {
            let kind = match link.kind {
                LinkKind::Door => 0,
                LinkKind::Path => 1,
                LinkKind::Road => 2,
            };
            let (a, b, road) = (places.put(&link.a), places.put(&link.b), link.road.as_deref());
            let (from, to) = (link.from, link.to);
            json!([kind, a, b, round(from.0), round(from.1), round(to.0), round(to.1), road])
        })
        .collect();
    let parts: Vec<Value> = map
        .parts
        .iter()
        .map(|(x, y, part)| {
            let part = match part {
                Part::Building => "building",
                Part::Near => "near",
                Part::Town => "town",
            };
            json!([round(*x), *y, part])
        })
        .collect();
    json!({"width": round(map.width), "height": round(map.height), "spots": spots, "links": links, "parts": parts})
}

/// The words of the replay.
fn words(source: &Source<'_>) -> Value {
    let lang = source.lang();
    let word = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    json!({
        "play": word("播放", "Play"),
        "pause": word("暂停", "Pause"),
        "all": word("全部", "all"),
        "nobody": word("（物和环境）", "(things and weather)"),
        "shown": word("显示 {n} / {all} 个事件", "{n} of {all} events shown"),
        "roots": word("起因到此为止：这是根事件", "The chain ends here: this is a root"),
        "chain": word("来龙去脉", "How it came about"),
        "others": word("其他起因", "other causes"),
        "effects": word("它引起了", "It brought about"),
        "more": word("另有 {n} 个", "{n} more"),
        "believes": word("所认为的", "believes"),
        "truth": word("实情", "true"),
        "since": word("何时得知", "learned"),
        "by": word("来源", "from"),
        "fact": word("事项", "fact"),
        "seat": word("岗位", "seat"),
        "self": word("本人", "own senses or act"),
        "nothing": word("此刻什么也不知道。", "Knows nothing at this moment."),
        "unknown_truth": word("记录未载", "not in the record"),
        "not_yet": word("尚未发生", "not yet so"),
        "as_of": word("（{t} 的情况）", "(as of {t})"),
        "people": word("{n} 人", "{n} people"),
        "hurt": [word("", ""), word("轻伤", "slight"), word("重伤", "serious"), word("死亡", "dead")],
        "building": word("楼内", "Building"),
        "near": word("厂区和周边", "Works and neighbours"),
        "town": word("园区、城区", "Zone and town"),
        "vapour": word("可燃气 ≥{n}% LEL", "vapour ≥{n} % LFL"),
        "vapour_below": word("可燃气 <10% LEL", "vapour <10 % LFL"),
        "leak": word("泄漏", "leak"),
        "fire": word("明火", "fire"),
        "smoke": word("烟气", "smoke"),
        "bang": word("爆炸", "explosion"),
        "jammed": word("门卡死", "door jammed"),
        "dark": word("断电", "no power"),
        "cordon": word("警戒 {n} 米", "cordon {n} m"),
        "closed": word("封闭", "closed"),
        "stage": word("阶段", "Stage"),
        "day": word("第{n}天 ", "day {n} "),
        "unknown_time": word("时刻不详", "time unknown"),
        "on_the_way": word("途中", "on the way"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_stands_once() {
        let mut table = Table::default();
        assert_eq!((table.put("a"), table.put("b"), table.put("a")), (0, 1, 0));
        assert_eq!(table.list, ["a", "b"]);
    }
}
