//! The script 演练脚本. A drill emerges, so it is indicative: taken from procedures and injects, or from a run where one is
//! given, and it says which.

use super::case::{Case, OfficeError, Run};
use super::page::Doc;
use super::rows::{Row, none};
use super::text::{pick, second};
use super::{Document, standing};
use crate::say::say;
use crate::story::Story;
use crate::{condition, verb};
use hazdrill_model::{Scenario, Step};
use hazdrill_record::{Event, Happening};
use std::collections::BTreeSet;

/// No script is longer than this, in lines.
const MOST: usize = 2_000;

pub(super) fn doc(case: &Case<'_>) -> Result<Doc, OfficeError> {
    let scenario = case.scenario(Document::Script)?;
    let lang = case.lang();
    let t = |zh, en| pick(lang, zh, en);
    let drill = case.drill();
    let title = Document::Script.title(lang);
    let mut doc = Doc::new(case.names, &format!("{title} · {drill}")).wide();
    doc.title(&[&drill, title]);
    let accident = standing::accident(case, scenario);
    doc.text(say!(lang, "情景：{accident}。", "Scenario: {accident}."));
    let columns = [
        (t("时间", "Time"), 18),
        (t("讲话人（行动人）", "Speaker (actor)"), 20),
        (t("内容（音响）", "Content (sound)"), 44),
        (t("场景", "Scene"), 18),
    ];
    if let Some(run) = case.run.filter(|run| !run.events.is_empty()) {
        let seed = run.evaluation.seed.map_or_else(none, |seed| seed.to_string());
        // As much of it as tells one record from another; the list for the archive has the whole.
        let hash = run.evaluation.record_hash.as_ref().map_or_else(none, |hash| hash.chars().take(12).collect());
        doc.text(say!(
                lang,
                "本脚本供参考，取自一次参考推演（种子{seed}，记录指纹以{hash}开头）。参演人员按自己掌握的情况行动，实际演练的时间、对话和结局会与此不同。",
                "Indicative, taken from one run (seed {seed}, record {hash}...). Players act on what they know; times, words and the outcome of the drill will differ.",
            ));
        doc.table(t("参考脚本（据参考推演）", "Indicative script (from a run)"), &columns, of_run(case, &run));
    } else {
        doc.text(t(
                "本脚本供参考，取自处置程序和导调注入，不是推演结果，未列结局。参演人员按自己掌握的情况行动，时间栏为首项行动的条件，各项行动的条件见席位卡。",
                "Indicative, taken from procedures and injects and not from a run: it has no outcome. Players act on what they know; in place of times stands the condition of the first act of a line; those of each act stand on the seat cards.",
            ));
        doc.table(
            t("参考脚本（据处置程序）", "Indicative script (from procedures)"),
            &columns,
            of_procedures(case, scenario),
        );
    }
    doc.note(t(
        "字幕、解说词和视频背景由宣传组另行编写。",
        "Captions, narration and video background are written by the publicity group.",
    ));
    Ok(doc)
}

/// What is said, declared and put in, and what the hazard does; what is said again alike stands once.
fn of_run(case: &Case<'_>, run: &Run<'_>) -> Vec<Row> {
    let story = Story::new(case.names, run.events);
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let row = |event: &Event| {
        let (who, content) = match &event.what {
            Happening::Said(said) => {
                let to = case.names.actors(said.to.iter().map(|to| &**to));
                let (by, content) = (case.names.channel(&said.channel), story.content(said));
                let lang = case.lang();
                (story.who(event), say!(lang, "（{by}，对{to}）{content}", "({by}, to {to}) {content}"))
            }
            Happening::Declared(_)
            | Happening::AllClear(_)
            | Happening::CordonClosed(_)
            | Happening::HeadCounted(_) => (story.who(event), story.sentence(event)),
            Happening::Injected(_)
            | Happening::LeakStarted(_)
            | Happening::LeakStopped(_)
            | Happening::DetectorAlarmed(_)
            | Happening::Explosion(_)
            | Happening::FireStarted(_)
            | Happening::FireOut(_) => (pick(case.lang(), "（音响）", "(sound)").to_owned(), story.sentence(event)),
            _ => return None,
        };
        let place = event.place.as_deref().map_or_else(none, |place| case.names.place(place));
        seen.insert((who.clone(), content.clone())).then(|| vec![second(case.names, event.t_ms), who, content, place])
    };
    run.events.iter().filter_map(row).take(MOST).collect()
}

/// Injects by their time, then what each post does in turn, in the order of the procedures.
fn of_procedures(case: &Case<'_>, scenario: &Scenario) -> Vec<Row> {
    let (names, lang) = (case.names, case.lang());
    let control = || pick(lang, "导调人员", "Drill control").to_owned();
    let releases = scenario.releases.values().map(|release| {
        let what = case.names.vessel(&release.vessel);
        vec![
            condition::when(names, &release.when),
            pick(lang, "（音响）", "(sound)").to_owned(),
            say!(lang, "{what}开始泄漏", "{what} begins to leak"),
            none(),
        ]
    });
    let injects = scenario.injects.values().map(|inject| {
        vec![condition::when(names, &inject.when), control(), verb::phrase(names, &inject.act, None), none()]
    });
    let mut rows: Vec<Row> = releases.chain(injects).collect();
    for (id, organisation) in &scenario.organisations {
        // What is noted and where one walks is neither said nor seen; the seat cards have it.
        let is_shown = |step: &&Step| !matches!(step.act.word(), "note" | "go");
        for procedure in organisation.procedures.values() {
            let steps: Vec<&Step> = procedure.iter().filter(is_shown).collect();
            // What one post does one after the other is one line, under the condition of its first step.
            for turn in steps.chunk_by(|a, b| a.by == b.by) {
                let Some(first) = turn.first() else { continue };
                let actor = format!("{id}/{}", first.by);
                let acts: Vec<String> = turn.iter().map(|step| verb::phrase(names, &step.act, Some(&actor))).collect();
                rows.push(vec![
                    condition::condition(names, &first.when, &actor),
                    names.actor(&actor),
                    acts.join(pick(lang, "；", "; ")),
                    names.organisation(id),
                ]);
            }
        }
    }
    rows
}
